//! What the positions of a project count.
//!
//! The standard says code points from 0; programs count UTF-16 units, one or two positions for CRLF, a
//! byte order mark or not, and include the last character or not. Names of selections that quote the
//! text decide for the whole project; where they say nothing, the program that wrote it, and whether
//! ends cut words.

use crate::model::plan::Warning;

/// How positions are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// Characters beyond the first 65,536 are two.
    pub utf16: bool,
    /// CRLF is one.
    pub crlf_one: bool,
    /// A byte order mark counts.
    pub mark: bool,
    /// The end is the last character.
    pub inclusive: bool,
}

impl Reading {
    /// What the program that wrote a project does.
    fn of(origin: &str) -> Self {
        let is = |name: &str| origin.starts_with(name);
        Self {
            utf16: is("NVivo"),
            crlf_one: is("ATLAS.ti") || is("MAXQDA") || is("QualCoder"),
            mark: false,
            inclusive: is("Potato"),
        }
    }

    /// All that a project may use, the program's own first.
    fn candidates(origin: &str) -> Vec<Self> {
        let mut all = vec![Self::of(origin)];
        for n in 0..16_u8 {
            let reading = Self {
                utf16: n & 1 != 0,
                crlf_one: n & 2 != 0,
                mark: n & 4 != 0,
                inclusive: n & 8 != 0,
            };
            if !all.contains(&reading) {
                all.push(reading);
            }
        }
        all
    }

    /// The reading as a note for a person.
    fn words(self) -> String {
        [
            if self.utf16 { "UTF-16" } else { "Unicode" },
            if self.crlf_one {
                "CRLF = 1"
            } else {
                "CRLF = 2"
            },
            if self.mark { "BOM = 1" } else { "BOM = 0" },
            if self.inclusive { "a..=b" } else { "a..b" },
        ]
        .join(", ")
    }
}

/// A text as a program keeps it and as a study does.
#[derive(Clone, Debug, Default)]
pub(super) struct RawText {
    /// As it came, with a byte order mark and all line ends.
    pub raw: String,
    /// Without the mark, with `\n` for every line end.
    pub text: String,
}

impl RawText {
    /// The text as it came.
    pub fn new(raw: String) -> Self {
        let text = raw.strip_prefix('\u{feff}').unwrap_or(&raw);
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        Self { raw, text }
    }

    /// For every position that the program may give, the one in the study's text.
    fn map(&self, reading: Reading) -> Vec<u32> {
        let mut map = Vec::with_capacity(self.raw.len() / 2 + 1);
        let mut here = 0_u32;
        let mut chars = self.raw.chars().peekable();
        if chars.peek() == Some(&'\u{feff}') {
            chars.next();
            if reading.mark {
                map.push(0);
            }
        }
        while let Some(c) = chars.next() {
            map.push(here);
            if c == '\r' && chars.peek() == Some(&'\n') {
                chars.next();
                if !reading.crlf_one {
                    // Between the two there is no place in the study's text; the next one is taken.
                    map.push(here + 1);
                }
            } else if reading.utf16 && c.len_utf16() == 2 {
                map.push(here + 1);
            }
            here += 1;
        }
        map.push(here);
        map
    }
}

/// The places of a text under a reading.
pub(super) struct Places {
    map: Vec<u32>,
    inclusive: bool,
}

impl Places {
    /// The places of a text.
    pub fn of(text: &RawText, reading: Reading) -> Self {
        Self {
            map: text.map(reading),
            inclusive: reading.inclusive,
        }
    }

    /// A range in the study's text; `None` where it is empty or lies outside.
    pub fn range(&self, start: i64, end: i64) -> Option<(u32, u32)> {
        let end = end.checked_add(i64::from(self.inclusive))?;
        let last = self.map.len() - 1;
        let at = |place: i64| usize::try_from(place).ok();
        let (start, mut end) = (at(start)?, at(end)?);
        // A range that ends a little beyond the text ends with it.
        if end > last && end - last <= 2 {
            end = last;
        }
        let (start, end) = (*self.map.get(start)?, *self.map.get(end)?);
        (start < end).then_some((start, end))
    }
}

/// A selection as the file has it.
#[derive(Clone, Debug)]
pub(super) struct Selected {
    /// Index of its text.
    pub text: usize,
    /// Its ends.
    pub start: i64,
    /// Its ends.
    pub end: i64,
    /// Its name, which may quote the text.
    pub name: String,
}

/// Chooses how the positions of a project are read.
pub(super) fn choose(
    origin: &str,
    texts: &[RawText],
    selections: &[Selected],
    warnings: &mut Vec<Warning>,
) -> Reading {
    let default = Reading::of(origin);
    let mut best = default;
    let mut most = (0_usize, 0_usize, 0_usize);
    let mut first_share = 0_usize;
    for (n, reading) in Reading::candidates(origin).into_iter().enumerate() {
        let scores = score(reading, texts, selections);
        if n == 0 {
            most = scores;
            first_share = scores.2;
            continue;
        }
        let by_names = (scores.0, scores.1) > (most.0, most.1);
        let by_words = (scores.0, scores.1) == (most.0, most.1)
            && most.0 + most.1 == 0
            && selections.len() >= 20
            && scores.2 > most.2
            && (scores.2 - first_share) * 5 > selections.len();
        if by_names || by_words {
            best = reading;
            most = scores;
        }
    }
    if best != default && !selections.is_empty() {
        warnings.push(Warning {
            kind: "refi-reading",
            line: None,
            about: best.words(),
        });
    }
    best
}

/// How many names quote their text, how many begin with it, and how many ranges cut no word.
fn score(reading: Reading, texts: &[RawText], selections: &[Selected]) -> (usize, usize, usize) {
    let places: Vec<Places> = texts.iter().map(|text| Places::of(text, reading)).collect();
    let letters: Vec<Vec<char>> = texts
        .iter()
        .map(|text| text.text.chars().collect())
        .collect();
    let (mut exact, mut prefix, mut whole) = (0, 0, 0);
    for selected in selections {
        let Some((start, end)) = places[selected.text].range(selected.start, selected.end) else {
            continue;
        };
        let text = &letters[selected.text];
        let (start, end) = (start as usize, (end as usize).min(text.len()));
        let cut = |at: usize| {
            at > 0
                && at < text.len()
                && text[at - 1].is_alphanumeric()
                && text[at].is_alphanumeric()
        };
        whole += usize::from(!cut(start) && !cut(end));
        if selected.name.is_empty() {
            continue;
        }
        let name = collapsed(selected.name.chars());
        let said = collapsed(text[start..end].iter().copied());
        let begun = name.trim_end_matches('…').trim_end_matches("...");
        if name == said {
            exact += 1;
        } else if begun.chars().count() > 8 && said.starts_with(begun) {
            prefix += 1;
        }
    }
    (exact, prefix, whole)
}

/// Words with one space between them.
fn collapsed(letters: impl Iterator<Item = char>) -> String {
    let text: String = letters.collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const RAW: &str = "\u{feff}a😀b\r\nc";

    fn reading([utf16, crlf_one, mark, inclusive]: [bool; 4]) -> Reading {
        Reading {
            utf16,
            crlf_one,
            mark,
            inclusive,
        }
    }

    fn check(reading: Reading, start: i64, end: i64, expected: Option<(u32, u32)>) {
        let places = Places::of(&RawText::new(RAW.to_owned()), reading);
        assert_eq!(
            places.range(start, end),
            expected,
            "{reading:?} {start}..{end}"
        );
    }

    #[test]
    fn each_reading_counts_in_its_way() {
        check(reading([false, true, false, false]), 4, 5, Some((4, 5)));
        check(reading([false, false, false, false]), 5, 6, Some((4, 5)));
        check(reading([true, false, false, false]), 6, 7, Some((4, 5)));
        check(reading([true, false, true, false]), 7, 8, Some((4, 5)));
        check(reading([false, true, false, true]), 0, 0, Some((0, 1)));
        // Inside a pair, the next character.
        check(reading([true, false, false, false]), 2, 3, None);
    }

    #[test]
    fn ranges_outside_the_text_are_none() {
        let standard = reading([false, true, false, false]);
        check(standard, -1, 2, None);
        check(standard, 2, 2, None);
        check(standard, 3, 2, None);
        check(standard, 4, 7, Some((4, 5)));
        check(standard, 4, 8, None);
        check(standard, i64::MIN, i64::MAX, None);
    }

    #[test]
    fn names_that_quote_the_text_decide() {
        let texts = [RawText::new("我朋友姓𠮷，他说这里是家。".to_owned())];
        let selected = |start, end, name: &str| Selected {
            text: 0,
            start,
            end,
            name: name.to_owned(),
        };
        let mut warnings = Vec::new();
        let chosen = choose("x", &texts, &[selected(7, 9, "他说")], &mut warnings);
        assert_eq!(chosen, reading([true, false, false, false]));
        assert_eq!(warnings.len(), 1);
        let chosen = choose("Potato", &texts, &[selected(6, 7, "他说")], &mut Vec::new());
        assert!(chosen.inclusive);
        let chosen = choose("NVivo 20", &texts, &[selected(0, 2, "")], &mut Vec::new());
        assert!(chosen.utf16);
    }
}

//! Finds a code by a few letters: hanzi, pinyin, initials, a mixture, its number, its English name.
//!
//! A name is a row of keys, one per hanzi, letter or digit; marks and spaces
//! don't count. A hanzi is typed as itself, as any of its readings or as the first
//! letter of one, so 重庆 answers to `chongqing`, `zq` and `重q`. A query is matched
//! by stepping a set of "so many of its characters are used up" over the keys.

use std::cmp::Reverse;
use std::sync::OnceLock;

use ib_matcher::pinyin::{PinyinData, PinyinNotation};
use pinyin::ToPinyin;

use super::glyph::narrow;

/// A code as the picker sees it.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Its number in the codebook (`P1.2`).
    pub number: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its English name; may be empty.
    pub name_en: &'a str,
    /// Other names by which it is found.
    pub aliases: &'a [String],
    /// How often it has been used.
    pub uses: u32,
}

/// How a code answers to a query; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// Nothing was asked.
    Unasked,
    /// Its number, dots left out or not.
    Number,
    /// The first letter of each of its characters.
    Initials,
    /// What its name or, with a digit, its number begins with.
    Prefix,
    /// Something inside its name.
    Inside,
    /// The beginning of a word of its English name and what follows.
    English,
    /// Some of its characters, in order.
    Subsequence,
}

/// A code that answers to a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picked {
    /// Its place among the entries.
    pub place: usize,
    /// How it answers.
    pub rank: Rank,
}

/// The codes to pick from, prepared.
#[derive(Clone, Debug, Default)]
pub struct Picker {
    codes: Vec<Names>,
}

#[derive(Clone, Debug)]
struct Names {
    number: String,
    /// The number's letters and digits.
    squeezed: String,
    /// The name, then the aliases.
    keys: Vec<Vec<Key>>,
    /// The English name's letters and digits.
    english: String,
    /// Bytes of `english` where a word begins.
    words: Vec<usize>,
    uses: u32,
}

/// One character of a name and what it may be typed as.
#[derive(Clone, Debug)]
struct Key {
    itself: char,
    readings: Vec<&'static str>,
}

/// Which name answered: ties go to the name before the aliases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Via {
    Name,
    Alias,
}

impl Picker {
    /// Prepares the codes, in the codebook's order.
    #[must_use]
    pub fn new<'a>(entries: impl IntoIterator<Item = Entry<'a>>) -> Self {
        let codes = entries.into_iter().map(Names::new).collect();
        Self { codes }
    }

    /// The codes that answer to `query`: by rank, then by use, then in the codebook's order.
    ///
    /// A blank query takes all of them, in that order alone.
    #[must_use]
    pub fn pick(&self, query: &str) -> Vec<Picked> {
        if query.trim().is_empty() {
            let all = 0..self.codes.len();
            return all
                .map(|place| Picked {
                    place,
                    rank: Rank::Unasked,
                })
                .collect();
        }
        let query = Query::new(query);
        let mut found: Vec<_> = self
            .codes
            .iter()
            .enumerate()
            .filter_map(|(place, code)| {
                let (rank, via) = code.answer(&query)?;
                Some((rank, via, Reverse(code.uses), place))
            })
            .collect();
        found.sort_unstable();
        found
            .into_iter()
            .map(|(rank, _, _, place)| Picked { place, rank })
            .collect()
    }
}

/// A query, folded: lower case, half width, `ü` as `v`.
struct Query {
    /// As typed, white space left out.
    typed: String,
    /// Its letters, digits and hanzi.
    squeezed: String,
    chars: Vec<char>,
}

impl Query {
    fn new(query: &str) -> Self {
        let typed: String = folded(query).filter(|c| !c.is_whitespace()).collect();
        let squeezed: String = typed.chars().filter(|c| c.is_alphanumeric()).collect();
        let chars = squeezed.chars().collect();
        Self {
            typed,
            squeezed,
            chars,
        }
    }
}

impl Names {
    fn new(entry: Entry<'_>) -> Self {
        let number: String = folded(entry.number).collect();
        let squeezed = number.chars().filter(|c| c.is_alphanumeric()).collect();
        let keys = std::iter::once(entry.name)
            .chain(entry.aliases.iter().map(String::as_str))
            .map(|name| keys(name).collect())
            .collect();
        let (mut english, mut words) = (String::new(), Vec::new());
        let mut in_word = false;
        for c in folded(entry.name_en) {
            if c.is_alphanumeric() {
                if !in_word {
                    words.push(english.len());
                }
                english.push(c);
            }
            in_word = c.is_alphanumeric();
        }
        Self {
            number,
            squeezed,
            keys,
            english,
            words,
            uses: entry.uses,
        }
    }

    /// The best way in which the code answers.
    fn answer(&self, query: &Query) -> Option<(Rank, Via)> {
        if self.number == query.typed {
            return Some((Rank::Number, Via::Name));
        }
        let q = &*query.squeezed;
        if q.is_empty() {
            return None;
        }
        if self.squeezed == q {
            return Some((Rank::Number, Via::Alias));
        }
        let named = self.named(query);
        if named.is_some_and(|(rank, _)| rank <= Rank::Prefix) {
            return named;
        }
        if q.contains(|c: char| c.is_ascii_digit()) && self.squeezed.starts_with(q) {
            return Some((Rank::Prefix, Via::Name));
        }
        let english = || {
            self.words
                .iter()
                .any(|&word| self.english[word..].starts_with(q))
        };
        match named {
            Some((Rank::Inside, _)) => named,
            _ if english() => Some((Rank::English, Via::Name)),
            _ => named,
        }
    }

    /// The best way in which its name or an alias answers.
    fn named(&self, query: &Query) -> Option<(Rank, Via)> {
        let via = |place| if place == 0 { Via::Name } else { Via::Alias };
        self.keys
            .iter()
            .enumerate()
            .filter_map(|(place, name)| Some((rank(name, &query.chars)?, via(place))))
            .min()
    }
}

/// How a name answers to a query of letters, digits and hanzi.
fn rank(name: &[Key], query: &[char]) -> Option<Rank> {
    // Bit `n` of a set: the first `n` characters of the query are used up.
    let all = 1_u128.checked_shl(u32::try_from(query.len()).ok()?)?;
    let initials = name.iter().fold(1, |used, key| key.initial(query, used));
    if initials & all != 0 && name.len() > 1 {
        return Some(Rank::Initials);
    }
    let mut used = 1;
    for key in name {
        used = key.typed(query, used);
        if used & all != 0 {
            return Some(Rank::Prefix);
        }
        if used == 0 {
            break;
        }
    }
    let mut used = 1;
    for key in name {
        used = key.typed(query, used) | 1;
        if used & all != 0 {
            return Some(Rank::Inside);
        }
    }
    let scattered = name
        .iter()
        .fold(1, |used, key| used | key.typed(query, used));
    (scattered & all != 0).then_some(Rank::Subsequence)
}

impl Key {
    /// The set after this key was typed by the first letter of a reading, or as itself if it has none.
    fn initial(&self, query: &[char], used: u128) -> u128 {
        let mut next = 0;
        for at in members(used) {
            let Some(&c) = query.get(at) else { continue };
            let first = |reading: &&str| reading.starts_with(c);
            if self.readings.iter().any(first) || (self.readings.is_empty() && c == self.itself) {
                next |= 1 << (at + 1);
            }
        }
        next
    }

    /// The set after this key was typed in any way; a reading at the end of the query may be unfinished.
    fn typed(&self, query: &[char], used: u128) -> u128 {
        let mut next = 0;
        for at in members(used) {
            let rest = &query[at..];
            let Some(&c) = rest.first() else { continue };
            if c == self.itself {
                next |= 1 << (at + 1);
            }
            for reading in &self.readings {
                let common = reading
                    .chars()
                    .zip(rest)
                    .take_while(|(a, b)| a == *b)
                    .count();
                if common == 0 {
                    continue;
                }
                next |= 1 << (at + 1);
                if common == 2 && reading.as_bytes()[1] == b'h' {
                    next |= 1 << (at + 2); // zh, ch, sh typed as an initial
                }
                if common == reading.len() || common == rest.len() {
                    next |= 1 << (at + common);
                }
            }
        }
        next
    }
}

/// The numbers in a set, in order.
fn members(mut set: u128) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = set.trailing_zeros();
        set &= set.checked_sub(1)?;
        Some(lowest as usize)
    })
}

fn keys(name: &str) -> impl Iterator<Item = Key> {
    folded(name)
        .filter(|c| c.is_alphanumeric())
        .map(|itself| Key {
            itself,
            readings: readings(itself),
        })
}

/// Lower case, half width, `ü` as `v`.
fn folded(text: &str) -> impl Iterator<Item = char> {
    text.chars()
        .flat_map(|c| narrow(c).to_lowercase())
        .map(|c| if c == 'ü' { 'v' } else { c })
}

/// Every toneless reading of a hanzi, in no useful order; none for any other character.
fn readings(hanzi: char) -> Vec<&'static str> {
    static DATA: OnceLock<PinyinData> = OnceLock::new();
    let data = DATA.get_or_init(|| PinyinData::new(PinyinNotation::Ascii));
    let mut readings = Vec::new();
    for reading in data.get_pinyins(hanzi) {
        if let Some(reading) = reading.notation(PinyinNotation::Ascii)
            && !readings.contains(&reading)
        {
            readings.push(reading);
        }
    }
    readings
}

/// The reading that a hanzi mostly has, where [`readings`] knows no order.
pub(super) fn usual_reading(hanzi: char) -> Option<String> {
    match hanzi.to_pinyin() {
        Some(reading) => Some(folded(reading.plain()).collect()),
        None => readings(hanzi).first().map(|&reading| reading.to_owned()),
    }
}

/// A name in pinyin, one syllable per hanzi in its usual reading: `xie shang yi shi`.
///
/// Letters and digits stand as words, marks are left out.
#[must_use]
pub fn pinyin(name: &str) -> String {
    let mut spelled = String::new();
    let mut in_word = false;
    for c in name.chars().map(narrow) {
        let reading = usual_reading(c);
        let is_letter = reading.is_none() && c.is_alphanumeric();
        let begins = reading.is_some() || (is_letter && !in_word);
        if begins && !spelled.is_empty() {
            spelled.push(' ');
        }
        match reading {
            Some(reading) => spelled.push_str(&reading),
            None if is_letter => spelled.push(c),
            None => {}
        }
        in_word = is_letter;
    }
    spelled
}

#[cfg(test)]
mod tests;

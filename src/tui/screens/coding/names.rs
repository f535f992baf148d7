//! What codes, passages and places are called in messages.

use crate::model::{Code, CodeId, Span};
use crate::strings::Lang;
use crate::study::{Loaded, OpenInterview};
use crate::text;

/// The code on a digit key.
pub(in crate::tui) fn pinned(loaded: &Loaded, digit: u8) -> Option<CodeId> {
    let code = loaded.pins.code(digit)?;
    let in_use = loaded.codebook.get(code).is_some_and(|code| !code.retired);
    in_use.then_some(code)
}

/// A facet of a coding in a few words (`立场·不存在`), in the language of the screen where
/// the codebook has it.
pub(in crate::tui) fn facet_words(
    loaded: &Loaded,
    lang: Lang,
    code: &Code,
    (facet, value): &(String, String),
) -> String {
    let known = loaded
        .codebook
        .kind_of(code)
        .and_then(|kind| kind.facets.iter().find(|it| it.name == *facet));
    let known_value = known.and_then(|it| it.values.iter().find(|it| it.name == *value));
    let facet = known.map_or(facet.as_str(), |it| {
        in_language(lang, &it.name, &it.name_en)
    });
    let value = known_value.map_or(value.as_str(), |it| {
        in_language(lang, &it.name, &it.name_en)
    });
    format!("{facet}·{value}")
}

/// The English name on an English screen where there is one, else the name.
pub(in crate::tui) fn in_language<'a>(lang: Lang, name: &'a str, name_en: &'a str) -> &'a str {
    match lang {
        Lang::En if !name_en.is_empty() => name_en,
        _ => name,
    }
}

/// Number and name of a code.
pub(in crate::tui) fn name(loaded: &Loaded, code: CodeId) -> String {
    loaded.codebook.get(code).map_or_else(String::new, |code| {
        format!("{} {}", code.entry.public_id, code.entry.name)
    })
}

/// Interview and turn of a passage in the open interview (`E17-15`), the name in a few cells.
pub(in crate::tui) fn place(loaded: &Loaded, span: Span) -> String {
    let Some(open) = &loaded.open else {
        return String::new();
    };
    let name = text::fit(&open.name, PLACE_CELLS);
    match turn_of(open, span) {
        0 => name.into_owned(),
        turn => format!("{name}-{turn}"),
    }
}

/// Cells of an interview's name in a message about one of its passages.
const PLACE_CELLS: u16 = 24;

/// Number of the turn that a passage begins in, from 1; 0 before the first.
pub(in crate::tui) fn turn_of(open: &OpenInterview, span: Span) -> usize {
    open.turns
        .partition_point(|turn| turn.span.start() <= span.start())
}

/// The first words of a passage on one line.
pub(in crate::tui) fn excerpt(loaded: &Loaded, span: Span) -> String {
    let words = loaded.open.as_ref().and_then(|open| open.text.slice(span));
    text::fit(&one_line(words.unwrap_or_default()), 24).into_owned()
}

pub(super) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words as a name: without the punctuation that ends them, and without quotation marks
/// around all of them or without a partner.
pub(super) fn bare(words: &str) -> &str {
    let ends = |c: char| "。，、；：？！….,;:?!—".contains(c) || c.is_whitespace();
    let mut rest = words.trim();
    loop {
        let before = rest;
        rest = rest.trim_end_matches(ends);
        for (open, close) in QUOTES {
            if let Some(inner) = rest.strip_suffix(close) {
                match inner.strip_prefix(open) {
                    Some(inner) if !inner.contains([open, close]) => rest = inner,
                    _ if !inner.contains(open) && !is_apostrophe(close) => rest = inner,
                    _ => {}
                }
            }
            if let Some(inner) = rest.strip_prefix(open)
                && !inner.contains(close)
                && !is_apostrophe(open)
            {
                rest = inner;
            }
        }
        if rest == before {
            break;
        }
    }
    if rest.is_empty() { words } else { rest }
}

/// Whether it is no quotation mark when it stands alone: `the workers'`, `'90s`.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’')
}

const QUOTES: [(char, char); 6] = [
    ('“', '”'),
    ('‘', '’'),
    ('「', '」'),
    ('『', '』'),
    ('"', '"'),
    ('\'', '\''),
];

/// A passage as it is quoted: the words and where they stand, by the respondent's label
/// where the study has one (`“…”（E17-15）`), in at most [`COPIED`] bytes.
pub(in crate::tui) fn quotation(loaded: &Loaded, lang: Lang, span: Span) -> Option<String> {
    let open = loaded.open.as_ref()?;
    let words = one_line(open.text.slice(span)?);
    let turn = turn_of(open, span);
    let speaker = turn
        .checked_sub(1)
        .and_then(|place| open.speakers.get(usize::from(open.turns[place].speaker?)));
    let label = speaker
        .and_then(|speaker| open.respondents.get(&speaker.respondent?))
        .unwrap_or(&open.name);
    let place = match turn {
        0 => label.clone(),
        turn => format!("{label}-{turn}"),
    };
    let (before, after) = match lang {
        Lang::Zh => ("“", format!("”（{place}）")),
        Lang::En => ("“", format!("” ({place})")),
    };
    let room = COPIED.saturating_sub(before.len() + after.len());
    let words = if words.len() <= room {
        words
    } else {
        let end = words.floor_char_boundary(room.saturating_sub('…'.len_utf8()));
        format!("{}…", &words[..end])
    };
    Some(format!("{before}{words}{after}"))
}

/// Bytes that are copied at most: a clipboard is no way to carry a transcript out.
pub(in crate::tui) const COPIED: usize = 10_000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_no_final_punctuation_and_no_lonely_quotation_mark() {
        for (words, name) in [
            ("上面千条线，下面一根针。", "上面千条线，下面一根针"),
            ("“三不管”。", "三不管"),
            ("就是“三不管”", "就是“三不管”"),
            ("“三不管”地带？！", "“三不管”地带"),
            ("谁都管不了。”", "谁都管不了"),
            ("“谁都管不了，", "谁都管不了"),
            (
                "\"a thousand threads,\" he said.",
                "\"a thousand threads,\" he said",
            ),
            ("\"one needle.\"", "one needle"),
            ("the workers'", "the workers'"),
            ("the workers’.", "the workers’"),
            ("'90s", "'90s"),
            ("'one needle.'", "one needle"),
            ("……", "……"),
        ] {
            assert_eq!(bare(words), name);
        }
    }
}

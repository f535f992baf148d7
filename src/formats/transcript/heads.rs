//! How a line may say who speaks: the grammars of turn heads.
//!
//! A *grammar* looks at one line and gives a *head* or nothing. It is generous:
//! whether a label is a label is decided over the whole text, in `choose`.

mod choose;

use std::ops::Range;

use super::labels;
use super::lines::{Line, within};
use super::times;

pub(super) use choose::choose;

/// A way of writing the head of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grammar {
    /// `访谈者：…`, `[00:05] Kim: …`, `张三(00:00:05): …`
    Colon,
    /// `说话人1 00:03` or `00:03 说话人1` on a line of its own.
    Stamp,
    /// `**Kim:** …`, `**Kim**: …`; in a word processor's file a bold beginning.
    Bold,
    /// `### 王委員：`
    Heading,
    /// `[id1] …`, `【问】…`
    Bracket,
    /// `Q. …`, `A1. …`
    Letter,
    /// `I – …`
    Dash,
    /// A first table cell or what stands before a tab.
    Cell,
    /// The label alone on its line, the words below.
    Alone,
}

impl Grammar {
    /// All of them; of two that read a text equally well, the earlier is taken.
    pub(super) const ALL: [Self; 9] = [
        Self::Colon,
        Self::Stamp,
        Self::Bold,
        Self::Heading,
        Self::Bracket,
        Self::Letter,
        Self::Dash,
        Self::Cell,
        Self::Alone,
    ];
}

/// The head of a turn; all positions are bytes of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// Index of its line.
    pub line: usize,
    /// Where it begins, and the turn before it ends.
    pub at: usize,
    /// The label.
    pub label: Range<usize>,
    /// Where the words may begin.
    pub body: usize,
    /// Milliseconds of its time mark.
    pub time: Option<u32>,
    /// A colon after the label or a time beside it: more than looks alone.
    pub firm: bool,
}

/// A head in bytes of the line's words.
struct Found {
    label: Range<usize>,
    body: usize,
    time: Option<u32>,
    firm: bool,
}

/// What line `n` says in that grammar.
pub(super) fn head(grammar: Grammar, lines: &[Line<'_>], n: usize) -> Option<Head> {
    let line = &lines[n];
    if line.words.is_empty() {
        return None;
    }
    let found = match grammar {
        Grammar::Colon => colon(line.words),
        Grammar::Stamp => stamp(line.words),
        Grammar::Bold => bold(line),
        Grammar::Heading => heading(line),
        Grammar::Bracket => bracket(line.words),
        Grammar::Letter => letter(line.words),
        Grammar::Dash => dash(line.words),
        Grammar::Cell => cell(line.words),
        Grammar::Alone => alone(lines, n),
    }?;
    let label = &line.words[found.label.clone()];
    let fits = match grammar {
        // A heading that comes back may say who speaks for whom: `### 环保处代表：许某`.
        Grammar::Heading => label.split(times::is_colon).all(labels::plausible),
        _ => labels::plausible(label),
    };
    if !fits {
        return None;
    }
    Some(Head {
        line: n,
        at: line.at,
        label: line.at + found.label.start..line.at + found.label.end,
        body: line.at + found.body,
        time: found.time,
        firm: found.firm,
    })
}

/// Farthest byte at which the colon after a label is looked for.
const FARTHEST: usize = 200;

fn colon(words: &str) -> Option<Found> {
    let (before, start) = time_before(words);
    let (mut seen, mut depth) = (0, 0_usize);
    for (i, c) in words[start..].char_indices() {
        let at = start + i;
        seen += 1;
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            // `主持人（张某，北京）：`
            '，' if depth > 0 && i > 0 => continue,
            _ => {}
        }
        if at > FARTHEST || seen > labels::LONGEST + 24 || ends_a_label(c) {
            return None;
        }
        if !times::is_colon(c) || inside_time(words, at, c) {
            continue;
        }
        let body = at + c.len_utf8();
        if words[body..].starts_with("//") || words[body..].starts_with(':') {
            return None;
        }
        let (label, inner) = without_time(words, start..at);
        let (time, body) = time_after(words, body);
        return Some(Found {
            label,
            body,
            time: before.or(inner).or(time),
            firm: true,
        });
    }
    None
}

/// Whether no label goes on after this character.
fn ends_a_label(c: char) -> bool {
    matches!(
        c,
        '。' | '！'
            | '？'
            | '；'
            | '，'
            | '“'
            | '”'
            | '《'
            | '…'
            | '「'
            | '—'
            | '!'
            | ';'
            | '*'
            | '"'
    )
}

/// Whether the colon at `at` stands between the digits of a clock time.
fn inside_time(words: &str, at: usize, c: char) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| times::digit(c).is_some());
    digit(words[..at].chars().next_back()) && {
        let mut after = words[at + c.len_utf8()..].chars();
        digit(after.next()) && digit(after.next())
    }
}

fn stamp(words: &str) -> Option<Found> {
    let body = words.len();
    // A converter's backslash for a line break may stand at the end.
    let words = words.trim_end_matches('\\').trim_end();
    if words.len() > FARTHEST {
        return None;
    }
    let skip = usize::from(words.starts_with('@'));
    if let Some((ms, at)) = times::mark_at_end(&words[skip..]) {
        let label = trimmed(words, skip..skip + at);
        return (!label.is_empty()).then_some(Found {
            label,
            body,
            time: Some(ms),
            firm: true,
        });
    }
    let (Some(ms), start) = time_before(words) else {
        return None;
    };
    Some(Found {
        label: trimmed(words, start..words.len()),
        body,
        time: Some(ms),
        firm: true,
    })
}

fn bold(line: &Line<'_>) -> Option<Found> {
    let words = line.words;
    let (before, start) = time_before(words);
    let (inner, after) = if let Some(mark) = ["**", "__"]
        .into_iter()
        .find(|mark| words[start..].starts_with(mark))
    {
        let open = start + mark.len();
        let close = open + within(&words[open..], FARTHEST).find(mark)?;
        (open..close, close + mark.len())
    } else {
        let bold = line.style.bold as usize;
        if bold <= start || bold > FARTHEST || !words.is_char_boundary(bold) {
            return None;
        }
        (start..bold, bold)
    };
    let inner = trimmed(words, inner);
    let shut = words[inner.clone()].trim_end_matches(times::is_colon);
    let mut firm = shut.len() < inner.len();
    let (label, inner_time) =
        without_time(words, trimmed(words, inner.start..inner.start + shut.len()));
    let (first, mut body) = time_after(words, after);
    let rest = words[body..].trim_start_matches([' ', '\u{a0}']);
    if let Some(c) = rest.chars().next().filter(|c| times::is_colon(*c)) {
        firm = true;
        body = words.len() - rest.len() + c.len_utf8();
    }
    let (second, body) = time_after(words, body);
    let time = before.or(inner_time).or(first).or(second);
    Some(Found {
        label,
        body,
        time,
        firm: firm || time.is_some(),
    })
}

fn heading(line: &Line<'_>) -> Option<Found> {
    let words = line.words;
    let marks = words.len() - words.trim_start_matches('#').len();
    let start = match marks {
        0 if line.style.heading => 0,
        1..=6 if words[marks..].starts_with([' ', '\t', '\u{3000}']) => marks,
        _ => return None,
    };
    if words.len() > FARTHEST {
        return None;
    }
    let inner = trimmed(words, start..words.len());
    let shut = words[inner.clone()].trim_end_matches(times::is_colon);
    let firm = shut.len() < inner.len();
    let mut shut = inner.start..inner.start + shut.len();
    // `### 【文化部补充说明】：`
    if words[shut.clone()].starts_with('【') && words[shut.clone()].ends_with('】') {
        shut = shut.start + '【'.len_utf8()..shut.end - '】'.len_utf8();
    }
    let (label, time) = without_time(words, trimmed(words, shut));
    Some(Found {
        label,
        body: words.len(),
        time,
        firm: firm || time.is_some(),
    })
}

fn bracket(words: &str) -> Option<Found> {
    let (before, start) = time_before(words);
    let rest = &words[start..];
    let close = match rest.chars().next()? {
        '[' => ']',
        '【' => '】',
        '〔' => '〕',
        '［' => '］',
        _ => return None,
    };
    let open = start + rest.chars().next().map_or(0, char::len_utf8);
    let end = open
        + within(rest, FARTHEST)
            .find(close)?
            .checked_sub(open - start)?;
    let label = trimmed(words, open..end);
    let mut body = end + close.len_utf8();
    let rest = words[body..].trim_start();
    // `[label](address)` is a link.
    if rest.starts_with('(') || labels::stage_note(&labels::folded(&words[label.clone()])) {
        return None;
    }
    let mut firm = false;
    if let Some(c) = rest.chars().next().filter(|c| times::is_colon(*c)) {
        firm = true;
        body = words.len() - rest.len() + c.len_utf8();
    } else if rest.is_empty() {
        return None;
    }
    let (after, body) = time_after(words, body);
    Some(Found {
        label,
        body,
        time: before.or(after),
        firm,
    })
}

/// `Q. Why?`, `A1. Because.`, `Q (Lee) Why?`, `问、…`.
fn letter(words: &str) -> Option<Found> {
    let first = words.chars().next()?;
    if !matches!(first, 'Q' | 'A' | 'q' | 'a' | '问' | '答' | '問') {
        return None;
    }
    let rest = words[first.len_utf8()..].trim_start_matches(|c: char| c.is_ascii_digit());
    let end = words.len() - rest.len();
    let sign = rest.chars().next()?;
    let body = end + sign.len_utf8();
    let spaced = words[body..].starts_with([' ', '\u{a0}', '\u{3000}', '\t']);
    let shut = matches!(sign, '.' | '．' | ')') && (spaced || !sign.is_ascii())
        || matches!(sign, '、' | '）') && !first.is_ascii();
    shut.then_some(Found {
        label: 0..end,
        body,
        time: None,
        firm: false,
    })
}

fn dash(words: &str) -> Option<Found> {
    let near = within(words, 80);
    let (at, sign) = near
        .char_indices()
        .find(|(_, c)| matches!(c, '-' | '–' | '—' | '−') || ends_a_label(*c))?;
    let before = &words[..at];
    let body = at + sign.len_utf8();
    if !matches!(sign, '-' | '–' | '—' | '−') || !before.ends_with(' ') {
        return None;
    }
    if !words[body..].starts_with(' ') {
        return None;
    }
    Some(Found {
        label: trimmed(words, 0..at),
        body,
        time: None,
        firm: false,
    })
}

fn cell(words: &str) -> Option<Found> {
    let (before, start) = time_before(words);
    let end = start + memchr::memchr(b'\t', within(&words[start..], FARTHEST).as_bytes())?;
    let inner = trimmed(words, start..end);
    let shut = words[inner.clone()].trim_end_matches(times::is_colon);
    let (label, inner_time) =
        without_time(words, trimmed(words, inner.start..inner.start + shut.len()));
    let (after, body) = time_after(words, end + 1);
    let time = before.or(inner_time).or(after);
    Some(Found {
        label,
        body,
        time,
        firm: time.is_some() || shut.len() < inner.len(),
    })
}

fn alone(lines: &[Line<'_>], n: usize) -> Option<Found> {
    let line = &lines[n];
    if line.words.len() > 3 * labels::LONGEST {
        return None;
    }
    let below = lines.get(n + 1).is_some_and(|next| !next.is_blank());
    let above = n == 0 || lines[n - 1].is_blank();
    if !below || !above || line.words.contains(times::is_colon) {
        return None;
    }
    let ends_sentence = line.words.ends_with(['.', '?', '？', ')', '）', ']', '、']);
    (!ends_sentence || line.words.ends_with([')', '）'])).then_some(Found {
        label: 0..line.words.len(),
        body: line.words.len(),
        time: None,
        firm: false,
    })
}

/// A time mark before the label, and where the label begins.
fn time_before(words: &str) -> (Option<u32>, usize) {
    let skip = usize::from(words.starts_with('@'));
    match times::mark(words) {
        Some((ms, taken)) => {
            let rest = words[taken..].trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}', '@']);
            (Some(ms), words.len() - rest.len())
        }
        None => (None, skip),
    }
}

/// A time mark after the label, and where the words begin.
fn time_after(words: &str, at: usize) -> (Option<u32>, usize) {
    let rest = words[at..].trim_start_matches([' ', '\t', '\u{a0}', '\u{3000}']);
    let start = words.len() - rest.len();
    match times::mark(rest) {
        Some((ms, taken)) => (Some(ms), start + taken),
        None => (None, at),
    }
}

/// The label with a time mark at its end taken off.
fn without_time(words: &str, range: Range<usize>) -> (Range<usize>, Option<u32>) {
    let range = trimmed(words, range);
    match times::mark_at_end(&words[range.clone()]) {
        Some((ms, at)) => (trimmed(words, range.start..range.start + at), Some(ms)),
        None => (range, None),
    }
}

/// The range without white space at its ends.
fn trimmed(words: &str, range: Range<usize>) -> Range<usize> {
    let inner = &words[range.clone()];
    let from = range.start + inner.len() - inner.trim_start().len();
    let to = from + inner.trim().len();
    from..to
}

#[cfg(test)]
mod tests {
    use super::super::lines::{Style, lines};
    use super::*;

    /// Checks label and beginning of the words of a first line.
    fn check(grammar: Grammar, text: &str, expected: Option<(&str, &str)>) {
        check_styled(grammar, text, Style::default(), expected);
    }

    fn check_styled(grammar: Grammar, text: &str, style: Style, expected: Option<(&str, &str)>) {
        let lines = lines(text, &[style]);
        let found = head(grammar, &lines, 0);
        let shown = found
            .as_ref()
            .map(|head| (&text[head.label.clone()], text[head.body..].trim()));
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn a_colon_of_any_width_ends_a_label() {
        for (text, expected) in [
            ("访谈者：您好", Some(("访谈者", "您好"))),
            ("KIM : Sure.", Some(("KIM", "Sure."))),
            ("D﹕喂", Some(("D", "喂"))),
            ("  问: 为什么", Some(("问", "为什么"))),
            ("张三(00:00:05): 正文", Some(("张三", "正文"))),
            ("[00:00:05 – 00:00:09] 说话人1: 好", Some(("说话人1", "好"))),
            ("00:06:15\tJustin T:\tShould", Some(("Justin T", "Should"))),
            ("S01: [00:00:12] Guten", Some(("S01", "Guten"))),
            ("[姓名1]：好", Some(("[姓名1]", "好"))),
            (
                "Waxwing (Adam Gibson):",
                Some(("Waxwing (Adam Gibson)", "")),
            ),
            ("https://a.b", None),
            ("我说，他讲：好", None),
            ("（时间：下午）", None),
            ("观众（张某，北京）：好", Some(("观众（张某，北京）", "好"))),
            ("std::vector", None),
        ] {
            check(Grammar::Colon, text, expected);
        }
    }

    #[test]
    fn a_label_with_a_time_fills_its_line() {
        for (text, expected) in [
            ("说话人1 00:03", Some(("说话人1", ""))),
            ("说话人 1 00:01\\", Some(("说话人 1", ""))),
            ("Kim Park  0:00  ", Some(("Kim Park", ""))),
            ("@说话人 1 00:00:00", Some(("说话人 1", ""))),
            ("发言人1  02:49", Some(("发言人1", ""))),
            ("[00:01:02] Kim", Some(("Kim", ""))),
            ("2026年6月2日 下午 5:51", None),
            ("说话人1", None),
        ] {
            check(Grammar::Stamp, text, expected);
        }
    }

    #[test]
    fn bold_marks_may_hold_the_colon_or_not() {
        for (text, expected) in [
            ("**Mara:** Right.", Some(("Mara", "Right."))),
            ("**Mara**: Right.", Some(("Mara", "Right."))),
            ("**访谈者**：请", Some(("访谈者", "请"))),
            ("**J R:** [00:01:00] Hi", Some(("J R", "Hi"))),
            ("**张三** (00:00:05): 好", Some(("张三", "好"))),
            ("**not closed: a", None),
        ] {
            check(Grammar::Bold, text, expected);
        }
        let style = Style {
            bold: 8,
            ..Style::default()
        };
        check_styled(
            Grammar::Bold,
            "Kim Park I said",
            style,
            Some(("Kim Park", "I said")),
        );
    }

    #[test]
    fn the_other_ways_to_write_a_head() {
        check(Grammar::Heading, "### 王委員：\n好", Some(("王委員", "好")));
        check(Grammar::Heading, "# 访谈03：他说，好", None);
        check(
            Grammar::Heading,
            "### 【文化部補充說明】：\n好",
            Some(("文化部補充說明", "好")),
        );
        check(Grammar::Bracket, "[id1] hello", Some(("id1", "hello")));
        check(Grammar::Bracket, "【问】为什么", Some(("问", "为什么")));
        check(Grammar::Bracket, "[笑] 对", None);
        check(Grammar::Bracket, "[link](http://a)", None);
        check(Grammar::Letter, "Q1. Why?", Some(("Q1", "Why?")));
        check(Grammar::Letter, "A. Because", Some(("A", "Because")));
        check(Grammar::Letter, "Apples. And", None);
        check(Grammar::Dash, "I – So tell me.", Some(("I", "So tell me.")));
        check(Grammar::Dash, "e-mail is", None);
        check(Grammar::Cell, "访\t您好", Some(("访", "您好")));
        check(Grammar::Cell, "00:05\tKim\tHi", Some(("Kim", "Hi")));
        check(
            Grammar::Alone,
            "社区工作者\n十五年整",
            Some(("社区工作者", "十五年整")),
        );
        check(Grammar::Alone, "社区工作者\n\n十五年整", None);
    }
}

//! Time marks as transcripts write them: `[00:01:02]`, `(1:02)`, `00:01:02.345`,
//! `#00:01:02-3#`, ranges such as `00:43.810 --> 00:47.850`.
//!
//! A value of two parts is minutes and seconds, one of three begins with hours.
//! Pauses such as `(0.8)` are no times.

/// A time mark at the start of `text`: milliseconds from the start, and the bytes it takes.
///
/// Of a range, the beginning is the time and the whole of it is taken; so are brackets.
pub(super) fn mark(text: &str) -> Option<(u32, usize)> {
    let mut at = usize::from(text.starts_with('\\'));
    let open = text[at..].chars().next()?;
    let close = match open {
        '[' => Some(']'),
        '(' => Some(')'),
        '（' => Some('）'),
        '【' => Some('】'),
        '{' => Some('}'),
        '<' => Some('>'),
        '#' => Some('#'),
        _ if digit(open).is_some() => None,
        _ => return None,
    };
    if close.is_some() {
        at += open.len_utf8();
    }
    let dots = matches!(open, '[');
    let (ms, taken) = clock(&text[at..], dots)?;
    at += taken;
    if let Some(taken) = second_half(&text[at..], dots) {
        at += taken;
    }
    let rest = &text[at..];
    match close {
        Some('#') if rest.starts_with('-') => {
            let tenths = digit(rest[1..].chars().next()?)?;
            let rest = rest[1..].strip_prefix(|c| digit(c).is_some())?;
            rest.strip_prefix('#')?;
            Some((ms + tenths * 100, text.len() - rest.len() + 1))
        }
        Some(close) => {
            at += usize::from(rest.starts_with('\\'));
            text[at..].strip_prefix(close)?;
            Some((ms, at + close.len_utf8()))
        }
        None => {
            let next = rest.chars().next();
            let stands_alone = next.is_none_or(|c| !c.is_alphanumeric() && !is_colon(c));
            let value_ends = stands_alone || next.is_some_and(is_colon) && !digit_after_colon(rest);
            value_ends.then_some((ms, at))
        }
    }
}

/// A time mark at the end of `text`: milliseconds, and the byte at which it begins.
pub(super) fn mark_at_end(text: &str) -> Option<(u32, usize)> {
    let last = text.chars().next_back()?;
    if digit(last).is_none() && !matches!(last, ']' | ')' | '）' | '】' | '}' | '>' | '#') {
        return None;
    }
    let mut before = None;
    for (at, c) in text.char_indices() {
        let bare = digit(c).is_some() && before.is_none_or(char::is_whitespace);
        let opens = matches!(c, '[' | '(' | '（' | '【' | '{' | '<' | '#' | '\\');
        before = Some(c);
        if (bare || opens)
            && let Some((ms, taken)) = mark(&text[at..])
            && at + taken == text.len()
        {
            return Some((ms, at));
        }
    }
    None
}

/// `m:ss`, `h:mm:ss`, with a fraction or without; milliseconds and bytes taken.
fn clock(text: &str, dots: bool) -> Option<(u32, usize)> {
    let mut parts = [0_u32; 3];
    let (first, width, mut at) = number(text)?;
    if width > 3 {
        return None;
    }
    parts[0] = first;
    let mut n = 1;
    while n < 3 {
        let Some(separator) = text[at..].chars().next() else {
            break;
        };
        let dot = dots && separator == '.' && width == 2;
        if !is_colon(separator) && !dot {
            break;
        }
        let Some((part, 2, taken)) = number(&text[at + separator.len_utf8()..]) else {
            break;
        };
        if part > 59 {
            return None;
        }
        parts[n] = part;
        n += 1;
        at += separator.len_utf8() + taken;
    }
    let seconds = match n {
        2 => parts[0] * 60 + parts[1],
        3 => parts[0] * 3600 + parts[1] * 60 + parts[2],
        _ => return None,
    };
    let mut ms = seconds * 1000;
    if let Some(rest) = text[at..].strip_prefix(['.', ','])
        && let Some((fraction, width @ 1..=3, taken)) = number(rest)
    {
        ms += fraction * [100, 10, 1][width - 1];
        at += 1 + taken;
    }
    Some((ms, at))
}

/// ` - 00:09` after a first time; bytes taken.
fn second_half(text: &str, dots: bool) -> Option<usize> {
    let rest = text.trim_start_matches(' ');
    let rest = ["-->", "–", "—", "-", "~", "～", "至", "to"]
        .into_iter()
        .find_map(|sign| rest.strip_prefix(sign))?;
    let rest = rest.trim_start_matches(' ');
    let (_, taken) = clock(rest, dots)?;
    Some(text.len() - rest.len() + taken)
}

/// Value, number of digits and bytes of the digits at the start, at most nine.
fn number(text: &str) -> Option<(u32, usize, usize)> {
    let (mut value, mut width, mut bytes) = (0_u32, 0, 0);
    for c in text.chars() {
        let Some(d) = digit(c) else { break };
        if width == 9 {
            return None;
        }
        value = value * 10 + d;
        width += 1;
        bytes += c.len_utf8();
    }
    (width > 0).then_some((value, width, bytes))
}

/// The value of a digit of either width.
pub(super) fn digit(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => c.to_digit(10),
    }
}

/// A colon of any width.
pub(super) fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：' | '﹕' | '︰' | '∶')
}

fn digit_after_colon(rest: &str) -> bool {
    rest.chars().nth(1).is_some_and(|c| digit(c).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_gives_its_milliseconds() {
        for (text, expected) in [
            ("[00:01:02] a", Some((62_000, 10))),
            ("(00:00:05): a", Some((5_000, 10))),
            ("0:00  ", Some((0, 4))),
            ("00:03", Some((3_000, 5))),
            ("120:05", Some((7_205_000, 6))),
            ("00:01:02.345", Some((62_345, 12))),
            ("00:01:02,34 x", Some((62_340, 11))),
            ("#00:01:02-3#", Some((62_300, 12))),
            ("[00:43.810 --> 00:47.850]  a", Some((43_810, 25))),
            ("[00:00:05 – 00:00:09] a", Some((5_000, 23))),
            ("\\[00:01:21.23\\] a", Some((81_230, 15))),
            ("[00.01.02]", Some((62_000, 10))),
            ("００：０３", Some((3_000, 15))),
            ("00:03：好", Some((3_000, 5))),
            ("(0.8)", None),
            ("[12]", None),
            ("1:2", None),
            ("00:61", None),
            ("00:00:00:00", None),
            ("12:30pm", None),
            ("[笑]", None),
            ("", None),
        ] {
            assert_eq!(mark(text), expected, "{text}");
        }
    }

    #[test]
    fn a_mark_at_the_end_is_found_where_it_begins() {
        for (text, expected) in [
            ("张三(00:00:05)", Some((5_000, 6))),
            ("说话人1 00:03", Some((3_000, 11))),
            ("Kim Park  0:00", Some((0, 10))),
            ("P1 [00:10 - 00:12]", Some((10_000, 3))),
            ("说话人 1", None),
            ("第3:05", None),
        ] {
            assert_eq!(mark_at_end(text), expected, "{text}");
        }
    }
}

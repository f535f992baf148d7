//! Lyrics with times (`[mm:ss.xx]words`), as speech recognition writes them too: an empty line with a
//! time ends what was said before.

use super::segments::Segment;
use super::vtt::Subtitles;

/// Whether nearly all lines with words begin with minutes, seconds and a fraction in square brackets.
pub(super) fn is(text: &str) -> bool {
    let (mut all, mut timed) = (0_usize, 0_usize);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if field(line).is_some() {
            continue;
        }
        all += 1;
        timed += usize::from(mark(line).is_some());
    }
    timed >= 2 && timed * 10 >= all * 9
}

/// Reads the lines in the order of their times; a line with several times is said several times.
pub(super) fn read(text: &str) -> Subtitles {
    let mut found = Subtitles::default();
    let mut offset: i64 = 0;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some((key, value)) = field(line) {
            if key == "offset" {
                offset = value.trim_start_matches('+').parse().unwrap_or(0);
            } else if !value.is_empty() {
                found.header.push((key.to_owned(), value.to_owned()));
            }
            continue;
        }
        let mut rest = line;
        let mut starts = Vec::new();
        while let Some((ms, after)) = mark(rest) {
            starts.push(ms);
            rest = after.trim_start();
        }
        let words = without_word_times(rest);
        if starts.is_empty() {
            if let Some(segment) = found.segments.last_mut() {
                segment.words.push('\n');
                segment.words.push_str(&words);
            }
            continue;
        }
        for start in starts {
            found.cues += 1;
            // A positive offset shows the words earlier.
            let start = i64::from(start).saturating_sub(offset).max(0);
            found.segments.push(Segment {
                speaker: None,
                start_ms: u32::try_from(start).ok(),
                words: words.clone(),
            });
        }
    }
    found.segments.sort_by_key(|segment| segment.start_ms);
    found
}

/// `[12:34.56]` at the start: milliseconds, and what follows.
fn mark(line: &str) -> Option<(u32, &str)> {
    let (inside, rest) = line.strip_prefix('[')?.split_once(']')?;
    Some((clock(inside)?, rest))
}

/// `mm:ss.f`, `mm:ss.ff` or `mm:ss.fff`.
fn clock(text: &str) -> Option<u32> {
    let digits = |part: &str, most: usize| {
        let fits = (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| part.parse::<u32>().ok()).flatten()
    };
    let (minutes, rest) = text.split_once(':')?;
    let (seconds, fraction) = rest.split_once('.')?;
    let whole = digits(minutes, 3)? * 60 + digits(seconds, 2).filter(|s| *s < 60)?;
    let part = digits(fraction, 3)? * [100, 10, 1][fraction.len() - 1];
    Some(whole * 1000 + part)
}

/// `[ar:Kim]`: key and value.
fn field(line: &str) -> Option<(&str, &str)> {
    const KEYS: [&str; 11] = [
        "ti", "ar", "al", "au", "by", "re", "ve", "la", "length", "offset", "tool",
    ];
    let (key, value) = line.strip_prefix('[')?.strip_suffix(']')?.split_once(':')?;
    KEYS.contains(&key).then_some((key, value.trim()))
}

/// The words without the `<mm:ss.xx>` that stand before each of them in some files.
fn without_word_times(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        match rest[at + 1..].split_once('>') {
            Some((inside, after)) if clock(inside).is_some() => rest = after,
            _ => {
                out.push('<');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        assert!(is(text));
        read(text)
            .segments
            .iter()
            .map(|s| format!("{}|{}", s.start_ms.unwrap_or_default(), s.words))
            .collect()
    }

    #[test]
    fn lines_have_their_times_and_the_head_its_fields() {
        let text = "[ti:访谈]\n[length:01:00]\n[00:01.50]一\n[00:02.000]\n\n[00:10.1]二<三\n";
        assert_eq!(shown(text), ["1500|一", "2000|", "10100|二<三"]);
        let header = read(text).header;
        assert_eq!(header[0], ("ti".to_owned(), "访谈".to_owned()));
    }

    #[test]
    fn times_of_words_and_an_offset_are_taken_into_account() {
        let text =
            "[offset:+500]\n[00:01.00]<00:01.00>so <00:01.50>we\n[00:05.00][00:03.00]again\n";
        assert_eq!(shown(text), ["500|so we", "2500|again", "4500|again"]);
    }

    #[test]
    fn a_transcript_with_times_of_another_form_is_none() {
        for text in [
            "[00:01:02] Kim: a\n[00:01:09] Lee: b\n",
            "[00:43.810 --> 00:47.850]  a\n[00:47.850 --> 00:48.000]  b\n",
            "[01:02] a\n[01:09] b\n",
            "[00:01.00]a\nKim: b\nLee: c\n",
            "",
        ] {
            assert!(!is(text), "{text}");
        }
    }
}

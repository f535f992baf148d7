//! Subtitles of the `SubRip` kind: a number, the times with a comma, the words.

use super::cues::{self, Cue};
use super::turns::warning;
use super::vtt::Subtitles;

/// Whether the text begins as a file of subtitles does: a number, then a cue's times.
pub(super) fn is(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let Some(first) = lines.next() else {
        return false;
    };
    is_number(first)
        && lines
            .next()
            .is_some_and(|line| cues::timing(line).is_some())
        || cues::timing(first).is_some()
}

/// Reads the cues. Blank lines inside one are kept apart from those between two by the number that
/// stands over the times.
pub(super) fn read(text: &str) -> Subtitles {
    let mut found = Subtitles::default();
    let mut all: Vec<Cue<'_>> = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    let mut skipped = false;
    for (n, line) in lines.iter().enumerate() {
        let line = line.trim();
        let next = lines.get(n + 1).map_or("", |next| next.trim());
        if let Some(start_ms) = cues::timing(line) {
            skipped = false;
            all.push(Cue {
                start_ms,
                lines: Vec::new(),
            });
        } else if cues::like_timing(line) && line.starts_with(|c: char| c.is_ascii_digit()) {
            skipped = true;
            found.warnings.push(warning("bad-cue", n, line.to_owned()));
        } else if is_number(line) && cues::like_timing(next) || line.is_empty() || skipped {
            // Numbers count cues and say nothing.
        } else if let Some(cue) = all.last_mut() {
            cue.lines.push(line);
        }
    }
    found.cues = u32::try_from(all.len()).unwrap_or(u32::MAX);
    found.segments = cues::segments(&all);
    found
}

fn is_number(line: &str) -> bool {
    !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        read(text)
            .segments
            .iter()
            .map(|s| format!("{}|{}", s.start_ms.unwrap_or_default(), s.words))
            .collect()
    }

    #[test]
    fn numbers_and_times_part_the_words() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\nfirst\nsecond\n\n2\n\
                    00:00:03,000 --> 00:00:04,000\n2019\n\n3 people\n\n3\n\
                    00:00:05,000 --> 00:00:06,000\n<i>三</i>\n";
        assert!(is(text));
        assert_eq!(
            shown(text),
            ["1000|first\nsecond", "3000|2019\n3 people", "5000|三"]
        );
        assert_eq!(read(text).cues, 3);
    }

    #[test]
    fn a_cue_with_bad_times_is_left_out_with_a_word() {
        let text = "1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n0:0 --> nothing\nlost\n\n3\n\
                    00:00:03,000 --> 00:00:04,000\nb\n";
        assert_eq!(shown(text), ["1000|a", "3000|b"]);
        assert_eq!(read(text).warnings[0].line, Some(6));
    }

    #[test]
    fn talk_that_begins_with_a_number_is_none() {
        assert!(!is("1\nhello\n"));
        assert!(!is("12\n"));
        assert!(!is(""));
    }
}

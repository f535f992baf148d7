//! Subtitles of the web (`WebVTT`): the W3C's candidate recommendation of 4 April 2019, read as players
//! read it, and as Zoom, Teams, `YouTube` and transcription programs write it.

use crate::model::plan::Warning;

use super::cues::{self, Cue};
use super::segments::Segment;
use super::turns::warning;

/// What a file of subtitles holds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Subtitles {
    /// Its pieces in order.
    pub segments: Vec<Segment>,
    /// What it says of itself.
    pub header: Vec<(String, String)>,
    /// Cues that it has.
    pub cues: u32,
    /// What a person should know.
    pub warnings: Vec<Warning>,
}

/// Whether the text begins as `WebVTT` does.
pub(super) fn is(text: &str) -> bool {
    text.trim_start()
        .strip_prefix("WEBVTT")
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

/// Reads the cues; notes before the first of them and what stands in the head are the header.
pub(super) fn read(text: &str) -> Subtitles {
    let mut found = Subtitles::default();
    let mut all: Vec<Cue<'_>> = Vec::new();
    let lines: Vec<&str> = text.lines().collect();
    let first = lines
        .iter()
        .position(|line| !line.trim().is_empty())
        .unwrap_or(0);
    let title = lines[first].trim().trim_start_matches("WEBVTT");
    let title = title.trim_start_matches([' ', '\t', '-', '–']);
    if !title.is_empty() {
        found.header.push(("title".to_owned(), title.to_owned()));
    }
    let mut n = first + 1;
    // `Kind: captions` and the like, up to the first blank line.
    while n < lines.len() && !lines[n].trim().is_empty() && !cues::like_timing(lines[n]) {
        if let Some((key, value)) = lines[n].split_once(':') {
            found
                .header
                .push((key.trim().to_owned(), value.trim().to_owned()));
        }
        n += 1;
    }
    while n < lines.len() {
        let end = (n..lines.len())
            .find(|n| lines[*n].trim().is_empty())
            .unwrap_or(lines.len());
        let block = &lines[n..end];
        if let Some(head) = block.first() {
            block_of(head, block, n, &mut all, &mut found);
        }
        n = end + 1;
    }
    found.cues = u32::try_from(all.len()).unwrap_or(u32::MAX);
    found.segments = cues::segments(&all);
    found
}

fn block_of<'a>(
    head: &str,
    block: &[&'a str],
    n: usize,
    all: &mut Vec<Cue<'a>>,
    found: &mut Subtitles,
) {
    let word = head.split_whitespace().next().unwrap_or_default();
    let at = block
        .iter()
        .take(2)
        .position(|line| cues::like_timing(line));
    match (word, at) {
        ("NOTE", _) => {
            if all.is_empty() {
                let mut note = head.trim()["NOTE".len()..].trim().to_owned();
                for line in &block[1..] {
                    note.push_str(if note.is_empty() { "" } else { " " });
                    note.push_str(line.trim());
                }
                found.header.push(("note".to_owned(), note));
            }
        }
        ("STYLE" | "REGION", None) => {}
        (_, Some(at)) => match cues::timing(block[at]) {
            Some(start_ms) => {
                // A cue may follow without the blank line that should part them.
                let mut cue = Cue {
                    start_ms,
                    lines: Vec::new(),
                };
                for line in &block[at + 1..] {
                    if let Some(start_ms) = cues::timing(line) {
                        all.push(std::mem::replace(
                            &mut cue,
                            Cue {
                                start_ms,
                                lines: Vec::new(),
                            },
                        ));
                    } else {
                        cue.lines.push(line);
                    }
                }
                all.push(cue);
            }
            None => found
                .warnings
                .push(warning("bad-cue", n + at, block[at].trim().to_owned())),
        },
        // Words behind a blank line inside a cue.
        (_, None) => {
            if let Some(cue) = all.last_mut() {
                cue.lines.extend(block);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        read(text)
            .segments
            .iter()
            .map(|s| {
                let voice = s.speaker.as_deref().unwrap_or("");
                format!("{} {voice}|{}", s.start_ms.unwrap_or_default(), s.words)
            })
            .collect()
    }

    #[test]
    fn numbered_cues_of_zoom_keep_their_names_in_the_words() {
        let zoom = "WEBVTT\r\n\r\n1\r\n00:00:01.000 --> 00:00:02.000\r\nKim: Hi.\r\n\r\n2\r\n\
                    00:00:03.000 --> 00:00:04.000\r\nLee: Hello.\r\n";
        assert_eq!(shown(zoom), ["1000 |Kim: Hi.", "3000 |Lee: Hello."]);
    }

    #[test]
    fn cues_of_teams_have_long_ids_and_voices() {
        let teams = "WEBVTT\n\n0f1a2b3c-1111-2222-3333-444455556666/12-0\n\
                     00:00:01.000 --> 00:00:02.000\n<v Kim Park>We tried</v>\n\n\
                     0f1a2b3c-1111-2222-3333-444455556666/12-1\n\
                     00:00:02.000 --> 00:00:03.000\n<v Kim Park>it.</v>\n";
        assert_eq!(
            shown(teams),
            ["1000 Kim Park|We tried", "2000 Kim Park|it."]
        );
    }

    #[test]
    fn the_head_notes_and_styles_are_no_talk() {
        let text = "WEBVTT - Talk of May\nKind: captions\nLanguage: zh\n\nNOTE\nmade by\na program\n\n\
                    STYLE\n::cue { color: red }\n\n00:01.000 --> 00:02.000\n好\n\nNOTE later\n\n\
                    00:03.000 --> 00:04.000\n嗯\n";
        let found = read(text);
        assert_eq!(shown(text), ["1000 |好", "3000 |嗯"]);
        let header: Vec<String> = found
            .header
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        assert_eq!(
            header,
            [
                "title=Talk of May",
                "Kind=captions",
                "Language=zh",
                "note=made by a program"
            ]
        );
        assert_eq!(found.cues, 2);
    }

    #[test]
    fn a_cue_with_bad_times_is_left_out_with_a_word() {
        let found = read("WEBVTT\n\n1\n00:99 --> 1\nlost\n\n00:01.000 --> 00:02.000\nkept\n");
        assert_eq!(found.segments.len(), 1);
        assert_eq!(found.warnings.len(), 1);
        assert_eq!(found.warnings[0].line, Some(4));
    }

    #[test]
    fn only_the_word_itself_begins_a_file() {
        assert!(is("WEBVTT"));
        assert!(is("WEBVTT title\n"));
        assert!(!is("WEBVTTX\n"));
        assert!(!is("webvtt is a format\n"));
    }
}

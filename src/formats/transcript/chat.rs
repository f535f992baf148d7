//! CHAT (`.cha`), the transcripts of `TalkBank`: a line for each utterance, `*` and the speaker's
//! code before it, its time between control characters behind it.
//!
//! Lines that begin with a tab go on with the one before; those that begin with `%` are about the
//! utterance above and no talk; those that begin with `@` are the header.
//!
//! Format: `MacWhinney`, *The CHILDES Project*, part 1, <https://talkbank.org/manuals/CHAT.html>.

use super::segments::Segment;
use super::vtt::Subtitles;

/// Header lines that are about the file, not the talk.
const ABOUT_THE_FILE: [&str; 8] = [
    "UTF8",
    "PID",
    "Begin",
    "End",
    "Languages",
    "ID",
    "Font",
    "Window",
];

/// Whether a text begins as such a transcript does.
pub(super) fn is(text: &str) -> bool {
    let head = super::lines::within(text.trim_start(), 200);
    head.starts_with("@Begin") || head.starts_with("@UTF8") && head.contains("@Begin")
}

/// Reads a transcript.
pub(super) fn read(text: &str) -> Subtitles {
    let mut subtitles = Subtitles::default();
    let mut entries: Vec<String> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix('\t'), entries.last_mut()) {
            (Some(more), Some(entry)) => {
                entry.push(' ');
                entry.push_str(more);
            }
            _ => entries.push(line.to_owned()),
        }
    }
    for entry in entries {
        if let Some(utterance) = entry.strip_prefix('*') {
            let (code, words) = utterance.split_once(':').unwrap_or(("", utterance));
            let (words, start_ms) = without_time(words);
            subtitles.segments.push(Segment {
                speaker: Some(code.trim().to_owned()),
                start_ms,
                words,
            });
            subtitles.cues += 1;
        } else if let Some((key, value)) = entry.strip_prefix('@').and_then(|it| it.split_once(':'))
        {
            let (key, value) = (key.trim(), value.trim());
            if !ABOUT_THE_FILE.contains(&key) && !value.is_empty() {
                subtitles.header.push((key.to_owned(), value.to_owned()));
            }
        }
    }
    subtitles
}

/// The words without the times between control characters, and the first time, in milliseconds.
fn without_time(words: &str) -> (String, Option<u32>) {
    let mut kept = String::with_capacity(words.len());
    let mut start_ms = None;
    // Every second piece lies between two marks; one that is no time is words.
    for (n, piece) in words.split('\u{15}').enumerate() {
        let time = piece.trim().split_once('_').and_then(|(from, to)| {
            to.parse::<u32>().ok()?;
            from.parse::<u32>().ok()
        });
        match time.filter(|_| n % 2 == 1) {
            Some(time) => start_ms = start_ms.or(Some(time)),
            None => kept.push_str(piece),
        }
    }
    (kept, start_ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TALK: &str = "@UTF8\n@Begin\n@Languages:\tzho\n@Participants:\tINT Interviewer, E01 Adult\n@Location:\t青山\n\
        *INT:\t难 在 哪里 ?  \u{15}100_900\u{15}\n*E01:\t人手 不足 ,\n\t事情 多 .\n%mor:\tn|x\n\tn|y\n*E01:\t0 .\n@End\n";

    #[test]
    fn utterances_have_speakers_and_times_and_nothing_of_other_lines() {
        assert!(is(TALK));
        let read = read(TALK);
        let said: Vec<(&str, Option<u32>, &str)> = (read.segments.iter())
            .map(|it| {
                (
                    it.speaker.as_deref().unwrap_or(""),
                    it.start_ms,
                    it.words.trim(),
                )
            })
            .collect();
        let expected = [
            ("INT", Some(100), "难 在 哪里 ?"),
            ("E01", None, "人手 不足 , 事情 多 ."),
            ("E01", None, "0 ."),
        ];
        assert_eq!(said, expected);
        assert_eq!(read.cues, 3);
        let keys: Vec<&str> = read.header.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["Participants", "Location"]);
    }

    #[test]
    fn what_is_no_time_stays() {
        assert_eq!(
            without_time("a \u{15}b\u{15} c"),
            ("a b c".to_owned(), None)
        );
        assert_eq!(
            without_time("a \u{15}1_x\u{15}"),
            ("a 1_x".to_owned(), None)
        );
        let two = "a \u{15}5_7\u{15} b \u{15}8_9\u{15}";
        assert_eq!(without_time(two), ("a  b ".to_owned(), Some(5)));
    }
}

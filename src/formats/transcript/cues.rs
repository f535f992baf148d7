//! What subtitles of both kinds share: cues with their times, marks inside their lines, and captions
//! that roll, in which every line is shown twice.

use super::segments::Segment;
use super::times;

/// A cue: when it is shown and its lines, without line ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cue<'a> {
    /// Milliseconds from the start of the recording.
    pub start_ms: u32,
    /// Its lines as they stand.
    pub lines: Vec<&'a str>,
}

/// The beginning of a line such as `00:00:01.000 --> 00:00:02,500 align:start`.
pub(super) fn timing(line: &str) -> Option<u32> {
    let (from, to) = line.split_once("-->")?;
    let from = from.trim();
    let (start, taken) = times::mark(from)?;
    let to = to.trim_start();
    let whole = taken == from.len() && from.starts_with(|c: char| c.is_ascii_digit());
    (whole && times::mark(to).is_some()).then_some(start)
}

/// Whether a line looks like a cue's times, right or wrong.
pub(super) fn like_timing(line: &str) -> bool {
    line.contains("-->")
}

/// The pieces of talk in cues.
pub(super) fn segments(cues: &[Cue<'_>]) -> Vec<Segment> {
    let rolling = rolls(cues);
    let mut segments = Vec::new();
    let mut voice: Option<String> = None;
    let mut before: Vec<String> = Vec::new();
    for cue in cues {
        let mut lines: Vec<Spoken> = Vec::new();
        for line in &cue.lines {
            spoken(line, &mut voice, &mut lines);
        }
        if rolling {
            let words: Vec<String> = lines
                .iter()
                .map(|line| line.words.trim().to_owned())
                .collect();
            lines.retain(|line| {
                let words = line.words.trim();
                !words.is_empty() && !before.iter().any(|known| known == words)
            });
            before = words;
        }
        let mut open = false;
        for line in lines {
            let words = line.words.trim();
            let dash = words
                .strip_prefix("- ")
                .or_else(|| words.strip_prefix("– "));
            match segments.last_mut() {
                // Lines of one cue are broken by width; a dash begins what another says.
                Some(Segment { words: all, .. }) if open && !line.begins && dash.is_none() => {
                    all.push('\n');
                    all.push_str(words);
                }
                _ => {
                    open = true;
                    segments.push(Segment {
                        speaker: line.voice,
                        start_ms: Some(cue.start_ms),
                        words: dash.unwrap_or(words).to_owned(),
                    });
                }
            }
        }
    }
    segments
}

/// A stretch of a line by one voice.
struct Spoken {
    voice: Option<String>,
    /// A mark says that another voice begins.
    begins: bool,
    words: String,
}

/// Takes a line apart at its voice tags and resolves its marks; `voice` is who goes on.
fn spoken(line: &str, voice: &mut Option<String>, out: &mut Vec<Spoken>) {
    let mut now = Spoken {
        voice: voice.clone(),
        begins: false,
        words: String::new(),
    };
    let mut rest = line;
    while let Some(at) = memchr::memchr3(b'<', b'&', b'{', rest.as_bytes()) {
        now.words.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(after) = rest.strip_prefix('&') {
            let (c, taken) = entity(after);
            now.words.push_str(c);
            rest = &after[taken..];
            continue;
        }
        if let Some(after) = rest.strip_prefix('{') {
            // `{\an8}` places a subtitle of the SubRip kind.
            match after.find('}') {
                Some(end) if after.starts_with('\\') => rest = &after[end + 1..],
                _ => {
                    now.words.push('{');
                    rest = after;
                }
            }
            continue;
        }
        let Some(end) = rest.find('>') else { break };
        let tag = &rest[1..end];
        match sort(tag) {
            Tag::Voice(name) => {
                let name = (!name.is_empty()).then(|| entities(name));
                voice.clone_from(&name);
                let next = Spoken {
                    voice: name,
                    begins: true,
                    words: String::new(),
                };
                let done = std::mem::replace(&mut now, next);
                if !done.words.trim().is_empty() {
                    out.push(done);
                }
            }
            Tag::Mark => {}
            Tag::None => now.words.push_str(&rest[..=end]),
        }
        rest = &rest[end + 1..];
    }
    now.words.push_str(rest);
    if now.begins || !now.words.trim().is_empty() {
        out.push(now);
    }
}

enum Tag<'a> {
    Voice(&'a str),
    Mark,
    None,
}

fn sort(tag: &str) -> Tag<'_> {
    let end = tag
        .find(|c: char| c.is_whitespace() || c == '.')
        .unwrap_or(tag.len());
    let name = tag[..end].trim_start_matches('/');
    match name {
        "v" if !tag.starts_with('/') => {
            let label = tag.find(char::is_whitespace).map_or("", |at| &tag[at..]);
            Tag::Voice(label.trim().trim_end_matches(':'))
        }
        "v" | "c" | "i" | "b" | "u" | "s" | "ruby" | "rt" | "lang" | "font" => Tag::Mark,
        _ if times::mark(tag).is_some_and(|(_, taken)| taken == tag.len()) => Tag::Mark,
        _ => Tag::None,
    }
}

/// The character behind a `&`, and the bytes that its name takes.
fn entity(after: &str) -> (&'static str, usize) {
    const KNOWN: [(&str, &str); 8] = [
        ("amp;", "&"),
        ("lt;", "<"),
        ("gt;", ">"),
        ("quot;", "\""),
        ("#39;", "'"),
        ("nbsp;", "\u{a0}"),
        ("lrm;", "\u{200e}"),
        ("rlm;", "\u{200f}"),
    ];
    KNOWN
        .iter()
        .find(|(name, _)| after.starts_with(name))
        .map_or(("&", 0), |(name, c)| (c, name.len()))
}

fn entities(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let (c, taken) = entity(after);
        out.push_str(c);
        rest = &after[taken..];
    }
    out.push_str(rest);
    out
}

/// Whether most cues begin with the line that the one before ended with.
fn rolls(cues: &[Cue<'_>]) -> bool {
    let plain = |line: &&str| {
        let mut out = Vec::new();
        spoken(line, &mut None, &mut out);
        let words: String = out.iter().map(|line| line.words.as_str()).collect();
        words.trim().to_owned()
    };
    let said = |cue: &Cue<'_>| -> Vec<String> {
        let all = cue.lines.iter().map(plain);
        all.filter(|words| !words.is_empty()).collect()
    };
    let mut again = 0;
    let mut last: Option<String> = None;
    for cue in cues {
        let words = said(cue);
        again += usize::from(!words.is_empty() && words.first() == last.as_ref());
        last = words.last().cloned().or(last);
    }
    cues.len() >= 4 && again * 2 > cues.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(lines: &[&str], expected: &[&str]) {
        let cue = Cue {
            start_ms: 0,
            lines: lines.to_vec(),
        };
        let shown: Vec<String> = segments(&[cue])
            .iter()
            .map(|s| format!("{}|{}", s.speaker.as_deref().unwrap_or(""), s.words))
            .collect();
        assert_eq!(shown, expected, "{lines:?}");
    }

    #[test]
    fn times_of_a_cue_stand_on_both_sides_of_an_arrow() {
        for (line, start) in [
            ("00:00:01.000 --> 00:00:02.000", Some(1000)),
            (
                "00:43.810 --> 00:47.850 align:start position:0%",
                Some(43_810),
            ),
            ("00:00:01,5 --> 00:00:02,500", Some(1500)),
            ("100:00:00.000 --> 100:00:01.000", Some(360_000_000)),
            ("he said --> she said", None),
            ("00:00:01.000 -->", None),
            ("a 00:00:01.000 --> 00:00:02.000", None),
        ] {
            assert_eq!(timing(line), start, "{line}");
        }
    }

    #[test]
    fn voice_tags_say_who_talks() {
        check(&["<v Kim>Hi.</v>"], &["Kim|Hi."]);
        check(&["<v Kim:>Hi."], &["Kim|Hi."]);
        check(&["<v.loud Ann Lee>Hi <i>you</i>"], &["Ann Lee|Hi you"]);
        check(&["<v A>So.</v> <v B>No.</v>"], &["A|So.", "B|No."]);
        check(&["<v Q &amp; A>x &lt; y &amp; z"], &["Q & A|x < y & z"]);
        check(
            &["<v INT> Wo <[?]> <n(heute)>"],
            &["INT|Wo <[?]> <n(heute)>"],
        );
        check(&["{\\an8}<font color=\"#fff\">Up</font>"], &["|Up"]);
        check(&["a < b", "c"], &["|a < b\nc"]);
        check(&["- Hi.", "- Hello."], &["|Hi.", "|Hello."]);
    }

    #[test]
    fn a_cue_without_a_tag_goes_on_with_the_last_voice() {
        let cue = |line| Cue {
            start_ms: 0,
            lines: vec![line],
        };
        let all = segments(&[cue("<v A>one"), cue("two"), cue("<v B>three")]);
        let voices: Vec<_> = all.iter().map(|s| s.speaker.as_deref().unwrap()).collect();
        assert_eq!(voices, ["A", "A", "B"]);
    }

    #[test]
    fn captions_that_roll_are_said_once() {
        let cue = |start_ms, lines: &[&'static str]| Cue {
            start_ms,
            lines: lines.to_vec(),
        };
        let all = segments(&[
            cue(
                0,
                &[" ", "so<00:00:00.500><c> we</c><00:00:00.900><c> went</c>"],
            ),
            cue(2000, &["so we went", " "]),
            cue(2010, &["so we went", "to<00:00:02.500><c> the office</c>"]),
            cue(4000, &["to the office", " "]),
            cue(4010, &["to the office", "again"]),
        ]);
        let words: Vec<_> = all.iter().map(|s| (s.start_ms, s.words.as_str())).collect();
        assert_eq!(
            words,
            [
                (Some(0), "so we went"),
                (Some(2010), "to the office"),
                (Some(4010), "again")
            ]
        );
    }
}

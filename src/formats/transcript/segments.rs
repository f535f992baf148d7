//! From pieces with a time and perhaps a speaker to text and turns.
//!
//! Subtitles and speech recognition cut talk into pieces of a few seconds. Pieces of one speaker
//! that follow each other are one turn; its time is that of the first. Somebody who talks on for more
//! than a minute gets a new turn at the next end of a sentence, so that its place in the recording can
//! be found. Where nobody is named, each piece is a turn, as nothing else tells where one ends. The text has a line for each turn, its
//! label before it. Times are no part of the text.

use std::collections::HashSet;

use crate::model::plan::{Transcript, Warning};

use super::heads::{self, Head};
use super::lines::lines;
use super::{ReadOptions, Speakers, control_characters, labels, roles, turns};

/// A piece of talk as a file has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Segment {
    /// Who talks, where the file says it apart from the words.
    pub speaker: Option<String>,
    /// Milliseconds from the start of the recording.
    pub start_ms: Option<u32>,
    /// What is said.
    pub words: String,
}

/// Whether pieces are parts of turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pieces {
    /// They are cut by time: those of one speaker belong together.
    OfTurns,
    /// Each is a turn.
    AreTurns,
}

/// Text, turns and speakers of pieces in order; the header is the file's.
pub(super) fn build(
    mut segments: Vec<Segment>,
    pieces: Pieces,
    header: Vec<(String, String)>,
    options: &ReadOptions,
) -> (Transcript, Vec<Warning>) {
    for segment in &mut segments {
        segment.words = one_line(&segment.words);
        segment.speaker = segment
            .speaker
            .take()
            .map(|label| tidy_label(&label))
            .filter(|label| !label.is_empty());
    }
    segments.retain(|segment| !segment.words.is_empty());
    match &options.speakers {
        Speakers::None => segments
            .iter_mut()
            .for_each(|segment| segment.speaker = None),
        Speakers::Auto | Speakers::Pattern(_) => {
            if segments.iter().all(|segment| segment.speaker.is_none()) {
                labels_in_words(&mut segments, options);
                segments.retain(|segment| !segment.words.is_empty());
            }
        }
    }
    let named = segments.iter().any(|segment| segment.speaker.is_some());
    if named && pieces == Pieces::OfTurns {
        segments = joined(segments);
    }
    let mut warnings = Vec::new();
    let mut transcript = Transcript {
        header,
        ..Transcript::default()
    };
    let (text, heads) = written(&segments);
    let lines = lines(&text, &[]);
    control_characters(&text, &lines, &mut warnings);
    if !named {
        warnings.push(Warning {
            kind: "no-speakers",
            line: None,
            about: String::new(),
        });
    }
    turns::build(&text, &mut transcript, &lines, &heads, &mut warnings);
    drop(lines);
    transcript.text = text;
    roles::assign(&mut transcript.speakers, &options.interviewers);
    (transcript, warnings)
}

/// The text of turns, each on its line behind its label, and where each begins.
fn written(segments: &[Segment]) -> (String, Vec<Head>) {
    let mut text = String::new();
    let mut heads = Vec::with_capacity(segments.len());
    for (line, segment) in segments.iter().enumerate() {
        if line > 0 {
            text.push('\n');
        }
        let at = text.len();
        let mut label = at..at;
        if let Some(speaker) = &segment.speaker {
            text.push_str(speaker);
            label.end = text.len();
            let wide = speaker.chars().any(labels::is_han);
            text.push_str(if wide { "：" } else { ": " });
        }
        heads.push(Head {
            line,
            at,
            label,
            body: text.len(),
            time: segment.start_ms,
            firm: true,
        });
        text.push_str(&segment.words);
    }
    (text, heads)
}

/// Finds labels that stand before the words (`Kim: Sure.`), by what comes back in all pieces.
///
/// A piece without a label goes on with the voice before it.
fn labels_in_words(segments: &mut [Segment], options: &ReadOptions) {
    let text = segments
        .iter()
        .map(|segment| segment.words.as_str())
        .collect::<Vec<_>>()
        .join("\n");
    let all = lines(&text, &[]);
    let heads = if let Speakers::Pattern(pattern) = &options.speakers {
        super::by_pattern(&all, 0, pattern)
    } else {
        let mut found = labelled_throughout(&text, &all);
        if found.is_empty() {
            found = heads::choose(&text, &all, 0, &HashSet::new())
                .map(|chosen| chosen.heads)
                .unwrap_or_default();
        }
        found
    };
    let mut heads = heads.into_iter().peekable();
    let mut latest: Option<String> = None;
    for (n, segment) in segments.iter_mut().enumerate() {
        while let Some(head) = heads.next_if(|head| head.line == n) {
            let label = text[head.label.clone()].trim();
            let from = head.body - all[n].start;
            latest = (!label.is_empty()).then(|| label.to_owned());
            segment.words = segment
                .words
                .get(from..)
                .unwrap_or_default()
                .trim()
                .to_owned();
        }
        segment.speaker.clone_from(&latest);
    }
}

/// The heads of a file in which nearly every piece has a label and a colon: then each of them is one,
/// however seldom it comes.
fn labelled_throughout(text: &str, all: &[super::lines::Line<'_>]) -> Vec<Head> {
    let found: Vec<Head> = (0..all.len())
        .filter_map(|n| heads::head(heads::Grammar::Colon, all, n))
        .collect();
    let distinct: HashSet<&str> = found.iter().map(|head| &text[head.label.clone()]).collect();
    let throughout = found.len() >= 4 && found.len() * 20 >= all.len() * 19;
    let come_back = distinct.len() * 2 <= found.len();
    if throughout && come_back {
        found
    } else {
        Vec::new()
    }
}

/// How long somebody talks on before the next sentence begins a turn, in milliseconds.
const LONG_TALK: u32 = 60_000;

/// Pieces of one speaker in a row put together.
fn joined(segments: Vec<Segment>) -> Vec<Segment> {
    let mut turns: Vec<Segment> = Vec::new();
    for segment in segments {
        match turns.last_mut() {
            Some(turn) if goes_on(turn, &segment) => {
                append(&mut turn.words, &segment.words);
            }
            _ => turns.push(segment),
        }
    }
    turns
}

/// Whether a piece belongs to the turn before it.
fn goes_on(turn: &Segment, piece: &Segment) -> bool {
    let long = match (turn.start_ms, piece.start_ms) {
        (Some(from), Some(to)) => to.saturating_sub(from) >= LONG_TALK,
        _ => false,
    };
    let ended = turn
        .words
        .trim_end_matches(['"', '”', '’', ')', '）', '」'])
        .ends_with(['.', '?', '!', '。', '？', '！', '…']);
    turn.speaker.is_some() && turn.speaker == piece.speaker && !(long && ended)
}

/// Puts words behind others, with a space between them where their script has spaces.
pub(super) fn append(words: &mut String, more: &str) {
    let spaceless = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || without_spaces(c));
    let more = more.trim_start();
    if !spaceless(words.chars().next_back()) && !spaceless(more.chars().next())
        || mixed(words.chars().next_back(), more.chars().next())
    {
        words.push(' ');
    }
    words.push_str(more);
}

/// Whether letters of two scripts meet, one of which has spaces between words: `我用` and `Excel`.
fn mixed(before: Option<char>, after: Option<char>) -> bool {
    match (before, after) {
        (Some(a), Some(b)) => {
            let latin = |c: char| c.is_ascii_alphanumeric();
            latin(a) && labels::is_han(b) || labels::is_han(a) && latin(b)
        }
        _ => false,
    }
}

/// Letters and punctuation of scripts that put no spaces between words.
fn without_spaces(c: char) -> bool {
    labels::is_han(c)
        || matches!(c, '\u{3000}'..='\u{30ff}' | '\u{ff00}'..='\u{ff65}' | '“' | '”' | '‘' | '’' | '—' | '…')
}

/// Words without line ends: lines of a subtitle are broken by width, not by sense.
fn one_line(words: &str) -> String {
    if !words.contains(['\n', '\r']) {
        return words.trim().to_owned();
    }
    let mut line = String::with_capacity(words.len());
    for piece in words.split(['\n', '\r']).map(str::trim) {
        if !piece.is_empty() {
            append(&mut line, piece);
        }
    }
    line
}

/// A label as a transcript may have it: on one line, without the marks that programs put around it.
fn tidy_label(label: &str) -> String {
    let label = label
        .trim()
        .trim_start_matches("//")
        .trim_end_matches([':', '：', ' ', '\u{a0}']);
    let words: Vec<&str> = label.split_whitespace().collect();
    words.join(" ").replace(['：', ':'], "-").replace('\0', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(speaker: &str, start_ms: u32, words: &str) -> Segment {
        Segment {
            speaker: (!speaker.is_empty()).then(|| speaker.to_owned()),
            start_ms: Some(start_ms),
            words: words.to_owned(),
        }
    }

    fn shown(segments: Vec<Segment>, pieces: Pieces) -> (String, Vec<Option<u32>>) {
        let (transcript, _) = build(segments, pieces, Vec::new(), &ReadOptions::default());
        let times = transcript.turns.iter().map(|turn| turn.time_ms).collect();
        (transcript.text, times)
    }

    #[test]
    fn pieces_of_one_speaker_are_one_turn() {
        let cues = vec![
            segment("Kim", 0, "So we"),
            segment("Kim", 2000, "tried it."),
            segment("王主任", 4000, "好的，"),
            segment("王主任", 5000, "我们开始。"),
        ];
        let (text, times) = shown(cues.clone(), Pieces::OfTurns);
        assert_eq!(text, "Kim: So we tried it.\n王主任：好的，我们开始。");
        assert_eq!(times, [Some(0), Some(4000)]);
        let (text, times) = shown(cues, Pieces::AreTurns);
        assert_eq!(text.lines().count(), 4);
        assert_eq!(times.len(), 4);
    }

    #[test]
    fn a_long_talk_is_divided_where_a_sentence_ends() {
        let (text, times) = shown(
            vec![
                segment("Kim", 0, "One."),
                segment("Kim", 59_000, "Two and"),
                segment("Kim", 61_000, "three."),
                segment("Kim", 63_000, "Four."),
                segment("Kim", 64_000, "Five."),
            ],
            Pieces::OfTurns,
        );
        assert_eq!(text, "Kim: One. Two and three.\nKim: Four. Five.");
        assert_eq!(times, [Some(0), Some(63_000)]);
    }

    #[test]
    fn where_nobody_is_named_each_piece_is_a_turn() {
        let (text, times) = shown(
            vec![segment("", 0, "one\ntwo"), segment("", 900, " 三\n四 ")],
            Pieces::OfTurns,
        );
        assert_eq!(text, "one two\n三四");
        assert_eq!(times, [Some(0), Some(900)]);
    }

    #[test]
    fn labels_before_the_words_are_found_by_their_coming_back() {
        let (text, times) = shown(
            vec![
                segment("", 0, "Lan Wei | Acme: We tried it"),
                segment("", 1, "in two districts: north and south."),
                segment("", 2, "Kim: And then?"),
                segment("", 3, "Lan Wei | Acme: It worked."),
                segment("", 4, "Kim: Good."),
            ],
            Pieces::OfTurns,
        );
        assert_eq!(
            text,
            "Lan Wei | Acme: We tried it in two districts: north and south.\n\
             Kim: And then?\nLan Wei | Acme: It worked.\nKim: Good."
        );
        assert_eq!(times, [Some(0), Some(2), Some(3), Some(4)]);
    }

    #[test]
    fn a_label_loses_what_is_not_its_own() {
        for (label, tidy) in [
            (" Kim : ", "Kim"),
            ("//S02", "S02"),
            ("Lee\nAnn", "Lee Ann"),
            ("a:b", "a-b"),
            ("：", ""),
        ] {
            assert_eq!(tidy_label(label), tidy, "{label}");
        }
    }

    #[test]
    fn words_meet_as_their_scripts_do() {
        for (a, b, both) in [
            ("so", "we", "so we"),
            ("好。", "我们", "好。我们"),
            ("我用", "Excel", "我用 Excel"),
            ("Yes.", "好", "Yes.好"),
            ("", "a", "a"),
            ("a ", "b", "a b"),
        ] {
            let mut words = a.to_owned();
            append(&mut words, b);
            assert_eq!(words, both);
        }
    }
}

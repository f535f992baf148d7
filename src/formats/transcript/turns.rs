//! From heads to turns: where each begins and ends, whose it is, what is doubtful.

use std::collections::HashMap;

use unicode_segmentation::GraphemeCursor;

use crate::model::plan::{PlannedSpeaker, Transcript, Warning};
use crate::model::{Span, Turn};

use super::heads::{Grammar, Head};
use super::labels;
use super::lines::{CharCount, Line};
use super::times;

/// A turn longer than this may hide a lost label, in characters.
const LONG: u32 = 5000;

/// Builds turns and speakers of `transcript` from the heads, in order.
pub(super) fn build(
    text: &str,
    transcript: &mut Transcript,
    lines: &[Line<'_>],
    heads: &[Head],
    warnings: &mut Vec<Warning>,
) {
    let n_chars = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    let mut indices: HashMap<&str, u16> = HashMap::new();
    let mut speakers: Vec<PlannedSpeaker> = Vec::new();
    let mut turns = Vec::with_capacity(heads.len());
    let mut count = CharCount::new(text);
    let mut latest: Option<u32> = None;
    for (n, head) in heads.iter().enumerate() {
        let label = text[head.label.clone()].trim();
        let limit = heads.get(n + 1).map_or(text.len(), |next| next.at);
        if let Some(time) = head.time {
            if latest.is_some_and(|latest| time < latest) {
                warnings.push(warning("time-goes-back", head.line, clock(time)));
            }
            latest = Some(time);
        }
        let (from, to) = words(text, lines, head, limit);
        let span = if from < to {
            let (start, end) = (count.at(from), count.at(to));
            Span::within(n_chars, start, end).ok()
        } else {
            None
        };
        let Some(span) = span else {
            if !label.is_empty() {
                warnings.push(warning("empty-turn", head.line, label.to_owned()));
            }
            continue;
        };
        if span.chars() > LONG {
            warnings.push(warning("long-turn", head.line, span.chars().to_string()));
        }
        let speaker = if label.is_empty() {
            None
        } else if let Some(speaker) = indices.get(label) {
            Some(*speaker)
        } else {
            // A text with more labels than that has none worth a name.
            u16::try_from(speakers.len()).ok().inspect(|speaker| {
                indices.insert(label, *speaker);
                speakers.push(PlannedSpeaker {
                    label: label.to_owned(),
                    ..PlannedSpeaker::default()
                });
            })
        };
        turns.push(Turn {
            span,
            speaker,
            time_ms: head.time,
        });
    }
    transcript.turns = turns;
    transcript.speakers = speakers;
}

/// The bytes of a turn's words: no white space at the ends, nothing of the next section's heading.
fn words(text: &str, lines: &[Line<'_>], head: &Head, limit: usize) -> (usize, usize) {
    let body = head.body.min(limit);
    let from = limit - text[body..limit].trim_start().len();
    let mut to = from + text[from..limit].trim_end().len();
    let last = lines.partition_point(|line| line.start < to);
    for line in lines[..last].iter().rev() {
        if line.at <= from {
            break;
        }
        if !line.is_blank() && !is_ornament(line) {
            break;
        }
        to = from + text[from..line.start.min(to)].trim_end().len();
    }
    (
        boundary_after(text, from),
        boundary_after(text, to).min(limit),
    )
}

/// A section's heading or a rule between sections.
fn is_ornament(line: &Line<'_>) -> bool {
    let words = line.words;
    let marks = words.len() - words.trim_start_matches('#').len();
    let heading = (1..=6).contains(&marks) && words[marks..].starts_with(' ');
    let rule = words.len() >= 3
        && words
            .chars()
            .all(|c| matches!(c, '-' | '*' | '_' | '=' | '—'));
    heading || rule || line.style.heading
}

/// The nearest place at or after `at` where a reader sees a new character begin.
fn boundary_after(text: &str, at: usize) -> usize {
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    if matches!(cursor.is_boundary(text, 0), Ok(true)) {
        return at;
    }
    cursor
        .next_boundary(text, 0)
        .ok()
        .flatten()
        .unwrap_or(text.len())
}

/// Adds heads for known labels inside a paragraph: `… 好吗？受访者：好。`
pub(super) fn split_inside(
    text: &str,
    lines: &[Line<'_>],
    grammar: Grammar,
    heads: Vec<Head>,
    warnings: &mut Vec<Warning>,
) -> Vec<Head> {
    if !matches!(grammar, Grammar::Colon | Grammar::Bold) {
        return heads;
    }
    let mut known: Vec<&str> = heads.iter().map(|head| &text[head.label.clone()]).collect();
    known.retain(|label| !label.is_empty());
    known.sort_unstable();
    known.dedup();
    let mut all = Vec::with_capacity(heads.len());
    let mut next = heads.into_iter().peekable();
    while let Some(head) = next.next() {
        let limit = next.peek().map_or(text.len(), |head| head.at);
        let (mut line, mut from) = (head.line, head.body.min(limit));
        all.push(head);
        while let Some(mut found) = inside(text, from..limit, grammar, &known) {
            while lines
                .get(line + 1)
                .is_some_and(|next| next.start <= found.at)
            {
                line += 1;
            }
            found.line = line;
            from = found.body;
            let label = text[found.label.clone()].to_owned();
            warnings.push(warning("second-label", line, label));
            all.push(found);
        }
    }
    all
}

/// The first known label in a stretch that stands where a sentence has ended.
fn inside(
    text: &str,
    range: std::ops::Range<usize>,
    grammar: Grammar,
    known: &[&str],
) -> Option<Head> {
    let stretch = &text[range.clone()];
    for at in memchr::memchr2_iter(b':', 0xEF, stretch.as_bytes()) {
        let Some(sign) = stretch[at..].chars().next().filter(|c| times::is_colon(*c)) else {
            continue;
        };
        let before = stretch[..at].trim_end_matches(['*', ' ']);
        let Some(label) = known.iter().find(|label| before.ends_with(**label)) else {
            continue;
        };
        let start = before.len() - label.len();
        let mut ahead = &stretch[..start];
        if grammar == Grammar::Bold {
            let Some(marked) = ahead.strip_suffix("**") else {
                continue;
            };
            ahead = marked;
        }
        if !after_a_sentence(ahead, label) {
            continue;
        }
        let mut body = at + sign.len_utf8();
        if grammar == Grammar::Bold {
            body += stretch[body..].len() - stretch[body..].trim_start_matches('*').len();
        }
        return Some(Head {
            line: 0,
            at: range.start + ahead.len(),
            label: range.start + start..range.start + start + label.len(),
            body: range.start + body,
            time: None,
            firm: true,
        });
    }
    None
}

/// Whether a sentence ends before the label, so that the label isn't spoken of in it.
fn after_a_sentence(before: &str, label: &str) -> bool {
    let trimmed = before.trim_end();
    let spaced = trimmed.len() < before.len();
    let latin = label.is_ascii();
    match trimmed.chars().next_back() {
        Some('。' | '？' | '！' | '…' | '”' | '」' | '）') => {
            !latin || spaced || label.len() > 2
        }
        Some('.' | '?' | '!' | ')') => spaced,
        _ => false,
    }
}

/// One turn a paragraph, for a text that names nobody.
///
/// A paragraph is a line, or what blank lines part where lines are broken at a
/// fixed width. A time mark at its beginning is the turn's time.
pub(super) fn paragraphs(lines: &[Line<'_>], from: usize) -> Vec<Head> {
    let hard = broken_at_a_width(&lines[from..]);
    let mut heads: Vec<Head> = Vec::new();
    let mut goes_on = false;
    for (n, line) in lines.iter().enumerate().skip(from) {
        if line.is_blank() {
            goes_on = false;
            continue;
        }
        if goes_on && hard {
            continue;
        }
        goes_on = true;
        let (time, taken) =
            times::mark(line.words).map_or((None, 0), |(ms, taken)| (Some(ms), taken));
        heads.push(Head {
            line: n,
            at: line.at,
            label: line.at..line.at,
            body: line.at + taken,
            time,
            firm: false,
        });
    }
    heads
}

/// Whether most lines that another follows end in mid-sentence and within a page's width.
fn broken_at_a_width(lines: &[Line<'_>]) -> bool {
    let (mut followed, mut broken) = (0, 0);
    for pair in lines.windows(2) {
        if pair[0].is_blank() || pair[1].is_blank() {
            continue;
        }
        followed += 1;
        let words = pair[0].words;
        let n = words.chars().take(101).count();
        let open = !words.ends_with([
            '.', '?', '!', ':', ';', '。', '？', '！', '：', '；', '…', '”', '"', ')', '）', '|',
        ]);
        let timed = times::mark(words).is_some();
        broken += usize::from(open && (30..=100).contains(&n) && !timed);
    }
    followed >= 8 && broken * 10 >= followed * 6
}

/// A warning about a line; `line` is an index.
pub(super) fn warning(kind: &'static str, line: usize, about: String) -> Warning {
    Warning {
        kind,
        line: u32::try_from(line + 1).ok(),
        about,
    }
}

/// Warnings about labels that are seen once.
pub(super) fn seen_once(text: &str, once: &[Head], warnings: &mut Vec<Warning>) {
    for head in once {
        let label = &text[head.label.clone()];
        if labels::plausible(label) {
            warnings.push(warning("label-seen-once", head.line, label.to_owned()));
        }
    }
}

/// `h:mm:ss` or `m:ss`.
fn clock(ms: u32) -> String {
    let seconds = ms / 1000;
    let (h, m, s) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if h > 0 {
        format!("{h}:{m:02}:{s:02}")
    } else {
        format!("{m}:{s:02}")
    }
}

//! ELAN (`.eaf`): annotations on tiers, each tied to slots of time.
//!
//! Talk stands on the tiers that hang on no other; where some of them name a participant, the
//! others (gestures, marks) are no talk. What hangs on a tier is about its words: translations,
//! parts of speech. All tiers together are one talk, in the order of their times.
//!
//! Format: ELAN Annotation Format 3.0, <https://www.mpi.nl/tools/elan/EAF_Annotation_Format_3.0_and_ELAN.pdf>.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};

use super::segments::Segment;
use super::vtt::Subtitles;
use super::xml::{attribute, resolved, walk};
use super::{ReadError, lines};
use crate::model::plan::Warning;

/// Whether a text begins as such a file does.
pub(super) fn is(text: &str) -> bool {
    let head = lines::within(text.trim_start(), 1000);
    head.starts_with('<') && head.contains("<ANNOTATION_DOCUMENT")
}

/// A tier that hangs on no other.
#[derive(Default)]
struct Tier {
    id: String,
    participant: String,
    /// Start in milliseconds, where its slot has a time, and words.
    annotations: Vec<(Option<u32>, String)>,
}

/// Reads the talk of a file.
///
/// # Errors
/// When it is damaged or goes beyond the limits of XML.
pub(super) fn read(text: &str) -> Result<Subtitles, ReadError> {
    let mut tiers = tiers(text)?;
    tiers.retain(|tier| !tier.annotations.is_empty());
    let named = tiers.iter().any(|tier| !tier.participant.is_empty());
    let (talk, others): (Vec<Tier>, Vec<Tier>) =
        (tiers.into_iter()).partition(|tier| !named || !tier.participant.is_empty());
    let mut subtitles = Subtitles::default();
    if !others.is_empty() {
        let names: Vec<&str> = others.iter().map(|tier| tier.id.as_str()).collect();
        subtitles.warnings.push(Warning {
            kind: "tiers-left-out",
            line: None,
            about: names.join(", "),
        });
    }
    for tier in talk {
        let speaker = if named { tier.participant } else { tier.id };
        // One whose slot has no time follows the one before it on its tier.
        let mut time = None;
        for (start_ms, words) in tier.annotations {
            time = start_ms.or(time);
            subtitles.segments.push(Segment {
                speaker: Some(speaker.clone()),
                start_ms: time,
                words,
            });
            subtitles.cues += 1;
        }
    }
    subtitles.segments.sort_by_key(|segment| segment.start_ms);
    Ok(subtitles)
}

fn tiers(text: &str) -> Result<Vec<Tier>, ReadError> {
    let mut slots: HashMap<String, u32> = HashMap::new();
    let mut tiers: Vec<Tier> = Vec::new();
    let mut hangs = false;
    let mut start: Option<u32> = None;
    let mut words: Option<String> = None;
    walk(text, |event| match event {
        Event::Start(tag) | Event::Empty(tag) => match tag.local_name().into_inner() {
            "TIME_SLOT" => {
                let time = attribute(tag, "TIME_VALUE").and_then(|it| it.parse().ok());
                if let (Some(id), Some(time)) = (attribute(tag, "TIME_SLOT_ID"), time) {
                    slots.insert(id, time);
                }
            }
            "TIER" => {
                hangs = attribute(tag, "PARENT_REF").is_some();
                if !hangs {
                    tiers.push(tier(tag));
                }
            }
            "ALIGNABLE_ANNOTATION" => {
                start = attribute(tag, "TIME_SLOT_REF1").and_then(|id| slots.get(&id).copied());
            }
            "ANNOTATION_VALUE" if !hangs && matches!(event, Event::Start(_)) => {
                words = Some(String::new());
            }
            _ => {}
        },
        Event::Text(piece) => {
            if let Some(words) = &mut words {
                words.push_str(piece);
            }
        }
        Event::GeneralRef(reference) => {
            if let Some(words) = &mut words {
                words.push_str(&resolved(reference));
            }
        }
        Event::CData(piece) => {
            if let Some(words) = &mut words {
                words.push_str(piece);
            }
        }
        Event::End(tag) if tag.local_name().into_inner() == "ANNOTATION_VALUE" => {
            if let (Some(words), Some(tier)) = (words.take(), tiers.last_mut())
                && !words.trim().is_empty()
            {
                tier.annotations.push((start, words));
            }
        }
        _ => {}
    })?;
    Ok(tiers)
}

fn tier(tag: &BytesStart<'_>) -> Tier {
    let value = |name| attribute(tag, name).unwrap_or_default().trim().to_owned();
    Tier {
        id: value("TIER_ID"),
        participant: value("PARTICIPANT"),
        annotations: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(tiers: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?>\n<ANNOTATION_DOCUMENT AUTHOR=\"\"><TIME_ORDER><TIME_SLOT TIME_SLOT_ID=\"a\" TIME_VALUE=\"500\"/>\
             <TIME_SLOT TIME_SLOT_ID=\"b\" TIME_VALUE=\"100\"/><TIME_SLOT TIME_SLOT_ID=\"c\"/></TIME_ORDER>{tiers}</ANNOTATION_DOCUMENT>"
        )
    }

    fn annotation(slot: &str, words: &str) -> String {
        format!(
            "<ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1=\"{slot}\"><ANNOTATION_VALUE>{words}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
        )
    }

    fn said(text: &str) -> Vec<(String, Option<u32>, String)> {
        assert!(is(text));
        (read(text).unwrap().segments.into_iter())
            .map(|it| (it.speaker.unwrap_or_default(), it.start_ms, it.words))
            .collect()
    }

    #[test]
    fn tiers_of_people_are_one_talk_in_the_order_of_time() {
        let text = file(&format!(
            "<TIER TIER_ID=\"t1\" PARTICIPANT=\"E01\">{}{}</TIER><TIER TIER_ID=\"t2\" PARTICIPANT=\"访\">{}</TIER>\
             <TIER TIER_ID=\"marks\">{}</TIER><TIER TIER_ID=\"t3\" PARENT_REF=\"t1\" PARTICIPANT=\"E01\">{}</TIER>",
            annotation("a", "人手 &lt;不足&gt;"),
            annotation("c", "事情多"),
            annotation("b", "难吗？"),
            annotation("b", "start"),
            annotation("b", "n|x"),
        ));
        let expected = [
            ("访", Some(100), "难吗？"),
            ("E01", Some(500), "人手 <不足>"),
            ("E01", Some(500), "事情多"),
        ];
        let expected = expected.map(|(a, b, c)| (a.to_owned(), b, c.to_owned()));
        assert_eq!(said(&text), expected);
        let warnings = read(&text).unwrap().warnings;
        assert_eq!(
            (warnings[0].kind, warnings[0].about.as_str()),
            ("tiers-left-out", "marks")
        );
    }

    #[test]
    fn without_participants_tiers_are_the_speakers() {
        let text = file(&format!(
            "<TIER TIER_ID=\"王\">{}</TIER>",
            annotation("a", "好")
        ));
        assert_eq!(said(&text), [("王".to_owned(), Some(500), "好".to_owned())]);
    }

    #[test]
    fn a_document_type_is_refused() {
        let text = format!("<!DOCTYPE x>{}", file(""));
        assert!(matches!(read(&text), Err(ReadError::Refused(_))));
    }
}

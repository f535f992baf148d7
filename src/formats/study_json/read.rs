//! The reader: from the file's items to a plan, or to what contradicts itself in them.

mod error;
mod marks;
mod memos;
mod review;
mod unite;

use std::collections::{BTreeSet, HashMap};

pub use error::{ReadError, Whose};
use unite::{United, unite};

use super::{CodeItem, DocumentItem, Id, RespondentItem, SessionItem, StudyFile};
use crate::model::codebook::{DraftCode, DraftLink, Entry, FrozenCodebook};
use crate::model::interview::{Asked, Role, Turn};
use crate::model::plan::{
    Plan, PlannedCoding, PlannedInterview, PlannedRespondent, PlannedSession, PlannedSpeaker,
    PlannedTie, Recognise, Transcript, Warning,
};
use crate::model::respondent::SessionFacts;
use crate::model::{Span, Status, Thing, Uid};

/// Reads a study as a plan, and what a person should know about the file.
///
/// # Errors
/// When it is no such file or contradicts itself.
pub fn read(bytes: &[u8]) -> Result<(Plan, Vec<Warning>), ReadError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut unknown = BTreeSet::new();
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let syntax = |error: &serde_json::Error| ReadError::Syntax {
        line: error.line(),
        column: error.column(),
        what: error.to_string(),
    };
    let file: StudyFile = serde_ignored::deserialize(&mut deserializer, |path| {
        // Places in lists say nothing about the key.
        let key: Vec<String> = path
            .to_string()
            .split('.')
            .filter(|part| *part != "?" && part.parse::<usize>().is_err())
            .map(str::to_owned)
            .collect();
        unknown.insert(key.join("."));
    })
    .map_err(|error| syntax(&error))?;
    deserializer.end().map_err(|error| syntax(&error))?;
    if let Some(format) = file.format.as_deref()
        && format != "fangtan-study"
    {
        return Err(ReadError::OtherFormat(format.to_owned()));
    }
    if let Some(version) = file.version
        && version > 1
    {
        return Err(ReadError::Newer(version));
    }
    let mut warnings = Vec::new();
    if !unknown.is_empty() {
        warnings.push(Warning {
            kind: "unknown-keys",
            line: None,
            about: unknown.into_iter().collect::<Vec<_>>().join(", "),
        });
    }
    let plan = plan(file, &mut warnings)?;
    Ok((plan, warnings))
}

/// An id that is a uid becomes one; another stays what it is.
fn identity(id: &Id) -> (Option<Uid>, Option<String>) {
    match id.0.parse::<Uid>() {
        Ok(uid) if uid.to_string() == id.0 => (Some(uid), None),
        _ => (None, Some(id.0.clone())),
    }
}

fn plan(file: StudyFile, warnings: &mut Vec<Warning>) -> Result<Plan, ReadError> {
    unique(Thing::Coder, file.coders.iter().map(|coder| &coder.id))?;
    unique(Thing::Code, file.codes.iter().map(|code| &code.id))?;
    unique(
        Thing::Interview,
        file.documents.iter().map(|document| &document.id),
    )?;
    let code_ids: BTreeSet<&Id> = file.codes.iter().map(|code| &code.id).collect();
    no_circles(&file.codes, &code_ids)?;
    let coders: HashMap<String, String> = file
        .coders
        .iter()
        .map(|coder| {
            (
                coder.id.0.clone(),
                coder.name.clone().unwrap_or_else(|| coder.id.0.clone()),
            )
        })
        .collect();
    let coder_named = |id: &Id| coders.get(&id.0).cloned().unwrap_or_else(|| id.0.clone());
    let order: HashMap<&Id, usize> = file.order.iter().zip(0..).collect();

    let mut interviews = Vec::with_capacity(file.documents.len());
    for document in file.documents {
        let place = order.get(&document.id).copied();
        interviews.push((place, interview(document, place.is_some())?));
    }
    // Documents that `order` leaves out stand after the others, as they come.
    interviews.sort_by_key(|(place, _)| place.unwrap_or(usize::MAX));
    let interviews: Vec<PlannedInterview> = interviews
        .into_iter()
        .map(|(_, interview)| interview)
        .collect();
    let lengths: HashMap<&str, u32> = interviews
        .iter()
        .map(|interview| {
            let chars = interview.transcript.text.chars().count();
            (
                interview.key.as_str(),
                u32::try_from(chars).unwrap_or(u32::MAX),
            )
        })
        .collect();

    let mut codings = Vec::with_capacity(file.codings.len());
    let mut seen: HashMap<_, usize> = HashMap::new();
    // Ids of codings that say the same as one before, and the id of that one.
    let mut aliases: HashMap<String, String> = HashMap::new();
    for (item, n) in file.codings.into_iter().zip(1_u32..) {
        let whose = || Whose::Coding(n);
        let Some(chars) = lengths.get(item.doc.0.as_str()) else {
            return Err(ReadError::Dangling {
                whose: whose(),
                what: Thing::Interview,
                id: item.doc.0,
            });
        };
        Span::within(*chars, item.start, item.end).map_err(|source| ReadError::Position {
            whose: whose(),
            doc: item.doc.0.clone(),
            source,
        })?;
        if !code_ids.contains(&item.code) {
            return Err(ReadError::Dangling {
                whose: whose(),
                what: Thing::Code,
                id: item.code.0,
            });
        }
        let coder = item.coder.as_ref().map(coder_named);
        let exact = (
            item.doc.0.clone(),
            item.start,
            item.end,
            item.code.0.clone(),
            coder.clone(),
        );
        let (uid, outside_id) = item.id.as_ref().map_or((None, None), identity);
        let coding = PlannedCoding {
            uid,
            outside_id,
            interview: item.doc.0,
            start: item.start,
            end: item.end,
            code: item.code.0,
            coder,
            status: status(item.status.as_deref())?,
            facets: item.facets,
            memo: item.memo.filter(|memo| !memo.is_empty()),
            memo_kind: memos::kind(item.memo_kind, warnings),
            memo_written_ms: item
                .memo_written_at
                .as_deref()
                .and_then(|at| time(at, warnings)),
            code_version: item.code_version,
            created_ms: item.created_at.as_deref().and_then(|at| time(at, warnings)),
            starred: item.starred,
            confidence: marks::confidence(item.confidence.as_deref())?,
            use_as: marks::use_as(item.use_as.as_deref())?,
        };
        if let Some(first) = seen.get(&exact) {
            let first: &mut PlannedCoding = &mut codings[*first];
            if let (Some(id), Some(kept)) = (item.id, id_of(first)) {
                aliases.insert(id.0, kept);
            }
            if unite(first, coding) == United::Differing {
                warnings.push(Warning {
                    kind: "codings-united",
                    line: None,
                    about: format!("{} {}..{} {}", exact.0, exact.1, exact.2, exact.3),
                });
            }
        } else {
            seen.insert(exact, codings.len());
            codings.push(coding);
        }
    }
    unique_codings(&codings)?;
    let memos = memos::memos(file.memos, &lengths, &aliases, coder_named, warnings)?;
    let codebook_versions = file
        .codebook_versions
        .into_iter()
        .map(|item| FrozenCodebook {
            number: item.number,
            name: item.name,
            coder: item.coder,
            at_ms: item.frozen_at.as_deref().and_then(|at| time(at, warnings)),
            codes: item.codes,
            kinds: item.kinds,
            links: item.links,
        })
        .collect();
    let coding_links = marks::coding_links(file.coding_links, &aliases, coder_named, warnings);
    let bookmarks = marks::bookmarks(file.bookmarks, &lengths, coder_named)?;
    let pins = marks::pins(file.pins, coder_named)?;
    let summaries = marks::summaries(file.summaries, coder_named, warnings);
    let verdicts = review::verdicts(file.verdicts, &aliases, coder_named, warnings)?;
    let settlements = review::settlements(file.settlements, &aliases, coder_named, warnings)?;
    drop(lengths);
    Ok(Plan {
        coding_links,
        bookmarks,
        pins,
        summaries,
        lexicon: (file.lexicon.into_iter())
            .map(|item| (item.list, item.word))
            .collect(),
        title: file.title,
        demo: file.notice.is_some(),
        kinds: file.kinds,
        codes: file.codes.into_iter().map(code).collect(),
        links: file
            .links
            .into_iter()
            .map(|link| DraftLink {
                from: link.from.0,
                to: link.to.0,
                text: link.text,
                line: 0,
            })
            .collect(),
        attributes: file.attributes,
        coders: file
            .coders
            .into_iter()
            .map(|coder| {
                (
                    coder.name.clone().unwrap_or_else(|| coder.id.0.clone()),
                    coder.id.0,
                )
            })
            .collect(),
        interviews,
        respondents: file
            .respondents
            .into_iter()
            .filter_map(respondent)
            .collect(),
        sessions: file.sessions.into_iter().map(session).collect(),
        guide: file.guide,
        codebook_versions,
        earlier_guides: file.earlier_guides,
        codings,
        memos,
        coverage: file
            .coverage
            .iter()
            .map(|item| (item.doc.0.clone(), coder_named(&item.coder)))
            .collect(),
        withdrawn: file
            .withdrawn
            .iter()
            .filter_map(|id| identity(id).0)
            .collect(),
        assignments: review::assignments(&file.assignments, coder_named),
        verdicts,
        settlements,
        ..Plan::default()
    })
}

fn unique<'a>(what: Thing, ids: impl Iterator<Item = &'a Id>) -> Result<(), ReadError> {
    let mut seen = std::collections::HashSet::new();
    for id in ids {
        if !seen.insert(id) {
            return Err(ReadError::DoubleId {
                what,
                id: id.0.clone(),
            });
        }
    }
    Ok(())
}

fn id_of(coding: &PlannedCoding) -> Option<String> {
    coding
        .uid
        .map(|uid| uid.to_string())
        .or_else(|| coding.outside_id.clone())
}

fn unique_codings(codings: &[PlannedCoding]) -> Result<(), ReadError> {
    let mut seen = std::collections::HashSet::new();
    for coding in codings {
        if let Some(id) = id_of(coding)
            && !seen.insert(id.clone())
        {
            return Err(ReadError::DoubleId {
                what: Thing::Coding,
                id,
            });
        }
    }
    Ok(())
}

fn no_circles(codes: &[CodeItem], known: &BTreeSet<&Id>) -> Result<(), ReadError> {
    let parents: HashMap<&Id, &Id> = codes
        .iter()
        .filter_map(|code| Some((&code.id, code.parent.as_ref()?)))
        .collect();
    for code in codes {
        let mut at = &code.id;
        for _ in 0..=codes.len() {
            let Some(parent) = parents.get(at).copied() else {
                break;
            };
            if !known.contains(parent) {
                return Err(ReadError::Dangling {
                    whose: Whose::Code(at.0.clone()),
                    what: Thing::Code,
                    id: parent.0.clone(),
                });
            }
            if *parent == code.id {
                return Err(ReadError::Circle(code.id.0.clone()));
            }
            at = parent;
        }
    }
    Ok(())
}

fn code(item: CodeItem) -> DraftCode {
    let name = if item.name.is_empty() {
        item.id.0.clone()
    } else {
        item.name
    };
    DraftCode {
        parent: item.parent.map(|parent| parent.0),
        retired: item.retired,
        merged_into: item.merged_into.map(|into| into.0),
        version: item.version.unwrap_or(1),
        line: 0,
        entry: Entry {
            public_id: item.id.0,
            kind: item.kind.unwrap_or_default(),
            name,
            name_en: item.name_en,
            aliases: item.aliases,
            definition: item.definition,
            use_when: item.use_when,
            not_when: item.not_when,
            example: item.example,
            color: item.color,
            digit: item.digit.filter(|digit| *digit <= 9),
            origin: item.origin.unwrap_or_default(),
            source: item.source,
            columns: item.columns,
            open: item.open,
        },
    }
}

fn interview(item: DocumentItem, ordered: bool) -> Result<PlannedInterview, ReadError> {
    let doc = item.id.0.clone();
    let chars = u32::try_from(item.text.chars().count()).unwrap_or(u32::MAX);
    let mut speakers: Vec<PlannedSpeaker> = Vec::new();
    for speaker in item.speakers {
        let role = speaker
            .role
            .as_deref()
            .map(|role| {
                Role::from_name(role).ok_or_else(|| ReadError::BadValue {
                    key: "role",
                    value: role.to_owned(),
                    known: [Role::Interviewer, Role::Respondent]
                        .map(Role::name)
                        .to_vec(),
                })
            })
            .transpose()?;
        speakers.push(PlannedSpeaker {
            label: speaker.name.0,
            role,
            respondent: speaker.respondent.map(|label| label.0),
            ..PlannedSpeaker::default()
        });
    }
    let recognise = match (&item.turns, speakers.is_empty()) {
        (None, _) => Recognise::Turns,
        (Some(_), true) => Recognise::Roles,
        (Some(_), false) => Recognise::Nothing,
    };
    let mut turns = Vec::new();
    for turn in item.turns.unwrap_or_default() {
        let span =
            Span::within(chars, turn.start, turn.end).map_err(|source| ReadError::Position {
                whose: Whose::Turn,
                doc: doc.clone(),
                source,
            })?;
        let speaker = turn.speaker.map(|label| {
            let place = speakers.iter().position(|known| known.label == label.0);
            place.unwrap_or_else(|| {
                speakers.push(PlannedSpeaker {
                    label: label.0,
                    ..PlannedSpeaker::default()
                });
                speakers.len() - 1
            })
        });
        turns.push(Turn {
            span,
            speaker: speaker.and_then(|place| u16::try_from(place).ok()),
            time_ms: turn.time_ms,
        });
    }
    turns.sort_by_key(|turn| turn.span.start());
    if let Some(pair) = turns
        .windows(2)
        .find(|pair| pair[0].span.overlaps(pair[1].span))
    {
        return Err(ReadError::TurnsOverlap {
            doc,
            first: pair[0].span,
            second: pair[1].span,
        });
    }
    let mut ties = Vec::new();
    for tie in item.ties {
        let how = tie.how.as_deref().unwrap_or("asked");
        ties.push(PlannedTie {
            turn: tie.turn.and_then(|turn| turn.checked_sub(1)),
            question: tie.question.map(|number| number.0),
            how: Asked::from_name(how).ok_or_else(|| ReadError::BadValue {
                key: "how",
                value: how.to_owned(),
                known: Asked::ALL.map(Asked::name).to_vec(),
            })?,
        });
    }
    let (uid, outside_id) = identity(&item.id);
    Ok(PlannedInterview {
        uid,
        outside_id,
        name: item
            .name
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| doc.clone()),
        key: doc,
        date: item.date,
        ordered,
        recognise,
        attributes: item.attributes,
        transcript: Transcript {
            text: item.text,
            turns,
            speakers,
            header: item.header,
        },
        ties,
        ..PlannedInterview::default()
    })
}

fn respondent(item: RespondentItem) -> Option<PlannedRespondent> {
    let label = item.label.or_else(|| item.id.clone())?.0;
    Some(PlannedRespondent {
        uid: item.id.as_ref().and_then(|id| identity(id).0),
        label,
        attributes: item.attributes,
    })
}

fn session(item: SessionItem) -> PlannedSession {
    PlannedSession {
        uid: item.id.as_ref().and_then(|id| identity(id).0),
        interview: item.doc.0,
        facts: SessionFacts {
            date: item.date,
            place: item.place,
            channel: item.channel,
            interviewer: item.interviewer,
            minutes: item.minutes,
            guide_version: item.guide_version,
            consent: item.consent,
        },
        respondents: item.respondents.into_iter().map(|label| label.0).collect(),
    }
}

fn status(name: Option<&str>) -> Result<Status, ReadError> {
    match name {
        None => Ok(Status::Coded),
        Some(name) => Status::from_name(name).ok_or_else(|| ReadError::BadValue {
            key: "status",
            value: name.to_owned(),
            known: Status::ALL.map(Status::name).to_vec(),
        }),
    }
}

/// Milliseconds since 1970, UTC, of an RFC 3339 time.
fn time(text: &str, warnings: &mut Vec<Warning>) -> Option<i64> {
    let parsed = chrono::DateTime::parse_from_rfc3339(text);
    if parsed.is_err() {
        warnings.push(Warning {
            kind: "no-time",
            line: None,
            about: text.to_owned(),
        });
    }
    parsed.ok().map(|time| time.timestamp_millis())
}

//! What a study holds, one row each.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::withheld::Withheld;
use super::{Listing, Result, Study};
use crate::formats::study_json::written_time;
use crate::model::interview::Asked;
use crate::model::{CodeId, CodingId, Interview, InterviewId, MemoKind, MemoTarget, Role, Span};

/// What `list` can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Interviews in the study's order.
    Interviews,
    /// Sessions.
    Sessions,
    /// Respondents.
    Respondents,
    /// Codes in codebook order.
    Codes,
    /// Everybody who coded or acted.
    Coders,
    /// Speakers of every interview.
    Speakers,
    /// Attributes with their values.
    Attributes,
    /// Turns of every interview.
    Turns,
    /// Memos: those of a kind, or all.
    Memos(Option<MemoKind>),
    /// Who has gone through which interview.
    Coverage,
    /// What merges of copies left to look at.
    Conflicts,
}

impl Study {
    /// Lists things of one kind.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn list(&self, what: What) -> Result<Listing> {
        self.steadily(|| match what {
            What::Interviews => self.list_interviews(),
            What::Sessions => self.list_sessions(),
            What::Respondents => self.list_respondents(),
            What::Codes => self.list_codes(),
            What::Coders => self.list_coders(),
            What::Speakers => self.list_speakers(),
            What::Attributes => self.list_attributes(),
            What::Turns => self.list_turns(),
            What::Memos(kind) => self.list_memos(kind),
            What::Coverage => self.list_coverage(),
            What::Conflicts => self.list_conflicts(),
        })
    }

    fn list_interviews(&self) -> Result<Listing> {
        let mut list = Listing::new(
            "interviews",
            &[
                "name",
                "date",
                "attributes",
                "chars#",
                "turns#",
                "speakers#",
                "codings#",
            ],
        );
        for interview in self.store.interviews()? {
            list.push(json!({
                "id": interview.public_id(),
                "name": interview.name,
                "date": interview.date,
                "attributes": object(&interview.attributes),
                "chars": interview.n_chars,
                "turns": interview.n_turns,
                "speakers": interview.n_speakers,
                "codings": interview.n_codings,
            }));
        }
        Ok(list)
    }

    fn list_sessions(&self) -> Result<Listing> {
        let names = self.interview_names()?;
        let mut list = Listing::new(
            "sessions",
            &[
                "interview",
                "date",
                "place",
                "channel",
                "interviewer",
                "minutes#",
                "guide_version#",
                "respondents",
                "consent",
            ],
        );
        for session in self.store.sessions()? {
            let facts = &session.facts;
            list.push(json!({
                "id": session.id,
                "name": names.get(&session.interview),
                "interview": names.get(&session.interview),
                "date": facts.date,
                "place": facts.place,
                "channel": facts.channel,
                "interviewer": facts.interviewer,
                "minutes": facts.minutes,
                "guide_version": facts.guide_version,
                "consent": facts.consent,
                "respondents": session.respondents,
            }));
        }
        Ok(list)
    }

    fn list_respondents(&self) -> Result<Listing> {
        let names = self.interview_names()?;
        let mut talked: HashMap<String, Vec<String>> = HashMap::new();
        for speaker in self.store.speaker_rows()? {
            if let (Some(label), Some(name)) = (speaker.respondent, names.get(&speaker.interview)) {
                let interviews = talked.entry(label).or_default();
                if !interviews.contains(name) {
                    interviews.push(name.clone());
                }
            }
        }
        let mut list = Listing::new("respondents", &["name", "attributes", "interviews"]);
        for respondent in self.store.respondents()? {
            list.push(json!({
                "id": respondent.id,
                "name": respondent.label,
                "label": respondent.label,
                "attributes": object(&respondent.attributes),
                "interviews": talked.remove(&respondent.label).unwrap_or_default(),
            }));
        }
        Ok(list)
    }

    fn list_codes(&self) -> Result<Listing> {
        let book = self.store.codebook()?;
        let counts: HashMap<CodeId, u32> = self.store.coding_counts()?.into_iter().collect();
        let mut list = Listing::new(
            "codes",
            &[
                "code", "name", "name_en", "kind", "depth#", "digit", "origin", "codings#",
            ],
        );
        for (place, code) in book.codes().iter().enumerate() {
            let entry = &code.entry;
            let parent = book
                .parent_place(place)
                .map(|above| &book.codes()[above].entry.public_id);
            list.push(json!({
                "code": entry.public_id,
                "name": entry.name,
                "name_en": entry.name_en,
                "aliases": entry.aliases,
                "path": book.path(place),
                "kind": none_if_empty(&entry.kind),
                "parent": parent,
                "depth": book.depth(place),
                "digit": entry.digit,
                "origin": entry.origin.name(),
                "source": entry.source,
                "retired": code.retired,
                "version": code.version,
                "definition": entry.definition,
                "codings": counts.get(&code.id).copied().unwrap_or(0),
            }));
        }
        Ok(list)
    }

    fn list_coders(&self) -> Result<Listing> {
        let mut list = Listing::new(
            "coders",
            &["name", "codings#", "interviews#", "assigned#", "done#"],
        );
        let assigned = self.store.assignments()?;
        let done = self.store.coverage()?;
        for coder in self.store.coders()? {
            list.push(json!({
                "id": coder.id,
                "name": coder.name,
                "codings": coder.n_codings,
                "interviews": coder.n_interviews,
                "assigned": assigned.iter().filter(|it| it.coder == coder.name).count(),
                "done": done.iter().filter(|(_, who)| *who == coder.name).count(),
            }));
        }
        Ok(list)
    }

    fn list_speakers(&self) -> Result<Listing> {
        let names = self.interview_names()?;
        let mut list = Listing::new(
            "speakers",
            &[
                "name",
                "interview",
                "role",
                "respondent",
                "turns#",
                "chars#",
            ],
        );
        for speaker in self.store.speaker_rows()? {
            list.push(json!({
                "id": speaker.id,
                "name": speaker.label,
                "interview": names.get(&speaker.interview),
                "role": speaker.role.map(Role::name),
                "respondent": speaker.respondent,
                "turns": speaker.n_turns,
                "chars": speaker.n_chars,
            }));
        }
        Ok(list)
    }

    fn list_attributes(&self) -> Result<Listing> {
        let mut list = Listing::new("attributes", &["name", "of", "values"]);
        let mut found: Vec<(&'static str, String, Vec<(String, u64)>)> = Vec::new();
        let mut count = |of: &'static str, attributes: &[(String, String)]| {
            for (name, value) in attributes {
                let known = found
                    .iter()
                    .position(|(known_of, known, _)| *known_of == of && known == name);
                let place = known.unwrap_or_else(|| {
                    found.push((of, name.clone(), Vec::new()));
                    found.len() - 1
                });
                let values = &mut found[place].2;
                match values.iter_mut().find(|(known, _)| known == value) {
                    Some((_, n)) => *n += 1,
                    None => values.push((value.clone(), 1)),
                }
            }
        };
        for interview in self.store.interviews()? {
            count("interview", &interview.attributes);
        }
        for respondent in self.store.respondents()? {
            count("respondent", &respondent.attributes);
        }
        for (of, name, values) in found {
            let values: Map<String, Value> = values
                .into_iter()
                .map(|(value, n)| (value, n.into()))
                .collect();
            list.push(json!({ "id": name, "name": name, "of": of, "values": values }));
        }
        Ok(list)
    }

    fn list_turns(&self) -> Result<Listing> {
        let mut list = Listing::new(
            "turns",
            &[
                "interview",
                "turn#",
                "speaker",
                "role",
                "start#",
                "end#",
                "question",
                "text",
            ],
        );
        let numbers: HashMap<_, String> = self
            .store
            .questions()?
            .into_iter()
            .map(|question| (question.id, question.number))
            .collect();
        let withholding = self.withholding()?;
        for interview in self.store.interviews()? {
            let open = self.load_interview(interview.id, "")?;
            let ties: HashMap<u32, String> = open
                .ties
                .iter()
                .filter_map(|tie| Some((tie.turn?, numbers.get(&tie.question?)?.clone())))
                .collect();
            for (turn, seq) in open.turns.iter().zip(0_u32..) {
                let speaker = turn
                    .speaker
                    .and_then(|place| open.speakers.get(usize::from(place)));
                let withheld = withholding.of(interview.id, turn.span);
                let text = open.text.slice(turn.span).unwrap_or_default();
                list.push(json!({
                    "id": format!("{}#{}", interview.public_id(), seq + 1),
                    "name": interview.name,
                    "interview": interview.name,
                    "turn": seq + 1,
                    "speaker": speaker.map(|speaker| &speaker.label),
                    "role": speaker.and_then(|speaker| speaker.role).map(Role::name),
                    "start": turn.span.start(),
                    "end": turn.span.end(),
                    "time_ms": turn.time_ms,
                    "question": ties.get(&seq),
                    "text": withheld.is_none().then_some(text),
                    "withheld": withheld.map(Withheld::name),
                }));
            }
        }
        Ok(list)
    }

    fn list_memos(&self, kind: Option<MemoKind>) -> Result<Listing> {
        let names = self.interview_names()?;
        let book = self.store.codebook()?;
        let codings = self.coding_places()?;
        let mut list = Listing::new(
            "memos",
            &[
                "kind:memo_kind",
                "on",
                "name",
                "coder",
                "text",
                "written_at",
            ],
        );
        let memos = self.store.memos(None)?.into_iter();
        for memo in memos.filter(|memo| kind.is_none_or(|kind| memo.kind == kind)) {
            let interview = |id| names.get(&id).cloned().unwrap_or_default();
            let name = match memo.target {
                MemoTarget::Study => String::new(),
                MemoTarget::Interview(id) => interview(id),
                MemoTarget::Passage {
                    interview: id,
                    span,
                } => format!("{} {span}", interview(id)),
                MemoTarget::Code(id) => book
                    .get(id)
                    .map(|code| code.entry.public_id.clone())
                    .unwrap_or_default(),
                MemoTarget::Coding(id) => codings.get(&id).cloned().unwrap_or_default(),
            };
            let span = match memo.target {
                MemoTarget::Passage { span, .. } => Some(span),
                _ => None,
            };
            list.push(json!({
                "id": memo.id,
                "name": name,
                "kind": memo.kind,
                "on": memo.target.name(),
                "target": match memo.target {
                    MemoTarget::Study => None,
                    MemoTarget::Interview(id) => Some(id.to_string()),
                    MemoTarget::Passage { interview, .. } => Some(interview.to_string()),
                    MemoTarget::Code(id) => Some(id.to_string()),
                    MemoTarget::Coding(id) => Some(id.to_string()),
                },
                "start": span.map(Span::start),
                "end": span.map(Span::end),
                "coder": memo.coder,
                "text": memo.text,
                "written_at": memo.written_ms.and_then(written_time),
            }));
        }
        Ok(list)
    }

    /// `INTERVIEW START..END CODE` of every coding with a memo.
    fn coding_places(&self) -> Result<HashMap<CodingId, String>> {
        Ok(self.store.memo_places()?.into_iter().collect())
    }

    /// Question × interview: how each question of the guide was put.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn guide_coverage(&self) -> Result<GuideCoverage> {
        self.steadily(|| self.coverage_of_guide())
    }

    fn coverage_of_guide(&self) -> Result<GuideCoverage> {
        let guide = self.store.guide()?.unwrap_or_default();
        let interviews = self.store.interviews()?;
        let questions = self.store.questions()?;
        let places: HashMap<_, usize> = questions
            .iter()
            .enumerate()
            .map(|(place, question)| (question.id, place))
            .collect();
        let mut cells = vec![vec![None; interviews.len()]; questions.len()];
        let mut added = vec![0; interviews.len()];
        for (column, interview) in interviews.iter().enumerate() {
            for tie in self.store.ties(interview.id)? {
                match tie.question.and_then(|id| places.get(&id)) {
                    // A question asked twice shows how it was asked first.
                    Some(row) => {
                        cells[*row][column].get_or_insert(tie.how);
                    }
                    None => added[column] += 1,
                }
            }
        }
        let texts: HashMap<&str, &str> = guide
            .questions()
            .map(|question| (question.number.as_str(), question.text.as_str()))
            .collect();
        Ok(GuideCoverage {
            rows: questions
                .iter()
                .zip(cells)
                .map(|(question, cells)| {
                    let text = texts
                        .get(question.number.as_str())
                        .copied()
                        .unwrap_or_default();
                    (question.number.clone(), text.to_owned(), cells)
                })
                .collect(),
            interviews,
            added,
        })
    }

    /// The passages of an interview that the coder gave any of the codes, in whatever status.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn given(
        &self,
        interview: InterviewId,
        codes: &[CodeId],
        coder: &str,
    ) -> Result<HashMap<(CodeId, Span), CodingId>> {
        Ok(self
            .store
            .whole_layer(interview)?
            .all()
            .iter()
            .filter(|coding| coding.coder == coder && codes.contains(&coding.code))
            .map(|coding| ((coding.code, coding.span), coding.id))
            .collect())
    }

    pub(super) fn interview_names(&self) -> Result<HashMap<InterviewId, String>> {
        Ok(self
            .store
            .interviews()?
            .into_iter()
            .map(|interview| (interview.id, interview.name))
            .collect())
    }
}

/// Question × interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuideCoverage {
    /// Columns.
    pub interviews: Vec<Interview>,
    /// Number, wording, and for each interview how the question was put; `None` where nobody said.
    pub rows: Vec<(String, String, Vec<Option<Asked>>)>,
    /// For each interview the questions that the guide doesn't have.
    pub added: Vec<u32>,
}

/// Pairs as a JSON object, in their order.
pub(super) fn object(pairs: &[(String, String)]) -> Value {
    Value::Object(
        pairs
            .iter()
            .map(|(key, value)| (key.clone(), Value::String(value.clone())))
            .collect(),
    )
}

fn none_if_empty(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

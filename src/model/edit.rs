//! Everything a person can do to a study.
//!
//! An edit is the same from a key, a script or an import. `store` applies it in
//! one transaction with its row journal; its [`Edit::record`] stands in the log
//! and is a file format: fields may be added, never renamed.

mod kind;
mod parts;

use std::collections::BTreeSet;

use serde_json::{Value, json};

pub use kind::StepKind;
pub use parts::{
    CodePlace, ManyCodings, NewCode, NewCodings, NewInterview, NewTie, PartCode, SplitPart, Voice,
};

use super::codebook::Entry;
use super::coding::Mark;
use super::conflict::ConflictOutcome;
use super::ids::{CodeId, CodingId, ConflictId, InterviewId, RespondentId, SpeakerId};
use super::interview::{Asked, Role};
use super::lexicon::WordList;
use super::memo::{MemoKind, MemoTarget};
use super::plan::Plan;
use super::pos::{CharPos, Span};
use super::review::{Amendment, Judgement, Outcome, Pair, Sight};

/// One step of a person's work; undone as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Takes in everything a plan holds.
    Import(Box<Plan>),
    /// Gives codes to a passage: one coding per code.
    Code(NewCodings),
    /// Gives codes to all passages that a search found.
    CodePassages(ManyCodings),
    /// Makes a code and gives it to a passage.
    CodeWithNew {
        /// The new code.
        code: NewCode,
        /// The interview.
        interview: InterviewId,
        /// The passage.
        span: Span,
    },
    /// Takes codings away.
    Uncode {
        /// Which.
        codings: Vec<CodingId>,
    },
    /// Gives codes to a passage, each with its own facets.
    CodeEach(Vec<NewCodings>),
    /// Gives a coding another code, and its passage the other codes as well; memo, marks
    /// and links stay, facets that the new code's kind doesn't have go.
    ReplaceCode {
        /// Which.
        coding: CodingId,
        /// The codes, at least one; the first takes the old one's place.
        codes: Vec<CodeId>,
    },
    /// Marks a coding.
    MarkCoding {
        /// Which.
        coding: CodingId,
        /// How.
        mark: Mark,
    },
    /// Draws the acting coder's link from one coding to another of the same interview.
    LinkCodings {
        /// From which.
        from: CodingId,
        /// To which.
        to: CodingId,
        /// What it says.
        relation: String,
    },
    /// Takes a link of the acting coder's away.
    UnlinkCodings {
        /// From which.
        from: CodingId,
        /// To which.
        to: CodingId,
        /// What it says.
        relation: String,
    },
    /// Puts the acting coder's bookmark somewhere.
    AddBookmark {
        /// The interview.
        interview: InterviewId,
        /// Where.
        at: CharPos,
    },
    /// Takes the acting coder's bookmark away.
    RemoveBookmark {
        /// The interview.
        interview: InterviewId,
        /// Where it is.
        at: CharPos,
    },
    /// Puts codes on digit keys of one of the acting coder's sets, or takes them off.
    Pin {
        /// The set: empty for the one that follows the codebook's digits, else a kind of code.
        set: String,
        /// Digits and what shall be on them.
        pins: Vec<(u8, Option<CodeId>)>,
    },
    /// Moves the ends of a coding.
    MoveBoundaries {
        /// Which.
        coding: CodingId,
        /// Where it shall lie.
        span: Span,
    },
    /// Sets or clears a facet of a coding.
    SetFacet {
        /// Which.
        coding: CodingId,
        /// The facet's name.
        facet: String,
        /// Its value; `None` clears it.
        value: Option<String>,
    },
    /// Writes the acting coder's memo on something; empty words take it away.
    WriteMemo {
        /// On what.
        target: MemoTarget,
        /// What sort of thinking it holds.
        kind: MemoKind,
        /// The words.
        text: String,
    },
    /// Says of the acting coder's memo on something that it is of another kind.
    SetMemoKind {
        /// On what.
        target: MemoTarget,
        /// The kind.
        kind: MemoKind,
    },
    /// Adds a code.
    AddCode(NewCode),
    /// Changes what is said about a code.
    ReviseCode {
        /// Which.
        code: CodeId,
        /// What it shall say. The public id stays.
        entry: Box<Entry>,
    },
    /// Takes a code out of use; its codings stay and are hidden.
    RetireCode {
        /// Which.
        code: CodeId,
    },
    /// Brings a retired code back.
    ReviveCode {
        /// Which.
        code: CodeId,
    },
    /// Puts a code, with all that lies under it, in another place of the tree. Its kind follows
    /// the code above it.
    MoveCode {
        /// Which.
        code: CodeId,
        /// Where it shall stand.
        to: CodePlace,
    },
    /// Gives all codings, memos, links and lower codes of one code to another and retires it.
    MergeCodes {
        /// The code that goes.
        from: CodeId,
        /// The code that takes its place, and its names as aliases.
        into: CodeId,
    },
    /// Gives codings of one code to others; those not named stay.
    SplitCode {
        /// The code being split.
        code: CodeId,
        /// The codes it is split into, with what each takes over.
        parts: Vec<SplitPart>,
    },
    /// Keeps the codebook as it is as a version of that name.
    FreezeCodebook {
        /// The name; empty means its number.
        name: String,
    },
    /// Mends what an import guessed about a speaker; `None` leaves as it is.
    SetSpeaker {
        /// Which.
        speaker: SpeakerId,
        /// New label.
        label: Option<String>,
        /// New role.
        role: Option<Role>,
        /// The person behind it.
        respondent: Option<RespondentId>,
    },
    /// Adds a respondent, or sets attributes of one that exists.
    SetRespondent {
        /// The label.
        label: String,
        /// Attributes to set; an empty value takes one away.
        attributes: Vec<(String, String)>,
    },
    /// Sets attributes of an interview; an empty value takes one away.
    SetAttributes {
        /// Which.
        interview: InterviewId,
        /// Attributes to set.
        attributes: Vec<(String, String)>,
    },
    /// Ties an interviewer's turn to a question of the guide.
    TieQuestion {
        /// The interview.
        interview: InterviewId,
        /// The turn, from 0; `None` for a skipped question.
        turn: Option<u32>,
        /// Number of the question; `None` for an added one.
        question: Option<String>,
        /// How it was asked; `None` takes the tie away.
        how: Option<Asked>,
    },
    /// Ties several turns to questions of the guide.
    TieQuestions(Vec<NewTie>),
    /// Corrects the words of a turn; codings follow them.
    ReviseTurn {
        /// The interview.
        interview: InterviewId,
        /// The turn, from 0.
        turn: u32,
        /// What it shall say.
        words: String,
    },
    /// Makes an interview without words, to be typed.
    StartInterview(NewInterview),
    /// Adds a turn.
    AddTurn {
        /// The interview.
        interview: InterviewId,
        /// The turn it stands behind, from 0; `None` in an interview that has none.
        after: Option<u32>,
        /// Who speaks.
        speaker: Voice,
        /// What is said.
        words: String,
    },
    /// Ends a turn earlier: the rest of its words becomes a turn of its own.
    SplitTurn {
        /// The interview.
        interview: InterviewId,
        /// The turn, from 0.
        turn: u32,
        /// What it shall say.
        words: String,
        /// Who says the rest.
        speaker: Voice,
        /// The rest.
        rest: String,
    },
    /// Replaces words in the turns of all interviews, exactly as written; labels and
    /// headers stay.
    ReplaceWords {
        /// What goes.
        find: String,
        /// What comes.
        with: String,
    },
    /// Gives interviews to somebody to code.
    Assign {
        /// Which.
        interviews: Vec<InterviewId>,
        /// To whom.
        coder: String,
        /// What they are shown of the others' work.
        sight: Sight,
    },
    /// Takes interviews back from somebody who was to code them.
    Unassign {
        /// Which.
        interviews: Vec<InterviewId>,
        /// From whom.
        coder: String,
    },
    /// Says that the acting coder has gone through interviews to the end.
    MarkDone {
        /// Which.
        interviews: Vec<InterviewId>,
    },
    /// Says that the acting coder has not gone through interviews to the end after all.
    MarkNotDone {
        /// Which.
        interviews: Vec<InterviewId>,
    },
    /// Says of codings whether they are right.
    Judge {
        /// Which.
        codings: Vec<CodingId>,
        /// What is said.
        judgement: Judgement,
        /// Why; may be empty.
        reason: String,
    },
    /// Puts a coding with another code or other boundaries in the place of one, which is kept.
    Amend {
        /// Which.
        coding: CodingId,
        /// What it should be.
        to: Amendment,
        /// Why; may be empty.
        reason: String,
    },
    /// Says what becomes of a passage that two coders coded differently; both codings are kept.
    Settle {
        /// The codings.
        pair: Pair,
        /// What becomes of them.
        outcome: Outcome,
        /// Why; may be empty.
        reason: String,
    },
    /// Puts words on lists of the study's own words and takes others off.
    ChangeLexicon {
        /// Which come.
        add: Vec<(WordList, String)>,
        /// Which go.
        remove: Vec<(WordList, String)>,
    },
    /// Writes the acting coder's summary of what an interview says to a code; empty words
    /// take it away.
    Summarise {
        /// The interview.
        interview: InterviewId,
        /// The code.
        code: CodeId,
        /// The words.
        text: String,
    },
    /// Says what becomes of something that two copies say differently.
    Resolve {
        /// The conflict.
        conflict: ConflictId,
        /// Which side stands.
        outcome: ConflictOutcome,
    },
}

impl Edit {
    /// What sort of step it is.
    #[must_use]
    pub fn kind(&self) -> StepKind {
        StepKind::from(self)
    }

    /// The kebab-case name of the kind of step, for the log.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.kind().name()
    }

    /// What the log keeps. Words of interviews are not in it: they stand in the rows.
    #[must_use]
    pub fn record(&self) -> Value {
        let fields = match self {
            Self::Import(plan) => json!({
                "interviews": plan.interviews.iter().map(|it| &it.name).collect::<Vec<_>>(),
                "n_codes": plan.codes.len(),
                "n_links": plan.links.len(),
                "n_codings": plan.codings.len(),
                "n_memos": plan.memos.len(),
                "n_respondents": plan.respondents.len(),
                "n_sessions": plan.sessions.len(),
                "guide": plan.guide.as_ref().map(|guide| guide.version),
            }),
            Self::Code(new) => json!({
                "interview": new.interview,
                "span": new.span,
                "codes": new.codes,
                "status": new.status,
                "facets": new.facets,
                "memo": new.memo.is_some(),
            }),
            Self::CodePassages(many) => json!({
                "interviews": many.passages.iter().map(|(id, _)| id).collect::<Vec<_>>(),
                "n_passages": many.passages.iter().map(|(_, spans)| spans.len()).sum::<usize>(),
                "codes": many.codes,
                "status": many.status,
            }),
            Self::CodeWithNew {
                code,
                interview,
                span,
            } => json!({
                "interview": interview,
                "span": span,
                "parent": code.parent,
                "origin": code.entry.origin,
            }),
            Self::Uncode { codings } => json!({ "codings": codings }),
            Self::CodeEach(each) => json!({
                "interview": each.first().map(|new| new.interview),
                "span": each.first().map(|new| new.span),
                "codes": each.iter().flat_map(|new| &new.codes).collect::<Vec<_>>(),
                "facets": each.iter().map(|new| &new.facets).collect::<Vec<_>>(),
            }),
            Self::ReplaceCode { coding, codes } => json!({ "coding": coding, "codes": codes }),
            Self::MarkCoding { coding, mark } => json!({ "coding": coding, "mark": mark }),
            Self::LinkCodings { from, to, relation }
            | Self::UnlinkCodings { from, to, relation } => {
                json!({ "coding": from, "to": to, "relation": relation })
            }
            Self::AddBookmark { interview, at } | Self::RemoveBookmark { interview, at } => {
                json!({ "interview": interview, "at": at })
            }
            Self::Pin { set, pins } => json!({ "set": set, "pins": pins }),
            Self::MoveBoundaries { coding, span } => json!({ "coding": coding, "span": span }),
            Self::SetFacet {
                coding,
                facet,
                value,
            } => json!({ "coding": coding, "facet": facet, "value": value }),
            Self::WriteMemo { target, kind, text } => json!({
                "target": target,
                "n_chars": text.chars().count(),
                "kind": kind,
            }),
            Self::SetMemoKind { target, kind } => json!({ "target": target, "kind": kind }),
            Self::AddCode(code) => json!({ "parent": code.parent, "name": code.entry.name }),
            Self::ReviseCode { code, entry } => json!({ "code": code, "name": entry.name }),
            Self::RetireCode { code } | Self::ReviveCode { code } => json!({ "code": code }),
            Self::MoveCode { code, to } => json!({
                "code": code,
                "parent": to.parent,
                "before": to.before,
            }),
            Self::MergeCodes { from, into } => json!({ "from": from, "into": into }),
            Self::FreezeCodebook { name } => json!({ "name": name }),
            Self::SplitCode { code, parts } => json!({
                "code": code,
                "parts": parts.iter().map(SplitPart::record).collect::<Vec<_>>(),
            }),
            Self::SetSpeaker {
                speaker,
                label,
                role,
                respondent,
            } => json!({
                "speaker": speaker,
                "label": label,
                "role": role,
                "respondent": respondent,
            }),
            Self::SetRespondent { label, attributes } => {
                json!({ "label": label, "attributes": attributes })
            }
            Self::SetAttributes {
                interview,
                attributes,
            } => json!({ "interview": interview, "attributes": attributes }),
            Self::TieQuestion {
                interview,
                turn,
                question,
                how,
            } => json!({
                "interview": interview,
                "turn": turn,
                "question": question,
                "how": how,
            }),
            Self::TieQuestions(ties) => json!({ "ties": ties }),
            Self::ReviseTurn {
                interview,
                turn,
                words,
            } => json!({
                "interview": interview,
                "turn": turn,
                "n_chars": words.chars().count(),
            }),
            Self::StartInterview(new) => json!({
                "name": new.name,
                "speakers": new.speakers,
            }),
            Self::AddTurn {
                interview,
                after,
                speaker,
                words,
            } => json!({
                "interview": interview,
                "turn": after.map_or(0, |after| after + 1),
                "speaker": speaker,
                "n_chars": words.chars().count(),
            }),
            Self::SplitTurn {
                interview,
                turn,
                words,
                speaker,
                rest,
            } => json!({
                "interview": interview,
                "turn": turn,
                "speaker": speaker,
                "n_chars": words.chars().count() + rest.chars().count(),
            }),
            Self::ReplaceWords { find, with } => json!({
                "n_chars_found": find.chars().count(),
                "n_chars_put": with.chars().count(),
            }),
            Self::Assign {
                interviews,
                coder,
                sight,
            } => json!({ "interviews": interviews, "to": coder, "sight": sight }),
            Self::Unassign { interviews, coder } => {
                json!({ "interviews": interviews, "from": coder })
            }
            Self::MarkDone { interviews } | Self::MarkNotDone { interviews } => {
                json!({ "interviews": interviews })
            }
            Self::Judge {
                codings,
                judgement,
                reason,
            } => json!({
                "codings": codings,
                "judgement": judgement,
                "reason": !reason.is_empty(),
            }),
            Self::Amend { coding, to, reason } => json!({
                "coding": coding,
                "code": to.code,
                "span": to.span,
                "reason": !reason.is_empty(),
            }),
            Self::Settle {
                pair,
                outcome,
                reason,
            } => json!({
                "a": pair.a,
                "b": pair.b,
                "outcome": outcome.name(),
                "reason": !reason.is_empty(),
            }),
            Self::ChangeLexicon { add, remove } => json!({
                "lists": add.iter().chain(remove).map(|(list, _)| list).collect::<BTreeSet<_>>(),
                "n_added": add.len(),
                "n_removed": remove.len(),
            }),
            Self::Summarise {
                interview,
                code,
                text,
            } => json!({
                "interview": interview,
                "code": code,
                "n_chars": text.chars().count(),
            }),
            Self::Resolve { conflict, outcome } => json!({
                "conflict": conflict,
                "outcome": outcome.name(),
            }),
        };
        let mut record = json!({ "edit": self.name() });
        if let (Some(into), Value::Object(fields)) = (record.as_object_mut(), fields) {
            into.extend(fields);
        }
        record
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::coding::{Confidence, Status, Use};
    use crate::model::ids::Uid;
    use crate::model::plan::PlannedInterview;

    /// An edit of every variant.
    fn all() -> Vec<Edit> {
        let uid = |n: u8| Uid([n; 16]);
        let span = Span::within(99, 3, 7).expect("it is inside");
        let new = NewCode {
            parent: Some(CodeId(uid(1))),
            entry: Entry {
                name: "新编码".to_owned(),
                ..Entry::default()
            },
        };
        vec![
            Edit::Import(Box::new(Plan {
                interviews: vec![PlannedInterview {
                    name: "P01".to_owned(),
                    ..PlannedInterview::default()
                }],
                ..Plan::default()
            })),
            Edit::Code(NewCodings {
                interview: InterviewId(uid(2)),
                span,
                codes: vec![CodeId(uid(1))],
                status: Status::Coded,
                facets: vec![("立场".to_owned(), "同意".to_owned())],
                memo: Some("words of a memo".to_owned()),
            }),
            Edit::CodePassages(ManyCodings {
                passages: vec![(InterviewId(uid(2)), vec![span, span])],
                codes: vec![CodeId(uid(1))],
                status: Status::Suggested,
            }),
            Edit::CodeWithNew {
                code: new.clone(),
                interview: InterviewId(uid(2)),
                span,
            },
            Edit::Uncode {
                codings: vec![CodingId(uid(3))],
            },
            Edit::CodeEach(vec![NewCodings {
                interview: InterviewId(uid(2)),
                span,
                codes: vec![CodeId(uid(1))],
                status: Status::Coded,
                facets: vec![("立场".to_owned(), "同意".to_owned())],
                memo: None,
            }]),
            Edit::ReplaceCode {
                coding: CodingId(uid(3)),
                codes: vec![CodeId(uid(1))],
            },
            Edit::MarkCoding {
                coding: CodingId(uid(3)),
                mark: Mark::Star,
            },
            Edit::MarkCoding {
                coding: CodingId(uid(3)),
                mark: Mark::Confidence(Some(Confidence::Low)),
            },
            Edit::MarkCoding {
                coding: CodingId(uid(3)),
                mark: Mark::Use(Some(Use::NotQuoted)),
            },
            Edit::LinkCodings {
                from: CodingId(uid(3)),
                to: CodingId(uid(4)),
                relation: "answered-by".to_owned(),
            },
            Edit::UnlinkCodings {
                from: CodingId(uid(3)),
                to: CodingId(uid(4)),
                relation: "answered-by".to_owned(),
            },
            Edit::AddBookmark {
                interview: InterviewId(uid(2)),
                at: CharPos(7),
            },
            Edit::RemoveBookmark {
                interview: InterviewId(uid(2)),
                at: CharPos(7),
            },
            Edit::Pin {
                set: "problem".to_owned(),
                pins: vec![(3, None), (1, Some(CodeId(uid(1))))],
            },
            Edit::MoveBoundaries {
                coding: CodingId(uid(3)),
                span,
            },
            Edit::SetFacet {
                coding: CodingId(uid(3)),
                facet: "立场".to_owned(),
                value: None,
            },
            Edit::WriteMemo {
                target: MemoTarget::Study,
                kind: MemoKind::Method,
                text: "words of a memo".to_owned(),
            },
            Edit::WriteMemo {
                target: MemoTarget::Passage {
                    interview: InterviewId(uid(2)),
                    span,
                },
                kind: MemoKind::Question,
                text: "words of a memo".to_owned(),
            },
            Edit::WriteMemo {
                target: MemoTarget::Coding(CodingId(uid(3))),
                kind: MemoKind::Content,
                text: String::new(),
            },
            Edit::SetMemoKind {
                target: MemoTarget::Code(CodeId(uid(1))),
                kind: MemoKind::Theory,
            },
            Edit::AddCode(new.clone()),
            Edit::ReviseCode {
                code: CodeId(uid(1)),
                entry: Box::new(Entry {
                    name: "旧编码".to_owned(),
                    definition: "what it means".to_owned(),
                    ..Entry::default()
                }),
            },
            Edit::RetireCode {
                code: CodeId(uid(1)),
            },
            Edit::ReviveCode {
                code: CodeId(uid(1)),
            },
            Edit::MoveCode {
                code: CodeId(uid(1)),
                to: CodePlace {
                    parent: None,
                    before: Some(CodeId(uid(6))),
                },
            },
            Edit::MergeCodes {
                from: CodeId(uid(1)),
                into: CodeId(uid(6)),
            },
            Edit::FreezeCodebook {
                name: "双编前".to_owned(),
            },
            Edit::SplitCode {
                code: CodeId(uid(1)),
                parts: vec![
                    SplitPart {
                        code: PartCode::Known(CodeId(uid(6))),
                        codings: vec![CodingId(uid(3))],
                    },
                    SplitPart {
                        code: PartCode::New(new.clone()),
                        codings: Vec::new(),
                    },
                ],
            },
            Edit::SetSpeaker {
                speaker: SpeakerId(uid(4)),
                label: None,
                role: Some(Role::Interviewer),
                respondent: Some(RespondentId(uid(5))),
            },
            Edit::SetRespondent {
                label: "E1".to_owned(),
                attributes: vec![("城市".to_owned(), "上海".to_owned())],
            },
            Edit::SetAttributes {
                interview: InterviewId(uid(2)),
                attributes: vec![("批次".to_owned(), String::new())],
            },
            Edit::TieQuestion {
                interview: InterviewId(uid(2)),
                turn: Some(0),
                question: Some("A1".to_owned()),
                how: Some(Asked::Reworded),
            },
            Edit::TieQuestions(vec![NewTie {
                interview: InterviewId(uid(2)),
                turn: 4,
                question: "A1".to_owned(),
                how: Asked::Asked,
            }]),
            Edit::ReviseTurn {
                interview: InterviewId(uid(2)),
                turn: 3,
                words: "words of a turn".to_owned(),
            },
            Edit::StartInterview(NewInterview {
                name: "E23".to_owned(),
                speakers: vec![
                    ("访".to_owned(), Role::Interviewer),
                    ("E23".to_owned(), Role::Respondent),
                ],
            }),
            Edit::AddTurn {
                interview: InterviewId(uid(2)),
                after: Some(3),
                speaker: Voice::Known(SpeakerId(uid(4))),
                words: "words of a turn".to_owned(),
            },
            Edit::SplitTurn {
                interview: InterviewId(uid(2)),
                turn: 3,
                words: "words".to_owned(),
                speaker: Voice::New("王".to_owned()),
                rest: "of a turn".to_owned(),
            },
            Edit::ReplaceWords {
                find: "a name".to_owned(),
                with: "E17".to_owned(),
            },
            Edit::Assign {
                interviews: vec![InterviewId(uid(2))],
                coder: "RA-02".to_owned(),
                sight: Sight::Blind,
            },
            Edit::Unassign {
                interviews: vec![InterviewId(uid(2))],
                coder: "RA-02".to_owned(),
            },
            Edit::MarkDone {
                interviews: vec![InterviewId(uid(2))],
            },
            Edit::MarkNotDone {
                interviews: vec![InterviewId(uid(2))],
            },
            Edit::Judge {
                codings: vec![CodingId(uid(3))],
                judgement: Judgement::Accept,
                reason: "words of a memo".to_owned(),
            },
            Edit::Amend {
                coding: CodingId(uid(3)),
                to: Amendment {
                    code: Some(CodeId(uid(1))),
                    span: None,
                },
                reason: String::new(),
            },
            Edit::Settle {
                pair: Pair {
                    a: Some(CodingId(uid(3))),
                    b: None,
                },
                outcome: Outcome::Other {
                    code: CodeId(uid(1)),
                    span,
                },
                reason: "words of a memo".to_owned(),
            },
            Edit::ChangeLexicon {
                add: vec![(WordList::Cut, "网格员".to_owned())],
                remove: vec![(WordList::Word, "网格员".to_owned())],
            },
            Edit::Summarise {
                interview: InterviewId(uid(2)),
                code: CodeId(uid(1)),
                text: "words of a memo".to_owned(),
            },
        ]
    }

    #[test]
    fn what_the_log_keeps_of_each_edit_stays_the_same() {
        let records: Vec<String> = all().iter().map(|edit| edit.record().to_string()).collect();
        insta::assert_snapshot!(records.join("\n"), @r##"
        {"edit":"import","interviews":["P01"],"n_codes":0,"n_links":0,"n_codings":0,"n_memos":0,"n_respondents":0,"n_sessions":0,"guide":null}
        {"edit":"code","interview":"02020202-0202-0202-0202-020202020202","span":{"start":3,"end":7},"codes":["01010101-0101-0101-0101-010101010101"],"status":"coded","facets":[["立场","同意"]],"memo":true}
        {"edit":"code-passages","interviews":["02020202-0202-0202-0202-020202020202"],"n_passages":2,"codes":["01010101-0101-0101-0101-010101010101"],"status":"suggested"}
        {"edit":"code-with-new","interview":"02020202-0202-0202-0202-020202020202","span":{"start":3,"end":7},"parent":"01010101-0101-0101-0101-010101010101","origin":"given"}
        {"edit":"uncode","codings":["03030303-0303-0303-0303-030303030303"]}
        {"edit":"code-each","interview":"02020202-0202-0202-0202-020202020202","span":{"start":3,"end":7},"codes":["01010101-0101-0101-0101-010101010101"],"facets":[[["立场","同意"]]]}
        {"edit":"replace-code","coding":"03030303-0303-0303-0303-030303030303","codes":["01010101-0101-0101-0101-010101010101"]}
        {"edit":"mark-coding","coding":"03030303-0303-0303-0303-030303030303","mark":{"mark":"star"}}
        {"edit":"mark-coding","coding":"03030303-0303-0303-0303-030303030303","mark":{"mark":"confidence","value":"low"}}
        {"edit":"mark-coding","coding":"03030303-0303-0303-0303-030303030303","mark":{"mark":"use","value":"not-quoted"}}
        {"edit":"link-codings","coding":"03030303-0303-0303-0303-030303030303","to":"04040404-0404-0404-0404-040404040404","relation":"answered-by"}
        {"edit":"unlink-codings","coding":"03030303-0303-0303-0303-030303030303","to":"04040404-0404-0404-0404-040404040404","relation":"answered-by"}
        {"edit":"add-bookmark","interview":"02020202-0202-0202-0202-020202020202","at":7}
        {"edit":"remove-bookmark","interview":"02020202-0202-0202-0202-020202020202","at":7}
        {"edit":"pin","set":"problem","pins":[[3,null],[1,"01010101-0101-0101-0101-010101010101"]]}
        {"edit":"move-boundaries","coding":"03030303-0303-0303-0303-030303030303","span":{"start":3,"end":7}}
        {"edit":"set-facet","coding":"03030303-0303-0303-0303-030303030303","facet":"立场","value":null}
        {"edit":"write-memo","target":{"on":"study"},"n_chars":15,"kind":"method"}
        {"edit":"write-memo","target":{"on":"passage","id":{"interview":"02020202-0202-0202-0202-020202020202","span":{"start":3,"end":7}}},"n_chars":15,"kind":"question"}
        {"edit":"write-memo","target":{"on":"coding","id":"03030303-0303-0303-0303-030303030303"},"n_chars":0,"kind":"content"}
        {"edit":"set-memo-kind","target":{"on":"code","id":"01010101-0101-0101-0101-010101010101"},"kind":"theory"}
        {"edit":"add-code","parent":"01010101-0101-0101-0101-010101010101","name":"新编码"}
        {"edit":"revise-code","code":"01010101-0101-0101-0101-010101010101","name":"旧编码"}
        {"edit":"retire-code","code":"01010101-0101-0101-0101-010101010101"}
        {"edit":"revive-code","code":"01010101-0101-0101-0101-010101010101"}
        {"edit":"move-code","code":"01010101-0101-0101-0101-010101010101","parent":null,"before":"06060606-0606-0606-0606-060606060606"}
        {"edit":"merge-codes","from":"01010101-0101-0101-0101-010101010101","into":"06060606-0606-0606-0606-060606060606"}
        {"edit":"freeze-codebook","name":"双编前"}
        {"edit":"split-code","code":"01010101-0101-0101-0101-010101010101","parts":[{"code":"06060606-0606-0606-0606-060606060606","codings":["03030303-0303-0303-0303-030303030303"]},{"parent":"01010101-0101-0101-0101-010101010101","name":"新编码","codings":[]}]}
        {"edit":"set-speaker","speaker":"04040404-0404-0404-0404-040404040404","label":null,"role":"interviewer","respondent":"05050505-0505-0505-0505-050505050505"}
        {"edit":"set-respondent","label":"E1","attributes":[["城市","上海"]]}
        {"edit":"set-attributes","interview":"02020202-0202-0202-0202-020202020202","attributes":[["批次",""]]}
        {"edit":"tie-question","interview":"02020202-0202-0202-0202-020202020202","turn":0,"question":"A1","how":"reworded"}
        {"edit":"tie-questions","ties":[{"interview":"02020202-0202-0202-0202-020202020202","turn":4,"question":"A1","how":"asked"}]}
        {"edit":"revise-turn","interview":"02020202-0202-0202-0202-020202020202","turn":3,"n_chars":15}
        {"edit":"start-interview","name":"E23","speakers":[["访","interviewer"],["E23","respondent"]]}
        {"edit":"add-turn","interview":"02020202-0202-0202-0202-020202020202","turn":4,"speaker":{"known":"04040404-0404-0404-0404-040404040404"},"n_chars":15}
        {"edit":"split-turn","interview":"02020202-0202-0202-0202-020202020202","turn":3,"speaker":{"new":"王"},"n_chars":14}
        {"edit":"replace-words","n_chars_found":6,"n_chars_put":3}
        {"edit":"assign","interviews":["02020202-0202-0202-0202-020202020202"],"to":"RA-02","sight":"blind"}
        {"edit":"unassign","interviews":["02020202-0202-0202-0202-020202020202"],"from":"RA-02"}
        {"edit":"mark-done","interviews":["02020202-0202-0202-0202-020202020202"]}
        {"edit":"mark-not-done","interviews":["02020202-0202-0202-0202-020202020202"]}
        {"edit":"judge","codings":["03030303-0303-0303-0303-030303030303"],"judgement":"accept","reason":true}
        {"edit":"amend","coding":"03030303-0303-0303-0303-030303030303","code":"01010101-0101-0101-0101-010101010101","span":null,"reason":false}
        {"edit":"settle","a":"03030303-0303-0303-0303-030303030303","b":null,"outcome":"other","reason":true}
        {"edit":"change-lexicon","lists":["word","cut"],"n_added":1,"n_removed":1}
        {"edit":"summarise","interview":"02020202-0202-0202-0202-020202020202","code":"01010101-0101-0101-0101-010101010101","n_chars":15}
        "##);
    }

    #[test]
    fn the_log_keeps_no_words_of_memos() {
        for edit in all() {
            assert!(!edit.record().to_string().contains("words of a memo"));
        }
    }
}

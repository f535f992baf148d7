//! Carrying out an edit.

use super::codings::Made;
use super::error::Result;
use super::journal::Ending;
use super::open::Store;
use super::revise::typed;
use super::take_in::Report;
use super::{
    assignments, codebook, codings, guide, interviews, journal, lexicon, marks, memos, merge,
    people, pins, revise, settlements, take_in, verdicts,
};
use crate::model::{CodeId, CodingId, Edit, InterviewId, Watch};

/// What an edit did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Codings it made, in the order of the codes asked for.
    pub codings: Vec<CodingId>,
    /// Codings that were there already and were left as they are, each with its code.
    pub there_already: Vec<(CodeId, CodingId)>,
    /// Codes it made.
    pub codes: Vec<CodeId>,
    /// The interview it made, to be typed.
    pub interview: Option<InterviewId>,
    /// What an import took in.
    pub report: Option<Report>,
    /// What it touched; nothing means that there was nothing to do and no step was made.
    pub touched: Touched,
}

/// Which parts of a study a step touched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// Codings, their facets, memos.
    pub codings: bool,
    /// Codes, kinds, links.
    pub codebook: bool,
    /// Interviews and the people in them, the guide.
    pub interviews: bool,
}

impl Store {
    /// Carries out an edit as one operation of `coder`.
    ///
    /// # Errors
    /// When it can't be done whole; the study is then as before.
    pub fn apply(&mut self, edit: &Edit, coder: &str) -> Result<Applied> {
        self.carry_out(edit, coder, Ending::Commit, Watch::nobody())
    }

    /// As [`Self::apply`]; `watch` is told how many interviews of an import are in, and may
    /// stop it.
    ///
    /// # Errors
    /// As there, and when it was stopped; the study is then as before.
    pub fn apply_watched(&mut self, edit: &Edit, coder: &str, watch: Watch) -> Result<Applied> {
        self.carry_out(edit, coder, Ending::Commit, watch)
    }

    /// Says what [`Self::apply`] would do, and leaves the study as it is.
    ///
    /// # Errors
    /// When the edit could not be carried out.
    pub fn rehearse(&mut self, edit: &Edit, coder: &str) -> Result<Applied> {
        self.carry_out(edit, coder, Ending::RollBack, Watch::nobody())
    }

    fn carry_out(
        &mut self,
        edit: &Edit,
        coder: &str,
        ending: Ending,
        watch: Watch,
    ) -> Result<Applied> {
        let kind = edit.name();
        let record = edit.record();
        let (mut applied, touched) = self.operate(
            kind,
            &record,
            coder,
            tables(edit),
            ending,
            |tx| match edit {
                Edit::Import(plan) => Ok(Applied {
                    report: Some(take_in::take_in(tx, plan, coder, watch)?),
                    ..Applied::default()
                }),
                Edit::Code(new) => codings::add(tx, new, coder).map(coded),
                Edit::CodePassages(many) => codings::add_many(tx, many, coder).map(coded),
                Edit::CodeWithNew {
                    code,
                    interview,
                    span,
                } => {
                    let id = codebook::add(tx, code)?;
                    let made = codings::add_one(tx, *interview, *span, id, coder)?;
                    Ok(Applied {
                        codes: vec![id],
                        ..coded(made)
                    })
                }
                Edit::CodeEach(each) => {
                    let mut made = Made::default();
                    for new in each {
                        let more = codings::add(tx, new, coder)?;
                        made.new.extend(more.new);
                        made.there_already.extend(more.there_already);
                    }
                    Ok(coded(made))
                }
                Edit::ReplaceCode { coding, codes } => {
                    codings::replace_code(tx, *coding, codes, coder).map(coded)
                }
                Edit::MarkCoding { coding, mark } => marks::mark(tx, *coding, *mark).map(done),
                Edit::LinkCodings { from, to, relation } => {
                    marks::link(tx, *from, *to, relation, coder).map(done)
                }
                Edit::UnlinkCodings { from, to, relation } => {
                    marks::unlink(tx, *from, *to, relation, coder).map(done)
                }
                Edit::AddBookmark { interview, at } => {
                    marks::add_bookmark(tx, *interview, *at, coder).map(done)
                }
                Edit::RemoveBookmark { interview, at } => {
                    marks::remove_bookmark(tx, *interview, *at, coder).map(done)
                }
                Edit::Pin { set, pins } => pins::pin(tx, set, pins, coder).map(done),
                Edit::Uncode { codings } => codings::remove(tx, codings).map(done),
                Edit::MoveBoundaries { coding, span } => {
                    codings::move_boundaries(tx, *coding, *span).map(done)
                }
                Edit::SetFacet {
                    coding,
                    facet,
                    value,
                } => codings::set_facet(tx, *coding, facet, value.as_deref()).map(done),
                Edit::WriteMemo { target, kind, text } => {
                    memos::write(tx, *target, *kind, text, coder).map(done)
                }
                Edit::SetMemoKind { target, kind } => {
                    memos::set_kind(tx, *target, *kind, coder).map(done)
                }
                Edit::AddCode(code) => codebook::add(tx, code).map(|id| Applied {
                    codes: vec![id],
                    ..Applied::default()
                }),
                Edit::ReviseCode { code, entry } => codebook::revise(tx, *code, entry).map(done),
                Edit::RetireCode { code } => codebook::retire(tx, *code).map(done),
                Edit::ReviveCode { code } => codebook::revive(tx, *code).map(done),
                Edit::MoveCode { code, to } => codebook::move_code(tx, *code, *to).map(done),
                Edit::MergeCodes { from, into } => codebook::merge(tx, *from, *into).map(done),
                Edit::FreezeCodebook { name } => codebook::freeze(tx, name, coder).map(done),
                Edit::SplitCode { code, parts } => {
                    codebook::split(tx, *code, parts).map(|codes| Applied {
                        codes,
                        ..Applied::default()
                    })
                }
                Edit::SetSpeaker {
                    speaker,
                    label,
                    role,
                    respondent,
                } => people::set_speaker(tx, *speaker, label.as_deref(), *role, *respondent)
                    .map(done),
                Edit::SetRespondent { label, attributes } => {
                    people::set_respondent(tx, label, attributes).map(done)
                }
                Edit::SetAttributes {
                    interview,
                    attributes,
                } => interviews::set_attributes(tx, *interview, attributes).map(done),
                Edit::TieQuestion {
                    interview,
                    turn,
                    question,
                    how,
                } => guide::tie(tx, *interview, *turn, question.as_deref(), *how).map(done),
                Edit::TieQuestions(ties) => guide::tie_all(tx, ties).map(done),
                Edit::ReviseTurn {
                    interview,
                    turn,
                    words,
                } => revise::turn(tx, *interview, *turn, words).map(done),
                Edit::StartInterview(new) => Ok(Applied {
                    interview: Some(typed::start(tx, new)?),
                    ..Applied::default()
                }),
                Edit::AddTurn {
                    interview,
                    after,
                    speaker,
                    words,
                } => typed::add(tx, *interview, *after, speaker, words).map(done),
                Edit::SplitTurn {
                    interview,
                    turn,
                    words,
                    speaker,
                    rest,
                } => typed::split(tx, *interview, *turn, words, speaker, rest).map(done),
                Edit::ReplaceWords { find, with } => revise::everywhere(tx, find, with).map(done),
                Edit::Assign {
                    interviews,
                    coder,
                    sight,
                } => assignments::assign(tx, interviews, coder, *sight).map(done),
                Edit::Unassign { interviews, coder } => {
                    assignments::unassign(tx, interviews, coder).map(done)
                }
                Edit::MarkDone { interviews } => {
                    assignments::mark_done(tx, interviews, coder).map(done)
                }
                Edit::MarkNotDone { interviews } => {
                    assignments::mark_not_done(tx, interviews, coder).map(done)
                }
                Edit::Judge {
                    codings,
                    judgement,
                    reason,
                } => verdicts::judge(tx, codings, *judgement, reason, coder).map(done),
                Edit::Amend { coding, to, reason } => {
                    verdicts::amend(tx, *coding, *to, reason, coder).map(|amended| Applied {
                        codings: vec![amended],
                        ..Applied::default()
                    })
                }
                Edit::Settle {
                    pair,
                    outcome,
                    reason,
                } => settlements::settle(tx, *pair, *outcome, reason, coder).map(|other| Applied {
                    codings: other.into_iter().collect(),
                    ..Applied::default()
                }),
                Edit::ChangeLexicon { add, remove } => lexicon::change(tx, add, remove).map(done),
                Edit::Summarise {
                    interview,
                    code,
                    text,
                } => lexicon::summarise(tx, *interview, *code, text, coder).map(done),
                Edit::Resolve { conflict, outcome } => {
                    merge::resolve(tx, *conflict, *outcome).map(done)
                }
            },
        )?;
        applied.touched = touched;
        Ok(applied)
    }
}

fn done((): ()) -> Applied {
    Applied::default()
}

fn coded(made: Made) -> Applied {
    Applied {
        codings: made.new,
        there_already: made.there_already,
        ..Applied::default()
    }
}

/// Codings and everything that goes with them.
const CODINGS: &[&str] = &[
    "coding",
    "coding_facet",
    "coding_link",
    "memo",
    "verdict",
    "settlement",
];

/// The tables an edit may touch: only their triggers are needed.
fn tables(edit: &Edit) -> &'static [&'static str] {
    match edit {
        Edit::Import(_) | Edit::Resolve { .. } => journal::all_tables(),
        Edit::CodePassages(_) | Edit::MarkCoding { .. } => &["coding"],
        Edit::Code(new) if new.facets.is_empty() && new.memo.is_none() => &["coding"],
        Edit::Code(_)
        | Edit::Uncode { .. }
        | Edit::MoveBoundaries { .. }
        | Edit::SetFacet { .. }
        | Edit::CodeEach(_)
        | Edit::ReplaceCode { .. }
        | Edit::Judge { .. }
        | Edit::Amend { .. }
        | Edit::Settle { .. } => CODINGS,
        Edit::LinkCodings { .. } | Edit::UnlinkCodings { .. } => &["coding_link"],
        Edit::AddBookmark { .. } | Edit::RemoveBookmark { .. } => &["bookmark"],
        Edit::Pin { .. } => &["pin"],
        Edit::CodeWithNew { .. } => &["coding", "coding_facet", "memo", "code", "code_version"],
        Edit::WriteMemo { .. } | Edit::SetMemoKind { .. } => &["memo"],
        Edit::AddCode(_)
        | Edit::ReviseCode { .. }
        | Edit::RetireCode { .. }
        | Edit::ReviveCode { .. }
        | Edit::MoveCode { .. } => &["code", "code_version"],
        Edit::FreezeCodebook { .. } => &["codebook_version"],
        Edit::MergeCodes { .. } | Edit::SplitCode { .. } => &[
            "code",
            "code_version",
            "link",
            "coding",
            "coding_facet",
            "coding_link",
            "memo",
            "verdict",
            "settlement",
            "summary",
        ],
        Edit::ChangeLexicon { .. } => &["lexicon"],
        Edit::Summarise { .. } => &["summary"],
        Edit::SetSpeaker { .. } => &["speaker"],
        Edit::SetRespondent { .. } => &["respondent", "attribute"],
        Edit::SetAttributes { .. } => &["attribute"],
        Edit::TieQuestion { .. } | Edit::TieQuestions(_) => &["tie"],
        Edit::ReviseTurn { .. } | Edit::ReplaceWords { .. } => revise::TABLES,
        Edit::StartInterview(_) => typed::STARTING,
        Edit::AddTurn { .. } | Edit::SplitTurn { .. } => typed::ADDING,
        Edit::Assign { .. } | Edit::Unassign { .. } => &["assignment"],
        Edit::MarkDone { .. } | Edit::MarkNotDone { .. } => &["coverage"],
    }
}

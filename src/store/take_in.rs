//! Taking a plan in: all of it or nothing.
//!
//! Interviews with an id are matched by it, others by their text; codes by
//! public id, respondents by label, coders by name. What the study has already
//! is left as it is and said; an id that means something else here is an error.

mod interviews;
mod marks;
mod review;
mod withdrawn;

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Transaction, params};

use super::codebook::{self, Use, json};
use super::error::{Result, StoreError};
use super::{assignments, codings, guide, keys, memos, people, uids};
use crate::model::codebook::DraftCode;
use crate::model::plan::{KnownCodes, Plan, PlannedCoding, PlannedMemo, PlannedTarget, Warning};
use crate::model::{CodeId, CodingId, InterviewId, MemoTarget, Thing, Uid, Watch};
use crate::text::{Fit, Text, context};

/// What an import brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Every interview of the plan and what became of it.
    pub interviews: Vec<TakenInterview>,
    /// Those that were withdrawn and stay out: key in the plan, and name.
    pub withdrawn: Vec<(String, String)>,
    /// Codes added.
    pub n_codes: u32,
    /// Codes changed.
    pub n_revised: u32,
    /// Codings added.
    pub n_codings: u32,
    /// Codings the study had already.
    pub n_known_codings: u32,
    /// What a person should know.
    pub warnings: Vec<Warning>,
}

/// What became of a planned interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenInterview {
    /// Its key in the plan.
    pub key: String,
    /// Its identity in the study.
    pub id: InterviewId,
    /// Its name in the study.
    pub name: String,
    /// Whether it is new.
    pub taken: Taken,
}

/// Whether an interview was added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// It is new.
    Added,
    /// The study has the same text already.
    SameText,
    /// The study has an interview with that id and the same text.
    SameId,
}

/// Whether the study had a code already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Yes,
    No,
}

/// The state of one taking-in.
struct Taking<'a> {
    tx: &'a Transaction<'a>,
    coder: &'a str,
    report: Report,
    /// Plan key → key, name.
    interviews: HashMap<&'a str, (i64, String)>,
    /// Public id → key, version.
    codes: HashMap<String, (i64, u32)>,
    coders: HashMap<String, i64>,
    /// The text used last: codings come interview by interview.
    text: Option<(i64, Text)>,
}

/// Takes a plan in, but for interviews that were withdrawn and all that belongs to them; `watch`
/// is told how many interviews are in.
pub(super) fn take_in(tx: &Transaction, plan: &Plan, coder: &str, watch: Watch) -> Result<Report> {
    let mut warnings = Vec::new();
    withdrawn::bury(tx, &plan.withdrawn, &mut warnings)?;
    let (plan, withdrawn) = withdrawn::spared(tx, plan, &mut warnings)?;
    let mut report = take_all(tx, &plan, coder, watch)?;
    report.withdrawn = withdrawn;
    report.warnings.extend(warnings);
    Ok(report)
}

fn take_all<'a>(
    tx: &'a Transaction<'a>,
    plan: &'a Plan,
    coder: &'a str,
    watch: Watch,
) -> Result<Report> {
    let mut taking = Taking {
        tx,
        coder,
        report: Report::default(),
        interviews: HashMap::new(),
        codes: HashMap::new(),
        coders: HashMap::new(),
        text: None,
    };
    taking.title(plan)?;
    taking.demo(plan)?;
    taking.codebook(plan)?;
    for (name, id) in &plan.coders {
        let key = taking.coder_key(Some(name))?;
        // A uid is what we gave ourselves, from the name.
        let outside_id = Some(id).filter(|id| id.parse::<Uid>().is_err() && *id != name);
        tx.prepare_cached(
            "UPDATE coder SET listed = 1, outside_id = coalesce(outside_id, ?2) WHERE id = ?1",
        )?
        .execute(params![key, outside_id])?;
    }
    for respondent in &plan.respondents {
        let key = people::put_respondent(tx, &respondent.label, respondent.uid)?;
        super::interviews::add_attributes(tx, "respondent", key, &respondent.attributes)?;
    }
    for guide in plan.earlier_guides.iter().chain(&plan.guide) {
        guide::put(tx, guide)?;
    }
    for (n, interview) in plan.interviews.iter().enumerate() {
        if watch.is_stopped() {
            return Err(StoreError::Cancelled);
        }
        (watch.tell)(n, plan.interviews.len());
        taking.interview(interview)?;
    }
    for session in &plan.sessions {
        taking.session(session)?;
    }
    for coding in &plan.codings {
        taking.coding(coding)?;
    }
    for memo in &plan.memos {
        taking.memo(memo)?;
    }
    for link in &plan.coding_links {
        taking.coding_link(link)?;
    }
    for (interview, coder, at) in &plan.bookmarks {
        taking.bookmark(interview, coder, *at)?;
    }
    for pin in &plan.pins {
        taking.pin(pin)?;
    }
    super::lexicon::change(tx, &plan.lexicon, &[])?;
    for summary in &plan.summaries {
        taking.summary(summary)?;
    }
    for (interview, coder) in &plan.coverage {
        let (interview, _) = taking.interview_key(interview)?;
        let coder = taking.coder_key(Some(coder))?;
        assignments::put_done(tx, interview, coder)?;
    }
    for planned in &plan.assignments {
        taking.assignment(planned)?;
    }
    for planned in &plan.verdicts {
        taking.verdict(planned)?;
    }
    for planned in &plan.settlements {
        taking.settlement(planned)?;
    }
    Ok(taking.report)
}

impl Taking<'_> {
    /// An empty study takes the plan's title.
    fn title(&mut self, plan: &Plan) -> Result<()> {
        let Some(title) = &plan.title else {
            return Ok(());
        };
        self.tx.execute(
            "UPDATE study_fact SET value = ?1 WHERE key = 'title' AND value <> ?1
               AND NOT EXISTS (SELECT 1 FROM interview) AND NOT EXISTS (SELECT 1 FROM code)",
            [title],
        )?;
        Ok(())
    }

    /// Once a study holds invented data it says so.
    fn demo(&mut self, plan: &Plan) -> Result<()> {
        if plan.demo {
            self.tx.execute(
                "INSERT INTO study_fact (key, value) VALUES ('demo', '1')
                 ON CONFLICT (key) DO NOTHING",
                [],
            )?;
        }
        Ok(())
    }

    fn codebook(&mut self, plan: &Plan) -> Result<()> {
        for kind in &plan.kinds {
            self.tx.execute(
                "INSERT INTO kind (kind, name, name_en, facets, sort)
                 VALUES (?1, ?2, ?3, ?4, (SELECT coalesce(max(sort), 0) + 1 FROM kind))
                 ON CONFLICT (kind) DO NOTHING",
                params![kind.id, kind.name, kind.name_en, json(&kind.facets)],
            )?;
        }
        for list in &plan.attributes {
            self.tx.execute(
                "INSERT INTO attribute_list (name, of, name_en, section, expected, sort)
                 VALUES (?1, ?2, ?3, ?4, ?5,
                         (SELECT coalesce(max(sort), 0) + 1 FROM attribute_list))
                 ON CONFLICT (of, name) DO NOTHING",
                params![
                    list.name,
                    list.of,
                    list.name_en,
                    list.section,
                    json(&list.values)
                ],
            )?;
        }
        let mut placed = Vec::new();
        for code in &plan.codes {
            let known = self.code(code, plan.known_codes)?;
            if known == Known::No || plan.known_codes == KnownCodes::Revise {
                placed.push(code);
            }
        }
        // Parents may stand after their children in files of other programs.
        for version in &plan.codebook_versions {
            codebook::insert_version(self.tx, version)?;
        }
        for code in placed {
            self.parent(code)?;
            self.heir(code)?;
        }
        for link in &plan.links {
            let (from, _) = self.code_key(&link.from)?;
            let (to, _) = self.code_key(&link.to)?;
            let uid = uids::derived("link", &[&link.from, &link.to, &link.text.relation]);
            self.tx.execute(
                "INSERT INTO link (uid, from_code, to_code, relation, hypothesis, reason)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT DO NOTHING",
                params![
                    uid.0,
                    from,
                    to,
                    link.text.relation,
                    link.text.hypothesis,
                    link.text.reason
                ],
            )?;
        }
        Ok(())
    }

    fn code(&mut self, code: &DraftCode, known_codes: KnownCodes) -> Result<Known> {
        let entry = &code.entry;
        let known: Option<(i64, [u8; 16], String)> = self
            .tx
            .prepare_cached("SELECT id, uid, name FROM code WHERE public_id = ?1")?
            .query_row([&entry.public_id], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .optional()?;
        let Some((key, uid, name)) = known else {
            let uid = uids::derived("code", &[&entry.public_id, &entry.name]);
            let usage = if code.retired {
                Use::Retired
            } else {
                Use::Active
            };
            let key = codebook::insert(self.tx, uid, None, entry, code.version.max(1), usage)?;
            self.codes
                .insert(entry.public_id.clone(), (key, code.version.max(1)));
            self.report.n_codes += 1;
            return Ok(Known::No);
        };
        if name != entry.name {
            return Err(StoreError::Taken {
                what: Thing::Code,
                id: entry.public_id.clone(),
                here: name,
                there: entry.name.clone(),
            });
        }
        if known_codes == KnownCodes::Revise {
            let before: u32 = self.version_of(key)?;
            codebook::revise(self.tx, CodeId(Uid(uid)), entry)?;
            self.report.n_revised += u32::from(self.version_of(key)? > before);
        }
        Ok(Known::Yes)
    }

    fn version_of(&self, code: i64) -> Result<u32> {
        Ok(self
            .tx
            .prepare_cached("SELECT version FROM code WHERE id = ?1")?
            .query_row([code], |row| row.get(0))?)
    }

    fn parent(&mut self, code: &DraftCode) -> Result<()> {
        let (key, _) = self.code_key(&code.entry.public_id)?;
        let parent = code
            .parent
            .as_deref()
            .map(|parent| self.code_key(parent))
            .transpose()?
            .map(|(key, _)| key);
        self.tx
            .prepare_cached("UPDATE code SET parent = ?2 WHERE id = ?1 AND parent IS NOT ?2")?
            .execute(params![key, parent])?;
        Ok(())
    }

    /// The code that took the place of a retired one.
    fn heir(&mut self, code: &DraftCode) -> Result<()> {
        let Some(into) = &code.merged_into else {
            return Ok(());
        };
        let (key, _) = self.code_key(&code.entry.public_id)?;
        let (into, _) = self.code_key(into)?;
        self.tx
            .prepare_cached("UPDATE code SET merged_into = ?2 WHERE id = ?1 AND retired = 1")?
            .execute(params![key, into])?;
        Ok(())
    }

    /// The code that codings of `public_id` go to: where it was merged, its heir.
    fn code_for_codings(&mut self, public_id: &str) -> Result<(i64, u32)> {
        let (key, version) = self.code_key(public_id)?;
        let heir = self
            .tx
            .prepare_cached(
                "SELECT heir.id, heir.version FROM code
                 JOIN code AS heir ON heir.id = code.merged_into WHERE code.id = ?1",
            )?
            .query_row([key], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(heir.unwrap_or((key, version)))
    }

    fn code_key(&mut self, public_id: &str) -> Result<(i64, u32)> {
        if let Some(known) = self.codes.get(public_id) {
            return Ok(*known);
        }
        let found = self
            .tx
            .prepare_cached("SELECT id, version FROM code WHERE public_id = ?1")?
            .query_row([public_id], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?
            .ok_or_else(|| StoreError::NoSuch {
                what: Thing::Code,
                name: public_id.to_owned(),
            })?;
        self.codes.insert(public_id.to_owned(), found);
        Ok(found)
    }

    fn coder_key(&mut self, name: Option<&str>) -> Result<i64> {
        let name = name.unwrap_or(self.coder);
        if let Some(key) = self.coders.get(name) {
            return Ok(*key);
        }
        let key = keys::coder(self.tx, name)?;
        self.coders.insert(name.to_owned(), key);
        Ok(key)
    }

    fn interview_key(&self, key: &str) -> Result<(i64, &str)> {
        self.interviews
            .get(key)
            .map(|(id, name)| (*id, name.as_str()))
            .ok_or_else(|| StoreError::NoSuch {
                what: Thing::Interview,
                name: key.to_owned(),
            })
    }

    fn text(&mut self, interview: i64) -> Result<&Text> {
        if self.text.as_ref().is_none_or(|(key, _)| *key != interview) {
            let (_, text) = super::interviews::text_of(self.tx, interview)?;
            self.text = Some((interview, text));
        }
        Ok(&self.text.as_ref().expect("it was just put there").1)
    }

    fn coding(&mut self, planned: &PlannedCoding) -> Result<()> {
        let (interview, name) = self.interview_key(&planned.interview)?;
        let name = name.to_owned();
        let (code, version) = self.code_for_codings(&planned.code)?;
        let coder_name = planned
            .coder
            .clone()
            .unwrap_or_else(|| self.coder.to_owned());
        let coder = self.coder_key(Some(&coder_name))?;
        let text = self.text(interview)?;
        let (span, fit) =
            text.foreign(planned.start, planned.end)
                .map_err(|source| StoreError::Position {
                    interview: name.clone(),
                    source,
                })?;
        let anchor = context::anchor(text, span);
        if fit == Fit::InsideGrapheme {
            self.report.warnings.push(Warning {
                kind: "inside-grapheme",
                line: None,
                about: format!("{name} {span}"),
            });
        }
        if codings::same(self.tx, interview, code, coder, span)?.is_some() {
            self.report.n_known_codings += 1;
            return Ok(());
        }
        let uid = planned.uid.unwrap_or_else(|| {
            uids::derived(
                "coding",
                &[
                    &planned.interview,
                    &span.to_string(),
                    &planned.code,
                    &coder_name,
                    planned.outside_id.as_deref().unwrap_or_default(),
                ],
            )
        });
        // A coding of that file whose boundaries or code a person changed since is known all the same.
        let anonymous = planned.uid.is_none() && planned.outside_id.is_none();
        if anonymous && self.is_there(uid)? {
            self.report.n_known_codings += 1;
            return Ok(());
        }
        self.id_is_free(uid, planned)?;
        let key = codings::insert(
            self.tx,
            &codings::Row {
                id: CodingId(uid),
                outside_id: planned.outside_id.as_deref(),
                interview,
                code,
                coder,
                span,
                status: planned.status,
                code_version: planned.code_version.unwrap_or(version),
                created_ms: planned.created_ms,
                starred: planned.starred,
                confidence: planned.confidence,
                use_as: planned.use_as,
                anchor,
            },
        )?;
        // What other programs say about a coding is kept, also where the kind has no such facet.
        for (facet, value) in &planned.facets {
            self.tx
                .prepare_cached(
                    "INSERT INTO coding_facet (coding, facet, value) VALUES (?1, ?2, ?3)",
                )?
                .execute(params![key, facet, value])?;
        }
        if let Some(memo) = &planned.memo {
            let memo_uid = uids::derived("memo on coding", &[&uid.to_string(), &coder_name]);
            let words = memos::Words {
                kind: planned.memo_kind,
                text: memo,
                written_ms: planned.memo_written_ms.or(planned.created_ms),
            };
            memos::on_coding(self.tx, key, coder, words, memo_uid)?;
        }
        self.report.n_codings += 1;
        Ok(())
    }

    fn is_there(&self, uid: Uid) -> Result<bool> {
        Ok(self
            .tx
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM coding WHERE uid = ?1)")?
            .query_row([uid.0], |row| row.get(0))?)
    }

    fn id_is_free(&self, uid: Uid, planned: &PlannedCoding) -> Result<()> {
        let there: Option<String> = self
            .tx
            .prepare_cached(
                "SELECT interview.name || ' ' || coding.start || '..' || coding.end || ' '
                        || code.public_id
                 FROM coding JOIN interview ON interview.id = coding.interview
                 JOIN code ON code.id = coding.code
                 WHERE coding.uid = ?1 OR (?2 IS NOT NULL AND coding.outside_id = ?2)",
            )?
            .query_row(params![uid.0, planned.outside_id], |row| row.get(0))
            .optional()?;
        match there {
            None => Ok(()),
            Some(here) => Err(StoreError::Taken {
                what: Thing::Coding,
                id: planned
                    .outside_id
                    .clone()
                    .unwrap_or_else(|| uid.to_string()),
                here,
                there: format!(
                    "{} {}..{} {}",
                    planned.interview, planned.start, planned.end, planned.code
                ),
            }),
        }
    }

    fn memo(&mut self, planned: &PlannedMemo) -> Result<()> {
        let coder_name = planned
            .coder
            .clone()
            .unwrap_or_else(|| self.coder.to_owned());
        let coder = self.coder_key(Some(&coder_name))?;
        let (about, target) = match &planned.target {
            PlannedTarget::Study => (String::new(), MemoTarget::Study),
            PlannedTarget::Interview(key) => {
                let (interview, _) = self.interview_key(key)?;
                let uid = self.uid_of("interview", interview)?;
                (key.clone(), MemoTarget::Interview(InterviewId(uid)))
            }
            PlannedTarget::Passage(key, span) => {
                let (interview, _) = self.interview_key(key)?;
                let interview = InterviewId(self.uid_of("interview", interview)?);
                let target = MemoTarget::Passage {
                    interview,
                    span: *span,
                };
                (format!("{key} {span}"), target)
            }
            PlannedTarget::Code(public_id) => {
                let (code, _) = self.code_key(public_id)?;
                (
                    public_id.clone(),
                    MemoTarget::Code(CodeId(self.uid_of("code", code)?)),
                )
            }
            PlannedTarget::Coding(id) => (id.clone(), MemoTarget::Coding(self.coding_named(id)?)),
        };
        let uid = planned
            .uid
            .unwrap_or_else(|| uids::derived("memo", &[&about, &coder_name]));
        let words = memos::Words {
            kind: planned.kind,
            text: &planned.text,
            written_ms: planned.written_ms,
        };
        memos::take_in(self.tx, target, coder, words, uid)
    }

    fn coding_named(&self, id: &str) -> Result<CodingId> {
        let uid = id
            .parse::<Uid>()
            .map(|uid| uid.0.to_vec())
            .unwrap_or_default();
        self.tx
            .prepare_cached("SELECT uid FROM coding WHERE outside_id = ?1 OR uid = ?2")?
            .query_row(params![id, uid], |row| keys::uid(row, 0))
            .optional()?
            .map(CodingId)
            .ok_or_else(|| StoreError::NoSuch {
                what: Thing::Coding,
                name: id.to_owned(),
            })
    }

    fn uid_of(&self, table: &'static str, key: i64) -> Result<Uid> {
        Ok(self
            .tx
            .prepare_cached(&format!("SELECT uid FROM {table} WHERE id = ?1"))?
            .query_row([key], |row| keys::uid(row, 0))?)
    }
}

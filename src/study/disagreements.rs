//! Where two coders part, what the codebook says to it, and how the like was settled before.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::compared::Compared;
use super::filter::Filter;
use super::{Result, Study, StudyError};
use crate::analysis::disagreements::Kind;
use crate::model::review::{Outcome, Pair, Refusal, Settlement};
use crate::model::{
    CodeId, Codebook, Coding, CodingId, Confidence, InterviewId, Memo, MemoTarget, Span, Thing,
};
use crate::store::StoreError;

/// Two codings held against each other, with everything that helps to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The interview.
    pub interview: InterviewId,
    /// Its name.
    pub interview_name: String,
    /// In what the two part.
    pub kind: Kind,
    /// The two coders, by name.
    pub coders: [String; 2],
    /// The codings.
    pub pair: Pair,
    /// The first coder's side; `None` where they have nothing there.
    pub a: Option<Side>,
    /// The second coder's side.
    pub b: Option<Side>,
    /// Code points that both passages have.
    pub shared: u32,
    /// Code points from the first that either has to the last.
    pub hull: u32,
    /// How it was settled, where it was.
    pub settled: Option<Settlement>,
}

impl Disagreement {
    /// What is in dispute: the codes of both sides.
    #[must_use]
    pub fn dispute(&self) -> Dispute {
        Dispute::new(
            self.a.as_ref().map(|side| side.code),
            self.b.as_ref().map(|side| side.code),
        )
    }
}

/// One coder's side of a disagreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// The coding.
    pub coding: CodingId,
    /// The id that people see.
    pub id: String,
    /// The passage.
    pub span: Span,
    /// Its words.
    pub words: String,
    /// The code.
    pub code: CodeId,
    /// Its public id.
    pub public_id: String,
    /// Its name.
    pub name: String,
    /// What it means, when to use it, when not.
    pub definition: [String; 3],
    /// The coder's memo on the coding.
    pub memo: Option<String>,
    /// How sure the coder is.
    pub confidence: Option<Confidence>,
    /// When it was made: milliseconds since 1970, UTC.
    pub created_ms: Option<i64>,
}

/// Two codes, or one and none, that two coders gave the same passage; whose is whose doesn't matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dispute {
    /// The lesser of the two.
    one: Option<CodeId>,
    /// The greater.
    other: Option<CodeId>,
}

impl Dispute {
    /// The dispute between these codes.
    #[must_use]
    pub fn new(a: Option<CodeId>, b: Option<CodeId>) -> Self {
        Self {
            one: a.min(b),
            other: a.max(b),
        }
    }
}

/// How a dispute was settled: a row of the record of decisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What was settled.
    pub settlement: Settlement,
    /// Name of the interview.
    pub interview_name: String,
    /// What was in dispute.
    pub dispute: Dispute,
    /// The first coder's side.
    pub a: Option<Said>,
    /// The second coder's side.
    pub b: Option<Said>,
    /// What stands.
    pub standing: Vec<Said>,
}

/// A coding as the record of decisions names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Who coded it.
    pub coder: String,
    /// The code.
    pub code: CodeId,
    /// Its public id.
    pub public_id: String,
    /// Its name.
    pub name: String,
    /// The passage.
    pub span: Span,
    /// Its words.
    pub words: String,
}

impl Study {
    /// The codings of two coders that are not the same, in the order of interviews and text.
    ///
    /// Of the filter, interviews, attributes and codes count. Without `coders` each
    /// interview's own two are taken. Interviews that whoever looks codes blind are left out.
    ///
    /// # Errors
    /// When the file can't be read, the filter names what isn't there, or there are no such coders.
    pub fn disagreements(
        &self,
        filter: &Filter,
        coders: Option<&[String; 2]>,
    ) -> Result<Vec<Disagreement>> {
        self.steadily(|| self.look_for_disagreements(filter, coders))
    }

    /// How many disagreements of all interviews nobody has settled.
    pub(super) fn n_open_disagreements(&self) -> Result<usize> {
        let book = self.store.codebook()?;
        let hidden = self.hidden()?;
        let mut n = 0;
        for case in self.store.cases()? {
            if !hidden.contains(&case.id) {
                let compared = self.compare_coders(case.id, &book, None)?;
                n += compared
                    .rows
                    .iter()
                    .filter(|row| row.settled.is_none())
                    .count();
            }
        }
        Ok(n)
    }

    fn look_for_disagreements(
        &self,
        filter: &Filter,
        coders: Option<&[String; 2]>,
    ) -> Result<Vec<Disagreement>> {
        let known = self.store.coders()?;
        for name in coders.into_iter().flatten() {
            if !known.iter().any(|coder| coder.name == *name) {
                return Err(StudyError::NoSuch {
                    what: Thing::Coder,
                    name: name.clone(),
                });
            }
        }
        let selection = self.select(filter)?;
        let hidden = self.hidden()?;
        let mut found = Vec::new();
        for place in &selection.passing {
            let interview = &selection.interviews[*place as usize];
            if hidden.contains(&interview.id) {
                continue;
            }
            let compared = self.compare_coders(interview.id, &selection.codebook, coders)?;
            if !compared.rows.is_empty() {
                found.extend(self.disagreements_in(
                    interview.id,
                    &selection.codebook,
                    &compared,
                )?);
            }
        }
        if let Some(codes) = &selection.codes {
            let wanted = |side: &Option<Side>| {
                let code = side
                    .as_ref()
                    .and_then(|side| selection.codebook.place(side.code));
                code.is_some_and(|place| codes.contains(&place))
            };
            found.retain(|it| wanted(&it.a) || wanted(&it.b));
        }
        Ok(found)
    }

    fn disagreements_in(
        &self,
        interview: InterviewId,
        book: &Codebook,
        compared: &Compared,
    ) -> Result<Vec<Disagreement>> {
        let open = self.load_interview(interview, "")?;
        let outside = self.store.outside_coding_ids(interview)?;
        let side = |coding: &Coding| Side {
            coding: coding.id,
            id: outside
                .get(&coding.id)
                .cloned()
                .unwrap_or_else(|| coding.id.to_string()),
            span: coding.span,
            words: open.text.slice(coding.span).unwrap_or_default().to_owned(),
            code: coding.code,
            public_id: entry(book, coding.code, |it| it.public_id.clone()),
            name: entry(book, coding.code, |it| it.name.clone()),
            definition: [
                entry(book, coding.code, |it| it.definition.clone()),
                entry(book, coding.code, |it| it.use_when.clone()),
                entry(book, coding.code, |it| it.not_when.clone()),
            ],
            memo: memo_of(&open.memos, coding),
            confidence: coding.confidence,
            created_ms: coding.created_ms,
        };
        let rows = compared.rows.iter().map(|row| {
            let (a, b) = compared.sides(row);
            Disagreement {
                interview,
                interview_name: open.name.clone(),
                kind: row.it.kind,
                coders: row.coders.map(|place| compared.coders[place].clone()),
                pair: compared.pair(row),
                a: a.map(|it| side(&it.coding)),
                b: b.map(|it| side(&it.coding)),
                shared: row.it.shared,
                hull: row.it.hull,
                settled: row.settled.clone(),
            }
        });
        Ok(rows.collect())
    }

    /// The pair that these codings are, as the list of disagreements has it, and the outcome
    /// with it: of two, a person may name the second coder's first.
    ///
    /// # Errors
    /// When there is no such coding, the two are no pair, or the list doesn't show them.
    pub fn pair_of(&self, codings: &[CodingId], outcome: Outcome) -> Result<(Pair, Outcome)> {
        let named = match codings {
            [one] => Pair {
                a: Some(*one),
                b: None,
            },
            [one, other] => Pair {
                a: Some(*one),
                b: Some(*other),
            },
            _ => return Err(StoreError::Review(Refusal::NoPair).into()),
        };
        let (compared, book) = self.compared_around(named)?;
        let no_disagreement = || StoreError::Review(Refusal::NoDisagreement);
        let row = compared.row_of(named).ok_or_else(no_disagreement)?;
        let pair = compared.pair(row);
        let (a, _) = compared.sides(row);
        let coded_as = |coding: &Coding| (book.place(coding.code), coding.span);
        let first = compared.coding(codings[0]).map(coded_as);
        let turned = codings.len() == 2 && first != a.map(|it| coded_as(&it.coding));
        let outcome = match outcome {
            Outcome::A if turned => Outcome::B,
            Outcome::B if turned => Outcome::A,
            same => same,
        };
        Ok((pair, outcome))
    }

    /// Whether the list of disagreements shows what is to be settled.
    pub(super) fn check_settling(&self, pair: Pair) -> Result<()> {
        let (compared, _) = self.compared_around(pair)?;
        match compared.row_of(pair) {
            Some(_) => Ok(()),
            None => Err(StoreError::Review(Refusal::NoDisagreement).into()),
        }
    }

    /// How the interview of a pair was coded.
    fn compared_around(&self, pair: Pair) -> Result<(Compared, Codebook)> {
        let places = pair.a.into_iter().chain(pair.b);
        let places: Vec<(InterviewId, String)> = places
            .map(|id| Ok(self.store.whereabouts(id)?))
            .collect::<Result<_>>()?;
        let no_pair = || StoreError::Review(Refusal::NoPair);
        let interview = match places.as_slice() {
            [(interview, _)] => *interview,
            [(here, one), (there, other)] if here == there && one != other => *here,
            _ => return Err(no_pair().into()),
        };
        let book = self.store.codebook()?;
        Ok((self.compare_coders(interview, &book, None)?, book))
    }

    /// The record of decisions, oldest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        self.steadily(|| self.look_up_decisions())
    }

    fn look_up_decisions(&self) -> Result<Vec<Decision>> {
        let book = self.store.codebook()?;
        let mut decisions = Vec::new();
        let mut read: HashMap<InterviewId, (String, HashMap<CodingId, Said>)> = HashMap::new();
        for settlement in self.store.settlements(None)? {
            let (name, said) = match read.entry(settlement.interview) {
                Entry::Occupied(here) => here.into_mut(),
                Entry::Vacant(place) => place.insert(self.said_in(settlement.interview, &book)?),
            };
            let of = |id: Option<CodingId>| id.and_then(|id| said.get(&id).cloned());
            let (a, b) = (of(settlement.pair.a), of(settlement.pair.b));
            decisions.push(Decision {
                interview_name: name.clone(),
                dispute: Dispute::new(a.as_ref().map(|it| it.code), b.as_ref().map(|it| it.code)),
                standing: settlement
                    .standing()
                    .into_iter()
                    .filter_map(|id| of(Some(id)))
                    .collect(),
                a,
                b,
                settlement,
            });
        }
        Ok(decisions)
    }

    /// How disputes between these codes were settled before, the latest first.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn precedents(&self, dispute: Dispute) -> Result<Vec<Decision>> {
        let mut found = self.decisions()?;
        found.retain(|decision| decision.dispute == dispute);
        found.reverse();
        Ok(found)
    }

    fn said_in(
        &self,
        interview: InterviewId,
        book: &Codebook,
    ) -> Result<(String, HashMap<CodingId, Said>)> {
        let text = crate::text::Text::new(self.store.text(interview)?);
        let layer = self.store.whole_layer(interview)?;
        let said = layer.all().iter().map(|coding| {
            let said = Said {
                coder: coding.coder.clone(),
                code: coding.code,
                public_id: entry(book, coding.code, |it| it.public_id.clone()),
                name: entry(book, coding.code, |it| it.name.clone()),
                span: coding.span,
                words: text.slice(coding.span).unwrap_or_default().to_owned(),
            };
            (coding.id, said)
        });
        Ok((self.store.interview_name(interview)?, said.collect()))
    }
}

fn entry(
    book: &Codebook,
    code: CodeId,
    what: impl Fn(&crate::model::codebook::Entry) -> String,
) -> String {
    book.get(code)
        .map_or_else(String::new, |code| what(&code.entry))
}

fn memo_of(memos: &[Memo], coding: &Coding) -> Option<String> {
    let own = memos
        .iter()
        .find(|memo| memo.target == MemoTarget::Coding(coding.id) && memo.coder == coding.coder);
    own.map(|memo| memo.text.clone())
}

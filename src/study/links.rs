//! Links of the codebook beside what interviews show, and what is left without one.
//!
//! What speaks for a link: a coder drew one between two passages, or a respondent named both.
//! A coding that denies its code names nothing.

mod table;

use std::collections::{BTreeSet, HashSet};

use super::filter::{Filter, Selection, Turns};
use super::{CodeName, Result, Study};
use crate::analysis::frequency::Fact;
use crate::analysis::pairing::{Drawn, Input, Naming, Tie, Voice};
use crate::model::codebook::Origin;
use crate::model::coding::RELATIONS;

/// What links are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinksRequest {
    /// The relation.
    pub relation: String,
    /// Kind of the codes that links lead from; `None` takes that of the codebook's links.
    pub rows: Option<String>,
    /// Kind of those they lead to.
    pub cols: Option<String>,
    /// Pairs that the codebook doesn't declare are listed from so many respondents on who name
    /// both; those that coders linked always are.
    pub least: u64,
}

impl Default for LinksRequest {
    fn default() -> Self {
        Self {
            relation: RELATIONS[0].to_owned(),
            rows: None,
            cols: None,
            least: 3,
        }
    }
}

/// Links with what speaks for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    /// Declared ones, and others that interviews show, by code.
    pub pairs: Vec<LinkedPair>,
    /// Codes that links lead from, which are named and have no link that interviews support.
    pub unanswered: Vec<Orphan>,
    /// Codes that links lead to, which are named and that no supported link leads to.
    pub answering_nothing: Vec<Orphan>,
    /// Whether people are counted, rather than interviews.
    pub counts_people: bool,
    /// Interviews that pass the filter.
    pub n_interviews: u64,
    /// Codings that pass it and affirm their code.
    pub n_codings: u64,
    /// Mark of the data.
    pub fingerprint: String,
    request: LinksRequest,
}

/// Two codes, and what speaks for a link between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedPair {
    /// It leads from here.
    pub from: CodeName,
    /// It leads here.
    pub to: CodeName,
    /// What the codebook says of it.
    pub declared: Declared,
    /// The codebook's reason; empty where it doesn't declare it.
    pub reason: String,
    /// What interviews show.
    pub tie: Tie,
}

/// Whether the codebook has a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Declared {
    /// No.
    No,
    /// As its author's hypothesis.
    Hypothesis,
    /// Yes.
    Yes,
}

impl LinkedPair {
    /// Whether anything in the interviews speaks for it.
    #[must_use]
    pub fn is_found(&self) -> bool {
        self.tie.links > 0 || !self.tie.both.is_empty()
    }

    /// `supported`, `not_found` or `undeclared`.
    #[must_use]
    pub fn outcome(&self) -> &'static str {
        match (self.declared, self.is_found()) {
            (Declared::No, _) => "undeclared",
            (_, true) => "supported",
            (_, false) => "not_found",
        }
    }
}

/// A code without a supported link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orphan {
    /// The code.
    pub code: CodeName,
    /// Who names it: respondents, or interviews.
    pub voices: u64,
    /// Why it stands here.
    pub why: Alone,
    /// The codes that it is linked with all the same: declared ones, or emergent ones.
    pub with: Vec<CodeName>,
}

/// Why a code has no supported link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alone {
    /// The codebook has none, and no coder drew one.
    NoneDeclared,
    /// The codebook has some, and nobody who names the code names one of their other ends.
    NotProposed,
    /// Coders drew links with codes that were made while coding, and with no others.
    OnlyEmergent,
}

impl Alone {
    /// The word in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NoneDeclared => "none_declared",
            Self::NotProposed => "not_proposed",
            Self::OnlyEmergent => "only_emergent",
        }
    }
}

/// Who names what, in a selection.
pub(super) struct Named {
    pub(super) selection: Selection,
    pub(super) naming: Naming,
    pub(super) counts_people: bool,
    pub(super) n_codings: u64,
    pub(super) fingerprint: String,
}

impl Study {
    /// Holds links of the codebook against what interviews show.
    ///
    /// # Errors
    /// When the file can't be read, or the filter or the request names what isn't there.
    pub fn links(&self, filter: &Filter, request: &LinksRequest) -> Result<Links> {
        self.steadily(|| self.hold_links(filter, request))
    }

    /// Sorts the codings that pass and affirm their code by who says them.
    pub(super) fn named(&self, filter: &Filter, relation: &str) -> Result<Named> {
        let mut selection = self.select_with(filter, Turns::Needed)?;
        let mut facts = self.facts(&selection)?;
        let denied: HashSet<Fact> = self
            .denied(&mut selection)?
            .unwrap_or_default()
            .into_iter()
            .collect();
        facts.retain(|fact| !denied.contains(fact));
        let fingerprint = self.fingerprint(&selection, &facts)?;
        let counts_people = self.store.knows_respondents()?;
        let drawn = self.drawn(&selection, &facts, relation)?;
        let naming = Naming::new(&Input {
            facts: &facts,
            talk: &selection.talk(),
            drawn: &drawn,
            voice: if counts_people {
                Voice::Respondents
            } else {
                Voice::Interviews
            },
        });
        Ok(Named {
            naming,
            counts_people,
            n_codings: facts.len() as u64,
            fingerprint,
            selection,
        })
    }

    /// The links between these codings, each once.
    pub(super) fn drawn(
        &self,
        selection: &Selection,
        facts: &[Fact],
        relation: &str,
    ) -> Result<Vec<Drawn>> {
        let links = self
            .store
            .link_facts(&selection.codebook, &selection.interviews, relation)?;
        if links.is_empty() {
            return Ok(Vec::new());
        }
        let known: HashSet<Fact> = facts.iter().copied().collect();
        let drawn: BTreeSet<Drawn> = links
            .into_iter()
            .map(|(from, to)| Drawn {
                from: from.into(),
                to: to.into(),
            })
            .filter(|link| known.contains(&link.from) && known.contains(&link.to))
            .collect();
        Ok(drawn.into_iter().collect())
    }

    fn hold_links(&self, filter: &Filter, request: &LinksRequest) -> Result<Links> {
        let named = self.named(filter, &request.relation)?;
        let book = &named.selection.codebook;
        let declared: Vec<(u32, u32, Declared, String)> = book
            .links
            .iter()
            .filter(|link| link.text.relation == request.relation)
            .filter_map(|link| {
                let place = |id| book.place(id).and_then(|it| u32::try_from(it).ok());
                let how = if link.text.hypothesis {
                    Declared::Hypothesis
                } else {
                    Declared::Yes
                };
                Some((
                    place(link.from)?,
                    place(link.to)?,
                    how,
                    link.text.reason.clone(),
                ))
            })
            .collect();
        let kind_of = |end: Option<u32>| -> Option<String> {
            let kind = &book.codes().get(end? as usize)?.entry.kind;
            Some(kind.clone()).filter(|kind| !kind.is_empty())
        };
        let first = declared.first();
        let rows = request
            .rows
            .clone()
            .or_else(|| kind_of(first.map(|it| it.0)));
        let cols = request
            .cols
            .clone()
            .or_else(|| kind_of(first.map(|it| it.1)));
        let of_kind = |kind: Option<String>| -> Result<Vec<u32>> {
            let is = self.kind_places(&named.selection, kind.as_deref())?;
            let in_use = named.selection.rows(None).into_iter();
            Ok(in_use
                .filter(|place| is.as_ref().is_none_or(|is| is[*place]))
                .filter_map(|place| u32::try_from(place).ok())
                .collect())
        };
        let (rows, cols) = (of_kind(rows)?, of_kind(cols)?);
        let name = |place: u32| CodeName::of(book, place);
        let mut pairs = Vec::new();
        for from in &rows {
            for to in cols.iter().filter(|to| *to != from) {
                let known = declared.iter().find(|it| (it.0, it.1) == (*from, *to));
                let tie = named.naming.tie(*from, *to);
                if known.is_none()
                    && tie.links == 0
                    && (tie.both.len() as u64) < request.least.max(1)
                {
                    continue;
                }
                pairs.push(LinkedPair {
                    from: name(*from),
                    to: name(*to),
                    declared: known.map_or(Declared::No, |it| it.2),
                    reason: known.map(|it| it.3.clone()).unwrap_or_default(),
                    tie,
                });
            }
        }
        let emergent = |place: u32| book.codes()[place as usize].entry.origin != Origin::Given;
        let orphans = |these: &[u32],
                       those: &[u32],
                       tie: &dyn Fn(u32, u32) -> Tie,
                       is_declared: &dyn Fn(u32, u32) -> bool| {
            let mut alone = Vec::new();
            for code in these {
                let voices = named.naming.voices(*code).len() as u64;
                if voices == 0 {
                    continue;
                }
                let others: Vec<(u32, Tie)> = those
                    .iter()
                    .filter(|other| *other != code)
                    .map(|other| (*other, tie(*code, *other)))
                    .collect();
                let supported = others.iter().any(|(other, tie)| {
                    let drawn = tie.links > 0 && !emergent(*other);
                    drawn || is_declared(*code, *other) && (tie.links > 0 || !tie.both.is_empty())
                });
                if supported {
                    continue;
                }
                let linked: Vec<u32> = others
                    .iter()
                    .filter(|(_, tie)| tie.links > 0)
                    .map(|(other, _)| *other)
                    .collect();
                let declared: Vec<u32> = others
                    .iter()
                    .map(|(other, _)| *other)
                    .filter(|other| is_declared(*code, *other))
                    .collect();
                let (why, with) = if !linked.is_empty() {
                    (Alone::OnlyEmergent, linked)
                } else if declared.is_empty() {
                    (Alone::NoneDeclared, Vec::new())
                } else {
                    (Alone::NotProposed, declared)
                };
                alone.push(Orphan {
                    code: name(*code),
                    voices,
                    why,
                    with: with.into_iter().map(name).collect(),
                });
            }
            alone
        };
        let has = |from: u32, to: u32| declared.iter().any(|it| (it.0, it.1) == (from, to));
        let unanswered = orphans(&rows, &cols, &|a, b| named.naming.tie(a, b), &has);
        let answering_nothing = orphans(&cols, &rows, &|a, b| named.naming.tie(b, a), &|a, b| {
            has(b, a)
        });
        Ok(Links {
            pairs,
            unanswered,
            answering_nothing,
            counts_people: named.counts_people,
            n_interviews: named.selection.passing.len() as u64,
            n_codings: named.n_codings,
            fingerprint: named.fingerprint,
            request: request.clone(),
        })
    }
}

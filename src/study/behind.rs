//! The passages behind a figure of a table: those that were counted in it, and no others.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::filter::{Filter, Selection};
use super::groups::Width;
use super::{CooccurRequest, Passage, Result, SaturationRequest, Study};
use crate::analysis::frequency::Fact;
use crate::model::{CodeId, Coding, InterviewId};

/// A figure of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Behind {
    /// Codings of a code, as frequencies and cross-tabs count them.
    Code {
        /// The code.
        code: CodeId,
        /// Whether the codes under it are counted into it.
        below: Below,
        /// Only those of a group.
        group: Option<InGroup>,
    },
    /// Passages of two codes that stand together.
    Pair {
        /// The first.
        a: CodeId,
        /// The second.
        b: CodeId,
        /// How they were looked for.
        request: CooccurRequest,
    },
    /// Codings in an interview of the codes that are new there.
    New {
        /// The interview.
        interview: InterviewId,
        /// How the curve was made.
        request: SaturationRequest,
    },
}

/// Whether the codes under a code are counted into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Below {
    /// No.
    LeftOut,
    /// Yes.
    Counted,
}

/// A group of codings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InGroup {
    /// What groups are by: an attribute, or `coder`, `role`, `question`.
    pub by: String,
    /// Which values make a group.
    pub width: Width,
    /// Its value; `None` is what has none.
    pub value: Option<String>,
}

impl Study {
    /// The passages behind a figure, in the order of interviews and text.
    ///
    /// A list of codings has one passage each; in one of codes that stand together a place
    /// that several codings have is one passage.
    ///
    /// # Errors
    /// When the file can't be read, or filter or figure name what isn't there any more.
    pub fn passages_behind(&self, filter: &Filter, behind: &Behind) -> Result<Vec<Passage>> {
        self.steadily(|| {
            let (selection, facts) = match behind {
                Behind::Code { code, below, group } => {
                    self.facts_of_code(filter, *code, *below, group.as_ref())?
                }
                Behind::Pair { a, b, request } => self.facts_of_pair(filter, request, (*a, *b))?,
                Behind::New { interview, request } => {
                    self.facts_of_new_codes(filter, request, *interview)?
                }
            };
            let passages = self.passages_at(&selection, &facts)?;
            Ok(match behind {
                Behind::Pair { .. } => united(passages),
                Behind::Code { .. } | Behind::New { .. } => passages,
            })
        })
    }

    fn facts_of_code(
        &self,
        filter: &Filter,
        code: CodeId,
        below: Below,
        group: Option<&InGroup>,
    ) -> Result<(Selection, Vec<Fact>)> {
        let (selection, mut facts) = if let Some(group) = group {
            self.facts_in_group(filter, &group.by, group.width, group.value.as_deref())?
        } else {
            let selection = self.select(filter)?;
            let facts = self.facts(&selection)?;
            (selection, facts)
        };
        let book = &selection.codebook;
        let places = book.place(code).map_or(0..0, |place| match below {
            Below::LeftOut => place..place + 1,
            Below::Counted => place..book.subtree_end(place),
        });
        facts.retain(|fact| places.contains(&(fact.code as usize)));
        Ok((selection, facts))
    }

    /// The passages of these codings; codings that are alike in everything are one.
    fn passages_at(&self, selection: &Selection, facts: &[Fact]) -> Result<Vec<Passage>> {
        let book = &selection.codebook;
        let numbers: HashMap<String, u32> = self.store.coder_numbers()?.into_iter().collect();
        let fact = |place: u32, coding: &Coding| {
            Some(Fact {
                code: u32::try_from(book.place(coding.code)?).ok()?,
                interview: place,
                start: coding.span.start().0,
                end: coding.span.end().0,
                coder: numbers.get(&coding.coder).copied().unwrap_or(u32::MAX),
            })
        };
        let mut wanted: HashSet<Fact> = facts.iter().copied().collect();
        let interviews: BTreeSet<u32> = facts.iter().map(|fact| fact.interview).collect();
        let mut passages = Vec::with_capacity(wanted.len());
        for place in interviews {
            let id = selection.interviews[place as usize].id;
            let open = self.load_interview(id, "")?;
            for coding in self.selected(selection, place, &open.layer)?.iter() {
                if let Some(fact) = fact(place, coding)
                    && wanted.remove(&fact)
                {
                    let code = &book.codes()[fact.code as usize].entry;
                    passages.push(Passage::of(&open, coding, vec![code.public_id.clone()]));
                }
            }
        }
        Ok(passages)
    }
}

/// Makes one of passages in the same place.
fn united(passages: Vec<Passage>) -> Vec<Passage> {
    let mut all: Vec<Passage> = Vec::with_capacity(passages.len());
    let mut coders: Vec<Vec<String>> = Vec::new();
    let mut places: HashMap<_, usize> = HashMap::new();
    for passage in passages {
        let at = *places
            .entry((passage.interview, passage.span))
            .or_insert_with(|| {
                let mut first = passage.clone();
                first.codes.clear();
                all.push(first);
                coders.push(Vec::new());
                all.len() - 1
            });
        for code in passage.codes {
            if !all[at].codes.contains(&code) {
                all[at].codes.push(code);
            }
        }
        if !coders[at].contains(&passage.coder) {
            coders[at].push(passage.coder);
        }
    }
    for (passage, coders) in all.iter_mut().zip(coders) {
        passage.coder = coders.join(" ");
    }
    all
}

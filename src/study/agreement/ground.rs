//! The sample of a study: which interviews, which coders, which units, which codings.

use std::collections::{HashMap, HashSet};

use super::{AgreementRequest, AgreementUnit, Voices, Work};
use crate::analysis::agreement::ruler::{Range, Ruler, Stretches};
use crate::analysis::agreement::sample::{Interview, Sample};
use crate::analysis::frequency::Fact;
use crate::model::{InterviewId, Role, Span, Thing};
use crate::store::{FactFilter, TurnFact, Version};
use crate::study::filter::{Filter, Selection};
use crate::study::{Result, Study, StudyError};
use crate::text::{Text, Unit, units};

/// Who is compared on what.
pub(super) struct Ground {
    pub(super) sample: Sample,
    pub(super) coders: Vec<String>,
    /// Names of the sample's interviews.
    pub(super) interviews: Vec<String>,
    /// Places of the sample's interviews in the study's order.
    pub(super) places: Vec<u32>,
    pub(super) n_left_out: usize,
    pub(super) n_hidden: usize,
    pub(super) n_inferred: usize,
    pub(super) n_settled: usize,
    pub(super) fingerprint: String,
}

/// A coder who has gone through an interview.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Covered {
    /// And said so.
    Marked,
    /// As far as a coding there tells.
    Inferred,
}

/// Which coders have gone through which interviews.
pub(super) struct Coverage {
    /// Numbers of the coders.
    coders: Vec<u32>,
    /// Interview by interview, one for each coder.
    marks: Vec<Option<Covered>>,
}

impl Coverage {
    fn set(&mut self, interview: u32, coder: u32, mark: Covered) {
        if let Some(place) = self.place(interview, coder)
            && let Some(known) = self.marks.get_mut(place)
        {
            *known = Some(mark);
        }
    }

    fn of(&self, interview: u32, coder: u32) -> Option<Covered> {
        self.marks.get(self.place(interview, coder)?).copied()?
    }

    /// Numbers of the coders who have gone through an interview.
    pub(super) fn coders_of(&self, interview: u32) -> Vec<u32> {
        let all = self.coders.iter().copied();
        all.filter(|coder| self.of(interview, *coder).is_some())
            .collect()
    }

    fn place(&self, interview: u32, coder: u32) -> Option<usize> {
        let coder = self.coders.iter().position(|known| *known == coder)?;
        Some(interview as usize * self.coders.len() + coder)
    }
}

impl Study {
    /// Reads what the comparison needs.
    pub(super) fn ground_of(
        &self,
        selection: &Selection,
        filter: &Filter,
        request: &AgreementRequest,
    ) -> Result<Ground> {
        // Of these nobody else's work may be seen, so that there is nothing to compare.
        let hidden: HashSet<InterviewId> = self.hidden()?.into_iter().collect();
        let in_sight = |place: &u32| {
            let interview = selection.interviews.get(*place as usize);
            interview.is_some_and(|interview| !hidden.contains(&interview.id))
        };
        let (passing, n_hidden) = {
            let mut passing: Vec<u32> = selection.passing.iter().copied().collect();
            let all = passing.len();
            passing.retain(in_sight);
            let n_hidden = all - passing.len();
            (passing, n_hidden)
        };
        // Agreement is that of independent work: what a reviewer made of it is left out.
        let version = match request.work {
            Work::AsCoded => Version::AsCoded,
            Work::Settled => Version::Reviewed,
        };
        let everything = FactFilter {
            interviews: selection.facts.interviews.clone(),
            version,
            ..FactFilter::default()
        };
        let read = |filter: &FactFilter| {
            let facts = self
                .store
                .facts(&selection.codebook, &selection.interviews, filter)?;
            Ok::<_, StudyError>(facts.into_iter().map(Fact::from).collect::<Vec<Fact>>())
        };
        // Whether a coder has gone through an interview doesn't depend on what is looked at there.
        let mut facts = read(&everything)?;
        let covered = self.covered(selection, &facts)?;
        if filter.statuses.is_empty() && filter.facets.is_empty() {
            facts.retain(|fact| {
                let codes = selection.codes.as_ref();
                codes.is_none_or(|codes| codes.contains(&(fact.code as usize)))
            });
        } else {
            facts = read(&FactFilter {
                coder: None,
                version,
                ..selection.facts.clone()
            })?;
        }
        let coders = self.compared(filter, request, &passing, &covered)?;
        let sampled: Vec<u32> = passing
            .iter()
            .copied()
            .filter(|place| {
                let marks = coders.iter().map(|(_, n)| covered.of(*place, *n));
                marks.flatten().count() >= 2
            })
            .collect();
        let n_settled = match request.work {
            Work::AsCoded => 0,
            Work::Settled => self.abide(selection, &sampled, &covered, &mut facts)?,
        };
        let in_sample = places(selection.interviews.len(), &sampled);
        let number = |fact: &Fact| coders.iter().position(|(_, n)| *n == fact.coder);
        facts.retain(|fact| in_sample[fact.interview as usize].is_some() && number(fact).is_some());
        let fingerprint = self.fingerprint(selection, &facts)?;
        for fact in &mut facts {
            let coder = number(fact).unwrap_or(usize::MAX);
            fact.coder = u32::try_from(coder).unwrap_or(u32::MAX);
            fact.interview = in_sample[fact.interview as usize].unwrap_or(u32::MAX);
        }
        let rulers = self.rulers(selection, &sampled, request)?;
        let interviews = sampled
            .iter()
            .zip(rulers)
            .map(|(place, (units, chars))| Interview {
                units,
                chars,
                covered: coders
                    .iter()
                    .map(|(_, n)| covered.of(*place, *n).is_some())
                    .collect(),
            })
            .collect();
        let inferred = sampled.iter().flat_map(|place| {
            let marks = coders.iter().map(|(_, n)| covered.of(*place, *n));
            marks.filter(|mark| *mark == Some(Covered::Inferred))
        });
        Ok(Ground {
            n_left_out: passing.len() - sampled.len(),
            n_hidden,
            n_settled,
            n_inferred: inferred.count(),
            interviews: sampled
                .iter()
                .map(|place| selection.interviews[*place as usize].name.clone())
                .collect(),
            sample: Sample::new(coders.len(), interviews, facts, request.least),
            coders: coders.into_iter().map(|(name, _)| name).collect(),
            places: sampled,
            fingerprint,
        })
    }

    /// Which coders have gone through which interviews.
    fn covered(&self, selection: &Selection, facts: &[Fact]) -> Result<Coverage> {
        let coders = self.store.coder_numbers()?;
        let mut covered = Coverage {
            marks: vec![None; coders.len() * selection.interviews.len()],
            coders: coders.iter().map(|(_, n)| *n).collect(),
        };
        for fact in facts {
            covered.set(fact.interview, fact.coder, Covered::Inferred);
        }
        let numbers: HashMap<String, u32> = coders.into_iter().collect();
        let places: HashMap<_, u32> = selection
            .interviews
            .iter()
            .zip(0..)
            .map(|(interview, place)| (interview.id, place))
            .collect();
        for (interview, coder) in self.store.coverage()? {
            if let (Some(place), Some(number)) = (places.get(&interview), numbers.get(&coder)) {
                covered.set(*place, *number, Covered::Marked);
            }
        }
        Ok(covered)
    }

    /// Names and numbers of the coders compared: those asked for, or all who have gone through
    /// an interview that passes.
    fn compared(
        &self,
        filter: &Filter,
        request: &AgreementRequest,
        passing: &[u32],
        covered: &Coverage,
    ) -> Result<Vec<(String, u32)>> {
        let known = self.store.coder_numbers()?;
        let mut coders: Vec<(String, u32)> = Vec::new();
        if request.coders.is_empty() {
            coders.extend(
                known
                    .into_iter()
                    .filter(|(_, n)| passing.iter().any(|place| covered.of(*place, *n).is_some())),
            );
        } else {
            for name in &request.coders {
                let coder = known.iter().find(|(known, _)| known == name);
                let coder = coder.ok_or_else(|| StudyError::NoSuch {
                    what: Thing::Coder,
                    name: name.clone(),
                })?;
                if !coders.contains(coder) {
                    coders.push(coder.clone());
                }
            }
        }
        if let Some(only) = &filter.only_coder {
            coders.retain(|(name, _)| name == only);
        }
        if coders.len() < 2 {
            return Err(StudyError::TooFewCoders { n: coders.len() });
        }
        Ok(coders)
    }

    /// For each interview its units, and its characters.
    fn rulers(
        &self,
        selection: &Selection,
        sampled: &[u32],
        request: &AgreementRequest,
    ) -> Result<Vec<(Ruler, Ruler)>> {
        let lengths: HashMap<_, u32> = self
            .store
            .text_rows()?
            .into_iter()
            .map(|row| (row.interview, row.n_chars))
            .collect();
        let turns = self.store.turn_facts(&selection.interviews)?;
        sampled
            .iter()
            .map(|place| {
                let from = turns.partition_point(|turn| turn.interview < *place);
                let to = turns.partition_point(|turn| turn.interview <= *place);
                let interview = &selection.interviews[*place as usize];
                let talk = Talk {
                    length: lengths.get(&interview.id).copied().unwrap_or(0),
                    turns: &turns[from..to],
                    voices: request.voices,
                    selection,
                };
                let units = match request.unit {
                    AgreementUnit::Character => Ruler::Characters(talk.stretches()),
                    AgreementUnit::Interview => Ruler::Whole(talk.stretches()),
                    AgreementUnit::Turn if !talk.turns.is_empty() => {
                        Ruler::Pieces(apart(talk.counted()))
                    }
                    AgreementUnit::Turn | AgreementUnit::Paragraph => {
                        Ruler::Pieces(self.pieces(&talk, interview.id, Unit::Paragraph)?)
                    }
                    AgreementUnit::Sentence => {
                        Ruler::Pieces(self.pieces(&talk, interview.id, Unit::Sentence)?)
                    }
                };
                Ok((units, Ruler::Characters(talk.stretches())))
            })
            .collect()
    }

    /// The sentences or paragraphs of what counts in an interview.
    fn pieces(&self, talk: &Talk, interview: InterviewId, unit: Unit) -> Result<Vec<Range>> {
        let text = Text::new(self.store.text(interview)?);
        let whole = [(0, text.chars())];
        let turns: Vec<Range> = if talk.turns.is_empty() {
            whole.to_vec()
        } else {
            apart(talk.counted())
        };
        Ok(turns
            .into_iter()
            .filter_map(|(start, end)| Span::within(text.chars(), start, end).ok())
            .flat_map(|turn| units(&text, turn, unit))
            .map(|span| (span.start().0, span.end().0))
            .collect())
    }
}

/// What is said in one interview.
struct Talk<'a> {
    length: u32,
    turns: &'a [TurnFact],
    voices: Voices,
    selection: &'a Selection,
}

impl Talk<'_> {
    /// The turns that count, in order.
    fn counted(&self) -> impl Iterator<Item = Range> {
        self.turns
            .iter()
            .filter(|turn| self.voices == Voices::Everybody || turn.role != Some(Role::Interviewer))
            .filter(|turn| self.selection.keeps(turn.interview, turn.start, turn.end))
            .map(|turn| (turn.start, turn.end))
    }

    /// The characters that count: those of the turns, or the whole text where nothing is left
    /// out of it, because everybody's words count or nobody is named.
    fn stretches(&self) -> Stretches {
        let names_nobody = self.turns.iter().all(|turn| turn.speaker.is_none());
        let everything = self.voices == Voices::Everybody || names_nobody;
        if everything && !self.selection.looks_at_turns() {
            Stretches::new([(0, self.length)])
        } else {
            Stretches::new(self.counted())
        }
    }
}

/// For each of `n` places its place among those listed.
fn places(n: usize, listed: &[u32]) -> Vec<Option<u32>> {
    let mut places = vec![None; n];
    for (place, n) in listed.iter().zip(0..) {
        places[*place as usize] = Some(n);
    }
    places
}

/// Ranges in order, without what an earlier one holds already.
fn apart(ranges: impl Iterator<Item = Range>) -> Vec<Range> {
    let mut last = 0;
    ranges
        .filter_map(|(start, end)| {
            let start = start.max(last);
            (start < end).then(|| {
                last = end;
                (start, end)
            })
        })
        .collect()
}

//! Whose version of the codings an analysis looks at: a coder's own, or the one that was agreed on.
//!
//! Without a layer every coding that counts is looked at, whoever made it. A coder's own layer
//! is what they coded before anybody reviewed it. The final layer holds, of interviews
//! that one coder covers, the codings that count; of those that several cover, what all of them
//! gave alike (the same code on the same passage) and what disagreements were settled to.
//! A coding that a settlement speaks about stands or falls by it, the latest where several do,
//! whoever else has it; one that nothing was said about and that somebody else lacks is not in
//! it, and stands in the list of disagreements until it is settled. Of several that are alike
//! the first coder's is taken.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::compared::{Compared, Counting};
use super::filter::Selection;
use super::{Result, Study, StudyError};
use crate::analysis::disagreements::Coded;
use crate::model::{self, Codebook, Coding, InterviewId, Status, Thing};
use crate::store::CodingFact;

/// A version of the codings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Layer {
    /// What was agreed on.
    Final,
    /// Of each interview what the first of its two coders coded.
    First,
    /// What the second coded.
    Second,
    /// What this coder coded.
    Of(String),
}

/// How somebody coded before anybody reviewed it: a reviewer's versions are not theirs, and
/// suggestions are nobody's.
const OWN: [Status; 5] = [
    Status::Coded,
    Status::Accepted,
    Status::Rejected,
    Status::Asked,
    Status::Superseded,
];

impl Study {
    /// The layer of that name: `final`, `A`, `B` or a coder's name.
    pub(super) fn layer_named(&self, name: &str) -> Result<Layer> {
        if self.store.coders()?.iter().any(|coder| coder.name == name) {
            return Ok(Layer::Of(name.to_owned()));
        }
        match name {
            "final" => Ok(Layer::Final),
            "A" | "a" => Ok(Layer::First),
            "B" | "b" => Ok(Layer::Second),
            other => Err(StudyError::NoSuch {
                what: Thing::Layer,
                name: other.to_owned(),
            }),
        }
    }

    /// The codings of an interview in a layer, those of retired codes left out.
    pub(super) fn codings_in(&self, layer: &Layer, interview: InterviewId) -> Result<Vec<Coding>> {
        let book = self.store.codebook()?;
        let all = self.every_coding(interview, &book)?;
        let own = |coder: Option<&String>| -> Vec<Coding> {
            let theirs = all
                .iter()
                .filter(|coding| Some(&coding.coder) == coder && OWN.contains(&coding.status));
            theirs.cloned().collect()
        };
        Ok(match layer {
            Layer::Of(coder) => own(Some(coder)),
            Layer::First => own(self.coders_of(interview, &all)?.first()),
            Layer::Second => own(self.coders_of(interview, &all)?.get(1)),
            Layer::Final => {
                let compared = self.compare_coders(interview, &book, None)?;
                let standing = compared.standing();
                let stands = |coding: &&Coding| match &standing {
                    Some(standing) => standing.contains(&coding.id),
                    None => coding.status.counts(),
                };
                let mut several = HashSet::new();
                let codings = all.iter().filter(stands);
                codings
                    .filter(|it| standing.is_none() || several.insert((it.code, it.span)))
                    .cloned()
                    .collect()
            }
        })
    }

    /// The codings of an interview that a selection lets pass, in the order of the text;
    /// `shown` are those of the interview as screens show them.
    pub(super) fn selected<'a>(
        &self,
        selection: &Selection,
        interview: u32,
        shown: &'a model::coding::Layer,
    ) -> Result<Cow<'a, [Coding]>> {
        let id = selection.interviews[interview as usize].id;
        let wanted = &selection.facts;
        let rare = |status: &Status| matches!(status, Status::Superseded | Status::Settled);
        let statuses = wanted.statuses.as_deref();
        let mut codings = match &selection.layer {
            Some(layer) => Cow::Owned(self.codings_in(layer, id)?),
            None if statuses.is_some_and(|them| them.iter().any(rare)) => {
                Cow::Owned(self.every_coding(id, &selection.codebook)?)
            }
            None => Cow::Borrowed(shown.all()),
        };
        let passes = |coding: &Coding| {
            let place = selection.codebook.place(coding.code);
            let by_code = (selection.codes.as_ref())
                .is_none_or(|codes| place.is_some_and(|place| codes.contains(&place)));
            let by_coder = wanted.coder.as_ref().is_none_or(|it| *it == coding.coder);
            let by_status = match statuses {
                Some(statuses) => statuses.contains(&coding.status),
                // A layer says itself what counts in it.
                None => selection.layer.is_some() || coding.status.counts(),
            };
            let (start, end) = (coding.span.start().0, coding.span.end().0);
            by_code
                && by_coder
                && by_status
                && wanted.facets.iter().all(|it| coding.facets.contains(it))
                && selection.keeps(interview, start, end)
        };
        if !codings.iter().all(passes) {
            codings = Cow::Owned(codings.iter().filter(|it| passes(it)).cloned().collect());
        }
        Ok(codings)
    }

    /// The facts of a selection, by whoever made the codings.
    pub(super) fn coding_facts(&self, selection: &Selection) -> Result<Vec<CodingFact>> {
        if selection.layer.is_none() {
            return Ok(self.store.facts(
                &selection.codebook,
                &selection.interviews,
                &selection.facts,
            )?);
        }
        let numbers: HashMap<String, u32> = self.store.coder_numbers()?.into_iter().collect();
        let mut facts = Vec::new();
        for interview in &selection.passing {
            let nothing = model::coding::Layer::default();
            for coding in self.selected(selection, *interview, &nothing)?.iter() {
                facts.push(CodingFact {
                    code: place(&selection.codebook, coding),
                    interview: *interview,
                    coder: numbers.get(&coding.coder).copied().unwrap_or(u32::MAX),
                    start: coding.span.start().0,
                    end: coding.span.end().0,
                });
            }
        }
        facts.sort_unstable_by_key(|it| (it.code, it.interview, it.start, it.end, it.coder));
        Ok(facts)
    }

    /// Codings of every status; those of retired codes are left out.
    fn every_coding(&self, interview: InterviewId, book: &Codebook) -> Result<Vec<Coding>> {
        let in_use: HashSet<_> = book
            .codes()
            .iter()
            .filter(|code| !code.retired)
            .map(|code| code.id)
            .collect();
        let layer = self.store.whole_layer(interview)?;
        let codings = layer.all().iter();
        Ok(codings
            .filter(|coding| in_use.contains(&coding.code))
            .cloned()
            .collect())
    }

    /// The coders that cover an interview, by name: of those it was given to, or where it was
    /// given to fewer than two, of all, those who said that they went through it or have
    /// codings in it that count.
    fn coders_of(&self, interview: InterviewId, all: &[Coding]) -> Result<Vec<String>> {
        let assigned: BTreeSet<String> = self
            .store
            .assignments()?
            .into_iter()
            .filter(|it| it.interview == interview)
            .map(|it| it.coder)
            .collect();
        let coded: BTreeSet<String> = all
            .iter()
            .filter(|coding| coding.status.counts())
            .map(|coding| coding.coder.clone())
            .collect();
        let done = self.store.coverage()?.into_iter();
        let done = done.filter(|(of, _)| *of == interview);
        let mut covering: BTreeSet<String> = done.map(|(_, coder)| coder).collect();
        covering.extend(coded);
        if assigned.len() >= 2 {
            covering.retain(|coder| assigned.contains(coder));
        }
        Ok(covering.into_iter().collect())
    }

    /// Holds the codings of an interview's coders against each other, every two of them; of
    /// `coders` where they are named.
    pub(super) fn compare_coders(
        &self,
        interview: InterviewId,
        book: &Codebook,
        coders: Option<&[String; 2]>,
    ) -> Result<Compared> {
        let all = self.every_coding(interview, book)?;
        let coders = match coders {
            Some(coders) => coders.to_vec(),
            None => self.coders_of(interview, &all)?,
        };
        let of = |coder: &String| -> Vec<Counting> {
            let theirs = all
                .iter()
                .filter(|coding| coding.coder == *coder && coding.status.counts());
            theirs
                .map(|coding| {
                    let coded = Coded {
                        start: coding.span.start().0,
                        end: coding.span.end().0,
                        code: place(book, coding),
                    };
                    Counting {
                        coding: coding.clone(),
                        coded,
                    }
                })
                .collect()
        };
        let codings = coders.iter().map(of).collect();
        let settlements = self.store.settlements(Some(interview))?;
        Ok(Compared::new(coders, codings, settlements))
    }
}

fn place(book: &Codebook, coding: &Coding) -> u32 {
    book.place(coding.code)
        .and_then(|place| u32::try_from(place).ok())
        .unwrap_or(u32::MAX)
}

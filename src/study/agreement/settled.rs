//! What coders have after their disagreements were settled.

use std::collections::{BTreeSet, HashMap};

use super::ground::Coverage;
use crate::analysis::frequency::Fact;
use crate::model::{Coding, InterviewId};
use crate::study::filter::Selection;
use crate::study::{Result, Study};

impl Study {
    /// Has every coder of an interview abide by what was settled there, and returns how many
    /// settled disagreements that were.
    ///
    /// The codings in dispute go, and what stands instead is everybody's who has gone through the
    /// interview. What was never in dispute stays each coder's own.
    pub(super) fn abide(
        &self,
        selection: &Selection,
        covered: &Coverage,
        facts: &mut Vec<Fact>,
    ) -> Result<usize> {
        let places: HashMap<InterviewId, u32> = selection
            .interviews
            .iter()
            .zip(0..)
            .map(|(interview, place)| (interview.id, place))
            .collect();
        let numbers: HashMap<String, u32> = self.store.coder_numbers()?.into_iter().collect();
        let mut all: BTreeSet<Fact> = facts.drain(..).collect();
        let mut n_settled = 0;
        let mut layer = None;
        for settlement in self.store.settlements(None)? {
            let Some(place) = places
                .get(&settlement.interview)
                .filter(|place| selection.passing.contains(place))
            else {
                continue;
            };
            n_settled += 1;
            if layer
                .as_ref()
                .is_none_or(|(id, _)| *id != settlement.interview)
            {
                let read = self.store.whole_layer(settlement.interview)?;
                layer = Some((settlement.interview, read));
            }
            let known = layer.as_ref().map(|(_, layer)| layer);
            let fact = |coding: &Coding, coder: u32| {
                let code = selection.codebook.place(coding.code)?;
                let passes = selection.codes.as_ref().is_none_or(|it| it.contains(&code));
                passes.then(|| Fact {
                    code: u32::try_from(code).unwrap_or(u32::MAX),
                    interview: *place,
                    start: coding.span.start().0,
                    end: coding.span.end().0,
                    coder,
                })
            };
            let (a, b) = (settlement.pair.a, settlement.pair.b);
            for coding in [a, b].into_iter().flatten() {
                if let Some(coding) = known.and_then(|layer| layer.get(coding))
                    && let Some(fact) = numbers
                        .get(&coding.coder)
                        .and_then(|coder| fact(coding, *coder))
                {
                    all.remove(&fact);
                }
            }
            for coding in settlement.standing() {
                let coding = known.and_then(|layer| layer.get(coding));
                let coders = covered.coders_of(*place);
                all.extend(coding.into_iter().flat_map(|coding| {
                    let those = coders.iter();
                    those
                        .filter_map(|coder| fact(coding, *coder))
                        .collect::<Vec<_>>()
                }));
            }
        }
        facts.extend(all);
        Ok(n_settled)
    }
}

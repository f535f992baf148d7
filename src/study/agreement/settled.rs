//! What coders have after review, and after their disagreements were settled.

use std::collections::BTreeSet;

use super::ground::Coverage;
use crate::analysis::disagreements::Coded;
use crate::analysis::frequency::Fact;
use crate::study::filter::Selection;
use crate::study::{Result, Study};

impl Study {
    /// Has the coders of these interviews abide by what was settled there, and returns how many
    /// settled disagreements that were.
    ///
    /// What was decided not to stand goes, whoever has it; what stands is everybody's who has gone
    /// through the interview. What is open, or was never in dispute, stays each coder's own. The
    /// same settlements hold as in the final layer.
    pub(super) fn abide(
        &self,
        selection: &Selection,
        sampled: &[u32],
        covered: &Coverage,
        facts: &mut Vec<Fact>,
    ) -> Result<usize> {
        let mut all: BTreeSet<Fact> = facts.drain(..).collect();
        let mut n_settled = 0;
        for place in sampled {
            let interview = selection.interviews[*place as usize].id;
            if self.store.settlements(Some(interview))?.is_empty() {
                continue;
            }
            let compared = self.compare_coders(interview, &selection.codebook, None)?;
            let settled = compared.rows.iter().filter(|row| row.settled.is_some());
            n_settled += settled.count();
            let coders = covered.coders_of(*place);
            let facts_of = |coded: Coded| {
                let codes = selection.codes.as_ref();
                let passes = codes.is_none_or(|codes| codes.contains(&(coded.code as usize)));
                let those = coders.iter().filter(move |_| passes);
                those.map(move |coder| Fact {
                    code: coded.code,
                    interview: *place,
                    start: coded.start,
                    end: coded.end,
                    coder: *coder,
                })
            };
            for (coded, stands) in compared.decided() {
                for fact in facts_of(coded) {
                    if stands {
                        all.insert(fact);
                    } else {
                        all.remove(&fact);
                    }
                }
            }
            let layer = self.store.whole_layer(interview)?;
            for other in compared.others().filter_map(|id| layer.get(id)) {
                let code = selection.codebook.place(other.code);
                if let Some(code) = code.and_then(|code| u32::try_from(code).ok()) {
                    all.extend(facts_of(Coded {
                        start: other.span.start().0,
                        end: other.span.end().0,
                        code,
                    }));
                }
            }
        }
        facts.extend(all);
        Ok(n_settled)
    }
}

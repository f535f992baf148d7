//! The filters of every analysis.

use super::words::{pair, status};
use crate::model::Status;
use crate::study::Filter;

/// The filters of every analysis.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Filters")]
pub(in crate::cli) struct FilterWords {
    /// Only this code and those under it
    #[arg(long, value_name = "CODE")]
    code: Vec<String>,
    /// Only this interview
    #[arg(long, value_name = "INTERVIEW")]
    interview: Vec<String>,
    /// Only this coder's codings
    #[arg(long, value_name = "NAME")]
    only_coder: Option<String>,
    /// Only what this speaker says
    #[arg(long, value_name = "LABEL")]
    speaker: Vec<String>,
    /// Only what this respondent says
    #[arg(long, value_name = "LABEL")]
    respondent: Vec<String>,
    /// Only answers to this question
    #[arg(long, value_name = "NUMBER")]
    question: Vec<String>,
    /// Attribute of interview, session or respondent; repeated: all must fit; commas: one of them
    #[arg(long = "where", value_name = "NAME=VALUE", value_parser = pair)]
    wheres: Vec<(String, String)>,
    /// Only this status; otherwise those that count: coded, accepted, amended, asked
    #[arg(long, value_name = "STATUS", value_parser = status, value_delimiter = ',')]
    status: Vec<Status>,
    /// Only codings with this facet
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    facet: Vec<(String, String)>,
    /// Only codes of this kind
    #[arg(long, value_name = "KIND")]
    kind: Vec<String>,
    /// Of what two coders coded: `final` (agreed and settled), `A` or `B` (one of the two, before
    /// review), or a coder's name
    #[arg(long, value_name = "final|A|B|NAME")]
    layer: Option<String>,
}

impl FilterWords {
    /// The filter they mean.
    pub(in crate::cli) fn filter(&self) -> Filter {
        Filter {
            codes: self.code.clone(),
            interviews: self.interview.clone(),
            only_coder: self.only_coder.clone(),
            speakers: self.speaker.clone(),
            respondents: self.respondent.clone(),
            questions: self.question.clone(),
            wheres: self
                .wheres
                .iter()
                .map(|(name, values)| {
                    (name.clone(), values.split(',').map(str::to_owned).collect())
                })
                .collect(),
            statuses: self.status.clone(),
            facets: self.facet.clone(),
            kinds: self.kind.clone(),
            layer: self.layer.clone(),
        }
    }
}

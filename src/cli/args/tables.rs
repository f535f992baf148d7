//! The words of calls that print tables of codes.

use std::path::PathBuf;

use clap::ValueEnum;

use super::FilterWords;
use super::words::{BadWord, level, number, steps};
use crate::analysis::cooccurrence::Coders;
use crate::analysis::saturation::Rule;
use crate::study::{
    Codes, CooccurRequest, CooccurUnit, Count, CrosstabRequest, Order, SaturationRequest, ShareOf,
    Small, Testing, Width,
};

/// Codes × values of an attribute
///
/// The value of a respondent's attribute counts for what that respondent says, as with --where;
/// `coder`, `role` and `question` stand for who coded, what the speaker does and the question
/// that is answered, unless an attribute has that name. What has no value stands last.
///
/// Tests are off: a purposive sample has no population to speak about. With --test each code is
/// tested with the interview as the unit: Fisher's exact test where an expected count is below
/// 5, else chi-square, with Cramér's V and Holm's adjustment.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Crosstab {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// An attribute of interview, session or respondent; or coder, role, question
    #[arg(long, value_name = "ATTRIBUTE")]
    by: String,
    /// A second attribute: one column for each pair of values
    #[arg(long, value_name = "ATTRIBUTE")]
    cross: Option<String>,
    /// Take the wider values that the codebook says values belong to
    #[arg(long)]
    wider: bool,
    /// What cells count; otherwise respondents, or interviews where none are known
    #[arg(long, value_name = "WHAT")]
    count: Option<CountWord>,
    /// Shares beside the counts: of the code's row, of the group's column, of all
    #[arg(
        long,
        value_name = "OF",
        value_delimiter = ',',
        default_value = "column"
    )]
    shares: Vec<ShareWord>,
    /// Test whether groups differ, code by code
    #[arg(long)]
    test: bool,
    /// Print cells of one or two respondents as they are, not as <3
    #[arg(long)]
    show_small: bool,
    /// Roll codes up to this level of the tree, 1 being the roots
    #[arg(long, value_name = "N", value_parser = level)]
    level: Option<u16>,
    #[command(flatten)]
    pub(in crate::cli) filter: FilterWords,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CountWord {
    /// Interviews with a coding of the code
    Interviews,
    /// Respondents who speak in one
    Respondents,
    /// Codings
    Codings,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ShareWord {
    /// Of all in the row of the code
    Row,
    /// Of all in the group
    Column,
    /// Of all
    Total,
    /// None
    None,
}

impl Crosstab {
    /// What is meant.
    pub(in crate::cli) fn request(&self) -> CrosstabRequest {
        let share = |word: &ShareWord| match word {
            ShareWord::Row => Some(ShareOf::Row),
            ShareWord::Column => Some(ShareOf::Column),
            ShareWord::Total => Some(ShareOf::Total),
            ShareWord::None => None,
        };
        let mut shares: Vec<ShareOf> = Vec::new();
        for of in self.shares.iter().filter_map(share) {
            if !shares.contains(&of) {
                shares.push(of);
            }
        }
        CrosstabRequest {
            by: self.by.clone(),
            cross: self.cross.clone(),
            width: if self.wider { Width::Wider } else { Width::Own },
            level: self.level,
            count: match self.count {
                None => Count::Cases,
                Some(CountWord::Interviews) => Count::Interviews,
                Some(CountWord::Respondents) => Count::Respondents,
                Some(CountWord::Codings) => Count::Codings,
            },
            shares,
            tests: if self.test {
                Testing::EachCode
            } else {
                Testing::Off
            },
            small: if self.show_small {
                Small::Shown
            } else {
                Small::Hidden
            },
        }
    }
}

/// Codes that stand together
///
/// Within one coder's codings: two coders who give a passage different codes disagree, and
/// nothing stands together there. With --rows and --cols a matrix of two kinds of code; its unit
/// is then the respondent, because a guide asks for problems and for countermeasures in
/// different questions.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Cooccur {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// Where codes have to stand together; otherwise overlap, or respondent for a matrix
    #[arg(long, value_name = "UNIT", conflicts_with = "near")]
    unit: Option<UnitWord>,
    /// Passages with at most so many characters between them
    #[arg(long, value_name = "CHARS", value_parser = number)]
    near: Option<u32>,
    /// Kind of the codes in rows
    #[arg(long, value_name = "KIND")]
    rows: Option<String>,
    /// Kind of the codes in columns
    #[arg(long, value_name = "KIND")]
    cols: Option<String>,
    /// Let codings of different coders stand together
    #[arg(long)]
    unite_coders: bool,
    /// Roll codes up to this level of the tree, 1 being the roots
    #[arg(long, value_name = "N", value_parser = level)]
    level: Option<u16>,
    #[command(flatten)]
    pub(in crate::cli) filter: FilterWords,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum UnitWord {
    /// Passages that share a character
    Overlap,
    /// A turn
    Turn,
    /// What is answered to one question
    Answer,
    /// An interview
    Interview,
    /// What one respondent says
    Respondent,
}

impl Cooccur {
    /// What is meant.
    pub(in crate::cli) fn request(&self) -> CooccurRequest {
        let unit = self.unit.map(|word| match word {
            UnitWord::Overlap => CooccurUnit::Overlap,
            UnitWord::Turn => CooccurUnit::Turn,
            UnitWord::Answer => CooccurUnit::Answer,
            UnitWord::Interview => CooccurUnit::Interview,
            UnitWord::Respondent => CooccurUnit::Respondent,
        });
        CooccurRequest {
            unit: unit.or(self.near.map(CooccurUnit::Near)),
            rows: self.rows.clone(),
            cols: self.cols.clone(),
            coders: if self.unite_coders {
                Coders::United
            } else {
                Coders::Apart
            },
            level: self.level,
        }
    }
}

/// New codes by interview, and whether more would come
///
/// Guest's rule (2020): the codes of the first interviews are the base; saturation is reached
/// where a run of interviews after it brings at most the threshold of new ones.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Saturation {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// Which codes count
    #[arg(long, value_name = "CODES", default_value = "all")]
    codes: CodesWord,
    /// Order of the interviews
    #[arg(long, value_name = "ORDER", default_value = "study")]
    order: OrderWord,
    /// These interviews first, in this order
    #[arg(
        long,
        value_name = "INTERVIEW,…",
        value_delimiter = ',',
        conflicts_with = "order"
    )]
    first: Vec<String>,
    /// Interviews whose codes are the base
    #[arg(long, value_name = "COUNT", default_value = "4", value_parser = steps)]
    base: u32,
    /// Interviews of a run
    #[arg(long, value_name = "COUNT", default_value = "2", value_parser = steps)]
    run: u32,
    /// Per cent of new codes that a run may have, of the base
    #[arg(long, value_name = "PERCENT", default_value = "5", value_parser = percent)]
    threshold: f64,
    /// Random orders that the band is made of; 0 for none
    #[arg(long, value_name = "COUNT", default_value = "100", value_parser = orders)]
    orders: u32,
    /// Seed of the random orders
    #[arg(long, value_name = "SEED", default_value = "20260101")]
    seed: u64,
    /// Hold interviews out and count what would be new in them
    #[arg(long, value_name = "INTERVIEW,…", value_delimiter = ',')]
    hold_out: Vec<String>,
    /// Roll codes up to this level of the tree, 1 being the roots
    #[arg(long, value_name = "N", value_parser = level)]
    level: Option<u16>,
    #[command(flatten)]
    pub(in crate::cli) filter: FilterWords,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CodesWord {
    /// All
    All,
    /// Those made while coding
    Emergent,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OrderWord {
    /// The study's: as an imported file fixed it, else by date
    Study,
    /// By date
    Date,
    /// As they were imported
    Import,
}

impl Saturation {
    /// What is meant.
    pub(in crate::cli) fn request(&self) -> SaturationRequest {
        SaturationRequest {
            codes: match self.codes {
                CodesWord::All => Codes::All,
                CodesWord::Emergent => Codes::Emergent,
            },
            order: match self.order {
                _ if !self.first.is_empty() => Order::Given(self.first.clone()),
                OrderWord::Study => Order::Study,
                OrderWord::Date => Order::Date,
                OrderWord::Import => Order::Import,
            },
            rule: Rule {
                base: self.base as usize,
                run: self.run as usize,
                threshold: self.threshold / 100.0,
            },
            orders: self.orders as usize,
            seed: self.seed,
            held_out: self.hold_out.clone(),
            level: self.level,
        }
    }
}

fn percent(text: &str) -> Result<f64, BadWord> {
    match text.trim_end_matches('%').parse::<f64>() {
        Ok(percent) if (0.0..=100.0).contains(&percent) => Ok(percent),
        _ => Err(BadWord::Percent),
    }
}

/// Random orders, from 0 to what a machine can go through.
fn orders(text: &str) -> Result<u32, BadWord> {
    match text.parse() {
        Ok(orders) if orders <= 100_000 => Ok(orders),
        _ => Err(BadWord::Orders),
    }
}

//! The words of calls that print tables of codes.

use std::path::PathBuf;

use clap::ValueEnum;

use super::FilterWords;
use super::words::{BadWord, level, number, steps};
use crate::analysis::cooccurrence::Coders;
use crate::analysis::saturation::Rule;
use crate::study::{
    Codes, CooccurRequest, CooccurUnit, Count, CrosstabRequest, EvidenceRequest, FrequencyRequest,
    LinksRequest, Order, SaturationRequest, ShareOf, Small, Spoken, Testing, Width,
};

/// Which values of an attribute make a group.
#[derive(Debug, clap::Args)]
struct Values {
    /// Take the wider values that the codebook says values belong to
    #[arg(long, requires = "by")]
    wider: bool,
}

impl Values {
    /// What is meant.
    fn width(&self) -> Width {
        if self.wider { Width::Wider } else { Width::Own }
    }
}

/// What a table is made of: a study, what of it counts, and what becomes of cells that could
/// give a person away.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Ground {
    /// The study file
    pub(in crate::cli) study: PathBuf,
    /// Print cells of one or two respondents as they are, not as <3
    #[arg(long)]
    show_small: bool,
    #[command(flatten)]
    pub(in crate::cli) filter: FilterWords,
}

impl Ground {
    /// What becomes of small cells.
    pub(in crate::cli) fn small(&self) -> Small {
        if self.show_small {
            Small::Shown
        } else {
            Small::Hidden
        }
    }
}

/// The code frequency table
///
/// Counts in people what is known of people; cells of one or two print <3. With --by the figures
/// of groups stand beside those of all: by an attribute, or by `coder`, `role`, `question` or
/// `layer`, unless an attribute has that name.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Freq {
    /// Roll codes up to this level of the tree, 1 being the roots
    #[arg(long, value_name = "N", value_parser = level)]
    level: Option<u16>,
    /// Groups beside the whole: an attribute, or coder, role, question, layer
    #[arg(long, value_name = "ATTRIBUTE")]
    by: Option<String>,
    #[command(flatten)]
    values: Values,
    /// Count speakers, and the share of what is said, the interviewer left out
    #[arg(long)]
    spoken: bool,
    #[command(flatten)]
    pub(in crate::cli) ground: Ground,
}

impl Freq {
    /// What is meant.
    pub(in crate::cli) fn request(&self) -> FrequencyRequest {
        FrequencyRequest {
            level: self.level,
            by: self.by.clone(),
            width: self.values.width(),
            small: self.ground.small(),
            spoken: if self.spoken {
                Spoken::Counted
            } else {
                Spoken::LeftOut
            },
        }
    }
}

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
    /// An attribute of interview, session or respondent; or coder, role, question
    #[arg(long, value_name = "ATTRIBUTE")]
    by: String,
    /// A second attribute: one column for each pair of values
    #[arg(long, value_name = "ATTRIBUTE")]
    cross: Option<String>,
    #[command(flatten)]
    values: Values,
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
    /// Roll codes up to this level of the tree, 1 being the roots
    #[arg(long, value_name = "N", value_parser = level)]
    level: Option<u16>,
    #[command(flatten)]
    pub(in crate::cli) ground: Ground,
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
            width: self.values.width(),
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
            small: self.ground.small(),
        }
    }
}

/// Codes that stand together
///
/// Within one coder's codings: two coders who give a passage different codes disagree, and
/// nothing stands together there. With --rows and --cols a matrix of two kinds of code; its unit
/// is then the respondent, because a structured interview asks for the two kinds in different
/// questions.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Cooccur {
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
    /// The matrix for each value of an attribute
    #[arg(long, value_name = "ATTRIBUTE", requires = "rows", requires = "cols")]
    pub(in crate::cli) by: Option<String>,
    #[command(flatten)]
    values: Values,
    /// What svg and png draw; otherwise a matrix, or the flow from rows to columns
    #[arg(long, value_name = "PICTURE")]
    pub(in crate::cli) picture: Option<PictureWord>,
    /// Roll codes up to this level of the tree, 1 being the roots
    #[arg(long, value_name = "N", value_parser = level)]
    level: Option<u16>,
    #[command(flatten)]
    pub(in crate::cli) ground: Ground,
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

/// How pairs of codes are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum PictureWord {
    /// A shaded table
    Matrix,
    /// Codes on a circle, joined by lines
    Network,
    /// Bands from the codes of the rows to those of the columns
    Flow,
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
            small: self.ground.small(),
        }
    }

    /// Which values make a group.
    pub(in crate::cli) fn width(&self) -> Width {
        self.values.width()
    }
}

/// Links of the codebook beside what interviews show
///
/// A declared link is supported where a coder drew it between two passages, or where somebody
/// named both codes; pairs that are not declared are listed where a coder linked them, or from
/// --least respondents on. With --orphans what is named and has no supported link. A coding that
/// denies its code names nothing.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Links {
    /// List codes without a supported link instead
    #[arg(long)]
    pub(in crate::cli) orphans: bool,
    /// The relation
    #[arg(long, value_name = "RELATION", default_value = "answered-by")]
    relation: String,
    /// Kind of the codes that links lead from; otherwise that of the codebook's links
    #[arg(long, value_name = "KIND")]
    rows: Option<String>,
    /// Kind of those they lead to
    #[arg(long, value_name = "KIND")]
    cols: Option<String>,
    /// List pairs that are not declared from so many respondents on
    #[arg(long, value_name = "COUNT", default_value = "3", value_parser = steps)]
    least: u32,
    #[command(flatten)]
    pub(in crate::cli) ground: Ground,
}

impl Links {
    /// What is meant.
    pub(in crate::cli) fn request(&self) -> LinksRequest {
        LinksRequest {
            relation: self.relation.clone(),
            rows: self.rows.clone(),
            cols: self.cols.clone(),
            least: self.least.into(),
        }
    }
}

/// Tables of the document filled from the interviews, or what only one side says
///
/// A row for each code that the codebook takes from a table of the document, with the best
/// quotation for each value of the first facet of its kind, who names it, and the groups they
/// belong to. With --contrast what is named with a value of an attribute, with its other values,
/// and with both. A coding that denies its code counts nowhere here.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Evidence {
    /// Only this table of the document
    #[arg(long, value_name = "TABLE", conflicts_with = "contrast")]
    table: Vec<String>,
    /// The facet whose values are the columns; otherwise the first of the code's kind
    #[arg(long, value_name = "FACET", conflicts_with = "contrast")]
    columns: Option<String>,
    /// Attributes to tell people by; otherwise those that the codebook lists
    #[arg(long, value_name = "ATTRIBUTE", conflicts_with = "contrast")]
    group: Vec<String>,
    /// Hold this value, or wider value, against all others of its attribute
    #[arg(long, value_name = "[NAME=]VALUE")]
    pub(in crate::cli) contrast: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) ground: Ground,
}

impl Evidence {
    /// What is meant.
    pub(in crate::cli) fn request(&self) -> EvidenceRequest {
        EvidenceRequest {
            tables: self.table.clone(),
            facet: self.columns.clone(),
            groups: self.group.clone(),
            small: self.ground.small(),
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

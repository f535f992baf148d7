//! How far coders agree: who is compared on what, the figures, and where they differ.
//!
//! Definitions of the figures stand in [`crate::analysis::agreement`]; here the study's
//! interviews, coders and codes become a sample, and the figures a table.

mod differences;
mod ground;
mod ratings;
mod rounds;
mod settled;
mod table;

use super::filter::{Filter, Selection};
use super::{Result, Study, StudyError, Watch};
use crate::analysis::agreement::Measure;
use crate::analysis::agreement::bootstrap::{Draws, FEWEST, REPLICATES, SEED};
use crate::analysis::agreement::compare::{Asked, Estimate, Group, OfCode, Resampling, compare};
use crate::analysis::agreement::ruler::Least;
use crate::analysis::agreement::sample::{Passages, Sample};
use crate::analysis::agreement::segments::ENOUGH;
use crate::analysis::progress::Progress;
use crate::model::CodeId;

pub use differences::{Difference, Opinion};
use ground::Ground;
pub use ratings::{RatingsAgreement, RatingsRequest};
pub use rounds::{Round, Rounds, Under};
pub use table::{whole, why_key};

/// What coders are compared on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AgreementUnit {
    /// Each code point.
    Character,
    /// A sentence of a turn.
    Sentence,
    /// A line of a turn.
    Paragraph,
    /// Everything said in one turn; where a transcript has none, a paragraph.
    #[default]
    Turn,
    /// A whole interview.
    Interview,
}

impl AgreementUnit {
    /// All of them, the finest first.
    pub const ALL: [Self; 5] = [
        Self::Character,
        Self::Sentence,
        Self::Paragraph,
        Self::Turn,
        Self::Interview,
    ];

    /// The word used on the command line and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Character => "character",
            Self::Sentence => "sentence",
            Self::Paragraph => "paragraph",
            Self::Turn => "turn",
            Self::Interview => "interview",
        }
    }
}

/// Which measures are computed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Measures {
    /// Alpha, with percent agreement and agreement on yes beside it.
    #[default]
    Usual,
    /// Each that is defined for the number of coders.
    All,
    /// These.
    These(Vec<Measure>),
}

impl Measures {
    /// The measures for so many coders of codings in texts.
    #[must_use]
    pub fn of_codings(&self, n_coders: usize) -> Vec<Measure> {
        self.fitting(n_coders, |measure| measure != Measure::LightKappa)
    }

    /// The measures for so many coders of a table of ratings; those of yes and no only where
    /// it is known which category is yes.
    #[must_use]
    pub fn of_ratings(&self, n_coders: usize, knows_yes: bool) -> Vec<Measure> {
        self.fitting(n_coders, |measure| {
            !measure.is_of_spans()
                && (knows_yes || !measure.is_binary())
                && (measure != Measure::LightKappa || n_coders > 2)
        })
    }

    fn fitting(&self, n_coders: usize, fits: impl Fn(Measure) -> bool) -> Vec<Measure> {
        let for_coders = |measure: &Measure| n_coders == 2 || !measure.needs_two_coders();
        let usual = [Measure::KrippendorffAlpha, Measure::Percent, Measure::PPos];
        let all: &[Measure] = match self {
            Self::Usual => &usual,
            Self::All => &Measure::ALL,
            Self::These(measures) => return measures.clone(),
        };
        all.iter()
            .copied()
            .filter(|measure| for_coders(measure) && fits(*measure))
            .collect()
    }
}

/// Whose words are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Voices {
    /// Everybody's but the interviewer's.
    #[default]
    Respondents,
    /// Everybody's.
    Everybody,
}

/// Whether figures come with intervals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Intervals {
    /// They do.
    #[default]
    Computed,
    /// They don't.
    LeftOut,
}

/// Which of a coder's work is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Work {
    /// What each coded on their own, before anybody reviewed it.
    #[default]
    AsCoded,
    /// What each has after disagreements were settled: no independent work any more.
    Settled,
}

/// A comparison of coders as a person asks for it.
#[derive(Clone, Debug, PartialEq)]
pub struct AgreementRequest {
    /// On what they are compared.
    pub unit: AgreementUnit,
    /// Names of the coders; with none all who have gone through an interview.
    pub coders: Vec<String>,
    /// The measures.
    pub measures: Measures,
    /// With a level (from 1, the roots) deeper codes are rolled up into their ancestors of that level.
    pub level: Option<u16>,
    /// Whose words are looked at.
    pub voices: Voices,
    /// The least that has to be marked of a unit.
    pub least: Least,
    /// The share of overlap from which passages match.
    pub enough: f64,
    /// Whether there are intervals.
    pub intervals: Intervals,
    /// Which work is compared.
    pub work: Work,
}

impl Default for AgreementRequest {
    fn default() -> Self {
        Self {
            unit: AgreementUnit::default(),
            coders: Vec::new(),
            measures: Measures::default(),
            level: None,
            voices: Voices::default(),
            least: Least::default(),
            enough: ENOUGH,
            intervals: Intervals::default(),
            work: Work::default(),
        }
    }
}

/// How far coders agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// What was asked for.
    pub request: AgreementRequest,
    /// The coders compared, the first and the second in the order of the two-coder figures.
    pub coders: Vec<String>,
    /// The measures, in the order of every list of figures.
    pub measures: Vec<Measure>,
    /// One row a code that passes the filter, in codebook order.
    pub rows: Vec<AgreementRow>,
    /// All codes together, without the rows.
    pub overall: Group,
    /// Codes of one level each, with all that stands under them, without the rows.
    pub levels: Vec<Group>,
    /// The kinds of code.
    pub kinds: Vec<OfKind>,
    /// Names of the interviews that at least two of the coders have gone through.
    pub interviews: Vec<String>,
    /// Interviews that pass the filter but were gone through by fewer.
    pub n_left_out: usize,
    /// Interviews that pass but of which whoever looks may see nobody else's work yet.
    pub n_hidden: usize,
    /// Pairs of interview and coder that count as gone through without a mark, because the
    /// coder has a coding there.
    pub n_inferred: usize,
    /// Settled disagreements that were taken in.
    pub n_settled: usize,
    /// Whether there are intervals, or too few interviews for any.
    pub has_intervals: bool,
    /// The first twelve hexadecimal digits of SHA-256 over what was compared.
    pub fingerprint: String,
}

/// Figures of one code.
#[derive(Clone, Debug, PartialEq)]
pub struct AgreementRow {
    /// The code.
    pub code: CodeId,
    /// Its public id.
    pub public_id: String,
    /// Its name.
    pub name: String,
    /// Its path.
    pub path: String,
    /// Id of its kind; empty where it has none.
    pub kind: String,
    /// Levels above it.
    pub depth: u16,
    /// The figures.
    pub of: OfCode,
}

/// Figures of one kind of code.
#[derive(Clone, Debug, PartialEq)]
pub struct OfKind {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// All its codes taken as one: did they find that there is anything of this kind?
    pub any: OfCode,
    /// Its codes together, without the rows: did they say the same of it?
    pub each: Group,
}

impl Agreement {
    /// The figure of a measure in a list of figures.
    #[must_use]
    pub fn estimate(&self, estimates: &[Estimate], measure: Measure) -> Option<Estimate> {
        let place = self.measures.iter().position(|it| *it == measure)?;
        estimates.get(place).copied()
    }
}

impl Study {
    /// Compares coders.
    ///
    /// # Errors
    /// When the file can't be read, a name is unknown, fewer than two coders are left, or
    /// `watch` stopped it ([`StudyError::Cancelled`]).
    pub fn agreement(
        &self,
        filter: &Filter,
        request: &AgreementRequest,
        watch: Watch,
    ) -> Result<Agreement> {
        let (ground, selection) = self.steadily(|| {
            let selection = self.select(filter)?;
            Ok((self.ground_of(&selection, filter, request)?, selection))
        })?;
        let codes = Codes::of(&selection, request.level);
        let measures = request.measures.of_codings(ground.coders.len());
        let progress = Progress::new(codes.n_groups(), watch.stop, watch.tell);
        let work = Comparing {
            ground: &ground,
            measures: &measures,
            request,
            progress: &progress,
            draws: ground.draws(request),
        };
        let mut overall = work.compare(&codes.rows)?;
        let of_codes = std::mem::take(&mut overall.codes);
        let mut levels = Vec::new();
        for level in &codes.levels {
            let mut group = work.compare(level)?;
            group.codes.clear();
            levels.push(group);
        }
        let mut kinds = Vec::new();
        for (id, name, places) in &codes.kinds {
            let any = work.compare(&[places.concat()])?.codes.pop();
            let mut each = work.compare(places)?;
            each.codes.clear();
            kinds.extend(any.map(|any| OfKind {
                id: id.clone(),
                name: name.clone(),
                any,
                each,
            }));
        }
        let book = &selection.codebook;
        let rows = codes.places.iter().zip(of_codes).map(|(place, of)| {
            let code = &book.codes()[*place];
            AgreementRow {
                code: code.id,
                public_id: code.entry.public_id.clone(),
                name: code.entry.name.clone(),
                path: book.path(*place),
                kind: code.entry.kind.clone(),
                depth: book.depth(*place),
                of,
            }
        });
        Ok(Agreement {
            rows: rows.collect(),
            has_intervals: work.draws.is_some(),
            request: request.clone(),
            measures,
            overall,
            levels,
            kinds,
            coders: ground.coders,
            interviews: ground.interviews,
            n_left_out: ground.n_left_out,
            n_hidden: ground.n_hidden,
            n_inferred: ground.n_inferred,
            n_settled: ground.n_settled,
            fingerprint: ground.fingerprint,
        })
    }
}

/// One comparison after the other on the same ground.
struct Comparing<'a> {
    ground: &'a Ground,
    measures: &'a [Measure],
    request: &'a AgreementRequest,
    progress: &'a Progress<'a>,
    draws: Option<Draws>,
}

impl Comparing<'_> {
    fn compare(&self, codes: &[Vec<u32>]) -> Result<Group> {
        let of_spans = self.measures.iter().any(|measure| measure.is_of_spans());
        let asked = Asked {
            measures: self.measures,
            passages: if of_spans {
                Passages::MatchedFrom(self.request.enough)
            } else {
                Passages::Ignored
            },
            resampling: match (&self.draws, self.request.intervals) {
                (_, Intervals::LeftOut) => Resampling::NotAsked,
                (None, Intervals::Computed) => Resampling::TooFew,
                (Some(draws), Intervals::Computed) => Resampling::Drawn(draws),
            },
        };
        compare(&self.ground.sample, codes, asked, self.progress).ok_or(StudyError::Cancelled)
    }
}

impl Ground {
    /// Draws of the sample's interviews, where there are enough of them.
    fn draws(&self, request: &AgreementRequest) -> Option<Draws> {
        let n = Sample::interviews(&self.sample).len();
        (request.intervals == Intervals::Computed && n >= FEWEST)
            .then(|| Draws::random(n, REPLICATES, SEED))
    }
}

/// Places of codes, as they are taken together.
struct Codes {
    /// The codes that have a row.
    places: Vec<usize>,
    /// What each row takes in.
    rows: Vec<Vec<u32>>,
    /// For each level of the tree, its codes with all that stands under them; nothing for a tree
    /// of one level.
    levels: Vec<Vec<Vec<u32>>>,
    /// Id and name of each kind, and its codes one by one.
    kinds: Vec<(String, String, Vec<Vec<u32>>)>,
}

impl Codes {
    fn of(selection: &Selection, level: Option<u16>) -> Self {
        let book = &selection.codebook;
        let passes = |place: usize| {
            !book.codes()[place].retired
                && selection
                    .codes
                    .as_ref()
                    .is_none_or(|codes| codes.contains(&place))
        };
        let all: Vec<usize> = (0..book.codes().len()).filter(|it| passes(*it)).collect();
        let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        let rolled = |place: usize| -> Vec<u32> {
            (place..book.subtree_end(place))
                .filter(|it| passes(*it))
                .map(number)
                .collect()
        };
        let places: Vec<usize> = all
            .iter()
            .copied()
            .filter(|place| level.is_none_or(|level| book.depth(*place) < level))
            .collect();
        let rows = places
            .iter()
            .map(|place| {
                if level == Some(book.depth(*place) + 1) {
                    rolled(*place)
                } else {
                    vec![number(*place)]
                }
            })
            .collect();
        let depths = all.iter().map(|place| book.depth(*place) + 1);
        let deepest = depths.max().unwrap_or(0);
        let levels = (1..=deepest).filter(|_| deepest > 1).map(|level| {
            let of_level = all.iter().filter(|place| book.depth(**place) + 1 == level);
            of_level.map(|place| rolled(*place)).collect()
        });
        let mut kinds: Vec<(String, String, Vec<Vec<u32>>)> = Vec::new();
        for place in &all {
            let code = &book.codes()[*place];
            let id = &code.entry.kind;
            if id.is_empty() {
                continue;
            }
            let known = kinds.iter().position(|(known, _, _)| known == id);
            let of_kind = known.unwrap_or_else(|| {
                let name = book.kind_of(code).map_or(id, |kind| &kind.name);
                kinds.push((id.clone(), name.clone(), Vec::new()));
                kinds.len() - 1
            });
            kinds[of_kind].2.push(vec![number(*place)]);
        }
        Self {
            places,
            rows,
            levels: levels.collect(),
            kinds,
        }
    }

    /// Groups that are compared, each code once for every group it is in.
    fn n_groups(&self) -> usize {
        let of_levels: usize = self.levels.iter().map(Vec::len).sum();
        let of_kinds: usize = self.kinds.iter().map(|(_, _, codes)| codes.len() + 1).sum();
        self.rows.len() + of_levels + of_kinds
    }
}

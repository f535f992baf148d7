//! Tests of each code of a cross-tab: whether it is as frequent in every group.

use super::{Count, CrosstabRequest, CrosstabRow};
use crate::analysis::association::{self, Counts, Tables};
use crate::analysis::undefined::{Figure, Why};
use crate::study::groups::Grouping;
use crate::study::{Result, StudyError};

/// With fewer interviews a table is described and not tested.
pub const FEWEST: u64 = 20;

/// Why a test would mean nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TestRefused {
    /// Codings and the people of one interview don't stand alone.
    #[error("tests need the interview as the unit")]
    Unit,
    /// An interview is in several groups, or parts of it are.
    #[error("tests need groups of whole interviews that exclude each other")]
    Groups,
}

/// Tests of all rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Tests {
    /// One for each row.
    pub rows: Vec<CodeTest>,
    /// How many have a *p*-value: those that Holm's adjustment takes into account.
    pub n_tests: usize,
    /// Whether there were too few interviews to test at all.
    pub too_few: bool,
}

/// The test of one code: interviews with and without it, by group.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeTest {
    /// Interviews with the code that each group would have if groups didn't differ; `None` for
    /// what has no value.
    pub expected: Vec<Option<f64>>,
    /// The smallest expected count, of interviews with or without the code.
    pub min_expected: Figure,
    /// Expected counts below 5, of interviews with or without the code.
    pub n_small: usize,
    /// Which test.
    pub test: Test,
    /// Its *p*-value.
    pub p: Figure,
    /// Adjusted for the number of tests (Holm).
    pub p_holm: Figure,
    /// Cramér's V.
    pub cramers_v: Figure,
    /// The same without its bias (Bergsma 2013).
    pub cramers_v_corrected: Figure,
}

/// A test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Test {
    /// Pearson's chi-square: all expected counts are 5 or more.
    ChiSquare,
    /// Fisher's exact test.
    Fisher,
    /// The same from tables drawn at random.
    FisherDrawn,
}

impl Test {
    /// The key of its words.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::ChiSquare => "test-chi_square",
            Self::Fisher => "test-fisher",
            Self::FisherDrawn => "test-fisher_drawn",
        }
    }

    /// The word in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ChiSquare => "chi_square",
            Self::Fisher => "fisher",
            Self::FisherDrawn => "fisher_drawn",
        }
    }
}

/// Tests every row, or says why that would mean nothing.
pub(super) fn tests(
    request: &CrosstabRequest,
    grouping: &Grouping,
    rows: &[CrosstabRow],
) -> Result<Tests> {
    if matches!(request.count, Count::Codings | Count::Respondents) {
        return Err(StudyError::NoTest(TestRefused::Unit));
    }
    if !grouping.is_of_interviews_apart() {
        return Err(StudyError::NoTest(TestRefused::Groups));
    }
    // What has no value is no group.
    let groups: Vec<usize> = (0..grouping.groups.len())
        .filter(|at| {
            let group = &grouping.groups[*at];
            group.value.is_some() && group.cross != Some(None)
        })
        .collect();
    let sizes: Vec<u64> = groups
        .iter()
        .map(|at| grouping.groups[*at].n_interviews)
        .collect();
    let n: u64 = sizes.iter().sum();
    let mut tests: Vec<CodeTest> = rows
        .iter()
        .map(|row| {
            let with: Vec<u64> = groups.iter().map(|at| row.own[*at].interviews).collect();
            let mut test = of_code(&with, &sizes);
            let all: u64 = with.iter().sum();
            for (at, size) in groups.iter().zip(&sizes) {
                let expected = *size as f64 * all as f64 / n.max(1) as f64;
                test.expected.resize(grouping.groups.len(), None);
                test.expected[*at] = Some(expected);
            }
            test
        })
        .collect();
    let p: Vec<f64> = tests.iter().filter_map(|test| test.p.ok()).collect();
    let mut adjusted = association::holm(&p).into_iter();
    for test in tests.iter_mut().filter(|test| test.p.is_ok()) {
        test.p_holm = adjusted.next().ok_or(Why::NoUnits);
    }
    Ok(Tests {
        n_tests: p.len(),
        rows: tests,
        too_few: n < FEWEST,
    })
}

fn of_code(with: &[u64], sizes: &[u64]) -> CodeTest {
    let without: Vec<u64> = with
        .iter()
        .zip(sizes)
        .map(|(with, all)| all.saturating_sub(*with))
        .collect();
    let n: u64 = sizes.iter().sum();
    let counts = Counts::new(&[with.to_vec(), without]);
    let n_small = counts.n_small();
    let (test, p) = match counts.chi_square() {
        Err(why) => (Test::Fisher, Err(why)),
        Ok(_) if n < FEWEST => (Test::Fisher, Err(Why::TooFewDocuments)),
        Ok(chi_square) if n_small == 0 => {
            let p = association::chi_square_p(chi_square, counts.df());
            (Test::ChiSquare, Ok(p))
        }
        Ok(_) => match counts.fisher() {
            (p, Tables::All) => (Test::Fisher, Ok(p)),
            (p, Tables::Drawn) => (Test::FisherDrawn, Ok(p)),
        },
    };
    CodeTest {
        expected: Vec::new(),
        min_expected: counts.min_expected(),
        n_small,
        test,
        p,
        p_holm: p,
        cramers_v: counts.cramers_v(),
        cramers_v_corrected: counts.cramers_v_corrected(),
    }
}

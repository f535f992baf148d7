//! Whether rows and columns of a table of counts go together.
//!
//! Rows and columns are categories, cells count units that are independent of each other:
//! interviews, never the codings or turns of one. Rows and columns without any unit are
//! dropped first; what is left must be two by two at least. A *p*-value speaks of a
//! population that was sampled at random; most interview studies have none.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

use crate::analysis::undefined::{Figure, Why};

/// The seed of the tables that are drawn where there are too many to go through.
pub const SEED: u64 = 20_260_101;
/// How many tables are drawn then.
pub const DRAWN: u32 = 10_000;
/// Up to so many tables are gone through one by one.
const MOST_TABLES: u64 = 2_000_000;
/// An expected count below this is small: chi-square is no good approximation then.
pub const SMALL: f64 = 5.0;
/// Tables count as equally probable within this share, as in R.
const SLACK: f64 = 1e-7;

/// A table of counts without empty rows and columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    cells: Vec<Vec<u64>>,
    rows: Vec<u64>,
    columns: Vec<u64>,
    n: u64,
}

/// How a *p*-value of Fisher's test was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tables {
    /// Every table with the same margins was looked at.
    All,
    /// Tables with the same margins were drawn at random, [`DRAWN`] of them.
    Drawn,
}

impl Counts {
    /// The table with these rows, all of one length.
    #[must_use]
    pub fn new(table: &[Vec<u64>]) -> Self {
        let n_columns = table.first().map_or(0, Vec::len);
        let sum = |column: usize| -> u64 { table.iter().map(|row| row[column]).sum() };
        let kept: Vec<usize> = (0..n_columns).filter(|column| sum(*column) > 0).collect();
        let cells: Vec<Vec<u64>> = table
            .iter()
            .filter(|row| row.iter().any(|n| *n > 0))
            .map(|row| kept.iter().map(|column| row[*column]).collect())
            .collect();
        let rows: Vec<u64> = cells.iter().map(|row| row.iter().sum()).collect();
        Self {
            n: rows.iter().sum(),
            rows,
            columns: kept.iter().map(|column| sum(*column)).collect(),
            cells,
        }
    }

    /// Rows or columns, whichever are fewer.
    fn narrow(&self) -> usize {
        self.rows.len().min(self.columns.len())
    }

    fn varied(&self) -> Result<(), Why> {
        if self.narrow() < 2 {
            return Err(Why::NoVariation);
        }
        Ok(())
    }

    /// Observed counts beside those expected if rows and columns had nothing to do with each other.
    fn beside_expected(&self) -> impl Iterator<Item = (f64, f64)> {
        self.cells.iter().zip(&self.rows).flat_map(|(row, sum)| {
            row.iter().zip(&self.columns).map(|(count, column)| {
                let expected = *sum as f64 * *column as f64 / self.n as f64;
                (*count as f64, expected)
            })
        })
    }

    /// Degrees of freedom of chi-square; 0 where it is undefined.
    #[must_use]
    pub fn df(&self) -> u32 {
        let of = |n: usize| u32::try_from(n.saturating_sub(1)).unwrap_or(u32::MAX);
        of(self.rows.len()) * of(self.columns.len())
    }

    /// Pearson's chi-square.
    ///
    /// # Errors
    /// [`Why::NoVariation`] below two by two.
    pub fn chi_square(&self) -> Figure {
        self.varied()?;
        Ok(self
            .beside_expected()
            .map(|(o, e)| (o - e) * (o - e) / e)
            .sum())
    }

    /// Chi-square with Yates's correction, for two by two.
    ///
    /// # Errors
    /// [`Why::NoVariation`] below two by two, [`Why::OutOfRange`] above.
    pub fn chi_square_yates(&self) -> Figure {
        self.two_by_two()?;
        let less = |o: f64, e: f64| (o - e).abs() - (o - e).abs().min(0.5);
        Ok(self
            .beside_expected()
            .map(|(o, e)| less(o, e).powi(2) / e)
            .sum())
    }

    fn two_by_two(&self) -> Result<(), Why> {
        self.varied()?;
        if self.rows.len() > 2 || self.columns.len() > 2 {
            return Err(Why::OutOfRange);
        }
        Ok(())
    }

    /// The smallest expected count.
    ///
    /// # Errors
    /// [`Why::NoVariation`] below two by two.
    pub fn min_expected(&self) -> Figure {
        self.varied()?;
        Ok(self
            .beside_expected()
            .map(|(_, expected)| expected)
            .fold(f64::INFINITY, f64::min))
    }

    /// Cells whose expected count is below [`SMALL`]; 0 where chi-square is undefined.
    #[must_use]
    pub fn n_small(&self) -> usize {
        if self.varied().is_err() {
            return 0;
        }
        self.beside_expected()
            .filter(|(_, expected)| *expected < SMALL)
            .count()
    }

    /// Cramér's V, from 0 to 1; biased upwards in small tables.
    ///
    /// # Errors
    /// [`Why::NoVariation`] below two by two.
    pub fn cramers_v(&self) -> Figure {
        let chi_square = self.chi_square()?;
        Ok((chi_square / (self.n as f64 * (self.narrow() - 1) as f64)).sqrt())
    }

    /// Cramér's V with the bias taken out: Bergsma (2013), *Journal of the Korean Statistical
    /// Society* 42, 323–328.
    ///
    /// # Errors
    /// [`Why::NoVariation`] below two by two; [`Why::OutOfRange`] where the table is so small that
    /// nothing is left to divide by.
    pub fn cramers_v_corrected(&self) -> Figure {
        let chi_square = self.chi_square()?;
        let n = self.n as f64;
        let (r, c) = (self.rows.len() as f64, self.columns.len() as f64);
        let phi = (chi_square / n - (r - 1.0) * (c - 1.0) / (n - 1.0)).max(0.0);
        let less = |k: f64| k - (k - 1.0).powi(2) / (n - 1.0);
        let whole = less(r).min(less(c)) - 1.0;
        if whole > 0.0 {
            Ok((phi / whole).sqrt())
        } else {
            Err(Why::OutOfRange)
        }
    }

    /// The odds ratio of a table of two by two.
    ///
    /// # Errors
    /// [`Why::NoVariation`] below two by two, [`Why::OutOfRange`] above, [`Why::ZeroCell`] where
    /// it would be divided by 0.
    pub fn odds_ratio(&self) -> Figure {
        self.two_by_two()?;
        let cell = |row: usize, column: usize| self.cells[row][column] as f64;
        let below = cell(0, 1) * cell(1, 0);
        if below == 0.0 {
            return Err(Why::ZeroCell);
        }
        Ok(cell(0, 0) * cell(1, 1) / below)
    }

    /// One-sided *p*-values of Fisher's exact test for two by two: that the first cell is as small
    /// as it is, or smaller; and as large, or larger.
    ///
    /// # Errors
    /// [`Why::NoVariation`] below two by two, [`Why::OutOfRange`] above.
    pub fn fisher_one_sided(&self) -> Result<(f64, f64), Why> {
        self.two_by_two()?;
        let logs = log_factorials(self.n);
        let (mut less, mut greater) = (0.0, 0.0);
        let mut fill = Fill::new(self, &logs, u64::MAX);
        fill.each(&mut |first, log| {
            if first <= self.cells[0][0] {
                less += log.exp();
            }
            if first >= self.cells[0][0] {
                greater += log.exp();
            }
        });
        Ok((less.min(1.0), greater.min(1.0)))
    }

    /// The two-sided *p*-value of Fisher's exact test: the probability of all tables with these
    /// margins that are at most as probable as this one. Where there are too many tables,
    /// some are drawn. 1 for a table in which nothing can vary.
    #[must_use]
    pub fn fisher(&self) -> (f64, Tables) {
        if self.narrow() < 2 {
            return (1.0, Tables::All);
        }
        let logs = log_factorials(self.n);
        let observed = log_of(&self.cells, &logs) + margins(self, &logs);
        let bound = observed + SLACK.ln_1p();
        let mut p = 0.0;
        let most = if self.df() == 1 {
            u64::MAX
        } else {
            MOST_TABLES
        };
        let mut fill = Fill::new(self, &logs, most);
        let all = fill.each(&mut |_, log| {
            if log <= bound {
                p += log.exp();
            }
        });
        if all {
            (p.min(1.0), Tables::All)
        } else {
            (self.drawn(&logs, bound), Tables::Drawn)
        }
    }

    /// The share of random tables with these margins that are at most as probable as this one,
    /// this one among them.
    fn drawn(&self, logs: &[f64], bound: f64) -> f64 {
        let margins = margins(self, logs);
        let mut random = Xoshiro256PlusPlus::seed_from_u64(SEED);
        let mut units: Vec<usize> = (0..self.columns.len())
            .flat_map(|column| (0..self.columns[column]).map(move |_| column))
            .collect();
        let mut hits = 1_u32;
        for _ in 0..DRAWN {
            shuffle(&mut units, &mut random);
            let mut cells = vec![vec![0_u64; self.columns.len()]; self.rows.len()];
            let mut at = 0;
            for (row, sum) in cells.iter_mut().zip(&self.rows) {
                let sum = usize::try_from(*sum).unwrap_or(usize::MAX);
                for column in &units[at..at + sum] {
                    row[*column] += 1;
                }
                at += sum;
            }
            hits += u32::from(log_of(&cells, logs) + margins <= bound);
        }
        f64::from(hits) / f64::from(DRAWN + 1)
    }
}

/// Puts a list in random order (Fisher and Yates).
pub(super) fn shuffle<T>(list: &mut [T], random: &mut Xoshiro256PlusPlus) {
    for at in (1..list.len()).rev() {
        let product = u128::from(random.next_u64()) * (at as u128 + 1);
        let other = usize::try_from(product >> 64).expect("it is at most `at`");
        list.swap(at, other);
    }
}

/// Logarithms of 0! to n!.
fn log_factorials(n: u64) -> Vec<f64> {
    let mut sum = 0.0;
    let mut logs = vec![0.0];
    for k in 1..=n {
        sum += (k as f64).ln();
        logs.push(sum);
    }
    logs
}

fn log_factorial(logs: &[f64], n: u64) -> f64 {
    usize::try_from(n)
        .ok()
        .and_then(|n| logs.get(n).copied())
        .unwrap_or(f64::INFINITY)
}

fn log_of(cells: &[Vec<u64>], logs: &[f64]) -> f64 {
    -cells
        .iter()
        .flatten()
        .map(|n| log_factorial(logs, *n))
        .sum::<f64>()
}

/// The part of a table's log probability that its margins make.
fn margins(counts: &Counts, logs: &[f64]) -> f64 {
    let of = |sums: &[u64]| -> f64 { sums.iter().map(|n| log_factorial(logs, *n)).sum() };
    of(&counts.rows) + of(&counts.columns) - log_factorial(logs, counts.n)
}

/// Goes through all tables with the same margins, column by column.
struct Fill<'a> {
    columns: &'a [u64],
    logs: &'a [f64],
    left: Vec<u64>,
    margins: f64,
    most: u64,
}

impl<'a> Fill<'a> {
    fn new(counts: &'a Counts, logs: &'a [f64], most: u64) -> Self {
        Self {
            columns: &counts.columns,
            logs,
            left: counts.rows.clone(),
            margins: margins(counts, logs),
            most,
        }
    }

    /// Calls `with` on the first cell and the log probability of each table; `false` where there
    /// are too many.
    fn each(&mut self, with: &mut impl FnMut(u64, f64)) -> bool {
        let log = self.margins;
        self.column(0, 0, self.columns[0], log, 0, with)
    }

    /// Fills the cells of a column from `row` down with what is `rest` of its sum.
    fn column(
        &mut self,
        column: usize,
        row: usize,
        rest: u64,
        log: f64,
        first: u64,
        with: &mut impl FnMut(u64, f64),
    ) -> bool {
        let last_row = self.left.len() - 1;
        if column + 1 == self.columns.len() {
            // What the rows still lack is the last column.
            if self.most == 0 {
                return false;
            }
            self.most -= 1;
            let rest: f64 = self.left.iter().map(|n| log_factorial(self.logs, *n)).sum();
            with(first, log - rest);
            return true;
        }
        if row == last_row {
            if rest > self.left[row] {
                return true;
            }
            self.left[row] -= rest;
            let log = log - log_factorial(self.logs, rest);
            let next = self.columns[column + 1];
            let all = self.column(column + 1, 0, next, log, first, with);
            self.left[row] += rest;
            return all;
        }
        let below: u64 = self.left[row + 1..].iter().sum();
        for n in rest.saturating_sub(below)..=rest.min(self.left[row]) {
            self.left[row] -= n;
            let log = log - log_factorial(self.logs, n);
            let first = if (column, row) == (0, 0) { n } else { first };
            let all = self.column(column, row + 1, rest - n, log, first, with);
            self.left[row] += n;
            if !all {
                return false;
            }
        }
        true
    }
}

/// The probability that chi-square with `df` degrees of freedom is at least `x`; 1 without any.
#[must_use]
pub fn chi_square_p(x: f64, df: u32) -> f64 {
    if df == 0 || x <= 0.0 {
        return 1.0;
    }
    let half = x / 2.0;
    // Closed forms: a sum of terms half^k / Γ(k + 1) at whole or at half k.
    let (mut p, mut k, mut log_gamma) = if df.is_multiple_of(2) {
        (0.0, 0.0, 0.0)
    } else {
        // Γ(3/2) = √π / 2
        let log = 0.5 * std::f64::consts::PI.ln() - std::f64::consts::LN_2;
        (libm::erfc(half.sqrt()), 0.5, log)
    };
    for _ in 0..df / 2 {
        p += (k * half.ln() - half - log_gamma).exp();
        k += 1.0;
        log_gamma += k.ln();
    }
    p.min(1.0)
}

/// *p*-values adjusted for their number after Holm (1979), in their order.
#[must_use]
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]));
    let mut adjusted = vec![0.0; p.len()];
    let mut least = 0.0_f64;
    for (rank, at) in order.iter().enumerate() {
        least = least.max(p[*at] * (p.len() - rank) as f64).min(1.0);
        adjusted[*at] = least;
    }
    adjusted
}

/// *p*-values adjusted after Benjamini and Hochberg (1995), in their order.
#[must_use]
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*b].total_cmp(&p[*a]));
    let mut adjusted = vec![0.0; p.len()];
    let mut most = 1.0_f64;
    for (above, at) in order.iter().enumerate() {
        most = most.min(p[*at] * p.len() as f64 / (p.len() - above) as f64);
        adjusted[*at] = most;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ladies_taste_tea_as_fisher_says() {
        let tea = Counts::new(&[vec![3, 1], vec![1, 3]]);
        let (p, how) = tea.fisher();
        assert!((p - 0.485_714_285_714_285_7).abs() < 1e-12);
        assert_eq!(how, Tables::All);
    }

    #[test]
    fn of_tables_with_too_many_others_some_are_drawn() {
        // Job satisfaction, Agresti (2002) p. 57; R prints 0.7827.
        let jobs = Counts::new(&[
            vec![1, 2, 1, 0],
            vec![3, 3, 6, 1],
            vec![10, 10, 14, 9],
            vec![6, 7, 12, 11],
        ]);
        let (p, how) = jobs.fisher();
        assert!((p - 0.7827).abs() < 0.02, "{p}");
        assert_eq!(how, Tables::Drawn);
    }

    #[test]
    fn chi_square_has_the_tails_that_tables_print() {
        for (x, df, p) in [
            (3.841_458_820_694_124, 1, 0.05),
            (5.991_464_547_107_979, 2, 0.05),
            (7.814_727_903_251_178, 3, 0.05),
            (18.307_038_053_275_14, 10, 0.05),
            (24.995_790_139_728_616, 15, 0.05),
        ] {
            assert!((chi_square_p(x, df) - p).abs() < 1e-12, "{x} {df}");
        }
        assert!((chi_square_p(0.0, 3) - 1.0).abs() < 1e-15);
    }

    /// All tables of two rows with these margins, one by one, from the definition.
    fn fisher_by_hand(table: &[Vec<u64>]) -> f64 {
        let counts = Counts::new(table);
        let columns = &counts.columns;
        let factorial = |n: u64| (1..=n).map(|k| k as f64).product::<f64>();
        let choose = |n: u64, k: u64| factorial(n) / factorial(k) / factorial(n - k);
        let mut rows = vec![Vec::new()];
        for column in columns {
            rows = rows
                .into_iter()
                .flat_map(|row: Vec<u64>| {
                    (0..=*column).map(move |n| [row.clone(), vec![n]].concat())
                })
                .collect();
        }
        let whole = choose(counts.n, counts.rows[0]);
        let probability = |row: &[u64]| -> f64 {
            let ways = row.iter().zip(columns).map(|(n, of)| choose(*of, *n));
            ways.product::<f64>() / whole
        };
        let observed = probability(&counts.cells[0]);
        rows.iter()
            .filter(|row| row.iter().sum::<u64>() == counts.rows[0])
            .map(|row| probability(row))
            .filter(|p| *p <= observed * (1.0 + SLACK))
            .sum()
    }

    proptest! {
        #[test]
        fn fisher_adds_up_what_is_at_most_as_probable(
            columns in proptest::collection::vec((0_u64..6, 0_u64..6), 2..5)
        ) {
            let table: Vec<Vec<u64>> = vec![
                columns.iter().map(|it| it.0).collect(),
                columns.iter().map(|it| it.1).collect(),
            ];
            let counts = Counts::new(&table);
            let (p, _) = counts.fisher();
            if counts.narrow() >= 2 {
                prop_assert!((p - fisher_by_hand(&table)).abs() < 1e-9);
                // The other way round it is the same table.
                let turned: Vec<Vec<u64>> = columns.iter().map(|it| vec![it.1, it.0]).collect();
                let turned = Counts::new(&turned);
                prop_assert!((p - turned.fisher().0).abs() < 1e-9);
                prop_assert!((counts.chi_square().unwrap() - turned.chi_square().unwrap()).abs() < 1e-9);
            } else {
                prop_assert!((p - 1.0).abs() < 1e-12);
                prop_assert_eq!(counts.chi_square(), Err(Why::NoVariation));
            }
        }

        #[test]
        fn drawn_tables_say_about_what_all_of_them_say(
            columns in proptest::collection::vec((1_u64..6, 1_u64..6), 2..5)
        ) {
            let table: Vec<Vec<u64>> = vec![
                columns.iter().map(|it| it.0).collect(),
                columns.iter().map(|it| it.1).collect(),
            ];
            let counts = Counts::new(&table);
            let logs = log_factorials(counts.n);
            let bound = log_of(&counts.cells, &logs) + margins(&counts, &logs) + SLACK.ln_1p();
            prop_assert!((counts.drawn(&logs, bound) - counts.fisher().0).abs() < 0.03);
        }

        #[test]
        fn adjusted_values_never_fall_below_their_own(p in proptest::collection::vec(0.0_f64..1.0, 1..8)) {
            for (adjusted, own) in holm(&p).iter().zip(&p) {
                prop_assert!(adjusted >= own && *adjusted <= 1.0);
            }
            for (b, h) in benjamini_hochberg(&p).iter().zip(holm(&p)) {
                prop_assert!(*b <= h + 1e-12);
            }
        }
    }
}

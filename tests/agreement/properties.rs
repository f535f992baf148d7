//! Identities that hold whatever the data, and each coefficient by a second way.

use fangtan::analysis::agreement::Measure;
use fangtan::analysis::agreement::bootstrap::{Draws, Interval, SEED};
use fangtan::analysis::agreement::compare::{Asked, Resampling, compare};
use fangtan::analysis::agreement::ratings::Ratings;
use fangtan::analysis::agreement::ruler::{Least, Ruler, Stretches};
use fangtan::analysis::agreement::sample::{Interview, Passages, Sample};
use fangtan::analysis::agreement::segments::ENOUGH;
use fangtan::analysis::agreement::two_coders::Joint;
use fangtan::analysis::frequency::Fact;
use fangtan::analysis::progress::Progress;
use fangtan::analysis::undefined::{Figure, Why};
use proptest::prelude::*;

type Units = Vec<Vec<Option<usize>>>;

/// Tables of up to four categories and five coders, with values missing here and there.
fn tables() -> impl Strategy<Value = (usize, usize, Units)> {
    (1_usize..5, 2_usize..6).prop_flat_map(|(categories, coders)| {
        let value = proptest::option::weighted(0.8, 0..categories);
        let unit = proptest::collection::vec(value, coders);
        let units = proptest::collection::vec(unit, 0..20);
        (Just(categories), Just(coders), units)
    })
}

/// Complete tables of two coders.
fn complete_pairs() -> impl Strategy<Value = (usize, Units)> {
    (1_usize..5).prop_flat_map(|categories| {
        let unit = proptest::collection::vec((0..categories).prop_map(Some), 2);
        (Just(categories), proptest::collection::vec(unit, 0..20))
    })
}

/// Every coefficient that doesn't depend on the order of anything.
fn figures(ratings: &Ratings) -> Vec<Figure> {
    let sums = ratings.sums(|_| 1.0);
    let tally = sums.tally();
    let mut figures = vec![
        tally.percent(),
        tally.fleiss_kappa(),
        tally.krippendorff_alpha(),
        tally.gwet_ac1(),
        tally.brennan_prediger(),
        ratings.percent_by_value(),
        ratings.percent_by_pair(),
        ratings.light_kappa(|_| 1.0).0,
    ];
    if ratings.n_coders() == 2 {
        let counts = ratings.joint(0, 1, |_| 1.0);
        let joint = Joint::new(&counts, ratings.n_categories());
        figures.extend([
            joint.cohen_kappa(),
            joint.cohen_kappa_max(),
            joint.cohen_kappa_se(),
            joint.scott_pi(),
        ]);
    }
    figures
}

fn close(one: Figure, other: Figure) -> bool {
    match (one, other) {
        (Ok(one), Ok(other)) => (one - other).abs() < 1e-9,
        (one, other) => one == other,
    }
}

fn all_close(one: &[Figure], other: &[Figure]) -> Result<(), TestCaseError> {
    prop_assert_eq!(one.len(), other.len());
    for (one, other) in one.iter().zip(other) {
        prop_assert!(close(*one, *other), "{one:?} and {other:?}");
    }
    Ok(())
}

/// Alpha straight from its definition: one less observed over expected disagreement, the
/// observed over pairs within units, the expected over all pairs of values.
fn alpha_by_pairs(units: &Units) -> Figure {
    let pairable: Vec<Vec<usize>> = units
        .iter()
        .map(|unit| unit.iter().flatten().copied().collect::<Vec<_>>())
        .filter(|values| values.len() >= 2)
        .collect();
    let differing = |values: &[usize]| {
        let pairs = values
            .iter()
            .flat_map(|a| values.iter().map(move |b| (a, b)));
        pairs.filter(|(a, b)| a != b).count() as f64
    };
    let all: Vec<usize> = pairable.concat();
    if all.is_empty() {
        return Err(Why::NoPairableUnits);
    }
    let n = all.len() as f64;
    let observed: f64 = pairable
        .iter()
        .map(|values| differing(values) / (values.len() as f64 - 1.0))
        .sum::<f64>()
        / n;
    let expected = differing(&all) / (n * (n - 1.0));
    if expected == 0.0 {
        return Err(Why::NoVariation);
    }
    Ok(1.0 - observed / expected)
}

const CHARS: u32 = 12;

/// Interviews of twelve characters, who has gone through each, and passages of one code:
/// interview, coder, start, length.
type Marked = (Vec<Vec<bool>>, Vec<(u32, u32, u32, u32)>);

fn marked() -> impl Strategy<Value = Marked> {
    (2_usize..4).prop_flat_map(|coders| {
        let covered = proptest::collection::vec(proptest::bool::weighted(0.8), coders);
        let most = u32::try_from(coders).unwrap();
        let passage = (0_u32..4, 0..most, 0..CHARS, 1_u32..5);
        (
            proptest::collection::vec(covered, 4),
            proptest::collection::vec(passage, 0..12),
        )
    })
}

fn sample((covered, passages): &Marked) -> Sample {
    let whole = || Ruler::Characters(Stretches::new([(0, CHARS)]));
    let interviews = covered.iter().map(|covered| Interview {
        units: whole(),
        chars: whole(),
        covered: covered.clone(),
    });
    let facts = passages
        .iter()
        .map(|(interview, coder, start, length)| Fact {
            code: 0,
            interview: *interview,
            start: *start,
            end: (start + length).min(CHARS),
            coder: *coder,
        });
    Sample::new(
        covered[0].len(),
        interviews.collect(),
        facts.collect(),
        Least::Character,
    )
}

/// The same character by character: one unit each, in interviews with two coders or more.
fn by_character((covered, passages): &Marked) -> Ratings {
    let mut units = Vec::new();
    for (interview, covered) in (0..).zip(covered) {
        if covered.iter().filter(|it| **it).count() < 2 {
            continue;
        }
        for at in 0..CHARS {
            let said = |coder: u32| {
                passages.iter().any(|(place, who, start, length)| {
                    (*place, *who) == (interview, coder) && (*start..start + length).contains(&at)
                })
            };
            let coders = (0..).zip(covered);
            units.push(
                coders
                    .map(|(coder, covers)| covers.then(|| usize::from(said(coder))))
                    .collect(),
            );
        }
    }
    Ratings::new(2, covered[0].len(), units)
}

proptest! {
    #[test]
    fn lengths_give_the_same_as_characters_one_by_one(marked in marked()) {
        let n_coders = marked.0[0].len();
        let sums = sample(&marked).yes_no(&[0], Passages::Ignored);
        let ratings = by_character(&marked);
        let tallied = ratings.sums(|_| 1.0);
        let tally = tallied.tally();
        for (measure, other) in [
            (Measure::Percent, tally.percent()),
            (Measure::FleissKappa, tally.fleiss_kappa()),
            (Measure::KrippendorffAlpha, tally.krippendorff_alpha()),
            (Measure::GwetAc1, tally.gwet_ac1()),
            (Measure::BrennanPrediger, tally.brennan_prediger()),
        ] {
            let figure = sums.figure(measure, n_coders);
            prop_assert!(close(figure, other), "{measure:?}: {figure:?} and {other:?}");
        }
        if let Some(table) = ratings.two_by_two(1, |_| 1.0) {
            prop_assert_eq!(sums.two_by_two(), table);
        }
    }

    #[test]
    fn a_replicate_is_the_sample_with_interviews_as_often_as_they_were_drawn(marked in marked()) {
        let sample = sample(&marked);
        let n = sample.interviews().len();
        prop_assume!(n > 0);
        let draws = Draws::random(n, 1, SEED);
        let asked = |resampling| Asked {
            measures: &[Measure::KrippendorffAlpha, Measure::UAlpha, Measure::SegmentMatch, Measure::CuAlpha],
            passages: Passages::MatchedFrom(ENOUGH),
            resampling,
        };
        let of = |sample: &Sample, resampling| {
            compare(sample, &[vec![0]], asked(resampling), &Progress::unwatched()).unwrap()
        };
        let drawn = of(&sample, Resampling::Drawn(&draws));
        // The interviews of the sample are those with two coders or more, in order.
        let kept: Vec<u32> = (0..4)
            .filter(|it| marked.0[*it as usize].iter().filter(|covers| **covers).count() >= 2)
            .collect();
        let mut repeated: Marked = (Vec::new(), Vec::new());
        for (place, times) in kept.iter().zip(draws.replicates().next().unwrap()) {
            for _ in 0..*times {
                let copy = u32::try_from(repeated.0.len()).unwrap();
                repeated.0.push(marked.0[*place as usize].clone());
                let mine = marked.1.iter().filter(|it| it.0 == *place);
                repeated.1.extend(mine.map(|it| (copy, it.1, it.2, it.3)));
            }
        }
        let again = of(&self::sample(&repeated), Resampling::NotAsked);
        for (estimate, other) in drawn.codes[0].estimates.iter().zip(&again.codes[0].estimates) {
            match estimate.interval {
                Interval::Between { low, high, .. } => {
                    prop_assert!(close(Ok(low), Ok(high)), "one replicate has one value");
                    prop_assert!(close(Ok(low), other.value), "{low} and {:?}", other.value);
                }
                Interval::OftenUndefined { undefined } => {
                    prop_assert_eq!(undefined, 1);
                    prop_assert!(other.value.is_err(), "{other:?}");
                }
                Interval::None(_) => prop_assert!(estimate.value.is_err()),
                Interval::NotAsked => prop_assert!(false, "an interval was asked for"),
            }
        }
    }

    #[test]
    fn no_figure_is_infinite_or_beyond_one((categories, coders, units) in tables()) {
        for figure in figures(&Ratings::new(categories, coders, units)).into_iter().flatten() {
            prop_assert!(figure.is_finite() && figure <= 1.0 + 1e-12, "{figure}");
        }
    }

    #[test]
    fn other_names_of_categories_change_nothing((categories, coders, units) in tables(), by in 0_usize..5) {
        let renamed: Units = units
            .iter()
            .map(|unit| unit.iter().map(|value| value.map(|value| (value + by) % categories)).collect())
            .collect();
        all_close(
            &figures(&Ratings::new(categories, coders, units)),
            &figures(&Ratings::new(categories, coders, renamed)),
        )?;
    }

    #[test]
    fn another_order_of_coders_or_units_changes_nothing((categories, coders, units) in tables()) {
        let mut other: Units = units.iter().map(|unit| unit.iter().rev().copied().collect()).collect();
        other.reverse();
        all_close(
            &figures(&Ratings::new(categories, coders, units)),
            &figures(&Ratings::new(categories, coders, other)),
        )?;
    }

    #[test]
    fn a_coder_without_any_value_changes_nothing((categories, coders, units) in tables()) {
        let wider: Units = units.iter().map(|unit| [&unit[..], &[None]].concat()).collect();
        let figures = |ratings: Ratings| figures(&ratings)[..8].to_vec();
        all_close(
            &figures(Ratings::new(categories, coders, units)),
            &figures(Ratings::new(categories, coders + 1, wider)),
        )?;
    }

    #[test]
    fn every_unit_twice_changes_nothing_but_alpha((categories, coders, units) in tables()) {
        let twice = [&units[..], &units[..]].concat();
        let one = Ratings::new(categories, coders, units);
        let two = Ratings::new(categories, coders, twice);
        let without_alpha = |ratings: &Ratings| {
            let sums = ratings.sums(|_| 1.0);
            let tally = sums.tally();
            vec![tally.percent(), tally.fleiss_kappa(), tally.gwet_ac1(), tally.brennan_prediger()]
        };
        all_close(&without_alpha(&one), &without_alpha(&two))?;
        let alpha = |ratings: &Ratings| ratings.sums(|_| 1.0).tally().krippendorff_alpha();
        if let (Ok(one), Ok(two)) = (alpha(&one), alpha(&two)) {
            prop_assert!(two <= one + 1e-12, "a larger sample is corrected less: {one}, {two}");
        }
    }

    #[test]
    fn alpha_is_the_same_by_coincidences_and_by_pairs((categories, coders, units) in tables()) {
        let by_pairs = alpha_by_pairs(&units);
        let ratings = Ratings::new(categories, coders, units);
        prop_assert!(close(ratings.sums(|_| 1.0).tally().krippendorff_alpha(), by_pairs));
    }

    #[test]
    fn with_equal_numbers_of_values_alpha_and_fleiss_kappa_differ_by_the_correction(
        (categories, units) in complete_pairs()
    ) {
        let n = 2.0 * units.len() as f64;
        let sums = Ratings::new(categories, 2, units).sums(|_| 1.0);
        let fleiss = sums.tally().fleiss_kappa();
        let corrected = fleiss.map(|fleiss| 1.0 - (1.0 - fleiss) * (n - 1.0) / n);
        prop_assert!(close(sums.tally().krippendorff_alpha(), corrected));
    }

    #[test]
    fn for_two_complete_coders_fleiss_kappa_is_scotts_pi((categories, units) in complete_pairs()) {
        let ratings = Ratings::new(categories, 2, units);
        let counts = ratings.joint(0, 1, |_| 1.0);
        let pi = Joint::new(&counts, categories).scott_pi();
        prop_assert!(close(ratings.sums(|_| 1.0).tally().fleiss_kappa(), pi));
    }

    #[test]
    fn for_yes_and_no_kappa_follows_from_pabak_and_the_indexes(
        units in proptest::collection::vec(proptest::collection::vec((0_usize..2).prop_map(Some), 2), 1..30)
    ) {
        let ratings = Ratings::new(2, 2, units);
        let table = ratings.two_by_two(1, |_| 1.0).unwrap();
        let (pabak, prevalence, bias) =
            (table.pabak().unwrap(), table.prevalence_index().unwrap(), table.bias_index().unwrap());
        prop_assert!(close(ratings.sums(|_| 1.0).tally().brennan_prediger(), Ok(pabak)));
        let counts = table.counts();
        let kappa = Joint::new(&counts, 2).cohen_kappa();
        let whole = 1.0 - prevalence.powi(2) + bias.powi(2);
        if let Ok(kappa) = kappa {
            let other = (pabak - prevalence.powi(2) + bias.powi(2)) / whole;
            prop_assert!((kappa - other).abs() < 1e-9, "{kappa} and {other}");
        } else {
            prop_assert!(whole.abs() < 1e-9);
        }
    }
}

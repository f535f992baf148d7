//! Tables of codes: worked cases, and what the program says of the studies in them.
//!
//! `tests/data/cases/*.json` hold data with what was published or worked out from them; every
//! figure of every case is compared.

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod desk;
#[path = "tables/dump.rs"]
mod dump;
#[path = "tables/people.rs"]
mod people;
#[path = "tables/random.rs"]
mod random;

use std::fs;
use std::path::Path;

use fangtan::analysis::association::{Counts, benjamini_hochberg, chi_square_p, holm};
use fangtan::analysis::cooccurrence::c_coefficient;
use fangtan::analysis::saturation::{Rule, saturation};
use fangtan::analysis::undefined::{Figure, Why};
use serde_json::Value;

/// The cases of a kind; none at all is a failure.
fn cases(kind: &str) -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cases");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the cases are beside this test") {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let case: Value = serde_json::from_str(&text).unwrap();
        let known = [
            "crosstab",
            "adjust",
            "c_coefficient",
            "saturation",
            "project_dump",
        ];
        assert!(known.contains(&case["kind"].as_str().unwrap()));
        if case["kind"] == kind {
            found.push(case);
        }
    }
    assert!(!found.is_empty(), "no case of kind {kind}");
    found
}

#[track_caller]
fn fits(case: &Value, what: &str, found: Figure, expected: &Value) {
    let within = case["tolerance"]["expected"].as_f64().unwrap();
    let same = match (found, expected.as_f64()) {
        (Ok(found), Some(expected)) => (found - expected).abs() <= within * expected.abs().max(1.0),
        (Err(why), None) => expected["undefined"] == why.name(),
        _ => false,
    };
    assert!(
        same,
        "{}: {what} is {found:?}, not {expected}",
        case["name"]
    );
}

#[test]
fn tables_of_counts_give_the_figures_of_the_literature() {
    for case in cases("crosstab") {
        let table: Vec<Vec<u64>> = serde_json::from_value(case["data"]["table"].clone()).unwrap();
        let counts = Counts::new(&table);
        let p = |x: Figure| x.map(|x| chi_square_p(x, counts.df()));
        for (name, expected) in case["expected"].as_object().unwrap() {
            let found = match name.as_str() {
                "chi_square" => counts.chi_square(),
                "df" => Ok(f64::from(counts.df())),
                "chi_square_p" => p(counts.chi_square()),
                "min_expected" => counts.min_expected(),
                "cells_expected_below_5" => Ok(counts.n_small() as f64),
                "cramers_v" => counts.cramers_v(),
                "cramers_v_bias_corrected" => counts.cramers_v_corrected(),
                "fisher_p_two_sided" => Ok(counts.fisher().0),
                "fisher_p_less" => counts.fisher_one_sided().map(|(less, _)| less),
                "fisher_p_greater" => counts.fisher_one_sided().map(|(_, greater)| greater),
                "chi_square_yates" => counts.chi_square_yates(),
                "chi_square_yates_p" => p(counts.chi_square_yates()),
                "odds_ratio" => counts.odds_ratio(),
                other => panic!("no test takes {other}"),
            };
            fits(&case, name, found, expected);
        }
    }
}

#[test]
fn p_values_are_adjusted_as_in_r() {
    for case in cases("adjust") {
        let p: Vec<f64> = serde_json::from_value(case["data"]["p"].clone()).unwrap();
        for (name, expected) in case["expected"].as_object().unwrap() {
            let found = match name.as_str() {
                "holm" => holm(&p),
                "benjamini_hochberg" => benjamini_hochberg(&p),
                other => panic!("no test takes {other}"),
            };
            assert_eq!(found.len(), expected.as_array().unwrap().len());
            for (found, expected) in found.iter().zip(expected.as_array().unwrap()) {
                fits(&case, name, Ok(*found), expected);
            }
        }
    }
}

#[test]
fn the_coefficient_is_the_printed_one() {
    for case in cases("c_coefficient") {
        let n = |key: &str| case["data"][key].as_u64().unwrap();
        let found = c_coefficient(n("n12"), n("n1"), n("n2"));
        fits(&case, "c", found, &case["expected"]["c_coefficient"]);
    }
}

#[test]
fn saturation_is_reached_where_it_is_printed() {
    for case in cases("saturation") {
        let data = &case["data"];
        let n = |key: &str| usize::try_from(data[key].as_u64().unwrap()).unwrap();
        let new: Vec<u64> =
            serde_json::from_value(data["new_codes_per_interview"].clone()).unwrap();
        for threshold in data["thresholds"].as_array().unwrap() {
            let rule = Rule {
                base: n("base"),
                run: n("run"),
                threshold: threshold.as_f64().unwrap(),
            };
            let found = saturation(&new, rule);
            let expected = &case["expected"];
            let Ok(found) = found else {
                let why: Why = found.unwrap_err();
                assert_eq!(expected["undefined"], why.name());
                continue;
            };
            assert_eq!(expected["base_codes"], found.base_codes);
            let runs = expected["runs"].as_array().unwrap();
            assert_eq!(runs.len(), found.runs.len());
            for (run, expected) in found.runs.iter().zip(runs) {
                assert_eq!(expected["before"], run.before);
                assert_eq!(expected["new_in_run"], run.new);
                fits(&case, "ratio", Ok(run.ratio), &expected["ratio"]);
            }
            let key = if rule.threshold == 0.0 {
                "0".to_owned()
            } else {
                rule.threshold.to_string()
            };
            let reached = &expected["reached_after"][key];
            assert_eq!(reached.as_u64(), found.reached_after.map(|it| it as u64));
        }
    }
}

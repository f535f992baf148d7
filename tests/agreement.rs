//! Agreement against worked examples of the literature and cases made for their edges.
//!
//! `tests/agreement/cases/*.json` hold data and what was published or worked out from
//! them; every figure of every case is compared, and one that nobody compares is a failure.

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod desk;
#[path = "agreement/program.rs"]
mod program;
#[path = "agreement/properties.rs"]
mod properties;
#[path = "agreement/spans.rs"]
mod spans;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use fangtan::analysis::agreement::bootstrap::{Draws, Interval, jackknife_se};
use fangtan::analysis::agreement::ratings::Ratings;
use fangtan::analysis::agreement::two_coders::Joint;
use fangtan::analysis::undefined::{Figure, Why};
use serde_json::Value;

/// A case file.
struct Case {
    name: String,
    json: Value,
}

impl Case {
    /// Every case of a kind; none at all is a failure.
    fn all(kind: &str) -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/agreement/cases");
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).expect("the cases are beside this test") {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap();
            let json: Value = serde_json::from_str(&text).unwrap();
            let known = json["kind"].as_str().unwrap();
            assert!(
                ["ratings", "bootstrap", "spans"].contains(&known),
                "no test takes cases of kind {known}"
            );
            if known == kind {
                let name = json["name"].as_str().unwrap().to_owned();
                found.push(Self { name, json });
            }
        }
        assert!(!found.is_empty(), "no case of kind {kind}");
        found
    }

    fn data(&self) -> &Value {
        &self.json["data"]
    }

    fn expected(&self) -> &Value {
        &self.json["expected"]
    }

    /// Compares every expected figure with what `figure` says about its path, and every
    /// published one.
    fn compare(&self, figure: impl Fn(&[&str]) -> Figure) {
        let tolerance = |of: &str| self.json["tolerance"][of].as_f64();
        let within = tolerance("expected").unwrap();
        let mut compared = 0;
        each_figure(self.expected(), &mut Vec::new(), &mut |path, expected| {
            let found = figure(path);
            assert!(
                fits(found, expected, within),
                "{}: {} is {found:?}, not {expected}",
                self.name,
                path.join("."),
            );
            compared += 1;
        });
        assert!(compared > 0, "{}: nothing was compared", self.name);
        for (path, printed) in self.json["published"].as_object().into_iter().flatten() {
            let path: Vec<&str> = path.split('.').collect();
            let within = tolerance("published").unwrap();
            let found = figure(&path);
            assert!(
                fits(found, printed, within),
                "{}: {} is {found:?}, published as {printed}",
                self.name,
                path.join("."),
            );
        }
    }
}

/// Calls `with` on the path of every number and every undefined figure.
fn each_figure<'a>(
    value: &'a Value,
    path: &mut Vec<&'a str>,
    with: &mut impl FnMut(&[&str], &Value),
) {
    match value.as_object() {
        Some(fields) if !fields.contains_key("undefined") => {
            for (key, value) in fields {
                path.push(key);
                each_figure(value, path, with);
                path.pop();
            }
        }
        _ => with(path, value),
    }
}

fn fits(found: Figure, expected: &Value, within: f64) -> bool {
    match (found, expected.as_f64()) {
        (Ok(found), Some(expected)) => (found - expected).abs() <= within * expected.abs().max(1.0),
        (Err(why), None) => expected["undefined"] == why.name(),
        _ => false,
    }
}

/// The table of ratings of a case, and the numbers of its categories by their JSON.
fn ratings(data: &Value) -> (Ratings, BTreeMap<String, usize>) {
    let categories: BTreeMap<String, usize> = data["categories"]
        .as_array()
        .unwrap()
        .iter()
        .zip(0..)
        .map(|(category, number)| (category.to_string(), number))
        .collect();
    let units: Vec<Vec<Option<usize>>> = data["units"]
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| {
            let values = unit.as_array().unwrap().iter();
            values
                .map(|value| (!value.is_null()).then(|| categories[&value.to_string()]))
                .collect()
        })
        .collect();
    let n_coders = units[0].len();
    (Ratings::new(categories.len(), n_coders, units), categories)
}

/// The figure that a case calls by this name.
fn of_ratings(
    ratings: &Ratings,
    categories: &BTreeMap<String, usize>,
    positive: &Value,
    path: &[&str],
) -> Figure {
    let sums = ratings.sums(|_| 1.0);
    let tally = sums.tally();
    let counts = ratings.joint(0, 1, |_| 1.0);
    let joint = Joint::new(&counts, ratings.n_categories());
    match path {
        ["percent_agreement_unit"] => tally.percent(),
        ["percent_agreement_value"] => ratings.percent_by_value(),
        ["percent_agreement_pair"] => ratings.percent_by_pair(),
        ["krippendorff_alpha_nominal"] => tally.krippendorff_alpha(),
        ["fleiss_kappa"] => tally.fleiss_kappa(),
        ["gwet_ac1"] => tally.gwet_ac1(),
        ["brennan_prediger_s"] => tally.brennan_prediger(),
        ["cohen_kappa"] => joint.cohen_kappa(),
        ["cohen_kappa_se"] => joint.cohen_kappa_se(),
        ["cohen_kappa_max"] => joint.cohen_kappa_max(),
        ["scott_pi"] => joint.scott_pi(),
        ["light_kappa"] => ratings.light_kappa(|_| 1.0).0,
        ["light_kappa_defined_pairs"] => Ok(ratings.light_kappa(|_| 1.0).1 as f64),
        ["percent_agreement_unit_se"] => ratings.percent_se(),
        ["krippendorff_alpha_nominal_se"] => ratings.krippendorff_alpha_se(),
        ["fleiss_kappa_se"] => ratings.fleiss_kappa_se(),
        ["gwet_ac1_se"] => ratings.gwet_ac1_se(),
        ["brennan_prediger_s_se"] => ratings.brennan_prediger_se(),
        ["fleiss_kappa_per_category", category] => ratings
            .collapsed(categories[*category])
            .sums(|_| 1.0)
            .tally()
            .fleiss_kappa(),
        ["binary", figure] => {
            let positive = categories[&positive.to_string()];
            let table = ratings.two_by_two(positive, |_| 1.0).unwrap();
            match *figure {
                "a" => Ok(table.both),
                "b" => Ok(table.first),
                "c" => Ok(table.second),
                "d" => Ok(table.neither),
                "n" => Ok(table.n()),
                "prevalence_index" => table.prevalence_index(),
                "bias_index" => table.bias_index(),
                "pabak" => table.pabak(),
                "p_pos" => table.p_pos(),
                "p_neg" => table.p_neg(),
                other => panic!("no test takes binary.{other}"),
            }
        }
        other => panic!("no test takes {other:?}"),
    }
}

#[test]
fn tables_of_ratings_give_the_figures_of_the_literature() {
    for case in Case::all("ratings") {
        let (ratings, categories) = ratings(case.data());
        case.compare(|path| of_ratings(&ratings, &categories, &case.data()["positive"], path));
    }
}

#[test]
fn given_draws_give_the_limits_worked_out_from_them() {
    for case in Case::all("bootstrap") {
        let (ratings, categories) = ratings(case.data());
        let draws: Vec<Vec<usize>> = serde_json::from_value(case.data()["draws"].clone()).unwrap();
        let draws = Draws::given(ratings.n_units(), &draws);
        assert_eq!(case.data()["level"], 0.95);
        case.compare(|path| {
            if path == ["krippendorff_alpha_jackknife_se"] {
                let left_out: Vec<Figure> = (0..ratings.n_units())
                    .map(|out| {
                        let sums = ratings.sums(|unit| f64::from(u8::from(unit != out)));
                        sums.tally().krippendorff_alpha()
                    })
                    .collect();
                return jackknife_se(&left_out);
            }
            let [measure, what] = path else {
                panic!("no test takes {path:?}");
            };
            let of = |times: &dyn Fn(usize) -> f64| {
                let sums = ratings.sums(times);
                match *measure {
                    "krippendorff_alpha_nominal" => sums.tally().krippendorff_alpha(),
                    "gwet_ac1" => sums.tally().gwet_ac1(),
                    "percent_agreement_unit" => sums.tally().percent(),
                    other => panic!("no test takes {other}"),
                }
            };
            let replicates: Vec<f64> = draws
                .replicates()
                .map(|times| of(&|unit| f64::from(times[unit])).unwrap_or(f64::NAN))
                .collect();
            let n = replicates.len() as f64;
            let Interval::Between {
                low,
                high,
                undefined,
            } = Interval::of(of(&|_| 1.0), replicates)
            else {
                panic!("{measure} has no interval");
            };
            match *what {
                "replicates" => Ok(n),
                "undefined_replicates" => Ok(undefined as f64),
                "lower" => Ok(low),
                "upper" => Ok(high),
                other => panic!("no test takes {other}"),
            }
        });
        assert!(!categories.is_empty());
    }
}

#[test]
fn reasons_have_the_words_of_the_definitions_each_once() {
    let mut names: Vec<&str> = Why::ALL.iter().map(|why| why.name()).collect();
    names.sort_unstable();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
}

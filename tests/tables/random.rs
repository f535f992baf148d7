//! Random studies through the program, beside counting by the definitions alone.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::desk::Desk;

/// A coding: document, start, length, code, coder.
type Made = (usize, usize, usize, usize, usize);

const CODES: [&str; 4] = ["a", "b", "c", "d"];
/// `b` and `c` stand under `a`.
const UNDER: [&[usize]; 4] = [&[0, 1, 2], &[1], &[2], &[3]];

fn study(made: &[Made], sites: &[Option<usize>]) -> Desk {
    let parents = [None, Some("a"), Some("a"), None];
    let codes: Vec<Value> = CODES
        .iter()
        .zip(parents)
        .map(|(id, parent)| json!({ "id": id, "name": id, "parent": parent }))
        .collect();
    let documents: Vec<Value> = sites
        .iter()
        .enumerate()
        .map(|(n, site)| {
            let attributes = site.map_or(json!({}), |site| json!({ "site": format!("s{site}") }));
            json!({ "id": format!("i{n}"), "text": "字".repeat(40), "attributes": attributes,
                "turns": [{ "start": 0, "end": 20, "speaker": "甲" }, { "start": 20, "end": 40, "speaker": "乙" }] })
        })
        .collect();
    let codings: Vec<Value> = made
        .iter()
        .map(|(doc, start, length, code, coder)| {
            json!({ "doc": format!("i{}", doc % sites.len()), "start": start, "end": start + length,
                "code": CODES[*code], "coder": format!("k{coder}") })
        })
        .collect();
    let desk = Desk::new();
    let whole = json!({ "documents": documents, "codes": codes, "codings": codings });
    desk.write("s.json", whole.to_string());
    desk.ok(&["new", "s.fangtan"]);
    desk.ok(&["import", "s.fangtan", "s.json"]);
    desk
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn the_program_counts_as_the_definitions_do(
        made in proptest::collection::vec((0_usize..4, 0_usize..30, 1_usize..10, 0_usize..4, 0_usize..2), 1..25),
        sites in proptest::collection::vec(proptest::option::of(0_usize..3), 1..4),
    ) {
        let desk = study(&made, &sites);
        let all: BTreeSet<Made> = made.iter().map(|it| (it.0 % sites.len(), it.1, it.2, it.3, it.4)).collect();
        let of = |code: usize| all.iter().filter(move |it| it.3 == code);

        if sites.iter().any(Option::is_some) {
            let said = desk.json(&["crosstab", "s.fangtan", "--by", "site"]);
            let values = said["values"].as_array().unwrap();
            let wanted: BTreeSet<Option<usize>> = sites.iter().copied().collect();
            prop_assert_eq!(values.len(), wanted.len());
            for (column, value) in values.iter().enumerate() {
                let site = value.as_str().map(|name| name[1..].parse::<usize>().unwrap());
                for (row, code) in said["rows"].as_array().unwrap().iter().zip(0..) {
                    let mine: Vec<&Made> = of(code).filter(|it| sites[it.0] == site).collect();
                    let docs: BTreeSet<usize> = mine.iter().map(|it| it.0).collect();
                    prop_assert_eq!(&row["codings"][column], &json!(mine.len()));
                    prop_assert_eq!(&row["interviews"][column], &json!(docs.len()));
                    let under: Vec<&Made> = all.iter().filter(|it| UNDER[code].contains(&it.3) && sites[it.0] == site).collect();
                    let docs: BTreeSet<usize> = under.iter().map(|it| it.0).collect();
                    prop_assert_eq!(&row["codings_total"][column], &json!(under.len()));
                    prop_assert_eq!(&row["interviews_total"][column], &json!(docs.len()));
                }
            }
        }

        let said = desk.json(&["cooccur", "s.fangtan"]);
        let mut expected = Vec::new();
        for (a, a_name) in CODES.iter().enumerate() {
            for (b, b_name) in CODES.iter().enumerate().skip(a + 1) {
                let meet = |x: &Made, y: &Made| x.0 == y.0 && x.4 == y.4 && x.1 < y.1 + y.2 && y.1 < x.1 + x.2;
                let events: Vec<&Made> = of(a).flat_map(|x| of(b).filter(move |y| meet(x, y))).collect();
                let docs: BTreeSet<usize> = events.iter().map(|it| it.0).collect();
                let (x, y): (BTreeSet<usize>, BTreeSet<usize>) = (of(a).map(|it| it.0).collect(), of(b).map(|it| it.0).collect());
                if !events.is_empty() {
                    let either = x.union(&y).count() as f64;
                    expected.push(json!([a_name, b_name, events.len(), of(a).count(), of(b).count(), docs.len(), x.intersection(&y).count() as f64 / either]));
                }
            }
        }
        let found: Vec<Value> = said["pairs"].as_array().unwrap().iter()
            .map(|it| json!([it["a"], it["b"], it["n"], it["n_a"], it["n_b"], it["interviews"], it["jaccard"]]))
            .collect();
        prop_assert_eq!(found, expected);

        let said = desk.json(&["saturation", "s.fangtan"]);
        let mut seen: BTreeSet<usize> = BTreeSet::new();
        for (n, row) in said.as_array().unwrap().iter().enumerate() {
            let before = seen.len();
            seen.extend(all.iter().filter(|it| it.0 == n).map(|it| it.3));
            prop_assert_eq!(&row["new_codes"], &json!(seen.len() - before));
            prop_assert_eq!(&row["cumulative"], &json!(seen.len()));
        }
    }
}

//! Cases of passages that coders marked in texts.

use std::collections::{BTreeMap, BTreeSet};

use fangtan::analysis::agreement::Measure;
use fangtan::analysis::agreement::compare::{Asked, Group, Resampling, compare};
use fangtan::analysis::agreement::label_sets::{self, Distance};
use fangtan::analysis::agreement::ruler::{Least, Ruler, Stretches, fused};
use fangtan::analysis::agreement::sample::{Interview, Passages, Sample};
use fangtan::analysis::agreement::segments::{ENOUGH, matched};
use fangtan::analysis::agreement::unitizing::Domain;
use fangtan::analysis::agreement::yes_no::YesNo;
use fangtan::analysis::frequency::Fact;
use fangtan::analysis::progress::Progress;
use fangtan::analysis::undefined::{Figure, Why};
use serde_json::Value;

use super::Case;

/// Texts, coders and codings of a case.
struct Texts {
    documents: Vec<(String, u32)>,
    coders: Vec<String>,
    codes: Vec<String>,
    facts: Vec<Fact>,
    coverage: BTreeMap<String, Vec<String>>,
    turns: BTreeMap<String, Vec<(u32, u32)>>,
    domains: BTreeMap<String, Vec<String>>,
}

#[derive(Clone, Copy)]
enum Unit {
    Character,
    Turn,
    Document,
}

fn place(names: &[String], name: &str) -> u32 {
    let at = names.iter().position(|known| known == name);
    u32::try_from(at.unwrap_or_else(|| panic!("no «{name}»"))).unwrap()
}

impl Texts {
    fn read(data: &Value) -> Self {
        let read = |key: &str| serde_json::from_value(data[key].clone()).unwrap();
        let coders: Vec<String> = read("coders");
        let codes: Vec<String> = serde_json::from_value(data["codes"].clone()).unwrap();
        let documents: Vec<(String, u32)> = data["documents"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| {
                let length = it["length"].as_u64().unwrap();
                (
                    it["id"].as_str().unwrap().to_owned(),
                    u32::try_from(length).unwrap(),
                )
            })
            .collect();
        let ids: Vec<String> = documents.iter().map(|(id, _)| id.clone()).collect();
        let number = |value: &Value| u32::try_from(value.as_u64().unwrap()).unwrap();
        let facts = data["codings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| Fact {
                code: place(&codes, it["code"].as_str().unwrap()),
                interview: place(&ids, it["doc"].as_str().unwrap()),
                start: number(&it["start"]),
                end: number(&it["end"]),
                coder: place(&coders, it["coder"].as_str().unwrap()),
            })
            .collect();
        let given = |key: &str| (!data[key].is_null()).then(|| data[key].clone());
        Self {
            coders,
            codes,
            documents,
            facts,
            coverage: serde_json::from_value(data["coverage"].clone()).unwrap(),
            turns: given("units")
                .map_or_else(BTreeMap::new, |it| serde_json::from_value(it).unwrap()),
            domains: given("domains")
                .map_or_else(BTreeMap::new, |it| serde_json::from_value(it).unwrap()),
        }
    }

    /// The sample of some of the coders, of all documents or of one.
    fn sample(&self, coders: &[&str], unit: Unit, least: Least, only: Option<&str>) -> Sample {
        let names: Vec<String> = coders.iter().map(|it| (*it).to_owned()).collect();
        let interviews = self
            .documents
            .iter()
            .map(|(id, length)| {
                let all = || Stretches::new([(0, *length)]);
                let here = only.is_none_or(|only| only == id);
                Interview {
                    units: match unit {
                        Unit::Character => Ruler::Characters(all()),
                        Unit::Turn => Ruler::Pieces(self.turns[id].clone()),
                        Unit::Document => Ruler::Whole(all()),
                    },
                    chars: Ruler::Characters(all()),
                    covered: names
                        .iter()
                        .map(|coder| here && self.coverage[id].contains(coder))
                        .collect(),
                }
            })
            .collect();
        let facts = self
            .facts
            .iter()
            .filter_map(|fact| {
                let coder = names
                    .iter()
                    .position(|it| *it == self.coders[fact.coder as usize])?;
                Some(Fact {
                    coder: u32::try_from(coder).unwrap(),
                    ..*fact
                })
            })
            .collect();
        Sample::new(names.len(), interviews, facts, least)
    }

    fn all_coders(&self) -> Vec<&str> {
        self.coders.iter().map(String::as_str).collect()
    }

    fn each_code(&self) -> Vec<Vec<u32>> {
        (0..)
            .take(self.codes.len())
            .map(|code| vec![code])
            .collect()
    }

    fn group(&self, sample: &Sample, measure: Measure, enough: f64) -> Group {
        let asked = Asked {
            measures: &[measure],
            passages: Passages::MatchedFrom(enough),
            resampling: Resampling::NotAsked,
        };
        compare(sample, &self.each_code(), asked, &Progress::unwatched()).unwrap()
    }

    fn stacked(&self, sample: &Sample) -> YesNo {
        let mut sums = YesNo::default();
        for code in self.each_code() {
            sums.stack(&sample.yes_no(&code, Passages::Ignored));
        }
        sums
    }

    fn figure(&self, path: &[&str]) -> Figure {
        let unit = |name: &str| match name {
            "character" => Some((Unit::Character, Least::Character)),
            "unit" => Some((Unit::Turn, Least::Character)),
            "unit_min_half" => Some((Unit::Turn, Least::Share(0.5))),
            "document" => Some((Unit::Document, Least::Character)),
            _ => None,
        };
        if let Some((unit, least)) = unit(path[0]) {
            return self.on_units(unit, least, &path[1..]);
        }
        match path {
            ["u_alpha_per_code", code] => {
                let sample =
                    self.sample(&self.all_coders(), Unit::Character, Least::Character, None);
                let code = place(&self.codes, code) as usize;
                self.group(&sample, Measure::UAlpha, ENOUGH).codes[code].estimates[0].value
            }
            ["u_alpha_domain", domain, rest @ ..] => self.in_domain(domain, rest),
            ["segment_match", pair, rest @ ..] => self.matched(pair, rest),
            ["boundary_f1_within_5", pair, code] => {
                let sample = self.pair(pair, Unit::Character, Least::Character, None);
                let code = place(&self.codes, code) as usize;
                self.group(&sample, Measure::BoundaryF1, ENOUGH).codes[code].estimates[0].value
            }
            ["per_document_kappa", code, rest @ ..] => self.by_document(code, rest),
            ["unit_label_sets", figure] => self.label_sets(figure),
            other => panic!("no test takes {other:?}"),
        }
    }

    fn pair(&self, pair: &str, unit: Unit, least: Least, only: Option<&str>) -> Sample {
        let pair: Vec<&str> = pair.split('|').collect();
        self.sample(&pair, unit, least, only)
    }

    fn on_units(&self, unit: Unit, least: Least, path: &[&str]) -> Figure {
        let all = || self.sample(&self.all_coders(), unit, least, None);
        let of_code = |sample: &Sample, code: &str, measure| {
            let code = place(&self.codes, code);
            sample
                .yes_no(&[code], Passages::Ignored)
                .figure(measure, sample.n_coders())
        };
        match path {
            ["per_code", code, "pairs", pair, figure] => {
                let sample = self.pair(pair, unit, least, None);
                let code_place = place(&self.codes, code);
                let table = sample.yes_no(&[code_place], Passages::Ignored).two_by_two();
                match *figure {
                    "a" => Ok(table.both),
                    "b" => Ok(table.first),
                    "c" => Ok(table.second),
                    "d" => Ok(table.neither),
                    "n" => Ok(table.n()),
                    name => of_code(&sample, code, measure(name)),
                }
            }
            ["per_code", code, figure] => of_code(&all(), code, measure(figure)),
            ["overall", "krippendorff_alpha_mean_over_codes"] => {
                let group = self.group(&all(), Measure::KrippendorffAlpha, ENOUGH);
                group.overall[0].estimate.value
            }
            ["overall", "krippendorff_alpha_codes_defined"] => {
                let group = self.group(&all(), Measure::KrippendorffAlpha, ENOUGH);
                Ok(group.overall[0].defined as f64)
            }
            ["overall", "krippendorff_alpha_stacked"] => self
                .stacked(&all())
                .figure(Measure::KrippendorffAlpha, self.coders.len()),
            ["overall", pair, figure] => {
                let sample = self.pair(pair, unit, least, None);
                let group = self.group(&sample, Measure::CohenKappa, ENOUGH);
                match *figure {
                    "cohen_kappa_mean_over_codes" => group.overall[0].estimate.value,
                    "codes_defined" => Ok(group.overall[0].defined as f64),
                    "cohen_kappa_pooled_devries" => group.pooled_kappa.unwrap().value,
                    "cohen_kappa_stacked" => self.stacked(&sample).figure(Measure::CohenKappa, 2),
                    other => panic!("no test takes {other}"),
                }
            }
            other => panic!("no test takes {other:?}"),
        }
    }

    fn in_domain(&self, domain: &str, path: &[&str]) -> Figure {
        let sample = self.sample(&self.all_coders(), Unit::Character, Least::Character, None);
        let values: Vec<Vec<u32>> = self.domains[domain]
            .iter()
            .map(|code| vec![place(&self.codes, code)])
            .collect();
        let mut whole = Domain::default();
        for (_, part) in sample.domain(&values)? {
            whole.add(&part, 1.0);
        }
        let value = |code: &str| place(&self.domains[domain], code) as usize;
        match path {
            ["u_alpha"] => whole.u_alpha(),
            ["u_alpha_binary"] => whole.u_alpha_binary(),
            ["cu_alpha"] => whole.cu_alpha(),
            ["per_value", code, "ku_alpha"] => whole.ku_alpha(value(code)),
            ["per_value", code, "coverage"] => whole.coverage(value(code)),
            other => panic!("no test takes {other:?}"),
        }
    }

    fn matched(&self, pair: &str, path: &[&str]) -> Figure {
        let enough: f64 = path[0].parse().unwrap();
        let sample = self.pair(pair, Unit::Character, Least::Character, None);
        let group = self.group(&sample, Measure::SegmentMatch, enough);
        let sum = |of: fn(&YesNo) -> f64| group.codes.iter().map(|it| of(&it.sums)).sum::<f64>();
        match &path[1..] {
            ["percent"] => group.overall[0].estimate.value,
            ["segments"] => Ok(sum(|it| it.spans.segments)),
            ["matched"] => Ok(sum(|it| it.spans.matched)),
            ["kappa_brennan_prediger"] => {
                let q = self.codes.len() as f64;
                if q < 2.0 {
                    return Err(Why::SingleCategory);
                }
                let percent = group.overall[0].estimate.value?;
                Ok((percent - 1.0 / q) / (1.0 - 1.0 / q))
            }
            ["per_code", code, figure] => {
                let of_code = &group.codes[place(&self.codes, code) as usize];
                let (first, second) = self.segments_of(pair, code);
                let each = |of: &dyn Fn(&[(u32, u32)], &[(u32, u32)]) -> u64| {
                    let pairs = first.iter().zip(&second);
                    Ok(pairs.map(|(one, other)| of(one, other)).sum::<u64>() as f64)
                };
                match *figure {
                    "percent" => of_code.estimates[0].value,
                    "segments_first" => each(&|one, other| matched(one, other, enough).segments),
                    "segments_second" => each(&|one, other| matched(other, one, enough).segments),
                    "matched_first" => each(&|one, other| matched(one, other, enough).matched),
                    "matched_second" => each(&|one, other| matched(other, one, enough).matched),
                    other => panic!("no test takes {other}"),
                }
            }
            other => panic!("no test takes {other:?}"),
        }
    }

    /// Fused passages of a pair of coders in each document that both have gone through.
    fn segments_of(&self, pair: &str, code: &str) -> (Vec<Vec<(u32, u32)>>, Vec<Vec<(u32, u32)>>) {
        let (first, second) = pair.split_once('|').unwrap();
        let code = place(&self.codes, code);
        let of = |coder: &str, document: u32| {
            let coder = place(&self.coders, coder);
            let mut spans: Vec<(u32, u32)> = self
                .facts
                .iter()
                .filter(|it| it.coder == coder && it.code == code && it.interview == document)
                .map(|it| (it.start, it.end))
                .collect();
            spans.sort_unstable();
            fused(spans)
        };
        (0..)
            .zip(&self.documents)
            .filter(|(_, (id, _))| {
                [first, second]
                    .iter()
                    .all(|it| self.coverage[id].contains(&(*it).to_owned()))
            })
            .map(|(document, _)| (of(first, document), of(second, document)))
            .unzip()
    }

    /// Cohen's kappa of each document, as `NVivo` computes it, and means of those that are defined.
    fn by_document(&self, code: &str, path: &[&str]) -> Figure {
        let kappa = |id: &str| {
            let sample = self.sample(
                &self.all_coders(),
                Unit::Character,
                Least::Character,
                Some(id),
            );
            let code = place(&self.codes, code);
            sample
                .yes_no(&[code], Passages::Ignored)
                .figure(Measure::CohenKappa, 2)
        };
        let mean = |weight: fn(u32) -> f64| {
            let (mut above, mut below) = (0.0, 0.0);
            for (id, length) in &self.documents {
                match kappa(id) {
                    Ok(kappa) => {
                        above += weight(*length) * kappa;
                        below += weight(*length);
                    }
                    Err(why) => {
                        assert!([Why::NoVariation, Why::NoPairableUnits].contains(&why));
                    }
                }
            }
            if below > 0.0 {
                Ok(above / below)
            } else {
                Err(Why::NoVariation)
            }
        };
        match path {
            ["per_document", id] => kappa(id),
            ["mean"] => mean(|_| 1.0),
            ["weighted_mean"] => mean(f64::from),
            other => panic!("no test takes {other:?}"),
        }
    }

    fn label_sets(&self, figure: &str) -> Figure {
        let distance = match figure {
            "krippendorff_alpha_sets_nominal" => Distance::Nominal,
            "krippendorff_alpha_sets_jaccard" => Distance::Jaccard,
            "krippendorff_alpha_sets_masi" => Distance::Masi,
            other => panic!("no test takes {other}"),
        };
        let mut units: Vec<Vec<Option<BTreeSet<u32>>>> = Vec::new();
        for (document, (id, _)) in (0..).zip(&self.documents) {
            for turn in &self.turns[id] {
                let set = |coder: u32| -> BTreeSet<u32> {
                    self.facts
                        .iter()
                        .filter(|it| it.interview == document && it.coder == coder)
                        .filter(|it| it.start < turn.1 && turn.0 < it.end)
                        .map(|it| it.code)
                        .collect()
                };
                let coders = (0..).zip(&self.coders);
                units.push(
                    coders
                        .map(|(n, coder)| self.coverage[id].contains(coder).then(|| set(n)))
                        .collect(),
                );
            }
        }
        label_sets::alpha(&units, distance)
    }
}

/// The measure that a case calls by this name.
fn measure(name: &str) -> Measure {
    match name {
        "percent_agreement_unit" => Measure::Percent,
        "krippendorff_alpha_nominal" => Measure::KrippendorffAlpha,
        "brennan_prediger_s" => Measure::BrennanPrediger,
        other => Measure::from_name(other).unwrap_or_else(|| panic!("no test takes {other}")),
    }
}

#[test]
fn passages_marked_in_texts_give_the_figures_of_the_literature() {
    for case in Case::all("spans") {
        let texts = Texts::read(case.data());
        case.compare(|path| texts.figure(path));
    }
}

//! Projects of `QualCoder`, Taguette and RQDA into a plan.
//!
//! `QualCoder` counts UTF-16 units where a person marked a passage and code points where it coded by
//! itself; RQDA counts code points, Taguette bytes of a page. `QualCoder` and RQDA keep a copy of the
//! words, which decides, and which may itself be out of date. What fits nowhere is told of.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::formats::{moment, refi, taguette};
use crate::model::codebook::{DraftCode, Entry};
use crate::model::plan::{
    Plan, PlannedCoding, PlannedInterview, PlannedMemo, PlannedTarget, Provenance, Recognise,
    Transcript, Warning, numbered,
};
use crate::model::{MemoKind, Span};
use crate::store::foreign::{
    ForeignCode, ForeignCoding, ForeignNote, ForeignProgram, ForeignProject, ForeignTarget,
};

/// How far from its place a passage is looked for by its words, in code points.
const NEAR: usize = 20;

/// The plan of a project, from the file of this name.
pub(super) fn plan(project: ForeignProject, file: &str) -> (Plan, Vec<Warning>) {
    let mut warnings = Vec::new();
    let (codes, ids) = codebook(project.program, &project.codes);
    let mut texts: HashMap<i64, Placed> = HashMap::new();
    let mut names = HashSet::new();
    let mut plan = Plan {
        title: Some(project.title).filter(|title| !title.trim().is_empty()),
        codes,
        ..Plan::default()
    };
    let mut codings: HashMap<i64, Vec<ForeignCoding>> = HashMap::new();
    for coding in project.codings {
        codings.entry(coding.text).or_default().push(coding);
    }
    let mut left_out = project.left_out;
    for foreign in project.texts {
        let key = format!("{file} {}", foreign.key);
        let name = numbered(&tidy(&foreign.name), |name| names.insert(name.to_owned()));
        let here = codings.remove(&foreign.key).unwrap_or_default();
        let (text, ranges) = if project.program == ForeignProgram::Taguette {
            let bytes: Vec<(u64, u64)> = here.iter().map(bytes_of).collect();
            let (text, ranges) = taguette::read(&foreign.body, &bytes);
            (text, ranges.into_iter().map(Some).collect())
        } else {
            let text = foreign.body.replace("\r\n", "\n").replace('\r', "\n");
            let ranges = by_words(&text, &name, &here, &mut warnings);
            (text, ranges)
        };
        let chars = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        let mut seen = HashSet::new();
        for (coding, range) in here.into_iter().zip(ranges) {
            let range = range.filter(|(start, end)| start < end && *end <= chars);
            let (Some((start, end)), Some(code)) = (range, ids.get(&coding.code)) else {
                *left_out.entry("coding").or_default() += 1;
                continue;
            };
            let coder = Some(tidy(&coding.coder)).filter(|coder| !coder.is_empty());
            if !seen.insert((start, end, code.clone(), coder.clone())) {
                *left_out.entry("coding").or_default() += 1;
                continue;
            }
            plan.codings.push(PlannedCoding {
                interview: key.clone(),
                start,
                end,
                code: code.clone(),
                coder,
                memo: Some(coding.memo).filter(|memo| !memo.trim().is_empty()),
                created_ms: moment::read(&coding.at),
                starred: coding.is_important,
                ..PlannedCoding::default()
            });
        }
        texts.insert(
            foreign.key,
            Placed {
                key: key.clone(),
                chars,
            },
        );
        plan.interviews.push(PlannedInterview {
            key,
            name,
            recognise: Recognise::Turns,
            attributes: attributes(foreign.attributes),
            transcript: Transcript {
                text,
                ..Transcript::default()
            },
            provenance: Provenance {
                file: file.to_owned(),
                format: project.program.name().to_owned(),
                ..Provenance::default()
            },
            ..PlannedInterview::default()
        });
    }
    // Of texts that aren't there, or aren't read.
    let n_lost: usize = codings.values().map(Vec::len).sum();
    add(&mut left_out, "coding", n_lost);
    let (memos, n_lost) = memos(project.notes, &texts);
    plan.memos = memos;
    add(&mut left_out, "memo", n_lost);
    warnings.extend(left_out.into_iter().map(|(what, n)| Warning {
        kind: "project-left-out",
        line: None,
        about: format!("{what}: {n}"),
    }));
    (plan, warnings)
}

fn add(left_out: &mut BTreeMap<&'static str, u64>, what: &'static str, n: usize) {
    if n > 0 {
        *left_out.entry(what).or_default() += n as u64;
    }
}

/// A text in the plan.
struct Placed {
    key: String,
    chars: u32,
}

/// A name on one line.
fn tidy(name: &str) -> String {
    let name: String = (name.chars())
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    name.trim().to_owned()
}

/// Each name once: values of one name stand together.
fn attributes(pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for (name, value) in pairs {
        let (name, value) = (tidy(&name), tidy(&value));
        if name.is_empty() || value.is_empty() {
            continue;
        }
        match all.iter_mut().find(|known| known.0 == name) {
            Some(known) if known.1.split("; ").any(|said| said == value) => {}
            Some(known) => known.1 = format!("{}; {value}", known.1),
            None => all.push((name, value)),
        }
    }
    all
}

fn bytes_of(coding: &ForeignCoding) -> (u64, u64) {
    let place = |at: i64| u64::try_from(at).unwrap_or(0);
    (place(coding.start), place(coding.end))
}

/// Codes in the order of their tree, and the public id of each key.
fn codebook(
    program: ForeignProgram,
    foreign: &[ForeignCode],
) -> (Vec<DraftCode>, HashMap<String, String>) {
    let parted;
    let foreign = if program == ForeignProgram::Taguette {
        parted = with_folders(foreign);
        &parted
    } else {
        foreign
    };
    let mut ids = HashMap::new();
    let mut names = HashSet::new();
    let mut codes = Vec::new();
    for place in in_tree_order(foreign) {
        let code = &foreign[place];
        let said = tidy(&code.name);
        let id = refi::public_id(&format!("{} {} {said}", program.name(), code.key));
        // A parent that comes later closes a circle.
        let parent = code.parent.as_ref().and_then(|key| ids.get(key)).cloned();
        let name = numbered(&said, |name| {
            names.insert((parent.clone(), name.to_owned()))
        });
        let mut columns = Vec::new();
        if !code.color.is_empty() {
            columns.push(("color".to_owned(), code.color.clone()));
        }
        if code.is_category {
            columns.push(("isCodable".to_owned(), "false".to_owned()));
        }
        if ids.insert(code.key.clone(), id.clone()).is_some() {
            continue;
        }
        codes.push(DraftCode {
            parent,
            entry: Entry {
                public_id: id,
                name,
                definition: code.definition.clone(),
                columns,
                ..Entry::default()
            },
            version: 1,
            ..DraftCode::default()
        });
    }
    (codes, ids)
}

/// Tags whose paths hold `/` under the tags of what stands before it, which are made where there are none.
fn with_folders(tags: &[ForeignCode]) -> Vec<ForeignCode> {
    let path = |tag: &ForeignCode| -> Vec<String> { tag.name.split('/').map(tidy).collect() };
    let known: HashMap<Vec<String>, String> = tags
        .iter()
        .map(|tag| (path(tag), tag.key.clone()))
        .collect();
    let folder = |of: &[String]| format!("folder {}", of.join("/"));
    let mut made = HashSet::new();
    let mut all = Vec::new();
    let above = |of: &[String]| -> Option<String> {
        let (_, parent) = of.split_last()?;
        (!parent.is_empty()).then(|| known.get(parent).cloned().unwrap_or_else(|| folder(parent)))
    };
    for tag in tags {
        let steps = path(tag);
        for n in 1..steps.len() {
            let part = &steps[..n];
            if !known.contains_key(part) && made.insert(part.to_vec()) {
                all.push(ForeignCode {
                    key: folder(part),
                    name: part[n - 1].clone(),
                    parent: above(part),
                    is_category: true,
                    ..ForeignCode::default()
                });
            }
        }
        all.push(ForeignCode {
            name: steps.last().cloned().unwrap_or_default(),
            parent: above(&steps),
            ..tag.clone()
        });
    }
    all
}

/// Places of codes, each behind the one above it; those in a circle come last.
fn in_tree_order(codes: &[ForeignCode]) -> Vec<usize> {
    let keys: HashSet<&str> = codes.iter().map(|code| code.key.as_str()).collect();
    let mut below: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut waiting = Vec::new();
    for (place, code) in codes.iter().enumerate().rev() {
        match code.parent.as_deref().filter(|key| keys.contains(key)) {
            Some(key) => below.entry(key).or_default().push(place),
            None => waiting.push(place),
        }
    }
    let mut order = Vec::new();
    while let Some(place) = waiting.pop() {
        order.push(place);
        waiting.extend(below.remove(codes[place].key.as_str()).unwrap_or_default());
    }
    let mut circles: Vec<usize> = below.into_values().flatten().collect();
    circles.sort_unstable();
    order.extend(circles);
    order
}

/// The range of each coding in its text by its place and its words; `None` where it lies outside.
fn by_words(
    text: &str,
    name: &str,
    codings: &[ForeignCoding],
    warnings: &mut Vec<Warning>,
) -> Vec<Option<(u32, u32)>> {
    let letters: Vec<char> = text.chars().collect();
    let units = units(&letters);
    let (mut n_moved, mut n_unsure) = (0, 0);
    let mut ranges = Vec::with_capacity(codings.len());
    for coding in codings {
        let place = |at: i64| usize::try_from(at).ok().filter(|at| *at <= letters.len());
        let by_points = place(coding.start).zip(place(coding.end));
        let by_units = units.as_ref().and_then(|units| {
            let place = |at: i64| usize::try_from(at).ok().and_then(|at| units.get(at));
            place(coding.start).copied().zip(place(coding.end).copied())
        });
        let words: Vec<char> = (coding.words.replace("\r\n", "\n").chars())
            .map(|letter| if letter == '\u{2029}' { '\n' } else { letter })
            .collect();
        let fits = |(start, end): &(usize, usize)| {
            start < end && (words.is_empty() || letters[*start..*end] == words[..])
        };
        let about = coding.start.max(0).unsigned_abs();
        let about = usize::try_from(about)
            .unwrap_or(usize::MAX)
            .min(letters.len());
        let found = (by_units.filter(fits).or(by_points.filter(fits))).or_else(|| {
            let found = nearest(&letters, &words, about);
            n_moved += usize::from(found.is_some());
            found
        });
        let range = found.or_else(|| {
            let kept = by_units.or(by_points).filter(|(start, end)| start < end);
            n_unsure += usize::from(kept.is_some());
            kept
        });
        ranges.push(
            range.and_then(|(start, end)| {
                Some((u32::try_from(start).ok()?, u32::try_from(end).ok()?))
            }),
        );
    }
    for (kind, n) in [("project-moved", n_moved), ("project-unsure", n_unsure)] {
        if n > 0 {
            warnings.push(Warning {
                kind,
                line: None,
                about: format!("{name}: {n}"),
            });
        }
    }
    ranges
}

/// For each UTF-16 unit its code point, inside a pair the next one; `None` where all are one unit.
fn units(letters: &[char]) -> Option<Vec<usize>> {
    if letters.iter().all(|letter| letter.len_utf16() == 1) {
        return None;
    }
    let mut units = Vec::with_capacity(letters.len() + 1);
    for (at, letter) in letters.iter().enumerate() {
        units.push(at);
        if letter.len_utf16() == 2 {
            units.push(at + 1);
        }
    }
    units.push(letters.len());
    Some(units)
}

/// Where the words stand next to a place; farther away only where they stand once.
fn nearest(letters: &[char], words: &[char], about: usize) -> Option<(usize, usize)> {
    let first = words.first()?;
    let last_start = letters.len().checked_sub(words.len())?;
    let mut nearest: Option<usize> = None;
    let mut n = 0;
    for at in 0..=last_start {
        if letters[at] != *first || letters[at..at + words.len()] != *words {
            continue;
        }
        n += 1;
        if nearest.is_none_or(|known| at.abs_diff(about) < known.abs_diff(about)) {
            nearest = Some(at);
        }
    }
    nearest
        .filter(|at| n == 1 || at.abs_diff(about) <= NEAR)
        .map(|at| (at, at + words.len()))
}

/// Memos, and how many are about nothing that is there.
fn memos(notes: Vec<ForeignNote>, texts: &HashMap<i64, Placed>) -> (Vec<PlannedMemo>, usize) {
    let mut n_lost = 0;
    let mut memos = Vec::new();
    for note in notes {
        if note.words.trim().is_empty() {
            continue;
        }
        let target = match note.on {
            ForeignTarget::Project => Some(PlannedTarget::Study),
            ForeignTarget::Text(key) => {
                (texts.get(&key)).map(|text| PlannedTarget::Interview(text.key.clone()))
            }
            ForeignTarget::Passage(key, start, end) => texts.get(&key).and_then(|text| {
                let (start, end) = (u32::try_from(start).ok()?, u32::try_from(end).ok()?);
                let span = Span::within(text.chars, start, end).ok()?;
                Some(PlannedTarget::Passage(text.key.clone(), span))
            }),
        };
        let Some(target) = target else {
            n_lost += 1;
            continue;
        };
        memos.push(PlannedMemo {
            uid: None,
            target,
            kind: MemoKind::default(),
            coder: Some(tidy(&note.coder)).filter(|coder| !coder.is_empty()),
            text: note.words.trim().to_owned(),
            written_ms: moment::read(&note.at),
        });
    }
    (memos, n_lost)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coding(start: i64, end: i64, words: &str) -> ForeignCoding {
        ForeignCoding {
            start,
            end,
            words: words.to_owned(),
            ..ForeignCoding::default()
        }
    }

    fn check(text: &str, coding: ForeignCoding, expected: Option<&str>, warning: Option<&str>) {
        let mut warnings = Vec::new();
        let ranges = by_words(text, "E01", &[coding], &mut warnings);
        let said = ranges[0].map(|(start, end)| {
            let letters = text.chars().skip(start as usize);
            letters.take((end - start) as usize).collect::<String>()
        });
        assert_eq!(said.as_deref(), expected);
        assert_eq!(warnings.first().map(|warning| warning.kind), warning);
    }

    #[test]
    fn words_decide_what_a_place_counts() {
        let text = "😀人手不足，人手不够";
        check(text, coding(2, 6, "人手不足"), Some("人手不足"), None);
        check(text, coding(1, 5, "人手不足"), Some("人手不足"), None);
        check("甲\n乙", coding(0, 3, "甲\u{2029}乙"), Some("甲\n乙"), None);
    }

    #[test]
    fn a_passage_that_drifted_is_found_by_its_words() {
        let moved = Some("project-moved");
        check(
            "一二三人手不足",
            coding(0, 4, "人手不足"),
            Some("人手不足"),
            moved,
        );
        let far = format!("{}人手不足", "。".repeat(100));
        check(&far, coding(0, 4, "人手不足"), Some("人手不足"), moved);
        let twice = format!("{}人手{}人手", "。".repeat(50), "。".repeat(50));
        check(
            &twice,
            coding(0, 2, "人手"),
            Some("。。"),
            Some("project-unsure"),
        );
    }

    #[test]
    fn what_lies_outside_is_nowhere() {
        check("人手", coding(5, 9, "经费"), None, None);
        check("人手", coding(-3, 1, ""), None, None);
        check("人手", coding(1, 1, ""), None, None);
        check("", coding(0, 1, "人"), None, None);
    }

    fn code(key: &str, name: &str, parent: Option<&str>) -> ForeignCode {
        ForeignCode {
            key: key.to_owned(),
            name: name.to_owned(),
            parent: parent.map(str::to_owned),
            ..ForeignCode::default()
        }
    }

    fn tree(codes: &[DraftCode]) -> Vec<(&str, Option<&str>)> {
        let name = |id: &String| {
            let parent = codes.iter().find(|code| code.entry.public_id == *id);
            parent.expect("parents are in the tree").entry.name.as_str()
        };
        (codes.iter())
            .map(|code| (code.entry.name.as_str(), code.parent.as_ref().map(name)))
            .collect()
    }

    #[test]
    fn codes_stand_behind_those_above_them_and_circles_are_cut() {
        let foreign = [
            code("code 1", "少", Some("category 2")),
            code("category 1", "b", Some("category 1")),
            code("category 2", "人", None),
            code("code 2", "少", Some("category 2")),
        ];
        let (codes, _) = codebook(ForeignProgram::QualCoder, &foreign);
        let expected = [
            ("人", None),
            ("少", Some("人")),
            ("少 (2)", Some("人")),
            ("b", None),
        ];
        assert_eq!(tree(&codes), expected);
    }

    #[test]
    fn paths_of_tags_become_a_tree() {
        let foreign = [
            code("tag 1", "问题/人手", None),
            code("tag 2", "问题/人手/编制", None),
            code("tag 3", "对策", None),
        ];
        let (codes, _) = codebook(ForeignProgram::Taguette, &foreign);
        let expected = [
            ("问题", None),
            ("人手", Some("问题")),
            ("编制", Some("人手")),
            ("对策", None),
        ];
        assert_eq!(tree(&codes), expected);
    }
}

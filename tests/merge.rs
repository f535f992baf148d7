//! Copies that went apart come together: nothing is lost, whatever comes first, however often.
//!
//! Copies are compared by what they say: every row by its identities, texts, turns, and the log;
//! keys and what is written down beside rows are each copy's own.

#[path = "merge/contents.rs"]
mod contents;
mod wishes;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use contents::{contents, difference};
use fangtan::model::edit::NewCodings;
use fangtan::model::{
    CodingId, ConflictOutcome, Edit, MemoKind, MemoTarget, Sight, Span, Status, Watch,
};
use fangtan::study::{Merging, Mode, Overwrite, Severity, Study, StudyError};
use proptest::prelude::*;
use wishes::{Wish, edit, quick_folder, small_study, wish};

const CODERS: [&str; 3] = ["anna", "bo", "chen"];

/// A study in a folder of its own, as somebody sees it who codes nothing blind.
fn open(path: &Path) -> Study {
    let study = Study::open(path, Mode::Stay).unwrap();
    study.look_as("reviewer").unwrap();
    study
}

fn copy(path: &Path, name: &str) -> PathBuf {
    let to = path.with_file_name(name);
    std::fs::copy(path, &to).unwrap();
    to
}

/// Takes other copies in; the study that comes of it is sound.
fn merge(path: &Path, others: &[&Path]) -> Result<(), TestCaseError> {
    let mut study = open(path);
    let before = contents(path);
    let files: Vec<PathBuf> = others.iter().map(|it| it.to_path_buf()).collect();
    let would = study.merge(&files, "PI", Merging::Rehearsal, Watch::nobody());
    prop_assert!(would.is_ok(), "{:?}", would);
    prop_assert_eq!(difference(&before, &contents(path)), None, "a rehearsal");
    let merged = study.merge(&files, "PI", Merging::Now, Watch::nobody());
    prop_assert!(merged.is_ok(), "{:?}", merged);
    let (would, merged) = (would.unwrap(), merged.unwrap());
    prop_assert_eq!(&would.came, &merged.came);
    let told = |of: &[fangtan::model::conflict::Conflict]| -> Vec<String> {
        let each = of.iter();
        each.map(|it| {
            format!(
                "{} {} {} {:?} {:?}",
                it.kind, it.table, it.about, it.kept, it.other
            )
        })
        .collect()
    };
    prop_assert_eq!(told(&would.conflicts), told(&merged.conflicts));
    let mut wrong = study.check().unwrap();
    wrong.retain(|it| it.severity == Severity::Error);
    prop_assert_eq!(wrong, []);
    Ok(())
}

/// Merges, and proves that undo takes back just that, and redo does just that again.
fn merge_and_back(path: &Path, other: &Path) -> Result<(), TestCaseError> {
    let before = contents(path);
    let steps = open(path).log().unwrap().len();
    merge(path, &[other])?;
    let after = contents(path);
    let log = open(path).log().unwrap();
    if log.len() == steps {
        prop_assert_eq!(difference(&before, &after), None, "no step");
        return Ok(());
    }
    let mut study = open(path);
    let undone = study.undo("PI");
    prop_assert!(undone.is_ok(), "{:?}", undone);
    prop_assert_eq!(difference(&before, &contents(path)), None, "undo");
    let redone = study.redo("PI");
    prop_assert!(redone.is_ok(), "{:?}", redone);
    prop_assert_eq!(difference(&after, &contents(path)), None, "redo");
    Ok(())
}

/// What happens to copies: edits, steps taken back and done again, and merges.
#[derive(Clone, Debug)]
enum Deed {
    Edit(usize, Wish),
    Undo(usize),
    Redo(usize),
    Merge(usize, usize),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        14 => (0..3_usize, wish()).prop_map(|(copy, wish)| Deed::Edit(copy, wish)),
        2 => (0..3_usize).prop_map(Deed::Undo),
        1 => (0..3_usize).prop_map(Deed::Redo),
        1 => (0..3_usize, 0..3_usize).prop_map(|(to, from)| Deed::Merge(to, from)),
    ]
}

/// Every coding that a study ever acknowledged.
type Codings = BTreeSet<CodingId>;

fn codings(study: &Study) -> Codings {
    let all = study.load("").unwrap().interviews;
    let open = all
        .iter()
        .map(|it| study.load_interview(it.id, "").unwrap());
    open.flat_map(|it| it.layer.all().iter().map(|it| it.id).collect::<Vec<_>>())
        .collect()
}

/// Does it all; returns the codings that copies had and didn't take away.
fn live(copies: &[PathBuf; 3], deeds: &[Deed]) -> Result<Codings, TestCaseError> {
    let mut made = Codings::new();
    let mut taken: BTreeSet<(usize, CodingId)> = BTreeSet::new();
    for deed in deeds {
        let (n, outcome) = match deed {
            Deed::Edit(n, wish) => {
                let mut study = open(&copies[*n]);
                let before = codings(&study);
                if let Some(edit) = edit(&study, *wish) {
                    // What can't be is refused, and changes nothing.
                    let _ = study.apply(&edit, CODERS[*n]);
                }
                (*n, before)
            }
            Deed::Undo(n) => {
                let mut study = open(&copies[*n]);
                let before = codings(&study);
                let _ = study.undo(CODERS[*n]);
                (*n, before)
            }
            Deed::Redo(n) => {
                let mut study = open(&copies[*n]);
                let before = codings(&study);
                let _ = study.redo(CODERS[*n]);
                (*n, before)
            }
            Deed::Merge(to, from) if to != from => {
                merge_and_back(&copies[*to], &copies[*from])?;
                continue;
            }
            Deed::Merge(..) => continue,
        };
        let after = codings(&open(&copies[n]));
        taken.extend(outcome.difference(&after).map(|it| (n, *it)));
        made.extend(after.difference(&outcome));
        // What is back in the copy that took it away is not taken away.
        taken.retain(|(copy, it)| *copy != n || !after.contains(it));
    }
    let taken: Codings = taken.into_iter().map(|it| it.1).collect();
    Ok(made.difference(&taken).copied().collect())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 6,
        max_shrink_iters: 0,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn whatever_comes_first_however_often_copies_say_the_same_in_the_end(
        before in prop::collection::vec(wish(), 8),
        deeds in prop::collection::vec(deed(), 40),
    ) {
        let folder = quick_folder();
        let first = small_study(folder.path());
        let mut study = open(&first);
        for wish in before {
            if let Some(edit) = edit(&study, wish) {
                let _ = study.apply(&edit, "anna");
            }
        }
        drop(study);
        let copies = [copy(&first, "a.fangtan"), copy(&first, "b.fangtan"), copy(&first, "c.fangtan")];
        let kept = live(&copies, &deeds)?;
        let [a, b, c] = &copies;

        // With itself: nothing.
        let twin = copy(a, "twin.fangtan");
        merge(&twin, &[a])?;
        prop_assert_eq!(difference(&contents(a), &contents(&twin)), None, "with itself");

        // A and B, B and A.
        let ab = copy(a, "ab.fangtan");
        merge_and_back(&ab, b)?;
        let ba = copy(b, "ba.fangtan");
        merge_and_back(&ba, a)?;
        prop_assert_eq!(difference(&contents(&ab), &contents(&ba)), None, "commutative");

        // Again: nothing new, and no step.
        let said = contents(&ab);
        let steps = open(&ab).log().unwrap().len();
        merge(&ab, &[b])?;
        prop_assert_eq!(difference(&said, &contents(&ab)), None, "idempotent");
        prop_assert_eq!(open(&ab).log().unwrap().len(), steps, "no step");

        // (A and B) and C, A and (B and C), all at once.
        let bc = copy(b, "bc.fangtan");
        merge(&bc, &[c])?;
        let left = copy(&ab, "left.fangtan");
        merge_and_back(&left, c)?;
        let right = copy(a, "right.fangtan");
        merge_and_back(&right, &bc)?;
        prop_assert_eq!(difference(&contents(&left), &contents(&right)), None, "associative");
        let all = copy(c, "all.fangtan");
        merge(&all, &[a, b])?;
        prop_assert_eq!(difference(&contents(&left), &contents(&all)), None, "all at once");

        // Nothing is lost: what nobody took away is there, or is one with another coding there.
        let there = contents::codings(&left);
        for coding in &kept {
            prop_assert!(there.contains(&coding.to_string()), "{} is lost", coding);
        }
    }
}

fn two() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = quick_folder();
    let path = small_study(folder.path());
    let a = copy(&path, "a.fangtan");
    let b = copy(&path, "b.fangtan");
    (folder, a, b)
}

fn code(path: &Path, coder: &str, start: u32, end: u32) {
    let mut study = open(path);
    let edit = Edit::Code(NewCodings {
        interview: study.interview_named("甲").unwrap(),
        span: Span::within(u32::MAX, start, end).unwrap(),
        codes: vec![study.code_named("P1.1").unwrap().0],
        status: Status::Coded,
        facets: Vec::new(),
        memo: None,
    });
    study.apply(&edit, coder).unwrap();
}

fn revise(path: &Path, turn: u32, words: &str) {
    let mut study = open(path);
    let interview = study.interview_named("甲").unwrap();
    let edit = Edit::ReviseTurn {
        interview,
        turn,
        words: words.to_owned(),
    };
    study.apply(&edit, "anna").unwrap();
}

fn text(path: &Path) -> String {
    let study = open(path);
    study.text(study.interview_named("甲").unwrap()).unwrap()
}

/// The words of every coding of the interview, in order.
fn words(path: &Path) -> Vec<String> {
    let study = open(path);
    let open = study
        .load_interview(study.interview_named("甲").unwrap(), "")
        .unwrap();
    let all = open.layer.all().iter();
    all.map(|it| open.text.slice(it.span).unwrap().to_owned())
        .collect()
}

#[test]
fn corrections_of_two_turns_both_stand_and_codings_follow_their_words() {
    let (_folder, a, b) = two();
    // 工作很忙
    code(&b, "bo", 15, 19);
    revise(&a, 0, "今天你好吗？");
    revise(&b, 3, "咖啡馆关了。");
    merge(&a, &[&b]).unwrap();
    merge(&b, &[&a]).unwrap();
    assert_eq!(
        text(&a),
        "访谈者：今天你好吗？\n王：工作很忙😀，家里还好。流程太长。\n访谈者：还有呢？\n王：咖啡馆关了。\n"
    );
    assert_eq!(text(&a), text(&b));
    assert_eq!(words(&a), ["工作很忙"]);
    assert_eq!(words(&b), ["工作很忙"]);
    assert_eq!(open(&a).conflicts().unwrap(), []);
}

#[test]
fn of_one_turn_the_later_words_stand_and_the_others_are_listed() {
    let (_folder, a, b) = two();
    code(&a, "anna", 26, 30);
    code(&b, "bo", 15, 19);
    revise(&a, 1, "工作很忙，家里还好。流程很长。");
    revise(&b, 1, "工作不忙😀，家里还好。流程太长。");
    merge(&a, &[&b]).unwrap();
    assert!(
        text(&a).contains("工作不忙😀，家里还好。流程太长。"),
        "{}",
        text(&a)
    );
    let conflicts = open(&a).conflicts().unwrap();
    let kinds: Vec<&str> = conflicts.iter().map(|it| it.kind.as_str()).collect();
    assert!(kinds.contains(&"turn"), "{conflicts:?}");
    let turn = conflicts.iter().find(|it| it.kind == "turn").unwrap();
    assert_eq!(
        turn.other.as_deref(),
        Some("工作很忙，家里还好。流程很长。")
    );
    assert_eq!(turn.about, "2");
    assert_eq!(words(&a).len(), 2);
}

#[test]
fn codings_that_follow_a_turn_which_both_corrected_are_no_conflicts_of_their_own() {
    let (_folder, a, b) = two();
    code(&a, "anna", 15, 19);
    code(&a, "bo", 26, 30);
    std::fs::copy(&a, &b).unwrap();
    revise(&a, 1, "甲改工作很忙😀，家里还好。流程太长。");
    revise(&b, 1, "乙也改了工作很忙😀，家里还好。流程太长。");
    merge(&a, &[&b]).unwrap();
    let conflicts = open(&a).conflicts().unwrap();
    let kinds: Vec<&str> = conflicts.iter().map(|it| it.kind.as_str()).collect();
    assert_eq!(kinds, ["turn"], "{conflicts:?}");
    assert_eq!(words(&a), ["工作很忙", "流程太长"]);
}

#[test]
fn a_coding_deleted_here_and_unchanged_there_is_gone_and_one_somebody_built_on_is_back() {
    let (_folder, a, b) = two();
    code(&a, "anna", 15, 19);
    code(&a, "anna", 26, 30);
    std::fs::copy(&a, &b).unwrap();
    let all: Vec<CodingId> = codings(&open(&a)).into_iter().collect();
    let uncode = Edit::Uncode {
        codings: all.clone(),
    };
    open(&a).apply(&uncode, "anna").unwrap();
    let memo = Edit::WriteMemo {
        target: MemoTarget::Coding(all[0]),
        kind: MemoKind::default(),
        text: "留着".to_owned(),
    };
    open(&b).apply(&memo, "bo").unwrap();
    merge(&a, &[&b]).unwrap();
    merge(&b, &[&a]).unwrap();
    assert_eq!(codings(&open(&a)), Codings::from([all[0]]));
    assert_eq!(difference(&contents(&a), &contents(&b)), None);
}

#[test]
fn names_given_twice_are_told_apart_alike_in_every_copy() {
    let (_folder, a, b) = two();
    for (path, words) in [(&a, "一"), (&b, "二")] {
        let mut study = open(path);
        let new = fangtan::model::edit::NewCode {
            parent: None,
            entry: fangtan::model::codebook::Entry {
                name: format!("编码{words}"),
                ..Default::default()
            },
        };
        study.apply(&Edit::AddCode(new), "anna").unwrap();
        let typed = fangtan::model::edit::NewInterview {
            name: "打字".to_owned(),
            speakers: Vec::new(),
        };
        study.apply(&Edit::StartInterview(typed), "anna").unwrap();
    }
    merge(&a, &[&b]).unwrap();
    merge(&b, &[&a]).unwrap();
    let names = |path: &Path| -> BTreeMap<String, String> {
        let study = open(path);
        let book = study.codebook().unwrap();
        let codes = book
            .codes()
            .iter()
            .map(|it| (it.entry.public_id.clone(), it.entry.name.clone()));
        let interviews = study.load("").unwrap().interviews;
        codes
            .chain(interviews.into_iter().map(|it| (it.name.clone(), it.name)))
            .collect()
    };
    let all = names(&a);
    assert_eq!(all, names(&b));
    assert_eq!((&*all["N1"], &*all["N1-2"]), ("编码一", "编码二"));
    assert!(all.contains_key("打字") && all.contains_key("打字 (2)"));
    let renamed = open(&a).conflicts().unwrap();
    assert_eq!(
        renamed.iter().filter(|it| it.kind == "renamed").count(),
        2,
        "{renamed:?}"
    );
}

#[test]
fn a_conflict_is_listed_and_either_side_can_be_put_in_place() {
    let (_folder, a, b) = two();
    let define = |path: &Path, words: &str| {
        let mut study = open(path);
        let book = study.codebook().unwrap();
        let code = book.named("P1.1").unwrap();
        let entry = Box::new(fangtan::model::codebook::Entry {
            definition: words.to_owned(),
            ..code.entry.clone()
        });
        study
            .apply(
                &Edit::ReviseCode {
                    code: code.id,
                    entry,
                },
                "anna",
            )
            .unwrap();
    };
    define(&a, "先说的");
    define(&b, "后说的");
    revise(&a, 1, "先改的。");
    revise(&b, 1, "后改的。");
    merge(&a, &[&b]).unwrap();
    let definition = || {
        open(&a)
            .codebook()
            .unwrap()
            .named("P1.1")
            .unwrap()
            .entry
            .definition
            .clone()
    };
    assert_eq!(definition(), "后说的");
    let all = open(&a).conflicts().unwrap();
    let one = |kind: &str, table: &str| {
        let found = all.iter().find(|it| it.kind == kind && it.table == table);
        found.unwrap_or_else(|| panic!("{all:?}")).clone()
    };
    let (code, turn) = (one("changed", "code"), one("turn", "turn"));
    assert_eq!(code.about, "P1.1 部门壁垒");
    assert!(code.kept.as_deref().unwrap().contains("后说的"), "{code:?}");
    assert!(
        code.other.as_deref().unwrap().contains("先说的"),
        "{code:?}"
    );
    assert_eq!((&*code.kept_by, &*code.other_by), ("anna", "anna"));
    for conflict in [code.id, turn.id] {
        let outcome = ConflictOutcome::Other;
        open(&a)
            .apply(&Edit::Resolve { conflict, outcome }, "PI")
            .unwrap();
    }
    assert_eq!(definition(), "先说的");
    let dealt = open(&a).conflicts().unwrap();
    let now = dealt.iter().find(|it| it.id == code.id).unwrap();
    assert_eq!(
        (&now.kept, &now.other),
        (&code.other, &code.kept),
        "what was put in place stands"
    );
    assert!(text(&a).contains("先改的。") && !text(&a).contains("后改的。"));
    // What was dealt with is left to undo.
    let again = Edit::Resolve {
        conflict: code.id,
        outcome: ConflictOutcome::Kept,
    };
    assert!(open(&a).apply(&again, "PI").is_err());
    // It is dealt with in every copy, and what was put in place stands there, too.
    merge(&b, &[&a]).unwrap();
    merge(&a, &[&b]).unwrap();
    for path in [&a, &b] {
        let open = open(path).conflicts().unwrap();
        let of = |id| open.iter().find(|it| it.id == id).unwrap().outcome;
        assert_eq!(
            (of(code.id), of(turn.id)),
            (ConflictOutcome::Other, ConflictOutcome::Other)
        );
        assert!(text(path).contains("先改的。"));
    }
    open(&a).undo("PI").unwrap();
    open(&a).undo("PI").unwrap();
    assert_eq!(definition(), "后说的");
}

#[test]
fn a_withdrawn_interview_comes_back_by_no_merge_and_goes_from_every_copy() {
    let (_folder, a, b) = two();
    code(&a, "anna", 15, 19);
    code(&b, "bo", 26, 30);
    revise(&b, 1, "密语在此。工作很忙。");
    // What is written down of a merge goes, too.
    merge(&a, &[&b]).unwrap();
    code(&b, "bo", 17, 19);
    let mut study = open(&a);
    let interview = study.interview_named("甲").unwrap();
    study.withdraw(interview, "PI").unwrap();
    drop(study);
    let holds = |path: &Path, word: &str| {
        memchr::memmem::find(&std::fs::read(path).unwrap(), word.as_bytes()).is_some()
    };
    assert!(
        !holds(&a, "密语在此")
            && !holds(&a, "流程太长。\n访谈者：还有呢？\n王：café 关了。\n第1次")
    );
    // From the copy that still has it.
    let before = contents(&a);
    merge(&a, &[&b]).unwrap();
    assert!(open(&a).interview_named("甲").is_err());
    assert!(!holds(&a, "密语在此"));
    // The first merge is taken back; the interview came by it and was withdrawn since.
    assert_eq!(open(&a).undo("PI").unwrap().entry.kind, "merge");
    assert!(open(&a).interview_named("甲").is_err());
    let rows = |all: &std::collections::BTreeSet<String>| -> Vec<String> {
        all.iter()
            .filter(|line| !line.starts_with("step "))
            .cloned()
            .collect()
    };
    assert_eq!(rows(&before), rows(&contents(&a)));
    // To the copy that still has it: a rehearsal says so, and takes nothing away.
    let mut study = open(&b);
    let would = study
        .merge(
            std::slice::from_ref(&a),
            "PI",
            Merging::Rehearsal,
            Watch::nobody(),
        )
        .unwrap();
    assert_eq!(would.withdrawn, ["甲"]);
    assert!(study.interview_named("甲").is_ok());
    study
        .merge(
            std::slice::from_ref(&a),
            "PI",
            Merging::Now,
            Watch::nobody(),
        )
        .unwrap();
    drop(study);
    assert!(open(&b).interview_named("甲").is_err());
    assert!(!holds(&b, "密语在此"));
}

#[test]
fn the_work_of_a_work_copy_comes_back_and_what_it_does_not_hold_stays() {
    let (_folder, a, _b) = two();
    code(&a, "anna", 15, 19);
    code(&a, "bo", 26, 30);
    revise(&a, 0, "今天你好吗？");
    let mut study = open(&a);
    let interviews = vec![study.interview_named("甲").unwrap()];
    let assign = Edit::Assign {
        interviews,
        coder: "bo".to_owned(),
        sight: Sight::Open,
    };
    study.apply(&assign, "PI").unwrap();
    let work = a.with_file_name("work.fangtan");
    study.write_work_copy(&work, "bo", Overwrite::No).unwrap();
    drop(study);
    // In both the text is corrected; bo's own coding is taken away, another made.
    revise(&a, 2, "那么还有呢？");
    revise(&work, 3, "咖啡馆关了。");
    let mut study = open(&work);
    let all = study
        .load_interview(study.interview_named("甲").unwrap(), "")
        .unwrap();
    let own = all.layer.all()[0].id;
    study
        .apply(&Edit::Uncode { codings: vec![own] }, "bo")
        .unwrap();
    drop(study);
    code(&work, "bo", 15, 19);
    let n = |path: &Path| open(path).load("").unwrap().interviews.len();
    merge(&a, &[&work]).unwrap();
    assert_eq!(n(&a), 2);
    assert_eq!(
        text(&a),
        "访谈者：今天你好吗？\n王：工作很忙😀，家里还好。流程太长。\n访谈者：那么还有呢？\n王：咖啡馆关了。\n"
    );
    assert_eq!(words(&a), ["工作很忙", "很忙😀，"]);
    assert_eq!(open(&a).conflicts().unwrap(), []);
    // The other way round the work copy becomes whole.
    merge(&work, &[&a]).unwrap();
    assert_eq!(n(&work), 2);
    assert_eq!(words(&work), words(&a));
    let lines = |path: &Path| -> Vec<String> {
        // What stood before corrections is told by no work copy.
        contents(path)
            .into_iter()
            .filter(|it| !it.starts_with("study_fact"))
            .collect()
    };
    assert_eq!(lines(&a), lines(&work));
}

#[test]
fn another_study_and_the_study_itself_are_refused_and_other_files_stay_as_they_are() {
    let (folder, a, b) = two();
    code(&b, "bo", 15, 19);
    let other = folder.path().join("other");
    std::fs::create_dir(&other).unwrap();
    let other = small_study(&other);
    let bytes = std::fs::read(&b).unwrap();
    let mut study = open(&a);
    let before = contents(&a);
    let mut refused = |path: &Path| {
        let error = study
            .merge(&[path.to_owned()], "PI", Merging::Now, Watch::nobody())
            .unwrap_err();
        fangtan::strings::Message::from(&error).key
    };
    assert_eq!(refused(&other), "error-other-study");
    assert_eq!(refused(&a), "error-itself");
    assert_eq!(difference(&before, &contents(&a)), None);
    drop(study);
    merge(&a, &[&b]).unwrap();
    assert!(std::fs::read(&b).unwrap() == bytes);
    // Before it was written there was a backup, and only then.
    let backups = || {
        std::fs::read_dir(a.with_file_name("a.fangtan.backups"))
            .unwrap()
            .count()
    };
    assert_eq!(backups(), 1);
    merge(&a, &[&b]).unwrap();
    assert_eq!(backups(), 1);
}

#[test]
fn texts_that_never_were_the_same_are_refused_and_both_copies_stay_as_they_are() {
    let (_folder, a, b) = two();
    code(&a, "anna", 15, 19);
    code(&b, "bo", 15, 19);
    let conn = rusqlite::Connection::open(&b).unwrap();
    conn.execute_batch(
        "UPDATE revision SET text = replace(text, '流程太长', '流程太短'), hash = hex(zeroblob(32))
         WHERE text LIKE '%第1次%流程太长%'",
    )
    .unwrap();
    drop(conn);
    for (to, from) in [(&a, &b), (&b, &a)] {
        let before = contents(to);
        for merging in [Merging::Rehearsal, Merging::Now] {
            let merged = open(to).merge(std::slice::from_ref(from), "PI", merging, Watch::nobody());
            let said = merged.unwrap_err().to_string();
            assert!(said.contains("甲"), "{said}");
        }
        assert_eq!(difference(&before, &contents(to)), None);
    }
}

#[test]
fn what_a_copy_withdrew_that_was_never_here_comes_by_no_third_copy() {
    let (_folder, a, b) = two();
    let mut study = open(&b);
    let edit = edit(
        &study,
        Wish {
            kind: 0,
            second_coder: false,
            a: 0,
            b: 3,
            c: 4,
            d: 5,
        },
    )
    .unwrap();
    study.apply(&edit, "bo").unwrap();
    let names = |path: &Path| -> Vec<String> {
        let all = open(path).load("").unwrap().interviews;
        all.into_iter().map(|it| it.name).collect()
    };
    let here = names(&a);
    let new = names(&b).into_iter().find(|it| !here.contains(it)).unwrap();
    drop(study);
    let c = copy(&b, "c.fangtan");
    let mut study = open(&b);
    let interview = study.interview_named(&new).unwrap();
    study.withdraw(interview, "bo").unwrap();
    drop(study);
    merge(&a, &[&b]).unwrap();
    merge(&a, &[&c]).unwrap();
    assert_eq!(names(&a), here);
}

#[test]
fn boundaries_that_do_not_stand_are_put_in_place_on_their_own_words_or_not_at_all() {
    for (turn, said, fits) in [
        (0, "访谈者另说一句长话。", true),
        (1, "工作忙得很。家里还好。", false),
    ] {
        let folder = quick_folder();
        let path = small_study(folder.path());
        code(&path, "anna", 15, 19);
        let a = copy(&path, "a.fangtan");
        let b = copy(&path, "b.fangtan");
        let bounds = |path: &Path, start, end| {
            let mut study = open(path);
            let coding = *codings(&study).iter().next().unwrap();
            let span = Span::within(u32::MAX, start, end).unwrap();
            study
                .apply(&Edit::MoveBoundaries { coding, span }, "anna")
                .unwrap();
        };
        bounds(&a, 15, 17);
        bounds(&b, 16, 20);
        let other = words(&a);
        merge(&a, &[&b]).unwrap();
        assert_ne!(words(&a), other, "the later stands");
        revise(&a, turn, said);
        let conflict = open(&a).conflicts().unwrap()[0].id;
        let outcome = ConflictOutcome::Other;
        let put = open(&a).apply(&Edit::Resolve { conflict, outcome }, "PI");
        assert_eq!(put.is_ok(), fits, "{put:?} {:?}", open(&a).conflicts());
        if fits {
            assert_eq!(words(&a), other);
        }
    }
}

#[test]
fn what_a_work_copy_could_not_know_of_is_a_conflict_though_it_was_done_before() {
    let (_folder, a, b) = two();
    let define = |path: &Path, words: &str, coder: &str| {
        let mut study = open(path);
        let book = study.codebook().unwrap();
        let code = book.named("P1.1").unwrap();
        let entry = Box::new(fangtan::model::codebook::Entry {
            definition: words.to_owned(),
            ..code.entry.clone()
        });
        let edit = Edit::ReviseCode {
            code: code.id,
            entry,
        };
        study.apply(&edit, coder).unwrap();
    };
    // Early in one copy; the other has gone on for longer when the work copy is written.
    define(&b, "别处先写的", "anna");
    for at in [15, 16, 17, 18] {
        code(&a, "bo", at, at + 1);
    }
    let mut study = open(&a);
    let interviews = vec![study.interview_named("甲").unwrap()];
    let assign = Edit::Assign {
        interviews,
        coder: "bo".to_owned(),
        sight: Sight::Open,
    };
    study.apply(&assign, "PI").unwrap();
    let work = a.with_file_name("work.fangtan");
    study.write_work_copy(&work, "bo", Overwrite::No).unwrap();
    drop(study);
    define(&work, "工作副本里写的", "bo");
    merge(&a, &[&b]).unwrap();
    assert_eq!(open(&a).conflicts().unwrap(), []);
    merge(&a, &[&work]).unwrap();
    let all = open(&a).conflicts().unwrap();
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(all[0].kept.as_deref().unwrap().contains("工作副本里写的"));
    assert!(all[0].other.as_deref().unwrap().contains("别处先写的"));
}

#[test]
fn a_merge_that_is_stopped_at_any_place_leaves_the_study_as_it_was() {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

    let (_folder, a, b) = two();
    code(&a, "anna", 15, 19);
    code(&b, "bo", 26, 30);
    revise(&b, 0, "今天你好吗？");
    let before = contents(&a);
    let backups = |path: &Path| {
        let folder = path.with_file_name("a.fangtan.backups");
        std::fs::read_dir(folder).map_or(0, Iterator::count)
    };
    let mut study = open(&a);
    let mut merger = study.merger().unwrap();
    let files = std::slice::from_ref(&b);
    let all = AtomicUsize::new(0);
    for place in 0.. {
        let stop = AtomicBool::new(place == 0);
        let latest = AtomicUsize::new(0);
        let tell = |done: usize, of: usize| {
            assert!(done > latest.swap(done, Ordering::Relaxed) && done <= of);
            all.store(of, Ordering::Relaxed);
            stop.store(done >= place, Ordering::Relaxed);
        };
        let watch = Watch {
            stop: &stop,
            tell: &tell,
        };
        match merger.merge(files, "PI", watch) {
            Err(StudyError::Cancelled) => {
                assert_eq!(difference(&before, &contents(&a)), None, "{place}");
                assert_eq!(backups(&a), 0);
            }
            merged => {
                assert!(merged.unwrap().has_changed);
                assert_eq!(place, all.load(Ordering::Relaxed), "the last word of it");
                break;
            }
        }
    }
    assert_ne!(difference(&before, &contents(&a)), None);
    // The study that is open goes on with what came.
    assert_eq!(study.undo("PI").unwrap().entry.kind, "merge");
    assert_eq!(difference(&before, &contents(&a)), None);
}

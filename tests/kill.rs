//! A program killed at any moment loses nothing it said was done.
//!
//! The test program runs itself again as a child that edits a study and says of
//! each edit that it is done; the parent kills it. What a power cut takes besides
//! is not shown here: the kernel's cache outlives the child.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use fangtan::model::codebook::{DraftCode, Entry};
use fangtan::model::edit::{NewCode, NewCodings};
use fangtan::model::plan::{Plan, PlannedInterview, Transcript};
use fangtan::model::{CodeId, Edit, InterviewId, Span, Status};
use fangtan::study::{Mode, Study};

/// The variable that makes this test program the child.
const CHILD: &str = "FANGTAN_TEST_CHILD";
const ROUNDS: usize = 200;
const NAME: &str = "a_killed_program_loses_no_acknowledged_edit";

fn plan() -> Plan {
    let code = |id: &str| DraftCode {
        entry: Entry {
            public_id: id.to_owned(),
            name: format!("名{id}"),
            ..Entry::default()
        },
        version: 1,
        ..DraftCode::default()
    };
    Plan {
        codes: ["A", "B", "C"].map(code).into(),
        interviews: vec![PlannedInterview {
            key: "甲".to_owned(),
            name: "甲".to_owned(),
            transcript: Transcript {
                text: "工作很忙，家里还好。".repeat(2000),
                ..Transcript::default()
            },
            ..PlannedInterview::default()
        }],
        ..Plan::default()
    }
}

/// The `n`th passage to code; the codings of one passage are one edit, or a new
/// code with its first coding is.
fn edit(n: u32, interview: InterviewId, codes: &[CodeId]) -> Edit {
    let span = Span::within(u32::MAX, n, n + 2).unwrap();
    if n % 5 == 4 {
        return Edit::CodeWithNew {
            code: NewCode {
                parent: Some(codes[0]),
                entry: Entry {
                    name: format!("新{n}"),
                    ..Entry::default()
                },
            },
            interview,
            span,
        };
    }
    Edit::Code(NewCodings {
        interview,
        span,
        codes: codes[..3].to_vec(),
        status: Status::Coded,
        facets: Vec::new(),
        memo: Some(format!("备忘{n}")),
    })
}

/// Edits until it is killed, and says of each edit that it is done.
fn work(path: &Path) {
    let mode = if std::process::id().is_multiple_of(2) {
        Mode::Write
    } else {
        Mode::Stay
    };
    let mut study = Study::open(path, mode).unwrap();
    let interview = study.interview_named("甲").unwrap();
    let codes: Vec<CodeId> = study
        .codebook()
        .unwrap()
        .codes()
        .iter()
        .map(|it| it.id)
        .collect();
    let layer = study.load_interview(interview, "").unwrap().layer;
    let next = layer
        .all()
        .last()
        .map_or(0, |coding| coding.span.start().0 + 1);
    let mut out = std::io::stdout().lock();
    for n in next.. {
        study.apply(&edit(n, interview, &codes), "anna").unwrap();
        writeln!(out, "done {n}").unwrap();
        out.flush().unwrap();
        // Some steps are taken back and done again: both are edits like any other.
        if n % 3 == 0 {
            study.undo("anna").unwrap();
            study.redo("anna").unwrap();
        }
    }
}

/// Looks the study over after a kill; returns how many passages are coded.
fn verify(path: &Path, acknowledged: u32) -> u32 {
    let folder = path.parent().unwrap();
    let names = || {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|it| it.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    for name in names() {
        assert!(
            ["study.fangtan", "study.fangtan-journal"].contains(&name.as_str()),
            "{name} was left behind"
        );
    }
    let study = Study::open(path, Mode::Write).unwrap();
    assert_eq!(study.check().unwrap(), []);
    let interview = study.interview_named("甲").unwrap();
    let book = study.codebook().unwrap();
    let layer = study.load_interview(interview, "").unwrap().layer;
    let mut passages = 0;
    let mut all = layer.all();
    while let Some(first) = all.first() {
        let n = first.span.start().0;
        // One passage may be missing: a step taken back when the kill came, not yet done again.
        assert!(
            n == passages || n == passages + 1,
            "passage {passages} is missing"
        );
        let here = all.iter().take_while(|it| it.span == first.span).count();
        let want = if n % 5 == 4 { 1 } else { 3 };
        assert_eq!(here, want, "passage {n} is half there");
        if n % 5 == 4 {
            let name = &book.get(first.code).unwrap().entry.name;
            assert_eq!(*name, format!("新{n}"));
        }
        all = &all[here..];
        passages = n + 1;
    }
    let undone = study.load("anna").unwrap().redo.is_some();
    assert!(
        passages >= acknowledged || (undone && passages + 1 >= acknowledged),
        "{acknowledged} edits were acknowledged, {passages} are there"
    );
    assert!(
        passages <= acknowledged + 1,
        "{acknowledged} edits were acknowledged, {passages} are there"
    );
    drop(study);
    assert_eq!(names(), ["study.fangtan"], "at rest a study is one file");
    passages
}

#[test]
fn a_killed_program_loses_no_acknowledged_edit() {
    if let Some(path) = std::env::var_os(CHILD) {
        work(Path::new(&path));
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("study.fangtan");
    Study::create(&path, "study", &plan(), "anna").unwrap();
    let mut done = 0;
    let mut journals = 0;
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..ROUNDS {
        // Any sequence of moments does, so long as it reaches every place of an edit.
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([NAME, "--exact", "--nocapture"])
            .env(CHILD, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut acknowledged = done;
        let mut read = |most: u64| {
            let mut n = 0;
            while n < most {
                let Some(Ok(line)) = lines.next() else { break };
                if let Some((_, place)) = line.split_once("done ") {
                    acknowledged = place.parse::<u32>().unwrap() + 1;
                    n += 1;
                }
            }
        };
        read(1 + random % 4);
        for spin in 0..(random >> 32) % 3_000_000 {
            std::hint::black_box(spin);
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // What was said before the kill counts as well.
        read(u64::MAX);
        journals += u32::from(
            std::fs::metadata(folder.path().join("study.fangtan-journal"))
                .is_ok_and(|journal| journal.len() > 0),
        );
        done = verify(&path, acknowledged);
    }
    assert!(done as usize >= ROUNDS, "only {done} edits were made");
    assert!(journals > 0, "no kill came in the middle of an edit");
}

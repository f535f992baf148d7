//! Promises about a study: nothing lost, everything undone, the same bytes.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use fangtan::model::codebook::{Entry, Origin};
use fangtan::model::edit::{NewCode, NewCodings};
use fangtan::model::{Edit, InterviewId, MemoTarget, Span, Status};
use fangtan::study::{Mode, OpenInterview, Study};
use proptest::prelude::*;

fn demo(folder: &Path) -> PathBuf {
    let path = folder.join("demo.fangtan");
    Study::build_demo(&path).expect("the sample study can be built");
    path
}

fn dump(study: &Study) -> String {
    String::from_utf8(study.to_json().expect("readable")).expect("JSON is UTF-8")
}

/// A random wish of a coder: what kind, and four numbers that choose.
type Wish = (u8, u32, u32, u32, u32);

/// The edit that a wish means in the present study; `None` where there is nothing to choose from.
fn edit(study: &Study, interviews: &[InterviewId], wish: Wish) -> Option<Edit> {
    let (kind, a, b, c, d) = wish;
    let pick = |n: u32, len: usize| (len > 0).then(|| n as usize % len);
    let interview = interviews[pick(a, interviews.len())?];
    let open: OpenInterview = study.load_interview(interview, "").expect("readable");
    let start = b % (open.text.chars() - 40);
    let span = open.text.span(start, start + 1 + c % 30).ok()?;
    let book = study.codebook().expect("readable");
    let code = book.codes()[pick(d, book.codes().len())?].clone();
    let coding = || Some(open.layer.all()[pick(c, open.layer.all().len())?].id);
    let new_code = || NewCode {
        parent: Some(code.id),
        entry: Entry {
            name: format!("新编码{a}-{b}"),
            origin: Origin::Emergent,
            ..Entry::default()
        },
    };
    Some(match kind % 14 {
        0..=3 => Edit::Code(NewCodings {
            interview,
            span,
            codes: vec![code.id],
            status: Status::Coded,
            facets: Vec::new(),
            memo: (d % 3 == 0).then(|| format!("备忘{c}")),
        }),
        4 => Edit::CodeWithNew {
            code: new_code(),
            interview,
            span,
        },
        5 => Edit::Uncode {
            codings: vec![coding()?],
        },
        6 => Edit::MoveBoundaries {
            coding: coding()?,
            span,
        },
        7 => Edit::SetFacet {
            coding: coding()?,
            facet: "立场".to_owned(),
            value: (d % 2 == 0).then(|| "不存在".to_owned()),
        },
        8 => Edit::WriteMemo {
            target: match d % 3 {
                0 => MemoTarget::Study,
                1 => MemoTarget::Interview(interview),
                _ => MemoTarget::Coding(coding()?),
            },
            text: if c % 4 == 0 {
                String::new()
            } else {
                format!("想法{c}")
            },
        },
        9 => Edit::AddCode(new_code()),
        10 => Edit::ReviseCode {
            code: code.id,
            entry: Box::new(Entry {
                definition: format!("定义{b}"),
                ..code.entry
            }),
        },
        11 if code.retired => Edit::ReviveCode { code: code.id },
        11 => Edit::RetireCode { code: code.id },
        12 => Edit::SetRespondent {
            label: format!("E{}", c % 15),
            attributes: vec![("城市".to_owned(), format!("城{}", d % 4))],
        },
        _ => match d % 3 {
            0 => Edit::SetAttributes {
                interview,
                attributes: vec![("批次".to_owned(), (c % 3).to_string())],
            },
            1 => Edit::SetSpeaker {
                speaker: open.speakers[pick(c, open.speakers.len())?].id,
                label: Some(format!("说话人{c}")),
                role: None,
                respondent: None,
            },
            _ => Edit::TieQuestion {
                interview,
                turn: Some(c % u32::try_from(open.turns.len()).ok()?),
                question: Some("A1".to_owned()),
                how: (b % 4 != 0).then_some(fangtan::model::interview::Asked::Reworded),
            },
        },
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2, ..ProptestConfig::default() })]

    #[test]
    fn five_hundred_edits_are_undone_and_done_again(
        wishes in proptest::collection::vec(any::<Wish>(), 500)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = demo(folder.path());
        let mut study = Study::open(&path, Mode::Write).unwrap();
        let interviews: Vec<InterviewId> =
            study.load("anna").unwrap().interviews.iter().map(|it| it.id).collect();
        let mut states = vec![dump(&study)];
        for (n, wish) in wishes.into_iter().enumerate() {
            let Some(edit) = edit(&study, &interviews, wish) else { continue };
            let before = study.log().unwrap().len();
            // An edit that is refused leaves no step and no trace.
            let done = study.apply(&edit, "anna").is_ok();
            let stepped = study.log().unwrap().len() > before;
            prop_assert!(done || !stepped, "{edit:?} failed and left a step");
            // States are looked at now and then: a dump costs far more than an edit.
            if stepped {
                states.push(if n % 25 == 0 { dump(&study) } else { String::new() });
            }
            if n % 100 == 99 {
                drop(study);
                study = Study::open(&path, Mode::Write).unwrap();
            }
        }
        *states.last_mut().unwrap() = dump(&study);
        let steps = states.len() - 1;
        prop_assert!(steps > 200, "only {steps} of the edits did something");
        for state in states[..steps].iter().rev() {
            study.undo("anna").unwrap();
            prop_assert!(state.is_empty() || *state == dump(&study));
        }
        prop_assert!(study.undo("anna").is_err());
        drop(study);
        let mut study = Study::open(&path, Mode::Write).unwrap();
        for state in &states[1..] {
            study.redo("anna").unwrap();
            prop_assert!(state.is_empty() || *state == dump(&study));
        }
        prop_assert!(study.check().unwrap().is_empty());
    }
}

fn code_at(study: &Study, interview: InterviewId, start: u32, code: &str) -> Edit {
    let code = study.codebook().unwrap().named(code).unwrap().id;
    Edit::Code(NewCodings {
        interview,
        span: Span::within(u32::MAX, start, start + 3).unwrap(),
        codes: vec![code],
        status: Status::Coded,
        facets: Vec::new(),
        memo: None,
    })
}

#[test]
fn work_that_others_built_on_is_not_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(folder.path());
    let mut study = Study::open(&path, Mode::Write).unwrap();
    let interview = study.interview_named("01-公共管理学者-北京").unwrap();
    let made = study
        .apply(
            &Edit::AddCode(NewCode {
                parent: None,
                entry: Entry {
                    name: "甲的编码".to_owned(),
                    ..Entry::default()
                },
            }),
            "anna",
        )
        .unwrap();
    assert_eq!(made.codes.len(), 1);
    let edit = code_at(&study, interview, 300, "甲的编码");
    study.apply(&edit, "bo").unwrap();
    let before = dump(&study);
    let error = study.undo("anna").unwrap_err();
    assert_eq!(error.key(), "error-built-upon");
    assert_eq!(dump(&study), before);
    study.undo("bo").unwrap();
    study.undo("anna").unwrap();
}

#[test]
fn a_row_that_somebody_else_changed_later_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(folder.path());
    let mut study = Study::open(&path, Mode::Write).unwrap();
    let interview = study.interview_named("01-公共管理学者-北京").unwrap();
    let edit = code_at(&study, interview, 300, "P1.2");
    let coding = study.apply(&edit, "anna").unwrap().codings[0];
    let facet = Edit::MoveBoundaries {
        coding,
        span: Span::within(u32::MAX, 300, 305).unwrap(),
    };
    study.apply(&facet, "bo").unwrap();
    let before = dump(&study);
    assert_eq!(study.undo("anna").unwrap_err().key(), "error-changed-since");
    assert_eq!(dump(&study), before);
}

#[test]
fn the_same_contents_give_the_same_json_after_an_import() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo(folder.path());
    let first = Study::open(&path, Mode::Read).unwrap().to_json().unwrap();
    let file = folder.path().join("study.json");
    std::fs::write(&file, &first).unwrap();
    let other = folder.path().join("other.fangtan");
    Study::create(
        &other,
        "other",
        &fangtan::model::plan::Plan::default(),
        "bo",
    )
    .unwrap();
    let mut study = Study::open(&other, Mode::Write).unwrap();
    let carry = fangtan::study::Carry::Out;
    study
        .import(
            &[file],
            &fangtan::study::ImportOptions::default(),
            "bo",
            carry,
            &mut |_, _| {},
        )
        .unwrap();
    assert!(study.to_json().unwrap() == first);
    study.undo("bo").unwrap();
    study.redo("bo").unwrap();
    assert!(study.to_json().unwrap() == first);
}

/// The variable that turns this test program into the child that is killed.
const CHILD: &str = "FANGTAN_TEST_CHILD";

/// Codes passage after passage and says of each that it is done.
fn work_until_killed(path: &Path) {
    let mut study = Study::open(path, Mode::Write).unwrap();
    let interview = study.interview_named("01-公共管理学者-北京").unwrap();
    let first = study
        .load_interview(interview, "anna")
        .unwrap()
        .layer
        .all()
        .len();
    let mut out = std::io::stdout();
    for n in 0.. {
        let at = u32::try_from((first * 7 + n * 2) % 2800).unwrap();
        let edit = code_at(
            &study,
            interview,
            at,
            ["P1.1", "P1.2", "P1.3", "C1.1"][(first + n) % 4],
        );
        for coding in study.apply(&edit, "anna").unwrap().codings {
            writeln!(out, "done {coding}").unwrap();
            out.flush().unwrap();
        }
    }
}

#[test]
fn a_killed_program_loses_no_acknowledged_edit() {
    if let Some(path) = std::env::var_os(CHILD) {
        work_until_killed(Path::new(&path));
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = demo(folder.path());
    let mut acknowledged: Vec<String> = Vec::new();
    for round in 0_usize..200 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "a_killed_program_loses_no_acknowledged_edit",
                "--exact",
                "--nocapture",
            ])
            .env(CHILD, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut done = |lines: &mut dyn Iterator<Item = std::io::Result<String>>, most: usize| {
            let mut n = 0;
            while n < most {
                let Some(Ok(line)) = lines.next() else { break };
                if let Some((_, id)) = line.split_once("done ") {
                    acknowledged.push(id.to_owned());
                    n += 1;
                }
            }
        };
        done(&mut lines, 1 + round % 5);
        // The moment within an edit differs from round to round.
        for spin in 0..(round * 7919) % 60_000 {
            std::hint::black_box(spin);
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // What was said before the kill counts as well.
        done(&mut lines, usize::MAX);
    }
    let study = Study::open(&path, Mode::Write).unwrap();
    for id in &acknowledged {
        assert!(
            study.coding_named(id).is_ok(),
            "{id} was acknowledged and is gone"
        );
    }
    assert!(acknowledged.len() >= 200);
    assert!(study.check().unwrap().is_empty());
    drop(study);
    let left: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|it| it.unwrap().file_name())
        .collect();
    assert_eq!(left, ["demo.fangtan"], "at rest a study is one file");
}

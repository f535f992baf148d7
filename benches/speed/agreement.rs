//! Agreement, whole processes, beside the sqlite3 shell reading the same rows.

use std::path::Path;

use anyhow::Result;

use super::generated::{MEDIUM, PAIR, Size, TEAM};
use super::measure::{Task, run};
use super::{fangtan, myself, sqlite3};

/// A study and what is asked of it.
struct Question {
    size: Size,
    name: &'static str,
    words: &'static [&'static str],
}

const QUESTIONS: &[Question] = &[
    Question {
        size: MEDIUM,
        name: "characters",
        words: &[
            "--unit",
            "character",
            "--coders",
            "anna,bei",
            "--no-intervals",
        ],
    },
    Question {
        size: PAIR,
        name: "pair, turns",
        words: &["--measure", "all"],
    },
    Question {
        size: PAIR,
        name: "pair, chars",
        words: &["--measure", "all", "--unit", "character"],
    },
    Question {
        size: TEAM,
        name: "five, turns",
        words: &["--measure", "all"],
    },
    Question {
        size: TEAM,
        name: "five, sent.",
        words: &["--measure", "all", "--unit", "sentence"],
    },
];

/// Times every question on its study.
pub fn report(runs: usize) -> Result<()> {
    let folder = tempfile::tempdir()?;
    println!(
        "{runs} runs each; processor and elapsed milliseconds, peak MB, ratio of processor time"
    );
    for question in QUESTIONS {
        let home = folder.path().join(question.size.name);
        let home_shown = home.to_string_lossy().into_owned();
        if !home.exists() {
            run(&mut myself(&["generate", question.size.name, &home_shown])?)?;
        }
        let study = home.join("study.fangtan");
        time(question, &study, runs)?;
    }
    Ok(())
}

fn time(question: &Question, study: &Path, runs: usize) -> Result<()> {
    let shown = study.to_string_lossy().into_owned();
    Task {
        name: question.name,
        limit: "sqlite3 shell, the rows it follows from",
        before: &|_| Ok(()),
        ours: &|_| {
            let call = ["agreement", &shown, "--format", "json"];
            fangtan(&[&call[..], question.words].concat())
        },
        theirs: &|| sqlite3(study, include_str!("agreement.sql")),
    }
    .report(runs)
}

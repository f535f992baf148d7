//! Times the whole program on a generated study, beside what the same work costs at least.
//!
//! `cargo bench --bench speed -- [small|medium|large|long] [RUNS]`. Every command runs
//! in turn with its limit (the sqlite3 shell or a Python script on the same
//! tables), and figures are medians of the runs: machines are noisy, ratios of
//! neighbours less so. What is not installed is skipped and said so. `long` is one interview
//! of a megabyte with 5,000 codings, and only its screen is timed, beside an editor's;
//! `correct` times corrections of that interview and says how much its file grows; `soak`
//! presses 200,000 random keys and says what memory the program has on the way; `agreement`
//! compares two coders and five; `merge` merges two copies of 50,000 codings each; `read`
//! reads a transcript of 4.5 MB in each format; `tables SIZE [RUNS]` times only `freq`,
//! `crosstab` and `cooccur`, of a study of any size.
#![allow(clippy::print_stdout)]

mod agreement;
mod generated;
mod measure;
mod merge;
mod read;
mod screen;
mod soak;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context as _, Result};
use fangtan::model::Edit;
use fangtan::study::{Corpus, HitUnit, Mode, Study, Wanted, Watch};
use fangtan::text::Query;

use generated::Size;
use measure::{Task, median, run};

const FANGTAN: &str = env!("CARGO_BIN_EXE_fangtan");
const COLUMNS: &str = "processor and elapsed milliseconds, peak MB, ratio of processor time";

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    // A child begins with the memory of its parent on its account, so whatever
    // needs memory is done by a process of its own.
    match words.as_slice() {
        ["generate", size, folder] => {
            generated::write(Size::named(size)?, Path::new(folder)).map(drop)
        }
        ["first-screen", study] => first_screen(Path::new(study)),
        ["as-you-type", study] => as_you_type(Path::new(study)),
        ["screen", study] => screen::report(FANGTAN, Path::new(study)).map(drop),
        ["long", ..] => scroll(),
        ["soak", keys] => soak(keys.parse().context("how many keys?")?),
        ["soak"] => soak(200_000),
        ["correct", ..] => correct(),
        ["agreement", runs] => agreement::report(runs.parse().context("how many runs?")?),
        ["agreement"] => agreement::report(7),
        ["generate-apart", folder] => merge::write(Path::new(folder)),
        ["merge", runs] => merge::report(runs.parse().context("how many runs?")?),
        ["merge"] => merge::report(7),
        ["tables", size, runs] => {
            let runs = runs.parse().context("how many runs?")?;
            measure_tables(Size::named(size)?, runs)
        }
        ["tables", size] => measure_tables(Size::named(size)?, 7),
        ["read", runs] => read::report(runs.parse().context("how many runs?")?),
        ["read"] => read::report(7),
        _ => measure_all(
            Size::named(words.first().copied().unwrap_or("medium"))?,
            words.get(1).map_or(Ok(7), |runs| runs.parse())?,
        ),
    }
}

fn myself(words: &[&str]) -> Result<Command> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(words);
    Ok(command)
}

fn fangtan(words: &[&str]) -> Command {
    let mut command = Command::new(FANGTAN);
    command.args(words).env("FANGTAN_CODER", "anna");
    command
}

fn sqlite3(study: &Path, sql: &str) -> Command {
    let mut command = Command::new("sqlite3");
    command.arg("-batch").arg(study).arg(sql);
    command
}

fn python(script: &str, words: [&Path; 2]) -> Command {
    let mut command = Command::new("python3");
    command.args(["-c", script]).args(words);
    command
}

fn measure_all(size: Size, runs: usize) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let place = |name: &str| folder.path().join(name);
    let shown = |path: &Path| path.to_string_lossy().into_owned();
    let home = shown(folder.path());
    let begin = Instant::now();
    let made = run(&mut myself(&["generate", size.name, &home])?)?;
    println!(
        "{}: {} interviews of {} characters, {} codes, {} codings; made in {:.1} s with {} MB",
        size.name,
        size.interviews,
        size.chars,
        size.leaves + size.roots,
        size.codings,
        begin.elapsed().as_secs_f64(),
        made.peak_mb(),
    );
    let study = place("study.fangtan");
    let transcripts = place("transcripts");
    let (ours, theirs) = (place("ours.fangtan"), place("theirs.fangtan"));
    let out = place("codings.csv");
    println!("{runs} runs each; {COLUMNS}");

    tables(&study, runs)?;

    fs::copy(&study, &ours)?;
    fs::copy(&study, &theirs)?;
    Task {
        name: "code",
        limit: "sqlite3 shell, one insert",
        before: &|_| Ok(()),
        ours: &|n| {
            let (start, end) = ((100 + n).to_string(), (140 + n).to_string());
            fangtan(&["code", &shown(&ours), "I0001", &start, &end, "C1.2"])
        },
        theirs: &|| sqlite3(&theirs, include_str!("code.sql")),
    }
    .report(runs)?;

    Task {
        name: "import",
        limit: "Python and sqlite",
        before: &|_| {
            for study in [&ours, &theirs] {
                let _ = fs::remove_file(study);
                run(&mut fangtan(&["new", &shown(study)]))?;
            }
            Ok(())
        },
        ours: &|_| fangtan(&["import", &shown(&ours), &shown(&transcripts)]),
        theirs: &|| python(include_str!("import.py"), [&theirs, &transcripts]),
    }
    .report(runs)?;

    Task {
        name: "export csv",
        limit: "Python and sqlite",
        before: &|_| {
            let _ = fs::remove_file(&out);
            Ok(())
        },
        ours: &|_| fangtan(&["--force", "export", &shown(&study), &shown(&out)]),
        theirs: &|| python(include_str!("export.py"), [&study, &place("theirs.csv")]),
    }
    .report(runs)?;

    // A phrase that nobody uses, and a word that everybody does.
    for (name, words) in [("search", "压力人员检查所以"), ("search often", "信任")] {
        Task {
            name,
            limit: "ripgrep over the transcripts",
            before: &|_| Ok(()),
            ours: &|_| fangtan(&["search", &shown(&study), words]),
            theirs: &|| {
                let mut rg = Command::new("rg");
                rg.args(["--no-heading", "-n", words]).arg(&transcripts);
                rg
            },
        }
        .report(runs)?;
    }

    run(myself(&["first-screen", &shown(&study)])?.stdout(std::process::Stdio::inherit()))?;
    run(myself(&["as-you-type", &shown(&study)])?.stdout(std::process::Stdio::inherit()))?;
    let text = place("ten-megabytes.txt");
    ten_megabytes(&transcripts, &text)?;
    beside_an_editor(&study, &text)
}

/// The tables of codes beside the same counts in SQL.
fn tables(study: &Path, runs: usize) -> Result<()> {
    let shown = study.to_string_lossy();
    Task {
        name: "freq",
        limit: "sqlite3 shell, grouped counts",
        before: &|_| Ok(()),
        ours: &|_| fangtan(&["freq", &shown]),
        theirs: &|| sqlite3(study, include_str!("freq.sql")),
    }
    .report(runs)?;

    Task {
        name: "crosstab",
        limit: "sqlite3 shell, grouped counts",
        before: &|_| Ok(()),
        ours: &|_| fangtan(&["crosstab", &shown, "--by", "site"]),
        theirs: &|| sqlite3(study, include_str!("crosstab.sql")),
    }
    .report(runs)?;

    Task {
        name: "cooccur",
        limit: "sqlite3 shell, self join",
        before: &|_| Ok(()),
        ours: &|_| fangtan(&["cooccur", &shown]),
        theirs: &|| sqlite3(study, include_str!("cooccur.sql")),
    }
    .report(runs)
}

/// Only the tables of codes, of a study of any size.
fn measure_tables(size: Size, runs: usize) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let home = folder.path().to_string_lossy().into_owned();
    run(&mut myself(&["generate", size.name, &home])?)?;
    println!(
        "{}: {} interviews, {} codings",
        size.name, size.interviews, size.codings
    );
    println!("{runs} runs each; {COLUMNS}");
    tables(&folder.path().join("study.fangtan"), runs)
}

/// Scrolls through one long interview, and through the same text in an editor.
fn scroll() -> Result<()> {
    let folder = tempfile::tempdir()?;
    let home = folder.path().to_string_lossy().into_owned();
    run(&mut myself(&["generate", generated::LONG.name, &home])?)?;
    let text = folder.path().join("transcripts/I0001.txt");
    beside_an_editor(&folder.path().join("study.fangtan"), &text)
}

/// Random keys in a study of middle size.
fn soak(keys: usize) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let home = folder.path().to_string_lossy().into_owned();
    run(&mut myself(&["generate", generated::MEDIUM.name, &home])?)?;
    soak::report(FANGTAN, &folder.path().join("study.fangtan"), keys)
}

/// Ten megabytes of the study's transcripts in one file.
fn ten_megabytes(transcripts: &Path, text: &Path) -> Result<()> {
    let mut files: Vec<_> = fs::read_dir(transcripts)?.collect::<std::io::Result<_>>()?;
    files.sort_by_key(fs::DirEntry::file_name);
    let mut all = Vec::new();
    for file in files {
        if all.len() < 10_000_000 {
            all.extend(fs::read(file.path())?);
        }
    }
    Ok(fs::write(text, all)?)
}

/// The study's first interview on screen, and then a text in an editor.
fn beside_an_editor(study: &Path, text: &Path) -> Result<()> {
    println!("fangtan");
    let ours = screen::report(FANGTAN, study)?;
    if Command::new("kak").arg("-version").output().is_err() {
        println!("kakoune is not installed: nothing to compare with");
        return Ok(());
    }
    println!("kakoune, {} kB of text", fs::metadata(text)?.len() / 1000);
    let theirs = screen::report_editor(text)?;
    println!(
        "ratios        first screen {:.2}, line {:.2}, page {:.2}, bytes a page {:.2}",
        ours.first_ms / theirs.first_ms,
        ours.line_ms / theirs.line_ms,
        ours.page_ms / theirs.page_ms,
        ours.page_bytes / theirs.page_bytes,
    );
    Ok(())
}

/// Corrects turns from the beginning of one long interview on, each a durable step, and
/// takes the corrections back. The first one of a text copies it.
fn correct() -> Result<()> {
    const RUNS: usize = 25;
    let folder = tempfile::tempdir()?;
    let home = folder.path().to_string_lossy().into_owned();
    run(&mut myself(&["generate", generated::LONG.name, &home])?)?;
    let path = folder.path().join("study.fangtan");
    let mut study = Study::open(&path, Mode::Stay)?;
    let loaded = study.load("anna")?;
    let interview = loaded.interviews.first().context("the study is empty")?.id;
    let n_bytes = || -> Result<u64> { Ok(fs::metadata(&path)?.len()) };
    let (mut made, mut taken_back) = (Vec::new(), Vec::new());
    let mut sizes = vec![n_bytes()?];
    for turn in 0..=RUNS {
        let open = study.load_interview(interview, "anna")?;
        let span = open.turns[turn].span;
        let words = open.text.slice(span).unwrap_or_default();
        let edit = Edit::ReviseTurn {
            interview,
            turn: u32::try_from(turn)?,
            words: format!("嗯，{words}"),
        };
        let begin = Instant::now();
        study.apply(&edit, "anna")?;
        made.push(begin.elapsed().as_secs_f64() * 1e3);
        sizes.push(n_bytes()?);
    }
    for _ in 0..=RUNS {
        let begin = Instant::now();
        study.undo("anna")?;
        taken_back.push(begin.elapsed().as_secs_f64() * 1e3);
    }
    let first = made.remove(0);
    let growth = (sizes[RUNS + 1] - sizes[1]) / u64::try_from(RUNS)?;
    println!(
        "the first correction {first:.1} ms and {} kB, each other {:.1} ms and {growth} bytes, taken back {:.1} ms",
        (sizes[1] - sizes[0]) / 1000,
        median(&mut made),
        median(&mut taken_back),
    );
    Ok(())
}

/// What stands between opening a study and its first screen, in one process.
fn first_screen(path: &Path) -> Result<()> {
    let mut figures: [Vec<f64>; 3] = Default::default();
    for _ in 0..7 {
        let begin = Instant::now();
        let study = Study::open(path, Mode::Stay)?;
        let opened = begin.elapsed();
        let loaded = study.load("anna")?;
        let listed = begin.elapsed();
        let first = loaded.interviews.first().context("the study is empty")?;
        study.load_interview(first.id, "anna")?;
        let all = begin.elapsed();
        for (figures, time) in figures.iter_mut().zip([
            opened,
            listed.saturating_sub(opened),
            all.saturating_sub(listed),
        ]) {
            figures.push(time.as_secs_f64() * 1e3);
        }
    }
    let [open, load, interview] = figures.map(|mut figures| median(&mut figures));
    println!("before it: open {open:.1} ms, load {load:.1} ms, first interview {interview:.1} ms");
    Ok(())
}

/// What stands between a key in the search and its answer: the first search reads the texts.
fn as_you_type(path: &Path) -> Result<()> {
    let study = Study::open(path, Mode::Read)?;
    let mut corpus = Corpus::kept();
    for typed in [
        "压",
        "压力",
        "压力人员检查所以",
        "app",
        "的",
        "信任 who:受访者",
        "re:压力.{0,3}人员",
        "code:C1.1 and code:C1.2",
        "压力 near code:C1.1",
        "压力 near/2s 人员",
    ] {
        let wanted = Wanted {
            query: Query::parse(typed)?,
            unit: HitUnit::Match,
            interview: None,
            n_rows: 40,
        };
        let mut times = Vec::new();
        let mut hits = 0;
        for _ in 0..9 {
            let begin = Instant::now();
            let found = study.find(&mut corpus, &wanted, Watch::nobody())?;
            times.push(begin.elapsed().as_secs_f64() * 1e3);
            hits = found.map_or(0, |found| found.n_hits);
        }
        let first = times[0];
        println!(
            "typed «{typed}»: first {first:.1} ms, then {:.1} ms, {hits} hits",
            median(&mut times)
        );
    }
    Ok(())
}

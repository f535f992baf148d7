//! Projects and codebooks of other programs in REFI-QDA, held against a list of what is in them.
//!
//! The files lie beside the checkout, not in it; where they are missing, nothing is checked.
#![allow(clippy::print_stdout)]

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use fangtan::formats::refi::{looks_like, read, read_codebook};
use fangtan::model::plan::Plan;
use sha2::{Digest as _, Sha256};

/// Quotations that were right when this was last improved; one of all is doubled in its file.
const FLOOR: usize = 3557;

fn samples() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/refi-qda/samples");
    if folder.join("MANIFEST.tsv").exists() {
        Some(folder)
    } else {
        println!("no samples at {}: nothing checked", folder.display());
        None
    }
}

/// Names of the codes above and of the code itself, by public id.
fn paths(plan: &Plan) -> HashMap<&str, String> {
    let mut paths: HashMap<&str, String> = HashMap::new();
    for code in &plan.codes {
        let above = code.parent.as_deref().and_then(|id| paths.get(id));
        let path = match above {
            Some(above) => format!("{above} > {}", code.entry.name),
            None => code.entry.name.clone(),
        };
        paths.insert(&code.entry.public_id, path);
    }
    paths
}

/// The codings as the lists of expected ones write them: code and hash of the words.
fn codings(plan: &Plan) -> BTreeMap<(String, String), usize> {
    let paths = paths(plan);
    let mut found = BTreeMap::new();
    for coding in &plan.codings {
        let interview = plan
            .interviews
            .iter()
            .find(|interview| interview.key == coding.interview)
            .expect("codings name interviews of the plan");
        let words: String = interview
            .transcript
            .text
            .chars()
            .skip(coding.start as usize)
            .take((coding.end - coding.start) as usize)
            .collect();
        let hash = Sha256::digest(words.as_bytes());
        let hash = hash[..6].iter().fold(String::new(), |mut hex, byte| {
            write!(hex, "{byte:02x}").expect("writing to a string cannot fail");
            hex
        });
        *found
            .entry((paths[coding.code.as_str()].clone(), hash))
            .or_default() += 1;
    }
    found
}

#[test]
fn samples_are_read_as_their_list_says() {
    let Some(folder) = samples() else { return };
    let list = fs::read_to_string(folder.join("MANIFEST.tsv")).expect("it is there");
    let mut rows = list.lines();
    let heads: Vec<&str> = rows.next().expect("a head").split('\t').collect();
    let (mut right, mut all) = (0, 0);
    println!(
        "file\ttexts\tlisted\tcodes\tlisted\tcodings\tlisted\tquotations\texpected\tmemos\twarnings"
    );
    for row in rows {
        let cells: HashMap<&str, &str> = heads.iter().copied().zip(row.split('\t')).collect();
        let number = |head: &str| cells[head].parse::<usize>().unwrap_or(0);
        let file = cells["file"];
        let bytes = fs::read(folder.join(file)).expect("the list names files that are there");
        assert!(looks_like(&bytes), "{file}");
        let draft = read_codebook(&bytes).unwrap_or_else(|error| panic!("{file}: {error}"));
        let (plan, warnings) = read(&bytes).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert_eq!(draft.codes, plan.codes, "{file}");
        assert_eq!(plan.codes.len(), number("codes"), "{file}: codes");
        let expected = folder.join("expected").join(format!("{file}.tsv"));
        let mut missed = Vec::new();
        let mut n_expected = 0;
        if let Ok(expected) = fs::read_to_string(expected) {
            let mut found = codings(&plan);
            for line in expected.lines().skip(1) {
                let cells: Vec<&str> = line.split('\t').collect();
                let (path, hash) = (cells[6], cells[7]);
                if path.starts_with('(') || hash.is_empty() {
                    continue;
                }
                n_expected += 1;
                match found.get_mut(&(path.to_owned(), hash.to_owned())) {
                    Some(n) if *n > 0 => *n -= 1,
                    _ => missed.push(line.to_owned()),
                }
            }
        }
        right += n_expected - missed.len();
        all += n_expected;
        println!(
            "{file}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{n_expected}\t{}\t{}",
            plan.interviews.len(),
            number("text_sources"),
            plan.codes.len(),
            number("codes"),
            plan.codings.len(),
            number("codings"),
            n_expected - missed.len(),
            plan.memos.len(),
            warnings
                .iter()
                .map(|warning| format!("{} {}", warning.kind, warning.about))
                .collect::<Vec<_>>()
                .join("; ")
        );
        for line in &missed {
            println!("  missed: {line}");
        }
    }
    println!("quotations as their program meant them: {right} of {all}");
    assert!(right >= FLOOR, "{right} right, {FLOOR} before");
}

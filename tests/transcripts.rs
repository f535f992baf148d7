//! Transcripts of public corpora, read and held against a list of their speakers and turns.
//!
//! The list counts labels, also of turns that have no words.
//! The files lie beside the checkout, not in it; where they are missing, nothing is checked.
#![allow(clippy::print_stdout)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use fangtan::formats::transcript::{ReadError, ReadOptions, read};

/// Files whose speakers and turns were both right when this was last improved.
const FLOOR: usize = 0;

#[derive(Default)]
struct Count {
    files: usize,
    exact: usize,
    refused: usize,
}

#[test]
fn corpora_are_read_as_their_list_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/interviews");
    let Ok(list) = fs::read_to_string(folder.join("MANIFEST.tsv")) else {
        println!("no corpora at {}: nothing checked", folder.display());
        return;
    };
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut exact = 0;
    for row in list.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        if !matches!(cells[4], "txt" | "md" | "docx") {
            continue;
        }
        let bytes = fs::read(folder.join(cells[0])).expect("the list names files that are there");
        let kind = cells[0].split('/').next().unwrap_or_default();
        let count = counts.entry(kind.to_owned()).or_default();
        count.files += 1;
        let (speakers, turns) = match read(cells[0], &bytes, &ReadOptions::default()) {
            Ok(file) => {
                let named = !file.transcript.speakers.is_empty();
                let empty = file
                    .warnings
                    .iter()
                    .filter(|w| w.kind == "empty-turn")
                    .count();
                let turns = file.transcript.turns.len() + empty;
                (
                    file.transcript.speakers.len(),
                    if named { turns } else { 0 },
                )
            }
            Err(ReadError::UnknownFormat { name }) => {
                println!("{}: refused as {name}", cells[0]);
                count.refused += 1;
                continue;
            }
            Err(error) => panic!("{}: {error}", cells[0]),
        };
        let listed = |cell: &str| cell.parse::<usize>().unwrap_or(0);
        if (speakers, turns) == (listed(cells[8]), listed(cells[9])) {
            count.exact += 1;
            exact += 1;
        } else {
            println!(
                "{}: {speakers} speakers and {turns} turns, listed {} and {}",
                cells[0], cells[8], cells[9]
            );
        }
    }
    println!(
        "{:28} {:>5} {:>5} {:>7}",
        "kind", "files", "exact", "refused"
    );
    for (kind, count) in &counts {
        println!(
            "{kind:28} {:>5} {:>5} {:>7}",
            count.files, count.exact, count.refused
        );
    }
    assert!(exact >= FLOOR, "{exact} exact, {FLOOR} before");
}

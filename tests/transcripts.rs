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
const FLOOR: usize = 342;

/// Speakers and turns of files that have them though the list gives none.
const UNLISTED: [(&str, usize, usize); 6] = [
    ("en-qualcoder-examples/transcript.txt", 3, 7),
    ("zh-hant-hkcancor-big5/d1_h.txt", 2, 8),
    ("zh-hant-hkcancor-big5/d2_h.txt", 4, 24),
    ("zh-hant-hkcancor-big5/m_h.txt", 1, 9),
    ("zh-hant-hkcancor-big5/r1_h.txt", 3, 14),
    ("zh-hant-hkcancor-big5/r2_h.txt", 3, 11),
];

/// Files that the list counts in another way, by the beginning of their names.
const COUNTED_OTHERWISE: [(&str, &str); 5] = [
    ("en-changelog/practical-ai-139", "a break is a speaker"),
    ("en-changelog/practical-ai-292", "a break is a speaker"),
    ("en-changelog/practical-ai-40", "a break is a speaker"),
    (
        "en-bitcointranscripts/2020-05-19",
        "only initials are speakers",
    ),
    (
        "scale-zh-hant-audreyt-cc0/2017-09-04-開放政府",
        "the result of a vote is a speaker",
    ),
];

#[derive(Default)]
struct Count {
    files: usize,
    exact: usize,
    otherwise: usize,
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
            Err(ReadError::UnknownFormat(name)) => {
                println!("{}: refused as {name}", cells[0]);
                count.refused += 1;
                continue;
            }
            Err(error) => panic!("{}: {error}", cells[0]),
        };
        let listed = |cell: &str| cell.parse::<usize>().unwrap_or(0);
        let expected = UNLISTED
            .iter()
            .find(|(file, _, _)| *file == cells[0])
            .map_or_else(
                || (listed(cells[8]), listed(cells[9])),
                |(_, speakers, turns)| (*speakers, *turns),
            );
        let otherwise = COUNTED_OTHERWISE
            .iter()
            .find(|(file, _)| cells[0].starts_with(file));
        if (speakers, turns) == expected {
            count.exact += 1;
            exact += 1;
            continue;
        }
        count.otherwise += usize::from(otherwise.is_some());
        println!(
            "{}: {speakers} speakers and {turns} turns, listed {} and {} {}",
            cells[0],
            expected.0,
            expected.1,
            otherwise.map_or("", |(_, why)| why)
        );
    }
    println!(
        "{:28} {:>5} {:>5} {:>9} {:>7} {:>6}",
        "kind", "files", "exact", "otherwise", "refused", "missed"
    );
    for (kind, count) in &counts {
        println!(
            "{kind:28} {:>5} {:>5} {:>9} {:>7} {:>6}",
            count.files,
            count.exact,
            count.otherwise,
            count.refused,
            count.files - count.exact - count.otherwise - count.refused
        );
    }
    assert!(exact >= FLOOR, "{exact} exact, {FLOOR} before");
}

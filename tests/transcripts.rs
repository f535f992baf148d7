//! Transcripts of public corpora, read and held against a list of their speakers and turns.
//!
//! The list counts labels, also of turns that have no words; of files cut by time it counts the pieces.
//! The files lie beside the checkout, not in it; where they are missing, nothing is checked.
#![allow(clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fangtan::formats::transcript::{ReadError, ReadFile, ReadOptions, read};

/// Files whose speakers and turns were both right when this was last improved.
const FLOOR: usize = 384;

/// Speakers and turns of files for which the list gives none, or gives them in other words.
const UNLISTED: [(&str, usize, usize); 20] = [
    // Voices that talk over another's words are listed apart.
    ("de-noscribe/interview.vtt", 3, 56),
    // Rows without a speaker go on with the last one, who is listed again.
    ("de-oral-history-digital/transcript_de.csv", 2, 18),
    ("de-oral-history-digital/transcript_de.ods", 2, 15),
    ("en-hitsave-whisper/Goodboy Galaxy - Rik Nicol.tsv", 0, 753),
    // The dialogues of machines are listed, those of people beside them are not.
    ("en-cams-multiannotator/usr1-1.json", 6, 48),
    ("en-cams-multiannotator/usr11-1.json", 6, 48),
    ("en-cams-multiannotator/usr12-2.json", 6, 46),
    ("en-cams-multiannotator/usr2-2.json", 6, 46),
    ("en-cams-multiannotator/usr6-1.json", 6, 48),
    ("en-cams-multiannotator/usr7-2.json", 6, 46),
    ("en-podcast-namespace/example.html", 3, 10),
    ("en-podcast-namespace/example.json", 2, 5),
    // Six transcripts, each with its numbers from 0.
    ("zh-hans-swab/swab_example.json", 8, 3295),
    ("en-qualcoder-examples/transcript.txt", 3, 7),
    // The meetings are listed, not who talks in them.
    ("zh-hans-vcsum/short_dev.txt", 12, 1690),
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

/// Files that hold no talk: labels, times and summaries of what other files hold.
const NO_TALK: [&str; 3] = [
    "en-cams-multiannotator/labels.json",
    "en-sps-whisperx/a95KMDHf4vQ.diarized.json",
    "zh-hans-vcsum/long_dev.txt",
];

/// Formats of the list that are not read: coded texts, corpora's own, projects of other programs.
const NOT_READ: [&str; 4] = ["ann", "no extension", "pdf", "qdpx"];

#[derive(Default)]
struct Count {
    files: usize,
    speakers: usize,
    exact: usize,
    otherwise: usize,
    refused: usize,
}

/// What was found in a file, all its transcripts together.
struct Found {
    format: &'static str,
    encoding: String,
    chars: usize,
    speakers: usize,
    turns: usize,
    /// Turns, or pieces where the file is cut by time.
    listed_as: usize,
}

impl Found {
    fn of(files: &[ReadFile]) -> Self {
        let labels: BTreeSet<&str> = files
            .iter()
            .flat_map(|file| &file.transcript.speakers)
            .map(|speaker| speaker.label.as_str())
            .collect();
        let empty = |file: &ReadFile| {
            let silent = file.warnings.iter().filter(|w| w.kind == "empty-turn");
            silent.count()
        };
        let turns = files
            .iter()
            .map(|file| file.transcript.turns.len() + empty(file))
            .sum();
        let pieces: usize = files
            .iter()
            .map(|file| file.pieces.map_or(0, |n| n as usize))
            .sum();
        let listed_as = match pieces {
            0 if labels.is_empty() => 0,
            0 => turns,
            pieces => pieces,
        };
        Self {
            format: files[0].format,
            encoding: files[0].encoding.clone(),
            chars: files
                .iter()
                .map(|file| file.transcript.text.chars().count())
                .sum(),
            speakers: labels.len(),
            turns,
            listed_as,
        }
    }
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
    println!(
        "file\tformat\tencoding\tchars\tspeakers\tlisted\tturns\tpieces or turns\tlisted\tverdict"
    );
    for row in list.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        if NOT_READ.contains(&cells[4]) {
            continue;
        }
        let bytes = fs::read(folder.join(cells[0])).expect("the list names files that are there");
        if NO_TALK.contains(&cells[0]) {
            let refused = read(cells[0], &bytes, &ReadOptions::default());
            assert!(
                matches!(refused, Err(ReadError::UnknownFormat(_))),
                "{} holds no talk",
                cells[0]
            );
            continue;
        }
        let kind = cells[0].split('/').next().unwrap_or_default();
        let count = counts.entry(kind.to_owned()).or_default();
        count.files += 1;
        let found = match read(cells[0], &bytes, &ReadOptions::default()) {
            Ok(files) => Found::of(&files),
            Err(ReadError::UnknownFormat(name)) => {
                println!("{}\trefused as {name}", cells[0]);
                count.refused += 1;
                continue;
            }
            Err(error) => panic!("{}: {error}", cells[0]),
        };
        let listed = |cell: &str| {
            let number = cell.split(' ').next().unwrap_or_default();
            number.parse::<usize>().unwrap_or(0)
        };
        let (speakers, turns) = UNLISTED
            .iter()
            .find(|(file, _, _)| *file == cells[0])
            .map_or_else(
                || (listed(cells[8]), listed(cells[9])),
                |(_, speakers, turns)| (*speakers, *turns),
            );
        let otherwise = COUNTED_OTHERWISE
            .iter()
            .find(|(file, _)| cells[0].starts_with(file));
        let verdict = match (found.speakers == speakers, found.listed_as == turns) {
            (true, true) => "exact",
            (true, false) => "speakers",
            _ => otherwise.map_or("missed", |(_, why)| why),
        };
        count.speakers += usize::from(found.speakers == speakers);
        count.exact += usize::from(verdict == "exact");
        exact += usize::from(verdict == "exact");
        count.otherwise += usize::from(found.speakers != speakers && otherwise.is_some());
        println!(
            "{}\t{}\t{}\t{}\t{}\t{speakers}\t{}\t{}\t{turns}\t{verdict}",
            cells[0],
            found.format,
            found.encoding,
            found.chars,
            found.speakers,
            found.turns,
            found.listed_as
        );
    }
    println!(
        "{:28} {:>5} {:>8} {:>5} {:>9} {:>7} {:>6}",
        "kind", "files", "speakers", "exact", "otherwise", "refused", "missed"
    );
    let (mut files, mut right) = (0, 0);
    for (kind, count) in &counts {
        println!(
            "{kind:28} {:>5} {:>8} {:>5} {:>9} {:>7} {:>6}",
            count.files,
            count.speakers,
            count.exact,
            count.otherwise,
            count.refused,
            count.files - count.speakers - count.otherwise - count.refused
        );
        files += count.files;
        right += count.speakers + count.otherwise;
    }
    println!("right speakers: {right} of {files} files");
    assert!(exact >= FLOOR, "{exact} exact, {FLOOR} before");
}

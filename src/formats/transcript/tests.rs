//! Whole files, well made and hostile.

mod exports;
mod files;
mod hostile;
mod mutated;
mod open_document;
mod word;
mod workbook;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use super::*;

/// Reads the only transcript of a file with default options.
fn opened(file_name: &str, bytes: &[u8]) -> Result<ReadFile, ReadError> {
    let mut files = read(file_name, bytes, &ReadOptions::default())?;
    assert_eq!(files.len(), 1, "{file_name} holds several");
    Ok(files.remove(0))
}

/// The turns of a transcript, written `label|words`.
fn shown(transcript: &Transcript) -> Vec<String> {
    let letters: Vec<char> = transcript.text.chars().collect();
    transcript
        .turns
        .iter()
        .map(|turn| {
            let label = turn
                .speaker
                .map_or("", |n| transcript.speakers[usize::from(n)].label.as_str());
            let span = turn.span.start().0 as usize..turn.span.end().0 as usize;
            let words: String = letters[span].iter().collect();
            format!("{label}|{words}")
        })
        .collect()
}

/// The kinds of warnings.
fn kinds(warnings: &[Warning]) -> Vec<&'static str> {
    warnings.iter().map(|warning| warning.kind).collect()
}

/// A zip archive of those parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        archive
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A Word file with that body.
fn word_file(body: &str) -> Vec<u8> {
    zipped(&[("word/document.xml", document(body).as_bytes())])
}

fn document(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#
    )
}

/// What every transcript must be, whatever it was read from.
fn holds_together(transcript: &Transcript) {
    let chars = u32::try_from(transcript.text.chars().count()).unwrap();
    let mut before = 0;
    for turn in &transcript.turns {
        assert!(turn.span.start().0 >= before && turn.span.chars() > 0);
        assert!(turn.span.end().0 <= chars);
        before = turn.span.end().0;
        if let Some(speaker) = turn.speaker {
            assert!(usize::from(speaker) < transcript.speakers.len());
        }
    }
    for (n, speaker) in transcript.speakers.iter().enumerate() {
        assert_eq!(speaker.label, speaker.label.trim());
        let spoke = |turn: &crate::model::Turn| turn.speaker.map(usize::from) == Some(n);
        assert!(
            transcript.turns.iter().any(spoke),
            "{} is silent",
            speaker.label
        );
    }
}

//! How fast transcripts of every format are read, in megabytes of text a second.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::time::Instant;

use anyhow::Result;
use fangtan::formats::transcript::{ReadOptions, read};
use zip::write::SimpleFileOptions;

use super::measure::median;

/// Characters of talk, three bytes each.
const CHARS: usize = 1_500_000;

/// Prints a line for each format.
pub fn report(runs: usize) -> Result<()> {
    let turns = turns();
    println!("{:6} {:>9} {:>9} {:>9}", "format", "text MB", "ms", "MB/s");
    for (format, bytes) in files(&turns)? {
        let mut times = Vec::new();
        let mut text = 0;
        for _ in 0..runs {
            let begun = Instant::now();
            let files = read("a", &bytes, &ReadOptions::default())?;
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
            text = files[0].transcript.text.len();
            anyhow::ensure!(files[0].format == format, "{format} is read as another");
            anyhow::ensure!(
                files[0].transcript.turns.len() == turns.len(),
                "{format}: turns"
            );
        }
        let ms = median(&mut times);
        let mb = text as f64 / 1e6;
        println!("{format:6} {mb:>9.1} {ms:>9.0} {:>9.1}", mb / ms * 1000.0);
    }
    Ok(())
}

/// Turns of two speakers, eighty hanzi each, that no archive packs to nothing.
fn turns() -> Vec<(&'static str, String)> {
    let mut turns = Vec::new();
    let (mut n, mut random) = (0, 1_u32);
    while n < CHARS {
        let mut words = String::new();
        for _ in 0..80 {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            words.extend(char::from_u32(0x4E00 + (random >> 16) % 2500));
        }
        words.push('。');
        n += 81;
        turns.push((["访谈者", "王主任"][turns.len() % 2], words));
    }
    turns
}

fn files(turns: &[(&str, String)]) -> Result<Vec<(&'static str, Vec<u8>)>> {
    let each = |write: &dyn Fn(&mut String, usize, &str, &str)| {
        let mut all = String::new();
        for (n, (label, words)) in turns.iter().enumerate() {
            write(&mut all, n, label, words);
        }
        all
    };
    let txt = each(&|out, _, label, words| {
        let _ = writeln!(out, "{label}：{words}\n");
    });
    let docx = each(&|out, _, label, words| {
        let _ = write!(
            out,
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{label}：</w:t></w:r><w:r><w:t>{words}</w:t></w:r></w:p>"
        );
    });
    let docx = format!("<w:document xmlns:w=\"w\"><w:body>{docx}</w:body></w:document>");
    let odt = each(&|out, _, label, words| {
        let _ = write!(
            out,
            "<text:p><text:span>{label}：</text:span>{words}</text:p>"
        );
    });
    let odt =
        format!("<o:content xmlns:o=\"o\" xmlns:text=\"t\"><o:body>{odt}</o:body></o:content>");
    let rtf = each(&|out, _, label, words| {
        for unit in format!("{label}：{words}").encode_utf16() {
            let _ = write!(out, "\\u{}?", unit.cast_signed());
        }
        out.push_str("\\par\n");
    });
    let html = each(&|out, _, label, words| {
        let _ = writeln!(out, "<p><b>{label}：</b>{words}</p>");
    });
    let clock = |n: usize| format!("{:02}:{:02}:{:02}", n / 3600, n / 60 % 60, n % 60);
    let vtt = each(&|out, n, label, words| {
        let _ = writeln!(
            out,
            "{}.000 --> {}.900\n<v {label}>{words}</v>\n",
            clock(n),
            clock(n)
        );
    });
    let srt = each(&|out, n, label, words| {
        let _ = writeln!(
            out,
            "{}\n{},000 --> {},900\n{label}: {words}\n",
            n + 1,
            clock(n),
            clock(n)
        );
    });
    let json = each(&|out, n, label, words| {
        let _ = writeln!(
            out,
            "{}{{\"start\": {n}.0, \"end\": {n}.9, \"speaker\": \"{label}\", \"text\": \"{words}\"}}",
            if n > 0 { "," } else { "" }
        );
    });
    let csv = each(&|out, n, label, words| {
        let _ = writeln!(out, "{},{label},{words}", clock(n));
    });
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["speaker", "text"])?;
    for (row, (label, words)) in (1..).zip(turns) {
        sheet.write_string(row, 0, *label)?;
        sheet.write_string(row, 1, words)?;
    }
    Ok(vec![
        ("txt", txt.into_bytes()),
        ("docx", packed(&[("word/document.xml", &docx)])?),
        (
            "odt",
            packed(&[
                ("mimetype", "application/vnd.oasis.opendocument.text"),
                ("content.xml", &odt),
            ])?,
        ),
        ("rtf", format!("{{\\rtf1 {rtf}}}").into_bytes()),
        (
            "html",
            format!("<html><body>{html}</body></html>").into_bytes(),
        ),
        ("vtt", format!("WEBVTT\n\n{vtt}").into_bytes()),
        ("srt", srt.into_bytes()),
        ("json", format!("{{\"segments\": [{json}]}}").into_bytes()),
        ("csv", format!("time,speaker,text\n{csv}").into_bytes()),
        ("xlsx", book.save_to_buffer()?),
    ])
}

fn packed(parts: &[(&str, &str)]) -> Result<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default())?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

//! Files of office programs, read independently of what writes them.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// A table as rows of cells.
pub type Rows = Vec<Vec<String>>;

/// Members of an archive with their bytes, in the order they stand in.
pub fn members(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    (0..archive.len())
        .map(|at| {
            let mut member = archive.by_index(at).expect("a member");
            let time = member.last_modified().expect("a time");
            assert_eq!(time.year(), 1980, "no member has a time of its own");
            let mut bytes = Vec::new();
            member.read_to_end(&mut bytes).expect("whole");
            let name = String::from_utf8_lossy(member.name_raw()).into_owned();
            (name, bytes)
        })
        .collect()
}

/// A member as text.
pub fn member(bytes: &[u8], name: &str) -> String {
    let found = members(bytes).into_iter().find(|(it, _)| it == name);
    let (_, bytes) = found.unwrap_or_else(|| panic!("no {name}"));
    String::from_utf8(bytes).expect("UTF-8")
}

fn value(tag: &BytesStart, name: &str) -> Option<String> {
    let mut all = tag.attributes().flatten();
    let found = all.find(|it| it.key.local_name().into_inner() == name)?;
    Some(
        quick_xml::escape::unescape(&found.value)
            .expect("escaped")
            .into_owned(),
    )
}

/// Walks a part, with the names of the elements that are open.
pub fn walk(xml: &str, mut take: impl FnMut(&[String], &Event)) {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<String> = Vec::new();
    loop {
        let event = reader.read_event().expect("well formed");
        match &event {
            Event::Start(tag) => open.push(tag.local_name().into_inner().to_owned()),
            Event::Eof => {
                assert!(open.is_empty(), "left open: {open:?}");
                return;
            }
            _ => {}
        }
        take(&open, &event);
        if matches!(event, Event::End(_)) {
            open.pop();
        }
    }
}

/// The letters of an event.
pub fn letters(event: &Event) -> String {
    match event {
        Event::Text(text) => text.xml10_content().into_owned(),
        Event::GeneralRef(it) => {
            if let Ok(Some(c)) = it.resolve_char_ref() {
                return c.to_string();
            }
            let name = it.xml10_content();
            quick_xml::escape::resolve_predefined_entity(&name)
                .unwrap_or_default()
                .to_owned()
        }
        _ => String::new(),
    }
}

/// The tables of a Word file.
pub fn word_tables(bytes: &[u8]) -> Vec<Rows> {
    let mut tables: Vec<Rows> = Vec::new();
    walk(&member(bytes, "word/document.xml"), |open, event| {
        if let Event::Start(tag) = event {
            match tag.local_name().into_inner() {
                "tbl" => tables.push(Vec::new()),
                "tr" => tables.last_mut().unwrap().push(Vec::new()),
                "tc" => tables
                    .last_mut()
                    .unwrap()
                    .last_mut()
                    .unwrap()
                    .push(String::new()),
                _ => {}
            }
        }
        if !open.iter().any(|it| it == "tc") {
            return;
        }
        let cell = tables
            .last_mut()
            .unwrap()
            .last_mut()
            .unwrap()
            .last_mut()
            .unwrap();
        if let Event::Empty(tag) = event {
            match tag.local_name().into_inner() {
                "br" => cell.push('\n'),
                "tab" => cell.push('\t'),
                _ => {}
            }
        }
        if open.last().is_some_and(|it| it == "t") {
            cell.push_str(&letters(event));
        }
    });
    tables
}

/// The table that was broken into several: what stands in each again is taken once.
pub fn joined(tables: &[Rows]) -> Rows {
    let mut whole = tables[0].clone();
    for part in &tables[1..] {
        let again = part[0]
            .iter()
            .zip(&whole[0])
            .take_while(|(a, b)| a == b)
            .count();
        assert!(again > 0 && part.len() == whole.len());
        for (row, more) in whole.iter_mut().zip(part) {
            assert_eq!(row[..again], more[..again]);
            row.extend(more[again..].iter().cloned());
        }
    }
    whole
}

/// The worksheets of a workbook with their names; figures as tables print them.
pub fn worksheets(bytes: &[u8]) -> Vec<(String, Rows)> {
    let mut names = Vec::new();
    walk(&member(bytes, "xl/workbook.xml"), |_, event| {
        if let Event::Start(tag) | Event::Empty(tag) = event
            && tag.local_name().into_inner() == "sheet"
        {
            names.push(value(tag, "name").expect("a name"));
        }
    });
    let mut strings: Vec<String> = Vec::new();
    walk(&member(bytes, "xl/sharedStrings.xml"), |open, event| {
        if let Event::Start(tag) = event
            && tag.local_name().into_inner() == "si"
        {
            strings.push(String::new());
        }
        if open.last().is_some_and(|it| it == "t") {
            strings.last_mut().unwrap().push_str(&letters(event));
        }
    });
    let formats = formats(&member(bytes, "xl/styles.xml"));
    let sheets = (1..).zip(&names).map(|(number, name)| {
        let xml = member(bytes, &format!("xl/worksheets/sheet{number}.xml"));
        (name.clone(), cells(&xml, &strings, &formats))
    });
    sheets.collect()
}

/// The number format of each style of cells.
fn formats(xml: &str) -> Vec<String> {
    let mut codes: Vec<(String, String)> = Vec::new();
    let mut formats = Vec::new();
    walk(xml, |open, event| {
        let (Event::Start(tag) | Event::Empty(tag)) = event else {
            return;
        };
        match tag.local_name().into_inner() {
            "numFmt" => codes.push((
                value(tag, "numFmtId").unwrap(),
                value(tag, "formatCode").unwrap(),
            )),
            "xf" if open.iter().any(|it| it == "cellXfs") => {
                let id = value(tag, "numFmtId").unwrap();
                let code = codes.iter().find(|(it, _)| *it == id);
                formats.push(code.map_or_else(String::new, |(_, code)| code.clone()));
            }
            _ => {}
        }
    });
    formats
}

fn cells(xml: &str, strings: &[String], formats: &[String]) -> Rows {
    let mut rows: Rows = Vec::new();
    let mut style = String::new();
    let mut kind = None;
    walk(xml, |open, event| {
        if let Event::Start(tag) | Event::Empty(tag) = event {
            match tag.local_name().into_inner() {
                "f" => panic!("a formula"),
                "row" => {
                    let number: usize = value(tag, "r").unwrap().parse().unwrap();
                    rows.resize(number, Vec::new());
                }
                "c" => {
                    let place = value(tag, "r").unwrap();
                    let letters = place.bytes().take_while(u8::is_ascii_uppercase);
                    let column =
                        letters.fold(0, |sum, letter| sum * 26 + usize::from(letter - b'A') + 1);
                    rows.last_mut().unwrap().resize(column, String::new());
                    kind = value(tag, "t");
                    let number = value(tag, "s").and_then(|it| it.parse::<usize>().ok());
                    style = number.map_or_else(String::new, |it| formats[it].clone());
                }
                _ => {}
            }
        }
        if open.last().is_some_and(|it| it == "v") {
            let text = letters(event);
            if text.is_empty() {
                return;
            }
            let cell = rows.last_mut().unwrap().last_mut().unwrap();
            *cell = match (kind.as_deref(), style.as_str()) {
                (Some("s"), _) => strings[text.parse::<usize>().unwrap()].clone(),
                (_, "0.0%") => format!("{:.1}", text.parse::<f64>().unwrap() * 100.0),
                (_, "0.000") => format!("{:.3}", text.parse::<f64>().unwrap()),
                _ => text,
            };
        }
    });
    rows
}

/// The words that each comment of a Word text lies on, by its number.
pub fn commented(xml: &str) -> BTreeMap<usize, String> {
    let mut open: Vec<usize> = Vec::new();
    let mut words: BTreeMap<usize, String> = BTreeMap::new();
    walk(xml, |inside, event| {
        if let Event::Empty(tag) | Event::Start(tag) = event {
            let id = || value(tag, "id").unwrap().parse::<usize>().unwrap();
            match tag.local_name().into_inner() {
                "commentRangeStart" => {
                    open.push(id());
                    words.insert(id(), String::new());
                }
                "commentRangeEnd" => open.retain(|it| *it != id()),
                "tab" if inside.iter().any(|it| it == "r") => {
                    for it in &open {
                        words.get_mut(it).unwrap().push('\t');
                    }
                }
                _ => {}
            }
        }
        if inside.last().is_some_and(|it| it == "t") {
            for it in &open {
                words.get_mut(it).unwrap().push_str(&letters(event));
            }
        }
    });
    assert!(open.is_empty(), "comments that never end: {open:?}");
    words
}

/// Author and words of each comment.
pub fn authors(xml: &str) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    walk(xml, |inside, event| {
        if let Event::Start(tag) = event
            && tag.local_name().into_inner() == "comment"
        {
            all.push((value(tag, "author").unwrap(), String::new()));
        }
        if inside.last().is_some_and(|it| it == "t") {
            all.last_mut().unwrap().1.push_str(&letters(event));
        }
    });
    all
}

/// The tables of a page.
pub fn page_tables(html: &str) -> Vec<Rows> {
    let plain = |text: &str| {
        let names = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#39;", "'"),
            ("&amp;", "&"),
        ];
        names
            .iter()
            .fold(text.to_owned(), |text, (name, c)| text.replace(name, c))
    };
    let cells = |row: &str| -> Vec<String> {
        let cell = regex::Regex::new("(?s)<t[hd][^>]*>(.*?)</t[hd]>").unwrap();
        cell.captures_iter(row).map(|it| plain(&it[1])).collect()
    };
    let tables = html.split("<table>").skip(1);
    let table = |it: &str| -> Rows {
        let body = it.split("</table>").next().unwrap();
        body.split("<tr>").skip(1).map(cells).collect()
    };
    tables.map(table).collect()
}

//! The codebooks that come with the program, held against the excerpt they are taken from:
//! what the excerpt's tables and labelled paragraphs hold is carried, word for word, and
//! nothing says it is from the excerpt that isn't. Where the excerpt is not beside the
//! checkout, only the format of the files is checked.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use toml::{Table, Value};

const BOOKS: [&str; 6] = [
    "megacity-governance",
    "achievements",
    "city-experience",
    "theories",
    "concepts",
    "survey-topics",
];

/// Sections whose labelled paragraphs must all be carried.
const LABELLED: [&str; 10] = [
    "2.1.1", "2.2.2", "2.3", "3.1", "3.2", "4.1", "4.2", "4.3", "5.1", "5.2",
];

/// One row of a table: its first cell, and the others under their column heads.
#[derive(Debug)]
struct Row {
    table: String,
    name: String,
    cells: Vec<(String, String)>,
}

/// What the excerpt says, read from its lines.
#[derive(Debug, Default)]
struct Seed {
    rows: Vec<Row>,
    /// Section and label of each paragraph that has one.
    paragraphs: BTreeSet<(String, String)>,
}

/// The excerpt, or `None`, with a word on standard output, where it isn't there.
#[expect(clippy::print_stdout, reason = "a skipped test says so")]
fn seed() -> Option<Seed> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/seed/megacity-governance-excerpt.txt");
    match fs::read_to_string(&path) {
        Ok(text) => Some(parse(&text)),
        Err(error) => {
            println!("skipped: {}: {error}", path.display());
            None
        }
    }
}

fn parse(text: &str) -> Seed {
    let mut seed = Seed::default();
    let mut section = "1".to_owned();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(chapter) = chapter(line) {
            section = chapter;
        } else if let Some(number) = section_number(line) {
            number.clone_into(&mut section);
        } else if let Some(table) = line.strip_prefix("表 ").and_then(section_number) {
            let Some(head) = lines.next() else { break };
            let head: Vec<&str> = head.split(' ').collect();
            while let Some(row) =
                lines.next_if(|line| head.len() > 1 && line.split(' ').count() == head.len())
            {
                let mut cells = row.split(' ');
                let name = cells.next().unwrap_or_default().to_owned();
                let columns = head.iter().skip(1).map(|&column| column.to_owned());
                let cells = columns.zip(cells.map(str::to_owned)).collect();
                seed.rows.push(Row {
                    table: table.to_owned(),
                    name,
                    cells,
                });
            }
        } else if let Some((label, rest)) = line.split_once(':')
            && !rest.trim().is_empty()
        {
            seed.paragraphs.insert((section.clone(), label.to_owned()));
        }
    }
    seed
}

/// The number of a chapter's heading: `第四章 …` is "4".
fn chapter(line: &str) -> Option<String> {
    let (numeral, _) = line.strip_prefix('第')?.split_once("章 ")?;
    let position = "一二三四五六七八九"
        .chars()
        .position(|digit| numeral == digit.to_string())?;
    Some((position + 1).to_string())
}

/// The number a heading starts with: `4.1 …` gives "4.1".
fn section_number(line: &str) -> Option<&str> {
    let (number, _) = line.split_once(' ')?;
    let parts = number.split('.');
    let numeric = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (number.contains('.') && parts.into_iter().all(numeric)).then_some(number)
}

fn book(name: &str) -> Table {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("codebooks")
        .join(format!("{name}.toml"));
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.parse()
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The tables of an array of tables; none where the key is absent.
fn tables<'a>(of: &'a Table, key: &str) -> Vec<&'a Table> {
    let items = of
        .get(key)
        .and_then(Value::as_array)
        .map(Vec::as_slice)
        .unwrap_or_default();
    items
        .iter()
        .map(|item| item.as_table().expect("an array of tables holds tables"))
        .collect()
}

/// The text under a key; empty where it is absent.
fn text<'a>(of: &'a Table, key: &str) -> &'a str {
    of.get(key).map_or("", |value| {
        value.as_str().expect("every field asked for so holds text")
    })
}

/// The columns of a code, or `None` where it has none.
fn columns(code: &Table) -> Option<BTreeMap<&str, &str>> {
    let columns = code.get("columns")?.as_table().expect("columns is a table");
    Some(
        columns
            .iter()
            .map(|(head, cell)| (head.as_str(), cell.as_str().expect("a cell is text")))
            .collect(),
    )
}

/// The book that carries a table.
fn book_of(table: &str) -> &'static str {
    if table == "3.1.1" {
        "achievements"
    } else {
        "megacity-governance"
    }
}

#[test]
fn every_row_and_cell_of_the_tables_is_carried() {
    let Some(seed) = seed() else { return };
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &seed.rows {
        *sizes.entry(&row.table).or_default() += 1;
        let book = book(book_of(&row.table));
        let codes = tables(&book, "code");
        let found: Vec<_> = codes
            .iter()
            .filter(|code| text(code, "name") == row.name && text(code, "table") == row.table)
            .collect();
        let [code] = found[..] else {
            panic!("{} of table {}: {} codes", row.name, row.table, found.len())
        };
        assert_eq!(text(code, "from"), "table", "{}", row.name);
        assert!(
            row.table
                .starts_with(&format!("{}.", text(code, "section"))),
            "{}",
            row.name
        );
        let cells = row
            .cells
            .iter()
            .map(|(head, cell)| (head.as_str(), cell.as_str()))
            .collect();
        assert_eq!(columns(code), Some(cells), "{}", row.name);
    }
    let expected = BTreeMap::from([
        ("3.1.1", 8),
        ("4.1.1", 5),
        ("4.2.1", 5),
        ("4.3.1", 5),
        ("5.1.1", 4),
    ]);
    assert_eq!(sizes, expected);
}

#[test]
fn no_code_claims_a_row_that_the_tables_do_not_have() {
    let Some(seed) = seed() else { return };
    let rows: BTreeSet<_> = seed
        .rows
        .iter()
        .map(|row| (book_of(&row.table), row.table.as_str(), row.name.as_str()))
        .collect();
    for name in BOOKS {
        let book = book(name);
        for code in tables(&book, "code") {
            let claimed = (name, text(code, "table"), text(code, "name"));
            let claims = text(code, "from") == "table" || code.contains_key("table");
            assert!(
                !claims || rows.contains(&claimed),
                "no such row: {claimed:?}"
            );
            let filled =
                columns(code).is_some_and(|cells| cells.values().any(|cell| !cell.is_empty()));
            assert_eq!(filled, claims, "{}: cells come from rows", text(code, "id"));
        }
    }
}

#[test]
fn every_labelled_paragraph_is_carried_and_none_is_invented() {
    let Some(seed) = seed() else { return };
    let mut carried = BTreeSet::new();
    for name in BOOKS {
        let book = book(name);
        for code in tables(&book, "code")
            .into_iter()
            .filter(|code| code.contains_key("paragraph"))
        {
            let paragraph = (
                text(code, "section").to_owned(),
                text(code, "paragraph").to_owned(),
            );
            assert!(
                seed.paragraphs.contains(&paragraph),
                "{name}: no such paragraph: {paragraph:?}"
            );
            carried.insert(paragraph);
        }
    }
    let due: BTreeSet<_> = seed
        .paragraphs
        .into_iter()
        .filter(|(section, _)| LABELLED.contains(&section.as_str()))
        .collect();
    assert_eq!(due.len(), 52, "labelled paragraphs in the excerpt");
    let missing: Vec<_> = due.difference(&carried).collect();
    assert!(missing.is_empty(), "not carried: {missing:?}");
}

#[test]
fn a_row_and_a_paragraph_of_one_thing_are_one_code_with_both_names() {
    for name in ["megacity-governance", "achievements"] {
        let book = book(name);
        for code in tables(&book, "code")
            .into_iter()
            .filter(|code| code.contains_key("paragraph"))
        {
            let label = text(code, "paragraph");
            let aliases = code
                .get("aliases")
                .and_then(Value::as_array)
                .expect("every code has a list of aliases");
            let named = label == text(code, "name")
                || aliases.iter().any(|alias| alias.as_str() == Some(label));
            assert!(
                named,
                "{}: {label} is neither name nor alias",
                text(code, "id")
            );
        }
    }
}

#[test]
fn the_taxonomy_has_seventeen_problems_and_nine_countermeasures() {
    let book = book("megacity-governance");
    let codes = tables(&book, "code");
    let parents: BTreeSet<_> = codes.iter().map(|code| text(code, "parent")).collect();
    for (kind, groups, leaves, with_cells) in [("problem", 3, 17, 15), ("countermeasure", 2, 9, 4)]
    {
        let own = codes
            .iter()
            .copied()
            .filter(|code| text(code, "kind") == kind);
        let (open, closed): (Vec<&Table>, Vec<&Table>) =
            own.partition(|code| code.get("open").and_then(Value::as_bool) == Some(true));
        let (inner, outer): (Vec<&Table>, Vec<&Table>) = closed
            .into_iter()
            .partition(|code| parents.contains(text(code, "id")));
        let below_root = inner
            .iter()
            .filter(|code| !text(code, "parent").is_empty())
            .count();
        assert_eq!(
            (inner.len(), below_root),
            (groups + 1, groups),
            "groups of {kind}"
        );
        assert_eq!(outer.len(), leaves, "leaves of {kind}");
        let cells = outer
            .iter()
            .map(|code| columns(code).expect("every leaf has the table's columns"));
        let filled = cells
            .filter(|cells| cells.values().any(|cell| !cell.is_empty()))
            .count();
        assert_eq!(filled, with_cells, "{kind} with cells");
        assert_eq!(open.len(), 1, "open branches of {kind}");
    }
}

#[test]
fn at_least_five_problems_have_no_countermeasure() {
    let book = book("megacity-governance");
    let codes = tables(&book, "code");
    let kinds: BTreeMap<_, _> = codes
        .iter()
        .map(|code| (text(code, "id"), text(code, "kind")))
        .collect();
    let links = tables(&book, "link");
    for link in &links {
        assert_eq!(kinds.get(text(link, "from")), Some(&"problem"), "{link}");
        assert_eq!(
            kinds.get(text(link, "to")),
            Some(&"countermeasure"),
            "{link}"
        );
        assert_eq!(text(link, "relation"), "answered-by", "{link}");
        assert_eq!(
            link.get("hypothesis").and_then(Value::as_bool),
            Some(true),
            "{link}"
        );
        assert!(!text(link, "reason").is_empty(), "{link}");
    }
    let pairs: BTreeSet<_> = links
        .iter()
        .map(|link| (text(link, "from"), text(link, "to")))
        .collect();
    assert_eq!(pairs.len(), links.len(), "a pair is linked once");
    let answered: BTreeSet<_> = pairs.iter().map(|&(from, _)| from).collect();
    let unanswered: Vec<_> = codes
        .iter()
        .filter(|code| text(code, "kind") == "problem" && code.contains_key("columns"))
        .map(|code| text(code, "id"))
        .filter(|id| !answered.contains(id))
        .collect();
    assert!(unanswered.len() >= 5, "{unanswered:?}");
    let notes = text(&book, "notes");
    for id in unanswered {
        assert!(
            notes.contains(id),
            "the notes do not say that {id} has no countermeasure"
        );
    }
}

#[test]
fn every_file_keeps_to_the_format() {
    for name in BOOKS {
        let book = book(name);
        assert_eq!(text(&book, "format"), "fangtan-codebook", "{name}");
        assert_eq!(
            book.get("version").and_then(Value::as_integer),
            Some(1),
            "{name}"
        );
        assert_eq!(text(&book, "name"), name);
        for key in ["title", "title_en", "source", "notes"] {
            assert!(!text(&book, key).trim().is_empty(), "{name}: {key}");
        }
        let kinds: BTreeSet<_> = tables(&book, "kind")
            .into_iter()
            .map(|kind| text(kind, "id"))
            .collect();
        let (mut ids, mut siblings, mut digits) =
            (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let mut path: Vec<&str> = Vec::new();
        for code in tables(&book, "code") {
            let (id, parent) = (text(code, "id"), text(code, "parent"));
            check_code(name, code);
            assert!(ids.insert(id), "{name}: {id} twice");
            assert!(
                siblings.insert((parent, text(code, "name"))),
                "{name}: {id} is named like a sibling"
            );
            assert!(kinds.contains(text(code, "kind")), "{name}: {id}: kind");
            // Depth first: a parent is the code before, or one of that code's ancestors.
            while path.last().is_some_and(|&last| last != parent) {
                path.pop();
            }
            assert!(
                parent.is_empty() || !path.is_empty(),
                "{name}: {id} does not follow {parent}"
            );
            path.push(id);
            if let Some(digit) = code.get("digit") {
                let digit = digit.as_integer().expect("a digit is a number");
                assert!(
                    (0..=9).contains(&digit) && digits.insert(digit),
                    "{name}: {id}: digit {digit}"
                );
            }
        }
        for link in tables(&book, "link") {
            assert!(
                ids.contains(text(link, "from")) && ids.contains(text(link, "to")),
                "{name}: {link}"
            );
        }
        for attribute in tables(&book, "attribute") {
            assert!(
                ["respondent", "interview", "session"].contains(&text(attribute, "of")),
                "{name}: {attribute}"
            );
            assert!(
                !tables(attribute, "values").is_empty(),
                "{name}: {attribute}"
            );
        }
    }
}

/// What a code must have wherever it stands.
fn check_code(book: &str, code: &Table) {
    let id = text(code, "id");
    for key in [
        "id",
        "kind",
        "name",
        "name_en",
        "definition",
        "use_when",
        "example",
    ] {
        assert!(!text(code, key).trim().is_empty(), "{book}: {id}: {key}");
    }
    for key in ["not_when", "section", "aliases"] {
        assert!(code.contains_key(key), "{book}: {id}: {key}");
    }
    assert!(
        ["given", "emergent", "in-vivo"].contains(&text(code, "origin")),
        "{book}: {id}: origin"
    );
    let from = text(code, "from");
    assert!(
        ["table", "paragraph", "heading", "none"].contains(&from),
        "{book}: {id}: from"
    );
    assert_eq!(
        from == "none",
        text(code, "section").is_empty(),
        "{book}: {id}: section"
    );
    let open = code
        .get("open")
        .and_then(Value::as_bool)
        .unwrap_or_default();
    assert_eq!(from == "none", open, "{book}: {id}: open");
    let color = code.get("color").and_then(Value::as_integer);
    assert!(
        color.is_some_and(|color| (1..=8).contains(&color)),
        "{book}: {id}: color"
    );
}

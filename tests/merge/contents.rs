//! What a study says, in identities: two copies that say the same read the same here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};

/// Tables that are each copy's own, or are told in another way below.
const OWN: &[&str] = &[
    "corrected",
    "correction",
    "draft",
    "merged",
    "op",
    "op_row",
    "original",
    "owner",
    "pin_choice",
    "place",
    "query",
    "revision",
    "seen",
    "status",
    "turn",
    // What is to be looked at depends on what met first.
    "conflict",
];

/// Which table a column of keys points to.
fn target(table: &str, column: &str) -> Option<&'static str> {
    Some(match (table, column) {
        ("coding_link", "from_coding" | "to_coding")
        | (_, "coding" | "amended" | "a" | "b" | "final") => "coding",
        ("coder" | "kind" | "code", _) if column != "parent" && column != "merged_into" => {
            return None;
        }
        ("op" | "codebook_version", "coder") => return None,
        (_, "parent" | "merged_into" | "code" | "from_code" | "to_code") => "code",
        (_, "coder" | "reviewer") => "coder",
        (_, "interview") => "interview",
        (_, "respondent") => "respondent",
        (_, "question") => "question",
        (_, "session") => "session",
        _ => return None,
    })
}

/// The rows of a study, each as a line.
pub fn contents(path: &Path) -> BTreeSet<String> {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut names: BTreeMap<(&str, i64), String> = BTreeMap::new();
    for table in [
        "coder",
        "code",
        "interview",
        "respondent",
        "question",
        "session",
        "coding",
    ] {
        let sql = format!("SELECT id, hex(uid) FROM {table}");
        let mut statement = conn.prepare(&sql).unwrap();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            names.insert((table, row.get(0).unwrap()), row.get(1).unwrap());
        }
    }
    let tables: Vec<String> = conn
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        .unwrap()
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let mut all = BTreeSet::new();
    for table in tables.iter().filter(|it| !OWN.contains(&it.as_str())) {
        let mut statement = conn.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let mut line = table.clone();
            for (n, column) in columns.iter().enumerate() {
                // Numbers that count in one file only.
                let own = ["id", "revision", "original"].contains(&column.as_str())
                    || (table == "speaker" && column == "seq");
                if own {
                    continue;
                }
                let value: Value = row.get(n).unwrap();
                let shown = match (value, target(table, column)) {
                    (Value::Integer(key), Some(of)) => names[&(of, key)].clone(),
                    (value, _) => format!("{value:?}"),
                };
                line.push_str(&format!(" {column}={shown}"));
            }
            // Who acted is a coder for good, also where the step was taken back.
            if table == "coder" && !line.contains("listed=Integer(1)") {
                continue;
            }
            all.insert(line);
        }
    }
    let mut statement = conn
        .prepare(
            "SELECT hex(interview.uid), revision.text, revision.n_chars, revision.hash,
                    (SELECT group_concat(turn.start || '..' || turn.end || ' ' || coalesce(hex(speaker.uid), '-'), ', ')
                     FROM turn LEFT JOIN speaker
                       ON speaker.interview = interview.id AND speaker.seq = turn.speaker
                     WHERE turn.revision = revision.id)
             FROM interview JOIN revision ON revision.id = interview.revision",
        )
        .unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let values: Vec<Value> = (0..5).map(|n| row.get(n).unwrap()).collect();
        all.insert(format!("text {values:?}"));
    }
    let mut statement = conn
        .prepare(
            "SELECT hex(uid), coder, kind, at_ms FROM op
             WHERE kind NOT IN ('merge', 'undo', 'redo')
               AND (merged IS NULL OR 0 = (SELECT state FROM op AS merge WHERE merge.id = op.merged))",
        )
        .unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let values: Vec<Value> = (0..4).map(|n| row.get(n).unwrap()).collect();
        all.insert(format!("step {values:?}"));
    }
    all
}

/// The identities of all codings, in the usual form, and of those that stand as another.
pub fn codings(path: &Path) -> BTreeSet<String> {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut statement = conn
        .prepare(
            "SELECT hex(uid) FROM coding
             UNION SELECT thing FROM merged WHERE tbl = 'coding' AND says IS NOT NULL
               AND EXISTS (SELECT 1 FROM coding
                           JOIN interview ON interview.id = coding.interview
                           JOIN coder ON coder.id = coding.coder
                           WHERE instr(says, hex(interview.uid))
                             AND instr(says, json_quote(coder.name)))",
        )
        .unwrap();
    let rows = statement
        .query_map([], |row| row.get::<_, String>(0))
        .unwrap();
    rows.map(|hex| {
        let hex = hex.unwrap().to_lowercase();
        [
            &hex[..8],
            &hex[8..12],
            &hex[12..16],
            &hex[16..20],
            &hex[20..],
        ]
        .join("-")
    })
    .collect()
}

/// Lines that only one of two has.
pub fn difference(a: &BTreeSet<String>, b: &BTreeSet<String>) -> Option<String> {
    let only: Vec<String> = a
        .difference(b)
        .map(|line| format!("- {line}"))
        .chain(b.difference(a).map(|line| format!("+ {line}")))
        .collect();
    (!only.is_empty()).then(|| only.join("\n"))
}

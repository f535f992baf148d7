//! Projects of other programs that are databases, imported from the shell: Taguette, `QualCoder`,
//! RQDA.
//!
//! `tests/data/taguette.sqlite3` was written by Taguette 1.5.2 on a text of ours. The other two are
//! built here after the programs' tables.

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod desk;

use std::path::Path;

use desk::Desk;
use rusqlite::Connection;
use serde_json::Value;

const S: &str = "s.fangtan";

fn study() -> Desk {
    let desk = Desk::new();
    desk.ok(&["new", S]);
    desk
}

/// Codings as words, path of the code, coder.
fn codings(desk: &Desk) -> Vec<(String, String, String)> {
    let rows = desk.json(&["codings", S]);
    let said = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let mut all: Vec<_> = (rows.as_array().expect("an array").iter())
        .map(|row| (said(row, "text"), said(row, "path"), said(row, "coder")))
        .collect();
    all.sort();
    all
}

fn of(rows: &[(String, String, String)]) -> Vec<(&str, &str, &str)> {
    rows.iter()
        .map(|(a, b, c)| (a.as_str(), b.as_str(), c.as_str()))
        .collect()
}

/// Taguette counts bytes of text nodes, with bold words, a sign written as an entity, letters of
/// four bytes and a line break inside.
#[test]
fn taguette_gives_its_highlights_to_those_who_made_them() {
    let desk = study();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/taguette.sqlite3");
    desk.ok(&["import", S, file.to_str().expect("a path of ours")]);
    let rows = codings(&desk);
    assert_eq!(
        of(&rows),
        [
            ("事情多😀。", "问题/人手不足", "zhao"),
            ("人手不足", "好引文", "lin"),
            ("人手不足", "问题/人手不足", "lin"),
            ("把事权\n理清楚", "对策", "zhao"),
            ("把事权\n理清楚", "问题/权责不清", "zhao"),
            ("𠮷老师也这样说", "好引文", "lin"),
        ]
    );
    let text = desk.ok(&["text", S, "E01 样例"]);
    assert!(text.contains("答：人手不足 & 事情多😀。"), "{text}");
    let codes = desk.json(&["list", S, "codes"]);
    let codes = codes.as_array().expect("an array");
    let names: Vec<_> = codes
        .iter()
        .map(|code| code["name"].as_str().expect("a name"))
        .collect();
    assert_eq!(names, ["问题", "人手不足", "权责不清", "对策", "好引文"]);
    let turns = desk.json(&["list", S, "interviews"])[0]["turns"].as_u64();
    assert_eq!(turns, Some(4));

    // The same file again brings nothing.
    desk.ok(&["import", S, file.to_str().expect("a path of ours")]);
    assert_eq!(codings(&desk), rows);
    assert_eq!(
        desk.json(&["list", S, "codes"]).as_array().map(Vec::len),
        Some(5)
    );
    // And all of it goes at once.
    desk.ok(&["undo", S]);
    assert_eq!(
        desk.json(&["list", S, "interviews"]),
        Value::Array(Vec::new())
    );
}

/// Places as the program's windows count them (UTF-16), as its autocoding does (code points), and
/// drifted; words with its paragraph sign; a coding of a text that is gone.
const QUALCODER: &str = "
    CREATE TABLE project (databaseversion text, date text, memo text, about text);
    CREATE TABLE source (id integer primary key, name text unique, fulltext text, mediapath text, memo text, owner text, date text, av_text_id integer, risid integer);
    CREATE TABLE code_cat (catid integer primary key, name text, owner text, date text, memo text, supercatid integer);
    CREATE TABLE code_name (cid integer primary key, name text unique, memo text, catid integer, owner text, date text, color text, supercid integer);
    CREATE TABLE code_text (ctid integer primary key, cid integer, fid integer, seltext text, pos0 integer, pos1 integer, owner text, date text, memo text, avid integer, important integer);
    CREATE TABLE code_image (imid integer primary key, id integer, memo text);
    CREATE TABLE annotation (anid integer primary key, fid integer, pos0 integer, pos1 integer, memo text, owner text, date text);
    CREATE TABLE cases (caseid integer primary key, name text, memo text);
    CREATE TABLE case_text (id integer primary key, caseid integer, fid integer, pos0 integer, pos1 integer);
    CREATE TABLE attribute (attrid integer primary key, name text, attr_type text, value text, id integer);
    CREATE TABLE journal (jid integer primary key, name text, jentry text, date text, owner text);
    INSERT INTO project VALUES ('v17', '', '关于这个项目', '');
    INSERT INTO source VALUES (1, 'E01.txt', '访：难在哪里？' || char(10) || 'E01：😀人手不足。' || char(10) || 'E01：事情多。', NULL, '口音重', '林', '2026-03-01 09:00:00', NULL, NULL);
    INSERT INTO source VALUES (2, '现场.png', NULL, '/images/a.png', '', '林', '', NULL, NULL);
    INSERT INTO code_cat VALUES (2, '人', '林', '', '', 1), (1, '问题', '林', '', '都在这里', NULL);
    INSERT INTO code_name VALUES (1, '人手不足', '缺人', 2, '林', '', '#FF0000', NULL), (2, '忙', '', NULL, '林', '', '', 1);
    INSERT INTO code_text VALUES (1, 1, 1, '人手不足', 14, 18, '林', '2026-03-01 10:00:00', '要核实', NULL, 1);
    INSERT INTO code_text VALUES (2, 1, 1, '人手不足', 13, 17, '赵', '2026-03-01 10:00:00', '', NULL, NULL);
    INSERT INTO code_text VALUES (3, 2, 1, '事情多', 20, 23, '赵', '', '', NULL, NULL);
    INSERT INTO code_text VALUES (4, 2, 1, '没有这句', 0, 2, '赵', '', '', NULL, NULL);
    INSERT INTO code_text VALUES (5, 2, 9, '丢了', 0, 2, '赵', '', '', NULL, NULL);
    INSERT INTO code_image VALUES (1, 2, '');
    INSERT INTO annotation VALUES (1, 1, 0, 2, '口气迟疑', '赵', '2026-03-02 08:00:00');
    INSERT INTO cases VALUES (1, '青山街道', '');
    INSERT INTO case_text VALUES (1, 1, 1, 0, 20);
    INSERT INTO attribute VALUES (1, '单位', 'case', '街道', 1), (2, '性别', 'file', '女', 1);
    INSERT INTO journal VALUES (1, '第一周', '先看人手', '2026-03-02 08:00:00', '林');
";

#[test]
fn qualcoder_is_read_as_a_folder_and_words_decide_where_a_coding_stands() {
    let desk = study();
    std::fs::create_dir(desk.path("项目.qda")).expect("the folder of the test is ours");
    let file = Connection::open(desk.path("项目.qda/data.qda")).expect("it is new");
    file.execute_batch(QUALCODER).expect("the tables are ours");
    drop(file);
    let said = desk.json(&["import", S, "项目.qda"]);
    let rows = codings(&desk);
    assert_eq!(
        of(&rows),
        [
            ("事情多", "问题/人/人手不足/忙", "赵"),
            ("人手不足", "问题/人/人手不足", "林"),
            ("人手不足", "问题/人/人手不足", "赵"),
            ("访：", "问题/人/人手不足/忙", "赵"),
        ]
    );
    let warnings = said[0]["warnings"].to_string();
    for kind in ["project-moved", "project-unsure", "project-left-out"] {
        assert!(warnings.contains(kind), "{said}");
    }
    let interview = &desk.json(&["list", S, "interviews"])[0];
    assert_eq!(interview["attributes"]["Case"], "青山街道");
    assert_eq!(interview["attributes"]["单位"], "街道");
    assert_eq!(interview["attributes"]["性别"], "女");
    let memos = desk.ok(&["list", S, "memos"]);
    for words in ["口音重", "口气迟疑", "先看人手", "关于这个项目"] {
        assert!(memos.contains(words), "{words}: {memos}");
    }
}

const RQDA: &str = "
    CREATE TABLE source (name text, id integer, file text, memo text, owner text, date text, dateM text, status integer);
    CREATE TABLE freecode (name text, memo text, owner text, date text, dateM text, id integer, status integer, color text);
    CREATE TABLE codecat (name text, cid integer, catid integer, owner text, date text, dateM text, memo text, status integer);
    CREATE TABLE treecode (cid integer, catid integer, date text, dateM text, memo text, status integer, owner text);
    CREATE TABLE coding (cid integer, fid integer, seltext text, selfirst real, selend real, status integer, owner text, date text, memo text);
    CREATE TABLE fileAttr (variable text, value text, fileID integer, date text, dateM text, owner text, status integer);
    INSERT INTO source VALUES ('E02', 1, '问：难吗？' || char(10) || '答：😀人手不足。', '', 'rqda', '', '', 1);
    INSERT INTO source VALUES ('删了的', 2, '旧', '', 'rqda', '', '', 0);
    INSERT INTO freecode VALUES ('人手不足', '缺人', 'rqda', '', '', 1, 1, ''), ('删了的', '', 'rqda', '', '', 2, 0, '');
    INSERT INTO codecat VALUES ('问题', NULL, 1, 'rqda', '', '', '', 1);
    INSERT INTO treecode VALUES (1, 1, '', '', '', 1, 'rqda');
    INSERT INTO coding VALUES (1, 1, '人手不足', 9, 13, 1, 'rqda', '', ''), (1, 1, '难', 2, 3, 0, 'rqda', '', '');
    INSERT INTO fileAttr VALUES ('城市', '青山', 1, '', '', 'rqda', 1);
";

#[test]
fn rqda_is_read_without_what_was_deleted_in_it() {
    let desk = study();
    let file = Connection::open(desk.path("old.rqda")).expect("it is new");
    file.execute_batch(RQDA).expect("the tables are ours");
    drop(file);
    desk.ok(&["import", S, "old.rqda"]);
    let rows = codings(&desk);
    assert_eq!(of(&rows), [("人手不足", "问题/人手不足", "rqda")]);
    let interviews = desk.json(&["list", S, "interviews"]);
    assert_eq!(interviews.as_array().map(Vec::len), Some(1));
    assert_eq!(interviews[0]["attributes"]["城市"], "青山");
    assert_eq!(
        desk.json(&["list", S, "codes"]).as_array().map(Vec::len),
        Some(2)
    );
}

/// A view in place of a table is not asked, broken files and other databases are one sentence.
#[test]
fn other_databases_and_damaged_ones_are_told_in_a_sentence() {
    let desk = study();
    let file = Connection::open(desk.path("view.sqlite3")).expect("it is new");
    file.execute_batch(
        "CREATE TABLE freecode (id); CREATE TABLE coding (cid);
         CREATE VIEW source AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i AS id FROM n;",
    )
    .expect("the tables are ours");
    drop(file);
    let file = Connection::open(desk.path("two.sqlite3")).expect("it is new");
    file.execute_batch(
        "CREATE TABLE documents (id); CREATE TABLE highlights (id); CREATE TABLE tags (id); CREATE TABLE highlight_tags (tag_id);
         CREATE TABLE projects (id, name); INSERT INTO projects VALUES (1, '甲'), (2, '乙');",
    )
    .expect("the tables are ours");
    drop(file);
    let mut broken = std::fs::read(desk.path("two.sqlite3")).expect("it is there");
    broken.truncate(broken.len() / 2);
    broken[100..400].fill(0xAB);
    std::fs::write(desk.path("broken.sqlite3"), broken).expect("the folder is ours");
    desk.ok(&["new", "other.fangtan"]);
    for (file, said) in [
        ("view.sqlite3", "QualCoder, Taguette"),
        ("other.fangtan", "fangtan merge"),
        ("two.sqlite3", "甲, 乙"),
        ("broken.sqlite3", "broken.sqlite3"),
    ] {
        let error = desk.refused(&["import", S, file]);
        assert!(error.contains(said), "{file}: {error}");
        assert_eq!(
            error
                .lines()
                .filter(|line| line.starts_with("错误") || line.starts_with("Error"))
                .count(),
            1,
            "{error}"
        );
    }
    assert_eq!(
        desk.json(&["list", S, "interviews"]),
        Value::Array(Vec::new())
    );
}

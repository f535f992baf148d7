//! What the program says in Chinese holds no English, and the other way round.
//!
//! Data keep their language: what stands in quotation marks, the words of the call,
//! and what another library said, which the sentences quote as such.

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod desk;

use std::fs;

use desk::Desk;
use regex::Regex;

/// A desk with files of every kind that can't be read.
fn desk_of_bad_files() -> Desk {
    let desk = Desk::with_codings();
    for (name, bytes) in [
        ("empty.txt", &b""[..]),
        ("blank.txt", b" \n\t\n"),
        ("binary.txt", &[0, 159, 146, 150, 0, 1, 255, 254]),
        ("image.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("sound.txt", b"OggS\0\0\0"),
        ("book.txt", b"%PDF-1.7\n"),
        ("old.txt", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0"),
        ("page.txt", b"<!DOCTYPE html><p></p>"),
        ("rich.txt", b"{\\rtf1 cut off"),
        ("data.txt", b"{\"a\": "),
        ("subtitles.txt", b"WEBVTT\n\n"),
        ("zip.docx", b"PK\x03\x04 and then nothing"),
        ("latin.bin", b"\xe4\xf6\xfc abc \xff\xfe\x81"),
        ("broken.json", b"{\"documents\": ["),
        ("broken.toml", b"format = \"fangtan-codebook\"\nname = \n"),
        ("other.toml", b"format = \"other\"\n"),
        (
            "newer.toml",
            b"format = \"fangtan-codebook\"\nversion = 9\n",
        ),
        ("key.toml", b"format = \"fangtan-codebook\"\nnonsense = 1\n"),
        (
            "under.toml",
            b"format = \"fangtan-codebook\"\n[[code]]\nid = \"A\"\nnonsense = 1\n",
        ),
        ("type.toml", b"format = \"fangtan-codebook\"\nname = 1\n"),
        ("tables.toml", b"format = \"fangtan-codebook\"\ncode = 1\n"),
        (
            "texts.toml",
            b"format = \"fangtan-codebook\"\n[[code]]\nid = \"A\"\naliases = 1\n",
        ),
        (
            "flag.toml",
            b"format = \"fangtan-codebook\"\n[[code]]\nid = \"A\"\nopen = 1\n",
        ),
        (
            "range.toml",
            b"format = \"fangtan-codebook\"\n[[code]]\nid = \"A\"\ndigit = 900\n",
        ),
        (
            "word.toml",
            b"format = \"fangtan-codebook\"\n[[code]]\nid = \"A\"\norigin = \"x\"\n",
        ),
        ("columns.csv", b"id\nA\n"),
        ("unknown.csv", b"id,name,nonsense\nA,a,b\n"),
        ("twice.csv", b"id,name,name\nA,a,b\n"),
        ("ragged.csv", b"id,name\nA\n"),
        ("digit.csv", b"id,name,digit\nA,a,x\n"),
        ("flag.csv", b"id,name,open\nA,a,x\n"),
        ("origin.csv", b"id,name,origin\nA,a,x\n"),
        ("stray.md", b"words of nobody\n"),
        (
            "guide-empty.toml",
            b"format = \"fangtan-guide\"\nversion = 1\n",
        ),
    ] {
        desk.write(name, bytes);
    }
    for (name, words) in [
        ("field.md", "- **定义**：甲\n"),
        ("part.md", "# 甲\n\n## 不知道\n\n### 乙\n"),
        ("level.md", "# 甲\n\n## 编码\n\n##### 乙\n"),
        (
            "other.json",
            r#"{"format": "x", "documents": [], "codes": [], "codings": []}"#,
        ),
        (
            "newer.json",
            r#"{"format": "fangtan-study", "version": 9, "documents": [], "codes": [], "codings": []}"#,
        ),
        (
            "double.json",
            r#"{"documents": [], "codes": [{"id": "A", "name": "a"}, {"id": "A", "name": "b"}], "codings": []}"#,
        ),
        (
            "dangling.json",
            r#"{"documents": [{"id": "d", "text": "abc"}], "codes": [], "codings": [{"doc": "d", "start": 0, "end": 1, "code": "X"}]}"#,
        ),
        (
            "nowhere.json",
            r#"{"documents": [], "codes": [], "codings": [{"doc": "d", "start": 0, "end": 1, "code": "X"}]}"#,
        ),
        (
            "circle.json",
            r#"{"documents": [], "codes": [{"id": "A", "name": "a", "parent": "B"}, {"id": "B", "name": "b", "parent": "A"}], "codings": []}"#,
        ),
        (
            "outside.json",
            r#"{"documents": [{"id": "d", "text": "abc"}], "codes": [{"id": "A", "name": "a"}], "codings": [{"doc": "d", "start": 0, "end": 9, "code": "A"}]}"#,
        ),
        (
            "status.json",
            r#"{"documents": [{"id": "d", "text": "abc"}], "codes": [{"id": "A", "name": "a"}], "codings": [{"doc": "d", "start": 0, "end": 1, "code": "A", "status": "x"}]}"#,
        ),
        (
            "role.json",
            r#"{"documents": [{"id": "d", "text": "abc", "speakers": [{"name": "a", "role": "x"}]}], "codes": [], "codings": []}"#,
        ),
        (
            "overlap.json",
            r#"{"documents": [{"id": "d", "text": "abc", "turns": [{"start": 0, "end": 2}, {"start": 1, "end": 3}]}], "codes": [], "codings": []}"#,
        ),
        (
            "turn.json",
            r#"{"documents": [{"id": "d", "text": "abc", "turns": [{"start": 0, "end": 9}]}], "codes": [], "codings": []}"#,
        ),
        (
            "name.json",
            r#"{"documents": [], "codes": [{"id": "P1", "name": "别的"}], "codings": []}"#,
        ),
        (
            "faults.toml",
            "format = \"fangtan-codebook\"\n[[code]]\nid = \"A\"\nname = \"\"\nparent = \"B\"\nkind = \"k\"\ndigit = 12\n[[code]]\nid = \"A\"\nname = \"a\"\n[[kind]]\nid = \"q\"\nname = \"q\"\n[[link]]\nfrom = \"A\"\nto = \"Z\"\n",
        ),
        (
            "guide-faults.toml",
            "format = \"fangtan-guide\"\nversion = 1\n[[section]]\nid = \"A\"\ntitle = \"\"\n[[section.question]]\nnumber = \"1\"\ntext = \"\"\n[[section.question]]\nnumber = \"1\"\ntext = \"甲\"\n[[section]]\nid = \"A\"\ntitle = \"b\"\n[[section.question]]\nnumber = \"\"\ntext = \"乙\"\n",
        ),
        (
            "guide-other.toml",
            "format = \"fangtan-guide\"\nversion = 1\n[[section]]\nid = \"A\"\ntitle = \"b\"\n[[section.question]]\nnumber = \"1\"\ntext = \"甲\"\n",
        ),
    ] {
        desk.write(name, words);
    }
    fs::create_dir(desk.path("folder.fangtan")).unwrap();
    desk.write("empty.fangtan", "");
    desk.write("text.fangtan", "this is no study".repeat(20));
    let study = desk.bytes("s.fangtan");
    desk.write("short.fangtan", &study[..study.len() / 2]);
    let mut bytes = study.clone();
    bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
    desk.write("newer.fangtan", &bytes);
    let mut bytes = study;
    bytes[68..72].copy_from_slice(&[0; 4]);
    desk.write("other.fangtan", &bytes);
    desk
}

/// Files on the desk that can be read.
const SOUND: &[&str] = &[
    "P01.txt",
    "P02.md",
    "small.toml",
    "guide.toml",
    "guide-other.toml",
];

/// Calls that fail, each for another reason.
fn failing(desk: &Desk) -> Vec<Vec<String>> {
    const S: &str = "s.fangtan";
    let mut calls: Vec<Vec<&str>> = vec![
        // Words of the call.
        vec!["nonsense"],
        vec!["fre"],
        vec!["freq"],
        vec!["guide"],
        vec!["code", S],
        vec!["freq", S, "--format", "nonsense"],
        vec!["freq", S, "--format"],
        vec!["freq", S, "--formt", "csv"],
        vec!["freq", S, "--format", "xlsx"],
        vec!["freq", S, "--quiet", "--verbose"],
        vec!["freq", S, "--quiet", "--quiet"],
        vec!["freq", S, "--level", "0"],
        vec!["freq", S, "--where", "nonsense"],
        vec!["freq", S, "--status", "nonsense"],
        vec!["freq", S, "-o", "out.doc"],
        vec!["crosstab", S],
        vec!["crosstab", S, "--by", "年龄"],
        vec!["crosstab", S, "--by", "coder", "--cross", "date"],
        vec!["crosstab", S, "--by", "coder", "--test"],
        vec![
            "crosstab", S, "--by", "date", "--test", "--count", "codings",
        ],
        vec!["cooccur", S, "--rows", "nonsense"],
        vec!["cooccur", S, "--near", "x"],
        vec!["evidence", S, "--table", "9.9.9"],
        vec!["evidence", S, "--columns", "nonsense"],
        vec!["evidence", S, "--contrast", "nonsense"],
        vec!["evidence", S, "--contrast", "date"],
        vec!["links", S, "--rows", "nonsense"],
        vec!["saturation", S, "--hold-out", "nonsense"],
        vec!["saturation", S, "--threshold", "101"],
        vec!["saturation", S, "--orders", "x"],
        vec!["undo", S, "0"],
        vec!["list", S, "everything"],
        vec!["speaker", S, "P01", "王"],
        vec!["speaker", S, "P01", "王", "--role", "x"],
        vec!["code", S, "P01", "a", "9", "P1"],
        vec!["export", S, "out.doc"],
        vec!["codebook", "export", S, "out.doc"],
        vec!["open", S],
        vec!["open", S, "--theme", "x"],
        vec!["import", S, "P01.txt", "--speakers", "("],
        vec!["import", S, "P01.txt", "--encoding", "klingon"],
        vec!["search", S, "("],
        vec!["search", S, "re:("],
        vec!["search", S, "甲 且"],
        vec!["search", S, "甲 附近/x 乙"],
        vec!["search", S, "who:"],
        vec!["search", S, "\"甲"],
        vec!["search", S, ""],
        vec!["autocode", S, "P1", "--find", "(", "--regex"],
        // Studies.
        vec!["freq", "none.fangtan"],
        vec!["freq", "none/none.fangtan"],
        vec!["freq", "small.toml/none.fangtan"],
        vec!["freq", "folder.fangtan"],
        vec!["freq", "empty.fangtan"],
        vec!["freq", "text.fangtan"],
        vec!["freq", "short.fangtan"],
        vec!["freq", "newer.fangtan"],
        vec!["freq", "other.fangtan"],
        vec!["new", S],
        vec!["new", "none/s.fangtan"],
        vec!["new", "x.fangtan", "--codebook", "none.toml"],
        vec!["freq", S, "-o", S, "--force"],
        vec!["freq", S, "-o", "ragged.csv"],
        vec!["freq", S, "-o", "none/x.csv"],
        // Names and places.
        vec!["freq", S, "--code", "none"],
        vec!["freq", S, "--code", "流程"],
        vec!["freq", S, "--code", "工作x"],
        vec!["freq", S, "--interview", "none"],
        vec!["freq", S, "--speaker", "nobody"],
        vec!["freq", S, "--respondent", "E9"],
        vec!["freq", S, "--question", "Z9"],
        vec!["freq", S, "--only-coder", "nobody"],
        vec!["freq", S, "--kind", "none"],
        vec!["freq", S, "--where", "none=1"],
        vec!["freq", S, "--facet", "none=1"],
        vec!["search", S, "group:none"],
        vec!["search", S, "code:none"],
        vec!["code", S, "P01", "46", "41", "P1"],
        vec!["code", S, "P01", "41", "79", "P1"],
        vec!["code", S, "P01", "73", "75", "P1"],
        vec!["code", S, "P01", "41", "46", "P1.1", "--facet", "立场=也许"],
        vec!["uncode", S, "none"],
        vec!["text", S, "none"],
        vec!["speaker", S, "P01", "李", "--role", "respondent"],
        vec!["speaker", S, "P01", "王", "--respondent", "E9"],
        vec!["speaker", S, "P01", "王", "--rename", "访谈者"],
        vec!["respondent", "set", S, "E9", "a=b"],
        vec!["guide", "tie", S, "P01", "1", "Z1"],
        vec!["guide", "tie", S, "P01", "99", "A1"],
        vec!["guide", "import", S, "guide-other.toml"],
        vec!["codebook", "diff", S],
        vec!["codebook", "diff", S, "9"],
        vec!["undo", S, "999"],
        vec!["redo", S],
        vec!["undo", S, "--coder", "carl"],
        // Files beside a study.
        vec!["import", S, "none.txt"],
        vec!["import", S, "P01.txt", "--attributes", "ragged.csv"],
        vec!["import", S, "P01.txt", "--encoding", "utf-8", "latin.bin"],
        vec!["codebook", "check", "P01.txt"],
        vec!["codebook", "import", S, "faults.toml"],
        vec!["guide", "import", S, "guide-faults.toml"],
    ];
    let files = desk.files();
    for file in &files {
        match file.rsplit_once('.').map(|(_, ending)| ending) {
            _ if SOUND.contains(&file.as_str()) => {}
            Some("txt" | "docx" | "json") => {
                calls.push(vec!["import", S, file]);
            }
            Some("toml") if file.starts_with("guide-") => {
                calls.push(vec!["guide", "check", file]);
            }
            Some("toml" | "csv" | "md") => {
                calls.push(vec!["codebook", "check", file]);
            }
            _ => {}
        }
    }
    let owned = |call: Vec<&str>| call.into_iter().map(str::to_owned).collect();
    calls.into_iter().map(owned).collect()
}

/// What is said, without the data in it.
fn without_data(said: &str, call: &[String]) -> String {
    let quoted = Regex::new(r#"“[^“”]*(?:“[^“”]*”[^“”]*)*”|"[^"]*"|`[^`]*`"#).unwrap();
    let mut rest = quoted.replace_all(said, "“”").into_owned();
    for word in call.iter().filter(|word| word.len() > 1) {
        rest = rest.replace(word.as_str(), "…");
    }
    rest
}

/// Three English words in a row; the program's own name begins a call that is meant as such.
fn english(text: &str) -> Vec<String> {
    let run = Regex::new(r"[A-Za-z][A-Za-z']+(?: [A-Za-z][A-Za-z']+){2,}").unwrap();
    let found = run.find_iter(text).map(|it| it.as_str().to_owned());
    found.filter(|it| !it.starts_with("fangtan ")).collect()
}

fn hanzi(text: &str) -> String {
    text.chars()
        .filter(|c| ('\u{3400}'..='\u{9fff}').contains(c))
        .collect()
}

/// What a call says on standard error in a language; it must fail.
fn told(desk: &Desk, lang: &str, call: &[String]) -> Result<String, String> {
    let language = ["--lang".to_owned(), lang.to_owned()];
    let output = desk.run(&[&language, call].concat());
    let said = String::from_utf8(output.stderr).unwrap();
    match output.status.code() {
        Some(1 | 2) => Ok(said),
        other => Err(format!("{call:?} does not fail: {other:?} {said}")),
    }
}

/// What is wrong with the words of a failure in a language.
fn mixture(desk: &Desk, lang: &str, call: &[String]) -> Option<String> {
    let said = match told(desk, lang, call) {
        Ok(said) => said,
        Err(fault) => return Some(fault),
    };
    let rest = without_data(&said, call);
    let is_pure = match lang {
        "zh" => english(&rest).is_empty() && !hanzi(&rest).is_empty(),
        _ => hanzi(&rest).is_empty(),
    };
    (!is_pure).then(|| format!("{lang} {call:?}\n{said}"))
}

#[test]
fn failures_are_told_in_one_language() {
    let desk = desk_of_bad_files();
    let calls = failing(&desk);
    assert!(calls.len() > 120, "{}", calls.len());
    let faults: Vec<String> = calls
        .iter()
        .flat_map(|call| ["zh", "en"].map(|lang| (lang, call)))
        .filter_map(|(lang, call)| mixture(&desk, lang, call))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_language_of_a_call_is_known_before_its_words_are() {
    let desk = Desk::new();
    let said = |call: &[&str]| String::from_utf8(desk.run(call).stderr).unwrap();
    assert!(said(&["--lang=zh", "nonsense"]).contains("没有“nonsense”这个命令"));
    assert!(said(&["nonsense", "--lang", "zh"]).contains("错误："));
    assert!(said(&["freq", "--", "--lang=zh"]).contains("Error: "));
    let output = desk
        .command(&["nonsense"])
        .env("LC_ALL", "zh_CN.UTF-8")
        .output();
    assert!(
        String::from_utf8(output.unwrap().stderr)
            .unwrap()
            .contains("错误：")
    );
    let config = desk.path("home/config/fangtan");
    fs::create_dir_all(&config).unwrap();
    fs::write(config.join("config.toml"), "lang = \"zh\"\n").unwrap();
    assert!(said(&["nonsense"]).contains("错误："));
    assert!(said(&["nonsense", "--lang", "en"]).contains("Error: "));
    fs::write(config.join("config.toml"), "lang = \"zh\"\ncoder = 1\n").unwrap();
    let faulty = said(&["log", "s.fangtan", "--lang", "zh"]);
    assert!(faulty.contains("第 2 行（原话："), "{faulty}");
    fs::write(config.join("config.toml"), "").unwrap();
    fs::write(config.join("keymap.toml"), "[coding]\nq = \"nonsense\"\n").unwrap();
    let faulty = said(&["keys", "--lang", "zh"]);
    assert!(
        faulty.contains("第 2 行：没有名为“nonsense”的命令"),
        "{faulty}"
    );
}

#[test]
fn what_goes_well_is_told_in_chinese() {
    let desk = Desk::with_codings();
    desk.write("new.txt", desk::P01.replace("很忙", "很闲"));
    desk.write("bad.txt", "");
    let calls: &[&[&str]] = &[
        &[
            "import",
            "s.fangtan",
            "new.txt",
            "P01.txt",
            "bad.txt",
            "--keep-going",
        ],
        &[
            "import",
            "s.fangtan",
            "new.txt",
            "--dry-run",
            "--format",
            "table",
        ],
        &["code", "s.fangtan", "P01", "41", "46", "P1.1"],
        &["code", "s.fangtan", "P01", "41", "46", "P1.1"],
        &["undo", "s.fangtan"],
        &["redo", "s.fangtan"],
        &["codebook", "freeze", "s.fangtan", "v1"],
        &["check", "s.fangtan"],
        &["guide", "tie", "s.fangtan", "P01", "1", "A1"],
        &["list", "s.fangtan", "interviews", "--format", "table"],
        &["list", "s.fangtan", "codes", "--format", "table"],
        &["list", "s.fangtan", "coders", "--format", "table"],
        &["list", "s.fangtan", "speakers", "--format", "table"],
        &["list", "s.fangtan", "coverage", "--format", "table"],
        &["codings", "s.fangtan", "--format", "table"],
        &["freq", "s.fangtan", "--format", "table"],
        &["log", "s.fangtan", "--format", "table"],
        &["search", "s.fangtan", "工作", "--format", "table"],
        &["keys"],
        &["keys", "--check"],
        &[],
    ];
    for call in calls {
        let words: Vec<&str> = ["--lang", "zh"].iter().chain(*call).copied().collect();
        let output = desk.run(&words);
        assert!(matches!(output.status.code(), Some(0 | 3)), "{call:?}");
        let said = [output.stdout, output.stderr].map(|it| String::from_utf8(it).unwrap());
        let said = said.concat();
        assert!(!hanzi(&said).is_empty(), "{call:?}: {said}");
        assert_eq!(english(&said), [] as [&str; 0], "{call:?}: {said}");
    }
}

//! Somebody who codes an interview blind sees nobody else's work on it, whatever verb they use.
//!
//! Two studies differ in one thing: in one of them anna has coded the interview that bo codes
//! blind. Whatever bo does says the same in both. Verbs are taken from the program's own
//! help, so that a new one without a case fails here.

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod desk;

use desk::Desk;
use fangtan::model::codebook::Entry;
use fangtan::model::edit::{NewCode, NewCodings};
use fangtan::model::{
    Amendment, CharPos, Edit, Judgement, Mark, MemoKind, MemoTarget, Outcome, Pair, Sight, Span,
    Status,
};
use fangtan::study::{Applied, Filter, Mode, Study};
use regex::Regex;

/// Whether anna has coded what bo codes blind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Anna {
    Coded,
    Idle,
}

fn code(study: &mut Study, coder: &str, interview: &str, at: (u32, u32), code: &str) -> Applied {
    let edit = Edit::Code(NewCodings {
        interview: study.interview_named(interview).unwrap(),
        span: Span::within(u32::MAX, at.0, at.1).unwrap(),
        codes: vec![study.code_named(code).unwrap().0],
        status: Status::Coded,
        facets: vec![("立场".to_owned(), "反对".to_owned())],
        memo: Some(format!("备忘 {coder} {code}")),
    });
    study.apply(&edit, coder).unwrap()
}

/// P01 is bo's to code blind; both have coded P02, and bo has begun with P01.
fn desk(anna: Anna) -> Desk {
    let desk = Desk::with_study();
    let mut study = Study::open(&desk.path("s.fangtan"), Mode::Write).unwrap();
    let open = code(&mut study, "anna", "P02", (20, 24), "P1").codings;
    let asked = Edit::Judge {
        codings: open,
        judgement: Judgement::Ask,
        reason: String::new(),
    };
    study.apply(&asked, "PI").unwrap();
    code(&mut study, "bo", "P02", (20, 24), "P2");
    let p01 = study.interview_named("P01").unwrap();
    let assign = Edit::Assign {
        interviews: vec![p01],
        coder: "bo".to_owned(),
        sight: Sight::Blind,
    };
    study.apply(&assign, "anna").unwrap();
    code(&mut study, "bo", "P01", (41, 46), "P1");
    if anna == Anna::Coded {
        let summary = Edit::Summarise {
            interview: p01,
            code: study.code_named("P1").unwrap().0,
            text: "备忘 anna P1.1".to_owned(),
        };
        study.apply(&summary, "anna").unwrap();
        let mut made = code(&mut study, "anna", "P01", (41, 45), "P1").codings;
        made.extend(code(&mut study, "anna", "P01", (47, 51), "P1.1").codings);
        let text = "备忘 anna 访谈".to_owned();
        let target = MemoTarget::Interview(p01);
        let (coding, mark) = (made[0], Mark::Star);
        for edit in [
            Edit::WriteMemo {
                target,
                kind: MemoKind::Content,
                text,
            },
            Edit::MarkCoding { coding, mark },
            Edit::LinkCodings {
                from: made[0],
                to: made[1],
                relation: "caused-by".to_owned(),
            },
            Edit::AddBookmark {
                interview: p01,
                at: CharPos(42),
            },
        ] {
            study.apply(&edit, "anna").unwrap();
        }
        study.undo("anna").unwrap();
        // A reviewer's words on bo's own coding, and how the two were settled, are others' work too.
        let own = study.load_interview(p01, "bo").unwrap();
        assert_eq!(own.layer.all().len(), 0, "nobody said who looks");
        study.look_as("PI").unwrap();
        let all = study.load_interview(p01, "PI").unwrap().layer;
        let bos = all.all().iter().find(|it| it.coder == "bo").unwrap().id;
        let anna = all.all().iter().find(|it| it.coder == "anna").unwrap().id;
        let settled = Edit::Settle {
            pair: Pair {
                a: Some(anna),
                b: Some(bos),
            },
            outcome: Outcome::A,
            reason: "理由 PI".to_owned(),
        };
        study.apply(&settled, "PI").unwrap();
        let p2 = study.code_named("P2").unwrap().0;
        let amended = Edit::Amend {
            coding: bos,
            to: Amendment {
                code: Some(p2),
                span: None,
            },
            reason: "理由 PI".to_owned(),
        };
        study.apply(&amended, "PI").unwrap();
    }
    drop(study);
    // A copy that went apart: anna went on in it where she had begun.
    std::fs::copy(desk.path("s.fangtan"), desk.path("copy.fangtan")).unwrap();
    let mut copy = Study::open(&desk.path("copy.fangtan"), Mode::Write).unwrap();
    code(&mut copy, "anna", "P02", (26, 29), "P1");
    if anna == Anna::Coded {
        code(&mut copy, "anna", "P01", (64, 68), "P2");
    }
    drop(copy);
    desk.write("more.txt", "访谈者：还有吗？\n赵：没有了。\n");
    desk.write("guide.toml", desk::GUIDE);
    desk
}

/// Words of the help's list of that heading.
fn listed(help: &str, heading: &str) -> Vec<String> {
    help.lines()
        .skip_while(|line| line.trim() != heading)
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| {
            let word = line.trim_start().trim_start_matches("- ");
            let indent = line.len() - line.trim_start().len();
            let first = word.split([' ', ':']).next()?;
            let is_entry = heading == "Possible values:" && line.trim_start().starts_with("- ")
                || heading == "Commands:" && indent == 2;
            (is_entry && first != "help").then(|| first.to_owned())
        })
        .collect()
}

const S: &str = "s.fangtan";

/// What bo does with a verb; `None` for one that nobody thought of.
fn calls(desk: &Desk, verb: &str) -> Option<Vec<Vec<String>>> {
    let call = |words: &[&str]| -> Vec<String> {
        let mut all = vec![verb.to_owned()];
        all.extend(words.iter().map(|word| (*word).to_owned()));
        all
    };
    let under = |desk: &Desk| listed(&desk.ok(&[verb, "--help"]), "Commands:");
    Some(match verb {
        // These read no study, or need a terminal: what the screens read is compared below.
        "demo" | "new" | "open" | "keys" | "completions" | "man" => Vec::new(),
        "import" => vec![call(&[S, "more.txt"]), call(&[S, "P01.txt"])],
        "speaker" => vec![call(&[S, "P01", "王", "--role", "respondent"])],
        "list" => {
            let whats = listed(&desk.ok(&["list", "--help"]), "Possible values:");
            assert!(whats.len() >= 10, "{whats:?}");
            let formats = ["json", "table"];
            whats
                .iter()
                .flat_map(|what| formats.map(|format| call(&[S, what, "--format", format])))
                .collect()
        }
        "guide" => under(desk)
            .iter()
            .map(|it| match it.as_str() {
                "show" | "coverage" => call(&[it, S, "--format", "json"]),
                "import" => call(&[it, S, "guide.toml"]),
                "check" => call(&[it, "guide.toml"]),
                "tie" => call(&[it, S, "P01", "1", "A1"]),
                other => panic!("guide {other} has no case here"),
            })
            .collect(),
        "respondent" => vec![call(&["add", S, "E9", "城市=上海"])],
        "text" | "withdraw" => vec![call(&[S, "P01"])],
        "code" => vec![
            call(&[S, "P01", "47", "51", "P1.1"]),
            call(&[S, "P01", "41", "45", "P1"]),
        ],
        "codings" => ["json", "tsv", "csv", "table", "html", "md", "latex"]
            .iter()
            .flat_map(|format| {
                [
                    call(&[S, "--format", format]),
                    call(&[
                        S,
                        "--format",
                        format,
                        "--status",
                        "coded,suggested,accepted,amended,rejected,asked,superseded,settled",
                    ]),
                ]
            })
            .collect(),
        "uncode" => vec![call(&[S, "no-such-id"])],
        "mark" => vec![call(&[S, "no-such-id", "--use", "not-quoted"])],
        "autocode" => vec![
            call(&[S, "--find", "流程", "P1.1", "--dry-run"]),
            call(&[S, "--find", "工作", "P1"]),
        ],
        "search" => [
            "工作",
            "code:P1",
            "code:P1.1",
            "coder:anna",
            "memo:anna",
            "memo:备忘",
        ]
        .iter()
        .map(|query| call(&[S, query, "--format", "json"]))
        .collect(),
        "quotes" => ["json", "table", "html"]
            .iter()
            .map(|format| call(&[S, "--format", format]))
            .chain([call(&[S, "P1", "--best", "1"]), call(&[S, "--starred"])])
            .collect(),
        "negative" => vec![
            call(&[S, "--format", "json"]),
            call(&[S, "P1", "--format", "md"]),
        ],
        "matrix" => vec![
            call(&[S, "--format", "json"]),
            call(&[S, "--rows", "respondent", "--format", "md"]),
            call(&[S, "--level", "1", "--empty", "count"]),
            call(&["set", S, "P01", "P1", "波的概括"]),
            call(&[S, "--format", "md"]),
        ],
        "words" => ["json", "html"]
            .iter()
            .map(|format| call(&[S, "--format", format, "--top", "0"]))
            .chain([
                call(&[S, "--code", "P1"]),
                call(&[S, "--by", "date", "--code", "P2", "--all-words"]),
            ])
            .collect(),
        "lexicon" => under(desk)
            .iter()
            .map(|it| match it.as_str() {
                "list" => call(&[it, S]),
                other => call(&[other, S, "流程", "工作很忙", "的"]),
            })
            .collect(),
        "kwic" => [
            "工作",
            "code:P1 and 忙",
            "memo:备忘 and 忙",
            "流程 or (code:P1.1 and 长)",
        ]
        .iter()
        .map(|pattern| call(&[S, pattern, "--format", "md"]))
        .collect(),
        "review" => under(desk)
            .iter()
            .flat_map(|it| match it.as_str() {
                "list" => vec![
                    call(&[it, S, "--format", "json"]),
                    call(&[it, S, "--outdated", "--format", "json"]),
                ],
                "disagreements" | "decisions" => vec![call(&[it, S, "--format", "json"])],
                "precedents" => vec![
                    call(&[it, S, "P1", "P1.1", "--format", "json"]),
                    call(&[it, S, "P1", "--format", "json"]),
                ],
                "accept" | "reject" | "ask" | "keep" => vec![call(&[it, S, "no-such-id"])],
                "amend" => vec![call(&[it, S, "no-such-id", "--code", "P2"])],
                "settle" => vec![call(&[it, S, "no-such-id", "--take", "a"])],
                "resolve" => vec![call(&[it, S, "no-such-id", "--take", "kept"])],
                other => panic!("review {other} has no case here"),
            })
            .collect(),
        "assign" => vec![call(&[S, "P02", "--to", "bo"])],
        "merge" => ["json", "table"]
            .iter()
            .flat_map(|format| {
                [
                    call(&[S, "copy.fangtan", "--dry-run", "--format", format]),
                    call(&[S, "copy.fangtan", "--format", format]),
                    call(&[S, S, "--format", format]),
                ]
            })
            .collect(),
        "done" => vec![call(&[S, "P02"])],
        "codebook" => under(desk)
            .iter()
            .flat_map(|it| match it.as_str() {
                "show" | "versions" => vec![
                    call(&[it, S, "--format", "json"]),
                    call(&[it, S, "--format", "table"]),
                ],
                "import" => vec![call(&[it, S, "small.toml"])],
                "export" => vec![call(&[it, S, "book.toml"]), call(&[it, S, "book.csv"])],
                "freeze" => vec![call(&[it, S, "v1"])],
                "diff" => vec![call(&[it, S])],
                "check" => vec![call(&[it, "small.toml"])],
                other => panic!("codebook {other} has no case here"),
            })
            .collect(),
        "freq" => ["json", "table", "csv", "html", "md", "latex"]
            .iter()
            .map(|format| call(&[S, "--format", format]))
            .chain(["coder", "layer", "role"].map(|by| call(&[S, "--spoken", "--by", by])))
            .collect(),
        "crosstab" => ["coder", "role", "question", "date"]
            .iter()
            .flat_map(|by| {
                ["json", "table", "md"].map(|format| call(&[S, "--by", by, "--format", format]))
            })
            .collect(),
        "cooccur" => ["overlap", "turn", "answer", "interview", "respondent"]
            .iter()
            .map(|unit| call(&[S, "--unit", unit, "--unite-coders", "--format", "json"]))
            .chain([
                call(&[S, "--near", "100", "--format", "table"]),
                call(&[S, "--rows", "problem", "--cols", "problem"]),
            ])
            .collect(),
        "evidence" => vec![
            call(&[S, "--format", "json"]),
            call(&[S, "--format", "table", "--columns", "立场"]),
            call(&[S, "--contrast", "上海"]),
        ],
        "links" => vec![
            call(&[S, "--least", "1", "--format", "json"]),
            call(&[S, "--orphans", "--format", "table"]),
        ],
        "saturation" => ["json", "table"]
            .iter()
            .map(|format| call(&[S, "--format", format]))
            .collect(),
        "agreement" => vec![
            call(&[S, "--format", "json"]),
            call(&[S, "--coders", "anna,bo", "--format", "json"]),
            call(&[
                S,
                "--coders",
                "anna,bo",
                "--unit",
                "character",
                "--format",
                "md",
            ]),
        ],
        "export" => vec![
            call(&[S, "out.json", "--force"]),
            call(&[S, "out.csv", "--force"]),
            call(&[S, "out.zip", "--force"]),
            call(&[S, "out.xlsx", "--force"]),
            call(&[S, "out.docx", "--force"]),
            call(&[S, "out.md", "--force"]),
            call(&[S, "out.html", "--force"]),
        ],
        "log" => vec![
            call(&[S, "--format", "json"]),
            call(&[S, "--format", "table"]),
        ],
        "undo" => vec![call(&[S]), call(&[S, "2"])],
        "redo" => vec![call(&[S])],
        "check" => vec![call(&[S, "--format", "json"])],
        _ => return None,
    })
}

/// What a call says and writes, without ids, times and numbers of steps.
fn said(desk: &Desk, words: &[String]) -> String {
    let mut words = words.to_vec();
    words.extend(["--coder".to_owned(), "bo".to_owned()]);
    let output = desk.run(&words);
    let mut all = String::new();
    all.push_str(&String::from_utf8_lossy(&output.stdout));
    all.push_str(&String::from_utf8_lossy(&output.stderr));
    for file in desk.files() {
        if !file.ends_with(".fangtan") && !file.ends_with(".backups") {
            all.push_str(&file);
            all.push_str(&String::from_utf8_lossy(&unpacked(desk.bytes(&file))));
        }
    }
    assert!(!all.contains("panicked"), "{words:?}: {all}");
    steps_redacted(&desk.redacted(&all))
}

/// What the members of an archive hold; other files are as they are. Hashes of what has ids of
/// its own are left out.
fn unpacked(bytes: Vec<u8>) -> Vec<u8> {
    if !bytes.starts_with(b"PK") {
        return bytes;
    }
    let hash = Regex::new("[0-9a-f]{64}").unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for at in 0..archive.len() {
        let mut member = archive.by_index(at).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut member, &mut text).unwrap();
        all += &hash.replace_all(&text, "[hash]");
    }
    all.into_bytes()
}

fn steps_redacted(text: &str) -> String {
    let json = Regex::new(r#"("(?:id|step|version)": ?)\d+"#).unwrap();
    let spoken = Regex::new(r"(?m)(step )\d+|^ *\d+( +\[time\])").unwrap();
    let text = json.replace_all(text, "$1#");
    spoken.replace_all(&text, "$1#$2").into_owned()
}

#[test]
fn whatever_somebody_does_who_codes_blind_says_the_same_whether_others_coded_or_not() {
    let (with, without) = (desk(Anna::Coded), desk(Anna::Idle));
    let verbs = listed(&with.ok(&["--help"]), "Commands:");
    assert!(verbs.len() > 20, "{verbs:?}");
    for verb in &verbs {
        let calls = calls(&with, verb).unwrap_or_else(|| panic!("{verb} has no case here"));
        for call in calls {
            let (seen, alone) = (said(&with, &call), said(&without, &call));
            assert_eq!(seen, alone, "{call:?} gives something away");
            assert!(!seen.contains("备忘 anna P1.1"), "{call:?}");
        }
    }
}

/// Everything that the screens read, as text.
fn on_screen(desk: &Desk, coder: &str) -> String {
    let study = Study::open(&desk.path(S), Mode::Read).unwrap();
    study.look_as(coder).unwrap();
    // The worker's connection sees no more.
    let study = study.reader().unwrap();
    let p01 = study.interview_named("P01").unwrap();
    let mut text = format!("{:?}", study.load_interview(p01, coder).unwrap());
    let loaded = study.load(coder).unwrap();
    for code in loaded.codebook.codes() {
        text += &format!("{:?}", study.passages(code.id).unwrap());
        text += &format!("{:?}", study.passages_in_context(code.id).unwrap());
        text += &format!("{:?}", study.about_code(code.id).unwrap());
        text += &format!("{:?}", study.next_use(code.id, p01).unwrap());
        text += &format!("{:?}", study.previous_use(code.id, p01).unwrap());
    }
    text += &format!("{:?} {:?}", loaded.n_codings, loaded.interviews);
    text += &format!("{:?}", study.frequencies(&Filter::default(), None).unwrap());
    let overview = study.overview(coder).unwrap();
    text += &format!("{:?} {:?}", overview.coders, overview.interviews);
    let kinds = overview.steps.iter().map(|step| step.entry.kind.clone());
    text += &format!("{:?}", kinds.collect::<Vec<_>>());
    // The texts and the codebook are the same for all; what differs is what coders did.
    let millis = Regex::new(r"_ms: Some\(\d+\)|at_ms: \d+").unwrap();
    millis.replace_all(&desk.redacted(&text), "").into_owned()
}

#[test]
fn screens_read_nothing_that_somebody_who_codes_blind_may_not_see() {
    let (with, without) = (desk(Anna::Coded), desk(Anna::Idle));
    assert_eq!(on_screen(&with, "bo"), on_screen(&without, "bo"));
    // Whoever codes nothing blind sees all of it, and a connection that nobody looks
    // through by name no more than bo.
    assert!(on_screen(&with, "anna").contains("备忘 anna 访谈"));
    let unnamed = Study::open(&with.path(S), Mode::Read).unwrap();
    let p01 = unnamed.interview_named("P01").unwrap();
    let codings = |study: &Study| study.load_interview(p01, "").unwrap().layer.all().len();
    assert_eq!(codings(&unnamed), 0);
    // Whatever takes a copy in, and shows nobody what it reads, sees it whole.
    unnamed.look_at_all().unwrap();
    assert_eq!(codings(&unnamed), 3);
}

#[test]
fn everything_is_there_again_once_they_are_done() {
    let desk = desk(Anna::Coded);
    let rows = |desk: &Desk| {
        let all = desk.json(&["codings", S, "--coder", "bo"]);
        all.as_array().unwrap().len()
    };
    assert_eq!(rows(&desk), 3);
    desk.ok(&["done", S, "P01", "--coder", "bo"]);
    assert_eq!(rows(&desk), 5);
    desk.ok(&["undo", S, "--coder", "bo"]);
    assert_eq!(rows(&desk), 3);
    // Nothing was lost meanwhile: a correction by somebody who sees half moves all.
    desk.ok(&["code", S, "P01", "64", "68", "P2", "--coder", "bo"]);
    desk.ok(&["assign", S, "P01", "--to", "bo", "--take-back"]);
    assert_eq!(rows(&desk), 6);
}

#[test]
fn a_correction_by_somebody_who_codes_blind_moves_codings_they_do_not_see() {
    let desk = desk(Anna::Coded);
    let quotes = |desk: &Desk| -> Vec<String> {
        let all = desk.json(&["codings", S, "--interview", "P01", "--coder", "anna"]);
        let rows = all.as_array().unwrap().iter();
        rows.map(|row| row["text"].as_str().unwrap().to_owned())
            .collect()
    };
    let before = quotes(&desk);
    let mut study = Study::open(&desk.path(S), Mode::Write).unwrap();
    study.look_as("bo").unwrap();
    let edit = Edit::ReviseTurn {
        interview: study.interview_named("P01").unwrap(),
        turn: 0,
        words: "你好吗？最近工作怎么样？".to_owned(),
    };
    study.apply(&edit, "bo").unwrap();
    drop(study);
    assert_eq!(quotes(&desk), before);
    desk.ok(&["check", S, "--coder", "anna"]);
    desk.ok(&["undo", S, "--coder", "bo"]);
    assert_eq!(quotes(&desk), before);
}

#[test]
fn a_backup_made_by_somebody_who_codes_blind_is_whole() {
    let desk = desk(Anna::Coded);
    let study = Study::open(&desk.path(S), Mode::Write).unwrap();
    study.look_as("bo").unwrap();
    let backup = Study::open(&study.backup().unwrap(), Mode::Read).unwrap();
    backup.look_as("anna").unwrap();
    let list = backup.list(fangtan::study::What::Memos(None)).unwrap();
    assert_eq!(list.rows.len(), 6);
}

#[test]
fn what_is_assigned_blind_while_somebody_reads_is_kept_from_them_at_once() {
    let desk = Desk::with_study();
    let path = desk.path(S);
    let mut writer = Study::open(&path, Mode::Write).unwrap();
    code(&mut writer, "anna", "P01", (41, 45), "P1");
    let reader = Study::open(&path, Mode::Read).unwrap();
    reader.look_as("bo").unwrap();
    let p01 = reader.interview_named("P01").unwrap();
    let seen = |reader: &Study| {
        let open = reader.load_interview(p01, "bo").unwrap();
        let counted = reader.frequencies(&Filter::default(), None).unwrap();
        (open.layer.all().len(), counted.n_codings)
    };
    assert_eq!(seen(&reader), (1, 1));
    let interviews = vec![p01];
    let coder = "bo".to_owned();
    let sight = Sight::Blind;
    let assign = Edit::Assign {
        interviews,
        coder,
        sight,
    };
    writer.apply(&assign, "PI").unwrap();
    assert_eq!(seen(&reader), (0, 0));
    let interviews = vec![p01];
    writer.apply(&Edit::MarkDone { interviews }, "bo").unwrap();
    assert_eq!(seen(&reader), (1, 1));
}

#[test]
fn the_codebook_has_the_same_number_for_everybody() {
    let desk = desk(Anna::Coded);
    let mut study = Study::open(&desk.path(S), Mode::Write).unwrap();
    study.look_as("anna").unwrap();
    let new = Edit::CodeWithNew {
        code: NewCode {
            parent: None,
            entry: Entry {
                name: "新编码".to_owned(),
                ..Entry::default()
            },
        },
        interview: study.interview_named("P01").unwrap(),
        span: Span::within(u32::MAX, 64, 68).unwrap(),
    };
    study.apply(&new, "anna").unwrap();
    let number = |coder: &str| {
        study.look_as(coder).unwrap();
        study.load(coder).unwrap().codebook_number
    };
    assert_eq!(number("anna"), number("bo"));
}

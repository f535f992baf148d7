//! Everything can be taken back and done again, next week too, and nothing else changes with it.
//!
//! States are compared as dumps: every table of the contents, row by row; every
//! twentieth also as plain JSON, which costs more.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use fangtan::model::codebook::{DraftCode, Entry, Facet, FacetValue, Kind, Origin};
use fangtan::model::coding::RELATIONS;
use fangtan::model::edit::{
    CodePlace, ManyCodings, NewCode, NewCodings, NewInterview, PartCode, SplitPart, Voice,
};
use fangtan::model::guide::{Guide, Question, Section};
use fangtan::model::interview::{Asked, Turn};
use fangtan::model::plan::{
    KnownCodes, Plan, PlannedCoding, PlannedInterview, PlannedMemo, PlannedRespondent,
    PlannedSession, PlannedSpeaker, PlannedTarget, PlannedTie, Transcript,
};
use fangtan::model::{
    Amendment, CharPos, CodeId, CodingId, Confidence, Edit, InterviewId, Judgement, Mark, MemoKind,
    MemoTarget, Outcome, Pair, RespondentId, Role, Sight, Span, Speaker, SpeakerId, Status, Uid,
};
use fangtan::strings::{Message, Word};
use fangtan::study::{Filter, Finding, LogEntry, Mode, OpState, Severity, Study};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

/// Tables that no step takes back, each for its reason.
const NOT_JOURNALLED: &[&str] = &[
    "original", // written once, redo needs them
    "revision",
    "turn",
    "corrected",  // the present ones follow from `correction`
    "status",     // the same in every study
    "tombstone",  // what was withdrawn stays so
    "place",      // no part of the research
    "seen",       // no part of the research
    "pin_choice", // no part of the research
    "query",      // neither
    "draft",      // nor what is half typed
    "op",         // the log itself
    "op_row",
    "owner",
];

fn words(n: u32) -> String {
    format!(
        "访谈者：第{n}次，你好吗？\n王：工作很忙😀，家里还好。流程太长。\n访谈者：还有呢？\n王：café 关了。\n"
    )
}

/// An interview of four turns, as a reader would give it.
fn interview(key: &str, n: u32) -> PlannedInterview {
    let text = words(n);
    let mut turns = Vec::new();
    let mut at = 0;
    for line in text.lines() {
        let label = u32::try_from(line.chars().position(|c| c == '：').unwrap()).unwrap() + 1;
        let len = u32::try_from(line.chars().count()).unwrap();
        turns.push(Turn {
            span: Span::within(u32::MAX, at + label, at + len).unwrap(),
            speaker: Some(u16::from(label == 2)),
            time_ms: None,
        });
        at += len + 1;
    }
    PlannedInterview {
        key: key.to_owned(),
        name: key.to_owned(),
        transcript: Transcript {
            text,
            turns,
            speakers: vec![
                PlannedSpeaker {
                    label: "访谈者".to_owned(),
                    role: Some(Role::Interviewer),
                    respondent: None,
                },
                PlannedSpeaker {
                    label: "王".to_owned(),
                    role: None,
                    respondent: Some("E1".to_owned()),
                },
            ],
            ..Transcript::default()
        },
        ..PlannedInterview::default()
    }
}

fn draft(id: &str, parent: Option<&str>, name: &str) -> DraftCode {
    DraftCode {
        parent: parent.map(str::to_owned),
        entry: Entry {
            public_id: id.to_owned(),
            kind: "problem".to_owned(),
            name: name.to_owned(),
            ..Entry::default()
        },
        version: 1,
        ..DraftCode::default()
    }
}

fn guide(version: u32) -> Guide {
    let question = |number: &str| Question {
        number: number.to_owned(),
        text: format!("问题{number}（{version}）"),
        ..Question::default()
    };
    Guide {
        version,
        title: "提纲".to_owned(),
        sections: vec![Section {
            id: "A".to_owned(),
            title: "开头".to_owned(),
            questions: vec![question("A1"), question("A2")],
            ..Section::default()
        }],
        ..Guide::default()
    }
}

fn respondent(label: &str) -> PlannedRespondent {
    PlannedRespondent {
        label: label.to_owned(),
        attributes: vec![("城市".to_owned(), "上海".to_owned())],
        ..PlannedRespondent::default()
    }
}

/// Two interviews, four codes of a kind with a facet, a guide, two respondents, a session.
fn small_plan() -> Plan {
    let value = |name: &str| FacetValue {
        name: name.to_owned(),
        ..FacetValue::default()
    };
    Plan {
        kinds: vec![Kind {
            id: "problem".to_owned(),
            name: "问题".to_owned(),
            facets: vec![Facet {
                name: "立场".to_owned(),
                values: vec![value("同意"), value("反对")],
                ..Facet::default()
            }],
            ..Kind::default()
        }],
        codes: vec![
            draft("P1", None, "问题"),
            draft("P1.1", Some("P1"), "部门壁垒"),
            draft("P1.2", Some("P1"), "流程"),
            draft("P2", None, "情绪"),
        ],
        guide: Some(guide(1)),
        respondents: vec![respondent("E1"), respondent("E2")],
        interviews: vec![interview("甲", 1), interview("乙", 2)],
        sessions: vec![PlannedSession {
            interview: "甲".to_owned(),
            respondents: vec!["E1".to_owned()],
            ..PlannedSession::default()
        }],
        ..Plan::default()
    }
}

/// A folder in memory where the system has one: thousands of steps that each wait
/// for a disk prove nothing more.
fn quick_folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

fn small_study(folder: &Path) -> PathBuf {
    let path = folder.join("small.fangtan");
    Study::create(&path, "small", &small_plan(), "fangtan").unwrap();
    path
}

fn tables(conn: &Connection) -> Vec<String> {
    conn.prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'
         ORDER BY name",
    )
    .unwrap()
    .query_map([], |row| row.get(0))
    .unwrap()
    .collect::<Result<_, _>>()
    .unwrap()
}

/// Everything the study says, as text.
fn dump(study: &Study) -> String {
    let conn = Connection::open_with_flags(study.path(), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut text = String::new();
    for table in tables(&conn) {
        if NOT_JOURNALLED.contains(&table.as_str()) {
            continue;
        }
        // Having acted makes somebody a coder for good; what an import says about them goes.
        let sql = if table == "coder" {
            "SELECT name, outside_id FROM coder WHERE listed = 1 ORDER BY name".to_owned()
        } else {
            format!("SELECT * FROM {table} ORDER BY id")
        };
        let mut statement = conn.prepare(&sql).unwrap();
        let width = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            text.push_str(&table);
            for column in 0..width {
                match row.get_ref(column).unwrap() {
                    ValueRef::Null => text.push_str(" -"),
                    ValueRef::Integer(number) => write!(text, " {number}").unwrap(),
                    ValueRef::Real(number) => write!(text, " {number}").unwrap(),
                    ValueRef::Text(words) => {
                        write!(text, " {:?}", String::from_utf8_lossy(words)).unwrap();
                    }
                    ValueRef::Blob(bytes) => write!(text, " {bytes:02x?}").unwrap(),
                }
            }
            text.push('\n');
        }
    }
    let mut statement = conn
        .prepare(
            "SELECT interview.id, revision.text, group_concat(seq || ' ' || start || '..' || end)
             FROM interview JOIN revision ON revision.id = interview.revision
             LEFT JOIN turn ON turn.revision = revision.id
             GROUP BY interview.id ORDER BY interview.id",
        )
        .unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let (id, words): (i64, String) = (row.get(0).unwrap(), row.get(1).unwrap());
        let turns: Option<String> = row.get(2).unwrap();
        writeln!(text, "{id} {words:?} {turns:?}").unwrap();
    }
    text
}

fn json(study: &Study) -> String {
    String::from_utf8(study.to_json().unwrap()).unwrap()
}

/// The first line in which two dumps differ.
fn difference(a: &str, b: &str) -> Option<String> {
    if a == b {
        return None;
    }
    let (mut a, mut b) = (a.lines(), b.lines());
    loop {
        match (a.next(), b.next()) {
            (Some(left), Some(right)) if left == right => {}
            (left, right) => return Some(format!("{left:?} became {right:?}")),
        }
    }
}

/// A random wish: what kind, who, and four numbers that choose.
#[derive(Clone, Copy)]
struct Wish {
    kind: u8,
    second_coder: bool,
    a: u32,
    b: u32,
    c: u32,
    d: u32,
}

impl std::fmt::Debug for Wish {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            kind,
            second_coder,
            a,
            b,
            c,
            d,
        } = self;
        write!(f, "{kind} {second_coder} {a} {b} {c} {d}")
    }
}

fn wish() -> impl Strategy<Value = Wish> {
    (any::<u8>(), any::<bool>(), any::<[u16; 4]>()).prop_map(|(kind, second_coder, n)| Wish {
        kind,
        second_coder,
        a: n[0].into(),
        b: n[1].into(),
        c: n[2].into(),
        d: n[3].into(),
    })
}

const VARIANTS: u8 = 41;

/// An identity that the study doesn't have.
const NOBODY: Uid = Uid([7; 16]);

fn nth<T: Clone>(all: &[T], n: u32) -> Option<T> {
    (!all.is_empty()).then(|| all[n as usize % all.len()].clone())
}

/// The edit a wish means in the present study. One in eight names or says what can't be.
fn edit(study: &Study, wish: Wish) -> Option<Edit> {
    let Wish { a, b, c, d, .. } = wish;
    let odd = a % 8 == 7;
    let loaded = study.load("anna").unwrap();
    let interview = nth(&loaded.interviews, b).map(|it| it.id)?;
    let open = study.load_interview(interview, "").unwrap();
    let start = c % open.text.chars().max(1);
    let end = start + 1 + d % 12;
    let span = Span::within(u32::MAX, start, end).unwrap();
    let codes = loaded.codebook.codes();
    let code = nth(codes, d).unwrap();
    let in_use = codes.iter().find(|it| !it.retired).unwrap_or(&code);
    let code_id = if odd { CodeId(NOBODY) } else { code.id };
    let other = nth(codes, c.wrapping_mul(7).wrapping_add(b)).unwrap();
    let tags: Vec<(CodingId, CodeId)> = loaded
        .interviews
        .iter()
        .flat_map(|it| {
            let open = study.load_interview(it.id, "").unwrap();
            let tags = open.layer.all().iter().map(|it| (it.id, it.code));
            tags.collect::<Vec<_>>()
        })
        .collect();
    let layers: Vec<CodingId> = tags.iter().map(|(id, _)| *id).collect();
    // Every third coding of a code, from the one given.
    let those_of = |code: CodeId, from: usize| -> Vec<CodingId> {
        let its = tags.iter().filter(|(_, its)| *its == code);
        its.skip(from).step_by(3).map(|(id, _)| *id).collect()
    };
    let coding = nth(&layers, c.wrapping_mul(31).wrapping_add(d));
    let coding_id = if odd { Some(CodingId(NOBODY)) } else { coding };
    let new_code = NewCode {
        parent: (d % 3 > 0).then_some(code_id),
        entry: Entry {
            name: if odd {
                String::new()
            } else {
                format!("新{}", c % 40)
            },
            origin: Origin::Emergent,
            aliases: vec![format!("别名\"{c}'")],
            ..Entry::default()
        },
    };
    let memo_target = match d % 6 {
        0 => Some(MemoTarget::Study),
        1 => Some(MemoTarget::Interview(interview)),
        2 => Some(MemoTarget::Code(code_id)),
        3 => coding_id.map(MemoTarget::Coding),
        _ => Some(MemoTarget::Passage { interview, span }),
    };
    let facet = ["同意", "反对", "没有的值"][(c % 3) as usize].to_owned();
    Some(match wish.kind % VARIANTS {
        0 => Edit::Import(Box::new(import(a, b, c))),
        1 => Edit::Code(NewCodings {
            interview,
            span,
            codes: vec![code_id, in_use.id],
            status: Status::ALL[(c % 6) as usize],
            facets: if d % 4 == 0 {
                vec![("立场".to_owned(), facet)]
            } else {
                Vec::new()
            },
            memo: (d % 3 == 0).then(|| format!("备忘\u{1b}[31m{c}")),
        }),
        2 => Edit::CodeWithNew {
            code: new_code,
            interview,
            span,
        },
        3 => Edit::Uncode {
            codings: vec![coding?, coding_id?]
                .into_iter()
                .take(1 + usize::from(odd))
                .collect(),
        },
        4 => Edit::MoveBoundaries {
            coding: coding_id?,
            span,
        },
        5 => Edit::SetFacet {
            coding: coding_id?,
            facet: "立场".to_owned(),
            value: (d % 4 > 0).then_some(facet),
        },
        6 => Edit::WriteMemo {
            target: memo_target?,
            kind: MemoKind::ALL[(b % 6) as usize],
            text: if c % 4 == 0 {
                String::new()
            } else {
                format!("想法{c}")
            },
        },
        7 => Edit::AddCode(new_code),
        8 => Edit::ReviseCode {
            code: code_id,
            entry: Box::new(Entry {
                name: if c % 4 == 0 {
                    format!("改名{}", b % 9)
                } else {
                    code.entry.name
                },
                definition: format!("定义{}", b % 5),
                digit: Some(u8::try_from(c % 10).unwrap()),
                ..code.entry
            }),
        },
        9 => Edit::RetireCode { code: code_id },
        10 => Edit::ReviveCode {
            code: codes
                .iter()
                .find(|it| it.retired && !odd)
                .map_or(code_id, |it| it.id),
        },
        11 => Edit::SetSpeaker {
            speaker: if odd {
                SpeakerId(NOBODY)
            } else {
                nth(&open.speakers, c)?.id
            },
            label: (c % 2 == 0).then(|| format!("说话人{}", c % 5)),
            role: (d % 2 == 0).then_some(Role::Respondent),
            respondent: (d % 3 == 0).then(|| {
                nth(&study.respondents().unwrap(), d).map_or(RespondentId(NOBODY), |it| it.id)
            }),
        },
        12 => Edit::SetRespondent {
            label: format!("E{}", c % 9),
            attributes: vec![
                (
                    "城市".to_owned(),
                    ["", "北京", "上海"][(d % 3) as usize].to_owned(),
                ),
                (
                    if odd { " " } else { "年龄" }.to_owned(),
                    (b % 4).to_string(),
                ),
            ],
        },
        13 => Edit::SetAttributes {
            interview: if odd { InterviewId(NOBODY) } else { interview },
            attributes: vec![(
                "批次".to_owned(),
                ["", "1", "2"][(c % 3) as usize].to_owned(),
            )],
        },
        14 => Edit::MoveCode {
            code: code_id,
            to: CodePlace {
                parent: (c % 4 > 0).then_some(other.id),
                before: (b % 3 == 0).then_some(in_use.id),
            },
        },
        15 => Edit::MergeCodes {
            from: code_id,
            into: other.id,
        },
        16 => Edit::SplitCode {
            code: code_id,
            parts: vec![
                SplitPart {
                    code: PartCode::Known(other.id),
                    codings: those_of(code.id, 0),
                },
                SplitPart {
                    code: PartCode::New(new_code),
                    codings: those_of(code.id, 1),
                },
            ],
        },
        17 => Edit::ReviseTurn {
            interview,
            turn: d % 5,
            words: match c % 6 {
                0 => String::new(),
                1 => format!("另一番话{c}"),
                _ => reworded(open.text.slice(nth(&open.turns, d % 5)?.span)?, c, b),
            },
        },
        18 => Edit::ReplaceWords {
            find: ["家", "？", "忙😀", "é", "e", "话", "流程太"][(c % 7) as usize].to_owned(),
            with: ["", "甲", "𠮷野𠮷"][(d % 3) as usize].to_owned(),
        },
        19 => Edit::MarkCoding {
            coding: coding_id?,
            mark: match c % 5 {
                0 => Mark::Star,
                1 => Mark::NoStar,
                2 => Mark::Confidence(None),
                _ => Mark::Confidence(Some(Confidence::ALL[(d % 3) as usize])),
            },
        },
        20 => Edit::LinkCodings {
            from: if odd {
                CodingId(NOBODY)
            } else {
                nth(open.layer.all(), c)?.id
            },
            to: nth(open.layer.all(), d)?.id,
            relation: RELATIONS[(b % 4) as usize].to_owned(),
        },
        21 => {
            // Links are their coder's own; where there is none to take away one is made.
            let coder = if wish.second_coder { "bo" } else { "anna" };
            let link = loaded.interviews.iter().find_map(|it| {
                let open = study.load_interview(it.id, "").unwrap();
                open.links.into_iter().find(|link| link.coder == coder)
            });
            match link {
                Some(link) => Edit::UnlinkCodings {
                    from: link.from,
                    to: link.to,
                    relation: link.relation,
                },
                None => Edit::LinkCodings {
                    from: open.layer.all().first()?.id,
                    to: open.layer.all().last()?.id,
                    relation: RELATIONS[(b % 4) as usize].to_owned(),
                },
            }
        }
        22 => Edit::AddBookmark {
            interview,
            at: CharPos(c % 60),
        },
        23 => {
            let coder = if wish.second_coder { "bo" } else { "anna" };
            let (interview, at) = loaded.interviews.iter().find_map(|it| {
                let open = study.load_interview(it.id, "").unwrap();
                let own = open.bookmarks.into_iter().find(|it| it.coder == coder);
                Some((it.id, own?.at))
            })?;
            Edit::RemoveBookmark { interview, at }
        }
        24 => Edit::Pin {
            set: ["", "problem"][(b % 2) as usize].to_owned(),
            pins: vec![
                (u8::try_from(c % 11).unwrap(), Some(code_id)),
                (u8::try_from(d % 10).unwrap(), None),
            ],
        },
        25 => Edit::ReplaceCode {
            coding: coding_id?,
            codes: vec![in_use.id, code_id],
        },
        26 => Edit::CodeEach(vec![
            NewCodings {
                interview,
                span,
                codes: vec![in_use.id],
                status: Status::Coded,
                facets: Vec::new(),
                memo: None,
            },
            NewCodings {
                interview,
                span,
                codes: vec![code_id],
                status: Status::Coded,
                facets: vec![("立场".to_owned(), facet)],
                memo: None,
            },
        ]),
        27 => Edit::CodePassages(ManyCodings {
            passages: loaded
                .interviews
                .iter()
                .filter(|it| odd || span.end().0 <= it.n_chars)
                .map(|it| (it.id, vec![span]))
                .collect(),
            codes: vec![code_id, in_use.id],
            status: Status::ALL[(c % 6) as usize],
        }),
        28 => Edit::FreezeCodebook {
            name: if c % 3 == 0 {
                String::new()
            } else {
                format!("冻结{}", b % 9)
            },
        },
        29 => Edit::StartInterview(NewInterview {
            name: format!("打字{}", c % 6),
            speakers: vec![
                ("访".to_owned(), Role::Interviewer),
                (format!("E{}", d % 9), Role::Respondent),
            ],
        }),
        30 => Edit::AddTurn {
            interview,
            after: u32::try_from(open.turns.len())
                .unwrap()
                .checked_sub(1 + d % 2),
            speaker: voice(&open.speakers, c, d)?,
            words: format!("打的字{c}"),
        },
        31 => {
            let turn = nth(&open.turns, d)?;
            let words: Vec<char> = open.text.slice(turn.span)?.chars().collect();
            let (words, rest) = words.split_at(c as usize % words.len());
            Edit::SplitTurn {
                interview,
                turn: d % u32::try_from(open.turns.len()).unwrap(),
                words: words.iter().collect(),
                speaker: voice(&open.speakers, c, d)?,
                rest: rest.iter().collect(),
            }
        }
        32 => Edit::Assign {
            interviews: vec![interview],
            coder: ["anna", "bo", "新人"][(c % 3) as usize].to_owned(),
            sight: [Sight::Open, Sight::Blind][(d % 2) as usize],
        },
        33 => {
            let assigned = nth(&study.coverage().unwrap(), c)?;
            Edit::Unassign {
                interviews: vec![assigned.interview],
                coder: assigned.coder,
            }
        }
        34 => Edit::MarkDone {
            interviews: vec![if odd { InterviewId(NOBODY) } else { interview }],
        },
        35 => Edit::MarkNotDone {
            interviews: loaded.interviews.iter().map(|it| it.id).collect(),
        },
        36 => Edit::SetMemoKind {
            target: match nth(&open.memos, c) {
                Some(memo) if !odd => memo.target,
                _ => memo_target?,
            },
            kind: MemoKind::ALL[(b % 6) as usize],
        },
        37 => Edit::Judge {
            codings: vec![coding?, coding_id?]
                .into_iter()
                .take(1 + (d % 2) as usize)
                .collect(),
            judgement: [
                Judgement::Accept,
                Judgement::Reject,
                Judgement::Ask,
                Judgement::Keep,
            ][(c % 4) as usize],
            reason: ["", "见定义"][(b % 2) as usize].to_owned(),
        },
        38 => Edit::Amend {
            coding: coding_id?,
            to: Amendment {
                code: (c % 3 > 0).then_some(code_id),
                span: (c % 3 < 2).then_some(span),
            },
            reason: format!("理由{}", d % 3),
        },
        39 => {
            let of = |coder: &str| {
                let all = open.layer.all().iter().filter(|it| it.coder == coder);
                nth(&all.map(|it| it.id).collect::<Vec<_>>(), c)
            };
            let listed = study.disagreements(&Filter::default(), None).unwrap();
            let listed: Vec<Pair> = listed.iter().map(|it| it.pair).collect();
            let pair = match nth(&listed, c) {
                Some(pair) if d % 4 > 0 => pair,
                _ => Pair {
                    a: of("anna").filter(|_| d % 3 > 0),
                    b: of("bo").filter(|_| d % 3 != 1),
                },
            };
            Edit::Settle {
                pair,
                outcome: match b % 5 {
                    0 => Outcome::A,
                    1 => Outcome::B,
                    2 => Outcome::Both,
                    3 => Outcome::Neither,
                    _ => Outcome::Other {
                        code: code_id,
                        span,
                    },
                },
                reason: ["", "讨论过"][(a % 2) as usize].to_owned(),
            }
        }
        _ => Edit::TieQuestion {
            interview,
            turn: (d % 5 > 0).then_some(c % 5),
            question: (b % 4 > 0).then(|| if odd { "Z9" } else { "A2" }.to_owned()),
            how: (c % 3 > 0).then(|| Asked::ALL[(d % 4) as usize]),
        },
    })
}

/// A speaker of the interview, or now and then somebody new.
fn voice(speakers: &[Speaker], a: u32, b: u32) -> Option<Voice> {
    Some(match b % 3 {
        0 => Voice::New(format!("新人{}", a % 4)),
        _ => Voice::Known(nth(speakers, a)?.id),
    })
}

/// The words with some taken out, put in, or both.
fn reworded(words: &str, at: u32, how: u32) -> String {
    let mut chars: Vec<char> = words.chars().collect();
    let at = at as usize % chars.len();
    let end = (at + how as usize % 3).min(chars.len());
    let put = ["新", "", "👩\u{200D}", "\u{301}", "两字"][how as usize % 5];
    chars.splice(at..end, put.chars());
    chars.into_iter().collect()
}

/// A plan that brings some of everything, part of it known already.
fn import(a: u32, b: u32, c: u32) -> Plan {
    let key = format!("导入{}", a % 12);
    let id = format!("X{}", b % 6);
    let mut read = interview(&key, 10 + a % 12);
    read.attributes = vec![("来源".to_owned(), "导入".to_owned())];
    read.ties = vec![PlannedTie {
        turn: Some(0),
        question: Some("A1".to_owned()),
        how: Asked::Asked,
    }];
    Plan {
        title: Some("别的题目".to_owned()),
        // Each sixth says another name for an id that is taken.
        codes: vec![draft(
            &id,
            Some("P1"),
            &format!("导入的{}", u32::from(c.is_multiple_of(6))),
        )],
        known_codes: if c.is_multiple_of(2) {
            KnownCodes::Keep
        } else {
            KnownCodes::Revise
        },
        coders: vec![(format!("导入者{}", c % 4), format!("c{}", c % 4))],
        guide: Some(guide(1 + b % 3)),
        respondents: vec![respondent("E1"), respondent(&format!("E{}", b % 9))],
        sessions: vec![PlannedSession {
            interview: key.clone(),
            respondents: vec!["E1".to_owned()],
            ..PlannedSession::default()
        }],
        codings: vec![PlannedCoding {
            interview: key.clone(),
            start: 5,
            end: 7 + c % 5,
            code: id,
            coder: (!c.is_multiple_of(3)).then(|| format!("导入者{}", c % 4)),
            facets: vec![("别的".to_owned(), "值".to_owned())],
            memo: Some("随编码来".to_owned()),
            ..PlannedCoding::default()
        }],
        memos: vec![PlannedMemo {
            uid: None,
            target: if b.is_multiple_of(2) {
                PlannedTarget::Interview(key.clone())
            } else {
                PlannedTarget::Passage(key.clone(), Span::within(u32::MAX, 3, 6).unwrap())
            },
            kind: MemoKind::Reflexivity,
            coder: Some("导入者0".to_owned()),
            text: "随文件来".to_owned(),
            written_ms: Some(0),
        }],
        coverage: vec![(key.clone(), "导入者1".to_owned())],
        interviews: vec![read],
        ..Plan::default()
    }
}

/// A state of the study: its rows, and now and then its JSON.
struct State {
    rows: String,
    json: Option<String>,
}

impl State {
    fn of(study: &Study, n: usize) -> Self {
        Self {
            rows: dump(study),
            json: n.is_multiple_of(20).then(|| json(study)),
        }
    }

    /// How the study differs from it.
    fn difference(&self, study: &Study) -> Option<String> {
        difference(&self.rows, &dump(study)).or_else(|| {
            self.json
                .as_ref()
                .and_then(|json| difference(json, &self::json(study)))
        })
    }
}

/// A step in force: its number, whose it is, the state before it.
struct Step {
    id: i64,
    coder: &'static str,
    before: State,
}

/// What `check` finds wrong. Two codes on one digit key are a matter of taste.
fn errors(study: &Study) -> Vec<Finding> {
    let mut findings = study.check().unwrap();
    findings.retain(|finding| finding.severity == Severity::Error);
    findings
}

fn newest(study: &Study) -> LogEntry {
    study.log().unwrap().pop().unwrap()
}

/// Kinds of edits that did something, in all of the cases: number of the wish, name of the edit.
type Kinds = RefCell<BTreeMap<u8, &'static str>>;

/// Wishes of every kind, for those that chance left out: some need what is seldom there.
fn every_kind() -> impl Iterator<Item = Wish> {
    (0..VARIANTS).flat_map(|kind| {
        (0..200).map(move |n| Wish {
            kind,
            second_coder: n % 2 == 1,
            a: 0,
            b: n,
            c: n * 5 + 1,
            d: n * 3,
        })
    })
}

#[test]
fn every_state_comes_back_as_it_was() {
    let config = ProptestConfig {
        cases: 3,
        max_shrink_iters: 0,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let kinds = Kinds::default();
    let outcome = TestRunner::new(config).run(&prop::collection::vec(wish(), 500), |wishes| {
        states_come_back(&wishes, &kinds)
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    let kinds: BTreeSet<&str> = kinds.into_inner().into_values().collect();
    // What one kind needs may be gone by then: chance may still leave out that one.
    assert!(kinds.len() + 1 >= usize::from(VARIANTS), "{kinds:?}");
}

/// The study as somebody sees it who codes nothing blind.
fn looking(path: &Path) -> Study {
    let study = Study::open(path, Mode::Stay).unwrap();
    study.look_as("reviewer").unwrap();
    study
}

fn states_come_back(wishes: &[Wish], kinds: &Kinds) -> Result<(), TestCaseError> {
    let folder = quick_folder();
    let path = small_study(folder.path());
    let mut study = looking(&path);
    let mut steps: Vec<Step> = Vec::new();
    let mut now = State::of(&study, 0);
    let mut n_refused = 0;
    for (n, wish) in wishes.iter().copied().chain(every_kind()).enumerate() {
        if n >= wishes.len() && kinds.borrow().contains_key(&wish.kind) {
            continue;
        }
        // Reopened at random moments: nothing of this rests in memory.
        if wish.a % 16 == 3 {
            drop(study);
            study = looking(&path);
        }
        let coder = if wish.second_coder { "bo" } else { "anna" };
        // Now and then the latest step is taken back and left so.
        if wish.kind > 240
            && let Some(step) = steps.pop()
        {
            let undone = study.undo(step.coder).unwrap();
            prop_assert_eq!(undone.entry.id, step.id);
            prop_assert_eq!(step.before.difference(&study), None);
            now = step.before;
            continue;
        }
        let Some(edit) = edit(&study, wish) else {
            continue;
        };
        let last = newest(&study).id;
        let outcome = study.apply(&edit, coder);
        let entry = newest(&study);
        if entry.id == last {
            n_refused += u32::from(outcome.is_err());
            prop_assert_eq!(now.difference(&study), None, "{} {:?}", n, edit);
        } else {
            prop_assert!(outcome.is_ok(), "{edit:?} failed and left a step");
            kinds.borrow_mut().insert(wish.kind % VARIANTS, edit.name());
            steps.push(Step {
                id: entry.id,
                coder,
                before: now,
            });
            now = State::of(&study, steps.len());
        }
    }
    prop_assert!(
        steps.len() > 150,
        "only {} edits did something",
        steps.len()
    );
    prop_assert!(n_refused > 10, "only {n_refused} edits were refused");
    prop_assert_eq!(errors(&study), []);

    let mut after = Vec::new();
    let mut undone_steps = Vec::new();
    for (n, step) in steps.into_iter().enumerate().rev() {
        if n % 50 == 0 {
            drop(study);
            study = looking(&path);
        }
        after.push(now);
        let undone = study.undo(step.coder);
        prop_assert!(
            undone.is_ok(),
            "{} of {}: {:?}",
            step.id,
            step.coder,
            undone
        );
        prop_assert_eq!(undone.unwrap().entry.id, step.id);
        prop_assert_eq!(step.before.difference(&study), None);
        now = step.before;
        undone_steps.push((step.id, step.coder));
    }
    prop_assert!(study.undo("anna").is_err() && study.undo("bo").is_err());
    prop_assert_eq!(errors(&study), []);

    while let (Some((id, coder)), Some(state)) = (undone_steps.pop(), after.pop()) {
        let redone = study.redo(coder);
        prop_assert!(redone.is_ok(), "{} of {}: {:?}", id, coder, redone);
        prop_assert_eq!(redone.unwrap().entry.id, id);
        prop_assert_eq!(state.difference(&study), None);
    }
    prop_assert_eq!(errors(&study), []);
    Ok(())
}

fn open(folder: &Path) -> Study {
    Study::open(&small_study(folder), Mode::Write).unwrap()
}

fn code_at(study: &Study, start: u32, code: &str) -> Edit {
    Edit::Code(NewCodings {
        interview: study.interview_named("甲").unwrap(),
        span: Span::within(u32::MAX, start, start + 2).unwrap(),
        codes: vec![study.codebook().unwrap().named(code).unwrap().id],
        status: Status::Coded,
        facets: Vec::new(),
        memo: None,
    })
}

fn add_code(name: &str) -> Edit {
    Edit::AddCode(NewCode {
        parent: None,
        entry: Entry {
            name: name.to_owned(),
            ..Entry::default()
        },
    })
}

fn key<T: std::fmt::Debug>(refused: Result<T, fangtan::study::StudyError>) -> &'static str {
    Message::from(&refused.unwrap_err()).key
}

#[test]
fn steps_are_taken_back_across_restarts() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_study(folder.path());
    let mut states = Vec::new();
    for start in 0..5 {
        let mut study = Study::open(&path, Mode::Write).unwrap();
        states.push(dump(&study));
        let edit = code_at(&study, start, "P1.1");
        study.apply(&edit, "anna").unwrap();
    }
    for state in states.iter().rev() {
        let mut study = Study::open(&path, Mode::Write).unwrap();
        study.undo("anna").unwrap();
        assert_eq!(difference(state, &dump(&study)), None);
    }
    for n in 1..=5 {
        let mut study = Study::open(&path, Mode::Write).unwrap();
        study.redo("anna").unwrap();
        if let Some(state) = states.get(n) {
            assert_eq!(difference(state, &dump(&study)), None);
        }
    }
}

#[test]
fn a_memo_written_in_an_older_file_is_taken_back_in_a_new_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_study(folder.path());
    let mut study = Study::open(&path, Mode::Write).unwrap();
    let write = |text: &str| Edit::WriteMemo {
        target: MemoTarget::Study,
        kind: MemoKind::default(),
        text: text.to_owned(),
    };
    study.apply(&write("一"), "anna").unwrap();
    study.apply(&write("一二"), "anna").unwrap();
    study.apply(&write(""), "anna").unwrap();
    study.undo("anna").unwrap();
    drop(study);
    // The file as format 3 had it.
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch(
        "DROP TABLE draft;
         ALTER TABLE memo DROP COLUMN kind;
         ALTER TABLE memo DROP COLUMN start;
         ALTER TABLE memo DROP COLUMN end;
         UPDATE op_row SET before = json_remove(before, '$.kind', '$.start', '$.end'),
                           after = json_remove(after, '$.kind', '$.start', '$.end')
         WHERE tbl = 'memo';
         PRAGMA user_version = 3;",
    )
    .unwrap();
    drop(conn);

    let mut study = Study::open(&path, Mode::Write).unwrap();
    let memos = |study: &Study| -> Vec<(String, MemoKind)> {
        let memos = study.memos("anna").unwrap().written.into_iter();
        memos.map(|it| (it.memo.text, it.memo.kind)).collect()
    };
    let now = |text: &str| [(text.to_owned(), MemoKind::Content)];
    assert_eq!(memos(&study), now("一二"));
    study.redo("anna").unwrap();
    assert_eq!(memos(&study), []);
    study.undo("anna").unwrap();
    study.undo("anna").unwrap();
    assert_eq!(memos(&study), now("一"));
    study.undo("anna").unwrap();
    assert_eq!(memos(&study), []);
    study.redo("anna").unwrap();
    assert_eq!(memos(&study), now("一"));
}

#[test]
fn a_row_that_somebody_else_changed_later_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = open(folder.path());
    let edit = code_at(&study, 5, "P1.1");
    let coding = study.apply(&edit, "anna").unwrap().codings[0];
    let moved = Edit::MoveBoundaries {
        coding,
        span: Span::within(u32::MAX, 5, 8).unwrap(),
    };
    study.apply(&moved, "bo").unwrap();
    let before = dump(&study);
    let error = study.undo("anna").unwrap_err();
    let message = Message::from(&error);
    assert_eq!(message.key, "error-changed-since");
    let coder = ("coder", Word::Data("bo".to_owned()));
    assert!(message.args.contains(&coder), "{message:?}");
    assert_eq!(difference(&before, &dump(&study)), None);
    study.undo("bo").unwrap();
    study.undo("anna").unwrap();
}

#[test]
fn what_others_built_on_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = open(folder.path());
    study.apply(&add_code("甲的编码"), "anna").unwrap();
    let edit = code_at(&study, 5, "甲的编码");
    study.apply(&edit, "bo").unwrap();
    let before = dump(&study);
    assert_eq!(key(study.undo("anna")), "error-built-upon");
    assert_eq!(difference(&before, &dump(&study)), None);
    study.undo("bo").unwrap();
    study.undo("anna").unwrap();
    study.redo("anna").unwrap();
    study.redo("bo").unwrap();
    assert_eq!(difference(&before, &dump(&study)), None);
}

#[test]
fn what_somebody_else_does_meanwhile_hinders_no_redo() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = open(folder.path());
    let edit = code_at(&study, 5, "P1.1");
    let hers = study.apply(&edit, "anna").unwrap().codings[0];
    study.undo("anna").unwrap();
    let edit = code_at(&study, 9, "P1.2");
    let his = study.apply(&edit, "bo").unwrap().codings[0];
    study.redo("anna").unwrap();
    let interview = study.interview_named("甲").unwrap();
    let layer = study.load_interview(interview, "").unwrap().layer;
    assert!(layer.get(hers).is_some() && layer.get(his).is_some());
}

#[test]
fn a_step_is_not_done_again_on_what_somebody_took_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = open(folder.path());
    let edit = code_at(&study, 5, "P1.1");
    let codings = study.apply(&edit, "bo").unwrap().codings;
    study.apply(&Edit::Uncode { codings }, "anna").unwrap();
    study.undo("anna").unwrap();
    study.undo("bo").unwrap();
    let before = dump(&study);
    assert_eq!(key(study.redo("anna")), "error-no-longer-fits");
    assert_eq!(difference(&before, &dump(&study)), None);
    study.redo("bo").unwrap();
    study.redo("anna").unwrap();
}

#[test]
fn rows_made_later_are_not_taken_for_rows_that_went() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = open(folder.path());
    let edit = code_at(&study, 5, "P1.1");
    let coding = study.apply(&edit, "anna").unwrap().codings[0];
    study
        .apply(
            &Edit::Uncode {
                codings: vec![coding],
            },
            "bo",
        )
        .unwrap();
    let edit = code_at(&study, 9, "P1.2");
    study.apply(&edit, "anna").unwrap();
    study.undo("bo").unwrap();
    assert!(study.coding_named(&coding.to_string()).is_ok());
}

#[test]
fn a_step_whose_place_was_taken_meanwhile_is_refused_in_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = open(folder.path());
    study.apply(&add_code("甲的"), "anna").unwrap();
    study.undo("anna").unwrap();
    // The next free public id is the same.
    study.apply(&add_code("乙的"), "bo").unwrap();
    let before = dump(&study);
    assert_eq!(key(study.redo("anna")), "error-no-longer-fits");
    assert_eq!(difference(&before, &dump(&study)), None);
    study.undo("bo").unwrap();
    study.redo("anna").unwrap();
}

#[test]
fn a_new_step_ends_what_could_be_done_again_and_keeps_its_record() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = open(folder.path());
    let edit = code_at(&study, 5, "P1.1");
    study.apply(&edit, "anna").unwrap();
    study.undo("anna").unwrap();
    let edit = code_at(&study, 9, "P1.2");
    study.apply(&edit, "anna").unwrap();
    assert_eq!(key(study.redo("anna")), "error-nothing-to-redo");
    let log: Vec<(String, OpState)> = study
        .log()
        .unwrap()
        .into_iter()
        .filter(|entry| entry.coder == "anna")
        .map(|entry| (entry.kind, entry.state))
        .collect();
    assert_eq!(
        log,
        [
            ("code".to_owned(), OpState::Dropped),
            ("undo".to_owned(), OpState::Done),
            ("code".to_owned(), OpState::Done),
        ]
    );
}

#[test]
fn a_coder_takes_back_own_steps_only() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = open(folder.path());
    let edit = code_at(&study, 5, "P1.1");
    study.apply(&edit, "anna").unwrap();
    assert_eq!(key(study.undo("bo")), "error-nothing-to-undo");
    assert_eq!(key(study.redo("anna")), "error-nothing-to-redo");
}

#[test]
fn what_a_study_holds_shows_nothing_of_an_import_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut study = open(folder.path());
    let before = study.to_json().unwrap();
    let plan = import(1, 1, 1);
    study.apply(&Edit::Import(Box::new(plan)), "anna").unwrap();
    let with = study.to_json().unwrap();
    assert_ne!(with, before);
    study.undo("anna").unwrap();
    assert!(study.to_json().unwrap() == before);
    study.redo("anna").unwrap();
    assert!(study.to_json().unwrap() == with);
}

#[test]
fn every_table_is_taken_back_or_named_as_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = small_study(folder.path());
    let mut study = Study::open(&path, Mode::Write).unwrap();
    let conn = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let rows = |table: &str| -> i64 {
        conn.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
            row.get(0)
        })
        .unwrap()
    };
    // The study was made by one import; taking that back leaves nothing but facts about the file.
    let made: Vec<String> = tables(&conn);
    study
        .apply(&Edit::Import(Box::new(import(1, 1, 1))), "fangtan")
        .unwrap();
    study.undo("fangtan").unwrap();
    study.undo("fangtan").unwrap();
    for table in &made {
        let left = match table.as_str() {
            "coder" | "study_fact" => continue,
            table if NOT_JOURNALLED.contains(&table) => continue,
            table => rows(table),
        };
        assert_eq!(left, 0, "{table} is neither taken back nor named as not");
    }
    for table in NOT_JOURNALLED {
        assert!(made.iter().any(|name| name == table), "there is no {table}");
    }
}

//! Random edits of a small study: wishes, and what they mean in a study as it is.

use std::path::{Path, PathBuf};

use fangtan::model::codebook::{DraftCode, Entry, Facet, FacetValue, Kind, Origin};
use fangtan::model::coding::RELATIONS;
use fangtan::model::edit::{
    CodePlace, ManyCodings, NewCode, NewCodings, NewInterview, NewTie, PartCode, SplitPart, Voice,
};
use fangtan::model::guide::{Guide, Question, Section};
use fangtan::model::interview::{Asked, Turn};
use fangtan::model::plan::{
    KnownCodes, Plan, PlannedCoding, PlannedInterview, PlannedMemo, PlannedRespondent,
    PlannedSession, PlannedSpeaker, PlannedTarget, PlannedTie, Transcript,
};
use fangtan::model::{
    Amendment, CharPos, CodeId, CodingId, Confidence, ConflictId, ConflictOutcome, Edit,
    InterviewId, Judgement, Mark, MemoKind, MemoTarget, Outcome, Pair, RespondentId, Role, Sight,
    Span, Speaker, SpeakerId, Status, Uid, Use, WordList,
};
use fangtan::study::{Filter, Study};
use proptest::prelude::*;

fn words(n: u32) -> String {
    format!(
        "访谈者：第{n}次，你好吗？\n王：工作很忙😀，家里还好。流程太长。\n访谈者：还有呢？\n王：café 关了。\n"
    )
}

/// An interview of four turns, as a reader would give it.
pub fn interview(key: &str, n: u32) -> PlannedInterview {
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
                    ..PlannedSpeaker::default()
                },
                PlannedSpeaker {
                    label: "王".to_owned(),
                    respondent: Some("E1".to_owned()),
                    ..PlannedSpeaker::default()
                },
            ],
            ..Transcript::default()
        },
        ..PlannedInterview::default()
    }
}

pub fn draft(id: &str, parent: Option<&str>, name: &str) -> DraftCode {
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

pub fn respondent(label: &str) -> PlannedRespondent {
    PlannedRespondent {
        label: label.to_owned(),
        attributes: vec![("城市".to_owned(), "上海".to_owned())],
        ..PlannedRespondent::default()
    }
}

/// Two interviews, four codes of a kind with a facet, a guide, two respondents, a session.
pub fn small_plan() -> Plan {
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
pub fn quick_folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").unwrap_or_else(|_| tempfile::tempdir().unwrap())
}

pub fn small_study(folder: &Path) -> PathBuf {
    let path = folder.join("small.fangtan");
    Study::create(&path, "small", &small_plan(), "fangtan").unwrap();
    path
}

/// A random wish: what kind, who, and four numbers that choose.
#[derive(Clone, Copy)]
pub struct Wish {
    pub kind: u8,
    pub second_coder: bool,
    pub a: u32,
    pub b: u32,
    pub c: u32,
    pub d: u32,
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

pub fn wish() -> impl Strategy<Value = Wish> {
    (any::<u8>(), any::<bool>(), any::<[u16; 4]>()).prop_map(|(kind, second_coder, n)| Wish {
        kind,
        second_coder,
        a: n[0].into(),
        b: n[1].into(),
        c: n[2].into(),
        d: n[3].into(),
    })
}

/// How many kinds of edits there are.
pub const VARIANTS: u8 = 45;

/// An identity that the study doesn't have.
const NOBODY: Uid = Uid([7; 16]);

pub fn nth<T: Clone>(all: &[T], n: u32) -> Option<T> {
    (!all.is_empty()).then(|| all[n as usize % all.len()].clone())
}

/// The edit a wish means in the present study. One in eight names or says what can't be.
pub fn edit(study: &Study, wish: Wish) -> Option<Edit> {
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
            mark: match c % 7 {
                0 => Mark::Star,
                1 => Mark::NoStar,
                2 => Mark::Confidence(None),
                3 => Mark::Use(None),
                4 => Mark::Use(Some(Use::ALL[(d % 2) as usize])),
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
        40 => Edit::Resolve {
            conflict: if odd {
                ConflictId(NOBODY)
            } else {
                nth(&study.conflicts().unwrap(), c)?.id
            },
            outcome: [ConflictOutcome::Kept, ConflictOutcome::Other][(d % 2) as usize],
        },
        41 => Edit::ChangeLexicon {
            add: vec![(
                WordList::ALL[(b % 4) as usize],
                ["网格员", "ＡＰＰ", "数据\"孤岛'", " "][(c % 4) as usize].to_owned(),
            )],
            remove: vec![(WordList::ALL[(c % 4) as usize], "网格员".to_owned())],
        },
        42 => Edit::Summarise {
            interview,
            code: code_id,
            text: if c % 5 == 0 {
                String::new()
            } else {
                format!("概括\u{1b}[31m{}", c % 7)
            },
        },
        43 => Edit::TieQuestions(vec![NewTie {
            interview,
            turn: c % 5,
            question: if odd { "Z9" } else { "A2" }.to_owned(),
            how: Asked::ALL[(d % 4) as usize],
        }]),
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
pub fn import(a: u32, b: u32, c: u32) -> Plan {
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

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use super::*;
use crate::model::codebook::{DraftCode, Entry};
use crate::model::edit::NewCodings;
use crate::model::plan::{Plan, PlannedInterview, PlannedRespondent, PlannedSpeaker, Transcript};
use crate::model::{CodeId, Edit, MemoKind, MemoTarget, Role, Span, Status, Uid};
use crate::store::Mode;

/// Two interviews: 王 of the 社区 and 李 of the 街道, asked by the same interviewer.
const ONE: &str = "访谈者：平台怎么样？\n王：数据多，共享难。平台不通。\n访谈者：还有呢？\n王：数据要批。ＡＰＰ也不好用。\n";
const TWO: &str = "访谈者：数据呢？\n李：共享还行。数据平台要统一。\n";

struct Desk {
    _folder: tempfile::TempDir,
    study: Study,
}

fn interview(name: &str, text: &str, speaker: &str, respondent: &str) -> PlannedInterview {
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
    let voice = |label: &str, role, respondent: Option<&str>| PlannedSpeaker {
        label: label.to_owned(),
        role: Some(role),
        respondent: respondent.map(str::to_owned),
        ..PlannedSpeaker::default()
    };
    PlannedInterview {
        key: name.to_owned(),
        name: name.to_owned(),
        transcript: Transcript {
            text: text.to_owned(),
            turns,
            speakers: vec![
                voice("访谈者", Role::Interviewer, None),
                voice(speaker, Role::Respondent, Some(respondent)),
            ],
            ..Transcript::default()
        },
        ..PlannedInterview::default()
    }
}

impl Desk {
    fn new(interviews: Vec<PlannedInterview>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("s.fangtan");
        let respondent = |label: &str, value: &str| PlannedRespondent {
            label: label.to_owned(),
            attributes: vec![("层级".to_owned(), value.to_owned())],
            ..PlannedRespondent::default()
        };
        let code = |id: &str, parent: Option<&str>, name: &str| DraftCode {
            parent: parent.map(str::to_owned),
            entry: Entry {
                public_id: id.to_owned(),
                name: name.to_owned(),
                ..Entry::default()
            },
            version: 1,
            ..DraftCode::default()
        };
        let plan = Plan {
            codes: vec![
                code("P1", None, "壁垒"),
                code("P1.2", Some("P1"), "孤岛"),
                code("C1", None, "协商"),
            ],
            interviews,
            respondents: vec![respondent("E1", "社区"), respondent("E2", "街道")],
            ..Plan::default()
        };
        Study::create(&path, "s", &plan, "anna").unwrap();
        let study = Study::open(&path, Mode::Write).unwrap();
        Self {
            _folder: folder,
            study,
        }
    }

    fn sample() -> Self {
        let mut two = interview("P02", TWO, "李", "E2");
        two.attributes = vec![("城市".to_owned(), "上海".to_owned())];
        let mut desk = Self::new(vec![interview("P01", ONE, "王", "E1"), two]);
        desk.code("P01", "数据多，共享难。", "P1.2", Status::Coded);
        desk.code("P01", "共享难。平台不通。", "C1", Status::Coded);
        desk.code("P02", "数据平台", "P1", Status::Suggested);
        desk
    }

    fn code(&mut self, interview: &str, words: &str, code: &str, status: Status) {
        let interview = self.study.interview_named(interview).unwrap();
        let text = self.study.text(interview).unwrap();
        let start = text[..text.find(words).unwrap()].chars().count();
        let start = u32::try_from(start).unwrap();
        let end = start + u32::try_from(words.chars().count()).unwrap();
        let edit = Edit::Code(NewCodings {
            interview,
            span: Span::within(u32::MAX, start, end).unwrap(),
            codes: vec![self.study.code_named(code).unwrap().0],
            status,
            facets: Vec::new(),
            memo: (status == Status::Coded).then(|| format!("想想 {code}")),
        });
        self.study.apply(&edit, "anna").unwrap();
    }

    fn told(&self, query: &str) -> String {
        self.told_with(query, &Filter::default(), HitUnit::Match)
    }

    /// Interviews and words of the passages; an error in its own words.
    fn told_with(&self, query: &str, filter: &Filter, unit: HitUnit) -> String {
        let query = Query::parse(query).unwrap();
        let ask = Ask {
            query: &query,
            filter,
            unit,
            interview: None,
        };
        let told = self
            .study
            .search(&mut Corpus::once(), &ask, Watch::nobody(), |hits| {
                let passages = hits.passages.iter().map(|passage| {
                    let words = hits.text.slice(passage.span).unwrap();
                    format!("{} {}", hits.name, words.replace('\n', "/"))
                });
                passages.collect::<Vec<String>>().join(" | ")
            });
        match told {
            Ok(told) => told.unwrap().join(" | "),
            Err(error) => format!("! {error}"),
        }
    }
}

#[test]
fn queries_find_their_passages() {
    let desk = Desk::sample();
    let check = |query: &str, expected: &str| assert_eq!(desk.told(query), expected, "{query}");
    check("共享", "P01 共享 | P02 共享");
    check("不在这里", "");
    check("app", "P01 ＡＰＰ");
    check("數據平臺", "");
    check("han:數據平臺", "P02 数据平台");
    check(
        "re:数据.",
        "P01 数据多 | P01 数据要 | P02 数据呢 | P02 数据平",
    );
    // People: by their label or their respondent's, whatever the width.
    check("数据 who:王", "P01 数据 | P01 数据");
    check("数据 who:Ｅ2", "P02 数据");
    check("who:访谈者 平台", "P01 平台");
    check("who:赵", "! the study has no speaker «赵»");
    // Attributes of respondents and of interviews.
    check("数据 group:社区", "P01 数据 | P01 数据");
    check("数据 group:上海", "P02 数据 | P02 数据");
    check("group:乡村", "! the study has no attribute value «乡村»");
    // Codes, with what stands under them; suggestions don't count.
    check("code:P1", "P01 数据多，共享难。");
    check("code:壁垒", "P01 数据多，共享难。");
    check("code:P1.2 and code:C1", "P01 共享难。");
    check("数据 and code:P1", "P01 数据");
    check("数据 not code:P1", "P01 数据 | P02 数据 | P02 数据");
    check("共享 within code:C1", "P01 共享");
    check("code:P1 within who:王", "P01 数据多，共享难。");
    check("code:P1 within who:李", "");
    check("code:X9", "! no code named «X9»");
    // Words of one sentence, words near each other.
    check("数据 and 共享", "P01 数据多，共享");
    check("数据 and 平台", "P02 数据平台");
    check("平台 near/4 共享", "P01 平台");
    check("平台 near/1s 共享", "P01 平台 | P01 平台 | P02 平台");
    check("平台 near code:P1", "P01 平台 | P01 平台");
    // Memos on passages.
    check("memo:C1", "P01 共享难。平台不通。");
    check("memo:“想想 P”", "P01 数据多，共享难。");
    check("memo:没有写过", "");
    // What is not there.
    check("not 数据 and who:王", "");
    check("not (数据 or 平台)", "P01 还有呢？");
    check(
        "(平台 or 共享) and not 数据",
        "P01 平台 | P01 平台 | P02 共享",
    );
}

#[test]
fn a_memo_on_an_interview_is_found_as_the_whole_of_it() {
    let mut desk = Desk::sample();
    let interview = desk.study.interview_named("P02").unwrap();
    let memo = Edit::WriteMemo {
        kind: MemoKind::Question,
        target: MemoTarget::Interview(interview),
        text: "要再问一次".to_owned(),
    };
    desk.study.apply(&memo, "anna").unwrap();
    assert_eq!(
        desk.told("memo:再问"),
        format!("P02 {}", TWO.replace('\n', "/"))
    );
    assert_eq!(desk.told("共享 memo:再问"), "P02 共享");
}

#[test]
fn a_memo_on_a_passage_is_found_as_the_passage() {
    let mut desk = Desk::sample();
    let interview = desk.study.interview_named("P02").unwrap();
    let text = desk.study.text(interview).unwrap();
    let start = text[..text.find("共享还行").unwrap()].chars().count();
    let start = u32::try_from(start).unwrap();
    let memo = Edit::WriteMemo {
        kind: MemoKind::Theory,
        target: MemoTarget::Passage {
            interview,
            span: Span::within(u32::MAX, start, start + 4).unwrap(),
        },
        text: "和别处不同".to_owned(),
    };
    desk.study.apply(&memo, "anna").unwrap();
    assert_eq!(desk.told("memo:别处"), "P02 共享还行");
}

#[test]
fn a_hit_is_widened_to_its_unit() {
    let desk = Desk::sample();
    let check = |query: &str, unit: HitUnit, expected: &str| {
        let told = desk.told_with(query, &Filter::default(), unit);
        assert_eq!(told, expected, "{query} {unit:?}");
    };
    check("不通", HitUnit::Sentence, "P01 平台不通。");
    check("不通", HitUnit::Turn, "P01 数据多，共享难。平台不通。");
    check("不通", HitUnit::Paragraph, "P01 数据多，共享难。平台不通。");
    // Two hits in one unit are one passage.
    check(
        "re:数据|共享",
        HitUnit::Sentence,
        "P01 数据多，共享难。 | P01 数据要批。 | P02 数据呢？ | P02 共享还行。 | P02 数据平台要统一。",
    );
    check(
        "难。平",
        HitUnit::Sentence,
        "P01 数据多，共享难。平台不通。",
    );
    // A label stands outside of turns.
    check("李", HitUnit::Sentence, "P02 李：");
}

#[test]
fn filters_of_the_call_narrow_what_is_found() {
    let desk = Desk::sample();
    let check = |query: &str, filter: Filter, expected: &str| {
        let told = desk.told_with(query, &filter, HitUnit::Match);
        assert_eq!(told, expected, "{query} {filter:?}");
    };
    let all = Filter::default;
    check(
        "数据",
        Filter {
            speakers: vec!["李".to_owned()],
            ..all()
        },
        "P02 数据",
    );
    check(
        "数据",
        Filter {
            interviews: vec!["P01".to_owned()],
            ..all()
        },
        "P01 数据 | P01 数据",
    );
    check(
        "共享",
        Filter {
            codes: vec!["P1".to_owned()],
            ..all()
        },
        "P01 共享",
    );
    check(
        "code:P1",
        Filter {
            statuses: vec![Status::Suggested],
            ..all()
        },
        "P02 数据平台",
    );
    check(
        "数据",
        Filter {
            wheres: vec![("层级".to_owned(), vec!["街道".to_owned()])],
            ..all()
        },
        "P02 数据",
    );
}

#[test]
fn a_list_shows_what_stands_around_a_passage_on_its_line() {
    let desk = Desk::sample();
    let query = Query::parse("共享难").unwrap();
    let filter = Filter::default();
    let ask = Ask {
        query: &query,
        filter: &filter,
        unit: HitUnit::Match,
        interview: None,
    };
    let asked = desk
        .study
        .search(&mut Corpus::once(), &ask, Watch::nobody(), |hits| {
            let shown = hits.shown(hits.passages[0].span, 3);
            assert_eq!((shown.turn, shown.speaker), (Some(2), Some("王")));
            assert_eq!(
                (shown.before, shown.words, shown.after),
                ("据多，", "共享难", "。平台")
            );
            let shown = hits.shown(hits.passages[0].span, 90);
            assert_eq!(
                (shown.before, shown.after),
                ("王：数据多，", "。平台不通。")
            );
        });
    assert_eq!(asked.unwrap().unwrap().len(), 1);
}

#[test]
fn a_search_that_nobody_waits_for_ends() {
    let desk = Desk::sample();
    let query = Query::parse("数据").unwrap();
    let filter = Filter::default();
    let ask = Ask {
        query: &query,
        filter: &filter,
        unit: HitUnit::Match,
        interview: None,
    };
    let stop = AtomicBool::new(false);
    let asked = Cell::new(0);
    let watch = Watch {
        stop: &stop,
        tell: &|_, of| assert_eq!(of, 2),
    };
    let found = desk.study.search(&mut Corpus::once(), &ask, watch, |_| {
        asked.set(asked.get() + 1);
        stop.store(true, Ordering::Relaxed);
    });
    assert_eq!((found.unwrap(), asked.get()), (None, 1));
}

#[test]
fn a_kept_corpus_knows_what_changed_since() {
    let mut desk = Desk::sample();
    let reader = desk.study.reader().unwrap();
    let mut corpus = Corpus::kept();
    let mut count = |query: &str| {
        let query = Query::parse(query).unwrap();
        let filter = Filter::default();
        let ask = Ask {
            query: &query,
            filter: &filter,
            unit: HitUnit::Match,
            interview: None,
        };
        let found = reader.search(&mut corpus, &ask, Watch::nobody(), |hits| {
            hits.passages.len()
        });
        found.unwrap().unwrap().into_iter().sum::<usize>()
    };
    assert_eq!((count("数据"), count("code:P1")), (4, 1));
    desk.code("P02", "共享还行", "P1", Status::Coded);
    assert_eq!((count("数据"), count("code:P1")), (4, 2));
    let plan = Plan {
        interviews: vec![interview("P03", "访谈者：数据？\n赵：数据。\n", "赵", "E1")],
        ..Plan::default()
    };
    desk.study
        .apply(&Edit::Import(Box::new(plan)), "anna")
        .unwrap();
    assert_eq!((count("数据"), count("数据 who:赵")), (6, 1));
    let edit = Edit::ReviseTurn {
        interview: desk.study.interview_named("P03").unwrap(),
        turn: 1,
        words: "资料。数据".to_owned(),
    };
    desk.study.apply(&edit, "anna").unwrap();
    assert_eq!((count("资料"), count("数据 near/1s 资料")), (1, 2));
}

/// Sentences of common hanzi from a small generator of pseudorandom numbers.
fn sentences(n: usize) -> Vec<String> {
    let hanzi: Vec<char> = "的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会数据共享平台权责街道社区居民协商议事豈更𠮷"
        .chars()
        .collect();
    let mut state = 20_260_312_u64;
    let mut next = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    (0..n)
        .map(|_| {
            let long = 6 + next(18);
            (0..long).map(|_| hanzi[next(hanzi.len())]).collect()
        })
        .collect()
}

#[test]
fn every_piece_of_one_two_or_three_hanzi_is_found_wherever_it_stands_and_nowhere_else() {
    let sentences = sentences(1_000);
    let texts: Vec<String> = sentences
        .chunks(250)
        .map(|some| format!("访谈者：好。\n王：{}。\n", some.join("，")))
        .collect();
    let interviews = (1..).zip(&texts).map(|(n, text)| {
        let name = format!("P{n:02}");
        interview(&name, text, "王", "E1")
    });
    let desk = Desk::new(interviews.collect());

    // Where each piece stands, by a walk through the text.
    let mut naive: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for (n, text) in texts.iter().enumerate() {
        let chars: Vec<char> = text.chars().collect();
        for len in 1..=3 {
            for (at, piece) in chars.windows(len).enumerate() {
                let piece: String = piece.iter().collect();
                naive.entry(piece).or_default().push((n, at));
            }
        }
    }
    let mut pieces: Vec<String> = sentences
        .iter()
        .flat_map(|sentence| {
            let chars: Vec<char> = sentence.chars().collect();
            (1..=3)
                .flat_map(|len| {
                    chars
                        .windows(len)
                        .map(|it| it.iter().collect())
                        .collect::<Vec<String>>()
                })
                .collect::<Vec<String>>()
        })
        .collect();
    pieces.sort_unstable();
    pieces.dedup();
    assert!(pieces.len() > 10_000);

    let filter = Filter::default();
    let mut corpus = Corpus::kept();
    for piece in &pieces {
        let query = Query::words(piece).unwrap();
        let ask = Ask {
            query: &query,
            filter: &filter,
            unit: HitUnit::Match,
            interview: None,
        };
        let found = desk
            .study
            .search(&mut corpus, &ask, Watch::nobody(), |hits| {
                let n: usize = hits.name[1..].parse().unwrap();
                let starts = hits.passages.iter().map(|it| it.span.start().0 as usize);
                starts.map(|start| (n - 1, start)).collect::<Vec<_>>()
            });
        let found = found.unwrap().unwrap().concat();
        // Hits don't overlap: of 哈哈哈 the second 哈哈 is no hit of its own.
        let mut expected: Vec<(usize, usize)> = Vec::new();
        let len = piece.chars().count();
        for (n, at) in &naive[piece] {
            if expected
                .last()
                .is_none_or(|(m, before)| m != n || before + len <= *at)
            {
                expected.push((*n, *at));
            }
        }
        assert_eq!(found, expected, "{piece}");
    }
}

/// Passages that a screen asks to see the words of.
const ROWS: usize = 7;

#[test]
fn a_screen_keeps_every_place_and_the_words_of_the_first() {
    let long = format!("访谈者：好。\n王：{}\n", "数据。".repeat(ROWS + 5));
    let desk = Desk::new(vec![interview("P01", &long, "王", "E1")]);
    let find = |query: &str, unit| {
        let wanted = Wanted {
            query: Query::parse(query).unwrap(),
            unit,
            interview: None,
            n_rows: ROWS,
        };
        let found = desk
            .study
            .find(&mut Corpus::kept(), &wanted, Watch::nobody());
        found.unwrap().unwrap()
    };
    let found = find("数据", HitUnit::Match);
    assert_eq!(found.n_hits, ROWS + 5);
    assert_eq!(found.groups[0].spans.len(), ROWS + 5);
    assert_eq!(found.groups[0].rows.len(), ROWS);
    let first = &found.groups[0].rows[0];
    assert_eq!(
        (first.before.as_str(), first.words.as_str()),
        ("王：", "数据")
    );
    assert_eq!(
        (first.turn, first.speaker.as_deref()),
        (Some(2), Some("王"))
    );
    let found = find("数据", HitUnit::Turn);
    assert_eq!(found.n_hits, 1);
    assert_eq!(
        found.groups[0].rows[0].words.chars().count(),
        3 * (ROWS + 5)
    );
    assert_eq!(find("没有", HitUnit::Match), Found::default());
}

#[test]
fn a_position_of_another_program_is_made_larger_before_it_is_coded() {
    let text = Text::new("我e\u{301}信".to_owned());
    let hits = Hits {
        interview: InterviewId(Uid([0; 16])),
        name: "",
        text: &text,
        turns: &[],
        speakers: &[],
        passages: &[],
    };
    let span = |start, end| Span::within(4, start, end).unwrap();
    assert_eq!(hits.codable(span(1, 2)), span(1, 3));
    assert_eq!(hits.codable(span(2, 4)), span(1, 4));
    assert_eq!(hits.codable(span(0, 1)), span(0, 1));
}

#[test]
fn a_code_given_to_all_hits_is_one_step_and_leaves_what_is_there() {
    let mut desk = Desk::sample();
    let interview = desk.study.interview_named("P01").unwrap();
    let code: CodeId = desk.study.code_named("P1.2").unwrap().0;
    let span = |start, end| Span::within(u32::MAX, start, end).unwrap();
    let text = desk.study.text(interview).unwrap();
    let there = text[..text.find("数据多").unwrap()].chars().count();
    let there = u32::try_from(there).unwrap();
    let many = crate::model::edit::ManyCodings {
        passages: vec![(interview, vec![span(there, there + 8), span(4, 6)])],
        codes: vec![code],
        status: Status::Suggested,
    };
    let applied = desk
        .study
        .apply(&Edit::CodePassages(many.clone()), "anna")
        .unwrap();
    assert_eq!((applied.codings.len(), applied.there_already.len()), (1, 1));
    let given = desk.study.given(interview, &[code], "anna").unwrap();
    assert_eq!(given.len(), 2);
    // Once more there is nothing to do, and no step.
    let n_steps = desk.study.log().unwrap().len();
    let again = desk.study.apply(&Edit::CodePassages(many), "anna").unwrap();
    assert_eq!((again.codings.len(), again.there_already.len()), (0, 2));
    assert_eq!(desk.study.log().unwrap().len(), n_steps);
    desk.study.undo("anna").unwrap();
    assert_eq!(
        desk.study.given(interview, &[code], "anna").unwrap().len(),
        1
    );
}

//! Codings to be reviewed and disagreements of the sample study, and answers to what is asked
//! about them.

use super::{code, codebook, interview, passage, uid};
use crate::analysis::disagreements::Kind;
use crate::model::review::{Pair, Ruling, Settlement, Verdict};
use crate::model::{CodingId, Confidence, InterviewId, SettlementId, Span, Status, VerdictId};
use crate::study::{Around, Decision, Disagreement, Excerpt, ReviewItem, Said, Side};
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::event::Event;
use crate::tui::jobs::{Answer, Job};
use crate::tui::update::update;

/// The passage of the sample interview with these words.
fn span(words: &str) -> Span {
    passage(&interview(super::TALK), words)
}

fn entry(number: &str) -> crate::model::codebook::Entry {
    codebook().get(code(number)).unwrap().entry.clone()
}

/// Codings by two coders, suggestions, one whose coder was asked back, two with a last word.
pub fn to_review() -> Vec<ReviewItem> {
    let verdict = |n: usize, ruling: Ruling, reason: &str| Verdict {
        id: VerdictId(uid(700 + n)),
        coding: CodingId(uid(n)),
        reviewer: "PI".to_owned(),
        ruling,
        amended: None,
        was: Status::Coded,
        reason: reason.to_owned(),
        codebook: 12,
        at_ms: None,
    };
    let item = |n: usize, words: &str, number: &str, coder: &str, status: Status| ReviewItem {
        coding: CodingId(uid(n)),
        id: format!("c{n}"),
        interview: InterviewId(uid(17)),
        interview_name: "E17".to_owned(),
        span: span(words),
        words: words.to_owned(),
        code: code(number),
        public_id: entry(number).public_id,
        name: entry(number).name,
        coder: coder.to_owned(),
        status,
        memo: None,
        speaker: Some("E17".to_owned()),
        turn: Some(2),
        outdated: None,
        verdicts: Vec::new(),
    };
    let mut all = vec![
        item(
            501,
            "最突出的还是权责不清。",
            "P1.1",
            "RA-01",
            Status::Coded,
        ),
        item(
            502,
            "社区没有执法权，但出了问题要社区兜底。",
            "P1.1",
            "RA-02",
            Status::Coded,
        ),
        item(
            503,
            "我们一共就九个人，要对接三十多个部门",
            "P2.1",
            "RA-01",
            Status::Asked,
        ),
        item(
            504,
            "系统之间又不通，同一份数据要填五遍。",
            "P4.1",
            "RA-02",
            Status::Accepted,
        ),
        item(505, "居民一开始不来", "P2.1", "RA-01", Status::Suggested),
        item(
            506,
            "区里搞了一个权责清单",
            "C1.1",
            "RA-01",
            Status::Rejected,
        ),
    ];
    all[0].memo = Some("受访者自己的说法。".to_owned());
    all[2].verdicts = vec![verdict(503, Ruling::Asked, "是人少，还是部门多？")];
    all[3].verdicts = vec![
        verdict(504, Ruling::Asked, "哪个系统？"),
        verdict(504, Ruling::Accepted, ""),
    ];
    all[5].verdicts = vec![verdict(506, Ruling::Rejected, "只提到名称，没有说怎么办。")];
    all[1].outdated = Some(1);
    all
}

fn side(n: usize, words: &str, number: &str) -> Side {
    let entry = entry(number);
    Side {
        coding: CodingId(uid(n)),
        id: format!("c{n}"),
        span: span(words),
        words: words.to_owned(),
        code: code(number),
        public_id: entry.public_id,
        name: entry.name,
        definition: [
            entry.definition,
            entry.use_when,
            "只提到名称的时候。".to_owned(),
        ],
        memo: None,
        confidence: None,
        created_ms: None,
    }
}

/// One of each kind, and one that is settled.
pub fn disputes() -> Vec<Disagreement> {
    let dispute = |kind: Kind, a: Option<Side>, b: Option<Side>| {
        let spans = [&a, &b].map(|side| side.as_ref().map(|side| side.span));
        let (shared, hull) = match spans {
            [Some(a), Some(b)] => {
                let start = a.start().max(b.start()).0;
                let end = a.end().min(b.end()).0;
                let hull = a.end().max(b.end()).0 - a.start().min(b.start()).0;
                (end.saturating_sub(start), hull)
            }
            [one, other] => (0, one.or(other).unwrap().chars()),
        };
        Disagreement {
            interview: InterviewId(uid(17)),
            interview_name: "E17".to_owned(),
            kind,
            coders: ["RA-01".to_owned(), "RA-02".to_owned()],
            pair: Pair {
                a: a.as_ref().map(|side| side.coding),
                b: b.as_ref().map(|side| side.coding),
            },
            a,
            b,
            shared,
            hull,
            settled: None,
        }
    };
    let mut first = side(601, "区里搞了一个权责清单", "C1.1");
    first.memo = Some("清单是区里定的。".to_owned());
    first.confidence = Some(Confidence::High);
    let mut second = side(602, "区里搞了一个权责清单，情况好一些。", "C2.3");
    second.memo = Some("重点在后半句。".to_owned());
    let mut all = vec![
        dispute(
            Kind::Boundary,
            Some(side(603, "九个人，要对接三十多个部门", "P2.1")),
            Some(side(604, "我们一共就九个人，要对接三十多个部门", "P2.1")),
        ),
        dispute(
            Kind::Missed,
            None,
            Some(side(605, "系统之间又不通，同一份数据要填五遍。", "P4.1")),
        ),
        dispute(Kind::OtherCode, Some(first), Some(second)),
        dispute(
            Kind::OtherCode,
            Some(side(606, "社区没有执法权", "P1.1")),
            Some(side(607, "社区没有执法权", "P2.1")),
        ),
    ];
    all[3].settled = Some(settlement(all[3].pair, "a"));
    all
}

fn settlement(pair: Pair, outcome: &str) -> Settlement {
    Settlement {
        id: SettlementId(uid(800)),
        interview: InterviewId(uid(17)),
        pair,
        outcome: outcome.to_owned(),
        other: None,
        coder: "PI".to_owned(),
        reason: "说的是权，不是人。".to_owned(),
        codebook: 12,
        at_ms: None,
    }
}

/// How the like of the third was settled before.
fn precedents() -> Vec<Decision> {
    let said = |number: &str, words: &str| Said {
        coder: "RA-01".to_owned(),
        code: code(number),
        public_id: entry(number).public_id,
        name: entry(number).name,
        span: span(words),
        words: words.to_owned(),
    };
    let one = said("C1.1", "区里搞了一个权责清单");
    let pair = Pair {
        a: Some(CodingId(uid(608))),
        b: None,
    };
    vec![Decision {
        settlement: settlement(pair, "a"),
        interview_name: "E16".to_owned(),
        dispute: disputes()[2].dispute(),
        a: Some(one.clone()),
        b: None,
        standing: vec![one],
    }]
}

/// Answers what is asked about codings and disagreements, and what that leads to.
pub fn serve(app: &mut App, effects: &[Effect]) {
    let mut wanted: Vec<Effect> = effects.to_vec();
    while let Some(effect) = wanted.pop() {
        let Effect::Start { ticket, job } = effect else {
            continue;
        };
        let answer = match job {
            Job::Review => Answer::Review(to_review()),
            Job::Disagreements => Answer::Disagreements(disputes()),
            Job::Around { hull, dispute, .. } => {
                let text = interview(super::TALK).text;
                let known = dispute == Some(disputes()[2].dispute());
                Answer::Around(Box::new(Around {
                    excerpt: Excerpt::of(&text, hull),
                    precedents: if known { precedents() } else { Vec::new() },
                }))
            }
            _ => continue,
        };
        let outcome = Ok(answer);
        wanted.extend(update(app, Event::Answer { ticket, outcome }));
    }
}

//! Generated studies for measuring: the same size gives the same study on every machine.
//!
//! The words are a short list of everyday ones, strung together by a small
//! generator of pseudorandom numbers; nobody ever said any of it.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use fangtan::formats::transcript::{ReadOptions, recognise};
use fangtan::model::codebook::{DraftCode, Entry};
use fangtan::model::plan::{Plan, PlannedCoding, PlannedInterview, Provenance, Transcript};
use fangtan::model::{Edit, Role};
use fangtan::study::{Mode, Study};

/// How large a study is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// What it is called.
    pub name: &'static str,
    pub interviews: usize,
    /// Code points in each interview, at least.
    pub chars: usize,
    /// Codes without codes under them, and the codes they stand under.
    pub leaves: usize,
    pub roots: usize,
    pub codings: usize,
    pub coders: usize,
}

pub const SMALL: Size = Size {
    name: "small",
    interviews: 10,
    chars: 2_000,
    leaves: 18,
    roots: 2,
    codings: 200,
    coders: 4,
};

pub const MEDIUM: Size = Size {
    name: "medium",
    interviews: 200,
    chars: 20_000,
    leaves: 90,
    roots: 10,
    codings: 50_000,
    coders: 4,
};

pub const LARGE: Size = Size {
    name: "large",
    interviews: 2_000,
    chars: 20_000,
    leaves: 280,
    roots: 20,
    codings: 1_000_000,
    coders: 4,
};

/// One interview of a megabyte, to scroll through.
pub const LONG: Size = Size {
    name: "long",
    interviews: 1,
    chars: 350_000,
    leaves: 90,
    roots: 10,
    codings: 5_000,
    coders: 4,
};

/// Two coders compared.
pub const PAIR: Size = Size {
    name: "pair",
    interviews: 60,
    chars: 20_000,
    leaves: 55,
    roots: 5,
    codings: 6_000,
    coders: 2,
};

/// Five coders compared.
pub const TEAM: Size = Size {
    name: "team",
    coders: 5,
    ..MEDIUM
};

impl Size {
    /// The size of that name.
    pub fn named(name: &str) -> Result<Self> {
        match [SMALL, MEDIUM, LARGE, LONG, PAIR, TEAM]
            .into_iter()
            .find(|size| size.name == name)
        {
            Some(size) => Ok(size),
            None => bail!(
                "there is no size «{name}»; there are small, medium, large, long, pair and team"
            ),
        }
    }
}

/// Interviews taken in at once: enough to be quick, few enough to fit in memory.
const AT_ONCE: usize = 200;

const CODERS: [&str; 5] = ["anna", "bei", "chen", "ding", "emma"];

/// 2026-01-05 01:00 UTC.
const FIRST_CODING_MS: i64 = 1_767_574_800_000;

/// Writes `study.fangtan` and `transcripts/*.txt` into `folder`; returns the study.
pub fn write(size: Size, folder: &Path) -> Result<PathBuf> {
    let transcripts = folder.join("transcripts");
    fs::create_dir_all(&transcripts)
        .with_context(|| format!("making {}", transcripts.display()))?;
    let path = folder.join("study.fangtan");
    Study::create(&path, size.name, &codebook(size), CODERS[0])?;
    let mut study = Study::open(&path, Mode::Write)?;
    let mut random = Random(0x5EED);
    let mut plan = Plan::default();
    for n in 0..size.interviews {
        let name = format!("I{:04}", n + 1);
        let text = dialogue(size.chars, &mut random);
        let file = format!("{name}.txt");
        fs::write(transcripts.join(&file), &text)?;
        let bytes = text.clone().into_bytes();
        let (transcript, _) = recognise(text, &ReadOptions::default());
        let from = n * size.codings / size.interviews;
        let to = (n + 1) * size.codings / size.interviews;
        codings(&name, &transcript, from..to, size, &mut random, &mut plan);
        plan.interviews.push(PlannedInterview {
            key: name.clone(),
            name,
            attributes: vec![("site".to_owned(), format!("S{}", n % 8 + 1))],
            transcript,
            provenance: Provenance {
                file,
                format: "txt".to_owned(),
                encoding: "UTF-8".to_owned(),
                bytes,
            },
            ..PlannedInterview::default()
        });
        if plan.interviews.len() == AT_ONCE || n + 1 == size.interviews {
            let whole = std::mem::take(&mut plan);
            study.apply(&Edit::Import(Box::new(whole)), CODERS[0])?;
        }
    }
    Ok(path)
}

/// Names of the codes: `C3` stands over `C3.1`, `C3.2`, …
fn code_ids(size: Size) -> Vec<(Option<String>, String)> {
    let under_each = size.leaves / size.roots;
    (1..=size.roots)
        .flat_map(|root| {
            let above = format!("C{root}");
            let below = above.clone();
            std::iter::once((None, above)).chain(
                (1..=under_each).map(move |leaf| (Some(below.clone()), format!("{below}.{leaf}"))),
            )
        })
        .collect()
}

fn codebook(size: Size) -> Plan {
    let mut random = Random(0xC0DE);
    let codes = code_ids(size)
        .into_iter()
        .map(|(parent, public_id)| DraftCode {
            parent,
            entry: Entry {
                name: format!("{}{}", random.word(), random.word()),
                definition: random.sentence(),
                public_id,
                ..Entry::default()
            },
            version: 1,
            ..DraftCode::default()
        })
        .collect();
    Plan {
        codes,
        ..Plan::default()
    }
}

/// Questions and answers in turn until the text is long enough.
fn dialogue(chars: usize, random: &mut Random) -> String {
    let mut text = String::new();
    let mut length = 0;
    while length < chars {
        for (label, sentences) in [("访谈者：", 1..3), ("受访者：", 3..12)] {
            let start = text.len();
            text.push_str(label);
            for _ in 0..random.within(sentences.start, sentences.end) {
                text.push_str(&random.sentence());
            }
            text.push('\n');
            length += text[start..].chars().count();
        }
    }
    text
}

/// Codings in the answers; some codes are frequent, most are not.
fn codings(
    interview: &str,
    transcript: &Transcript,
    numbers: std::ops::Range<usize>,
    size: Size,
    random: &mut Random,
    plan: &mut Plan,
) {
    let codes = code_ids(size);
    let answers: Vec<_> = transcript
        .turns
        .iter()
        .filter(|turn| {
            turn.speaker
                .and_then(|speaker| transcript.speakers.get(usize::from(speaker)))
                .is_some_and(|speaker| speaker.role == Some(Role::Respondent))
        })
        .map(|turn| turn.span)
        .collect();
    let mut made = HashSet::new();
    for n in numbers {
        loop {
            let answer = answers[random.below(answers.len())];
            let length = random.within(4, 60).min(answer.chars() as usize);
            let start =
                answer.start().0 as usize + random.below(answer.chars() as usize - length + 1);
            let frequent = random.below(codes.len()) * random.below(codes.len()) / codes.len();
            let coder = CODERS[random.below(size.coders)];
            if !made.insert((start, length, frequent, coder)) {
                continue;
            }
            let (_, code) = &codes[frequent];
            plan.codings.push(PlannedCoding {
                interview: interview.to_owned(),
                start: u32::try_from(start).expect("a generated text is short"),
                end: u32::try_from(start + length).expect("a generated text is short"),
                code: code.clone(),
                coder: Some(coder.to_owned()),
                memo: (n % 50 == 0).then(|| random.sentence()),
                created_ms: Some(
                    FIRST_CODING_MS + 1_000 * i64::try_from(n).expect("codings are few"),
                ),
                ..PlannedCoding::default()
            });
            break;
        }
    }
}

/// `SplitMix64` (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Below `most`, which is small beside 2^64: the bias doesn't matter here.
    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most as u64).expect("it is below a usize")
    }

    fn within(&mut self, least: usize, most: usize) -> usize {
        least + self.below(most - least)
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.below(WORDS.len())]
    }

    fn sentence(&mut self) -> String {
        let mut sentence = String::new();
        for clause in 0..self.within(1, 4) {
            if clause > 0 {
                sentence.push('，');
            }
            for _ in 0..self.within(2, 8) {
                sentence.push_str(self.word());
            }
        }
        sentence.push('。');
        sentence
    }
}

const WORDS: &[&str] = &[
    "我们", "他们", "大家", "居民", "社区", "街道", "部门", "领导", "同事", "专家", "工作", "问题",
    "情况", "办法", "时候", "地方", "城市", "平台", "数据", "信息", "系统", "流程", "制度", "标准",
    "责任", "资源", "经费", "人员", "培训", "会议", "文件", "项目", "服务", "管理", "治理", "协调",
    "沟通", "合作", "共享", "反馈", "投诉", "报告", "检查", "考核", "改变", "解决", "推动", "参与",
    "信任", "压力", "困难", "经验", "效果", "过程", "机会", "条件", "关系", "要求", "意见", "想法",
    "比较", "非常", "确实", "其实", "可能", "应该", "需要", "觉得", "知道", "希望", "开始", "后来",
    "现在", "以前", "每年", "经常", "有时", "一般", "首先", "最后", "因为", "所以", "但是", "而且",
    "如果", "就是", "不是", "没有", "还有", "这个", "那个", "什么", "怎么", "很多", "一些", "一起",
    "的", "了", "在", "也", "都", "和", "对", "说", "看", "去", "做", "给",
];

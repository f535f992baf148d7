//! What tests share: a study in memory, key presses as words, screens as text.

pub mod desk;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use crossterm::event::KeyEvent;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier};

use crate::model::codebook::{Entry, Facet, FacetValue};
use crate::model::coding::Layer;
use crate::model::{
    Code, CodeId, Codebook, Coding, CodingId, Edit, Interview, InterviewId, Kind, MemoTarget, Role,
    Seen, Span, Speaker, SpeakerId, Status, Turn, Uid,
};
use crate::strings::{Lang, Strings};
use crate::study::{Access, Filter, Frequencies, Loaded, MemoPlace, MemosAt, OpenInterview, Pins};
use crate::text::remap::replaces;
use crate::text::{Mend, Text};

use super::app::{App, Desk};
use super::effect::Effect;
use super::event::{Event, Made};
use super::jobs::Answer;
use super::keymap::{Chord, Keymap};
use super::run::command_names;
use super::screens::analysis::{Counted, Of};
use super::theme::{Shipped, Theme};
use super::update::update;
use super::view::{Ui, draw};

/// What is said in the sample interview; odd turns ask.
pub const TALK: &[&str] = &[
    "您觉得社区治理目前最突出的问题是什么？",
    "最突出的还是权责不清。街道把任务派下来，社区没有执法权，但出了问题要社区兜底。我们一共就九个人，要对接三十多个部门，去年报表就有一百二十多张。这些表很多内容是重复的，系统之间又不通，同一份数据要填五遍。",
    "后来有没有采取什么办法？",
    "区里搞了一个权责清单，情况好一些。清单之外的事项，街道要先跟社区商量，我们叫协商议事，一个月一次。居民一开始不来，后来把会放到晚上开，来的人就多了。但是平台的问题还没有解决。",
    "平台指的是？",
    "就是市里的网格系统和区里的民政系统。两边都要录，录完还要导出来再报一次，基层等于多了一道工序。",
];

/// Number, name, English name, digit; a number without a dot is a root.
const CODES: &[(&str, &str, &str, Option<u8>)] = &[
    ("P", "问题", "Problems", None),
    ("P1.1", "权责不清", "Unclear responsibilities", Some(1)),
    ("P2.1", "人员不足", "Too few people", Some(3)),
    ("P4.1", "数据壁垒", "Data silos", Some(5)),
    ("C", "对策", "Countermeasures", None),
    ("C1.1", "权责清单", "List of responsibilities", Some(6)),
    ("C2.3", "协商议事", "Deliberation", Some(8)),
    ("C3.3", "线上议事", "Deliberation on line", None),
];

/// Sample codings: words of the passage, number of the code, coder, status.
const CODINGS: &[(&str, &str, &str, Status)] = &[
    (
        "最突出的还是权责不清。街道把任务派下来，社区没有执法权，但出了问题要社区兜底。",
        "P1.1",
        "RA-02",
        Status::Coded,
    ),
    (
        "我们一共就九个人，要对接三十多个部门",
        "P2.1",
        "RA-02",
        Status::Coded,
    ),
    (
        "系统之间又不通，同一份数据要填五遍。",
        "P4.1",
        "RA-02",
        Status::Coded,
    ),
    ("区里搞了一个权责清单", "C1.1", "RA-01", Status::Coded),
    (
        "清单之外的事项，街道要先跟社区商量，我们叫协商议事，一个月一次。",
        "C2.3",
        "RA-02",
        Status::Coded,
    ),
    ("居民一开始不来", "P2.1", "RA-01", Status::Suggested),
];

pub fn uid(n: usize) -> Uid {
    let mut bytes = [0; 16];
    bytes[8..].copy_from_slice(&(n as u64).to_be_bytes());
    Uid(bytes)
}

/// The code with that number.
pub fn code(number: &str) -> CodeId {
    let place = CODES
        .iter()
        .position(|(known, ..)| *known == number)
        .unwrap();
    CodeId(uid(place + 1))
}

pub fn codebook() -> Codebook {
    let mut codes = Vec::new();
    for (n, (number, name, name_en, digit)) in CODES.iter().enumerate() {
        let root = &number[..1];
        let parent = CODES
            .iter()
            .position(|(known, ..)| *known == root)
            .filter(|parent| *parent != n)
            .map(|parent| CodeId(uid(parent + 1)));
        codes.push(Code {
            id: CodeId(uid(n + 1)),
            parent,
            version: 1,
            retired: false,
            merged_into: None,
            entry: Entry {
                public_id: (*number).to_owned(),
                kind: if root == "P" { "problem" } else { "answer" }.to_owned(),
                name: (*name).to_owned(),
                name_en: (*name_en).to_owned(),
                definition: format!("{name}的定义，写给编码员看。"),
                use_when: "明确说到的时候。".to_owned(),
                color: digit.map(|digit| digit + 1),
                digit: *digit,
                ..Entry::default()
            },
        });
    }
    let mut book = Codebook::new(codes);
    let value = |name: &str, name_en: &str| FacetValue {
        name: name.to_owned(),
        name_en: name_en.to_owned(),
        group: String::new(),
    };
    book.kinds = vec![Kind {
        id: "problem".to_owned(),
        name: "问题".to_owned(),
        name_en: "Problem".to_owned(),
        facets: vec![Facet {
            name: "立场".to_owned(),
            name_en: "stance".to_owned(),
            values: vec![value("存在", "exists"), value("不存在", "does not exist")],
        }],
    }];
    book
}

/// An interview of the turns given, interviewer first.
pub fn interview(turns: &[&str]) -> OpenInterview {
    let mut string = String::new();
    let mut spans = Vec::new();
    for (n, words) in turns.iter().enumerate() {
        string.push_str(if n % 2 == 0 { "访：" } else { "E17：" });
        let start = u32::try_from(string.chars().count()).unwrap();
        string.push_str(words);
        let end = u32::try_from(string.chars().count()).unwrap();
        string.push('\n');
        spans.push((start, end));
    }
    let text = Text::new(string);
    let len = text.chars();
    let turns = spans
        .into_iter()
        .enumerate()
        .filter_map(|(n, (start, end))| {
            Some(Turn {
                span: Span::within(len, start, end).ok()?,
                speaker: Some(u16::from(n % 2 == 1)),
                time_ms: None,
            })
        })
        .collect();
    let speaker = |n: usize, label: &str, role: Role| Speaker {
        id: SpeakerId(uid(n)),
        label: label.to_owned(),
        role: Some(role),
        respondent: None,
    };
    OpenInterview {
        id: InterviewId(uid(17)),
        name: "E17".to_owned(),
        text,
        turns,
        speakers: vec![
            speaker(1, "访", Role::Interviewer),
            speaker(2, "E17", Role::Respondent),
        ],
        respondents: HashMap::new(),
        ties: Vec::new(),
        layer: Layer::default(),
        memos: Vec::new(),
        links: Vec::new(),
        bookmarks: Vec::new(),
        place: None,
        seen: Seen::default(),
    }
}

/// The passage of the open interview with these words.
pub fn passage(open: &OpenInterview, words: &str) -> Span {
    let byte = open
        .text
        .as_str()
        .find(words)
        .expect("the words are in the text");
    let start = open.text.as_str()[..byte].chars().count();
    let end = start + words.chars().count();
    Span::within(
        open.text.chars(),
        u32::try_from(start).unwrap(),
        u32::try_from(end).unwrap(),
    )
    .unwrap()
}

pub fn tag(n: usize, span: Span, code: CodeId, coder: &str, status: Status) -> Coding {
    Coding {
        id: CodingId(uid(n)),
        span,
        code,
        coder: coder.to_owned(),
        status,
        facets: Vec::new(),
        code_version: 1,
        created_ms: None,
        starred: false,
        confidence: None,
        use_as: None,
    }
}

/// The sample study with its interview open.
pub fn loaded() -> Loaded {
    let mut open = interview(TALK);
    let codings = CODINGS
        .iter()
        .enumerate()
        .map(|(n, (words, number, coder, status))| {
            tag(100 + n, passage(&open, words), code(number), coder, *status)
        })
        .collect();
    open.layer = Layer::new(codings);
    let interviews = [("E16", 16), ("E17", 17), ("E18", 18)].map(|(name, n)| Interview {
        id: InterviewId(uid(n)),
        outside_id: None,
        name: name.to_owned(),
        date: Some("2026-03-12".to_owned()),
        attributes: vec![
            ("领域".to_owned(), "民政".to_owned()),
            ("层级".to_owned(), "区级".to_owned()),
        ],
        n_chars: 12_345,
        n_turns: 31,
        n_speakers: 2,
        n_codings: 5,
    });
    let codebook = codebook();
    Loaded {
        title: "基层社会治理专家访谈".to_owned(),
        path: PathBuf::from("study.fangtan"),
        demo: false,
        access: Access::Writing,
        coder: "RA-02".to_owned(),
        blind: Vec::new(),
        codebook_number: 12,
        frozen: None,
        n_codings: (0..).take(codebook.codes().len()).collect(),
        guide: Vec::new(),
        pins: Pins::new(&codebook, ""),
        codebook,
        interviews: interviews.to_vec(),
        respondents: vec!["E17".to_owned(), "E18".to_owned()],
        unread: HashMap::new(),
        open: Some(open),
        queries: Vec::new(),
        undo: None,
        redo: None,
    }
}

pub const SMALL: Size = Size {
    width: 80,
    height: 24,
};
pub const LARGE: Size = Size {
    width: 120,
    height: 36,
};

/// The memos on something, as far as the study in memory has them.
fn memos_at(loaded: &Loaded, target: MemoTarget) -> MemosAt {
    let mut place = MemoPlace::default();
    match target {
        MemoTarget::Study => {}
        MemoTarget::Code(code) => place.code = Some(code),
        MemoTarget::Interview(id) => place.interview = Some(id),
        MemoTarget::Passage { interview, span } => {
            place.interview = Some(interview);
            place.span = Some(span);
        }
        MemoTarget::Coding(id) => {
            let open = loaded.open.as_ref().unwrap();
            let tag = open.layer.get(id).unwrap();
            place.interview = Some(open.id);
            place.span = Some(tag.span);
            place.code = Some(tag.code);
        }
    }
    if let (Some(span), Some(open)) = (place.span, &loaded.open) {
        place.words = open.text.slice(span).unwrap_or_default().to_owned();
    }
    let memos = loaded.open.iter().flat_map(|open| &open.memos);
    MemosAt {
        target,
        place,
        memos: memos.filter(|it| it.target == target).cloned().collect(),
        draft: None,
    }
}

/// An answer with these frequencies and their table.
pub fn frequencies(found: Frequencies) -> Answer {
    let table = found.table(&Filter::default());
    Answer::Analysed(Box::new(Counted {
        of: Of::Frequencies(found),
        table,
        deepest: 2,
    }))
}

/// The program on a study, in Chinese.
pub fn app_of(loaded: Loaded, size: Size) -> App {
    let desk = Desk::new(size, Lang::Zh, command_names());
    App::new(loaded, Keymap::default(), desk)
}

impl App {
    /// The program on the sample study, 80×24.
    pub(super) fn sample() -> Self {
        app_of(loaded(), SMALL)
    }

    /// Presses keys, named as in keymap files, and returns what they want of the world.
    pub(super) fn press(&mut self, keys: &str) -> Vec<Effect> {
        keys.split_whitespace()
            .flat_map(|key| {
                let key = Chord::parse(key)
                    .unwrap_or_else(|| panic!("no key «{key}»"))
                    .press();
                self.presses(key)
            })
            .collect()
    }

    /// What a key wants of the world; memos are opened at once, with what is in memory.
    fn presses(&mut self, key: KeyEvent) -> Vec<Effect> {
        let mut wanted = Vec::new();
        for effect in update(self, Event::Key(key)) {
            match effect {
                Effect::OpenMemo { target, whose } => {
                    let at = Box::new(memos_at(&self.loaded, target));
                    wanted.extend(update(self, Event::MemoOpened { at, whose }));
                }
                effect => wanted.push(effect),
            }
        }
        wanted
    }

    /// Types text, one key a character.
    pub(super) fn type_text(&mut self, text: &str) -> Vec<Effect> {
        text.chars()
            .flat_map(|c| {
                let key = crossterm::event::KeyCode::Char(c);
                self.presses(key.into())
            })
            .collect()
    }

    /// Pretends that the world did what was wanted, codings included.
    pub(super) fn grant(&mut self, effects: Vec<Effect>) -> Vec<Effect> {
        let mut wanted = Vec::new();
        for effect in effects {
            let Effect::Edit(edit, notice) = effect else {
                continue;
            };
            let mut applied = Made::default();
            if let Some(open) = &mut self.loaded.open {
                let mut all = open.layer.all().to_vec();
                match &*edit {
                    Edit::Code(new) => {
                        for code in &new.codes {
                            let id = 1000 + all.len();
                            all.push(tag(id, new.span, *code, "RA-02", new.status));
                            applied.codings.push(CodingId(uid(id)));
                        }
                    }
                    Edit::Uncode { codings } => all.retain(|it| !codings.contains(&it.id)),
                    Edit::ReviseTurn { turn, words, .. } => {
                        all = revised(open, *turn as usize, words);
                    }
                    _ => {}
                }
                open.layer = Layer::new(all);
            }
            let at = "14:32:07".to_owned();
            wanted.extend(update(
                self,
                Event::Edited {
                    edit,
                    applied,
                    at,
                    notice,
                },
            ));
        }
        wanted
    }

    /// Presses keys and pretends that the world did what they wanted.
    pub(super) fn act(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            let effects = self.press(key);
            self.grant(effects);
        }
    }

    /// The words of the target in the coding view.
    pub(super) fn target_words(&self) -> String {
        let super::screens::Screen::Coding(screen) = self.screen() else {
            return String::new();
        };
        let open = self.loaded.open.as_ref().unwrap();
        let target = screen.target().unwrap();
        open.text.slice(target).unwrap().to_owned()
    }
}

/// Gives a turn other words; returns the codings where they lie then.
fn revised(open: &mut OpenInterview, turn: usize, words: &str) -> Vec<Coding> {
    let span = open.turns[turn].span;
    let old = open.text.clone();
    let replaces = replaces(old.slice(span).unwrap(), words, span.start());
    let mend = Mend::new(&old, replaces).unwrap();
    let len = mend.text().chars();
    let by = i64::from(len) - i64::from(old.chars());
    let moved = |at: u32| u32::try_from(i64::from(at) + by).unwrap();
    for (n, it) in open.turns.iter_mut().enumerate().skip(turn) {
        let (start, end) = (it.span.start().0, it.span.end().0);
        let start = if n == turn { start } else { moved(start) };
        it.span = Span::within(len, start, moved(end)).unwrap();
    }
    let codings = open.layer.all().iter().filter_map(|coding| {
        let span = mend.fate(coding.span).span()?;
        Some(Coding {
            span,
            ..coding.clone()
        })
    });
    let codings = codings.collect();
    open.text = mend.text().clone();
    codings
}

/// The screen as text and looks, in a language and a theme.
pub fn screen_in(app: &App, lang: Lang, theme: Shipped) -> String {
    let (buffer, _) = drawn(app, lang, theme);
    let looks = looks(&buffer);
    format!("{}\n{looks}", plane(&buffer))
}

/// The screen as text alone.
pub fn words_of(app: &App, lang: Lang) -> String {
    plane(&drawn(app, lang, Shipped::Plain).0)
}

/// The screen as a buffer, and where the cursor is.
pub fn drawn(app: &App, lang: Lang, theme: Shipped) -> (Buffer, Option<Position>) {
    let strings = Strings::new(lang);
    let theme = Theme::shipped(theme);
    let ui = Ui::new(&strings, &theme, &app.desk);
    let size = app.desk.terminal;
    let mut buffer = Buffer::empty(Rect::new(0, 0, size.width, size.height));
    let cursor = draw(app, &ui, &mut buffer);
    let words = plane(&buffer);
    assert!(!words.contains("hint-"), "a key has no words:\n{words}");
    (buffer, cursor)
}

/// The glyphs of a buffer, rows trimmed on the right; a wide glyph stands once.
pub fn plane(buffer: &Buffer) -> String {
    let mut rows = Vec::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let mut row = String::new();
        let mut x = buffer.area.left();
        while x < buffer.area.right() {
            let symbol = buffer[(x, y)].symbol();
            row.push_str(symbol);
            x += buffer[(x, y)].cell_width().max(1);
        }
        rows.push(row.trim_end().to_owned());
    }
    rows.join("\n")
}

/// The looks of a buffer as runs: `row:from..to fg=Red BOLD`.
fn looks(buffer: &Buffer) -> String {
    let mut runs = String::new();
    for y in buffer.area.top()..buffer.area.bottom() {
        let look = |x: u16| {
            let cell = &buffer[(x, y)];
            let mut words = Vec::new();
            if cell.fg != Color::Reset {
                words.push(format!("fg={}", cell.fg));
            }
            if cell.bg != Color::Reset {
                words.push(format!("bg={}", cell.bg));
            }
            if cell.modifier != Modifier::empty() {
                words.push(format!("{:?}", cell.modifier));
            }
            words.join(" ")
        };
        let mut from = buffer.area.left();
        for x in buffer.area.left() + 1..=buffer.area.right() {
            if x < buffer.area.right() && look(x) == look(from) {
                continue;
            }
            if !look(from).is_empty() {
                writeln!(runs, "{y}:{from}..{x} {}", look(from)).unwrap();
            }
            from = x;
        }
    }
    runs
}

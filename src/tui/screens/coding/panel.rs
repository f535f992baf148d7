//! The side panel: codes on this unit, pinned and recent codes, the definition.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::model::interview::Asked;
use crate::model::{Code, CodeId, Coding as Tag, Confidence, Memo, MemoTarget, Status, Use};
use crate::study::Loaded;
use crate::tui::app::App;
use crate::tui::command::Command;
use crate::tui::event::Message;
use crate::tui::overlays::picker::{DIGITS, pin_set_name, relation_key};
use crate::tui::pointer::Under;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::clear_under::clear_under;
use crate::tui::widgets::{Canvas, fill, put, row};

use super::chips::repeat_words;
use super::names::{facet_words, in_language, name};
use super::questions::answered;
use super::{Coding, focused, here, pinned};

/// Writes the panel from the top down, as far as there is room.
struct Pen<'a, 'b> {
    ui: &'a Ui<'a>,
    buffer: &'a mut Canvas<'b>,
    area: Rect,
    y: u16,
    /// Rows that a click does something on.
    things: Vec<(u16, Under)>,
}

impl Pen<'_, '_> {
    fn line(&mut self, words: &str, style: Style) {
        let line = row(self.area, self.y);
        put(self.buffer, line, &self.ui.fit(words, line.width), style);
        self.y += 1;
    }

    /// A line that a click does something on.
    fn thing(&mut self, words: &str, style: Style, thing: Under) {
        if self.y < self.area.height {
            self.things.push((self.area.y + self.y, thing));
        }
        self.line(words, style);
    }

    fn heading(&mut self, key: &str) {
        let words = self.ui.say(key);
        self.line(&words, self.ui.style(Role::Heading));
    }

    fn rule(&mut self) {
        let line = row(self.area, self.y);
        self.ui.line(self.buffer, line, Role::Rule);
        self.y += 1;
    }

    fn wrapped(&mut self, words: &str) {
        let top = self.y.min(self.area.height);
        let rest = Rect::new(
            self.area.x,
            self.area.y + top,
            self.area.width.saturating_sub(1),
            self.area.height - top,
        );
        self.y += self
            .ui
            .wrapped(self.buffer, rest, words, self.ui.style(Role::Text));
    }
}

/// Draws the panel behind its line, and returns the rows that a click does something on.
pub fn draw(
    coding: &Coding,
    app: &App,
    ui: &Ui,
    buffer: &mut Canvas,
    line: Rect,
    area: Rect,
) -> Vec<(u16, Under)> {
    clear_under(buffer, line.union(area), ui.style(Role::Text));
    for y in 0..line.height {
        fill(buffer, row(line, y), ui.glyphs.edge(), ui.style(Role::Rule));
    }
    let loaded = &app.loaded;
    let mut pen = Pen {
        ui,
        buffer,
        area,
        y: 0,
        things: Vec::new(),
    };
    draw_speaker(coding, loaded, &mut pen);
    draw_question(coding, app, &mut pen);
    pen.heading("panel-here");
    let focus = focused(coding, loaded);
    let codings = here(coding, loaded);
    if codings.is_empty() {
        pen.line(&ui.say("here-none"), ui.style(Role::Dim));
    }
    for (tag, code) in codings {
        let chosen = focus.is_some_and(|(it, _)| it.id == tag.id);
        let role = if chosen { Role::Coded } else { Role::Text };
        let words = coding_words(tag, code, loaded, ui);
        let style = ui.theme.code(role, code.entry.color);
        pen.thing(&format!(" {words}"), style, Under::Coding(tag.id));
        let lang = app.desk.lang;
        let facets = tag
            .facets
            .iter()
            .map(|it| facet_words(loaded, lang, code, it));
        let facets: Vec<String> = facets.collect();
        if !facets.is_empty() {
            pen.line(&format!("   {}", facets.join(" ")), ui.style(Role::Dim));
        }
        for words in links_of(tag, loaded, ui) {
            pen.line(&format!("   {words}"), ui.style(Role::Dim));
        }
        let memos = loaded.open.iter().flat_map(|open| &open.memos);
        for memo in memos.filter(|memo| memo.target == MemoTarget::Coding(tag.id)) {
            pen.line(&format!("   {}", memo_words(memo, ui)), ui.style(Role::Dim));
        }
    }
    draw_passage_memos(coding, loaded, &mut pen);
    pen.rule();
    draw_pins(app, &mut pen);
    draw_recent(app, &mut pen);
    if let Some(code) = focus.map(|(_, code)| code).or_else(|| latest(app)) {
        draw_definition(code, &mut pen);
    }
    let memos = loaded.open.iter().flat_map(|open| &open.memos);
    let n = memos
        .filter(|memo| memo.target == MemoTarget::Interview(coding.interview))
        .count();
    if n > 0 {
        pen.rule();
        let words = ui.tell(&Message::new("panel-memos").with("n", n));
        pen.line(&words, ui.style(Role::Dim));
    }
    pen.things
}

/// How a memo begins.
pub(super) fn memo_words(memo: &Memo, ui: &Ui) -> String {
    let words = memo.text.lines().next().unwrap_or_default();
    ui.tell(&Message::new("panel-memo").with("memo", words))
}

/// Memos on passages that the cursor is in.
fn draw_passage_memos(coding: &Coding, loaded: &Loaded, pen: &mut Pen) {
    for memo in passage_memos(coding, loaded) {
        let words = format!(" {}", memo_words(memo, pen.ui));
        pen.line(&words, pen.ui.style(Role::Dim));
    }
}

/// Memos on passages that share something with what the cursor is on.
pub(super) fn passage_memos<'a>(
    coding: &Coding,
    loaded: &'a Loaded,
) -> impl Iterator<Item = &'a Memo> {
    let head = coding.head;
    let memos = loaded.open.iter().flat_map(|open| &open.memos);
    memos.filter(move |memo| match memo.target {
        MemoTarget::Passage { span, .. } => head.is_some_and(|head| span.overlaps(head)),
        _ => false,
    })
}

/// The whole label of whoever speaks, where the gutter cuts it.
fn draw_speaker(coding: &Coding, loaded: &Loaded, pen: &mut Pen) {
    let Some(open) = &loaded.open else {
        return;
    };
    let speaker = coding.turn().and_then(|turn| {
        open.speakers
            .get(usize::from(open.turns.get(turn)?.speaker?))
    });
    if let Some(speaker) = speaker
        && pen.ui.width(&speaker.label) > coding.gutter.label
    {
        let words = Message::new("panel-speaker").with("label", &speaker.label);
        let words = pen.ui.tell(&words);
        pen.wrapped(&words);
        pen.rule();
    }
}

/// The question that the passage answers.
fn draw_question(coding: &Coding, app: &App, pen: &mut Pen) {
    let Some((question, how)) = answered(coding, &app.loaded) else {
        return;
    };
    let text = in_language(app.desk.lang, &question.text, &question.text_en);
    let key = match how {
        Asked::Reworded => "panel-question-reworded",
        _ => "panel-question",
    };
    let words = Message::new(key)
        .with("number", &question.number)
        .with("text", text);
    let words = pen.ui.tell(&words);
    pen.wrapped(&words);
    pen.rule();
}

/// Links from and to a coding, a line each.
fn links_of(tag: &Tag, loaded: &Loaded, ui: &Ui) -> Vec<String> {
    let Some(open) = &loaded.open else {
        return Vec::new();
    };
    let code_of = |id| open.layer.get(id).map(|it| name(loaded, it.code));
    open.links
        .iter()
        .filter_map(|link| {
            let (arrow, other) = if link.from == tag.id {
                ("->", code_of(link.to)?)
            } else if link.to == tag.id {
                ("<-", code_of(link.from)?)
            } else {
                return None;
            };
            let relation =
                Message::new(relation_key(&link.relation)).with("relation", &link.relation);
            let whose = if link.coder == loaded.coder {
                String::new()
            } else {
                format!(" ({})", link.coder)
            };
            Some(format!("{arrow} {} {other}{whose}", ui.tell(&relation)))
        })
        .collect()
}

fn draw_pins(app: &App, pen: &mut Pen) {
    let loaded = &app.loaded;
    if loaded.pins.set.is_empty() {
        pen.heading("panel-pins");
    } else {
        let set = pin_set_name(loaded, app.desk.lang);
        let words = pen.ui.tell(&Message::new("panel-pins-of").with("set", set));
        pen.line(&words, pen.ui.style(Role::Heading));
    }
    let pins: Vec<(u8, &Code)> = DIGITS
        .iter()
        .filter_map(|digit| Some((*digit, loaded.codebook.get(pinned(loaded, *digit)?)?)))
        .collect();
    if pins.is_empty() {
        let words = pen.ui.say("empty-pins");
        pen.wrapped(&words);
    }
    for (digit, code) in pins {
        let words = format!(" [{digit}] {} {}", code.entry.public_id, code.entry.name);
        let style = pen.ui.theme.code(Role::Text, code.entry.color);
        pen.thing(&words, style, Under::Code(code.id));
    }
    let repeat = repeat_words(app);
    if !repeat.is_empty() {
        let words = pen
            .ui
            .tell(&Message::new("panel-repeat").with("codes", repeat));
        let words = format!(" [.] {words}");
        let repeat = Under::Command(Command::Repeat);
        pen.thing(&words, pen.ui.style(Role::Text), repeat);
    }
    pen.rule();
}

fn draw_recent(app: &App, pen: &mut Pen) {
    let recent: Vec<&Code> = app
        .desk
        .recent
        .iter()
        .filter_map(|code| app.loaded.codebook.get(*code))
        .collect();
    if recent.is_empty() {
        return;
    }
    pen.heading("panel-recent");
    for code in recent {
        let words = format!("  {} {}", code.entry.public_id, code.entry.name);
        pen.thing(&words, pen.ui.style(Role::Text), Under::Code(code.id));
    }
    pen.rule();
}

fn draw_definition(code: &Code, pen: &mut Pen) {
    let heading = Message::new("panel-definition").with(
        "code",
        format!("{} {}", code.entry.public_id, code.entry.name),
    );
    let heading = pen.ui.tell(&heading);
    pen.line(&heading, pen.ui.style(Role::Heading));
    if code.entry.definition.is_empty() {
        let words = pen.ui.say("panel-no-definition");
        pen.line(&words, pen.ui.style(Role::Dim));
    } else {
        pen.wrapped(&code.entry.definition);
    }
    for (key, words) in [
        ("panel-use", &code.entry.use_when),
        ("panel-not", &code.entry.not_when),
        ("panel-example", &code.entry.example),
    ] {
        if !words.is_empty() {
            let label = pen.ui.say(key);
            pen.wrapped(&format!("{label}{words}"));
        }
    }
}

fn latest(app: &App) -> Option<&Code> {
    let code: CodeId = *app.desk.recent.first()?;
    app.loaded.codebook.get(code)
}

fn confidence_key(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::High => "confidence-high",
        Confidence::Middle => "confidence-middle",
        Confidence::Low => "confidence-low",
    }
}

/// A coding in a line: digit, number, name, coder, and where it stands if it doesn't count.
pub(super) fn coding_words(tag: &Tag, code: &Code, loaded: &Loaded, ui: &Ui) -> String {
    let digit = loaded
        .pins
        .digit(code.id)
        .map_or_else(|| "-".to_owned(), |digit| digit.to_string());
    let mut words = format!("{digit} {} {}", code.entry.public_id, code.entry.name);
    if tag.starred {
        words.push_str(" *");
    }
    if let Some(confidence) = tag.confidence {
        words = format!("{words} ~{}", ui.say(confidence_key(confidence)));
    }
    if let Some(use_as) = tag.use_as {
        let key = match use_as {
            Use::NotQuoted => "cell-withheld",
            Use::Background => "cell-background",
        };
        words = format!("{words} {}", ui.say(key));
    }
    if tag.coder != loaded.coder {
        words = format!("{words} ({})", tag.coder);
    }
    if matches!(tag.status, Status::Suggested) {
        words.push_str(" ?");
    } else if matches!(tag.status, Status::Rejected) {
        words.push_str(" x");
    }
    words
}

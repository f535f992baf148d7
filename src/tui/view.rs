//! Draws the state: the screen with its frame, the overlays over it, and last the cursor.
//!
//! Nothing is computed here that updating needs; nothing but the buffer changes.

use std::borrow::Cow;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::strings::{Arg, Strings};
use crate::study::Access;
use crate::text::{self, Measure};

use super::app::{App, Desk, FollowUp, InputMethod};
use super::command::Command;
use super::event::{Message, Standing};
use super::footer;
use super::glyphs::Glyphs;
use super::keymap::{Context, Keymap};
use super::layout;
use super::overlays;
use super::pointer::Under;
use super::possible::why_not;
use super::screens::{Screen, agreement, codebook, coding, disagreements, memos, review, split};
use super::theme::{Role, Theme};
use super::tour;
use super::widgets::clear_under::clear_under;
use super::widgets::{Canvas, fill, from_column, put, put_right, row};

/// What drawing needs besides the state: words and looks.
#[derive(Clone, Copy)]
pub struct Ui<'a> {
    /// The words.
    pub strings: &'a Strings,
    /// The looks.
    pub theme: &'a Theme,
    /// What lines and frames are drawn with.
    pub glyphs: Glyphs,
    /// How the terminal counts cells.
    pub measure: Measure,
    /// What is on the keys, where sentences may tell it.
    pub keys: Option<Keys<'a>>,
}

/// What is on the keys where a frame is drawn.
#[derive(Clone, Copy)]
pub struct Keys<'a> {
    /// The keys.
    pub keymap: &'a Keymap,
    /// Where a key pressed now is looked up.
    pub here: &'a [Context],
    /// Where it is looked up once nothing lies over the screen.
    pub below: &'a [Context],
}

impl Keys<'_> {
    /// The first key of a command: here, on the screen, else wherever it has one. The
    /// command as it is typed where none leads to it.
    #[must_use]
    pub fn of(&self, command: &str) -> String {
        let keys = Command::from_name(command).and_then(|command| {
            [self.here, self.below]
                .into_iter()
                .find_map(|contexts| self.keymap.keys_of(contexts, command).into_iter().next())
                .or_else(|| self.keymap.first_key(command))
        });
        keys.unwrap_or_else(|| format!(":{command}"))
    }
}

impl<'a> Ui<'a> {
    /// Words and looks on the terminal that a desk knows.
    #[must_use]
    pub fn new(strings: &'a Strings, theme: &'a Theme, desk: &Desk) -> Self {
        Self {
            strings,
            theme,
            glyphs: desk.glyphs,
            measure: desk.measure,
            keys: None,
        }
    }

    /// The same where sentences tell what is on these keys.
    #[must_use]
    pub fn with_keys<'b>(&self, keys: Keys<'b>) -> Ui<'b>
    where
        'a: 'b,
    {
        Ui {
            keys: Some(keys),
            ..*self
        }
    }

    /// The key of a command, as sentences tell it.
    fn key_of(&self, command: &str) -> String {
        match self.keys {
            Some(keys) => keys.of(command),
            None => format!(":{command}"),
        }
    }

    /// Cells that a text takes.
    #[must_use]
    pub fn width(&self, words: &str) -> u16 {
        self.measure.width(words)
    }

    /// A text in at most so many cells, with a mark where it was cut.
    #[must_use]
    pub fn fit<'b>(&self, words: &'b str, columns: u16) -> Cow<'b, str> {
        self.measure.fit(words, columns)
    }

    /// A text in exactly so many cells.
    #[must_use]
    pub fn pad(&self, words: &str, columns: u16) -> String {
        self.measure.pad(words, columns)
    }

    /// The rows of a text in so many cells.
    #[must_use]
    pub fn rows(&self, words: &str, columns: u16) -> Vec<text::Row> {
        self.measure.rows(words, columns)
    }

    /// Draws the mark of the row under the cursor into the first cell of an area.
    pub fn mark(&self, buffer: &mut Canvas, area: Rect, style: Style) {
        let cell = Rect::new(area.x, area.y, area.width.min(1), 1);
        fill(buffer, cell, self.glyphs.mark(), style);
    }

    /// Marks the row under the cursor over its whole width, with a mark after `indent`
    /// cells, and returns its look.
    pub fn mark_row(&self, buffer: &mut Canvas, line: Rect, indent: u16) -> Style {
        let style = self.style(Role::Cursor);
        buffer.set_style(line, style);
        self.mark(buffer, from_column(line, indent), style);
        style
    }

    /// Writes the keys of a pop-up into a row of it.
    pub fn keys(&self, buffer: &mut Canvas, line: Rect, key: &str) {
        let words = self.say(key);
        put(buffer, from_column(line, 1), &words, self.style(Role::Hint));
    }

    /// Draws a line from left to right in the first row of an area.
    pub fn line(&self, buffer: &mut Canvas, area: Rect, role: Role) {
        fill(buffer, area, self.glyphs.line(), self.style(role));
    }

    /// Draws the line between two parts that stand below or beside each other.
    pub fn divider(&self, buffer: &mut Canvas, area: Rect) {
        if area.width > 1 {
            self.line(buffer, area, Role::Rule);
            return;
        }
        for y in 0..area.height {
            let cell = row(area, y);
            fill(buffer, cell, self.glyphs.edge(), self.style(Role::Rule));
        }
    }

    /// The words under a key.
    #[must_use]
    pub fn say(&self, key: &str) -> String {
        self.strings
            .with_keys(key, Vec::new(), &|command| self.key_of(command))
    }

    /// A sentence with its arguments.
    #[must_use]
    pub fn tell(&self, message: &Message) -> String {
        self.strings
            .tell_with(message, &|name, value| self.arg(name, value), &|command| {
                self.key_of(command)
            })
    }

    /// An argument: `n` is a count, `step` the kind of a step, which has a name in the strings.
    fn arg(&self, name: &str, value: &str) -> Arg<'static> {
        match (name, value.parse::<u64>()) {
            ("n", Ok(n)) => Arg::from(n),
            ("step", Err(_)) => Arg::from(self.say(&format!("edit-{value}"))),
            _ => Arg::from(text::visible(value).into_owned()),
        }
    }

    /// How a role looks.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }

    /// Writes words over several rows with a margin, for screens that have nothing else to show.
    pub fn paragraph(&self, buffer: &mut Canvas, area: Rect, words: &str) {
        let inner = Rect::new(
            area.x + 2.min(area.width),
            area.y + 1.min(area.height),
            area.width.saturating_sub(4),
            area.height.saturating_sub(1),
        );
        self.wrapped(buffer, inner, words, self.style(Role::Text));
    }

    /// Writes words over as many rows as they need and returns how many that were.
    pub fn wrapped(&self, buffer: &mut Canvas, area: Rect, words: &str, style: Style) -> u16 {
        let rows = self.rows(words, area.width);
        let mut n = 0;
        for span in rows.iter().take(usize::from(area.height)) {
            let part = &words[span.start as usize..span.end as usize];
            put(buffer, row(area, n), part, style);
            n += 1;
        }
        n
    }
}

/// Draws a frame and puts the terminal's cursor where the person's is.
pub fn view(app: &App, ui: &Ui, frame: &mut Frame) {
    let cursor = draw(app, ui, frame.buffer_mut());
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

/// Draws into a buffer of the size in the state and returns where the cursor is.
pub fn draw(app: &App, ui: &Ui, buffer: &mut Buffer) -> Option<Position> {
    let size = app.desk.size;
    let ui = &ui.with_keys(Keys {
        keymap: &app.keymap,
        here: app.contexts(),
        below: app.screen().contexts(),
    });
    let buffer = &mut Canvas::new(buffer, ui.measure);
    let all = buffer.area;
    buffer.set_style(all, ui.style(Role::Text));
    if !layout::fits(size) {
        let words = Message::new("too-small")
            .with("width", layout::SMALLEST.width)
            .with("height", layout::SMALLEST.height)
            .with("now", format!("{}x{}", size.width, size.height));
        ui.wrapped(buffer, all, &ui.tell(&words), ui.style(Role::Text));
        return None;
    }
    let areas = match app.screen() {
        Screen::Coding(screen) => layout::coding(size, screen.gutter, screen.panel).frame,
        _ => layout::frame(size),
    };
    let (left, right) = title(app, ui);
    draw_title(ui, buffer, areas.title, &left, &right);
    ui.line(buffer, areas.rule, Role::Rule);
    let mut cursor = match app.screen() {
        Screen::Coding(screen) => coding::draw(screen, app, ui, buffer),
        Screen::Home(home) => home.draw(&app.loaded, ui, buffer, areas.body, size),
        Screen::History(it) => it.draw(&app.loaded.coder, ui, buffer, areas.body),
        Screen::Attributes(table) => table.draw(&app.loaded, ui, buffer, areas.body),
        Screen::Interviews(list) => list.draw(&app.loaded, ui, buffer, areas.body),
        Screen::Overview(it) => it.draw(ui, buffer, areas.body),
        Screen::Analysis(it) => it.draw(ui, buffer, areas.body),
        Screen::Agreement(table) => table.draw(ui, buffer, areas.body),
        Screen::Differences(list) => list.draw(ui, buffer, areas.body),
        Screen::Review(it) => review::draw(it, app, ui, buffer),
        Screen::Disagreements(it) => disagreements::draw(it, app, ui, buffer),
        Screen::Passages(list) => list.draw(ui, buffer, areas.body),
        Screen::Memos(list) => memos::draw(list, app, ui, buffer),
        Screen::Search(search) => search.draw(ui, buffer, areas.body),
        Screen::Codebook(tree) => codebook::draw(tree, app, ui, buffer),
        Screen::Split(it) => split::draw(it, app, ui, buffer),
        Screen::Conflicts(it) => it.draw(ui, buffer, areas.body),
        Screen::Importing(it) => it.draw(ui, buffer, areas.body),
        Screen::Versions(it) => it.draw(&app.loaded, ui, buffer, areas.body),
    };
    draw_footer(app, ui, buffer, areas.footer);
    draw_status(app, ui, buffer, areas.status);
    for overlay in &app.overlays {
        cursor = overlays::draw(overlay, app, ui, buffer);
    }
    if app.follow_up == FollowUp::Shown {
        draw_pending(app, ui, buffer);
    }
    draw_error(app, ui, buffer, areas.status);
    tour::draw(app, ui, buffer);
    cursor
}

fn draw_title(ui: &Ui, buffer: &mut Canvas, area: Rect, left: &str, right: &str) {
    let style = ui.style(Role::Title);
    let right_width = ui.width(right) + 1;
    let room = area.width.saturating_sub(right_width + 2);
    put(buffer, from_column(area, 1), &ui.fit(left, room), style);
    let right_area = Rect::new(area.x, area.y, area.width.saturating_sub(1), 1);
    put_right(
        buffer,
        right_area,
        &ui.fit(right, right_area.width),
        ui.style(Role::Dim),
    );
}

/// What the title says on the left, and on the right.
fn title(app: &App, ui: &Ui) -> (String, String) {
    let left = match app.screen() {
        Screen::Coding(screen) => coding::title(screen, app, ui),
        Screen::Home(_) | Screen::Attributes(_) | Screen::Interviews(_) => {
            let n = app.loaded.interviews.len();
            let place = if app.loaded.title.is_empty() {
                ui.say("title-study")
            } else {
                app.loaded.title.clone()
            };
            format!(
                "{place}  {}",
                ui.tell(&Message::new("title-interviews").with("n", n))
            )
        }
        Screen::History(it) => ui.tell(&Message::new("title-history").with("n", it.steps().len())),
        Screen::Overview(it) => it.title(ui),
        Screen::Analysis(it) => it.title(ui),
        Screen::Agreement(table) => agreement::title(table, ui),
        Screen::Differences(list) => ui.tell(
            &Message::new("title-differences")
                .with("code", coding::name(&app.loaded, list.code))
                .with("n", list.shown().len()),
        ),
        Screen::Review(it) => review::title(it, app, ui),
        Screen::Disagreements(it) => disagreements::title(it, app, ui),
        Screen::Passages(list) => list.title(&app.loaded, ui),
        Screen::Search(search) => {
            format!("{}  {}", ui.say("title-search"), ui.say(search.order_key()))
        }
        Screen::Memos(list) => memos::title(list, &app.loaded, ui),
        Screen::Codebook(tree) => codebook::title(tree, app, ui),
        Screen::Split(it) => split::title(it, app, ui),
        Screen::Conflicts(it) => it.title(ui),
        Screen::Importing(it) => it.title(ui),
        Screen::Versions(it) => {
            ui.tell(&Message::new("title-versions").with("n", it.changes.len()))
        }
    };
    let (right, between) = title_right(app, ui);
    let right: Vec<String> = right.into_iter().map(|(words, _)| words).collect();
    (left, right.join(between))
}

/// The pieces on the right of the title with what a click on them does, and what stands between.
fn title_right(app: &App, ui: &Ui) -> (Vec<(String, Under)>, &'static str) {
    let roomy = app.desk.size.width >= 100;
    let plain = |words: String| (words, Under::Title);
    let mut right = vec![plain(app.loaded.coder.clone())];
    if let Some(words) = blind(app, ui) {
        right.push(plain(words));
    }
    if app.loaded.demo {
        right.push(plain(ui.say(if roomy {
            "title-demo"
        } else {
            "title-demo-short"
        })));
    }
    if let Screen::Coding(screen) = app.screen() {
        let key = if roomy {
            "title-unread"
        } else {
            "title-unread-short"
        };
        let words = ui.tell(&Message::new(key).with("n", screen.reading.n_unread()));
        right.push((words, Under::Command(Command::NextUnread)));
    }
    match &app.loaded.access {
        Access::Writing => {}
        Access::Reading => right.push(plain(ui.say("title-reading"))),
        Access::Protected => right.push(plain(ui.say("title-protected"))),
        Access::Elsewhere(_) => right.push(plain(ui.say("title-elsewhere"))),
    }
    if let Some(at) = &app.desk.saved {
        // Hours and minutes do where the seconds would cost the name of the unit.
        let at = if roomy { at } else { at.get(..5).unwrap_or(at) };
        right.push(plain(ui.tell(&Message::new("title-saved").with("at", at))));
    }
    (right, if roomy { " | " } else { "  " })
}

/// That the acting coder codes blind: the interview in view, or on the home screen some.
fn blind(app: &App, ui: &Ui) -> Option<String> {
    let blind = &app.loaded.blind;
    match app.screen() {
        Screen::Coding(screen) if blind.contains(&screen.interview) => Some(ui.say("title-blind")),
        Screen::Home(_) if !blind.is_empty() => {
            Some(ui.tell(&Message::new("title-blind-n").with("n", blind.len())))
        }
        _ => None,
    }
}

/// The thing in a cell of the title's right side.
#[must_use]
pub(super) fn under_title(app: &App, ui: &Ui, area: Rect, x: u16) -> Under {
    let (pieces, between) = title_right(app, ui);
    let gap = ui.width(between);
    let mut end = area.right().saturating_sub(1);
    for (words, thing) in pieces.into_iter().rev() {
        let start = end.saturating_sub(ui.width(&words));
        if (start..end).contains(&x) {
            return thing;
        }
        end = start.saturating_sub(gap);
    }
    Under::Title
}

fn draw_footer(app: &App, ui: &Ui, buffer: &mut Canvas, area: Rect) {
    if let Some(words) = footer::size_of_passage(app, ui, area.width) {
        put(
            buffer,
            from_column(row(area, 0), 1),
            &words,
            ui.style(Role::Text),
        );
    }
    let second = row(area, 1);
    let mut used = 0;
    for hint in footer::hints(app, ui, area) {
        let possible = why_not(app, hint.command).is_none();
        let role = if possible { Role::Key } else { Role::Faint };
        let after = put(buffer, hint.area, &hint.keys, ui.style(role));
        let word = from_column(hint.area, after - hint.area.x + 1);
        put(buffer, word, &hint.word, ui.style(Role::Hint));
        if hint.area.y == second.y {
            used = hint.area.right();
        }
    }
    if matches!(app.screen(), Screen::Coding(_)) {
        let note = ui.say("ime-note");
        if used + ui.width(&note) + 4 < second.width {
            let line = Rect::new(second.x, second.y, second.width - 1, 1);
            put_right(buffer, line, &note, ui.style(Role::Dim));
        }
    }
}

fn draw_status(app: &App, ui: &Ui, buffer: &mut Canvas, area: Rect) {
    ui.line(buffer, area, Role::Rule);
    let mut area = area;
    if app.desk.input_method == InputMethod::Saying {
        let words = format!(" {} ", ui.say("ime-on"));
        let right = Rect::new(area.x, area.y, area.width.saturating_sub(1), 1);
        let start = put_right(buffer, right, &words, ui.style(Role::Notice));
        area.width = start.saturating_sub(area.x);
    }
    if let Some(remark) = &app.desk.remark {
        let words = format!(" {} ", ui.tell(remark));
        let area = from_column(area, 1);
        put(
            buffer,
            area,
            &ui.fit(&words, area.width.saturating_sub(1)),
            ui.style(Role::Notice),
        );
    }
}

/// An error stays until it is dismissed; it says whether the data are safe and what to press.
fn draw_error(app: &App, ui: &Ui, buffer: &mut Canvas, status: Rect) {
    let Some(error) = app.desk.errors.front() else {
        return;
    };
    let style = ui.style(Role::Error);
    let what = ui.tell(&error.what);
    let standing = match error.study {
        Standing::Unchanged => "trouble-safe",
        Standing::Changed => "trouble-changed",
    };
    let what = what.trim_end_matches(['.', '。']).to_owned();
    let mut words = ui.tell(&Message::new(standing).with("what", what));
    if app.desk.errors.len() > 1 {
        let more = Message::new("trouble-more").with("n", app.desk.errors.len() - 1);
        words = format!("{words} {}", ui.tell(&more));
    }
    let width = status.width.saturating_sub(2);
    let n_rows = u16::try_from(ui.rows(&words, width).len())
        .unwrap_or(u16::MAX)
        .min(status.y.saturating_sub(2) + 1);
    let area = Rect::new(status.x, status.bottom() - n_rows, status.width, n_rows);
    clear_under(buffer, area, style);
    let inner = Rect::new(area.x + 1, area.y, width, area.height);
    ui.wrapped(buffer, inner, &words, style);
}

/// What may follow the keys pressed so far: in the corner where the passage is not.
fn draw_pending(app: &App, ui: &Ui, buffer: &mut Canvas) {
    let following: Vec<(String, String)> = app
        .keymap
        .continuations(app.contexts(), &app.pending)
        .into_iter()
        .map(|(keys, command)| (keys, ui.say(command.title_key())))
        .collect();
    let keep = app.screen().kept_rows(app.desk.size);
    // What doesn't fit below each other stands in two columns.
    let rows = usize::from(layout::corner_rows(app.desk.size));
    let n_rows = match following.len() {
        n if n <= rows => n,
        n => n.div_ceil(2),
    };
    let columns: Vec<Following> = following
        .chunks(n_rows.max(1))
        .take(2)
        .map(|rows| Following::new(ui, rows))
        .collect();
    let area = layout::corner(
        app.desk.size,
        columns.iter().map(Following::width).sum::<u16>() + 1,
        u16::try_from(n_rows + 2).unwrap_or(u16::MAX),
        keep,
    );
    let inner = boxed(ui, buffer, area, &super::keymap::printed(&app.pending));
    let mut left = 0;
    for column in &columns {
        column.draw(ui, buffer, from_column(inner, left));
        left += column.width();
    }
}

/// A column of what may follow: keys and what they do.
struct Following<'a> {
    rows: &'a [(String, String)],
    keys_width: u16,
    words_width: u16,
}

impl<'a> Following<'a> {
    fn new(ui: &Ui, rows: &'a [(String, String)]) -> Self {
        let longest = |width: &dyn Fn(&(String, String)) -> u16| rows.iter().map(width).max();
        Self {
            rows,
            keys_width: longest(&|(keys, _)| ui.width(keys)).unwrap_or(0),
            words_width: longest(&|(_, words)| ui.width(words)).unwrap_or(0),
        }
    }

    /// Its cells, with what parts it from the next.
    fn width(&self) -> u16 {
        self.keys_width + self.words_width + 5
    }

    fn draw(&self, ui: &Ui, buffer: &mut Canvas, area: Rect) {
        for ((keys, words), y) in self.rows.iter().zip(0..area.height) {
            let line = row(area, y);
            put(buffer, from_column(line, 1), keys, ui.style(Role::Key));
            let room = from_column(line, self.keys_width + 3);
            let words = ui.fit(words, room.width);
            put(buffer, room, &words, ui.style(Role::Hint));
        }
    }
}

/// Draws the frame of a pop-up with a heading and returns the room inside.
pub fn boxed(ui: &Ui, buffer: &mut Canvas, area: Rect, heading: &str) -> Rect {
    clear_under(buffer, area, ui.style(Role::Popup));
    let style = ui.style(Role::Border);
    if area.width < 4 || area.height < 3 {
        return Rect::new(area.x, area.y, 0, 0);
    }
    let [top_left, top_right, bottom_left, bottom_right] = ui.glyphs.corners();
    let right = area.width - 1;
    for (y, left_corner, right_corner) in [
        (area.y, top_left, top_right),
        (area.bottom() - 1, bottom_left, bottom_right),
    ] {
        let line = Rect::new(area.x, y, area.width, 1);
        fill(buffer, line, ui.glyphs.line(), style);
        fill(buffer, Rect { width: 1, ..line }, left_corner, style);
        fill(buffer, from_column(line, right), right_corner, style);
    }
    for y in area.y + 1..area.bottom() - 1 {
        let line = Rect::new(area.x, y, area.width, 1);
        fill(buffer, Rect { width: 1, ..line }, ui.glyphs.edge(), style);
        fill(buffer, from_column(line, right), ui.glyphs.edge(), style);
    }
    let title = Rect::new(area.x + 2, area.y, area.width - 4, 1);
    let words = format!(" {} ", ui.fit(heading, title.width.saturating_sub(2)));
    put(buffer, title, &words, ui.style(Role::Heading));
    Rect::new(area.x + 1, area.y + 1, area.width - 2, area.height - 2)
}

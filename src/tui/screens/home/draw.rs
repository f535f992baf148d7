//! How the home screen looks: panels on a large screen, lines on a small one.

use ratatui::layout::{Position, Rect, Size};

use crate::study::{Loaded, Progress};
use crate::tui::event::Message;
use crate::tui::layout;
use crate::tui::overlays::waiting;
use crate::tui::screens::{coding, history};
use crate::tui::theme::Role;
use crate::tui::view::{Ui, boxed};
use crate::tui::widgets::{Canvas, fill, from_column, put, put_right, row};

use super::{Glance, Home, Row};

pub(super) fn draw(
    home: &Home,
    loaded: &Loaded,
    ui: &Ui,
    buffer: &mut Canvas,
    area: Rect,
    size: Size,
) -> Option<Position> {
    if loaded.interviews.is_empty() {
        ui.paragraph(buffer, area, &ui.say("empty-interviews"));
        return None;
    }
    let Some(glance) = &home.glance else {
        ui.paragraph(buffer, area, &ui.say("home-looking"));
        return None;
    };
    let page = Page {
        home,
        loaded,
        glance,
        ui,
    };
    let parts = layout::home(size);
    match &parts.panels {
        Some(panels) => page.panels(buffer, panels),
        None => page.lines(buffer, area, &parts),
    }
    page.steps(buffer, parts.steps);
    page.file(buffer, parts.file);
    page.choices(buffer, parts.choices)
}

/// What every part of the screen is drawn from.
struct Page<'a> {
    home: &'a Home,
    loaded: &'a Loaded,
    glance: &'a Glance,
    ui: &'a Ui<'a>,
}

impl Page<'_> {
    fn panels(&self, buffer: &mut Canvas, panels: &layout::Panels) {
        let ui = self.ui;
        let n = self.loaded.interviews.len();
        let title = ui.tell(&Message::new("home-progress").with("n", n));
        let progress = boxed(ui, buffer, panels.progress, &title);
        self.interviews(buffer, progress);
        let title = ui.tell(&Message::new("home-codebook").with("n", self.n_codes()));
        let codes = boxed(ui, buffer, panels.codebook, &title);
        self.codes(buffer, codes);
        for (panel, title) in [
            (panels.decisions, "home-decisions"),
            (panels.steps, "home-steps"),
            (panels.file, "home-file"),
        ] {
            boxed(ui, buffer, panel, &ui.say(title));
        }
    }

    fn lines(&self, buffer: &mut Canvas, area: Rect, parts: &layout::Home) {
        let ui = self.ui;
        let sums = from_column(row(area, 0), 1);
        let words = self.summary();
        put(
            buffer,
            sums,
            &ui.fit(&words, sums.width),
            ui.style(Role::Text),
        );
        let over = |part: Rect, by: u16| Rect::new(area.x, part.y - by, area.width, 1);
        if !parts.steps.is_empty() {
            ui.line(buffer, over(parts.steps, 2), Role::Rule);
            let heading = from_column(over(parts.steps, 1), 1);
            put(
                buffer,
                heading,
                &ui.say("home-steps"),
                ui.style(Role::Heading),
            );
        }
        ui.line(buffer, over(parts.file, 1), Role::Rule);
    }

    /// Sums over all interviews, in a line.
    fn summary(&self) -> String {
        let all = &self.glance.overview.interviews;
        let count = |fits: fn(&Progress) -> bool| all.iter().filter(|it| fits(it)).count();
        let done = count(|it| it.done);
        let begun = count(|it| !it.done && !it.is_untouched());
        let codings: u32 = all.iter().map(|it| it.codings).sum();
        self.ui.tell(
            &Message::new("home-summary")
                .with("interviews", all.len())
                .with("codings", codings)
                .with("done", done)
                .with("begun", begun)
                .with("rest", all.len() - done - begun),
        )
    }

    /// How far the coder is with each interview, as many as fit, and the sums.
    fn interviews(&self, buffer: &mut Canvas, area: Rect) {
        let ui = self.ui;
        let dim = ui.style(Role::Dim);
        let text = ui.style(Role::Text);
        let head = row(area, 0);
        let own = ui.width(&ui.say("home-own-codings")) + 2;
        let columns = [18, 8, own];
        let name = head.width.saturating_sub(columns.iter().sum::<u16>() + 2);
        put(buffer, from_column(head, 1), &ui.say("col-interview"), dim);
        put(
            buffer,
            from_column(head, 1 + name),
            &ui.say("home-state"),
            dim,
        );
        let right = |line: Rect| Rect::new(line.x, line.y, line.width.saturating_sub(1), 1);
        let before_last =
            |line: Rect| Rect::new(line.x, line.y, line.width.saturating_sub(own + 1), 1);
        put_right(buffer, before_last(head), &ui.say("col-unread"), dim);
        put_right(buffer, right(head), &ui.say("home-own-codings"), dim);
        let n_rows = usize::from(area.height.saturating_sub(3));
        let all = &self.glance.overview.interviews;
        // The interviews around the one where the coder was last.
        let latest = self.glance.overview.latest;
        let here = all.iter().position(|it| Some(it.interview) == latest);
        let from = here
            .unwrap_or(0)
            .saturating_sub(n_rows / 2)
            .min(all.len().saturating_sub(n_rows));
        for (progress, n) in all.iter().skip(from).take(n_rows).zip(1..) {
            let line = row(area, n);
            let words = ui
                .fit(&self.name(progress), name.saturating_sub(1))
                .into_owned();
            put(buffer, from_column(line, 1), &words, text);
            let state = ui.fit(&self.state(progress), columns[0]).into_owned();
            put(buffer, from_column(line, 1 + name), &state, text);
            let unread = self.loaded.unread.get(&progress.interview);
            let unread = unread.map_or_else(|| "-".to_owned(), u32::to_string);
            put_right(buffer, before_last(line), &unread, text);
            put_right(buffer, right(line), &progress.codings.to_string(), text);
        }
        let foot = row(area, area.height.saturating_sub(1));
        put(
            buffer,
            from_column(foot, 1),
            &ui.fit(&self.summary(), foot.width.saturating_sub(2)),
            dim,
        );
    }

    fn name(&self, progress: &Progress) -> String {
        self.loaded
            .interviews
            .iter()
            .find(|it| it.id == progress.interview)
            .map_or_else(String::new, |it| it.name.clone())
    }

    fn state(&self, progress: &Progress) -> String {
        let key = if progress.done {
            "home-state-done"
        } else if progress.is_untouched() {
            "home-state-rest"
        } else {
            "home-state-begun"
        };
        let state = self.ui.say(key);
        match progress.turn.filter(|_| !progress.done) {
            Some(turn) => {
                let place = self.ui.tell(&Message::new("home-turn").with("turn", turn));
                format!("{state}  {place}")
            }
            None => state,
        }
    }

    fn n_codes(&self) -> usize {
        let codes = self.loaded.codebook.codes();
        codes.iter().filter(|code| !code.retired).count()
    }

    /// The codes given most often, with bars, and how many were never given.
    fn codes(&self, buffer: &mut Canvas, area: Rect) {
        let ui = self.ui;
        let mut codes: Vec<_> = self
            .loaded
            .codebook
            .codes()
            .iter()
            .zip(&self.loaded.n_codings)
            .filter(|(code, _)| !code.retired)
            .collect();
        let unused = codes.iter().filter(|(_, n)| **n == 0).count();
        codes.retain(|(_, n)| **n > 0);
        codes.sort_by_key(|(_, n)| std::cmp::Reverse(**n));
        let most = codes.first().map_or(1, |(_, n)| **n);
        let name = area.width.saturating_sub(2 + 6 + 16);
        let n_rows = area.height.saturating_sub(2);
        for ((code, n), y) in codes.iter().take(usize::from(n_rows)).zip(0..) {
            let line = row(area, y);
            let words = ui
                .fit(&coding::name(self.loaded, code.id), name)
                .into_owned();
            put(buffer, from_column(line, 1), &words, ui.style(Role::Text));
            let figure = Rect::new(line.x + 1 + name, line.y, 5, 1).intersection(line);
            put_right(buffer, figure, &n.to_string(), ui.style(Role::Text));
            let length = u16::try_from(14 * **n / most.max(1)).unwrap_or(14).max(1);
            let bar = Rect::new(line.x + name + 8, line.y, length, 1).intersection(line);
            fill(buffer, bar, ui.glyphs.bar(), ui.style(Role::Bar));
        }
        let words = Message::new("home-codes-unused").with("n", unused);
        let foot = row(area, area.height.saturating_sub(1));
        put(
            buffer,
            from_column(foot, 1),
            &ui.tell(&words),
            ui.style(Role::Dim),
        );
    }

    /// What can be chosen, with the cursor.
    fn choices(&self, buffer: &mut Canvas, area: Rect) -> Option<Position> {
        let ui = self.ui;
        let rows = self.home.rows(self.loaded);
        if rows.is_empty() {
            put(
                buffer,
                from_column(row(area, 0), 1),
                &ui.say("home-nothing"),
                ui.style(Role::Dim),
            );
            return None;
        }
        let mut cursor = None;
        let numbers: Vec<usize> = rows
            .iter()
            .scan(0, |number, choice| {
                *number += usize::from(!matches!(choice, Row::Continue { .. }));
                Some(*number)
            })
            .collect();
        let view = self.home.list.view(rows.len(), usize::from(area.height));
        let below = rows.len().saturating_sub(view.end);
        let last = view.end.saturating_sub(1);
        for (place, y) in view.zip(0..) {
            let (choice, number) = (&rows[place], numbers[place]);
            let line = row(area, y);
            let style = if place == self.home.list.at {
                cursor = Some(line.as_position());
                ui.mark_row(buffer, line, 0)
            } else {
                ui.style(Role::Text)
            };
            let key = if matches!(choice, Row::Continue { .. }) {
                String::new()
            } else {
                format!("[{number}]")
            };
            put(buffer, from_column(line, 1), &key, style);
            let words = ui.tell(&self.words(choice));
            let mut room = line.width.saturating_sub(6);
            if place == last && below > 0 {
                let more = ui.tell(&Message::new("home-more").with("n", below));
                room = room.saturating_sub(ui.width(&more) + 2);
                let end = Rect::new(line.x, line.y, line.width.saturating_sub(1), 1);
                put_right(buffer, end, &more, ui.style(Role::Dim));
            }
            put(buffer, from_column(line, 5), &ui.fit(&words, room), style);
        }
        cursor
    }

    fn words(&self, row: &Row) -> Message {
        let interview = |id| {
            let interviews = self.loaded.interviews.iter();
            let mut found = interviews.filter(|it| it.id == id);
            found.next().map_or("", |it| it.name.as_str())
        };
        match row {
            Row::Continue {
                interview: id,
                turn,
                ..
            } => Message::new("home-continue")
                .with("place", interview(*id))
                .with("turn", turn.unwrap_or(1)),
            Row::Disagreements { n } => Message::new("home-disagreements").with("n", n),
            Row::Review { suggested, asked } => Message::new("home-review")
                .with("suggested", suggested)
                .with("asked", asked),
            Row::Outdated { n } => Message::new("home-outdated").with("n", n),
            Row::NotBegun { n, first } => Message::new("home-not-begun")
                .with("n", n)
                .with("first", interview(*first)),
            Row::NoInterviewer { n, first } => Message::new("home-no-interviewer")
                .with("n", n)
                .with("first", interview(*first)),
            Row::Undefined { n, first } => Message::new("home-undefined")
                .with("n", n)
                .with("first", coding::name(self.loaded, *first)),
            Row::Conflicts { n } => Message::new("home-conflicts").with("n", n),
            Row::Copy { file } => Message::new("home-copy").with("file", waiting::name(file)),
            Row::Findings { n, first, place } => Message::new("home-findings")
                .with("n", n)
                .with("first", self.ui.say(&format!("finding-{first}")))
                .with("place", place),
        }
    }

    fn steps(&self, buffer: &mut Canvas, area: Rect) {
        let ui = self.ui;
        let steps = self.glance.overview.steps.iter().zip(&self.glance.times);
        for ((step, at), y) in steps.zip(0..area.height) {
            let words = format!("{at}  {}  {}", step.entry.coder, history::about(ui, step));
            let line = row(area, y);
            let role = match step.entry.state {
                crate::study::OpState::Done => Role::Text,
                _ => Role::Dim,
            };
            let words = ui.fit(&words, line.width.saturating_sub(2)).into_owned();
            put(buffer, from_column(line, 1), &words, ui.style(role));
        }
    }

    fn file(&self, buffer: &mut Canvas, area: Rect) {
        let ui = self.ui;
        let overview = &self.glance.overview;
        let file = &overview.file;
        let privacy = match file.is_private {
            Some(true) => ui.say("home-private"),
            Some(false) => ui.say("home-not-private"),
            None => String::new(),
        };
        let size = Message::new("home-size")
            .with("mb", format!("{:.1}", file.bytes as f64 / 1e6))
            .with("privacy", privacy);
        let backups = match &file.backups.latest {
            Some(latest) => Message::new("home-backups")
                .with("n", file.backups.n)
                .with("latest", latest),
            None => Message::new("home-no-backups"),
        };
        let check = if overview.findings.is_empty() {
            Message::new("home-check-ok")
        } else {
            Message::new("home-check-found").with("n", overview.findings.len())
        };
        let place = match file.synced_by {
            Some(service) => Message::new("home-synced").with("service", service),
            None => Message::new("home-local"),
        };
        for (words, y) in [size, check, place, backups].iter().zip(0..area.height) {
            let line = row(area, y);
            let words = ui.tell(words);
            let words = ui.fit(&words, line.width.saturating_sub(2)).into_owned();
            put(buffer, from_column(line, 1), &words, ui.style(Role::Text));
        }
    }
}

//! What was read, looked over: files, what is known of one, its speakers and its words.

use ratatui::layout::{Position, Rect};

use crate::model::Role as Does;
use crate::study::Taken;
use crate::tui::event::Message;
use crate::tui::layout;
use crate::tui::screens::importing::Importing;
use crate::tui::screens::importing::batch::{Row, Turns};
use crate::tui::screens::importing::look::{Pane, Shown, in_turns, voices};
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, from_column, put, put_right, row};

pub fn draw(wizard: &Importing, ui: &Ui, buffer: &mut Canvas, body: Rect) -> Option<Position> {
    let areas = layout::importing(super::size_of(body));
    let look = &wizard.look;
    let files = draw_files(wizard, ui, buffer, areas.files);
    ui.divider(buffer, areas.divider);
    let (words, role) = match wizard.reading {
        None => (Message::new("import-about"), Role::Dim),
        Some(reading) => {
            let words = Message::new("import-reading-again").with("done", reading.progress.0);
            (words.with("of", reading.progress.1), Role::Notice)
        }
    };
    heading(ui, buffer, areas.about_head, &ui.tell(&words), role);
    let row = wizard.batch.rows.get(look.files.at);
    if let Some(row) = row {
        draw_about(wizard, row, ui, buffer, areas.about);
    }
    let interview = row.and_then(|row| wizard.batch.interview(row));
    let n = interview.map_or(0, |it| it.transcript.speakers.len());
    let words = ui.tell(&Message::new("import-speakers").with("n", n));
    let role = |pane: Pane| {
        if look.pane == pane {
            Role::Heading
        } else {
            Role::Dim
        }
    };
    heading(
        ui,
        buffer,
        areas.speakers_head,
        &words,
        role(Pane::Speakers),
    );
    let speakers = draw_speakers(wizard, ui, buffer, areas.speakers);
    let key = match look.shown {
        Shown::Turns => "import-turns",
        Shown::Whole => "import-whole",
    };
    let words = Message::new(key)
        .with("at", (look.words.at + 1).min(look.n_words(&wizard.batch)))
        .with("n", look.n_words(&wizard.batch));
    heading(
        ui,
        buffer,
        areas.words_head,
        &ui.tell(&words),
        role(Pane::Words),
    );
    if let Some(interview) = interview {
        super::words::draw(look, interview, ui, buffer, areas.words);
    }
    match look.pane {
        Pane::Files => files,
        Pane::Speakers => speakers,
        Pane::Words => Some(areas.words.as_position()),
    }
}

/// A line with words in it.
fn heading(ui: &Ui, buffer: &mut Canvas, area: Rect, words: &str, role: Role) {
    ui.line(buffer, area, Role::Rule);
    let words = format!(" {words} ");
    let room = from_column(area, 1);
    put(buffer, room, &ui.fit(&words, room.width), ui.style(role));
}

fn draw_files(wizard: &Importing, ui: &Ui, buffer: &mut Canvas, area: Rect) -> Option<Position> {
    let look = &wizard.look;
    let rows = &wizard.batch.rows;
    let mut cursor = None;
    let height = usize::from(area.height);
    for (n, place) in (0..).zip(look.files.view(rows.len(), height)) {
        let it = &rows[place];
        let line = row(area, n);
        let is_here = place == look.files.at;
        let style = if is_here {
            cursor = Some(line.as_position());
            ui.mark_row(buffer, line, 0)
        } else {
            ui.style(if it.is_out { Role::Faint } else { Role::Text })
        };
        let (words, role) = status(wizard, it);
        let state = ui.tell(&words);
        let right = Rect::new(line.x, line.y, line.width.saturating_sub(1), 1);
        let role = if is_here { style } else { ui.style(role) };
        let end = put_right(buffer, right, &ui.fit(&state, right.width / 2), role);
        let source = wizard.batch.source(it);
        let interview = wizard.batch.interview(it);
        let mut name = source.name();
        if let Some(interview) = interview {
            let stem = source.path.file_stem().map(|stem| stem.to_string_lossy());
            if stem.as_deref() != Some(it.name.as_str()) {
                name = format!("{name}: {}", it.name);
            } else if interview.name != it.name {
                name = format!("{name}: {}", interview.name);
            }
        }
        let room = end.saturating_sub(line.x + 3);
        put(buffer, from_column(line, 2), &ui.fit(&name, room), style);
    }
    cursor
}

/// How a row stands, in a few words.
fn status(wizard: &Importing, row: &Row) -> (Message, Role) {
    let source = wizard.batch.source(row);
    match &source.read {
        None => return (Message::new("working"), Role::Dim),
        Some(Err(_)) => return (Message::new("import-failed"), Role::Error),
        Some(Ok(_)) => {}
    }
    let about = wizard.batch.about(row);
    let known = about.and_then(|about| about.known.as_ref());
    let n = about.map_or(0, |about| about.warnings.len());
    match (known, row.twin) {
        (Some(known), _) if row.is_out || known.by == Taken::SameText => {
            (Message::new("import-known"), Role::Dim)
        }
        (_, Some(_)) => (Message::new("import-twin"), Role::Dim),
        _ if row.is_out => (Message::new("import-out"), Role::Dim),
        (Some(_), _) => (Message::new("import-adds"), Role::Text),
        _ if n > 0 => (Message::new("import-warned").with("n", n), Role::Notice),
        _ => (Message::new("import-ready"), Role::Text),
    }
}

fn draw_about(wizard: &Importing, it: &Row, ui: &Ui, buffer: &mut Canvas, area: Rect) {
    let area = Rect::new(area.x, area.y, area.width.saturating_sub(1), area.height);
    let area = from_column(area, 1);
    let mut y = 0;
    for (words, role) in facts(wizard, it, ui) {
        if y >= area.height {
            break;
        }
        let rest = Rect::new(area.x, area.y + y, area.width, area.height - y);
        y += ui.wrapped(buffer, rest, &words, ui.style(role)).max(1);
    }
}

/// What is known of a row, the most telling first.
fn facts(wizard: &Importing, it: &Row, ui: &Ui) -> Vec<(String, Role)> {
    let batch = &wizard.batch;
    let source = batch.source(it);
    let mut facts: Vec<(String, Role)> = Vec::new();
    if let Some(Err(why)) = &source.read {
        facts.push((ui.tell(why), Role::Error));
        facts.push((ui.say("import-failed-stays-out"), Role::Dim));
        return facts;
    }
    let mut tell = |message: Message, role: Role| facts.push((ui.tell(&message), role));
    if let Some(brought) = source.brought() {
        let plan = &brought.plan;
        let (codes, codings, memos) = (plan.codes.len(), plan.codings.len(), plan.memos.len());
        if codes + codings + memos > 0 {
            let words = Message::new("import-brings")
                .with("codes", codes)
                .with("codings", codings);
            tell(words.with("memos", memos), Role::Text);
        }
    }
    let (Some(interview), Some(about)) = (batch.interview(it), batch.about(it)) else {
        return facts;
    };
    let turns = match &source.reading.turns {
        Turns::Auto => Message::new("import-turns-auto"),
        Turns::None => Message::new("import-turns-none"),
        Turns::Survey => Message::new("import-turns-survey"),
        Turns::Pattern(pattern) => Message::new("import-turns-pattern").with("pattern", pattern),
    };
    let format = Message::new("import-format")
        .with("format", &about.format)
        .with("encoding", &about.encoding)
        .saying("turns", turns);
    tell(format, Role::Text);
    if let Some(known) = &about.known {
        let key = match known.by {
            Taken::SameText => "import-same-text",
            Taken::SameId | Taken::Added => "import-same-id",
        };
        tell(Message::new(key).with("name", &known.name), Role::Notice);
    } else if let Some(twin) = it.twin {
        let twin = batch.source(&batch.rows[twin]).name();
        tell(
            Message::new("import-same-as").with("name", twin),
            Role::Notice,
        );
    } else if it.name != interview.name && !it.is_out {
        let clash = Message::new("import-name-taken").with("name", &interview.name);
        tell(clash.with("new", &it.name), Role::Notice);
    }
    let kept = u32::try_from(interview.transcript.text.chars().count()).unwrap_or(u32::MAX);
    let spoken = in_turns(interview);
    let sum = Message::new("import-chars")
        .with("kept", kept)
        .with("spoken", spoken)
        .with("outside", kept - spoken.min(kept));
    tell(sum, Role::Text);
    if let Some(proof) = about.proof {
        let whole = proof.exact && proof.kept() == kept;
        let words = Message::new(if whole {
            "import-proof"
        } else {
            "import-proof-differs"
        })
        .with("file", proof.file)
        .with("kept", kept)
        .with("ends", proof.returns)
        .with("mark", proof.marks);
        tell(words, if whole { Role::Text } else { Role::Error });
    }
    for warning in &about.warnings {
        facts.push((ui.strings.warning(warning), Role::Notice));
    }
    let pairs = |pairs: &[(String, String)]| {
        let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("  ")
    };
    let mut tell = |message: Message, role: Role| facts.push((ui.tell(&message), role));
    if !interview.attributes.is_empty() {
        let words = pairs(&interview.attributes);
        tell(
            Message::new("import-attributes").with("pairs", words),
            Role::Text,
        );
    }
    if let Some(date) = &interview.date {
        tell(Message::new("import-date").with("date", date), Role::Text);
    }
    if !interview.transcript.header.is_empty() {
        let words = pairs(&interview.transcript.header);
        tell(
            Message::new("import-header").with("pairs", words),
            Role::Dim,
        );
    }
    facts
}

fn draw_speakers(wizard: &Importing, ui: &Ui, buffer: &mut Canvas, area: Rect) -> Option<Position> {
    let look = &wizard.look;
    let row_here = wizard.batch.rows.get(look.files.at)?;
    let voices = voices(wizard.batch.interview(row_here)?);
    let mut cursor = None;
    let height = usize::from(area.height);
    for (n, place) in (0..).zip(look.speakers.view(voices.len(), height)) {
        let it = &voices[place];
        let line = row(area, n);
        let style = if place == look.speakers.at && look.pane == Pane::Speakers {
            cursor = Some(line.as_position());
            ui.mark_row(buffer, line, 0)
        } else {
            if place == look.speakers.at {
                ui.mark(buffer, line, ui.style(Role::Text));
            }
            ui.style(Role::Text)
        };
        let role = ui.say(match it.role {
            Some(Does::Interviewer) => "import-asks",
            Some(Does::Respondent) => "import-answers",
            None => "import-no-role",
        });
        let who = it
            .respondent
            .as_ref()
            .map_or_else(String::new, |who| format!(" = {who}"));
        let words = Message::new("import-voice")
            .with("turns", it.turns)
            .with("chars", it.chars);
        let right = Rect::new(line.x, line.y, line.width.saturating_sub(1), 1);
        let label = format!("{}{who}", it.label);
        let mut words = format!("{}  {role}", ui.tell(&words));
        // Who it is matters more than how much is said.
        if ui.width(&label) + ui.width(&words) + 3 > line.width {
            words = role;
        }
        let end = put_right(buffer, right, &words, style);
        let room = end.saturating_sub(line.x + 3);
        put(buffer, from_column(line, 2), &ui.fit(&label, room), style);
    }
    cursor
}

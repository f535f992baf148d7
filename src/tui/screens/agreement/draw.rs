//! The agreement table on screen.

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::{Agreement, HEAD, NOTES, Order};
use crate::analysis::agreement::Measure;
use crate::analysis::agreement::bootstrap::{FEWEST, LEVEL, REPLICATES};
use crate::analysis::agreement::compare::Estimate;
use crate::analysis::undefined::Figure;
use crate::study::{Agreement as Figures, AgreementRow, AgreementUnit, Work, whole, why_key};
use crate::tui::event::Message;
use crate::tui::theme::Role;
use crate::tui::view::Ui;
use crate::tui::widgets::foot::with_foot;
use crate::tui::widgets::{Canvas, fill, from_column, put, put_right, row};

/// A column of figures: its heading, its cells, its width.
struct Column {
    head: String,
    width: u16,
    of: Cells,
}

/// What stands in a column.
#[derive(Clone, Copy)]
enum Cells {
    Both,
    OnlyFirst,
    OnlySecond,
    Neither,
    /// Units with the code of this coder.
    Present(usize),
    Of(Measure),
}

/// Coders whose counts have a column of their own where more than two are compared.
const MOST_CODERS: usize = 4;
/// Letters that coders go by in headings.
const LETTERS: [&str; MOST_CODERS] = ["A", "B", "C", "D"];

impl Agreement {
    /// Draws the table and returns where its cursor is.
    pub fn draw(&self, ui: &Ui, buffer: &mut Canvas, area: Rect) -> Option<Position> {
        let Some(figures) = &self.figures else {
            let words = match (&self.why_none, self.progress) {
                (Some(why), _) => ui.tell(why),
                (None, Some((done, of))) => progress(ui, done, of),
                (None, None) => ui.say("working"),
            };
            ui.paragraph(buffer, area, &words);
            return None;
        };
        let notes: [_; NOTES] = [
            (overall(figures, ui), Role::Text),
            (self.scope(figures, ui), Role::Dim),
            (sample(figures, ui), Role::Dim),
            (intervals(figures, ui), Role::Dim),
            (ui.say("agreement-reading"), Role::Dim),
        ];
        let table = with_foot(ui, buffer, area, notes);
        self.draw_rows(figures, ui, buffer, table)
    }

    fn draw_rows(
        &self,
        figures: &Figures,
        ui: &Ui,
        buffer: &mut Canvas,
        area: Rect,
    ) -> Option<Position> {
        let shown = self.shown();
        if shown.is_empty() {
            let key = if self.filter.is_empty() {
                "empty-agreement"
            } else {
                "empty-filter"
            };
            ui.paragraph(buffer, area, &ui.say(key));
            return None;
        }
        let wide = area.width >= 110;
        let columns = columns(figures, ui, wide);
        let name = if wide { 40 } else { 19 };
        let dim = ui.style(Role::Dim);
        let head = row(area, 0);
        put(buffer, from_column(head, 2), &ui.say("head-code"), dim);
        let mut x = 2 + name;
        for column in &columns {
            let cell = Rect::new(head.x + x, head.y, column.width, 1).intersection(head);
            put_right(buffer, cell, &column.head, dim);
            x += column.width;
        }
        let bars = x + 2;
        put(
            buffer,
            from_column(head, bars),
            &ui.say("head-alpha-interval"),
            dim,
        );

        let body = Rect::new(
            area.x,
            area.y + HEAD,
            area.width,
            area.height.saturating_sub(HEAD),
        );
        let mut cursor = None;
        let in_view = self.list.view(shown.len(), usize::from(body.height));
        for (place, n) in in_view.zip(0..) {
            let it = shown[place];
            let line = row(body, n);
            let here = place == self.list.at;
            let style = if here {
                cursor = Some(line.as_position());
                ui.mark_row(buffer, line, 0)
            } else {
                ui.style(Role::Text)
            };
            let indent = match self.order {
                Order::Codebook => " ".repeat(usize::from(it.depth)),
                Order::Lowest | Order::Differences => String::new(),
            };
            let words = format!("{indent}{} {}", it.public_id, it.name);
            put(buffer, from_column(line, 2), &ui.pad(&words, name), style);
            let mut x = 2 + name;
            for column in &columns {
                let cell = Rect::new(line.x + x, line.y, column.width, 1).intersection(line);
                put_right(buffer, cell, &words_of(column.of, it, figures), style);
                x += column.width;
            }
            let alpha = figures.estimate(&it.of.estimates, Measure::KrippendorffAlpha);
            if let Some(alpha) = alpha {
                let look = if here { style } else { ui.style(Role::Bar) };
                draw_interval(ui, buffer, from_column(line, bars), alpha, look);
            }
        }
        cursor
    }

    /// What was chosen: unit, coders, level, order, filter.
    fn scope(&self, figures: &Figures, ui: &Ui) -> String {
        let unit = ui.say(unit_key(figures.request.unit));
        let level = match figures.request.level {
            None => ui.say("level-all"),
            Some(level) => ui.tell(&Message::new("level-n").with("level", level)),
        };
        let order = ui.say(match self.order {
            Order::Codebook => "order-codebook",
            Order::Lowest => "order-lowest-alpha",
            Order::Differences => "order-differences",
        });
        let work = match figures.request.work {
            Work::AsCoded => ui.say("agreement-before-settling"),
            Work::Settled => {
                ui.tell(&Message::new("agreement-after-settling").with("n", figures.n_settled))
            }
        };
        let mut words = format!("{unit}  {work}  {level}  {order}");
        if !self.filter.is_empty() {
            words = format!("{words}  /{}", self.filter.words());
        }
        match (self.awaited, self.progress) {
            (Some(_), Some((done, of))) => format!("{}  {words}", progress(ui, done, of)),
            (Some(_), None) => format!("{}  {words}", ui.say("working")),
            (None, _) => words,
        }
    }
}

fn progress(ui: &Ui, done: usize, of: usize) -> String {
    let message = Message::new("agreement-progress");
    ui.tell(&message.with("done", done).with("of", of))
}

/// The columns that fit: for two coders who found what, for more how often each gave the code.
fn columns(figures: &Figures, ui: &Ui, wide: bool) -> Vec<Column> {
    let column = |key: &str, width, of| Column {
        head: ui.say(key),
        width,
        of,
    };
    let mut columns = if figures.coders.len() == 2 {
        vec![
            column("head-both", 5, Cells::Both),
            column("head-only-first", 5, Cells::OnlyFirst),
            column("head-only-second", 5, Cells::OnlySecond),
            column("head-neither", 5, Cells::Neither),
        ]
    } else {
        let letters = LETTERS.iter().take(figures.coders.len()).enumerate();
        letters
            .map(|(place, letter)| Column {
                head: (*letter).to_owned(),
                width: 5,
                of: Cells::Present(place),
            })
            .collect()
    };
    columns.push(column("head-percent", 7, Cells::Of(Measure::Percent)));
    if figures.coders.len() == 2 {
        columns.push(column("head-p_pos", 7, Cells::Of(Measure::PPos)));
        columns.push(column("head-kappa", 5, Cells::Of(Measure::CohenKappa)));
    } else {
        columns.push(column("head-kappa", 6, Cells::Of(Measure::FleissKappa)));
    }
    columns.push(column(
        "head-alpha",
        5,
        Cells::Of(Measure::KrippendorffAlpha),
    ));
    if wide {
        columns.push(column("head-ac1", 5, Cells::Of(Measure::GwetAc1)));
    }
    columns
}

fn words_of(of: Cells, it: &AgreementRow, figures: &Figures) -> String {
    let table = it.of.sums.two_by_two();
    let count = |n: f64| whole(n).to_string();
    match of {
        Cells::Both => count(table.both),
        Cells::OnlyFirst => count(table.first),
        Cells::OnlySecond => count(table.second),
        Cells::Neither => count(table.neither),
        Cells::Present(coder) => it.of.present.get(coder).copied().unwrap_or(0).to_string(),
        Cells::Of(measure) => {
            let estimate = figures.estimate(&it.of.estimates, measure);
            let value = estimate.and_then(|it| it.value.ok());
            value.map_or("-".to_owned(), |value| match measure {
                Measure::Percent => format!("{:.1}", value * 100.0),
                _ => coefficient(value),
            })
        }
    }
}

/// A coefficient with two decimals and no leading zero, as tables in print have it.
fn coefficient(value: f64) -> String {
    let words = format!("{value:.2}");
    match words.as_str() {
        "0.00" | "-0.00" => "0".to_owned(),
        "1.00" => "1".to_owned(),
        "-1.00" => "-1".to_owned(),
        _ => words.replacen("0.", ".", 1),
    }
}

/// A bar to the value, from 0 to 1 over the area, with the limits as edges; words where there
/// is no value.
fn draw_interval(ui: &Ui, buffer: &mut Canvas, area: Rect, estimate: Estimate, style: Style) {
    let area = Rect::new(area.x, area.y, area.width.saturating_sub(1), 1);
    let value = match estimate.value {
        Ok(value) => value,
        Err(why) => {
            let words = ui.say(&format!("cell-{}", why_key(why)));
            put(buffer, area, &ui.fit(&words, area.width), style);
            return;
        }
    };
    let cell = |at: f64| {
        let cells = f64::from(area.width) * at.clamp(0.0, 1.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it lies between 0 and the width of a screen"
        )]
        let cells = cells.round() as u16;
        cells
    };
    let bar = Rect::new(area.x, area.y, cell(value), 1);
    fill(buffer, bar.intersection(area), ui.glyphs.bar(), style);
    for limit in estimate
        .interval
        .limits()
        .into_iter()
        .flat_map(|(low, high)| [low, high])
    {
        let at = cell(limit).min(area.width.saturating_sub(1));
        let edge = Rect::new(area.x + at, area.y, 1, 1);
        fill(buffer, edge.intersection(area), ui.glyphs.edge(), style);
    }
}

/// The mean of the defined alphas, how many there are, and the pooled kappa of two coders.
fn overall(figures: &Figures, ui: &Ui) -> String {
    let place = figures
        .measures
        .iter()
        .position(|it| *it == Measure::KrippendorffAlpha);
    let Some(overall) = place.and_then(|place| figures.overall.overall.get(place)) else {
        return String::new();
    };
    let value = |figure: Figure| figure.map_or("-".to_owned(), coefficient);
    let mut mean = value(overall.estimate.value);
    if let Some((low, high)) = overall.estimate.interval.limits() {
        mean = format!("{mean} [{}, {}]", coefficient(low), coefficient(high));
    }
    let message = Message::new("agreement-mean")
        .with("mean", mean)
        .with("defined", overall.defined)
        .with("codes", figures.rows.len());
    let words = ui.tell(&message);
    match &figures.overall.pooled_kappa {
        None => words,
        Some(pooled) => {
            let pooled = Message::new("agreement-pooled").with("kappa", value(pooled.value));
            format!("{words}  {}", ui.tell(&pooled))
        }
    }
}

fn sample(figures: &Figures, ui: &Ui) -> String {
    let n_units = figures
        .rows
        .first()
        .map_or(0, |row| whole(row.of.sums.extent.units));
    let message = Message::new("agreement-sample")
        .with("interviews", figures.interviews.len())
        .with("units", n_units);
    let mut words = ui.tell(&message);
    for (key, n) in [
        ("agreement-left-out", figures.n_left_out),
        ("agreement-hidden", figures.n_hidden),
        ("agreement-inferred", figures.n_inferred),
    ] {
        if n > 0 {
            words = format!("{words}  {}", ui.tell(&Message::new(key).with("n", n)));
        }
    }
    words
}

fn intervals(figures: &Figures, ui: &Ui) -> String {
    if figures.has_intervals {
        ui.tell(
            &Message::new("agreement-intervals")
                .with("level", format!("{:.0}", LEVEL * 100.0))
                .with("replicates", REPLICATES),
        )
    } else {
        ui.tell(&Message::new("agreement-no-intervals").with("fewest", FEWEST))
    }
}

fn unit_key(unit: AgreementUnit) -> &'static str {
    match unit {
        AgreementUnit::Character => "agreement-by-character",
        AgreementUnit::Sentence => "agreement-by-sentence",
        AgreementUnit::Paragraph => "agreement-by-paragraph",
        AgreementUnit::Turn => "agreement-by-turn",
        AgreementUnit::Interview => "agreement-by-interview",
    }
}

/// Who is compared, as the title says it.
pub(in crate::tui) fn title(screen: &Agreement, ui: &Ui) -> String {
    let words = ui.say("title-agreement");
    let Some(figures) = &screen.figures else {
        return words;
    };
    let coders: Vec<String> = figures
        .coders
        .iter()
        .enumerate()
        .map(|(place, coder)| match LETTERS.get(place) {
            Some(letter) => format!("{letter} {coder}"),
            None => coder.clone(),
        })
        .collect();
    format!("{words}  {}", coders.join("  "))
}

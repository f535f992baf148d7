//! Four figures beside each other: frequencies, codes by groups, saturation, and what stands
//! together with how far coders agree. Each opens large.

use ratatui::layout::{Position, Rect, Size};

use super::{Analysis, Kind, Of, curve, frequencies, heat, pairs};
use crate::analysis::agreement::Measure;
use crate::study::{Agreement, Filter};
use crate::tui::app::Desk;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::{Message, Trouble};
use crate::tui::jobs::{Job, Ticket};
use crate::tui::layout;
use crate::tui::screens::agreement::Choice;
use crate::tui::theme::Role;
use crate::tui::view::{Ui, boxed};
use crate::tui::widgets::{Canvas, from_column, put, row};

/// The panels, in the order of their numbers.
pub const PANELS: [Kind; 4] = [Kind::Frequencies, Kind::Heat, Kind::Curve, Kind::Pairs];

/// Four figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    /// Each as it opens large.
    pub panels: [Box<Analysis>; 4],
    /// The panel that is chosen.
    pub at: usize,
    /// The request for how far coders agree; `None` while nothing is awaited.
    pub awaited: Option<Ticket>,
    /// How far coders agree: the mean of the alphas, and its limits.
    pub agreement: Option<Mean>,
}

/// How far coders agree over all codes.
#[derive(Clone, Debug, PartialEq)]
pub enum Mean {
    /// The mean of Krippendorff's alpha over the codes that have one.
    Of {
        /// The mean, where any code has one.
        mean: Option<f64>,
        /// How many have one.
        defined: u64,
        /// All codes.
        codes: usize,
    },
    /// Nobody can be compared, and why.
    None(Message),
}

impl Overview {
    /// The four, of what a filter lets pass.
    #[must_use]
    pub fn new(filter: &Filter) -> Self {
        Self {
            panels: PANELS.map(|kind| Box::new(Analysis::new(kind.usual(), filter.clone()))),
            at: 0,
            awaited: None,
            agreement: None,
        }
    }

    /// Asks for all of them; what takes longest last.
    pub fn ask(&mut self, desk: &mut Desk) -> Vec<Effect> {
        let panels = self.panels.iter_mut();
        let mut effects: Vec<Effect> = panels.map(|panel| panel.ask(desk)).collect();
        let (ticket, effect) = desk.ask(Job::Agreement(Choice::default()));
        self.awaited = Some(ticket);
        effects.push(effect);
        effects
    }

    /// The effects that stop what nobody waits for any more.
    #[must_use]
    pub fn leave(&self) -> Vec<Effect> {
        let panels = self.panels.iter().filter_map(|panel| panel.leave());
        panels.chain(self.awaited.map(Effect::Stop)).collect()
    }

    /// Takes in how far coders agree.
    pub fn compared(&mut self, outcome: Result<&Agreement, Trouble>) {
        self.awaited = None;
        self.agreement = Some(match outcome {
            Ok(found) => {
                let place = found
                    .measures
                    .iter()
                    .position(|it| *it == Measure::KrippendorffAlpha);
                let overall = place.and_then(|place| found.overall.overall.get(place));
                Mean::Of {
                    mean: overall.and_then(|it| it.estimate.value.ok()),
                    defined: overall.map_or(0, |it| it.defined as u64),
                    codes: found.rows.len(),
                }
            }
            Err(trouble) => Mean::None(trouble.what),
        });
    }

    /// Takes another filter.
    pub fn narrow(&mut self, filter: &Filter) {
        for panel in &mut self.panels {
            panel.filter = filter.clone();
        }
    }

    /// Brings everything into view.
    pub fn settle(&mut self, size: Size) {
        for panel in &mut self.panels {
            panel.settle(size);
        }
    }

    /// Moves from panel to panel; whether the command was about that.
    pub fn moved(&mut self, command: Command) -> bool {
        self.at = match command {
            Command::Next => self.at | 2,
            Command::Previous => self.at & 1,
            Command::NextColumn => self.at | 1,
            Command::PreviousColumn => self.at & 2,
            Command::NextPanel => (self.at + 1) % PANELS.len(),
            Command::First => 0,
            Command::Last => PANELS.len() - 1,
            _ => return false,
        };
        true
    }

    /// The panel in a cell of the screen.
    #[must_use]
    pub fn panel_at(&self, size: Size, at: Position) -> Option<usize> {
        let areas = areas(layout::frame(size).body, self.at);
        areas.iter().position(|area| area.contains(at))
    }

    /// Draws the panels and returns where the cursor is.
    pub fn draw(&self, ui: &Ui, buffer: &mut Canvas, area: Rect) -> Option<Position> {
        let mut cursor = None;
        for ((panel, area), n) in self.panels.iter().zip(areas(area, self.at)).zip(0..) {
            if area.height < 3 {
                continue;
            }
            let number = Message::new(heading_key(panel.ask.kind())).with("number", n + 1);
            let heading = ui.tell(&number);
            let here = n == self.at;
            let inner = if area.height >= 12 {
                let inner = boxed(ui, buffer, area, &heading);
                if here {
                    ui.mark(buffer, from_column(row(area, 0), 1), ui.style(Role::Cursor));
                }
                from_column(inner, 1)
            } else {
                let line = row(area, 0);
                let style = if here {
                    ui.mark_row(
                        buffer,
                        Rect::new(line.x, line.y, line.width.saturating_sub(1), 1),
                        0,
                    )
                } else {
                    ui.style(Role::Heading)
                };
                put(
                    buffer,
                    from_column(line, 2),
                    &ui.fit(&heading, line.width.saturating_sub(3)),
                    style,
                );
                Rect::new(
                    area.x + 1,
                    area.y + 1,
                    area.width.saturating_sub(2),
                    area.height - 1,
                )
            };
            if here {
                cursor = Some(area.as_position());
            }
            self.draw_panel(panel, ui, buffer, inner);
        }
        cursor
    }

    fn draw_panel(&self, panel: &Analysis, ui: &Ui, buffer: &mut Canvas, area: Rect) {
        let Some(found) = &panel.found else {
            let words = match (&panel.why_none, panel.awaited) {
                (Some(why), _) => ui.tell(why),
                (None, _) => ui.say("working"),
            };
            ui.wrapped(buffer, area, &words, ui.style(Role::Dim));
            return;
        };
        if panel.rows.is_empty() && !matches!(found.of, Of::Pairs(_)) {
            let words = ui.say(found.of.empty_key());
            ui.wrapped(buffer, area, &words, ui.style(Role::Dim));
            return;
        }
        match &found.of {
            Of::Frequencies(it) => frequencies::draw_small(it, panel, ui, buffer, area),
            Of::Heat(it) => heat::draw_small(it, panel, ui, buffer, area),
            Of::Curve(it) => {
                curve::draw(it, panel, ui, buffer, area, curve::Size::Small);
            }
            Of::Words(_) | Of::Lines(_) => {}
            Of::Pairs(it) => {
                let line = row(area, 0);
                let words = ui.fit(&self.agreement_words(ui), line.width).into_owned();
                put(buffer, line, &words, ui.style(Role::Dim));
                let below = Rect::new(
                    area.x,
                    area.y + 1,
                    area.width,
                    area.height.saturating_sub(1),
                );
                pairs::draw_small(it, ui, buffer, below);
            }
        }
    }

    /// How far coders agree, in a line.
    fn agreement_words(&self, ui: &Ui) -> String {
        match &self.agreement {
            None => ui.say("overview-agreement-working"),
            Some(Mean::None(why)) => {
                ui.tell(&Message::new("overview-agreement-none").saying("why", why.clone()))
            }
            Some(Mean::Of {
                mean,
                defined,
                codes,
            }) => {
                let mean = mean.map_or_else(|| "–".to_owned(), |mean| format!("{mean:.3}"));
                ui.tell(
                    &Message::new("overview-agreement")
                        .with("mean", mean)
                        .with("defined", defined)
                        .with("codes", codes),
                )
            }
        }
    }

    /// What stands in the title.
    #[must_use]
    pub fn title(&self, ui: &Ui) -> String {
        let mut words = ui.say("title-overview");
        if let Some(found) = self.panels.iter().find_map(|panel| panel.found.as_ref()) {
            let (interviews, codings) = found.of.n();
            let n = Message::new("title-n")
                .with("interviews", interviews)
                .with("codings", codings);
            words = format!("{words}  {}", ui.tell(&n));
        }
        let filter = &self.panels[0].filter;
        if !filter.is_empty() {
            words = format!("{words}  {}", filter.words());
        }
        words
    }
}

fn heading_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Frequencies => "overview-frequencies",
        Kind::Heat => "overview-heat",
        Kind::Curve => "overview-curve",
        Kind::Pairs | Kind::Words | Kind::Lines => "overview-pairs",
    }
}

/// From this size all four stand beside each other; below it the two of the row that is chosen.
const FOUR_FROM: (u16, u16) = (76, 16);

/// Where the panels stand; nowhere where there is no room for them.
fn areas(body: Rect, at: usize) -> [Rect; 4] {
    let (half, high) = (body.width / 2, body.height / 2);
    let nowhere = Rect::new(body.x, body.y, 0, 0);
    if body.width >= FOUR_FROM.0 && body.height >= FOUR_FROM.1 {
        let left = |y, height| Rect::new(body.x, y, half, height);
        let right = |y, height| Rect::new(body.x + half, y, body.width - half, height);
        let (middle, low) = (body.y + high, body.height - high);
        return [
            left(body.y, high),
            right(body.y, high),
            left(middle, low),
            right(middle, low),
        ];
    }
    let mut areas = [nowhere; 4];
    let first = at & 2;
    areas[first] = Rect::new(body.x, body.y, body.width, high);
    areas[first + 1] = Rect::new(body.x, body.y + high, body.width, body.height - high);
    areas
}

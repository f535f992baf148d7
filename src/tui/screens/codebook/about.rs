//! What is known of the code under the cursor: its entry, links, history and memos.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::model::edit::StepKind;
use crate::model::{Code, CodeId};
use crate::strings::Lang;
use crate::study::{AboutCode, CodeStep, Loaded};
use crate::tui::event::Message;
use crate::tui::layout::Panel;
use crate::tui::screens::coding;
use crate::tui::theme::Role;
use crate::tui::times::day;
use crate::tui::view::Ui;
use crate::tui::widgets::{Canvas, from_column, put, row};

use super::Tree;

/// From this width labels have a column of their own.
const LABELS_FROM: u16 = 44;

/// Draws what is known of a code: a page of it, where it is more than fits.
pub(super) fn draw(
    tree: &Tree,
    loaded: &Loaded,
    ui: &Ui,
    code: &Code,
    buffer: &mut Canvas,
    area: Rect,
) {
    let mut pen = Pen::new(ui, area.width);
    pen.code(tree, loaded, code);
    let height = usize::from(area.height);
    if pen.rows.len() <= height || height < 2 {
        pen.rows.truncate(height);
        draw_rows(&pen.rows, buffer, area);
        return;
    }
    let fits = height - 1;
    let n_pages = i32::try_from(pen.rows.len().div_ceil(fits)).unwrap_or(1);
    let page = match tree.panel {
        Panel::AsFits => 0,
        Panel::Flipped => tree.page.rem_euclid(n_pages),
    };
    let from = usize::try_from(page).unwrap_or(0) * fits;
    let to = (from + fits).min(pen.rows.len());
    draw_rows(&pen.rows[from..to], buffer, area);
    let key = match tree.panel {
        Panel::AsFits => "about-more",
        Panel::Flipped => "about-page",
    };
    let words = Message::new(key)
        .with("page", page + 1)
        .with("pages", n_pages);
    let last = row(area, area.height - 1);
    put(
        buffer,
        last,
        &ui.fit(&ui.tell(&words), last.width),
        ui.style(Role::Dim),
    );
}

fn draw_rows(rows: &[Vec<Piece>], buffer: &mut Canvas, area: Rect) {
    for (pieces, y) in rows.iter().zip(0..) {
        for piece in pieces {
            put(
                buffer,
                from_column(row(area, y), piece.column),
                &piece.words,
                piece.style,
            );
        }
    }
}

/// Words at a column.
struct Piece {
    column: u16,
    words: String,
    style: Style,
}

/// Writes rows from the top down.
struct Pen<'a> {
    ui: &'a Ui<'a>,
    width: u16,
    rows: Vec<Vec<Piece>>,
    /// Cells of the column of labels; 0 where labels stand before their words.
    labels: u16,
}

impl<'a> Pen<'a> {
    fn new(ui: &'a Ui<'a>, width: u16) -> Self {
        let labels = match (width >= LABELS_FROM, ui.strings.lang()) {
            (false, _) => 0,
            (true, Lang::Zh) => 9,
            (true, Lang::En) => 12,
        };
        Self {
            ui,
            width,
            rows: Vec::new(),
            labels,
        }
    }

    /// Words on one row.
    fn line(&mut self, words: &str, style: Style) {
        self.rows.push(vec![Piece {
            column: 0,
            words: self.ui.fit(words, self.width).into_owned(),
            style,
        }]);
    }

    /// Words on as many rows as they need, from a column on.
    fn wrapped(&mut self, column: u16, words: &str, style: Style) {
        let room = self.width.saturating_sub(column).max(2);
        for span in self.ui.rows(words, room) {
            self.rows.push(vec![Piece {
                column,
                words: words[span.start as usize..span.end as usize].to_owned(),
                style,
            }]);
        }
    }

    /// A label and its words; nothing where there are none.
    fn field(&mut self, key: &str, words: &str) {
        if words.trim().is_empty() {
            return;
        }
        let label = Piece {
            column: 0,
            words: self.ui.say(key),
            style: self.ui.style(Role::Dim),
        };
        let first = self.rows.len();
        let style = self.ui.style(Role::Text);
        if self.labels == 0 {
            // The words go on behind the label, and under it from the second row.
            let spaces = " ".repeat(usize::from(self.ui.width(&label.words)) + 1);
            self.wrapped(0, &format!("{spaces}{words}"), style);
        } else {
            self.wrapped(self.labels, words, style);
        }
        if let Some(row) = self.rows.get_mut(first) {
            row.push(label);
        }
    }

    fn heading(&mut self, key: &str) {
        if self.labels > 0 {
            self.rows.push(Vec::new());
        }
        let words = self.ui.say(key);
        self.line(&words, self.ui.style(Role::Heading));
    }

    fn code(&mut self, tree: &Tree, loaded: &Loaded, code: &Code) {
        let entry = &code.entry;
        let ui = self.ui;
        self.line(&coding::name(loaded, code.id), ui.style(Role::Heading));
        let rule = ui.glyphs.line().to_string().repeat(usize::from(self.width));
        self.line(&rule, ui.style(Role::Rule));
        if code.retired {
            let words = match code.merged_into {
                Some(into) => {
                    ui.tell(&Message::new("about-merged").with("code", coding::name(loaded, into)))
                }
                None => ui.say("about-retired"),
            };
            self.wrapped(0, &words, ui.style(Role::Notice));
        }
        self.place(tree, loaded, code);
        if entry.definition.is_empty() {
            self.field("about-definition", &ui.say("panel-no-definition"));
        }
        self.field("about-definition", &entry.definition);
        self.field("about-use-when", &entry.use_when);
        self.field("about-not-when", &entry.not_when);
        self.field("about-example", &entry.example);
        let about = tree.about.as_ref().filter(|(of, _)| *of == code.id);
        let about = about.map(|(_, about)| about);
        self.links(loaded, code, about);
        if let Some(about) = about {
            self.history(loaded, about);
            self.memos(about);
        }
        if self.labels > 0 {
            self.rows.push(Vec::new());
        }
        self.names_and_source(loaded, code);
    }

    /// Where the code stands, how often it was given, its digit and colour.
    fn place(&mut self, tree: &Tree, loaded: &Loaded, code: &Code) {
        let ui = self.ui;
        let book = &loaded.codebook;
        let Some(place) = book.place(code.id) else {
            return;
        };
        let above = book.parent_place(place).map_or_else(
            || ui.say("palette-top"),
            |above| coding::name(loaded, book.codes()[above].id),
        );
        let words = Message::new("about-above-words")
            .with("above", above)
            .with("level", book.depth(place) + 1);
        self.field("about-above", &ui.tell(&words));
        if let Some(figures) = tree.figures.as_ref().and_then(|it| it.get(&code.id)) {
            let words = Message::new("about-figures-words")
                .with("own", figures.own.codings)
                .with("total", figures.total.codings)
                .with("interviews", figures.total.interviews);
            self.field("about-figures", &ui.tell(&words));
        }
        let entry = &code.entry;
        let digit = loaded
            .pins
            .digit(code.id)
            .map_or_else(|| "-".to_owned(), |digit| digit.to_string());
        let first = self.rows.len();
        self.field("field-digit", &digit);
        let Some(color) = entry.color else {
            return;
        };
        // The number says which; the colour itself is shown where the theme has any.
        let words = ui.tell(&Message::new("about-color-words").with("color", color));
        if let Some(row) = self.rows.get_mut(first) {
            row.push(Piece {
                column: self.labels.max(ui.width(&ui.say("field-digit")) + 1) + 3,
                words,
                style: ui.theme.code(Role::Text, entry.color),
            });
        }
    }

    /// The codes it is linked with, how often they overlap, and why they are linked.
    fn links(&mut self, loaded: &Loaded, code: &Code, about: Option<&AboutCode>) {
        let of_code = |from: CodeId, to: CodeId| match (from == code.id, to == code.id) {
            (true, _) => Some(("->", to)),
            (_, true) => Some(("<-", from)),
            _ => None,
        };
        let book = &loaded.codebook;
        let in_use = |id: CodeId| book.get(id).is_some_and(|code| !code.retired);
        let links: Vec<_> = book
            .links
            .iter()
            .filter_map(|link| Some((of_code(link.from, link.to)?, &link.text)))
            .filter(|((_, other), _)| in_use(*other))
            .collect();
        if !links.is_empty() {
            self.heading("about-links");
        }
        for ((arrow, other), link) in links {
            let ui = self.ui;
            let mut words = format!("{arrow} {}", coding::name(loaded, other));
            if link.hypothesis {
                words = format!("{words} {}", ui.say("about-hypothesis"));
            }
            let overlaps = about.into_iter().flat_map(|about| &about.overlaps);
            for (_, n, interviews) in overlaps.filter(|(id, ..)| *id == other) {
                let counted = Message::new("about-overlaps")
                    .with("n", n)
                    .with("interviews", interviews);
                words = format!("{words}  {}", ui.tell(&counted));
            }
            self.wrapped(1, &words, ui.style(Role::Text));
            if !link.reason.is_empty() {
                self.wrapped(4, &link.reason, ui.style(Role::Dim));
            }
        }
    }

    /// Steps in force that changed the code, the latest first.
    fn history(&mut self, loaded: &Loaded, about: &AboutCode) {
        if about.steps.is_empty() {
            return;
        }
        self.heading("about-history");
        for step in about.steps.iter().rev() {
            let words = step_words(step, loaded, self.ui);
            self.wrapped(1, &words, self.ui.style(Role::Text));
        }
    }

    fn memos(&mut self, about: &AboutCode) {
        if about.memos.is_empty() {
            return;
        }
        self.heading("about-memos");
        for memo in &about.memos {
            let words = format!("{}: {}", memo.coder, memo.text);
            self.wrapped(1, &words, self.ui.style(Role::Text));
        }
    }

    /// Other names, what codings of its kind may say, where its wording comes from.
    fn names_and_source(&mut self, loaded: &Loaded, code: &Code) {
        let entry = &code.entry;
        let ui = self.ui;
        let comma = ui.say("list-comma");
        self.field("about-name-en", &entry.name_en);
        self.field("about-aliases", &entry.aliases.join(&comma));
        if let Some(kind) = loaded.codebook.kind_of(code) {
            let named = |name: &str, name_en: &str| match ui.strings.lang() {
                Lang::En if !name_en.is_empty() => name_en.to_owned(),
                _ => name.to_owned(),
            };
            self.field("about-kind", &named(&kind.name, &kind.name_en));
            for facet in &kind.facets {
                let values: Vec<String> = facet
                    .values
                    .iter()
                    .map(|value| named(&value.name, &value.name_en))
                    .collect();
                let words = Message::new("about-facet-words")
                    .with("facet", named(&facet.name, &facet.name_en))
                    .with("values", values.join(&comma));
                self.field("about-facet", &ui.tell(&words));
            }
        }
        let source = &entry.source;
        let parts = [&source.section, &source.table, &source.paragraph];
        let parts: Vec<&str> = parts
            .into_iter()
            .map(String::as_str)
            .filter(|part| !part.is_empty())
            .collect();
        self.field("about-source", &parts.join("  "));
    }
}

/// Columns of a code in the file, in the order of its description, and what they are called.
const FIELDS: &[(&str, &str)] = &[
    ("name", "field-name"),
    ("definition", "about-definition"),
    ("use_when", "about-use-when"),
    ("not_when", "about-not-when"),
    ("example", "about-example"),
    ("name_en", "about-name-en"),
    ("aliases", "about-aliases"),
    ("digit", "field-digit"),
    ("color", "about-color"),
    ("kind", "about-kind"),
];

/// `v2 修订编码（定义）  PI  07-03`
fn step_words(step: &CodeStep, loaded: &Loaded, ui: &Ui) -> String {
    let mut words = String::new();
    if let Some(version) = step.version {
        words = format!("v{version} ");
    }
    words.push_str(&ui.say(&format!("edit-{}", step.kind)));
    let fields: Vec<String> = FIELDS
        .iter()
        .filter(|(column, _)| step.changed.iter().any(|it| it == column))
        .map(|(_, key)| ui.say(key))
        .collect();
    if let Some(other) = step.other {
        words = format!("{words} {}", coding::name(loaded, other));
    } else if StepKind::from_name(&step.kind) == Some(StepKind::ReviseCode) && !fields.is_empty() {
        let fields = fields.join(ui.say("list-comma").as_str());
        words = ui.tell(
            &Message::new("about-changed")
                .with("what", words)
                .with("fields", fields),
        );
    }
    format!("{words}  {}  {}", step.coder, day(step.at_ms))
}

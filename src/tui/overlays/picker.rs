//! A few things to choose from by digit or cursor.

mod imports;
mod links;

use ratatui::layout::Size;

use crate::model::{Code, CodeId, Coding, CodingId, Edit, MemoKind, MemoTarget};
use crate::strings::Lang;
use crate::study::Loaded;
use crate::text;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::layout;
use crate::tui::screens::analysis::narrow::Chosen;
use crate::tui::screens::coding;
use crate::tui::widgets::list::List;

use super::palette::{Before, Palette};
pub use imports::ImportPick;

/// A choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picker {
    /// Heading.
    pub title: Message,
    /// What there is, in order.
    pub items: Vec<Item>,
    /// The item under the cursor.
    pub list: List,
}

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What is shown.
    pub label: Label,
    /// Whether it is so already.
    pub current: bool,
    /// What choosing it does.
    pub does: Does,
}

/// What is shown of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// Words of the study.
    Words(String),
    /// A sentence of the program's.
    Message(Message),
}

/// What choosing an item does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Does {
    /// Takes a coding away.
    Uncode(CodingId),
    /// Sets a facet of a coding, or clears it.
    SetFacet {
        /// The coding.
        coding: CodingId,
        /// The facet.
        facet: String,
        /// Its value.
        value: Option<String>,
    },
    /// Has a code carry a facet when the palette below gives it.
    FacetBefore(Before),
    /// Asks what a link between two codings says.
    LinkTo {
        /// From this coding.
        from: CodingId,
        /// To this one.
        to: CodingId,
    },
    /// Draws a link between two codings.
    Link {
        /// From this coding.
        from: CodingId,
        /// To this one.
        to: CodingId,
        /// What it says.
        relation: &'static str,
    },
    /// Takes a link away.
    Unlink {
        /// From this coding.
        from: CodingId,
        /// To this one.
        to: CodingId,
        /// What it says.
        relation: String,
    },
    /// Has the digit keys carry a set of codes.
    Pins(String),
    /// Puts a code on a digit key, or takes it off.
    Pin {
        /// The code.
        code: CodeId,
        /// The digit.
        digit: Option<u8>,
    },
    /// Says of a memo that it is of another kind.
    MemoKind {
        /// On what it is.
        target: MemoTarget,
        /// The kind.
        kind: MemoKind,
    },
    /// Says something about an import.
    Import(ImportPick),
    /// Changes what figures are filtered by, or what groups are by.
    Figures(Chosen),
    /// Gives a code a colour, or none.
    Recolour {
        /// The code.
        code: CodeId,
        /// Index into the palette, from 1.
        color: Option<u8>,
    },
}

/// Colours to choose from: as many as can be told apart.
const COLOURS: u8 = 8;

pub use crate::study::DIGITS;

/// The keys of the first items: digits, then letters that mean nothing else here.
pub const KEYS: [char; 26] = [
    '1', '2', '3', '4', '5', '6', '7', '8', '9', '0', 'a', 'b', 'c', 'd', 'e', 'f', 'h', 'i', 'l',
    'm', 'n', 'o', 'p', 'r', 's', 't',
];

impl Picker {
    /// Asks which coding to take away.
    pub fn uncode<'a>(codings: impl Iterator<Item = (&'a Coding, &'a Code)>) -> Self {
        let items = codings.map(|(tag, code)| Item {
            label: Label::Words(format!("{} {}", code.entry.public_id, code.entry.name)),
            current: false,
            does: Does::Uncode(tag.id),
        });
        Self {
            title: Message::new("pick-uncode"),
            items: items.collect(),
            list: List::default(),
        }
    }

    /// Asks what a coding says besides its code; `None` where its kind has no facets.
    #[must_use]
    pub fn facets(loaded: &Loaded, lang: Lang, tag: &Coding, code: &Code) -> Option<Self> {
        Self::of_facets(loaded, lang, code, &tag.facets, |facet, value| {
            Does::SetFacet {
                coding: tag.id,
                facet,
                value,
            }
        })
    }

    /// Asks what the code under the palette's cursor shall say when it is given; `None`
    /// where its kind has no facets.
    #[must_use]
    pub fn facets_before(loaded: &Loaded, lang: Lang, palette: &Palette) -> Option<Self> {
        let code = loaded.codebook.get(palette.highlighted()?)?;
        let set: Vec<(String, String)> = palette
            .facets
            .iter()
            .filter(|it| it.code == code.id)
            .filter_map(|it| Some((it.facet.clone(), it.value.clone()?)))
            .collect();
        Self::of_facets(loaded, lang, code, &set, |facet, value| {
            Does::FacetBefore(Before {
                code: code.id,
                facet,
                value,
            })
        })
    }

    fn of_facets(
        loaded: &Loaded,
        lang: Lang,
        code: &Code,
        set: &[(String, String)],
        does: impl Fn(String, Option<String>) -> Does,
    ) -> Option<Self> {
        let kind = loaded.codebook.kind_of(code)?;
        let mut items = Vec::new();
        for facet in &kind.facets {
            let heading = coding::in_language(lang, &facet.name, &facet.name_en);
            let now = set
                .iter()
                .find(|(name, _)| *name == facet.name)
                .map(|(_, value)| value);
            for value in &facet.values {
                let words = Message::new("pick-value").with("facet", heading).with(
                    "value",
                    coding::in_language(lang, &value.name, &value.name_en),
                );
                items.push(Item {
                    label: Label::Message(words),
                    current: now == Some(&value.name),
                    does: does(facet.name.clone(), Some(value.name.clone())),
                });
            }
            if now.is_some() {
                items.push(Item {
                    label: Label::Message(Message::new("pick-no-value").with("facet", heading)),
                    current: false,
                    does: does(facet.name.clone(), None),
                });
            }
        }
        (!items.is_empty()).then(|| Self {
            title: Message::new("pick-facet").with("code", &code.entry.name),
            items,
            list: List::default(),
        })
    }

    /// Asks which set of codes the digit keys shall carry.
    #[must_use]
    pub fn pin_sets(loaded: &Loaded, lang: Lang) -> Self {
        let kinds = loaded.codebook.kinds.iter().map(|kind| {
            let name = coding::in_language(lang, &kind.name, &kind.name_en);
            (Label::Words(name.to_owned()), kind.id.clone())
        });
        let first = (
            Label::Message(Message::new("pick-pins-codebook")),
            String::new(),
        );
        let items = std::iter::once(first)
            .chain(kinds)
            .map(|(label, set)| Item {
                label,
                current: set == loaded.pins.set,
                does: Does::Pins(set),
            });
        Self {
            title: Message::new("pick-pins"),
            items: items.collect(),
            list: List::default(),
        }
    }

    /// Asks for the digit key of a code.
    #[must_use]
    pub fn pin(loaded: &Loaded, code: &Code) -> Self {
        let mut items: Vec<Item> = DIGITS
            .iter()
            .map(|digit| {
                let holder = coding::pinned(loaded, *digit);
                let words = holder.map_or_else(|| "-".to_owned(), |id| coding::name(loaded, id));
                Item {
                    label: Label::Words(words),
                    current: loaded.pins.code(*digit) == Some(code.id),
                    does: Does::Pin {
                        code: code.id,
                        digit: Some(*digit),
                    },
                }
            })
            .collect();
        if loaded.pins.digit(code.id).is_some() {
            items.push(Item {
                label: Label::Message(Message::new("pick-no-digit")),
                current: false,
                does: Does::Pin {
                    code: code.id,
                    digit: None,
                },
            });
        }
        Self {
            title: Message::new("pick-pin").with("code", &code.entry.name),
            items,
            list: List::default(),
        }
    }

    /// Asks for the colour of a code.
    #[must_use]
    pub fn colours(code: &Code) -> Self {
        let item = |color: Option<u8>| Item {
            label: Label::Message(match color {
                Some(color) => Message::new("pick-colour-n").with("color", color),
                None => Message::new("pick-no-colour"),
            }),
            current: code.entry.color == color,
            does: Does::Recolour {
                code: code.id,
                color,
            },
        };
        Self {
            title: Message::new("pick-colour").with("code", &code.entry.name),
            items: (1..=COLOURS).map(Some).chain([None]).map(item).collect(),
            list: List::default(),
        }
    }

    /// Asks for the kind of a memo.
    #[must_use]
    pub fn memo_kinds(target: MemoTarget, now: MemoKind) -> Self {
        let items = MemoKind::ALL.into_iter().map(|kind| Item {
            label: Label::Message(Message::new(memo_kind_key(kind))),
            current: kind == now,
            does: Does::MemoKind { target, kind },
        });
        Self {
            title: Message::new("pick-memo-kind"),
            items: items.collect(),
            list: List::default(),
        }
    }

    /// Rows of the pop-up.
    #[must_use]
    pub fn height(&self, size: Size) -> u16 {
        u16::try_from(n_rows(size).min(self.items.len()) + 3).unwrap_or(u16::MAX)
    }

    /// Whether an item has more words than a small pop-up has room for.
    #[must_use]
    pub fn is_wordy(&self) -> bool {
        self.items.iter().any(|item| match &item.label {
            Label::Words(words) => text::width(words) > 48,
            Label::Message(_) => false,
        })
    }

    /// Keeps the cursor in view.
    pub fn settle(&mut self, size: Size) {
        self.list.keep(self.items.len(), n_rows(size));
    }

    /// Moves the cursor.
    pub fn update(&mut self, size: Size, command: Command) {
        self.list.moved(command, self.items.len(), n_rows(size));
    }

    /// The item on a key.
    #[must_use]
    pub fn on_key(&self, key: char) -> Option<&Item> {
        let place = KEYS.iter().position(|it| *it == key)?;
        self.items.get(place)
    }
}

impl Item {
    /// What choosing this item asks next.
    #[must_use]
    pub fn next(&self, loaded: &Loaded) -> Option<Picker> {
        match self.does {
            Does::LinkTo { from, to } => Some(links::relation(loaded, from, to)),
            _ => None,
        }
    }

    /// The effects of choosing this item.
    #[must_use]
    pub fn effects(&self, loaded: &Loaded) -> Vec<Effect> {
        match &self.does {
            Does::Uncode(id) => loaded
                .open
                .as_ref()
                .and_then(|open| open.layer.get(*id))
                .map(|tag| coding::uncode(loaded, tag))
                .into_iter()
                .collect(),
            Does::SetFacet {
                coding,
                facet,
                value,
            } => {
                // What was chosen is named as it was offered, in the language of the screen.
                let said = match &self.label {
                    Label::Message(offered) if value.is_some() => Message {
                        key: "said-facet",
                        args: offered.args.clone(),
                    },
                    _ => Message::new("said-facet")
                        .with("facet", facet)
                        .with("value", "-"),
                };
                let edit = Edit::SetFacet {
                    coding: *coding,
                    facet: facet.clone(),
                    value: value.clone(),
                };
                vec![Effect::edit(edit, said)]
            }
            Does::Pin { code, digit } => vec![pin(loaded, *code, *digit)],
            Does::Pins(set) => vec![Effect::ChoosePins(set.clone())],
            Does::Link { from, to, relation } => {
                let edit = Edit::LinkCodings {
                    from: *from,
                    to: *to,
                    relation: (*relation).to_owned(),
                };
                vec![Effect::edit(
                    edit,
                    links::linked("said-linked", loaded, *from, *to),
                )]
            }
            Does::Unlink { from, to, relation } => {
                let edit = Edit::UnlinkCodings {
                    from: *from,
                    to: *to,
                    relation: relation.clone(),
                };
                vec![Effect::edit(
                    edit,
                    links::linked("said-unlinked", loaded, *from, *to),
                )]
            }
            Does::MemoKind { target, kind } => {
                let edit = Edit::SetMemoKind {
                    target: *target,
                    kind: *kind,
                };
                vec![Effect::edit(edit, Message::new("said-memo-kind"))]
            }
            Does::LinkTo { .. } | Does::FacetBefore(_) | Does::Import(_) | Does::Figures(_) => {
                Vec::new()
            }
            Does::Recolour { code, color } => recolour(loaded, *code, *color),
        }
    }
}

/// Key of what a kind of memo is called where one is chosen.
fn memo_kind_key(kind: MemoKind) -> &'static str {
    match kind {
        MemoKind::Content => "pick-memo-content",
        MemoKind::Coding => "pick-memo-coding",
        MemoKind::Theory => "pick-memo-theory",
        MemoKind::Method => "pick-memo-method",
        MemoKind::Reflexivity => "pick-memo-reflexivity",
        MemoKind::Question => "pick-memo-question",
    }
}

/// Puts a code on a digit of the set on the keys and takes it off any other, in one step.
fn pin(loaded: &Loaded, code: CodeId, digit: Option<u8>) -> Effect {
    let before = DIGITS
        .into_iter()
        .filter(|it| loaded.pins.code(*it) == Some(code) && Some(*it) != digit);
    let pins = before
        .map(|it| (it, None))
        .chain(digit.map(|digit| (digit, Some(code))));
    let said = match digit {
        Some(digit) => Message::new("said-pinned").with("digit", digit),
        None => Message::new("said-unpinned"),
    };
    let edit = Edit::Pin {
        set: loaded.pins.set.clone(),
        pins: pins.collect(),
    };
    Effect::edit(edit, said.with("code", coding::name(loaded, code)))
}

/// What the set on the digit keys is called.
#[must_use]
pub fn pin_set_name(loaded: &Loaded, lang: Lang) -> String {
    let kinds = &loaded.codebook.kinds;
    match kinds.iter().find(|kind| kind.id == loaded.pins.set) {
        Some(kind) => coding::in_language(lang, &kind.name, &kind.name_en).to_owned(),
        None => loaded.pins.set.clone(),
    }
}

/// Key in the strings of a relation that is offered; another is shown as it is written.
#[must_use]
pub fn relation_key(relation: &str) -> &'static str {
    match relation {
        "answered-by" => "relation-answered-by",
        "caused-by" => "relation-caused-by",
        "depends-on" => "relation-depends-on",
        "contradicted-by" => "relation-contradicted-by",
        _ => "relation-other",
    }
}

fn recolour(loaded: &Loaded, code: CodeId, color: Option<u8>) -> Vec<Effect> {
    let Some(known) = loaded.codebook.get(code) else {
        return Vec::new();
    };
    let mut entry = known.entry.clone();
    entry.color = color;
    let said = Message::new("said-recoloured").with("code", coding::name(loaded, code));
    let edit = Edit::ReviseCode {
        code,
        entry: Box::new(entry),
    };
    vec![Effect::edit(edit, said)]
}

/// Rows of items on a screen of that size; the passage keeps at least four.
#[must_use]
pub fn n_rows(size: Size) -> usize {
    usize::from(layout::popup(size, 0, u16::MAX, None).height)
        .saturating_sub(7)
        .clamp(3, 16)
}

//! A few things to choose from by digit or cursor.

use ratatui::layout::Size;

use crate::model::{Code, CodeId, Coding, CodingId, Edit};
use crate::strings::Lang;
use crate::study::Loaded;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::layout;
use crate::tui::screens::coding;
use crate::tui::widgets::list::List;

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
    /// Puts a code on a digit key, or takes it off.
    Pin {
        /// The code.
        code: CodeId,
        /// The digit.
        digit: Option<u8>,
    },
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

/// Digits in the order of the keyboard.
pub const DIGITS: [u8; 10] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 0];

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
        let kind = loaded.codebook.kind_of(code)?;
        let named = |name: &str, name_en: &str| match lang {
            Lang::En if !name_en.is_empty() => name_en.to_owned(),
            _ => name.to_owned(),
        };
        let mut items = Vec::new();
        for facet in &kind.facets {
            let heading = named(&facet.name, &facet.name_en);
            let set = tag
                .facets
                .iter()
                .find(|(name, _)| *name == facet.name)
                .map(|(_, value)| value);
            let does = |value: Option<String>| Does::SetFacet {
                coding: tag.id,
                facet: facet.name.clone(),
                value,
            };
            for value in &facet.values {
                let words = Message::new("pick-value")
                    .with("facet", &heading)
                    .with("value", named(&value.name, &value.name_en));
                items.push(Item {
                    label: Label::Message(words),
                    current: set == Some(&value.name),
                    does: does(Some(value.name.clone())),
                });
            }
            if set.is_some() {
                items.push(Item {
                    label: Label::Message(Message::new("pick-no-value").with("facet", &heading)),
                    current: false,
                    does: does(None),
                });
            }
        }
        (!items.is_empty()).then(|| Self {
            title: Message::new("pick-facet").with("code", &code.entry.name),
            items,
            list: List::default(),
        })
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
                    current: code.entry.digit == Some(*digit),
                    does: Does::Pin {
                        code: code.id,
                        digit: Some(*digit),
                    },
                }
            })
            .collect();
        if code.entry.digit.is_some() {
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

    /// Rows of the pop-up.
    #[must_use]
    pub fn height(&self, size: Size) -> u16 {
        u16::try_from(n_rows(size).min(self.items.len()) + 3).unwrap_or(u16::MAX)
    }

    /// Keeps the cursor in view.
    pub fn settle(&mut self, size: Size) {
        self.list.keep(self.items.len(), n_rows(size));
    }

    /// Moves the cursor.
    pub fn update(&mut self, size: Size, command: Command) {
        let (len, height) = (self.items.len(), n_rows(size));
        match command {
            Command::Next => self.list.step(1, len, height),
            Command::Previous => self.list.step(-1, len, height),
            Command::First => self.list.go(0, len, height),
            Command::Last => self.list.go(usize::MAX, len, height),
            _ => {}
        }
    }

    /// The item on a digit key: the first is on 1, the tenth on 0.
    #[must_use]
    pub fn on_digit(&self, digit: u8) -> Option<&Item> {
        let place = DIGITS.iter().position(|it| *it == digit)?;
        self.items.get(place)
    }
}

impl Item {
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
                let said = Message::new("said-facet")
                    .with("facet", facet)
                    .with("value", value.as_deref().unwrap_or("-"));
                let edit = Edit::SetFacet {
                    coding: *coding,
                    facet: facet.clone(),
                    value: value.clone(),
                };
                vec![Effect::edit(edit, said)]
            }
            Does::Pin { code, digit } => pin(loaded, *code, *digit),
            Does::Recolour { code, color } => recolour(loaded, *code, *color),
        }
    }
}

/// Frees the digit first where another code has it.
fn pin(loaded: &Loaded, code: CodeId, digit: Option<u8>) -> Vec<Effect> {
    let set = |code: CodeId, digit: Option<u8>| {
        let mut entry = loaded.codebook.get(code)?.entry.clone();
        entry.digit = digit;
        let said = match digit {
            Some(digit) => Message::new("said-pinned").with("digit", digit),
            None => Message::new("said-unpinned"),
        };
        let edit = Edit::ReviseCode {
            code,
            entry: Box::new(entry),
        };
        Some(Effect::edit(
            edit,
            said.with("code", coding::name(loaded, code)),
        ))
    };
    let holder = digit
        .and_then(|digit| coding::pinned(loaded, digit))
        .filter(|holder| *holder != code);
    let freed = holder.and_then(|holder| set(holder, None));
    freed.into_iter().chain(set(code, digit)).collect()
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

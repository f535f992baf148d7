//! How files of an import are read, and who a speaker is.

use super::{Does, Item, Label, Picker};
use crate::tui::event::Message;
use crate::tui::screens::importing::Scope;
use crate::tui::screens::importing::batch::Turns;
use crate::tui::widgets::list::List;

/// What can be chosen about an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportPick {
    /// An encoding; `None` has it found out.
    Encoding(Scope, Option<&'static str>),
    /// How turns are found.
    Turns(Scope, Turns),
    /// A pattern, to be typed on from this one.
    Pattern(Scope, String),
    /// The respondent behind a speaker; `None` is nobody.
    Respondent(Scope, Option<String>),
    /// A respondent to be typed.
    NewRespondent(Scope),
}

/// Encodings that are offered, by their names.
const ENCODINGS: [&str; 5] = ["UTF-8", "GB18030", "Big5", "UTF-16LE", "UTF-16BE"];

/// The pattern that is offered: labels before a colon.
const PATTERN: &str = "(访谈者|受访者)[：:]";

fn said(key: &'static str) -> Label {
    Label::Message(Message::new(key))
}

fn item(label: Label, current: bool, pick: ImportPick) -> Item {
    Item {
        label,
        current,
        does: Does::Import(pick),
    }
}

impl Picker {
    fn about_import(title: Message, items: Vec<Item>) -> Self {
        let at = items.iter().position(|item| item.current).unwrap_or(0);
        Self {
            title,
            items,
            list: List { at, top: 0 },
        }
    }

    /// Asks for the encoding of a file, or of all.
    #[must_use]
    pub fn encodings(scope: Scope, now: Option<&'static str>) -> Self {
        let auto = item(
            said("pick-encoding-auto"),
            now.is_none(),
            ImportPick::Encoding(scope, None),
        );
        let named = ENCODINGS.map(|name| {
            let pick = ImportPick::Encoding(scope, Some(name));
            item(Label::Words(name.to_owned()), now == Some(name), pick)
        });
        let title = match scope {
            Scope::This => "pick-encoding",
            Scope::All => "pick-encoding-all",
        };
        let items = std::iter::once(auto).chain(named).collect();
        Self::about_import(Message::new(title), items)
    }

    /// Asks how turns are found in a file, or in all.
    #[must_use]
    pub fn turns(scope: Scope, now: &Turns) -> Self {
        let plain = [
            ("pick-turns-auto", Turns::Auto),
            ("pick-turns-none", Turns::None),
            ("pick-turns-survey", Turns::Survey),
        ];
        let mut items: Vec<Item> = plain
            .into_iter()
            .map(|(key, turns)| {
                let current = turns == *now;
                item(said(key), current, ImportPick::Turns(scope, turns))
            })
            .collect();
        let (pattern, current) = match now {
            Turns::Pattern(pattern) => (pattern.clone(), true),
            _ => (PATTERN.to_owned(), false),
        };
        let pattern = ImportPick::Pattern(scope, pattern);
        items.insert(2, item(said("pick-turns-pattern"), current, pattern));
        let title = match scope {
            Scope::This => "pick-turns",
            Scope::All => "pick-turns-all",
        };
        Self::about_import(Message::new(title), items)
    }

    /// Asks which respondent a speaker is.
    #[must_use]
    pub fn respondents(scope: Scope, label: &str, now: Option<&str>, known: &[String]) -> Self {
        let new = item(
            said("pick-new-respondent"),
            false,
            ImportPick::NewRespondent(scope),
        );
        let nobody = item(
            said("pick-no-respondent"),
            now.is_none(),
            ImportPick::Respondent(scope, None),
        );
        let all = known.iter().map(|who| {
            let pick = ImportPick::Respondent(scope, Some(who.clone()));
            item(Label::Words(who.clone()), now == Some(who), pick)
        });
        let title = match scope {
            Scope::This => "pick-respondent",
            Scope::All => "pick-respondent-all",
        };
        let items = [new, nobody].into_iter().chain(all).collect();
        Self::about_import(Message::new(title).with("label", label), items)
    }
}

//! Words that people read, in Chinese and English.
//!
//! They stand in `strings/zh.ftl` and `strings/en.ftl` under the same keys with
//! the same arguments. Names of codes, interviews and people never do: they are
//! the study's. For `cli` and `tui` only.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::model::table::{Cell, Head, Heading, Note, Sheet, Table, Value};

const ZH: &str = include_str!("strings/zh.ftl");
const EN: &str = include_str!("strings/en.ftl");

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Simplified Chinese.
    Zh,
    /// English.
    #[default]
    En,
}

impl Lang {
    /// The language of a locale such as `zh_CN.UTF-8`: Chinese where it begins with `zh`.
    #[must_use]
    pub fn from_locale(locale: &str) -> Self {
        if locale.to_ascii_lowercase().starts_with("zh") {
            Self::Zh
        } else {
            Self::En
        }
    }
}

/// An argument of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// Words.
    Text(String),
    /// A number, which may decide about plurals.
    Number(u64),
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl From<$number> for Arg {
            fn from(number: $number) -> Self {
                Self::Number(number as u64)
            }
        }
    )*};
}

numbers!(u16, u32, u64, usize);

/// The words of one language.
pub struct Strings {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Strings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Strings").field("lang", &self.lang).finish_non_exhaustive()
    }
}

impl Strings {
    /// The words of `lang`.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        let (id, source) = match lang {
            Lang::Zh => ("zh", ZH),
            Lang::En => ("en", EN),
        };
        let id: LanguageIdentifier = id.parse().expect("both are language codes");
        // A faulty line costs its message, not the program; a test finds it first.
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) => resource,
            Err((resource, _)) => resource,
        };
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        // Marks around arguments would stand in terminals and files as strange characters.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Self { lang, bundle }
    }

    /// The language.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The words under `key`; the key itself where there are none.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The words under `key` with its arguments filled in.
    #[must_use]
    pub fn with(&self, key: &str, args: &[(&str, Arg)]) -> String {
        let Some(pattern) = self
            .bundle
            .get_message(key)
            .and_then(|message| message.value())
        else {
            return key.to_owned();
        };
        let mut filled = FluentArgs::new();
        for (name, arg) in args {
            match arg {
                Arg::Text(text) => filled.set(*name, FluentValue::from(text.clone())),
                Arg::Number(number) => filled.set(*name, FluentValue::from(*number)),
            }
        }
        let mut errors = Vec::new();
        self.bundle
            .format_pattern(pattern, Some(&filled), &mut errors)
            .into_owned()
    }

    /// Whether there are words under `key`.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// A result with its headings and notes in this language.
    #[must_use]
    pub fn sheet(&self, table: &Table) -> Sheet {
        Sheet {
            title: self.get(&format!("table-{}", table.name)),
            heads: table
                .columns
                .iter()
                .map(|column| Head {
                    text: match &column.heading {
                        Heading::Key(key) => self.get(&format!("col-{}", key.replace('_', "-"))),
                        Heading::Data(words) => words.clone(),
                    },
                    numeric: column.numeric,
                })
                .collect(),
            rows: table
                .rows
                .iter()
                .map(|row| row.iter().map(|cell| self.value(cell)).collect())
                .collect(),
            notes: table.notes.iter().map(|note| self.note(note)).collect(),
        }
    }

    /// A note in this language.
    #[must_use]
    pub fn note(&self, note: &Note) -> String {
        let args: Vec<(&str, Arg)> = note
            .args
            .iter()
            .map(|(name, value)| {
                let arg = value.parse().map_or_else(|_| Arg::from(value), Arg::Number);
                (*name, arg)
            })
            .collect();
        self.with(&format!("note-{}", note.key), &args)
    }

    fn value(&self, cell: &Cell) -> Value {
        match cell {
            Cell::Empty => Value::Empty,
            Cell::Text(text) => Value::Text(text.clone()),
            Cell::Key(key) => Value::Text(self.get(&format!("cell-{key}"))),
            Cell::Count(n) => Value::Count(*n),
            Cell::Share(share) => Value::Share(*share),
        }
    }
}

/// Keys and the arguments of each, read from the source of one language.
#[cfg(test)]
fn catalogue(source: &str) -> std::collections::BTreeMap<String, std::collections::BTreeSet<String>> {
    let argument = regex::Regex::new(r"\$([a-z_]+)").unwrap();
    let mut messages = std::collections::BTreeMap::new();
    let mut key = String::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if !line.starts_with([' ', '}']) && !line.trim().is_empty() {
            let (name, _) = line.split_once('=').expect("a message has an equals sign");
            key = name.trim().to_owned();
            let double = messages.insert(key.clone(), std::collections::BTreeSet::new());
            assert!(double.is_none(), "{key} stands twice");
        }
        for found in argument.captures_iter(line) {
            messages.get_mut(&key).unwrap().insert(found[1].to_owned());
        }
    }
    messages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_keys_and_arguments() {
        let (zh, en) = (catalogue(ZH), catalogue(EN));
        for (key, args) in &zh {
            assert_eq!(en.get(key), Some(args), "{key}");
        }
        for key in en.keys() {
            assert!(zh.contains_key(key), "{key} is missing in Chinese");
        }
    }

    #[test]
    fn every_message_can_be_said() {
        for (lang, source) in [(Lang::Zh, ZH), (Lang::En, EN)] {
            let strings = Strings::new(lang);
            for (key, args) in catalogue(source) {
                let args: Vec<(&str, Arg)> =
                    args.iter().map(|name| (name.as_str(), Arg::Number(2))).collect();
                let said = strings.with(&key, &args);
                assert_ne!(said, key, "{lang:?}: {key} says nothing");
                assert!(!said.contains("{$"), "{lang:?}: {key}: {said}");
            }
        }
    }

    #[test]
    fn a_locale_that_begins_with_zh_is_chinese() {
        assert_eq!(Lang::from_locale("zh_CN.UTF-8"), Lang::Zh);
        assert_eq!(Lang::from_locale("C"), Lang::En);
    }
}

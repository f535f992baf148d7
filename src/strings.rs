//! The words of the program, in Chinese and in English.
//!
//! [`Strings`] looks them up in `zh.ftl` or `en.ftl`, which are compiled in and
//! hold the same keys with the same arguments. Names and texts of a study are
//! data: they never stand here and are never translated. A key that is missing
//! gives itself, so that a slip shows and nothing stops.

mod message;
mod reasons;

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub use message::{Message, Word};

use crate::model::plan::Warning;
use crate::model::table::{Cell, Column, Head, Heading, Note, Sheet, Table, Value};

const ZH: &str = include_str!("strings/zh.ftl");
const EN: &str = include_str!("strings/en.ftl");
/// The help of the command line, whose English stands in the doc comments of `cli::args`.
const HELP_ZH: &str = include_str!("strings/help.zh.ftl");

/// Columns in which words of the program stand, never words of a study.
const CLOSED: [&str; 19] = [
    "attribution",
    "brought",
    "change",
    "conflict",
    "dispute",
    "effect",
    "field",
    "list",
    "memo_kind",
    "of",
    "on",
    "origin",
    "outcome",
    "resolution",
    "role",
    "severity",
    "stance",
    "state",
    "status",
];

/// A language of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// Chinese, in simplified characters.
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The language for a locale (`zh_CN.UTF-8`): Chinese where it begins with `zh`, else English.
    #[must_use]
    pub fn from_locale(locale: &str) -> Self {
        let is_chinese = locale
            .get(..2)
            .is_some_and(|start| start.eq_ignore_ascii_case("zh"));
        if is_chinese { Self::Zh } else { Self::En }
    }

    /// The word used on the command line and in the configuration.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The language of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Zh, Self::En]
            .into_iter()
            .find(|lang| lang.name() == name)
    }

    fn sources(self) -> &'static [&'static str] {
        match self {
            Self::Zh => &[ZH, HELP_ZH],
            Self::En => &[EN],
        }
    }

    fn identifier(self) -> LanguageIdentifier {
        let tag = match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        };
        tag.parse().expect("both tags are well formed")
    }
}

/// An argument of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg<'a> {
    /// Words, printed as they are.
    Text(Cow<'a, str>),
    /// A count, by which a message may choose its plural.
    Number(u64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Arg<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl From<$number> for Arg<'_> {
            fn from(number: $number) -> Self {
                Self::Number(number.into())
            }
        })*
    };
}

numbers!(u8, u16, u32, u64);

impl From<usize> for Arg<'_> {
    fn from(number: usize) -> Self {
        Self::Number(u64::try_from(number).unwrap_or(u64::MAX))
    }
}

impl Arg<'_> {
    fn value(&self) -> FluentValue<'_> {
        match self {
            Self::Text(text) => FluentValue::from(text.as_ref()),
            Self::Number(number) => FluentValue::from(*number),
        }
    }
}

/// The words of the program in one language.
pub struct Strings {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
    /// Arguments of a message that are keys of commands, where it has any.
    keys: HashMap<&'static str, Vec<&'static str>>,
}

impl Strings {
    /// Loads a language.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        let mut bundle = FluentBundle::new_concurrent(vec![lang.identifier()]);
        bundle.set_use_isolating(false);
        for source in lang.sources() {
            // A faulty entry is left out and shows as its key; a test keeps the files free of any.
            let resource = FluentResource::try_new((*source).to_owned())
                .unwrap_or_else(|(sound, _faults)| sound);
            bundle.add_resource_overriding(resource);
        }
        let keys = lang.sources().iter().flat_map(|it| keys_told(it));
        let keys = keys.collect();
        Self { lang, bundle, keys }
    }

    /// The message with its arguments and with the keys it tells: its arguments `key-NAME`
    /// are filled with what `key_of` says of the command `NAME`.
    #[must_use]
    pub fn with_keys<'m>(
        &self,
        key: &str,
        mut args: Vec<(&'m str, Arg<'m>)>,
        key_of: &dyn Fn(&str) -> String,
    ) -> String {
        for name in self.keys.get(key).into_iter().flatten() {
            let command = name.trim_start_matches(KEY);
            args.push((name, Arg::from(key_of(command))));
        }
        self.with(key, &args)
    }

    /// Which language it is.
    #[must_use]
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Whether there is a message of that key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// The message, where there is one.
    #[must_use]
    pub fn if_any(&self, key: &str) -> Option<String> {
        self.has(key).then(|| self.get(key))
    }

    /// The message; the key itself where there is none.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The message with its arguments; the key itself where there is none.
    #[must_use]
    pub fn with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let values = args.iter().map(|(name, arg)| (*name, arg.value()));
        self.format(key, &values.collect()).0
    }

    /// The message, and whether every argument it names was given.
    fn format(&self, key: &str, args: &FluentArgs<'_>) -> (String, bool) {
        let message = self.bundle.get_message(key);
        let Some(pattern) = message.and_then(|message| message.value()) else {
            return (key.to_owned(), false);
        };
        let mut faults = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(args), &mut faults);
        (text.into_owned(), faults.is_empty())
    }

    /// A result in this language: title `table-NAME`, headings `col-KEY`, cells `cell-KEY`, notes `note-KEY`.
    ///
    /// Where a column holds words of the program (`role`, `status`), they are
    /// looked up under `cell-COLUMN-WORD`; a word without entry stays as it is.
    #[must_use]
    pub fn sheet(&self, table: &Table) -> Sheet {
        Sheet {
            title: self.get(&format!("table-{}", table.name)),
            heads: table
                .columns
                .iter()
                .map(|column| Head {
                    text: self.heading(column),
                    numeric: column.numeric,
                })
                .collect(),
            rows: table
                .rows
                .iter()
                .map(|row| {
                    let cells = table.columns.iter().zip(row);
                    cells
                        .map(|(column, cell)| self.value(&column.heading, cell))
                        .collect()
                })
                .collect(),
            notes: table.notes.iter().map(|note| self.note(note)).collect(),
        }
    }

    /// The heading of a column.
    #[must_use]
    pub fn heading(&self, column: &Column) -> String {
        match &column.heading {
            Heading::Key(key) => self.get(&format!("col-{key}")),
            Heading::Of(key, of) => {
                let of = self.get(&format!("col-{of}"));
                self.with(&format!("col-{key}"), &[("of", of.into())])
            }
            Heading::Words(words) => self.words("col", words),
            Heading::Data(text) => text.clone(),
        }
    }

    /// A cell as it is printed, wherever it stands.
    #[must_use]
    pub fn cell(&self, cell: &Cell) -> String {
        self.value(&Heading::Data(String::new()), cell).printed()
    }

    fn value(&self, heading: &Heading, cell: &Cell) -> Value {
        match cell {
            Cell::Empty => Value::Empty,
            Cell::Text(text) => Value::Text(match heading {
                Heading::Key(column) if CLOSED.contains(column) => {
                    let key = format!("cell-{column}-{text}");
                    if self.has(&key) {
                        self.get(&key)
                    } else {
                        text.clone()
                    }
                }
                _ => text.clone(),
            }),
            Cell::Key(key) => Value::Text(self.get(&format!("cell-{key}"))),
            Cell::Level(level, text) => Value::Level(*level, text.clone()),
            Cell::Count(n) => Value::Count(*n),
            Cell::Share(share) => Value::Share(*share),
            Cell::Figure(figure) => Value::Figure(*figure),
            Cell::Phrase(phrase) => Value::Text(self.note(phrase)),
        }
    }

    /// A sentence under a table: the message `note-KEY`.
    #[must_use]
    pub fn note(&self, note: &Note) -> String {
        self.words("note", note)
    }

    /// The message of an area with a key and arguments.
    fn words(&self, area: &str, note: &Note) -> String {
        let args = note.args.iter().map(|(name, text)| (*name, counted(text)));
        let args: Vec<(&str, Arg<'_>)> = args.collect();
        self.with(&format!("{area}-{}", note.key), &args)
    }

    /// What an importer noticed, with its line: the message `warning-KIND`.
    #[must_use]
    pub fn warning(&self, warning: &Warning) -> String {
        let key = format!("warning-{}", warning.kind);
        let words = self.with(&key, &[("about", counted(&warning.about))]);
        match warning.line {
            None => words,
            Some(line) => self.with(
                "warning-at-line",
                &[("line", line.into()), ("warning", words.into())],
            ),
        }
    }
}

/// What stands before the name of a command in the arguments of messages.
const KEY: &str = "key-";

/// The arguments of messages of a source that are keys of commands, by message.
fn keys_told(source: &'static str) -> HashMap<&'static str, Vec<&'static str>> {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let mut told: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut message = "";
    for line in source.lines() {
        if let Some((key, _)) = line.split_once(" =")
            && key.chars().all(is_name)
        {
            message = key;
        }
        for (at, _) in line.match_indices('$') {
            let rest = &line[at + 1..];
            let name = rest.split(|c| !is_name(c)).next().unwrap_or_default();
            if name.starts_with(KEY) {
                told.entry(message).or_default().push(name);
            }
        }
    }
    told
}

/// The argument as a number where it reads as one, so that a message can choose its plural.
///
/// What only looks like a number, such as a label with zeros before it, stays as it is.
fn counted(text: &str) -> Arg<'_> {
    match text.parse::<u64>() {
        Ok(number) if number.to_string() == text => Arg::Number(number),
        _ => Arg::from(text),
    }
}

impl std::fmt::Debug for Strings {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Strings")
            .field("lang", &self.lang)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;

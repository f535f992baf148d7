//! The fields of a code that stand in a table or a page, one by one.
//!
//! A [`Field`] knows its key, its words in both languages and how to print
//! itself and take itself back. Name and id are not among them: every format
//! has its own place for those.

use crate::model::codebook::{DraftCode, Origin};

/// What separates aliases.
const SEPARATOR: char = '；';

/// A field of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Parent,
    Kind,
    NameEn,
    Aliases,
    Definition,
    UseWhen,
    NotWhen,
    Example,
    Color,
    Digit,
    Origin,
    From,
    Section,
    Table,
    Paragraph,
    Open,
    Retired,
    Version,
}

/// A value that a field can't take.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadField {
    /// No number from 0 to `most`.
    #[error("«{key}» is «{found}»; it has to be a whole number from 0 to {most}")]
    Number {
        /// Key of the field.
        key: &'static str,
        /// What stands there.
        found: String,
        /// The largest that can be.
        most: u32,
    },
    /// Neither yes nor no.
    #[error("«{key}» is «{found}»; it has to be yes or no (是, 否, true, false)")]
    Flag {
        /// Key of the field.
        key: &'static str,
        /// What stands there.
        found: String,
    },
    /// No origin.
    #[error("«origin» is «{found}»; it may be given, emergent or in-vivo")]
    Origin {
        /// What stands there.
        found: String,
    },
}

impl Field {
    /// All of them, in the order in which they are written.
    pub(super) const ALL: [Self; 18] = [
        Self::Parent,
        Self::Kind,
        Self::NameEn,
        Self::Aliases,
        Self::Definition,
        Self::UseWhen,
        Self::NotWhen,
        Self::Example,
        Self::Color,
        Self::Digit,
        Self::Origin,
        Self::From,
        Self::Section,
        Self::Table,
        Self::Paragraph,
        Self::Open,
        Self::Retired,
        Self::Version,
    ];

    /// The key, in Chinese and in English.
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Parent => ("parent", "上级", "Parent"),
            Self::Kind => ("kind", "类别", "Kind"),
            Self::NameEn => ("name_en", "英文名", "English name"),
            Self::Aliases => ("aliases", "别名", "Aliases"),
            Self::Definition => ("definition", "定义", "Definition"),
            Self::UseWhen => ("use_when", "适用", "Use when"),
            Self::NotWhen => ("not_when", "不适用", "Not when"),
            Self::Example => ("example", "例句", "Example"),
            Self::Color => ("color", "颜色", "Color"),
            Self::Digit => ("digit", "数字键", "Digit"),
            Self::Origin => ("origin", "来历", "Origin"),
            Self::From => ("from", "取自", "Taken from"),
            Self::Section => ("section", "章节", "Section"),
            Self::Table => ("table", "表", "Table"),
            Self::Paragraph => ("paragraph", "段落", "Paragraph"),
            Self::Open => ("open", "开放", "Open"),
            Self::Retired => ("retired", "停用", "Retired"),
            Self::Version => ("version", "版本", "Version"),
        }
    }

    /// The head of its column in a csv.
    pub(super) fn key(self) -> &'static str {
        self.words().0
    }

    /// Its word in Chinese.
    pub(super) fn zh(self) -> &'static str {
        self.words().1
    }

    /// Its word in English.
    pub(super) fn en(self) -> &'static str {
        self.words().2
    }

    /// What the code says there; empty where it says nothing or what goes without saying.
    pub(super) fn of(self, code: &DraftCode) -> String {
        let entry = &code.entry;
        let number = |number: Option<u8>| number.map_or_else(String::new, |n| n.to_string());
        let flag = |flag| {
            if flag {
                "true".to_owned()
            } else {
                String::new()
            }
        };
        match self {
            Self::Parent => code.parent.clone().unwrap_or_default(),
            Self::Kind => entry.kind.clone(),
            Self::NameEn => entry.name_en.clone(),
            Self::Aliases => join(&entry.aliases),
            Self::Definition => entry.definition.clone(),
            Self::UseWhen => entry.use_when.clone(),
            Self::NotWhen => entry.not_when.clone(),
            Self::Example => entry.example.clone(),
            Self::Color => number(entry.color),
            Self::Digit => number(entry.digit),
            Self::Origin if entry.origin == Origin::default() => String::new(),
            Self::Origin => entry.origin.name().to_owned(),
            Self::From => entry.source.from.clone(),
            Self::Section => entry.source.section.clone(),
            Self::Table => entry.source.table.clone(),
            Self::Paragraph => entry.source.paragraph.clone(),
            Self::Open => flag(entry.open),
            Self::Retired => flag(code.retired),
            Self::Version if code.version == 1 => String::new(),
            Self::Version => code.version.to_string(),
        }
    }

    /// Takes what [`of`](Self::of) printed, or what a person wrote in its place.
    pub(super) fn put(self, code: &mut DraftCode, text: String) -> Result<(), BadField> {
        let key = self.key();
        let entry = &mut code.entry;
        match self {
            Self::Parent => code.parent = Some(text).filter(|parent| !parent.is_empty()),
            Self::Kind => entry.kind = text,
            Self::NameEn => entry.name_en = text,
            Self::Aliases => entry.aliases = split(&text),
            Self::Definition => entry.definition = text,
            Self::UseWhen => entry.use_when = text,
            Self::NotWhen => entry.not_when = text,
            Self::Example => entry.example = text,
            Self::Color => entry.color = number(key, text, u8::MAX.into())?,
            Self::Digit => entry.digit = number(key, text, u8::MAX.into())?,
            Self::Origin => entry.origin = origin(text)?,
            Self::From => entry.source.from = text,
            Self::Section => entry.source.section = text,
            Self::Table => entry.source.table = text,
            Self::Paragraph => entry.source.paragraph = text,
            Self::Open => entry.open = flag(key, text)?,
            Self::Retired => code.retired = flag(key, text)?,
            Self::Version => code.version = number(key, text, u32::MAX)?.unwrap_or(1),
        }
        Ok(())
    }
}

fn number<T: TryFrom<u32>>(
    key: &'static str,
    found: String,
    most: u32,
) -> Result<Option<T>, BadField> {
    let digits = found.trim();
    if digits.is_empty() {
        return Ok(None);
    }
    match digits.parse::<u32>().ok().and_then(|n| T::try_from(n).ok()) {
        Some(number) => Ok(Some(number)),
        None => Err(BadField::Number { key, found, most }),
    }
}

fn flag(key: &'static str, found: String) -> Result<bool, BadField> {
    match found.trim().to_lowercase().as_str() {
        "" | "false" | "no" | "否" | "0" => Ok(false),
        "true" | "yes" | "是" | "1" => Ok(true),
        _ => Err(BadField::Flag { key, found }),
    }
}

fn origin(found: String) -> Result<Origin, BadField> {
    match found.trim() {
        "" => Ok(Origin::default()),
        word => Origin::from_name(word).ok_or(BadField::Origin { found }),
    }
}

/// Names on one line; a backslash before a separator or a backslash takes it as it is.
fn join(names: &[String]) -> String {
    let mut out = String::new();
    for (index, name) in names.iter().enumerate() {
        if index > 0 {
            out.push(SEPARATOR);
        }
        for char in name.chars() {
            if char == SEPARATOR || char == '\\' {
                out.push('\\');
            }
            out.push(char);
        }
    }
    out
}

/// Takes [`join`]ed names apart; names are trimmed and empty ones left out.
fn split(text: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        let last = names.last_mut().expect("never empty");
        match char {
            SEPARATOR => names.push(String::new()),
            '\\' => last.extend(chars.next()),
            other => last.push(other),
        }
    }
    names
        .into_iter()
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

/// Random codebooks, for the round trips of every format.
#[cfg(test)]
pub(super) mod testing {
    use proptest::collection::vec;
    use proptest::option;
    use proptest::prelude::*;

    use crate::model::codebook::{
        AttributeList, Draft, DraftCode, DraftLink, Entry, Facet, FacetValue, Kind, LinkText,
        Origin, Source,
    };

    /// Text with everything that formats trip over.
    fn text() -> impl Strategy<Value = String> {
        let trap = prop_oneof![
            Just("\n"),
            Just("\n\n"),
            Just("\r\n"),
            Just("\t"),
            Just(" "),
            Just("；"),
            Just("\\"),
            Just("\""),
            Just("'"),
            Just("\"\"\""),
            Just("|"),
            Just("- **定义** "),
            Just("# "),
            Just("*"),
            Just("`"),
            Just("<b>"),
            Just("&amp;"),
            Just("&#10;"),
            Just("="),
            Just("＝"),
            Just("@"),
            Just(","),
            Just("\u{1b}"),
            Just("\u{feff}"),
            Just("\u{7f}"),
            Just("→"),
            Just("1. "),
            Just("信任"),
            Just("a"),
            Just("𠮷"),
        ];
        vec(trap, 0..6).prop_map(|parts| parts.concat())
    }

    fn word() -> impl Strategy<Value = String> {
        text().prop_map(|text| format!("名{text}名"))
    }

    fn values() -> impl Strategy<Value = Vec<FacetValue>> {
        let value = (word(), text(), text());
        vec(
            value.prop_map(|(name, name_en, group)| FacetValue {
                name,
                name_en,
                group,
            }),
            0..3,
        )
    }

    fn kind(id: usize) -> impl Strategy<Value = Kind> {
        let facet = (word(), text(), values());
        let facets = vec(
            facet.prop_map(|(name, name_en, values)| Facet {
                name,
                name_en,
                values,
            }),
            0..3,
        );
        (word(), text(), facets).prop_map(move |(name, name_en, facets)| Kind {
            id: format!("k{id}"),
            name,
            name_en,
            facets,
        })
    }

    fn origin() -> impl Strategy<Value = Origin> {
        prop_oneof![
            Just(Origin::Given),
            Just(Origin::Emergent),
            Just(Origin::InVivo)
        ]
    }

    fn source() -> impl Strategy<Value = Source> {
        (text(), text(), text(), text()).prop_map(|(from, section, table, paragraph)| Source {
            from,
            section,
            table,
            paragraph,
        })
    }

    fn entry() -> impl Strategy<Value = Entry> {
        let texts = (
            word(),
            text(),
            vec(word(), 0..3),
            text(),
            text(),
            text(),
            text(),
        );
        let rest = (
            option::of(any::<u8>()),
            option::of(any::<u8>()),
            origin(),
            source(),
            proptest::sample::subsequence(vec!["具体表现", "影响 :", "a|b"], 0..=3),
            vec(text(), 3),
            any::<bool>(),
        );
        (texts, rest).prop_map(|(texts, rest)| {
            let (name, name_en, aliases, definition, use_when, not_when, example) = texts;
            let (color, digit, origin, source, heads, cells, open) = rest;
            Entry {
                public_id: String::new(),
                kind: String::new(),
                name,
                name_en,
                aliases,
                definition,
                use_when,
                not_when,
                example,
                color,
                digit,
                origin,
                source,
                columns: heads.into_iter().map(str::to_owned).zip(cells).collect(),
                open,
            }
        })
    }

    fn code() -> impl Strategy<Value = (DraftCode, usize, usize)> {
        (entry(), any::<bool>(), 1..4u32, 0..20usize, 0..4usize).prop_map(
            |(entry, retired, version, above, kind)| {
                let code = DraftCode {
                    entry,
                    retired,
                    version,
                    ..DraftCode::default()
                };
                (code, above, kind)
            },
        )
    }

    /// Codebooks without lines, with any tree in any order.
    pub(crate) fn drafts() -> impl Strategy<Value = Draft> {
        let head = (word(), word(), text(), text(), text());
        let links = vec((0..9usize, 0..9usize, text(), any::<bool>(), text()), 0..3);
        let attributes = vec((word(), text(), text(), text(), values()), 0..3);
        let kinds = (kind(0), kind(1)).prop_map(|(a, b)| vec![a, b]);
        (head, kinds, vec(code(), 0..9), links, attributes).prop_map(
            |(head, kinds, codes, links, attributes)| {
                let (name, title, title_en, source, notes) = head;
                let id = |at: usize| format!("P {at}.{}", at * 7 % 5);
                Draft {
                    name,
                    title,
                    title_en,
                    source,
                    notes,
                    codes: codes
                        .into_iter()
                        .enumerate()
                        .map(|(at, (mut code, above, kind))| {
                            code.entry.public_id = id(at);
                            code.parent = (above < at).then(|| id(above));
                            code.entry.kind = kinds
                                .get(kind)
                                .map_or_else(String::new, |kind| kind.id.clone());
                            code
                        })
                        .collect(),
                    kinds,
                    links: links
                        .into_iter()
                        .map(|(from, to, relation, hypothesis, reason)| DraftLink {
                            from: id(from),
                            to: id(to),
                            text: LinkText {
                                relation,
                                hypothesis,
                                reason,
                            },
                            line: 0,
                        })
                        .collect(),
                    attributes: attributes
                        .into_iter()
                        .map(|(name, name_en, of, section, values)| AttributeList {
                            name,
                            name_en,
                            of,
                            section,
                            values,
                        })
                        .collect(),
                }
            },
        )
    }
}

//! TOML as a person would write it.
//!
//! Keys come in the order in which they are given; texts with line ends are
//! written over several lines, everything else on one.

use std::fmt::Write as _;

/// A TOML file being written.
#[derive(Default)]
pub(super) struct TomlWriter {
    out: String,
}

impl TomlWriter {
    /// Begins an element of a list of tables, or a table: `[[code]]`, `[code.columns]`.
    pub(super) fn table(&mut self, header: &str) {
        if !self.out.is_empty() && header.starts_with("[[") {
            self.out.push('\n');
        }
        self.line(header);
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// A text.
    pub(super) fn text(&mut self, key: &str, value: &str) {
        self.line(&format!("{} = {}", name(key), quoted(value)));
    }

    /// A text, left out where it is empty.
    pub(super) fn text_if_any(&mut self, key: &str, value: &str) {
        if !value.is_empty() {
            self.text(key, value);
        }
    }

    /// A list of texts on one line.
    pub(super) fn texts(&mut self, key: &str, values: &[String]) {
        let items: Vec<String> = values.iter().map(|value| one_line(value)).collect();
        self.line(&format!("{} = [{}]", name(key), items.join(", ")));
    }

    /// A number or a flag.
    pub(super) fn plain(&mut self, key: &str, value: impl std::fmt::Display) {
        self.line(&format!("{} = {value}", name(key)));
    }

    /// A list of inline tables, one on each line.
    pub(super) fn inline_tables(&mut self, key: &str, tables: &[InlineTable]) {
        if tables.is_empty() {
            self.line(&format!("{} = []", name(key)));
            return;
        }
        self.line(&format!("{} = [", name(key)));
        for table in tables {
            self.line(&format!("  {},", table.printed()));
        }
        self.line("]");
    }

    /// One inline table.
    pub(super) fn inline_table(&mut self, key: &str, table: &InlineTable) {
        self.line(&format!("{} = {}", name(key), table.printed()));
    }

    /// The file.
    pub(super) fn finish(self) -> String {
        self.out
    }
}

/// `{ name = "…", group = "…" }`, being written.
#[derive(Default)]
pub(super) struct InlineTable {
    fields: Vec<String>,
}

impl InlineTable {
    /// Adds a text.
    pub(super) fn text(mut self, key: &str, value: &str) -> Self {
        self.fields
            .push(format!("{} = {}", name(key), one_line(value)));
        self
    }

    /// Adds a text unless it is empty.
    pub(super) fn text_if_any(self, key: &str, value: &str) -> Self {
        if value.is_empty() {
            self
        } else {
            self.text(key, value)
        }
    }

    /// Adds a number or a flag.
    pub(super) fn plain(mut self, key: &str, value: impl std::fmt::Display) -> Self {
        self.fields.push(format!("{} = {value}", name(key)));
        self
    }

    /// Whether nothing was added.
    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    fn printed(&self) -> String {
        if self.fields.is_empty() {
            "{}".to_owned()
        } else {
            format!("{{ {} }}", self.fields.join(", "))
        }
    }
}

/// A key, quoted where TOML wants it quoted.
fn name(key: &str) -> String {
    let is_bare = !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
    if is_bare {
        key.to_owned()
    } else {
        one_line(key)
    }
}

fn quoted(text: &str) -> String {
    if !text.contains('\n') {
        return one_line(text);
    }
    let mut out = String::from("\"\"\"\n");
    let mut rest = text.chars().peekable();
    let mut after_mark = false;
    while let Some(char) = rest.next() {
        match char {
            '\n' => out.push('\n'),
            // A mark beside another, or beside the closing three, would end the text.
            '"' if !after_mark && rest.peek().is_some() => out.push('"'),
            _ => escape(&mut out, char),
        }
        after_mark = char == '"';
    }
    out.push_str("\"\"\"");
    out
}

fn one_line(text: &str) -> String {
    let mut out = String::from("\"");
    for char in text.chars() {
        escape(&mut out, char);
    }
    out.push('"');
    out
}

fn escape(out: &mut String, char: char) {
    match char {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        control if control.is_control() => {
            write!(out, "\\u{:04X}", u32::from(control)).expect("a String takes everything");
        }
        other => out.push(other),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_text_comes_back(key in ".*", text in "(.|[\"\\\\\r\n\t])*") {
            let mut writer = TomlWriter::default();
            writer.text(&key, &text);
            let table: toml::Table = writer.finish().parse().expect("what was written is TOML");
            prop_assert_eq!(table[&key].as_str(), Some(text.as_str()));
        }
    }

    #[test]
    fn texts_read_as_a_person_would_write_them() {
        assert_eq!(
            quoted("一\n“二” \"三\"\n"),
            "\"\"\"\n一\n“二” \"三\"\n\"\"\""
        );
        assert_eq!(quoted("\"a\\"), r#""\"a\\""#);
        assert_eq!(name("具体表现"), "\"具体表现\"");
        assert_eq!(name("name_en"), "name_en");
    }
}

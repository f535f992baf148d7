//! The codebook file: TOML that people write by hand.
//!
//! Reading keeps the line of every code and link, so that faults which only
//! [`codebook::check`](crate::model::codebook::check) sees can be found in an
//! editor. Writing is deterministic and gives back a file written in its own
//! style byte for byte; comments are lost.

use crate::model::codebook::{
    AttributeList, Draft, DraftCode, DraftLink, Entry, Facet, FacetValue, Kind, LinkText, Origin,
    Source as Wording,
};

pub use super::toml_table::TomlError as ReadError;
use super::toml_table::{Source, TableReader, each};
use super::toml_write::{InlineTable, TomlWriter};

/// What `format` says in a codebook file.
pub const FORMAT: &str = "fangtan-codebook";
const VERSION: u32 = 1;
const ORIGINS: &[&str] = &["given", "emergent", "in-vivo"];

/// Reads a codebook file.
///
/// What the codes say about each other is not checked here.
pub fn read(text: &str) -> Result<Draft, ReadError> {
    let source = Source::new(text);
    let mut root = source.root()?;
    root.expect_format(FORMAT)?;
    root.expect_version(VERSION)?;
    let draft = Draft {
        name: root.words("name")?,
        title: root.words("title")?,
        title_en: root.words("title_en")?,
        source: root.words("source")?,
        notes: root.words("notes")?,
        kinds: each(root.tables("kind", "[[kind]]")?, read_kind)?,
        codes: each(root.tables("code", "[[code]]")?, read_code)?,
        links: each(root.tables("link", "[[link]]")?, read_link)?,
        attributes: each(root.tables("attribute", "[[attribute]]")?, read_attribute)?,
    };
    root.finish()?;
    Ok(draft)
}

fn read_kind(table: &mut TableReader<'_, '_>) -> Result<Kind, ReadError> {
    Ok(Kind {
        id: table.words("id")?,
        name: table.words("name")?,
        name_en: table.words("name_en")?,
        facets: each(table.tables("facet", "[[kind.facet]]")?, |facet| {
            Ok(Facet {
                name: facet.words("name")?,
                name_en: facet.words("name_en")?,
                values: read_values(facet)?,
            })
        })?,
    })
}

fn read_values(table: &mut TableReader<'_, '_>) -> Result<Vec<FacetValue>, ReadError> {
    each(table.tables("values", "values")?, |value| {
        Ok(FacetValue {
            name: value.words("name")?,
            name_en: value.words("name_en")?,
            group: value.words("group")?,
        })
    })
}

fn read_code(table: &mut TableReader<'_, '_>) -> Result<DraftCode, ReadError> {
    Ok(DraftCode {
        line: table.line(),
        parent: table.text("parent")?.filter(|parent| !parent.is_empty()),
        version: table.number("version", u32::MAX)?.unwrap_or(1),
        retired: table.flag("retired")?.unwrap_or_default(),
        merged_into: table.text("merged_into")?.filter(|into| !into.is_empty()),
        entry: Entry {
            public_id: table.words("id")?,
            kind: table.words("kind")?,
            name: table.words("name")?,
            name_en: table.words("name_en")?,
            aliases: table.texts("aliases")?,
            definition: table.words("definition")?,
            use_when: table.words("use_when")?,
            not_when: table.words("not_when")?,
            example: table.words("example")?,
            color: table.small("color")?,
            digit: table.small("digit")?,
            origin: table
                .word("origin", ORIGINS, Origin::from_name)?
                .unwrap_or_default(),
            source: Wording {
                from: table.words("from")?,
                section: table.words("section")?,
                table: table.words("table")?,
                paragraph: table.words("paragraph")?,
            },
            columns: table.pairs("columns")?,
            open: table.flag("open")?.unwrap_or_default(),
        },
    })
}

fn read_link(table: &mut TableReader<'_, '_>) -> Result<DraftLink, ReadError> {
    Ok(DraftLink {
        line: table.line(),
        from: table.words("from")?,
        to: table.words("to")?,
        text: LinkText {
            relation: table.words("relation")?,
            hypothesis: table.flag("hypothesis")?.unwrap_or_default(),
            reason: table.words("reason")?,
        },
    })
}

fn read_attribute(table: &mut TableReader<'_, '_>) -> Result<AttributeList, ReadError> {
    Ok(AttributeList {
        name: table.words("name")?,
        name_en: table.words("name_en")?,
        of: table.words("of")?,
        section: table.words("section")?,
        values: read_values(table)?,
    })
}

/// Writes a codebook file.
///
/// The fields that an author fills in for every code stand there also where they are empty.
#[must_use]
pub fn write(draft: &Draft) -> String {
    let mut out = TomlWriter::default();
    out.text("format", FORMAT);
    out.plain("version", VERSION);
    out.text("name", &draft.name);
    out.text("title", &draft.title);
    out.text_if_any("title_en", &draft.title_en);
    out.text_if_any("source", &draft.source);
    out.text_if_any("notes", &draft.notes);
    for kind in &draft.kinds {
        write_kind(&mut out, kind);
    }
    for code in &draft.codes {
        write_code(&mut out, code);
    }
    for link in &draft.links {
        out.table("[[link]]");
        out.text("from", &link.from);
        out.text("to", &link.to);
        out.text("relation", &link.text.relation);
        out.plain("hypothesis", link.text.hypothesis);
        out.text("reason", &link.text.reason);
    }
    for attribute in &draft.attributes {
        out.table("[[attribute]]");
        out.text("name", &attribute.name);
        out.text_if_any("name_en", &attribute.name_en);
        out.text("of", &attribute.of);
        out.text_if_any("section", &attribute.section);
        write_values(&mut out, &attribute.values);
    }
    out.finish()
}

fn write_kind(out: &mut TomlWriter, kind: &Kind) {
    out.table("[[kind]]");
    out.text("id", &kind.id);
    out.text("name", &kind.name);
    out.text_if_any("name_en", &kind.name_en);
    for facet in &kind.facets {
        out.table("[[kind.facet]]");
        out.text("name", &facet.name);
        out.text_if_any("name_en", &facet.name_en);
        write_values(out, &facet.values);
    }
}

fn write_values(out: &mut TomlWriter, values: &[FacetValue]) {
    let tables: Vec<InlineTable> = values
        .iter()
        .map(|value| {
            InlineTable::default()
                .text("name", &value.name)
                .text_if_any("name_en", &value.name_en)
                .text_if_any("group", &value.group)
        })
        .collect();
    out.inline_tables("values", &tables);
}

fn write_code(out: &mut TomlWriter, code: &DraftCode) {
    let entry = &code.entry;
    out.table("[[code]]");
    out.text("id", &entry.public_id);
    out.text_if_any("parent", code.parent.as_deref().unwrap_or_default());
    out.text_if_any("kind", &entry.kind);
    out.text("name", &entry.name);
    out.text("name_en", &entry.name_en);
    out.texts("aliases", &entry.aliases);
    out.text("definition", &entry.definition);
    out.text("use_when", &entry.use_when);
    out.text("not_when", &entry.not_when);
    out.text("example", &entry.example);
    if let Some(color) = entry.color {
        out.plain("color", color);
    }
    if let Some(digit) = entry.digit {
        out.plain("digit", digit);
    }
    out.text("origin", entry.origin.name());
    out.text("from", &entry.source.from);
    out.text("section", &entry.source.section);
    out.text_if_any("table", &entry.source.table);
    out.text_if_any("paragraph", &entry.source.paragraph);
    out.plain("open", entry.open);
    if code.version != 1 {
        out.plain("version", code.version);
    }
    if code.retired {
        out.plain("retired", code.retired);
    }
    if let Some(into) = &code.merged_into {
        out.text("merged_into", into);
    }
    if !entry.columns.is_empty() {
        out.table("[code.columns]");
        for (head, cell) in &entry.columns {
            out.text(head, cell);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::codebook_field::testing::drafts;
    use super::*;

    const SHIPPED: [&str; 6] = [
        include_str!("../../codebooks/achievements.toml"),
        include_str!("../../codebooks/city-experience.toml"),
        include_str!("../../codebooks/concepts.toml"),
        include_str!("../../codebooks/megacity-governance.toml"),
        include_str!("../../codebooks/survey-topics.toml"),
        include_str!("../../codebooks/theories.toml"),
    ];

    #[test]
    fn the_codebooks_that_come_with_the_program_come_back_byte_for_byte() {
        for text in SHIPPED {
            let draft = read(text).expect("sound");
            assert!(!draft.codes.is_empty());
            similar(&write(&draft), text);
            assert_eq!(crate::model::codebook::check(&draft), []);
        }
    }

    fn similar(written: &str, text: &str) {
        for (number, (a, b)) in written.lines().zip(text.lines()).enumerate() {
            assert_eq!(a, b, "line {}", number + 1);
        }
        assert_eq!(written.len(), text.len());
    }

    #[test]
    fn every_code_and_link_has_its_line() {
        let text = SHIPPED[3];
        let draft = read(text).expect("sound");
        let lines: Vec<&str> = text.lines().collect();
        for code in &draft.codes {
            let at = code.line as usize;
            assert_eq!(lines[at - 1], "[[code]]");
            assert_eq!(lines[at], format!("id = \"{}\"", code.entry.public_id));
        }
        for link in &draft.links {
            assert_eq!(lines[link.line as usize - 1], "[[link]]");
        }
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_again(draft in drafts()) {
            let mut again = read(&write(&draft)).expect("what was written can be read");
            for code in &mut again.codes {
                code.line = 0;
            }
            for link in &mut again.links {
                link.line = 0;
            }
            prop_assert_eq!(again, draft);
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "([\\[\\]{}=\"'a-z\n .,#0-9\\\\]|code|id|.)*") {
            let _ = read(&text);
        }
    }

    #[test]
    fn every_fault_is_a_sentence_with_its_line() {
        let check = |text: &str, sentence: &str| {
            let fault = read(text).expect_err(text);
            assert_eq!(fault.to_string(), sentence);
        };
        check(
            "format = \"fangtan-guide\"\n",
            "line 1: the file says format = «fangtan-guide», «fangtan-codebook» is needed",
        );
        check(
            "version = 2\n",
            "line 1: version 2 of the format; this program reads version 1",
        );
        check("titel = \"x\"\n", "line 1: the file has no key «titel»");
        check(
            "[[code]]\nid = \"A\"\n\n[[code]]\nid = \"B\"\ndefn = \"x\"\n",
            "line 6: [[code]] has no key «defn»",
        );
        check(
            "[[kind]]\nid = \"p\"\n[[kind.facet]]\nvalues = [\n  { name = \"a\", nam = \"b\" },\n]\n",
            "line 5: values has no key «nam»",
        );
        check(
            "[[code]]\nid = 3\n",
            "line 2: «id» has to be a text in quotation marks",
        );
        check(
            "[[code]]\naliases = \"x\"\n",
            "line 2: «aliases» has to be a list of texts in quotation marks",
        );
        check(
            "[[code]]\naliases = [\n  \"x\",\n  7,\n]\n",
            "line 4: «aliases» has to be a list of texts in quotation marks",
        );
        check(
            "[[code]]\nopen = \"no\"\n",
            "line 2: «open» has to be true or false",
        );
        check(
            "[[code]]\ndigit = 1.5\n",
            "line 2: «digit» has to be a whole number",
        );
        check(
            "[[code]]\ncolor = -1\n",
            "line 2: «color» is -1; it goes from 0 to 255",
        );
        check(
            "[[code]]\norigin = \"found\"\n",
            "line 2: «origin» is «found»; it may be given, emergent, in-vivo",
        );
        check(
            "[code]\nid = \"A\"\n",
            "line 1: «code» has to be a list of tables",
        );
        check("link = [1]\n", "line 1: «link» has to be a list of tables");
        check(
            "[[code]]\nid = \"A\nname = \"b\"\n",
            "line 2: invalid basic string, expected `\"`",
        );
        check(
            "[[code]]\nid = \"A\"\nid = \"B\"\n",
            "line 3: duplicate key",
        );
    }
}

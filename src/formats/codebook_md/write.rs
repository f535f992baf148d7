//! From a codebook to a page.

use std::collections::HashMap;

use super::super::markdown::{entity, escape_inline, escape_line, escape_word};
use super::{
    ATTRIBUTES, CODES, DEEPEST, Field, HYPOTHESIS, KINDS, LINK, LINKS, MADE_FROM, NOTES, OF,
    OWN_COLUMN, SHORT_NAME, TITLE_EN, VALUE, Word, Words,
};
use crate::model::codebook::{Draft, DraftCode, FacetValue};

/// Writes a codebook as a page.
#[must_use]
pub fn write(draft: &Draft, words: Words) -> String {
    let mut page = Page {
        out: String::new(),
        words,
    };
    page.heading(1, &escape_inline(&draft.title));
    page.field_if_any(SHORT_NAME, &draft.name);
    page.field_if_any(TITLE_EN, &draft.title_en);
    page.field_if_any(MADE_FROM, &draft.source);
    page.field_if_any(NOTES, &draft.notes);
    if !draft.kinds.is_empty() {
        page.part(KINDS);
    }
    for kind in &draft.kinds {
        page.heading(2, &titled(&kind.id, &kind.name));
        page.field_if_any(Word::of(Field::NameEn), &kind.name_en);
        for facet in &kind.facets {
            page.heading(3, &escape_inline(&facet.name));
            page.field_if_any(Word::of(Field::NameEn), &facet.name_en);
            page.values(&facet.values);
        }
    }
    page.part(CODES);
    page.codes(&draft.codes);
    if !draft.links.is_empty() {
        page.part(LINKS);
    }
    for link in &draft.links {
        let ends = format!("{} → {}", escape_word(&link.from), escape_word(&link.to));
        let hypothesis = if link.text.hypothesis {
            HYPOTHESIS.in_words(words)
        } else {
            ""
        };
        let rest = [&link.text.relation, hypothesis, &link.text.reason];
        page.list(LINK, ends, rest);
    }
    if !draft.attributes.is_empty() {
        page.part(ATTRIBUTES);
    }
    for attribute in &draft.attributes {
        page.heading(2, &escape_inline(&attribute.name));
        page.field_if_any(Word::of(Field::NameEn), &attribute.name_en);
        page.field_if_any(OF, &attribute.of);
        page.field_if_any(Word::of(Field::Section), &attribute.section);
        page.values(&attribute.values);
    }
    page.out
}

fn titled(id: &str, name: &str) -> String {
    format!("{} {}", escape_word(id), escape_inline(name))
}

struct Page {
    out: String,
    words: Words,
}

impl Page {
    fn heading(&mut self, level: usize, text: &str) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
        self.out.push_str(&"#".repeat(level));
        self.out.push(' ');
        self.out.push_str(text);
        self.out.push_str("\n\n");
    }

    fn part(&mut self, word: Word) {
        self.heading(1, word.in_words(self.words));
    }

    fn codes(&mut self, codes: &[DraftCode]) {
        let parents: HashMap<&str, &str> = codes
            .iter()
            .filter_map(|code| Some((code.entry.public_id.as_str(), code.parent.as_deref()?)))
            .collect();
        // The ids of the last headings, one for each level from 2.
        let mut path: Vec<&str> = Vec::new();
        for code in codes {
            let depth = depth(code, &parents).min(path.len()).min(DEEPEST - 2);
            path.truncate(depth);
            let said = path.last().copied();
            path.push(&code.entry.public_id);
            self.heading(depth + 2, &titled(&code.entry.public_id, &code.entry.name));
            for field in Field::ALL {
                let text = match field {
                    Field::Parent if code.parent.as_deref() == said => String::new(),
                    _ => field.of(code),
                };
                self.field_if_any(Word::of(field), &text);
            }
            for (head, cell) in &code.entry.columns {
                let word = OWN_COLUMN.in_words(self.words);
                self.field(&format!("{word}{}", escape_inline(head)), cell);
            }
        }
    }

    fn values(&mut self, values: &[FacetValue]) {
        for value in values {
            let rest = [&*value.name_en, &value.group];
            self.list(VALUE, escape_inline(&value.name), rest);
        }
    }

    /// A field of several texts on one line; empty ones at the end are left out.
    fn list<const N: usize>(&mut self, word: Word, first: String, rest: [&str; N]) {
        let mut line = first;
        let n_said = rest.iter().rposition(|text| !text.is_empty());
        for text in &rest[..n_said.map_or(0, |last| last + 1)] {
            line.push_str(" | ");
            line.push_str(&escape_inline(text));
        }
        let word = word.in_words(self.words);
        self.out.extend(["- **", word, "** ", &line, "\n"]);
    }

    fn field_if_any(&mut self, word: Word, text: &str) {
        if !text.is_empty() {
            self.field(word.in_words(self.words), text);
        }
    }

    fn field(&mut self, word: &str, text: &str) {
        self.out.push_str("- **");
        self.out.push_str(word);
        self.out.push_str("**");
        let inner = text.trim_matches('\n');
        let before = text.len() - text.trim_start_matches('\n').len();
        if !text.is_empty() {
            self.out.push(' ');
        }
        for _ in 0..before {
            entity(&mut self.out, '\n');
        }
        for (index, line) in inner.split('\n').enumerate() {
            if index > 0 {
                self.out
                    .push_str(if line.is_empty() { "\n" } else { "\n  " });
            }
            self.out.push_str(&escape_line(line));
        }
        for _ in before + inner.len()..text.len() {
            entity(&mut self.out, '\n');
        }
        self.out.push('\n');
    }
}

/// How many codes stand above this one; a circle of parents ends after one round.
fn depth(code: &DraftCode, parents: &HashMap<&str, &str>) -> usize {
    let mut depth = 0;
    let mut above = code.parent.as_deref();
    while let Some(id) = above
        && depth <= parents.len()
    {
        depth += 1;
        above = parents.get(id).copied();
    }
    depth
}

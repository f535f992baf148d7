//! A part in XML as a tree, so that elements can be read in whatever order they stand.

use quick_xml::events::{BytesStart, Event};

use crate::formats::transcript::xml::{resolved, walk};
use crate::formats::transcript::{Damage, Limit, ReadError};

/// Most elements of a file.
const MOST_NODES: usize = 1_500_000;

/// An element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Node {
    /// Its name without prefix.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// The elements in it.
    pub children: Vec<Node>,
    /// The letters directly in it.
    pub text: String,
}

impl Node {
    /// An attribute by its name without prefix; empty ones count as missing.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.trim().is_empty())
    }

    /// Elements in it of that name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Node> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first element in it of that name.
    pub fn first(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Its own identifier.
    pub fn guid(&self) -> Option<String> {
        self.attribute("guid").map(guid)
    }

    /// The identifier that a reference points to, wherever the program wrote it.
    pub fn target(&self) -> Option<String> {
        self.attribute("targetGUID")
            .or_else(|| self.attribute("guid"))
            .or_else(|| Some(self.text.trim()).filter(|text| !text.is_empty()))
            .map(guid)
    }

    /// The words of its description; `None` where there are none.
    pub fn description(&self) -> Option<String> {
        let text = self.first("Description")?.text.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }
}

/// An identifier without braces, in small letters.
pub(super) fn guid(text: &str) -> String {
    text.trim().trim_matches(['{', '}']).to_ascii_lowercase()
}

/// Parses a part.
///
/// # Errors
/// When it is no XML, declares a document type, is too deep or has too many elements.
pub(super) fn parse(xml: &str) -> Result<Node, ReadError> {
    let mut open: Vec<Node> = vec![Node::default()];
    let mut n = 0_usize;
    walk(xml.trim_start_matches('\u{feff}'), |event| match event {
        Event::Start(tag) => {
            n += 1;
            if n <= MOST_NODES {
                open.push(node(tag));
            }
        }
        Event::Empty(tag) => {
            n += 1;
            if n <= MOST_NODES
                && let Some(above) = open.last_mut()
            {
                above.children.push(node(tag));
            }
        }
        Event::End(_) => {
            if open.len() > 1
                && let Some(done) = open.pop()
                && let Some(above) = open.last_mut()
            {
                above.children.push(done);
            }
        }
        Event::Text(text) => push(&mut open, &text.xml10_content()),
        Event::CData(text) => push(&mut open, &text.xml10_content()),
        Event::GeneralRef(reference) => push(&mut open, &resolved(reference)),
        _ => {}
    })?;
    if n > MOST_NODES {
        return Err(Limit::Size.into());
    }
    let root = open.swap_remove(0);
    root.children
        .into_iter()
        .next()
        .ok_or(ReadError::Damaged(Damage::CutOff))
}

fn push(open: &mut [Node], text: &str) {
    if let Some(node) = open.last_mut() {
        node.text.push_str(text);
    }
}

fn node(tag: &BytesStart<'_>) -> Node {
    let attributes = tag
        .attributes()
        .with_checks(false)
        .flatten()
        .map(|attribute| {
            let value = attribute.value.as_ref();
            (
                attribute.key.local_name().into_inner().to_owned(),
                quick_xml::escape::unescape(value)
                    .map_or_else(|_| value.to_owned(), std::borrow::Cow::into_owned),
            )
        })
        .collect();
    Node {
        name: tag.local_name().into_inner().to_owned(),
        attributes,
        ..Node::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_prefix_and_identifiers_their_braces() {
        let root = parse(
            "<q:A xmlns:q=\"x\"><q:B guid=\"{AB-1}\" name=\"x &amp; &#20320;\"/><C>t &lt;<D/>u</C><Description> </Description></q:A>",
        )
        .unwrap();
        assert_eq!(root.name, "A");
        let b = root.first("B").unwrap();
        assert_eq!(b.guid().unwrap(), "ab-1");
        assert_eq!(b.attribute("name"), Some("x & 你"));
        assert_eq!(root.first("C").unwrap().text, "t <u");
        assert_eq!(root.description(), None);
        assert!(parse("<a>").is_err());
        assert!(parse("").is_err());
    }
}

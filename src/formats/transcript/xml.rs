//! Parts in XML, walked event by event within limits: document type declarations are refused and
//! nesting is limited.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::{Damage, Limit, ReadError};

/// Deepest nesting of elements.
const DEEPEST: u32 = 256;

/// Calls `take` with every event of a part.
pub(in crate::formats) fn walk(
    xml: &str,
    mut take: impl FnMut(&Event<'_>),
) -> Result<(), ReadError> {
    let mut reader = Reader::from_str(xml);
    let mut depth = 0;
    loop {
        let event = reader.read_event().map_err(|error| Damage::Xml {
            at: reader.error_position(),
            what: error.to_string(),
        })?;
        match &event {
            Event::DocType(_) => {
                return Err(Limit::DocumentType.into());
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Eof if depth > 0 => return Err(Damage::CutOff.into()),
            Event::Eof => return Ok(()),
            _ => {}
        }
        if depth > DEEPEST {
            return Err(Limit::Depth.into());
        }
        take(&event);
    }
}

/// How many elements of a part have that name.
pub(in crate::formats) fn count(xml: &str, name: &str) -> Result<u32, ReadError> {
    let mut n = 0;
    walk(xml, |event| {
        if let Event::Start(tag) | Event::Empty(tag) = event {
            n += u32::from(tag.local_name().into_inner() == name);
        }
    })?;
    Ok(n)
}

/// The value of an attribute, whatever its prefix; `None` also where it is malformed.
pub(in crate::formats) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    // Without the check for duplicates, which takes the square of their number.
    tag.attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().into_inner() == name)
        .map(|attribute| attribute.value.into_owned())
}

/// The character that a reference stands for; an unknown one stays as written.
pub(in crate::formats) fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    let name = reference.xml10_content();
    quick_xml::escape::resolve_predefined_entity(&name)
        .map_or_else(|| format!("&{name};"), str::to_owned)
}

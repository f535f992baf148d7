//! Sources of a project and their texts.

use super::positions::{RawText, Selected};
use super::tree::Node;
use crate::formats::transcript::zipped::Parts;
use crate::formats::transcript::{ReadError, text_of_document};
use crate::model::plan::Warning;

/// A text that becomes an interview.
pub(super) struct Source<'a> {
    /// The element that has it.
    pub node: &'a Node,
    /// The element whose selections lie in it, which may be inside the other.
    pub selections: &'a Node,
    /// Its identifier, of the outer element.
    pub guid: Option<String>,
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: RawText,
    /// Milliseconds at positions of a transcript.
    pub times: Vec<(i64, u32)>,
}

/// The texts of a project, those of sound and film among them.
pub(super) fn all<'a>(
    root: &'a Node,
    parts: &mut Option<&mut Parts<'_>>,
    warnings: &mut Vec<Warning>,
) -> Result<Vec<Source<'a>>, ReadError> {
    let mut sources = Vec::new();
    for node in root.all("Sources").flat_map(|sources| &sources.children) {
        match node.name.as_str() {
            "TextSource" => sources.push(source(node, node, parts, warnings)?),
            "PDFSource" | "PictureSource" => {
                let inner = node
                    .first("Representation")
                    .or_else(|| node.first("TextDescription"));
                if let Some(inner) = inner {
                    sources.push(source(node, inner, parts, warnings)?);
                }
            }
            "AudioSource" | "VideoSource" => {
                for inner in node.all("Transcript") {
                    let mut source = source(node, inner, parts, warnings)?;
                    source.times = times(inner);
                    // A recording may have several transcripts.
                    source.guid = inner.guid().or(source.guid);
                    sources.push(source);
                }
            }
            _ => {}
        }
    }
    Ok(sources)
}

fn source<'a>(
    node: &'a Node,
    inner: &'a Node,
    parts: &mut Option<&mut Parts<'_>>,
    warnings: &mut Vec<Warning>,
) -> Result<Source<'a>, ReadError> {
    let path = inner
        .attribute("plainTextPath")
        .or_else(|| inner.attribute("richTextPath"))
        .unwrap_or_default();
    let name = node
        .attribute("name")
        .or_else(|| inner.attribute("name"))
        .or_else(|| {
            path.rsplit(['/', '\\'])
                .next()
                .filter(|name| !name.is_empty())
        })
        .unwrap_or("?");
    let name = super::tidy(name);
    let text = match inner.first("PlainTextContent") {
        Some(content) => Some(content.text.clone()),
        None => file(inner, parts)?,
    };
    if text.is_none() {
        warnings.push(Warning {
            kind: "refi-no-text",
            line: None,
            about: name.clone(),
        });
    }
    Ok(Source {
        node,
        selections: inner,
        guid: node.guid(),
        name,
        text: RawText::new(text.unwrap_or_default()),
        times: Vec::new(),
    })
}

/// The text in a member of the archive: the plain one, else that of the document beside it.
fn file(node: &Node, parts: &mut Option<&mut Parts<'_>>) -> Result<Option<String>, ReadError> {
    let Some(parts) = parts.as_deref_mut() else {
        return Ok(None);
    };
    for key in ["plainTextPath", "richTextPath"] {
        let Some(member) = node.attribute(key).and_then(|path| member(path, parts)) else {
            continue;
        };
        let Some(bytes) = parts.bytes(&member)? else {
            continue;
        };
        if key == "plainTextPath" {
            return Ok(Some(decoded(&bytes)));
        }
        if let Ok(text) = text_of_document(&bytes) {
            return Ok(Some(text));
        }
    }
    Ok(None)
}

/// UTF-8, with a mark for what is none; UTF-16 where a byte order mark says so. The mark stays.
fn decoded(bytes: &[u8]) -> String {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) if encoding != encoding_rs::UTF_8 => {
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// The member that a path means: by its last part, in whatever folder and case. No path leaves the archive.
fn member(path: &str, parts: &Parts<'_>) -> Option<String> {
    let wanted = path.rsplit(['/', '\\']).next()?.to_lowercase();
    if wanted.is_empty() || path.starts_with("absolute:") {
        return None;
    }
    parts.names().into_iter().find(|name| {
        let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
        last.to_lowercase() == wanted && !name.starts_with("__MACOSX/")
    })
}

/// Times of a transcript by position.
fn times(transcript: &Node) -> Vec<(i64, u32)> {
    let mut times: Vec<(i64, u32)> = transcript
        .all("SyncPoint")
        .filter_map(|point| {
            let position = point.attribute("position")?.trim().parse().ok()?;
            let ms = point.attribute("timeStamp")?.trim().parse().ok()?;
            Some((position, ms))
        })
        .collect();
    times.sort_unstable();
    times
}

/// A selection of a text with the element that it is.
pub(super) struct Selection<'a> {
    /// The element.
    pub node: &'a Node,
    /// Its ends and name.
    pub selected: Selected,
}

/// The selections of a source, those between sync points among them.
pub(super) fn selections<'a>(source: &Source<'a>, text: usize) -> Vec<Selection<'a>> {
    let number = |node: &Node, key: &str| {
        node.attribute(key)
            .and_then(|value| value.trim().parse::<i64>().ok())
    };
    let mut all = Vec::new();
    for node in &source.selections.children {
        let ends = match node.name.as_str() {
            "PlainTextSelection" => number(node, "startPosition").zip(number(node, "endPosition")),
            "TranscriptSelection" => {
                let point = |key: &str| {
                    let wanted = node.attribute(key).map(super::tree::guid)?;
                    let found = source
                        .selections
                        .all("SyncPoint")
                        .find(|point| point.guid().as_ref() == Some(&wanted))?;
                    number(found, "position")
                };
                point("fromSyncPoint").zip(point("toSyncPoint"))
            }
            _ => continue,
        };
        all.push(Selection {
            node,
            selected: Selected {
                text,
                // Ends that are no numbers are no place.
                start: ends.map_or(-1, |(start, _)| start),
                end: ends.map_or(-1, |(_, end)| end),
                name: node.attribute("name").unwrap_or_default().to_owned(),
            },
        });
    }
    all
}

/// The words of a note, in the file or beside it.
pub(super) fn note_text(
    node: &Node,
    parts: &mut Option<&mut Parts<'_>>,
) -> Result<String, ReadError> {
    let text = match node.first("PlainTextContent") {
        Some(content) => content.text.clone(),
        None => file(node, parts)?.unwrap_or_default(),
    };
    let text = if text.trim().is_empty() {
        node.description().unwrap_or_default()
    } else {
        text
    };
    Ok(RawText::new(text).text)
}

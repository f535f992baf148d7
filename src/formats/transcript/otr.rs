//! Transcripts of oTranscribe: JSON that holds a page, the name of the recording and where it stood.
//! Time stamps are `<span class="timestamp" data-timestamp="62.1">1:02</span>`.

use serde_json::Value;

use super::document::Document;
use super::html::{self, Talk};

/// The document; `None` where the JSON is of another kind.
pub(super) fn read(value: &Value) -> Option<Document> {
    let html = value.get("text")?.as_str()?;
    let is_page = value.get("media-time").is_some() || value.get("media").is_some();
    if !is_page || value.get("segments").is_some() {
        return None;
    }
    let Talk::Text(mut document) = html::read(html) else {
        return None;
    };
    let media = value.get("media").and_then(Value::as_str).unwrap_or("");
    if !media.is_empty() {
        document.header.push(("media".to_owned(), media.to_owned()));
    }
    Some(document)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_inside_is_the_text() {
        let value = serde_json::json!({
            "text": "<p><span class=\"timestamp\" data-timestamp=\"62.1\">1:02</span>&nbsp;Kim: Hi.</p><p>Lee: So.<br>Well.</p>",
            "media": "talk.mp3", "media-time": 62.5,
        });
        let document = read(&value).unwrap();
        assert_eq!(document.text, "1:02\u{a0}Kim: Hi.\nLee: So.\nWell.");
        assert_eq!(document.header[0].1, "talk.mp3");
        assert!(read(&serde_json::json!({"text": "a", "segments": [], "media": "b"})).is_none());
        assert!(read(&serde_json::json!({"text": "a"})).is_none());
    }
}

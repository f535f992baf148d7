//! Runs: words of one look.

use crate::formats::xml_text::escape;

/// Writes words with properties of their run; line feeds become breaks.
pub(super) fn put(out: &mut String, text: &str, looks: &str) {
    if text.is_empty() {
        return;
    }
    out.push_str("<w:r>");
    // Marks that both scripts have, like “ and …, take the Chinese font beside hanzi.
    let hint = if text.chars().any(is_wide) {
        "<w:rFonts w:hint=\"eastAsia\"/>"
    } else {
        ""
    };
    if !(looks.is_empty() && hint.is_empty()) {
        out.extend(["<w:rPr>", hint, looks, "</w:rPr>"]);
    }
    for (line, part) in text.split('\n').enumerate() {
        if line > 0 {
            out.push_str("<w:br/>");
        }
        for (cell, part) in part.split('\t').enumerate() {
            if cell > 0 {
                out.push_str("<w:tab/>");
            }
            if !part.is_empty() {
                out.push_str("<w:t xml:space=\"preserve\">");
                escape(part, false, out);
                out.push_str("</w:t>");
            }
        }
    }
    out.push_str("</w:r>");
}

/// Whether a character is of Chinese script or its full-width marks.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

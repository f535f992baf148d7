//! Text as it may stand in XML.

/// Escapes text for an element, or for an attribute in double marks; characters that XML 1.0
/// forbids are left out.
pub(super) fn escape(text: &str, in_attribute: bool, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if in_attribute => out.push_str("&quot;"),
            '\n' | '\t' if in_attribute => {
                out.extend(["&#", &u32::from(c).to_string(), ";"]);
            }
            '\n' | '\t' => out.push(c),
            '\0'..='\x1f' | '\u{fffe}' | '\u{ffff}' => {}
            _ => out.push(c),
        }
    }
}

/// Attributes of an element, each with a space before it.
pub(super) fn attributes(out: &mut String, pairs: &[(&str, &str)]) {
    for (name, value) in pairs {
        out.extend([" ", name, "=\""]);
        escape(value, true, out);
        out.push('"');
    }
}

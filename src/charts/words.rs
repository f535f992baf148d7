//! Words in a picture: how wide they are, where they break, and what XML allows of them.

use unicode_segmentation::UnicodeSegmentation as _;

use crate::formats::sheet::html;
use crate::text::visible::cell;
use crate::text::wrap::{fit, rows, width};

/// Part of the type size that one cell of a terminal stands for. Hanzi take two cells and are
/// 1 em wide; Latin letters and digits, one cell each, are 0.55 em on average in the sans-serif
/// faces that hold hanzi. So both have room.
const CELL: f64 = 0.56;

/// How wide words are, in pixels, at a type size.
pub(super) fn wide(words: &str, size: f64) -> f64 {
    f64::from(width(words)) * size * CELL
}

/// How many cells fit into a width.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is held between 2 and 2000"
)]
fn cells(pixels: f64, size: f64) -> u16 {
    (pixels / (size * CELL)).floor().clamp(2.0, 2000.0) as u16
}

/// Words in lines of a width, at most so many; `…` ends the last where some are left over.
pub(super) fn lines(words: &str, pixels: f64, size: f64, most: usize) -> Vec<String> {
    let shown = shown(words);
    let columns = cells(pixels, size);
    let found = rows(&shown, columns);
    let of = |start: u32, end: u32| &shown[start as usize..end as usize];
    let mut lines: Vec<String> = Vec::new();
    for (at, row) in found.iter().enumerate() {
        if at + 1 == most && found.len() > most {
            let rest = of(row.start, u32::try_from(shown.len()).unwrap_or(row.end));
            // A long row that just fits must still show that something is left over.
            lines.push(fit(rest, columns).trim_end().to_owned());
            break;
        }
        lines.push(of(row.start, row.end).trim_end().to_owned());
    }
    lines
}

/// Words with controls and hidden characters as marks, in one line.
pub(super) fn shown(words: &str) -> String {
    let visible: String = words.graphemes(true).map(cell).collect();
    // XML has no way to write these two.
    visible.replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}")
}

/// Words as text of an XML document.
pub(super) fn escaped(words: &str) -> String {
    html::escape(&shown(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_hold_and_show_what_is_left_over() {
        let name = "部门壁垒与信息孤岛造成的重复填报";
        let hold = |lines: &[String]| lines.iter().all(|line| wide(line, 10.0) <= 60.0);
        let two = lines(name, 60.0, 10.0, 2);
        assert!(
            two.len() == 2 && two[1].ends_with('…') && hold(&two),
            "{two:?}"
        );
        let all = lines(name, 60.0, 10.0, 9);
        assert!(all.concat() == name && hold(&all), "{all:?}");
        assert_eq!(lines("", 60.0, 10.0, 2), [""]);
        assert_eq!(lines("甲\n乙\t丙", 600.0, 10.0, 2), ["甲 乙    丙"]);
    }

    #[test]
    fn what_xml_cannot_write_is_a_mark() {
        assert_eq!(
            escaped("<a href=\"x\">&'\u{0}\u{1b}\u{ffff}\u{202e}"),
            "&lt;a href=&quot;x&quot;&gt;&amp;&#39;^@^[\u{fffd}&lt;U+202E&gt;"
        );
    }
}

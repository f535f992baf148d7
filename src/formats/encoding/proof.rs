//! What decoding left out of a plain file, counted and proven by writing the file again.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::{bom_of, encoding_named, meant, with_line_feeds};

/// How the text of a plain file stands to its bytes. All lengths in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The whole file, mark and line ends included.
    pub file: u32,
    /// The byte order mark: 1 or 0.
    pub marks: u32,
    /// Carriage returns that went because a line feed follows them.
    pub returns: u32,
    /// Whether the text with these put back is the file again, byte for byte.
    pub exact: bool,
}

impl Proof {
    /// How much of the file is in the text.
    #[must_use]
    pub fn kept(&self) -> u32 {
        self.file - self.marks - self.returns
    }
}

/// Holds the decoded `text` of a plain file against its bytes; `encoding` is the name that
/// decoding gave it. `None` where the bytes can't be read so.
#[must_use]
pub fn prove(bytes: &[u8], text: &str, encoding: &str) -> Option<Proof> {
    let encoding = meant(encoding_named(encoding)?, bytes);
    let mark = bom_of(encoding);
    let body = bytes.strip_prefix(mark).unwrap_or(bytes);
    let raw = encoding.decode_without_bom_handling_and_without_replacement(body)?;
    let marks = u32::from(body.len() < bytes.len());
    let returns = raw.matches("\r\n").count();
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Some(Proof {
        file: count(raw.chars().count()).saturating_add(marks),
        marks,
        returns: count(returns),
        exact: encoded(&raw, encoding) == body && with_line_feeds(raw.into_owned()) == text,
    })
}

/// A text in the bytes of an encoding; what it can't hold becomes something else.
fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    if encoding == UTF_16LE {
        return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    }
    if encoding == UTF_16BE {
        return text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    }
    encoding.encode(text).0.into_owned()
}

#[cfg(test)]
mod tests {
    use encoding_rs::{BIG5, GB18030, UTF_8};
    use proptest::prelude::*;

    use super::super::{decode_as, name_of};
    use super::*;

    /// A text in an encoding, with or without a mark; what the proof says of it.
    fn proof(text: &str, encoding: &'static Encoding, marked: bool) -> Proof {
        let mut bytes = if marked {
            bom_of(encoding).to_vec()
        } else {
            Vec::new()
        };
        bytes.extend(encoded(text, encoding));
        let decoded = decode_as(&bytes, encoding).unwrap();
        prove(&bytes, &decoded.text, decoded.encoding).unwrap()
    }

    #[test]
    fn marks_and_line_ends_are_all_that_goes() {
        for encoding in [UTF_8, GB18030, UTF_16LE, UTF_16BE] {
            let it = proof("问：好\r\n答：是\r也\n", encoding, true);
            let shown = (it.file, it.marks, it.returns, it.kept(), it.exact);
            assert_eq!(shown, (12, 1, 1, 10, true), "{}", name_of(encoding));
        }
        let it = proof("問：好", BIG5, false);
        assert_eq!((it.file, it.kept(), it.exact), (3, 3, true));
    }

    #[test]
    fn another_text_is_not_proven() {
        let it = prove("问：好\n".as_bytes(), "问：好", "UTF-8").unwrap();
        assert!(!it.exact);
        assert_eq!(prove(b"\xff\xfe\xfd", "", "UTF-8"), None);
        assert_eq!(prove(b"a", "a", "nothing"), None);
        // GB18030 has a one-byte euro sign that it doesn't write.
        let it = prove(b"\x80", "\u{20ac}", "GB18030").unwrap();
        assert_eq!((it.kept(), it.exact), (1, false));
    }

    proptest! {
        #[test]
        fn every_text_in_utf_8_is_its_file_again(text in "[a问\r\n\u{1f600}]{0,40}", marked: bool) {
            let it = proof(&text, UTF_8, marked);
            prop_assert!(it.exact);
            prop_assert_eq!(it.kept() as usize, with_line_feeds(text).chars().count());
        }
    }
}

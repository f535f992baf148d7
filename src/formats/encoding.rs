//! From bytes to text: which encoding a plain file has, and its decoding.
//!
//! The order is: byte order mark, strict UTF-8, UTF-16 without a mark, then
//! GB18030 against Big5 by how many of the characters are common ones, then the
//! guess of a detector. A text is decoded as a whole or not at all: no character
//! is replaced. Line ends become `\n`, the byte order mark goes, nothing else is
//! changed; in particular there is no Unicode normalisation.

mod proof;

pub use proof::{Proof, prove};

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// How much of a file is looked at when its encoding is guessed, in bytes.
const SAMPLE: usize = 64 * 1024;

/// How much of it is held against the habits of languages, in bytes.
const TELLING: usize = 8 * 1024;

/// Characters that make up a large part of any Chinese text, simplified and traditional.
const COMMON: &str = "的一是不了在人有我他这個个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实問问答這們來為國說時會對過發後裡種經麼學現當沒動還進樣開從實間關与與政府社区區民街市工老什讲講很给給把被让讓再已又它您，。、：？！「」“”（）　…";

/// A decoded file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, `\n` line ends, no byte order mark.
    pub text: String,
    /// Name of the encoding (`UTF-8`, `GB18030`, `Big5`, …).
    pub encoding: &'static str,
    /// How well the encoding is known.
    pub sure: Sure,
}

/// How well an encoding is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sure {
    /// Told by a person or a byte order mark, or no other reading is possible.
    Certain,
    /// The best of several readings.
    Guessed,
}

/// Bytes that are not text in the encoding they should have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not {encoding} at byte {at}")]
pub struct Undecodable {
    /// Name of the encoding.
    pub encoding: &'static str,
    /// The first byte that doesn't fit, from 0.
    pub at: u64,
}

/// The encoding of that name, in any case and with the usual aliases.
///
/// GBK and GB2312 mean GB18030, which holds both; `big5-hkscs` and `cp950` mean Big5.
/// `None` for a name that nobody knows.
#[must_use]
pub fn encoding_named(name: &str) -> Option<&'static Encoding> {
    let plain: String = name
        .trim()
        .to_ascii_lowercase()
        .chars()
        .filter(|c| !matches!(c, '-' | '_' | ' '))
        .collect();
    match plain.as_str() {
        "utf8" | "utf8bom" | "utf8sig" => Some(UTF_8),
        "utf16" | "utf16le" => Some(UTF_16LE),
        "utf16be" => Some(UTF_16BE),
        "gb18030" | "gbk" | "gb2312" | "gb" | "cp936" | "936" | "euccn" => Some(GB18030),
        "big5" | "big5hkscs" | "hkscs" | "cp950" | "950" => Some(BIG5),
        _ => Encoding::for_label(name.trim().as_bytes()),
    }
}

/// The text of a file whose encoding a person named.
///
/// A byte order mark of that encoding is dropped.
///
/// # Errors
/// When a byte doesn't fit; the first such byte is named.
pub fn decode_as(bytes: &[u8], encoding: &'static Encoding) -> Result<Decoded, Undecodable> {
    let encoding = meant(encoding, bytes);
    let mark = bom_of(encoding);
    let body = bytes.strip_prefix(mark).unwrap_or(bytes);
    match encoding.decode_without_bom_handling_and_without_replacement(body) {
        Some(text) => Ok(Decoded {
            text: with_line_feeds(text.into_owned()),
            encoding: name_of(encoding),
            sure: Sure::Certain,
        }),
        None => Err(Undecodable {
            encoding: name_of(encoding),
            at: (bytes.len() - body.len()) as u64 + first_fault(body, encoding),
        }),
    }
}

/// The text of a file, its encoding found out.
///
/// # Errors
/// When no encoding fits: for a file that is UTF-8 almost throughout, the byte that
/// is not; otherwise the byte at which the likeliest reading fails.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Undecodable> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return decode_as(bytes, encoding);
    }
    if memchr::memchr(0, bytes).is_none()
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Ok(Decoded {
            text: with_line_feeds(text.to_owned()),
            encoding: name_of(UTF_8),
            sure: Sure::Certain,
        });
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return decode_as(bytes, encoding);
    }
    if let Some(at) = damaged_utf8(bytes) {
        return Err(Undecodable {
            encoding: "UTF-8",
            at,
        });
    }
    let (likeliest, sure) = guess(bytes);
    let other = [GB18030, BIG5]
        .into_iter()
        .find(|encoding| *encoding != likeliest);
    match decode_as(bytes, likeliest) {
        Ok(decoded) => Ok(Decoded { sure, ..decoded }),
        // A file can go wrong after the sample; the second reading is then the only one.
        Err(fault) => other
            .filter(|encoding| share_of_common(bytes, encoding) >= PLAUSIBLE)
            .and_then(|encoding| decode_as(bytes, encoding).ok())
            .map(|decoded| Decoded {
                sure: Sure::Guessed,
                ..decoded
            })
            .ok_or(fault),
    }
}

/// The name that reports show.
#[must_use]
pub fn name_of(encoding: &'static Encoding) -> &'static str {
    if encoding == GB18030 {
        "GB18030"
    } else {
        encoding.name()
    }
}

/// Above this share of common characters a text passes for Chinese.
const PLAUSIBLE: f64 = 0.1;

/// Above this share a Chinese text is not anything else.
const PLAIN: f64 = 0.3;

/// The likeliest encoding of bytes that are neither UTF-8 nor UTF-16.
fn guess(bytes: &[u8]) -> (&'static Encoding, Sure) {
    let (mainland, island) = (
        share_of_common(bytes, GB18030),
        share_of_common(bytes, BIG5),
    );
    let (chinese, best, second) = if mainland >= island {
        (GB18030, mainland, island)
    } else {
        (BIG5, island, mainland)
    };
    let n = telling(bytes).len();
    if best >= PLAIN && best >= 4.0 * second && n >= 20 {
        return (chinese, Sure::Certain);
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(telling(bytes), true);
    // No hint of a country: with one, the detector returns that country's encoding whatever the bytes.
    let detected = detector.guess(None, chardetng::Utf8Detection::Deny);
    let detected = if detected == encoding_rs::GBK {
        GB18030
    } else {
        detected
    };
    if best < PLAUSIBLE {
        return (detected, Sure::Guessed);
    }
    let clear = best >= 2.0 * second && n >= 20;
    if clear || detected == chinese {
        let sure = if clear && detected == chinese {
            Sure::Certain
        } else {
            Sure::Guessed
        };
        (chinese, sure)
    } else {
        (detected, Sure::Guessed)
    }
}

/// The part of a file that tells its encoding: from the first byte that is not ASCII, which begins
/// a character whatever the encoding.
fn telling(bytes: &[u8]) -> &[u8] {
    let from = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    &bytes[from..bytes.len().min(from + TELLING)]
}

/// How many of the non-ASCII characters are common Chinese ones, from 0 to 1.
///
/// A character that doesn't decode counts against the encoding three times.
fn share_of_common(bytes: &[u8], encoding: &'static Encoding) -> f64 {
    let (text, _) = encoding.decode_without_bom_handling(telling(bytes));
    let (mut common, mut all) = (0_u32, 0_u32);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        all += if c == char::REPLACEMENT_CHARACTER {
            3
        } else {
            1
        };
        common += u32::from(is_common(c));
    }
    if all == 0 {
        return 0.0;
    }
    f64::from(common) / f64::from(all)
}

fn is_common(c: char) -> bool {
    use std::collections::HashSet;
    use std::sync::LazyLock;
    static SET: LazyLock<HashSet<char>> = LazyLock::new(|| COMMON.chars().collect());
    SET.contains(&c)
}

/// UTF-16 that carries no mark: almost every unit is a character of Chinese or Latin text.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    [UTF_16LE, UTF_16BE].into_iter().find(|encoding| {
        let units = sample.chunks_exact(2).map(|pair| {
            if *encoding == UTF_16LE {
                u16::from_le_bytes([pair[0], pair[1]])
            } else {
                u16::from_be_bytes([pair[0], pair[1]])
            }
        });
        let plausible = units
            .filter(|unit| {
                matches!(unit,
                    0x09 | 0x0A | 0x0D | 0x20..=0x7E | 0xA0..=0x17F | 0x2010..=0x2030
                    | 0x3000..=0x303F | 0x4E00..=0x9FFF | 0xFF00..=0xFFEF | 0xD800..=0xDFFF)
            })
            .count();
        plausible * 20 >= (sample.len() / 2) * 19
    })
}

/// The first bad byte of a file that is plainly meant as UTF-8.
///
/// Other Chinese encodings hardly ever form a valid sequence of three bytes by
/// chance, so a great majority of valid ones tells.
fn damaged_utf8(bytes: &[u8]) -> Option<u64> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in sample.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if bytes.contains(&0) || good < 10 || good < bad * 10 {
        return None;
    }
    std::str::from_utf8(bytes)
        .err()
        .map(|fault| fault.valid_up_to() as u64)
}

/// The first byte that doesn't decode.
fn first_fault(bytes: &[u8], encoding: &'static Encoding) -> u64 {
    if encoding == UTF_8 {
        let fault = std::str::from_utf8(bytes).err();
        return fault.map_or(0, |fault| fault.valid_up_to() as u64);
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut scratch = vec![0_u8; 16 * 1024];
    let mut read = 0;
    loop {
        let (result, taken, _) =
            decoder.decode_to_utf8_without_replacement(&bytes[read..], &mut scratch, true);
        read += taken;
        match result {
            encoding_rs::DecoderResult::InputEmpty => return read as u64,
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::Malformed(length, after) => {
                return (read as u64).saturating_sub(u64::from(length) + u64::from(after));
            }
        }
    }
}

fn bom_of(encoding: &'static Encoding) -> &'static [u8] {
    if encoding == UTF_8 {
        b"\xEF\xBB\xBF"
    } else if encoding == UTF_16LE {
        b"\xFF\xFE"
    } else if encoding == UTF_16BE {
        b"\xFE\xFF"
    } else if encoding == GB18030 {
        b"\x84\x31\x95\x33"
    } else {
        b""
    }
}

/// `\r\n` and lone `\r` become `\n`.
fn with_line_feeds(text: String) -> String {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = memchr::memchr(b'\r', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        out.push('\n');
        rest = &rest[at + 1..];
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    out.push_str(rest);
    out
}

/// What the name means for these bytes: UTF-16 with the mark of the other byte order is read in that order.
fn meant(encoding: &'static Encoding, bytes: &[u8]) -> &'static Encoding {
    let utf16 = encoding == UTF_16LE || encoding == UTF_16BE;
    match Encoding::for_bom(bytes) {
        Some((marked, _)) if utf16 && marked != UTF_8 => marked,
        _ => encoding,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLIFIED: &str =
        "问：您什么时候来这个街道工作的？\r\n答：我是去年春天来的，那时候社区里还没有网格。\r\n";
    const TRADITIONAL: &str =
        "問：您什麼時候來這個街道工作的？\r\n答：我是去年春天來的，那時候社區裡還沒有網格。\r\n";

    fn encoded(text: &str, encoding: &'static Encoding) -> Vec<u8> {
        if encoding == UTF_16LE {
            return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        }
        if encoding == UTF_16BE {
            return text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        }
        let (bytes, _, faulty) = encoding.encode(text);
        assert!(!faulty, "{text} can't be written in {}", encoding.name());
        bytes.into_owned()
    }

    fn check(text: &str, encoding: &'static Encoding) {
        let bytes = encoded(text, encoding);
        let decoded = decode(&bytes).unwrap();
        assert_eq!(decoded.text, text.replace("\r\n", "\n"));
        assert_eq!(decoded.encoding, name_of(encoding));
        assert_eq!(decoded.sure, Sure::Certain, "{}", encoding.name());
        let mut marked = bom_of(encoding).to_vec();
        marked.extend(&bytes);
        assert_eq!(decode_as(&marked, encoding).unwrap().text, decoded.text);
        if encoding != GB18030 {
            assert_eq!(decode(&marked).unwrap().text, decoded.text);
        }
    }

    #[test]
    fn each_encoding_is_told_from_the_others() {
        for encoding in [UTF_8, UTF_16LE, UTF_16BE, GB18030] {
            check(SIMPLIFIED, encoding);
        }
        for encoding in [UTF_8, UTF_16LE, UTF_16BE, BIG5] {
            check(TRADITIONAL, encoding);
        }
        check(
            "Interviewer: How did it start?\r\nKim: Slowly.\r\n",
            UTF_16LE,
        );
    }

    #[test]
    fn traditional_text_in_gb18030_is_not_taken_for_big5() {
        check(TRADITIONAL, GB18030);
    }

    #[test]
    fn a_sentence_is_enough() {
        for (text, encoding) in [("社区里没有电梯。", GB18030), ("社區裡沒有電梯。", BIG5)]
        {
            let decoded = decode(&encoded(text, encoding)).unwrap();
            assert_eq!(decoded.text, text);
        }
    }

    #[test]
    fn latin_text_of_one_byte_is_a_guess() {
        let decoded = decode(b"K\xF6rting: Ja, f\xFCr B\xFCcher und M\xE4rchen.\n").unwrap();
        assert_eq!(decoded.text, "Körting: Ja, für Bücher und Märchen.\n");
        assert_eq!(decoded.sure, Sure::Guessed);
    }

    #[test]
    fn every_kind_of_line_end_becomes_a_line_feed() {
        let decoded = decode(b"\xEF\xBB\xBFa\r\nb\rc\n\r\n\rd").unwrap();
        assert_eq!(decoded.text, "a\nb\nc\n\n\nd");
    }

    #[test]
    fn only_the_first_mark_is_dropped() {
        assert_eq!(
            decode("\u{FEFF}\u{FEFF}a".as_bytes()).unwrap().text,
            "\u{FEFF}a"
        );
    }

    #[test]
    fn the_first_byte_that_does_not_fit_is_named() {
        let fault = |bytes: &[u8], encoding| decode_as(bytes, encoding).unwrap_err().at;
        assert_eq!(fault(b"abc\xFFdef", UTF_8), 3);
        assert_eq!(fault(b"\xEF\xBB\xBFabc\xFF", UTF_8), 6);
        assert_eq!(fault(b"ab\xB0\xA1\xFF\xFFx", GB18030), 4);
        assert_eq!(fault(b"ab\xA4\x40\xFF\xFFx", BIG5), 4);
        assert_eq!(fault(b"a\0\0\xDCb\0", UTF_16LE), 2);
    }

    #[test]
    fn damaged_utf8_is_not_read_as_something_else() {
        let mut bytes = SIMPLIFIED.as_bytes().to_vec();
        bytes[10] = 0xFF;
        let fault = decode(&bytes).unwrap_err();
        assert_eq!(fault.encoding, "UTF-8");
        assert_eq!(fault.at, 9);
    }

    #[test]
    fn usual_names_are_known() {
        for (name, encoding) in [
            ("utf-8", UTF_8),
            ("UTF-16LE", UTF_16LE),
            ("utf-16be", UTF_16BE),
            ("gbk", GB18030),
            ("GB2312", GB18030),
            ("gb18030", GB18030),
            ("big5", BIG5),
            ("Big5-HKSCS", BIG5),
            ("shift_jis", encoding_rs::SHIFT_JIS),
        ] {
            assert_eq!(encoding_named(name), Some(encoding), "{name}");
        }
        assert_eq!(encoding_named("klingon"), None);
    }
}

//! Files that are no transcripts of ours, known by how they begin.

use std::fmt;

use super::{ReadError, lines};

/// What a file is that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// Bytes without a known beginning.
    Bytes,
    /// A database.
    Database,
    /// A Word file of the years before docx.
    Doc,
    /// An archive without members.
    EmptyZip,
    /// An electronic book.
    Epub,
    /// Sound without loss.
    Flac,
    /// A picture.
    Gif,
    /// Compressed by gzip.
    Gzip,
    /// A picture.
    Jpeg,
    /// Data for programs.
    Json,
    /// A Word file locked with a password.
    Locked,
    /// Sound or film.
    Media,
    /// Sound in Ogg.
    Ogg,
    /// A portable document.
    Pdf,
    /// A picture.
    Png,
    /// Slides.
    Presentation,
    /// Machine code.
    Program,
    /// An archive of 7-Zip.
    SevenZip,
    /// An archive of RAR.
    Rar,
    /// Elements for programs.
    Xml,
    /// Compressed by xz.
    Xz,
    /// An archive with members that say nothing.
    Zip,
}

impl fmt::Display for Foreign {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Bytes => "binary data",
            Self::Database => "an SQLite database",
            Self::Doc => "an old Office file (doc)",
            Self::EmptyZip => "an empty zip archive",
            Self::Epub => "EPUB",
            Self::Flac => "a FLAC sound",
            Self::Gif => "a GIF image",
            Self::Gzip => "a gzip archive",
            Self::Jpeg => "a JPEG image",
            Self::Json => "JSON",
            Self::Locked => "a Word file locked with a password",
            Self::Media => "a sound or film",
            Self::Ogg => "an Ogg sound",
            Self::Pdf => "PDF",
            Self::Png => "a PNG image",
            Self::Presentation => "a presentation (pptx)",
            Self::Program => "a program",
            Self::SevenZip => "a 7z archive",
            Self::Rar => "a RAR archive",
            Self::Xml => "XML",
            Self::Xz => "an xz archive",
            Self::Zip => "a zip archive",
        })
    }
}

/// Files that are known by their first bytes and are not read here.
pub(super) fn other_format(bytes: &[u8]) -> Option<ReadError> {
    const BINARIES: [(&[u8], Foreign); 12] = [
        (b"\x89PNG", Foreign::Png),
        (b"\xFF\xD8\xFF", Foreign::Jpeg),
        (b"GIF8", Foreign::Gif),
        (b"fLaC", Foreign::Flac),
        (b"OggS", Foreign::Ogg),
        (b"\x1F\x8B", Foreign::Gzip),
        (b"7z\xBC\xAF\x27\x1C", Foreign::SevenZip),
        (b"Rar!\x1A\x07", Foreign::Rar),
        (b"\xFD7zXZ", Foreign::Xz),
        (b"SQLite format 3\0", Foreign::Database),
        (b"\x7FELF", Foreign::Program),
        (b"PK\x05\x06", Foreign::EmptyZip),
    ];
    const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    /// The start of `EncryptedPackage`, the stream of a locked document.
    const LOCKED: &[u8] = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0";
    if bytes.is_empty() {
        return Some(ReadError::Empty);
    }
    if bytes.starts_with(b"%PDF-") {
        return Some(ReadError::UnknownFormat(Foreign::Pdf));
    }
    if bytes.starts_with(OLE) {
        let locked = memchr::memmem::find(bytes, LOCKED).is_some();
        return Some(ReadError::UnknownFormat(if locked {
            Foreign::Locked
        } else {
            Foreign::Doc
        }));
    }
    let film = bytes.get(4..8) == Some(b"ftyp")
        || (bytes.starts_with(b"RIFF")
            && matches!(bytes.get(8..12), Some(b"WAVE" | b"AVI " | b"WEBP")))
        || (bytes.starts_with(b"ID3") && bytes.get(3).is_some_and(|version| *version < 0x10));
    BINARIES
        .iter()
        .find(|(magic, _)| bytes.starts_with(magic))
        .map(|(_, what)| *what)
        .or_else(|| film.then_some(Foreign::Media))
        .map(ReadError::Binary)
}

/// The format of a text that is written for programs and is not to be read as prose.
pub(super) fn other_text(text: &str) -> Option<Foreign> {
    let start = text.trim_start();
    let head = lines::within(start, 200).to_ascii_lowercase();
    head.starts_with("<?xml").then_some(Foreign::Xml)
}

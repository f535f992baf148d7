//! Archives that documents come in, and the limits within which they are read.
//!
//! The file is not trusted: parts are read up to a size, whatever they declare, and no name in the
//! archive is used as a path.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::{Damage, Foreign, Limit, ReadError};

/// Largest part, in bytes after inflating.
const MOST_PART: u64 = 64 * 1024 * 1024;
/// Most that is inflated of one file, in bytes.
const MOST_ALL: u64 = 128 * 1024 * 1024;
/// How many times its packed size a part may be, if it is big: words pack to a twentieth, bombs to a
/// thousandth.
const MOST_RATIO: u64 = 100;
/// Parts up to this size may pack as well as they like, in bytes.
const SMALL_PART: u64 = 4 * 1024 * 1024;
/// Most members of an archive.
const MOST_MEMBERS: usize = 2000;

impl Damage {
    fn archive(error: impl ToString) -> Self {
        Self::Archive(error.to_string())
    }
}

/// The members of an archive.
pub(in crate::formats) struct Parts<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
}

impl<'a> Parts<'a> {
    /// Opens an archive without unpacking anything.
    pub fn open(bytes: &'a [u8]) -> Result<Self, ReadError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(Damage::archive)?;
        if archive.len() > MOST_MEMBERS {
            return Err(Limit::Parts.into());
        }
        Ok(Self {
            archive,
            left: MOST_ALL,
        })
    }

    /// Whether there is a member of that name.
    pub fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// Names of all members.
    pub fn names(&self) -> Vec<String> {
        let names = self.archive.file_names().flatten();
        names.map(std::borrow::Cow::into_owned).collect()
    }

    /// A member's bytes; `None` where there is none of that name.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        if !self.has(name) {
            return Ok(None);
        }
        let member = self.archive.by_name(name).map_err(Damage::archive)?;
        let by_ratio = member.compressed_size().saturating_mul(MOST_RATIO);
        let most = MOST_PART.min(self.left).min(by_ratio.max(SMALL_PART));
        let mut bytes = Vec::new();
        member
            .take(most + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| Damage::Part {
                part: name.to_owned(),
                what: error.to_string(),
            })?;
        let n = bytes.len() as u64;
        if n > most {
            return Err(Limit::Size.into());
        }
        self.left -= n;
        Ok(Some(bytes))
    }

    /// A member as text; `None` where there is none of that name.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(mut bytes) = self.bytes(name)? else {
            return Ok(None);
        };
        let (encoding, mark) =
            encoding_rs::Encoding::for_bom(&bytes).unwrap_or((encoding_rs::UTF_8, 0));
        let fault = || Damage::Encoding {
            part: name.to_owned(),
            encoding: encoding.name(),
        };
        if encoding == encoding_rs::UTF_8 {
            bytes.drain(..mark);
            return String::from_utf8(bytes)
                .map(Some)
                .map_err(|_| fault().into());
        }
        encoding
            .decode_without_bom_handling_and_without_replacement(&bytes[mark..])
            .map(|text| Some(text.into_owned()))
            .ok_or_else(|| fault().into())
    }

    /// What the archive says it is, in the way of open documents and of books.
    pub fn mimetype(&mut self) -> String {
        let said = self.text("mimetype").ok().flatten().unwrap_or_default();
        said.trim().to_owned()
    }

    /// What an archive without a text is.
    pub fn other_kind(&mut self) -> ReadError {
        let known = if self.has("ppt/presentation.xml") {
            Some(Foreign::Presentation)
        } else if self.mimetype() == "application/epub+zip" {
            Some(Foreign::Epub)
        } else {
            None
        };
        known.map_or(ReadError::Binary(Foreign::Zip), ReadError::UnknownFormat)
    }
}

//! An archive of tables with a list of them: one file a table, written as it comes, and last
//! `manifest.json`, which says of each what it is and what its bytes are.
//!
//! Members have no time of their own: the same tables give the same bytes.

use std::fmt::Write as _;
use std::io::{self, Seek, Write};

use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Name of the list.
pub const MANIFEST: &str = "manifest.json";

/// An archive being written. What is written to it goes into the table begun last.
pub struct TablesZip<W: Write + Seek> {
    archive: ZipWriter<W>,
    tables: Vec<Json>,
    open: Option<Open>,
}

/// The table being written.
struct Open {
    about: Json,
    hash: Sha256,
    n_bytes: u64,
}

impl<W: Write + Seek> TablesZip<W> {
    /// Begins an archive.
    pub fn new(out: W) -> Self {
        Self {
            archive: ZipWriter::new(out),
            tables: Vec::new(),
            open: None,
        }
    }

    /// Begins a table; `about` is an object that the list says of it.
    ///
    /// # Errors
    /// When what is written to takes no more, or there is a table of that name.
    pub fn begin(&mut self, name: &str, about: Json) -> io::Result<()> {
        self.end();
        self.archive
            .start_file(name, SimpleFileOptions::default())?;
        let mut entry = json!({ "file": name });
        if let (Some(entry), Json::Object(about)) = (entry.as_object_mut(), about) {
            entry.extend(about);
        }
        self.open = Some(Open {
            about: entry,
            hash: Sha256::new(),
            n_bytes: 0,
        });
        Ok(())
    }

    /// Says something more of the table begun last.
    pub fn say(&mut self, key: &str, value: Json) {
        if let Some(open) = &mut self.open {
            open.about[key] = value;
        }
    }

    /// Ends the archive with the list, in which `about`, an object, stands before the tables.
    ///
    /// # Errors
    /// When what is written to takes no more.
    pub fn finish(mut self, mut about: Json) -> io::Result<W> {
        self.end();
        about["tables"] = Json::Array(std::mem::take(&mut self.tables));
        self.archive
            .start_file(MANIFEST, SimpleFileOptions::default())?;
        let mut text = serde_json::to_string_pretty(&about).unwrap_or_default();
        text.push('\n');
        let text = super::json_text::escape_controls(text);
        self.archive.write_all(text.as_bytes())?;
        Ok(self.archive.finish()?)
    }

    fn end(&mut self) {
        let Some(mut open) = self.open.take() else {
            return;
        };
        let hash = open.hash.finalize();
        let mut hex = String::with_capacity(64);
        for byte in hash {
            write!(hex, "{byte:02x}").expect("writing to a string cannot fail");
        }
        open.about["bytes"] = open.n_bytes.into();
        open.about["sha256"] = hex.into();
        self.tables.push(open.about);
    }
}

impl<W: Write + Seek> Write for TablesZip<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(open) = &mut self.open else {
            return Err(io::Error::other("no table has begun"));
        };
        let n = self.archive.write(bytes)?;
        open.hash.update(&bytes[..n]);
        open.n_bytes += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.archive.flush()
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use super::*;

    fn written() -> Vec<u8> {
        let mut zip = TablesZip::new(Cursor::new(Vec::new()));
        zip.begin("a.csv", json!({ "title": "频次\u{202e}" }))
            .unwrap();
        zip.write_all(b"abc").unwrap();
        zip.say("rows", 3.into());
        zip.begin("b.csv", json!({})).unwrap();
        zip.finish(json!({ "format": "fangtan-tables" }))
            .unwrap()
            .into_inner()
    }

    #[test]
    fn the_list_says_what_each_table_is() {
        let bytes = written();
        assert_eq!(bytes, written());
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        let mut list = archive.by_name(MANIFEST).unwrap();
        list.read_to_string(&mut text).unwrap();
        assert!(!text.contains('\u{202e}'));
        let list: Json = serde_json::from_str(&text).unwrap();
        assert_eq!(list["format"], "fangtan-tables");
        assert_eq!(list["tables"][0]["rows"], 3);
        assert_eq!(list["tables"][0]["bytes"], 3);
        assert_eq!(
            list["tables"][0]["sha256"],
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(list["tables"][1]["bytes"], 0);
    }

    #[test]
    fn nothing_is_written_before_a_table_has_begun() {
        let mut zip = TablesZip::new(Cursor::new(Vec::new()));
        assert!(zip.write_all(b"abc").is_err());
    }
}

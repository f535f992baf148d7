//! Writes a generated study and its transcripts: `generate -- small|medium|large FOLDER`.

#[path = "../benches/speed/generated.rs"]
mod generated;

use std::path::Path;

use anyhow::{Result, bail};

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [size, folder] = words.as_slice() else {
        bail!("usage: generate small|medium|large FOLDER");
    };
    generated::write(generated::Size::named(size)?, Path::new(folder))?;
    Ok(())
}

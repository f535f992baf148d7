//! PNG from SVG, with the fonts of the machine.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, ID};
use resvg::usvg::{Options, Tree};
use skrifa::{FontRef, MetadataProvider as _};

use super::canvas::FONTS;

/// Why there is no picture in pixels.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PngError {
    /// No font of the machine has these characters.
    #[error("no font of this machine has the characters {0}")]
    NoFont(String),
    /// It would have more pixels than can be drawn.
    #[error("the picture is too large")]
    TooLarge,
    /// The drawing is broken.
    #[error("the drawing can't be read: {0}")]
    Broken(String),
}

/// Pixels for each pixel of the drawing.
const FINE: f32 = 2.0;
/// Most pixels along a side, and of both together.
const LONGEST: f32 = 20_000.0;
const MOST: f32 = 120_000_000.0;
/// So many characters are named that no font has.
const NAMED: usize = 12;

/// Draws a picture of this crate in pixels.
///
/// # Errors
/// When the machine has no font for one of its characters, or when it is too large.
pub fn png(svg: &str) -> Result<Vec<u8>, PngError> {
    let mut fonts = Database::new();
    fonts.load_system_fonts();
    let needed = needed(svg);
    let base = base(&fonts, &needed);
    let missing = missing(&fonts, base, needed);
    if !missing.is_empty() {
        return Err(PngError::NoFont(missing.into_iter().take(NAMED).collect()));
    }
    let family = base.and_then(|id| Some(fonts.face(id)?.families.first()?.0.clone()));
    if let Some(family) = family {
        fonts.set_sans_serif_family(family);
    }
    let mut options = Options::default();
    *options.fontdb_mut() = fonts;
    let tree =
        Tree::from_str(svg, &options).map_err(|error| PngError::Broken(error.to_string()))?;
    let size = tree.size();
    let (width, height) = ((size.width() * FINE).ceil(), (size.height() * FINE).ceil());
    if width > LONGEST || height > LONGEST || width * height > MOST {
        return Err(PngError::TooLarge);
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "sizes of a drawing are above 0, and below the limit just looked at"
    )]
    let mut pixels = Pixmap::new(width as u32, height as u32).ok_or(PngError::TooLarge)?;
    resvg::render(
        &tree,
        Transform::from_scale(FINE, FINE),
        &mut pixels.as_mut(),
    );
    pixels
        .encode_png()
        .map_err(|error| PngError::Broken(error.to_string()))
}

/// The characters of a drawing that need a glyph, each once, in order.
fn needed(svg: &str) -> Vec<char> {
    let mut chars: Vec<char> = svg
        .chars()
        .filter(|char| !char.is_whitespace() && !char.is_control() && !is_joined(*char))
        .collect();
    chars.sort_unstable();
    chars.dedup();
    chars
}

/// Whether a character has no glyph for itself but chooses that of the one before it.
fn is_joined(char: char) -> bool {
    matches!(char, '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' | '\u{E0020}'..='\u{E007F}')
}

/// The face that text is set in: one of the usual families with hanzi, else the one that has
/// most of the characters.
fn base(fonts: &Database, needed: &[char]) -> Option<ID> {
    let usual = FONTS.iter().find_map(|name| {
        fonts
            .faces()
            .find(|face| face.families.iter().any(|(family, _)| family == name))
    });
    if let Some(face) = usual {
        return Some(face.id);
    }
    let mut all: Vec<(usize, String, ID)> = fonts
        .faces()
        .map(|face| {
            let n = needed.len() - missing_in(fonts, face.id, needed).len();
            (n, face.post_script_name.clone(), face.id)
        })
        .collect();
    all.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    all.first().map(|(_, _, id)| *id)
}

/// The characters that no face has, those of `first` looked at first.
fn missing(fonts: &Database, first: Option<ID>, needed: Vec<char>) -> Vec<char> {
    let others = fonts.faces().map(|face| face.id);
    let mut missing = needed;
    for id in first.into_iter().chain(others) {
        if missing.is_empty() {
            break;
        }
        missing = missing_in(fonts, id, &missing);
    }
    missing
}

/// Those of the characters that a face doesn't have.
fn missing_in(fonts: &Database, id: ID, chars: &[char]) -> Vec<char> {
    let found = fonts.with_face_data(id, |data, index| {
        let font = FontRef::from_index(data, index).ok()?;
        let map = font.charmap();
        let lacks = |char: &&char| map.map(**char).is_none();
        Some(chars.iter().filter(lacks).copied().collect())
    });
    found.flatten().unwrap_or_else(|| chars.to_vec())
}

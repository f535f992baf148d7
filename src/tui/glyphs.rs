//! The glyphs that lines, frames, bars and stripes are drawn with.
//!
//! Every glyph here has one cell. Box drawing is of *ambiguous* width, one cell
//! here and two there, so [`Glyphs::Rich`] is only for terminals that draw it
//! narrow; the glyphs of [`Glyphs::Safe`] have one cell everywhere.

use crate::text::{Ambiguous, Measure};

/// A set of glyphs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Glyphs {
    /// ASCII alone.
    #[default]
    Ascii,
    /// Glyphs that have one cell on every terminal.
    Safe,
    /// Box drawing and blocks.
    Rich,
}

/// The glyphs of a set, one cell each.
struct Set {
    line: char,
    edge: char,
    corners: [char; 4],
    mark: char,
    bar: char,
    stripe: char,
    end: char,
    shades: [char; 5],
}

const ASCII: Set = Set {
    line: '-',
    edge: '|',
    corners: ['+'; 4],
    mark: '>',
    bar: '=',
    stripe: '|',
    end: '\'',
    shades: [' ', '.', ':', '+', '#'],
};

const SAFE: Set = Set {
    line: '╌',
    edge: '╎',
    corners: ['+'; 4],
    mark: '▸',
    bar: '⠶',
    stripe: '╎',
    end: '╵',
    shades: [' ', '⠂', '⠒', '⠶', '⠿'],
};

const RICH: Set = Set {
    line: '─',
    edge: '│',
    corners: ['┌', '┐', '└', '┘'],
    mark: '▸',
    bar: '█',
    stripe: '│',
    end: '╵',
    shades: [' ', '░', '▒', '▓', '█'],
};

impl Glyphs {
    /// Every set.
    pub const ALL: [Self; 3] = [Self::Ascii, Self::Safe, Self::Rich];

    /// Its name in the configuration.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ascii => "ascii",
            Self::Safe => "safe",
            Self::Rich => "rich",
        }
    }

    /// The set of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|set| set.name() == name)
    }

    /// The set itself, or one of narrow glyphs where its own would be wide.
    #[must_use]
    pub fn fitting(self, measure: Measure) -> Self {
        match (self, measure.ambiguous) {
            (Self::Rich, Ambiguous::Wide) => Self::Safe,
            _ => self,
        }
    }

    /// A piece of a line from left to right.
    #[must_use]
    pub fn line(self) -> char {
        self.set().line
    }

    /// A piece of a line from top to bottom.
    #[must_use]
    pub fn edge(self) -> char {
        self.set().edge
    }

    /// The corners of a frame: top left, top right, bottom left, bottom right.
    #[must_use]
    pub fn corners(self) -> [char; 4] {
        self.set().corners
    }

    /// The mark before the row or unit under the cursor.
    #[must_use]
    pub fn mark(self) -> char {
        self.set().mark
    }

    /// A piece of a bar.
    #[must_use]
    pub fn bar(self) -> char {
        self.set().bar
    }

    /// A piece of a shade, from none, 0, to the darkest, 4.
    #[must_use]
    pub fn shade(self, step: usize) -> char {
        let shades = &self.set().shades;
        shades[step.min(shades.len() - 1)]
    }

    /// The body of a stripe in the margin.
    #[must_use]
    pub fn stripe(self) -> char {
        self.set().stripe
    }

    /// The last row of a stripe.
    #[must_use]
    pub fn stripe_end(self) -> char {
        self.set().end
    }

    fn set(self) -> &'static Set {
        match self {
            Self::Ascii => &ASCII,
            Self::Safe => &SAFE,
            Self::Rich => &RICH,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(set: &Set) -> Vec<char> {
        let mut glyphs = vec![set.line, set.edge, set.mark, set.bar, set.stripe, set.end];
        glyphs.extend(set.corners);
        glyphs.extend(set.shades);
        glyphs
    }

    #[test]
    fn every_glyph_has_one_cell_where_its_set_is_used() {
        for glyphs in Glyphs::ALL {
            for ambiguous in [Ambiguous::Narrow, Ambiguous::Wide] {
                let measure = Measure { ambiguous };
                for glyph in all(glyphs.fitting(measure).set()) {
                    assert_eq!(measure.width(&glyph.to_string()), 1, "{glyphs:?} {glyph}");
                }
            }
        }
    }

    #[test]
    fn names_lead_back_to_their_set() {
        for glyphs in Glyphs::ALL {
            assert_eq!(Glyphs::from_name(glyphs.name()), Some(glyphs));
        }
        assert_eq!(Glyphs::from_name("fancy"), None);
    }
}

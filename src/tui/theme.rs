//! Colours by role. Whoever draws asks for a [`Role`] and gets a style.
//!
//! A role that a theme leaves out looks like its parent. Code colours come from
//! a palette by index and never carry meaning alone.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

macro_rules! roles {
    ($($(#[$doc:meta])* $variant:ident $name:literal $parent:ident,)*) => {
        /// What a piece of the screen is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Role { $($(#[$doc])* $variant,)* }

        impl Role {
            /// All roles; a parent stands before its children.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its name in a theme file.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The role it looks like when a theme doesn't say; the text is its own parent.
            #[must_use]
            pub fn parent(self) -> Self {
                match self { $(Self::$variant => Self::$parent,)* }
            }
        }
    };
}

roles! {
    /// Everything.
    Text "text" Text,
    /// What matters less: labels, times, numbers of turns.
    Dim "dim" Text,
    /// What is not possible now.
    Faint "faint" Dim,
    /// Lines between parts.
    Rule "rule" Dim,
    /// The first line.
    Title "title" Text,
    /// Headings.
    Heading "heading" Title,
    /// The unit or row under the cursor.
    Cursor "cursor" Text,
    /// The selected passage.
    Selection "selection" Cursor,
    /// A passage that carries a code and lies under the cursor.
    Coded "coded" Text,
    /// A hit of the search.
    Hit "hit" Coded,
    /// Letters that lead to a unit.
    Label "label" Hit,
    /// Words of an interviewer.
    Interviewer "interviewer" Text,
    /// A stripe in the margin.
    Stripe "stripe" Text,
    /// The stripe of a coding that is only suggested, or rejected.
    StripeFaint "stripe-faint" Dim,
    /// The stripe of the coding under the cursor.
    StripeFocus "stripe-focus" Cursor,
    /// The name of a key.
    Key "key" Text,
    /// What a key does.
    Hint "hint" Dim,
    /// A message.
    Notice "notice" Text,
    /// An error.
    Error "error" Notice,
    /// The ground of a pop-up.
    Popup "popup" Text,
    /// The frame of a pop-up.
    Border "border" Rule,
    /// A bar of a chart.
    Bar "bar" Text,
}

/// A style for every role and a palette of code colours.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    styles: Vec<Style>,
    codes: Vec<Color>,
}

/// The themes that come with the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shipped {
    /// The terminal's own sixteen colours, readable on a dark and on a light ground.
    #[default]
    Sixteen,
    /// Colours of its own on a dark ground.
    Dark,
    /// Colours of its own on a light ground.
    Light,
    /// Without colours.
    Plain,
}

impl Shipped {
    /// Every shipped theme.
    pub const ALL: [Self; 4] = [Self::Sixteen, Self::Dark, Self::Light, Self::Plain];

    /// Its name in the configuration.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sixteen => "16",
            Self::Dark => "dark",
            Self::Light => "light",
            Self::Plain => "plain",
        }
    }

    fn file(self) -> &'static str {
        match self {
            Self::Sixteen => include_str!("themes/sixteen.toml"),
            Self::Dark => include_str!("themes/dark.toml"),
            Self::Light => include_str!("themes/light.toml"),
            Self::Plain => include_str!("themes/plain.toml"),
        }
    }
}

/// Which theme somebody wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// This one.
    Shipped(Shipped),
    /// Dark or light, as the terminal says its ground is; sixteen colours where it says nothing.
    Ask,
}

impl Default for Choice {
    fn default() -> Self {
        Self::Shipped(Shipped::default())
    }
}

impl Choice {
    /// The choice of that name in the configuration: a theme, or `auto`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        if name == "auto" {
            return Some(Self::Ask);
        }
        let mut all = Shipped::ALL.into_iter();
        all.find(|theme| theme.name() == name).map(Self::Shipped)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    codes: Vec<Named>,
    roles: BTreeMap<String, Look>,
}

/// A colour by name (`LightBlue`), number (`33`) or `#rrggbb`.
#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
struct Named(Color);

impl TryFrom<String> for Named {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        name.parse()
            .map(Self)
            .map_err(|_| format!("there is no colour «{name}»"))
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Look {
    fg: Option<Named>,
    bg: Option<Named>,
    add: Vec<Add>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Add {
    Bold,
    Dim,
    Italic,
    Underlined,
    Reversed,
}

/// Why a theme file is refused.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// It is no TOML of the expected shape.
    #[error("{0}")]
    Syntax(String),
    /// A role that doesn't exist.
    #[error("there is no role «{0}»")]
    Role(String),
}

impl Theme {
    /// A shipped theme.
    ///
    /// # Panics
    /// Never: the shipped files are checked by a test.
    #[must_use]
    pub fn shipped(which: Shipped) -> Self {
        Self::parse(which.file()).expect("the shipped themes are checked by a test")
    }

    /// The theme of a TOML file.
    ///
    /// # Errors
    /// When it is no TOML or names a role, colour or attribute that doesn't exist.
    pub fn parse(file: &str) -> Result<Self, ThemeError> {
        let file: File = toml::from_str(file).map_err(|e| ThemeError::Syntax(e.to_string()))?;
        if let Some(name) = file
            .roles
            .keys()
            .find(|name| !Role::ALL.iter().any(|role| role.name() == *name))
        {
            return Err(ThemeError::Role(name.clone()));
        }
        let mut styles: Vec<Style> = Vec::with_capacity(Role::ALL.len());
        for role in Role::ALL {
            let style = match file.roles.get(role.name()) {
                Some(look) => look.style(),
                None => styles
                    .get(role.parent() as usize)
                    .copied()
                    .unwrap_or_default(),
            };
            styles.push(style);
        }
        Ok(Self {
            styles,
            codes: file.codes.into_iter().map(|Named(color)| color).collect(),
        })
    }

    /// How a role looks.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }

    /// A role in the colour of a code, where the theme has colours; `color` counts from 1.
    #[must_use]
    pub fn code(&self, role: Role, color: Option<u8>) -> Style {
        let style = self.style(role);
        match color.and_then(|n| n.checked_sub(1)) {
            Some(n) if !self.codes.is_empty() => {
                style.fg(self.codes[usize::from(n) % self.codes.len()])
            }
            _ => style,
        }
    }
}

impl Look {
    fn style(&self) -> Style {
        let mut style = Style::new();
        style.fg = self.fg.map(|Named(color)| color);
        style.bg = self.bg.map(|Named(color)| color);
        for add in &self.add {
            style = style.add_modifier(match add {
                Add::Bold => Modifier::BOLD,
                Add::Dim => Modifier::DIM,
                Add::Italic => Modifier::ITALIC,
                Add::Underlined => Modifier::UNDERLINED,
                Add::Reversed => Modifier::REVERSED,
            });
        }
        style
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_themes_parse() {
        for which in Shipped::ALL {
            let theme = Theme::parse(which.file()).unwrap();
            assert_eq!(theme.styles.len(), Role::ALL.len());
        }
    }

    #[test]
    fn a_parent_stands_before_its_children() {
        for role in &Role::ALL[1..] {
            assert!((role.parent() as usize) < *role as usize, "{}", role.name());
        }
    }

    #[test]
    fn without_colours_the_selection_is_reversed_and_nothing_has_a_colour() {
        let theme = Theme::shipped(Shipped::Plain);
        for role in [Role::Cursor, Role::Selection, Role::StripeFocus] {
            assert!(theme.style(role).add_modifier.contains(Modifier::REVERSED));
        }
        for role in Role::ALL {
            let style = theme.code(*role, Some(3));
            assert_eq!((style.fg, style.bg), (None, None), "{}", role.name());
        }
    }

    #[test]
    fn a_role_left_out_looks_like_its_parent() {
        let theme = Theme::parse("[roles.dim]\nfg = \"red\"\n").unwrap();
        assert_eq!(theme.style(Role::Border), theme.style(Role::Dim));
        assert!(matches!(
            Theme::parse("[roles.dimm]\nfg = \"red\"\n"),
            Err(ThemeError::Role(_))
        ));
    }

    /// Red, green and blue of a colour of its own, each from 0 to 1.
    fn parts(color: Color) -> [f64; 3] {
        let Color::Rgb(r, g, b) = color else {
            panic!("{color} is not a colour of the theme's own");
        };
        [r, g, b].map(|part| f64::from(part) / 255.0)
    }

    /// Linear light of a part of a colour (sRGB, IEC 61966-2-1).
    fn linear(part: f64) -> f64 {
        if part <= 0.04045 {
            part / 12.92
        } else {
            ((part + 0.055) / 1.055).powf(2.4)
        }
    }

    /// How far two colours stand apart in brightness: from 1 to 21 (WCAG 2.1).
    fn contrast(one: Color, other: Color) -> f64 {
        let bright = |color| {
            let [r, g, b] = parts(color).map(linear);
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (one, other) = (bright(one), bright(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// Roles that are lines and marks, not words.
    const MARKS: &[Role] = &[
        Role::Rule,
        Role::Border,
        Role::Bar,
        Role::Stripe,
        Role::StripeFaint,
        Role::Faint,
    ];

    #[test]
    fn contrast_is_that_of_the_standard() {
        let (black, white) = (Color::Rgb(0, 0, 0), Color::Rgb(255, 255, 255));
        assert!((contrast(black, white) - 21.0).abs() < 1e-9);
        assert!((contrast(Color::Rgb(118, 118, 118), white) - 4.54).abs() < 0.01);
    }

    #[test]
    fn words_and_marks_stand_out_from_their_ground() {
        for which in [Shipped::Dark, Shipped::Light] {
            let theme = Theme::shipped(which);
            let ground = theme.style(Role::Text).bg.unwrap();
            for role in Role::ALL {
                let style = theme.style(*role);
                let (fg, bg) = (style.fg.unwrap(), style.bg.unwrap());
                let least = if MARKS.contains(role) { 3.0 } else { 4.5 };
                let found = contrast(fg, bg);
                assert!(found >= least, "{which:?} {}: {found:.2}", role.name());
            }
            for (n, color) in theme.codes.iter().enumerate() {
                // Codes colour stripes, and words in the panel.
                let found = contrast(*color, ground);
                assert!(found >= 4.5, "{which:?} code {n}: {found:.2}");
            }
        }
    }

    #[test]
    fn sixteen_colours_are_the_terminals_and_words_have_the_colour_of_its_text() {
        let theme = Theme::shipped(Shipped::Sixteen);
        let own = |color: Color| matches!(color, Color::Rgb(..) | Color::Indexed(_));
        for role in Role::ALL {
            let style = theme.style(*role);
            assert!(!style.fg.is_some_and(own) && !style.bg.is_some_and(own));
            let coloured = style.fg.is_some() && style.bg.is_none();
            assert!(!coloured || MARKS.contains(role), "{}", role.name());
        }
        assert!(!theme.codes.iter().copied().any(own));
    }

    /// What somebody sees who has no cones for red, or none for green.
    ///
    /// Viénot, Brettel and Mollon (1999), *Color Research and Application* 24(4),
    /// 243–252, as matrices on linear light.
    const PROTANOPIA: [[f64; 3]; 3] = [
        [0.112_38, 0.887_62, 0.0],
        [0.112_38, 0.887_62, 0.0],
        [0.004_01, -0.004_01, 1.0],
    ];
    const DEUTERANOPIA: [[f64; 3]; 3] = [
        [0.292_75, 0.707_25, 0.0],
        [0.292_75, 0.707_25, 0.0],
        [-0.022_34, 0.022_34, 1.0],
    ];

    fn seen(color: Color, by: &[[f64; 3]; 3]) -> [f64; 3] {
        let light = parts(color).map(linear);
        by.map(|row| {
            let sum: f64 = row
                .iter()
                .zip(light)
                .map(|(weight, part)| weight * part)
                .sum();
            sum.clamp(0.0, 1.0)
        })
    }

    /// Lightness and the two opponent axes (CIE 1976 L*a*b*, white D65) of linear light.
    fn lab(light: [f64; 3]) -> [f64; 3] {
        const XYZ: [[f64; 3]; 3] = [
            [0.4124 / 0.9505, 0.3576 / 0.9505, 0.1805 / 0.9505],
            [0.2126, 0.7152, 0.0722],
            [0.0193 / 1.089, 0.1192 / 1.089, 0.9505 / 1.089],
        ];
        let curved = XYZ.map(|row| {
            let sum: f64 = row
                .iter()
                .zip(light)
                .map(|(weight, part)| weight * part)
                .sum();
            if sum > 0.008_856 {
                sum.cbrt()
            } else {
                7.787 * sum + 16.0 / 116.0
            }
        });
        [
            116.0 * curved[1] - 16.0,
            500.0 * (curved[0] - curved[1]),
            200.0 * (curved[1] - curved[2]),
        ]
    }

    #[test]
    fn hues_of_codes_are_few_and_stay_apart_for_colour_blind_readers() {
        for which in [Shipped::Dark, Shipped::Light] {
            let theme = Theme::shipped(which);
            assert!(theme.codes.len() <= 8);
            for sight in [&PROTANOPIA, &DEUTERANOPIA] {
                for (n, one) in theme.codes.iter().enumerate() {
                    for other in &theme.codes[n + 1..] {
                        let (here, there) = (lab(seen(*one, sight)), lab(seen(*other, sight)));
                        let squares = here.iter().zip(there).map(|(a, b)| (a - b).powi(2));
                        let apart = squares.sum::<f64>().sqrt();
                        // Two is the least that is noticed side by side; every
                        // stripe carries its digit or letter besides.
                        assert!(apart > 8.0, "{which:?} {one} {other}: {apart:.1}");
                    }
                }
            }
        }
    }
}

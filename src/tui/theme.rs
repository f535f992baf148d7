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
    /// For a dark ground.
    #[default]
    Dark,
    /// For a light ground.
    Light,
    /// Without colours.
    Plain,
}

impl Shipped {
    /// The theme of that name in the configuration.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "dark" => Self::Dark,
            "light" => Self::Light,
            "plain" => Self::Plain,
            _ => return None,
        })
    }

    fn file(self) -> &'static str {
        match self {
            Self::Dark => include_str!("themes/dark.toml"),
            Self::Light => include_str!("themes/light.toml"),
            Self::Plain => include_str!("themes/plain.toml"),
        }
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
        for which in [Shipped::Dark, Shipped::Light, Shipped::Plain] {
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
}

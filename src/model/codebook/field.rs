//! What a code says in words, field by field.

use super::Entry;

/// A field of a code that says something in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The name.
    Name,
    /// What it means.
    Definition,
    /// When to use it.
    UseWhen,
    /// When not.
    NotWhen,
    /// An utterance it fits.
    Example,
    /// The name in English.
    NameEn,
    /// Other names.
    Aliases,
}

impl Field {
    /// All fields, in the order in which changes are told.
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::Definition,
        Self::UseWhen,
        Self::NotWhen,
        Self::Example,
        Self::NameEn,
        Self::Aliases,
    ];

    /// Its name in JSON and files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Definition => "definition",
            Self::UseWhen => "use_when",
            Self::NotWhen => "not_when",
            Self::Example => "example",
            Self::NameEn => "name_en",
            Self::Aliases => "aliases",
        }
    }

    /// What it says; aliases stand in one line, with semicolons between them.
    #[must_use]
    pub fn of(self, entry: &Entry) -> String {
        match self {
            Self::Name => entry.name.clone(),
            Self::Definition => entry.definition.clone(),
            Self::UseWhen => entry.use_when.clone(),
            Self::NotWhen => entry.not_when.clone(),
            Self::Example => entry.example.clone(),
            Self::NameEn => entry.name_en.clone(),
            Self::Aliases => entry.aliases.join("; "),
        }
    }
    /// Has it say something else; aliases may have semicolons of either width between them.
    pub fn set(self, entry: &mut Entry, words: &str) {
        let words = words.trim();
        match self {
            Self::Name => words.clone_into(&mut entry.name),
            Self::Definition => words.clone_into(&mut entry.definition),
            Self::UseWhen => words.clone_into(&mut entry.use_when),
            Self::NotWhen => words.clone_into(&mut entry.not_when),
            Self::Example => words.clone_into(&mut entry.example),
            Self::NameEn => words.clone_into(&mut entry.name_en),
            Self::Aliases => {
                entry.aliases = words
                    .split([';', '；'])
                    .map(str::trim)
                    .filter(|alias| !alias.is_empty())
                    .map(str::to_owned)
                    .collect();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_set_is_what_it_says() {
        let mut entry = Entry::default();
        for field in Field::ALL {
            let words = format!("{}；b", field.name());
            field.set(&mut entry, &words);
            let said = field.of(&entry);
            match field {
                Field::Aliases => assert_eq!(said, "aliases; b"),
                _ => assert_eq!(said, words),
            }
        }
        assert_eq!(entry.aliases, ["aliases", "b"]);
    }
}

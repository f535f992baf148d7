//! How groups and cells of few people are printed.

use super::{By, Group};
use crate::model::table::{Cell, Column};

/// What becomes of cells with one or two respondents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Small {
    /// They print `<3`, and totals don't give them away.
    #[default]
    Hidden,
    /// They print what they are.
    Shown,
}

/// Fewest respondents that a cell is printed with.
const FEWEST_SHOWN: u64 = 3;

impl Small {
    /// Whether a cell with so many respondents is hidden.
    pub(in crate::study) fn hides(self, n: u64) -> bool {
        self == Self::Hidden && (1..FEWEST_SHOWN).contains(&n)
    }

    /// A cell that counts respondents.
    #[must_use]
    pub fn people(self, n: u64) -> Cell {
        if self.hides(n) {
            Cell::Key("fewer-than-three")
        } else {
            Cell::Count(n)
        }
    }
}

impl Group {
    /// The words for it, a value that is missing told by a dash.
    pub(in crate::study) fn label(&self) -> String {
        let words = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
        match &self.cross {
            None => words(&self.value),
            Some(cross) => format!("{} × {}", words(&self.value), words(cross)),
        }
    }

    /// The key of the heading of a group that the program names itself, not the study.
    pub(in crate::study) fn own_key(&self, by: Option<&By>) -> Option<&'static str> {
        match (by?, self.value.as_deref(), &self.cross) {
            (By::Role, Some("interviewer"), _) => Some("group-interviewer"),
            (By::Role, Some(_), _) => Some("group-respondent"),
            (By::Question, None, _) => Some("group-no-question"),
            (By::Layer, Some("final"), _) => Some("group-final"),
            (_, None, None) => Some("group-none"),
            _ => None,
        }
    }

    /// The column of its counts, with the whole that they are parts of.
    pub(in crate::study) fn column(&self, by: Option<&By>, n: u64) -> Column {
        match self.own_key(by) {
            Some(key) => Column::figures(key, &[("n", &n)]),
            None => Column::figures("group", &[("group", &self.label()), ("n", &n)]),
        }
    }

    /// The column of shares of the group, which stands beside its counts.
    pub(in crate::study) fn share_column(&self, by: Option<&By>) -> Column {
        if self.own_key(by).is_some() {
            Column::number("share-column-alone")
        } else {
            Column::figures("share-column", &[("group", &self.label())])
        }
    }
}

//! Negative cases: who says of a code that it isn't so, beside those who say that it is.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Value as Json, json};

use super::fingerprint::{foot, scope};
use super::quotes::{self, Quotation, best_of, united};
use super::{Filter, Result, Study, StudyError};
use crate::analysis::stance::{Sides, Stance};
use crate::model::table::{Cell, Column, Note, Table};
use crate::model::{Codebook, Thing};

/// Which values of facets deny, and how much stands beside the denials.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Against {
    /// Facets and values that deny; empty: those that do by their wording.
    pub denials: Vec<(String, String)>,
    /// Affirming passages shown of each code, the best first; `None` is all.
    pub affirming: Option<usize>,
}

/// Negative cases of several codes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Negative {
    /// Codes with somebody who doesn't affirm, in codebook order.
    pub codes: Vec<NegativeCode>,
    /// Codes that were looked at and that everybody who names them affirms, by public id.
    pub undisputed: Vec<String>,
    /// The facets and values that deny, as `name=value`.
    pub denials: Vec<String>,
    /// Interviews that pass the filter.
    pub n_interviews: u64,
    /// Codings that pass the filter.
    pub n_codings: u64,
    /// A mark of the data.
    pub fingerprint: String,
}

/// Who holds what of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NegativeCode {
    /// Public id.
    pub public_id: String,
    /// Name.
    pub name: String,
    /// Path.
    pub path: String,
    /// People by what they say.
    pub sides: Sides,
    /// Labels of those who both affirm and deny.
    pub both: Vec<String>,
    /// Passages with what they say: denials, then what depends, then what affirms.
    pub passages: Vec<(Stance, Quotation, Also)>,
    /// Affirming passages that are not shown.
    pub n_left_out: u64,
}

/// Whether whoever says it also says the contrary elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Also {
    /// They do.
    Contrary,
    /// They don't.
    Nothing,
}

impl Study {
    /// Who denies what codes say, of codings that pass the filter.
    ///
    /// # Errors
    /// When the file can't be read, the filter names what isn't there, or no kind of code has
    /// a facet and value named as a denial.
    pub fn negative_cases(&self, filter: &Filter, against: &Against) -> Result<Negative> {
        self.steadily(|| self.negative(filter, against))
    }

    fn negative(&self, filter: &Filter, against: &Against) -> Result<Negative> {
        let book = self.store.codebook()?;
        for (facet, value) in &against.denials {
            if !declares(&book, facet, value) && !self.store.has_facet(facet, value)? {
                return Err(StudyError::NoSuch {
                    what: Thing::Facet,
                    name: format!("{facet}={value}"),
                });
            }
        }
        let (rows, n_codings) = self.quoted(filter)?;
        let stance = |row: &Quotation| {
            Stance::of_all(row.facets.iter().map(|it| of_facet(it, against, &book)))
        };
        // Coders who read one passage differently stay apart.
        let rows = united(rows, |a, b| stance(a) == stance(b));
        let mut negative = Negative {
            denials: denials(&rows, against, &book),
            n_interviews: self.select(filter)?.passing.len() as u64,
            n_codings,
            fingerprint: quotes::mark(&rows),
            ..Negative::default()
        };
        for rows in rows.chunk_by(|a, b| a.code == b.code) {
            if rows.iter().all(|row| stance(row) == Stance::Affirmed) {
                negative.undisputed.push(rows[0].public_id.clone());
            } else {
                negative
                    .codes
                    .push(of_code(rows, &stance, against.affirming));
            }
        }
        Ok(negative)
    }
}

fn of_code(
    rows: &[Quotation],
    stance: &impl Fn(&Quotation) -> Stance,
    affirming: Option<usize>,
) -> NegativeCode {
    let mut people: HashMap<&str, u32> = HashMap::new();
    for row in rows {
        let next = u32::try_from(people.len()).unwrap_or(u32::MAX);
        people.entry(row.voice()).or_insert(next);
    }
    let sides = Sides::of(rows.iter().map(|row| (stance(row), people[row.voice()])));
    let mut both: Vec<String> = people
        .iter()
        .filter(|(_, person)| sides.says_both(**person))
        .map(|(label, _)| (*label).to_owned())
        .collect();
    both.sort();
    let mut passages = Vec::new();
    let mut n_left_out = 0;
    for side in Stance::ALL {
        let those: Vec<Quotation> = (rows.iter())
            .filter(|row| stance(row) == side)
            .cloned()
            .collect();
        let shown: Vec<&Quotation> = match affirming.filter(|_| side == Stance::Affirmed) {
            Some(n) => best_of(&those, n),
            None => those.iter().collect(),
        };
        n_left_out += (those.len() - shown.len()) as u64;
        passages.extend(shown.into_iter().map(|row| {
            let says_both = sides.says_both(people[row.voice()]);
            let also = if says_both && side != Stance::Conditional {
                Also::Contrary
            } else {
                Also::Nothing
            };
            (side, row.clone(), also)
        }));
    }
    NegativeCode {
        public_id: rows[0].public_id.clone(),
        name: rows[0].name.clone(),
        path: rows[0].path.clone(),
        sides,
        both,
        passages,
        n_left_out,
    }
}

/// What a facet says: as named, else by its wording in the codebook.
fn of_facet(facet: &(String, String), against: &Against, book: &Codebook) -> Stance {
    let (name, value) = facet;
    let named_en = values(book)
        .find(|(known, of, _)| *known == name && *of == value)
        .map_or("", |(_, _, english)| english);
    let by_wording = Stance::of_value(value, named_en);
    if against.denials.is_empty() {
        by_wording
    } else if against.denials.contains(facet) {
        Stance::Denied
    } else if by_wording == Stance::Denied {
        Stance::Affirmed
    } else {
        by_wording
    }
}

/// Facets with their values in both languages.
fn values(book: &Codebook) -> impl Iterator<Item = (&str, &str, &str)> {
    book.kinds
        .iter()
        .flat_map(|kind| &kind.facets)
        .flat_map(|facet| {
            let values = facet.values.iter();
            values.map(|value| {
                (
                    facet.name.as_str(),
                    value.name.as_str(),
                    value.name_en.as_str(),
                )
            })
        })
}

fn declares(book: &Codebook, facet: &str, value: &str) -> bool {
    values(book).any(|(known, of, _)| known == facet && of == value)
}

/// Every facet and value that denies, of the codebook and of the codings.
fn denials(rows: &[Quotation], against: &Against, book: &Codebook) -> Vec<String> {
    let declared = values(book).map(|(facet, value, _)| (facet.to_owned(), value.to_owned()));
    let coded = rows.iter().flat_map(|row| row.facets.iter().cloned());
    let all: BTreeSet<String> = declared
        .chain(coded)
        .filter(|facet| of_facet(facet, against, book) == Stance::Denied)
        .map(|(facet, value)| format!("{facet}={value}"))
        .collect();
    all.into_iter().collect()
}

impl Negative {
    /// The table that terminal and file show.
    #[must_use]
    pub fn table(&self, filter: &Filter) -> Table {
        let columns = [
            Column::text("code"),
            Column::text("name"),
            Column::text("stance"),
            Column::text("quotation"),
            Column::text("interview"),
            Column::text("respondent"),
            Column::text("contrary"),
            Column::text("facets"),
            Column::number("turn"),
            Column::number("start"),
            Column::number("end"),
            Column::text("coders"),
            Column::text("memo"),
        ];
        let mut rows = Vec::new();
        for code in &self.codes {
            for (stance, row, also) in &code.passages {
                rows.push(vec![
                    Cell::text(&row.public_id),
                    Cell::text(&row.name),
                    Cell::text(stance.name()),
                    row.words(),
                    Cell::text(&row.interview_name),
                    Cell::text(
                        row.respondent
                            .as_deref()
                            .or(row.speaker.as_deref())
                            .unwrap_or_default(),
                    ),
                    match also {
                        Also::Contrary => Cell::Key("yes"),
                        Also::Nothing => Cell::Empty,
                    },
                    Cell::text(&row.facet_words()),
                    row.turn
                        .map_or(Cell::Empty, |turn| Cell::Count(turn.into())),
                    Cell::Count(row.span.start().0.into()),
                    Cell::Count(row.span.end().0.into()),
                    Cell::text(&row.coders.join("; ")),
                    Cell::text(&row.memos.join("; ")),
                ]);
            }
        }
        let mut notes: Vec<Note> = (self.codes.iter())
            .map(|code| {
                Note::new("negative-code")
                    .with("code", &code.public_id)
                    .with("name", &code.name)
                    .with("denied", code.sides.n(Stance::Denied))
                    .with("conditional", code.sides.n(Stance::Conditional))
                    .with("affirmed", code.sides.n(Stance::Affirmed))
                    .with("both", code.sides.n_both())
            })
            .collect();
        if !self.undisputed.is_empty() {
            notes.push(Note::new("negative-undisputed").with("codes", self.undisputed.join(", ")));
        }
        notes.push(if self.denials.is_empty() {
            Note::new("negative-no-denials")
        } else {
            Note::new("negative-denials").with("denials", self.denials.join(", "))
        });
        notes.push(Note::new("counting-sides"));
        let left_out: u64 = self.codes.iter().map(|code| code.n_left_out).sum();
        if left_out > 0 {
            notes.push(Note::new("negative-left-out").with("n", left_out));
        }
        notes.push(scope(self.n_codings, self.n_interviews));
        let shown = self.codes.iter().flat_map(|code| &code.passages);
        notes.extend(quotes::withheld(shown.map(|(_, row, _)| row)));
        notes.extend(foot(filter, &self.fingerprint));
        Table {
            name: "negative",
            columns: columns.to_vec(),
            rows,
            notes,
        }
    }

    /// What JSON says of it.
    #[must_use]
    pub fn json(&self) -> Json {
        let codes = self.codes.iter().map(|code| {
            let passages = code.passages.iter().map(|(stance, row, also)| {
                let mut item = row.json();
                if let Some(fields) = item.as_object_mut() {
                    fields.insert("stance".to_owned(), stance.name().into());
                    fields.insert("contrary".to_owned(), (*also == Also::Contrary).into());
                }
                item
            });
            json!({
                "code": code.public_id,
                "name": code.name,
                "path": code.path,
                "denied": code.sides.n(Stance::Denied),
                "conditional": code.sides.n(Stance::Conditional),
                "affirmed": code.sides.n(Stance::Affirmed),
                "both": code.both,
                "passages": passages.collect::<Json>(),
            })
        });
        json!({
            "denials": self.denials,
            "undisputed": self.undisputed,
            "codes": codes.collect::<Json>(),
        })
    }
}

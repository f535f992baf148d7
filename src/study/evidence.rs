//! The tables of the document that a codebook was made from, filled from the interviews; and
//! what is said on one side only.
//!
//! A code says which table of the document it comes from, and the first facet of its kind is
//! what the columns of that table hold. A cell is the best quotation of a coding with that
//! value; a coding that denies its code stands in no cell.

mod table;

use std::collections::HashSet;

use super::filter::{Filter, Turns};
use super::groups::{By, Group, Small, Width};
use super::quotes::{Quotation, best_of, united};
use super::{CodeName, Result, Study, StudyError};
use crate::analysis::crosstab::{self, Counts};
use crate::analysis::frequency::Fact;
use crate::model::{Codebook, Thing};

/// What evidence is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EvidenceRequest {
    /// Tables of the document; empty takes all, and all codes where the codebook names no table.
    pub tables: Vec<String>,
    /// The facet whose values are the columns; `None` takes the first of the code's kind.
    pub facet: Option<String>,
    /// Attributes by which those who name a code are told; empty takes those that the codebook
    /// lists and the study has.
    pub groups: Vec<String>,
    /// What becomes of cells with one or two respondents.
    pub small: Small,
}

/// Tables of the document, from the interviews.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// Values of facets, the columns of quotations.
    pub columns: Vec<String>,
    /// Attributes.
    pub groups: Vec<String>,
    /// By table of the document and code.
    pub rows: Vec<EvidenceRow>,
    /// Whether people are counted, rather than interviews.
    pub counts_people: bool,
    /// Interviews that pass the filter.
    pub n_interviews: u64,
    /// Codings that pass it and affirm their code.
    pub n_codings: u64,
    /// Mark of the data.
    pub fingerprint: String,
    small: Small,
}

/// A code with what speaks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceRow {
    /// Table of the document; empty where the codebook names none.
    pub table: String,
    /// The code.
    pub code: CodeName,
    /// Who names it.
    pub counts: Counts,
    /// For each attribute its values with who of them names it; those with nobody left out.
    pub by: Vec<Vec<(Group, Counts)>>,
    /// The best quotation of each column.
    pub cells: Vec<Option<Quotation>>,
    /// The best of those that say no value of the columns' facet.
    pub other: Option<Quotation>,
}

/// A value held against all others of its attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contrast {
    /// The attribute.
    pub attribute: String,
    /// The value, or the wider value.
    pub value: String,
    /// Its other values.
    pub others: Vec<String>,
    /// Codes that are named on either side.
    pub rows: Vec<ContrastRow>,
    /// Whether people are counted, rather than interviews.
    pub counts_people: bool,
    /// Of how many on either side: respondents, or interviews.
    pub n: [u64; 2],
    /// Marks of the data of both sides.
    pub fingerprints: [String; 2],
    small: Small,
}

/// A code on both sides: with the value, and with the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContrastRow {
    /// The code.
    pub code: CodeName,
    /// Who names it.
    pub voices: [u64; 2],
    /// The best quotations.
    pub quotations: [Option<Quotation>; 2],
}

impl ContrastRow {
    /// `shared`, `only_value` or `only_others`.
    #[must_use]
    pub fn side(&self) -> &'static str {
        match self.voices {
            [_, 0] => "only_value",
            [0, _] => "only_others",
            _ => "shared",
        }
    }
}

impl Study {
    /// Fills the tables of the document from the interviews.
    ///
    /// # Errors
    /// When the file can't be read, or the filter or the request names what isn't there.
    pub fn evidence(&self, filter: &Filter, request: &EvidenceRequest) -> Result<Evidence> {
        self.steadily(|| self.gather(filter, request))
    }

    /// Holds a value of an attribute, or a wider value, against all others: which codes are
    /// named on both sides, and which on one only. `what` is the value, or `NAME=VALUE`.
    ///
    /// # Errors
    /// When the file can't be read, or nothing has the value.
    pub fn contrast(&self, filter: &Filter, what: &str, small: Small) -> Result<Contrast> {
        self.steadily(|| self.hold_against(filter, what, small))
    }

    fn gather(&self, filter: &Filter, request: &EvidenceRequest) -> Result<Evidence> {
        let mut selection = self.select_with(filter, Turns::Needed)?;
        let mut facts = self.facts(&selection)?;
        let denied: HashSet<Fact> = self
            .denied(&mut selection)?
            .unwrap_or_default()
            .into_iter()
            .collect();
        facts.retain(|fact| !denied.contains(fact));
        facts.dedup();
        let book = &selection.codebook;
        let table_of = |place: usize| book.codes()[place].entry.source.table.as_str();
        for wanted in &request.tables {
            if !book.active().any(|code| code.entry.source.table == *wanted) {
                return Err(StudyError::NoSuch {
                    what: Thing::Table,
                    name: wanted.clone(),
                });
            }
        }
        let mut places = selection.rows(None);
        if places.iter().any(|place| !table_of(*place).is_empty()) {
            places.retain(|place| {
                let table = table_of(*place);
                let all = request.tables.is_empty() && !table.is_empty();
                all || request.tables.iter().any(|wanted| wanted == table)
            });
        }
        // The tables in the order of their numbers, each in the order of the codebook.
        places.sort_by(|a, b| table_of(*a).cmp(table_of(*b)).then(a.cmp(b)));
        let facet_of = |place: usize| -> (String, Vec<String>) {
            let kind = book.kind_of(&book.codes()[place]);
            let facets = kind.map_or(&[][..], |kind| &kind.facets);
            let facet = match &request.facet {
                None => facets.first(),
                Some(name) => facets.iter().find(|facet| facet.name == *name),
            };
            facet.map_or_else(Default::default, |facet| {
                let values = facet.values.iter().map(|value| value.name.clone());
                (facet.name.clone(), values.collect())
            })
        };
        if let Some(facet) = &request.facet
            && !book
                .kinds
                .iter()
                .flat_map(|kind| &kind.facets)
                .any(|it| it.name == *facet)
        {
            return Err(StudyError::NoSuch {
                what: Thing::Facet,
                name: facet.clone(),
            });
        }
        let mut columns: Vec<String> = Vec::new();
        for place in &places {
            for value in facet_of(*place).1 {
                if !columns.contains(&value) {
                    columns.push(value);
                }
            }
        }
        let groups = self.groups_told(book, &request.groups)?;
        let talk = selection.talk();
        let subtree_end = selection.subtree_ends();
        let mut counted = Vec::new();
        for name in &groups {
            let by = By::Attribute(name.clone());
            let grouping = self.grouping(&selection, &talk, &facts, &by, None, Width::Own)?;
            let found = crosstab::crosstab(&crosstab::Input {
                subtree_end: &subtree_end,
                facts: &facts,
                talk: &talk,
                n_groups: grouping.groups.len(),
                n_interviews: selection.interviews.len(),
                groups: grouping.groups(),
            });
            counted.push((grouping.groups, found.own));
        }
        let whole = crosstab::crosstab(&crosstab::Input {
            subtree_end: &subtree_end,
            facts: &facts,
            talk: &talk,
            n_groups: 0,
            n_interviews: selection.interviews.len(),
            groups: crosstab::Groups::Interviews(&[]),
        });
        let quotations = self.affirming_quotations(filter, book)?;
        let rows = places
            .iter()
            .map(|place| {
                let code = &book.codes()[*place];
                let (facet, _) = facet_of(*place);
                let mine: Vec<&Quotation> =
                    quotations.iter().filter(|it| it.code == code.id).collect();
                let best = |says: &dyn Fn(&Quotation) -> bool| -> Option<Quotation> {
                    let these: Vec<Quotation> = mine
                        .iter()
                        .filter(|it| says(it))
                        .map(|it| (*it).clone())
                        .collect();
                    best_of(&these, 1).first().map(|it| (*it).clone())
                };
                let value = |it: &Quotation, wanted: Option<&str>| match wanted {
                    Some(wanted) => it
                        .facets
                        .iter()
                        .any(|(name, value)| *name == facet && value == wanted),
                    None => it.facets.iter().all(|(name, _)| *name != facet),
                };
                EvidenceRow {
                    table: code.entry.source.table.clone(),
                    code: CodeName::of(book, u32::try_from(*place).unwrap_or(u32::MAX)),
                    counts: whole.own[*place].last().copied().unwrap_or_default(),
                    by: counted
                        .iter()
                        .map(|(groups, own)| {
                            let cells = groups.iter().cloned().zip(own[*place].iter().copied());
                            cells.filter(|(_, counts)| counts.codings > 0).collect()
                        })
                        .collect(),
                    cells: columns
                        .iter()
                        .map(|column| best(&|it| value(it, Some(column))))
                        .collect(),
                    other: best(&|it| value(it, None)),
                }
            })
            .collect();
        Ok(Evidence {
            counts_people: self.store.knows_respondents()?,
            n_interviews: selection.passing.len() as u64,
            n_codings: facts.len() as u64,
            fingerprint: self.fingerprint(&selection, &facts)?,
            small: request.small,
            columns,
            groups,
            rows,
        })
    }

    /// Quotations of codings that don't deny their code.
    fn affirming_quotations(&self, filter: &Filter, book: &Codebook) -> Result<Vec<Quotation>> {
        let denying = super::figures::denying(book);
        let (rows, _) = self.quoted(filter)?;
        let affirming = rows
            .into_iter()
            .filter(|row| !row.facets.iter().any(|facet| denying.contains(facet)));
        Ok(united(affirming.collect(), |_, _| true))
    }

    /// The attributes asked for, or those that the codebook lists and the study has.
    fn groups_told(&self, book: &Codebook, wanted: &[String]) -> Result<Vec<String>> {
        let interviews = self.store.cases()?;
        let mut told = Vec::new();
        let listed: Vec<String> = book
            .attributes
            .iter()
            .map(|list| list.name.clone())
            .collect();
        let names = if wanted.is_empty() { &listed } else { wanted };
        for name in names {
            match self.values(name, &interviews) {
                Ok(_) if told.contains(name) => {}
                Ok(_) => told.push(name.clone()),
                Err(StudyError::NoSuch { .. }) if wanted.is_empty() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(told)
    }

    fn hold_against(&self, filter: &Filter, what: &str, small: Small) -> Result<Contrast> {
        let (attribute, value, here, there) = self.sides(what)?;
        let book = self.store.codebook()?;
        let counts_people = self.store.knows_respondents()?;
        let side = |values: &[String]| -> Result<Side> {
            let mut of_side = filter.clone();
            of_side.wheres.push((attribute.clone(), values.to_vec()));
            let mut selection = self.select_with(&of_side, Turns::Needed)?;
            let mut facts = self.facts(&selection)?;
            let denied: HashSet<Fact> = self
                .denied(&mut selection)?
                .unwrap_or_default()
                .into_iter()
                .collect();
            facts.retain(|fact| !denied.contains(fact));
            let talk = selection.talk();
            let found = crosstab::crosstab(&crosstab::Input {
                subtree_end: &selection.subtree_ends(),
                facts: &facts,
                talk: &talk,
                n_groups: 0,
                n_interviews: selection.interviews.len(),
                groups: crosstab::Groups::Interviews(&[]),
            });
            let people: HashSet<u32> = talk.iter().filter_map(|turn| turn.respondent).collect();
            Ok(Side {
                fingerprint: self.fingerprint(&selection, &facts)?,
                n: if counts_people {
                    people.len() as u64
                } else {
                    selection.passing.len() as u64
                },
                rows: selection.rows(None),
                voices: found
                    .own
                    .iter()
                    .map(|cells| {
                        let all = cells.last().copied().unwrap_or_default();
                        if counts_people {
                            all.respondents
                        } else {
                            all.interviews
                        }
                    })
                    .collect(),
                quotations: self.affirming_quotations(&of_side, &book)?,
            })
        };
        let sides = [side(&here)?, side(&there)?];
        let mut rows: Vec<ContrastRow> = sides[0]
            .rows
            .iter()
            .filter_map(|place| {
                let id = book.codes()[*place].id;
                let voices = [sides[0].voices[*place], sides[1].voices[*place]];
                let best = |side: &Side| {
                    let mine = side.quotations.iter().filter(|it| it.code == id);
                    let mine: Vec<Quotation> = mine.cloned().collect();
                    best_of(&mine, 1).first().map(|it| (*it).clone())
                };
                (voices != [0, 0]).then(|| ContrastRow {
                    code: CodeName::of(&book, u32::try_from(*place).unwrap_or(u32::MAX)),
                    quotations: [best(&sides[0]), best(&sides[1])],
                    voices,
                })
            })
            .collect();
        let order = |row: &ContrastRow| {
            let sides = ["shared", "only_others", "only_value"];
            sides.iter().position(|side| *side == row.side())
        };
        rows.sort_by_key(order);
        Ok(Contrast {
            attribute,
            value,
            others: there,
            rows,
            counts_people,
            n: [sides[0].n, sides[1].n],
            fingerprints: sides.map(|side| side.fingerprint),
            small,
        })
    }

    /// The attribute that has a value, or a wider value; the value; those that it stands for;
    /// and all others.
    fn sides(&self, what: &str) -> Result<(String, String, Vec<String>, Vec<String>)> {
        let interviews = self.store.cases()?;
        let (named, value) = match what.split_once('=') {
            Some((name, value)) => (Some(name), value),
            None => (None, what),
        };
        let mut names: Vec<String> = Vec::new();
        let of_people = self.store.respondents()?;
        let attributes = interviews
            .iter()
            .flat_map(|it| &it.attributes)
            .chain(of_people.iter().flat_map(|it| &it.attributes));
        for (name, _) in attributes {
            if !names.contains(name) && named.is_none_or(|it| it == name) {
                names.push(name.clone());
            }
        }
        if let Some(name) = named
            && names.is_empty()
        {
            return Err(StudyError::NoSuch {
                what: Thing::Attribute,
                name: name.to_owned(),
            });
        }
        // A value itself goes before a wider one.
        for width in [Width::Own, Width::Wider] {
            for name in &names {
                let slices = self.slices(name, width)?;
                let Some((_, here)) = slices.iter().find(|(label, _)| label == value) else {
                    continue;
                };
                let here = here.clone();
                let others = slices.into_iter().filter(|(label, _)| label != value);
                let there: Vec<String> = others.flat_map(|(_, values)| values).collect();
                return Ok((name.clone(), value.to_owned(), here, there));
            }
        }
        Err(StudyError::NoSuch {
            what: Thing::AttributeValue,
            name: value.to_owned(),
        })
    }
}

/// One side of a contrast.
struct Side {
    rows: Vec<usize>,
    /// For each code who names it.
    voices: Vec<u64>,
    quotations: Vec<Quotation>,
    n: u64,
    fingerprint: String,
}

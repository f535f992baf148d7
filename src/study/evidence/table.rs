//! Evidence and contrasts as the tables that terminal and file show, and as JSON.

use serde_json::{Value as Json, json};

use super::{Contrast, ContrastRow, Evidence, EvidenceRow};
use crate::analysis::crosstab::Counts;
use crate::model::table::{Cell, Column, Heading, Note, Table};
use crate::study::filter::Filter;
use crate::study::fingerprint::{foot, scope};
use crate::study::quotes::{Quotation, withheld};

fn data(words: &str) -> Column {
    Column {
        heading: Heading::Data(words.to_owned()),
        numeric: false,
    }
}

/// A quotation with whose it is, as a cell.
fn quoted(quotation: Option<&Quotation>) -> Cell {
    let Some(quotation) = quotation else {
        return Cell::Empty;
    };
    match &quotation.text {
        None => quotation.words(),
        Some(words) => Cell::Phrase(
            Note::new("quoted")
                .with("words", words)
                .with("voice", quotation.voice()),
        ),
    }
}

impl Evidence {
    fn n(&self, counts: &Counts) -> u64 {
        if self.counts_people {
            counts.respondents
        } else {
            counts.interviews
        }
    }

    fn cell(&self, counts: &Counts) -> Cell {
        let n = self.n(counts);
        if self.counts_people {
            self.small.people(n)
        } else {
            Cell::Count(n)
        }
    }

    /// The table that terminal and file show: the columns of the document's tables.
    #[must_use]
    pub fn table(&self, filter: &Filter) -> Table {
        let mut columns = vec![
            Column::text("document_table"),
            Column::text("code"),
            Column::text("name"),
        ];
        columns.extend(self.columns.iter().map(|column| data(column)));
        if self.has_other() {
            columns.push(Column::text("other_quotation"));
        }
        columns.push(Column::number(if self.counts_people {
            "respondents"
        } else {
            "interviews"
        }));
        columns.extend(self.groups.iter().map(|group| data(group)));
        let rows = self.rows.iter().map(|row| self.row(row)).collect();
        let mut notes = vec![
            Note::new("evidence-cells"),
            if self.counts_people {
                Note::new("evidence-respondents")
            } else {
                Note::new("evidence-interviews")
            },
        ];
        let hides = |counts: &Counts| self.counts_people && self.small.hides(self.n(counts));
        let hidden = |row: &EvidenceRow| {
            hides(&row.counts) || row.by.iter().flatten().any(|(_, counts)| hides(counts))
        };
        if self.rows.iter().any(hidden) {
            notes.push(Note::new("fewer-than-three-people"));
        }
        notes.extend(withheld(self.quotations()));
        notes.push(scope(self.n_codings, self.n_interviews));
        notes.extend(foot(filter, &self.fingerprint));
        Table {
            name: "evidence",
            columns,
            rows,
            notes,
        }
    }

    fn quotations(&self) -> impl Iterator<Item = &Quotation> {
        let rows = self.rows.iter();
        rows.flat_map(|row| row.cells.iter().chain([&row.other]).flatten())
    }

    fn has_other(&self) -> bool {
        self.rows.iter().any(|row| row.other.is_some())
    }

    fn row(&self, row: &EvidenceRow) -> Vec<Cell> {
        let mut cells = vec![
            Cell::text(&row.table),
            Cell::Text(row.code.public_id.clone()),
            Cell::Text(row.code.name.clone()),
        ];
        cells.extend(row.cells.iter().map(|cell| quoted(cell.as_ref())));
        if self.has_other() {
            cells.push(quoted(row.other.as_ref()));
        }
        cells.push(self.cell(&row.counts));
        for groups in &row.by {
            let told: Vec<String> = groups
                .iter()
                .filter(|(group, counts)| group.value.is_some() && self.n(counts) > 0)
                .map(|(group, counts)| {
                    let n = self.n(counts);
                    if self.counts_people && self.small.hides(n) {
                        format!("{} <3", group.label())
                    } else {
                        format!("{} {n}", group.label())
                    }
                })
                .collect();
            cells.push(Cell::text(&told.join("; ")));
        }
        cells
    }

    /// What JSON says: one object for each code.
    #[must_use]
    pub fn json(&self) -> Json {
        let quote = |it: &Option<Quotation>| it.as_ref().map(Quotation::json);
        self.rows
            .iter()
            .map(|row| {
                let cells = self
                    .columns
                    .iter()
                    .cloned()
                    .zip(row.cells.iter().map(quote));
                let cells: serde_json::Map<String, Json> =
                    cells.map(|(column, cell)| (column, json!(cell))).collect();
                let groups: serde_json::Map<String, Json> = self
                    .groups
                    .iter()
                    .zip(&row.by)
                    .map(|(name, groups)| {
                        let told = groups.iter().map(|(group, counts)| {
                            json!({
                                "value": group.value,
                                "codings": counts.codings,
                                "interviews": counts.interviews,
                                "respondents": counts.respondents,
                            })
                        });
                        (name.clone(), told.collect())
                    })
                    .collect();
                json!({
                    "table": Some(&row.table).filter(|table| !table.is_empty()),
                    "code": row.code.public_id,
                    "name": row.code.name,
                    "codings": row.counts.codings,
                    "interviews": row.counts.interviews,
                    "respondents": row.counts.respondents,
                    "groups": groups,
                    "quotations": cells,
                    "other": quote(&row.other),
                })
            })
            .collect()
    }
}

impl Contrast {
    /// The table that terminal and file show: what is shared, what the others say only, what is
    /// said with the value only.
    #[must_use]
    pub fn table(&self, filter: &Filter) -> Table {
        let voices = |n: &u64| {
            if self.counts_people {
                self.small.people(*n)
            } else {
                Cell::Count(*n)
            }
        };
        let columns = vec![
            Column::text("side"),
            Column::text("code"),
            Column::text("name"),
            Column::figures("group", &[("group", &self.value), ("n", &self.n[0])]),
            Column::figures("others", &[("n", &self.n[1])]),
            data(&self.value),
            Column::text("others_say"),
        ];
        let row = |row: &ContrastRow| {
            let [here, there] = &row.quotations;
            vec![
                Cell::Key(match row.side() {
                    "shared" => "side-shared",
                    "only_value" => "side-only-value",
                    _ => "side-only-others",
                }),
                Cell::Text(row.code.public_id.clone()),
                Cell::Text(row.code.name.clone()),
                voices(&row.voices[0]),
                voices(&row.voices[1]),
                quoted(here.as_ref()),
                quoted(there.as_ref()),
            ]
        };
        let mut notes = vec![
            Note::new("contrast")
                .with("attribute", &self.attribute)
                .with("value", &self.value)
                .with("others", self.others.join(", ")),
            if self.counts_people {
                Note::new("evidence-respondents")
            } else {
                Note::new("evidence-interviews")
            },
        ];
        let hides = |n: &u64| self.counts_people && self.small.hides(*n);
        if self.rows.iter().any(|row| row.voices.iter().any(hides)) {
            notes.push(Note::new("fewer-than-three-people"));
        }
        let all = self.rows.iter().flat_map(|row| &row.quotations);
        notes.extend(withheld(all.flatten()));
        notes.extend(foot(filter, &self.fingerprints.join(" / ")));
        Table {
            name: "contrast",
            columns,
            rows: self.rows.iter().map(row).collect(),
            notes,
        }
    }

    /// What JSON says.
    #[must_use]
    pub fn json(&self) -> Json {
        let quote = |it: &Option<Quotation>| it.as_ref().map(Quotation::json);
        let rows: Vec<Json> = self
            .rows
            .iter()
            .map(|row| {
                json!({
                    "code": row.code.public_id,
                    "name": row.code.name,
                    "side": row.side(),
                    "named_by": row.voices[0],
                    "named_by_others": row.voices[1],
                    "quotation": quote(&row.quotations[0]),
                    "quotation_of_others": quote(&row.quotations[1]),
                })
            })
            .collect();
        json!({
            "attribute": self.attribute,
            "value": self.value,
            "others": self.others,
            "counts": if self.counts_people { "respondents" } else { "interviews" },
            "n": self.n[0],
            "n_others": self.n[1],
            "rows": rows,
        })
    }
}

//! Figures: the code frequency table and the passages behind it.

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};

use super::filter::{Filter, Selection};
use super::{Result, Study};
use crate::analysis::frequency::{self, Counts, Fact, Prompting};
use crate::model::table::{Cell, Column, Note, Table};
use crate::model::{CodeId, CodingId, InterviewId, Span};

/// The code frequency table as numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frequencies {
    /// One row per code in use that passes the filter, in codebook order.
    pub rows: Vec<FrequencyRow>,
    /// Interviews that pass the filter: the whole of which shares are taken.
    pub n_interviews: u64,
    /// Codings counted, each once.
    pub n_codings: u64,
    /// Whether the study ties speakers to respondents.
    pub knows_respondents: bool,
    /// The first twelve hexadecimal digits of SHA-256 over what was counted.
    pub fingerprint: String,
}

/// Figures of one code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrequencyRow {
    /// The code.
    pub code: CodeId,
    /// Its public id.
    pub public_id: String,
    /// Its name.
    pub name: String,
    /// Its path.
    pub path: String,
    /// Id of its kind; empty where it has none.
    pub kind: String,
    /// Levels above it.
    pub depth: u16,
    /// Its own figures, or, at the level asked for, those of its subtree.
    pub own: Counts,
    /// Figures with its descendants.
    pub total: Counts,
    /// Whether it was named when asked; `None` without a guide.
    pub prompting: Option<Prompting>,
}

/// A coded passage with what a list shows of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The interview.
    pub interview: InterviewId,
    /// Its name.
    pub interview_name: String,
    /// The coding.
    pub coding: CodingId,
    /// Where it lies.
    pub span: Span,
    /// Its words.
    pub words: String,
    /// Who coded it.
    pub coder: String,
    /// Label of the speaker of the turn it begins in.
    pub speaker: Option<String>,
}

impl Study {
    /// Counts codings, interviews, respondents and characters of every code.
    ///
    /// With `level` (from 1, the roots) deeper codes are rolled up into their
    /// ancestors of that level and left out.
    ///
    /// # Errors
    /// When the file can't be read or the filter names what isn't there.
    pub fn frequencies(&self, filter: &Filter, level: Option<u16>) -> Result<Frequencies> {
        self.steadily(|| self.count(filter, level))
    }

    fn count(&self, filter: &Filter, level: Option<u16>) -> Result<Frequencies> {
        let selection = self.select(filter)?;
        let facts = self.facts(&selection)?;
        let book = &selection.codebook;
        let subtree_end = selection.subtree_ends();
        let found = frequency::frequencies(frequency::Input {
            subtree_end: &subtree_end,
            facts: &facts,
            talk: &selection.talk(),
            questions: selection.ground.questions.as_deref(),
        });
        let rows = selection
            .rows(level)
            .into_iter()
            .map(|place| {
                let code = &book.codes()[place];
                let rolled = level.is_some_and(|level| book.depth(place) + 1 == level);
                FrequencyRow {
                    code: code.id,
                    public_id: code.entry.public_id.clone(),
                    name: code.entry.name.clone(),
                    path: book.path(place),
                    kind: code.entry.kind.clone(),
                    depth: book.depth(place),
                    own: if rolled {
                        found.total[place]
                    } else {
                        found.own[place]
                    },
                    total: found.total[place],
                    prompting: found.prompting.get(place).copied(),
                }
            })
            .collect();
        Ok(Frequencies {
            rows,
            n_interviews: selection.passing.len() as u64,
            n_codings: found.n_codings,
            knows_respondents: self.store.knows_respondents()?,
            fingerprint: self.fingerprint(&selection, &facts)?,
        })
    }

    /// The passages of a code by every coder, suggestions and rejected ones left
    /// out, in the order of interviews and text.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn passages(&self, code: CodeId) -> Result<Vec<Passage>> {
        self.steadily(|| self.passages_of(code))
    }

    fn passages_of(&self, code: CodeId) -> Result<Vec<Passage>> {
        let mut passages = Vec::new();
        for interview in self.store.interviews_with(code)? {
            let open = self.load_interview(interview, "")?;
            for coding in open.layer.all() {
                if coding.code != code || !coding.status.counts() {
                    continue;
                }
                let speaker = open.turn_at(coding.span.start()).and_then(|turn| {
                    let speaker = open.turns[turn].speaker?;
                    Some(open.speakers.get(usize::from(speaker))?.label.clone())
                });
                passages.push(Passage {
                    interview,
                    interview_name: open.name.clone(),
                    coding: coding.id,
                    span: coding.span,
                    words: open.text.slice(coding.span).unwrap_or_default().to_owned(),
                    coder: coding.coder.clone(),
                    speaker,
                });
            }
        }
        Ok(passages)
    }
}

impl Frequencies {
    /// The table that terminal and file show.
    #[must_use]
    pub fn table(&self, filter: &Filter) -> Table {
        let mut columns = vec![
            Column::text("code"),
            Column::text("name"),
            Column::number("codings"),
            Column::number("interviews"),
            Column::number("share"),
        ];
        if self.knows_respondents {
            columns.push(Column::number("respondents"));
        }
        columns.push(Column::number("chars"));
        columns.push(Column::number("codings-total"));
        columns.push(Column::number("interviews-total"));
        let prompting = self.rows.iter().any(|row| row.prompting.is_some());
        if prompting {
            columns.push(Column::number("unprompted"));
            columns.push(Column::number("asked"));
        }
        let rows = self
            .rows
            .iter()
            .map(|row| {
                let mut cells = vec![
                    Cell::Text(row.public_id.clone()),
                    Cell::Level(row.depth, row.name.clone()),
                    Cell::Count(row.own.codings),
                    Cell::Count(row.own.interviews),
                    share(row.own.interviews, self.n_interviews),
                ];
                if self.knows_respondents {
                    cells.push(Cell::Count(row.own.respondents));
                }
                cells.push(Cell::Count(row.own.chars));
                cells.push(Cell::Count(row.total.codings));
                cells.push(Cell::Count(row.total.interviews));
                if prompting {
                    let prompting = row.prompting.unwrap_or_default();
                    cells.push(Cell::Count(prompting.unprompted));
                    cells.push(Cell::Count(prompting.asked));
                }
                cells
            })
            .collect();
        let mut notes = vec![
            Note::new("counting-codings"),
            Note::new("counting-interviews").with("interviews", self.n_interviews),
            Note::new("counting-chars"),
            Note::new("n")
                .with("codings", self.n_codings)
                .with("interviews", self.n_interviews),
        ];
        if self.knows_respondents {
            notes.insert(2, Note::new("counting-respondents"));
        }
        if prompting {
            notes.push(Note::new("prompting"));
        }
        notes.push(filter.note());
        if filter.layer.as_deref() == Some("final") {
            notes.push(Note::new("layer-final"));
        }
        notes.push(Note::new("fingerprint").with("fingerprint", &self.fingerprint));
        notes.push(Note::new("frequency-is-not-importance"));
        Table {
            name: "freq",
            columns,
            rows,
            notes,
        }
    }
}

fn share(part: u64, whole: u64) -> Cell {
    if whole == 0 {
        Cell::Empty
    } else {
        Cell::Share(part as f64 / whole as f64)
    }
}

impl Study {
    /// A short mark of what was counted: the same figures from other data differ in it.
    ///
    /// Everything figures follow from goes in by name or place, nothing by a key
    /// of this file, so that a copy made through JSON has the same mark.
    pub(super) fn fingerprint(&self, selection: &Selection, facts: &[Fact]) -> Result<String> {
        use std::fmt::Write as _;
        let mut hash = Sha256::new();
        let mut name = |words: &str| {
            hash.update(words.as_bytes());
            hash.update([0]);
        };
        for code in selection.codebook.codes() {
            name(&code.entry.public_id);
        }
        for interview in &selection.interviews {
            name(&interview.public_id);
        }
        let present: HashSet<u32> = facts.iter().map(|fact| fact.coder).collect();
        let mut coders: HashMap<u32, u32> = HashMap::new();
        for (words, number) in self.store.coder_numbers()? {
            if present.contains(&number) {
                name(&words);
                coders.insert(number, u32::try_from(coders.len()).unwrap_or(u32::MAX));
            }
        }
        let mut respondents: HashMap<u32, u32> = HashMap::new();
        let mut labels: Vec<(String, u32)> = self.store.respondent_numbers()?.into_iter().collect();
        labels.sort();
        for (label, number) in labels {
            name(&label);
            respondents.insert(number, u32::try_from(respondents.len()).unwrap_or(u32::MAX));
        }
        let mut numbers = |numbers: [u32; 5]| {
            let mut bytes = [0; 20];
            for (four, number) in bytes.chunks_exact_mut(4).zip(numbers) {
                four.copy_from_slice(&number.to_le_bytes());
            }
            hash.update(bytes);
        };
        for fact in facts {
            let coder = coders.get(&fact.coder).copied().unwrap_or(u32::MAX);
            numbers([fact.code, fact.interview, fact.start, fact.end, coder]);
        }
        for turn in &selection.ground.talk {
            let respondent = turn
                .respondent
                .and_then(|number| respondents.get(&number).copied())
                .unwrap_or(u32::MAX);
            let question = turn.question.unwrap_or(u32::MAX);
            numbers([turn.interview, turn.start, turn.end, respondent, question]);
        }
        Ok(hash.finalize()[..6]
            .iter()
            .fold(String::new(), |mut hex, byte| {
                write!(hex, "{byte:02x}").expect("writing to a string cannot fail");
                hex
            }))
    }
}

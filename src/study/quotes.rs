//! Quotations: the passages of codes with who said them, for reading and for print.
//!
//! A quotation is a place that a code was given to; several coders who gave it make one
//! quotation. Words that are [withheld](super::withheld) are counted and never handed out.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Value as Json, json};

use super::fingerprint::{Fingerprint, foot, scope};
use super::withheld::Withheld;
use super::{Filter, Result, Study};
use crate::analysis::quotations::{self, Quotable};
use crate::model::table::{Cell, Column, Note, Table};
use crate::model::{CodeId, CodingId, InterviewId, Span};

/// How many quotations, and which.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// At most so many of each code, the best first; `None` is all in the order of the text.
    pub best: Option<usize>,
    /// Only those that somebody marked as worth quoting.
    pub only_starred: bool,
}

/// A passage of a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The code.
    pub code: CodeId,
    /// The interview.
    pub interview: InterviewId,
    /// The first of its codings, by which a screen finds it.
    pub coding: CodingId,
    /// The passage.
    pub span: Span,
    /// Public id of the code.
    pub public_id: String,
    /// Name of the code.
    pub name: String,
    /// Path of the code.
    pub path: String,
    /// Name of the interview.
    pub interview_name: String,
    /// Label of the speaker of the turn it begins in.
    pub speaker: Option<String>,
    /// Label of the respondent behind that speaker.
    pub respondent: Option<String>,
    /// The turn it begins in, from 1.
    pub turn: Option<u32>,
    /// Its words; `None` where they may not be quoted.
    pub text: Option<String>,
    /// Why they may not.
    pub withheld: Option<Withheld>,
    /// How a quotation may be attributed, where the session says it.
    pub attribution: Option<String>,
    /// Facets that coders set, each once.
    pub facets: Vec<(String, String)>,
    /// Memos of coders on their codings of it.
    pub memos: Vec<String>,
    /// Who gave it the code.
    pub coders: Vec<String>,
    /// How many of them find it worth quoting.
    pub n_stars: u32,
    /// Place of the interview in the study's order.
    pub(super) place: u32,
}

/// Quotations with what has to stand under them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quotations {
    /// By code in codebook order.
    pub rows: Vec<Quotation>,
    /// Interviews that pass the filter.
    pub n_interviews: u64,
    /// Codings that pass the filter.
    pub n_codings: u64,
    /// Quotations before any were left out by a choice.
    pub n_all: u64,
    /// What was chosen.
    pub choice: Choice,
    /// A mark of the data.
    pub fingerprint: String,
}

impl Study {
    /// Quotations by code, of codings that pass the filter.
    ///
    /// # Errors
    /// When the file can't be read or the filter names what isn't there.
    pub fn quotations(&self, filter: &Filter, choice: Choice) -> Result<Quotations> {
        self.steadily(|| {
            let (rows, n_codings) = self.quoted(filter)?;
            let rows = united(rows, |_, _| true);
            let fingerprint = mark(&rows);
            let n_all = rows.len() as u64;
            Ok(Quotations {
                rows: chosen(rows, choice),
                n_interviews: self.select(filter)?.passing.len() as u64,
                n_codings,
                n_all,
                choice,
                fingerprint,
            })
        })
    }

    /// Every coding that passes as a quotation of its own, by code, interview and text; and
    /// how many there are.
    pub(super) fn quoted(&self, filter: &Filter) -> Result<(Vec<Quotation>, u64)> {
        let withholding = self.withholding()?;
        let book = self.store.codebook()?;
        let mut respondents: HashMap<(InterviewId, String), String> = HashMap::new();
        for voice in self.store.voices()? {
            if let Some((_, label)) = voice.respondent {
                respondents.insert((voice.interview, voice.label), label);
            }
        }
        let mut places: HashMap<InterviewId, u32> = HashMap::new();
        let mut rows: Vec<Quotation> = Vec::new();
        self.each_coding(filter, |row| -> Result<()> {
            let next = u32::try_from(places.len()).unwrap_or(u32::MAX);
            let place = *places.entry(row.interview_id).or_insert(next);
            let speaker = row.speaker.map(str::to_owned);
            let respondent = speaker
                .as_ref()
                .and_then(|label| respondents.get(&(row.interview_id, label.clone())));
            rows.push(Quotation {
                code: row.code_id,
                interview: row.interview_id,
                coding: row.coding,
                span: row.span,
                public_id: row.code.to_owned(),
                name: row.name.to_owned(),
                path: row.path.to_owned(),
                interview_name: row.interview.to_owned(),
                respondent: respondent.cloned(),
                speaker,
                turn: row.turn,
                text: row.withheld.is_none().then(|| row.text.to_owned()),
                withheld: row.withheld,
                attribution: withholding.attribution(row.interview_id).map(str::to_owned),
                facets: row.facets.to_vec(),
                memos: row.memo.map(str::to_owned).into_iter().collect(),
                coders: vec![row.coder.to_owned()],
                n_stars: u32::from(row.starred),
                place,
            });
            Ok(())
        })?;
        let n_codings = rows.len() as u64;
        rows.sort_by(|a, b| {
            (book.place(a.code), a.place, a.span).cmp(&(book.place(b.code), b.place, b.span))
        });
        Ok((rows, n_codings))
    }
}

/// Makes one of quotations in the same place that belong together.
pub(super) fn united(
    rows: Vec<Quotation>,
    together: impl Fn(&Quotation, &Quotation) -> bool,
) -> Vec<Quotation> {
    let mut all: Vec<Quotation> = Vec::with_capacity(rows.len());
    for row in rows {
        let here = |it: &&mut Quotation| {
            (it.code, it.interview, it.span) == (row.code, row.interview, row.span)
        };
        let mut same = all.iter_mut().rev().take_while(here);
        let Some(known) = same.find(|it| together(it, &row)) else {
            all.push(row);
            continue;
        };
        known.n_stars += row.n_stars;
        for facet in row.facets {
            if !known.facets.contains(&facet) {
                known.facets.push(facet);
            }
        }
        for memo in row.memos {
            if !known.memos.contains(&memo) {
                known.memos.push(memo);
            }
        }
        for coder in row.coders {
            if !known.coders.contains(&coder) {
                known.coders.push(coder);
            }
        }
    }
    for row in &mut all {
        row.coders.sort();
        row.facets.sort();
    }
    all
}

/// The quotations that a choice leaves, those of one code together.
fn chosen(rows: Vec<Quotation>, choice: Choice) -> Vec<Quotation> {
    let rows: Vec<Quotation> = rows
        .into_iter()
        .filter(|row| !choice.only_starred || row.n_stars > 0)
        .collect();
    let Some(n) = choice.best else {
        return rows;
    };
    rows.chunk_by(|a, b| a.code == b.code)
        .flat_map(|of_code| best_of(of_code, n))
        .cloned()
        .collect()
}

/// The best of these, best first; words that may not be quoted come last.
pub(super) fn best_of(rows: &[Quotation], n: usize) -> Vec<&Quotation> {
    let (may, may_not): (Vec<&Quotation>, Vec<&Quotation>) =
        rows.iter().partition(|row| row.text.is_some());
    let mut best = ranked(&may, n);
    let left = n - best.len();
    best.extend(ranked(&may_not, left));
    best
}

fn ranked<'a>(rows: &[&'a Quotation], n: usize) -> Vec<&'a Quotation> {
    let mut voices: HashMap<&str, u32> = HashMap::new();
    let quotable: Vec<Quotable> = rows
        .iter()
        .map(|row| {
            let next = u32::try_from(voices.len()).unwrap_or(u32::MAX);
            Quotable {
                voice: *voices.entry(row.voice()).or_insert(next),
                interview: row.place,
                start: row.span.start().0,
                end: row.span.end().0,
                n_stars: row.n_stars,
                n_coders: u32::try_from(row.coders.len()).unwrap_or(u32::MAX),
            }
        })
        .collect();
    let best = quotations::best(&quotable, n);
    best.into_iter().map(|index| rows[index]).collect()
}

/// A mark of what quotations say.
pub(super) fn mark(rows: &[Quotation]) -> String {
    let mut print = Fingerprint::default();
    for row in rows {
        for words in [
            row.public_id.as_str(),
            &row.interview_name,
            row.speaker.as_deref().unwrap_or_default(),
            row.respondent.as_deref().unwrap_or_default(),
            row.text.as_deref().unwrap_or_default(),
        ] {
            print.words(words);
        }
        row.coders.iter().for_each(|coder| print.words(coder));
        for (facet, value) in &row.facets {
            print.words(facet);
            print.words(value);
        }
        print.numbers([row.span.start().0, row.span.end().0, row.n_stars]);
    }
    print.mark()
}

impl Quotation {
    /// Whose it is as far as counting people goes: the respondent, else the interview.
    pub(super) fn voice(&self) -> &str {
        self.respondent.as_deref().unwrap_or(&self.interview_name)
    }

    /// Its words, or that they may not be quoted.
    pub(super) fn words(&self) -> Cell {
        match (&self.text, self.withheld) {
            (Some(text), None) => Cell::text(text),
            (_, Some(withheld)) => Cell::Key(withheld.key()),
            (None, None) => Cell::Empty,
        }
    }

    /// Facets as `name=value`, in a list.
    pub(super) fn facet_words(&self) -> String {
        let all = self.facets.iter();
        let all: Vec<String> = all.map(|(name, value)| format!("{name}={value}")).collect();
        all.join("; ")
    }

    /// What JSON says of it.
    #[must_use]
    pub fn json(&self) -> Json {
        json!({
            "code": self.public_id,
            "name": self.name,
            "path": self.path,
            "text": self.text,
            "withheld": self.withheld.is_some(),
            "why_withheld": self.withheld.map(Withheld::name),
            "interview": self.interview_name,
            "speaker": self.speaker,
            "respondent": self.respondent,
            "turn": self.turn,
            "start": self.span.start(),
            "end": self.span.end(),
            "coders": self.coders,
            "stars": self.n_stars,
            "facets": self.facets.iter().map(|(name, value)| (name.clone(), json!(value)))
                .collect::<serde_json::Map<_, _>>(),
            "memos": self.memos,
            "attribution": self.attribution,
        })
    }
}

/// Notes for words that were left out: because nobody agreed to their being quoted, or because
/// somebody marked them.
pub(super) fn withheld<'a>(rows: impl IntoIterator<Item = &'a Quotation>) -> Vec<Note> {
    let (mut n_refused, mut n_marked) = (0, 0);
    let mut interviews = BTreeSet::new();
    for row in rows {
        match row.withheld {
            None => {}
            Some(Withheld::NoConsent) => {
                n_refused += 1;
                interviews.insert(row.interview);
            }
            Some(Withheld::Marked(_)) => n_marked += 1,
        }
    }
    let mut notes = Vec::new();
    if n_refused > 0 {
        let note = Note::new("withheld").with("passages", n_refused);
        notes.push(note.with("interviews", interviews.len()));
    }
    if n_marked > 0 {
        notes.push(Note::new("withheld-marked").with("passages", n_marked));
    }
    notes
}

impl Quotations {
    /// The table that terminal and file show.
    #[must_use]
    pub fn table(&self, filter: &Filter) -> Table {
        let any = |what: fn(&Quotation) -> bool| self.rows.iter().any(what);
        let columns = [
            (true, Column::text("code")),
            (true, Column::text("name")),
            (true, Column::text("quotation")),
            (true, Column::text("interview")),
            (
                any(|it| it.respondent.is_some()),
                Column::text("respondent"),
            ),
            (true, Column::text("speaker")),
            (true, Column::number("turn")),
            (true, Column::number("start")),
            (true, Column::number("end")),
            (any(|it| !it.facets.is_empty()), Column::text("facets")),
            (any(|it| it.n_stars > 0), Column::number("stars")),
            (
                any(|it| it.attribution.is_some()),
                Column::text("attribution"),
            ),
            (true, Column::text("coders")),
        ];
        let shown: Vec<bool> = columns.iter().map(|(shown, _)| *shown).collect();
        let rows = self.rows.iter().map(|row| {
            let cells = [
                Cell::text(&row.public_id),
                Cell::text(&row.name),
                row.words(),
                Cell::text(&row.interview_name),
                Cell::text(row.respondent.as_deref().unwrap_or_default()),
                Cell::text(row.speaker.as_deref().unwrap_or_default()),
                row.turn
                    .map_or(Cell::Empty, |turn| Cell::Count(turn.into())),
                Cell::Count(row.span.start().0.into()),
                Cell::Count(row.span.end().0.into()),
                Cell::text(&row.facet_words()),
                Some(row.n_stars)
                    .filter(|n| *n > 0)
                    .map_or(Cell::Empty, |n| Cell::Count(n.into())),
                Cell::text(row.attribution.as_deref().unwrap_or_default()),
                Cell::text(&row.coders.join("; ")),
            ];
            let cells = cells.into_iter().zip(&shown);
            cells
                .filter(|(_, shown)| **shown)
                .map(|(cell, _)| cell)
                .collect()
        });
        let mut notes = vec![Note::new("counting-quotations")];
        if let Some(best) = self.choice.best {
            notes.push(Note::new("quotations-best").with("best", best));
        }
        if self.choice.only_starred {
            notes.push(Note::new("quotations-starred"));
        }
        notes.push(
            Note::new("quotations")
                .with("shown", self.rows.len())
                .with("all", self.n_all),
        );
        notes.push(scope(self.n_codings, self.n_interviews));
        notes.extend(withheld(&self.rows));
        notes.extend(foot(filter, &self.fingerprint));
        Table {
            name: "quotes",
            columns: columns
                .into_iter()
                .filter(|(shown, _)| *shown)
                .map(|(_, column)| column)
                .collect(),
            rows: rows.collect(),
            notes,
        }
    }

    /// What JSON says of it.
    #[must_use]
    pub fn json(&self) -> Json {
        self.rows.iter().map(Quotation::json).collect()
    }
}

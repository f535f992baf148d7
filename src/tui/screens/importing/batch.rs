//! The files of an import, what was read of them, and what a person said of it. Nothing here is
//! drawn or written: in the end it is one plan.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::formats::encoding::encoding_named;
use crate::formats::transcript::{ReadOptions, Speakers, Survey};
use crate::model::plan::{Adjustment, Plan, PlannedInterview};
use crate::study::{About, Brought, Taken, joined};
use crate::tui::event::Message;

/// How a file is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The encoding; found out unless given.
    pub encoding: Option<&'static str>,
    /// How turns are found.
    pub turns: Turns,
}

/// How turns are found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Turns {
    /// By what the text looks like.
    #[default]
    Auto,
    /// A turn a paragraph, by nobody.
    None,
    /// By a regular expression at the start of lines.
    Pattern(String),
    /// In a table with a row for each respondent.
    Survey,
}

impl Reading {
    /// The same for who reads the file.
    #[must_use]
    pub fn options(&self) -> ReadOptions {
        let speakers = match &self.turns {
            Turns::Auto | Turns::Survey => Speakers::Auto,
            Turns::None => Speakers::None,
            // It was tried when it was typed.
            Turns::Pattern(pattern) => Speakers::pattern(pattern).unwrap_or_default(),
        };
        ReadOptions {
            encoding: self.encoding.and_then(encoding_named),
            speakers,
            interviewers: Vec::new(),
            survey: (self.turns == Turns::Survey).then(Survey::default),
        }
    }
}

/// A file of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it is.
    pub path: PathBuf,
    /// How it is read.
    pub reading: Reading,
    /// What it brings, or why it can't be read; `None` until it was read.
    pub read: Option<Result<Arc<Brought>, Message>>,
}

impl Source {
    /// Its name without folders.
    #[must_use]
    pub fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or(self.path.as_os_str());
        name.to_string_lossy().into_owned()
    }

    /// What it brings, where it was read.
    #[must_use]
    pub fn brought(&self) -> Option<&Brought> {
        match &self.read {
            Some(Ok(brought)) => Some(brought),
            _ => None,
        }
    }
}

/// An interview of a file, or a file without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its file.
    pub source: usize,
    /// Its place among the file's interviews; `None` for a file that has none or can't be read.
    pub place: Option<usize>,
    /// What was said of it, in order.
    pub said: Vec<Adjustment>,
    /// Whether it stays out.
    pub is_out: bool,
    /// The row before it that has the same text.
    pub twin: Option<usize>,
    /// The name that the study will give it.
    pub name: String,
    /// As it is to be taken in, where anything was said of it.
    adjusted: Option<Arc<PlannedInterview>>,
}

/// What an import comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Interviews to be added.
    pub interviews: usize,
    /// Interviews that the study has, whose codings and attributes come.
    pub known: usize,
    /// Interviews and files that a person leaves out.
    pub out: usize,
    /// Files that can't be read.
    pub failed: usize,
    /// Code points.
    pub chars: usize,
    /// Turns.
    pub turns: usize,
    /// Speakers.
    pub speakers: usize,
}

/// All files of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// The files, as chosen.
    pub sources: Vec<Source>,
    /// Their interviews.
    pub rows: Vec<Row>,
}

impl Batch {
    /// Files that nobody has read yet.
    #[must_use]
    pub fn new(paths: Vec<PathBuf>) -> Self {
        let source = |path| Source {
            path,
            reading: Reading::default(),
            read: None,
        };
        Self {
            sources: paths.into_iter().map(source).collect(),
            rows: Vec::new(),
        }
    }

    /// Takes in what was read of files; `names` are those of the study's interviews.
    ///
    /// What a person said of an interview stays said where the file still has one at its place.
    pub fn read(
        &mut self,
        found: Vec<(usize, Result<Arc<Brought>, Message>)>,
        names: &HashSet<&str>,
    ) {
        let anew: HashSet<usize> = found.iter().map(|(source, _)| *source).collect();
        for (source, read) in found {
            if let Some(source) = self.sources.get_mut(source) {
                source.read = Some(read);
            }
        }
        let mut before: HashMap<(usize, Option<usize>), Row> = HashMap::new();
        for row in std::mem::take(&mut self.rows) {
            before.insert((row.source, row.place), row);
        }
        for (n, source) in self.sources.iter().enumerate() {
            let places: Vec<Option<usize>> = match source.brought() {
                Some(it) if !it.plan.interviews.is_empty() => {
                    (0..it.plan.interviews.len()).map(Some).collect()
                }
                _ => vec![None],
            };
            for place in places {
                let known = before.remove(&(n, place));
                let is_new = known.is_none();
                let mut row = known.unwrap_or(Row {
                    source: n,
                    place,
                    said: Vec::new(),
                    is_out: false,
                    twin: None,
                    name: String::new(),
                    adjusted: None,
                });
                if is_new && let Some(about) = about(source, place) {
                    // Nothing new would come of it; who wants its attributes says so.
                    let by = about.known.as_ref().map(|known| known.by);
                    row.is_out = by == Some(Taken::SameText);
                }
                if anew.contains(&n) {
                    row.adjusted = adjusted(source, place, &row.said);
                }
                self.rows.push(row);
            }
        }
        self.find_twins();
        self.name_rows(names);
    }

    /// The file of a row.
    #[must_use]
    pub fn source(&self, row: &Row) -> &Source {
        &self.sources[row.source]
    }

    /// The interview of a row as it is to be taken in.
    #[must_use]
    pub fn interview<'a>(&'a self, row: &'a Row) -> Option<&'a PlannedInterview> {
        if let Some(adjusted) = &row.adjusted {
            return Some(adjusted);
        }
        self.source(row).brought()?.plan.interviews.get(row.place?)
    }

    /// What is known of the interview of a row.
    #[must_use]
    pub fn about(&self, row: &Row) -> Option<&About> {
        about(self.source(row), row.place)
    }

    /// Says something of the interviews in some rows; in how many of them there was anything
    /// that it speaks of.
    pub fn say(&mut self, rows: &[usize], said: &Adjustment, names: &HashSet<&str>) -> usize {
        let mut n = 0;
        for place in rows {
            let Some(row) = self.rows.get(*place) else {
                continue;
            };
            let Some(mut interview) = self.interview(row).cloned() else {
                continue;
            };
            if interview.adjust(said) {
                n += 1;
                let row = &mut self.rows[*place];
                row.said.push(said.clone());
                row.adjusted = Some(Arc::new(interview));
            }
        }
        self.name_rows(names);
        n
    }

    /// Leaves the interview of a row out, or has it come after all.
    pub fn turn(&mut self, row: usize, names: &HashSet<&str>) {
        if let Some(row) = self.rows.get_mut(row) {
            row.is_out = !row.is_out;
        }
        self.name_rows(names);
    }

    /// Rows with the same text as one before them stay out: the study has a text once.
    fn find_twins(&mut self) {
        let mut first: HashMap<&str, usize> = HashMap::new();
        let mut twins = Vec::new();
        for (n, row) in self.rows.iter().enumerate() {
            let interview = self.interview(row);
            // Interviews with an id are told apart by it.
            let by_text = interview.filter(|it| it.uid.is_none() && it.outside_id.is_none());
            let text = by_text.map(|it| it.transcript.text.as_str());
            let twin = match text.filter(|text| !text.is_empty()) {
                Some(text) => first.get(text).copied().or_else(|| {
                    first.insert(text, n);
                    None
                }),
                None => None,
            };
            twins.push(twin);
        }
        for (row, twin) in self.rows.iter_mut().zip(twins) {
            if twin != row.twin {
                row.is_out |= twin.is_some();
                row.twin = twin;
            }
        }
    }

    /// Finds the name that each interview will have: a name taken by another gets a number.
    fn name_rows(&mut self, names: &HashSet<&str>) {
        let mut taken: HashSet<String> = HashSet::new();
        let mut found = Vec::new();
        for row in &self.rows {
            let interview = self.interview(row);
            let wanted = interview.map_or("", |it| it.name.as_str());
            if let Some(known) = self.about(row).and_then(|about| about.known.as_ref()) {
                found.push(known.name.clone());
                continue;
            }
            if row.is_out || interview.is_none() {
                found.push(wanted.to_owned());
                continue;
            }
            let mut name = wanted.to_owned();
            let mut n = 1;
            while names.contains(name.as_str()) || taken.contains(&name) {
                n += 1;
                name = format!("{wanted} ({n})");
            }
            taken.insert(name.clone());
            found.push(name);
        }
        for (row, name) in self.rows.iter_mut().zip(found) {
            row.name = name;
        }
    }

    /// What it all comes to.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for row in &self.rows {
            let failed = matches!(self.source(row).read, Some(Err(_)));
            totals.failed += usize::from(failed);
            totals.out += usize::from(row.is_out && !failed);
            if row.is_out || failed {
                continue;
            }
            let Some(interview) = self.interview(row) else {
                continue;
            };
            if self.about(row).is_some_and(|about| about.known.is_some()) {
                totals.known += 1;
                continue;
            }
            totals.interviews += 1;
            totals.chars += interview.transcript.text.chars().count();
            totals.turns += interview.transcript.turns.len();
            totals.speakers += interview.transcript.speakers.len();
        }
        totals
    }

    /// The plan of all that is not left out.
    #[must_use]
    pub fn plan(&self) -> Plan {
        let mut plans = Vec::new();
        for (n, source) in self.sources.iter().enumerate() {
            let Some(brought) = source.brought() else {
                continue;
            };
            let rows: Vec<&Row> = self.rows.iter().filter(|row| row.source == n).collect();
            if rows.iter().all(|row| row.is_out) {
                continue;
            }
            let mut plan = brought.plan.clone();
            let mut gone = BTreeSet::new();
            for row in rows {
                let Some(interview) = row.place.and_then(|at| plan.interviews.get_mut(at)) else {
                    continue;
                };
                if let Some(adjusted) = &row.adjusted {
                    *interview = (**adjusted).clone();
                }
                if row.is_out {
                    gone.insert(interview.key.clone());
                }
            }
            plan.leave_out(&gone);
            plans.push(plan);
        }
        let mut plan = joined(plans);
        plan.add_respondents();
        plan
    }
}

/// What is known of an interview of a file.
fn about(source: &Source, place: Option<usize>) -> Option<&About> {
    source.brought()?.about.get(place?)
}

/// An interview of a file with all that was said of it; `None` where nothing was.
fn adjusted(
    source: &Source,
    place: Option<usize>,
    said: &[Adjustment],
) -> Option<Arc<PlannedInterview>> {
    if said.is_empty() {
        return None;
    }
    let mut interview = source.brought()?.plan.interviews.get(place?)?.clone();
    for adjustment in said {
        interview.adjust(adjustment);
    }
    Some(Arc::new(interview))
}

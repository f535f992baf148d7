//! What the worker does for a screen of figures.

use std::collections::HashMap;

use super::{Ask, Look, pairs};
use crate::analysis::undefined::Why;
use crate::model::table::Table;
use crate::study::{
    Concordance, Cooccurrence, Crosstab, Filter, Frequencies, Links, Saturation, Small, Study,
    StudyError, Watch, Words,
};
use crate::tui::event::{Message, Trouble};

/// Figures with the table of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    /// The figures.
    pub of: Of,
    /// The table that goes into a file, with everything that stands under it.
    pub table: Table,
    /// Levels of the codebook.
    pub deepest: u16,
}

/// Figures.
#[derive(Clone, Debug, PartialEq)]
pub enum Of {
    /// How often each code was given.
    Frequencies(Frequencies),
    /// Codes by groups.
    Heat(Crosstab),
    /// Codes that stand together.
    Pairs(Box<Paired>),
    /// New codes, interview by interview.
    Curve(Saturation),
    /// How often words are said.
    Words(Words),
    /// The places of a word.
    Lines(Concordance),
}

/// Codes that stand together, and those without a link.
#[derive(Clone, Debug, PartialEq)]
pub struct Paired {
    /// The pairs.
    pub found: Cooccurrence,
    /// Where each pair stands in `found.pairs`, by the places of its codes.
    pub places: HashMap<(u32, u32), usize>,
    /// The codes in rows, by the codebook.
    pub rows: Vec<crate::study::CodeName>,
    /// Those in columns.
    pub cols: Vec<crate::study::CodeName>,
    /// Links of the codebook, and what has none.
    pub links: Links,
    /// What has none as a table, with everything that stands under it.
    pub orphans: Table,
    /// The kinds in rows and in columns, by id.
    pub kinds: Option<(String, String)>,
}

impl Counted {
    /// The table that is shown, and goes into a file.
    #[must_use]
    pub fn sheet(&self, look: Look) -> &Table {
        match (look, &self.of) {
            (Look::Orphans, Of::Pairs(it)) => &it.orphans,
            _ => &self.table,
        }
    }

    /// Codings counted.
    #[must_use]
    pub fn of_codings(&self) -> u64 {
        self.of.n().1
    }
}

impl Of {
    /// Interviews and codings that were counted.
    pub(super) fn n(&self) -> (u64, u64) {
        match self {
            Self::Frequencies(it) => (it.n_interviews, it.n_codings),
            Self::Heat(it) => (it.n_interviews, it.n_codings),
            Self::Pairs(it) => (it.found.n_interviews, it.found.n_codings),
            Self::Words(it) => (it.n_interviews, 0),
            Self::Lines(it) => (it.n_interviews, 0),
            Self::Curve(it) => ((it.rows.len() + it.held_out.len()) as u64, it.n_codings),
        }
    }

    /// Key of what is said where there is nothing to show.
    pub(super) fn empty_key(&self) -> &'static str {
        match self {
            Self::Frequencies(_) => "empty-frequencies",
            Self::Heat(_) => "empty-heat",
            Self::Pairs(_) => "empty-pairs",
            Self::Curve(_) => "empty-curve",
            Self::Words(_) => "empty-words",
            Self::Lines(_) => "empty-lines",
        }
    }
}

impl Ask {
    /// Counts.
    ///
    /// # Errors
    /// When the study can't be read, or what is asked for isn't in it.
    pub fn run(&self, study: &Study, filter: &Filter, watch: Watch) -> Result<Counted, Trouble> {
        let book = study.codebook()?;
        let deepest = (0..book.codes().len()).map(|place| book.depth(place) + 1);
        let deepest = deepest.max().unwrap_or(1);
        let (of, mut table) = match self {
            Self::Frequencies(request) => {
                let found = study.frequencies_of(filter, request)?;
                let table = found.table(filter);
                (Of::Frequencies(found), table)
            }
            Self::Heat(choice) => {
                let mut request = choice.request.clone();
                if request.by.is_empty() {
                    let choices = study.choices()?;
                    let Some(by) = choices.usual_attribute() else {
                        return Err(Trouble::unchanged(Message::new("empty-no-attribute")));
                    };
                    by.clone_into(&mut request.by);
                }
                let found = study.crosstab(filter, &request)?;
                let table = found.table(filter);
                (Of::Heat(found), table)
            }
            Self::Pairs(choice) => {
                let kinds = choice.kinds.clone().or_else(|| pairs::usual_kinds(&book));
                let mut request = choice.request.clone();
                request.rows = kinds.as_ref().map(|(rows, _)| rows.clone());
                request.cols = kinds.as_ref().map(|(_, cols)| cols.clone());
                let found = study.cooccurrence(filter, &request)?;
                if watch.is_stopped() {
                    return Err(StudyError::Cancelled.into());
                }
                let links = study.links(filter, &crate::study::LinksRequest::default())?;
                let table = found.table(filter);
                let mut orphans = links.orphans(filter, Small::default());
                orphans.notes.extend(study.values_of_nobody(filter)?);
                orphans.notes.extend(study.marks()?);
                let (rows, cols) = pairs::axes(&found);
                let pairs = found.pairs.iter().enumerate();
                let places = pairs.map(|(at, pair)| ((pair.a.place, pair.b.place), at));
                let paired = Paired {
                    places: places.collect(),
                    found,
                    rows,
                    cols,
                    links,
                    orphans,
                    kinds,
                };
                (Of::Pairs(Box::new(paired)), table)
            }
            Self::Words(how) => {
                let found = study.words_watched(filter, how, watch)?;
                let table = found.table(filter);
                (Of::Words(found), table)
            }
            Self::Lines(how) => {
                let found = study.word_places(filter, how)?;
                let table = found.table(filter);
                (Of::Lines(found), table)
            }
            Self::Curve(request) => {
                let found = study.saturation(filter, request)?;
                let table = found.table(filter);
                (Of::Curve(found), table)
            }
        };
        table.notes.extend(study.values_of_nobody(filter)?);
        table.notes.extend(study.marks()?);
        Ok(Counted { of, table, deepest })
    }
}

/// Whether Guest's rule has something to say at all.
pub(super) fn guest_says(found: &Saturation) -> bool {
    !matches!(found.guest, Err(Why::TooFewDocuments | Why::EmptyBase))
}

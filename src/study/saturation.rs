//! Whether more interviews bring new codes: the curve, Guest's rule, random orders, a hold-out.

use std::collections::{BTreeSet, HashSet};

use super::filter::{Filter, Selection};
use super::fingerprint::{foot, scope};
use super::{Result, Study, StudyError, why_key};
use crate::analysis::frequency::Fact;
use crate::analysis::saturation::{self as rule, Band, Rule, Step};
use crate::analysis::undefined::Why;
use crate::model::codebook::Origin;
use crate::model::table::{Cell, Column, Note, Table};
use crate::model::{Codebook, InterviewId, Thing};

/// What a saturation curve is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct SaturationRequest {
    /// Which codes count.
    pub codes: Codes,
    /// In which order interviews stand.
    pub order: Order,
    /// How saturation is told.
    pub rule: Rule,
    /// How many random orders the band is made of; none with 0.
    pub orders: usize,
    /// Their seed.
    pub seed: u64,
    /// Interviews held out, by name or id: the curve is made without them, and then what
    /// would be new in them is counted.
    pub held_out: Vec<String>,
    /// Roll codes up to this level, from 1.
    pub level: Option<u16>,
}

impl Default for SaturationRequest {
    fn default() -> Self {
        Self {
            codes: Codes::All,
            order: Order::Study,
            rule: Rule::default(),
            orders: rule::ORDERS,
            seed: rule::SEED,
            held_out: Vec::new(),
            level: None,
        }
    }
}

/// Which codes count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Codes {
    /// All.
    #[default]
    All,
    /// Those made while coding, also in the respondents' own words.
    Emergent,
}

/// In which order interviews stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The study's: one that an imported file fixed, else by date.
    #[default]
    Study,
    /// By date, those without one last.
    Date,
    /// As they were imported.
    Import,
    /// As named, the others after them in the study's order.
    Given(Vec<String>),
}

/// The curve as numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Saturation {
    /// One row per interview, in order.
    pub rows: Vec<SaturationRow>,
    /// Interviews held out, after them.
    pub held_out: Vec<HeldOut>,
    /// What Guest's rule says, or why it says nothing.
    pub guest: std::result::Result<rule::Saturation, Why>,
    /// After how many interviews nine tenths of all codes had appeared.
    pub near: Option<usize>,
    /// After how many all had.
    pub full: Option<usize>,
    /// Codes in use that could have been given, used or not.
    pub n_codes: usize,
    /// Of these, codes made while coding.
    pub n_emergent: usize,
    /// Codings counted.
    pub n_codings: u64,
    /// Mark of the data.
    pub fingerprint: String,
    request: SaturationRequest,
}

/// One interview of the curve.
#[derive(Clone, Debug, PartialEq)]
pub struct SaturationRow {
    /// The interview.
    pub id: InterviewId,
    /// Its name.
    pub interview: String,
    /// Its date.
    pub date: Option<String>,
    /// New codes, and codes so far.
    pub step: Step,
    /// Public ids of the new codes, in codebook order.
    pub new: Vec<String>,
    /// Codes so far, of all codes given; `None` where none was.
    pub share: Option<f64>,
    /// The band of random orders.
    pub band: Option<Band>,
    /// New codes of the run that ends here, of those of the base; `None` where no run ends.
    pub run: Option<rule::Run>,
    /// Whether this is the end of the first run at or below the threshold.
    pub reaches: bool,
}

/// An interview held out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldOut {
    /// The interview.
    pub id: InterviewId,
    /// Its name.
    pub interview: String,
    /// Its date.
    pub date: Option<String>,
    /// Codings in it.
    pub codings: u64,
    /// Codings with codes that the others have.
    pub known: u64,
    /// Codes that none of the others have.
    pub new: Vec<String>,
}

/// An interview with its codes.
struct Coded {
    place: u32,
    codes: Vec<u32>,
    codings: u64,
}

impl Study {
    /// Counts new codes interview by interview.
    ///
    /// # Errors
    /// When the file can't be read, or the filter or the request names what isn't there.
    pub fn saturation(&self, filter: &Filter, request: &SaturationRequest) -> Result<Saturation> {
        self.steadily(|| self.saturate(filter, request))
    }

    fn saturate(&self, filter: &Filter, request: &SaturationRequest) -> Result<Saturation> {
        let selection = self.select(filter)?;
        let mut facts = self.facts(&selection)?;
        let book = &selection.codebook;
        let emergent = |place: usize| book.codes()[place].entry.origin != Origin::Given;
        if request.codes == Codes::Emergent {
            facts.retain(|fact| emergent(fact.code as usize));
        }
        let held: HashSet<u32> = self
            .places(&selection, &request.held_out)?
            .into_iter()
            .collect();
        let counted = |place: u32| up_to(book, place, request.level);
        let of: Vec<Vec<u32>> = {
            let mut of = vec![Vec::new(); selection.interviews.len()];
            let mut facts = facts.clone();
            facts.dedup();
            for fact in &facts {
                of[fact.interview as usize].push(counted(fact.code));
            }
            of
        };
        let order = self.order(&selection, &request.order)?;
        let mut interviews: Vec<Coded> = order
            .into_iter()
            .map(|place| Coded {
                codes: of[place as usize].clone(),
                codings: of[place as usize].len() as u64,
                place,
            })
            .collect();
        let held_out: Vec<Coded> = {
            let (out, rest) = interviews
                .into_iter()
                .partition(|it| held.contains(&it.place));
            interviews = rest;
            out
        };
        let lists: Vec<&[u32]> = interviews.iter().map(|it| it.codes.as_slice()).collect();
        let steps = rule::curve(lists.iter().copied());
        let new: Vec<u64> = steps.iter().map(|step| step.new).collect();
        let guest = rule::saturation(&new, request.rule);
        let bands = rule::band(&lists, request.orders, request.seed);
        let ids = |places: BTreeSet<u32>| -> Vec<String> {
            let codes = places
                .into_iter()
                .map(|place| &book.codes()[place as usize]);
            codes.map(|code| code.entry.public_id.clone()).collect()
        };
        let mut seen: HashSet<u32> = HashSet::new();
        let rows = interviews
            .iter()
            .zip(&steps)
            .enumerate()
            .map(|(at, (coded, step))| {
                let case = &selection.interviews[coded.place as usize];
                let all = steps.last().map_or(0, |last| last.cumulative);
                let fresh: BTreeSet<u32> = coded
                    .codes
                    .iter()
                    .copied()
                    .filter(|code| seen.insert(*code))
                    .collect();
                let guest = guest.as_ref().ok();
                let length = request.rule.run.max(1);
                let run = guest.and_then(|it| {
                    it.runs
                        .iter()
                        .find(|run| run.before + length == at + 1)
                        .copied()
                });
                SaturationRow {
                    id: case.id,
                    interview: case.name.clone(),
                    date: case.date.clone(),
                    step: *step,
                    new: ids(fresh),
                    share: (all > 0).then(|| step.cumulative as f64 / all as f64),
                    band: bands.get(at).copied(),
                    reaches: run.is_some()
                        && guest.and_then(|it| it.reached_after) == run.map(|run| run.before),
                    run,
                }
            })
            .collect();
        let held_out = held_out
            .iter()
            .map(|coded| {
                let case = &selection.interviews[coded.place as usize];
                let known = coded
                    .codes
                    .iter()
                    .filter(|code| seen.contains(code))
                    .count();
                let fresh = coded.codes.iter().copied();
                HeldOut {
                    id: case.id,
                    interview: case.name.clone(),
                    date: case.date.clone(),
                    codings: coded.codings,
                    known: known as u64,
                    new: ids(fresh.filter(|code| !seen.contains(code)).collect()),
                }
            })
            .collect();
        let in_use = selection.rows(request.level);
        Ok(Saturation {
            rows,
            held_out,
            near: rule::appeared(&steps, 0.9),
            full: rule::appeared(&steps, 1.0),
            n_emergent: in_use.iter().filter(|place| emergent(**place)).count(),
            n_codes: in_use.len(),
            n_codings: of.iter().map(|codes| codes.len() as u64).sum(),
            fingerprint: self.fingerprint(&selection, &facts)?,
            guest,
            request: request.clone(),
        })
    }

    /// The codings in an interview of the codes that are new there: of the curve's interviews
    /// those that none before it has, of one held out those that none of the curve has.
    pub(super) fn facts_of_new_codes(
        &self,
        filter: &Filter,
        request: &SaturationRequest,
        interview: InterviewId,
    ) -> Result<(Selection, Vec<Fact>)> {
        let unbanded = SaturationRequest {
            orders: 0,
            ..request.clone()
        };
        let found = self.saturate(filter, &unbanded)?;
        let rows = found.rows.iter().map(|row| (row.id, &row.new));
        let held = found.held_out.iter().map(|held| (held.id, &held.new));
        let new = rows.chain(held).find(|(id, _)| *id == interview);
        let new: HashSet<&String> = new.into_iter().flat_map(|(_, new)| new).collect();
        let selection = self.select(filter)?;
        let book = &selection.codebook;
        let mut facts = self.facts(&selection)?;
        facts.retain(|fact| {
            let given = book.codes()[fact.code as usize].entry.origin == Origin::Given;
            let code = up_to(book, fact.code, request.level) as usize;
            selection.interviews[fact.interview as usize].id == interview
                && (request.codes == Codes::All || !given)
                && new.contains(&book.codes()[code].entry.public_id)
        });
        Ok((selection, facts))
    }

    /// Places of interviews named, each of which must pass the filter.
    fn places(&self, selection: &Selection, names: &[String]) -> Result<Vec<u32>> {
        names
            .iter()
            .map(|name| {
                let id = self.store.interview_named(name)?;
                let mut passing = selection.passing.iter().copied();
                passing
                    .find(|place| selection.interviews[*place as usize].id == id)
                    .ok_or_else(|| StudyError::NoSuch {
                        what: Thing::Interview,
                        name: name.clone(),
                    })
            })
            .collect()
    }

    /// Places of the interviews that pass, in the order asked for.
    fn order(&self, selection: &Selection, order: &Order) -> Result<Vec<u32>> {
        let mut places: Vec<u32> = selection.passing.iter().copied().collect();
        let case = |place: &u32| &selection.interviews[*place as usize];
        match order {
            Order::Study => {}
            Order::Date => {
                places.sort_by_key(|place| {
                    case(place)
                        .date
                        .clone()
                        .map_or((1, None), |it| (0, Some(it)))
                });
            }
            Order::Import => {
                let imported = self.store.import_order()?;
                places.sort_by_key(|place| {
                    let id = case(place).id;
                    imported.iter().position(|known| *known == id)
                });
            }
            Order::Given(names) => {
                let mut given = self.places(selection, names)?;
                let mut seen = HashSet::new();
                given.retain(|place| seen.insert(*place));
                places.retain(|place| !seen.contains(place));
                given.extend(places);
                places = given;
            }
        }
        Ok(places)
    }
}

/// The place of a code's ancestor of a level, or its own.
fn up_to(book: &Codebook, place: u32, level: Option<u16>) -> u32 {
    let mut place = place as usize;
    while let Some(level) = level
        && book.depth(place) >= level
        && let Some(above) = book.parent_place(place)
    {
        place = above;
    }
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl Saturation {
    /// The rule that was applied, the seed and what else was asked for.
    #[must_use]
    pub fn request(&self) -> &SaturationRequest {
        &self.request
    }

    /// The table that terminal and file show.
    #[must_use]
    pub fn table(&self, filter: &Filter) -> Table {
        let with_band = self.rows.iter().any(|row| row.band.is_some());
        let mut columns = vec![
            Column::number("place_in_order"),
            Column::text("interview"),
            Column::text("date"),
            Column::number("new_codes"),
            Column::number("cumulative"),
            Column::number("share_of_codes"),
            Column::number("run_ratio"),
        ];
        if with_band {
            columns.extend([Column::number("band_low"), Column::number("band_high")]);
        }
        columns.push(Column::text("new_code_ids"));
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let mut cells = vec![
                Cell::Count(at as u64 + 1),
                Cell::Text(row.interview.clone()),
                Cell::text(row.date.as_deref().unwrap_or_default()),
                Cell::Count(row.step.new),
                Cell::Count(row.step.cumulative),
                row.share.map_or(Cell::Empty, Cell::Share),
                row.run.map_or(Cell::Empty, |run| Cell::Share(run.ratio)),
            ];
            if with_band {
                cells.extend(row.band.map_or([Cell::Empty, Cell::Empty], |band| {
                    [Cell::Figure(band.low), Cell::Figure(band.high)]
                }));
            }
            cells.push(Cell::text(&row.new.join(" ")));
            rows.push(cells);
        }
        for held in &self.held_out {
            let mut cells = vec![
                Cell::Key("held-out"),
                Cell::Text(held.interview.clone()),
                Cell::text(held.date.as_deref().unwrap_or_default()),
                Cell::Count(held.new.len() as u64),
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
            ];
            if with_band {
                cells.extend([Cell::Empty, Cell::Empty]);
            }
            cells.push(Cell::text(&held.new.join(" ")));
            rows.push(cells);
        }
        Table {
            name: "saturation",
            columns,
            rows,
            notes: self.notes(filter),
        }
    }

    fn notes(&self, filter: &Filter) -> Vec<Note> {
        let request = &self.request;
        let mut notes = vec![
            Note::new("saturation-curve"),
            match request.codes {
                Codes::All => Note::new("saturation-all").with("codes", self.n_codes),
                Codes::Emergent => Note::new("saturation-emergent").with("codes", self.n_emergent),
            },
        ];
        if request.codes == Codes::All && self.n_emergent < self.n_codes {
            notes.push(Note::new("saturation-given").with("given", self.n_codes - self.n_emergent));
        }
        if let Some(level) = request.level {
            notes.push(Note::new("level").with("level", level));
        }
        notes.push(match request.order {
            Order::Study => Note::new("order-study"),
            Order::Date => Note::new("order-date"),
            Order::Import => Note::new("order-import"),
            Order::Given(_) => Note::new("order-given"),
        });
        notes.push(self.guest_note());
        if let (Some(near), Some(full)) = (self.near, self.full) {
            notes.push(
                Note::new("saturation-appeared")
                    .with("near", near)
                    .with("full", full),
            );
        }
        if request.orders > 0 && !self.rows.is_empty() {
            notes.push(
                Note::new("saturation-band")
                    .with("orders", request.orders)
                    .with("seed", request.seed.to_string()),
            );
        }
        if !self.held_out.is_empty() {
            let codings: u64 = self.held_out.iter().map(|it| it.codings).sum();
            let known: u64 = self.held_out.iter().map(|it| it.known).sum();
            let new: BTreeSet<&String> = self.held_out.iter().flat_map(|it| &it.new).collect();
            notes.push(
                Note::new("saturation-held-out")
                    .with("interviews", self.held_out.len())
                    .with("codings", codings)
                    .with("known", known)
                    .with("new", new.len()),
            );
        }
        notes.push(Note::new("saturation-caution"));
        let n_interviews = self.rows.len() + self.held_out.len();
        notes.push(scope(self.n_codings, n_interviews as u64));
        notes.extend(foot(filter, &self.fingerprint));
        notes
    }

    fn guest_note(&self) -> Note {
        let rule = self.request.rule;
        let note = match &self.guest {
            Err(Why::TooFewDocuments) => Note::new("guest-too-few"),
            Err(Why::EmptyBase) => Note::new("guest-empty-base"),
            Err(why) => Note::new("guest-undefined").with("why", why_key(*why)),
            Ok(found) => match found.reached_after {
                Some(after) => Note::new("guest-reached").with("after", after),
                None => Note::new("guest-not-reached"),
            }
            .with("codes", found.base_codes),
        };
        note.with("base", rule.base).with("run", rule.run).with(
            "threshold",
            format!("{}", (rule.threshold * 1e4).round() / 100.0),
        )
    }
}

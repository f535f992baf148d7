//! Which codings an analysis looks at, as a person says it, and the talk they lie in.

mod ground;
mod values;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use super::layers::Layer;
use super::{Result, Study, StudyError};
use crate::analysis::frequency::{Fact, Talk};
use crate::model::respondent::Session;
use crate::model::table::Note;
use crate::model::{CodeId, Codebook, InterviewId, Status, Thing};
use crate::store::{Case, CodingFact, FactFilter, Version};

pub(super) use ground::Ground;
pub(super) use values::Values;

/// The filter of an analysis. Lists of one field are alternatives; fields add up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Codes by id, name, alias or path; each with its descendants.
    pub codes: Vec<String>,
    /// Interviews by name or id.
    pub interviews: Vec<String>,
    /// Only this coder's codings.
    pub only_coder: Option<String>,
    /// Labels of speakers.
    pub speakers: Vec<String>,
    /// Labels of respondents.
    pub respondents: Vec<String>,
    /// Numbers of questions: only codings in their answers.
    pub questions: Vec<String>,
    /// Attribute and its possible values; every attribute must fit.
    pub wheres: Vec<(String, Vec<String>)>,
    /// Statuses; empty means those that count.
    pub statuses: Vec<Status>,
    /// Facet and value; every facet must fit.
    pub facets: Vec<(String, String)>,
    /// Kinds of code.
    pub kinds: Vec<String>,
    /// Whose version: `final`, `A`, `B` or a coder's name; `None` is every coding that counts.
    pub layer: Option<String>,
}

impl Filter {
    /// Whether it lets everything pass that counts.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The filter as a line of words, in the form of the command line.
    #[must_use]
    pub fn words(&self) -> String {
        let mut words = Vec::new();
        let mut all = |option: &str, values: &[String]| {
            words.extend(values.iter().map(|value| format!("--{option} {value}")));
        };
        all("code", &self.codes);
        all("interview", &self.interviews);
        all("only-coder", self.only_coder.as_slice());
        all("speaker", &self.speakers);
        all("respondent", &self.respondents);
        all("question", &self.questions);
        let wheres: Vec<String> = self
            .wheres
            .iter()
            .map(|(name, values)| format!("{name}={}", values.join(",")))
            .collect();
        all("where", &wheres);
        let statuses: Vec<String> = self
            .statuses
            .iter()
            .map(|it| it.name().to_owned())
            .collect();
        all("status", &statuses);
        let facets: Vec<String> = self
            .facets
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        all("facet", &facets);
        all("kind", &self.kinds);
        all("layer", self.layer.as_slice());
        words.join(" ")
    }

    /// The note that says which filter was set.
    #[must_use]
    pub fn note(&self) -> Note {
        if self.is_empty() {
            Note::new("no-filter")
        } else {
            Note::new("filter").with("filter", self.words())
        }
    }
}

/// A filter after its names were looked up in a study.
pub(super) struct Selection {
    pub(super) codebook: Codebook,
    pub(super) interviews: Vec<Case>,
    /// Places of interviews that pass.
    pub(super) passing: BTreeSet<u32>,
    /// Places of codes that pass; `None` lets all pass.
    pub(super) codes: Option<BTreeSet<usize>>,
    pub(super) facts: FactFilter,
    pub(super) layer: Option<Layer>,
    by_turn: Option<ByTurn>,
    pub(super) ground: Ground,
}

/// Whether an analysis needs turns that its filter doesn't.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turns {
    /// It doesn't, or only where respondents or a guide are known.
    WhereNeeded,
    /// It does.
    Needed,
}

/// What the turn of a coding must fulfil.
#[derive(Default)]
struct ByTurn {
    speakers: HashSet<String>,
    respondents: Option<HashSet<u32>>,
    questions: Option<HashSet<u32>>,
    wheres: Vec<Where>,
}

/// A value asked for of an attribute that respondents have.
struct Where {
    /// Interviews that have the value themselves: all of their turns fit.
    whole: BTreeSet<u32>,
    /// Respondents that have it: their turns fit.
    respondents: HashSet<u32>,
}

impl Where {
    fn fits(&self, turn: &Talk) -> bool {
        self.whole.contains(&turn.interview)
            || turn
                .respondent
                .is_some_and(|it| self.respondents.contains(&it))
    }
}

impl Study {
    /// Refuses names that nothing in the study has: a slip of the pen would look like a finding.
    fn know_names(&self, filter: &Filter, codebook: &Codebook) -> Result<()> {
        let unknown = |what, name: &str| StudyError::NoSuch {
            what,
            name: name.to_owned(),
        };
        if let Some(coder) = &filter.only_coder
            && !self
                .store
                .coders()?
                .iter()
                .any(|known| known.name == *coder)
        {
            return Err(unknown(Thing::Coder, coder));
        }
        if !filter.speakers.is_empty() {
            let speakers = self.store.speaker_rows()?;
            for label in &filter.speakers {
                if !speakers.iter().any(|known| known.label == *label) {
                    return Err(unknown(Thing::Speaker, label));
                }
            }
        }
        for (facet, value) in &filter.facets {
            let declared = codebook
                .kinds
                .iter()
                .flat_map(|kind| &kind.facets)
                .any(|known| {
                    known.name == *facet
                        && known.values.iter().any(|possible| possible.name == *value)
                });
            if !declared && !self.store.has_facet(facet, value)? {
                return Err(unknown(Thing::Facet, &format!("{facet}={value}")));
            }
        }
        Ok(())
    }

    /// Looks up the names of a filter.
    pub(super) fn select(&self, filter: &Filter) -> Result<Selection> {
        self.select_with(filter, Turns::WhereNeeded)
    }

    /// The same, with all turns where they are needed for more than the filter.
    pub(super) fn select_with(&self, filter: &Filter, turns: Turns) -> Result<Selection> {
        let codebook = self.store.codebook()?;
        let interviews = self.store.cases()?;
        let codes = selected_codes(&codebook, filter)?;
        self.know_names(filter, &codebook)?;
        let mut passing: BTreeSet<u32> = (0..).take(interviews.len()).collect();
        if !filter.interviews.is_empty() {
            let wanted = filter
                .interviews
                .iter()
                .map(|name| Ok(self.store.interview_named(name)?))
                .collect::<Result<HashSet<InterviewId>>>()?;
            passing.retain(|place| wanted.contains(&interviews[*place as usize].id));
        }
        let needs_turns = turns == Turns::Needed
            || !(filter.speakers.is_empty()
                && filter.respondents.is_empty()
                && filter.questions.is_empty()
                && filter.wheres.is_empty());
        let guide = self.store.guide()?.is_some();
        let ground = if needs_turns || guide || self.store.knows_respondents()? {
            self.ground(&codebook, &interviews)?
        } else {
            Ground::default()
        };
        let mut by_turn = self.by_turn(filter)?;
        for (name, values) in &filter.wheres {
            self.add_where(name, values, &interviews, &mut passing, &mut by_turn)?;
        }
        if by_turn.is_some() {
            let with_turn: BTreeSet<u32> = ground
                .talk
                .iter()
                .zip(&ground.labels)
                .filter(|(turn, label)| passes(by_turn.as_ref(), turn, label))
                .map(|(turn, _)| turn.interview)
                .collect();
            passing = &passing & &with_turn;
        }
        let facts = FactFilter {
            codes: codes.as_ref().map(|places| {
                places
                    .iter()
                    .map(|place| codebook.codes()[*place].id)
                    .collect()
            }),
            interviews: (passing.len() < interviews.len()).then(|| {
                passing
                    .iter()
                    .map(|place| interviews[*place as usize].id)
                    .collect()
            }),
            coder: filter.only_coder.clone(),
            statuses: (!filter.statuses.is_empty()).then(|| filter.statuses.clone()),
            version: Version::Reviewed,
            facets: filter.facets.clone(),
        };
        Ok(Selection {
            codebook,
            interviews,
            passing,
            codes,
            facts,
            layer: filter
                .layer
                .as_deref()
                .map(|name| self.layer_named(name))
                .transpose()?,
            by_turn,
            ground,
        })
    }

    /// Reads the facts of a selection.
    pub(super) fn facts(&self, selection: &Selection) -> Result<Vec<Fact>> {
        let read = self.coding_facts(selection)?;
        Ok(read
            .into_iter()
            .map(Fact::from)
            .filter(|fact| selection.keeps(fact.interview, fact.start, fact.end))
            .collect())
    }

    fn by_turn(&self, filter: &Filter) -> Result<Option<ByTurn>> {
        let mut by_turn = ByTurn::default();
        let mut any = false;
        if !filter.speakers.is_empty() {
            any = true;
            by_turn.speakers = filter.speakers.iter().cloned().collect();
        }
        if !filter.respondents.is_empty() {
            any = true;
            let numbers = self.store.respondent_numbers()?;
            let wanted = filter
                .respondents
                .iter()
                .map(|label| {
                    numbers
                        .get(label)
                        .copied()
                        .ok_or_else(|| StudyError::NoSuch {
                            what: Thing::Respondent,
                            name: label.clone(),
                        })
                })
                .collect::<Result<_>>()?;
            by_turn.respondents = Some(wanted);
        }
        if !filter.questions.is_empty() {
            any = true;
            let questions = self.store.questions()?;
            let wanted = filter
                .questions
                .iter()
                .map(|number| {
                    questions
                        .iter()
                        .zip(0..)
                        .find(|(question, _)| question.number == *number)
                        .map(|(_, place)| place)
                        .ok_or_else(|| StudyError::NoSuch {
                            what: Thing::Question,
                            name: number.clone(),
                        })
                })
                .collect::<Result<_>>()?;
            by_turn.questions = Some(wanted);
        }
        Ok(any.then_some(by_turn))
    }

    /// An interview's own value, or its session's, decides for all of its turns; where it has
    /// none, each respondent's value decides for theirs.
    fn add_where(
        &self,
        name: &str,
        values: &[String],
        interviews: &[Case],
        passing: &mut BTreeSet<u32>,
        by_turn: &mut Option<ByTurn>,
    ) -> Result<()> {
        let known = self.values(name, interviews)?;
        let own_values = |place: &u32| &known.own[*place as usize];
        let whole: BTreeSet<u32> = passing
            .iter()
            .copied()
            .filter(|place| own_values(place).iter().any(|value| values.contains(value)))
            .collect();
        if known.is_of_people {
            passing.retain(|place| whole.contains(place) || own_values(place).is_empty());
            let fitting = known.of_people.into_iter();
            by_turn.get_or_insert_default().wheres.push(Where {
                whole,
                respondents: fitting
                    .filter(|(_, value)| values.contains(value))
                    .map(|(respondent, _)| respondent)
                    .collect(),
            });
        } else {
            *passing = whole;
        }
        Ok(())
    }
}

impl From<CodingFact> for Fact {
    fn from(read: CodingFact) -> Self {
        Self {
            code: read.code,
            interview: read.interview,
            start: read.start,
            end: read.end,
            coder: read.coder,
        }
    }
}

impl Selection {
    /// Whether only the turns of some people, or answers to some questions, are looked at.
    pub(super) fn looks_at_turns(&self) -> bool {
        self.by_turn.is_some()
    }

    /// The turns that fulfil the filter: what is said in interviews that pass by whoever is
    /// looked at.
    pub(super) fn talk(&self) -> Cow<'_, [Talk]> {
        let talk = &self.ground.talk;
        let all = self.passing.len() == self.interviews.len();
        if all && self.by_turn.is_none() {
            return Cow::Borrowed(talk);
        }
        talk.iter()
            .zip(&self.ground.labels)
            .filter(|(turn, label)| {
                self.passing.contains(&turn.interview) && passes(self.by_turn.as_ref(), turn, label)
            })
            .map(|(turn, _)| *turn)
            .collect()
    }

    /// For each code the place after its last descendant.
    pub(super) fn subtree_ends(&self) -> Vec<usize> {
        let book = &self.codebook;
        (0..book.codes().len())
            .map(|place| book.subtree_end(place))
            .collect()
    }

    /// Places of the codes that a table has rows for: in use, passing, no deeper than `level`
    /// (from 1).
    pub(super) fn rows(&self, level: Option<u16>) -> Vec<usize> {
        let book = &self.codebook;
        let codes = book.codes().iter().enumerate();
        codes
            .filter(|(place, code)| {
                !code.retired
                    && self.codes.as_ref().is_none_or(|it| it.contains(place))
                    && level.is_none_or(|level| book.depth(*place) < level)
            })
            .map(|(place, _)| place)
            .collect()
    }

    /// Whether the turns that a passage touches fulfil the filter.
    pub(super) fn keeps(&self, interview: u32, start: u32, end: u32) -> bool {
        if self.by_turn.is_none() {
            return true;
        }
        let talk = &self.ground.talk;
        let from = talk.partition_point(|turn| (turn.interview, turn.end) <= (interview, start));
        talk[from..]
            .iter()
            .zip(&self.ground.labels[from..])
            .take_while(|(turn, _)| turn.interview == interview && turn.start < end)
            .any(|(turn, label)| passes(self.by_turn.as_ref(), turn, label))
    }
}

fn passes(by_turn: Option<&ByTurn>, turn: &Talk, label: &str) -> bool {
    let Some(by_turn) = by_turn else {
        return true;
    };
    (by_turn.speakers.is_empty() || by_turn.speakers.contains(label))
        && by_turn
            .respondents
            .as_ref()
            .is_none_or(|wanted| turn.respondent.is_some_and(|it| wanted.contains(&it)))
        && by_turn
            .questions
            .as_ref()
            .is_none_or(|wanted| turn.question.is_some_and(|it| wanted.contains(&it)))
        && by_turn.wheres.iter().all(|wanted| wanted.fits(turn))
}

fn selected_codes(codebook: &Codebook, filter: &Filter) -> Result<Option<BTreeSet<usize>>> {
    let mut selected: Option<BTreeSet<usize>> = None;
    if !filter.codes.is_empty() {
        let mut places = BTreeSet::new();
        for name in &filter.codes {
            let code: CodeId = codebook.named(name)?.id;
            if let Some(place) = codebook.place(code) {
                places.extend(place..codebook.subtree_end(place));
            }
        }
        selected = Some(places);
    }
    if !filter.kinds.is_empty() {
        for wanted in &filter.kinds {
            let known = codebook.kinds.iter().any(|kind| is_kind(kind, wanted))
                || codebook
                    .codes()
                    .iter()
                    .any(|code| code.entry.kind == *wanted);
            if !known {
                return Err(StudyError::NoSuch {
                    what: Thing::Kind,
                    name: wanted.clone(),
                });
            }
        }
        let of_kind: BTreeSet<usize> = (0..codebook.codes().len())
            .filter(|place| {
                let code = &codebook.codes()[*place];
                filter.kinds.iter().any(|wanted| {
                    code.entry.kind == *wanted
                        || codebook
                            .kind_of(code)
                            .is_some_and(|kind| is_kind(kind, wanted))
                })
            })
            .collect();
        selected = Some(match selected {
            Some(places) => &places & &of_kind,
            None => of_kind,
        });
    }
    Ok(selected)
}

/// A kind goes by its id and by its names.
pub(super) fn is_kind(kind: &crate::model::Kind, wanted: &str) -> bool {
    kind.id == wanted || kind.name == wanted || kind.name_en.eq_ignore_ascii_case(wanted)
}

pub(super) const SESSION_FACTS: &[&str] = &[
    "date",
    "place",
    "channel",
    "interviewer",
    "minutes",
    "guide_version",
];

pub(super) fn session_fact(session: &Session, name: &str) -> Option<String> {
    let facts = &session.facts;
    match name {
        "date" => facts.date.clone(),
        "place" => facts.place.clone(),
        "channel" => facts.channel.clone(),
        "interviewer" => facts.interviewer.clone(),
        "minutes" => facts.minutes.map(|n| n.to_string()),
        "guide_version" => facts.guide_version.map(|n| n.to_string()),
        _ => None,
    }
}

fn has(attributes: &[(String, String)], name: &str) -> bool {
    attributes.iter().any(|(known, _)| known == name)
}

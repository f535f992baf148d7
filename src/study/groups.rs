//! Groups that codings fall into: by an attribute, by coder, by the speaker's role, by question.

mod shown;

use std::collections::{BTreeSet, HashMap};

use super::filter::{Selection, Turns, Values};
use super::{Result, Study};
use crate::analysis::crosstab::{Groups, undecided};
use crate::analysis::frequency::{Fact, Talk};
use crate::model::codebook::FacetValue;
use crate::model::{Codebook, Role};

pub use shown::Small;

/// What codings are grouped by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// An attribute of interview, session or respondent.
    Attribute(String),
    /// Who coded.
    Coder,
    /// What the speaker does.
    Role,
    /// The question of the guide that was being answered.
    Question,
    /// Whose version: the final one, A's and B's. Only frequencies are counted by it.
    Layer,
}

impl By {
    /// Words that mean no attribute, unless an attribute has that name.
    const WORDS: [(&'static str, Self); 4] = [
        ("coder", Self::Coder),
        ("role", Self::Role),
        ("question", Self::Question),
        ("layer", Self::Layer),
    ];

    /// The word on the command line.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Attribute(name) => name,
            Self::Coder => "coder",
            Self::Role => "role",
            Self::Question => "question",
            Self::Layer => "layer",
        }
    }
}

/// Which values of an attribute make a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// Each value one.
    #[default]
    Own,
    /// The wider values that the codebook says they belong to.
    Wider,
}

/// A group of codings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Its value; `None` for what has none.
    pub value: Option<String>,
    /// Its value of the second attribute, where two are crossed.
    pub cross: Option<Option<String>>,
    /// Interviews in it: those with talk of the group; by coder, those with a coding of theirs.
    pub n_interviews: u64,
    /// Respondents in it.
    pub n_respondents: u64,
}

/// Codings' groups, before they are counted.
pub(super) struct Grouping {
    pub(super) groups: Vec<Group>,
    place: Place,
}

/// What decides the group of a coding.
enum Place {
    Interviews(Vec<Vec<u32>>),
    Turns {
        of: Vec<Vec<u32>>,
        outside: Vec<Vec<u32>>,
    },
    Coders(HashMap<u32, u32>),
}

/// The values of one attribute over interviews and turns, as numbers.
struct Dimension {
    values: Vec<Option<String>>,
    /// For each interview; what decides where turns don't.
    of_interview: Vec<Vec<u32>>,
    /// For each turn, where turns decide.
    of_turn: Option<Vec<Vec<u32>>>,
}

impl Dimension {
    /// The values of a turn.
    fn at(&self, at: usize, turn: &Talk) -> &[u32] {
        match &self.of_turn {
            Some(of) => &of[at],
            None => &self.of_interview[turn.interview as usize],
        }
    }
}

impl Grouping {
    pub(super) fn groups(&self) -> Groups<'_> {
        match &self.place {
            Place::Interviews(of) => Groups::Interviews(of),
            Place::Turns { of, outside } => Groups::Turns { of, outside },
            Place::Coders(of) => Groups::Coders(of),
        }
    }

    /// Whether every interview is in one group only, so that groups are samples apart.
    pub(super) fn is_of_interviews_apart(&self) -> bool {
        match &self.place {
            Place::Interviews(of) => of.iter().all(|groups| groups.len() == 1),
            Place::Turns { .. } | Place::Coders(_) => false,
        }
    }
}

impl Study {
    /// What a word of a call groups by: an attribute goes before a word of the program.
    pub(super) fn by(&self, word: &str) -> Result<By> {
        if let Some((_, by)) = By::WORDS.iter().find(|(name, _)| *name == word)
            && self.values(word, &self.store.cases()?).is_err()
        {
            return Ok(by.clone());
        }
        Ok(By::Attribute(word.to_owned()))
    }

    /// Whether grouping needs the turns of all interviews.
    pub(super) fn turns_for(&self, by: &[By]) -> Result<Turns> {
        for by in by {
            let needed = match by {
                By::Attribute(name) => self.values(name, &self.store.cases()?)?.is_of_people,
                By::Role | By::Question => true,
                By::Coder | By::Layer => false,
            };
            if needed {
                return Ok(Turns::Needed);
            }
        }
        Ok(Turns::WhereNeeded)
    }

    /// The values of an attribute, or the wider ones, in their order, each with the values that
    /// a filter takes for it.
    pub(super) fn slices(&self, name: &str, width: Width) -> Result<Vec<(String, Vec<String>)>> {
        let values = self.values(name, &self.store.cases()?)?;
        let codebook = self.store.codebook()?;
        let declared = declared(&codebook, name);
        let present: BTreeSet<&String> = values
            .own
            .iter()
            .flatten()
            .chain(values.of_people.values())
            .collect();
        let mut present: Vec<&String> = present.into_iter().collect();
        let place = |value: &str| {
            let known = declared.iter().position(|known| known.name == value);
            known.unwrap_or(declared.len())
        };
        present.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| in_order(a, b)));
        let mut slices: Vec<(String, Vec<String>)> = Vec::new();
        for value in present {
            let mut label = value.clone();
            if width == Width::Wider {
                widen(&mut label, declared);
            }
            match slices.iter_mut().find(|(known, _)| *known == label) {
                Some((_, values)) => values.push(value.clone()),
                None => slices.push((label, vec![value.clone()])),
            }
        }
        Ok(slices)
    }

    /// Puts the codings of a selection into groups by one thing, or by two attributes crossed.
    pub(super) fn grouping(
        &self,
        selection: &Selection,
        talk: &[Talk],
        facts: &[Fact],
        by: &By,
        cross: Option<&By>,
        width: Width,
    ) -> Result<Grouping> {
        if *by == By::Coder {
            return self.by_coder(facts);
        }
        let first = self.dimension(selection, talk, by, width)?;
        let second = cross
            .map(|by| self.dimension(selection, talk, by, width))
            .transpose()?;
        let mut grouping = match second {
            None => of_one(first),
            Some(second) => of_two(&first, &second, talk),
        };
        grouping.count_members(selection, talk, facts);
        Ok(grouping)
    }

    fn by_coder(&self, facts: &[Fact]) -> Result<Grouping> {
        let present: BTreeSet<u32> = facts.iter().map(|fact| fact.coder).collect();
        let mut groups = Vec::new();
        let mut of = HashMap::new();
        for (name, number) in self.store.coder_numbers()? {
            if present.contains(&number) {
                of.insert(number, u32::try_from(groups.len()).unwrap_or(u32::MAX));
                let interviews: BTreeSet<u32> = facts
                    .iter()
                    .filter(|fact| fact.coder == number)
                    .map(|fact| fact.interview)
                    .collect();
                groups.push(Group {
                    value: Some(name),
                    n_interviews: interviews.len() as u64,
                    ..Group::default()
                });
            }
        }
        let place = Place::Coders(of);
        Ok(Grouping { groups, place })
    }

    fn dimension(
        &self,
        selection: &Selection,
        talk: &[Talk],
        by: &By,
        width: Width,
    ) -> Result<Dimension> {
        Ok(match by {
            By::Attribute(name) => {
                let mut values = self.values(name, &selection.interviews)?;
                let declared = declared(&selection.codebook, name);
                if width == Width::Wider {
                    values.widen(declared);
                }
                of_attribute(&values, declared, selection, talk, width)
            }
            By::Coder | By::Layer | By::Role => of_role(selection, talk),
            By::Question => {
                let numbers: Vec<String> = self
                    .store
                    .questions()?
                    .into_iter()
                    .map(|question| question.number)
                    .collect();
                of_question(&numbers, selection, talk)
            }
        })
    }
}

impl Values {
    /// Puts the wider value in place of each that has one.
    fn widen(&mut self, declared: &[FacetValue]) {
        let wider = |value: &mut String| widen(value, declared);
        for values in &mut self.own {
            values.iter_mut().for_each(wider);
            values.sort();
            values.dedup();
        }
        self.of_people.values_mut().for_each(wider);
    }
}

/// Puts the wider value in place of one that has one.
fn widen(value: &mut String, declared: &[FacetValue]) {
    let known = declared.iter().find(|known| known.name == *value);
    if let Some(known) = known.filter(|known| !known.group.is_empty()) {
        known.group.clone_into(value);
    }
}

/// The values that the codebook expects of an attribute, in its order.
pub(super) fn declared<'a>(codebook: &'a Codebook, name: &str) -> &'a [FacetValue] {
    let list = codebook.attributes.iter().find(|list| list.name == name);
    list.map_or(&[], |list| &list.values)
}

fn of_attribute(
    values: &Values,
    declared: &[FacetValue],
    selection: &Selection,
    talk: &[Talk],
    width: Width,
) -> Dimension {
    let place = |value: &str| {
        let name = |known: &FacetValue| match width {
            Width::Wider if !known.group.is_empty() => known.group == value,
            _ => known.name == value,
        };
        declared.iter().position(name).unwrap_or(declared.len())
    };
    let passing = |interview: &usize| {
        let place = u32::try_from(*interview).unwrap_or(u32::MAX);
        selection.passing.contains(&place)
    };
    let own = (0..values.own.len())
        .filter(passing)
        .flat_map(|interview| &values.own[interview]);
    let of_people = talk
        .iter()
        .filter(|turn| values.own[turn.interview as usize].is_empty())
        .filter_map(|turn| values.of_people.get(&turn.respondent?));
    let present: BTreeSet<&String> = own.chain(of_people).collect();
    let mut names: Vec<Option<String>> = present.into_iter().cloned().map(Some).collect();
    names.sort_by(|a, b| {
        let (a, b) = (
            a.as_deref().unwrap_or_default(),
            b.as_deref().unwrap_or_default(),
        );
        place(a).cmp(&place(b)).then_with(|| in_order(a, b))
    });
    names.push(None);
    let none = number(names.len() - 1);
    let of = |value: &String| {
        let at = names.iter().position(|it| it.as_ref() == Some(value));
        at.map_or(none, number)
    };
    let of_interview = values
        .own
        .iter()
        .map(|own| match own.as_slice() {
            [] => vec![none],
            own => own.iter().map(of).collect(),
        })
        .collect();
    let of_turn = values.is_of_people.then(|| {
        let mut numbers = HashMap::new();
        talk.iter()
            .map(|turn| {
                let own = &values.own[turn.interview as usize];
                if !own.is_empty() {
                    return own.iter().map(of).collect();
                }
                let Some(respondent) = turn.respondent else {
                    return Vec::new();
                };
                let of = numbers
                    .entry(respondent)
                    .or_insert_with(|| values.of_people.get(&respondent).map_or(none, of));
                vec![*of]
            })
            .collect()
    });
    Dimension {
        values: names,
        of_interview,
        of_turn,
    }
}

fn of_role(selection: &Selection, talk: &[Talk]) -> Dimension {
    let roles = [Some(Role::Interviewer), Some(Role::Respondent), None];
    let of = |turn: &Talk| {
        let at = roles.iter().position(|role| *role == turn.role);
        vec![number(at.unwrap_or(2))]
    };
    Dimension {
        values: roles
            .iter()
            .map(|role| role.map(|role| role.name().to_owned()))
            .collect(),
        of_interview: vec![vec![2]; selection.interviews.len()],
        of_turn: Some(talk.iter().map(of).collect()),
    }
}

fn of_question(numbers: &[String], selection: &Selection, talk: &[Talk]) -> Dimension {
    let none = number(numbers.len());
    let of = |turn: &Talk| match (turn.question, turn.role) {
        (Some(question), _) => vec![question],
        (None, Some(Role::Interviewer)) => Vec::new(),
        (None, _) => vec![none],
    };
    Dimension {
        values: numbers.iter().cloned().map(Some).chain([None]).collect(),
        of_interview: vec![vec![none]; selection.interviews.len()],
        of_turn: Some(talk.iter().map(of).collect()),
    }
}

fn of_one(dimension: Dimension) -> Grouping {
    let groups = dimension.values.into_iter().map(|value| Group {
        value,
        ..Group::default()
    });
    Grouping {
        groups: groups.collect(),
        place: match dimension.of_turn {
            None => Place::Interviews(dimension.of_interview),
            Some(of) => Place::Turns {
                of,
                outside: dimension.of_interview,
            },
        },
    }
}

/// Two attributes crossed: a group for each pair of values.
fn of_two(first: &Dimension, second: &Dimension, talk: &[Talk]) -> Grouping {
    let width = number(second.values.len());
    let pairs = |a: &[u32], b: &[u32]| -> Vec<u32> {
        a.iter()
            .flat_map(|a| b.iter().map(move |b| a * width + b))
            .collect()
    };
    let groups = first.values.iter().flat_map(|value| {
        second.values.iter().map(move |cross| Group {
            value: value.clone(),
            cross: Some(cross.clone()),
            ..Group::default()
        })
    });
    let outside: Vec<Vec<u32>> = first
        .of_interview
        .iter()
        .zip(&second.of_interview)
        .map(|(a, b)| pairs(a, b))
        .collect();
    let place = if first.of_turn.is_none() && second.of_turn.is_none() {
        Place::Interviews(outside)
    } else {
        let of = talk
            .iter()
            .enumerate()
            .map(|(at, turn)| pairs(first.at(at, turn), second.at(at, turn)));
        Place::Turns {
            of: of.collect(),
            outside,
        }
    };
    Grouping {
        groups: groups.collect(),
        place,
    }
}

impl Grouping {
    /// Counts the interviews and respondents of each group, and drops groups that have neither
    /// interview nor coding.
    fn count_members(&mut self, selection: &Selection, talk: &[Talk], facts: &[Fact]) {
        let n = self.groups.len();
        let mut interviews: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); n];
        let mut people: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); n];
        match &self.place {
            Place::Coders(_) => return,
            Place::Interviews(of) => {
                for interview in &selection.passing {
                    for group in &of[*interview as usize] {
                        interviews[*group as usize].insert(*interview);
                    }
                }
                for turn in talk {
                    for group in &of[turn.interview as usize] {
                        people[*group as usize].extend(turn.respondent);
                    }
                }
            }
            Place::Turns { of, outside } => {
                let mut placed: BTreeSet<u32> = BTreeSet::new();
                for (turn, groups) in talk.iter().zip(of) {
                    for group in groups {
                        placed.insert(turn.interview);
                        interviews[*group as usize].insert(turn.interview);
                        people[*group as usize].extend(turn.respondent);
                    }
                }
                // What no turn places, and codings on turns that decide nothing.
                let alone = selection.passing.difference(&placed).copied();
                for interview in alone
                    .chain(undecided(facts, talk, of))
                    .collect::<BTreeSet<u32>>()
                {
                    for group in &outside[interview as usize] {
                        interviews[*group as usize].insert(interview);
                    }
                }
            }
        }
        for ((group, interviews), people) in self.groups.iter_mut().zip(&interviews).zip(&people) {
            group.n_interviews = interviews.len() as u64;
            group.n_respondents = people.len() as u64;
        }
        let kept: Vec<usize> = (0..n).filter(|at| !interviews[*at].is_empty()).collect();
        self.keep(&kept);
    }

    fn keep(&mut self, kept: &[usize]) {
        let mut new = vec![u32::MAX; self.groups.len()];
        for (at, group) in kept.iter().enumerate() {
            new[*group] = number(at);
        }
        let renumber = |all: &mut Vec<Vec<u32>>| {
            for groups in all {
                for group in &mut *groups {
                    *group = new[*group as usize];
                }
                groups.retain(|group| *group != u32::MAX);
            }
        };
        match &mut self.place {
            Place::Interviews(of) => renumber(of),
            Place::Turns { of, outside } => {
                renumber(of);
                renumber(outside);
            }
            Place::Coders(_) => {}
        }
        self.groups = kept.iter().map(|at| self.groups[*at].clone()).collect();
    }
}

/// Numbers by their size, other words by their letters.
fn in_order(a: &str, b: &str) -> std::cmp::Ordering {
    match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(x), Ok(y)) => x.total_cmp(&y).then_with(|| a.cmp(b)),
        _ => a.cmp(b),
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

//! What the names in a query and a filter mean in this study.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::Ask;
use crate::analysis::passages::{Ground, Passage, settled};
use crate::model::{CodeId, InterviewId, Span, Thing, Turn};
use crate::store::{CodingFact, FactFilter};
use crate::study::filter::Selection;
use crate::study::{Filter, Result, Study, StudyError};
use crate::text::query::Expr;
use crate::text::{Needle, Text, narrow};

/// Spans of each interview.
type Places = HashMap<InterviewId, Vec<Span>>;
/// Speakers of each interview, by which turns name them.
type Speakers = HashMap<InterviewId, HashSet<u16>>;

/// The meaning of every name in a search.
#[derive(Default)]
pub(super) struct Known {
    people: HashMap<String, Speakers>,
    groups: HashMap<String, GroupOf>,
    codes: HashMap<String, Places>,
    memos: Vec<(Needle, HashMap<InterviewId, Vec<Option<Span>>>)>,
    /// What the filter lets pass; `None` lets everything.
    filtered: Option<Filtered>,
}

/// Who has a value of an attribute.
#[derive(Default)]
struct GroupOf {
    interviews: HashSet<InterviewId>,
    speakers: Speakers,
}

struct Filtered {
    selection: Selection,
    /// Place of each interview in the selection.
    places: HashMap<InterviewId, u32>,
    /// Codings one of which must be touched, where the filter says something about codings.
    codings: Option<Places>,
}

impl Known {
    /// Looks everything up.
    ///
    /// # Errors
    /// When the file can't be read, or there is no such thing.
    pub(super) fn look_up(study: &Study, ask: &Ask) -> Result<Self> {
        let mut known = Self::default();
        if !ask.filter.is_empty() {
            known.filtered = Some(Filtered::look_up(study, ask.filter)?);
        }
        let mut parts = Vec::new();
        ask.query.expr.each(&mut |expr| parts.push(expr));
        for part in parts {
            match part {
                Expr::Who(label) => {
                    let speakers = people(study, label)?;
                    known.people.insert(label.clone(), speakers);
                }
                Expr::Group(value) => {
                    let group = group(study, value)?;
                    known.groups.insert(value.clone(), group);
                }
                Expr::Code(name) => {
                    let places = known.codings(study, name)?;
                    known.codes.insert(name.clone(), places);
                }
                Expr::Memo(needle) => {
                    let mut found: HashMap<InterviewId, Vec<Option<Span>>> = HashMap::new();
                    for memo in study.store.placed_memos()? {
                        if needle.is_in(&memo.text) {
                            found.entry(memo.interview).or_default().push(memo.span);
                        }
                    }
                    known.memos.push((needle.clone(), found));
                }
                _ => {}
            }
        }
        Ok(known)
    }

    /// Where the code of that name and those under it were given, by whom and as
    /// what the filter allows.
    fn codings(&self, study: &Study, name: &str) -> Result<Places> {
        let book = study.store.codebook()?;
        let code = book.named(name)?.id;
        let codes: Vec<CodeId> = book.place(code).map_or_else(Vec::new, |place| {
            (place..book.subtree_end(place))
                .map(|place| book.codes()[place].id)
                .collect()
        });
        let mut filter = match &self.filtered {
            Some(filtered) => filtered.selection.facts.clone(),
            None => FactFilter::default(),
        };
        filter.codes = Some(codes.clone());
        let cases = study.store.cases()?;
        if let Some(layer) = self
            .filtered
            .as_ref()
            .and_then(|it| it.selection.layer.as_ref())
        {
            let mut places = Places::new();
            for case in &cases {
                let codings = study.codings_in(layer, case.id)?;
                let those = codings.iter().filter(|it| codes.contains(&it.code));
                places
                    .entry(case.id)
                    .or_default()
                    .extend(those.map(|it| it.span));
            }
            return Ok(places);
        }
        let facts = study.store.facts(&book, &cases, &filter)?;
        let ids: Vec<InterviewId> = cases.iter().map(|case| case.id).collect();
        Ok(by_interview(&ids, facts))
    }

    /// Whether anything in the interview may pass the filter.
    pub(super) fn passes(&self, interview: InterviewId) -> bool {
        self.filtered.as_ref().is_none_or(|filtered| {
            let place = filtered.places.get(&interview);
            place.is_some_and(|place| filtered.selection.passing.contains(place))
        })
    }

    /// Whether a passage passes the filter.
    pub(super) fn keeps(&self, interview: InterviewId, span: Span) -> bool {
        let Some(filtered) = &self.filtered else {
            return true;
        };
        let in_turn = filtered.places.get(&interview).is_some_and(|place| {
            filtered
                .selection
                .keeps(*place, span.start().0, span.end().0)
        });
        in_turn
            && filtered.codings.as_ref().is_none_or(|codings| {
                let mine = codings.get(&interview).into_iter().flatten();
                mine.into_iter().any(|coding| coding.overlaps(span))
            })
    }

    /// The turns of a speaker.
    pub(super) fn spoken(
        &self,
        label: &str,
        interview: InterviewId,
        turns: &[Turn],
    ) -> Vec<Passage> {
        let speakers = self
            .people
            .get(label)
            .and_then(|speakers| speakers.get(&interview));
        turns_of(speakers, turns)
    }

    /// The whole of an interview that has a value, or the turns of respondents who do.
    pub(super) fn grouped(
        &self,
        value: &str,
        interview: InterviewId,
        ground: &Ground,
    ) -> Vec<Passage> {
        let Some(group) = self.groups.get(value) else {
            return Vec::new();
        };
        if group.interviews.contains(&interview) {
            return whole(ground.text);
        }
        turns_of(group.speakers.get(&interview), ground.turns)
    }

    /// The codings of a code.
    pub(super) fn coded(&self, name: &str, interview: InterviewId, text: &Text) -> Vec<Passage> {
        let spans = self
            .codes
            .get(name)
            .and_then(|places| places.get(&interview));
        let spans = spans.into_iter().flatten();
        settled(spans.filter_map(|span| inside(*span, text)).collect())
    }

    /// The passages, or the whole interview, that a memo with the words stands on.
    pub(super) fn noted(
        &self,
        needle: &Needle,
        interview: InterviewId,
        text: &Text,
    ) -> Vec<Passage> {
        let memo = self.memos.iter().find(|(known, _)| known == needle);
        let spans = memo.and_then(|(_, found)| found.get(&interview));
        let passages = spans.into_iter().flatten().flat_map(|span| match span {
            Some(span) => inside(*span, text).into_iter().collect(),
            None => whole(text),
        });
        settled(passages.collect())
    }
}

impl Filtered {
    fn look_up(study: &Study, filter: &Filter) -> Result<Self> {
        let selection = study.select(filter)?;
        let ids: Vec<InterviewId> = selection.interviews.iter().map(|case| case.id).collect();
        let codings = if filter.is_about_codings() {
            let facts = study.coding_facts(&selection)?;
            Some(by_interview(&ids, facts))
        } else {
            None
        };
        Ok(Self {
            places: ids.into_iter().zip(0..).collect(),
            codings,
            selection,
        })
    }
}

fn by_interview(ids: &[InterviewId], facts: Vec<CodingFact>) -> Places {
    let mut places = Places::new();
    for fact in facts {
        if let Ok(span) = Span::within(u32::MAX, fact.start, fact.end) {
            let interview = ids[fact.interview as usize];
            places.entry(interview).or_default().push(span);
        }
    }
    places
}

/// Speakers of that label, or behind whom a respondent of that label stands.
fn people(study: &Study, label: &str) -> Result<Speakers> {
    let wanted = plain(label);
    let mut speakers = Speakers::new();
    for voice in study.store.voices()? {
        let respondent = voice.respondent.as_ref();
        if plain(&voice.label) == wanted
            || respondent.is_some_and(|(_, label)| plain(label) == wanted)
        {
            speakers
                .entry(voice.interview)
                .or_default()
                .insert(voice.seq);
        }
    }
    known_only(speakers.is_empty(), Thing::Speaker, label)?;
    Ok(speakers)
}

/// Interviews and respondents one of whose attributes has the value.
fn group(study: &Study, value: &str) -> Result<GroupOf> {
    let wanted = plain(value);
    let has = |attributes: &[(String, String)]| {
        attributes.iter().any(|(_, value)| plain(value) == wanted)
    };
    let interviews = study.store.cases()?;
    let respondents: BTreeSet<_> = study
        .store
        .respondents()?
        .into_iter()
        .filter(|it| has(&it.attributes))
        .map(|it| it.id)
        .collect();
    let mut group = GroupOf {
        interviews: interviews
            .into_iter()
            .filter(|it| has(&it.attributes))
            .map(|it| it.id)
            .collect(),
        speakers: Speakers::new(),
    };
    known_only(
        group.interviews.is_empty() && respondents.is_empty(),
        Thing::AttributeValue,
        value,
    )?;
    for voice in study.store.voices()? {
        if voice
            .respondent
            .is_some_and(|(id, _)| respondents.contains(&id))
        {
            group
                .speakers
                .entry(voice.interview)
                .or_default()
                .insert(voice.seq);
        }
    }
    Ok(group)
}

/// A name that nothing has is an error: a slip of the pen would look like a finding.
fn known_only(nothing: bool, what: Thing, name: &str) -> Result<()> {
    if nothing {
        return Err(StudyError::NoSuch {
            what,
            name: name.to_owned(),
        });
    }
    Ok(())
}

/// A label without case and width.
fn plain(label: &str) -> String {
    let narrow: String = label.trim().chars().map(narrow).collect();
    narrow.to_lowercase()
}

fn turns_of(speakers: Option<&HashSet<u16>>, turns: &[Turn]) -> Vec<Passage> {
    let Some(speakers) = speakers else {
        return Vec::new();
    };
    turns
        .iter()
        .filter(|turn| turn.speaker.is_some_and(|it| speakers.contains(&it)))
        .map(|turn| Passage::stretch(turn.span))
        .collect()
}

fn whole(text: &Text) -> Vec<Passage> {
    Span::within(text.chars(), 0, text.chars())
        .map(Passage::stretch)
        .into_iter()
        .collect()
}

/// A stretch that lies in the text; a coding that a damaged file puts elsewhere is no place.
fn inside(span: Span, text: &Text) -> Option<Passage> {
    (span.end().0 <= text.chars()).then(|| Passage::stretch(span))
}

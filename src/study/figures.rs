//! Figures: the code frequency table and the passages behind it.

mod table;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};

use super::filter::{Filter, Selection, Turns};
use super::groups::{By, Group, Small, Width};
use super::{OpenInterview, Result, Study};
use crate::analysis::crosstab;
use crate::analysis::frequency::{self, Counts, Fact, Prompting, Talk};
use crate::analysis::stance::Stance;
use crate::model::{CodeId, Codebook, Coding, CodingId, InterviewId, Role, Span};

/// What a frequency table is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrequencyRequest {
    /// Roll codes up to this level, from 1.
    pub level: Option<u16>,
    /// Figures by group beside those of all: an attribute, or `coder`, `role`, `question`,
    /// `layer`.
    pub by: Option<String>,
    /// Which values make a group.
    pub width: Width,
    /// What becomes of cells with one or two respondents.
    pub small: Small,
    /// Speakers and the share of what is said, which need the turns of all interviews.
    pub spoken: Spoken,
}

/// Whether speakers and the share of what is said are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spoken {
    /// No.
    #[default]
    LeftOut,
    /// Yes.
    Counted,
}

/// The code frequency table as numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frequencies {
    /// One row per code in use that passes the filter, in codebook order.
    pub rows: Vec<FrequencyRow>,
    /// Interviews that pass the filter: the whole of which shares are taken.
    pub n_interviews: u64,
    /// Codings counted, each once.
    pub n_codings: u64,
    /// Respondents whose talk passes the filter.
    pub n_respondents: u64,
    /// Code points that others than interviewers say in what passes.
    pub said: u64,
    /// Whether the study ties speakers to respondents.
    pub knows_respondents: bool,
    /// What the groups are by, where any were asked for.
    pub by: Option<By>,
    /// The groups.
    pub groups: Vec<Group>,
    /// What was asked for.
    pub request: FrequencyRequest,
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
    /// Of its own figures those of codings that deny it; `None` where no facet of the codebook can.
    pub denied: Option<Counts>,
    /// Its figures in each group.
    pub groups: Vec<crosstab::Counts>,
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
    /// Public ids of its codes, where it stands in a list of several.
    pub codes: Vec<String>,
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
        let request = FrequencyRequest {
            level,
            ..FrequencyRequest::default()
        };
        self.frequencies_of(filter, &request)
    }

    /// The same, with what is asked for beside it.
    ///
    /// # Errors
    /// When the file can't be read, or the filter or the request names what isn't there.
    pub fn frequencies_of(
        &self,
        filter: &Filter,
        request: &FrequencyRequest,
    ) -> Result<Frequencies> {
        self.steadily(|| self.count(filter, request))
    }

    fn count(&self, filter: &Filter, request: &FrequencyRequest) -> Result<Frequencies> {
        let by = request.by.as_deref().map(|by| self.by(by)).transpose()?;
        let turns = match request.spoken {
            Spoken::Counted => Turns::Needed,
            Spoken::LeftOut => self.turns_for(by.as_slice())?,
        };
        let mut selection = self.select_with(filter, turns)?;
        let facts = self.facts(&selection)?;
        let denied = self.denied(&mut selection)?;
        let mut talk = selection.talk();
        if request.spoken == Spoken::Counted {
            talk = self.with_texts_without_turns(&selection, talk)?;
        }
        let subtree_end = selection.subtree_ends();
        let input = |facts| frequency::Input {
            subtree_end: &subtree_end,
            facts,
            talk: &talk,
            questions: selection.ground.questions.as_deref(),
        };
        let found = frequency::frequencies(input(&facts));
        let denied = denied
            .as_deref()
            .map(|facts| frequency::frequencies(input(facts)));
        let (groups, by_group) = match &by {
            None => (Vec::new(), None),
            Some(by) => {
                let (groups, found) =
                    self.by_group(filter, &selection, &talk, &facts, by, request.width)?;
                (groups, Some(found))
            }
        };
        let book = &selection.codebook;
        let rows = selection
            .rows(request.level)
            .into_iter()
            .map(|place| {
                let code = &book.codes()[place];
                let rolled = request.level == Some(book.depth(place) + 1);
                let own = |found: &frequency::Frequencies| {
                    if rolled {
                        found.total[place]
                    } else {
                        found.own[place]
                    }
                };
                let of_groups = by_group.as_ref().map_or(&[][..], |found| {
                    let table = if rolled { &found.total } else { &found.own };
                    &table[place][..groups.len()]
                });
                FrequencyRow {
                    code: code.id,
                    public_id: code.entry.public_id.clone(),
                    name: code.entry.name.clone(),
                    path: book.path(place),
                    kind: code.entry.kind.clone(),
                    depth: book.depth(place),
                    own: own(&found),
                    total: found.total[place],
                    prompting: found.prompting.get(place).copied(),
                    denied: denied.as_ref().map(own),
                    groups: of_groups.to_vec(),
                }
            })
            .collect();
        let people: HashSet<u32> = talk.iter().filter_map(|turn| turn.respondent).collect();
        let others = talk
            .iter()
            .filter(|turn| turn.role != Some(Role::Interviewer));
        Ok(Frequencies {
            rows,
            n_interviews: selection.passing.len() as u64,
            n_codings: found.n_codings,
            n_respondents: people.len() as u64,
            said: others.map(|turn| u64::from(turn.end - turn.start)).sum(),
            knows_respondents: self.store.knows_respondents()?,
            by,
            groups,
            request: request.clone(),
            fingerprint: self.fingerprint(&selection, &facts)?,
        })
    }

    /// The codings of a selection that deny their code; `None` where no facet can say so.
    pub(super) fn denied(&self, selection: &mut Selection) -> Result<Option<Vec<Fact>>> {
        let denying = denying(&selection.codebook);
        if denying.is_empty() {
            return Ok(None);
        }
        let mut denied = Vec::new();
        for facet in denying {
            selection.facts.facets.push(facet);
            let facts = self.facts(selection);
            selection.facts.facets.pop();
            denied.extend(facts?);
        }
        Ok(Some(denied))
    }

    /// A text without turns is said as a whole by somebody unknown.
    fn with_texts_without_turns<'a>(
        &self,
        selection: &Selection,
        talk: Cow<'a, [Talk]>,
    ) -> Result<Cow<'a, [Talk]>> {
        if selection.looks_at_turns() {
            return Ok(talk);
        }
        let lengths: HashMap<InterviewId, u32> = self
            .store
            .text_rows()?
            .into_iter()
            .map(|row| (row.interview, row.n_chars))
            .collect();
        let has_turns: HashSet<u32> = talk.iter().map(|turn| turn.interview).collect();
        let mut talk = talk.into_owned();
        for place in selection
            .passing
            .iter()
            .filter(|it| !has_turns.contains(it))
        {
            let id = selection.interviews[*place as usize].id;
            talk.push(Talk {
                interview: *place,
                end: lengths.get(&id).copied().unwrap_or(0),
                ..Talk::default()
            });
        }
        talk.sort_by_key(|turn| (turn.interview, turn.start));
        Ok(Cow::Owned(talk))
    }

    /// Figures of every code in every group, and the groups.
    fn by_group(
        &self,
        filter: &Filter,
        selection: &Selection,
        talk: &[Talk],
        facts: &[Fact],
        by: &By,
        width: Width,
    ) -> Result<(Vec<Group>, crosstab::Crosstab)> {
        let subtree_end = selection.subtree_ends();
        let input = |facts, groups, n_groups| {
            crosstab::crosstab(&crosstab::Input {
                subtree_end: &subtree_end,
                n_interviews: selection.interviews.len(),
                facts,
                talk,
                n_groups,
                groups,
            })
        };
        if *by != By::Layer {
            let grouping = self.grouping(selection, talk, facts, by, None, width)?;
            let found = input(facts, grouping.groups(), grouping.groups.len());
            return Ok((grouping.groups, found));
        }
        // Each layer is counted as if one coder had made it.
        let mut all = Vec::new();
        let mut groups = Vec::new();
        let mut places = HashMap::new();
        for (layer, place) in ["final", "A", "B"].into_iter().zip(0_u32..) {
            let of_layer = Filter {
                layer: Some(layer.to_owned()),
                ..filter.clone()
            };
            let facts = self.facts(&self.select(&of_layer)?)?;
            let interviews: HashSet<u32> = facts.iter().map(|fact| fact.interview).collect();
            all.extend(facts.into_iter().map(|fact| Fact {
                coder: place,
                ..fact
            }));
            places.insert(place, place);
            groups.push(Group {
                value: Some(layer.to_owned()),
                n_interviews: interviews.len() as u64,
                ..Group::default()
            });
        }
        let found = input(&all, crosstab::Groups::Coders(&places), groups.len());
        Ok((groups, found))
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
                passages.push(Passage::of(&open, coding, Vec::new()));
            }
        }
        Ok(passages)
    }
}

impl Passage {
    /// The passage of a coding of an interview.
    pub(super) fn of(open: &OpenInterview, coding: &Coding, codes: Vec<String>) -> Self {
        let speaker = open.turn_at(coding.span.start()).and_then(|turn| {
            let speaker = open.turns[turn].speaker?;
            Some(open.speakers.get(usize::from(speaker))?.label.clone())
        });
        Self {
            interview: open.id,
            interview_name: open.name.clone(),
            coding: coding.id,
            span: coding.span,
            words: open.text.slice(coding.span).unwrap_or_default().to_owned(),
            coder: coding.coder.clone(),
            speaker,
            codes,
        }
    }
}

/// Facets and values with which a coding denies its code.
pub(super) fn denying(book: &Codebook) -> HashSet<(String, String)> {
    let facets = book.kinds.iter().flat_map(|kind| &kind.facets);
    facets
        .flat_map(|facet| {
            let values = facet.values.iter();
            values
                .filter(|value| Stance::of_value(&value.name, &value.name_en) == Stance::Denied)
                .map(|value| (facet.name.clone(), value.name.clone()))
        })
        .collect()
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

//! Which codes stand together, as pairs and as a matrix of two kinds.

mod table;

use std::collections::{HashMap, HashSet};

use super::filter::{Filter, Selection, Turns, is_kind};
use super::groups::{Small, Width};
use super::{Result, Study, StudyError};
use crate::analysis::cooccurrence::{self as together, Coders, Pair, Piece, Together};
use crate::analysis::frequency::{Fact, Talk};
use crate::analysis::pairing::{Drawn, Input, Naming, Tie, Voice};
use crate::model::coding::RELATIONS;
use crate::model::interview::Asked;
use crate::model::{CodeId, Codebook, Role, Span, Thing};
use crate::text::{Text, Unit, units};

/// What co-occurrence is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CooccurRequest {
    /// Where codes have to stand together; `None` takes overlap, or for a matrix of two kinds
    /// the same respondent.
    pub unit: Option<CooccurUnit>,
    /// Kind of the codes that come first.
    pub rows: Option<String>,
    /// Kind of those they are looked for beside.
    pub cols: Option<String>,
    /// Whose codings may stand together.
    pub coders: Coders,
    /// Roll codes up to this level, from 1.
    pub level: Option<u16>,
    /// What becomes of cells with one or two respondents.
    pub small: Small,
}

impl CooccurRequest {
    /// Whether it asks for a matrix of two kinds.
    #[must_use]
    pub fn is_matrix(&self) -> bool {
        self.rows.is_some() && self.cols.is_some()
    }
}

/// Where codes have to stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CooccurUnit {
    /// Passages that share a character.
    Overlap,
    /// Passages with at most so many characters between them.
    Near(u32),
    /// A turn; a paragraph where a text has no turns.
    Turn,
    /// An answer: the respondents' turns from one question of the guide to the next, or without
    /// a guide from one turn of the interviewer to the next.
    Answer,
    /// An interview.
    Interview,
    /// What one respondent says, in whatever interview.
    Respondent,
}

impl CooccurUnit {
    /// The word on the command line and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Overlap => "overlap",
            Self::Near(_) => "near",
            Self::Turn => "turn",
            Self::Answer => "answer",
            Self::Interview => "interview",
            Self::Respondent => "respondent",
        }
    }

    /// Where that is, with the pieces that units are made of.
    fn of(self, pieces: &[Piece]) -> Together<'_> {
        match self {
            Self::Overlap => Together::Overlap,
            Self::Near(most) => Together::Near(most),
            Self::Turn | Self::Answer => Together::Units(pieces),
            Self::Respondent => Together::SharedUnits(pieces),
            Self::Interview => Together::Interviews,
        }
    }

    /// Whether passages are paired, rather than units counted.
    #[must_use]
    pub fn pairs_passages(self) -> bool {
        matches!(self, Self::Overlap | Self::Near(_))
    }
}

/// Pairs of codes as numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cooccurrence {
    /// Where codes stand together.
    pub unit: CooccurUnit,
    /// Pairs that stand together at least once, in codebook order.
    pub pairs: Vec<CodePair>,
    /// Codes with a row of their own in a matrix of two kinds; empty otherwise.
    pub rows: Vec<CodeName>,
    /// Codes with a column in it: those that stand together with one of the rows.
    pub cols: Vec<CodeName>,
    /// Interviews that pass the filter.
    pub n_interviews: u64,
    /// Codings counted.
    pub n_codings: u64,
    /// Mark of the data.
    pub fingerprint: String,
    request: CooccurRequest,
}

/// A code by its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeName {
    /// The code.
    pub id: CodeId,
    /// Place in the codebook.
    pub place: u32,
    /// Public id.
    pub public_id: String,
    /// Name.
    pub name: String,
    /// Levels above it.
    pub depth: u16,
}

/// Two codes that stand together; in a matrix the first is a row, the second a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodePair {
    /// The first.
    pub a: CodeName,
    /// The second.
    pub b: CodeName,
    /// Their figures, `a` and `b` in this order.
    pub figures: Pair,
    /// In a matrix by respondents or interviews: who names both, in which passages, and links
    /// that coders drew.
    pub tie: Option<Tie>,
}

impl CodeName {
    pub(super) fn of(book: &Codebook, place: u32) -> Self {
        let code = &book.codes()[place as usize];
        Self {
            id: code.id,
            place,
            public_id: code.entry.public_id.clone(),
            name: code.entry.name.clone(),
            depth: book.depth(place as usize),
        }
    }
}

/// A matrix for each group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupedCooccurrence {
    /// The attribute.
    pub by: String,
    /// Its values with their matrices.
    pub groups: Vec<(String, Cooccurrence)>,
}

impl Study {
    /// Finds the codes that stand together.
    ///
    /// # Errors
    /// When the file can't be read, or the filter or the request names what isn't there.
    pub fn cooccurrence(&self, filter: &Filter, request: &CooccurRequest) -> Result<Cooccurrence> {
        self.steadily(|| self.find_pairs(filter, request))
    }

    /// The same for each value of an attribute, or each wider value.
    ///
    /// # Errors
    /// As [`Self::cooccurrence`], and when the attribute isn't there.
    pub fn cooccurrence_by(
        &self,
        filter: &Filter,
        request: &CooccurRequest,
        by: &str,
        width: Width,
    ) -> Result<GroupedCooccurrence> {
        self.steadily(|| {
            let slices = self.slices(by, width)?;
            let groups = slices.into_iter().map(|(value, values)| {
                let mut of_group = filter.clone();
                of_group.wheres.push((by.to_owned(), values));
                Ok((value, self.find_pairs(&of_group, request)?))
            });
            Ok(GroupedCooccurrence {
                by: by.to_owned(),
                groups: groups.collect::<Result<_>>()?,
            })
        })
    }

    /// Where codes have to stand together, the selection, and the codings of it that count.
    fn counted(
        &self,
        filter: &Filter,
        request: &CooccurRequest,
    ) -> Result<(CooccurUnit, Selection, Vec<Fact>)> {
        let unit = self.unit(request)?;
        let turns = match unit {
            CooccurUnit::Turn | CooccurUnit::Answer | CooccurUnit::Respondent => Turns::Needed,
            CooccurUnit::Overlap | CooccurUnit::Near(_) | CooccurUnit::Interview => {
                Turns::WhereNeeded
            }
        };
        let mut selection = self.select_with(filter, turns)?;
        let mut facts = self.facts(&selection)?;
        if unit == CooccurUnit::Respondent {
            // Whoever denies a problem doesn't name it.
            let denied = self.denied(&mut selection)?.unwrap_or_default();
            let denied: HashSet<Fact> = denied.into_iter().collect();
            facts.retain(|fact| !denied.contains(fact));
        }
        Ok((unit, selection, facts))
    }

    /// The codings of two codes that stand together, or of the codes that are rolled up into them.
    pub(super) fn facts_of_pair(
        &self,
        filter: &Filter,
        request: &CooccurRequest,
        (a, b): (CodeId, CodeId),
    ) -> Result<(Selection, Vec<Fact>)> {
        let (unit, selection, mut facts) = self.counted(filter, request)?;
        let place = |code: CodeId| {
            let place = selection.codebook.place(code);
            place.map_or(u32::MAX, |it| u32::try_from(it).unwrap_or(u32::MAX))
        };
        let codes = (place(a), place(b));
        let up = |fact: &Fact| raised(&selection, *fact, request.level);
        let mine: Vec<Fact> = rolled_up(&selection, facts.clone(), request.level);
        let talk = selection.talk();
        let pieces = self.pieces_of(&selection, &talk, &mine, unit)?;
        let standing = together::standing(&mine, unit.of(&pieces), request.coders, codes);
        let standing: HashSet<Fact> = standing.into_iter().collect();
        facts.retain(|fact| standing.contains(&up(fact)));
        drop(talk);
        Ok((selection, facts))
    }

    fn find_pairs(&self, filter: &Filter, request: &CooccurRequest) -> Result<Cooccurrence> {
        let (unit, selection, facts) = self.counted(filter, request)?;
        let rows = self.kind_places(&selection, request.rows.as_deref())?;
        let cols = self.kind_places(&selection, request.cols.as_deref())?;
        let fingerprint = self.fingerprint(&selection, &facts)?;
        let is_matrix = rows.is_some() && cols.is_some();
        let voice = match unit {
            CooccurUnit::Respondent => Some(Voice::Respondents),
            CooccurUnit::Interview => Some(Voice::Interviews),
            _ => None,
        };
        let drawn = match voice {
            Some(_) if is_matrix => self.drawn(&selection, &facts, RELATIONS[0])?,
            _ => Vec::new(),
        };
        let drawn: Vec<Drawn> = drawn
            .into_iter()
            .map(|link| Drawn {
                from: raised(&selection, link.from, request.level),
                to: raised(&selection, link.to, request.level),
            })
            .collect();
        let facts = rolled_up(&selection, facts, request.level);
        let talk = selection.talk();
        let pieces = self.pieces_of(&selection, &talk, &facts, unit)?;
        let found = together::cooccurrences(&facts, unit.of(&pieces), request.coders);
        let name = |place: u32| CodeName::of(&selection.codebook, place);
        let naming = voice.filter(|_| is_matrix).map(|voice| {
            Naming::new(&Input {
                facts: &facts,
                talk: &talk,
                drawn: &drawn,
                voice,
            })
        });
        let is = |places: &Option<Vec<bool>>, place: u32| {
            places.as_ref().is_none_or(|it| it[place as usize])
        };
        let pairs: Vec<CodePair> = found
            .into_iter()
            .filter_map(|pair| {
                if is(&rows, pair.a) && is(&cols, pair.b) {
                    Some(pair)
                } else if is(&rows, pair.b) && is(&cols, pair.a) {
                    Some(turned(pair))
                } else {
                    None
                }
            })
            .map(|figures| CodePair {
                a: name(figures.a),
                b: name(figures.b),
                tie: naming.as_ref().map(|it| it.tie(figures.a, figures.b)),
                figures,
            })
            .collect();
        let in_use = selection.rows(request.level);
        let in_use = || in_use.iter().filter_map(|place| u32::try_from(*place).ok());
        let named = |keep: &dyn Fn(u32) -> bool| -> Vec<CodeName> {
            in_use()
                .filter(|place| is_matrix && keep(*place))
                .map(name)
                .collect()
        };
        Ok(Cooccurrence {
            rows: named(&|place| is(&rows, place)),
            cols: named(&|place| pairs.iter().any(|pair| pair.b.place == place)),
            n_interviews: selection.passing.len() as u64,
            n_codings: facts.len() as u64,
            request: request.clone(),
            fingerprint,
            pairs,
            unit,
        })
    }

    /// The unit asked for; where respondents are meant and none are known, interviews.
    fn unit(&self, request: &CooccurRequest) -> Result<CooccurUnit> {
        let is_matrix = request.is_matrix();
        let unit = match request.unit {
            Some(unit) => unit,
            None if is_matrix && request.rows != request.cols => CooccurUnit::Respondent,
            None => CooccurUnit::Overlap,
        };
        Ok(match unit {
            CooccurUnit::Respondent if !self.store.knows_respondents()? => CooccurUnit::Interview,
            unit => unit,
        })
    }

    /// For each code whether it is of a kind; `None` where no kind is named.
    pub(super) fn kind_places(
        &self,
        selection: &Selection,
        kind: Option<&str>,
    ) -> Result<Option<Vec<bool>>> {
        let Some(wanted) = kind else {
            return Ok(None);
        };
        let book = &selection.codebook;
        let of: Vec<bool> = book
            .codes()
            .iter()
            .map(|code| {
                code.entry.kind == wanted
                    || book.kind_of(code).is_some_and(|kind| is_kind(kind, wanted))
            })
            .collect();
        let known = book.kinds.iter().any(|kind| is_kind(kind, wanted)) || of.contains(&true);
        if !known {
            return Err(StudyError::NoSuch {
                what: Thing::Kind,
                name: wanted.to_owned(),
            });
        }
        Ok(Some(of))
    }

    /// The stretches that units are made of.
    fn pieces_of(
        &self,
        selection: &Selection,
        talk: &[Talk],
        facts: &[Fact],
        unit: CooccurUnit,
    ) -> Result<Vec<Piece>> {
        let piece = |turn: &Talk, unit: u32| Piece {
            interview: turn.interview,
            start: turn.start,
            end: turn.end,
            unit,
        };
        Ok(match unit {
            CooccurUnit::Turn => {
                let mut pieces: Vec<Piece> = talk
                    .iter()
                    .zip(0..)
                    .map(|(turn, n)| piece(turn, n))
                    .collect();
                self.add_paragraphs(selection, talk, facts, &mut pieces)?;
                pieces
            }
            CooccurUnit::Answer => self.answers(selection, talk)?,
            CooccurUnit::Respondent => talk
                .iter()
                .filter_map(|turn| Some(piece(turn, turn.respondent?)))
                .collect(),
            CooccurUnit::Overlap | CooccurUnit::Near(_) | CooccurUnit::Interview => Vec::new(),
        })
    }

    /// Paragraphs stand for turns in interviews that have codings and no turns.
    fn add_paragraphs(
        &self,
        selection: &Selection,
        talk: &[Talk],
        facts: &[Fact],
        pieces: &mut Vec<Piece>,
    ) -> Result<()> {
        let mut coded: Vec<u32> = facts.iter().map(|fact| fact.interview).collect();
        coded.sort_unstable();
        coded.dedup();
        if selection.looks_at_turns() {
            return Ok(());
        }
        for interview in coded {
            if talk
                .binary_search_by_key(&interview, |turn| turn.interview)
                .is_ok()
            {
                continue;
            }
            let case = &selection.interviews[interview as usize];
            let text = Text::new(self.store.text(case.id)?);
            let Ok(whole) = Span::within(text.chars(), 0, text.chars()) else {
                continue;
            };
            for span in units(&text, whole, Unit::Paragraph) {
                let unit = u32::try_from(pieces.len()).unwrap_or(u32::MAX);
                let (start, end) = (span.start().0, span.end().0);
                pieces.push(Piece {
                    interview,
                    start,
                    end,
                    unit,
                });
            }
        }
        pieces.sort_by_key(|piece| (piece.interview, piece.start));
        Ok(())
    }

    /// What respondents say from one tied question to the next; in interviews without tied
    /// questions, from one turn of the interviewer to the next.
    fn answers(&self, selection: &Selection, talk: &[Talk]) -> Result<Vec<Piece>> {
        let mut pieces = Vec::new();
        let mut unit = 0;
        for mine in talk.chunk_by(|a, b| a.interview == b.interview) {
            let case = &selection.interviews[mine[0].interview as usize];
            let is_tied = self
                .store
                .ties(case.id)?
                .iter()
                .any(|tie| tie.how != Asked::Skipped && tie.question.is_some());
            unit += 1;
            let mut question = None;
            for turn in mine {
                let asks = turn.role == Some(Role::Interviewer);
                if is_tied {
                    if !asks && turn.question != question {
                        question = turn.question;
                        unit += 1;
                    }
                } else if asks {
                    unit += 1;
                }
                if !asks && (!is_tied || question.is_some()) {
                    pieces.push(Piece {
                        interview: turn.interview,
                        start: turn.start,
                        end: turn.end,
                        unit,
                    });
                }
            }
        }
        Ok(pieces)
    }
}

/// The facts with each code rolled up into its ancestor of a level, each once.
fn rolled_up(selection: &Selection, mut facts: Vec<Fact>, level: Option<u16>) -> Vec<Fact> {
    if level.is_some() {
        let mut up: HashMap<u32, u32> = HashMap::new();
        for fact in &mut facts {
            let of = *fact;
            let raise = || raised(selection, of, level).code;
            fact.code = *up.entry(of.code).or_insert_with(raise);
        }
        facts.sort_unstable();
    }
    facts.dedup();
    facts
}

/// A coding under its code's ancestor of a level.
fn raised(selection: &Selection, fact: Fact, level: Option<u16>) -> Fact {
    let book = &selection.codebook;
    let mut place = fact.code as usize;
    while let Some(level) = level
        && book.depth(place) >= level
        && let Some(above) = book.parent_place(place)
    {
        place = above;
    }
    Fact {
        code: u32::try_from(place).unwrap_or(u32::MAX),
        ..fact
    }
}

/// The same pair the other way round.
fn turned(pair: Pair) -> Pair {
    Pair {
        a: pair.b,
        b: pair.a,
        n_a: pair.n_b,
        n_b: pair.n_a,
        a_with_b: pair.b_with_a,
        b_with_a: pair.a_with_b,
        ..pair
    }
}

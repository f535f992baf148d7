//! Words: how often they are said, by whom, and by which of several groups more than by the others.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use serde_json::{Value as Json, json};

use super::filter::{SESSION_FACTS, Selection, session_fact};
use super::fingerprint::foot;
use super::{Filter, Heard, Result, Study, StudyError, Watch};
use crate::analysis::vocabulary::{Keyness, Tally, Token, Vocabulary, is_function_word, keyness};
use crate::model::table::{Cell, Column, Heading, Note, Table};
use crate::model::{BytePos, InterviewId, Role, Span, Turn, WordList};
use crate::text::Text;
use crate::text::alphabet::sounds;
use crate::text::lexicon::{Lexicon, SEGMENTER, Taken, plain};

/// What to count, and what of it to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counting {
    /// The attribute whose values are compared.
    pub by: Option<String>,
    /// Whose words.
    pub heard: Heard,
    /// Whether function words and the study's stop words are shown.
    pub all_words: bool,
    /// Words said less often aren't shown.
    pub least: u64,
    /// Words shown at most; `None` is all.
    pub top: Option<usize>,
}

/// Words counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    /// By frequency, or, where groups are compared, by log-likelihood.
    pub rows: Vec<WordRow>,
    /// The groups compared.
    pub groups: Vec<GroupOfWords>,
    /// How it was counted.
    pub how: Counting,
    /// All words said.
    pub n_words: u64,
    /// Different words among them.
    pub n_types: u64,
    /// Different words that may be shown, before the lists of them were cut short.
    pub n_shown_of: u64,
    /// Words that are said only where words may not be printed: counted, and not listed.
    pub n_withheld: u64,
    /// Words said by people who are in no group.
    pub n_ungrouped: u64,
    /// Interviews that pass the filter.
    pub n_interviews: u64,
    /// Whether the study ties speakers to respondents.
    pub knows_respondents: bool,
    /// Words of the study's own dictionary, and of its stop list.
    pub n_own: [u64; 2],
    /// A mark of the data.
    pub fingerprint: String,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupOfWords {
    /// The value that its members have.
    pub value: String,
    /// Words they say.
    pub n_words: u64,
}

/// A word.
#[derive(Clone, Debug, PartialEq)]
pub struct WordRow {
    /// The word.
    pub word: String,
    /// How often it is said.
    pub tally: Tally,
    /// Which group says it more; `None` where nothing is compared.
    pub keyness: Option<Keyness>,
}

/// The study's own words, ready for use.
#[derive(Default)]
pub(super) struct Own {
    pub(super) lexicon: Lexicon,
    stop: HashSet<String>,
    keep: HashSet<String>,
    n_words: u64,
}

impl Own {
    /// The words of these lists.
    pub(super) fn of(lists: &[(WordList, String)]) -> Self {
        let of = |wanted: WordList| -> HashSet<String> {
            let those = lists.iter().filter(|(list, _)| *list == wanted);
            those.map(|(_, word)| plain(word)).collect()
        };
        let words = lists.iter().filter_map(|(list, word)| match list {
            WordList::Word => Some((word.as_str(), Taken::Joined)),
            WordList::Cut => Some((word.as_str(), Taken::Cutting)),
            WordList::Stop | WordList::Keep => None,
        });
        Self {
            lexicon: Lexicon::new(words),
            n_words: of(WordList::Word).union(&of(WordList::Cut)).count() as u64,
            stop: of(WordList::Stop),
            keep: of(WordList::Keep),
        }
    }

    /// Whether a word is left out of frequencies.
    pub(super) fn leaves_out(&self, word: &str) -> bool {
        self.stop.contains(word) || (is_function_word(word) && !self.keep.contains(word))
    }
}

/// A stretch of text whose words are counted, and who says it.
pub(super) struct Stretch {
    pub(super) span: Span,
    respondent: Option<u32>,
    group: Option<usize>,
}

impl Study {
    /// How often words are said.
    ///
    /// # Errors
    /// When the file can't be read, or the filter or `by` names what isn't there.
    pub fn words(&self, filter: &Filter, how: &Counting) -> Result<Words> {
        self.words_watched(filter, how, Watch::nobody())
    }

    /// The same for somebody who may give up, and is told after each interview how far it is.
    ///
    /// # Errors
    /// As [`Self::words`], and [`StudyError::Cancelled`] when it was given up.
    pub fn words_watched(&self, filter: &Filter, how: &Counting, watch: Watch) -> Result<Words> {
        self.steadily(|| self.counted_words(filter, how, watch))
    }

    fn counted_words(&self, filter: &Filter, how: &Counting, watch: Watch) -> Result<Words> {
        let selection = self.select(filter)?;
        let lists = self.store.lexicon()?;
        let own = Own::of(&lists);
        let (values, groups) = match &how.by {
            Some(by) => self.groups_by(by, filter)?,
            None => <(Vec<String>, Vec<Selection>)>::default(),
        };
        let mut print = self.fingerprint_of_texts(&selection)?;
        for (list, word) in &lists {
            print.words(list.name());
            print.words(word);
        }
        let coded = self.coded_text(filter, &selection)?;
        for (place, spans) in coded
            .iter()
            .flatten()
            .collect::<std::collections::BTreeMap<_, _>>()
        {
            print.numbers([*place]);
            print.numbers(spans.iter().flat_map(|it| [it.start, it.end]));
        }
        let respondents = self.store.respondent_numbers()?;
        let mut vocabulary = Vocabulary::new(groups.len());
        let withholding = self.withholding()?;
        // How often each word is said where it may not be printed.
        let mut withheld: HashMap<String, u64> = HashMap::new();
        let nothing = Vec::new();
        for (place, done) in selection.passing.iter().zip(0..) {
            if watch.is_stopped() {
                return Err(StudyError::Cancelled);
            }
            (watch.tell)(done, selection.passing.len());
            let id = selection.interviews[*place as usize].id;
            let text = Text::new(self.store.text(id)?);
            let free = withholding.free(id, text.chars());
            let within = coded.as_ref().map(|of| of.get(place).unwrap_or(&nothing));
            for stretch in self.heard(id, *place, &text, &selection, &groups, how, &respondents)? {
                if let Some(free) = &free {
                    let all = words_in(&text, stretch.span, &own.lexicon, within);
                    for word in all {
                        *withheld.entry(plain(word)).or_default() += 1;
                    }
                    let free = within.map_or_else(|| free.clone(), |within| common(within, free));
                    for word in words_in(&text, stretch.span, &own.lexicon, Some(&free)) {
                        withheld.entry(plain(word)).and_modify(|n| *n -= 1);
                    }
                }
                for word in words_in(&text, stretch.span, &own.lexicon, within) {
                    vocabulary.count(Token {
                        word: &plain(word),
                        interview: *place,
                        respondent: stretch.respondent,
                        group: stretch.group,
                    });
                }
            }
        }
        let mut words = Words {
            groups: (values.into_iter().zip(&vocabulary.sizes))
                .map(|(value, n_words)| GroupOfWords {
                    value,
                    n_words: *n_words,
                })
                .collect(),
            how: how.clone(),
            n_words: vocabulary.n,
            n_types: vocabulary.words.len() as u64,
            n_ungrouped: vocabulary.n - vocabulary.sizes.iter().sum::<u64>(),
            n_interviews: selection.passing.len() as u64,
            knows_respondents: self.store.knows_respondents()?,
            n_own: [own.n_words, own.stop.len() as u64],
            fingerprint: print.mark(),
            ..Words::default()
        };
        let n_listed = vocabulary.words.len();
        vocabulary
            .words
            .retain(|word, tally| withheld.get(word).is_none_or(|n| *n < tally.n));
        words.n_withheld = (n_listed - vocabulary.words.len()) as u64;
        words.rows = rows(vocabulary, &own, how);
        words.n_shown_of = words.rows.len() as u64;
        words.rows.truncate(how.top.unwrap_or(usize::MAX));
        Ok(words)
    }

    /// Values of an attribute in order, with what each lets pass.
    fn groups_by(&self, by: &str, filter: &Filter) -> Result<(Vec<String>, Vec<Selection>)> {
        let of = |value: Vec<String>| {
            let mut filter = filter.clone();
            filter.wheres.push((by.to_owned(), value));
            self.select(&filter)
        };
        // Also where nobody has a value an attribute that nothing has is an error.
        of(Vec::new())?;
        let mut values: Vec<String> = self.values_named(by)?.into_iter().collect();
        values.sort_by_cached_key(|value| (sounds(value), value.clone()));
        let groups = values.iter().map(|value| of(vec![value.clone()]));
        let groups = groups.collect::<Result<_>>()?;
        Ok((values, groups))
    }

    /// Every value of an attribute of interviews, sessions or respondents.
    fn values_named(&self, name: &str) -> Result<BTreeSet<String>> {
        let mut values = BTreeSet::new();
        let mut take = |attributes: &[(String, String)]| {
            let those = attributes.iter().filter(|(known, _)| known == name);
            values.extend(those.map(|(_, value)| value.clone()));
        };
        let cases = self.store.cases()?;
        for case in &cases {
            take(&case.attributes);
        }
        for respondent in self.store.respondents()? {
            take(&respondent.attributes);
        }
        if SESSION_FACTS.contains(&name) {
            let sessions = self.store.sessions()?;
            values.extend(sessions.iter().filter_map(|it| session_fact(it, name)));
            if name == "date" {
                values.extend(cases.into_iter().filter_map(|case| case.date));
            }
        }
        Ok(values)
    }

    /// Where the filter says something about codings: the text they cover, by interview.
    pub(super) fn coded_text(
        &self,
        filter: &Filter,
        selection: &Selection,
    ) -> Result<Option<HashMap<u32, Vec<Range<u32>>>>> {
        if !filter.is_about_codings() {
            return Ok(None);
        }
        let mut covered: HashMap<u32, Vec<Range<u32>>> = HashMap::new();
        for fact in self.facts(selection)? {
            covered
                .entry(fact.interview)
                .or_default()
                .push(fact.start..fact.end);
        }
        for spans in covered.values_mut() {
            spans.sort_unstable_by_key(|it| (it.start, it.end));
            spans.dedup_by(|next, last| {
                let joins = next.start <= last.end;
                if joins {
                    last.end = last.end.max(next.end);
                }
                joins
            });
        }
        Ok(Some(covered))
    }

    /// The turns of an interview whose words are counted; all of a text without turns.
    #[expect(
        clippy::too_many_arguments,
        reason = "it is one loop of the function above"
    )]
    pub(super) fn heard(
        &self,
        id: InterviewId,
        place: u32,
        text: &Text,
        selection: &Selection,
        groups: &[Selection],
        how: &Counting,
        respondents: &HashMap<String, u32>,
    ) -> Result<Vec<Stretch>> {
        let mut turns: Vec<Turn> = self.store.turns(id)?;
        let speakers = self.store.speakers(id)?;
        if turns.is_empty() {
            let whole = Span::within(text.chars(), 0, text.chars()).ok();
            turns.extend(whole.map(|span| Turn {
                span,
                speaker: None,
                time_ms: None,
            }));
        }
        let labels = self.store.respondent_labels()?;
        let mut stretches = Vec::new();
        for turn in turns {
            let speaker = turn.speaker.and_then(|it| speakers.get(usize::from(it)));
            let asks = speaker.is_some_and(|it| it.role == Some(Role::Interviewer));
            let (start, end) = (turn.span.start().0, turn.span.end().0);
            if (asks && how.heard == Heard::Respondents) || !selection.keeps(place, start, end) {
                continue;
            }
            let respondent = speaker.and_then(|it| it.respondent);
            let respondent = respondent.and_then(|it| labels.get(&it));
            stretches.push(Stretch {
                span: turn.span,
                respondent: respondent.and_then(|label| respondents.get(label)).copied(),
                group: groups.iter().position(|group| {
                    group.passing.contains(&place) && group.keeps(place, start, end)
                }),
            });
        }
        Ok(stretches)
    }
}

/// What both cover; each in order and apart from each other.
fn common(one: &[Range<u32>], other: &[Range<u32>]) -> Vec<Range<u32>> {
    let mut both = Vec::new();
    for it in one {
        let from = other.partition_point(|other| other.end <= it.start);
        let overlapping = other[from..]
            .iter()
            .take_while(|other| other.start < it.end);
        both.extend(overlapping.map(|other| other.start.max(it.start)..other.end.min(it.end)));
    }
    both
}

/// The words of a passage that lie in what is covered; all where nothing is asked for.
pub(super) fn words_in<'a>(
    text: &'a Text,
    span: Span,
    lexicon: &Lexicon,
    covered: Option<&Vec<Range<u32>>>,
) -> Vec<&'a str> {
    let Some(all) = text.slice(span) else {
        return Vec::new();
    };
    let first = text.byte(span.start()).map_or(0, |at| at.0);
    let mut words = Vec::new();
    for line in all.split('\n') {
        // Lines are parts of the passage, so that addresses tell where they begin.
        let base = line.as_ptr() as usize - all.as_ptr() as usize;
        for range in lexicon.words(line) {
            let lies = |covered: &Vec<Range<u32>>| {
                let at = |byte: usize| {
                    let byte = u32::try_from(base + byte).ok()?.checked_add(first)?;
                    Some(text.char(BytePos(byte))?.0)
                };
                let (Some(start), Some(end)) = (at(range.start), at(range.end)) else {
                    return false;
                };
                let next = covered.partition_point(|it| it.end < end);
                covered
                    .get(next)
                    .is_some_and(|it| it.start <= start && end <= it.end)
            };
            if covered.is_none_or(lies) {
                words.push(&line[range]);
            }
        }
    }
    words
}

/// The words that are shown, in order.
fn rows(vocabulary: Vocabulary, own: &Own, how: &Counting) -> Vec<WordRow> {
    let sizes = vocabulary.sizes;
    let shown = |word: &str, tally: &Tally| {
        tally.n >= how.least && (how.all_words || !own.leaves_out(word))
    };
    let mut rows: Vec<WordRow> = vocabulary
        .words
        .into_iter()
        .filter(|(word, tally)| shown(word, tally))
        .map(|(word, tally)| WordRow {
            keyness: keyness(&tally.by_group, &sizes),
            word,
            tally,
        })
        .collect();
    rows.sort_by_cached_key(|row| (sounds(&row.word), row.word.clone()));
    let g2 = |row: &WordRow| row.keyness.map_or(-1.0, |it| it.g2);
    rows.sort_by(|a, b| g2(b).total_cmp(&g2(a)).then(b.tally.n.cmp(&a.tally.n)));
    rows
}

/// How often among ten thousand.
fn rate(n: u64, of: u64) -> Option<f64> {
    (of > 0).then(|| n as f64 * 10_000.0 / of as f64)
}

impl Words {
    /// The table that terminal and file show.
    #[must_use]
    pub fn table(&self, filter: &Filter) -> Table {
        let figure = |n: Option<f64>| n.map_or(Cell::Empty, Cell::Figure);
        let mut columns = vec![
            Column::text("word"),
            Column::number("times"),
            Column::number("rate"),
            Column::number("interviews"),
        ];
        if self.knows_respondents {
            columns.push(Column::number("respondents"));
        }
        if !self.groups.is_empty() {
            columns.push(Column::number("g2"));
            columns.push(Column::text("over"));
        }
        for group in &self.groups {
            for heading in [group.value.clone(), format!("{} /10000", group.value)] {
                columns.push(Column {
                    heading: Heading::Data(heading),
                    numeric: true,
                });
            }
        }
        let rows = self.rows.iter().map(|row| {
            let mut cells = vec![
                Cell::text(&row.word),
                Cell::Count(row.tally.n),
                figure(rate(row.tally.n, self.n_words)),
                Cell::Count(row.tally.interviews.len() as u64),
            ];
            if self.knows_respondents {
                cells.push(Cell::Count(row.tally.respondents.len() as u64));
            }
            if !self.groups.is_empty() {
                cells.push(figure(row.keyness.map(|it| it.g2)));
                let over = row.keyness.map(|it| self.groups[it.over].value.as_str());
                cells.push(Cell::text(over.unwrap_or_default()));
            }
            for (group, n) in self.groups.iter().zip(&row.tally.by_group) {
                cells.push(Cell::Count(*n));
                cells.push(figure(rate(*n, group.n_words)));
            }
            cells
        });
        Table {
            name: "words",
            columns,
            rows: rows.collect(),
            notes: self.notes(filter),
        }
    }

    fn notes(&self, filter: &Filter) -> Vec<Note> {
        let mut notes = vec![
            Note::new("words")
                .with("words", self.n_words)
                .with("types", self.n_types)
                .with("interviews", self.n_interviews),
            Note::new("words-shown")
                .with("shown", self.rows.len())
                .with("all", self.n_shown_of)
                .with("least", self.how.least.max(1)),
            Note::new("segmenter")
                .with("segmenter", SEGMENTER)
                .with("own", self.n_own[0]),
            if self.how.all_words {
                Note::new("stop-words-in")
            } else {
                Note::new("stop-words-out").with("own", self.n_own[1])
            },
            Note::new(match self.how.heard {
                Heard::Respondents => "without-interviewer",
                Heard::Everybody => "with-interviewer",
            }),
        ];
        if let Some(by) = &self.how.by {
            let sizes = self.groups.iter();
            let sizes: Vec<String> = sizes
                .map(|it| format!("{} {}", it.value, it.n_words))
                .collect();
            notes.push(
                Note::new("groups-of-words")
                    .with("by", by)
                    .with("sizes", sizes.join(", ")),
            );
            if self.n_ungrouped > 0 {
                notes.push(Note::new("words-in-no-group").with("n", self.n_ungrouped));
            }
            notes.push(Note::new("log-likelihood"));
        }
        if filter.is_about_codings() {
            notes.push(Note::new("words-in-codings"));
        }
        if self.n_withheld > 0 {
            notes.push(Note::new("words-withheld").with("n", self.n_withheld));
        }
        notes.extend(foot(filter, &self.fingerprint));
        notes
    }

    /// What JSON says of it.
    #[must_use]
    pub fn json(&self) -> Json {
        let words = self.rows.iter().map(|row| {
            let groups = self.groups.iter().zip(&row.tally.by_group).map(|(group, n)| {
                json!({ "value": group.value, "n": n, "per_10000": rate(*n, group.n_words) })
            });
            json!({
                "word": row.word,
                "n": row.tally.n,
                "per_10000": rate(row.tally.n, self.n_words),
                "interviews": row.tally.interviews.len(),
                "respondents": row.tally.respondents.len(),
                "g2": row.keyness.map(|it| it.g2),
                "over": row.keyness.map(|it| &self.groups[it.over].value),
                "groups": groups.collect::<Json>(),
            })
        });
        let groups = self.groups.iter();
        json!({
            "segmenter": SEGMENTER,
            "n": self.n_words,
            "types": self.n_types,
            "by": self.how.by,
            "groups": groups.map(|it| json!({ "value": it.value, "n": it.n_words })).collect::<Json>(),
            "in_no_group": self.n_ungrouped,
            "words": words.collect::<Json>(),
        })
    }
}

//! Out of a study: codings with their words, one interview at a time, and the whole as JSON.

mod desk;
mod words;

use std::collections::HashMap;

use super::filter::Filter;
use super::withheld::Withheld;
use super::{Result, Study};
use crate::formats::refi;
pub use crate::formats::study_json::written_time;
use crate::formats::study_json::{
    BookmarkItem, CodeItem, CoderItem, CodingItem, CodingLinkItem, DocumentItem, Id, LinkItem,
    MemoItem, PinItem, RespondentItem, SessionItem, SpeakerItem, StudyFile, TieItem, TurnItem,
    write,
};
use crate::model::codebook::{Draft, DraftCode, DraftLink};
use crate::model::interview::Interview;
use crate::model::{
    CodeId, Codebook, CodingId, Confidence, InterviewId, Memo, MemoTarget, Role, Span, Status, Use,
};

/// What stands with every export of sample data.
pub const DEMO_NOTICE: &str = "示例数据，非真实访谈 (sample data: invented interviews)";

/// A coding with everything that goes out with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodingRow<'a> {
    /// The coding.
    pub coding: CodingId,
    /// Its interview.
    pub interview_id: InterviewId,
    /// Its code.
    pub code_id: CodeId,
    /// The passage.
    pub span: Span,
    /// Version of the code it was made or confirmed under.
    pub code_version: u32,
    /// Public id.
    pub id: String,
    /// Name of the interview.
    pub interview: &'a str,
    /// First code point.
    pub start: u32,
    /// After the last.
    pub end: u32,
    /// Its words, whether or not they may be printed.
    pub text: &'a str,
    /// Why they may not be.
    pub withheld: Option<Withheld>,
    /// Public id of the code.
    pub code: &'a str,
    /// Name of the code.
    pub name: &'a str,
    /// Path of the code.
    pub path: &'a str,
    /// Who coded it.
    pub coder: &'a str,
    /// Where it stands.
    pub status: Status,
    /// Its coder's memo.
    pub memo: Option<&'a str>,
    /// Label of the speaker of the turn it begins in.
    pub speaker: Option<&'a str>,
    /// The turn it begins in, from 1.
    pub turn: Option<u32>,
    /// When it was made, RFC 3339, UTC.
    pub created_at: Option<String>,
    /// Facet names and values.
    pub facets: &'a [(String, String)],
    /// Whether its coder finds it worth quoting.
    pub starred: bool,
    /// How sure its coder is.
    pub confidence: Option<Confidence>,
    /// What may not become of its words, where its own coding says it.
    pub use_as: Option<Use>,
}

impl Study {
    /// Hands out every coding that passes, in the order of interviews and text.
    ///
    /// One interview is in memory at a time, and nobody is kept from writing meanwhile.
    ///
    /// # Errors
    /// When the file can't be read, the filter names what isn't there, or `each` fails;
    /// [`super::StudyError::Restless`] as soon as the study changed: what was handed out is then
    /// of an earlier state, and the caller begins again.
    pub fn each_coding<E: From<super::StudyError>>(
        &self,
        filter: &Filter,
        mut each: impl FnMut(&CodingRow) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let moment = self.moment()?;
        let selection = self.select(filter)?;
        let withholding = self.withholding()?;
        let paths: Vec<String> = (0..selection.codebook.codes().len())
            .map(|place| selection.codebook.path(place))
            .collect();
        for place in &selection.passing {
            let interview = &selection.interviews[*place as usize];
            let open = self.load_interview(interview.id, "")?;
            let outside = self
                .store
                .outside_coding_ids(interview.id)
                .map_err(super::StudyError::from)?;
            let memos = own_memos(&open.memos);
            if !self.is_still(moment)? {
                return Err(super::StudyError::Restless.into());
            }
            for coding in self.selected(&selection, *place, &open.layer)?.iter() {
                let Some(code_place) = selection.codebook.place(coding.code) else {
                    continue;
                };
                let turn = open
                    .turn_at(coding.span.start())
                    .filter(|turn| open.turns[*turn].span.contains(coding.span.start()));
                let speaker = turn
                    .and_then(|turn| open.turns[turn].speaker)
                    .and_then(|place| open.speakers.get(usize::from(place)));
                let code = &selection.codebook.codes()[code_place].entry;
                each(&CodingRow {
                    coding: coding.id,
                    interview_id: interview.id,
                    code_id: coding.code,
                    span: coding.span,
                    code_version: coding.code_version,
                    id: public_coding_id(&outside, coding.id),
                    interview: &open.name,
                    start: coding.span.start().0,
                    end: coding.span.end().0,
                    text: open.text.slice(coding.span).unwrap_or_default(),
                    withheld: withholding.of(interview.id, coding.span),
                    code: &code.public_id,
                    name: &code.name,
                    path: &paths[code_place],
                    coder: &coding.coder,
                    status: coding.status,
                    memo: memos
                        .get(&(coding.id, coding.coder.as_str()))
                        .map(|memo| memo.text.as_str()),
                    speaker: speaker.map(|speaker| speaker.label.as_str()),
                    turn: turn.and_then(|turn| u32::try_from(turn + 1).ok()),
                    created_at: coding.created_ms.and_then(written_time),
                    facets: &coding.facets,
                    starred: coding.starred,
                    confidence: coding.confidence,
                    use_as: coding.use_as,
                })?;
            }
        }
        Ok(())
    }

    /// The codebook as a file would hold it; retired codes are marked.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn codebook_draft(&self) -> Result<Draft> {
        self.steadily(|| self.draft())
    }

    fn draft(&self) -> Result<Draft> {
        let book = self.store.codebook()?;
        let public_id = |id: CodeId| book.get(id).map(|code| code.entry.public_id.clone());
        Ok(Draft {
            name: "codebook".to_owned(),
            title: self.store.fact("title")?.unwrap_or_default(),
            kinds: book.kinds.clone(),
            codes: book
                .codes()
                .iter()
                .enumerate()
                .map(|(place, code)| DraftCode {
                    parent: book
                        .parent_place(place)
                        .map(|above| book.codes()[above].entry.public_id.clone()),
                    entry: code.entry.clone(),
                    retired: code.retired,
                    merged_into: code.merged_into.and_then(public_id),
                    version: code.version,
                    line: 0,
                })
                .collect(),
            links: book
                .links
                .iter()
                .filter_map(|link| {
                    Some(DraftLink {
                        from: public_id(link.from)?,
                        to: public_id(link.to)?,
                        text: link.text.clone(),
                        line: 0,
                    })
                })
                .collect(),
            attributes: book.attributes.clone(),
            ..Draft::default()
        })
    }

    /// The whole study as plain JSON: the same contents give the same bytes.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn to_json(&self) -> Result<Vec<u8>> {
        let file = self.steadily(|| self.as_file())?;
        Ok(write(&file))
    }

    /// The study as a project in REFI-QDA: coders, codes, texts, codings that count, memos and
    /// attributes. The same contents give the same bytes.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn to_refi(&self) -> Result<Vec<u8>> {
        let file = self.steadily(|| self.as_file())?;
        Ok(refi::write(&file))
    }

    /// The codes as a codebook in REFI-QDA; `None` where there are none.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn to_refi_codebook(&self) -> Result<Option<Vec<u8>>> {
        let file = self.steadily(|| self.as_file())?;
        Ok(refi::write_codebook(&file))
    }

    fn as_file(&self) -> Result<StudyFile> {
        let book = self.store.codebook()?;
        let interviews = self.store.interviews()?;
        let ids: HashMap<InterviewId, String> = interviews
            .iter()
            .map(|interview| (interview.id, interview.public_id()))
            .collect();
        let coders: Vec<_> = self
            .store
            .coders()?
            .into_iter()
            .filter(|coder| coder.listed || coder.present)
            .collect();
        let order = if self.store.order_is_fixed()? {
            interviews.iter().map(|it| Id(it.public_id())).collect()
        } else {
            Vec::new()
        };
        let mut guides = self.store.guides()?;
        let mut file = StudyFile {
            format: Some("fangtan-study".to_owned()),
            version: Some(1),
            title: self.store.fact("title")?,
            notice: self.is_demo()?.then(|| DEMO_NOTICE.to_owned()),
            coders: coders
                .into_iter()
                .map(|coder| CoderItem {
                    id: Id(coder.id),
                    name: Some(coder.name),
                })
                .collect(),
            kinds: book.kinds.clone(),
            codes: code_items(&book),
            links: link_items(&book),
            codebook_versions: self.version_items()?,
            attributes: book.attributes.clone(),
            guide: guides.pop(),
            earlier_guides: guides,
            respondents: self
                .store
                .respondents()?
                .into_iter()
                .map(|respondent| RespondentItem {
                    id: Some(Id(respondent.id.to_string())),
                    label: Some(Id(respondent.label)),
                    attributes: respondent.attributes,
                })
                .collect(),
            order,
            ..StudyFile::default()
        };
        for interview in &interviews {
            self.add_interview(interview, &book, &mut file)?;
        }
        for session in self.store.sessions()? {
            let facts = session.facts;
            file.sessions.push(SessionItem {
                id: Some(Id(session.id.to_string())),
                doc: Id(ids.get(&session.interview).cloned().unwrap_or_default()),
                date: facts.date,
                place: facts.place,
                channel: facts.channel,
                interviewer: facts.interviewer,
                minutes: facts.minutes,
                guide_version: facts.guide_version,
                consent: facts.consent,
                respondents: session.respondents.into_iter().map(Id).collect(),
            });
        }
        for memo in self.store.memos(None)? {
            let mut item = MemoItem {
                id: Some(Id(memo.id.to_string())),
                kind: Some(memo.kind.name().to_owned()),
                coder: Some(Id(memo.coder)),
                text: memo.text,
                written_at: memo.written_ms.and_then(written_time),
                ..MemoItem::default()
            };
            match memo.target {
                MemoTarget::Study => {}
                MemoTarget::Interview(id) => item.doc = ids.get(&id).cloned().map(Id),
                MemoTarget::Passage { interview, span } => {
                    item.doc = ids.get(&interview).cloned().map(Id);
                    item.start = Some(span.start().0);
                    item.end = Some(span.end().0);
                }
                MemoTarget::Code(id) => {
                    item.code = book.get(id).map(|code| Id(code.entry.public_id.clone()));
                }
                // Those stand with their interview's codings.
                MemoTarget::Coding(_) => continue,
            }
            file.memos.push(item);
        }
        file.memos.sort_by(|a, b| {
            let order = |it: &MemoItem| (it.start, it.end);
            (&a.doc, order(a), &a.code, &a.coding, &a.coder, &a.text).cmp(&(
                &b.doc,
                order(b),
                &b.code,
                &b.coding,
                &b.coder,
                &b.text,
            ))
        });
        for pin in self.store.pins()? {
            file.pins.push(PinItem {
                coder: Id(pin.coder),
                set: pin.set,
                digit: pin.digit,
                code: pin
                    .code
                    .and_then(|code| book.get(code))
                    .map(|code| Id(code.entry.public_id.clone())),
            });
        }
        self.add_desk(&ids, &mut file)?;
        self.add_words(&ids, &book, &mut file)?;
        Ok(file)
    }

    fn add_interview(
        &self,
        interview: &Interview,
        book: &Codebook,
        file: &mut StudyFile,
    ) -> Result<()> {
        let open = self.load_interview(interview.id, "")?;
        let outside = self.store.outside_coding_ids(interview.id)?;
        let respondents: HashMap<_, _> = self
            .store
            .respondents()?
            .into_iter()
            .map(|respondent| (respondent.id, respondent.label))
            .collect();
        let numbers: HashMap<_, _> = self
            .store
            .questions()?
            .into_iter()
            .map(|question| (question.id, question.number))
            .collect();
        let doc = Id(interview.public_id());
        let mut speakers: Vec<SpeakerItem> = Vec::new();
        for speaker in &open.speakers {
            if speakers.iter().all(|known| known.name.0 != speaker.label) {
                speakers.push(SpeakerItem {
                    name: Id(speaker.label.clone()),
                    role: speaker.role.map(|role| Role::name(role).to_owned()),
                    respondent: speaker
                        .respondent
                        .and_then(|id| respondents.get(&id).cloned())
                        .map(Id),
                });
            }
        }
        file.documents.push(DocumentItem {
            id: doc.clone(),
            name: Some(interview.name.clone()),
            date: interview.date.clone(),
            text: open.text.as_str().to_owned(),
            attributes: interview.attributes.clone(),
            turns: Some(
                open.turns
                    .iter()
                    .map(|turn| TurnItem {
                        start: turn.span.start().0,
                        end: turn.span.end().0,
                        speaker: turn
                            .speaker
                            .and_then(|place| open.speakers.get(usize::from(place)))
                            .map(|speaker| Id(speaker.label.clone())),
                        time_ms: turn.time_ms,
                    })
                    .collect(),
            ),
            speakers,
            header: self.store.header(interview.id)?,
            ties: open
                .ties
                .iter()
                .map(|tie| TieItem {
                    turn: tie.turn.map(|turn| turn + 1),
                    question: tie
                        .question
                        .and_then(|id| numbers.get(&id).cloned())
                        .map(Id),
                    how: Some(tie.how.name().to_owned()),
                })
                .collect(),
        });
        // Codings of retired codes go out too: nothing is lost on the way through a file.
        let layer = self.store.whole_layer(interview.id)?;
        let memos = own_memos(&open.memos);
        let mut codings: Vec<_> = layer.all().iter().collect();
        codings.sort_by_key(|coding| {
            (
                coding.span,
                book.place(coding.code),
                &coding.coder,
                coding.id,
            )
        });
        for coding in codings {
            let code = book
                .get(coding.code)
                .map(|code| code.entry.public_id.clone());
            let memo = memos.get(&(coding.id, coding.coder.as_str()));
            file.codings.push(CodingItem {
                id: Some(Id(public_coding_id(&outside, coding.id))),
                doc: doc.clone(),
                start: coding.span.start().0,
                end: coding.span.end().0,
                code: Id(code.unwrap_or_default()),
                coder: Some(Id(coding.coder.clone())),
                memo: memo.map(|memo| memo.text.clone()),
                memo_kind: memo.map(|memo| memo.kind.name().to_owned()),
                memo_written_at: memo.and_then(|memo| memo.written_ms.and_then(written_time)),
                status: Some(coding.status.name().to_owned()),
                facets: coding.facets.clone(),
                code_version: Some(coding.code_version),
                created_at: coding.created_ms.and_then(written_time),
                starred: coding.starred,
                confidence: coding.confidence.map(|it| it.name().to_owned()),
                use_as: coding.use_as.map(|it| it.name().to_owned()),
            });
        }
        self.add_verdicts(interview.id, &outside, file)?;
        for link in &open.links {
            file.coding_links.push(CodingLinkItem {
                id: Some(Id(link.id.to_string())),
                from: Id(public_coding_id(&outside, link.from)),
                to: Id(public_coding_id(&outside, link.to)),
                relation: link.relation.clone(),
                coder: Some(Id(link.coder.clone())),
                created_at: link.created_ms.and_then(written_time),
            });
        }
        for bookmark in &open.bookmarks {
            file.bookmarks.push(BookmarkItem {
                doc: doc.clone(),
                at: bookmark.at.0,
                coder: Id(bookmark.coder.clone()),
            });
        }
        for memo in &open.memos {
            if let MemoTarget::Coding(id) = memo.target
                && layer
                    .get(id)
                    .is_some_and(|coding| coding.coder != memo.coder)
            {
                file.memos.push(MemoItem {
                    id: Some(Id(memo.id.to_string())),
                    coding: Some(Id(public_coding_id(&outside, id))),
                    kind: Some(memo.kind.name().to_owned()),
                    coder: Some(Id(memo.coder.clone())),
                    text: memo.text.clone(),
                    written_at: memo.written_ms.and_then(written_time),
                    ..MemoItem::default()
                });
            }
        }
        Ok(())
    }
}

fn public_coding_id(outside: &HashMap<CodingId, String>, id: CodingId) -> String {
    outside.get(&id).cloned().unwrap_or_else(|| id.to_string())
}

/// Memos on codings, by coding and coder.
fn own_memos(memos: &[Memo]) -> HashMap<(CodingId, &str), &Memo> {
    memos
        .iter()
        .filter_map(|memo| match memo.target {
            MemoTarget::Coding(id) => Some(((id, memo.coder.as_str()), memo)),
            _ => None,
        })
        .collect()
}

fn code_items(book: &Codebook) -> Vec<CodeItem> {
    book.codes()
        .iter()
        .enumerate()
        .map(|(place, code)| {
            let entry = code.entry.clone();
            CodeItem {
                id: Id(entry.public_id),
                name: entry.name,
                parent: book
                    .parent_place(place)
                    .map(|above| Id(book.codes()[above].entry.public_id.clone())),
                kind: Some(entry.kind).filter(|kind| !kind.is_empty()),
                color: entry.color,
                definition: entry.definition,
                name_en: entry.name_en,
                aliases: entry.aliases,
                use_when: entry.use_when,
                not_when: entry.not_when,
                example: entry.example,
                digit: entry.digit,
                origin: Some(entry.origin),
                source: entry.source,
                columns: entry.columns,
                open: entry.open,
                version: Some(code.version),
                retired: code.retired,
                merged_into: code
                    .merged_into
                    .and_then(|into| book.get(into))
                    .map(|into| Id(into.entry.public_id.clone())),
            }
        })
        .collect()
}

fn link_items(book: &Codebook) -> Vec<LinkItem> {
    book.links
        .iter()
        .filter_map(|link| {
            Some(LinkItem {
                from: Id(book.get(link.from)?.entry.public_id.clone()),
                to: Id(book.get(link.to)?.entry.public_id.clone()),
                text: link.text.clone(),
            })
        })
        .collect()
}

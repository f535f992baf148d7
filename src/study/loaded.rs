//! The part of a study that is in memory while it is on screen.

use std::collections::HashMap;
use std::path::PathBuf;

use super::{Pins, Result, Study};
use crate::model::coding::Layer;
use crate::model::guide::Guide;
use crate::model::interview::QuestionTie;
use crate::model::{
    Bookmark, CharPos, Codebook, CodingLink, Interview, InterviewId, Memo, QuestionId,
    RespondentId, Seen, Speaker, Turn,
};
use crate::store::{Access, LogEntry};
use crate::text::Text;

/// What screens draw from and decide by. Plain data; nothing in it reads the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Title of the study.
    pub title: String,
    /// The study file.
    pub path: PathBuf,
    /// Whether its contents are invented sample data.
    pub demo: bool,
    /// What may be done with it.
    pub access: Access,
    /// Who acts.
    pub coder: String,
    /// Interviews that the acting coder codes blind: nothing of others' work on them is shown.
    pub blind: Vec<InterviewId>,
    /// The codebook.
    pub codebook: Codebook,
    /// Number of the codebook as it is.
    pub codebook_number: u32,
    /// Number and name of the codebook frozen last.
    pub frozen: Option<(u32, String)>,
    /// For each place of `codebook.codes()` its own codings that count, by every coder.
    pub n_codings: Vec<u32>,
    /// The questions of every guide the study has had, in order.
    pub guide: Vec<GuideQuestion>,
    /// The codes on the acting coder's digit keys.
    pub pins: Pins,
    /// Interviews in the study's order.
    pub interviews: Vec<Interview>,
    /// Labels of respondents.
    pub respondents: Vec<String>,
    /// Sentences of each interview that the acting coder had left to read when it was
    /// last left; interviews never looked at are not in it.
    pub unread: HashMap<InterviewId, u32>,
    /// The interview on screen.
    pub open: Option<OpenInterview>,
    /// What the acting coder searched for before, the latest first.
    pub queries: Vec<String>,
    /// What undo would take back for the acting coder.
    pub undo: Option<LogEntry>,
    /// What redo would do again.
    pub redo: Option<LogEntry>,
}

/// A question of the guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuideQuestion {
    /// Its identity.
    pub id: QuestionId,
    /// Its number (`B2`).
    pub number: String,
    /// Its wording in the latest guide that has it.
    pub text: String,
    /// Its wording in English, where the guide has one.
    pub text_en: String,
    /// Follow-up questions.
    pub probes: Vec<String>,
}

impl Loaded {
    /// The question with that identity.
    #[must_use]
    pub fn question(&self, id: QuestionId) -> Option<&GuideQuestion> {
        self.guide.iter().find(|question| question.id == id)
    }
}

/// An interview on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenInterview {
    /// Its identity.
    pub id: InterviewId,
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: Text,
    /// Its turns in order.
    pub turns: Vec<Turn>,
    /// Its speakers; turns name them by index.
    pub speakers: Vec<Speaker>,
    /// Labels of the respondents behind them.
    pub respondents: HashMap<RespondentId, String>,
    /// Turns tied to questions of the guide.
    pub ties: Vec<QuestionTie>,
    /// Codings by every coder.
    pub layer: Layer,
    /// Memos on the interview and its codings.
    pub memos: Vec<Memo>,
    /// Links between its codings, by every coder.
    pub links: Vec<CodingLink>,
    /// Bookmarks of every coder, in the order of the text.
    pub bookmarks: Vec<Bookmark>,
    /// Where the acting coder's cursor stood last time.
    pub place: Option<CharPos>,
    /// What the acting coder has read of it.
    pub seen: Seen,
}

impl OpenInterview {
    /// Index of the turn whose words hold `at`, or of the last one that begins before it.
    #[must_use]
    pub fn turn_at(&self, at: CharPos) -> Option<usize> {
        self.turns
            .partition_point(|turn| turn.span.start() <= at)
            .checked_sub(1)
    }
}

impl Study {
    /// Loads everything but an interview.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn load(&self, coder: &str) -> Result<Loaded> {
        // Somebody else may have changed since what whoever looks may see.
        self.moment()?;
        let store = &self.store;
        let codebook = store.codebook()?;
        let mut n_codings = vec![0; codebook.codes().len()];
        for (code, n) in store.coding_counts()? {
            if let Some(place) = codebook.place(code) {
                n_codings[place] = n;
            }
        }
        Ok(Loaded {
            title: store.fact("title")?.unwrap_or_default(),
            path: store.path().to_owned(),
            demo: self.is_demo()?,
            access: store.access().clone(),
            coder: coder.to_owned(),
            blind: self.hidden()?,
            pins: self.pins(&codebook, &store.pin_choice(coder)?, coder)?,
            codebook,
            codebook_number: store.codebook_number()?,
            frozen: store.last_frozen()?,
            n_codings,
            guide: self.guide_questions()?,
            interviews: store.interviews()?,
            respondents: store
                .respondents()?
                .into_iter()
                .map(|respondent| respondent.label)
                .collect(),
            unread: store.unread(coder)?,
            open: None,
            queries: store.queries(coder)?,
            undo: store.next_undo(coder)?,
            redo: store.next_redo(coder)?,
        })
    }

    pub(super) fn guide_questions(&self) -> Result<Vec<GuideQuestion>> {
        let guides = self.store.guides()?;
        let wording = |number: &str| {
            let latest = guides.iter().rev();
            latest
                .flat_map(Guide::questions)
                .find(|question| question.number == number)
        };
        let known = self.store.questions()?.into_iter();
        Ok(known
            .map(|question| {
                let wording = wording(&question.number);
                GuideQuestion {
                    id: question.id,
                    text: wording.map_or_else(String::new, |it| it.text.clone()),
                    text_en: wording.map_or_else(String::new, |it| it.text_en.clone()),
                    probes: wording.map_or_else(Vec::new, |it| it.probes.clone()),
                    number: question.number,
                }
            })
            .collect())
    }

    /// Loads an interview with its text, codings and memos.
    ///
    /// # Errors
    /// When the file can't be read or has no such interview.
    pub fn load_interview(&self, id: InterviewId, coder: &str) -> Result<OpenInterview> {
        self.moment()?;
        let store = &self.store;
        let name = store.interview_name(id)?;
        Ok(OpenInterview {
            id,
            name,
            text: Text::new(store.text(id)?),
            turns: store.turns(id)?,
            speakers: store.speakers(id)?,
            respondents: store.respondent_labels()?,
            ties: store.ties(id)?,
            layer: store.layer(id)?,
            memos: store.memos(Some(id))?,
            links: store.coding_links(id)?,
            bookmarks: store.bookmarks(id)?,
            place: store.place(id, coder)?,
            seen: store.seen(id, coder)?,
        })
    }

    /// Reads again what undo and redo would do now for the acting coder, and what is kept from them.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn reload_steps(&self, into: &mut Loaded) -> Result<()> {
        into.undo = self.store.next_undo(&into.coder)?;
        into.redo = self.store.next_redo(&into.coder)?;
        into.blind = self.hidden()?;
        Ok(())
    }

    /// Reads codings and memos of an open interview again.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn reload_layer(&self, into: &mut OpenInterview) -> Result<()> {
        into.layer = self.store.layer(into.id)?;
        into.memos = self.store.memos(Some(into.id))?;
        into.links = self.store.coding_links(into.id)?;
        into.bookmarks = self.store.bookmarks(into.id)?;
        Ok(())
    }

    /// The interview where the coder was last.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn last_interview(&self, coder: &str) -> Result<Option<InterviewId>> {
        Ok(self.store.last_place(coder)?)
    }

    /// Remembers what the coder searched for; no step of the log.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn remember_query(&mut self, query: &str, coder: &str) -> Result<()> {
        Ok(self.store.remember_query(query, coder)?)
    }

    /// Remembers where the coder's cursor stands; no step of the log.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn remember_place(&mut self, id: InterviewId, at: CharPos, coder: &str) -> Result<()> {
        Ok(self.store.remember_place(id, at, coder)?)
    }

    /// Remembers what the coder has read of an interview, and how many sentences are
    /// left; no step of the log.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn remember_seen(
        &mut self,
        id: InterviewId,
        seen: &Seen,
        n_unread: u32,
        coder: &str,
    ) -> Result<()> {
        Ok(self.store.remember_seen(id, seen, n_unread, coder)?)
    }
}

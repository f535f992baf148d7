//! What a person says of planned interviews before they are taken in.
//!
//! Pure: a plan goes in, a plan comes out. The same things can be said afterwards, of the
//! interviews in the study; saying them of the plan makes one step of it all.

use std::collections::BTreeSet;

use super::{Plan, PlannedInterview, PlannedRespondent, PlannedTarget, Transcript};
use crate::model::interview::Role;

/// One thing said of an interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Adjustment {
    /// Gives the interview another name.
    Name(String),
    /// Gives it an attribute; an empty value takes it away.
    Attribute {
        /// The attribute.
        name: String,
        /// Its value.
        value: String,
    },
    /// Gives a speaker another label; where another speaker has that one, both become one.
    Rename {
        /// The label there is.
        label: String,
        /// The one to have.
        new: String,
    },
    /// Says what a speaker does; `None` leaves it open.
    Role {
        /// The speaker's label.
        label: String,
        /// What it does.
        role: Option<Role>,
    },
    /// Says which respondent speaks; `None` means none.
    Respondent {
        /// The speaker's label.
        label: String,
        /// Label of the respondent.
        respondent: Option<String>,
    },
}

impl Adjustment {
    /// The label of the speaker that it speaks of, where it does.
    #[must_use]
    pub fn speaker(&self) -> Option<&str> {
        match self {
            Self::Rename { label, .. }
            | Self::Role { label, .. }
            | Self::Respondent { label, .. } => Some(label),
            Self::Name(_) | Self::Attribute { .. } => None,
        }
    }
}

impl PlannedInterview {
    /// Takes an adjustment in; whether there was anything here that it speaks of.
    pub fn adjust(&mut self, adjustment: &Adjustment) -> bool {
        match adjustment {
            Adjustment::Name(name) => self.name.clone_from(name),
            Adjustment::Attribute { name, value } => {
                self.attributes.retain(|(known, _)| known != name);
                if !value.is_empty() {
                    self.attributes.push((name.clone(), value.clone()));
                }
            }
            Adjustment::Rename { label, new } => return self.transcript.rename(label, new),
            Adjustment::Role { label, role } => {
                let Some(speaker) = self.transcript.speaker_mut(label) else {
                    return false;
                };
                speaker.role = *role;
            }
            Adjustment::Respondent { label, respondent } => {
                let Some(speaker) = self.transcript.speaker_mut(label) else {
                    return false;
                };
                speaker.respondent.clone_from(respondent);
            }
        }
        true
    }
}

impl Transcript {
    fn speaker_mut(&mut self, label: &str) -> Option<&mut super::PlannedSpeaker> {
        self.speakers.iter_mut().find(|it| it.label == label)
    }

    /// Gives a speaker another label, or its turns to the speaker that has it; whether there
    /// is such a speaker. The turns stay as they are, also where two of one speaker follow
    /// each other. Who had the label before keeps role and respondent where it has them.
    pub fn rename(&mut self, label: &str, new: &str) -> bool {
        let place = |wanted: &str| self.speakers.iter().position(|it| it.label == wanted);
        let Some(from) = place(label) else {
            return false;
        };
        match place(new) {
            Some(into) if into == from => {}
            None => {
                let speaker = &mut self.speakers[from];
                let found = std::mem::replace(&mut speaker.label, new.to_owned());
                speaker.found.get_or_insert(found);
            }
            Some(into) => {
                let gone = self.speakers.remove(from);
                let into = into - usize::from(into > from);
                let kept = &mut self.speakers[into];
                kept.role = kept.role.or(gone.role);
                kept.respondent = kept.respondent.take().or(gone.respondent);
                for turn in &mut self.turns {
                    turn.speaker = turn.speaker.map(|speaker| match usize::from(speaker) {
                        it if it == from => u16::try_from(into).unwrap_or(speaker),
                        it if it > from => speaker - 1,
                        _ => speaker,
                    });
                }
            }
        }
        true
    }
}

impl Plan {
    /// Adds the respondents whom speakers are said to be and the plan doesn't have. The study
    /// takes those that it knows for the same.
    pub fn add_respondents(&mut self) {
        let speakers = self
            .interviews
            .iter()
            .flat_map(|it| &it.transcript.speakers);
        for label in speakers.filter_map(|it| it.respondent.as_ref()) {
            if self.respondents.iter().all(|it| it.label != *label) {
                self.respondents.push(PlannedRespondent {
                    label: label.clone(),
                    ..PlannedRespondent::default()
                });
            }
        }
    }

    /// Takes interviews out, by key, with everything that belongs to them and with the people
    /// whom no other interview names.
    pub fn leave_out(&mut self, gone: &BTreeSet<String>) {
        if gone.is_empty() {
            return;
        }
        let before = self.people();
        let stays = |key: &String| !gone.contains(key);
        // A file may name a coding by either of its ids.
        let codings: BTreeSet<String> = self
            .codings
            .iter()
            .filter(|coding| gone.contains(&coding.interview))
            .flat_map(|coding| {
                let uid = coding.uid.map(|uid| uid.to_string());
                uid.into_iter().chain(coding.outside_id.clone())
            })
            .collect();
        let kept = |id: &String| !codings.contains(id);
        self.interviews.retain(|it| stays(&it.key));
        self.sessions.retain(|it| stays(&it.interview));
        self.codings.retain(|it| stays(&it.interview));
        self.coverage.retain(|(key, _)| stays(key));
        self.assignments.retain(|it| stays(&it.interview));
        self.summaries.retain(|it| stays(&it.interview));
        self.bookmarks.retain(|(key, _, _)| stays(key));
        self.memos.retain(|memo| match &memo.target {
            PlannedTarget::Interview(key) | PlannedTarget::Passage(key, _) => stays(key),
            PlannedTarget::Coding(id) => kept(id),
            PlannedTarget::Study | PlannedTarget::Code(_) => true,
        });
        self.coding_links
            .retain(|it| kept(&it.from) && kept(&it.to));
        self.verdicts.retain(|it| kept(&it.coding));
        self.settlements
            .retain(|it| it.a.iter().chain(&it.b).all(kept));
        let left = self.people();
        self.respondents
            .retain(|it| left.contains(&it.label) || !before.contains(&it.label));
    }

    /// Labels of those who take part in its interviews.
    fn people(&self) -> BTreeSet<String> {
        let speakers = self
            .interviews
            .iter()
            .flat_map(|it| &it.transcript.speakers);
        let named = speakers.filter_map(|speaker| speaker.respondent.clone());
        let in_sessions = self.sessions.iter().flat_map(|it| it.respondents.clone());
        named.chain(in_sessions).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::interview::Turn;
    use crate::model::plan::{PlannedCoding, PlannedMemo, PlannedSpeaker};
    use crate::model::pos::Span;

    /// An interview of speakers, and whose each turn is.
    fn interview(labels: &[&str], turns: &[u16]) -> PlannedInterview {
        let len = u32::try_from(turns.len()).unwrap() * 2;
        let speaker = |label: &&str| PlannedSpeaker {
            label: (*label).to_owned(),
            ..PlannedSpeaker::default()
        };
        let turn = |(n, speaker): (u32, &u16)| Turn {
            span: Span::within(len, 2 * n, 2 * n + 1).unwrap(),
            speaker: Some(*speaker),
            time_ms: None,
        };
        PlannedInterview {
            key: labels.join("+"),
            transcript: Transcript {
                text: "话\n".repeat(turns.len()),
                turns: (0..).zip(turns).map(turn).collect(),
                speakers: labels.iter().map(speaker).collect(),
                header: Vec::new(),
            },
            ..PlannedInterview::default()
        }
    }

    /// Labels in order, and the label of each turn.
    fn voices(it: &PlannedInterview) -> (Vec<&str>, Vec<&str>) {
        let label = |n: u16| it.transcript.speakers[usize::from(n)].label.as_str();
        (
            it.transcript
                .speakers
                .iter()
                .map(|it| it.label.as_str())
                .collect(),
            it.transcript
                .turns
                .iter()
                .map(|it| label(it.speaker.unwrap()))
                .collect(),
        )
    }

    #[track_caller]
    fn check(label: &str, new: &str, labels: &[&str], turns: &[&str]) {
        let mut it = interview(&["问", "答", "Q", "老王"], &[0, 1, 2, 3, 1]);
        let said = it.adjust(&Adjustment::Rename {
            label: label.to_owned(),
            new: new.to_owned(),
        });
        assert_eq!(said, label != "谁");
        assert_eq!(voices(&it), (labels.to_vec(), turns.to_vec()));
    }

    #[test]
    fn a_label_is_changed_or_joins_another() {
        let all = ["问", "答", "Q", "老王"];
        check("谁", "甲", &all, &["问", "答", "Q", "老王", "答"]);
        check("答", "答", &all, &["问", "答", "Q", "老王", "答"]);
        check(
            "答",
            "E01",
            &["问", "E01", "Q", "老王"],
            &["问", "E01", "Q", "老王", "E01"],
        );
        check(
            "Q",
            "问",
            &["问", "答", "老王"],
            &["问", "答", "问", "老王", "答"],
        );
        check(
            "问",
            "老王",
            &["答", "Q", "老王"],
            &["老王", "答", "Q", "老王", "答"],
        );
    }

    #[test]
    fn the_label_of_the_text_is_remembered_and_what_was_known_is_kept() {
        let mut it = interview(&["问", "答"], &[0, 1]);
        for (label, new) in [("问", "访谈者"), ("访谈者", "访")] {
            it.transcript.rename(label, new);
        }
        assert_eq!(it.transcript.speakers[0].found.as_deref(), Some("问"));
        it.transcript.speakers[0].role = Some(Role::Interviewer);
        it.adjust(&Adjustment::Respondent {
            label: "答".to_owned(),
            respondent: Some("E1".to_owned()),
        });
        it.transcript.rename("答", "访");
        let speaker = &it.transcript.speakers[0];
        assert_eq!(speaker.role, Some(Role::Interviewer));
        assert_eq!(speaker.respondent.as_deref(), Some("E1"));
        assert!(!it.adjust(&Adjustment::Role {
            label: "答".to_owned(),
            role: None,
        }));
    }

    #[test]
    fn an_attribute_is_said_once_and_taken_away_by_nothing() {
        let mut it = interview(&[], &[]);
        let mut say = |name: &str, value: &str| {
            it.adjust(&Adjustment::Attribute {
                name: name.to_owned(),
                value: value.to_owned(),
            });
            it.attributes.clone()
        };
        say("市", "北京");
        say("级", "区");
        assert_eq!(say("市", "上海").len(), 2);
        assert_eq!(say("级", ""), [("市".to_owned(), "上海".to_owned())]);
    }

    #[test]
    fn what_is_left_out_takes_along_what_belongs_to_it() {
        let mut plan = Plan {
            interviews: vec![interview(&["甲"], &[0]), interview(&["乙"], &[0])],
            ..Plan::default()
        };
        for (it, who) in plan.interviews.iter_mut().zip(["E1", "E2"]) {
            it.transcript.speakers[0].respondent = Some(who.to_owned());
        }
        plan.add_respondents();
        plan.add_respondents();
        let coding = |interview: &str, id: &str| PlannedCoding {
            interview: interview.to_owned(),
            outside_id: Some(id.to_owned()),
            ..PlannedCoding::default()
        };
        plan.codings = vec![coding("甲", "1"), coding("乙", "2")];
        let memo = |id: &str| PlannedMemo {
            uid: None,
            target: PlannedTarget::Coding(id.to_owned()),
            kind: crate::model::MemoKind::default(),
            coder: None,
            text: "记".to_owned(),
            written_ms: None,
        };
        plan.memos = vec![memo("1"), memo("2")];
        let labels = |plan: &Plan| -> Vec<String> {
            plan.respondents.iter().map(|it| it.label.clone()).collect()
        };
        assert_eq!(labels(&plan), ["E1", "E2"]);
        plan.leave_out(&BTreeSet::from(["甲".to_owned()]));
        assert_eq!(plan.interviews.len(), 1);
        assert_eq!(plan.codings, [coding("乙", "2")]);
        assert_eq!(plan.memos, [memo("2")]);
        assert_eq!(labels(&plan), ["E2"]);
    }
}

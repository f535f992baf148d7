//! What stands beside codes: stars, confidence, links, bookmarks, and copying a passage.

use crate::model::{Coding as Tag, Confidence, Edit, Mark, Use};
use crate::study::Loaded;
use crate::tui::app::Desk;
use crate::tui::command::Command;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::overlays::Overlay;
use crate::tui::overlays::picker::Picker;

use super::names::{name, place, quotation};
use super::{Coding, focused};

/// Stars the coding under the cursor, says how sure one is of it or what may not become of its
/// words; the same key goes on.
pub(super) fn mark(
    coding: &Coding,
    loaded: &Loaded,
    desk: &mut Desk,
    command: Command,
) -> Vec<Effect> {
    let Some((tag, code)) = focused(coding, loaded) else {
        desk.say(Message::new("say-no-code-here"));
        return Vec::new();
    };
    // What may be printed is a matter of the words, whoever coded them.
    if tag.coder != loaded.coder && command != Command::Use {
        desk.say(Message::new("say-codes-of-others").with("coder", &tag.coder));
        return Vec::new();
    }
    let (mark, said) = match command {
        Command::Use => {
            let next = Use::after(tag.use_as);
            (Mark::Use(next), use_key(next))
        }
        Command::Star if tag.starred => (Mark::NoStar, "said-no-star"),
        Command::Star => (Mark::Star, "said-star"),
        _ => {
            let next = Confidence::after(tag.confidence);
            (Mark::Confidence(next), confidence_key(next))
        }
    };
    let edit = Edit::MarkCoding {
        coding: tag.id,
        mark,
    };
    let said = Message::new(said).with("code", name(loaded, code.id));
    vec![Effect::edit(edit, said)]
}

fn confidence_key(confidence: Option<Confidence>) -> &'static str {
    match confidence {
        Some(Confidence::High) => "said-confidence-high",
        Some(Confidence::Middle) => "said-confidence-middle",
        Some(Confidence::Low) => "said-confidence-low",
        None => "said-confidence-none",
    }
}

fn use_key(use_as: Option<Use>) -> &'static str {
    match use_as {
        Some(Use::NotQuoted) => "said-use-not-quoted",
        Some(Use::Background) => "said-use-background",
        None => "said-use-free",
    }
}

/// Sets a bookmark where the unit under the cursor begins, or takes those in it away.
pub(super) fn bookmark(coding: &Coding, loaded: &Loaded, desk: &mut Desk) -> Vec<Effect> {
    let (Some(head), Some(open)) = (coding.head, &loaded.open) else {
        return Vec::new();
    };
    let there = open
        .bookmarks
        .iter()
        .find(|it| it.coder == loaded.coder && head.contains(it.at));
    let interview = coding.interview;
    let (edit, said) = match there {
        Some(there) => (
            Edit::RemoveBookmark {
                interview,
                at: there.at,
            },
            "said-bookmark-removed",
        ),
        None => (
            Edit::AddBookmark {
                interview,
                at: head.start(),
            },
            "said-bookmark",
        ),
    };
    desk.remark = None;
    vec![Effect::edit(
        edit,
        Message::new(said).with("place", place(loaded, head)),
    )]
}

/// Asks which coding the one under the cursor shall be linked to.
pub(super) fn link(loaded: &Loaded, desk: &mut Desk, tag: &Tag) -> Option<Overlay> {
    let picker = Picker::link(loaded, tag);
    if picker.is_none() {
        desk.say(Message::new("say-nothing-to-link"));
    }
    picker.map(Overlay::Picker)
}

/// Copies the target with where it stands.
pub(in crate::tui) fn copy(coding: &Coding, loaded: &Loaded, desk: &mut Desk) -> Vec<Effect> {
    let quoted = coding
        .target()
        .and_then(|target| quotation(loaded, desk.lang, target));
    let Some(quoted) = quoted else {
        return Vec::new();
    };
    desk.say(Message::new("said-copied").with("n", quoted.chars().count()));
    vec![Effect::Copy(quoted)]
}

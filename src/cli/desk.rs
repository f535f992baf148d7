//! Who is to code what, and who is done.

use anyhow::Result;

use super::Done;
use super::args::{Assign, DoneWith};
use super::context::Context;
use super::failure::{NotDone, WrongWords};
use crate::model::{Edit, InterviewId, Sight};
use crate::study::{Applied, Overwrite, Study};

/// Gives interviews to somebody to code, or takes them back.
pub(super) fn assign(words: &Assign, context: &Context) -> Result<Done> {
    let coder = words.to.trim();
    if coder.is_empty() {
        return Err(WrongWords(context.strings.get("cli-assign-nobody")).into());
    }
    let mut study = context.write(&words.study)?;
    let interviews = interviews(&study, &words.interviews)?;
    let n = interviews.len();
    if let Some(out) = &words.out
        && out.exists()
        && !context.options.force
    {
        // Said before anything is changed.
        let path = out.display().to_string();
        let sentence = context
            .strings
            .with("cli-target-exists", &[("path", path.into())]);
        return Err(NotDone(sentence).into());
    }
    let (edit, said) = if words.take_back {
        let coder = coder.to_owned();
        (Edit::Unassign { interviews, coder }, "cli-unassigned")
    } else {
        let (sight, said) = if words.blind {
            (Sight::Blind, "cli-assigned-blind")
        } else {
            (Sight::Open, "cli-assigned")
        };
        let mut interviews = interviews;
        if !words.blind && !words.not_blind {
            // What they have already stays as it is: nobody is shown by oversight what they
            // were not to see.
            let theirs = study.assigned_to(coder)?;
            interviews.retain(|interview| !theirs.contains(interview));
        }
        let coder = coder.to_owned();
        let edit = Edit::Assign {
            interviews,
            coder,
            sight,
        };
        (edit, said)
    };
    let applied = study.apply(&edit, &context.coder)?;
    let said = said_of(&applied, said);
    context.say(said, &[("n", n.into()), ("coder", coder.into())]);
    if let Some(out) = &words.out {
        let overwrite = if context.options.force {
            Overwrite::Yes
        } else {
            Overwrite::No
        };
        let n = study.write_work_copy(out, coder, overwrite)?;
        let path = out.display().to_string();
        let args = [
            ("path", path.into()),
            ("coder", coder.into()),
            ("n", n.into()),
        ];
        context.say("cli-work-copy", &args);
    }
    Ok(Done::All)
}

/// Says that the acting coder has gone through interviews to the end, or has not.
pub(super) fn done(words: &DoneWith, context: &Context) -> Result<Done> {
    let mut study = context.write(&words.study)?;
    let interviews = interviews(&study, &words.interviews)?;
    let n = interviews.len();
    let (edit, said) = if words.take_back {
        (Edit::MarkNotDone { interviews }, "cli-not-done")
    } else {
        (Edit::MarkDone { interviews }, "cli-done")
    };
    let applied = study.apply(&edit, &context.coder)?;
    let coder = context.coder.as_str();
    let said = said_of(&applied, said);
    context.say(said, &[("n", n.into()), ("coder", coder.into())]);
    Ok(Done::All)
}

fn said_of(applied: &Applied, said: &'static str) -> &'static str {
    if applied.touched == crate::study::Touched::default() {
        "cli-nothing-changed"
    } else {
        said
    }
}

/// The interviews of these names, each once.
fn interviews(study: &Study, names: &[String]) -> Result<Vec<InterviewId>> {
    let mut found = Vec::new();
    for name in names {
        let interview = study.interview_named(name)?;
        if !found.contains(&interview) {
            found.push(interview);
        }
    }
    Ok(found)
}

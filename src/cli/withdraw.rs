//! Taking an interview out for good.

use anyhow::Result;

use super::Done;
use super::args::Withdraw;
use super::context::Context;
use super::failure::WrongWords;
use crate::study::file_error;

pub(super) fn run(words: &Withdraw, context: &Context) -> Result<Done> {
    if !words.for_good {
        return Err(WrongWords(context.strings.get("cli-withdraw-unconfirmed")).into());
    }
    let mut study = context.write(&words.study)?;
    let interview = study.interview_named(&words.interview)?;
    let withdrawn = study.withdraw(interview, &context.coder)?;
    context.say(
        "cli-withdrawn",
        &[
            ("interview", withdrawn.name.into()),
            ("codings", withdrawn.n_codings.into()),
            ("memos", withdrawn.n_memos.into()),
        ],
    );
    if withdrawn.n_lines_left > 0 {
        context.say(
            "cli-withdrawn-quoted",
            &[("n", withdrawn.n_lines_left.into())],
        );
    }
    for path in &withdrawn.backups {
        let shown = path.display().to_string();
        if words.remove_backups {
            std::fs::remove_file(path).map_err(file_error(path))?;
            context.say("cli-backup-removed", &[("path", shown.into())]);
        } else {
            context.say("cli-backup-holds", &[("path", shown.into())]);
        }
    }
    for path in withdrawn.copies {
        let shown = path.display().to_string();
        context.say("cli-copy-holds", &[("path", shown.into())]);
    }
    context.say("cli-withdrawn-beyond", &[]);
    Ok(Done::All)
}

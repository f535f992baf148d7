//! Reading files into a study.

use anyhow::Result;
use serde_json::json;

use super::args::Import;
use super::context::Context;
use super::failure::WrongWords;
use super::{Done, output};
use crate::formats::encoding::encoding_named;
use crate::formats::transcript::{ReadOptions, Speakers, Survey};
use crate::model::plan::{Adjustment, Warning};
use crate::strings::Message;
use crate::study::{Carry, ImportOptions, Imported, Listing, OnBadFile, Outcome};

pub(super) fn run(words: &Import, context: &Context) -> Result<Done> {
    let options = options(words, context)?;
    let carry = if words.dry_run {
        Carry::OnlyTry
    } else {
        Carry::Out
    };
    let mut study = context.write(&words.study)?;
    let bar = context.bar("cli-reading");
    let imported = study.import(
        &words.files,
        &options,
        &context.coder,
        carry,
        &mut |done, all| {
            if let Some(bar) = &bar {
                bar.set_length(all as u64);
                bar.set_position(done as u64);
            }
        },
    );
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    let imported = imported?;
    talk(&imported, carry, context);
    // A pipe or a file wants the report; on a terminal the talk says it all.
    if context.options.format.is_some() || context.options.output.is_some() || words.dry_run {
        output::listing(&listing(&imported, context), &study, context)?;
    }
    Ok(if imported.left_out() {
        Done::SomeLeftOut
    } else {
        Done::All
    })
}

fn options(words: &Import, context: &Context) -> Result<ImportOptions> {
    let encoding = words
        .encoding
        .as_deref()
        .map(|name| {
            encoding_named(name).ok_or_else(|| {
                WrongWords(
                    context
                        .strings
                        .with("cli-no-encoding", &[("name", name.into())]),
                )
            })
        })
        .transpose()?;
    let speakers = match words.speakers.as_str() {
        "auto" => Speakers::Auto,
        "none" => Speakers::None,
        pattern => Speakers::pattern(pattern).map_err(|error| {
            // The last line says what is wrong, those before it show where.
            let said = error.to_string();
            let detail = said.lines().last().unwrap_or_default();
            let detail = [("detail", detail.trim_start_matches("error: ").into())];
            WrongWords(context.strings.with("cli-no-speakers", &detail))
        })?,
    };
    Ok(ImportOptions {
        read: ReadOptions {
            encoding,
            speakers,
            interviewers: words.interviewer.clone(),
            survey: words.survey.then(|| Survey {
                name: words.name_column.clone(),
                attributes: words.attribute_column.clone(),
            }),
        },
        attributes: words.attr.clone(),
        attribute_file: words.attributes.clone(),
        adjustments: adjustments(words, context)?,
        on_bad_file: if words.keep_going {
            OnBadFile::GoOn
        } else {
            OnBadFile::Stop
        },
    })
}

/// What is said of speakers: new labels first, so that the others may use them.
///
/// # Errors
/// When a new label is also one that gets another: one after the other, such renames would make
/// different people one.
fn adjustments(words: &Import, context: &Context) -> Result<Vec<Adjustment>> {
    let renamed = |label: &String| words.rename.iter().any(|(old, _)| old == label);
    if let Some((_, label)) = words
        .rename
        .iter()
        .find(|(old, new)| old != new && renamed(new))
    {
        let args = [("label", label.as_str().into())];
        return Err(WrongWords(context.strings.with("cli-rename-twice", &args)).into());
    }
    let renames = words.rename.iter().map(|(label, new)| Adjustment::Rename {
        label: label.clone(),
        new: new.clone(),
    });
    let roles = words.role.iter().map(|(label, role)| Adjustment::Role {
        label: label.clone(),
        role: Some(*role),
    });
    let respondents = words.respondent.iter().map(|(label, respondent)| {
        let (label, respondent) = (label.clone(), Some(respondent.clone()));
        Adjustment::Respondent { label, respondent }
    });
    Ok(renames.chain(roles).chain(respondents).collect())
}

fn talk(imported: &Imported, carry: Carry, context: &Context) {
    let strings = &context.strings;
    let (mut added, mut known, mut left_out) = (0_u32, 0_u32, 0_u32);
    for file in &imported.files {
        match &file.outcome {
            Outcome::Added => {
                added += 1;
                if !context.options.quiet {
                    let speakers: Vec<String> = file
                        .speakers
                        .iter()
                        .map(|(label, role)| match role {
                            Some(role) => {
                                let role = strings.get(&format!("cell-role-{role}"));
                                format!("{label} ({role})")
                            }
                            None => label.clone(),
                        })
                        .collect();
                    context.say(
                        "cli-import-file",
                        &[
                            ("file", (&file.file).into()),
                            ("interview", (&file.interview).into()),
                            ("format", (&file.format).into()),
                            ("encoding", (&file.encoding).into()),
                            ("chars", file.chars.into()),
                            ("turns", file.turns.into()),
                            ("speakers", speakers.join(", ").into()),
                        ],
                    );
                }
            }
            Outcome::Known(name) => {
                known += 1;
                context.say(
                    "cli-import-known",
                    &[("file", (&file.file).into()), ("interview", name.into())],
                );
            }
            // Among the warnings, by its name.
            Outcome::Withdrawn => left_out += 1,
            Outcome::LeftOut(error) => {
                left_out += 1;
                let left = Message::new("cli-import-left-out").saying("what", error.as_ref());
                context.tell(&strings.tell(&left));
            }
        }
        warn(&file.file, &file.warnings, context);
    }
    warn("", &imported.warnings, context);
    for path in &imported.passed_over {
        context.say(
            "cli-passed-over",
            &[("path", path.display().to_string().into())],
        );
    }
    context.say(
        "cli-import-summary",
        &[
            ("added", added.into()),
            ("known", known.into()),
            ("left_out", left_out.into()),
            ("codings", imported.report.n_codings.into()),
        ],
    );
    if carry == Carry::OnlyTry {
        context.say("cli-import-dry", &[]);
    }
}

fn warn(file: &str, warnings: &[Warning], context: &Context) {
    if context.options.quiet {
        return;
    }
    let strings = &context.strings;
    for warning in warnings {
        let what = strings.warning(warning);
        let words = if file.is_empty() {
            strings.with("cli-warning", &[("what", what.into())])
        } else {
            let of_file = [("file", file.into()), ("what", what.into())];
            strings.with("cli-warning-of", &of_file)
        };
        context.tell(&words);
    }
}

/// The report as rows.
fn listing(imported: &Imported, context: &Context) -> Listing {
    let mut list = Listing::new(
        "import",
        &[
            "file",
            "interview",
            "format",
            "encoding",
            "chars#",
            "turns#",
            "speakers",
            "outcome",
        ],
    );
    for file in &imported.files {
        let (outcome, error) = match &file.outcome {
            Outcome::Added => ("added", None),
            Outcome::Known(_) => ("known", None),
            Outcome::Withdrawn => ("withdrawn", None),
            Outcome::LeftOut(error) => {
                let message = Message::from(error.as_ref());
                ("left-out", Some(context.strings.tell(&message)))
            }
        };
        let speakers: Vec<&str> = file
            .speakers
            .iter()
            .map(|(label, _)| label.as_str())
            .collect();
        let roles: serde_json::Map<_, _> = file
            .speakers
            .iter()
            .map(|(label, role)| (label.clone(), json!(role)))
            .collect();
        list.push(json!({
            "file": file.file,
            "interview": file.interview,
            "format": file.format,
            "encoding": file.encoding,
            "chars": file.chars,
            "turns": file.turns,
            "speakers": speakers,
            "roles": roles,
            "warnings": file.warnings.iter().map(warning_words).collect::<Vec<_>>(),
            "outcome": outcome,
            "error": error,
        }));
    }
    list
}

/// A warning for programs: its kind and what it is about, whatever the language of the call.
fn warning_words(warning: &Warning) -> String {
    match warning.line {
        Some(line) => format!("{}: line {line}: {}", warning.kind, warning.about),
        None if warning.about.is_empty() => warning.kind.to_owned(),
        None => format!("{}: {}", warning.kind, warning.about),
    }
}

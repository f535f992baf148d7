//! The help of every verb and option in the language of the call.
//!
//! In English it says what the doc comments of `args` say. In Chinese it takes the
//! messages of `help.zh.ftl` by the names of verbs and options; the head of that file
//! has the rule. What has no Chinese text keeps its English one, and a test fails.

use std::fmt::Write as _;

use clap::builder::PossibleValue;
use clap::{Arg, Command, CommandFactory as _};

use super::args::Args;
use crate::strings::{Lang, Strings};

/// The definition of all verbs and options, with its words in a language.
pub(super) fn command(strings: &Strings) -> Command {
    match strings.lang() {
        Lang::En => Args::command(),
        Lang::Zh => {
            let mut command = Args::command();
            // Only then has every verb the options of all verbs, and `help`.
            command.build();
            Chinese { words: strings }.verb(command, &[])
        }
    }
}

/// How a verb is called, without a heading before it.
pub(super) fn usage(line: &str, strings: &Strings) -> String {
    let line = line.trim_start_matches("Usage:").trim();
    let words = [
        ("[OPTIONS]", "usage-options"),
        ("[COMMAND]", "usage-verb"),
        ("<COMMAND>", "usage-verb-needed"),
    ];
    words.iter().fold(line.to_owned(), |line, (word, key)| {
        match strings.if_any(key) {
            Some(chinese) => line.replace(word, &chinese),
            None => line,
        }
    })
}

/// Puts the Chinese texts in place of the English ones.
struct Chinese<'s> {
    words: &'s Strings,
}

impl Chinese<'_> {
    fn verb(&self, mut command: Command, verbs: &[&str]) -> Command {
        if let Some(about) = self.words.if_any(&verb_key(verbs)) {
            if let Some(more) = self.words.if_any(&format!("{}-more", verb_key(verbs))) {
                command = command.long_about(format!("{about}\n\n{more}"));
            }
            command = command.about(about);
        }
        if let Some(after) = self.words.if_any(&format!("{}-after", verb_key(verbs))) {
            command = command.after_help(after);
        }
        let names: Vec<String> = command
            .get_subcommands()
            .map(|verb| verb.get_name().to_owned())
            .collect();
        for name in names {
            // `help` has the verbs once more, under the same names.
            let above = verbs.iter().copied().filter(|verb| *verb != "help");
            let verbs: Vec<&str> = above.chain([name.as_str()]).collect();
            command = command.mut_subcommand(&name, |verb| self.verb(verb, &verbs));
        }
        // Own options come before those that every verb has, as they were declared.
        let mut place = 0;
        command = command.mut_args(|arg| {
            place += 1;
            self.option(arg, verbs).display_order(place)
        });
        let usage = usage(&command.render_usage().to_string(), self.words);
        command
            .override_usage(usage)
            .subcommand_help_heading(self.word("usage-heading-verbs"))
            .help_template(format!(
                "{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}\n",
                self.word("usage-heading")
            ))
    }

    fn option(&self, mut arg: Arg, verbs: &[&str]) -> Arg {
        let takes_value = arg.get_action().takes_values();
        if let Some(text) = self.option_text(verbs, &option_name(&arg)) {
            let (mut short, mut long) = (text.clone(), text);
            if takes_value {
                let (names, with_texts) = self.choice(&arg, verbs);
                let default = match arg.get_default_values() {
                    [value] => {
                        let value = value.to_string_lossy().into_owned();
                        self.words.with("usage-default", &[("value", value.into())])
                    }
                    _ => String::new(),
                };
                short = format!("{short}{names}{default}");
                long = format!("{long}{default}{with_texts}");
            }
            arg = arg
                .help(short)
                .long_help(long)
                .hide_possible_values(true)
                .hide_default_value(true);
        }
        if let Some(names) = arg.get_value_names().filter(|_| takes_value) {
            let names: Vec<String> = names
                .iter()
                .map(|name| {
                    let known = self.words.if_any(&value_key(name));
                    known.unwrap_or_else(|| name.to_string())
                })
                .collect();
            arg = arg.value_names(names);
        }
        let heading = if arg.get_help_heading().is_some() {
            "usage-heading-filters"
        } else if arg.is_positional() {
            "usage-heading-arguments"
        } else {
            "usage-heading-options"
        };
        arg.help_heading(self.word(heading))
    }

    /// The words that an option takes: on one line, and each with its text.
    fn choice(&self, arg: &Arg, verbs: &[&str]) -> (String, String) {
        let values = arg.get_possible_values();
        if values.is_empty() {
            return <(String, String)>::default();
        }
        let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
        let list = names.join(&self.word("list-comma"));
        let short = self.words.with("usage-values", &[("values", list.into())]);
        let mut long = String::new();
        for name in names {
            let text = self.option_text(verbs, &format!("{}-{name}", option_name(arg)));
            let text = text.map(|text| format!("：{text}")).unwrap_or_default();
            let _ = write!(long, "\n- {name}{text}");
        }
        (short, long)
    }

    /// The text of an option of this verb, or else the one that it has wherever it stands.
    fn option_text(&self, verbs: &[&str], option: &str) -> Option<String> {
        let own = format!("option-{}-{option}", verbs.join("-"));
        self.words
            .if_any(&own)
            .or_else(|| self.words.if_any(&format!("option-any-{option}")))
    }

    fn word(&self, key: &str) -> String {
        self.words.get(key)
    }
}

fn verb_key(verbs: &[&str]) -> String {
    match verbs {
        [] => "verb-fangtan".to_owned(),
        [.., "help"] => "verb-help".to_owned(),
        verbs => format!("verb-{}", verbs.join("-")),
    }
}

fn option_name(arg: &Arg) -> String {
    arg.get_id().as_str().replace('_', "-")
}

/// `value-file-csv` for `FILE.csv`.
fn value_key(name: &str) -> String {
    let name = name.to_lowercase();
    format!(
        "value-{}",
        name.replace(|c: char| !c.is_ascii_alphanumeric(), "-")
    )
}

#[cfg(test)]
mod tests;

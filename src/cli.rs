//! The command line.
//!
//! One file per verb or family of verbs; `args` holds the words of a call,
//! `output` writes results in every format, `failure` turns errors into a sentence
//! and an exit status. Results go to standard output, talk to standard error.

mod agreement;
mod args;
mod autocode;
mod codebook;
mod codings;
mod config;
mod context;
mod cooccur;
mod crosstab;
mod demo;
mod desk;
mod evidence;
mod export;
mod failure;
mod freq;
mod guide;
mod help;
mod history;
mod home;
mod import;
mod keys;
mod links;
mod list;
mod matrix;
mod merge;
mod open;
mod output;
mod people;
mod picture;
mod review;
mod said;
mod saturation;
mod search;
mod usage;
mod vocabulary;
mod withdraw;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::FromArgMatches as _;

use args::{Args, Verb};
use config::Config;
use context::Context;
use failure::NotDone;

use crate::strings::Strings;

/// What a verb that went well says to the shell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Done {
    /// Everything was done.
    All,
    /// Done, but some inputs were left out.
    SomeLeftOut,
    /// A question was answered with no: `check` found something.
    NotOk,
}

impl From<Done> for ExitCode {
    fn from(done: Done) -> Self {
        match done {
            Done::All => Self::SUCCESS,
            Done::NotOk => Self::from(1),
            Done::SomeLeftOut => Self::from(3),
        }
    }
}

/// Runs the program with the words it was called with.
#[must_use]
pub fn run() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let config = Config::load();
    let strings = Strings::new(context::language(&words, config.as_ref().ok()));
    let matches = match help::command(&strings).try_get_matches_from(&words) {
        Ok(matches) => matches,
        Err(error) => return usage::report(&error, &strings),
    };
    let args = match Args::from_arg_matches(&matches) {
        Ok(args) => args,
        Err(error) => return usage::report(&error, &strings),
    };
    let config = match config {
        Ok(config) => config,
        Err(error) => return failure::report(&error.into(), &strings),
    };
    let Some(coder) = context::coder(&args.common, &config) else {
        let nobody = NotDone(strings.get("cli-no-coder"));
        return failure::report(&nobody.into(), &strings);
    };
    let context = Context {
        options: args.common,
        config,
        strings,
        coder,
    };
    let verb = args.verb;
    let done =
        picture::refuse_where_none(verb.as_ref(), &context).and_then(|()| dispatch(verb, &context));
    match done {
        Ok(done) => done.into(),
        Err(error) => failure::report(&error, &context.strings),
    }
}

fn dispatch(verb: Option<Verb>, context: &Context) -> Result<Done> {
    match verb {
        None => home::run(context),
        Some(Verb::Demo(words)) => demo::run(&words, context),
        Some(Verb::New(words)) => open::new(&words, context),
        Some(Verb::Open(words)) => open::run(&words, context),
        Some(Verb::Import(words)) => import::run(&words, context),
        Some(Verb::Speaker(words)) => people::speaker(&words, context),
        Some(Verb::List(words)) => list::run(&words, context),
        Some(Verb::Guide(words)) => guide::run(&words, context),
        Some(Verb::Respondent(words)) => people::respondent(&words, context),
        Some(Verb::Text(words)) => codings::text(&words, context),
        Some(Verb::Code(words)) => codings::code(&words, context),
        Some(Verb::Uncode(words)) => codings::uncode(&words, context),
        Some(Verb::Mark(words)) => codings::mark(&words, context),
        Some(Verb::Codings(words)) => codings::list(&words, context),
        Some(Verb::Autocode(words)) => autocode::run(&words, context),
        Some(Verb::Search(words)) => search::run(&words, context),
        Some(Verb::Assign(words)) => desk::assign(&words, context),
        Some(Verb::Done(words)) => desk::done(&words, context),
        Some(Verb::Merge(words)) => merge::run(&words, context),
        Some(Verb::Withdraw(words)) => withdraw::run(&words, context),
        Some(Verb::Review(words)) => review::run(&words, context),
        Some(Verb::Codebook(words)) => codebook::run(&words, context),
        Some(Verb::Freq(words)) => freq::run(&words, context),
        Some(Verb::Quotes(words)) => said::quotes(&words, context),
        Some(Verb::Negative(words)) => said::negative(&words, context),
        Some(Verb::Kwic(words)) => said::kwic(&words, context),
        Some(Verb::Crosstab(words)) => crosstab::run(&words, context),
        Some(Verb::Cooccur(words)) => cooccur::run(&words, context),
        Some(Verb::Links(words)) => links::run(&words, context),
        Some(Verb::Evidence(words)) => evidence::run(&words, context),
        Some(Verb::Saturation(words)) => saturation::run(&words, context),
        Some(Verb::Words(words)) => vocabulary::words(&words, context),
        Some(Verb::Lexicon(words)) => vocabulary::lexicon(&words, context),
        Some(Verb::Matrix(words)) => matrix::run(&words, context),
        Some(Verb::Agreement(words)) => agreement::run(&words, context),
        Some(Verb::Export(words)) => export::run(&words, context),
        Some(Verb::Log(words)) => history::log(&words, context),
        Some(Verb::Undo(words)) => history::undo(&words, context),
        Some(Verb::Redo(words)) => history::redo(&words, context),
        Some(Verb::Check(words)) => history::check(&words, context),
        Some(Verb::Keys(words)) => keys::run(&words, context),
        Some(Verb::Completions { shell }) => {
            output::completions(shell, help::command(&context.strings))
        }
        Some(Verb::Man) => output::manual(help::command(&context.strings), &context.strings),
    }
}

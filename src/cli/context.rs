//! What every verb needs to know about its call.

use std::ffi::OsString;
use std::io::IsTerminal as _;
use std::path::Path;

use anyhow::Result;

use super::args::Common;
use super::config::{Config, login_name};
use crate::strings::{Arg, Lang, Strings};
use crate::study::{Mode, Study};
use crate::text::visible;

/// The call's options with the configuration behind them.
pub(super) struct Context {
    pub(super) options: Common,
    pub(super) config: Config,
    pub(super) strings: Strings,
    pub(super) coder: String,
}

/// The language of a call: what `--lang` says, the configuration, the locale.
///
/// It is asked before the words of the call are understood, because what is wrong with
/// them is said in it too.
pub(super) fn language(words: &[OsString], config: Option<&Config>) -> Lang {
    let mut words = words.iter().map(|word| word.to_string_lossy());
    let mut asked = None;
    while let Some(word) = words.next().filter(|word| word != "--") {
        if word == "--lang" {
            asked = words.next();
        } else if let Some(lang) = word.strip_prefix("--lang=") {
            asked = Some(lang.to_owned().into());
        }
    }
    if let Some(lang) = asked.and_then(|word| Lang::from_name(&word)) {
        return lang;
    }
    config
        .and_then(|config| config.lang.clone())
        .or_else(|| set("LC_ALL"))
        .or_else(|| set("LANG"))
        .map_or(Lang::En, |locale| Lang::from_locale(&locale))
}

/// Who acts: `--coder`, the environment, the configuration, the login name.
///
/// `None` where that is a blank.
pub(super) fn coder(options: &Common, config: &Config) -> Option<String> {
    let coder = options
        .coder
        .clone()
        .or_else(|| set("FANGTAN_CODER"))
        .or_else(|| config.coder.clone())
        .unwrap_or_else(login_name);
    Some(coder.trim().to_owned()).filter(|coder| !coder.is_empty())
}

impl Context {
    /// Whether somebody said who acts; otherwise it is the login name.
    pub(super) fn names_coder(&self) -> bool {
        let said = self.options.coder.is_some() || self.config.coder.is_some();
        said || set("FANGTAN_CODER").is_some()
    }

    /// Opens a study for reading.
    pub(super) fn read(&self, path: &Path) -> Result<Study> {
        self.open(path, Mode::Read)
    }

    /// Opens a study for an edit.
    pub(super) fn write(&self, path: &Path) -> Result<Study> {
        self.open(path, Mode::Write)
    }

    /// Opens a study as the acting coder may see it.
    pub(super) fn open(&self, path: &Path, mode: Mode) -> Result<Study> {
        let study = Study::open(path, mode)?;
        study.look_as(&self.coder)?;
        let whose = study.work_copy_of()?.filter(|whose| *whose != self.coder);
        if let (Mode::Write, Some(whose)) = (mode, whose) {
            let args = [
                ("whose", whose.into()),
                ("coder", self.coder.as_str().into()),
            ];
            self.say("cli-copy-of-another", &args);
        }
        Ok(study)
    }

    /// A bar on standard error, where that is a terminal, for something that takes long.
    pub(super) fn bar(&self, key: &str) -> Option<indicatif::ProgressBar> {
        (!self.options.quiet && std::io::stderr().is_terminal()).then(|| {
            indicatif::ProgressBar::new(0)
                .with_style(
                    indicatif::ProgressStyle::with_template("{msg} {bar:40} {pos}/{len}")
                        .expect("the template is a constant"),
                )
                .with_message(self.strings.get(key))
        })
    }

    /// Says a sentence on standard error, unless asked to be quiet.
    pub(super) fn say(&self, key: &str, args: &[(&str, Arg)]) {
        if !self.options.quiet {
            self.tell(&self.strings.with(key, args));
        }
    }

    /// Prints words on standard error, whatever they hold, as nothing but text.
    #[expect(
        clippy::print_stderr,
        reason = "the talk of the command line goes to standard error"
    )]
    pub(super) fn tell(&self, words: &str) {
        eprintln!("{}", visible(words));
    }

    /// Whether results go to a terminal.
    pub(super) fn on_terminal(&self) -> bool {
        self.options.output.is_none() && std::io::stdout().is_terminal()
    }
}

/// A variable of the environment that says something.
fn set(name: &str) -> Option<String> {
    std::env::var(name)
        .ok()
        .filter(|value| !value.trim().is_empty())
}

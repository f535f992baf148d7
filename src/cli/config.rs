//! The configuration file, the places of files, and who is at the keyboard.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;
use serde::Deserialize;

use crate::strings::Message;

/// `$XDG_CONFIG_HOME/fangtan/config.toml`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Config {
    /// Who acts.
    pub(super) coder: Option<String>,
    /// `zh` or `en`.
    pub(super) lang: Option<String>,
    /// `dark`, `light`, `16`, `plain` or `auto`.
    pub(super) theme: Option<String>,
    /// `ascii`, `safe`, `rich` or `auto`.
    pub(super) glyphs: Option<String>,
    /// How wide the terminal draws quotes, dashes and the like: `narrow`, `wide` or `auto`.
    pub(super) ambiguous: Option<String>,
    /// Whether the terminal interface takes the mouse.
    pub(super) mouse: Option<bool>,
    /// Milliseconds until what may follow a key is shown, or `"off"`.
    pub(super) popup_ms: Option<PopUp>,
}

/// When what may follow a key is shown.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(untagged)]
pub(super) enum PopUp {
    /// After so many milliseconds; 0 is at once.
    After(u32),
    /// A word; only `off` is one.
    Word(String),
}

impl Config {
    /// Reads the file; no file is an empty configuration.
    pub(super) fn load() -> Result<Self, ConfigError> {
        let Some(path) = folder(Place::Config).map(|folder| folder.join("config.toml")) else {
            return Ok(Self::default());
        };
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = std::fs::read_to_string(&path).map_err(|source| ConfigError::File {
            path: path.clone(),
            source,
        })?;
        toml::from_str(&text).map_err(|error: toml::de::Error| {
            let before = error.span().map_or("", |span| &text[..span.start]);
            ConfigError::Content {
                line: before.matches('\n').count() + 1,
                detail: error.message().replace('\n', ", "),
                path,
            }
        })
    }
}

/// Why the configuration can't be read.
#[derive(Debug, thiserror::Error)]
pub(super) enum ConfigError {
    /// The file itself.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// What it says.
    #[error("{path}: line {line}: {detail}")]
    Content {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What the reader of TOML says.
        detail: String,
    },
}

impl From<&ConfigError> for Message {
    fn from(error: &ConfigError) -> Self {
        match error {
            ConfigError::File { path, source } => Self::new("error-file")
                .with("path", path.display())
                .saying("what", source),
            ConfigError::Content { path, line, detail } => Self::new("error-config")
                .with("path", path.display())
                .with("line", line)
                .with("detail", detail),
        }
    }
}

/// A kind of file that a program keeps.
#[derive(Clone, Copy)]
pub(super) enum Place {
    /// What a person sets.
    Config,
    /// Studies made without a place of their own.
    Data,
    /// Recent studies.
    State,
}

/// The program's folder for such files, by the platform's conventions.
pub(super) fn folder(place: Place) -> Option<PathBuf> {
    let base = etcetera::choose_base_strategy().ok()?;
    let folder = match place {
        Place::Config => base.config_dir(),
        Place::Data => base.data_dir(),
        Place::State => base.state_dir().unwrap_or_else(|| base.data_dir()),
    };
    Some(folder.join("fangtan"))
}

/// A study opened lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Opened {
    /// The file, which may be gone.
    pub(super) path: PathBuf,
    /// When: milliseconds since 1970, UTC; `None` where nobody wrote it down.
    pub(super) at_ms: Option<i64>,
}

/// How many studies are remembered.
const REMEMBERED: usize = 20;

/// Studies opened lately, the latest first.
pub(super) fn recent() -> Vec<Opened> {
    let Some(list) = folder(Place::State).map(|folder| folder.join("recent")) else {
        return Vec::new();
    };
    let text = std::fs::read_to_string(list).unwrap_or_default();
    text.lines().map(opened).collect()
}

/// A line of the list: the time, a tab, the path; older lines are a path alone.
fn opened(line: &str) -> Opened {
    let timed = line.split_once('\t').and_then(|(time, path)| {
        let at_ms: i64 = time.parse().ok()?;
        Some((Some(at_ms), path))
    });
    let (at_ms, path) = timed.unwrap_or((None, line));
    Opened {
        path: PathBuf::from(path),
        at_ms,
    }
}

/// Puts a study at the head of the recent ones. That this fails is no reason to stop.
pub(super) fn remember(study: &Path) {
    let (Some(folder), Ok(study)) = (folder(Place::State), study.canonicalize()) else {
        return;
    };
    let others = recent().into_iter().filter(|it| it.path != study);
    let mut lines = vec![format!(
        "{}\t{}",
        chrono::Utc::now().timestamp_millis(),
        study.display()
    )];
    lines.extend(others.take(REMEMBERED - 1).map(|it| {
        let path = it.path.display();
        it.at_ms
            .map_or_else(|| path.to_string(), |at| format!("{at}\t{path}"))
    }));
    let _ = std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(folder.join("recent"), lines.join("\n") + "\n"));
}

/// The login name.
pub(super) fn login_name() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|name| {
            std::env::var(name)
                .ok()
                .filter(|user| !user.trim().is_empty())
        })
        .or_else(account_name)
        .unwrap_or_else(|| "coder".to_owned())
}

/// The name that the system's list of accounts gives the owner of this process.
#[cfg(unix)]
fn account_name() -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;
    let uid = std::fs::metadata("/proc/self").ok()?.uid().to_string();
    let accounts = std::fs::read_to_string("/etc/passwd").ok()?;
    accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == uid).then(|| name.to_owned())
    })
}

#[cfg(not(unix))]
fn account_name() -> Option<String> {
    None
}

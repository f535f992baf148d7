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

/// Studies opened lately, the latest first.
pub(super) fn recent() -> Vec<PathBuf> {
    let Some(list) = folder(Place::State).map(|folder| folder.join("recent")) else {
        return Vec::new();
    };
    std::fs::read_to_string(list)
        .unwrap_or_default()
        .lines()
        .map(PathBuf::from)
        .filter(|path| path.exists())
        .collect()
}

/// Puts a study at the head of the recent ones. That this fails is no reason to stop.
pub(super) fn remember(study: &Path) {
    let (Some(folder), Ok(study)) = (folder(Place::State), study.canonicalize()) else {
        return;
    };
    let mut paths = vec![study.clone()];
    paths.extend(recent().into_iter().filter(|path| *path != study).take(19));
    let lines: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
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

//! Why a file of keys is refused.

use crate::strings::Message;

/// Why a keymap file is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeymapError {
    /// It is no TOML of the expected shape.
    #[error("line {line}: {message}")]
    Syntax {
        /// Line of the file, from 1.
        line: usize,
        /// What the reader of TOML says.
        message: String,
    },
    /// A table that is no context.
    #[error("line {line}: there is no context «{name}»")]
    Context {
        /// Line of its first key, from 1.
        line: usize,
        /// The name.
        name: String,
    },
    /// A key that does not exist.
    #[error("line {line}: there is no key «{key}»")]
    Key {
        /// Line, from 1.
        line: usize,
        /// The key as written.
        key: String,
    },
    /// A command that does not exist.
    #[error("line {line}: there is no command «{name}»")]
    Command {
        /// Line, from 1.
        line: usize,
        /// The name.
        name: String,
    },
    /// A sequence given twice, or one that another begins with.
    #[error("line {line}: «{key}» is given twice, or another sequence begins with it")]
    Clash {
        /// Line, from 1.
        line: usize,
        /// The key as written.
        key: String,
    },
}

impl From<&KeymapError> for Message {
    fn from(error: &KeymapError) -> Self {
        let (line, what) = match error {
            KeymapError::Syntax { line, message } => {
                (line, Self::new("toml-syntax").with("detail", message))
            }
            KeymapError::Context { line, name } => {
                (line, Self::new("keymap-context").with("name", name))
            }
            KeymapError::Key { line, key } => (line, Self::new("keymap-key").with("key", key)),
            KeymapError::Command { line, name } => {
                (line, Self::new("keymap-command").with("name", name))
            }
            KeymapError::Clash { line, key } => (line, Self::new("keymap-clash").with("key", key)),
        };
        Self::new("read-at-line")
            .with("line", line)
            .saying("what", what)
    }
}

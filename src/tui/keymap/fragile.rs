//! Keys that don't reach the program everywhere, and what is wrong with a keymap that rests on them.

use crossterm::event::{KeyCode, KeyModifiers};

use crate::strings::Arg;

use super::{Binding, Chord, Context, Keymap};
use crate::tui::command::Command;

/// Why a key can't be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// Another key sends the same byte: Ctrl+I is Tab.
    SameAsAnother,
    /// An input method takes it to switch itself on and off.
    InputMethod,
    /// Most terminals have no code for it.
    Unsent,
    /// A terminal, a window system or a multiplexer takes it for itself.
    Taken,
}

impl Chord {
    /// Why the chord can't be relied on; `None` for one that reaches every program.
    #[must_use]
    pub fn weakness(self) -> Option<Weakness> {
        let ctrl = self.modifiers.contains(KeyModifiers::CONTROL);
        let shift = self.modifiers.contains(KeyModifiers::SHIFT);
        match self.code {
            KeyCode::Char('i' | 'm' | 'j' | '[') if ctrl => Some(Weakness::SameAsAnother),
            KeyCode::Char(' ') if ctrl || shift => Some(Weakness::InputMethod),
            KeyCode::Char('.') if ctrl => Some(Weakness::InputMethod),
            KeyCode::Char('0'..='9') if ctrl => Some(Weakness::Unsent),
            KeyCode::Enter if ctrl || shift => Some(Weakness::Unsent),
            code if taken(code, self.modifiers) => Some(Weakness::Taken),
            _ => None,
        }
    }
}

/// Whether a terminal, a window system or a multiplexer takes the key for itself.
fn taken(code: KeyCode, held: KeyModifiers) -> bool {
    let ctrl = held.contains(KeyModifiers::CONTROL);
    let alt = held.contains(KeyModifiers::ALT);
    match code {
        // Suspending, pasting, and the prefixes of tmux, screen and zellij.
        KeyCode::Char('z' | 'v' | 'g' | 'p' | 't' | 'n' | 's' | 'o' | 'q' | 'b' | 'a') => {
            ctrl || alt
        }
        KeyCode::Char(_) => alt,
        KeyCode::Left | KeyCode::Right | KeyCode::Up | KeyCode::Down => ctrl,
        KeyCode::F(1 | 10 | 11) => true,
        KeyCode::F(_) => !held.is_empty(),
        _ => false,
    }
}

/// What is wrong with a keymap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A command has keys, and none that can be relied on.
    OnlyFragile {
        /// The command.
        command: Command,
        /// Its keys.
        keys: Vec<String>,
    },
    /// A key that means another one, or that an input method swallows.
    NeverArrives {
        /// The key.
        keys: String,
        /// What it should run.
        command: Command,
    },
    /// A command has keys on a screen, and another command is in front of each of them.
    Hidden {
        /// The table of its keys.
        context: Context,
        /// The command.
        command: Command,
        /// Its keys.
        keys: Vec<String>,
    },
}

impl Fault {
    /// Key of its sentence in the strings.
    #[must_use]
    pub fn key(&self) -> &'static str {
        match self {
            Self::OnlyFragile { .. } => "cli-keys-fragile",
            Self::NeverArrives { .. } => "cli-keys-never",
            Self::Hidden { .. } => "cli-keys-hidden",
        }
    }

    /// Arguments of that sentence.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, Arg<'static>)> {
        let (command, keys, context) = match self {
            Self::OnlyFragile { command, keys } => (command, keys.join(" "), None),
            Self::NeverArrives { command, keys } => (command, keys.clone(), None),
            Self::Hidden {
                context,
                command,
                keys,
            } => (command, keys.join(" "), Some(context)),
        };
        let mut args = vec![
            ("command", Arg::from(command.name())),
            ("keys", Arg::from(keys)),
        ];
        args.extend(context.map(|context| ("context", Arg::from(context.name()))));
        args
    }
}

/// The contexts that are asked together, the innermost first: one row a screen or overlay.
pub(super) const STACKS: &[&[Context]] = &[
    &[Context::Coding, Context::Move, Context::Global],
    &[Context::Codebook, Context::Move, Context::Global],
    &[Context::Split, Context::Move, Context::Global],
    &[Context::Versions, Context::Move, Context::Global],
    &[Context::ImportFiles],
    &[Context::ImportLook, Context::Move, Context::Global],
    &[Context::ImportAgree, Context::Move, Context::Global],
    &[Context::Form],
    &[Context::Confirm],
    &[Context::Waiting],
    &[
        Context::Conflicts,
        Context::List,
        Context::Move,
        Context::Global,
    ],
    &[Context::Boundaries],
    &[Context::Labels],
    &[Context::Analysis, Context::Move, Context::Global],
    &[
        Context::Frequencies,
        Context::Figures,
        Context::List,
        Context::Move,
        Context::Global,
    ],
    &[
        Context::HeatMap,
        Context::Figures,
        Context::List,
        Context::Move,
        Context::Global,
    ],
    &[
        Context::Cooccurrence,
        Context::Figures,
        Context::List,
        Context::Move,
        Context::Global,
    ],
    &[
        Context::Words,
        Context::Figures,
        Context::List,
        Context::Move,
        Context::Global,
    ],
    &[
        Context::Concordance,
        Context::Figures,
        Context::List,
        Context::Move,
        Context::Global,
    ],
    &[
        Context::Saturation,
        Context::Figures,
        Context::List,
        Context::Move,
        Context::Global,
    ],
    &[
        Context::History,
        Context::List,
        Context::Move,
        Context::Global,
    ],
    &[
        Context::Review,
        Context::List,
        Context::Move,
        Context::Global,
    ],
    &[
        Context::Disagreements,
        Context::List,
        Context::Move,
        Context::Global,
    ],
    &[
        Context::Agreement,
        Context::List,
        Context::Move,
        Context::Global,
    ],
    &[
        Context::Attributes,
        Context::List,
        Context::Move,
        Context::Global,
    ],
    &[Context::List, Context::Move, Context::Global],
    &[Context::SearchField],
    &[
        Context::SearchResults,
        Context::List,
        Context::Move,
        Context::Global,
    ],
    &[Context::Hits],
    &[Context::Palette],
    &[Context::Questions],
    &[Context::Commands],
    &[Context::Menu],
    &[Context::Picker],
    &[Context::Prompt],
    &[Context::Memo],
    &[Context::Revise],
    &[Context::Replace],
    &[Context::Preview],
    &[Context::Typing],
    &[Context::Start],
    &[Context::Welcome],
    &[
        Context::Interviews,
        Context::List,
        Context::Move,
        Context::Global,
    ],
    &[
        Context::Memos,
        Context::List,
        Context::Move,
        Context::Global,
    ],
    &[Context::Home, Context::List, Context::Move, Context::Global],
];

impl Keymap {
    /// What is wrong with this keymap, in the order of the commands.
    #[must_use]
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        for command in Command::ALL {
            let bindings: Vec<&Binding> = self
                .bindings
                .iter()
                .filter(|binding| binding.command == *command)
                .collect();
            if !bindings.is_empty() && bindings.iter().all(|it| it.weakness().is_some()) {
                let mut keys: Vec<String> = bindings.iter().map(|it| it.keys()).collect();
                keys.dedup();
                faults.push(Fault::OnlyFragile {
                    command: *command,
                    keys,
                });
            }
            faults.extend(bindings.iter().filter(|it| it.never_arrives()).map(|it| {
                Fault::NeverArrives {
                    keys: it.keys(),
                    command: *command,
                }
            }));
            for context in Context::ALL {
                let here = bindings.iter().filter(|it| it.context == *context);
                let keys: Vec<String> = here.map(|it| it.keys()).collect();
                let hidden = STACKS
                    .iter()
                    .filter(|stack| stack.contains(context))
                    .any(|stack| self.keys_of(stack, *command).is_empty());
                if !keys.is_empty() && hidden {
                    faults.push(Fault::Hidden {
                        context: *context,
                        command: *command,
                        keys,
                    });
                }
            }
        }
        faults
    }
}

impl Binding {
    fn weakness(&self) -> Option<Weakness> {
        self.chords.iter().find_map(|chord| chord.weakness())
    }

    fn never_arrives(&self) -> bool {
        matches!(
            self.weakness(),
            Some(Weakness::SameAsAnother | Weakness::InputMethod)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weakness(key: &str) -> Option<Weakness> {
        Chord::parse(key).unwrap().weakness()
    }

    fn faults(file: &str) -> Vec<Fault> {
        Keymap::default().merged(file).unwrap().faults()
    }

    #[test]
    fn the_default_keymap_rests_on_keys_that_arrive_everywhere() {
        assert_eq!(Keymap::default().faults(), []);
    }

    #[test]
    fn keys_that_fail_somewhere_are_known() {
        for (key, why) in [
            ("ctrl+i", Weakness::SameAsAnother),
            ("ctrl+m", Weakness::SameAsAnother),
            ("ctrl+j", Weakness::SameAsAnother),
            ("ctrl+[", Weakness::SameAsAnother),
            ("ctrl+space", Weakness::InputMethod),
            ("ctrl+.", Weakness::InputMethod),
            ("ctrl+1", Weakness::Unsent),
            ("shift+enter", Weakness::Unsent),
            ("alt+1", Weakness::Taken),
            ("f1", Weakness::Taken),
            ("f10", Weakness::Taken),
            ("shift+f5", Weakness::Taken),
            ("ctrl+left", Weakness::Taken),
            ("ctrl+b", Weakness::Taken),
        ] {
            assert_eq!(weakness(key), Some(why), "{key}");
        }
        for key in [
            "a",
            "G",
            "f5",
            "shift+down",
            "ctrl+d",
            "?",
            "enter",
            "space",
        ] {
            assert_eq!(weakness(key), None, "{key}");
        }
        // What some terminals send for Backspace is Backspace.
        assert_eq!(Chord::parse("ctrl+h"), Chord::parse("backspace"));
    }

    #[test]
    fn a_command_with_fragile_keys_alone_is_a_fault() {
        let found = faults("[coding]\n\".\" = \"none\"\n\"alt+r\" = \"repeat\"\n");
        assert_eq!(
            found,
            [Fault::OnlyFragile {
                command: Command::Repeat,
                keys: vec!["Alt+r".to_owned()],
            }]
        );
        assert_eq!(faults("[coding]\n\"alt+r\" = \"repeat\"\n"), []);
    }

    #[test]
    fn a_key_that_never_arrives_is_a_fault() {
        let found = faults("[coding]\n\"ctrl+i\" = \"memo\"\n");
        assert_eq!(
            found,
            [Fault::NeverArrives {
                keys: "Ctrl+I".to_owned(),
                command: Command::Memo,
            }]
        );
    }

    #[test]
    fn a_command_whose_keys_another_one_takes_is_a_fault() {
        let found = faults("[coding]\nu = \"memo\"\n\"ctrl+z\" = \"memo\"\n");
        assert!(
            matches!(
                &found[..],
                [Fault::Hidden {
                    command: Command::Undo,
                    ..
                }]
            ),
            "{found:?}"
        );
    }

    #[test]
    fn every_context_is_checked() {
        for context in Context::ALL {
            assert!(
                STACKS.iter().any(|stack| stack.contains(context)),
                "{context:?}"
            );
        }
    }
}

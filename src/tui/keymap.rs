//! Which key means which command, read from TOML.
//!
//! A *chord* is one key with its modifiers; a *binding* gives a sequence of
//! chords a command in a *context*. The default table is data; a person's own
//! file is merged over it. Keys are looked up in several contexts, the innermost
//! first. Text typed into a field never comes here.

mod error;
mod fragile;

use std::collections::BTreeMap;
use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use toml::Spanned;

use super::command::Command;

pub use error::KeymapError;
pub use fragile::{Fault, Weakness};

const DEFAULT: &str = include_str!("keymaps/default.toml");

macro_rules! contexts {
    ($($(#[$doc:meta])* $variant:ident $name:literal,)*) => {
        /// Where a key is pressed.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Context { $($(#[$doc])* $variant,)* }

        impl Context {
            /// All contexts.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its table in a keymap file.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

contexts! {
    /// On every screen.
    Global "global",
    /// Wherever there are rows.
    Move "move",
    /// In lists.
    List "list",
    /// In a transcript.
    Coding "coding",
    /// While the ends of a passage are moved.
    Boundaries "boundaries",
    /// While a unit is chosen by its letters.
    Labels "labels",
    /// In the table of attributes.
    Attributes "attributes",
    /// Where figures are.
    Figures "figures",
    /// On the overview of figures.
    Analysis "analysis",
    /// In the table of frequencies.
    Frequencies "frequencies",
    /// In codes by groups.
    HeatMap "heat-map",
    /// In codes that stand together.
    Cooccurrence "co-occurrence",
    /// In the curve of new codes.
    Saturation "saturation",
    /// In the list of words.
    Words "words",
    /// In the places of a word.
    Concordance "concordance",
    /// In the queue of codings to be reviewed.
    Review "review",
    /// Where disagreements are settled.
    Disagreements "disagreements",
    /// In the table of agreement.
    Agreement "agreement",
    /// In the codebook.
    Codebook "codebook",
    /// While a code is split.
    Split "split",
    /// While versions of the codebook are compared.
    Versions "versions",
    /// In what merges left to decide.
    Conflicts "conflicts",
    /// Where files to import are chosen.
    ImportFiles "import-files",
    /// Where they are looked over.
    ImportLook "import-look",
    /// Where their import is agreed to.
    ImportAgree "import-agree",
    /// In the log.
    History "history",
    /// In the questions of the guide.
    Questions "questions",
    /// In the field of the search.
    SearchField "search-field",
    /// In the results of the search.
    SearchResults "search-results",
    /// In the palette of codes.
    Palette "palette",
    /// In the lists of commands and keys.
    Commands "commands",
    /// In a menu.
    Menu "menu",
    /// In a small choice.
    Picker "picker",
    /// In a question of one line.
    Prompt "prompt",
    /// In a turn being corrected.
    Revise "revise",
    /// In the two questions of replacing words.
    Replace "replace",
    /// In a turn being typed.
    Typing "typing",
    /// Where no study is open.
    Welcome "welcome",
    /// In the questions before a new interview or study.
    Start "start",
    /// In the list of interviews.
    Interviews "interviews",
    /// In what a correction would do.
    Preview "preview",
    /// In the hits that shall get codes.
    Hits "hits",
    /// On the home screen.
    Home "home",
    /// In the list of memos.
    Memos "memos",
    /// In a memo.
    Memo "memo",
    /// In a form of several fields.
    Form "form",
    /// In a question before something is done.
    Confirm "confirm",
    /// While the worker looks at a copy of the study or takes it in.
    Waiting "waiting",
}

/// One key with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Chord {
    code: KeyCode,
    modifiers: KeyModifiers,
}

impl Chord {
    /// The chord of a key press, as every terminal means it.
    ///
    /// Shift is part of the character; Ctrl+H is what some terminals send for
    /// Backspace.
    #[must_use]
    pub fn of(key: KeyEvent) -> Self {
        let mut modifiers =
            key.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        let code = match key.code {
            KeyCode::Char(c) if modifiers.contains(KeyModifiers::CONTROL) => {
                modifiers.remove(KeyModifiers::SHIFT);
                match c.to_ascii_lowercase() {
                    'h' => {
                        modifiers.remove(KeyModifiers::CONTROL);
                        KeyCode::Backspace
                    }
                    c => KeyCode::Char(c),
                }
            }
            KeyCode::Char(c) => {
                modifiers.remove(KeyModifiers::SHIFT);
                KeyCode::Char(c)
            }
            KeyCode::BackTab => {
                modifiers.remove(KeyModifiers::SHIFT);
                KeyCode::BackTab
            }
            code => code,
        };
        Self { code, modifiers }
    }

    /// The same chord where an input method left a full-width character.
    #[must_use]
    pub fn folded(self) -> Self {
        match self.code {
            KeyCode::Char(c) => Self {
                code: KeyCode::Char(ascii_of(c)),
                ..self
            },
            _ => self,
        }
    }

    /// Whether it is a letter or digit that an input method made full-width.
    #[must_use]
    pub fn is_full_width(self) -> bool {
        match self.code {
            KeyCode::Char(c) => ascii_of(c) != c && ascii_of(c).is_ascii_alphanumeric(),
            _ => false,
        }
    }

    /// The character, when it is one without Ctrl or Alt.
    #[must_use]
    pub fn plain_char(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if self.modifiers.is_empty() => Some(c),
            _ => None,
        }
    }

    /// The key press that it stands for.
    #[cfg(test)]
    pub(super) fn press(self) -> KeyEvent {
        KeyEvent::new(self.code, self.modifiers)
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = text;
        while let Some((head, tail)) = rest.split_once('+') {
            let modifier = match head {
                "ctrl" => KeyModifiers::CONTROL,
                "alt" => KeyModifiers::ALT,
                "shift" => KeyModifiers::SHIFT,
                _ => break,
            };
            modifiers |= modifier;
            rest = tail;
        }
        let mut chars = rest.chars();
        let code = match (chars.next(), chars.next()) {
            (Some(c), None) => KeyCode::Char(c),
            _ => NAMED.iter().find(|(name, _, _)| *name == rest)?.1,
        };
        Some(Self::of(KeyEvent::new(code, modifiers)))
    }
}

/// Names of keys in keymap files, the keys, and their names on screen.
const NAMED: &[(&str, KeyCode, &str)] = &[
    ("enter", KeyCode::Enter, "Enter"),
    ("esc", KeyCode::Esc, "Esc"),
    ("tab", KeyCode::Tab, "Tab"),
    ("backtab", KeyCode::BackTab, "Shift+Tab"),
    ("backspace", KeyCode::Backspace, "Backspace"),
    ("delete", KeyCode::Delete, "Delete"),
    ("space", KeyCode::Char(' '), "Space"),
    ("up", KeyCode::Up, "Up"),
    ("down", KeyCode::Down, "Down"),
    ("left", KeyCode::Left, "Left"),
    ("right", KeyCode::Right, "Right"),
    ("home", KeyCode::Home, "Home"),
    ("end", KeyCode::End, "End"),
    ("pageup", KeyCode::PageUp, "PgUp"),
    ("pagedown", KeyCode::PageDown, "PgDn"),
    ("f1", KeyCode::F(1), "F1"),
    ("f2", KeyCode::F(2), "F2"),
    ("f3", KeyCode::F(3), "F3"),
    ("f4", KeyCode::F(4), "F4"),
    ("f5", KeyCode::F(5), "F5"),
    ("f6", KeyCode::F(6), "F6"),
    ("f7", KeyCode::F(7), "F7"),
    ("f8", KeyCode::F(8), "F8"),
    ("f9", KeyCode::F(9), "F9"),
    ("f10", KeyCode::F(10), "F10"),
    ("f11", KeyCode::F(11), "F11"),
    ("f12", KeyCode::F(12), "F12"),
];

/// What a Chinese input method types, as the key that was meant.
fn ascii_of(c: char) -> char {
    match c {
        '、' => '/',
        '。' => '.',
        '【' => '[',
        '】' => ']',
        '《' => '<',
        '》' => '>',
        '·' => '`',
        '－' | '—' => '-',
        '×' => '*',
        '…' => '^',
        '￥' => '$',
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xff01 + 0x21)
            .expect("the full-width block maps to ASCII"),
        c => c,
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (modifier, name) in [
            (KeyModifiers::CONTROL, "Ctrl+"),
            (KeyModifiers::ALT, "Alt+"),
            (KeyModifiers::SHIFT, "Shift+"),
        ] {
            if self.modifiers.contains(modifier) {
                f.write_str(name)?;
            }
        }
        match self.code {
            KeyCode::Char(' ') => f.write_str("Space"),
            KeyCode::Char(c) if self.modifiers.contains(KeyModifiers::CONTROL) => {
                write!(f, "{}", c.to_ascii_uppercase())
            }
            KeyCode::Char(c) => write!(f, "{c}"),
            code => match NAMED.iter().find(|(_, named, _)| *named == code) {
                Some((_, _, name)) => f.write_str(name),
                None => Ok(()),
            },
        }
    }
}

/// A sequence of chords, as it is printed: `gf`, `Ctrl+D`, `]t`.
#[must_use]
pub fn printed(chords: &[Chord]) -> String {
    chords.iter().map(ToString::to_string).collect()
}

/// A key sequence and what it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Where.
    pub context: Context,
    /// The keys, at least one.
    pub chords: Vec<Chord>,
    /// What they run.
    pub command: Command,
}

impl Binding {
    /// The keys as they are printed.
    #[must_use]
    pub fn keys(&self) -> String {
        printed(&self.chords)
    }
}

/// What a sequence of keys means so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// A command.
    Run(Command),
    /// The beginning of several.
    Pending,
    /// Nothing.
    Unbound,
}

/// The whole table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
    /// Where commands have or had a key: who takes a key away doesn't take the command away.
    homes: Vec<(Context, Command)>,
}

impl Default for Keymap {
    fn default() -> Self {
        let empty = Self {
            bindings: Vec::new(),
            homes: Vec::new(),
        };
        empty
            .merged(DEFAULT)
            .expect("the shipped keymap is checked by a test")
    }
}

impl Keymap {
    /// This table with a file's bindings over it; the command `none` takes a key away.
    ///
    /// # Errors
    /// When the file is no TOML, or names a context, key or command that doesn't exist.
    pub fn merged(&self, file: &str) -> Result<Self, KeymapError> {
        let tables: BTreeMap<String, BTreeMap<String, Spanned<String>>> = toml::from_str(file)
            .map_err(|error| KeymapError::Syntax {
                line: error.span().map_or(1, |span| line_of(file, span.start)),
                message: error.message().to_owned(),
            })?;
        let mut lines: Vec<(usize, Context, String, String)> = Vec::new();
        for (name, table) in tables {
            let context = Context::ALL
                .iter()
                .copied()
                .find(|context| context.name() == name);
            for (key, command) in table {
                let at = command.span().start;
                let Some(context) = context else {
                    let line = line_of(file, at);
                    return Err(KeymapError::Context { line, name });
                };
                lines.push((at, context, key, command.into_inner()));
            }
        }
        lines.sort_by_key(|(at, ..)| *at);

        let mut own: Vec<Binding> = Vec::new();
        let mut taken: Vec<(Context, Vec<Chord>)> = Vec::new();
        for (at, context, key, name) in lines {
            let line = line_of(file, at);
            let chords = key
                .split(' ')
                .map(Chord::parse)
                .collect::<Option<Vec<_>>>()
                .filter(|chords| !chords.is_empty())
                .ok_or_else(|| KeymapError::Key {
                    line,
                    key: key.clone(),
                })?;
            if taken.iter().any(|(other, sequence)| {
                *other == context && (chords.starts_with(sequence) || sequence.starts_with(&chords))
            }) {
                return Err(KeymapError::Clash { line, key });
            }
            taken.push((context, chords.clone()));
            if name == "none" {
                continue;
            }
            let command = Command::from_name(&name).ok_or(KeymapError::Command { line, name })?;
            own.push(Binding {
                context,
                chords,
                command,
            });
        }
        let kept = self.bindings.iter().filter(|binding| {
            !taken.iter().any(|(context, chords)| {
                *context == binding.context
                    && (binding.chords.starts_with(chords) || chords.starts_with(&binding.chords))
            })
        });
        let bindings: Vec<Binding> = own.iter().chain(kept).cloned().collect();
        let mut homes = self.homes.clone();
        homes.extend(own.iter().map(|binding| (binding.context, binding.command)));
        Ok(Self { bindings, homes })
    }

    /// What the chords mean in the contexts, the innermost first.
    #[must_use]
    pub fn lookup(&self, contexts: &[Context], chords: &[Chord]) -> Lookup {
        let mut pending = false;
        for context in contexts {
            for binding in self.in_context(*context) {
                if binding.chords == chords {
                    return Lookup::Run(binding.command);
                }
                pending |= binding.chords.starts_with(chords);
            }
            if pending {
                return Lookup::Pending;
            }
        }
        Lookup::Unbound
    }

    /// Every way a pending sequence can go on: the keys still to press and their command.
    #[must_use]
    pub fn continuations(&self, contexts: &[Context], prefix: &[Chord]) -> Vec<(String, Command)> {
        self.reachable(contexts, |binding| {
            binding.chords.len() > prefix.len() && binding.chords.starts_with(prefix)
        })
        .map(|binding| (printed(&binding.chords[prefix.len()..]), binding.command))
        .collect()
    }

    /// The keys that run a command in the contexts, the first of the file first.
    #[must_use]
    pub fn keys_of(&self, contexts: &[Context], command: Command) -> Vec<String> {
        let mut keys = Vec::new();
        for binding in self.reachable(contexts, |binding| binding.command == command) {
            let printed = printed(&binding.chords);
            // The same key may stand in an outer context too.
            if !keys.contains(&printed) {
                keys.push(printed);
            }
        }
        keys
    }

    /// The first key that a command has in any context.
    #[must_use]
    pub fn first_key(&self, command: Command) -> Option<String> {
        let mut bindings = Context::ALL.iter().flat_map(|it| self.in_context(*it));
        bindings
            .find(|binding| binding.command == command)
            .map(Binding::keys)
    }

    /// Whether a command means something in the contexts; one that never had a key does everywhere.
    #[must_use]
    pub fn belongs(&self, contexts: &[Context], command: Command) -> bool {
        let mut homes = self
            .homes
            .iter()
            .filter(|(_, it)| *it == command)
            .peekable();
        homes.peek().is_none() || homes.any(|(context, _)| contexts.contains(context))
    }

    /// The bindings of interest that a key can reach in the contexts, the innermost first.
    ///
    /// Every frame asks for the keys in its footer: only what is of interest is looked up.
    fn reachable<'a>(
        &'a self,
        contexts: &'a [Context],
        is_wanted: impl Fn(&Binding) -> bool,
    ) -> impl Iterator<Item = &'a Binding> {
        contexts
            .iter()
            .flat_map(|context| self.in_context(*context))
            .filter(move |binding| is_wanted(binding))
            .filter(|binding| {
                self.lookup(contexts, &binding.chords) == Lookup::Run(binding.command)
            })
    }

    /// All bindings.
    #[must_use]
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    fn in_context(&self, context: Context) -> impl Iterator<Item = &Binding> {
        self.bindings
            .iter()
            .filter(move |binding| binding.context == context)
    }
}

fn line_of(file: &str, at: usize) -> usize {
    1 + memchr::memchr_iter(b'\n', &file.as_bytes()[..at.min(file.len())]).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chord(text: &str) -> Chord {
        Chord::parse(text).unwrap()
    }

    fn press(code: KeyCode, modifiers: KeyModifiers) -> Chord {
        Chord::of(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn the_default_keymap_parses_and_binds_no_key_twice() {
        let map = Keymap::default();
        assert!(map.bindings().len() > 80);
        for (place, binding) in map.bindings().iter().enumerate() {
            let twin = map.bindings()[place + 1..]
                .iter()
                .find(|other| other.context == binding.context && other.chords == binding.chords);
            assert_eq!(twin, None, "{}", printed(&binding.chords));
        }
    }

    /// Commands that are typed: `:suspend`.
    const TYPED: &[Command] = &[
        Command::MouseOff,
        Command::MouseOn,
        Command::Suspend,
        Command::TakeIn,
        Command::Tour,
    ];

    #[test]
    fn every_command_has_a_key_or_is_typed() {
        let map = Keymap::default();
        for command in Command::ALL {
            let mut bindings = map.bindings().iter();
            let has_key = bindings.any(|binding| binding.command == *command);
            assert_eq!(has_key, !TYPED.contains(command), "{}", command.name());
        }
    }

    #[test]
    fn a_sequence_is_pending_until_it_is_complete() {
        let map = Keymap::default();
        let contexts = [Context::Coding, Context::Move, Context::Global];
        assert_eq!(map.lookup(&contexts, &[chord("g")]), Lookup::Pending);
        assert_eq!(
            map.lookup(&contexts, &[chord("g"), chord("f")]),
            Lookup::Run(Command::Frequencies)
        );
        assert_eq!(
            map.lookup(&contexts, &[chord("g"), chord("z")]),
            Lookup::Unbound
        );
        let after_g: Vec<String> = map
            .continuations(&contexts, &[chord("g")])
            .into_iter()
            .map(|(keys, _)| keys)
            .collect();
        for key in ["m", "p", "v", "g", "h", "f"] {
            assert!(after_g.contains(&key.to_owned()), "{key} of {after_g:?}");
        }
    }

    #[test]
    fn a_prefix_in_an_inner_context_does_not_hide_the_outer_ones() {
        let map = Keymap::default();
        let contexts = [Context::Coding, Context::Move, Context::Global];
        for sequence in [["g", "h"], ["g", "g"], ["g", "v"]] {
            let chords = sequence.map(chord);
            assert!(matches!(map.lookup(&contexts, &chords), Lookup::Run(_)));
        }
    }

    #[test]
    fn an_own_file_goes_over_the_default() {
        let map = Keymap::default()
            .merged("[coding]\nz = \"repeat\"\n\".\" = \"none\"\n\"g\" = \"memo\"\n")
            .unwrap();
        let contexts = [Context::Coding];
        assert_eq!(
            map.lookup(&contexts, &[chord("z")]),
            Lookup::Run(Command::Repeat)
        );
        assert_eq!(map.lookup(&contexts, &[chord(".")]), Lookup::Unbound);
        assert_eq!(
            map.lookup(&contexts, &[chord("g")]),
            Lookup::Run(Command::Memo)
        );
    }

    #[test]
    fn errors_name_their_line() {
        let check = |file: &str, expected: &str| {
            let error = Keymap::default().merged(file).unwrap_err();
            assert_eq!(error.to_string(), expected);
        };
        check(
            "[coding]\nx = \"extend\"\ny = \"exetnd\"\n",
            "line 3: there is no command «exetnd»",
        );
        check(
            "\n[codign]\nx = \"extend\"\n",
            "line 3: there is no context «codign»",
        );
        check(
            "[coding]\nctlr-x = \"extend\"\n",
            "line 2: there is no key «ctlr-x»",
        );
        check(
            "[coding]\n\"z\" = \"extend\"\n\"z z\" = \"extend\"\n",
            "line 3: «z z» is given twice, or another sequence begins with it",
        );
        let broken = Keymap::default().merged("[coding]\nx = \n").unwrap_err();
        assert!(
            matches!(broken, KeymapError::Syntax { line: 2, .. }),
            "{broken:?}"
        );
    }

    #[test]
    fn keys_mean_the_same_on_every_terminal() {
        assert_eq!(press(KeyCode::Char('X'), KeyModifiers::SHIFT), chord("X"));
        assert_eq!(
            press(KeyCode::Char('h'), KeyModifiers::CONTROL),
            chord("backspace")
        );
        assert_eq!(
            press(KeyCode::BackTab, KeyModifiers::SHIFT),
            chord("backtab")
        );
        assert_eq!(
            press(KeyCode::Char('D'), KeyModifiers::CONTROL),
            chord("ctrl+d")
        );
        assert_eq!(chord("shift+down").to_string(), "Shift+Down");
        assert_eq!(chord("ctrl+d").to_string(), "Ctrl+D");
        assert_eq!(chord("+"), press(KeyCode::Char('+'), KeyModifiers::NONE));
    }

    #[test]
    fn full_width_keys_are_folded() {
        for (typed, meant) in [
            ('ｘ', 'x'),
            ('１', '1'),
            ('？', '?'),
            ('：', ':'),
            ('、', '/'),
            ('。', '.'),
            ('，', ','),
            ('；', ';'),
            ('【', '['),
            ('》', '>'),
            ('（', '('),
            ('！', '!'),
            ('＝', '='),
            ('－', '-'),
            ('·', '`'),
            ('协', '协'),
        ] {
            let folded = press(KeyCode::Char(typed), KeyModifiers::NONE).folded();
            assert_eq!(folded.plain_char(), Some(meant), "{typed}");
        }
    }
}

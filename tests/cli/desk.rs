//! The program as a shell sees it: a folder with files, calls, what they say.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use regex::Regex;
use serde_json::Value;
use tempfile::TempDir;

/// The least codebook with everything: a kind with a facet, a tree, one ambiguous name.
pub const CODEBOOK: &str = r#"format = "fangtan-codebook"
version = 1
name = "small"
title = "小编码本"

[[kind]]
id = "problem"
name = "问题"
name_en = "Problem"

[[kind.facet]]
name = "立场"
name_en = "stance"
values = [{ name = "同意", name_en = "agrees" }, { name = "反对", name_en = "objects" }]

[[code]]
id = "P1"
kind = "problem"
name = "工作"
name_en = "Work"
aliases = ["上班"]
definition = "谈到工作。"
digit = 1

[[code]]
id = "P1.1"
parent = "P1"
kind = "problem"
name = "流程"
name_en = "Procedure"
definition = "办事的步骤。"

[[code]]
id = "P2"
kind = "problem"
name = "家庭"
name_en = "Family"

[[code]]
id = "P2.1"
parent = "P2"
kind = "problem"
name = "流程"
name_en = "Routine"
"#;

/// A transcript with a header, two voices, an emoji and a decomposed letter.
pub const P01: &str = "访谈编号：P01\n时间：2026-03-12\n\n访谈者：你好吗？工作怎么样？\n王：工作很忙😀，流程太长。\n访谈者：家里呢？\n王：家里还好，常去cafe\u{301}。\n";

/// Another, in Markdown.
pub const P02: &str =
    "# P02\n\n**访谈者：** 您住哪里？\n\n**李：** 城边上，=HYPERLINK(1)，很远。\n";

pub const GUIDE: &str = r#"format = "fangtan-guide"
version = 1
title = "提纲"

[[section]]
id = "A"
title = "开头"

[[section.question]]
number = "A1"
text = "工作怎么样？"
codes = ["P1"]

[[section.question]]
number = "A2"
text = "家里呢？"
"#;

/// A folder to call the program in, with a home that holds nothing of the developer's.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        std::fs::create_dir(folder.path().join("home")).expect("writable");
        Self { folder }
    }

    /// A desk with `s.fangtan`: the small codebook, two interviews, the guide.
    pub fn with_study() -> Self {
        let desk = Self::new();
        desk.write("small.toml", CODEBOOK);
        desk.write("P01.txt", P01);
        desk.write("P02.md", P02);
        desk.write("guide.toml", GUIDE);
        desk.ok(&["new", "s.fangtan", "--codebook", "small.toml"]);
        desk.ok(&["import", "s.fangtan", "P01.txt", "P02.md"]);
        desk.ok(&["guide", "import", "s.fangtan", "guide.toml"]);
        desk
    }

    /// The same with codings by two coders: 工作很忙😀 (P1, anna and bo), 流程太长 (P1.1), 家里还好 (P2).
    pub fn with_codings() -> Self {
        let desk = Self::with_study();
        for (coder, start, end, code) in [
            ("anna", 41, 46, "P1"),
            ("bo", 41, 45, "P1"),
            ("anna", 47, 51, "P1.1"),
            ("anna", 64, 68, "P2"),
        ] {
            let (start, end) = (start.to_string(), end.to_string());
            desk.ok(&[
                "code",
                "s.fangtan",
                "P01",
                &start,
                &end,
                code,
                "--coder",
                coder,
            ]);
        }
        desk
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, words: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), words).expect("writable");
    }

    pub fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).expect("readable")
    }

    pub fn read(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).expect("UTF-8")
    }

    /// The program, about to be called.
    pub fn command<S: AsRef<OsStr>>(&self, words: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fangtan"));
        let home = self.path("home");
        command
            .args(words)
            .current_dir(self.folder.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", &home)
            .env("LANG", "C")
            .env("FANGTAN_CODER", "anna")
            .stdin(Stdio::null());
        for (name, folder) in [
            ("XDG_DATA_HOME", "data"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_CACHE_HOME", "cache"),
        ] {
            command.env(name, home.join(folder));
        }
        command
    }

    pub fn run<S: AsRef<OsStr>>(&self, words: &[S]) -> Output {
        self.command(words)
            .output()
            .expect("the program can be started")
    }

    /// What a call that must go well prints.
    #[track_caller]
    pub fn ok<S: AsRef<OsStr>>(&self, words: &[S]) -> String {
        let output = self.run(words);
        assert!(
            output.status.success(),
            "{:?}: {}\n{}",
            output.status,
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// What a call prints as JSON.
    #[track_caller]
    pub fn json<S: AsRef<OsStr>>(&self, words: &[S]) -> Value {
        let mut all: Vec<&OsStr> = words.iter().map(AsRef::as_ref).collect();
        all.extend([OsStr::new("--format"), OsStr::new("json")]);
        serde_json::from_str(&self.ok(&all)).expect("JSON")
    }

    /// The sentence of a call that must fail with exit status 1.
    #[track_caller]
    pub fn refused<S: AsRef<OsStr>>(&self, words: &[S]) -> String {
        self.fails(1, words)
    }

    /// The sentence of a call that must fail with this exit status, and print nothing else.
    #[track_caller]
    pub fn fails<S: AsRef<OsStr>>(&self, status: i32, words: &[S]) -> String {
        let output = self.run(words);
        let said = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(status), "{said}");
        assert!(output.stdout.is_empty(), "a failure printed a result");
        assert!(!said.contains("panicked"), "{said}");
        self.redacted(&said)
    }

    /// Calls and everything they say, as a transcript.
    pub fn told(&self, calls: &[&[&str]]) -> String {
        let mut all = String::new();
        for words in calls {
            let output = self.run(words);
            let part = format!(
                "$ fangtan {}\n{}--- stderr ---\n{}--- status {} ---\n\n",
                words.join(" "),
                String::from_utf8_lossy(&output.stdout),
                String::from_utf8_lossy(&output.stderr),
                output.status.code().unwrap_or(-1),
            );
            all.push_str(&self.redacted(&part));
        }
        all.truncate(all.trim_end().len());
        all
    }

    /// The same with ids, times and places taken out.
    pub fn redacted(&self, text: &str) -> String {
        let folder = self.folder.path().display().to_string();
        let id = Regex::new("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
            .expect("a constant");
        let time = Regex::new(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?").expect("a constant");
        let text = text.replace(&folder, "[folder]");
        let text = id.replace_all(&text, "[id]");
        time.replace_all(&text, "[time]").into_owned()
    }

    /// Names of the files beside the studies.
    pub fn files(&self) -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(self.folder.path())
            .expect("readable")
            .map(|it| {
                it.expect("readable")
                    .file_name()
                    .to_string_lossy()
                    .into_owned()
            })
            .filter(|name| name != "home")
            .collect();
        names.sort();
        names
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

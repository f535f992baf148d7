//! The words of a call.

mod agreement;
mod desk;
mod export;
mod filter;
mod find;
mod list;
mod matrix;
mod merge;
mod review;
mod said;
mod tables;
mod vocabulary;
mod words;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::model::Role;
pub(super) use agreement::Agreement;
pub(super) use desk::{Assign, DoneWith, Withdraw};
pub(super) use export::{Export, PartWord};
pub(super) use filter::FilterWords;
pub(super) use find::{Autocode, Search, UnitWord};
pub(super) use list::{List, WhatWord};
pub(super) use matrix::{Matrix, MatrixVerb};
pub(super) use merge::{Merge, Resolved, SideWord};
pub(super) use review::{
    Amended, Disagreements, Judged, PassageWords, Review, ReviewList, ReviewVerb, Settled, TakeWord,
};
pub(super) use said::{Kwic, Negative, Quotes};
pub(super) use tables::{Cooccur, Crosstab, Evidence, Freq, Links, PictureWord, Saturation};
pub(super) use vocabulary::{AddWords, Lexicon, LexiconVerb, OwnWords, Words};
pub(super) use words::BadWord;
use words::{label_role, labels, number, pair, role, steps};

/// Code expert interviews in the terminal: import, tag, count (访谈).
#[derive(Debug, Parser)]
#[command(
    name = "fangtan",
    version,
    propagate_version = false,
    max_term_width = 100
)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) verb: Option<Verb>,
}

/// Options that every verb takes.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Common {
    /// Who acts; otherwise `$FANGTAN_CODER`, the configuration, the login name
    #[arg(long, global = true, value_name = "NAME")]
    pub(super) coder: Option<String>,
    /// Format of the result: table on a terminal, tsv in a pipe
    #[arg(long, global = true, value_name = "FORMAT")]
    pub(super) format: Option<Format>,
    /// Write the result to FILE, whole or not at all; its ending chooses the format
    #[arg(short = 'o', long, global = true, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Write over a file that exists
    #[arg(long, global = true)]
    pub(super) force: bool,
    /// Language of headings and messages
    #[arg(long, global = true, value_name = "LANG")]
    pub(super) lang: Option<LangWord>,
    /// Leave csv cells that a spreadsheet would run as formulas as they are
    #[arg(long, global = true)]
    pub(super) csv_raw: bool,
    /// Say nothing but results and errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(super) quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub(super) verbose: bool,
    /// Use no colours, as with `NO_COLOR`
    #[arg(long, global = true)]
    pub(super) no_color: bool,
}

/// A format of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Columns for reading
    Table,
    /// Tab-separated values
    Tsv,
    /// Comma-separated values
    Csv,
    /// JSON
    Json,
    /// A Markdown table
    Md,
    /// An HTML page
    Html,
    /// A LaTeX table
    Latex,
    /// A workbook; needs -o
    Xlsx,
    /// A table of three rules for Word; needs -o
    Docx,
    /// A picture; needs -o
    Svg,
    /// A picture in pixels; needs -o and a font of the machine
    Png,
}

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LangWord {
    /// Chinese
    Zh,
    /// English
    En,
}

/// The verbs. One that says more than a sentence says it where its words stand: a sentence here
/// would take the place of all of it.
#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Build the sample study and open it; without a terminal, print its code frequencies
    Demo(Demo),
    /// Make an empty study
    New(New),
    /// Open a study in the terminal interface
    Open(Open),
    /// Read transcripts and studies into a study
    Import(Import),
    /// Mend what the import guessed about a speaker
    Speaker(Speaker),
    /// List what a study holds, one row each
    List(List),
    /// The interview guide
    Guide(Guide),
    /// Respondents and their attributes
    Respondent(Respondent),
    /// Print the verbatim text of an interview
    Text(OneInterview),
    /// Give codes to a passage
    Code(Code),
    /// Take codings away
    Uncode(Uncode),
    /// Say what may not become of the words of codings
    ///
    /// They count in every figure, and no table or document prints them, nor any other quotation
    /// that overlaps them.
    Mark(Mark),
    /// Every coding with its quotation
    Codings(Filtered),
    Autocode(Autocode),
    Search(Search),
    /// Give interviews to somebody to code, blind or not
    Assign(Assign),
    /// Say that the acting coder has gone through interviews to the end
    Done(DoneWith),
    /// Take in what other copies of the study have
    Merge(Merge),
    /// Take an interview out for good, when consent to it was taken back
    Withdraw(Withdraw),
    /// Verdicts on codings, and what two coders coded differently
    Review(Review),
    /// The codebook
    Codebook(Codebook),
    /// The code frequency table
    Freq(Box<Freq>),
    Quotes(Quotes),
    Negative(Negative),
    Kwic(Kwic),
    /// Codes × values of an attribute
    Crosstab(Box<Crosstab>),
    /// Codes that stand together
    Cooccur(Box<Cooccur>),
    /// Links of the codebook beside what interviews show
    Links(Box<Links>),
    /// Tables of the document filled from the interviews, or what only one side says
    Evidence(Box<Evidence>),
    /// New codes by interview, and whether more would come
    Saturation(Box<Saturation>),
    Words(Words),
    Lexicon(Lexicon),
    Matrix(Box<Matrix>),
    /// Inter-coder agreement with intervals
    Agreement(Box<Agreement>),
    Export(Box<Export>),
    /// Who did what when
    Log(OneStudy),
    /// Take back the last steps of the acting coder
    Undo(Steps),
    /// Do undone steps again
    Redo(Steps),
    /// Check the file and everything in it
    Check(OneStudy),
    /// The keys of the terminal interface
    Keys(Keys),
    /// Print completions for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    Man,
}

#[derive(Debug, clap::Args)]
pub(super) struct Demo {
    /// The folder for the study; otherwise `$XDG_DATA_HOME/fangtan`
    pub(super) dir: Option<PathBuf>,
    /// Build a new one and keep the old beside it
    #[arg(long)]
    pub(super) fresh: bool,
    #[command(flatten)]
    pub(super) screen: OnScreen,
}

/// How the terminal interface looks and what it takes.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct OnScreen {
    /// Leave the mouse to the terminal
    #[arg(long)]
    pub(super) no_mouse: bool,
    /// dark, light, 16 (the terminal's own colours), plain, or auto to ask the terminal
    #[arg(long, value_name = "NAME")]
    pub(super) theme: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct New {
    /// The study file to make
    pub(super) study: PathBuf,
    /// Its title; otherwise the file's stem
    #[arg(long)]
    pub(super) title: Option<String>,
    /// A codebook file, or one that comes with the program by name
    #[arg(long, value_name = "FILE|NAME")]
    pub(super) codebook: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Open {
    /// The study file
    pub(super) study: PathBuf,
    /// Go to this interview
    #[arg(long, value_name = "NAME")]
    pub(super) interview: Option<String>,
    /// Change nothing
    #[arg(long)]
    pub(super) read_only: bool,
    #[command(flatten)]
    pub(super) screen: OnScreen,
}

#[derive(Debug, clap::Args)]
pub(super) struct Keys {
    /// Say which keys don't arrive on every terminal, or hide each other; fails where any do
    #[arg(long)]
    pub(super) check: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct OneStudy {
    /// The study file
    pub(super) study: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(super) struct OneInterview {
    /// The study file
    pub(super) study: PathBuf,
    /// The interview, by name or id
    pub(super) interview: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct Steps {
    /// The study file
    pub(super) study: PathBuf,
    /// How many steps
    #[arg(default_value_t = 1, value_parser = steps)]
    pub(super) steps: u32,
}

#[derive(Debug, clap::Args)]
pub(super) struct Import {
    /// The study file
    pub(super) study: PathBuf,
    /// Transcripts, tables, projects in REFI-QDA, studies in JSON, folders
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// Encoding of plain files
    #[arg(long, value_name = "NAME")]
    pub(super) encoding: Option<String>,
    /// How speakers are found: auto, none, or a regular expression whose first group is the label
    #[arg(long, default_value = "auto", value_name = "auto|none|REGEX")]
    pub(super) speakers: String,
    /// A label of somebody who asks
    #[arg(long, value_name = "LABEL")]
    pub(super) interviewer: Vec<String>,
    /// Another label for a speaker; two that get the same become one
    #[arg(long, value_name = "LABEL=NEW", value_parser = labels)]
    pub(super) rename: Vec<(String, String)>,
    /// What a speaker does, by its new label: interviewer or respondent
    #[arg(long, value_name = "LABEL=ROLE", value_parser = label_role)]
    pub(super) role: Vec<(String, Role)>,
    /// The respondent behind a speaker, by its new label; one that the study doesn't know is added
    #[arg(long, value_name = "LABEL=RESPONDENT", value_parser = labels)]
    pub(super) respondent: Vec<(String, String)>,
    /// An attribute of every interview read
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub(super) attr: Vec<(String, String)>,
    /// A csv of attributes: first column the interview's name or file
    #[arg(long, value_name = "FILE.csv")]
    pub(super) attributes: Option<PathBuf>,
    /// Tables are surveys: an interview a row, an answer a turn under its question
    #[arg(long)]
    pub(super) survey: bool,
    /// Column of a survey that names the respondents
    #[arg(long, value_name = "COLUMN", requires = "survey")]
    pub(super) name_column: Option<String>,
    /// Column of a survey that becomes an attribute; without any, short answers do
    #[arg(long, value_name = "COLUMN", requires = "survey")]
    pub(super) attribute_column: Vec<String>,
    /// Only say what would be imported
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Import the others where a file can't be read
    #[arg(long)]
    pub(super) keep_going: bool,
}

#[derive(Debug, clap::Args)]
pub(super) struct Speaker {
    /// The study file
    pub(super) study: PathBuf,
    /// The interview, by name or id
    pub(super) interview: String,
    /// The speaker's label
    pub(super) label: String,
    /// interviewer or respondent
    #[arg(long, value_parser = role)]
    pub(super) role: Option<Role>,
    /// Another label
    #[arg(long, value_name = "NEW")]
    pub(super) rename: Option<String>,
    /// Label of the respondent behind it
    #[arg(long, value_name = "LABEL")]
    pub(super) respondent: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Guide {
    #[command(subcommand)]
    pub(super) verb: GuideVerb,
}

#[derive(Debug, Subcommand)]
pub(super) enum GuideVerb {
    /// Print the guide
    Show(OneStudy),
    /// Question × interview
    Coverage(OneStudy),
    /// Take a guide file in
    Import {
        /// The study file
        study: PathBuf,
        /// The guide, `.toml`
        file: PathBuf,
    },
    /// Look for faults in a guide file
    Check {
        /// The guide, `.toml`
        file: PathBuf,
    },
    /// Tie interviewers' turns to the questions that they ask, by number or likeness; or one by hand
    Tie {
        /// The study file
        study: PathBuf,
        /// Interviews, by name or id, all of them unless named; to tie by hand one interview, the
        /// turn (from 1; 0 for a skipped question) and the question's number (none for an added one)
        #[arg(value_name = "INTERVIEW")]
        words: Vec<String>,
        /// How a turn that is tied by hand asks: asked, reworded, skipped, added or none
        #[arg(long)]
        how: Option<HowWord>,
        /// Only show what would be tied, and why
        #[arg(long, conflicts_with = "how")]
        dry_run: bool,
    },
}

/// How a question was put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum HowWord {
    /// As written
    Asked,
    /// In other words
    Reworded,
    /// Left out
    Skipped,
    /// Not in the guide
    Added,
    /// Takes the tie away
    None,
}

#[derive(Debug, clap::Args)]
pub(super) struct Respondent {
    #[command(subcommand)]
    pub(super) verb: RespondentVerb,
}

#[derive(Debug, Subcommand)]
pub(super) enum RespondentVerb {
    /// Add a respondent
    Add(RespondentWords),
    /// Set attributes of a respondent; an empty value takes one away
    Set(RespondentWords),
}

#[derive(Debug, clap::Args)]
pub(super) struct RespondentWords {
    /// The study file
    pub(super) study: PathBuf,
    /// The label
    pub(super) label: String,
    /// Attributes
    #[arg(value_name = "NAME=VALUE", value_parser = pair)]
    pub(super) attributes: Vec<(String, String)>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Code {
    /// The study file
    pub(super) study: PathBuf,
    /// The interview, by name or id
    pub(super) interview: String,
    /// First code point
    #[arg(value_parser = number)]
    pub(super) start: u32,
    /// After the last code point
    #[arg(value_parser = number)]
    pub(super) end: u32,
    /// Codes by id, name, alias or path
    #[arg(required = true, value_name = "CODE")]
    pub(super) codes: Vec<String>,
    /// A memo on each coding
    #[arg(long)]
    pub(super) memo: Option<String>,
    /// A facet of each coding
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub(super) facet: Vec<(String, String)>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Uncode {
    /// The study file
    pub(super) study: PathBuf,
    /// Ids of codings
    #[arg(required = true, value_name = "CODING-ID")]
    pub(super) codings: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub(super) struct Mark {
    /// The study file
    pub(super) study: PathBuf,
    /// Ids of codings
    #[arg(required = true, value_name = "CODING-ID")]
    pub(super) codings: Vec<String>,
    /// What may become of the words
    #[arg(long = "use", value_name = "USE")]
    pub(super) use_as: UseWord,
}

/// What may become of the words of a coding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum UseWord {
    /// They are counted and not quoted
    NotQuoted,
    /// They were said for background only: counted and not quoted
    Background,
    /// They may be quoted, unless the consent says otherwise
    Free,
}

#[derive(Debug, clap::Args)]
pub(super) struct Filtered {
    /// The study file
    pub(super) study: PathBuf,
    #[command(flatten)]
    pub(super) filter: FilterWords,
}

#[derive(Debug, clap::Args)]
pub(super) struct Codebook {
    #[command(subcommand)]
    pub(super) verb: CodebookVerb,
}

#[derive(Debug, Subcommand)]
pub(super) enum CodebookVerb {
    /// Print the codebook of a study
    Show(OneStudy),
    /// Take a codebook in: new codes are added, known ones say what the file says
    Import {
        /// The study file
        study: PathBuf,
        /// A `.toml`, `.csv` or `.md` file, or a codebook that comes with the program, by name
        file: String,
    },
    /// Write the codebook to a `.toml`, `.csv`, `.md` or `.xlsx` file
    Export {
        /// The study file
        study: PathBuf,
        /// The file
        file: PathBuf,
    },
    /// List the frozen versions of the codebook and the present one
    Versions(OneStudy),
    /// Show what changed between two versions of the codebook
    Diff {
        /// The study file
        study: PathBuf,
        /// Name or number of a frozen version; otherwise the one frozen last
        from: Option<String>,
        /// Name or number of a frozen version; otherwise the codebook as it is
        to: Option<String>,
    },
    /// Keep the codebook as it is as a version of that name
    Freeze {
        /// The study file
        study: PathBuf,
        /// The name; otherwise its number
        name: Option<String>,
    },
    /// Look for faults in a codebook file
    Check {
        /// A `.toml`, `.csv` or `.md` file, or a codebook that comes with the program, by name
        file: String,
    },
}

//! The interview guide's file.
//!
//! A [`GuideFile`] is the guide with the lines of its questions; [`check`] lists
//! what its author should mend. Whether the codes that questions name exist is
//! known to whoever has the codebook.

use std::collections::{HashMap, HashSet};

use crate::model::guide::{Guide, Question, Section};

pub use super::toml_table::TomlError as ReadError;
use super::toml_table::{Source, TableReader, each};
use super::toml_write::TomlWriter;

/// What `format` says in a guide file.
pub const FORMAT: &str = "fangtan-guide";

/// A guide with the places where its parts stand in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GuideFile {
    /// The guide.
    pub guide: Guide,
    /// Lines of the sections, from 1, in their order.
    pub section_lines: Vec<u32>,
    /// Lines of the questions, from 1, in the guide's order.
    pub question_lines: Vec<u32>,
}

/// Reads a guide file. A file without `version` is the first wording of its guide.
pub fn read(text: &str) -> Result<GuideFile, ReadError> {
    let source = Source::new(text);
    let mut root = source.root()?;
    root.expect_format(FORMAT)?;
    let mut file = GuideFile {
        guide: Guide {
            version: root.number("version", u32::MAX)?.unwrap_or(1),
            title: root.words("title")?,
            title_en: root.words("title_en")?,
            sections: Vec::new(),
        },
        ..GuideFile::default()
    };
    for mut table in root.tables("section", "[[section]]")? {
        file.section_lines.push(table.line());
        let questions = table.tables("question", "[[section.question]]")?;
        file.question_lines
            .extend(questions.iter().map(TableReader::line));
        file.guide.sections.push(Section {
            id: table.words("id")?,
            title: table.words("title")?,
            title_en: table.words("title_en")?,
            questions: each(questions, |question| {
                Ok(Question {
                    number: question.words("number")?,
                    text: question.words("text")?,
                    text_en: question.words("text_en")?,
                    probes: question.texts("probes")?,
                    groups: question.texts("groups")?,
                    codes: question.texts("codes")?,
                })
            })?,
        });
        table.finish()?;
    }
    root.finish()?;
    Ok(file)
}

/// Writes a guide file.
#[must_use]
pub fn write(guide: &Guide) -> String {
    let mut out = TomlWriter::default();
    out.text("format", FORMAT);
    out.plain("version", guide.version);
    out.text("title", &guide.title);
    out.text_if_any("title_en", &guide.title_en);
    for section in &guide.sections {
        out.table("[[section]]");
        out.text("id", &section.id);
        out.text("title", &section.title);
        out.text_if_any("title_en", &section.title_en);
        for question in &section.questions {
            out.table("[[section.question]]");
            out.text("number", &question.number);
            out.text("text", &question.text);
            out.text_if_any("text_en", &question.text_en);
            out.texts("probes", &question.probes);
            out.texts("groups", &question.groups);
            out.texts("codes", &question.codes);
        }
    }
    out.finish()
}

/// One fault of a guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line of the file, from 1; 0 where the guide came from no file.
    pub line: u32,
    /// What is wrong.
    pub what: FaultKind,
}

/// What can be wrong with a guide.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FaultKind {
    /// The guide asks nothing.
    #[error("the guide has no question")]
    NoQuestion,
    /// Two sections have one id.
    #[error("the section «{0}» stands twice")]
    DoubleSection(String),
    /// A section without a title.
    #[error("section «{0}» has no title")]
    NoTitle(String),
    /// A question without a number.
    #[error("a question has no number: «{0}»")]
    NoNumber(String),
    /// Two questions have one number.
    #[error("the number «{number}» is used twice, first on line {first}")]
    DoubleNumber {
        /// The number.
        number: String,
        /// Line of the question that had it first.
        first: u32,
    },
    /// A question without words.
    #[error("question «{0}» has no text")]
    NoText(String),
}

/// Lists every fault, in the order of the file.
#[must_use]
pub fn check(file: &GuideFile) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut question_lines = file.question_lines.iter().copied();
    let mut sections: HashSet<&str> = HashSet::new();
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    for (index, section) in file.guide.sections.iter().enumerate() {
        let line = file.section_lines.get(index).copied().unwrap_or_default();
        if !sections.insert(&section.id) {
            let what = FaultKind::DoubleSection(section.id.clone());
            faults.push(Fault { line, what });
        }
        if section.title.trim().is_empty() {
            let what = FaultKind::NoTitle(section.id.clone());
            faults.push(Fault { line, what });
        }
        for question in &section.questions {
            let line = question_lines.next().unwrap_or_default();
            let number = question.number.trim();
            if number.is_empty() {
                let what = FaultKind::NoNumber(question.text.clone());
                faults.push(Fault { line, what });
            } else if let Some(first) = numbers.get(number) {
                let what = FaultKind::DoubleNumber {
                    number: number.to_owned(),
                    first: *first,
                };
                faults.push(Fault { line, what });
            } else {
                numbers.insert(number, line);
            }
            if question.text.trim().is_empty() {
                let what = FaultKind::NoText(number.to_owned());
                faults.push(Fault { line, what });
            }
        }
    }
    if file.guide.questions().next().is_none() {
        let what = FaultKind::NoQuestion;
        faults.push(Fault { line: 1, what });
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPPED: &str = include_str!("../../sessions/guide.toml");

    #[test]
    fn the_guide_that_comes_with_the_program_comes_back_byte_for_byte() {
        let file = read(SHIPPED).expect("sound");
        assert_eq!(write(&file.guide), SHIPPED);
        assert_eq!(check(&file), []);
        let lines: Vec<&str> = SHIPPED.lines().collect();
        for (question, line) in file.guide.questions().zip(&file.question_lines) {
            let below = lines[*line as usize];
            assert_eq!(below, format!("number = \"{}\"", question.number));
        }
    }

    #[test]
    fn every_fault_of_a_guide_has_its_line() {
        let text = "[[section]]\nid = \"A\"\ntitle = \"甲\"\n\
            [[section.question]]\nnumber = \"A1\"\ntext = \"问\"\n\
            [[section.question]]\nnumber = \"A1\"\ntext = \" \"\n\
            [[section.question]]\ntext = \"没有号\"\n\
            [[section]]\nid = \"A\"\n";
        let faults: Vec<(u32, String)> = check(&read(text).expect("readable"))
            .into_iter()
            .map(|fault| (fault.line, fault.what.to_string()))
            .collect();
        let expected = [
            (7, "the number «A1» is used twice, first on line 4"),
            (7, "question «A1» has no text"),
            (10, "a question has no number: «没有号»"),
            (12, "the section «A» stands twice"),
            (12, "section «A» has no title"),
        ];
        let expected = expected.map(|(line, what)| (line, what.to_owned()));
        assert_eq!(faults, expected);
    }

    #[test]
    fn an_empty_guide_asks_nothing() {
        let faults = check(&read("").expect("an empty file is TOML"));
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].what, FaultKind::NoQuestion);
    }

    #[test]
    fn every_fault_of_the_file_is_a_sentence_with_its_line() {
        let check = |text: &str, sentence: &str| {
            let fault = read(text).expect_err(text);
            assert_eq!(fault.to_string(), sentence);
        };
        check(
            "format = \"fangtan-codebook\"\n",
            "line 1: the file says format = «fangtan-codebook», «fangtan-guide» is needed",
        );
        check(
            "version = \"1\"\n",
            "line 1: «version» has to be a whole number",
        );
        check(
            "[[section]]\nname = \"x\"\n",
            "line 2: [[section]] has no key «name»",
        );
        check(
            "[[section]]\n[[section.question]]\nprobe = []\n",
            "line 3: [[section.question]] has no key «probe»",
        );
        check(
            "[[section]]\n[[section.question]]\nnumber = 1\n",
            "line 3: «number» has to be a text in quotation marks",
        );
    }
}

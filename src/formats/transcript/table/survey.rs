//! A table with a row for each respondent.

use std::collections::HashSet;

use super::{HEADS_WITHIN, Table};
use crate::formats::transcript::segments::{self, Pieces, Segment};
use crate::formats::transcript::{
    ReadError, ReadFile, ReadOptions, Survey, has_words_in_lines, labels,
};
use crate::model::Role;
use crate::model::plan::Warning;

/// Folded heads of the column that names the respondent.
const NAMES: &str = "
id name respondent respondentid participant participantid case caseid code pid responseid no #
编号 序号 姓名 受访者 受访者编号 答题序号 答卷编号 问卷编号 样本编号 代码 編號 序號 受訪者 受訪者編號 問卷編號
";

/// Longest label of a question, in characters.
const LONGEST: usize = 120;

/// A column of answers is one where an answer has at least so many characters.
const OPEN_FROM: usize = 12;

/// Reads a row as an interview each.
///
/// # Errors
/// When a column that a person named isn't there, or nobody answered anything.
pub(super) fn read(
    format: &'static str,
    table: &Table,
    options: &ReadOptions,
) -> Result<Vec<ReadFile>, ReadError> {
    let survey = options.survey.as_ref().ok_or(ReadError::NoTable)?;
    let (heads, rows) = heads(table)?;
    let sorts = sorts(&heads, rows, survey)?;
    let mut files = Vec::new();
    let mut names = HashSet::new();
    for (n, row) in rows.iter().enumerate().filter(|(_, row)| !row.is_empty()) {
        let mut name = String::new();
        let mut attributes = Vec::new();
        let mut answers = Vec::new();
        for ((head, sort), cell) in heads.iter().zip(&sorts).zip(row) {
            let cell = cell.trim();
            if cell.is_empty() {
                continue;
            }
            match sort {
                Sort::Name => cell.clone_into(&mut name),
                Sort::Attribute => attributes.push((head.clone(), cell.to_owned())),
                Sort::Answer => answers.push(Segment {
                    speaker: Some(question(head)),
                    start_ms: None,
                    words: cell.to_owned(),
                }),
            }
        }
        if name.is_empty() || !names.insert(name.clone()) {
            let numbered = format!("{name} {}", n + 1);
            numbered.trim().clone_into(&mut name);
            names.insert(name.clone());
        }
        if answers.is_empty() {
            // Nobody's words: there is nothing to code.
            let first: Option<&mut ReadFile> = files.first_mut();
            if let Some(file) = first {
                file.warnings.push(silent(&name));
            }
            continue;
        }
        let by_columns = ReadOptions {
            survey: None,
            speakers: crate::formats::transcript::Speakers::Auto,
            ..options.clone()
        };
        let (mut transcript, warnings) =
            segments::build(answers, Pieces::AreTurns, Vec::new(), &by_columns);
        has_words_in_lines(&transcript.text)?;
        for speaker in &mut transcript.speakers {
            speaker.role = Some(Role::Respondent);
        }
        files.push(ReadFile {
            name,
            transcript,
            attributes,
            format,
            warnings,
            ..ReadFile::default()
        });
    }
    if files.is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(files)
}

fn silent(name: &str) -> Warning {
    Warning {
        kind: "row-without-answers",
        line: None,
        about: name.to_owned(),
    }
}

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Name,
    Attribute,
    Answer,
}

/// The heads, and the rows below them. The first row of which most cells have words holds the heads.
fn heads(table: &Table) -> Result<(Vec<String>, &[Vec<String>]), ReadError> {
    let widest = table.rows.iter().map(Vec::len).max().unwrap_or(0);
    let at = table
        .rows
        .iter()
        .take(HEADS_WITHIN)
        .position(|row| {
            let filled = row.iter().filter(|cell| !cell.trim().is_empty()).count();
            filled >= 2 && filled * 2 >= widest
        })
        .ok_or(ReadError::NoTable)?;
    let heads: Vec<String> = (0..widest)
        .map(|n| {
            let head = table.rows[at].get(n).map_or("", |head| head.trim());
            if head.is_empty() {
                format!("{}", n + 1)
            } else {
                head.split_whitespace().collect::<Vec<_>>().join(" ")
            }
        })
        .collect();
    Ok((heads, &table.rows[at + 1..]))
}

fn sorts(heads: &[String], rows: &[Vec<String>], survey: &Survey) -> Result<Vec<Sort>, ReadError> {
    let place = |name: &str| {
        let folded = labels::folded(name);
        heads
            .iter()
            .position(|head| labels::folded(head) == folded)
            .ok_or_else(|| ReadError::NoColumn(name.to_owned()))
    };
    let name = match &survey.name {
        Some(name) => Some(place(name)?),
        None => heads.iter().position(|head| {
            let head = labels::folded(head);
            NAMES.split_whitespace().any(|known| known == head)
        }),
    };
    let mut sorts: Vec<Sort> = if survey.attributes.is_empty() {
        (0..heads.len()).map(|n| by_look(rows, n)).collect()
    } else {
        let mut sorts = vec![Sort::Answer; heads.len()];
        for attribute in &survey.attributes {
            sorts[place(attribute)?] = Sort::Attribute;
        }
        sorts
    };
    if let Some(name) = name {
        sorts[name] = Sort::Name;
    }
    Ok(sorts)
}

/// Long answers, hardly any of which is given twice, are somebody's own words.
fn by_look(rows: &[Vec<String>], column: usize) -> Sort {
    let cells: Vec<&str> = rows
        .iter()
        .filter_map(|row| row.get(column))
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
        .collect();
    let distinct: HashSet<&str> = cells.iter().copied().collect();
    let longest = cells.iter().map(|cell| cell.chars().count()).max();
    let own = distinct.len() * 2 > cells.len() || cells.len() < 3;
    let moments = cells.iter().all(|cell| is_moment(cell));
    if longest.unwrap_or(0) >= OPEN_FROM && own && !moments {
        Sort::Answer
    } else {
        Sort::Attribute
    }
}

/// A date with a time, which is long and said once and nobody's words.
fn is_moment(cell: &str) -> bool {
    cell.chars().all(|c| {
        c.is_ascii_digit()
            || matches!(
                c,
                '-' | '/' | ':' | '.' | ' ' | 'T' | 'Z' | '年' | '月' | '日'
            )
    })
}

/// A question as a label: on one line, without the colon that ends a label, and no longer than can be shown.
fn question(head: &str) -> String {
    let label = head.replace(['：', ':'], " ");
    let label: Vec<&str> = label.split_whitespace().collect();
    let label = label.join(" ");
    if label.chars().count() <= LONGEST {
        return label;
    }
    let mut short: String = label.chars().take(LONGEST - 1).collect();
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::super::separated;
    use super::*;

    const ANSWERS: &str = "编号,性别,年龄,Q1：您怎么看网格员？,Q2 还有什么建议\n\
        R01,女,34,\"他们很辛苦，跑得很勤，也很耐心。\",\n\
        R02,男,51,我觉得任务太多，一个人管三百户。,希望少填一些表格，多去走动。\n\
        R03,女,28,,\n";

    fn survey(name: Option<&str>, attributes: &[&str]) -> ReadOptions {
        ReadOptions {
            survey: Some(Survey {
                name: name.map(str::to_owned),
                attributes: attributes.iter().map(|a| (*a).to_owned()).collect(),
            }),
            ..ReadOptions::default()
        }
    }

    fn rows(text: &str, options: &ReadOptions) -> Result<Vec<ReadFile>, ReadError> {
        read("csv", &separated::read(text).unwrap().unwrap(), options)
    }

    #[test]
    fn a_row_is_an_interview_and_an_answer_a_turn_under_its_question() {
        let files = rows(ANSWERS, &survey(None, &[])).unwrap();
        let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["R01", "R02"]);
        assert_eq!(
            files[0].attributes,
            [
                ("性别".to_owned(), "女".to_owned()),
                ("年龄".to_owned(), "34".to_owned())
            ]
        );
        assert_eq!(
            files[1].transcript.text,
            "Q1 您怎么看网格员？：我觉得任务太多，一个人管三百户。\nQ2 还有什么建议：希望少填一些表格，多去走动。"
        );
        let role = files[1].transcript.speakers[0].role;
        assert_eq!(role, Some(Role::Respondent));
        let silent: Vec<&str> = files[0].warnings.iter().map(|w| w.kind).collect();
        assert_eq!(silent, ["row-without-answers"]);
    }

    #[test]
    fn a_person_may_say_which_columns_are_what() {
        let files = rows(ANSWERS, &survey(Some("Q2 还有什么建议"), &["性别"])).unwrap();
        assert_eq!(files[0].name, "1");
        assert_eq!(files[0].attributes.len(), 1);
        assert_eq!(files[0].transcript.turns.len(), 3);
        assert!(matches!(
            rows(ANSWERS, &survey(Some("nobody"), &[])),
            Err(ReadError::NoColumn(name)) if name == "nobody"
        ));
    }

    #[test]
    fn moments_and_choices_are_attributes() {
        let text = "ID,Submitted,Choice,Why\n1,2026-06-02 17:51:09,Strongly agree with it,Because it helped me a lot.\n\
                    2,2026-06-02 17:52:10,Strongly agree with it,It was too slow for us.\n\
                    3,2026-06-03 08:00:00,Strongly agree with it,No idea what to say.\n";
        let files = rows(text, &survey(None, &[])).unwrap();
        assert_eq!(files[0].attributes.len(), 2);
        assert_eq!(files[0].transcript.turns.len(), 1);
    }
}

//! Which turns of an interviewer ask which question of the guide, as far as their words tell.
//!
//! A turn that begins with the number of a question asks it. Of the others, a turn asks the question
//! that it is most like, where it is like enough and no other question is nearly as like. Nobody's
//! decision is made here: what is proposed is shown with why before or after it is kept, and a
//! person may say otherwise of each.

use std::collections::BTreeSet;

use crate::model::interview::Asked;
use crate::text::{Text, Unit, alike, units};

/// From this likeness on a question counts as asked as it is written.
pub const AS_WRITTEN: f64 = 0.8;

/// From this likeness on a turn is taken to ask a question.
///
/// Chosen on the sample interviews, where a person tied 78 turns: whatever is proposed from here on
/// is what the person said, and 45 of the 78 are found; at 0.5 they are 42.
pub const LIKE_ENOUGH: f64 = 0.4;

/// By how much the question that a turn is most like has to be more like it than any other.
pub const AHEAD: f64 = 0.1;

/// A question of the guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wording<'a> {
    /// Its number.
    pub number: &'a str,
    /// Its wordings, each in its language; empty ones are none.
    pub texts: [&'a str; 2],
}

/// Why a turn is taken to ask a question.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Why {
    /// It begins with the question's number.
    Number,
    /// It is as like the question as this, 0 to 1.
    Likeness(f64),
}

/// A turn and the question that it is taken to ask.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Proposal {
    /// The turn, as it was given.
    pub turn: u32,
    /// Place of the question.
    pub question: usize,
    /// Whether it was asked as written: from [`AS_WRITTEN`] on.
    pub how: Asked,
    /// Why.
    pub why: Why,
}

/// Which of an interviewer's turns ask which questions; turns with their words, in order.
///
/// `tied_turns` and `tied_questions` are left alone. A question is proposed once: for the first
/// turn that begins with its number, else for the turn that is most like it, the first of several.
/// The likeness of a turn and a question is [`alike`] of the question and the whole turn or the
/// sentence of it that is most like; probes don't count, since they come after the question.
#[must_use]
pub fn propose(
    questions: &[Wording],
    turns: &[(u32, &str)],
    tied_turns: &BTreeSet<u32>,
    tied_questions: &BTreeSet<usize>,
) -> Vec<Proposal> {
    let mut asked = tied_questions.clone();
    let mut proposals = Vec::new();
    let mut others = Vec::new();
    for (turn, words) in turns.iter().filter(|(turn, _)| !tied_turns.contains(turn)) {
        let likeness = likeness(questions, words);
        let numbered = questions
            .iter()
            .position(|it| begins_with(words, it.number));
        match numbered {
            // Said a second time the number names the question once more, and asks nothing new.
            Some(question) => {
                if asked.insert(question) {
                    proposals.push(Proposal {
                        turn: *turn,
                        question,
                        how: how(likeness[question]),
                        why: Why::Number,
                    });
                }
            }
            None => others.push((*turn, likeness)),
        }
    }
    let mut best: Vec<(u32, usize, f64)> = others
        .iter()
        .filter_map(|(turn, likeness)| {
            let (question, most) = most_like(likeness)?;
            Some((*turn, question, most))
        })
        .collect();
    best.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
    for (turn, question, most) in best {
        if asked.insert(question) {
            proposals.push(Proposal {
                turn,
                question,
                how: how(most),
                why: Why::Likeness(most),
            });
        }
    }
    proposals.sort_by_key(|it| it.turn);
    proposals
}

fn how(likeness: f64) -> Asked {
    if likeness >= AS_WRITTEN {
        Asked::Asked
    } else {
        Asked::Reworded
    }
}

/// How like each question a turn is.
fn likeness(questions: &[Wording], words: &str) -> Vec<f64> {
    let text = Text::new(words.to_owned());
    let whole = text.span(0, text.chars()).ok();
    let sentences = whole.map(|whole| units(&text, whole, Unit::Sentence));
    let sentences = sentences.iter().flatten().filter_map(|it| text.slice(*it));
    let parts: Vec<&str> = std::iter::once(words).chain(sentences).collect();
    let like = |it: &Wording| {
        let texts = it.texts.iter().filter(|text| !text.is_empty());
        let all = texts.flat_map(|text| parts.iter().map(|part| alike(part, text)));
        all.fold(0.0, f64::max)
    };
    questions.iter().map(like).collect()
}

/// The question that a turn is like enough and clearly most like.
fn most_like(likeness: &[f64]) -> Option<(usize, f64)> {
    let (place, most) = likeness
        .iter()
        .copied()
        .enumerate()
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
    let others = likeness.iter().enumerate().filter(|(at, _)| *at != place);
    let second = others.map(|(_, it)| *it).fold(0.0, f64::max);
    (most >= LIKE_ENOUGH && most - second >= AHEAD).then_some((place, most))
}

/// Whether a turn begins with the number of a question: `3.`, `3、`, `（3）`, `问题3`, `第3题`, `Q3:`,
/// `B2 `. A number that is digits alone and has no word before it needs a mark behind it, so that
/// `3 个` and `3.5` are none.
fn begins_with(words: &str, number: &str) -> bool {
    const BEFORE: [&str; 7] = ["question", "问题", "問題", "提问", "题", "第", "q"];
    let narrow = |words: &str| -> String {
        let narrow = words.chars().map(crate::text::narrow);
        narrow.flat_map(char::to_lowercase).collect()
    };
    let (words, number) = (narrow(words), narrow(number.trim()));
    if number.is_empty() {
        return false;
    }
    let mut rest = words.trim_start();
    let is_bracketed = rest.starts_with(['(', '[', '【', '「']);
    rest = rest.trim_start_matches(['(', '[', '【', '「']);
    let named = BEFORE.iter().find_map(|word| rest.strip_prefix(word));
    let named = named.map(str::trim_start);
    let is_named =
        named.is_some_and(|rest| rest.starts_with(&number)) && !rest.starts_with(&number);
    if is_named {
        rest = named.unwrap_or(rest);
    }
    let Some(rest) = rest.strip_prefix(number.as_str()) else {
        return false;
    };
    let mut after = rest.chars();
    match after.next() {
        Some(c) if c.is_alphanumeric() => is_named && matches!(c, '题' | '題'),
        Some('.') => !after.next().is_some_and(|c| c.is_ascii_digit()),
        Some('、' | ':' | '。' | ')' | ']' | '】' | '」') => true,
        Some(c) if c.is_whitespace() || c == ',' => {
            is_named || is_bracketed || !number.chars().all(|c| c.is_ascii_digit())
        }
        Some(_) | None => is_named,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUIDE: [Wording<'static>; 4] = [
        Wording {
            number: "1",
            texts: [
                "您觉得社区治理最突出的问题是什么？",
                "What is the main problem?",
            ],
        },
        Wording {
            number: "2",
            texts: ["有哪些办法可以解决这个问题？", ""],
        },
        Wording {
            number: "3",
            texts: ["您觉得社区治理最大的成绩是什么？", ""],
        },
        Wording {
            number: "B2",
            texts: ["居民怎样参与协商？", ""],
        },
    ];

    /// Proposals as `turn question how why`.
    fn proposed(turns: &[&str]) -> Vec<String> {
        let turns: Vec<(u32, &str)> = (0..).zip(turns.iter().copied()).collect();
        let found = propose(&GUIDE, &turns, &BTreeSet::new(), &BTreeSet::new());
        let shown = found.iter().map(|it| {
            let why = match it.why {
                Why::Number => "number".to_owned(),
                Why::Likeness(likeness) => format!("{likeness:.2}"),
            };
            let number = GUIDE[it.question].number;
            format!("{} {number} {} {why}", it.turn, it.how.name())
        });
        shown.collect()
    }

    #[test]
    fn numbers_at_the_beginning_of_a_turn() {
        let check = |words: &str, number: &str, expected: bool| {
            assert_eq!(begins_with(words, number), expected, "{words} {number}");
        };
        for words in [
            "3. 您怎么看",
            "3、您",
            "３．您",
            "（3）您",
            "(3) 您",
            "3) 您",
            "问题3：您",
            "问题3",
            "第3题，您",
            "Q3 您",
            "q3: so",
            "Question 3: so",
            "【3】您",
            "第 3 题 您",
            "3：您",
        ] {
            check(words, "3", true);
        }
        for words in [
            "3个部门",
            "3 个部门",
            "3.5 倍",
            "30. 您",
            "13. 您",
            "您 3. 好",
            "",
            "Q",
            "3",
            "第3个",
            "3,000",
        ] {
            check(words, "3", false);
        }
        check("B2 居民", "B2", true);
        check("b2，居民", "B2", true);
        check("Q1. so", "Q1", true);
        check("B20 居民", "B2", false);
        check("3. 您", "", false);
    }

    #[test]
    fn the_words_of_a_question_are_known_again() {
        let turns = [
            "您好，谢谢您抽时间。",
            "好的。您觉得社区治理最突出的问题是什么？",
            "那有什么办法能解决这个问题呢？",
            "居民怎么样参与协商的？",
            "还有吗？",
        ];
        assert_eq!(
            proposed(&turns),
            ["1 1 asked 1.00", "2 2 reworded 0.48", "3 B2 reworded 0.75"]
        );
    }

    #[test]
    fn a_number_goes_before_likeness_and_a_question_is_asked_once() {
        let turns = [
            "您觉得社区治理最突出的问题是什么？",
            "1. 请您谈谈困难。",
            "1. 再问一次，困难呢？",
            "2、有哪些办法可以解决这个问题？",
        ];
        assert_eq!(
            proposed(&turns),
            ["1 1 reworded number", "3 2 asked number"]
        );
        // Between two questions nearly as like nothing is decided.
        assert_eq!(proposed(&["您觉得社区治理最什么？"]), [""; 0]);
        // The most like turn has it, the first of two.
        let same = "居民怎样参与协商？";
        assert_eq!(
            proposed(&["居民参与协商吗？", same, same]),
            ["1 B2 asked 1.00"]
        );
    }

    #[test]
    fn what_is_tied_stays_as_it_is() {
        let turns = [(4, "居民怎样参与协商？"), (7, "2、有什么办法？")];
        let tied = |turns_tied: &[u32], questions: &[usize]| {
            let turns_tied = turns_tied.iter().copied().collect();
            let questions = questions.iter().copied().collect();
            propose(&GUIDE, &turns, &turns_tied, &questions).len()
        };
        assert_eq!(tied(&[], &[]), 2);
        assert_eq!(tied(&[4], &[]), 1);
        assert_eq!(tied(&[], &[3]), 1);
        assert_eq!(tied(&[7], &[3]), 0);
        assert_eq!(propose(&[], &turns, &BTreeSet::new(), &BTreeSet::new()), []);
    }
}

//! Who asks and who answers, by the words that labels use for it.

use crate::model::Role;
use crate::model::plan::PlannedSpeaker;

use super::labels::folded;

/// Folded words for the one who asks.
const ASKING: &[&str] = &[
    "访谈者",
    "访谈人",
    "访谈员",
    "访员",
    "访问者",
    "采访者",
    "采访人",
    "访",
    "问",
    "问者",
    "提问",
    "提问者",
    "记者",
    "主持人",
    "主持",
    "笔者",
    "调查员",
    "调研员",
    "研究者",
    "訪談者",
    "訪談人",
    "訪談員",
    "訪員",
    "訪問者",
    "採訪者",
    "訪",
    "問",
    "問者",
    "提問",
    "提問者",
    "記者",
    "主持者",
    "筆者",
    "調查員",
    "研究者",
    "interviewer",
    "moderator",
    "host",
    "q",
    "facilitator",
    "int",
    "ir",
    "mod",
    "researcher",
];

/// Folded words for the one who answers.
const ANSWERING: &[&str] = &[
    "受访者",
    "受访人",
    "受访",
    "被访者",
    "被访人",
    "被访",
    "被访谈者",
    "被采访者",
    "受",
    "答",
    "答者",
    "回答",
    "嘉宾",
    "专家",
    "受訪者",
    "受訪人",
    "受訪",
    "被訪者",
    "被訪人",
    "被訪",
    "訪談對象",
    "访谈对象",
    "嘉賓",
    "respondent",
    "interviewee",
    "participant",
    "informant",
    "expert",
    "guest",
    "ee",
];

/// Folded words that machines put before a number.
const MACHINE: &[&str] = &[
    "说话人",
    "发言人",
    "說話人",
    "發言人",
    "speaker",
    "speaker_",
    "spk",
    "s",
];

/// What the label alone says; letters that mean something beside others only are left open.
pub(super) fn alone(label: &str) -> Option<Role> {
    if is_machine(label) {
        return None;
    }
    let of = |word: &str| {
        if ASKING.contains(&word) {
            Some(Role::Interviewer)
        } else if ANSWERING.contains(&word) {
            Some(Role::Respondent)
        } else {
            None
        }
    };
    let whole = folded(without_brackets(label));
    of(&whole)
        .or_else(|| of(without_number(&whole)))
        .or_else(|| {
            let first = label.split_whitespace().next()?;
            let word = folded(first);
            (word.chars().count() > 1).then(|| of(without_number(&word)))?
        })
        .or_else(|| is_code(&whole).then_some(Role::Respondent))
}

/// Whether the label is one of those that speech recognition makes.
pub(super) fn is_machine(label: &str) -> bool {
    let word = folded(label);
    let base = word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '?');
    base.len() < word.len() && MACHINE.contains(&base) || word.starts_with("speaker_")
}

/// Whether the label is a word of the trade, so that once is enough to believe it.
pub(super) fn in_lexicon(label: &str) -> bool {
    is_machine(label) || alone(label).is_some()
}

/// Gives the speakers of a transcript their roles.
///
/// `interviewers` are the labels that a person named. When somebody asks and there is
/// exactly one other label, that one answers.
pub fn assign(speakers: &mut [PlannedSpeaker], interviewers: &[String]) {
    let words: Vec<String> = speakers.iter().map(|s| folded(&s.label)).collect();
    let asks: Vec<String> = interviewers.iter().map(|label| folded(label)).collect();
    let base = |word: &str, letter: &str| word == letter || without_number(word) == letter;
    let has_q = words.iter().any(|word| base(word, "q"));
    let mut answering = false;
    for (speaker, word) in speakers.iter_mut().zip(&words) {
        speaker.role = alone(&speaker.label);
        if has_q && base(word, "a") {
            speaker.role = Some(Role::Respondent);
        }
        answering |= speaker.role == Some(Role::Respondent);
    }
    // `I` and `M` ask only beside somebody who answers: `R`, `P`, `E` or a word of the lexicon.
    let counterpart = |word: &str| ["r", "p", "e", "b"].iter().any(|letter| base(word, letter));
    answering |= words.iter().any(|word| counterpart(word));
    for (speaker, word) in speakers.iter_mut().zip(&words) {
        if answering && speaker.role.is_none() && (base(word, "i") || base(word, "m")) {
            speaker.role = Some(Role::Interviewer);
        }
        if asks.contains(word) {
            speaker.role = Some(Role::Interviewer);
        }
    }
    if let [a, b] = speakers {
        match (a.role, b.role) {
            (Some(Role::Interviewer), None) => b.role = Some(Role::Respondent),
            (None, Some(Role::Interviewer)) => a.role = Some(Role::Respondent),
            _ => {}
        }
    }
}

/// `E01`, `P3`, `R2`: codes of respondents.
fn is_code(word: &str) -> bool {
    word.starts_with(['e', 'p', 'r'])
        && word.len() > 1
        && word[1..].bytes().all(|b| b.is_ascii_digit())
}

/// The word without the number or letter that tells one holder of a role from the next.
fn without_number(word: &str) -> &str {
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '#' | '.');
    if word.is_ascii() {
        return word.trim_end_matches(digits);
    }
    let counted = |c: char| {
        c.is_ascii_alphanumeric() || digits(c) || "甲乙丙丁戊己庚辛一二三四五六七八九十".contains(c)
    };
    word.trim_end_matches(counted)
}

fn without_brackets(label: &str) -> &str {
    match label.find(['(', '（', '[', '［']) {
        Some(at) if at > 0 => label[..at].trim_end(),
        _ => label,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(labels: &[&str], expected: &str) {
        check_with(labels, &[], expected);
    }

    /// Roles as one letter a label: `i`, `r`, `-`.
    fn check_with(labels: &[&str], interviewers: &[&str], expected: &str) {
        let mut speakers: Vec<PlannedSpeaker> = labels
            .iter()
            .map(|label| PlannedSpeaker {
                label: (*label).to_owned(),
                ..PlannedSpeaker::default()
            })
            .collect();
        let asking: Vec<String> = interviewers.iter().map(|l| (*l).to_owned()).collect();
        assign(&mut speakers, &asking);
        let found: String = speakers
            .iter()
            .map(|speaker| match speaker.role {
                Some(Role::Interviewer) => 'i',
                Some(Role::Respondent) => 'r',
                None => '-',
            })
            .collect();
        assert_eq!(found, expected, "{labels:?}");
    }

    #[test]
    fn words_of_the_trade_tell_the_role() {
        check(&["访谈者", "受访者"], "ir");
        check(&["问", "答"], "ir");
        check(&["記者", "受訪者M03", "受访人A"], "irr");
        check(&["访谈员甲", "E01", "E02"], "irr");
        check(&["Interviewer 1", "interviewer2", "Respondent"], "iir");
        check(&["Q (Lee)", "A (Kim)"], "ir");
        check(&["主持人 张三", "王主任", "李主任"], "i--");
    }

    #[test]
    fn the_only_other_one_answers() {
        check(&["访谈者", "社区工作者"], "ir");
        check(&["王主任", "访"], "ri");
        check(&["主持人", "甲机构负责人", "乙机构负责人"], "i--");
    }

    #[test]
    fn single_letters_need_their_counterpart() {
        check(&["A", "B"], "--");
        check(&["Q", "A"], "ir");
        check(&["I", "R"], "ir");
        check(&["I", "Kim", "Lee"], "---");
        check(&["M", "P1", "P2"], "irr");
    }

    #[test]
    fn machine_labels_say_nothing_unless_a_person_does() {
        check(&["说话人1", "说话人 2"], "--");
        check(&["SPEAKER_00", "S01"], "--");
        check_with(&["说话人1", "说话人2"], &["说话人 1"], "ir");
        check_with(&["Kim", "Lee", "Ann"], &["Lee"], "-i-");
    }
}

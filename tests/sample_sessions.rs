//! The sample interviews, read as they lie in their folder and held against what is
//! written down about them in `sessions.toml`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use fangtan::formats::sessions_toml::{self, SessionEntry};
use fangtan::formats::transcript::{ReadFile, ReadOptions, read};
use fangtan::model::Role;

/// Format, encoding, turns, and roles by the labels alone (`i`, `r`, `-`), by the
/// number that the file's name begins with.
const FILES: [(&str, &str, &str, usize, &str); 9] = [
    ("01", "txt", "UTF-8", 32, "ir"),
    ("02", "txt", "GB18030", 26, "ir"),
    ("03", "md", "UTF-8", 24, "ir"),
    ("04", "docx", "", 26, "ir"),
    ("05", "txt", "UTF-8", 26, "--"),
    ("06", "txt", "UTF-16LE", 30, "--"),
    ("07", "txt", "UTF-8", 28, "ir"),
    ("08", "txt", "UTF-8", 41, "i---"),
    ("09", "md", "UTF-8", 28, "ir"),
];

/// The remark that every one of the files carries in its header.
const REMARKS: [&str; 2] = ["示例数据，非真实访谈", "Sample data: an invented interview"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions")
}

/// Every session with its file, read with default options.
fn sessions() -> Vec<(SessionEntry, ReadFile)> {
    let list = fs::read_to_string(folder().join("sessions.toml")).expect("the list is there");
    let sessions = sessions_toml::read(&list)
        .expect("the list can be read")
        .sessions;
    assert_eq!(sessions.len(), FILES.len());
    sessions
        .into_iter()
        .map(|session| {
            let bytes = fs::read(folder().join(&session.file)).expect("the list's files are there");
            let file = read(&session.file, &bytes, &ReadOptions::default())
                .unwrap_or_else(|error| panic!("{}: {error}", session.file))
                .remove(0);
            (session, file)
        })
        .collect()
}

/// The words of every turn, in order.
fn turns(file: &ReadFile) -> Vec<String> {
    let letters: Vec<char> = file.transcript.text.chars().collect();
    let spans = file.transcript.turns.iter().map(|turn| turn.span);
    spans
        .map(|span| {
            letters[span.start().0 as usize..span.end().0 as usize]
                .iter()
                .collect()
        })
        .collect()
}

#[test]
fn format_encoding_and_number_of_turns_are_found() {
    for ((session, file), (number, format, encoding, n, _)) in sessions().iter().zip(FILES) {
        assert!(session.file.starts_with(number));
        assert_eq!(file.format, format, "{}", session.file);
        assert_eq!(file.encoding, encoding, "{}", session.file);
        assert_eq!(file.transcript.turns.len(), n, "{}", session.file);
    }
}

#[test]
fn labels_are_those_of_the_list_and_roles_come_from_the_labels() {
    for ((session, file), (_, _, _, _, roles)) in sessions().iter().zip(FILES) {
        let speakers = &file.transcript.speakers;
        let found: Vec<&str> = speakers.iter().map(|s| s.label.as_str()).collect();
        let listed: Vec<&str> = session.speakers.iter().map(|s| s.label.as_str()).collect();
        assert_eq!(found, listed, "{}", session.file);
        let by_label: String = speakers
            .iter()
            .map(|speaker| match speaker.role {
                Some(Role::Interviewer) => 'i',
                Some(Role::Respondent) => 'r',
                None => '-',
            })
            .collect();
        assert_eq!(by_label, roles, "{}", session.file);
        for (found, listed) in speakers.iter().zip(&session.speakers) {
            assert!(
                found.role.is_none() || found.role == listed.role,
                "{}",
                session.file
            );
        }
    }
}

#[test]
fn every_question_begins_exactly_one_turn_of_the_interviewer() {
    for (session, file) in sessions() {
        let turns = turns(&file);
        for words in session
            .asked
            .iter()
            .filter_map(|asked| asked.turn.as_deref())
        {
            let found: Vec<usize> = (0..turns.len())
                .filter(|n| turns[*n].starts_with(words))
                .collect();
            assert_eq!(found.len(), 1, "{}: {words}", session.file);
            let speaker = file.transcript.turns[found[0]].speaker.map(usize::from);
            let role = speaker.and_then(|speaker| session.speakers[speaker].role);
            assert_eq!(role, Some(Role::Interviewer), "{}: {words}", session.file);
        }
    }
}

#[test]
fn header_and_remark_lie_in_no_turn() {
    for (session, file) in sessions() {
        let text = &file.transcript.text;
        assert!(
            REMARKS.iter().any(|remark| text.contains(remark)),
            "{}",
            session.file
        );
        let turns = turns(&file);
        for words in &turns {
            for piece in REMARKS
                .iter()
                .chain(&["访谈编号", "Interview no.", "访谈员", "节选"])
            {
                assert!(!words.contains(piece), "{}: {words}", session.file);
            }
        }
        let keys: Vec<&str> = file
            .transcript
            .header
            .iter()
            .map(|(key, _)| key.as_str())
            .collect();
        assert!(
            keys.contains(&"时间") || keys.contains(&"Date"),
            "{}: {keys:?}",
            session.file
        );
    }
}

#[test]
fn turns_take_every_word_after_the_header_but_labels_and_times() {
    for (session, file) in sessions() {
        let letters: Vec<char> = file.transcript.text.chars().collect();
        let mut rest: BTreeMap<String, usize> = BTreeMap::new();
        for pair in file.transcript.turns.windows(2) {
            let gap = pair[0].span.end().0 as usize..pair[1].span.start().0 as usize;
            let gap: String = letters[gap].iter().collect();
            let label =
                &file.transcript.speakers[usize::from(pair[1].speaker.expect("a speaker"))].label;
            let left = gap.replacen(label.as_str(), "", 1);
            let left: String = left
                .chars()
                .filter(|c| !c.is_ascii_digit() && !c.is_whitespace() && !":：*()".contains(*c))
                .collect();
            *rest.entry(left).or_default() += 1;
        }
        rest.remove("");
        assert!(rest.is_empty(), "{}: {rest:?}", session.file);
    }
}

#[test]
fn what_a_word_file_holds_beside_its_text_is_said() {
    for (session, file) in sessions() {
        let kinds: Vec<&str> = file.warnings.iter().map(|warning| warning.kind).collect();
        let expected: &[&str] = match file.format {
            "docx" => &["tracked-changes", "comments"],
            _ => &[],
        };
        assert_eq!(kinds, expected, "{}", session.file);
    }
}

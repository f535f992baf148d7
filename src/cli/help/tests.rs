use std::collections::BTreeSet;

use clap::{Command, CommandFactory as _};

use super::*;
use crate::text::is_hanzi;

/// Calls `look` with every verb that the program has, and the verbs above it.
fn each(command: &Command, above: &[&str], look: &mut dyn FnMut(&Command, &[&str])) {
    look(command, above);
    for verb in command
        .get_subcommands()
        .filter(|verb| verb.get_name() != "help")
    {
        let verbs: Vec<&str> = above.iter().copied().chain([verb.get_name()]).collect();
        each(verb, &verbs, look);
    }
}

fn built(mut command: Command) -> Command {
    command.build();
    command
}

/// Everything that the help of a verb says, long and short.
fn help(command: &Command) -> String {
    let mut command = command.clone();
    format!("{}{}", command.render_help(), command.render_long_help())
}

#[test]
fn every_verb_and_option_has_a_text_in_both_languages() {
    let english = built(Args::command());
    each(&english, &[], &mut |verb, path| {
        assert!(verb.get_about().is_some(), "{path:?}");
        for arg in verb.get_arguments() {
            assert!(arg.get_help().is_some(), "{path:?} {}", arg.get_id());
        }
        let hanzi: Vec<char> = help(verb).chars().filter(|c| is_hanzi(*c)).collect();
        // The language is named in itself, and queries can be written in Chinese.
        let said = [
            "访谈",
            "中文",
            "社区",
            "权责清单",
            "且",
            "或",
            "非",
            "内",
            "附近",
        ]
        .concat();
        assert!(
            hanzi.iter().all(|c| said.contains(*c)),
            "{path:?} {hanzi:?}"
        );
    });
    let chinese = command(&Strings::new(Lang::Zh));
    each(&chinese, &[], &mut |verb, path| {
        let about = verb.get_about().expect("checked above").to_string();
        assert!(about.contains(is_hanzi), "{path:?} {about}");
        for arg in verb.get_arguments() {
            let text = arg.get_help().expect("checked above").to_string();
            assert!(text.contains(is_hanzi), "{path:?} {} {text}", arg.get_id());
            // Names of shells are the same in every language.
            for value in arg
                .get_possible_values()
                .iter()
                .filter(|_| arg.get_id() != "shell")
            {
                let long = arg.get_long_help().unwrap_or_default().to_string();
                let line = format!("\n- {}：", value.get_name());
                assert!(long.contains(&line), "{path:?} {} {long}", arg.get_id());
            }
            let takes_value = arg.get_action().takes_values();
            for name in arg
                .get_value_names()
                .filter(|_| takes_value)
                .unwrap_or_default()
            {
                assert!(name.contains(is_hanzi), "{path:?} {name}");
            }
        }
    });
}

#[test]
fn chinese_help_holds_no_english_sentence() {
    let words = regex::Regex::new(r"[A-Za-z]{2,}(?: [A-Za-z]{2,}){2,}").unwrap();
    let chinese = command(&Strings::new(Lang::Zh));
    each(&chinese, &[], &mut |verb, path| {
        let help = help(verb);
        let found = words.find_iter(&help).map(|it| it.as_str().to_owned());
        let found: Vec<String> = found.filter(|it| !it.starts_with("fangtan ")).collect();
        assert_eq!(found, [] as [&str; 0], "{path:?}\n{help}");
    });
}

#[test]
fn every_chinese_text_has_its_verb_or_option() {
    let mut known: BTreeSet<String> = BTreeSet::new();
    each(&built(Args::command()), &[], &mut |verb, path| {
        known.insert(verb_key(path));
        known.extend(["more", "after"].map(|part| format!("{}-{part}", verb_key(path))));
        for arg in verb.get_arguments() {
            let values = arg.get_possible_values();
            let names = values.iter().map(|value| format!("-{}", value.get_name()));
            for name in names.chain([String::new()]) {
                let option = format!("{}{name}", option_name(arg));
                known.insert(format!("option-any-{option}"));
                known.insert(format!("option-{}-{option}", path.join("-")));
            }
            let names = arg.get_value_names().unwrap_or_default();
            known.extend(names.iter().map(|name| value_key(name)));
        }
    });
    // The verb that shows the help of another one.
    known.extend(["verb-help".to_owned(), "option-any-subcommand".to_owned()]);
    let file = include_str!("../../strings/help.zh.ftl");
    let keys = file.lines().filter_map(|line| line.split_once(" ="));
    let orphans: Vec<&str> = keys
        .map(|(key, _)| key)
        .filter(|key| !key.starts_with(['#', ' ']) && !key.starts_with("usage-"))
        .filter(|key| !known.contains(*key))
        .collect();
    assert_eq!(orphans, [] as [&str; 0]);
}

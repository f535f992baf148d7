use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::model::table::Column;

/// The keys of a language with the arguments each message names.
fn keys(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
    let mut keys: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in lang.sources()[0].lines() {
        if line.starts_with(|c: char| c.is_ascii_lowercase()) {
            let (name, _) = line.split_once(" = ").unwrap_or_else(|| {
                let name = line.strip_suffix(" =");
                (name.unwrap_or_else(|| panic!("no entry: {line}")), "")
            });
            name.clone_into(&mut key);
            assert!(
                keys.insert(key.clone(), BTreeSet::new()).is_none(),
                "{lang:?}: {key} stands twice"
            );
        }
        for piece in line.split('$').skip(1).filter(|_| !line.starts_with('#')) {
            let end = piece.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_');
            let name = &piece[..end.unwrap_or(piece.len())];
            let names = keys.get_mut(&key).expect("an entry began above");
            names.insert(name.to_owned());
        }
    }
    keys
}

#[test]
fn both_languages_have_the_same_keys_and_arguments() {
    let (zh, en) = (keys(Lang::Zh), keys(Lang::En));
    let names = |keys: &BTreeMap<_, _>| keys.keys().cloned().collect::<BTreeSet<String>>();
    let (only_zh, only_en) = (&names(&zh) - &names(&en), &names(&en) - &names(&zh));
    assert!(only_zh.is_empty(), "only in zh.ftl: {only_zh:?}");
    assert!(only_en.is_empty(), "only in en.ftl: {only_en:?}");
    for (key, args) in &zh {
        assert_eq!(args, &en[key], "arguments of {key}");
    }
}

#[test]
fn the_files_are_free_of_faults() {
    for lang in [Lang::Zh, Lang::En] {
        for source in lang.sources() {
            if let Err((_, faults)) = FluentResource::try_new((*source).to_owned()) {
                panic!("{lang:?}: {faults:?}");
            }
        }
    }
}

#[test]
fn every_message_says_something_and_finds_its_arguments() {
    for lang in [Lang::Zh, Lang::En] {
        let strings = Strings::new(lang);
        for (key, args) in keys(lang) {
            for arg in [
                Arg::from("甲"),
                Arg::Number(0),
                Arg::Number(1),
                Arg::Number(7),
            ] {
                let values = args.iter().map(|name| (name.as_str(), arg.value()));
                let (text, is_whole) = strings.format(&key, &values.collect());
                assert!(is_whole, "{lang:?}: {key}: {text}");
                assert!(!text.trim().is_empty(), "{lang:?}: {key}");
                assert!(!text.contains('{'), "{lang:?}: {key}: {text}");
                assert!(!text.contains('\u{2068}'), "{lang:?}: {key}: isolated");
            }
        }
    }
}

#[test]
fn keys_are_sorted_inside_their_area() {
    for lang in [Lang::Zh, Lang::En] {
        let areas = lang.sources().iter().flat_map(|text| text.split("\n## "));
        for area in areas {
            let keys: Vec<&str> = area
                .lines()
                .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
                .filter_map(|line| line.split(' ').next())
                .collect();
            assert!(keys.is_sorted(), "{lang:?}: {keys:#?}");
        }
    }
}

#[test]
fn a_missing_key_gives_itself() {
    let strings = Strings::new(Lang::En);
    assert_eq!(strings.get("no-such-key"), "no-such-key");
    assert_eq!(strings.get("不是键"), "不是键");
    assert!(!strings.has("no-such-key"));
    assert!(strings.has("table-freq"));
}

#[test]
fn locales_that_begin_with_zh_are_chinese() {
    for (locale, lang) in [
        ("zh_CN.UTF-8", Lang::Zh),
        ("zh-Hant-TW", Lang::Zh),
        ("zh", Lang::Zh),
        ("ZH_cn", Lang::Zh),
        ("en_GB.UTF-8", Lang::En),
        ("C", Lang::En),
        ("", Lang::En),
        ("é", Lang::En),
    ] {
        assert_eq!(Lang::from_locale(locale), lang, "{locale}");
    }
}

#[test]
fn a_table_speaks_both_languages() {
    let table = Table {
        name: "freq",
        columns: vec![
            Column::text("name"),
            Column::number("codings"),
            Column {
                heading: Heading::Data("北京".to_owned()),
                numeric: false,
            },
        ],
        rows: vec![vec![
            Cell::text("部门壁垒"),
            Cell::Count(3),
            Cell::Key("yes"),
        ]],
        notes: vec![Note::new("n").with("interviews", 1).with("codings", 3)],
    };
    let zh = Strings::new(Lang::Zh).sheet(&table);
    assert_eq!(zh.title, "编码频次表");
    assert_eq!(zh.heads[0].text, "名称");
    assert_eq!(zh.heads[2].text, "北京");
    assert_eq!(zh.rows[0][2], Value::Text("是".to_owned()));
    assert_eq!(zh.notes, ["范围：1 份访谈，3 处编码。"]);
    let en = Strings::new(Lang::En).sheet(&table);
    assert_eq!(en.heads[1].text, "Codings");
    assert_eq!(en.notes, ["Based on 1 interview and 3 codings."]);
}

#[test]
fn words_of_the_program_are_translated_and_words_of_the_study_are_not() {
    let table = Table {
        name: "speakers",
        columns: vec![Column::text("name"), Column::text("role")],
        rows: vec![
            vec![Cell::text("interviewer"), Cell::text("interviewer")],
            vec![Cell::text("yes"), Cell::text("yes")],
        ],
        notes: Vec::new(),
    };
    let rows = Strings::new(Lang::Zh).sheet(&table).rows;
    let text = |text: &str| Value::Text(text.to_owned());
    assert_eq!(rows[0], [text("interviewer"), text("访谈者")]);
    assert_eq!(rows[1], [text("yes"), text("yes")]);
}

#[test]
fn every_word_that_the_model_can_say_has_its_entry() {
    use crate::model::coding::Status;
    use crate::model::interview::{Asked, Role};
    use crate::model::{MemoKind, Origin};

    let strings = Strings::new(Lang::Zh);
    let statuses = Status::ALL.map(|status| format!("cell-status-{}", status.name()));
    let asked = Asked::ALL.map(|asked| format!("cell-asked-{}", asked.name()));
    let roles = [Role::Interviewer, Role::Respondent];
    let roles = roles.map(|role| format!("cell-role-{}", role.name()));
    let origins = [Origin::Given, Origin::Emergent, Origin::InVivo];
    let origins = origins.map(|origin| format!("cell-origin-{}", origin.name()));
    let kinds = MemoKind::ALL.map(|kind| format!("cell-memo_kind-{}", kind.name()));
    let words = statuses.iter().chain(&asked).chain(&roles).chain(&origins);
    for key in words.chain(&kinds) {
        assert!(strings.has(key), "{key}");
    }
}

#[test]
fn an_argument_that_only_looks_like_a_number_stays_as_it_is() {
    let note = Note::new("filter").with("filter", "007");
    assert!(Strings::new(Lang::En).note(&note).contains("007"));
}

#[test]
fn a_warning_names_its_line() {
    let mut warning = Warning {
        kind: "label-seen-once",
        line: Some(12),
        about: "张三".to_owned(),
    };
    let strings = Strings::new(Lang::Zh);
    assert!(strings.warning(&warning).starts_with("第 12 行："));
    warning.line = None;
    assert!(strings.warning(&warning).contains("张三"));
    warning.kind = "footnotes";
    warning.about = "1".to_owned();
    let english = Strings::new(Lang::En);
    assert_eq!(english.warning(&warning), "1 footnote was not read.");
}

#[test]
fn strings_can_go_to_another_thread() {
    fn check<T: Send + Sync>() {}
    check::<Strings>();
}

#[test]
fn every_measure_and_every_reason_has_its_words() {
    use crate::analysis::agreement::Measure;
    use crate::analysis::undefined::Why;
    for lang in [Lang::Zh, Lang::En] {
        let strings = Strings::new(lang);
        for measure in Measure::ALL {
            let name = measure.name();
            for key in [format!("col-{name}"), format!("note-formula-{name}")] {
                assert!(strings.has(&key), "{lang:?}: {key}");
            }
        }
        for why in Why::ALL {
            let key = format!("cell-why-{}", why.name());
            assert!(strings.has(&key), "{lang:?}: {key}");
        }
    }
}

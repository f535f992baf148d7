//! What stands beside codes: stars, confidence, bookmarks, links, sets of digit keys, copies.

use crate::model::{Confidence, Edit};
use crate::strings::Lang;
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::event::Event;
use crate::tui::overlays::Overlay;
use crate::tui::screens::coding::focused;
use crate::tui::testing::{LARGE, words_of};

use super::live::Live;

const INTERVIEW: &str = "01-公共管理学者-北京";

/// Somebody new in the sample study, on the first answer, who gave it the code on 1.
fn coded() -> Live {
    let mut live = Live::new("RA-09", INTERVIEW);
    live.press("] t 1");
    live
}

fn screen(live: &Live) -> String {
    words_of(&live.app, Lang::Zh)
}

#[test]
fn a_coding_is_starred_and_the_star_is_shown_exported_and_undone() {
    let mut live = coded();
    live.press("*");
    assert_eq!(live.said(), "said-star");
    let shown = screen(&live);
    assert!(
        shown.contains("1 P1.1 职能越位与缺位 *") && shown.contains("1*"),
        "{shown}"
    );
    let json = String::from_utf8(live.world.study.to_json().unwrap()).unwrap();
    assert_eq!(json.matches("\"starred\": true").count(), 1);
    live.press("*");
    assert_eq!(live.said(), "said-no-star");
    live.press("u");
    assert!(screen(&live).contains("1*"));
    live.press("u");
    assert!(!screen(&live).contains("1*"));
}

#[test]
fn confidence_goes_round() {
    let mut live = coded();
    let confidence = |live: &Live| {
        let (tag, _) = focused(live.coding(), &live.app.loaded).unwrap();
        tag.confidence
    };
    for expected in [
        Some(Confidence::High),
        Some(Confidence::Middle),
        Some(Confidence::Low),
        None,
    ] {
        live.press("~");
        assert_eq!(confidence(&live), expected);
    }
    live.press("u u");
    assert_eq!(confidence(&live), Some(Confidence::Middle));
    assert!(screen(&live).contains("~中"));
}

#[test]
fn only_ones_own_codings_are_marked() {
    let mut live = Live::new("RA-09", INTERVIEW);
    for keys in ["*", "~", "r"] {
        live.press("g g ] c");
        live.press(keys);
        assert_eq!(live.said(), "say-codes-of-others", "{keys}");
    }
}

#[test]
fn bookmarks_are_set_gone_through_and_taken_away() {
    let mut live = Live::new("RA-09", INTERVIEW);
    live.press("] t `");
    let first = live.words().to_owned();
    assert!(screen(&live).lines().any(|line| line.starts_with('#')));
    live.press("] t ] t j `");
    let second = live.words().to_owned();
    live.press("g g ] b");
    assert_eq!(live.words(), first);
    live.press("] b");
    assert_eq!(live.words(), second);
    live.press("] b");
    assert_eq!(live.said(), "say-no-bookmark");
    live.press("[ b `");
    assert_eq!(live.said(), "said-bookmark-removed");
    live.press("g g ] b");
    assert_eq!(live.words(), second);
    live.press("u g g ] b");
    assert_eq!(live.words(), first);
}

#[test]
fn a_problem_is_linked_to_a_countermeasure_and_the_panel_shows_it() {
    let mut live = coded();
    live.press("j 9");
    live.press("k L");
    let Some(Overlay::Picker(picker)) = live.app.overlays.last() else {
        panic!("a choice");
    };
    assert!(
        picker.items.len() > 5,
        "codings of the interview, by everybody"
    );
    live.press("1");
    assert!(
        matches!(live.app.overlays.last(), Some(Overlay::Picker(_))),
        "which relation"
    );
    live.press("1");
    assert_eq!(live.said(), "said-linked");
    live.happens(Event::Resize(LARGE));
    live.press("k j");
    assert!(screen(&live).contains("-> 对策 C2.1"), "{}", screen(&live));
    live.press("j");
    assert!(screen(&live).contains("<- 对策 P1.1"), "{}", screen(&live));
    live.press("u");
    assert!(!screen(&live).contains("<- 对策"));
    // Taking a coding away takes its links along, and both come back.
    live.press("U d u");
    assert!(screen(&live).contains("-> 对策 C2.1"), "{}", screen(&live));
    // The coding it is linked to is listed once, and so is what the link says.
    live.press("L");
    let Some(Overlay::Picker(picker)) = live.app.overlays.last() else {
        panic!("a choice");
    };
    let mut labels: Vec<String> = picker
        .items
        .iter()
        .map(|it| format!("{:?}", it.label))
        .collect();
    assert!(labels[0].contains("RA-0"), "whose it is: {}", labels[0]);
    assert!(picker.items[0].current && !picker.items[1].current);
    let n = labels.len();
    labels.sort();
    labels.dedup();
    assert_eq!(labels.len(), n);
    live.press("1 1");
    assert_eq!(live.said(), "said-unlinked");
}

#[test]
fn a_code_is_replaced_in_one_step_and_keeps_its_memo() {
    let mut live = coded();
    live.press("m");
    live.type_text("再看一遍");
    live.press("esc * r");
    live.type_text("bmbl");
    live.press("enter");
    assert_eq!(live.said(), "said-replaced");
    let (tag, code) = focused(live.coding(), &live.app.loaded).unwrap();
    assert_eq!((code.entry.public_id.as_str(), tag.starred), ("P1.2", true));
    let open = live.app.loaded.open.as_ref().unwrap();
    assert!(open.memos.iter().any(|memo| memo.text == "再看一遍"));
    live.press("u");
    let (_, code) = focused(live.coding(), &live.app.loaded).unwrap();
    assert_eq!(code.entry.public_id, "P1.1");
}

#[test]
fn the_digit_keys_carry_another_set_for_one_coder_alone() {
    let mut live = coded();
    live.press("P 3");
    assert_eq!(live.said(), "said-pins");
    let set = live.app.loaded.pins.clone();
    assert_eq!(set.set, "countermeasure");
    live.press("j 1");
    let (_, code) = focused(live.coding(), &live.app.loaded).unwrap();
    assert_eq!(code.entry.kind, "countermeasure");
    // A pin changes this set and no other, in one step.
    let id = code.id;
    live.press("p 5");
    assert_eq!(
        (live.app.loaded.pins.code(5), live.app.loaded.pins.code(1)),
        (Some(id), None)
    );
    live.press("u");
    assert_eq!(live.app.loaded.pins, set);
    live.press("U P 1");
    assert_eq!(live.said(), "said-pins-codebook");
    assert_ne!(live.app.loaded.pins.code(5), Some(id));
    live.press("P 3");
    assert_eq!(live.app.loaded.pins.code(5), Some(id));
    // It is kept, and others have their own.
    let study = &live.world.study;
    assert_eq!(study.load("RA-09").unwrap().pins, live.app.loaded.pins);
    assert_eq!(study.load("RA-01").unwrap().pins.set, "");
}

#[test]
fn a_passage_is_copied_with_the_respondents_label_and_never_too_much() {
    let mut live = Live::new("RA-09", INTERVIEW);
    let copied = |live: &mut Live, keys: &str| -> Vec<String> {
        live.wanted(keys)
            .into_iter()
            .filter_map(|effect| match effect {
                Effect::Copy(words) => Some(words),
                _ => None,
            })
            .collect()
    };
    live.press("] t");
    let words = copied(&mut live, "y");
    let label = {
        let open = live.app.loaded.open.as_ref().unwrap();
        let speaker = &open.speakers[usize::from(open.turns[1].speaker.unwrap())];
        open.respondents[&speaker.respondent.unwrap()].clone()
    };
    assert_eq!(words, [format!("“三十一年。”（{label}-2）")]);
    assert_eq!(
        copied(&mut live, "ctrl+c"),
        [] as [&str; 0],
        "nothing is selected"
    );
    assert_eq!(copied(&mut live, "x").len(), 0);
    assert!(copied(&mut live, "ctrl+c")[0].contains("三十一年。头十年"));
    live.press("esc g g v G");
    let all = copied(&mut live, "y");
    assert!(
        all[0].len() <= 10_000 && all[0].ends_with("-1）"),
        "{}",
        all[0].len()
    );
    // The whole of a short interview fits; one of nine thousand characters doesn't.
    let mut live = Live::new("RA-09", "09-London-borough");
    live.press("g g v G");
    let long = live.words().repeat(2);
    assert!(long.len() > 10_000);
}

#[test]
fn facets_can_be_set_before_a_code_is_given_and_all_is_one_step() {
    let mut live = Live::new("RA-09", INTERVIEW);
    let n = live.app.loaded.open.as_ref().unwrap().layer.all().len();
    live.press("] t c");
    live.type_text("P1.2");
    live.press("right");
    assert!(matches!(live.app.overlays.last(), Some(Overlay::Picker(_))));
    live.press("1 tab backspace backspace backspace backspace");
    live.type_text("P1.1");
    live.press("ctrl+f 4 enter");
    let open = live.app.loaded.open.as_ref().unwrap();
    assert_eq!(
        open.layer.all().len(),
        n + 1,
        "marked codes are given, others not"
    );
    let (tag, code) = focused(live.coding(), &live.app.loaded).unwrap();
    assert_eq!(code.entry.public_id, "P1.2");
    assert_eq!(tag.facets, [("方面".to_owned(), "具体表现".to_owned())]);
    assert!(screen(&live).contains("方面·具体表现"), "{}", screen(&live));
    assert!(
        words_of(&live.app, Lang::En).contains("方面·具体表现"),
        "the desk says which"
    );
    live.app.desk.lang = Lang::En;
    assert!(
        words_of(&live.app, Lang::En).contains("aspect·"),
        "{}",
        words_of(&live.app, Lang::En)
    );
    live.press("u");
    assert_eq!(live.app.loaded.open.as_ref().unwrap().layer.all().len(), n);
}

#[test]
fn every_value_of_every_facet_has_a_key_of_its_own() {
    let mut live = Live::new("RA-09", INTERVIEW);
    live.press("] t 9 f");
    let Some(Overlay::Picker(picker)) = live.app.overlays.last() else {
        panic!("a choice");
    };
    assert_eq!(picker.items.len(), 12);
    live.press("b");
    let (tag, _) = focused(live.coding(), &live.app.loaded).unwrap();
    assert_eq!(tag.facets, [("主体".to_owned(), "公民".to_owned())]);
}

#[test]
fn a_pin_takes_the_code_off_its_other_digit() {
    let mut app = App::sample();
    app.press("] c p");
    let effects = app.press("3");
    let [Effect::Edit(edit, _)] = effects.as_slice() else {
        panic!("one step");
    };
    let code = crate::tui::testing::code("P1.1");
    assert_eq!(
        **edit,
        Edit::Pin {
            set: String::new(),
            pins: vec![(1, None), (3, Some(code))],
        }
    );
}

#[test]
fn marks_go_out_and_come_in_again_as_they_were() {
    let mut live = coded();
    live.press("* ~ ~ j 9 k L 1 1 ` p 4 P 3 p 6");
    let json = live.world.study.to_json().unwrap();
    let text = String::from_utf8(json.clone()).unwrap();
    for part in [
        "\"coding_links\"",
        "\"bookmarks\"",
        "\"pins\"",
        "\"confidence\": \"middle\"",
    ] {
        assert!(text.contains(part), "{part}");
    }
    let (plan, warnings) = crate::formats::study_json::read(&json).unwrap();
    assert_eq!(warnings, []);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("again.fangtan");
    let study = crate::study::Study::create(&path, "again", &plan, "RA-01");
    study.unwrap();
    let again = crate::study::Study::open(&path, crate::study::Mode::Read).unwrap();
    assert!(again.to_json().unwrap() == json, "the same bytes");
}

#[test]
fn the_footer_offers_the_facets_of_the_coding_just_made() {
    let mut live = Live::new("RA-09", INTERVIEW);
    live.press("] t");
    assert!(!screen(&live).contains("f 方面/立场"));
    live.press("1");
    assert!(screen(&live).contains("f 方面/立场"), "{}", screen(&live));
    live.press("f 1");
    assert!(screen(&live).contains("方面·具体表现"));
}

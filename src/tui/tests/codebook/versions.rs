//! Freezing versions of the codebook and comparing them.

use super::*;

/// Two frozen versions: one with other words, one as the codebook is.
fn frozen() -> Vec<FrozenCodebook> {
    let version = |number: u32, name: &str, codes| FrozenCodebook {
        number,
        name: name.to_owned(),
        coder: "RA-01".to_owned(),
        codes,
        ..FrozenCodebook::default()
    };
    let now = FrozenCode::all(&study().codebook);
    let mut before = now.clone();
    before.retain(|code| code.entry.public_id != "C3.3");
    before[1].entry.definition = "谁该管、谁能管说不清楚的情形。".to_owned();
    before[3].parent = Some("C".to_owned());
    vec![version(7, "试编", before), version(10, "双编前", now)]
}

#[test]
fn freezing_asks_for_a_name_and_offers_the_number() {
    let mut app = in_codebook(study());
    app.press("f");
    let name = "v12".to_owned();
    assert_eq!(only(app.press("enter")), Edit::FreezeCodebook { name });
}

#[test]
fn the_last_frozen_version_is_compared_with_the_present_and_others_can_be_chosen() {
    let mut app = in_codebook(study());
    let asked = jobs(&app.press("v"));
    assert_eq!(asked.last().unwrap().1, Job::Versions);
    let ticket = asked.last().unwrap().0;
    answer(&mut app, ticket, Answer::Versions(frozen()));
    let between = |app: &App| match app.screen() {
        Screen::Versions(it) => (it.between, it.changes.len()),
        other => panic!("no versions are compared: {other:?}"),
    };
    assert_eq!(between(&app), ([1, 2], 0));
    app.press("left");
    assert_eq!(between(&app), ([0, 2], 3));
    insta::assert_snapshot!(words_of(&app, Lang::Zh));
    app.press("tab left");
    assert_eq!(between(&app), ([0, 1], 3));
    app.press("left left");
    assert_eq!(between(&app), ([0, 0], 0));
    app.press("esc");
    assert_eq!(rows(&app), "[P] P1.1 P2.1 P4.1 C C1.1 C2.3 C3.3");
}

#[test]
fn without_a_frozen_version_there_is_nothing_to_compare() {
    let mut app = in_codebook(study());
    let ticket = jobs(&app.press("v")).last().unwrap().0;
    answer(&mut app, ticket, Answer::Versions(Vec::new()));
    app.press("left right tab down");
    assert!(words_of(&app, Lang::En).contains("No version is frozen yet."));
}

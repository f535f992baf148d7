//! Giving codes to the target and taking them away.

use crate::model::edit::NewCodings;
use crate::model::{CodeId, CodingId, Edit, Status};
use crate::study::Loaded;
use crate::tui::app::Desk;
use crate::tui::effect::Effect;
use crate::tui::event::Message;
use crate::tui::overlays::palette::Before;
use crate::tui::overlays::picker::Picker;
use crate::tui::overlays::{Overlay, Target};

use super::names::{excerpt, name, pinned, place};
use super::{Coding, here, target};

/// Gives the code on a digit key to the target, or takes the person's own coding of exactly that back.
pub(super) fn toggle(coding: &Coding, loaded: &Loaded, desk: &mut Desk, digit: u8) -> Vec<Effect> {
    let Some(target) = target(coding) else {
        return Vec::new();
    };
    let Some(code) = pinned(loaded, digit) else {
        desk.say(Message::new("say-no-pin").with("digit", digit));
        return Vec::new();
    };
    let already = here(coding, loaded).into_iter().find(|(tag, _)| {
        tag.code == code
            && tag.span == target.span
            && tag.coder == loaded.coder
            && tag.status.counts()
    });
    match already {
        Some((tag, _)) => vec![uncode(loaded, tag)],
        None => vec![apply_codes(loaded, target, vec![code])],
    }
}

pub(super) fn remove(coding: &Coding, loaded: &Loaded, desk: &mut Desk) -> Vec<Effect> {
    let here = here(coding, loaded);
    let own: Vec<_> = here
        .iter()
        .filter(|(tag, _)| tag.coder == loaded.coder)
        .collect();
    match own.as_slice() {
        [] => {
            desk.say(match here.first() {
                Some((tag, _)) => Message::new("say-codes-of-others").with("coder", &tag.coder),
                None => Message::new("say-no-code-here"),
            });
            Vec::new()
        }
        [(tag, _)] => vec![uncode(loaded, tag)],
        several => {
            let codings = several.iter().map(|(tag, code)| (*tag, *code));
            desk.open = Some(Overlay::Picker(Picker::uncode(codings)));
            Vec::new()
        }
    }
}

/// The effect that takes a coding away.
pub(in crate::tui) fn uncode(loaded: &Loaded, tag: &crate::model::Coding) -> Effect {
    let edit = Edit::Uncode {
        codings: vec![tag.id],
    };
    Effect::edit(
        edit,
        Message::new("said-uncoded")
            .with("code", name(loaded, tag.code))
            .with("place", place(loaded, tag.span)),
    )
}

/// The effect that gives codes to a passage.
#[must_use]
pub fn apply_codes(loaded: &Loaded, target: Target, codes: Vec<CodeId>) -> Effect {
    let names: Vec<String> = codes.iter().map(|code| name(loaded, *code)).collect();
    let said = Message::new("said-coded")
        .with("code", names.join(", "))
        .with("place", place(loaded, target.span))
        .with("words", excerpt(loaded, target.span));
    let edit = Edit::Code(NewCodings {
        interview: target.interview,
        span: target.span,
        codes,
        status: Status::Coded,
        facets: Vec::new(),
        memo: None,
    });
    Effect::edit(edit, said)
}

/// The effect that gives codes to a passage, each with the facets set for it.
#[must_use]
pub fn apply_with_facets(
    loaded: &Loaded,
    target: Target,
    codes: Vec<CodeId>,
    facets: &[Before],
) -> Effect {
    let of = |code: CodeId| -> Vec<(String, String)> {
        let its = facets.iter().filter(|it| it.code == code);
        its.filter_map(|it| Some((it.facet.clone(), it.value.clone()?)))
            .collect()
    };
    let plain = apply_codes(loaded, target, codes);
    let Effect::Edit(edit, said) = plain else {
        return plain;
    };
    let Edit::Code(new) = *edit else {
        return Effect::Edit(edit, said);
    };
    if new.codes.iter().all(|code| of(*code).is_empty()) {
        return Effect::edit(Edit::Code(new), said);
    }
    let each = new.codes.iter().map(|code| NewCodings {
        codes: vec![*code],
        facets: of(*code),
        ..new.clone()
    });
    Effect::edit(Edit::CodeEach(each.collect()), said)
}

/// The effect that gives codes in place of a coding's own.
pub(in crate::tui) fn replace(loaded: &Loaded, id: CodingId, codes: Vec<CodeId>) -> Option<Effect> {
    let tag = loaded.open.as_ref()?.layer.get(id)?;
    let names: Vec<String> = codes.iter().map(|code| name(loaded, *code)).collect();
    let said = Message::new("said-replaced")
        .with("old", name(loaded, tag.code))
        .with("code", names.join(", "))
        .with("place", place(loaded, tag.span));
    Some(Effect::edit(Edit::ReplaceCode { coding: id, codes }, said))
}

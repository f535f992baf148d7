//! What changed between two versions of a codebook.
//!
//! Codes are the same where their public ids are, which never change, kinds where their ids are, links
//! where they lead from one code to another by the same relation. Digits, colours and the order of
//! codes under one parent are matters of taste and no change.

use super::{Code, Codebook, Field, FrozenLink, Kind};

/// Something that changed about a code or a kind of codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Public id of the code, of a link that it leads from; id of the kind.
    pub public_id: String,
    /// Its name in the later version; in the earlier one where it is gone.
    pub name: String,
    /// What changed.
    pub what: Changed,
}

/// What changed about a code or a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// The code is new.
    Added,
    /// It went out of use.
    Retired,
    /// It went out of use, and this one (public id and name) took its place.
    Merged {
        /// The code that took its place.
        into: String,
    },
    /// It came back into use.
    Revived,
    /// It isn't there any more, as when the step that made it was taken back.
    Gone,
    /// It lies under another code.
    Moved {
        /// Path of the code above it before; empty at the top.
        old: String,
        /// Path of the code above it after.
        new: String,
    },
    /// It is of another kind.
    Kind {
        /// Name of the kind before; its id where it has none.
        old: String,
        /// Name of the kind after.
        new: String,
    },
    /// What is written in a field differs.
    Words {
        /// The field.
        field: Field,
        /// What it said.
        old: String,
        /// What it says.
        new: String,
    },
    /// A link leads from it that didn't.
    Linked {
        /// The code it leads to, with relation and reason.
        to: String,
    },
    /// A link doesn't lead from it any more.
    Unlinked {
        /// The code it led to, with relation and reason.
        to: String,
    },
    /// A link from it says something else.
    LinkWords {
        /// What it said.
        old: String,
        /// What it says.
        new: String,
    },
    /// The kind is new.
    KindAdded,
    /// The kind isn't there any more.
    KindGone,
    /// The kind has another name, or other facets.
    KindWords {
        /// Name and facets before.
        old: String,
        /// Name and facets after.
        new: String,
    },
}

impl Changed {
    /// Its name in JSON and files.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Retired => "retired",
            Self::Merged { .. } => "merged",
            Self::Revived => "revived",
            Self::Gone => "gone",
            Self::Moved { .. } => "moved",
            Self::Kind { .. } => "kind",
            Self::Words {
                field: Field::Name, ..
            } => "renamed",
            Self::Words { .. } => "words",
            Self::Linked { .. } => "linked",
            Self::Unlinked { .. } => "unlinked",
            Self::LinkWords { .. } => "link-words",
            Self::KindAdded => "kind-added",
            Self::KindGone => "kind-gone",
            Self::KindWords { .. } => "kind-words",
        }
    }

    /// What was said before and what is said after; empty where nothing is.
    #[must_use]
    pub fn words(&self) -> (&str, &str) {
        match self {
            Self::Added
            | Self::Retired
            | Self::Revived
            | Self::Gone
            | Self::KindAdded
            | Self::KindGone => ("", ""),
            Self::Merged { into } => ("", into),
            Self::Linked { to } => ("", to),
            Self::Unlinked { to } => (to, ""),
            Self::Moved { old, new }
            | Self::Kind { old, new }
            | Self::Words { old, new, .. }
            | Self::LinkWords { old, new }
            | Self::KindWords { old, new } => (old, new),
        }
    }
}

/// What changed from `old` to `new`: kinds, then codes in the order of `new`, codes that are gone,
/// then links.
#[must_use]
pub fn diff(old: &Codebook, new: &Codebook) -> Vec<Change> {
    let mut changes = kinds(old, new);
    for (place, code) in new.codes().iter().enumerate() {
        let before = old
            .by_public_id(&code.entry.public_id)
            .and_then(|before| Some((old.place(before.id)?, before)));
        let found = match before {
            // One that came and went between the two versions is no change.
            None if code.retired && code.merged_into.is_none() => Vec::new(),
            None if code.retired => vec![out_of_use(new, code)],
            None => vec![Changed::Added],
            Some(before) => between(old, before, new, (place, code)),
        };
        changes.extend(found.into_iter().map(|what| change(code, what)));
    }
    let gone = old
        .codes()
        .iter()
        .filter(|code| new.by_public_id(&code.entry.public_id).is_none());
    changes.extend(gone.map(|code| change(code, Changed::Gone)));
    changes.extend(links(old, new));
    changes
}

fn kinds(old: &Codebook, new: &Codebook) -> Vec<Change> {
    let about = |kind: &Kind, what: Changed| Change {
        public_id: kind.id.clone(),
        name: kind.name.clone(),
        what,
    };
    let of = |book: &'_ Codebook, id: &str| book.kinds.iter().find(|it| it.id == id).cloned();
    let mut changes = Vec::new();
    for kind in &new.kinds {
        match of(old, &kind.id) {
            None => changes.push(about(kind, Changed::KindAdded)),
            Some(before) => {
                let (old, new) = (kind_words(&before), kind_words(kind));
                if old != new {
                    changes.push(about(kind, Changed::KindWords { old, new }));
                }
            }
        }
    }
    let gone = old.kinds.iter().filter(|it| of(new, &it.id).is_none());
    changes.extend(gone.map(|kind| about(kind, Changed::KindGone)));
    changes
}

/// `问题 (Problem) · 立场 (stance): 存在 (holds), 不存在 (denied)`
fn kind_words(kind: &Kind) -> String {
    let both = |name: &str, name_en: &str| match name_en {
        "" => name.to_owned(),
        english => format!("{name} ({english})"),
    };
    let mut words = both(&kind.name, &kind.name_en);
    for facet in &kind.facets {
        let values: Vec<String> = facet
            .values
            .iter()
            .map(|value| match value.group.as_str() {
                "" => both(&value.name, &value.name_en),
                group => format!("{} < {group}", both(&value.name, &value.name_en)),
            })
            .collect();
        words += " · ";
        words += &both(&facet.name, &facet.name_en);
        words += ": ";
        words += &values.join(", ");
    }
    words
}

fn links(old: &Codebook, new: &Codebook) -> Vec<Change> {
    let name = |book: &Codebook, id: &str| {
        let code = book.by_public_id(id);
        code.map_or_else(String::new, |code| code.entry.name.clone())
    };
    // Where it leads and what it says, with `?` for a hypothesis: `C2.3 协商议事 · answered-by · ? · 理由`.
    let words = |book: &Codebook, link: &FrozenLink| {
        let text = &link.text;
        let to = format!("{} {}", link.to, name(book, &link.to));
        let hypothesis = if text.hypothesis { "?" } else { "" };
        let parts = [&*to, &*text.relation, hypothesis, &*text.reason];
        let parts: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
        parts.join(" · ")
    };
    let same = |a: &FrozenLink, b: &FrozenLink| {
        (&a.from, &a.to, &a.text.relation) == (&b.from, &b.to, &b.text.relation)
    };
    let about = |book: &Codebook, link: &FrozenLink, what: Changed| Change {
        public_id: link.from.clone(),
        name: name(book, &link.from),
        what,
    };
    let [before, after] = [old, new].map(FrozenLink::all);
    let mut changes = Vec::new();
    for link in &after {
        let now = words(new, link);
        match before.iter().find(|it| same(it, link)) {
            None => changes.push(about(new, link, Changed::Linked { to: now })),
            Some(was) if was.text != link.text => {
                let (old, new_words) = (words(old, was), now);
                let what = Changed::LinkWords {
                    old,
                    new: new_words,
                };
                changes.push(about(new, link, what));
            }
            Some(_) => {}
        }
    }
    for link in before
        .iter()
        .filter(|it| !after.iter().any(|now| same(now, it)))
    {
        let to = words(old, link);
        changes.push(about(old, link, Changed::Unlinked { to }));
    }
    changes
}

fn change(code: &Code, what: Changed) -> Change {
    Change {
        public_id: code.entry.public_id.clone(),
        name: code.entry.name.clone(),
        what,
    }
}

/// What changed about a code that both versions have.
fn between(
    old: &Codebook,
    (old_place, before): (usize, &Code),
    new: &Codebook,
    (new_place, after): (usize, &Code),
) -> Vec<Changed> {
    let mut found = Vec::new();
    match (before.retired, after.retired) {
        (false, true) => found.push(out_of_use(new, after)),
        (true, false) => found.push(Changed::Revived),
        _ => {}
    }
    let [from, to] = [(old, old_place), (new, new_place)].map(|(book, place)| {
        let above = book.parent_place(place)?;
        Some((&book.codes()[above].entry.public_id, book.path(above)))
    });
    let public_id = |above: &Option<(&String, String)>| above.as_ref().map(|(id, _)| (*id).clone());
    if public_id(&from) != public_id(&to) {
        found.push(Changed::Moved {
            old: from.map_or_else(String::new, |(_, path)| path),
            new: to.map_or_else(String::new, |(_, path)| path),
        });
    }
    if before.entry.kind != after.entry.kind {
        let name = |book: &Codebook, kind: &str| {
            let known = book.kinds.iter().find(|known| known.id == kind);
            known.map_or_else(|| kind.to_owned(), |known| known.name.clone())
        };
        found.push(Changed::Kind {
            old: name(old, &before.entry.kind),
            new: name(new, &after.entry.kind),
        });
    }
    for field in Field::ALL {
        let (old, new) = (field.of(&before.entry), field.of(&after.entry));
        if old != new {
            found.push(Changed::Words { field, old, new });
        }
    }
    found
}

fn out_of_use(book: &Codebook, code: &Code) -> Changed {
    match code.merged_into.and_then(|into| book.get(into)) {
        Some(into) => Changed::Merged {
            into: format!("{} {}", into.entry.public_id, into.entry.name),
        },
        None => Changed::Retired,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FrozenCode, FrozenCodebook};
    use super::*;
    use crate::model::codebook::Entry;
    use crate::model::codebook::{Facet, FacetValue, LinkText};

    fn code(id: &str, parent: Option<&str>, name: &str) -> FrozenCode {
        FrozenCode {
            entry: Entry {
                public_id: id.to_owned(),
                name: name.to_owned(),
                kind: id[..1].to_owned(),
                ..Entry::default()
            },
            parent: parent.map(str::to_owned),
            version: 1,
            ..FrozenCode::default()
        }
    }

    fn codes() -> Vec<FrozenCode> {
        vec![
            code("P", None, "问题"),
            code("P1", Some("P"), "权责不清"),
            code("P2", Some("P"), "人员不足"),
            code("C", None, "对策"),
        ]
    }

    fn book(codes: Vec<FrozenCode>) -> Codebook {
        let frozen = FrozenCodebook {
            codes,
            ..FrozenCodebook::default()
        };
        frozen.book(&Codebook::default())
    }

    /// What a change of the second version shows: `id what old -> new`.
    fn check(change: impl FnOnce(&mut Vec<FrozenCode>), expected: &[&str]) {
        let mut later = codes();
        change(&mut later);
        let (mut old, mut new) = (book(codes()), book(later));
        for book in [&mut old, &mut new] {
            book.kinds = vec![Kind {
                id: "C".to_owned(),
                name: "对策类".to_owned(),
                ..Kind::default()
            }];
        }
        let shown: Vec<String> = diff(&old, &new)
            .iter()
            .map(|it| {
                let (old, new) = it.what.words();
                format!("{} {} {old}->{new}", it.public_id, it.what.name())
            })
            .collect();
        assert_eq!(shown, expected);
        assert_eq!(diff(&new, &new), []);
    }

    #[test]
    fn nothing_changed_is_no_change() {
        check(|_| {}, &[]);
    }

    #[test]
    fn codes_come_go_out_of_use_and_are_merged() {
        check(
            |codes| codes.push(code("P3", Some("P"), "数据壁垒")),
            &["P3 added ->"],
        );
        check(|codes| codes[1].retired = true, &["P1 retired ->"]);
        check(
            |codes| {
                codes[1].retired = true;
                codes[1].merged_into = Some("P2".to_owned());
                codes[2].entry.aliases = vec!["权责不清".to_owned()];
            },
            &["P1 merged ->P2 人员不足", "P2 words ->权责不清"],
        );
        check(|codes| drop(codes.remove(2)), &["P2 gone ->"]);
    }

    #[test]
    fn a_code_that_comes_back_is_told() {
        let mut earlier = codes();
        earlier[1].retired = true;
        let changes = diff(&book(earlier), &book(codes()));
        assert_eq!(changes.len(), 1);
        assert_eq!(changes[0].what, Changed::Revived);
    }

    #[test]
    fn a_code_made_and_retired_between_two_versions_is_no_change() {
        check(
            |codes| {
                codes.push(code("P3", Some("P"), "数据壁垒"));
                codes[4].retired = true;
            },
            &[],
        );
    }

    #[test]
    fn words_are_told_with_what_they_were() {
        check(
            |codes| {
                codes[1].entry.name = "职责不清".to_owned();
                codes[1].entry.not_when = "只说人少。".to_owned();
                codes[2].entry.name_en = "Too few people".to_owned();
            },
            &[
                "P1 renamed 权责不清->职责不清",
                "P1 words ->只说人少。",
                "P2 words ->Too few people",
            ],
        );
    }

    #[test]
    fn a_move_is_told_with_both_places_and_the_kind() {
        check(
            |codes| {
                codes[2].parent = Some("C".to_owned());
                codes[2].entry.kind = "C".to_owned();
            },
            &["P2 moved 问题->对策", "P2 kind P->对策类"],
        );
        check(|codes| codes[2].parent = None, &["P2 moved 问题->"]);
        // A code above that has another name is the same code above.
        check(
            |codes| codes[0].entry.name = "难题".to_owned(),
            &["P renamed 问题->难题"],
        );
    }

    #[test]
    fn digits_colours_and_order_are_no_change() {
        check(
            |codes| {
                codes.swap(1, 2);
                codes[1].entry.digit = Some(3);
                codes[2].entry.color = Some(3);
            },
            &[],
        );
    }

    #[test]
    fn a_codebook_comes_back_from_its_frozen_form() {
        let mut retired = code("P3", Some("P1"), "旧");
        retired.retired = true;
        retired.merged_into = Some("P2".to_owned());
        let mut codes = codes();
        codes.insert(2, retired);
        assert_eq!(FrozenCode::all(&book(codes.clone())), codes);
    }

    /// A codebook with a kind and links, each `from to reason`.
    fn with(kind: &str, values: &[&str], links: &[(&str, &str, &str)]) -> FrozenCodebook {
        let value = |name: &&str| FacetValue {
            name: (*name).to_owned(),
            ..FacetValue::default()
        };
        let facet = Facet {
            name: "立场".to_owned(),
            values: values.iter().map(value).collect(),
            ..Facet::default()
        };
        let kind = Kind {
            id: "P".to_owned(),
            name: kind.to_owned(),
            facets: vec![facet],
            ..Kind::default()
        };
        let link = |(from, to, reason): &(&str, &str, &str)| FrozenLink {
            from: (*from).to_owned(),
            to: (*to).to_owned(),
            text: LinkText {
                relation: "answered-by".to_owned(),
                reason: (*reason).to_owned(),
                ..LinkText::default()
            },
        };
        FrozenCodebook {
            codes: codes(),
            kinds: Some(vec![kind]),
            links: Some(links.iter().map(link).collect()),
            ..FrozenCodebook::default()
        }
    }

    fn shown(old: &FrozenCodebook, new: &FrozenCodebook) -> Vec<String> {
        let present = new.book(&Codebook::default());
        let changes = diff(&old.book(&present), &present);
        let line = |it: &Change| {
            let (old, new) = it.what.words();
            format!("{} {} {old}->{new}", it.public_id, it.what.name())
        };
        changes.iter().map(line).collect()
    }

    #[test]
    fn links_and_kinds_are_told_with_what_they_said() {
        let old = with("问题", &["存在"], &[("P1", "C", "旧"), ("P2", "C", "")]);
        let new = with(
            "难题",
            &["存在", "不存在"],
            &[("P1", "C", "新"), ("P1", "P2", "")],
        );
        assert_eq!(
            shown(&old, &new),
            [
                "P kind-words 问题 · 立场: 存在->难题 · 立场: 存在, 不存在",
                "P1 link-words C 对策 · answered-by · 旧->C 对策 · answered-by · 新",
                "P1 linked ->P2 人员不足 · answered-by",
                "P2 unlinked C 对策 · answered-by->",
            ]
        );
        let none = FrozenCodebook {
            kinds: Some(Vec::new()),
            ..new.clone()
        };
        assert_eq!(shown(&none, &new), ["P kind-added ->"]);
        assert_eq!(shown(&new, &none), ["P kind-gone ->"]);
        assert_eq!(FrozenCodebook::of(&new.book(&Codebook::default())), new);
    }

    #[test]
    fn of_what_a_version_does_not_know_no_change_is_told() {
        let new = with("难题", &["存在"], &[("P1", "C", "新")]);
        let old = FrozenCodebook {
            kinds: None,
            links: None,
            ..new.clone()
        };
        assert_eq!(shown(&old, &new), Vec::<String>::new());
    }
}

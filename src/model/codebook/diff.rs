//! What changed between two versions of a codebook.
//!
//! Codes are the same where their public ids are, which never change. Digits,
//! colours and the order of codes under one parent are matters of taste and no change.

use super::{Code, Codebook, Field};

/// Something that changed about a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Public id of the code.
    pub public_id: String,
    /// Its name in the later version; in the earlier one where it is gone.
    pub name: String,
    /// What changed.
    pub what: Changed,
}

/// What changed about a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// It is new.
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
        }
    }

    /// What was said before and what is said after; empty where nothing is.
    #[must_use]
    pub fn words(&self) -> (&str, &str) {
        match self {
            Self::Added | Self::Retired | Self::Revived | Self::Gone => ("", ""),
            Self::Merged { into } => ("", into),
            Self::Moved { old, new } | Self::Kind { old, new } | Self::Words { old, new, .. } => {
                (old, new)
            }
        }
    }
}

/// What changed from `old` to `new`, in the order of `new`; codes that are gone come last.
#[must_use]
pub fn diff(old: &Codebook, new: &Codebook) -> Vec<Change> {
    let mut changes = Vec::new();
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
        // A frozen version has no kinds; what they are called now says enough.
        let name = |kind: &str| {
            let known = new.kinds.iter().find(|known| known.id == kind);
            known.map_or_else(|| kind.to_owned(), |known| known.name.clone())
        };
        found.push(Changed::Kind {
            old: name(&before.entry.kind),
            new: name(&after.entry.kind),
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
    use crate::model::codebook::Kind;

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
        frozen.book()
    }

    /// What a change of the second version shows: `id what old -> new`.
    fn check(change: impl FnOnce(&mut Vec<FrozenCode>), expected: &[&str]) {
        let mut later = codes();
        change(&mut later);
        let (old, mut new) = (book(codes()), book(later));
        new.kinds = vec![Kind {
            id: "C".to_owned(),
            name: "对策类".to_owned(),
            ..Kind::default()
        }];
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
}

//! What copies say of one thing, and how two sayings become one.
//!
//! A [`Record`] is a row without keys: its columns, when each part of it was changed last and by
//! which step, and when it was taken away. Two records of one thing [join](Record::join) part by
//! part: what was changed later stands. That is all there is to it, so it doesn't matter which
//! copy comes first, how often, or by way of which other copy.

use std::cmp::Ordering;
use std::rc::Rc;

use serde_json::{Value as Json, json};

use super::spec::Table;
use crate::text::Held;

/// The step that changed something last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Stamp {
    /// `op.clock`; 0: the log says nothing.
    pub(super) clock: i64,
    /// `op.uid`.
    pub(super) step: [u8; 16],
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Val {
    Null,
    Int(i64),
    /// Words, an identity, or the name of another thing.
    Text(Rc<str>),
    /// A passage of the interview's text.
    Here(u32, u32),
    /// A passage of a text that reads otherwise.
    Held(Rc<Held>),
}

impl Val {
    pub(super) fn text(&self) -> Option<&Rc<str>> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn int(&self) -> Option<i64> {
        match self {
            Self::Int(number) => Some(*number),
            _ => None,
        }
    }

    pub(super) fn to_json(&self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Int(number) => json!(number),
            Self::Text(text) => json!(text.as_ref()),
            Self::Here(start, end) => json!({ "start": start, "end": end }),
            Self::Held(held) => json!({ "held": held.as_ref() }),
        }
    }

    pub(super) fn from_json(json: &Json) -> Option<Self> {
        let number = |key: &str| u32::try_from(json.get(key)?.as_u64()?).ok();
        Some(match json {
            Json::Null => Self::Null,
            Json::Number(number) => Self::Int(number.as_i64()?),
            Json::String(text) => Self::Text(text.as_str().into()),
            Json::Object(fields) => match fields.get("held") {
                Some(held) => Self::Held(Rc::new(serde_json::from_value(held.clone()).ok()?)),
                None => Self::Here(number("start")?, number("end")?),
            },
            _ => return None,
        })
    }
}

/// A row as every copy knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// When each part was changed last.
    pub(super) stamps: Vec<Stamp>,
    /// When it was taken away last; the default: never.
    pub(super) gone: Stamp,
    /// Its columns; `None` where nobody knows any more.
    pub(super) body: Option<Vec<Val>>,
}

impl Record {
    /// Whether it stands: it is known, and no change of it is older than its going.
    pub(super) fn is_there(&self, table: &Table) -> bool {
        self.body.is_some() && (self.latest(table) > self.gone || self.gone == Stamp::default())
    }

    /// When somebody changed it last. A correction of the text under it is no change of it.
    fn latest(&self, table: &Table) -> Stamp {
        let parts = self.stamps.iter().enumerate();
        let own = parts.filter(|(part, _)| table.moving() != Some(*part));
        own.map(|(_, stamp)| *stamp).max().unwrap_or_default()
    }

    /// The values of a part.
    pub(super) fn part(&self, table: &Table, part: usize) -> Vec<&Val> {
        let body = self.body.as_ref();
        body.map_or_else(Vec::new, |body| {
            table.of_part(part).map(|n| &body[n]).collect()
        })
    }

    /// When somebody changed a part last. Who corrects the text under a passage doesn't move it.
    fn changed(&self, table: &Table, part: usize) -> Stamp {
        self.stamps[if table.moving() == Some(part) {
            table.parts() - 1
        } else {
            part
        }]
    }

    /// Which of two sayings of a part stands: what was changed later; of passages that nobody
    /// moved since, that in the text which was corrected later.
    fn compare(&self, other: &Self, table: &Table, part: usize) -> Ordering {
        let changed = self.changed(table, part).cmp(&other.changed(table, part));
        changed
            .then_with(|| self.stamps[part].cmp(&other.stamps[part]))
            .then_with(|| self.part(table, part).cmp(&other.part(table, part)))
    }

    /// Takes in what another copy says.
    pub(super) fn join(&mut self, other: &Self, table: &Table) {
        self.gone = self.gone.max(other.gone);
        let Some(theirs) = &other.body else { return };
        if self.body.is_none() {
            self.stamps.clone_from(&other.stamps);
            self.body = Some(theirs.clone());
            return;
        }
        for part in 0..table.parts() {
            if self.compare(other, table, part) == Ordering::Less
                && let Some(mine) = &mut self.body
            {
                self.stamps[part] = other.stamps[part];
                for n in table.of_part(part) {
                    mine[n] = theirs[n].clone();
                }
            }
        }
    }
}

/// One thing that was changed in two copies, each without knowing of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Clash {
    /// The part; `None`: one took it away.
    pub(super) part: Option<usize>,
    /// What stands: when, and the values; `None`: it is gone.
    pub(super) kept: (Stamp, Option<Vec<Val>>),
    /// What doesn't.
    pub(super) other: (Stamp, Option<Vec<Val>>),
}

/// Where two copies changed the same part of a thing otherwise. `knew` says whether the second
/// copy knew of the step of the first, and the other way round.
pub(super) fn clashes(
    table: &Table,
    mine: &Record,
    theirs: &Record,
    knew: (&dyn Fn(Stamp) -> bool, &dyn Fn(Stamp) -> bool),
) -> Vec<Clash> {
    let apart = |a: Stamp, b: Stamp| {
        a != b && a != Stamp::default() && b != Stamp::default() && !knew.0(a) && !knew.1(b)
    };
    let mut found = Vec::new();
    match (mine.is_there(table), theirs.is_there(table)) {
        (true, true) => {
            for part in 0..table.parts() {
                let (a, b) = (mine.changed(table, part), theirs.changed(table, part));
                if table.quiet.contains(&part)
                    || !apart(a, b)
                    || mine.part(table, part) == theirs.part(table, part)
                {
                    continue;
                }
                let said = |record: &Record| {
                    let values = record.part(table, part).into_iter().cloned().collect();
                    (record.changed(table, part), Some(values))
                };
                let (mine, theirs) = (said(mine), said(theirs));
                let (kept, other) = if a > b {
                    (mine, theirs)
                } else {
                    (theirs, mine)
                };
                let part = Some(part);
                found.push(Clash { part, kept, other });
            }
        }
        (false, false) => {}
        (is_mine, _) => {
            let (there, gone) = if is_mine {
                (mine, theirs)
            } else {
                (theirs, mine)
            };
            let latest = there.latest(table);
            // The copy that took it away had it, so only changes that it didn't know count.
            let (knew_change, knew_going) = if is_mine { knew } else { (knew.1, knew.0) };
            if gone.gone != Stamp::default()
                && latest != Stamp::default()
                && !knew_change(latest)
                && !knew_going(gone.gone)
            {
                let there = (latest, there.body.clone());
                let gone = (gone.gone, None);
                let (kept, other) = if there.0 > gone.0 {
                    (there, gone)
                } else {
                    (gone, there)
                };
                let part = None;
                found.push(Clash { part, kept, other });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::store::merge::spec::{TABLES, number};

    fn facet() -> &'static Table {
        &TABLES[number("coding_facet").unwrap()]
    }

    fn record() -> impl Strategy<Value = Record> {
        let stamp = || {
            (0..4_i64, 0..2_u8).prop_map(|(clock, step)| Stamp {
                clock,
                step: [step; 16],
            })
        };
        let body = proptest::option::of((0..3_i64).prop_map(|value| {
            vec![
                Val::Text("x".into()),
                Val::Text("立场".into()),
                Val::Int(value),
            ]
        }));
        ([stamp(), stamp()], stamp(), body).prop_map(|(stamps, gone, body)| Record {
            // Of what nobody knows no part was ever changed.
            stamps: match body {
                Some(_) => stamps.to_vec(),
                None => vec![Stamp::default(); 2],
            },
            gone,
            body,
        })
    }

    fn joined(a: &Record, b: &Record) -> Record {
        joined_in(facet(), a, b)
    }

    fn joined_in(table: &Table, a: &Record, b: &Record) -> Record {
        let mut a = a.clone();
        a.join(b, table);
        a
    }

    fn coding() -> &'static Table {
        &TABLES[number("coding").unwrap()]
    }

    /// Codings that were moved by hand, or whose text was corrected, at any time.
    fn moved() -> impl Strategy<Value = Record> {
        let table = coding();
        let stamp = (0..4_i64).prop_map(|clock| Stamp {
            clock,
            step: [0; 16],
        });
        let stamps = prop::collection::vec(stamp, table.parts());
        let body = prop::collection::vec((0..3_i64).prop_map(Val::Int), table.columns.len());
        (stamps, body).prop_map(|(stamps, body)| Record {
            stamps,
            gone: Stamp::default(),
            body: Some(body),
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::default()
        })]

        #[test]
        fn it_does_not_matter_which_copy_comes_first_and_how_often(
            a in record(), b in record(), c in record(),
        ) {
            prop_assert_eq!(joined(&a, &b), joined(&b, &a));
            prop_assert_eq!(joined(&joined(&a, &b), &c), joined(&a, &joined(&b, &c)));
            prop_assert_eq!(joined(&a, &a), a.clone());
            prop_assert_eq!(joined(&joined(&a, &b), &b), joined(&a, &b));
        }

        #[test]
        fn nor_does_it_where_texts_were_corrected_and_what_was_moved_later_stands(
            a in moved(), b in moved(), c in moved(),
        ) {
            let join = |a: &Record, b: &Record| joined_in(coding(), a, b);
            prop_assert_eq!(join(&a, &b), join(&b, &a));
            prop_assert_eq!(join(&join(&a, &b), &c), join(&a, &join(&b, &c)));
            let (own, moving) = (coding().parts() - 1, coding().moving().unwrap());
            if a.stamps[own] > b.stamps[own] {
                let ab = join(&a, &b);
                prop_assert_eq!(ab.part(coding(), moving), a.part(coding(), moving));
            }
        }

        #[test]
        fn what_a_column_holds_comes_back_from_json(n in any::<i64>(), words in ".*", a in any::<[u32; 2]>()) {
            let held = Held { pieces: vec![("0".to_owned(), words.clone(), "x".to_owned())], start: a[0], end: a[1] };
            for val in [Val::Null, Val::Int(n), Val::Text(words.into()), Val::Here(a[0], a[1]), Val::Held(Rc::new(held))] {
                prop_assert_eq!(Val::from_json(&val.to_json()), Some(val));
            }
        }
    }
}

//! From what all copies say together to the rows that a study can have.
//!
//! A study has rules that no single record knows: no two codes with one id, nothing that points
//! to nothing, no code above itself. Here every such case is decided, by what the records say
//! and nothing else, so that every copy that knows the same decides the same. What can't stand
//! as it is stays known: it may stand again when more is known.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::record::{Record, Stamp, Val};
use super::spec::{Holds, TABLES, Table, number};
use crate::store::uids;
use crate::text::Layout;
use crate::text::pieces::Found;

/// Columns that may point to nothing where what they point to is nowhere.
const MAY_BE_EMPTY: [(&str, &str); 4] = [
    ("speaker", "respondent"),
    ("code", "parent"),
    ("code", "merged_into"),
    ("pin", "code"),
];

/// Columns in which no two rows may say the same, and how the later row's is made another.
const APART: [(&str, &str, Otherwise); 7] = [
    ("code", "public_id", Otherwise::Dash),
    ("interview", "name", Otherwise::Bracket),
    ("respondent", "label", Otherwise::Dash),
    ("codebook_version", "name", Otherwise::Bracket),
    ("interview", "outside_id", Otherwise::Empty),
    ("coding", "outside_id", Otherwise::Empty),
    ("coder", "outside_id", Otherwise::Empty),
];

/// How a value that is taken is made another.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Otherwise {
    Dash,
    Bracket,
    Empty,
}

/// A decision that somebody should know of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decided {
    pub(super) table: usize,
    pub(super) thing: Rc<str>,
    pub(super) what: What,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A name or an id was taken.
    Renamed {
        column: usize,
        from: Rc<str>,
        to: Rc<str>,
    },
    /// A passage was found with other words.
    Passage { lost: bool },
    /// It is the same coding as another one.
    Twin,
    /// It would have been above itself.
    Circle,
}

/// The rows that a study gets.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// By table.
    pub(super) rows: Vec<HashMap<Rc<str>, Vec<Val>>>,
    pub(super) decided: Vec<Decided>,
}

/// By table, everything that is said.
pub(super) type Records = Vec<HashMap<Rc<str>, Record>>;

/// Decides. `layouts` holds the texts of interviews that were ever corrected.
pub(super) fn settle(records: &Records, layouts: &HashMap<Rc<str>, Layout>) -> Settled {
    let standing = standing(records);
    let mut settled = Settled::default();
    // Under which name something stands, where it stands as another.
    let mut stands_as: Vec<HashMap<Rc<str>, Rc<str>>> = Vec::new();
    for (n, table) in TABLES.iter().enumerate() {
        let mut names: Vec<&Rc<str>> = standing[n].iter().collect();
        names.sort_unstable();
        settled.rows.push(HashMap::with_capacity(names.len()));
        stands_as.push(HashMap::new());
        if table.name == "code" {
            // Codes point to codes.
            stands_as[n] = names
                .iter()
                .map(|it| ((*it).clone(), (*it).clone()))
                .collect();
        }
        let finals = (table.name == "coding").then(|| finals(records, &standing));
        let mut taken: HashMap<Vec<Val>, Rc<str>> = HashMap::new();
        for name in names {
            let Some(body) = &records[n][name].body else {
                continue;
            };
            if let Some(finals) = &finals
                && body[6] == Val::Int(SETTLED)
                && !finals.contains(name)
            {
                continue;
            }
            let Some(row) = pointed(table, body, &stands_as) else {
                continue;
            };
            let Some(row) = placed(n, name, row, layouts, &mut settled.decided) else {
                continue;
            };
            if let Some(one) = one_of_a_kind(table, &row) {
                let Some(one) = one else { continue };
                if let Some(there) = taken.get(&one) {
                    if table.name == "coding" {
                        stands_as[n].insert(name.clone(), there.clone());
                        settled.decided.push(Decided {
                            table: n,
                            thing: name.clone(),
                            what: What::Twin,
                        });
                    }
                    continue;
                }
                taken.insert(one, name.clone());
            }
            stands_as[n].insert(name.clone(), name.clone());
            settled.rows[n].insert(name.clone(), row);
        }
        tell_apart(n, table, &mut settled);
        if table.name == "code" {
            break_circles(n, records, &mut settled);
        }
        if ["code", "interview", "respondent"].contains(&table.name) {
            put_in_order(n, table, &mut settled);
        }
    }
    settled
}

/// `status.id` of a coding that settles a disagreement.
const SETTLED: i64 = 7;

/// What stands: all that nobody took away later, and everything that such a thing points to.
/// Whoever builds on something keeps it, also where somebody took it away meanwhile.
fn standing(records: &Records) -> Vec<HashSet<Rc<str>>> {
    let mut standing: Vec<HashSet<Rc<str>>> = records
        .iter()
        .zip(TABLES)
        .map(|(of_table, table)| {
            let there = of_table.iter().filter(|(_, record)| record.is_there(table));
            there.map(|(name, _)| name.clone()).collect()
        })
        .collect();
    loop {
        let mut revived = false;
        for (n, table) in TABLES.iter().enumerate().rev() {
            for (at, column) in table.columns.iter().enumerate() {
                let Holds::Key(of) = column.holds else {
                    continue;
                };
                let Some(of) = number(of) else { continue };
                let mut back = Vec::new();
                for name in &standing[n] {
                    let body = records[n][name].body.as_ref();
                    let Some(to) = body.and_then(|body| body[at].text()) else {
                        continue;
                    };
                    let known = records[of].get(to).is_some_and(|it| it.body.is_some());
                    if known && !standing[of].contains(to) {
                        back.push(to.clone());
                    }
                }
                revived |= !back.is_empty();
                standing[of].extend(back);
            }
        }
        if !revived {
            return standing;
        }
    }
}

/// The codings that settle something.
fn finals(records: &Records, standing: &[HashSet<Rc<str>>]) -> HashSet<Rc<str>> {
    let Some(n) = number("settlement") else {
        return HashSet::new();
    };
    let at = TABLES[n].column("final").unwrap_or_default();
    let bodies = standing[n]
        .iter()
        .filter_map(|name| records[n][name].body.as_ref());
    bodies.filter_map(|body| body[at].text().cloned()).collect()
}

/// The row with everything it points to as it stands; `None` where that is nowhere.
fn pointed(
    table: &Table,
    body: &[Val],
    stands_as: &[HashMap<Rc<str>, Rc<str>>],
) -> Option<Vec<Val>> {
    let mut row = body.to_vec();
    for (at, column) in table.columns.iter().enumerate() {
        let (Holds::Key(of), Val::Text(to)) = (column.holds, &body[at]) else {
            continue;
        };
        row[at] = match number(of).and_then(|of| stands_as.get(of)?.get(to)) {
            Some(there) => Val::Text(there.clone()),
            None if MAY_BE_EMPTY.contains(&(table.name, column.name)) => Val::Null,
            None => return None,
        };
    }
    Some(row)
}

/// The row with its passage or turn in the text as it is; `None` where there is no place for it.
fn placed(
    n: usize,
    name: &Rc<str>,
    mut row: Vec<Val>,
    layouts: &HashMap<Rc<str>, Layout>,
    decided: &mut Vec<Decided>,
) -> Option<Vec<Val>> {
    let table = &TABLES[n];
    for (at, column) in table.columns.iter().enumerate() {
        if !matches!(column.holds, Holds::Passage | Holds::Point | Holds::Turn) {
            continue;
        }
        let interview = row[table.column("interview")?].text().cloned();
        let layout = interview.and_then(|interview| layouts.get(&interview));
        match (&row[at], layout) {
            (Val::Held(held), Some(layout)) => {
                let (start, end, found) = layout.find(held)?;
                if found != Found::Same && column.holds == Holds::Passage {
                    let lost = found == Found::Lost;
                    decided.push(Decided {
                        table: n,
                        thing: name.clone(),
                        what: What::Passage { lost },
                    });
                }
                row[at] = Val::Here(start, end);
            }
            (Val::Held(_), None) => return None,
            // Of what is gone nobody knows where it lay.
            (Val::Null, _) if ["coding", "bookmark"].contains(&table.name) => return None,
            (Val::Text(place), Some(layout)) => {
                layout.at(&place.parse().ok()?)?;
            }
            _ => {}
        }
    }
    Some(row)
}

/// What may be in a study once, where that isn't what the row is known as; the inner `None`
/// where the row says nothing any more.
#[expect(
    clippy::option_option,
    reason = "a row may have no rule, or break it by itself"
)]
fn one_of_a_kind(table: &Table, row: &[Val]) -> Option<Option<Vec<Val>>> {
    let these = |names: &[&str]| -> Option<Vec<Val>> {
        names
            .iter()
            .map(|name| table.column(name).map(|at| row[at].clone()))
            .collect()
    };
    let of = |names: &[&str], apart: Option<[&str; 2]>| {
        let same = apart
            .and_then(|names| these(&names))
            .is_some_and(|it| it[0] == it[1]);
        Some(these(names).filter(|_| !same))
    };
    match table.name {
        "coding" => of(&["code", "interview", "coder", "passage", "status"], None),
        "coding_facet" => of(&["coding", "facet"], None),
        "coding_link" => of(
            &["from_coding", "to_coding", "coder", "relation"],
            Some(["from_coding", "to_coding"]),
        ),
        "settlement" => of(&["a", "b"], Some(["a", "b"])),
        "verdict" if these(&["coding", "amended"]).is_some_and(|it| it[0] == it[1]) => Some(None),
        _ => None,
    }
}

/// Gives what was named alike in two copies names of its own: the first by identity keeps it.
fn tell_apart(n: usize, table: &Table, settled: &mut Settled) {
    for (of, column, otherwise) in APART {
        let Some(at) = table.column(column).filter(|_| of == table.name) else {
            continue;
        };
        let mut by_value: BTreeMap<Rc<str>, BTreeSet<Rc<str>>> = BTreeMap::new();
        for (name, row) in &settled.rows[n] {
            if let Val::Text(value) = &row[at] {
                by_value
                    .entry(value.clone())
                    .or_default()
                    .insert(name.clone());
            }
        }
        let mut taken: HashSet<Rc<str>> = by_value.keys().cloned().collect();
        for (value, names) in by_value {
            let mut count = 1;
            for name in names.into_iter().skip(1) {
                let other = loop {
                    count += 1;
                    let other: Rc<str> = match otherwise {
                        Otherwise::Dash => format!("{value}-{count}").into(),
                        Otherwise::Bracket => format!("{value} ({count})").into(),
                        Otherwise::Empty => break None,
                    };
                    if taken.insert(other.clone()) {
                        break Some(other);
                    }
                };
                let Some(row) = settled.rows[n].get_mut(&name) else {
                    continue;
                };
                row[at] = other.clone().map_or(Val::Null, Val::Text);
                if let Some(other) = &other
                    && table.name == "codebook_version"
                {
                    // These have their identities from their names.
                    let uid = uids::derived("codebook version", &[other.as_ref()]);
                    row[0] = Val::Text(super::hex(uid).into());
                }
                if let Some(to) = other {
                    let from = value.clone();
                    settled.decided.push(Decided {
                        table: n,
                        thing: name,
                        what: What::Renamed {
                            column: at,
                            from,
                            to,
                        },
                    });
                }
            }
        }
    }
}

/// Puts the code at the top whose move closed a circle first.
fn break_circles(n: usize, records: &Records, settled: &mut Settled) {
    let Some(at) = TABLES[n].column("parent") else {
        return;
    };
    let part = TABLES[n].columns[at].part;
    let above = |settled: &Settled, name: &Rc<str>| {
        settled.rows[n]
            .get(name)
            .and_then(|row| row[at].text().cloned())
    };
    let mut names: Vec<Rc<str>> = settled.rows[n].keys().cloned().collect();
    names.sort_unstable();
    for name in names {
        let mut path = vec![name.clone()];
        while let Some(next) = above(settled, &path[path.len() - 1]) {
            if let Some(from) = path.iter().position(|it| *it == next) {
                let moved = |name: &Rc<str>| -> (Stamp, Rc<str>) {
                    (records[n][name].stamps[part], name.clone())
                };
                let first = path[from..].iter().min_by_key(|name| moved(name)).cloned();
                if let Some(thing) = first
                    && let Some(row) = settled.rows[n].get_mut(&thing)
                {
                    row[at] = Val::Null;
                    let what = What::Circle;
                    settled.decided.push(Decided {
                        table: n,
                        thing,
                        what,
                    });
                }
                break;
            }
            path.push(next);
        }
    }
}

/// Has no two rows stand in one place of the order.
fn put_in_order(n: usize, table: &Table, settled: &mut Settled) {
    let Some(at) = table.column("sort") else {
        return;
    };
    let mut order: Vec<(i64, Rc<str>)> = settled.rows[n]
        .iter()
        .map(|(name, row)| (row[at].int().unwrap_or_default(), name.clone()))
        .collect();
    order.sort_unstable();
    let mut last = None;
    for (sort, name) in order {
        let place = last.map_or(sort, |last: i64| sort.max(last + 1));
        last = Some(place);
        if place != sort
            && let Some(row) = settled.rows[n].get_mut(&name)
        {
            row[at] = Val::Int(place);
        }
    }
}

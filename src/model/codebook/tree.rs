//! The codebook of a study as a tree, and how codes are named.

use std::collections::{HashMap, HashSet};

use super::{AttributeList, Code, Kind, Link};
use crate::model::ids::CodeId;

/// The codes of a study with everything said about them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codebook {
    codes: Vec<Code>,
    places: HashMap<CodeId, usize>,
    depths: Vec<u16>,
    /// Kinds of code with their facets.
    pub kinds: Vec<Kind>,
    /// Links between codes.
    pub links: Vec<Link>,
    /// Attribute lists.
    pub attributes: Vec<AttributeList>,
}

/// Why a name means no single code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing has that name.
    #[error("no code named «{name}»")]
    Unknown {
        /// The name asked for.
        name: String,
        /// The nearest name, where one is near.
        near: Option<String>,
    },
    /// Several codes have it.
    #[error("«{name}» names several codes: {}", candidates.join(", "))]
    Ambiguous {
        /// The name asked for.
        name: String,
        /// Their ids and paths.
        candidates: Vec<String>,
    },
}

impl Codebook {
    /// Builds the tree from codes whose siblings stand in the author's order.
    ///
    /// Codes are put depth first. A code whose parent is missing, or that is
    /// its own ancestor, stands at the top: nothing is lost from view.
    #[must_use]
    pub fn new(codes: Vec<Code>) -> Self {
        let known: HashSet<CodeId> = codes.iter().map(|code| code.id).collect();
        let mut children: HashMap<Option<CodeId>, Vec<usize>> = HashMap::new();
        for (place, code) in codes.iter().enumerate() {
            let parent = code.parent.filter(|parent| known.contains(parent));
            children.entry(parent).or_default().push(place);
        }
        let mut order = Vec::with_capacity(codes.len());
        let mut seen = vec![false; codes.len()];
        let mut stack: Vec<(usize, u16)> = Vec::new();
        let roots = children.get(&None).cloned().unwrap_or_default();
        for start in roots.into_iter().chain(0..codes.len()) {
            if seen[start] {
                continue;
            }
            stack.push((start, 0));
            while let Some((place, depth)) = stack.pop() {
                if seen[place] {
                    continue;
                }
                seen[place] = true;
                order.push((place, depth));
                if let Some(below) = children.get(&Some(codes[place].id)) {
                    stack.extend(below.iter().rev().map(|child| (*child, depth + 1)));
                }
            }
        }
        let mut slots: Vec<Option<Code>> = codes.into_iter().map(Some).collect();
        let mut book = Self::default();
        for (place, depth) in order {
            if let Some(code) = slots[place].take() {
                book.places.insert(code.id, book.codes.len());
                book.codes.push(code);
                book.depths.push(depth);
            }
        }
        book
    }

    /// The codes, depth first in the author's order, retired ones included.
    #[must_use]
    pub fn codes(&self) -> &[Code] {
        &self.codes
    }

    /// Codes in use, depth first.
    pub fn active(&self) -> impl Iterator<Item = &Code> {
        self.codes.iter().filter(|code| !code.retired)
    }

    /// The code with that identity.
    #[must_use]
    pub fn get(&self, id: CodeId) -> Option<&Code> {
        self.place(id).map(|place| &self.codes[place])
    }

    /// Index of a code in [`Self::codes`].
    #[must_use]
    pub fn place(&self, id: CodeId) -> Option<usize> {
        self.places.get(&id).copied()
    }

    /// The code with that public id.
    #[must_use]
    pub fn by_public_id(&self, public_id: &str) -> Option<&Code> {
        self.codes
            .iter()
            .find(|code| code.entry.public_id == public_id)
    }

    /// Levels above the code, 0 for a root.
    #[must_use]
    pub fn depth(&self, place: usize) -> u16 {
        self.depths[place]
    }

    /// Index after the last descendant of the code at `place`: its subtree is `place..end`.
    #[must_use]
    pub fn subtree_end(&self, place: usize) -> usize {
        let depth = self.depths[place];
        self.depths[place + 1..]
            .iter()
            .position(|below| *below <= depth)
            .map_or(self.codes.len(), |n| place + 1 + n)
    }

    /// The code's index of its parent in [`Self::codes`].
    #[must_use]
    pub fn parent_place(&self, place: usize) -> Option<usize> {
        let depth = self.depths[place];
        (depth > 0)
            .then(|| (0..place).rev().find(|above| self.depths[*above] < depth))
            .flatten()
    }

    /// Whether `id` is `above` or lies under it.
    #[must_use]
    pub fn is_under(&self, id: CodeId, above: CodeId) -> bool {
        match (self.place(id), self.place(above)) {
            (Some(place), Some(above)) => (above..self.subtree_end(above)).contains(&place),
            _ => false,
        }
    }

    /// Names from the root down, joined by `/`; a `/` inside a name is written `\/`.
    #[must_use]
    pub fn path(&self, place: usize) -> String {
        let mut names = vec![self.codes[place].entry.name.replace('/', "\\/")];
        let mut at = place;
        while let Some(above) = self.parent_place(at) {
            names.push(self.codes[above].entry.name.replace('/', "\\/"));
            at = above;
        }
        names.reverse();
        names.join("/")
    }

    /// The kind of a code, where the codebook declares it.
    #[must_use]
    pub fn kind_of(&self, code: &Code) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.id == code.entry.kind)
    }

    /// Finds a code by public id, path, unique name, or unique alias, in that order.
    ///
    /// A code in use goes before a retired one: what a merged code was called leads to
    /// the code that took its place.
    ///
    /// # Errors
    /// When nothing has the name, or several codes do.
    pub fn named(&self, name: &str) -> Result<&Code, NameError> {
        if let Some(code) = self.by_public_id(name) {
            return Ok(code);
        }
        let by_path = || {
            (0..self.codes.len())
                .filter(|place| self.path(*place) == name)
                .collect()
        };
        let by = |matches: &dyn Fn(&Code) -> bool| {
            (0..self.codes.len())
                .filter(|place| matches(&self.codes[*place]))
                .collect()
        };
        let tries: [Vec<usize>; 4] = [
            by_path(),
            by(&|code| code.entry.name == name),
            by(&|code| code.entry.aliases.iter().any(|alias| alias == name)),
            by(&|code| {
                !code.entry.name_en.is_empty() && code.entry.name_en.eq_ignore_ascii_case(name)
            }),
        ];
        let in_use = |found: &Vec<usize>| -> Vec<usize> {
            let places = found.iter().copied();
            places.filter(|place| !self.codes[*place].retired).collect()
        };
        for found in tries.iter().map(in_use).chain(tries.clone()) {
            match found.as_slice() {
                [] => {}
                [place] => return Ok(&self.codes[*place]),
                several => {
                    return Err(NameError::Ambiguous {
                        name: name.to_owned(),
                        candidates: several
                            .iter()
                            .map(|place| {
                                let id = &self.codes[*place].entry.public_id;
                                format!("{id} ({})", self.path(*place))
                            })
                            .collect(),
                    });
                }
            }
        }
        Err(NameError::Unknown {
            name: name.to_owned(),
            near: self.nearest(name),
        })
    }

    /// The name or id that differs least from `name`, by at most a third of its length.
    fn nearest(&self, name: &str) -> Option<String> {
        self.active()
            .flat_map(|code| [&code.entry.name, &code.entry.public_id])
            .map(|candidate| (edit_distance(name, candidate), candidate))
            .filter(|(distance, _)| *distance * 3 <= name.chars().count().max(3))
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, candidate)| candidate.clone())
    }
}

/// Levenshtein distance in code points.
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::super::Entry;
    use super::*;
    use crate::model::ids::Uid;

    fn id(n: u8) -> CodeId {
        CodeId(Uid([n; 16]))
    }

    fn code(n: u8, parent: Option<u8>, public_id: &str, name: &str) -> Code {
        Code {
            id: id(n),
            parent: parent.map(id),
            version: 1,
            retired: false,
            merged_into: None,
            entry: Entry {
                public_id: public_id.to_owned(),
                name: name.to_owned(),
                ..Entry::default()
            },
        }
    }

    fn book() -> Codebook {
        Codebook::new(vec![
            code(1, None, "P", "问题"),
            code(2, None, "C", "对策"),
            code(3, Some(1), "P1", "体制"),
            code(4, Some(3), "P1.1", "权责/不清"),
            code(5, Some(2), "C1", "体制"),
        ])
    }

    #[test]
    fn codes_stand_depth_first() {
        let book = book();
        let ids: Vec<&str> = book
            .codes()
            .iter()
            .map(|code| code.entry.public_id.as_str())
            .collect();
        assert_eq!(ids, ["P", "P1", "P1.1", "C", "C1"]);
        assert_eq!(book.subtree_end(0), 3);
        assert_eq!(book.parent_place(2), Some(1));
        assert!(book.is_under(id(4), id(1)));
        assert!(!book.is_under(id(5), id(1)));
    }

    #[test]
    fn a_slash_in_a_name_is_escaped_in_paths() {
        let book = book();
        assert_eq!(book.path(2), "问题/体制/权责\\/不清");
        assert_eq!(book.named("问题/体制/权责\\/不清").unwrap().id, id(4));
    }

    #[test]
    fn an_ambiguous_name_lists_its_candidates() {
        let Err(NameError::Ambiguous { candidates, .. }) = book().named("体制").cloned() else {
            panic!("体制 names two codes");
        };
        assert_eq!(candidates, ["P1 (问题/体制)", "C1 (对策/体制)"]);
    }

    #[test]
    fn an_unknown_name_offers_the_nearest() {
        let Err(NameError::Unknown { near, .. }) = book().named("权责不清").cloned() else {
            panic!("no such code");
        };
        assert_eq!(near.as_deref(), Some("权责/不清"));
    }

    #[test]
    fn a_circle_of_parents_loses_no_code() {
        let book = Codebook::new(vec![code(1, Some(2), "A", "a"), code(2, Some(1), "B", "b")]);
        assert_eq!(book.codes().len(), 2);
    }
}

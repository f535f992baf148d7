//! Things to decide one after the other: filtered, with a cursor that stays on its own
//! while they change.

use std::fmt::Debug;

use crate::tui::command::Command;
use crate::tui::jobs::Ticket;
use crate::tui::widgets::filter::Filter;
use crate::tui::widgets::list::List;

/// A thing to decide.
pub trait Item {
    /// By what it is known again when all are read anew.
    type Id: Copy + Debug + PartialEq;

    /// By what it is known again.
    fn id(&self) -> Self::Id;

    /// Whether a filter lets it pass.
    fn passes(&self, filter: &Filter) -> bool;

    /// Whether nobody has decided it.
    fn is_open(&self) -> bool;
}

/// Things to decide, with a cursor.
#[derive(Clone, Debug, PartialEq)]
pub struct Worklist<T: Item> {
    /// The request whose answer counts.
    pub ticket: Ticket,
    /// All of them; `None` until they are read.
    pub all: Option<Vec<T>>,
    /// Words that they must hold.
    pub filter: Filter,
    /// The one under the cursor, among those shown.
    pub list: List,
    /// Places of those shown.
    shown: Vec<usize>,
    /// The words that those shown were looked for with; `None` when they have to be looked for.
    looked: Option<String>,
    /// The one that the cursor is on.
    current: Option<T::Id>,
    /// The one that it goes to as soon as it is there.
    wanted: Option<T::Id>,
    /// Those that were put aside.
    aside: Vec<T::Id>,
}

impl<T: Item> Default for Worklist<T> {
    fn default() -> Self {
        Self {
            ticket: Ticket::default(),
            all: None,
            filter: Filter::default(),
            list: List::default(),
            shown: Vec::new(),
            looked: None,
            current: None,
            wanted: None,
            aside: Vec::new(),
        }
    }
}

impl<T: Item> Worklist<T> {
    /// Takes in what was read.
    pub fn read(&mut self, all: Vec<T>) {
        self.all = Some(all);
        self.look_again();
    }

    /// Has what is shown be looked for anew.
    pub fn look_again(&mut self) {
        self.looked = None;
    }

    /// How many are shown.
    #[must_use]
    pub fn len(&self) -> usize {
        self.shown.len()
    }

    /// Whether none is shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.shown.is_empty()
    }

    /// The one shown in that place.
    #[must_use]
    pub fn get(&self, place: usize) -> Option<&T> {
        self.all.as_ref()?.get(*self.shown.get(place)?)
    }

    /// The one under the cursor.
    #[must_use]
    pub fn here(&self) -> Option<&T> {
        self.get(self.list.at)
    }

    /// The one under the cursor, to be changed until it is read anew.
    pub fn here_mut(&mut self) -> Option<&mut T> {
        let place = *self.shown.get(self.list.at)?;
        self.all.as_mut()?.get_mut(place)
    }

    /// Whether it was put aside.
    #[must_use]
    pub fn is_aside(&self, item: &T) -> bool {
        self.aside.contains(&item.id())
    }

    /// Looks for what is shown, where anything changed, and keeps the cursor on its own and in
    /// view; where that is gone, on what took its place.
    pub fn settle<K: Ord>(
        &mut self,
        height: usize,
        shows: impl Fn(&T) -> bool,
        order: impl Fn(&T) -> K,
    ) {
        if self.looked.as_deref() != Some(self.filter.words()) {
            let all = self.all.iter().flatten().enumerate();
            let passing = all.filter(|(_, it)| shows(it) && it.passes(&self.filter));
            let mut shown: Vec<(K, usize)> =
                passing.map(|(place, it)| (order(it), place)).collect();
            shown.sort();
            self.shown = shown.into_iter().map(|(_, place)| place).collect();
            self.looked = Some(self.filter.words().to_owned());
            let place_of = |id: Option<T::Id>| {
                let mut ids = (0..self.len()).map(|place| self.get(place).map(Item::id));
                ids.position(|it| it.is_some() && it == id)
            };
            let wanted = place_of(self.wanted);
            if let Some(place) = wanted.or_else(|| place_of(self.current)) {
                self.list.at = place;
            }
            if wanted.is_some() {
                self.wanted = None;
            }
        }
        self.list.keep(self.len(), height);
        if self.all.is_some() {
            self.current = self.here().map(Item::id).or(self.current);
        }
    }

    /// Moves the cursor where the command is a motion; whether it was one.
    pub fn moved(&mut self, command: Command, height: usize) -> bool {
        let len = self.len();
        let moved = match command {
            Command::NextOpen => {
                self.step_to_open(Way::Forward);
                true
            }
            Command::PreviousOpen => {
                self.step_to_open(Way::Back);
                true
            }
            _ => self.list.moved(command, len, height),
        };
        if moved {
            self.wanted = None;
            self.current = self.here().map(Item::id);
        }
        moved
    }

    /// Takes a cursor that was moved by the mouse.
    pub fn put_at(&mut self, list: List) {
        self.list = list;
        self.wanted = None;
        self.current = self.here().map(Item::id);
    }

    /// Puts the cursor on one, now or when it is there.
    pub fn go_to(&mut self, id: T::Id) {
        self.wanted = Some(id);
        self.look_again();
    }

    /// Has the one under the cursor wait, and goes on.
    pub fn put_aside(&mut self) {
        let Some(id) = self.here().map(Item::id) else {
            return;
        };
        match self.aside.iter().position(|it| *it == id) {
            Some(place) => drop(self.aside.remove(place)),
            None => self.aside.push(id),
        }
        self.step_to_open(Way::Forward);
        self.current = self.here().map(Item::id);
    }

    /// Goes on from one that was decided: the next that is open has the cursor, whether or not
    /// the decided one is still shown.
    pub fn decided(&mut self) {
        let next = self
            .open_from(Way::Forward)
            .and_then(|place| self.get(place));
        if let Some(id) = next.map(Item::id) {
            self.current = Some(id);
        }
        self.look_again();
    }

    fn step_to_open(&mut self, way: Way) {
        if let Some(place) = self.open_from(way) {
            self.list.at = place;
        }
    }

    /// The nearest that is open, not the one under the cursor; forward from the end on from the
    /// beginning.
    fn open_from(&self, way: Way) -> Option<usize> {
        let len = self.len();
        let after = (1..len).map(|by| match way {
            Way::Forward => (self.list.at + by) % len,
            Way::Back => (self.list.at + len - by) % len,
        });
        let mut open = after.filter(|place| {
            self.get(*place)
                .is_some_and(|it| it.is_open() && !self.is_aside(it))
        });
        open.next()
    }
}

/// A direction in the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Forward,
    Back,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Debug, PartialEq)]
    struct Thing(u32, &'static str);

    impl Item for Thing {
        type Id = u32;

        fn id(&self) -> u32 {
            self.0
        }

        fn passes(&self, filter: &Filter) -> bool {
            filter.passes([self.1])
        }

        fn is_open(&self) -> bool {
            self.1 == "open"
        }
    }

    fn list(things: &[(u32, &'static str)]) -> Worklist<Thing> {
        let mut list = Worklist::default();
        list.read(things.iter().map(|(id, word)| Thing(*id, word)).collect());
        settle(&mut list);
        list
    }

    fn settle(list: &mut Worklist<Thing>) {
        list.settle(3, |_| true, |thing| thing.0);
    }

    #[test]
    fn the_cursor_stays_on_its_own_and_goes_on_after_a_decision() {
        let mut it = list(&[(1, "open"), (2, "open"), (3, "done"), (4, "open")]);
        it.moved(Command::Next, 3);
        assert_eq!(it.here().map(Item::id), Some(2));
        it.read(vec![Thing(2, "open"), Thing(4, "open"), Thing(0, "open")]);
        settle(&mut it);
        assert_eq!(it.here().map(Item::id), Some(2));
        it.decided();
        settle(&mut it);
        assert_eq!(it.here().map(Item::id), Some(4));
        // The last one: from the beginning on.
        it.decided();
        settle(&mut it);
        assert_eq!(it.here().map(Item::id), Some(0));
    }

    #[test]
    fn what_is_put_aside_or_decided_is_passed_over() {
        let mut it = list(&[(1, "open"), (2, "open"), (3, "done"), (4, "open")]);
        it.put_aside();
        assert_eq!(it.here().map(Item::id), Some(2));
        it.moved(Command::NextOpen, 3);
        assert_eq!(it.here().map(Item::id), Some(4));
        it.moved(Command::NextOpen, 3);
        assert_eq!(it.here().map(Item::id), Some(2));
        it.filter.set("done");
        settle(&mut it);
        assert_eq!((it.len(), it.here().map(Item::id)), (1, Some(3)));
        it.moved(Command::PreviousOpen, 3);
        assert_eq!(it.here().map(Item::id), Some(3));
    }
}

//! Places the cursor was at before it went far, like the pages of a browser.

use crate::model::{InterviewId, Span};

/// How many places are kept.
const KEPT: usize = 100;

/// A passage of an interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Visited {
    /// The interview.
    pub interview: InterviewId,
    /// The passage that was under the cursor, or selected.
    pub span: Span,
}

/// The way back, and the way forward again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Visits {
    back: Vec<Visited>,
    forward: Vec<Visited>,
}

impl Visits {
    /// Takes down a place that is being left; there is no way forward from it.
    pub fn leave(&mut self, place: Visited) {
        self.forward.clear();
        if self.back.last() == Some(&place) {
            return;
        }
        if self.back.len() == KEPT {
            self.back.remove(0);
        }
        self.back.push(place);
    }

    /// The place left last; `now` is where the way forward leads.
    pub fn back(&mut self, now: Visited) -> Option<Visited> {
        other(&mut self.back, &mut self.forward, now)
    }

    /// The place that was left by going back; `now` is where the way back leads.
    pub fn forward(&mut self, now: Visited) -> Option<Visited> {
        other(&mut self.forward, &mut self.back, now)
    }
}

/// Takes the latest place that is another than `now`, and puts `now` on the other way.
fn other(from: &mut Vec<Visited>, onto: &mut Vec<Visited>, now: Visited) -> Option<Visited> {
    while let Some(place) = from.pop() {
        if place != now {
            onto.push(now);
            return Some(place);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Uid;

    fn place(n: u8) -> Visited {
        Visited {
            interview: InterviewId(Uid([n / 10; 16])),
            span: Span::within(1000, u32::from(n), u32::from(n) + 1).unwrap(),
        }
    }

    #[test]
    fn one_goes_back_and_forward_again() {
        let mut visits = Visits::default();
        visits.leave(place(1));
        visits.leave(place(2));
        assert_eq!(visits.back(place(30)), Some(place(2)));
        assert_eq!(visits.back(place(2)), Some(place(1)));
        assert_eq!(visits.back(place(1)), None);
        assert_eq!(visits.forward(place(1)), Some(place(2)));
        assert_eq!(visits.forward(place(2)), Some(place(30)));
        assert_eq!(visits.forward(place(30)), None);
    }

    #[test]
    fn going_elsewhere_ends_the_way_forward_and_a_place_is_kept_once() {
        let mut visits = Visits::default();
        visits.leave(place(1));
        visits.leave(place(1));
        assert_eq!(visits.back(place(2)), Some(place(1)));
        visits.leave(place(1));
        assert_eq!(visits.forward(place(5)), None);
        assert_eq!(visits.back(place(1)), None, "one is there already");
    }

    #[test]
    fn the_oldest_places_are_forgotten() {
        let mut visits = Visits::default();
        for n in 0..=100 {
            visits.leave(place(n));
        }
        let mut now = place(200);
        let mut n = 0;
        while let Some(before) = visits.back(now) {
            now = before;
            n += 1;
        }
        assert_eq!((n, now), (100, place(1)));
    }
}

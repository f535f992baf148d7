//! The margin: one lane per coding that overlaps others on screen.
//!
//! A *segment* is a coding on the rows in view. It takes the leftmost lane that
//! is free on all its rows, and keeps it for as long as it stays in view.

use crate::model::CodingId;

/// A coding on the rows in view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// The coding.
    pub id: CodingId,
    /// Its first row in view.
    pub first: usize,
    /// Its last row in view.
    pub last: usize,
    /// Whether it begins in view, not above.
    pub begins: bool,
    /// Whether it ends in view, not below.
    pub ends: bool,
}

impl Segment {
    /// What stands in its lane on a row of it.
    #[must_use]
    pub fn mark(&self, row: usize) -> Mark {
        if row == self.first && self.begins {
            Mark::Tag
        } else if row == self.last && self.ends {
            Mark::End
        } else {
            Mark::Body
        }
    }
}

/// What stands in a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The code's digit or tag.
    Tag,
    /// `|`
    Body,
    /// `'`
    End,
}

/// Segments with their lanes, from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lanes(Vec<(Segment, usize)>);

impl Lanes {
    /// Lanes for the segments in view, ordered by start and longest first.
    ///
    /// Whatever had a lane in `self` keeps it.
    #[must_use]
    pub fn followed_by(&self, segments: &[Segment]) -> Self {
        let lane_before = |id| {
            self.0
                .iter()
                .find(|(segment, _)| segment.id == id)
                .map(|(_, lane)| *lane)
        };
        let mut lanes: Vec<(Segment, usize)> = segments
            .iter()
            .filter_map(|segment| Some((*segment, lane_before(segment.id)?)))
            .collect();
        for segment in segments {
            if lane_before(segment.id).is_some() {
                continue;
            }
            let mut taken: Vec<usize> = lanes
                .iter()
                .filter(|(other, _)| other.first <= segment.last && segment.first <= other.last)
                .map(|(_, lane)| *lane)
                .collect();
            taken.sort_unstable();
            taken.dedup();
            let free = taken
                .iter()
                .enumerate()
                .find(|(n, lane)| n != *lane)
                .map_or(taken.len(), |(n, _)| n);
            lanes.push((*segment, free));
        }
        Self(lanes)
    }

    /// The segments on a row with their lanes.
    pub fn on(&self, row: usize) -> impl Iterator<Item = (Segment, usize)> + '_ {
        self.0
            .iter()
            .copied()
            .filter(move |(segment, _)| segment.first <= row && row <= segment.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Uid;

    fn segment(n: u8, first: usize, last: usize) -> Segment {
        Segment {
            id: CodingId(Uid([n; 16])),
            first,
            last,
            begins: true,
            ends: true,
        }
    }

    fn lanes_of(lanes: &Lanes) -> Vec<(u8, usize)> {
        let mut all: Vec<(u8, usize)> = lanes
            .0
            .iter()
            .map(|(segment, lane)| (segment.id.0.0[0], *lane))
            .collect();
        all.sort_unstable();
        all
    }

    #[test]
    fn the_longest_of_those_that_begin_together_stands_leftmost() {
        let lanes =
            Lanes::default().followed_by(&[segment(1, 0, 9), segment(2, 0, 3), segment(3, 5, 6)]);
        assert_eq!(lanes_of(&lanes), [(1, 0), (2, 1), (3, 1)]);
    }

    #[test]
    fn a_segment_keeps_its_lane_while_it_is_in_view() {
        let before =
            Lanes::default().followed_by(&[segment(1, 0, 2), segment(2, 0, 9), segment(3, 1, 4)]);
        assert_eq!(lanes_of(&before), [(1, 0), (2, 1), (3, 2)]);
        let after = before.followed_by(&[segment(2, 0, 5), segment(3, 0, 1), segment(4, 2, 6)]);
        assert_eq!(lanes_of(&after), [(2, 1), (3, 2), (4, 0)]);
    }

    #[test]
    fn the_first_row_shows_the_tag_and_the_last_the_end() {
        let long = segment(1, 2, 4);
        let marks: Vec<Mark> = (2..=4).map(|row| long.mark(row)).collect();
        assert_eq!(marks, [Mark::Tag, Mark::Body, Mark::End]);
        assert_eq!(segment(1, 2, 2).mark(2), Mark::Tag);
        let cut = Segment {
            begins: false,
            ..long
        };
        assert_eq!(cut.mark(2), Mark::Body);
    }
}

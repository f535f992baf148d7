use std::collections::{BTreeMap, HashSet};

use proptest::prelude::*;

use super::*;

/// Turns of ten characters with a gap of two between them; every second belongs to one unit.
fn pieces() -> Vec<Piece> {
    (0..3)
        .flat_map(|interview| {
            (0..5).map(move |turn| Piece {
                interview,
                start: turn * 12,
                end: turn * 12 + 10,
                unit: interview * 2 + turn % 2,
            })
        })
        .collect()
}

fn share(a: &Fact, b: &Fact) -> bool {
    a.start < b.end && b.start < a.end
}

fn gap(a: &Fact, b: &Fact) -> u32 {
    a.start.max(b.start).saturating_sub(a.end.min(b.end))
}

/// `n`, `n_a`, `n_b`, a with b, b with a, interviews together, both and either, by the definitions.
type Said = (u64, u64, u64, u64, u64, u64, u64, u64);

fn by_definition(facts: &[Fact], together: Together, coders: Coders) -> BTreeMap<(u32, u32), Said> {
    let facts: HashSet<Fact> = facts.iter().copied().collect();
    let codes: HashSet<u32> = facts.iter().map(|fact| fact.code).collect();
    let of = |code: u32| facts.iter().filter(move |fact| fact.code == code);
    let interviews = |code: u32| of(code).map(|fact| fact.interview).collect::<HashSet<_>>();
    let units = |code: u32, coders: Coders, pieces: &[Piece]| -> HashSet<(u32, u32)> {
        let mut units = HashSet::new();
        for fact in of(code) {
            for piece in pieces {
                if piece.interview == fact.interview
                    && piece.start < fact.end
                    && fact.start < piece.end
                {
                    let coder = if coders == Coders::Apart {
                        fact.coder
                    } else {
                        0
                    };
                    units.insert((piece.unit, coder));
                }
            }
        }
        units
    };
    let mut said = BTreeMap::new();
    for a in &codes {
        for b in codes.iter().filter(|b| a < b) {
            let meet = |x: &Fact, y: &Fact| {
                x.interview == y.interview
                    && (coders == Coders::United || x.coder == y.coder)
                    && match together {
                        Together::Overlap => share(x, y),
                        Together::Near(most) => gap(x, y) <= most,
                        _ => false,
                    }
            };
            let (n, n_a, n_b, with_b, with_a, places) = match together {
                Together::Overlap | Together::Near(_) => {
                    let mut n = 0;
                    let mut places = HashSet::new();
                    for x in of(*a) {
                        for y in of(*b).filter(|y| meet(x, y)) {
                            n += 1;
                            places.insert(y.interview);
                        }
                    }
                    let with_b = of(*a).filter(|x| of(*b).any(|y| meet(x, y))).count() as u64;
                    let with_a = of(*b).filter(|y| of(*a).any(|x| meet(x, y))).count() as u64;
                    let (n_a, n_b) = (of(*a).count() as u64, of(*b).count() as u64);
                    (n, n_a, n_b, with_b, with_a, places.len() as u64)
                }
                Together::Units(pieces) | Together::SharedUnits(pieces) => {
                    let coders = match together {
                        Together::SharedUnits(_) => Coders::United,
                        _ => coders,
                    };
                    let (x, y) = (units(*a, coders, pieces), units(*b, coders, pieces));
                    let both: HashSet<_> = x.intersection(&y).collect();
                    // Every unit of these tests lies in one interview.
                    let places: HashSet<u32> = both.iter().map(|unit| unit.0 / 2).collect();
                    let n = both.len() as u64;
                    (n, x.len() as u64, y.len() as u64, n, n, places.len() as u64)
                }
                Together::Interviews => {
                    let (x, y) = (interviews(*a), interviews(*b));
                    let n = x.intersection(&y).count() as u64;
                    (n, x.len() as u64, y.len() as u64, n, n, n)
                }
            };
            let (x, y) = (interviews(*a), interviews(*b));
            let both = x.intersection(&y).count() as u64;
            let either = x.union(&y).count() as u64;
            if n > 0 {
                said.insert(
                    (*a, *b),
                    (n, n_a, n_b, with_b, with_a, places, both, either),
                );
            }
        }
    }
    said
}

prop_compose! {
    fn fact()(code in 0_u32..4, interview in 0_u32..3, start in 0_u32..55, len in 1_u32..20, coder in 0_u32..3) -> Fact {
        Fact { code: code * 3, interview, start, end: start + len, coder }
    }
}

proptest! {
    #[test]
    fn pairs_are_what_the_definition_says(
        facts in proptest::collection::vec(fact(), 0..40),
        which in 0_u8..6,
        united in any::<bool>(),
    ) {
        let coders = if united { Coders::United } else { Coders::Apart };
        let pieces = pieces();
        let together = match which {
            0 => Together::Overlap,
            1 => Together::Near(0),
            2 => Together::Near(4),
            3 => Together::Units(&pieces),
            4 => Together::SharedUnits(&pieces),
            _ => Together::Interviews,
        };
        let found: BTreeMap<(u32, u32), Said> = cooccurrences(&facts, together, coders)
            .iter()
            .map(|it| {
                ((it.a, it.b), (it.n, it.n_a, it.n_b, it.a_with_b, it.b_with_a, it.interviews, it.interviews_both, it.interviews_either))
            })
            .collect();
        prop_assert_eq!(found, by_definition(&facts, together, coders));
    }

    #[test]
    fn shared_characters_are_counted_one_by_one(facts in proptest::collection::vec(fact(), 0..25)) {
        let points = |code: u32| -> HashSet<(u32, u32, u32)> {
            facts.iter().filter(|fact| fact.code == code)
                .flat_map(|fact| (fact.start..fact.end).map(|at| (fact.interview, fact.coder, at)))
                .collect()
        };
        let found = shared_chars(&facts, Coders::Apart);
        for a in [0, 3, 6, 9] {
            for b in [3, 6, 9].into_iter().filter(|b| a < *b) {
                let both = points(a).intersection(&points(b)).count() as u64;
                let either = points(a).union(&points(b)).count() as u64;
                let said = (both > 0).then_some((both, either));
                prop_assert_eq!(found.get(&(a, b)).copied(), said);
            }
        }
    }
}

#[test]
fn one_long_coding_over_many_puts_the_coefficient_out_of_range() {
    assert_eq!(c_coefficient(5, 100, 10), Ok(5.0 / 105.0));
    assert_eq!(c_coefficient(3, 2, 2), Err(Why::OutOfRange));
    assert_eq!(c_coefficient(4, 2, 2), Err(Why::OutOfRange));
    assert_eq!(c_coefficient(0, 0, 0), Err(Why::OutOfRange));
}

use proptest::prelude::*;

use super::*;

/// Two turns of three sentences each, a label before each.
const TALK: &str =
    "访：数据多吗？不多，数据少。共享呢？\n王：共享难。数据在各部门，共享要批。平台也不通。\n";

struct Sample {
    text: Text,
    turns: Vec<Turn>,
    sentences: Sentences,
}

impl Sample {
    fn new() -> Self {
        let text = Text::new(TALK.to_owned());
        let mut turns = Vec::new();
        let mut at = 0;
        for line in TALK.lines() {
            let len = u32::try_from(line.chars().count()).unwrap();
            turns.push(Turn {
                span: Span::within(text.chars(), at + 2, at + len).unwrap(),
                speaker: None,
                time_ms: None,
            });
            at += len + 1;
        }
        Self {
            text,
            turns,
            sentences: Sentences::default(),
        }
    }

    fn ground(&self) -> Ground<'_> {
        Ground {
            text: &self.text,
            turns: &self.turns,
            sentences: &self.sentences,
        }
    }

    /// Every occurrence of the words.
    fn words(&self, words: &str) -> Vec<Passage> {
        self.spans(words).into_iter().map(Passage::words).collect()
    }

    /// Stretches of the words given, each at its first place.
    fn stretches(&self, all: &[&str]) -> Vec<Passage> {
        let spans = all.iter().map(|words| self.spans(words)[0]);
        settled(spans.map(Passage::stretch).collect())
    }

    fn spans(&self, words: &str) -> Vec<Span> {
        let len = u32::try_from(words.chars().count()).unwrap();
        TALK.match_indices(words)
            .map(|(byte, _)| u32::try_from(TALK[..byte].chars().count()).unwrap())
            .map(|at| Span::within(self.text.chars(), at, at + len).unwrap())
            .collect()
    }

    fn told(&self, passages: &[Passage]) -> Vec<&str> {
        passages
            .iter()
            .map(|it| self.text.slice(it.span).unwrap())
            .collect()
    }
}

#[test]
fn words_and_words_share_a_sentence() {
    let it = Sample::new();
    let (data, sharing) = (it.words("数据"), it.words("共享"));
    let found = and(it.ground(), &data, &sharing);
    assert_eq!(it.told(&found), ["数据在各部门，共享"]);
    assert_eq!(found, and(it.ground(), &sharing, &data));
    let marks: Vec<&str> = found[0]
        .marks
        .iter()
        .map(|mark| it.text.slice(*mark).unwrap())
        .collect();
    assert_eq!(marks, ["数据", "共享"]);
    // A third word of the sentence only makes it longer.
    let all = and(it.ground(), &found, &it.words("要批"));
    assert_eq!(it.told(&all), ["数据在各部门，共享要批"]);
    let none = and(it.ground(), &found, &it.words("平台"));
    assert!(none.is_empty());
}

#[test]
fn words_and_a_stretch_share_a_character() {
    let it = Sample::new();
    let coding = it.stretches(&["据在各部门，共"]);
    let found = and(it.ground(), &it.words("数据"), &coding);
    assert_eq!(it.told(&found), ["数据"]);
    assert_eq!(found, and(it.ground(), &coding, &it.words("数据")));
}

#[test]
fn a_stretch_and_a_stretch_share_what_they_share() {
    let it = Sample::new();
    let one = it.stretches(&["数据在各部门", "平台也不通"]);
    let other = it.stretches(&["各部门，共享", "难。数据", "平台也不通。"]);
    let found = and(it.ground(), &one, &other);
    assert_eq!(it.told(&found), ["数据", "各部门", "平台也不通"]);
}

#[test]
fn what_is_not_wanted_takes_away_what_it_touches() {
    let it = Sample::new();
    let data = it.words("数据");
    // Both words: by sentence. A stretch: by character.
    let found = and_not(it.ground(), &data, &it.words("共享"));
    assert_eq!(found.len(), 2);
    let found = and_not(it.ground(), &data, &it.stretches(&["不多，数据少"]));
    assert_eq!(found.len(), 2);
    let found = and_not(it.ground(), &it.stretches(&["共享难"]), &it.words("数据"));
    assert_eq!(it.told(&found), ["共享难"]);
}

#[test]
fn alone_it_leaves_the_turns_that_hold_nothing_of_it() {
    let it = Sample::new();
    let found = not(it.ground(), &it.words("平台"));
    assert_eq!(it.told(&found), ["数据多吗？不多，数据少。共享呢？"]);
    assert_eq!(not(it.ground(), &[]).len(), 2);
    assert!(not(it.ground(), &it.words("数据")).is_empty());
}

#[test]
fn near_counts_characters_between_the_nearest_ends() {
    let it = Sample::new();
    let check = |n: u32, expected: usize| {
        let found = near(
            it.ground(),
            &it.words("平台"),
            Distance::Chars(n),
            &it.words("共享"),
        );
        assert_eq!(found.len(), expected, "{n}");
    };
    // 共享[要批。]平台: three characters lie between.
    check(2, 0);
    check(3, 1);
    check(100, 1);
    let found = near(
        it.ground(),
        &it.words("共享"),
        Distance::Chars(0),
        &it.stretches(&["要批。"]),
    );
    assert_eq!(it.told(&found), ["共享"]);
    // A word is not near itself.
    let lone = it.words("平台");
    assert!(near(it.ground(), &lone, Distance::Chars(9), &lone).is_empty());
}

#[test]
fn near_counts_sentences_across_turns() {
    let it = Sample::new();
    let check = |n: u32, words: &str, expected: &[&str]| {
        let found = near(
            it.ground(),
            &it.words(words),
            Distance::Sentences(n),
            &it.words("难"),
        );
        assert_eq!(it.told(&found), expected, "{n} {words}");
    };
    check(0, "共享", &["共享"]);
    check(1, "共享", &["共享", "共享", "共享"]);
    check(1, "多吗", &[]);
    check(2, "多吗", &[]);
    check(3, "多吗", &["多吗"]);
    check(u32::MAX, "多吗", &["多吗"]);
    check(1, "平台", &[]);
    check(2, "平台", &["平台"]);
    // The label of a turn counts with the sentence before it.
    check(0, "王", &[]);
    check(1, "王", &["王"]);
}

#[test]
fn within_means_wholly_inside_one() {
    let it = Sample::new();
    let outer = it.stretches(&["共享难。数据在", "各部门，共享要批。"]);
    let found = within(&it.words("数据"), &outer);
    assert_eq!(found.len(), 1);
    let found = within(&it.stretches(&["数据在各部门"]), &outer);
    assert!(found.is_empty());
    assert_eq!(within(&outer, &outer), outer);
}

proptest! {
    /// Every operator against its definition, looked at pair by pair.
    #[test]
    fn operators_agree_with_their_definitions(
        one in prop::collection::vec((0..40_u32, 1..6_u32), 0..8),
        other in prop::collection::vec((0..40_u32, 1..6_u32), 0..8),
        n in 0..8_u32,
    ) {
        let it = Sample::new();
        let len = it.text.chars();
        let list = |all: &[(u32, u32)]| {
            let spans = all.iter().filter_map(|(at, long)| Span::within(len, *at, at + long).ok());
            settled(spans.map(Passage::stretch).collect())
        };
        let (one, other) = (list(&one), list(&other));
        let spans = |all: &[Passage]| all.iter().map(|it| it.span).collect::<Vec<_>>();
        let keep = |fits: &dyn Fn(Span, Span) -> bool| -> Vec<Span> {
            let fits = |a: &Span| other.iter().any(|b| fits(*a, b.span));
            spans(&one).into_iter().filter(fits).collect()
        };
        let inside = keep(&|a, b| b.start() <= a.start() && a.end() <= b.end());
        prop_assert_eq!(spans(&within(&one, &other)), inside);
        let close = keep(&|a, b| a != b && between(a, b) <= n);
        prop_assert_eq!(spans(&near(it.ground(), &one, Distance::Chars(n), &other)), close);
        let touched = keep(&Span::overlaps);
        let untouched: Vec<Span> =
            spans(&one).into_iter().filter(|a| !touched.contains(a)).collect();
        prop_assert_eq!(spans(&and_not(it.ground(), &one, &other)), untouched);
        let shared = and(it.ground(), &one, &other);
        prop_assert_eq!(&shared, &and(it.ground(), &other, &one));
        prop_assert_eq!(shared.is_empty(), touched.is_empty());
    }
}

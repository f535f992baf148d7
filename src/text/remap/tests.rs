use super::*;
use proptest::prelude::*;

/// The text of `marked` and the passage between `[[` and `]]`.
fn unmarked(marked: &str) -> (Text, Span) {
    let (before, rest) = marked.split_once("[[").unwrap();
    let (words, after) = rest.split_once("]]").unwrap();
    let start = to_u32(before.chars().count());
    let end = start + to_u32(words.chars().count());
    let text = Text::new(format!("{before}{words}{after}"));
    let span = Span::within(text.chars(), start, end).unwrap();
    (text, span)
}

fn marked(text: &Text, span: Span) -> String {
    let mut shown = text.as_str().to_owned();
    shown.insert_str(text.byte(span.end()).unwrap().0 as usize, "]]");
    shown.insert_str(text.byte(span.start()).unwrap().0 as usize, "[[");
    shown
}

/// Replaces the only `from` by `to`; with an empty `from`, inserts `to` at the `|` in the text.
fn replace(before: &str, from: &str, to: &str) -> (Text, Span, Replace) {
    let (text, span) = if from.is_empty() {
        let (text, _) = unmarked(before);
        let bar = text.as_str().find('|').unwrap();
        let at = to_u32(text.as_str()[..bar].chars().count());
        let (text, span) = unmarked(&before.replace('|', ""));
        let edit = Replace {
            at: CharPos(at),
            removed: 0,
            inserted: to.to_owned(),
        };
        return (text, span, edit);
    } else {
        unmarked(before)
    };
    let byte = text.as_str().find(from).unwrap();
    let edit = Replace {
        at: CharPos(to_u32(text.as_str()[..byte].chars().count())),
        removed: to_u32(from.chars().count()),
        inserted: to.to_owned(),
    };
    (text, span, edit)
}

fn check(before: &str, from: &str, to: &str, after: &str) {
    let (text, span, edit) = replace(before, from, to);
    let mapped = remap(span, &edit);
    let mend = Mend::new(&text, vec![edit]).unwrap();
    let shown = mapped.map_or_else(|| "gone".to_owned(), |span| marked(mend.text(), span));
    assert_eq!(shown, after, "{before}: {from} → {to}");
}

#[test]
fn a_passage_follows_its_words_through_a_correction() {
    // Inside, and exactly the passage.
    check("我很[[信任]]他", "信", "相信", "我很[[相信任]]他");
    check("我很[[信任]]他", "任", "赖", "我很[[信赖]]他");
    check("我很[[信任]]他", "信任", "放心", "我很[[放心]]他");
    check("我很[[信任]]他", "信", "", "我很[[任]]他");
    check("我很[[信任]]他", "信任", "", "gone");
    // Before and behind.
    check("我很[[信任]]他", "我", "我们", "我们很[[信任]]他");
    check("我很[[信任]]他", "他", "她们", "我很[[信任]]她们");
    check("我很[[信任]]他", "很", "", "我[[信任]]他");
    // Across an edge.
    check("我很[[信任]]他", "很信", "", "我[[任]]他");
    check("我很[[信任]]他", "很信", "真心", "我真心[[任]]他");
    check("我很[[信任]]他", "任他", "的是她", "我很[[信]]的是她");
    check("我很[[信任]]他", "很信任", "怕", "gone");
    check("我很[[信任]]他", "信任他", "怕他", "gone");
    check("我很[[信任]]他", "我很信任他", "不", "gone");
    // Put in at an edge and inside.
    check("我很|[[信任]]他", "", "太", "我很太[[信任]]他");
    check("我很[[信任|]]他", "", "着", "我很[[信任]]着他");
    check("我很[[信|任]]他", "", "得过", "我很[[信得过任]]他");
    // Wide and long characters count as what they are.
    check("𠮷野[[👨‍👩‍👧家]]e\u{301}", "野", "", "𠮷[[👨‍👩‍👧家]]e\u{301}");
    check("𠮷野[[👨‍👩‍👧家]]e\u{301}", "👨‍👩‍👧", "他", "𠮷野[[他家]]e\u{301}");
    check("𠮷野[[家]]e\u{301}", "𠮷", "吉", "吉野[[家]]e\u{301}");
}

#[derive(Debug, PartialEq)]
enum Kind {
    Same,
    Kept,
    Shrunk,
    Grown,
    Lost,
}

fn kind(fate: Fate) -> Kind {
    match fate {
        Fate::Same(_) => Kind::Same,
        Fate::Kept(_) => Kind::Kept,
        Fate::Shrunk(_) => Kind::Shrunk,
        Fate::Grown(_) => Kind::Grown,
        Fate::Lost => Kind::Lost,
        Fate::United(_) => unreachable!("one passage is united with nothing"),
    }
}

/// As [`check`], for the new words of a whole text, with what is said about the passage.
fn told(before: &str, words: &str, fate: Kind, after: &str) {
    let (text, span) = unmarked(before);
    let mend = Mend::new(&text, replaces(text.as_str(), words, CharPos(0))).unwrap();
    assert_eq!(mend.text().as_str(), words);
    let now = mend.fate(span);
    let shown = now
        .span()
        .map_or_else(|| "gone".to_owned(), |span| marked(mend.text(), span));
    assert_eq!(
        (kind(now), shown.as_str()),
        (fate, after),
        "{before} → {words}"
    );
}

#[test]
fn what_a_correction_does_to_a_passage_is_told() {
    told("我很[[信任]]他", "我很信赖他", Kind::Kept, "我很[[信赖]]他");
    told(
        "我很[[信任]]他",
        "我们很信任他",
        Kind::Same,
        "我们很[[信任]]他",
    );
    told("我很[[信任]]他", "我很信任她", Kind::Same, "我很[[信任]]她");
    told("我很[[信任他]]", "我很信他", Kind::Shrunk, "我很[[信他]]");
    told("我很[[信任]]他", "我很怕他", Kind::Kept, "我很[[怕]]他");
    told("我很[[信任]]他", "我很他", Kind::Lost, "gone");
    told("我[[很信任]]他", "怕任他", Kind::Shrunk, "怕[[任]]他");
    // Two corrections of a sentence leave what lies between them alone.
    told(
        "全责不清，[[社区]]没有执发权",
        "权责不清，社区没有执法权",
        Kind::Same,
        "权责不清，[[社区]]没有执法权",
    );
    told(
        "[[全责不清，社区没有执发权]]。",
        "权责不清，社区没有执法权。",
        Kind::Kept,
        "[[权责不清，社区没有执法权]]。",
    );
}

#[test]
fn a_passage_takes_in_what_joins_with_its_characters() {
    told("咖[[e]]店", "咖e\u{301}店", Kind::Kept, "咖[[e\u{301}]]店");
    let joined = |before: &str, to: &str, fate: Kind, after: &str| {
        let (text, span, edit) = replace(before, "", to);
        let mend = Mend::new(&text, vec![edit]).unwrap();
        let now = mend.fate(span);
        assert_eq!(kind(now), fate, "{before}");
        assert_eq!(marked(mend.text(), now.span().unwrap()), after);
    };
    joined("咖[[e]]|店", "\u{301}", Kind::Grown, "咖[[e\u{301}]]店");
    joined(
        "我|[[👩]]店",
        "👨\u{200D}",
        Kind::Grown,
        "我[[👨\u{200D}👩]]店",
    );
    joined(
        "我[[👨]]|店",
        "\u{200D}👩",
        Kind::Grown,
        "我[[👨\u{200D}👩]]店",
    );
    // One more half of a flag pairs all that follow anew.
    joined("|🇨🇳[[🇩🇪]]店", "🇦", Kind::Grown, "🇦🇨[[🇳🇩🇪]]店");
    joined("|🇨🇳🇩🇪[[店]]", "🇦", Kind::Same, "🇦🇨🇳🇩🇪[[店]]");
}

#[test]
fn words_are_compared_by_grapheme() {
    let pieces = |old: &str, new: &str| -> Vec<(u32, u32, String)> {
        replaces(old, new, CharPos(10))
            .into_iter()
            .map(|it| (it.at.0, it.removed, it.inserted))
            .collect()
    };
    assert_eq!(pieces("信任", "信任"), []);
    assert_eq!(
        pieces("我很信任他", "我很相信他"),
        [(12, 0, "相".to_owned()), (13, 1, String::new()),]
    );
    assert_eq!(pieces("e\u{301}", "e"), [(10, 2, "e".to_owned())]);
    assert_eq!(pieces("👨‍👩‍👧家", "👨‍👩‍👦家"), [(10, 5, "👨‍👩‍👦".to_owned())]);
    let (old, new) = ("甲".repeat(COMPARED + 1), "乙".repeat(COMPARED + 1));
    assert_eq!(pieces(&old, &new).len(), 1);
}

#[test]
fn two_passages_that_become_one_are_told_apart_from_two_that_stay() {
    let text = Text::new("我很信任任他".to_owned());
    let span = |start, end| Span::within(6, start, end).unwrap();
    let edit = Replace {
        at: CharPos(1),
        removed: 2,
        inserted: String::new(),
    };
    let mend = Mend::new(&text, vec![edit]).unwrap();
    let fates = mend.fates([("a", span(2, 4)), ("a", span(3, 4)), ("b", span(2, 4))]);
    let there = span(1, 2);
    assert_eq!(
        fates,
        [Fate::United(there), Fate::Same(there), Fate::Shrunk(there)]
    );
}

#[test]
fn replaces_that_overlap_or_lie_outside_make_no_text() {
    let text = Text::new("信任".to_owned());
    let piece = |at, removed| Replace {
        at: CharPos(at),
        removed,
        inserted: "x".to_owned(),
    };
    assert!(Mend::new(&text, vec![piece(0, 2), piece(1, 1)]).is_none());
    assert!(Mend::new(&text, vec![piece(1, 2)]).is_none());
    assert!(Mend::new(&text, vec![piece(0, 1), piece(1, 1)]).is_some());
}

/// Hanzi of one and of two UTF-16 units, letters with marks, families, flags, a variant, jamo.
fn words() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "信",
        "任",
        "𠮷",
        "𠀀",
        "a",
        "e\u{301}",
        "\u{301}",
        "👩",
        "👨‍👩‍👧",
        "\u{200D}",
        "🇨🇳",
        "🇩",
        "葛\u{E0100}",
        "각",
        "\u{1100}",
        "\u{1161}",
        "\n",
        "，",
    ]);
    prop::collection::vec(piece, 0..9).prop_map(|pieces| pieces.concat())
}

/// The text in five parts, of which the second and fourth are replaced; what comes in
/// their place; and passages, by numbers of graphemes.
fn edits() -> impl Strategy<Value = (Vec<String>, Vec<String>, Vec<(usize, usize)>)> {
    let between = words().prop_map(|words| words + "中");
    let parts = (words(), words(), between, words(), words())
        .prop_map(|(a, b, c, d, e)| vec![a, b, c, d, e]);
    let passages = prop::collection::vec((0usize..60, 1usize..20), 1..8);
    (parts, prop::collection::vec(words(), 2), passages)
}

proptest! {
    #[test]
    fn a_passage_covers_what_is_left_of_it_or_is_told_to_have_changed((parts, come, passages) in edits()) {
        let old = Text::new(parts.concat());
        let count = |words: &str| to_u32(words.chars().count());
        let mut replaces = Vec::new();
        // For each code point of the new text the one of the old it was, or which replace it came with.
        let mut origin: Vec<Result<u32, usize>> = Vec::new();
        let mut at = 0;
        for (n, part) in parts.iter().enumerate() {
            if n % 2 == 1 {
                origin.extend(come[n / 2].chars().map(|_| Err(replaces.len())));
                replaces.push(Replace {
                    at: CharPos(at),
                    removed: count(part),
                    inserted: come[n / 2].clone(),
                });
            } else {
                origin.extend((at..at + count(part)).map(Ok));
            }
            at += count(part);
        }
        let mend = Mend::new(&old, replaces.clone()).unwrap();
        prop_assert_eq!(mend.text().chars() as usize, origin.len());
        let bounds: Vec<u32> = (0..=old.chars()).filter(|at| old.is_boundary(CharPos(*at))).collect();
        for (first, len) in passages {
            let Some(start) = bounds.get(first) else { continue };
            let Ok(span) = old.span(*start, bounds[(first + len).min(bounds.len() - 1)]) else { continue };
            let left: Vec<u32> = (span.start().0..span.end().0)
                .filter(|at| origin.contains(&Ok(*at)))
                .collect();
            let inside = |n: usize| span.start() <= replaces[n].at && replaces[n].end() <= span.end();
            let fate = mend.fate(span);
            let Some(now) = fate.span() else {
                prop_assert!(left.is_empty(), "{} was lost", span);
                continue;
            };
            prop_assert!(mend.text().span(now.start().0, now.end().0).is_ok(), "{now} cuts a character");
            let covered = &origin[now.start().0 as usize..now.end().0 as usize];
            let kept: Vec<u32> = covered.iter().flatten().copied().collect();
            match fate {
                Fate::Same(_) => prop_assert_eq!(old.slice(span), mend.text().slice(now)),
                Fate::Grown(_) => prop_assert!(left.iter().all(|at| kept.contains(at))),
                _ => {
                    prop_assert_eq!(&kept, &left, "{} became {}", span, now);
                    prop_assert!(old.slice(span) != mend.text().slice(now));
                    prop_assert!(covered.iter().all(|it| it.map_or_else(inside, |_| true)));
                }
            }
        }
    }

    #[test]
    fn the_fewest_replaces_lead_from_any_words_to_any_others(old in words(), new in words()) {
        let text = Text::new(old.clone());
        let replaces = replaces(&old, &new, CharPos(0));
        prop_assert!(replaces.windows(2).all(|two| two[0].end() <= two[1].at));
        let mend = Mend::new(&text, replaces).unwrap();
        prop_assert_eq!(mend.text().as_str(), new);
    }
}

use super::*;
use proptest::prelude::*;

/// `wrapped` shows the rows, divided by `|` where the text goes on and by `\n` where it has one.
fn check(columns: u16, wrapped: &str) {
    let text = wrapped.replace('|', "");
    let mut shown = String::new();
    let mut at = 0;
    for (place, row) in rows(&text, columns).into_iter().enumerate() {
        if place > 0 {
            shown.push_str(if row.start == at { "|" } else { "\n" });
        }
        shown.push_str(&text[row.start as usize..row.end as usize]);
        at = row.end;
    }
    assert_eq!(shown, wrapped, "{columns} columns");
}

#[test]
fn hanzi_break_anywhere_and_latin_words_do_not() {
    check(8, "我很信任|他们。");
    check(9, "我很信任|他们。");
    check(10, "we trust |them");
    check(10, "用App2.0处|理|informatio|n是");
    check(12, "用App2.0处理|information |是");
    check(20, "短");
}

#[test]
fn no_row_begins_with_a_mark_that_closes_or_ends_with_one_that_opens() {
    check(8, "一二三|四，五");
    check(8, "一二三|四。”五");
    check(8, "一二三|（四）五");
    check(8, "一二三|《四》五");
    check(7, "一二|三……四|五");
    check(8, "一二三|四！？五");
    check(10, "abcdefghi|j。好");
    check(4, "，，|，，|，");
}

#[test]
fn rows_break_at_chinese_quotes() {
    check(8, "一“二三”|四五六");
    check(8, "他说了：|“好的”他");
    check(10, "甲乙丙丁|“戊己庚”辛|壬");
    check(11, "we don’t |say “so”");
}

#[test]
fn a_run_longer_than_the_row_breaks_at_a_grapheme() {
    check(5, "abcde|fgh |我们");
    check(4, "👨‍👩‍👧👨‍👩‍👧|👨‍👩‍👧");
    check(3, "e\u{301}e\u{301}e\u{301}|e\u{301}");
    check(2, "我|们");
    check(0, "我|们");
    check(3, "我|们");
}

#[test]
fn white_space_hangs_over_the_edge() {
    check(4, "abcd    |ef");
    check(4, "我们\u{3000}\u{3000}|他");
    check(4, "ab\t|cd");
}

#[test]
fn every_line_has_a_row() {
    check(8, "");
    check(8, "一\n\n二\n");
    check(4, "一二|三\n四");
    assert_eq!(rows("", 8), [Row { start: 0, end: 0 }]);
}

#[test]
fn other_line_ends_are_marks_in_the_row() {
    check(11, "一\u{2028}|二");
    check(8, "ab\rcdef |gh");
}

#[test]
fn widths_are_those_of_the_visible_form() {
    for (text, cells) in [
        ("", 0),
        ("abc", 3),
        ("信任", 4),
        ("，", 2),
        ("“…—·", 4),
        ("\t", 4),
        ("\u{1b}[", 3),
        ("\u{202E}", 8),
        ("👨‍👩‍👧‍👦", 2),
        ("🇨🇳", 2),
        ("e\u{301}", 1),
        ("\u{301}", 1),
        ("か\u{3099}", 2),
        ("葛\u{E0100}", 2),
        ("𠮷", 2),
        ("❤\u{FE0F}", 2),
    ] {
        assert_eq!(width(text), cells, "{text:?}");
    }
    assert_eq!(width(&"信".repeat(40_000)), u16::MAX);
}

#[test]
fn what_is_cut_ends_in_an_ellipsis_and_no_glyph_is_halved() {
    for (text, columns, fitted) in [
        ("信任他们", 8, "信任他们"),
        ("信任他们", 7, "信任他…"),
        ("信任他们", 6, "信任…"),
        ("abc", 2, "a…"),
        ("信任", 1, "…"),
        ("信任", 0, ""),
        ("", 0, ""),
        ("a\tb", 6, "a    b"),
        ("a\nb", 3, "a b"),
        ("\u{1b}[31m", 4, "^[[…"),
        ("👨‍👩‍👧👨‍👩‍👧", 3, "👨‍👩‍👧…"),
    ] {
        assert_eq!(fit(text, columns), fitted, "{text:?} in {columns}");
    }
    assert!(matches!(fit("信任", 4), Cow::Borrowed(_)));
    assert_eq!(pad("信任他", 5), "信任…");
    assert_eq!(pad("信任他", 4), "信… ");
    assert_eq!(pad("", 2), "  ");
}

#[test]
fn ambiguous_glyphs_have_the_width_of_the_terminal() {
    let wide = Measure {
        ambiguous: Ambiguous::Wide,
    };
    for (text, narrow_cells, wide_cells) in [
        ("“权责”", 6, 8),
        ("——……①", 5, 10),
        ("信任，a", 7, 7),
        ("·×→", 3, 6),
    ] {
        assert_eq!(width(text), narrow_cells, "{text}");
        assert_eq!(wide.width(text), wide_cells, "{text}");
    }
    assert_eq!(wide.fit("信任他们", 6), "信任…");
    assert_eq!(wide.fit("信任他们", 5), "信…");
    assert_eq!(wide.fit("信任", 1), "");
    assert_eq!(wide.pad("信任他们", 5), "信… ");
}

proptest! {
    #[test]
    fn rows_cover_the_text_and_keep_within_their_columns(
        text in "[一二三，。：！？…（《“‘）》”’、 \u{3000}\ta-d\\-0-9\n\u{301}葛\u{E0100}👨\u{200D}👩🇨🇳]{0,80}",
        columns in 2u16..24,
        ambiguous in prop_oneof![Just(Ambiguous::Narrow), Just(Ambiguous::Wide)],
    ) {
        let measure = Measure { ambiguous };
        let rows = measure.rows(&text, columns);
        let mut at = 0;
        for row in &rows {
            let gap = &text[at as usize..row.start as usize];
            prop_assert!(gap.is_empty() || gap == "\n");
            at = row.end;

            let shown = &text[row.start as usize..row.end as usize];
            let fixed = shown.trim_end();
            prop_assert!(measure.width(fixed) <= columns || fixed.graphemes(true).count() == 1, "{shown:?}");
        }
        prop_assert_eq!(at as usize, text.len());

        for two in rows.windows(2).filter(|two| two[0].end == two[1].start) {
            let above = &text[two[0].start as usize..two[0].end as usize];
            let below = &text[two[1].start as usize..two[1].end as usize];
            let offends = below.starts_with(trails) || above.ends_with(opens);
            let places: Vec<_> = above.grapheme_indices(true).skip(1).collect();
            let could_break = places.iter().any(|&(at, next)| {
                !next.starts_with(trails)
                    && !above[..at].ends_with(opens)
                    && !next.starts_with(char::is_whitespace)
            });
            prop_assert!(!offends || !could_break, "{above:?} | {below:?}");
        }
    }

    #[test]
    fn what_is_padded_has_exactly_its_columns(
        text in any::<String>(),
        columns in 0u16..30,
        ambiguous in prop_oneof![Just(Ambiguous::Narrow), Just(Ambiguous::Wide)],
    ) {
        let measure = Measure { ambiguous };
        let padded = measure.pad(&text, columns);
        prop_assert_eq!(measure.width(&padded), columns, "{:?}", padded);
        prop_assert!(!padded.chars().any(char::is_control));
    }
}

use super::*;
use crate::model::CharPos;
use proptest::prelude::*;

/// `marked` shows the units in `[…]`; the text holds no brackets of its own.
fn check(unit: Unit, marked: &str) {
    let string: String = marked.chars().filter(|c| !matches!(c, '[' | ']')).collect();
    let text = Text::new(string.clone());
    let Ok(turn) = text.span(0, text.chars()) else {
        assert_eq!(string, "");
        return;
    };
    let mut shown: Vec<char> = string.chars().collect();
    for span in units(&text, turn, unit).iter().rev() {
        shown.insert(span.end().0 as usize, ']');
        shown.insert(span.start().0 as usize, '[');
    }
    assert_eq!(shown.iter().collect::<String>(), marked, "{unit:?}");
}

#[test]
fn characters_are_graphemes_without_blanks() {
    check(
        Unit::Char,
        "[我] [e\u{301}]\n[👨‍👩‍👧]\u{3000}[葛\u{E0100}][，][🇨🇳][𠮷]",
    );
}

#[test]
fn words_come_from_the_dictionary_and_marks_are_skipped() {
    check(Unit::Word, "[我们] [App2.0] [信息][孤岛]，“[部门][壁垒]”！");
    check(Unit::Word, "[He] [didn’t] [say] [3.5], [did] [he]?");
    check(Unit::Word, "……\u{3000}——");
    check(Unit::Word, "[２０１４][年]👍");
}

#[test]
fn a_variation_selector_doesnt_hide_a_word() {
    check(Unit::Word, "[信\u{E0100}息][孤岛\u{E0100}]");
}

#[test]
fn clauses_end_at_commas_and_colons() {
    check(
        Unit::Clause,
        "[区里搞了一个权责清单，][情况好一些。] [清单之外的、][街道要商量：][对吧？！]",
    );
    check(Unit::Clause, "[他说：][“不行，][我不去。”][然后走了]");
    check(
        Unit::Clause,
        "[first, ][second; ]"
            .replace(", ]", ",] ")
            .replace("; ]", ";]")
            .as_str(),
    );
    check(
        Unit::Clause,
        "[花了10,000元，][14:32到的,][见https://a.cn/b?c=d，][１４：３２走]",
    );
    check(Unit::Clause, "[他说,][\"走吧,\"][就走了]");
}

#[test]
fn sentences_end_at_their_marks_with_the_quotes_that_follow() {
    check(Unit::Sentence, "[我不同意。][为什么？！][因为……][算了]");
    check(Unit::Sentence, "[好！\u{FE00}][行]");
    check(Unit::Sentence, "[他说：“不行。我不去。”][然后走了。]");
    check(Unit::Sentence, "[「行。」][『好！』][（笑。）][走]");
    check(Unit::Sentence, "[“好！”，他说，“走。”][走了]");
    check(Unit::Sentence, "[他问“去不去？去哪儿”就走了。]");
    check(Unit::Sentence, "[他说‘“行。”行’。][好]");
}

#[test]
fn a_quotation_that_doesnt_close_or_holds_everything_hides_no_sentence() {
    check(Unit::Sentence, "[“不行。][我不去。][走了。]");
    check(Unit::Sentence, " [“不行。][我不去。”] ");
    check(Unit::Sentence, "[不行。”][我不去。]");
}

#[test]
fn a_full_stop_is_told_from_other_points() {
    check(
        Unit::Sentence,
        "[It grew by 3.5 percent.] [J. Smith of the U.S. Bureau agreed.] [Really?] [Yes.]",
    );
    check(
        Unit::Sentence,
        "[Dr. Wang came.] [“Go!” he said.] [Well… then no.]",
    );
    check(
        Unit::Sentence,
        "[She said \"go.\"] [Then left...] [He stayed (alone.)] [End]",
    );
    check(Unit::Sentence, "[1. Background of App2.0.cn]");
    check(Unit::Sentence, "[可以.][然后再说.] [OK.] [我用App. then走]");
    check(Unit::Sentence, "[用了。][app很好]");
}

#[test]
fn a_line_end_ends_paragraph_and_sentence() {
    check(
        Unit::Sentence,
        "\u{3000}\u{3000}[第一行，没有句号]\n\n[第二行。]\n",
    );
    check(
        Unit::Paragraph,
        "\u{3000}[第一段。两句。]\n \u{3000}\n [第二段] ",
    );
    check(Unit::Turn, " [第一段。\n\n第二段] \n");
}

#[test]
fn blank_text_has_no_units() {
    for unit in Unit::ALL {
        check(unit, "");
        check(unit, " \u{3000}\n\t");
    }
    for unit in [Unit::Clause, Unit::Sentence, Unit::Paragraph, Unit::Turn] {
        check(unit, "[？]");
    }
}

#[test]
fn only_the_turn_is_cut() {
    let text = Text::new("甲：𠮷野。好。\n乙：".to_owned());
    let turn = text.span(2, 7).unwrap();
    let spans = units(&text, turn, Unit::Sentence);
    let words: Vec<_> = spans.iter().filter_map(|&span| text.slice(span)).collect();
    assert_eq!(words, ["𠮷野。", "好。"]);
    let elsewhere = Span::within(99, 5, 90).unwrap();
    assert_eq!(units(&text, elsewhere, Unit::Turn), []);
}

#[test]
fn units_are_ordered_and_named() {
    assert_eq!(Unit::Char.finer(), Unit::Char);
    assert_eq!(Unit::Turn.coarser(), Unit::Turn);
    for pair in Unit::ALL.windows(2) {
        assert_eq!((pair[0].coarser(), pair[1].finer()), (pair[1], pair[0]));
    }
    for unit in Unit::ALL {
        assert_eq!(Unit::from_name(unit.name()), Some(unit));
    }
}

proptest! {
    #[test]
    fn units_cover_what_is_not_blank_and_nest(
        string in "[我们信任他，。：！？….,!?:；“”‘’「」\"()（）aBc1 \u{3000}\n\u{301}葛\u{E0100}👨\u{200D}👩]{1,60}"
    ) {
        let text = Text::new(string.clone());
        let turn = text.span(0, text.chars()).unwrap();
        let mut finer_ends: Option<Vec<CharPos>> = None;
        for unit in [Unit::Char, Unit::Clause, Unit::Sentence, Unit::Paragraph, Unit::Turn, Unit::Word] {
            let spans = units(&text, turn, unit);
            prop_assert!(spans.windows(2).all(|two| two[0].end() <= two[1].start()));
            for &span in &spans {
                prop_assert!(text.is_boundary(span.start()) && text.is_boundary(span.end()));
                let words = text.slice(span).unwrap();
                let graphemes: Vec<_> = words.graphemes(true).collect();
                prop_assert!(!graphemes[0].chars().all(char::is_whitespace));
                prop_assert!(!graphemes[graphemes.len() - 1].chars().all(char::is_whitespace));
            }
            if unit == Unit::Word {
                continue;
            }
            let mut at = 0;
            for grapheme in string.graphemes(true) {
                let is_blank = grapheme.chars().all(char::is_whitespace);
                let covered = spans.iter().any(|span| span.contains(CharPos(at)));
                prop_assert!(is_blank || covered);
                at += u32::try_from(grapheme.chars().count()).unwrap();
            }
            let ends: Vec<_> = spans.iter().map(|span| span.end()).collect();
            if let Some(finer) = finer_ends {
                prop_assert!(ends.iter().all(|end| finer.contains(end)));
            }
            finer_ends = Some(ends);
        }
    }
}

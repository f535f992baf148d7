use proptest::prelude::*;

use super::*;

/// A query as it was understood, in brackets.
fn told(expr: &Expr) -> String {
    let several = |name: &str, all: &[Expr]| {
        let all: Vec<String> = all.iter().map(told).collect();
        format!("({name} {})", all.join(" "))
    };
    match expr {
        Expr::Text(needle) => format!("«{}»", needle.source()),
        Expr::Who(label) => format!("who={label}"),
        Expr::Code(name) => format!("code={name}"),
        Expr::Group(value) => format!("group={value}"),
        Expr::Memo(needle) => format!("memo=«{}»", needle.source()),
        Expr::Not(one) => format!("(not {})", told(one)),
        Expr::And(all) => several("and", all),
        Expr::Or(any) => several("or", any),
        Expr::Near(one, Distance::Chars(n), other) => {
            format!("(near/{n} {} {})", told(one), told(other))
        }
        Expr::Near(one, Distance::Sentences(n), other) => {
            format!("(near/{n}s {} {})", told(one), told(other))
        }
        Expr::Within(one, other) => format!("(within {} {})", told(one), told(other)),
    }
}

#[test]
fn a_query_is_understood_as_written() {
    let check = |typed: &str, expected: &str| {
        let query = Query::parse(typed).unwrap_or_else(|error| panic!("«{typed}»: {error}"));
        assert_eq!(told(&query.expr), expected, "«{typed}»");
    };
    // Words are literal, in one piece.
    check("信任", "«信任»");
    check("  权责 清单 ", "«权责 清单»");
    check("14:30 或者", "«14:30 或者»");
    check("（笑）", "«（笑）»");
    check("他（笑）说 (x)", "«他（笑）说 (x)»");
    check("a.b*", "«a.b*»");
    check("\"a and b\"", "«a and b»");
    check("“（或）”", "«（或）»");
    check("「且」", "«且»");
    check(r#""他说\"好\"""#, "«他说\"好\"»");
    check("他说\"好\"", "«他说\"好\"»");
    // An operator with nothing before it is a word.
    check("内", "«内»");
    check("not", "«not»");
    check("或 数据", "«或 数据»");
    check("或者", "«或者»");
    // Filters, in both languages and widths.
    check("who:E17", "who=E17");
    check("谁：E17", "who=E17");
    check("who:\"王 主任\"", "who=王 主任");
    check("code:P1.2", "code=P1.2");
    check("编码：权责不清", "code=权责不清");
    check("group:社区", "group=社区");
    check("memo:没有 把握", "(and memo=«没有» «把握»)");
    check("memo:“没有 把握”", "memo=«没有 把握»");
    check("re:数据.{0,3}共享", "«数据.{0,3}共享»");
    check("re:(a|b)[)]c", "«(a|b)[)]c»");
    check("(re:a.b or 数据)", "(or «a.b» «数据»)");
    check("re:\"a b\"", "«a b»");
    check("han:权责", "«权责»");
    check("简繁：“权责 清单” 社区", "(and «权责 清单» «社区»)");
    check("who:E17 数据", "(and who=E17 «数据»)");
    check("数据 who:E17 code:C2", "(and «数据» who=E17 code=C2)");
    // Operators and what binds closer.
    check("code:P1.2 and code:C1.1", "(and code=P1.2 code=C1.1)");
    check("数据 near code:P1.2", "(near/100 «数据» code=P1.2)");
    check("数据 附近/５０ 共享", "(near/50 «数据» «共享»)");
    check("数据 near/2s 共享", "(near/2s «数据» «共享»)");
    check("数据 NEAR/2句 共享", "(near/2s «数据» «共享»)");
    check("code:P1 within who:E17", "(within code=P1 who=E17)");
    check("code:P1 内 who:E17", "(within code=P1 who=E17)");
    check("a or b and c", "(or «a» (and «b» «c»))");
    check("(a or b) and c", "(and (or «a» «b») «c»)");
    check("（甲 或 乙） 且 丙", "(and (or «甲» «乙») «丙»)");
    check("a and not b", "(and «a» (not «b»))");
    check("a not b", "(and «a» (not «b»))");
    check("非 code:P1", "(not code=P1)");
    check("not not a", "(not (not «a»))");
    check("not (a or b)", "(not (or «a» «b»))");
    check("a near b within c", "(within (near/100 «a» «b») «c»)");
    check("数据 平台 and 共享", "(and «数据 平台» «共享»)");
}

#[test]
fn words_are_typed_so_that_they_are_asked_for_as_they_are() {
    for words in [
        "信任",
        "and",
        "信任 or 不信",
        "who:E17",
        "他说\"好\" 内 外",
        "(",
        "re:[",
    ] {
        let asked = Query::words(words).unwrap();
        let typed = Query::parse(&asked.typed()).unwrap();
        assert_eq!(typed.expr, asked.expr, "«{words}»: {}", asked.typed());
    }
    assert_eq!(Query::words("信任").unwrap().typed(), "信任");
    let query = Query::parse("code:P1 or 信任").unwrap();
    assert_eq!(query.typed(), "code:P1 or 信任");
}

#[test]
fn an_error_says_where_it_is() {
    let check = |typed: &str, at: usize, fault: Fault| {
        assert_eq!(
            Query::parse(typed),
            Err(QueryError { at, fault }),
            "«{typed}»"
        );
    };
    check("", 0, Fault::Empty);
    check(" \u{3000}", 0, Fault::Empty);
    check("数据 and", 3, Fault::NothingAfter("and".to_owned()));
    check("数据 且 ", 3, Fault::NothingAfter("且".to_owned()));
    check("(a or)", 3, Fault::NothingAfter("or".to_owned()));
    check("数据 not", 3, Fault::NothingAfter("not".to_owned()));
    check("数据 near/x 共享", 3, Fault::BadDistance("x".to_owned()));
    check("a near/ b", 2, Fault::BadDistance(String::new()));
    check("code:", 0, Fault::NoValue("code:".to_owned()));
    check("数据 谁： ", 3, Fault::NoValue("谁：".to_owned()));
    check("“数据", 0, Fault::OpenQuote);
    check("数据 and (共享 or 平台", 7, Fault::OpenBracket);
    check("数据)", 2, Fault::OpenBracket);
    check("数据 and )", 3, Fault::NothingAfter("and".to_owned()));
}

#[test]
fn a_bad_pattern_is_an_error_with_its_place() {
    let check = |typed: &str, at: usize| {
        let error = Query::parse(typed).unwrap_err();
        assert!(matches!(error.fault, Fault::BadPattern(_)), "{error:?}");
        assert_eq!(error.at, at, "«{typed}»: {error}");
    };
    check("re:[", 3);
    check("数据 re:数据[a", 8);
    check("re:*a", 3);
    check("re:x{2,1}", 4);
    check(r"re:\q", 3);
    // Larger than a pattern may become.
    check("re:((a{999}){999}){999}", 3);
    assert!(Query::pattern("(").is_err());
}

#[test]
fn towers_of_brackets_and_operators_are_refused() {
    for typed in [
        format!("{}a or b{}", "(".repeat(500), ")".repeat(500)),
        format!("{}a", "not ".repeat(500)),
        format!("a{}", " near a".repeat(5_000)),
    ] {
        let fault = Query::parse(&typed).unwrap_err().fault;
        assert_eq!(fault, Fault::TooDeep);
    }
}

#[test]
fn a_text_that_cannot_hold_an_answer_is_told_from_the_words_alone() {
    let may = |typed: &str| Query::parse(typed).unwrap().expr.may_be_in("数据共享很难");
    assert!(may("数据") && may("数据 and 共享") && may("平台 or 共享"));
    assert!(may("who:E17") && may("not 数据") && may("code:P1 near 数据"));
    assert!(!may("平台") && !may("数据 and 平台") && !may("code:P1 near 平台"));
    assert!(!may("who:E17 平台") && !may("(平台 or 系统) within code:P1"));
}

proptest! {
    #[test]
    fn nothing_that_can_be_typed_stops_the_program(typed in "\\PC{0,60}") {
        let _ = Query::parse(&typed);
    }

    #[test]
    fn nothing_that_looks_like_a_query_stops_the_program(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "(", ")", "（", "）", "and", "且", "or", "或", "not", "非", "near", "near/3s", "附近/",
                "within", "内", "who:", "code:P1", "group:x", "memo:", "re:", "re:(", "[", "]", "{", "\\",
                "\"", "“", "”", "「", "」", "数据", "e\u{301}", " ", "\u{3000}", "/", ":", "：", "*", "👩‍👧",
            ]),
            0..30,
        )
    ) {
        if let Err(error) = Query::parse(&pieces.concat()) {
            prop_assert!(error.at <= pieces.concat().chars().count());
        }
        let _ = Query::parse(&pieces.join(" "));
    }
}

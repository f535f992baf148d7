use super::*;

fn entry<'a>(number: &'a str, name: &'a str, uses: u32) -> Entry<'a> {
    Entry {
        number,
        name,
        name_en: "",
        aliases: &[],
        uses,
    }
}

fn ranks(name: &str, query: &str) -> Option<Rank> {
    let picker = Picker::new([entry("Z9", name, 0)]);
    picker.pick(query).first().map(|picked| picked.rank)
}

#[test]
fn a_name_is_found_by_hanzi_pinyin_initials_and_mixtures() {
    for (query, rank) in [
        ("xxgd", Rank::Initials),
        ("XXGD", Rank::Initials),
        ("ｘｘｇｄ", Rank::Initials),
        ("信息", Rank::Prefix),
        ("xinxi", Rank::Prefix),
        ("xin xi gu dao", Rank::Prefix),
        ("xinxgd", Rank::Prefix),
        ("信息gd", Rank::Prefix),
        ("xxig", Rank::Prefix),
        ("xinxigud", Rank::Prefix),
        ("xi", Rank::Prefix),
        ("孤岛", Rank::Inside),
        ("gudao", Rank::Inside),
        ("gd", Rank::Inside),
        ("xgd", Rank::Inside),
        ("信岛", Rank::Subsequence),
        ("xdao", Rank::Subsequence),
    ] {
        assert_eq!(ranks("信息孤岛", query), Some(rank), "{query}");
    }
    for query in ["xxgz", "daogu", "xinxigudaoo", "岛孤", "！？"] {
        assert_eq!(ranks("信息孤岛", query), None, "{query}");
    }
}

#[test]
fn any_reading_will_do() {
    for (name, queries) in [
        ("重庆", &["chongqing", "zhongqing", "cq", "zq", "zhq"][..]),
        ("银行", &["yinhang", "yinxing", "yh", "yx"]),
        ("长大", &["changda", "zhangda", "cd", "zd", "chd"]),
        ("妇女", &["funv", "funü", "FUNÜ", "fn"]),
        ("社会治理", &["shzl", "shhzhl", "shehuizhili"]),
        ("西安", &["xian", "xa"]),
    ] {
        for query in queries {
            let rank = ranks(name, query);
            assert!(
                rank.is_some_and(|rank| rank <= Rank::Prefix),
                "{query}: {rank:?}"
            );
        }
    }
}

#[test]
fn marks_and_letters_in_a_name_do_not_stand_in_the_way() {
    assert_eq!(ranks("“大城市病”综合症", "dcsbzhz"), Some(Rank::Initials));
    assert_eq!(ranks("“大城市病”综合症", "病综"), Some(Rank::Inside));
    assert_eq!(ranks("用App议事", "yongappys"), Some(Rank::Prefix));
    assert_eq!(ranks("用 ＡＰＰ 议事", "app"), Some(Rank::Inside));
    assert_eq!(ranks("𠮷野家", "𠮷"), Some(Rank::Prefix));
}

#[test]
fn numbers_come_first_with_or_without_dots() {
    let picker = Picker::new([
        entry("P1", "甲", 0),
        entry("P1.2", "乙", 0),
        entry("P1.21", "丙", 9),
        entry("P12", "丁", 0),
    ]);
    let order = |query| {
        let answers = picker.pick(query);
        answers
            .iter()
            .map(|p| (p.place, p.rank))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        order("P1.2"),
        [(1, Rank::Number), (3, Rank::Number), (2, Rank::Prefix)]
    );
    assert_eq!(
        order("ｐ１２"),
        [(3, Rank::Number), (1, Rank::Number), (2, Rank::Prefix)]
    );
    assert_eq!(order("p1")[0], (0, Rank::Number));
    assert_eq!(order("p1").len(), 4);
    assert_eq!(order("p"), []);
}

#[test]
fn english_answers_at_the_beginning_of_a_word() {
    let picker = Picker::new([Entry {
        name_en: "Departmental barriers and information silos",
        ..entry("P1.2", "部门壁垒", 0)
    }]);
    for query in ["silo", "Information Silos", "barriers and", "dep"] {
        assert_eq!(picker.pick(query)[0].rank, Rank::English, "{query}");
    }
    assert_eq!(picker.pick("ilos"), []);
}

#[test]
fn ties_go_to_the_name_then_to_use_then_to_the_codebook() {
    let aliases = ["协商议事".to_owned()];
    let picker = Picker::new([
        Entry {
            aliases: &aliases,
            ..entry("1", "商量", 99)
        },
        entry("2", "线上议事", 4),
        entry("3", "协商议事", 47),
        entry("4", "小事议事", 4),
        entry("5", "协商议事会", 500),
    ]);
    let places: Vec<_> = picker.pick("xsys").iter().map(|p| p.place).collect();
    assert_eq!(places, [2, 1, 3, 0, 4]);
}

#[test]
fn a_blank_query_takes_all_in_the_codebooks_order() {
    let picker = Picker::new([entry("1", "甲", 0), entry("2", "乙", 7)]);
    let places: Vec<_> = picker.pick(" \u{3000}").iter().map(|p| p.place).collect();
    assert_eq!(places, [0, 1]);
}

#[test]
fn a_query_longer_than_any_name_finds_nothing() {
    assert_eq!(ranks("信息孤岛", &"x".repeat(500)), None);
    assert_eq!(ranks("信息孤岛", &"信息".repeat(64)), None);
}

#[test]
fn names_are_spelled_in_their_usual_reading() {
    for (name, spelled) in [
        ("协商议事", "xie shang yi shi"),
        ("行政效率", "xing zheng xiao lv"),
        ("城市社区的调查", "cheng shi she qu de diao cha"),
        ("用App2.0议事", "yong App2 0 yi shi"),
        ("“大城市病”", "da cheng shi bing"),
        ("Trust", "Trust"),
        ("", ""),
    ] {
        assert_eq!(pinyin(name), spelled);
    }
}

/// The leaf codes of a codebook we ship are found in the forms people type.
#[test]
fn the_wanted_code_stands_in_the_first_rows() {
    let file: toml::Table = include_str!("../../../codebooks/megacity-governance.toml")
        .parse()
        .unwrap();
    let field = |code: &toml::Value, key| {
        code.get(key)
            .and_then(toml::Value::as_str)
            .map(str::to_owned)
    };
    let codes: Vec<_> = file["code"]
        .as_array()
        .unwrap()
        .iter()
        .map(|code| {
            let aliases: Vec<String> = code
                .get("aliases")
                .and_then(toml::Value::as_array)
                .into_iter()
                .flatten()
                .map(|alias| alias.as_str().unwrap().to_owned())
                .collect();
            (
                field(code, "id").unwrap(),
                field(code, "name").unwrap(),
                field(code, "name_en").unwrap(),
                aliases,
                field(code, "parent"),
            )
        })
        .collect();
    let picker = Picker::new(
        codes
            .iter()
            .map(|(number, name, name_en, aliases, _)| Entry {
                number,
                name,
                name_en,
                aliases,
                uses: 0,
            }),
    );

    let (mut asked, mut first, mut in_three, mut missed) = (0, 0, 0, Vec::new());
    for (place, (number, name, ..)) in codes.iter().enumerate() {
        let is_leaf = codes
            .iter()
            .all(|(.., parent)| parent.as_ref() != Some(number));
        if !is_leaf
            || codes[place]
                .4
                .as_deref()
                .is_none_or(|above| above.len() < 2)
        {
            continue;
        }
        let spelled = pinyin(name);
        let syllables: Vec<_> = spelled.split(' ').collect();
        let hanzi: Vec<_> = name.chars().filter(|c| c.is_alphanumeric()).collect();
        let initials: String = syllables.iter().map(|syllable| &syllable[..1]).collect();
        let middle: String = hanzi[2..4].iter().collect();
        for query in [
            &*initials,
            &syllables[..2].concat(),
            &*middle,
            &*number.to_lowercase(),
        ] {
            asked += 1;
            let answers = picker.pick(query);
            match answers.iter().position(|picked| picked.place == place) {
                Some(0) => {
                    first += 1;
                    in_three += 1;
                }
                Some(1 | 2) => in_three += 1,
                row => missed.push((number, query.to_owned(), row)),
            }
        }
    }
    assert!(asked >= 80, "{asked}");
    assert!(
        in_three * 100 >= asked * 95,
        "{in_three} of {asked}: {missed:?}"
    );
    assert!(first * 100 >= asked * 80, "{first} of {asked}");
}

//! Pictures: well-formed, the same each time, with the figures of the table and nothing else.

#[path = "cli/desk.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod desk;

use std::collections::BTreeMap;
use std::path::Path;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::json;

use desk::Desk;

/// A picture, read.
#[derive(Debug, Default)]
struct Read {
    /// For each part with a name the words in it, in order.
    parts: BTreeMap<String, Vec<String>>,
    /// All words.
    words: Vec<String>,
    elements: BTreeMap<String, usize>,
}

/// Reads a picture, and fails where it isn't well-formed or holds what acts.
fn read(svg: &str) -> Read {
    let mut reader = Reader::from_str(svg);
    reader.config_mut().check_end_names = true;
    let mut found = Read::default();
    let mut open: Vec<String> = Vec::new();
    let mut part: Option<(usize, String)> = None;
    let mut text = String::new();
    loop {
        let event = reader.read_event().expect("well-formed");
        match event {
            Event::Start(ref tag) | Event::Empty(ref tag) => {
                let name = tag.name().as_ref().to_owned();
                let known = [
                    "svg", "title", "defs", "pattern", "rect", "line", "path", "circle", "text",
                    "g",
                ];
                assert!(known.contains(&name.as_str()), "an element {name}");
                *found.elements.entry(name.clone()).or_default() += 1;
                for attribute in tag.attributes() {
                    let attribute = attribute.expect("well-formed");
                    let key = attribute.key.as_ref().to_owned();
                    assert!(!key.starts_with("on") && !key.contains("href"), "{key}");
                    let value = attribute
                        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                        .expect("well-formed");
                    assert!(
                        !value.contains("NaN") && !value.contains("inf"),
                        "{key}={value}"
                    );
                    if key == "aria-label" {
                        part = Some((open.len(), value.into_owned()));
                    }
                }
                if matches!(event, Event::Start(_)) {
                    open.push(name);
                }
            }
            Event::End(_) => {
                let name = open.pop().expect("well-formed");
                if name == "text" {
                    let words = std::mem::take(&mut text);
                    if let Some((_, name)) = &part {
                        found
                            .parts
                            .entry(name.clone())
                            .or_default()
                            .push(words.clone());
                    }
                    found.words.push(words);
                }
                if part.as_ref().is_some_and(|(depth, _)| *depth == open.len()) {
                    let (_, name) = part.take().expect("it is there");
                    found.parts.entry(name).or_default();
                }
            }
            Event::Text(words) if open.last().is_some_and(|it| it == "text") => {
                text.push_str(&words.xml10_content());
            }
            Event::GeneralRef(name) if open.last().is_some_and(|it| it == "text") => {
                text.push_str(match name.as_ref() {
                    "lt" => "<",
                    "gt" => ">",
                    "amp" => "&",
                    "quot" => "\"",
                    "#39" => "'",
                    other => panic!("a reference {other}"),
                });
            }
            Event::Text(_) | Event::GeneralRef(_) => {}
            Event::Eof => break,
            other => panic!("{other:?}"),
        }
    }
    assert!(open.is_empty());
    found
}

/// The sheet of a call as rows of words, head first.
fn sheet(desk: &Desk, words: &[&str]) -> Vec<Vec<String>> {
    let tsv = desk.ok(&[words, &["--format", "tsv"]].concat());
    tsv.lines()
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect()
}

/// The picture of a call, drawn twice.
#[track_caller]
fn picture(desk: &Desk, words: &[&str]) -> String {
    for file in ["one.svg", "two.svg"] {
        desk.ok(&[words, &["-o", file, "--force"]].concat());
    }
    let svg = desk.read("one.svg");
    assert_eq!(svg, desk.read("two.svg"), "{words:?} differs from itself");
    svg
}

fn demo() -> Desk {
    let desk = Desk::new();
    desk.ok(&["demo", "d"]);
    desk
}

const STUDY: &str = "d/demo.fangtan";
const SAMPLE: &str = "Sample data, not real interviews.";

#[test]
fn every_picture_can_be_read_and_says_what_it_is_made_of() {
    let desk = demo();
    let calls: [&[&str]; 13] = [
        &["freq", STUDY],
        &["freq", STUDY, "--by", "城市"],
        &["crosstab", STUDY, "--by", "城市", "--shares", "row,column"],
        &["cooccur", STUDY, "--unit", "respondent"],
        &["cooccur", STUDY, "--unit", "answer", "--picture", "network"],
        &[
            "cooccur",
            STUDY,
            "--rows",
            "problem",
            "--cols",
            "countermeasure",
        ],
        &[
            "cooccur",
            STUDY,
            "--rows",
            "problem",
            "--cols",
            "countermeasure",
            "--picture",
            "matrix",
        ],
        &[
            "cooccur",
            STUDY,
            "--rows",
            "problem",
            "--cols",
            "countermeasure",
            "--picture",
            "network",
        ],
        &["links", STUDY],
        &["saturation", STUDY],
        &["words", STUDY],
        &["agreement", STUDY, "--coders", "RA-01,RA-02"],
        &["codebook", "show", STUDY],
    ];
    for call in calls {
        let svg = picture(&desk, call);
        let found = read(&svg);
        let all = found.words.join("\n");
        assert!(
            found.words.iter().any(|words| words == SAMPLE),
            "{call:?}: {all}"
        );
        assert!(svg.contains("'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC'"));
        if call[0] != "codebook" {
            // The same notes as under the table: n, filter, fingerprint.
            let end = call.iter().position(|word| *word == "--picture");
            let table = &call[..end.unwrap_or(call.len())];
            let table = desk.ok(&[table, &["--format", "md"]].concat());
            let print = table
                .split("Fingerprint of the data: ")
                .nth(1)
                .expect("under the table");
            let print = &print[..12];
            assert!(
                all.contains(&format!("Fingerprint of the data: {print}.")),
                "{call:?}"
            );
            assert!(all.contains("No filter"), "{call:?}");
        }
        let zh = picture(&desk, &[call, &["--lang", "zh"]].concat());
        let words = read(&zh).words;
        assert!(words.iter().any(|words| words == "示例数据，非真实访谈。"));
    }
}

#[test]
fn bars_have_the_figures_of_the_table() {
    let desk = demo();
    let found = read(&picture(&desk, &["freq", STUDY]));
    let rows = sheet(&desk, &["freq", STUDY]);
    let column = |head: &str| rows[0].iter().position(|it| it == head).expect(head);
    let columns = ["Codings", "Interviews", "Respondents"].map(column);
    let mut seen = 0;
    for row in &rows[1..] {
        let name = format!("{} {}", row[0], row[1]);
        let expected: Vec<&str> = columns.iter().map(|at| row[*at].as_str()).collect();
        match found.parts.get(&name) {
            Some(words) => {
                assert_eq!(words, &expected, "{name}");
                seen += 1;
            }
            None => assert_eq!(expected, ["0", "0", "0"], "{name} is not drawn"),
        }
    }
    assert_eq!(seen, found.parts.len());
    assert!(seen > 20, "{seen}");
}

#[test]
fn a_shaded_table_has_the_figures_of_the_table_and_hides_what_it_hides() {
    let desk = demo();
    for small in [&[][..], &["--show-small"]] {
        let call = [
            &["crosstab", STUDY, "--by", "城市", "--shares", "none"],
            small,
        ]
        .concat();
        let svg = picture(&desk, &call);
        let found = read(&svg);
        let rows = sheet(&desk, &call);
        // The last column says that the data are a sample.
        let last = rows[0].len() - 1;
        let mut seen = 0;
        for row in &rows[1..] {
            if let Some(words) = found.parts.get(&format!("{} {}", row[0], row[1])) {
                assert_eq!(words, &row[2..last], "{}", row[0]);
                seen += 1;
            }
        }
        assert!(seen == found.parts.len() && seen > 20, "{seen}");
        let cells = found.parts.values().flatten();
        let hidden = cells.filter(|words| *words == "<3").count();
        assert_eq!(hidden > 0, small.is_empty());
        // What is hidden is told by hatching, not by a shade.
        assert_eq!(svg.matches("fill=\"url(#hidden)\"").count(), hidden);
    }
}

#[test]
fn bands_and_lines_have_the_figures_of_the_table() {
    let desk = demo();
    let call = ["links", STUDY];
    let found = read(&picture(&desk, &call));
    let rows = sheet(&desk, &call);
    assert!(found.parts.len() > 20);
    for (name, words) in &found.parts {
        let row = rows[1..]
            .iter()
            .find(|row| *name == format!("{} {} → {} {}", row[0], row[1], row[2], row[3]))
            .unwrap_or_else(|| panic!("{name} is not in the table"));
        let links = rows[0].iter().position(|it| it == "Links drawn").unwrap();
        let expected = match row[links].as_str() {
            "0" => row[6].clone(),
            n => format!("{}, linked {n}", row[6]),
        };
        assert_eq!(words, &[expected], "{name}");
    }

    let call = ["cooccur", STUDY, "--unit", "answer"];
    let network = [&call[..], &["--picture", "network"]].concat();
    let found = read(&picture(&desk, &network));
    let rows = sheet(&desk, &call);
    assert!(found.parts.len() > 20);
    for (name, words) in &found.parts {
        let row = rows[1..].iter().find(|row| {
            let ends = [
                format!("{} {}", row[0], row[1]),
                format!("{} {}", row[2], row[3]),
            ];
            *name == ends.join(" – ")
        });
        assert_eq!(words, &[row.expect("in the table")[4].clone()], "{name}");
    }
}

#[test]
fn a_curve_and_points_have_the_figures_of_the_table() {
    let desk = demo();
    let found = read(&picture(&desk, &["saturation", STUDY]));
    let rows = sheet(&desk, &["saturation", STUDY]);
    assert_eq!(found.parts.len(), rows.len() - 1);
    for row in &rows[1..] {
        assert_eq!(found.parts[&row[1]], &row[3..5], "{}", row[1]);
    }

    let call = ["agreement", STUDY, "--coders", "RA-01,RA-02"];
    let found = read(&picture(&desk, &call));
    let rows = sheet(&desk, &call);
    assert!(found.parts.len() > 20);
    let alpha = rows[0]
        .iter()
        .position(|it| it == "Krippendorff α")
        .unwrap();
    for row in &rows[1..] {
        let name = [row[0].as_str(), row[1].as_str()].join(" ");
        if let Some(words) = found.parts.get(name.trim()) {
            let expected = match row[alpha + 1].as_str() {
                "" => row[alpha].clone(),
                low => format!("{} [{low}, {}]", row[alpha], row[alpha + 2]),
            };
            assert_eq!(words, &[expected], "{name}");
        }
    }
}

/// A study with one code for each name, named once each by one of three people.
fn with_codes(names: &[String]) -> Desk {
    let desk = Desk::new();
    let text = "甲乙丙丁戊己庚辛".repeat(40);
    let codes = names.iter().enumerate();
    let codes = codes.map(|(at, name)| json!({"id": format!("K{at}"), "name": name}));
    let codings = (0..names.len()).map(|at| {
        json!({"doc": "d1", "start": at * 2, "end": at * 2 + 2, "code": format!("K{at}"), "coder": "a"})
    });
    let study = json!({
        "format": "fangtan-study", "version": 1,
        "documents": [{"id": "d1", "name": "<访谈> & \"一\"", "text": text}],
        "codes": codes.collect::<Vec<_>>(),
        "codings": codings.collect::<Vec<_>>(),
    });
    desk.write("s.json", study.to_string());
    desk.ok(&["new", "s.fangtan"]);
    desk.ok(&["import", "s.fangtan", "s.json"]);
    desk
}

#[test]
fn whatever_names_hold_is_text() {
    let names = [
        "<script>alert(1)</script>",
        "\"/><image href=\"http://x/\" onload=\"x\"/>",
        "a & b &lt; ]]> <!-- ' -->",
        "红\u{1b}]0;x\u{7}字\u{202e}fdp\u{0}",
        "\u{fffe}\u{ffff}",
        "换\n行\t格",
    ];
    let names: Vec<String> = names.map(str::to_owned).to_vec();
    let desk = with_codes(&names);
    for call in [
        &["freq", "s.fangtan"][..],
        &["codebook", "show", "s.fangtan"],
        &["saturation", "s.fangtan"],
        &["cooccur", "s.fangtan", "--unit", "interview"],
        &[
            "cooccur",
            "s.fangtan",
            "--unit",
            "interview",
            "--picture",
            "network",
        ],
    ] {
        let svg = picture(&desk, call);
        let found = read(&svg);
        assert!(!svg.contains("<script") && !svg.contains("<image"));
        let odd = |char: char| char.is_control() && char != '\n' || char == '\u{202e}';
        assert!(!svg.contains(odd), "{call:?}");
        if call[0] == "freq" {
            assert!(found.words.iter().any(|it| it.contains("<script>alert(1)")));
            assert!(
                found
                    .words
                    .iter()
                    .any(|it| it.contains("红^[]0;x^G字<U+202E>"))
            );
        }
    }
}

#[test]
fn what_does_not_fit_is_left_out_and_said() {
    let long = "很长的编码名称".repeat(12);
    let names: Vec<String> = (0..60).map(|at| format!("{at} {long}")).collect();
    let desk = with_codes(&names);
    let svg = picture(&desk, &["freq", "s.fangtan"]);
    let found = read(&svg);
    assert_eq!(found.parts.len(), 40);
    let said =
        "Drawn are the 40 rows with the largest figures, of 60 that have any; the table has all.";
    assert!(
        found.words.iter().any(|words| words == said),
        "{:?}",
        found.words
    );
    assert!(found.words.iter().any(|words| words.ends_with('…')));
    assert!(svg.contains(&format!("<title>K7 7 {long}</title>")));
    let svg = picture(&desk, &["cooccur", "s.fangtan", "--unit", "interview"]);
    assert_eq!(read(&svg).parts.len(), 20);
    let network = [
        "cooccur",
        "s.fangtan",
        "--unit",
        "interview",
        "--picture",
        "network",
    ];
    assert_eq!(read(&picture(&desk, &network)).parts.len(), 40);
}

#[test]
fn what_has_no_picture_is_refused_before_anything_is_done() {
    let desk = Desk::with_codings();
    let before = desk.bytes("s.fangtan");
    for call in [
        &["list", "s.fangtan", "codes", "-o", "x.svg"][..],
        &[
            "code",
            "s.fangtan",
            "P01",
            "41",
            "42",
            "P2",
            "--format",
            "svg",
        ],
        &["undo", "s.fangtan", "-o", "x.png"],
        &["quotes", "s.fangtan", "--format", "png", "-o", "x"],
        &["links", "s.fangtan", "--orphans", "-o", "x.svg"],
        &["codebook", "versions", "s.fangtan", "-o", "x.svg"],
        &["search", "s.fangtan", "工作", "-o", "x.svg"],
    ] {
        let said = desk.fails(2, call);
        assert!(
            said.contains("freq, crosstab, cooccur, links, saturation"),
            "{said}"
        );
    }
    let said = desk.fails(2, &["freq", "s.fangtan", "--format", "svg"]);
    assert!(said.contains("-o FILE"), "{said}");
    let said = desk.fails(2, &["cooccur", "s.fangtan", "--picture", "matrix"]);
    assert!(said.contains("--picture"), "{said}");
    let said = desk.fails(
        2,
        &["cooccur", "s.fangtan", "--picture", "flow", "-o", "x.svg"],
    );
    assert!(said.contains("--rows and --cols"), "{said}");
    let said = desk.refused(&["freq", "s.fangtan", "--status", "suggested", "-o", "x.svg"]);
    assert!(said.contains("no figures to draw"), "{said}");
    assert_eq!(desk.bytes("s.fangtan"), before);
    assert!(!desk.path("x.svg").exists() && !desk.path("x.png").exists());
}

#[test]
#[expect(clippy::print_stdout, reason = "it says what it could not look at")]
fn a_picture_in_pixels_needs_a_font_with_its_characters() {
    let desk = Desk::with_codings();
    let output = desk.run(&["freq", "s.fangtan", "-o", "x.png"]);
    if output.status.success() {
        let png = desk.bytes("x.png");
        assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
        let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        assert!(
            side(16) > 1000 && side(20) > 400,
            "{}×{}",
            side(16),
            side(20)
        );
        desk.ok(&["freq", "s.fangtan", "-o", "y.png"]);
        assert_eq!(png, desk.bytes("y.png"));
    } else {
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("No font on this machine has"), "{said}");
        assert!(!desk.path("x.png").exists());
        println!("skipped: this machine has no font with hanzi");
    }
    // No font has a glyph for what Unicode leaves to nobody.
    let desk = with_codes(&["\u{10fffd}\u{e123}\u{3fffd}".to_owned()]);
    let said = desk.refused(&["freq", "s.fangtan", "-o", "x.png"]);
    assert!(
        said.contains("\u{10fffd}") && said.contains("No font"),
        "{said}"
    );
    assert_eq!(desk.files(), ["s.fangtan", "s.json"]);
    assert!(desk.ok(&["freq", "s.fangtan", "-o", "x.svg"]).is_empty());
}

/// Pictures of the documentation: the file, and the call that draws it.
const DRAWN: [(&str, &[&str]); 3] = [
    (
        "chart-cities",
        &["crosstab", STUDY, "--by", "城市", "--kind", "problem"],
    ),
    ("chart-links", &["links", STUDY]),
    ("chart-saturation", &["saturation", STUDY]),
];

#[test]
fn the_pictures_of_the_documentation_are_what_the_program_draws() {
    let desk = demo();
    for (file, call) in DRAWN {
        for (lang, ending) in [("zh", ""), ("en", "-en")] {
            let drawn = picture(&desk, &[call, &["--lang", lang]].concat());
            let file = format!("docs/{file}{ending}.svg");
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&file);
            if std::env::var_os("FANGTAN_DRAW").is_some() {
                std::fs::write(&path, drawn).expect("writable");
                continue;
            }
            let kept = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(
                kept == drawn,
                "{file} is out of date: FANGTAN_DRAW=1 cargo test --test charts"
            );
        }
    }
}

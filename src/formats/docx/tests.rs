use std::io::{Cursor, Read as _};

use super::*;
use crate::formats::sheet::testing::sample;
use crate::formats::transcript;
use crate::formats::transcript::ReadOptions;

fn written(form: Form, blocks: &[Block]) -> Vec<u8> {
    let mut docx = Docx::new(Cursor::new(Vec::new()), form).unwrap();
    for block in blocks {
        docx.put(block).unwrap();
    }
    docx.finish().unwrap().into_inner()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut part = archive.by_name(name).unwrap();
    part.read_to_string(&mut text).unwrap();
    text
}

fn read(bytes: &[u8]) -> String {
    let files = transcript::read("a.docx", bytes, &ReadOptions::default()).unwrap();
    files[0].transcript.text.clone()
}

fn remark(number: u32, label: &str) -> Piece {
    Piece::Open(Box::new(Remark {
        number,
        author: "甲 & <乙>".to_owned(),
        at: Some("2024-05-06T07:08:09Z".to_owned()),
        label: label.to_owned(),
        lines: vec![format!("{label} 部门壁垒"), "一条 ]]> 备忘".to_owned()],
        to: None,
    }))
}

fn text(words: &str) -> Piece {
    Piece::Text(words.to_owned())
}

/// A passage that ends inside the next.
fn crossing() -> Vec<Block> {
    let line = |pieces| Block::Paragraph {
        kind: Kind::Line,
        pieces,
    };
    vec![
        line(vec![
            text("王："),
            remark(0, "P1"),
            text("权责"),
            remark(1, "P2"),
            text("不清"),
        ]),
        line(vec![
            text("，"),
            Piece::Close(0),
            text("\t信息孤岛"),
            Piece::Close(1),
            text("。"),
        ]),
    ]
}

#[test]
fn a_table_has_three_rules_a_caption_above_and_notes_below() {
    let form = Form {
        note: "注：".to_owned(),
        ..Form::default()
    };
    let bytes = written(form, &[Block::Table(sample())]);
    let xml = part(&bytes, "word/document.xml");
    for rule in [
        "<w:tblBorders><w:top w:val=\"single\" w:sz=\"12\" w:space=\"0\" w:color=\"auto\"/><w:bottom w:val=\"single\" w:sz=\"12\" w:space=\"0\" w:color=\"auto\"/></w:tblBorders>",
        "<w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"auto\"/></w:tcBorders>",
        "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>",
    ] {
        assert!(xml.contains(rule), "{rule}\n{xml}");
    }
    assert!(!xml.contains("insideH") && !xml.contains("insideV"));
    let styles = part(&bytes, "word/styles.xml");
    assert!(
        styles.contains(
            "w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"宋体\""
        )
    );
    assert!(styles.contains("<w:sz w:val=\"21\"/>"), "10.5 pt");
    assert_eq!(
        read(&bytes),
        "编码频次 <甲 & 乙>\n编码\t名称\t编码数\t占访谈 %\n\
         P1.2\t部门壁垒与信息孤岛\t12\t62.5\n\
         -1\t=a|b\t\"c\"\n\\d_e, 100%\t3\t\n\
         注：编码数＝不同的编码。\nn = 8 & *"
    );
}

#[test]
fn remarks_are_anchored_where_they_begin_and_end_even_if_they_cross() {
    let form = Form {
        remarks: Remarks::Written,
        ..Form::default()
    };
    let bytes = written(form, &crossing());
    let xml = part(&bytes, "word/document.xml");
    let mut order = Vec::new();
    for (at, _) in xml.match_indices('<') {
        for (tag, short) in [
            ("commentRangeStart", "("),
            ("commentRangeEnd", ")"),
            ("w:t xml", "t"),
        ] {
            let rest = &xml[at..];
            if rest.starts_with(&format!("<{tag}")) || rest.starts_with(&format!("<w:{tag}")) {
                let id = rest.split("w:id=\"").nth(1).unwrap_or_default();
                let id: String = id.chars().take_while(char::is_ascii_digit).collect();
                order.push(if short == "t" {
                    "t".to_owned()
                } else {
                    format!("{short}{id}")
                });
            }
        }
    }
    assert_eq!(
        order,
        ["t", "(0", "t", "(1", "t", "t", ")0", "t", ")1", "t"]
    );
    let comments = part(&bytes, "word/comments.xml");
    assert_eq!(comments.matches("<w:comment ").count(), 2);
    assert!(comments.contains("w:author=\"甲 &amp; &lt;乙&gt;\""));
    assert!(comments.contains("一条 ]]&gt; 备忘"));
    assert_eq!(read(&bytes), "王：权责不清\n，\t信息孤岛。");
}

#[test]
fn without_remarks_there_is_no_trace_of_them() {
    let bytes = written(Form::default(), &crossing());
    let archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let names: Vec<String> = archive.file_names().flatten().map(Into::into).collect();
    assert!(
        !names.iter().any(|name| name.contains("comments")),
        "{names:?}"
    );
    for name in &names {
        let text = part(&bytes, name);
        assert!(
            !text.contains("omment") || name == "word/styles.xml",
            "{name}"
        );
        assert!(!text.contains("部门壁垒") && !text.contains('乙'), "{name}");
    }
}

#[test]
fn whatever_stands_in_it_every_part_stays_readable_and_the_bytes_are_the_same() {
    let mut sheet = sample();
    let hostile = "=1+1\u{0}\u{1b}[31m\u{202e}]]></w:t>\u{ffff}&amp;\"'\r".to_owned();
    sheet.title.clone_from(&hostile);
    sheet.heads[0].text.clone_from(&hostile);
    sheet.rows[0][0] = crate::model::table::Value::Text(hostile.clone());
    sheet.notes.push(hostile.clone());
    let blocks = [
        Block::Title(hostile.clone()),
        Block::Heading {
            level: 2,
            text: hostile.clone(),
            anchor: Some(hostile.clone()),
        },
        Block::words(Kind::Quote, hostile.clone()),
        Block::NewPage,
        Block::Table(sheet),
        remark_of(&hostile),
    ];
    let form = || Form {
        title: hostile.clone(),
        remarks: Remarks::Written,
        ..Form::default()
    };
    let bytes = written(form(), &blocks);
    assert_eq!(bytes, written(form(), &blocks));
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    for at in 0..archive.len() {
        let mut text = String::new();
        archive
            .by_index(at)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        crate::formats::transcript::xml::walk(&text, |_| {}).unwrap();
        assert!(!text.contains(['\0', '\x1b', '\r', '\u{ffff}']));
    }
    assert!(read(&bytes).contains("=1+1[31m\u{202e}]]></w:t>&amp;\"'"));
}

fn remark_of(words: &str) -> Block {
    Block::Paragraph {
        kind: Kind::Line,
        pieces: vec![
            Piece::Open(Box::new(Remark {
                author: words.to_owned(),
                lines: vec![words.to_owned()],
                ..Remark::default()
            })),
            text(words),
            Piece::Close(0),
            Piece::Link {
                text: words.to_owned(),
                to: words.to_owned(),
            },
        ],
    }
}

#[test]
fn a_wide_table_turns_the_page_and_what_follows_turns_it_back() {
    let mut wide = sample();
    for _ in 0..20 {
        wide.heads.push(wide.heads[1].clone());
        for row in &mut wide.rows {
            row.push(crate::model::table::Value::Text(
                "很长的一段话很长".to_owned(),
            ));
        }
    }
    let form = Form {
        continued: "（续）".to_owned(),
        ..Form::default()
    };
    let blocks = [
        Block::Title("甲".to_owned()),
        Block::Table(wide),
        Block::words(Kind::Plain, "乙"),
    ];
    let xml = part(&written(form, &blocks), "word/document.xml");
    let lies: Vec<bool> = xml
        .split("<w:sectPr>")
        .skip(1)
        .map(|section| {
            section
                .split("</w:sectPr>")
                .next()
                .unwrap()
                .contains("landscape")
        })
        .collect();
    assert_eq!(lies, [false, true, false]);
    assert!(xml.contains("（续）"));
}

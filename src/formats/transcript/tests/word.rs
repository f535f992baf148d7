//! Word files.

use super::*;

fn p(runs: &str) -> String {
    format!("<w:p>{runs}</w:p>")
}

fn r(words: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

fn bold(words: &str) -> String {
    format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{words}</w:t></w:r>")
}

/// Checks the whole text of a body.
fn check(body: &str, expected: &str) {
    let file = opened("a.docx", &word_file(body)).unwrap();
    assert_eq!(file.transcript.text, expected, "{body}");
    assert_eq!((file.format, file.encoding.as_str()), ("docx", ""));
}

#[test]
fn paragraphs_breaks_tabs_and_cells_are_kept_apart() {
    check(&(p(&r("一")) + "<w:p/>" + &p(&r("二"))), "一\n\n二");
    check(
        &p("<w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t></w:r>"),
        "一\n二\t三",
    );
    let cell = |words: &str| format!("<w:tc>{}</w:tc>", p(&r(words)));
    let row = |a: &str, b: &str| format!("<w:tr>{}{}</w:tr>", cell(a), cell(b));
    let table = format!("<w:tbl>{}{}</w:tbl>", row("问", "一"), row("答", "二"));
    check(&(table + &p(&r("三"))), "问\t一\n答\t二\n三");
}

#[test]
fn entities_and_spaces_are_words() {
    check(
        &p(&r("a &amp; b &lt;c&gt; &#x4E00;&#20108;  ")),
        "a & b <c> 一二  ",
    );
    check(&p(&r("&nosuch;x")), "&nosuch;x");
    check(&p("<w:r><w:t><![CDATA[a<b]]></w:t></w:r>"), "a<b");
}

#[test]
fn what_was_deleted_is_left_out_and_said() {
    let body = p(&(r("一")
        + "<w:del w:id=\"1\"><w:r><w:delText>二</w:delText></w:r></w:del>"
        + "<w:ins w:id=\"2\">"
        + &r("三")
        + "</w:ins>"));
    let file = opened("a.docx", &word_file(&body)).unwrap();
    assert_eq!(file.transcript.text, "一三");
    assert!(
        file.warnings
            .iter()
            .any(|w| w.kind == "tracked-changes" && w.about == "+1 −1")
    );
}

#[test]
fn text_boxes_fields_and_phonetic_guides_are_not_talk() {
    let boxed = "<w:r><w:drawing><w:txbxContent><w:p><w:r><w:t>x</w:t></w:r></w:p></w:txbxContent></w:drawing></w:r>";
    check(&p(&(r("一") + boxed + &r("二"))), "一二");
    check(
        &p("<w:r><w:instrText>PAGE</w:instrText><w:t>一</w:t></w:r>"),
        "一",
    );
    let ruby = "<w:r><w:ruby><w:rt><w:r><w:t>yī</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>一</w:t></w:r></w:rubyBase></w:ruby></w:r>";
    check(&p(ruby), "一");
}

#[test]
fn a_bold_beginning_is_a_label() {
    let turn = |label: &str, words: &str| p(&(bold(label) + &r(words)));
    let body = turn("王某", " 好的。")
        + &turn("李某", " 您说：请。")
        + &turn("王某", " 谢谢。")
        + &turn("李某", " 不谢。");
    let file = opened("a.docx", &word_file(&body)).unwrap();
    assert_eq!(
        shown(&file.transcript),
        [
            "王某|好的。",
            "李某|您说：请。",
            "王某|谢谢。",
            "李某|不谢。"
        ]
    );
}

#[test]
fn headings_are_labels_in_any_language_of_word() {
    let styles = r#"<w:styles xmlns:w="w"><w:style w:styleId="3"><w:name w:val="heading 3"/></w:style></w:styles>"#;
    let turn = |label: &str, words: &str| {
        p(&("<w:pPr><w:pStyle w:val=\"3\"/></w:pPr>".to_owned() + &r(label))) + &p(&r(words))
    };
    let body = turn("王某：", "一") + &turn("李某：", "二") + &turn("王某：", "三");
    let bytes = zipped(&[
        ("word/document.xml", document(&body).as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
    ]);
    let file = opened("a.docx", &bytes).unwrap();
    assert_eq!(shown(&file.transcript), ["王某|一", "李某|二", "王某|三"]);
}

#[test]
fn a_part_may_be_utf16() {
    let xml = document(&p(&r("问：一"))).replace("UTF-8", "UTF-16");
    let mut bytes = b"\xFF\xFE".to_vec();
    bytes.extend(xml.encode_utf16().flat_map(u16::to_le_bytes));
    let file = opened("a.docx", &zipped(&[("word/document.xml", &bytes)])).unwrap();
    assert_eq!(file.transcript.text, "问：一");
}

/// Checks the sentence with which an archive is refused.
fn refused(parts: &[(&str, &[u8])], sentence: &str) {
    let error = opened("a.docx", &zipped(parts)).unwrap_err();
    assert_eq!(error.to_string(), sentence);
}

#[test]
fn other_archives_are_refused_by_name() {
    for (parts, name) in [
        ([("ppt/presentation.xml", "<a/>")], "a presentation (pptx)"),
        ([("mimetype", "application/epub+zip")], "EPUB"),
    ] {
        let parts = parts.map(|(part, text)| (part, text.as_bytes()));
        refused(
            &parts,
            &format!("{name} is not read yet: save it as docx or txt"),
        );
    }
    refused(
        &[("photo.png", b"x")],
        "this is not a text: it looks like a zip archive",
    );
}

#[test]
fn damaged_and_dangerous_xml_is_refused() {
    let main = "word/document.xml";
    let error = |xml: &str| opened("a.docx", &zipped(&[(main, xml.as_bytes())])).unwrap_err();
    let bomb = "<!DOCTYPE a [<!ENTITY x \"xxxx\">]><w:document>&x;</w:document>";
    assert!(matches!(error(bomb), ReadError::Refused(_)));
    let deep = document(&"<w:p>".repeat(100_000));
    assert!(matches!(error(&deep), ReadError::Refused(_)));
    let cut = document(&p(&r("一")));
    let cut = &cut[..cut.len() - 20];
    assert!(matches!(error(cut), ReadError::Damaged(_)));
    assert!(matches!(error("<a></b>"), ReadError::Damaged(_)));
    let wide = format!("<w:document {}/>", "a=\"1\" ".repeat(200_000));
    assert!(matches!(error(&wide), ReadError::Empty));
    let error = opened("a.docx", &zipped(&[(main, b"\xFF\xFF\xFF")])).unwrap_err();
    assert!(matches!(error, ReadError::Damaged(_)));
}

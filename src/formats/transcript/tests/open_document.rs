//! Open documents, whole files.

use super::*;

/// A `content.xml` with that text.
pub(super) fn content(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:fo="f"
        xmlns:table="b" xmlns:draw="d"><office:automatic-styles><style:style style:name="T1"><style:text-properties fo:font-weight="bold"/>
        </style:style><style:style style:name="T2" style:parent-style-name="T1"/></office:automatic-styles>
        <office:body><office:text>{body}</office:text></office:body></office:document-content>"#
    )
}

/// An archive with that `content.xml`.
pub(super) fn packed(content: &[u8]) -> Vec<u8> {
    zipped(&[
        ("mimetype", super::super::odt::MIMETYPE.as_bytes()),
        ("content.xml", content),
    ])
}

fn odt(body: &str) -> ReadFile {
    opened("a", &packed(content(body).as_bytes())).unwrap()
}

#[test]
fn white_space_is_what_elements_say() {
    for (body, text) in [
        ("<text:p>a\n   b</text:p><text:p> c</text:p>", "a b\nc"),
        (
            "<text:p>a<text:s/><text:s text:c=\"2\"/>b<text:tab/>c<text:line-break/>d</text:p>",
            "a   b\tc\nd",
        ),
        ("<text:p>a</text:p><text:p/><text:p>b</text:p>", "a\n\nb"),
        (
            "<text:p>a<text:span> b</text:span> &amp; &#20320;</text:p>",
            "a b & 你",
        ),
        (
            "<text:list><text:list-item><text:p>a</text:p></text:list-item></text:list>",
            "a",
        ),
        (
            "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell>\
             <text:p>b</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>c</text:p>\
             </table:table-cell></table:table-row></table:table>",
            "a\tb\nc",
        ),
    ] {
        assert_eq!(odt(body).transcript.text, text, "{body}");
    }
}

#[test]
fn what_is_not_the_text_is_counted() {
    let file = odt(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region>\
         <text:changed-region><text:insertion/></text:changed-region></text:tracked-changes>\
         <text:p>a<office:annotation><text:p>c</text:p></office:annotation><text:note><text:p>n</text:p></text:note>\
         <draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame></text:p>",
    );
    assert_eq!(file.transcript.text, "a");
    assert_eq!(
        kinds(&file.warnings)[..4],
        ["tracked-changes", "comments", "footnotes", "text-boxes"]
    );
    assert_eq!(file.warnings[0].about, "+1 −1");
}

#[test]
fn headings_and_bold_letters_say_who_talks() {
    let heading =
        |label: &str, words: &str| format!("<text:h>{label}</text:h><text:p>{words}</text:p>");
    let body = heading("王某：", "一") + &heading("李某：", "二") + &heading("王某：", "三");
    assert_eq!(
        shown(&odt(&body).transcript),
        ["王某|一", "李某|二", "王某|三"]
    );
    let bold = |style: &str, label: &str, words: &str| {
        format!(
            "<text:p><text:span text:style-name=\"{style}\">{label}</text:span> {words}</text:p>"
        )
    };
    let body = bold("T1", "Kim Park", "I said.")
        + &bold("T2", "Ann Lee", "Yes.")
        + &bold("T1", "Kim Park", "So.")
        + &bold("T1", "Ann Lee", "No.");
    assert_eq!(
        shown(&odt(&body).transcript),
        [
            "Kim Park|I said.",
            "Ann Lee|Yes.",
            "Kim Park|So.",
            "Ann Lee|No."
        ]
    );
}

#[test]
fn hostile_archives_are_refused() {
    let spaces = vec![b' '; 8 * 1024 * 1024];
    let bomb = packed(&spaces);
    assert!(matches!(
        opened("a", &bomb).unwrap_err(),
        ReadError::Refused(Limit::Size)
    ));
    let entities = "<!DOCTYPE a [<!ENTITY x \"ha\">]><a>&x;</a>";
    assert!(matches!(
        opened("a", &packed(entities.as_bytes())).unwrap_err(),
        ReadError::Refused(Limit::DocumentType)
    ));
    let deep = content(&("<text:span>".repeat(300) + &"</text:span>".repeat(300)));
    assert!(matches!(
        opened("a", &packed(deep.as_bytes())).unwrap_err(),
        ReadError::Refused(Limit::Depth)
    ));
    let many = odt("<text:p>a<text:s text:c=\"4000000000\"/>b<text:s text:c=\"5000\"/></text:p>");
    assert!(many.transcript.text.len() < 3000);
}

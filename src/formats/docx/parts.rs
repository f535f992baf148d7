//! The parts of a Word file that don't depend on what it says.

use super::{Form, Remarks, element};

/// How the part with the text begins.
pub(super) const DOCUMENT: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>";

/// How the part with the comments begins.
pub(super) const COMMENTS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">";

const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";

const SETTINGS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>";

const FOOTER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:ftr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:ftr>";

/// Everything that stands before the text.
pub(super) fn before(form: &Form) -> Vec<(&'static str, String)> {
    vec![
        ("[Content_Types].xml", content_types(form.remarks)),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("docProps/core.xml", properties(&form.title)),
        ("word/_rels/document.xml.rels", relations(form.remarks)),
        ("word/styles.xml", styles()),
        ("word/settings.xml", SETTINGS.to_owned()),
        ("word/footer1.xml", FOOTER.to_owned()),
    ]
}

fn content_types(remarks: Remarks) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>",
    );
    let of_comments = (remarks == Remarks::Written).then_some(("comments", "comments"));
    for (part, kind) in [
        ("document", "document.main"),
        ("styles", "styles"),
        ("settings", "settings"),
        ("footer1", "footer"),
    ]
    .into_iter()
    .chain(of_comments)
    {
        out.extend([
            "<Override PartName=\"/word/",
            part,
            ".xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.",
            kind,
            "+xml\"/>",
        ]);
    }
    out.push_str("</Types>");
    out
}

fn relations(remarks: Remarks) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    );
    let of_comments = (remarks == Remarks::Written).then_some(("rId4", "comments", "comments"));
    for (id, kind, part) in [
        ("rId1", "styles", "styles"),
        ("rId2", "settings", "settings"),
        ("rId3", "footer", "footer1"),
    ]
    .into_iter()
    .chain(of_comments)
    {
        out.extend([
            "<Relationship Id=\"",
            id,
            "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
            kind,
            "\" Target=\"",
            part,
            ".xml\"/>",
        ]);
    }
    out.push_str("</Relationships>");
    out
}

/// Properties of the file: its title, and neither a time nor a person.
fn properties(title: &str) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">",
    );
    element(&mut out, "dc:title", title);
    out.push_str("</cp:coreProperties>");
    out
}

/// A style of paragraphs: id, name, the properties of its paragraphs and of its words.
const STYLES: [(&str, &str, &str, &str); 13] = [
    (
        "Title",
        "Title",
        "<w:spacing w:after=\"240\"/><w:jc w:val=\"center\"/>",
        "<w:rFonts w:eastAsia=\"黑体\"/><w:b/><w:sz w:val=\"36\"/>",
    ),
    (
        "Heading1",
        "heading 1",
        "<w:keepNext/><w:spacing w:before=\"360\" w:after=\"160\"/><w:outlineLvl w:val=\"0\"/>",
        "<w:rFonts w:eastAsia=\"黑体\"/><w:b/><w:sz w:val=\"30\"/>",
    ),
    (
        "Heading2",
        "heading 2",
        "<w:keepNext/><w:spacing w:before=\"280\" w:after=\"120\"/><w:outlineLvl w:val=\"1\"/>",
        "<w:rFonts w:eastAsia=\"黑体\"/><w:b/><w:sz w:val=\"26\"/>",
    ),
    (
        "Heading3",
        "heading 3",
        "<w:keepNext/><w:spacing w:before=\"200\" w:after=\"80\"/><w:outlineLvl w:val=\"2\"/>",
        "<w:rFonts w:eastAsia=\"黑体\"/><w:b/><w:sz w:val=\"22\"/>",
    ),
    (
        "Caption",
        "caption",
        "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"80\"/><w:jc w:val=\"center\"/>",
        "<w:rFonts w:eastAsia=\"黑体\"/><w:b/>",
    ),
    (
        "Cell",
        "Table Cell",
        "<w:spacing w:before=\"30\" w:after=\"30\" w:line=\"240\" w:lineRule=\"auto\"/>",
        "",
    ),
    (
        "Note",
        "Table Note",
        "<w:spacing w:before=\"40\" w:after=\"0\"/>",
        "<w:sz w:val=\"18\"/>",
    ),
    (
        "Quote",
        "Quote",
        "<w:keepLines/><w:spacing w:before=\"80\" w:after=\"0\"/><w:ind w:left=\"420\"/>",
        "<w:rFonts w:eastAsia=\"楷体\"/>",
    ),
    (
        "Source",
        "Quote Source",
        "<w:spacing w:after=\"120\"/><w:ind w:left=\"420\"/><w:jc w:val=\"right\"/>",
        "<w:sz w:val=\"18\"/>",
    ),
    ("Line", "Transcript", "<w:spacing w:after=\"60\"/>", ""),
    ("CommentText", "annotation text", "", "<w:sz w:val=\"20\"/>"),
    (
        "Footer",
        "footer",
        "<w:jc w:val=\"center\"/>",
        "<w:sz w:val=\"18\"/>",
    ),
    (
        "End",
        "Table End",
        "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>",
        "<w:sz w:val=\"2\"/>",
    ),
];

fn styles() -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"宋体\" w:cs=\"Times New Roman\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:line=\"300\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>",
    );
    for (id, name, paragraph, words) in STYLES {
        out.extend([
            "<w:style w:type=\"paragraph\" w:styleId=\"",
            id,
            "\"><w:name w:val=\"",
            name,
            "\"/><w:basedOn w:val=\"Normal\"/>",
            "<w:pPr>",
            paragraph,
            "</w:pPr><w:rPr>",
            words,
            "</w:rPr></w:style>",
        ]);
    }
    out.push_str("<w:style w:type=\"character\" w:styleId=\"CommentReference\"><w:name w:val=\"annotation reference\"/><w:rPr><w:sz w:val=\"16\"/></w:rPr></w:style></w:styles>");
    out
}

//! Workbooks, whole files.

use rust_xlsxwriter::{Format, Workbook};

use super::*;

/// A sheet with strings in the cells, shared strings, numbers, times and a hole.
pub(super) const SHEET: &str = r#"<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="x"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>Start</t></is></c><c r="C1" t="s"><v>0</v></c><c r="D1" t="s"><v>1</v></c></row>
<row r="2"><c r="A2" s="1"><v>0.0007175925925925926</v></c><c r="C2" t="str"><f>A1</f><v>Kim</v></c><c r="D2" t="s"><v>2</v></c></row>
<row r="4"><c r="A4"><v>75</v></c><c r="C4" t="inlineStr"><is><r><t>王</t></r><r><t>主任</t></r></is></c><c r="D4" t="b"><v>1</v></c></row>
</sheetData></worksheet>"#;

/// A sheet of the open format, with repeats.
pub(super) const CONTENT: &str = r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="o" xmlns:text="t"
xmlns:table="b"><office:body><office:spreadsheet><table:table table:name="S1"><table:table-row><table:table-cell><text:p>Speaker</text:p>
</table:table-cell><table:table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>Text</text:p></table:table-cell>
</table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>Kim</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="2"/><table:table-cell><office:annotation><text:p>no</text:p></office:annotation>
<text:p>a &amp; b</text:p><text:p>c</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"#;

/// A workbook of Excel with that sheet.
pub(super) fn xlsx(sheet: &[u8]) -> Vec<u8> {
    zipped(&[
        (
            "xl/workbook.xml",
            br#"<workbook xmlns:r="r"><sheets><sheet name="Talk" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            br#"<Relationships><Relationship Id="rId1" Target="worksheets/one.xml"/></Relationships>"#,
        ),
        (
            "xl/sharedStrings.xml",
            br"<sst><si><t>Speaker</t></si><si><t>Text</t></si><si><r><t>So </t></r><r><t>it &amp; is</t></r><rPh><t>no</t></rPh></si></sst>",
        ),
        (
            "xl/styles.xml",
            br#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="h:mm:ss"/></numFmts>
            <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>"#,
        ),
        ("xl/worksheets/one.xml", sheet),
    ])
}

/// A workbook of the open format.
pub(super) fn ods(content: &[u8]) -> Vec<u8> {
    zipped(&[
        ("mimetype", super::super::table::ods::MIMETYPE.as_bytes()),
        ("content.xml", content),
    ])
}

fn times(file: &ReadFile) -> Vec<Option<u32>> {
    file.transcript
        .turns
        .iter()
        .map(|turn| turn.time_ms)
        .collect()
}

#[test]
fn cells_of_every_sort_are_read() {
    let file = opened("a", &xlsx(SHEET.as_bytes())).unwrap();
    assert_eq!(file.format, "xlsx");
    assert_eq!(shown(&file.transcript), ["Kim|So it & is", "王主任|TRUE"]);
    assert_eq!(times(&file), [Some(62_000), Some(75_000)]);
    let file = opened("a", &ods(CONTENT.as_bytes())).unwrap();
    assert_eq!(file.format, "ods");
    assert_eq!(shown(&file.transcript), ["Kim|a & b c", "Kim|a & b c"]);
}

#[test]
fn what_a_library_writes_is_read() {
    let mut book = Workbook::new();
    book.add_worksheet()
        .set_name("说明")
        .unwrap()
        .write(0, 0, "访谈录音转写")
        .unwrap();
    let time = Format::new().set_num_format("h:mm:ss");
    let sheet = book.add_worksheet();
    for (column, head) in ["时间", "说话人", "内容", "备注"].iter().enumerate() {
        sheet
            .write(2, u16::try_from(column).unwrap(), *head)
            .unwrap();
    }
    for (row, ms, label, words) in [
        (3, 5_000.0, "访谈者", "您好，请坐。"),
        (4, 9_500.0, "王主任", "=1+1"),
        (5, 3_600_000.0, "访谈者", "好。"),
    ] {
        sheet
            .write_with_format(row, 0, ms / 86_400_000.0, &time)
            .unwrap();
        sheet.write_string(row, 1, label).unwrap();
        sheet.write_string(row, 2, words).unwrap();
    }
    let file = opened("a", &book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(
        shown(&file.transcript),
        ["访谈者|您好，请坐。", "王主任|=1+1", "访谈者|好。"]
    );
    assert_eq!(times(&file), [Some(5_000), Some(9_500), Some(3_600_000)]);
    assert_eq!(
        kinds(&file.warnings),
        ["columns-left-out", "sheets-left-out"]
    );
}

#[test]
fn a_survey_becomes_an_interview_for_each_row() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in [
        ["编号", "性别", "Q1：您怎么看网格员？"],
        ["R01", "女", "他们很辛苦，跑得很勤，也很耐心。"],
        ["R02", "男", "我觉得任务太多，一个人管三百户。"],
        ["R03", "男", "说不上来，平时很少打交道，只见过一次。"],
    ]
    .iter()
    .enumerate()
    {
        for (column, cell) in cells.iter().enumerate() {
            let row = u32::try_from(row).unwrap();
            sheet
                .write_string(row, u16::try_from(column).unwrap(), *cell)
                .unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let options = ReadOptions {
        survey: Some(Survey::default()),
        ..ReadOptions::default()
    };
    let files = read("a", &bytes, &options).unwrap();
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["R01", "R02", "R03"]);
    assert_eq!(files[0].attributes, [("性别".to_owned(), "女".to_owned())]);
    assert_eq!(
        shown(&files[1].transcript),
        ["Q1 您怎么看网格员？|我觉得任务太多，一个人管三百户。"]
    );
    assert!(matches!(
        opened("a", &bytes),
        Err(ReadError::NoColumns(heads)) if heads.starts_with("编号, 性别")
    ));
    assert!(matches!(
        read("a", "访谈者：您好。\n受访者：好。".as_bytes(), &options),
        Err(ReadError::NoTable)
    ));
}

#[test]
fn a_sheet_that_reaches_far_is_not_made_wide() {
    let far = SHEET.replace("A4", "XFD4").replace("C4", "XFD1048576");
    let file = opened("a", &xlsx(far.as_bytes())).unwrap();
    assert_eq!(file.transcript.turns.len(), 2);
    let wide = CONTENT.replace(
        "number-rows-repeated=\"2\"",
        "number-rows-repeated=\"999999999\"",
    );
    let file = opened("a", &ods(wide.as_bytes())).unwrap();
    assert_eq!(file.transcript.turns.len(), 1000);
}

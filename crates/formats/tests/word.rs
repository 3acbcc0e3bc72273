//! Word files made here give the text that is written beside them.

mod made;

use made::{main_part, p, word};
use onetext_formats::document::{Document, Kind, read};

const NUMBERING: &str = r#"<w:numbering><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2.%3"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="x"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>"#;
const STYLES: &str = r#"<w:styles><w:style w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Point"><w:basedOn w:val="Base"/></w:style>
<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style></w:styles>"#;

fn item(list: u32, level: u32, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

#[track_caller]
fn check(body: &str, parts: &[(&str, &str)], expect: &str) -> Vec<String> {
    let bytes = word(body, parts);
    let Document {
        kind, text, notes, ..
    } = read("a.docx", &bytes).expect("it reads");
    assert_eq!((kind, text.as_ref()), (Kind::Word, expect));
    notes
}

#[test]
fn paragraphs_runs_tabs_and_signs() {
    let body = "<w:p><w:r><w:t>Both </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>sides</w:t><w:tab/><w:t>met&#x2014;a &amp; b.</w:t></w:r></w:p>\
        <w:p/><w:p><w:r><w:t>line</w:t><w:br/><w:t>next</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>on</w:t></w:r></w:p>";
    check(body, &[], "Both sides met—a & b.\n\nline\nnext\u{2011}on\n");
    check(
        &p("שלום \u{202b}a\u{202c} e\u{301}"),
        &[],
        "שלום \u{202b}a\u{202c} e\u{301}\n",
    );
}

#[test]
fn numbers_are_as_printed() {
    let body = [
        item(1, 0, "one"),
        item(1, 1, "sub"),
        item(1, 1, "sub"),
        item(1, 2, "deep"),
        item(1, 0, "two"),
        item(1, 1, "again"),
        item(2, 0, "dot"),
        item(3, 0, "five"),
        item(0, 0, "none"),
        item(9, 0, "unknown"),
        "<w:p><w:pPr><w:pStyle w:val=\"Point\"/></w:pPr><w:r><w:t>styled</w:t></w:r></w:p>"
            .to_owned(),
        "<w:p><w:pPr><w:pStyle w:val=\"Loop\"/></w:pPr><w:r><w:t>loop</w:t></w:r></w:p>".to_owned(),
    ];
    check(
        &body.concat(),
        &[
            ("word/numbering.xml", NUMBERING),
            ("word/styles.xml", STYLES),
        ],
        "1. one\n\n(a) sub\n\n(b) sub\n\n1.b.1 deep\n\n2. two\n\n(a) again\n\n• dot\n\n5. five\n\nnone\n\nunknown\n\n6. styled\n\nloop\n",
    );
}

#[test]
fn tracked_changes_are_accepted_and_counted() {
    let body = "<w:p><w:r><w:t>Within </w:t></w:r><w:del w:author=\"B\"><w:r><w:delText>60</w:delText></w:r></w:del>\
        <w:ins w:author=\"B\"><w:r><w:t>90</w:t></w:r></w:ins><w:r><w:t> days</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:del w:author=\"B\"/></w:rPr></w:pPr><w:r><w:t>runs </w:t></w:r></w:p>\
        <w:p><w:r><w:t>on</w:t></w:r></w:p>\
        <w:moveFrom><w:p><w:r><w:t>moved</w:t></w:r></w:p></w:moveFrom><w:moveTo><w:p><w:r><w:t>moved</w:t></w:r></w:p></w:moveTo>\
        <w:p><w:pPr><w:pPrChange><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:pPrChange></w:pPr><w:r><w:t>plain</w:t></w:r></w:p>";
    let notes = check(
        body,
        &[("word/numbering.xml", NUMBERING)],
        "Within 90 days\n\nruns on\n\nmoved\n\nplain\n",
    );
    assert_eq!(
        notes,
        ["tracked changes are read as accepted: 2 insertions in the text, 3 deletions left out"]
    );
}

#[test]
fn tables_become_rows_and_notes_stand_at_the_end() {
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p(text));
    let inner = format!("<w:tbl><w:tr>{}{}</w:tr></w:tbl>", cell("x"), cell("y"));
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}<w:tc>{inner}{}</w:tc></w:tr></w:tbl>\
        <w:p><w:r><w:t>Said</w:t><w:footnoteReference w:id=\"4\"/><w:t> so</w:t><w:endnoteReference w:id=\"2\"/><w:t>.</w:t></w:r></w:p>",
        cell("Asteria"),
        cell("60 days"),
        cell("Borea"),
        p("90 days")
    );
    let foot = format!(
        "<w:footnotes><w:footnote w:type=\"separator\" w:id=\"0\">{}</w:footnote><w:footnote w:id=\"4\">{}</w:footnote></w:footnotes>",
        p("no"),
        p("On 9 May.")
    );
    let end = format!(
        "<w:endnotes><w:endnote w:id=\"2\">{}{}</w:endnote></w:endnotes>",
        p("See annex."),
        p("More.")
    );
    check(
        &body,
        &[("word/footnotes.xml", &foot), ("word/endnotes.xml", &end)],
        "Asteria | 60 days\n\nBorea | x | y 90 days\n\nSaid[1] so[e1].\n\n[1] On 9 May.\n\n[e1] See annex.\n\nMore.\n",
    );
}

#[test]
fn fields_boxes_hidden_text_and_formulas() {
    let body = format!(
        "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/><w:instrText>PAGE \\* x</w:instrText><w:fldChar w:fldCharType=\"separate\"/><w:t>7</w:t></w:r>\
        <w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{0}</w:txbxContent></mc:Choice><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent></w:r>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t> seen</w:t></w:r>\
        <w:r><w:sym w:char=\"F0A7\"/></w:r><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p><w:altChunk r:id=\"r9\"/>",
        p("in a box")
    );
    let notes = check(&body, &[], "7 seen\n\nin a box\n");
    assert_eq!(
        notes,
        [
            "left out 1 hidden piece",
            "left out 1 sign of a symbol font",
            "left out 1 part that lies in another file",
            "left out 1 formula",
        ]
    );
}

#[test]
fn what_stands_beside_the_text_is_said() {
    let comments = format!(
        "<w:comments><w:comment w:id=\"1\" w:author=\"Ada Venn\">{}{}</w:comment></w:comments>",
        p("Too"),
        p("long?")
    );
    let relations = "<Relationships><Relationship Type=\"x/hyperlink\" Target=\"https://evil.example\" TargetMode=\"External\"/>\
        <Relationship Type=\"x/attachedTemplate\" Target=\"file:///t.dotm\" TargetMode=\"External\"/></Relationships>";
    let core = "<cp:coreProperties><dc:title>Plan &amp; annex</dc:title><dc:creator>B. Rho</dc:creator><dcterms:created>2031-05-09T08:00:00Z</dcterms:created></cp:coreProperties>";
    let parts = [
        ("word/comments.xml", comments.as_str()),
        ("word/_rels/document.xml.rels", relations),
        ("docProps/core.xml", core),
        ("word/vbaProject.bin", "x"),
        ("word/media/image1.png", "x"),
        ("word/header1.xml", "<w:hdr/>"),
    ];
    let bytes = word(&p("Text."), &parts);
    let found = read("a.docm", &bytes).expect("it reads");
    assert_eq!(
        found.notes,
        [
            "it holds macros, which were neither read nor run",
            "left out 1 part of headers and footers",
            "left out 1 picture",
            "2 references to the outside, not followed",
            "left out a comment by Ada Venn: “Too long?”",
            "the day is the one the file was made, which need not be the day it bears",
        ]
    );
    assert_eq!(found.proposed.title.as_deref(), Some("Plan & annex"));
    assert_eq!(found.proposed.author.as_deref(), Some("B. Rho"));
    assert_eq!(
        found.proposed.on.map(|d| d.to_string()).as_deref(),
        Some("2031-05-09")
    );
}

#[test]
fn the_main_part_may_lie_elsewhere() {
    let relations = "<Relationships><Relationship Type=\"x/officeDocument\" Target=\"/word/main2.xml\"/></Relationships>";
    let main = main_part(&p("Here."));
    let bytes = made::archive(&[
        ("_rels/.rels", relations.as_bytes()),
        ("word/main2.xml", main.as_bytes()),
    ]);
    assert_eq!(read("a.docx", &bytes).expect("it reads").text, "Here.\n");
}

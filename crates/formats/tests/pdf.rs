//! PDFs made here give the text that is drawn in them.

mod made;

use made::{lines, pdf, pdf_of, stream};
use onetext_formats::document::{Document, Kind, read};

#[track_caller]
fn check(bytes: &[u8], expect: &str) -> Vec<String> {
    let Document {
        kind, text, notes, ..
    } = read("a.pdf", bytes).expect("it reads");
    assert_eq!((kind, text.as_ref()), (Kind::Pdf, expect));
    notes
}

/// A page drawn in a font that says this.
fn with_font(font: &str, others: &[Vec<u8>], drawing: &str) -> Vec<u8> {
    let mut objects = vec![
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Kids [4 0 R] /Count 1>>".to_vec(),
        font.as_bytes().to_vec(),
        b"<</Type /Page /Contents 5 0 R /Resources <</Font <</F1 3 0 R>>>>>>".to_vec(),
        stream("", drawing.as_bytes()),
    ];
    objects.extend_from_slice(others);
    pdf_of(&objects, "")
}

#[test]
fn lines_become_paragraphs() {
    let page = lines(&[
        "Both sides met in Dorn and spoke of a cease-",
        "fire of some sixty days in all.",
        "\\223We go on,\\224 said Ada Venn.",
    ]);
    let notes = check(
        &pdf(&[&page]),
        "Both sides met in Dorn and spoke of a ceasefire of some sixty days in all.\n\n“We go on,” said Ada Venn.\n",
    );
    assert_eq!(notes.len(), 1);
    assert!(notes[0].starts_with("the layout is lost"));
}

#[test]
fn letters_set_apart_are_words_put_together() {
    let drawing = "BT /F1 12 Tf 1 0 0 1 72 700 Tm [(W) 60 (e ag) -20 (ree) -300 (now)] TJ ET \
        BT /F1 12 Tf 1 0 0 1 72 686 Tm 0 Tw (second) Tj 0 -40 Td (third) ' ET";
    check(&pdf(&[drawing]), "We agree now second\n\nthird\n");
}

#[test]
fn maps_say_what_codes_mean() {
    let map = stream(
        "",
        b"1 beginbfrange <0001> <0003> <0414> endbfrange 1 beginbfchar <0010> <D83DDE00> endbfchar",
    );
    let under = b"<</Type /Font /Subtype /CIDFontType2 /DW 500 /W [1 [600 600] 3 3 600]>>".to_vec();
    let font = "<</Type /Font /Subtype /Type0 /Encoding /Identity-H /DescendantFonts [7 0 R] /ToUnicode 6 0 R>>";
    let bytes = with_font(
        font,
        &[map, under],
        "BT /F1 12 Tf 72 700 Td <0001000200030010> Tj ET",
    );
    check(&bytes, "ДЕЖ😀\n");
}

#[test]
fn names_and_bases_say_what_codes_mean() {
    let font = "<</Type /Font /Subtype /Type1 /Encoding <</BaseEncoding /MacRomanEncoding /Differences [1 /afii10017 /fi 200 /Zcaron]>>>>";
    check(
        &with_font(font, &[], "BT /F1 12 Tf 72 700 Td <010241C8D2> Tj ET"),
        "АfiAŽ“\n",
    );
}

#[test]
fn packed_streams_and_objects_are_opened() {
    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use std::io::Write;
    let deflated = |bytes: &[u8]| {
        let mut packer = ZlibEncoder::new(vec![], Compression::default());
        packer.write_all(bytes).expect("packed");
        packer.finish().expect("packed")
    };
    let font = "<</Type /Font /Subtype /Type1 /Encoding /WinAnsiEncoding>>";
    let page = "<</Type /Page /Contents 6 0 R /Resources <</Font <</F1 7 0 R>>>>>>";
    let inside = format!("4 0 7 {} {page} {font}", page.len() + 1);
    let start = inside.find(page).expect("there");
    let objects = [
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Kids [4 0 R]>>".to_vec(),
        stream(
            &format!("/Type /ObjStm /N 2 /First {start} /Filter /FlateDecode"),
            &deflated(inside.as_bytes()),
        ),
        b"null".to_vec(),
        b"null".to_vec(),
        stream(
            "/Filter [/FlateDecode]",
            &deflated(b"BT /F1 12 Tf 72 700 Td (packed) Tj ET"),
        ),
    ];
    let mut bytes = pdf_of(&objects, "");
    // The objects 4 and 7 lie in the stream alone.
    let empty = bytes
        .windows(7)
        .position(|it| it == b"4 0 obj")
        .expect("there");
    bytes[empty..empty + 7].copy_from_slice(b"9 0 obj");
    check(&bytes, "packed\n");
}

#[test]
fn forms_are_drawn_where_they_are_used() {
    let objects = [
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Kids [4 0 R]>>".to_vec(),
        b"<</Type /Font /Subtype /Type1>>".to_vec(),
        b"<</Type /Page /Contents 5 0 R /Resources <</Font <</F1 3 0 R>> /XObject <</X 6 0 R>>>>>>".to_vec(),
        stream("", b"BT /F1 12 Tf 72 700 Td (before) Tj ET q 1 0 0 1 0 -14 cm /X Do Q BT /F1 12 Tf 72 672 Td (after) Tj ET"),
        stream("/Subtype /Form", b"BT /F1 12 Tf 72 700 Td (within) Tj ET /X Do"),
    ];
    check(&pdf_of(&objects, ""), "before within after\n");
}

#[test]
fn facts_are_proposed_and_empty_pages_named() {
    let page = lines(&["Words."]);
    let mut bytes = pdf(&[&page, "0 0 m 9 9 l S"]);
    let more = b"90 0 obj <</Title <FEFF041F043B0430043D> /Author (B. Rho) /CreationDate (D:20310509080000Z)>> endobj\ntrailer <</Info 90 0 R>>";
    bytes.extend_from_slice(more);
    let found = read("a.pdf", &bytes).expect("it reads");
    assert_eq!(found.proposed.title.as_deref(), Some("План"));
    assert_eq!(found.proposed.author.as_deref(), Some("B. Rho"));
    assert_eq!(
        found.proposed.on.map(|d| d.to_string()).as_deref(),
        Some("2031-05-09")
    );
    assert!(
        found
            .notes
            .iter()
            .any(|n| n.starts_with("page 2 without a text layer")),
        "{:?}",
        found.notes
    );
}

#[test]
fn later_versions_of_an_object_count() {
    let page = lines(&["Old words."]);
    let mut bytes = pdf(&[&page]);
    bytes.extend(b"5 0 obj\n");
    bytes.extend(stream("", lines(&["New words."]).as_bytes()));
    bytes.extend(b"\nendobj\n");
    check(&bytes, "New words.\n");
}

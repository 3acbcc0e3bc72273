//! Documents made to do harm: each is refused with its place, or read within bounds.

mod made;

use made::{archive, lines, main_part, p, pdf, pdf_of, stream, word};
use onetext_formats::document::read;

#[track_caller]
fn refused(name: &str, bytes: &[u8], expect: &str) {
    let said = match read(name, bytes) {
        Err(problem) => problem,
        Ok(read) => panic!(
            "read as {:?}",
            read.text.chars().take(200).collect::<String>()
        ),
    };
    let shown = format!("{}: {}", said.place, said.what);
    assert!(shown.contains(expect), "{shown}");
    assert!(
        !said.mend.is_empty() && said.what.chars().next().is_some_and(|c| !c.is_uppercase()),
        "{shown}"
    );
}

/// A Word file whose main part is this.
fn with_main(main: &[u8]) -> Vec<u8> {
    archive(&[("word/document.xml", main)])
}

#[test]
fn zip_bombs() {
    let bomb = main_part(&p(&" ".repeat(80 << 20)));
    refused(
        "a.docx",
        &with_main(bomb.as_bytes()),
        "a.docx (word/document.xml): unpacks to more than",
    );
    let zeros = vec![0u8; 20 << 20];
    refused(
        "a.docx",
        &archive(&[("word/document.xml", b"<a/>"), ("word/styles.xml", &zeros)]),
        "(word/styles.xml): unpacks",
    );
    // What is never opened does no harm.
    let main = main_part(&p("Text."));
    let beside = archive(&[
        ("word/document.xml", main.as_bytes()),
        ("word/media/x.png", &zeros),
    ]);
    assert_eq!(read("a.docx", &beside).expect("it reads").text, "Text.\n");
}

/// An archive's directory of `count` files with one name each, and what it says its count is.
fn directory(count: usize, said: u16) -> Vec<u8> {
    let mut out = b"PK\x03\x04".to_vec();
    out.resize(30, 0);
    let start = out.len();
    for n in 0..count {
        let name = format!("{n:07}");
        let mut entry = b"PK\x01\x02".to_vec();
        entry.resize(46, 0);
        entry[28..30].copy_from_slice(&(name.len() as u16).to_le_bytes());
        entry.extend(name.bytes());
        out.extend(entry);
    }
    let size = (out.len() - start) as u32;
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(said.to_le_bytes());
    out.extend(said.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend((start as u32).to_le_bytes());
    out.extend([0, 0]);
    out
}

#[test]
fn a_million_files_in_an_archive() {
    refused(
        "a.docx",
        &directory(1_000_000, u16::MAX),
        "an archive of 65535 files or more",
    );
    refused(
        "a.docx",
        &directory(20_000, 20_000),
        "an archive of 20000 files or more",
    );
    refused("a.docx", &directory(1_000_000, 5), "");
}

#[test]
fn protected_and_foreign_archives() {
    let mut locked = with_main(main_part(&p("x")).as_bytes());
    // The bit that says a file is locked, in its own header and in the directory.
    locked[6] |= 1;
    let entry = locked
        .windows(4)
        .position(|w| w == b"PK\x01\x02")
        .expect("a directory");
    locked[entry + 8] |= 1;
    refused("a.docx", &locked, "is protected by a password");
    refused("a.zip", &archive(&[("notes.txt", b"x")]), "no Word file");
    refused(
        "a.xlsx",
        &archive(&[("xl/workbook.xml", b"<a/>")]),
        "no Word file",
    );
    refused("a.docx", b"PK\x03\x04", "cut short");
    let main = main_part(&p("seen"));
    let twice = archive(&[
        ("word/document.xml", main.as_bytes()),
        ("word/documenX.xml", main.as_bytes()),
    ]);
    let twice: Vec<u8> = twice
        .iter()
        .map(|b| if *b == b'X' { b't' } else { *b })
        .collect();
    refused("a.docx", &twice, "two files of one name");
    refused("a.docx", &word("", &[]), "holds no text");
}

#[test]
fn broken_xml_entities_and_doctypes() {
    let check = |main: &str, expect: &str| refused("a.docx", &with_main(main.as_bytes()), expect);
    check(
        "<w:document>\n<w:p>",
        "a.docx (word/document.xml):2: ends before",
    );
    check("<a>\n</b>", "(word/document.xml):2: cannot be read as XML");
    check("<a>&lol;</a>", "uses the entity `lol`");
    check(
        "<!DOCTYPE a [<!ENTITY b \"c\">]>\n<a>&b;</a>",
        "declares a DOCTYPE",
    );
    check(
        "<?xml version='1.0'?><!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
        "declares a DOCTYPE",
    );
    check(&"<a>".repeat(100_000), "deep");
    check(
        &format!(
            "<a {}/>",
            (0..80_000).map(|n| format!("b{n}='' ")).collect::<String>()
        ),
        "attributes",
    );
    refused("a.docx", &with_main(b"<a>\xff</a>"), "not UTF-8 at byte 3");
    let styles = "<!DOCTYPE a><a/>";
    refused(
        "a.docx",
        &word(&p("x"), &[("word/styles.xml", styles)]),
        "(word/styles.xml):1: declares a DOCTYPE",
    );
}

#[test]
fn pdfs_without_text() {
    refused(
        "a.pdf",
        &pdf(&["0 0 m 9 9 l S"]),
        "a.pdf: has no text layer",
    );
    refused("a.pdf", b"%PDF-1.7\n", "no page");
    let objects = [
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Kids [4 0 R]>>".to_vec(),
        b"<</Type /Font /Subtype /Type0 /Encoding /Identity-H>>".to_vec(),
        b"<</Type /Page /Contents 5 0 R /Resources <</Font <</F1 3 0 R>>>>>>".to_vec(),
        stream("", b"BT /F1 12 Tf <00010002> Tj ET"),
    ];
    refused(
        "a.pdf",
        &pdf_of(&objects, ""),
        "does not say which letters 2 of its signs",
    );
    refused("a.pdf", &pdf_of(&objects, "/Encrypt 3 0 R"), "protected");
}

#[test]
fn pdfs_that_go_in_circles() {
    let font = b"<</Type /Font /Subtype /Type1 /Encoding 3 0 R /Widths 6 0 R>>".to_vec();
    let circle = [
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Kids [2 0 R 4 0 R 4 0 R 2 0 R] /Parent 2 0 R>>".to_vec(),
        font,
        b"<</Type /Page /Contents 5 0 R /Resources <</Font <</F1 3 0 R>> /XObject <</X 5 0 R>>>>>>"
            .to_vec(),
        stream(
            "/Subtype /Form",
            format!("{} {}", lines(&["once"]), "/X Do ".repeat(50)).as_bytes(),
        ),
        b"6 0 R".to_vec(),
        b"8 0 R".to_vec(),
        b"7 0 R".to_vec(),
    ];
    match read("a.pdf", &pdf_of(&circle, "/Info 7 0 R")) {
        Ok(read) => assert!(read.text.len() < 100 << 20),
        Err(problem) => assert!(problem.what.contains("more than"), "{problem}"),
    }
    let nested = [
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"[".repeat(1_000_000),
    ];
    refused("a.pdf", &pdf_of(&nested, ""), "no page");
    refused(
        "a.pdf",
        format!("%PDF-1.7\n{}", "1 0 obj [(".repeat(100_000)).as_bytes(),
        "overlap",
    );
    let streams = format!("%PDF-1.7\n{}", "1 0 obj <<>> stream\n".repeat(100_000));
    refused("a.pdf", streams.as_bytes(), "no page");
}

#[test]
fn pdf_bombs() {
    use flate2::write::ZlibEncoder;
    use std::io::Write;
    let deflated = |bytes: &[u8]| {
        let mut packer = ZlibEncoder::new(vec![], flate2::Compression::best());
        packer.write_all(bytes).expect("packed");
        packer.finish().expect("packed")
    };
    let bomb = deflated(&vec![b' '; 70 << 20]);
    let objects = |contents: Vec<u8>| {
        [
            b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
            b"<</Type /Pages /Kids [3 0 R]>>".to_vec(),
            b"<</Type /Page /Contents 4 0 R>>".to_vec(),
            contents,
        ]
    };
    refused(
        "a.pdf",
        &pdf_of(&objects(stream("/Filter /FlateDecode", &bomb)), ""),
        "unpacks to more than",
    );
    let twice = stream("/Filter [/FlateDecode /FlateDecode]", &deflated(&bomb));
    refused(
        "a.pdf",
        &pdf_of(&objects(twice), ""),
        "unpacks to more than",
    );
    let packed = stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", &bomb);
    refused(
        "a.pdf",
        &pdf_of(&objects(packed), ""),
        "unpacks to more than",
    );
}

/// Every beginning of a document is read or refused, and nothing is made up.
#[test]
fn cut_short() {
    let page =
        "<html><body><p>Both sides met.</p><blockquote>“We go on.”</blockquote></body></html>";
    let mail = "Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nwords\r\n--b--\r\n";
    let comments = format!("<w:comments><w:comment>{}</w:comment></w:comments>", p("c"));
    let documents: [(&str, Vec<u8>); 4] = [
        (
            "a.docx",
            word(&p("Both sides met."), &[("word/comments.xml", &comments)]),
        ),
        ("a.pdf", pdf(&[&lines(&["Both sides met."])])),
        ("a.eml", mail.as_bytes().to_vec()),
        ("a.html", page.as_bytes().to_vec()),
    ];
    for (name, bytes) in documents {
        for end in 0..bytes.len() {
            if let Ok(read) = read(name, &bytes[..end]) {
                assert!(read.text.len() < 1_000, "{name} {end}: {}", read.text);
            }
        }
    }
}

#[test]
fn pages_with_traps() {
    let text = "The two delegations met again in Dorn, and both said afterwards that the talks would go on. ".repeat(3);
    for trap in [
        format!(
            "<p {}>",
            (0..80_000).map(|n| format!("a{n}=1 ")).collect::<String>()
        ),
        "<font color=1><p>".repeat(50_000),
        "<a href='".repeat(100_000),
        "<!--".repeat(100_000),
        "<script>".repeat(100_000),
        "&#".repeat(500_000),
        "<table><tr><td>".repeat(30_000),
    ] {
        let page = format!("<html><p>{text}</p>{trap}");
        let read = read("a.html", page.as_bytes()).expect("it reads");
        assert!(
            read.text.starts_with("The two delegations"),
            "{}",
            &read.text[..200]
        );
        assert!(read.text.len() < page.len() + 1_000);
    }
}

//! Documents made by the tests themselves: Word files and PDFs, piece by piece.
#![allow(dead_code, reason = "each test file uses some of these")]

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// An archive of these files.
pub fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(vec![]));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        writer.start_file(*name, options).expect("a file begins");
        writer.write_all(bytes).expect("it is written");
    }
    writer.finish().expect("an archive").into_inner()
}

/// The main part of a Word file with this body.
pub fn main_part(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"w\" xmlns:mc=\"mc\" \
         xmlns:m=\"m\"><w:body>{body}</w:body></w:document>"
    )
}

const RELATIONS: &str = "<Relationships><Relationship Id=\"r1\" Type=\"http://x/officeDocument\" Target=\"word/document.xml\"/></Relationships>";

/// A Word file with this body and these other parts.
pub fn word(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let main = main_part(body);
    let mut files: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("word/document.xml", main.as_bytes()),
    ];
    files.extend(parts.iter().map(|(name, text)| (*name, text.as_bytes())));
    archive(&files)
}

/// A paragraph of one run.
pub fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

/// A PDF of these objects, from number 1 on, with its table of places; the first is the catalogue.
pub fn pdf_of(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut places = String::new();
    for (number, object) in (1..).zip(objects) {
        let _ = writeln!(places, "{:010} 00000 n ", out.len());
        out.extend(format!("{number} 0 obj\n").bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let at = out.len();
    let size = objects.len() + 1;
    out.extend(format!("xref\n0 {size}\n0000000000 65535 f \n{places}").bytes());
    out.extend(
        format!("trailer\n<</Size {size} /Root 1 0 R {trailer}>>\nstartxref\n{at}\n%%EOF\n")
            .bytes(),
    );
    out
}

/// A stream with its length, and with what else its table says.
pub fn stream(table: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = format!("<<{table} /Length {}>>\nstream\n", bytes.len()).into_bytes();
    out.extend(bytes);
    out.extend(b"\nendstream");
    out
}

/// A PDF with a page for each of these drawings, in a font of the first sort.
pub fn pdf(pages: &[&str]) -> Vec<u8> {
    let kids: String = (0..pages.len())
        .map(|n| format!("{} 0 R ", 4 + 2 * n))
        .collect();
    let mut objects = vec![
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        format!(
            "<</Type /Pages /Kids [{kids}] /Count {} /Resources <</Font <</F1 3 0 R>>>>>>",
            pages.len()
        )
        .into_bytes(),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>".to_vec(),
    ];
    for (n, page) in pages.iter().enumerate() {
        objects.push(
            format!(
                "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {} 0 R>>",
                5 + 2 * n
            )
            .into_bytes(),
        );
        objects.push(stream("", page.as_bytes()));
    }
    pdf_of(&objects, "")
}

/// Lines of drawing, one under the other, from the top.
pub fn lines(lines: &[&str]) -> String {
    let mut out = "BT /F1 12 Tf 72 720 Td 14 TL\n".to_owned();
    for line in lines {
        let _ = writeln!(out, "({line}) Tj T*");
    }
    out + "ET\n"
}

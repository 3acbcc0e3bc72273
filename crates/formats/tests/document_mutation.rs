//! Broken documents: readers give a bounded text or say what is wrong, and never fail otherwise.
//!
//! Each reader is tried for five seconds; `ONETEXT_FUZZ_SECONDS` says how long instead.

mod made;

use made::{lines, p, pdf, word};
use onetext_formats::document::read;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use std::time::{Duration, Instant};

/// Bits that documents are made of, and some that they should not be.
const BITS: [&[u8]; 28] = [
    b"<",
    b">",
    b"</",
    b"/>",
    b"\"",
    b"&#x1;",
    b"&lt;",
    b"(",
    b")",
    b"[",
    b"]",
    b"<<",
    b">>",
    b" 0 R",
    b"endstream",
    b"9999999999",
    b"-1",
    b"\r\n\r\n",
    b"--b",
    b"=3D",
    b"\xff\xfe",
    b"\xc3",
    b"\0",
    b"PK\x01\x02",
    b"<w:del>",
    b"<blockquote>",
    b"BT",
    b"Content-Type: message/rfc822\r\n",
];

/// One change: a bit turned, a piece taken out, doubled, moved, or put in.
fn mutate(bytes: &mut Vec<u8>, chance: &mut Pcg64) {
    if bytes.is_empty() {
        return;
    }
    let at = chance.random_range(0..bytes.len());
    let end = (at + chance.random_range(1..60)).min(bytes.len());
    match chance.random_range(0..6) {
        0 => bytes[at] ^= 1 << chance.random_range(0..8),
        1 => drop(bytes.drain(at..end)),
        2 => {
            let times = if chance.random_range(0..50) == 0 {
                2_000
            } else {
                1
            };
            let piece = bytes[at..end].to_vec();
            bytes.splice(at..at, piece.repeat(times));
        }
        3 => {
            let piece: Vec<u8> = bytes.drain(at..end).collect();
            let to = chance.random_range(0..=bytes.len());
            bytes.splice(to..to, piece);
        }
        4 if chance.random_range(0..5) == 0 => bytes.truncate(at),
        _ => {
            let bit = BITS[chance.random_range(0..BITS.len())];
            bytes.splice(at..at, bit.iter().copied());
        }
    }
}

fn seconds() -> u64 {
    let asked = std::env::var("ONETEXT_FUZZ_SECONDS").ok();
    asked.and_then(|s| s.parse().ok()).unwrap_or(5)
}

/// `made` makes a document, of parts that may have been changed; the document itself is changed up to `most` times.
fn survives(name: &str, most: usize, made: impl Fn(&mut Pcg64) -> Vec<u8>) {
    let mut chance = Pcg64::seed_from_u64(most as u64 + name.len() as u64);
    let begun = Instant::now();
    let (mut tried, mut read_well) = (0u64, 0u64);
    while begun.elapsed() < Duration::from_secs(seconds()) {
        let mut bytes = made(&mut chance);
        for _ in 0..chance.random_range(0..=most) {
            mutate(&mut bytes, &mut chance);
        }
        match read(name, &bytes) {
            Ok(read) => {
                assert!(
                    read.text.len() <= 100 * bytes.len() + (1 << 20),
                    "{} of {}",
                    read.text.len(),
                    bytes.len()
                );
                assert!(!read.text.contains('\0'));
                read_well += 1;
            }
            Err(problem) => {
                assert!(!problem.what.is_empty() && !problem.mend.is_empty());
                assert!(
                    !problem.what.contains("in a way that cannot be read"),
                    "a fault: {problem} in {bytes:?}"
                );
            }
        }
        tried += 1;
    }
    println!("{name}: {tried} tried, {read_well} still read");
    assert!(
        read_well > 0 && read_well < tried,
        "some change matters and some does not"
    );
}

const PAGE: &str = "<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>Talks</title><meta property='og:title' content=T>\
    <script type='application/ld+json'>{\"datePublished\": \"2031-05-09\"}</script></head><body><nav><a href=/>Home</a></nav>\
    <article><h1>Talks</h1><p>The two delegations met again in Dorn on Tuesday, and both sides said that the talks would go on.</p>\
    <p>“We go on,” said <b>Ada Venn</b>, the deputy minister, to the Gazette, and left the room in which the others stayed on.</p>\
    <blockquote>Nobody left.<br>Not one.</blockquote><ul><li>a<li>b</ul><table><tr><td>x<td>y</table><pre>z</pre></article></body></html>";
const MAIL: &str = "From: Ada Venn <venn@asteria.example>\r\nSubject: =?utf-8?q?A_=E2=80=93_B?=\r\nDate: Fri, 09 May 2031 10:00:00 +0200\r\n\
    Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: base64\r\n\r\n5MEu\r\n\
    --b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>caf=C3=A9</p>\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n\
    Subject: inner\r\n\r\nwords\r\n--b\r\nContent-Type: application/pdf; name=\"a.pdf\"\r\n\r\nx\r\n--b--\r\n";
const DRAWING: &str = "q 1 0 0 1 0 0 cm BT /F1 12 Tf 72 720 Td 14 TL (Both sides met in Dorn and spoke of a cease-) Tj T* \
    [(fi) -300 (re) 20 <2e>] TJ 0 -30 Td (\\(a\\) We go on.) ' ET Q BI /W 1 ID x EI";

#[test]
fn pages_survive() {
    survives("a.html", 5, |_| PAGE.as_bytes().to_vec());
}

#[test]
fn mails_survive() {
    survives("a.eml", 5, |_| MAIL.as_bytes().to_vec());
}

#[test]
fn texts_survive() {
    let text = "Министр заявил: «Мы готовы». “We go on,” said Ada Venn.\r\n".repeat(3);
    survives("a.txt", 5, |_| text.as_bytes().to_vec());
}

#[test]
fn pdfs_survive() {
    let drawing = lines(&["“We go on,” said Ada Venn.", "Nobody left."]);
    survives("a.pdf", 5, |_| pdf(&[DRAWING, &drawing]));
}

/// The parts are changed before they are packed: a changed archive rarely opens.
#[test]
fn word_files_survive() {
    let body = format!(
        "{}<w:tbl><w:tr><w:tc>{}</w:tc><w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>\
        <w:ins><w:r><w:t>x</w:t></w:r></w:ins><w:del><w:r><w:delText>y</w:delText></w:r></w:del></w:p></w:tc></w:tr></w:tbl>",
        p("Both sides met &amp; spoke."),
        p("cell")
    );
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId=\"1\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"upperRoman\"/>\
        <w:lvlText w:val=\"%1.%2\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"1\"/></w:num></w:numbering>";
    let changed = |text: &str, chance: &mut Pcg64| {
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..chance.random_range(0..3) {
            mutate(&mut bytes, chance);
        }
        String::from_utf8_lossy(&bytes).into_owned()
    };
    survives("a.docx", 0, |chance| {
        let (body, numbering) = (changed(&body, chance), changed(numbering, chance));
        let mut bytes = word(&body, &[("word/numbering.xml", &numbering)]);
        if chance.random_range(0..8) == 0 {
            mutate(&mut bytes, chance);
        }
        bytes
    });
}

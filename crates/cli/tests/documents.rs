//! Documents as sources: kept as received, read beside, their own facts proposed, their text guarded.

mod common;

use common::{Folder, onetext};

const PAGE: &str = "<html lang=en><meta property='og:site_name' content='Shore Gazette'>\
    <meta property='article:published_time' content='2031-05-09T08:00Z'><title>Talks go on</title>\
    <nav>Home</nav><p>Both sides met.</p><p>\"We go on,\" said Ada Venn, the deputy minister.</p></html>";
const MAIL: &str = "From: Ada Venn <venn@asteria.example>\r\nDate: Fri, 09 May 2031 10:00:00 +0200\r\nSubject: Harbour\r\n\
    Content-Type: text/plain; charset=windows-1252\r\n\r\n\x22We accept the plan,\x22 the minister said.\r\n";

/// Talks, and a folder outside with a file in it.
fn talks_and(name: &str, bytes: &[u8]) -> (Folder, Folder, String) {
    let talks = Folder::of(&[("talks.toml", "title = \"T\"\n")]);
    let outside = Folder::of(&[]);
    outside.put(name, bytes);
    let path = outside.path.join(name).to_str().expect("text").to_owned();
    (talks, outside, path)
}

#[test]
fn a_page_becomes_a_source_with_its_reading_text() {
    let (talks, _outside, path) = talks_and("Gazette page.html", PAGE.as_bytes());
    let ended = talks.run("add", &[&path, "--room", "public", "--channel", "print"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    for says in [
        "received source `gazette-page`",
        "read as web page, UTF-8",
        "`on` is 2031-05-09, as the document says",
        "`outlet` is `Shore Gazette`",
        "note: left out 4 characters of menus",
        "“We go on,”",
    ] {
        assert!(ended.out.contains(says), "{says}: {}", ended.out);
    }
    let files = talks.files();
    assert_eq!(files["record/gazette-page.html"], PAGE.as_bytes());
    let text = talks.read("record/gazette-page.txt");
    assert_eq!(
        text,
        "Both sides met.\n\n\"We go on,\" said Ada Venn, the deputy minister.\n"
    );
    let sources = talks.read("sources.toml");
    for line in [
        "reading = \"record/gazette-page.txt\"",
        "reading-hash = \"",
        "proposed = [\"on\", \"outlet\", \"language\", \"title\"]",
        "channel = \"print\"",
    ] {
        assert!(sources.contains(line), "{line}: {sources}");
    }
    let checked = talks.run("check", &[]);
    assert_eq!(checked.code, 0, "{}", checked.out);
    assert!(format!("{}{}", checked.out, checked.err).contains("stand as the document says"));
}

#[test]
fn a_changed_reading_text_is_a_problem() {
    let (talks, _outside, path) = talks_and("a.eml", MAIL.as_bytes());
    let ended = talks.run("add", &[&path, "--room", "team", "--json"]);
    let done = ended.json();
    let facts: Vec<&str> = done
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| it["fact"].as_str().expect("text"))
        .collect();
    assert_eq!(
        facts[..4],
        [
            "source received",
            "statement proposed",
            "document read",
            "field proposed"
        ]
    );
    talks.append("record/a.txt", "x");
    let checked = talks.run("check", &[]);
    assert_eq!(checked.code, 1);
    let said = format!("{}{}", checked.out, checked.err);
    assert!(
        said.contains("`record/a.txt` is not the reading text that was stored"),
        "{said}"
    );
}

#[test]
fn what_cannot_be_read_changes_nothing() {
    let (talks, outside, _) = talks_and(
        "a.html",
        PAGE.replace("article:published_time", "x").as_bytes(),
    );
    outside.put("b.pdf", b"%PDF-1.7\n1 0 obj <</Type /Page>> endobj");
    outside.put("c.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    talks.put("record/d.txt", b"mine");
    outside.put("d.txt", b"theirs");
    let before = talks.files();
    for (name, on, says) in [
        ("a.html", None, "`a.html` does not say of which day it is"),
        ("b.pdf", Some("2031-05-09"), "has no text layer"),
        ("c.docx", Some("2031-05-09"), "password"),
        (
            "d.txt",
            Some("2031-05-09"),
            "`record/d.txt` is there already",
        ),
    ] {
        let path = outside.path.join(name);
        let mut words = vec![path.to_str().expect("text"), "--room", "public"];
        words.extend(on.into_iter().flat_map(|on| ["--on", on]));
        let ended = talks.run("add", &words);
        assert_eq!(ended.code, 1, "{name}");
        assert!(
            ended.err.contains(says) && ended.err.contains("mend:"),
            "{name}: {}",
            ended.err
        );
        assert_eq!(talks.files(), before, "{name}");
    }
}

#[test]
fn a_text_in_an_older_encoding_is_kept_beside_its_reading_text() {
    let bytes = b"\xcc\xe8\xed\xe8\xf1\xf2\xf0 \xe7\xe0\xff\xe2\xe8\xeb: \xab\xcc\xfb \xe3\xee\xf2\xee\xe2\xfb\xbb.\n";
    let (talks, _outside, path) = talks_and("r.txt", bytes);
    let ended = talks.run("add", &[&path, "--room", "public", "--on", "2031-05-09"]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(
        ended.out.contains("windows-1251 was guessed"),
        "{}",
        ended.out
    );
    assert_eq!(talks.files()["record/r.txt"], bytes);
    assert_eq!(
        talks.read("record/r.reading.txt"),
        "Министр заявил: «Мы готовы».\n"
    );
}

#[test]
fn quotes_are_found_in_documents_of_any_kind() {
    let (_talks, _outside, path) = talks_and("a.html", PAGE.as_bytes());
    let ended = onetext(&["quotes", &path]);
    assert_eq!(ended.code, 0, "{}", ended.err);
    assert!(
        ended.out.contains("We go on") && ended.out.contains("note: "),
        "{}",
        ended.out
    );
}

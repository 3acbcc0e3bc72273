//! The review without a terminal: keys in, files and screens out.

#[path = "review/folder.rs"]
mod folder;

use folder::{Folder, keys, press};
use onetext_workbench::Workbench;
use onetext_workbench::review::key::Key;
use onetext_workbench::review::session::Mode;
use proptest::prelude::*;

/// What the files say after these keys: each text must be in one of them, or with `-` before it in none.
#[track_caller]
fn check(typed: &str, expect: &[&str]) {
    let folder = Folder::new();
    let mut review = folder.review();
    press(&mut review, typed);
    let said = review.session().said.clone().unwrap_or_default().0;
    let all = format!(
        "{}{}",
        folder.read("statements.toml"),
        folder.read("judgments.toml")
    );
    for text in expect {
        match text.strip_prefix('-') {
            Some(text) => assert!(
                !all.contains(text),
                "`{typed}` writes {text}:\n{all}\n{said}"
            ),
            None => assert!(
                all.contains(text) || said.contains(text),
                "`{typed}` lacks {text}:\n{all}\n{said}"
            ),
        }
    }
    let checked = Workbench::open(&folder.path()).expect("opens").check();
    assert!(!checked.failed(), "`{typed}`: {:?}", checked.problems);
}

#[test]
fn each_key_writes_what_it_says() {
    check("<enter>", &["state = \"confirmed\"", "confirmed"]);
    check("d", &["state = \"discarded\""]);
    check("n<left>", &["-confirmed", "-discarded"]);
    check("1", &["about = [\"filling\"]", "linked to filling"]);
    check("11", &["-about", "no longer linked"]);
    check("lferry<enter>", &["about = [\"ferry\"]"]);
    check("l<esc>", &["-about"]);
    check("h", &["hearsay = true", "hearsay"]);
    check("hh", &["not hearsay"]);
    check(
        "srenn<enter>",
        &["speaker = \"renn\"\nstate", "party = \"lowlands\""],
    );
    check("slowl<enter>", &["party = \"lowlands\""]);
    check(
        "sthe miller<enter>",
        &["speaker-text = \"the miller\"", "-speaker = \"dahl\""],
    );
    check(
        "w<left><left><enter>",
        &["the words set", "-start = 58\nend = 131\nspeaker"],
    );
    check("w<esc>", &["start = "]);
    check("x", &["no such key here"]);
    check("u", &["nothing to take back"]);
    check("nn1", &["no likely point"]);
    check("nn3<enter>", &["-about"]);
}

#[test]
fn a_judgment_takes_five_keys_and_confirms_and_links_in_the_same_go() {
    check(
        "j<enter>lb<enter>",
        &[
            "level = \"can live with\"",
            "at = \"filling=",
            "confidence = \"believed\"",
            "because = \"said so in Marlow Echo, 2031-05-09\"",
            "from = [\"s-1\"]",
            "words = \"b3:",
            "on = 2031-05-12",
            "about = [\"filling\"]",
            "state = \"confirmed\"",
        ],
    );
    check(
        "jautumn<enter>ct<back><back>!<enter>",
        &[
            "level = \"cannot\"",
            "at = \"filling=in-autumn\"",
            "tested",
            "2031-05-!",
        ],
    );
    check(
        "jautumn<enter>pspring<enter>c<enter>",
        &[
            "prefers = [\"filling=in-autumn\", \"filling=in-spring\"]",
            "claimed",
        ],
    );
    check(
        "jautumn<enter>omarket<enter>b<enter>",
        &["only-with = { a = \"filling=in-autumn\", b = \"ferry=on-market-days\" }"],
    );
    check(
        "jautumn<enter>s<enter>b<enter>",
        &["sacred = \"filling\"", "-answer"],
    );
    check(
        "jautumn<enter>sspring<enter>b<enter>",
        &["answer = \"filling=in-spring\""],
    );
    check("jtoll least<enter>3<enter>lb<enter>", &["at = \"toll>=3\""]);
    check("jtoll exact<enter>x<enter>", &["plain figure", "-judgment"]);
    check("jtoll least<enter>3<enter>p", &["one figure"]);
    check(
        "jtoll least<enter>99<enter>lb<enter>",
        &["toll", "-confirmed", "-judgment"],
    );
    check(
        "jarchive<enter>cb<enter>",
        &["at = \"archive=as-it-stands\""],
    );
    check("nnj", &["whose statement"]);
    check("j<enter>lb<enter>d", &["rests on statement"]);
}

#[test]
fn undo_gives_back_the_same_bytes() {
    for typed in [
        "<enter>",
        "d",
        "1",
        "h",
        "w<right><enter>",
        "j<enter>lb<enter>",
        "1<enter>dnlferry<enter>",
    ] {
        let folder = Folder::new();
        let before = folder.read("statements.toml");
        let mut review = folder.review();
        press(&mut review, typed);
        assert_ne!(folder.read("statements.toml"), before, "{typed}");
        let decided = review.session().history.len();
        press(&mut review, &"u".repeat(decided));
        assert_eq!(folder.read("statements.toml"), before, "{typed}");
        assert_eq!(folder.read("judgments.toml"), "", "{typed}");
    }
}

#[test]
fn a_folder_changed_underneath_is_read_again_on_request() {
    let folder = Folder::new();
    let mut review = folder.review();
    let path = folder.path().join("statements.toml");
    std::fs::write(&path, folder.read("statements.toml") + "# mine\n").expect("written");
    let theirs = folder.read("statements.toml");
    press(&mut review, "<enter>");
    assert_eq!(review.session().mode, Mode::Stale);
    assert_eq!(folder.read("statements.toml"), theirs);
    insta::assert_snapshot!("stale", review.screen((80, 24), true).text());
    press(&mut review, "r<enter>");
    let now = folder.read("statements.toml");
    assert!(now.contains("# mine") && now.contains("confirmed"), "{now}");
    // What somebody else changed since is not undone over their heads.
    std::fs::write(&path, now.replace("\"confirmed\"", "\"discarded\"")).expect("written");
    press(&mut review, "hru");
    let said = review.session().said.clone().expect("it says why").0;
    assert!(said.contains("somebody changed it"), "{said}");
}

/// The screen after some keys, as kept.
fn screen(name: &str, typed: &str, size: (usize, usize)) {
    let folder = Folder::new();
    let mut review = folder.review();
    press(&mut review, typed);
    insta::assert_snapshot!(name, review.screen(size, true).text());
}

#[test]
fn screens_are_as_kept() {
    screen("first_80x24", "", (80, 24));
    screen("first_40x12", "", (40, 12));
    screen("first_120x30", "<enter>", (120, 30));
    screen("too_small", "", (38, 10));
    screen("wide_letters", "nn", (80, 24));
    screen("wide_letters_40x12", "nn", (40, 12));
    screen("right_to_left", "nnn", (80, 24));
    screen("combining_and_controls", "nnnn", (80, 24));
    screen("speaker", "sre", (80, 24));
    screen("link_40x12", "l", (40, 12));
    screen("words", "w<left><left>", (80, 24));
    screen("judge_what", "j", (80, 24));
    screen("judge_how", "j<enter>", (80, 24));
    screen("judge_how_40x12", "j<enter>", (40, 12));
    screen("judge_why", "j<enter>lb", (80, 24));
    screen("judged", "j<enter>lb<enter>", (80, 24));
    screen("help_80x24", "?", (80, 24));
    screen("help_40x12", "?<down>", (40, 12));
    screen("the_end", "<enter>dn<enter>n", (80, 24));
}

#[test]
fn styles_carry_what_signs_do_without_colour() {
    let folder = Folder::new();
    let screen = folder.review().screen((60, 16), false);
    insta::assert_debug_snapshot!("styles", screen.lines.iter().take(5).collect::<Vec<_>>());
}

fn any_key() -> impl Strategy<Value = Key> {
    let letters = keys(
        "dnbslwhj123u?qcrpox enter<enter><enter><esc><tab><up><down><left><right><back><pgdn>",
    );
    prop_oneof![4 => prop::sample::select(letters), 1 => any::<char>().prop_map(Key::Char)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_keys_leave_a_valid_folder_and_undo_gives_all_back(typed in prop::collection::vec(any_key(), 1..60), columns in 1usize..140, rows in 1usize..50) {
        let folder = Folder::new();
        let before = Workbench::open(&folder.path()).expect("opens");
        let mut review = folder.review();
        for key in &typed {
            review.press(*key);
            let screen = review.screen((columns, rows), false);
            prop_assert_eq!(screen.lines.len(), rows);
            for line in &screen.lines {
                let wide: usize = line.iter().map(|(_, text)| onetext_workbench::review::wrap::width(text)).sum();
                prop_assert!(wide <= columns, "{:?}", line);
            }
        }
        let after = Workbench::open(&folder.path()).expect("opens");
        prop_assert_eq!(after.check().failed(), before.check().failed());
        while review.session().mode != Mode::Reading {
            review.press(Key::Escape);
        }
        for _ in 0..review.session().history.len() {
            review.press(Key::Char('u'));
        }
        let back = Workbench::open(&folder.path()).expect("opens");
        prop_assert_eq!(&back.talks().statements, &before.talks().statements);
        prop_assert_eq!(&back.talks().judgments, &before.talks().judgments);
        prop_assert_eq!(back.problems(), before.problems());
    }
}

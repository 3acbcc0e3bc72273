//! A small folder of talks with five proposed statements, in several scripts.

use onetext_model::Date;
use onetext_workbench::review::key::Key;
use onetext_workbench::review::{Review, Wanted};
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

const TALKS: &str = r#"title = "Orrin valley"
exercise = true

[[party]]
id = "uplands"
name = "Uplands"
kind = "party"

[[party]]
id = "lowlands"
name = "Lowlands"
kind = "party"

[[person]]
id = "dahl"
name = "Mira Dahl"
party = "uplands"
titles = ["water warden"]

[[person]]
id = "renn"
name = "Tobias Renn"
party = "lowlands"
"#;

const DRAFT: &str = "\
1. **Reservoir.** The reservoir is filled [filling: in spring | in autumn *].
2. **Ferry.** The ferry at Marlow runs [ferry: every day * | on market days].
3. **Toll.** The toll on the bridge is [toll: 0 .. 10 step 1 crowns | 4 *].
4. **Archive.** The archive of the valley is returned.
";

const REPORT: &str = "\
The two delegations met in the old mill for a third day. “We can fill the reservoir in autumn, but not a day
sooner,” said Mira Dahl, the water warden, on her way out. She would not take questions.

“A ferry that runs on market days only is no ferry,” Tobias Renn told the Marlow Echo.

代表は言った。“貯水池は秋に満たす。それ以外は受け入れられない。”と述べた。橋の通行料については何も言わなかった。

הנציג אמר: “את הארכיון של העמק יש להחזיר לפני החורף.” הוא לא הוסיף דבר.

The aide, who speaks for nobody, added: “Cafe\u{301} owners want the toll\u{1b}[31m lower, I am told.”
";

/// A folder of its own.
pub struct Folder {
    /// Where it is; gone when this is.
    pub temporary: TempDir,
}

impl Folder {
    /// Made anew.
    pub fn new() -> Self {
        let temporary = TempDir::new().expect("a temporary folder");
        let root = temporary.path();
        fs::create_dir_all(root.join("drafts")).expect("made");
        fs::create_dir_all(root.join("record")).expect("made");
        let hash = onetext_talks::files::hash(REPORT.as_bytes());
        let source = format!(
            "[[source]]\nid = \"echo\"\nfile = \"record/echo.txt\"\nhash = \"{hash}\"\non = 2031-05-09\nroom = \"public\"\noutlet = \"Marlow Echo\"\n"
        );
        for (name, text) in [
            ("talks.toml", TALKS),
            ("drafts/01.md", DRAFT),
            ("record/echo.txt", REPORT),
            ("sources.toml", &source),
            ("statements.toml", &statements()),
        ] {
            fs::write(root.join(name), text).expect("written");
        }
        Self { temporary }
    }

    /// Where it is.
    pub fn path(&self) -> PathBuf {
        self.temporary.path().to_owned()
    }

    /// Its text, or nothing.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap_or_default()
    }

    /// A review of all that is proposed.
    pub fn review(&self) -> Review {
        let wanted = Wanted {
            source: None,
            all: false,
            by: "desk".to_owned(),
            on: Date::parse("2031-05-12").expect("a day"),
        };
        Review::open(&self.path(), wanted).expect("it opens")
    }
}

/// A statement for each pair of quotation marks.
fn statements() -> String {
    let more = [
        "speaker = \"dahl\"\n",
        "speaker = \"renn\"\nchannel = \"Marlow Echo\"\n",
        "kind = \"mixed\"\nspeaker-text = \"代表\"\n",
        "kind = \"indirect\"\nspeaker-text = \"הנציג\"\nparty = \"uplands\"\n",
        "speaker-text = \"The aide\"\nhearsay = true\n",
    ];
    let mut text = "# by hand\n".to_owned();
    let quotes = REPORT.match_indices('“').zip(REPORT.match_indices('”'));
    for (number, ((open, _), (end, _))) in quotes.enumerate() {
        let start = open + '“'.len_utf8();
        text += &format!(
            "\n[[statement]]\nid = \"s-{}\" # {number}\nsource = \"echo\"\nstart = {start}\nend = {end}\n{}state = \"proposed\"\n",
            number + 1,
            more[number]
        );
    }
    text
}

/// Keys as typed: letters, and `<enter>` and the like for the others.
pub fn keys(typed: &str) -> Vec<Key> {
    let mut keys = vec![];
    let mut rest = typed;
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|r| r.split_once('>'));
        let (key, after) = match named {
            Some((name, after)) => (named_key(name), after),
            None => (Key::Char(c), &rest[c.len_utf8()..]),
        };
        keys.push(key);
        rest = after;
    }
    keys
}

fn named_key(name: &str) -> Key {
    match name {
        "enter" => Key::Enter,
        "esc" => Key::Escape,
        "back" => Key::Backspace,
        "tab" => Key::Tab,
        "up" => Key::Up,
        "down" => Key::Down,
        "left" => Key::Left,
        "right" => Key::Right,
        "pgup" => Key::PageUp,
        "pgdn" => Key::PageDown,
        other => panic!("no key `{other}`"),
    }
}

/// Presses all of them.
pub fn press(review: &mut Review, typed: &str) {
    for key in keys(typed) {
        review.press(key);
    }
}

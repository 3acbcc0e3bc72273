//! The talks as of a date, and as of an earlier draft.

use onetext_model::{Date, JudgmentId};
use onetext_study::{barred, in_force};
use onetext_talks::files::Files;
use onetext_talks::{Talks, read, space};

fn talks(judgments: &str) -> Talks {
    let mut files = Files::new();
    let mut put = |name: &str, text: &str| files.put(name, text.as_bytes().to_vec());
    put(
        "talks.toml",
        "title = \"T\"\n[[party]]\nid = \"a\"\nname = \"A\"\n",
    );
    put(
        "drafts/1.md",
        "1. Run [harbour: ours #ours * | theirs #theirs].\n2. Go [pace: slow * | fast].\n",
    );
    put(
        "drafts/2.md",
        "1. Run [harbour: ours #ours | theirs #theirs | jointly *].\n2. Go [pace: slow * | fast].\n",
    );
    put("judgments.toml", judgments);
    let (talks, problems) = read::read(&files);
    assert!(problems.iter().all(|p| p.bearable), "{problems:?}");
    talks
}

fn judged(id: &str, on: &str, rest: &str) -> String {
    format!(
        "[[judgment]]\nid = \"{id}\"\nparty = \"a\"\non = {on}\nby = \"d\"\nbecause = \"b\"\nconfidence = \"tested\"\n{rest}\n"
    )
}

#[test]
fn a_judgment_counts_until_the_day_it_is_superseded() {
    let level = "level = \"cannot\"\nat = \"harbour=theirs\"";
    let later = "level = \"wants\"\nat = \"harbour=theirs\"\nsupersedes = [\"j1\"]";
    let talks = talks(&(judged("j1", "2031-05-01", level) + &judged("j2", "2031-05-09", later)));
    let over = space::of_talks(&talks);
    for (on, expect) in [
        (Some("2031-05-08"), "j1"),
        (Some("2031-05-09"), "j2"),
        (None, "j2"),
    ] {
        let on = on.map(|on| Date::parse(on).expect("a date"));
        let counting = in_force::standing(&talks, &over, on).counting;
        let ids: Vec<&JudgmentId> = counting.iter().map(|j| &j.judgment.id).collect();
        assert_eq!(ids, [&JudgmentId::new(expect).expect("a name")], "{on:?}");
    }
}

#[test]
fn a_condition_on_words_to_come_ties_nothing() {
    let condition = "only-with = { a = \"harbour=jointly\", b = \"pace=slow\" }";
    let talks = talks(&judged("j1", "2031-05-01", condition));
    let lines = |talks: &Talks| {
        let over = space::of_talks(talks);
        let standing = in_force::standing(talks, &over, None);
        let counting: Vec<_> = standing.counting.iter().collect();
        barred::red_lines(talks, &over, &counting).len()
    };
    assert_eq!((lines(&talks), lines(&talks.as_of_draft(1))), (1, 0));
}

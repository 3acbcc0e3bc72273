//! A study that goes on from an earlier one, and one that tries the constants.

use onetext_solve::Acceptance;
use onetext_solve::walk::Control;
use onetext_study::derive::Also;
use onetext_study::{Carried, Options, Study, derive_after};
use onetext_talks::{Files, Talks, read};

fn talks(more: &str) -> Talks {
    let mut files = Files::new();
    let mut put = |name: &str, text: String| files.put(name, text.into_bytes());
    let party = |id: &str| format!("[[party]]\nid = \"{id}\"\nname = \"{id}\"\n");
    put(
        "talks.toml",
        format!("title = \"T\"\n{}{}", party("a"), party("b")),
    );
    put(
        "drafts/1.md",
        "1. Run [harbour: ours #ours * | theirs #theirs | jointly].\n2. Go [pace: slow * | fast].\n3. Pay [sum: 10 .. 50 step 10 coins | 30 *].\n".to_owned(),
    );
    let judged = |id: &str, party: &str, says: &str| {
        format!(
            "[[judgment]]\nid = \"{id}\"\nparty = \"{party}\"\non = 2031-05-01\nby = \"d\"\nbecause = \"b\"\nconfidence = \"believed\"\n{says}\n"
        )
    };
    let all = [
        judged(
            "j1",
            "a",
            "prefers = [\"harbour=ours\", \"harbour=jointly\"]",
        ),
        judged("j2", "a", "level = \"can live with\"\nat = \"pace=slow\""),
        judged("j3", "a", "less = \"sum\""),
        judged("j4", "b", "matters-more = [\"harbour\", \"pace\"]"),
        judged(
            "j5",
            "b",
            "level = \"only in return\"\nat = \"harbour=ours\"",
        ),
        judged("j6", "b", "more = \"sum\""),
    ];
    put("judgments.toml", all.concat() + more);
    let (talks, problems) = read(&files);
    assert!(problems.iter().all(|p| p.bearable), "{problems:?}");
    talks
}

const MORE: &str = "[[judgment]]\nid = \"j7\"\nparty = \"a\"\non = 2031-05-02\nby = \"d\"\nbecause = \"b\"\nconfidence = \"believed\"\nmatters-more = [\"sum\", \"pace\"]\n";

fn study(talks: &Talks, earlier: Option<&Carried>, also: Also) -> (Study, Carried) {
    let control = Control::default();
    let options = Options {
        seed: 1,
        on: None,
        with_caucus: true,
        draft: None,
        words: &|_| None,
        also,
        control: &control,
    };
    derive_after(talks, &[], &options, earlier).expect("a study")
}

fn working<'s>(study: &'s Study, party: &str) -> &'s Acceptance {
    let found = study.parties.iter().find(|p| p.id.as_str() == party);
    &found
        .and_then(|p| p.working.as_ref())
        .expect("a figure")
        .all
}

#[test]
fn going_on_gives_what_starting_over_gives() {
    let (before, after) = (talks(""), talks(MORE));
    let (first, carried) = study(&before, None, Also::default());
    let (again, _) = study(&before, Some(&carried), Also::default());
    assert_eq!(first, again, "nothing was edited");
    let (scratch, _) = study(&after, None, Also::default());
    let (gone_on, _) = study(&after, Some(&carried), Also::default());
    assert_eq!(
        working(&scratch, "b"),
        working(&gone_on, "b"),
        "whom the edit leaves alone"
    );
    let (x, y) = (working(&scratch, "a"), working(&gone_on, "a"));
    assert_ne!(x, working(&first, "a"), "the edit is heard");
    let error = |of: &Acceptance| {
        let share = of.shares().free;
        share * (1.0 - share) / of.mixing.effective
    };
    let apart = (x.shares().free - y.shares().free).abs();
    assert!(apart < 4.0 * (error(x) + error(y)).sqrt(), "{apart}");
}

#[test]
fn constants_are_tried_where_something_rests_on_them() {
    let also = Also {
        sensitivity: true,
        frontier: true,
    };
    let (study, _) = study(&talks(""), None, also);
    let of = |constant: &str| -> Vec<bool> {
        let trials = study.sensitivity.iter();
        let trials = trials.filter(|t| t.constant == constant);
        trials
            .flat_map(|t| &t.parties)
            .map(|tried| tried.figure.is_some())
            .collect()
    };
    assert!(of("the zero's prior").iter().all(|tried| *tried));
    assert!(of("right if believed").iter().all(|tried| *tried));
    let untouched = [
        "right if tested",
        "right if claimed",
        "price if no deal is preferred",
    ];
    for constant in untouched {
        assert!(of(constant).iter().all(|tried| !tried), "{constant}");
    }
    let clamp = of("bounds of a prior probability");
    assert_eq!(
        clamp,
        [false, true],
        "only a weight order's probability may be estimated"
    );
    let strict = &study.sensitivity[0].parties[0];
    let beside = study.parties[0]
        .working
        .as_ref()
        .expect("a figure")
        .prior2
        .shares();
    let tried = strict.figure.as_ref().expect("tried").shares();
    assert!(
        (beside.free - tried.free).abs() < 0.03,
        "{beside:?} {tried:?}"
    );
    let balance = study.balance.as_ref().expect("asked for");
    assert!(!balance.points.is_empty() && balance.exact);
}

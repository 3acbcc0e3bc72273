//! The model behaves as its authors measured it, on a party with twelve points of one bracket each.

use onetext_model::{
    Alternative, Existence, Issue, IssueId, IssueKind, Key, Level, Package, PartyId, Space,
};
use onetext_solve::acceptability::acceptance;
use onetext_solve::readings::Sampler;
use onetext_solve::standing::{IssueRecord, Judged, Price, Record, Standing};
use onetext_solve::{Settings, Word};

fn space() -> Space {
    let issue = |n: usize| {
        let id = IssueId::new(&format!("i{n}")).expect("a name");
        let alternative = |key: &str, working| Alternative {
            key: Key::new(key).expect("a key"),
            wording: key.to_owned(),
            owners: vec![],
            working,
            figure: None,
        };
        let alternatives = vec![alternative("a", true), alternative("b", false)];
        Issue {
            point: id.clone(),
            id,
            kind: IssueKind::Words,
            alternatives,
            existence: Existence::Always,
        }
    };
    Space::new((0..12).map(issue).collect())
}

/// The share of readings on which the working text is accepted, silence read freely, and the word.
fn measured(mix: [usize; 3], right: f64) -> (f64, Word) {
    let space = space();
    let levels = [Level::Wants, Level::CanLiveWith, Level::OnlyInReturn];
    let mut judged: Vec<Level> = vec![];
    levels
        .iter()
        .zip(mix)
        .for_each(|(level, n)| judged.extend(std::iter::repeat_n(*level, n)));
    let issue = |n: usize| match judged.get(n) {
        Some(level) => IssueRecord {
            standing: Standing::Judged,
            levels: vec![Judged {
                level: *level,
                first: 0,
                last: 0,
                range: false,
                right,
            }],
            direction: None,
        },
        None => IssueRecord::silent(),
    };
    let record = Record {
        party: PartyId::new("p").expect("a name"),
        issues: (0..12).map(issue).collect(),
        matters: (0..12).map(|n| vec![n]).collect(),
        price: Price::None,
        linked: vec![],
        scores: None,
    };
    let settings = Settings::default();
    let sampler = Sampler::new(&record, &space, &settings);
    let package = Package::working(&space).expect("all marked");
    let found = acceptance(&sampler, &[package], &[false], settings.readings)[0];
    (found.shares().free, found.word())
}

#[test]
fn shares_of_readings_match_the_published_ones() {
    let published = [
        ([3, 6, 3], 0.98, 0.81),
        ([0, 9, 3], 0.98, 0.45),
        ([9, 0, 3], 0.98, 0.96),
        ([3, 6, 3], 0.90, 0.80),
        ([0, 9, 3], 0.90, 0.53),
        ([9, 0, 3], 0.90, 0.94),
        ([0, 0, 0], 0.98, 0.78),
    ];
    for (mix, right, expect) in published {
        let (share, _) = measured(mix, right);
        assert!(
            (share - expect).abs() < 0.01,
            "{mix:?} at {right}: {share}, published {expect}"
        );
    }
}

#[test]
fn with_nothing_on_record_the_word_is_not_known() {
    assert_eq!(measured([0, 0, 0], 0.98).1, Word::NotKnown);
    assert_ne!(measured([6, 0, 0], 0.98).1, Word::NotKnown);
}

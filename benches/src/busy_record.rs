//! A party with sixty issues of five alternatives and two hundred judgments, ten of them about whole
//! packages that contradict the rest.

use onetext_model::{
    Alternative, Existence, Issue, IssueId, IssueKind, Key, Level, Package, PartyId, Space,
};
use onetext_solve::linked::{Choices, Linked, Says};
use onetext_solve::settings::Right;
use onetext_solve::standing::{IssueRecord, Judged, Price, Record, Standing};
use onetext_solve::stream::Stream;

/// How many issues there are.
pub const ISSUES: usize = 60;
/// How many alternatives each has.
pub const ALTERNATIVES: usize = 5;

fn issue(n: usize) -> Issue {
    let name = |text: String| IssueId::new(&text).unwrap_or_else(|_| unreachable!("a name"));
    let id = name(format!("i{n}"));
    let alternative = |a: usize| Alternative {
        key: Key::of_words(&format!("a{a}")),
        wording: format!("a{a}"),
        owners: vec![],
        working: a == 0,
        figure: None,
    };
    Issue {
        point: id.clone(),
        id,
        kind: IssueKind::Words,
        alternatives: (0..ALTERNATIVES).map(alternative).collect(),
        existence: Existence::Always,
    }
}

/// The space.
pub fn space() -> Space {
    Space::new((0..ISSUES).map(issue).collect())
}

/// Packages whose figures are shown: the working text and nine that differ from it more and more.
pub fn packages(space: &Space) -> Vec<Package> {
    let of = |n: usize| {
        let wishes: Vec<Option<u16>> = (0..ISSUES)
            .map(|i| {
                Some(if i % 10 < n {
                    (1 + (i + n) % 4) as u16
                } else {
                    0
                })
            })
            .collect();
        Package::from_wishes(space, &wishes)
    };
    (0..10).filter_map(of).collect()
}

fn below(stream: &mut Stream, n: usize) -> usize {
    ((stream.uniform() * n as f64) as usize).min(n - 1)
}

fn sure(stream: &mut Stream) -> f64 {
    let all = onetext_model::Confidence::ALL;
    Right::default().of(all[below(stream, 3)].0)
}

fn package(stream: &mut Stream) -> Choices {
    (0..ISSUES)
        .map(|i| (i, below(stream, ALTERNATIVES)))
        .collect()
}

/// A package that asks no more of the party than another, as far as levels are on record: what it
/// gives only in return is taken out wherever it wants or can live with something else.
fn bettered(issues: &[IssueRecord], package: &Choices) -> Choices {
    let better = |(issue, alternative): &(usize, usize)| {
        let levels = &issues[*issue].levels;
        let asked = levels.iter().find(|l| l.first == *alternative);
        let worse = asked.is_some_and(|l| l.level == Level::OnlyInReturn);
        let other = levels.iter().find(|l| l.level != Level::OnlyInReturn);
        let other = other.filter(|_| worse);
        (*issue, other.map_or(*alternative, |l| l.first))
    };
    package.iter().map(better).collect()
}

/// The record: 90 levels, 50 orders, 25 trades, 25 weight orders, and ten answers to packages: five
/// accepted, and five refused that are, by the levels, as good or better.
pub fn record(space: &Space) -> Record {
    let mut stream = Stream::new(17, "busy", 0);
    let levels = [Level::Wants, Level::CanLiveWith, Level::OnlyInReturn];
    let mut issues: Vec<IssueRecord> = (0..space.len()).map(|_| IssueRecord::silent()).collect();
    for n in 0..90 {
        let (issue, alternative) = (n % 45, n / 45);
        issues[issue].standing = Standing::Judged;
        issues[issue].levels.push(Judged {
            level: levels[below(&mut stream, 3)],
            first: alternative,
            last: alternative,
            range: false,
            right: sure(&mut stream),
        });
    }
    let mut linked = vec![];
    let mut add = |says: Says, right: f64| linked.push(Linked { says, right });
    for n in 0..50 {
        let issue = n % 50;
        let better = below(&mut stream, ALTERNATIVES);
        let worse = (better + 1 + below(&mut stream, ALTERNATIVES - 1)) % ALTERNATIVES;
        let says = Says::Order {
            issue,
            better,
            worse,
        };
        add(says, sure(&mut stream));
        issues[issue].standing = Standing::Judged;
    }
    for n in 0..50 {
        let (a, b) = (below(&mut stream, 45), below(&mut stream, 45));
        let other = if a == b { (a + 1) % 45 } else { b };
        let says = match n % 2 {
            0 => Says::Weights {
                heavier: vec![a],
                lighter: vec![other],
            },
            _ => Says::Trade {
                gives: (a, below(&mut stream, ALTERNATIVES)),
                gets: (other, below(&mut stream, ALTERNATIVES)),
            },
        };
        add(says, sure(&mut stream));
    }
    for _ in 0..5 {
        let accepted = package(&mut stream);
        let refused = bettered(&issues, &accepted);
        for (package, accepts) in [(accepted, true), (refused, false)] {
            add(Says::Answer { package, accepts }, sure(&mut stream));
        }
    }
    Record {
        party: PartyId::new("busy").unwrap_or_else(|_| unreachable!("a name")),
        issues,
        matters: (0..space.len()).map(|n| vec![n]).collect(),
        price: Price::None,
        linked,
        scores: None,
    }
}

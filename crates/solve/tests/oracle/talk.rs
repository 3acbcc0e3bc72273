//! Random small talks: a space, what is on record about each party, rules, bars and red lines.

use super::chance::Chance;
use onetext_model::rule::{Atom, Compare, Say};
use onetext_model::{
    Alternative, Decimal, Existence, Issue, IssueId, IssueKind, Key, Level, PartyId, Space,
};
use onetext_solve::constraint::{Constraint, IndexedAtom, Origin, Shape};
use onetext_solve::standing::{IssueRecord, Judged, Price, Record, Scores, Standing};

/// One random set of talks.
pub struct Talk {
    pub space: Space,
    pub rules: Vec<Say>,
    pub constraints: Vec<Constraint>,
    /// Parties whose yes is needed.
    pub consents: Vec<Record>,
    /// Parties that are asked, but whose yes is not needed.
    pub others: Vec<Record>,
}

/// How certain the three confidences are; written out here so that a change of the engine's shows.
const RIGHT: [f64; 3] = [0.98, 0.90, 0.70];

pub fn draw(seed: u64) -> Talk {
    let mut chance = Chance::new(seed);
    let space = space(&mut chance);
    let mut constraints = Constraint::unwritten(&space);
    let rules: Vec<Say> = match chance.below(3) {
        0 => vec![],
        n => (0..n).map(|_| rule(&mut chance, &space)).collect(),
    };
    for (n, say) in rules.iter().enumerate() {
        constraints.push(Constraint::of_rule(&format!("r{n}"), say, &space));
    }
    for n in 0..chance.below(3) {
        if chance.percent(60) {
            let shape = never(&mut chance, &space);
            let origin = Origin::Bar(format!("b{n}"));
            constraints.push(Constraint { shape, origin });
        }
    }
    let parties = chance.within(2, 4);
    let needed = chance.within(1, parties);
    let (mut consents, mut others) = (vec![], vec![]);
    for n in 0..parties {
        let mut lines = vec![];
        let record = record(&mut chance, &space, &format!("p{n}"), &mut lines);
        if n < needed {
            constraints.extend(lines);
            consents.push(record);
        } else {
            others.push(record);
        }
    }
    Talk {
        space,
        rules,
        constraints,
        consents,
        others,
    }
}

/// One to six issues whose alternatives multiply to at most 500, now and then 2,000.
fn space(chance: &mut Chance) -> Space {
    let most = if chance.percent(8) { 2_000 } else { 500 };
    let wanted = chance.within(1, 6);
    let mut issues: Vec<Issue> = vec![];
    let mut product = 1;
    while issues.len() < wanted {
        let n = issues.len();
        let kind = match chance.below(10) {
            0..=5 => IssueKind::Words,
            6..=7 => IssueKind::Numeric {
                unit: "km".into(),
                base: None,
            },
            8 => IssueKind::Point,
            _ => IssueKind::Aside,
        };
        let size = match &kind {
            IssueKind::Point => 1,
            IssueKind::Numeric { .. } => chance.choose(&[2, 3, 5, 6, 8, 9, 12]),
            _ => chance.within(2, 4),
        };
        if product * size > most {
            break;
        }
        product *= size;
        let id = name(&format!("i{n}"));
        let existence = places(chance, &issues, &kind);
        issues.push(Issue {
            point: id.clone(),
            id,
            alternatives: alternatives(chance, &kind, size),
            kind,
            existence,
        });
    }
    Space::new(issues)
}

/// Mostly always there; else nested in one to three places of earlier issues.
fn places(chance: &mut Chance, earlier: &[Issue], kind: &IssueKind) -> Existence {
    let nests = matches!(kind, IssueKind::Words | IssueKind::Numeric { .. });
    if earlier.is_empty() || !nests || !chance.percent(35) {
        return Existence::Always;
    }
    let mut places = vec![];
    for _ in 0..chance.choose(&[1, 1, 2, 3]) {
        let parent = chance.below(earlier.len());
        let place = (parent, chance.below(earlier[parent].alternatives.len()));
        if !places.contains(&place) {
            places.push(place);
        }
    }
    Existence::AnyOf(places)
}

fn alternatives(chance: &mut Chance, kind: &IssueKind, size: usize) -> Vec<Alternative> {
    let marked = chance.percent(85).then(|| chance.below(size));
    let from = i64::from(chance.below(3) as u32) * 10 - 10;
    let one = |n: usize| Alternative {
        key: Key::new(&format!("a{n}")).expect("a key"),
        wording: format!("wording {n}"),
        owners: vec![],
        working: marked == Some(n),
        figure: None,
    };
    let mut all: Vec<Alternative> = (0..size).map(one).collect();
    match kind {
        IssueKind::Numeric { .. } => {
            for (n, alternative) in all.iter_mut().enumerate() {
                let figure = Decimal::new(from * 10 + 25 * n as i64, 1);
                alternative.key = Key::of_figure(figure);
                alternative.figure = Some(figure);
            }
        }
        IssueKind::Point => {
            all[0].key = Key::as_it_stands();
            all[0].working = false;
        }
        _ if chance.percent(12) => {
            all[size - 1].key = Key::unwritten();
            all[size - 1].working = false;
        }
        _ => {}
    }
    all
}

fn name(text: &str) -> IssueId {
    IssueId::new(text).expect("a name")
}

/// Any alternative of any issue.
fn spot(chance: &mut Chance, space: &Space) -> (usize, usize) {
    let issue = chance.below(space.len());
    (
        issue,
        chance.below(space.issues()[issue].alternatives.len()),
    )
}

fn never(chance: &mut Chance, space: &Space) -> Shape {
    let (issue, alternative) = spot(chance, space);
    Shape::Never(issue, alternative as u16)
}

/// A condition of one or two atoms; now and then on an issue or a key that does not exist.
fn condition(chance: &mut Chance, space: &Space) -> Vec<Atom> {
    let atom = |chance: &mut Chance| {
        let (issue, alternative) = spot(chance, space);
        let of = &space.issues()[issue];
        let mut keys = vec![of.alternatives[alternative].key.clone()];
        if chance.percent(40) {
            keys.push(
                of.alternatives[chance.below(of.alternatives.len())]
                    .key
                    .clone(),
            );
        }
        if chance.percent(5) {
            keys = vec![Key::new("gone").expect("a key")];
        }
        let issue = if chance.percent(5) {
            name("gone")
        } else {
            of.id.clone()
        };
        Atom { issue, keys }
    };
    (0..chance.choose(&[1, 1, 2]))
        .map(|_| atom(chance))
        .collect()
}

fn rule(chance: &mut Chance, space: &Space) -> Say {
    match chance.below(3) {
        0 => Say::Requires(condition(chance, space), condition(chance, space)),
        1 => Say::Excludes(condition(chance, space), condition(chance, space)),
        _ => limit(chance, space),
    }
}

/// A linear limit, mostly on issues with figures; on others a quantity is zero.
fn limit(chance: &mut Chance, space: &Space) -> Say {
    let numeric: Vec<&Issue> = space.issues().iter().filter(|i| i.is_numeric()).collect();
    let term = |chance: &mut Chance| {
        let factor = chance.choose(&[
            Decimal::ONE,
            Decimal::TWO,
            Decimal::NEGATIVE_ONE,
            Decimal::new(5, 1),
            Decimal::new(333_333, 6),
        ]);
        let issue = match numeric.len() {
            0 => space.issues()[chance.below(space.len())].id.clone(),
            n => numeric[chance.below(n)].id.clone(),
        };
        let gone = chance.percent(5);
        (factor, if gone { name("gone") } else { issue })
    };
    let terms = (0..chance.within(1, 3)).map(|_| term(chance)).collect();
    let compare = chance.choose(&[
        Compare::AtMost,
        Compare::Below,
        Compare::AtLeast,
        Compare::Above,
        Compare::Equal,
    ]);
    let bound = Decimal::new(chance.below(16) as i64 * 25 - 100, 1);
    Say::Limit {
        terms,
        compare,
        bound,
    }
}

/// What is on record about one party, with its red lines.
fn record(chance: &mut Chance, space: &Space, party: &str, lines: &mut Vec<Constraint>) -> Record {
    let party = PartyId::new(party).expect("a name");
    let heard = chance.choose(&[0, 55, 75, 75, 90, 100]);
    let mut red = RedLines {
        party: party.clone(),
        lines,
    };
    let issues = (0..space.len())
        .map(|i| issue_record(chance, space, (i, heard), &mut red))
        .collect::<Vec<_>>();
    let mut record = Record {
        party,
        issues,
        matters: matters(chance, space),
        price: price(chance),
        linked: vec![],
        scores: chance.percent(12).then(|| scores(chance, space)),
    };
    if chance.percent(20) {
        only_with(chance, space, &mut record, &mut red);
    }
    record
}

/// A condition under which the party can take something; what it is about is then on record.
fn only_with(chance: &mut Chance, space: &Space, record: &mut Record, red: &mut RedLines<'_>) {
    let side = |atoms: &[Atom]| atoms.iter().map(|a| IndexedAtom::new(a, space)).collect();
    let (a, mut b) = (condition(chance, space), condition(chance, space));
    if chance.percent(25) {
        // A condition on the very issue: met by what it is about, or by nothing.
        b[0].issue = a[0].issue.clone();
    }
    for issue in a.iter().filter_map(|atom| space.index_of(&atom.issue)) {
        if record.issues[issue].standing == Standing::Silent {
            record.issues[issue].standing = Standing::Judged;
        }
    }
    let tested = chance.percent(50);
    red.add(Shape::Requires(side(&a), side(&b)), tested);
}

/// Red lines as they are found.
struct RedLines<'a> {
    party: PartyId,
    lines: &'a mut Vec<Constraint>,
}

impl RedLines<'_> {
    fn add(&mut self, shape: Shape, tested: bool) {
        let origin = Origin::RedLine {
            party: self.party.clone(),
            judgment: format!("j{}", self.lines.len()),
            tested,
        };
        self.lines.push(Constraint { shape, origin });
    }
}

fn atom_of((issue, alternative): (usize, usize)) -> IndexedAtom {
    IndexedAtom {
        issue: Some(issue),
        alternatives: vec![alternative as u16],
    }
}

fn issue_record(
    chance: &mut Chance,
    space: &Space,
    (index, heard): (usize, usize),
    red: &mut RedLines<'_>,
) -> IssueRecord {
    let issue = &space.issues()[index];
    if issue.kind != IssueKind::Point && chance.percent(6) {
        sacred(chance, space, index, red);
        return IssueRecord::outside();
    }
    if !chance.percent(heard) {
        return match issue.kind {
            IssueKind::Point => IssueRecord::outside(),
            _ => IssueRecord::silent(),
        };
    }
    let mut record = IssueRecord::silent();
    record.standing = Standing::Judged;
    for alternative in 0..issue.alternatives.len() {
        if issue.is_numeric() && !chance.percent(30) || chance.percent(25) {
            continue;
        }
        level(chance, (index, alternative), &mut record, red);
    }
    if issue.is_numeric() {
        range_and_direction(chance, issue, index, (&mut record, red));
    }
    record
}

/// A sacred issue: what is only in return there is a breach, unless its answer is in the package.
fn sacred(chance: &mut Chance, space: &Space, index: usize, red: &mut RedLines<'_>) {
    let breach = chance.below(space.issues()[index].alternatives.len());
    let tested = chance.percent(50);
    let shape = if chance.percent(50) {
        Shape::Never(index, breach as u16)
    } else {
        let answer = spot(chance, space);
        Shape::Requires(vec![atom_of((index, breach))], vec![atom_of(answer)])
    };
    red.add(shape, tested);
}

fn any_level(chance: &mut Chance) -> Level {
    chance.choose(&[
        Level::Wants,
        Level::Wants,
        Level::CanLiveWith,
        Level::CanLiveWith,
        Level::CanLiveWith,
        Level::OnlyInReturn,
        Level::OnlyInReturn,
        Level::Cannot,
    ])
}

fn level(
    chance: &mut Chance,
    (issue, alternative): (usize, usize),
    record: &mut IssueRecord,
    red: &mut RedLines<'_>,
) {
    let (level, sure) = (any_level(chance), chance.below(3));
    record.levels.push(Judged {
        level,
        first: alternative,
        last: alternative,
        range: false,
        right: RIGHT[sure],
    });
    if level == Level::Cannot {
        red.add(Shape::Never(issue, alternative as u16), sure == 0);
    }
}

fn range_and_direction(
    chance: &mut Chance,
    issue: &Issue,
    index: usize,
    (record, red): (&mut IssueRecord, &mut RedLines<'_>),
) {
    if chance.percent(40) {
        record.direction = Some((chance.percent(50), RIGHT[chance.below(3)]));
    }
    if record.levels.len() > 2 || !chance.percent(40) {
        return;
    }
    let all = issue.alternatives.len();
    let (a, b) = (chance.below(all), chance.below(all));
    let (level, sure) = (any_level(chance), chance.below(3));
    record.levels.push(Judged {
        level,
        first: a.min(b),
        last: a.max(b),
        range: true,
        right: RIGHT[sure],
    });
    if level == Level::Cannot {
        for alternative in a.min(b)..=a.max(b) {
            red.add(Shape::Never(index, alternative as u16), sure == 0);
        }
    }
}

/// Issues parted into matters at random.
fn matters(chance: &mut Chance, space: &Space) -> Vec<Vec<usize>> {
    let mut matters: Vec<Vec<usize>> = vec![];
    for issue in 0..space.len() {
        if matters.is_empty() || chance.percent(65) {
            matters.push(vec![issue]);
        } else {
            let at = chance.below(matters.len());
            matters[at].push(issue);
        }
    }
    matters
}

fn price(chance: &mut Chance) -> Price {
    let right = RIGHT[chance.below(3)];
    match chance.below(6) {
        0 => Price::Span {
            span: (0.1, 0.3),
            right,
        },
        1 => Price::Span {
            span: (-0.2, -0.05),
            right,
        },
        _ => Price::None,
    }
}

/// Points in quarters, so that sums tie with each other and with the reservation value.
fn scores(chance: &mut Chance, space: &Space) -> Scores {
    let point = |chance: &mut Chance| Decimal::new(25 * chance.below(9) as i64, 2);
    let points = space
        .issues()
        .iter()
        .map(|i| i.alternatives.iter().map(|_| point(chance)).collect())
        .collect();
    let reservation = Decimal::new(25 * chance.below(20) as i64, 2);
    Scores {
        reservation,
        points,
    }
}

//! Random small problems with scores: nested issues, rules, limits, bars and cubes.

use super::chance::Chance;
use onetext_model::rule::{Atom, Compare, Say};
use onetext_model::{Alternative, Decimal, Existence, Issue, IssueId, IssueKind, Key, Space};
use onetext_solve::constraint::{Constraint, Origin, Shape};
use onetext_solve::exact::{Cube, Problem, Side, Valuation, rational};

/// One random problem.
pub struct Scene {
    pub space: Space,
    pub rules: Vec<Say>,
    pub bars: Vec<(usize, u16)>,
    pub parties: Vec<Valuation>,
}

impl Scene {
    pub fn constraints(&self) -> Vec<Constraint> {
        let rules = self
            .rules
            .iter()
            .map(|say| Constraint::of_rule("r", say, &self.space));
        let bars = self.bars.iter().map(|(issue, a)| Constraint {
            shape: Shape::Never(*issue, *a),
            origin: Origin::Bar("b".into()),
        });
        rules.chain(bars).collect()
    }

    pub fn problem<'a>(&'a self, constraints: &'a [Constraint]) -> Problem<'a> {
        Problem {
            space: &self.space,
            constraints,
            parties: &self.parties,
        }
    }
}

/// What a problem is to hold; everything is drawn if nothing is asked for.
#[derive(Clone, Copy)]
pub struct Asked {
    pub parties: (usize, usize),
    pub tied: bool,
    pub cubes: bool,
    /// Figures in tenths, some below zero, and points that need up to 128 bits.
    pub fine: bool,
}

pub fn draw(seed: u64, asked: Asked) -> Scene {
    let mut chance = Chance::new(seed);
    let parties = chance.within(asked.parties.0, asked.parties.1);
    let space = space(&mut chance, asked.tied);
    let mut rules = vec![];
    let mut bars = vec![];
    if asked.tied {
        (0..chance.below(4)).for_each(|_| rules.push(rule(&mut chance, &space)));
    }
    if chance.percent(25) {
        let issue = chance.below(space.len());
        bars.push((
            issue,
            chance.below(space.issues()[issue].alternatives.len()) as u16,
        ));
    }
    let mut valuations = points(&mut chance, &space, parties);
    if asked.cubes {
        let negative = chance.percent(30);
        for valuation in &mut valuations {
            valuation.cubes = (0..chance.below(7))
                .map(|_| cube(&mut chance, &space, negative))
                .collect();
        }
    }
    let space = match asked.fine {
        true => refined(&mut chance, &space, &mut valuations),
        false => space,
    };
    for valuation in &mut valuations {
        let stated = chance.percent(60);
        let reservation = rational::whole(chance.below(30) as i64) / rational::whole(2);
        valuation.reservation = stated.then_some(reservation);
    }
    Scene {
        space,
        rules,
        bars,
        parties: valuations,
    }
}

fn name(text: &str) -> IssueId {
    IssueId::new(text).expect("a plain name")
}

fn key(text: &str) -> Key {
    Key::new(text).expect("a plain key")
}

/// One to seven numeric issues whose alternatives multiply to at most 1,500.
fn space(chance: &mut Chance, nested: bool) -> Space {
    let mut issues: Vec<Issue> = vec![];
    let mut product = 1;
    for n in 0..chance.within(1, 7) {
        let size = chance.choose(&[1, 2, 2, 3, 3, 4, 5, 9]);
        if product * size > 1_500 {
            break;
        }
        product *= size;
        let id = name(&format!("i{n}"));
        let mut existence = Existence::Always;
        if nested && !issues.is_empty() && chance.percent(30) {
            let mut places = vec![];
            for _ in 0..chance.choose(&[1, 1, 2]) {
                let parent = chance.below(issues.len());
                let place = (parent, chance.below(issues[parent].alternatives.len()));
                if !places.contains(&place) {
                    places.push(place);
                }
            }
            existence = Existence::AnyOf(places);
        }
        let first = chance.below(3);
        issues.push(Issue {
            point: id.clone(),
            id,
            kind: IssueKind::Numeric {
                unit: "km".into(),
                base: None,
            },
            alternatives: (0..size).map(|a| alternative(a + first)).collect(),
            existence,
        });
    }
    Space::new(issues)
}

fn alternative(figure: usize) -> Alternative {
    Alternative {
        key: key(&figure.to_string()),
        wording: figure.to_string(),
        owners: vec![],
        working: false,
        figure: Some(Decimal::from(figure as i64)),
    }
}

fn atom(chance: &mut Chance, space: &Space) -> Atom {
    let issue = &space.issues()[chance.below(space.len())];
    let mut keys = vec![];
    for _ in 0..chance.within(1, 2) {
        keys.push(
            issue.alternatives[chance.below(issue.alternatives.len())]
                .key
                .clone(),
        );
    }
    Atom {
        issue: issue.id.clone(),
        keys,
    }
}

fn rule(chance: &mut Chance, space: &Space) -> Say {
    let sides = |chance: &mut Chance| -> Vec<Atom> {
        (0..chance.within(1, 2))
            .map(|_| atom(chance, space))
            .collect()
    };
    match chance.below(10) {
        0..=2 => Say::Requires(sides(chance), sides(chance)),
        3..=5 => Say::Excludes(sides(chance), sides(chance)),
        _ => limit(chance, space),
    }
}

fn limit(chance: &mut Chance, space: &Space) -> Say {
    let mut terms = vec![];
    for _ in 0..chance.within(1, space.len()) {
        let factor = Decimal::new(chance.within(0, 8) as i64 - 3, chance.below(2) as u32);
        let issue = space.issues()[chance.below(space.len())].id.clone();
        terms.push((factor, issue));
    }
    use Compare::{Above, AtLeast, AtMost, Below, Equal};
    let compare = chance.choose(&[AtMost, AtMost, Below, AtLeast, Above, Equal]);
    let bound = Decimal::new(chance.within(0, 120) as i64 - 20, 1);
    Say::Limit {
        terms,
        compare,
        bound,
    }
}

/// Uniform or opposed points: where they are opposed, what one party gains the others lose, but
/// for a little noise.
fn points(chance: &mut Chance, space: &Space, parties: usize) -> Vec<Valuation> {
    let opposed = chance.percent(50);
    let most = chance.choose(&[1, 3, 10, 100, 1_000_000_000]);
    let noise = chance.choose(&[0, 0, 1, 2]);
    let units: Vec<i64> = (0..parties)
        .map(|_| chance.choose(&[1, 1, 2, 3, 8, 10]))
        .collect();
    let mut all = vec![Valuation::default(); parties];
    for issue in space.issues() {
        let mut rows = vec![vec![]; parties];
        for _ in &issue.alternatives {
            let mut left = most as i64 * parties as i64 / 2;
            for (party, row) in rows.iter_mut().enumerate() {
                let free = chance.below(most + 1) as i64 - i64::from(chance.percent(10));
                let last = opposed && party + 1 == parties;
                let value = if last {
                    left + chance.below(noise + 1) as i64
                } else {
                    free
                };
                left -= value;
                row.push(rational::whole(value) / rational::whole(units[party]));
            }
        }
        all.iter_mut()
            .zip(rows)
            .for_each(|(valuation, row)| valuation.points.push(row));
    }
    all
}

/// Every figure `f` becomes `(3f - 7) / 10`, in cubes too; and some parties' points are stretched, with
/// a little that only long integers tell apart.
fn refined(chance: &mut Chance, space: &Space, parties: &mut [Valuation]) -> Space {
    let finer = |figure: Decimal| Decimal::new(3 * figure.mantissa() as i64 - 7, 1);
    let refined = |issue: &Issue| {
        let mut issue = issue.clone();
        for alternative in &mut issue.alternatives {
            alternative.figure = alternative.figure.map(finer);
        }
        issue
    };
    for party in parties {
        for side in party.cubes.iter_mut().flat_map(|cube| &mut cube.sides) {
            (side.least, side.most) = (finer(side.least), finer(side.most));
        }
        if chance.percent(50) {
            let stretch = rational::whole(1_000_000_000_000_000i64);
            let bonuses = party.cubes.iter_mut().map(|cube| &mut cube.bonus);
            for points in party.points.iter_mut().flatten().chain(bonuses) {
                *points = &*points * &stretch + rational::whole(chance.below(3) as i64);
            }
        }
    }
    Space::new(space.issues().iter().map(refined).collect())
}

fn cube(chance: &mut Chance, space: &Space, negative: bool) -> Cube {
    let mut sides: Vec<Side> = vec![];
    for issue in 0..space.len() {
        if chance.percent(40) {
            let least = chance.below(8) as i64;
            let most = least + chance.below(6) as i64;
            sides.push(Side {
                issue,
                least: least.into(),
                most: most.into(),
            });
        }
    }
    let bonus = chance.within(0, 40) as i64 - if negative { 15 } else { 0 };
    Cube {
        bonus: rational::whole(bonus),
        sides,
    }
}

/// So many issues of two alternatives, each nested in the first of the one before or all side by
/// side, on which two parties are opposed.
pub fn long(issues: usize, nested: bool) -> Scene {
    let issue = |n: usize| {
        let id = name(&format!("i{n}"));
        Issue {
            point: id.clone(),
            id,
            kind: IssueKind::Words,
            alternatives: vec![alternative(0), alternative(1)],
            existence: match (nested, n) {
                (true, 1..) => Existence::AnyOf(vec![(n - 1, 0)]),
                _ => Existence::Always,
            },
        }
    };
    let party = |side: usize| {
        let row = |n: usize| [0, 1 + (n * n % 97) as i64].map(rational::whole).to_vec();
        let turned = |n: usize| {
            if side == 0 {
                row(n)
            } else {
                row(n).into_iter().rev().collect()
            }
        };
        Valuation {
            points: (0..issues).map(turned).collect(),
            ..Valuation::default()
        }
    };
    Scene {
        space: Space::new((0..issues).map(issue).collect()),
        rules: vec![],
        bars: vec![],
        parties: vec![party(0), party(1)],
    }
}

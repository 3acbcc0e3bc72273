//! Counts beyond any machine integer, against closed forms and slower ways to count.

#[path = "oracle/chance.rs"]
mod chance;

use chance::Chance;
use num_bigint::{BigInt, BigUint};
use onetext_model::rule::{Compare, Say};
use onetext_model::{Alternative, Decimal, Existence, Issue, IssueId, IssueKind, Key, Space};
use onetext_solve::Constraint;
use onetext_solve::constraint::{IndexedAtom, Origin, Shape};
use onetext_solve::count::{Count, packages};

fn issue(n: usize, alternatives: usize, existence: Existence) -> Issue {
    let id = IssueId::new(&format!("i{n}")).expect("a name");
    let one = |a: usize| Alternative {
        key: Key::new(&format!("a{a}")).expect("a key"),
        wording: String::new(),
        owners: vec![],
        working: false,
        figure: None,
    };
    Issue {
        point: id.clone(),
        id,
        kind: IssueKind::Words,
        alternatives: (0..alternatives).map(one).collect(),
        existence,
    }
}

/// An issue of figures that is always there.
fn figures(n: usize, values: &[Decimal]) -> Issue {
    let mut made = issue(n, values.len(), Existence::Always);
    made.kind = IssueKind::Numeric {
        unit: "km".into(),
        base: None,
    };
    for (alternative, value) in made.alternatives.iter_mut().zip(values) {
        alternative.key = Key::of_figure(*value);
        alternative.figure = Some(*value);
    }
    made
}

fn rule(shape: Shape) -> Constraint {
    Constraint {
        shape,
        origin: Origin::Rule("r".into()),
    }
}

fn atom((issue, alternative): (usize, usize)) -> IndexedAtom {
    IndexedAtom {
        issue: Some(issue),
        alternatives: vec![alternative as u16],
    }
}

fn exactly(count: &Count, expect: &BigUint, what: &str) {
    assert!(count.is_exact(), "{what}: {count}");
    assert_eq!(count.low, *expect, "{what}");
    assert_eq!(count.digits(), expect.to_string(), "{what}");
}

#[test]
fn free_issues_multiply() {
    for (issues, alternatives) in [(1, 1), (40, 2), (64, 2), (65, 2), (100, 3), (300, 7)] {
        let space = (0..issues).map(|n| issue(n, alternatives, Existence::Always));
        let expect = BigUint::from(alternatives).pow(issues as u32);
        let space = Space::new(space.collect());
        exactly(
            &packages(&space, &[]),
            &expect,
            &format!("{alternatives}^{issues}"),
        );
    }
}

#[test]
fn a_chain_of_nested_issues_adds_one_package_a_link() {
    let link = |n: usize| match n {
        0 => issue(0, 2, Existence::Always),
        _ => issue(n, 2, Existence::AnyOf(vec![(n - 1, 1)])),
    };
    let space = Space::new((0..200).map(link).collect());
    exactly(&packages(&space, &[]), &BigUint::from(201u32), "a chain");
}

/// A tree in which one alternative opens `wide` issues, `deep` levels down, in the text's order.
fn tree(issues: &mut Vec<Issue>, existence: Existence, (wide, deep): (usize, usize)) {
    let at = issues.len();
    issues.push(issue(at, 2, existence));
    for _ in 0..if deep > 1 { wide } else { 0 } {
        tree(issues, Existence::AnyOf(vec![(at, 0)]), (wide, deep - 1));
    }
}

#[test]
fn a_tree_of_nested_issues_follows_its_recurrence() {
    for (wide, deep) in [(1, 9), (2, 7), (3, 5), (5, 4)] {
        let mut issues = vec![];
        tree(&mut issues, Existence::Always, (wide, deep));
        let mut expect = BigUint::from(2u8);
        for _ in 1..deep {
            expect = expect.pow(wide as u32) + 1u8;
        }
        let what = format!("{wide} wide, {deep} deep");
        exactly(&packages(&Space::new(issues), &[]), &expect, &what);
    }
}

/// Whether it is `requires` rather than `excludes`, and its two sides.
type Rule = (bool, Vec<(usize, usize)>, Vec<(usize, usize)>);

/// A random forest: each issue nested in at most one place.
struct Forest {
    space: Space,
    /// Per issue and alternative, the issues nested there.
    children: Vec<Vec<Vec<usize>>>,
    tops: Vec<usize>,
}

fn forest(chance: &mut Chance, tops: usize) -> Forest {
    let mut forest = Forest {
        space: Space::default(),
        children: vec![],
        tops: vec![],
    };
    let mut issues = vec![];
    for _ in 0..tops {
        forest.tops.push(issues.len());
        grow(chance, &mut forest, (&mut issues, Existence::Always), 3);
    }
    forest.space = Space::new(issues);
    forest
}

fn grow(
    chance: &mut Chance,
    forest: &mut Forest,
    (issues, existence): (&mut Vec<Issue>, Existence),
    deep: usize,
) {
    let at = issues.len();
    let alternatives = chance.within(2, 4);
    issues.push(issue(at, alternatives, existence));
    forest.children.push(vec![vec![]; alternatives]);
    for alternative in 0..alternatives {
        let nested = if deep > 0 {
            chance.choose(&[0, 0, 0, 1, 2])
        } else {
            0
        };
        for _ in 0..nested {
            forest.children[at][alternative].push(issues.len());
            let place = Existence::AnyOf(vec![(at, alternative)]);
            grow(chance, forest, (issues, place), deep - 1);
        }
    }
}

impl Forest {
    fn holds(&self, root: usize, issue: usize) -> bool {
        root == issue
            || self.children[root]
                .iter()
                .flatten()
                .any(|c| self.holds(*c, issue))
    }

    /// Packages of all trees in which every one of these alternatives is chosen.
    fn choosing(&self, atoms: &[(usize, usize)]) -> BigInt {
        self.tops
            .iter()
            .map(|top| self.below(*top, atoms))
            .product()
    }

    fn below(&self, root: usize, atoms: &[(usize, usize)]) -> BigInt {
        let here: Vec<(usize, usize)> = atoms
            .iter()
            .copied()
            .filter(|(i, _)| self.holds(root, *i))
            .collect();
        let mut sum = BigInt::ZERO;
        for (alternative, children) in self.children[root].iter().enumerate() {
            let fits = |(i, a): &(usize, usize)| match *i == root {
                true => *a == alternative,
                false => children.iter().any(|c| self.holds(*c, *i)),
            };
            if here.iter().all(fits) {
                sum += children
                    .iter()
                    .map(|c| self.below(*c, &here))
                    .product::<BigInt>();
            }
        }
        sum
    }

    fn spots(&self, chance: &mut Chance) -> Vec<(usize, usize)> {
        let spot = |chance: &mut Chance| {
            let issue = chance.below(self.children.len());
            (issue, chance.below(self.children[issue].len()))
        };
        (0..chance.choose(&[1, 1, 2]))
            .map(|_| spot(chance))
            .collect()
    }

    /// Multiplies out the indicators of the rules, each a sum of choices: 1 − A + AB, or 1 − AB.
    fn meeting(&self, rules: &[Rule]) -> BigInt {
        let mut terms: Vec<(i8, Vec<(usize, usize)>)> = vec![(1, vec![])];
        for (requires, a, b) in rules {
            let both = [a.clone(), b.clone()].concat();
            let factors = match requires {
                true => vec![(1, vec![]), (-1, a.clone()), (1, both)],
                false => vec![(1, vec![]), (-1, both)],
            };
            let times = |(sign, atoms): &(i8, Vec<_>)| {
                let more =
                    |(s, with): &(i8, Vec<_>)| (sign * s, [atoms.clone(), with.clone()].concat());
                factors.iter().map(more).collect::<Vec<_>>()
            };
            terms = terms.iter().flat_map(times).collect();
        }
        let count = |(sign, atoms): &(i8, Vec<_>)| self.choosing(atoms) * *sign;
        terms.iter().map(count).sum()
    }
}

#[test]
fn rules_across_trees_match_inclusion_and_exclusion() {
    let mut large = 0;
    for seed in 0..120 {
        let mut chance = Chance::new(seed);
        let tops = chance.within(1, 30);
        let forest = forest(&mut chance, tops);
        let rules: Vec<Rule> = (0..chance.below(5))
            .map(|_| {
                (
                    chance.percent(50),
                    forest.spots(&mut chance),
                    forest.spots(&mut chance),
                )
            })
            .collect();
        let constraint = |(requires, a, b): &Rule| {
            let side = |spots: &[(usize, usize)]| spots.iter().copied().map(atom).collect();
            rule(match requires {
                true => Shape::Requires(side(a), side(b)),
                false => Shape::Excludes(side(a), side(b)),
            })
        };
        let constraints: Vec<Constraint> = rules.iter().map(constraint).collect();
        let expect = forest.meeting(&rules).to_biguint().expect("not negative");
        large += usize::from(expect.bits() > 64);
        exactly(
            &packages(&forest.space, &constraints),
            &expect,
            &format!("forest {seed}"),
        );
    }
    assert!(large >= 30, "only {large} counts are beyond 64 bits");
}

#[test]
fn a_bar_takes_one_alternative_with_all_that_is_nested_in_it() {
    let mut chance = Chance::new(5);
    let forest = forest(&mut chance, 40);
    for at in (0..forest.children.len()).step_by(7) {
        let bars = [rule(Shape::Never(at, 0))];
        let expect = forest.choosing(&[]) - forest.choosing(&[(at, 0)]);
        let expect = expect.to_biguint().expect("not negative");
        exactly(
            &packages(&forest.space, &bars),
            &expect,
            &format!("bar on {at}"),
        );
    }
}

const COMPARES: [Compare; 5] = [
    Compare::AtMost,
    Compare::Below,
    Compare::AtLeast,
    Compare::Above,
    Compare::Equal,
];

/// A limit over every issue of a space, each with its factor.
fn limit(space: &Space, factors: &[Decimal], compare: Compare, bound: Decimal) -> Constraint {
    let ids = space.issues().iter().map(|i| i.id.clone());
    let say = Say::Limit {
        terms: factors.iter().copied().zip(ids).collect(),
        compare,
        bound,
    };
    Constraint::of_rule("limit", &say, space)
}

#[test]
fn limits_over_many_figures_match_a_table_of_sums() {
    // Forty issues of 0, 0.5, …, 4.5; every third counts against the limit; five more issues of
    // words whose quantity is nothing.
    let values: Vec<Decimal> = (0..10).map(|n| Decimal::new(5 * n, 1)).collect();
    let sign = |n: usize| if n % 3 == 2 { -1 } else { 1 };
    let factors: Vec<Decimal> = (0..45).map(|n| Decimal::from(sign(n))).collect();
    let mut issues: Vec<Issue> = (0..40).map(|n| figures(n, &values)).collect();
    issues.extend((40..45).map(|n| issue(n, 2, Existence::Always)));
    let space = Space::new(issues);
    // Sums in halves, shifted so that the least is 0.
    let shift = 9 * (0..40).filter(|n| sign(*n) < 0).count();
    let mut ways = vec![BigUint::from(32u8)];
    for _ in 0..40 {
        let mut next = vec![BigUint::ZERO; ways.len() + 9];
        for (sum, count) in ways.iter().enumerate() {
            (0..10).for_each(|step| next[sum + step] += count);
        }
        ways = next;
    }
    for halves in [-117i64, -3, 0, 40, 41, 500] {
        for compare in COMPARES {
            let meets = |sum: &usize| compare.holds(&(*sum as i64 - shift as i64), &halves);
            let expect: BigUint = (0..ways.len()).filter(meets).map(|s| &ways[s]).sum();
            let bound = Decimal::new(5 * halves, 1);
            let constraints = [limit(&space, &factors, compare, bound)];
            let what = format!("{} {bound}", compare.sign());
            exactly(&packages(&space, &constraints), &expect, &what);
        }
    }
}

#[test]
fn a_limit_settled_early_leaves_the_rest_of_its_component_free() {
    // The limit is on the first two issues; a rule ties two more to them.
    let three = [0, 1, 2].map(Decimal::from);
    let words = |n| issue(n, 3, Existence::Always);
    let space = Space::new(vec![
        figures(0, &three),
        figures(1, &three),
        words(2),
        words(3),
    ]);
    let tie = rule(Shape::Requires(
        vec![atom((0, 0)), atom((2, 0))],
        vec![atom((3, 0))],
    ));
    for compare in COMPARES {
        let terms = limit(&space, &[Decimal::ONE; 2], compare, Decimal::TWO);
        let mut brute = 0u32;
        for code in 0..81 {
            let at = |n: u32| code / 3u32.pow(n) % 3;
            let tied = !(at(0) == 0 && at(2) == 0) || at(3) == 0;
            brute += u32::from(tied && compare.holds(&(at(0) + at(1)), &2));
        }
        exactly(
            &packages(&space, &[terms, tie.clone()]),
            &brute.into(),
            compare.sign(),
        );
    }
}

/// Twelve issues of four figures each that hardly ever give the same sum twice.
fn scattered(chance: &mut Chance) -> (Space, Vec<Vec<i64>>) {
    let figure = |chance: &mut Chance| chance.below(2_000_000_000) as i64 - 500_000_000;
    let mut all = vec![];
    for _ in 0..12 {
        let mut values: Vec<i64> = (0..4).map(|_| figure(chance)).collect();
        values.sort_unstable();
        all.push(values);
    }
    let issues = all.iter().enumerate().map(|(n, values)| {
        let values: Vec<Decimal> = values.iter().map(|v| Decimal::new(*v, 3)).collect();
        figures(n, &values)
    });
    (Space::new(issues.collect()), all)
}

fn sums(values: &[Vec<i64>]) -> Vec<i64> {
    values.iter().fold(vec![0], |sums, values| {
        sums.iter()
            .flat_map(|s| values.iter().map(move |v| s + v))
            .collect()
    })
}

#[test]
fn where_sums_are_too_many_the_bounds_hold_the_truth_and_say_so() {
    let mut chance = Chance::new(11);
    let (space, values) = scattered(&mut chance);
    let mut all = sums(&values);
    all.sort_unstable();
    let factors = [Decimal::ONE; 12];
    for share in [1, 20, 50, 99] {
        let bound = all[all.len() * share / 100];
        for compare in COMPARES {
            let truth = all.iter().filter(|s| compare.holds(*s, &bound)).count();
            let constraint = limit(&space, &factors, compare, Decimal::new(bound, 3));
            let count = packages(&space, &[constraint]);
            let what = format!("{} at {share} %: {count}, truly {truth}", compare.sign());
            // At the edges few sums stay open long, and a count may well be exact.
            let open = (20..=50).contains(&share);
            assert!(!(open && count.is_exact()), "{what}");
            assert_eq!(
                count.to_string().starts_with("between "),
                !count.is_exact(),
                "{what}"
            );
            assert!(
                count.low <= truth.into() && BigUint::from(truth) <= count.high,
                "{what}"
            );
            let apart = &count.high - &count.low;
            assert!(apart <= BigUint::from(all.len() / 20), "{what}");
        }
    }
}

#[test]
fn two_limits_at_once_and_a_free_part_keep_their_bounds() {
    let mut chance = Chance::new(12);
    let (space, values) = scattered(&mut chance);
    let factors = [Decimal::ONE; 12];
    let all = sums(&values);
    let (low, high) = (1_000_000_000, 4_000_000_000);
    let truth = all.iter().filter(|s| (low..=high).contains(*s)).count();
    let mut issues = space.issues().to_vec();
    issues.extend((12..82).map(|n| issue(n, 2, Existence::Always)));
    let space = Space::new(issues);
    let constraints = [
        limit(&space, &factors, Compare::AtLeast, Decimal::new(low, 3)),
        limit(&space, &factors, Compare::AtMost, Decimal::new(high, 3)),
    ];
    let count = packages(&space, &constraints);
    let truth = BigUint::from(truth) << 70;
    assert!(
        !count.is_exact() && count.low <= truth && truth <= count.high,
        "{count}, truly {truth}"
    );
    assert!(count.low > BigUint::ZERO, "{count}");
}

#[test]
fn figures_too_long_to_add_give_bounds_not_a_wrong_count() {
    let tiny = Decimal::from_i128_with_scale(1, 28);
    let huge = Decimal::MAX;
    let space = Space::new(vec![
        figures(0, &[tiny, Decimal::ONE]),
        figures(1, &[-huge, huge]),
    ]);
    let terms = vec![(0, vec![tiny, Decimal::ONE]), (1, vec![-huge, huge])];
    let shape = Shape::Limit {
        terms,
        compare: Compare::AtMost,
        bound: Decimal::ZERO,
    };
    let count = packages(&space, &[rule(shape)]);
    let truth = BigUint::from(2u8);
    assert!(
        count.low <= truth && truth <= count.high && !count.is_exact(),
        "{count}"
    );
}

//! Published divisions and closed forms, and what the literature promises of them.

#[path = "published/cases.rs"]
mod cases;

use cases::{case, exact, exacts, list};
use onetext_solve::exact::convex::{Boundary, Pair, Simplex};
use onetext_solve::exact::winner::{Indivisible, adjusted_winner};
use onetext_solve::exact::{Rational, rational};
use proptest::prelude::*;

fn pair(text: &str) -> Pair {
    let (x, y) = text.split_once(' ').expect("two numbers");
    [x, y].map(|part| rational::parse(part).expect("a number"))
}

#[test]
fn adjusted_winner_divides_as_published() {
    for slug in ["aw-carol-bob", "aw-camp-david", "aw-calvin-hobbes"] {
        let Some(case) = case(slug) else {
            continue;
        };
        let names = list(&case["parties"])
            .iter()
            .map(|name| name.as_str().expect("a name"));
        let points: Vec<Vec<Rational>> = names.map(|name| exacts(&case["scores"][name])).collect();
        let division = adjusted_winner(&points[0], &points[1]).expect("points of the same goods");
        let expect = &case["expected"]["computed"];
        assert_eq!(division.points.to_vec(), exacts(&expect["final"]), "{slug}");
        let issues = list(&case["issues"]);
        for (issue, share) in issues.iter().zip(&division.shares) {
            let name = issue.as_str().expect("a name");
            assert_eq!(
                *share,
                exact(&expect["share_of_first_party"][name]),
                "{slug}: {name}"
            );
        }
        let split = division
            .split
            .map(|at| issues[at].clone())
            .expect("one is split");
        assert_eq!(split, expect["split_issue"], "{slug}");
    }
}

#[test]
fn points_that_cannot_be_divided_are_refused() {
    let points =
        |list: &[i64]| -> Vec<Rational> { list.iter().map(|p| rational::whole(*p)).collect() };
    for (first, second, expect) in [
        (vec![1], vec![1, 2], Indivisible::Lengths(1, 2)),
        (vec![1, -1], vec![1, 2], Indivisible::Negative(1)),
    ] {
        assert_eq!(
            adjusted_winner(&points(&first), &points(&second)),
            Err(expect)
        );
    }
}

/// Sets by their corners, with no agreement, and Nash, Kalai–Smorodinsky and egalitarian points.
const CLOSED: [(&str, &[&str], &str, [&str; 3]); 7] = [
    (
        "tri-9-6-d00",
        &["0 0", "9 0", "0 6"],
        "0 0",
        ["9/2 3", "9/2 3", "18/5 18/5"],
    ),
    (
        "tri-9-6-d32",
        &["0 0", "9 0", "0 6"],
        "3 2",
        ["9/2 3", "9/2 3", "21/5 16/5"],
    ),
    (
        "tri-8-8-d21",
        &["0 0", "8 0", "0 8"],
        "2 1",
        ["9/2 7/2", "9/2 7/2", "9/2 7/2"],
    ),
    (
        "quad-d00",
        &["0 0", "0 6", "6 3", "8 0"],
        "0 0",
        ["6 3", "24/5 18/5", "4 4"],
    ),
    (
        "quad-d22",
        &["0 0", "0 6", "6 3", "8 0"],
        "2 2",
        ["5 7/2", "37/8 59/16", "4 4"],
    ),
    (
        "ks75-S1",
        &["0 0", "1 0", "0 1", "3/4 3/4"],
        "0 0",
        ["3/4 3/4", "3/4 3/4", "3/4 3/4"],
    ),
    (
        "ks75-S2",
        &["0 0", "1 0", "0 1", "1 7/10"],
        "0 0",
        ["1 7/10", "10/13 10/13", "10/13 10/13"],
    ),
];

#[test]
fn polygons_have_their_closed_forms() {
    for (name, corners, zero, [nash, ks, egal]) in CLOSED {
        let corners: Vec<Pair> = corners.iter().map(|corner| pair(corner)).collect();
        let boundary = Boundary::of_points(&corners).expect("there are points");
        let zero = pair(zero);
        assert_eq!(boundary.nash(&zero), Some(pair(nash)), "{name}: Nash");
        assert_eq!(
            boundary.kalai_smorodinsky(&zero),
            Some(pair(ks)),
            "{name}: Kalai–Smorodinsky"
        );
        assert_eq!(
            boundary.egalitarian(&zero),
            Some(pair(egal)),
            "{name}: egalitarian"
        );
    }
}

#[test]
fn the_closed_forms_are_those_of_the_published_cases() {
    let Some(case) = case("bargaining-closed-form") else {
        return;
    };
    for entry in list(&case["expected"]) {
        let Some((name, _, _, expect)) = CLOSED.iter().find(|known| entry["id"] == known.0) else {
            continue;
        };
        for (key, expect) in ["nash", "ks", "egal"].iter().zip(expect) {
            assert_eq!(exacts(&entry[*key]), pair(expect).to_vec(), "{name}: {key}");
        }
    }
}

#[test]
fn a_simplex_is_shared_in_equal_parts() {
    let simplex = Simplex {
        intercepts: [2, 3, 6].map(rational::whole).to_vec(),
    };
    let zero = vec![Rational::default(); 3];
    let parse = |text: &str| rational::parse(text).expect("a number");
    assert_eq!(
        simplex.nash(&zero),
        Some(["2/3", "1", "2"].map(parse).to_vec())
    );
    assert_eq!(
        simplex.egalitarian(&zero),
        Some(["1", "1", "1"].map(parse).to_vec())
    );
    assert_eq!(simplex.nash(&[2, 3, 6].map(rational::whole)), None);
}

fn points(goods: usize) -> impl Strategy<Value = Vec<u32>> {
    // Shares of 100 points: cut at random places.
    prop::collection::vec(0u32..=100, goods - 1).prop_map(|mut cuts| {
        cuts.extend([0, 100]);
        cuts.sort_unstable();
        cuts.windows(2).map(|pair| pair[1] - pair[0]).collect()
    })
}

proptest! {
    #[test]
    fn adjusted_winner_is_equitable_envy_free_and_splits_at_most_one(
        (first, second) in (1usize..8).prop_flat_map(|goods| (points(goods), points(goods))),
    ) {
        let exact = |list: &[u32]| -> Vec<Rational> { list.iter().map(|p| rational::whole(*p)).collect() };
        let (first, second) = (exact(&first), exact(&second));
        let division = adjusted_winner(&first, &second).expect("points of the same goods");
        let whole = rational::whole(1);
        let sum = |worth: &[Rational], mine: bool| -> Rational {
            let share = |s: &Rational| if mine { s.clone() } else { &whole - s };
            worth.iter().zip(&division.shares).map(|(w, s)| w * share(s)).sum()
        };
        prop_assert_eq!(sum(&first, true), division.points[0].clone());
        prop_assert_eq!(sum(&second, false), division.points[1].clone());
        prop_assert_eq!(&division.points[0], &division.points[1], "equitable");
        let half = rational::whole(50);
        prop_assert!(division.points.iter().all(|p| *p >= half), "envy-free: at least half to each");
        let split = division.shares.iter().filter(|s| **s != Rational::default() && **s != whole);
        prop_assert!(split.count() <= 1);
        // Efficient: the point lies on the boundary of all divisions.
        let boundary = Boundary::of_goods(&first, &second).expect("goods");
        let zero = [Rational::default(), Rational::default()];
        prop_assert_eq!(boundary.egalitarian(&zero), Some(division.points.clone()));
    }

    #[test]
    fn closed_forms_follow_the_scale_of_each_party(
        corners in prop::collection::vec((0i64..20, 0i64..20), 1..6),
        (times, plus) in (1i64..5, -5i64..5),
    ) {
        let at = |x: i64, y: i64| [rational::whole(x), rational::whole(y)];
        let plain: Vec<Pair> = corners.iter().map(|(x, y)| at(*x, *y)).collect();
        let scaled: Vec<Pair> = corners.iter().map(|(x, y)| at(x * times + plus, *y)).collect();
        let (a, b) = (Boundary::of_points(&plain).unwrap(), Boundary::of_points(&scaled).unwrap());
        let rescale = |p: Option<Pair>| {
            p.map(|[x, y]| [x * rational::whole(times) + rational::whole(plus), y])
        };
        prop_assert_eq!(rescale(a.kalai_smorodinsky(&at(0, 0))), b.kalai_smorodinsky(&at(plus, 0)));
        let (p, q) = (rescale(a.nash(&at(0, 0))), b.nash(&at(plus, 0)));
        let product = |p: Option<Pair>| p.map(|[x, y]| (x - rational::whole(plus)) * y);
        prop_assert_eq!(product(p), product(q));
    }
}

//! Published problems with stated results.

#[path = "published/cases.rs"]
mod cases;

use cases::{case, cubes, exacts, list, space, table};
use onetext_model::Space;
use onetext_solve::Constraint;
use onetext_solve::exact::{Frontier, Pace, Problem, Rational, Valuation, Watch, rational};
use std::collections::BTreeSet;

fn solve(space: &Space, constraints: &[Constraint], parties: &[Valuation]) -> Frontier {
    let problem = Problem {
        space,
        constraints,
        parties,
    };
    let mut ask = |_| Pace::Go;
    Frontier::of(&problem, &mut Watch::new(usize::MAX, &mut ask)).expect("it can be solved")
}

fn points(frontier: &Frontier) -> BTreeSet<Vec<Rational>> {
    (0..frontier.len()).map(|at| frontier.values(at)).collect()
}

fn whole(figures: &[i64]) -> Vec<Rational> {
    figures
        .iter()
        .map(|figure| rational::whole(*figure))
        .collect()
}

#[test]
fn the_frontiers_of_anac_2014_are_those_published() {
    for slug in ["anac2014-10issues", "anac2014-s-1nikfrt-1"] {
        let Some(case) = case(slug) else {
            return;
        };
        let sizes = vec![10; case["issues"].as_u64().expect("a number of issues") as usize];
        let parties: Vec<Valuation> = list(&case["scores"])
            .iter()
            .map(|profile| cubes(&profile["rects"], &sizes))
            .collect();
        let frontier = solve(&space(&sizes), &[], &parties);
        let expect = list(&case["expected"]["exact_pareto_raw"])
            .iter()
            .map(exacts)
            .collect();
        assert_eq!(points(&frontier), expect, "{slug}");
    }
}

#[test]
fn the_knapsack_frontier_is_the_published_one() {
    let Some(case) = case("voptlib-2kp50-11") else {
        return;
    };
    let weights = exacts(&case["scores"]["w"]);
    let space = space(&vec![2; weights.len()]);
    let party = |name: &str| {
        let points = exacts(&case["scores"][name])
            .into_iter()
            .map(|p| vec![Rational::default(), p]);
        Valuation {
            points: points.collect(),
            ..Valuation::default()
        }
    };
    let terms: Vec<String> = (0..weights.len())
        .map(|n| format!("{}*i{n}", rational::plain(&weights[n])))
        .collect();
    let rule = format!("{} <= {}", terms.join(" + "), case["scores"]["capacity"]);
    let say = onetext_model::rule::Say::parse(&rule).expect("a limit");
    let frontier = solve(
        &space,
        &[Constraint::of_rule("w", &say, &space)],
        &[party("c1"), party("c2")],
    );
    let expect = list(&case["expected"]["published_nondominated"])
        .iter()
        .map(exacts)
        .collect();
    assert_eq!(points(&frontier), expect);
}

#[test]
fn bill_and_jack_trade_as_in_1950() {
    // Nash (1950), table 1: who owns each good, and what it is worth to Bill and to Jack.
    let goods: [(bool, i64, i64); 9] = [
        (true, 2, 4),
        (true, 2, 2),
        (true, 2, 1),
        (true, 2, 2),
        (true, 4, 1),
        (false, 10, 1),
        (false, 4, 1),
        (false, 6, 2),
        (false, 2, 2),
    ];
    let party = |gain: &dyn Fn(&(bool, i64, i64)) -> i64| Valuation {
        points: goods.iter().map(|good| whole(&[0, gain(good)])).collect(),
        reservation: Some(Rational::default()),
        ..Valuation::default()
    };
    let bill = party(&|(his, bill, _)| if *his { -bill } else { *bill });
    let jack = party(&|(his, _, jack)| if *his { *jack } else { -jack });
    let frontier = solve(&space(&[2; 9]), &[], &[bill, jack]);
    let expect = [
        [-12, 10],
        [-2, 9],
        [2, 8],
        [6, 7],
        [8, 6],
        [12, 5],
        [14, 4],
        [16, 2],
        [18, 0],
        [20, -2],
        [22, -6],
    ];
    assert_eq!(
        points(&frontier),
        expect.iter().map(|point| whole(point)).collect()
    );
}

#[test]
fn the_seven_party_game_has_the_counted_frontier() {
    let Some(case) = case("scorable-base-7players") else {
        return;
    };
    let sizes: Vec<usize> = list(&case["options"])
        .iter()
        .map(|n| n.as_u64().expect("a number") as usize)
        .collect();
    let party = |party: &serde_json::Value| Valuation {
        reservation: Some(cases::exact(&party["threshold"])),
        ..table(&case["scores"][party["id"].as_str().expect("a name")])
    };
    let parties: Vec<Valuation> = list(&case["parties"]).iter().map(party).collect();
    let frontier = solve(&space(&sizes), &[], &parties);
    let expect = case["expected"]["computed"]["pareto_points"].as_u64();
    assert_eq!(Some(frontier.len() as u64), expect);
}

//! Published problems with stated results.

#[path = "published/cases.rs"]
mod cases;

use cases::{case, cubes, exacts, list, space, table};
use onetext_model::Space;
use onetext_solve::Constraint;
use onetext_solve::exact::share::Share;
use onetext_solve::exact::{
    Frontier, Pace, Problem, Rational, References, Scales, Valuation, Watch, rational,
};
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

/// The values of tied places, each once.
fn values(frontier: &Frontier, places: &[usize]) -> BTreeSet<Vec<Rational>> {
    places.iter().map(|at| frontier.values(*at)).collect()
}

#[test]
fn bill_and_jack_agree_on_a_product_of_sixty() {
    let rows = [
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
    let party = |side: usize| Valuation {
        points: vec![rows.iter().map(|row| rational::whole(row[side])).collect()],
        reservation: Some(Rational::default()),
        ..Valuation::default()
    };
    let (space, parties) = (space(&[rows.len()]), [party(0), party(1)]);
    let frontier = solve(&space, &[], &parties);
    let found = References::above(&frontier, whole(&[0, 0]), Scales::Comparable);
    for (name, tied, expect) in [
        ("Nash: product 60, and no other", &found.nash, vec![[12, 5]]),
        (
            "shares of 18 and 8: 12/18 and 5/8",
            &found.kalai_smorodinsky,
            vec![[12, 5]],
        ),
        ("least gain 6", &found.egalitarian, vec![[6, 7], [8, 6]]),
        ("6, then 8", &found.leximin, vec![[8, 6]]),
        (
            "14 + 4 = 16 + 2 = 18 + 0",
            &found.max_sum,
            vec![[14, 4], [16, 2], [18, 0]],
        ),
    ] {
        let expect = expect.iter().map(|point| whole(point)).collect();
        assert_eq!(values(&frontier, tied), expect, "{name}");
    }
    let apart = References::above(&frontier, whole(&[0, 0]), Scales::Apart);
    assert!(apart.egalitarian.is_empty() && apart.leximin.is_empty() && apart.max_sum.is_empty());
}

#[test]
fn the_seven_party_game_has_its_published_deals() {
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
    let space = space(&sizes);
    let frontier = solve(&space, &[], &parties);
    let zero: Vec<Rational> = parties
        .iter()
        .filter_map(|p| p.reservation.clone())
        .collect();
    let found = References::above(&frontier, zero.clone(), Scales::Comparable);
    let expect = &case["expected"]["computed"];
    let nash = [exacts(&expect["nash"][0][1])].into();
    assert_eq!(values(&frontier, &found.nash), nash);
    let package: Vec<u64> = frontier
        .package(found.nash[0])
        .choices()
        .iter()
        .flatten()
        .map(|a| u64::from(*a))
        .collect();
    assert_eq!(serde_json::json!(package), expect["nash"][0][0]);
    let least = values(&frontier, &found.egalitarian)
        .into_iter()
        .flat_map(|point| point.iter().zip(&zero).map(|(v, z)| v - z).min());
    assert_eq!(least.max(), Some(cases::exact(&expect["maxmin_surplus"])));
    let problem = Problem {
        space: &space,
        constraints: &[],
        parties: &parties,
    };
    let share = Share::of(&problem, &zero);
    assert_eq!(share.all.to_string(), expect["deals"].to_string());
    assert_eq!(share.acceptable.to_string(), expect["all_ok"].to_string());
}

#[test]
fn negolog_domains_have_their_stated_figures() {
    for domain in ["domain0", "domain5"] {
        let file = |name: &str| {
            let text = cases::read(&format!("scenarios/negolog/{domain}/{name}.json"))?;
            Some(serde_json::from_str::<serde_json::Value>(&text).expect("JSON"))
        };
        let (Some(specs), Some(a), Some(b)) = (file("specs"), file("profileA"), file("profileB"))
        else {
            return;
        };
        let party = |profile: &serde_json::Value| {
            let issues = profile["issues"].as_object().expect("issues");
            let row = |(name, values): (&String, &serde_json::Value)| {
                let weight = cases::exact(&profile["issueWeights"][name]);
                let values = values.as_object().expect("values");
                values
                    .values()
                    .map(|value| cases::exact(value) * &weight)
                    .collect()
            };
            Valuation {
                points: issues.iter().map(row).collect(),
                reservation: Some(cases::exact(&profile["reservationValue"])),
                ..Valuation::default()
            }
        };
        let parties = [party(&a), party(&b)];
        let sizes: Vec<usize> = parties[0].points.iter().map(Vec::len).collect();
        let frontier = solve(&space(&sizes), &[], &parties);
        let found = References::above(&frontier, whole(&[0, 0]), Scales::Comparable);
        let near = |found: f64, key: &str| {
            let expect = specs[key].as_f64().expect("a figure");
            // The file states doubles.
            assert!(
                (found - expect).abs() < 1e-9,
                "{domain} {key}: {found} for {expect}"
            );
        };
        let nash = frontier.values(found.nash[0]);
        near(
            rational::approximate(&(&nash[0] * &nash[1])),
            "Nash Product",
        );
        near(
            found.opposition().expect("something is acceptable"),
            "Opposition",
        );
        let sum = frontier.values(found.max_sum[0]);
        near(
            rational::approximate(&(&sum[0] + &sum[1])),
            "Social Welfare",
        );
    }
}

/// Fifty issues of ten figures, fifty boxes a party: 10^50 packages. Too many for an oracle: only
/// that every point is attained by its package is checked here.
#[test]
fn boxes_over_fifty_issues_are_solved() {
    let sizes = vec![10; 50];
    let space = space(&sizes);
    let cube = |n: u64| {
        let side = |k: u64| {
            let least = (n * 7 + k * 3) % 5;
            onetext_solve::exact::Side {
                issue: ((n * 13 + k * 17) % 50) as usize,
                least: least.into(),
                most: (least + 2 + (n + k) % 4).into(),
            }
        };
        onetext_solve::exact::Cube {
            bonus: rational::whole(1 + n * 37 % 90),
            sides: (0..1 + n % 4).map(side).collect(),
        }
    };
    let party = |from: u64| Valuation {
        points: sizes
            .iter()
            .map(|size| vec![Rational::default(); *size])
            .collect(),
        cubes: (from..from + 50).map(cube).collect(),
        reservation: None,
    };
    let parties = [party(0), party(50)];
    let frontier = solve(&space, &[], &parties);
    assert!(!frontier.is_empty());
    for at in 0..frontier.len() {
        let package = frontier.package(at);
        let values: Vec<Rational> = parties.iter().map(|p| p.value(&space, &package)).collect();
        assert_eq!(values, frontier.values(at));
    }
}

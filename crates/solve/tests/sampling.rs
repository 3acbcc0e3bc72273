//! The exact sampler against importance sampling: readings drawn from the prior by its definition,
//! each weighed by how likely it makes what is on record.

#[path = "oracle/chance.rs"]
mod chance;
#[path = "sampling/prior.rs"]
mod prior;
#[path = "sampling/scene.rs"]
mod scene;

use chance::Chance;
use onetext_model::{Level, Package};
use onetext_solve::acceptability::acceptance;
use onetext_solve::numeric::Layout;
use onetext_solve::readings::{BLOCK, Sampler};
use onetext_solve::standing::{IssueRecord, Judged, Price, Record, Standing};
use onetext_solve::worths::Bands;
use onetext_solve::{Settings, ZeroPrior};
use prior::{Prior, Reading};
use scene::{alone, direction, figures, level, nested, range, record, words};

const READINGS: usize = 20_000;
/// Draws from the prior: many, since most of them hardly fit what is on record.
const DRAWS: usize = 400_000;
/// How many standard errors two means of the same thing may be apart.
const APART: f64 = 4.5;

/// A mean with its standard error.
#[derive(Debug, Clone, Copy)]
struct Mean {
    mean: f64,
    error: f64,
}

fn agree(name: &str, sampled: Mean, weighed: Mean) {
    let error = (sampled.error.powi(2) + weighed.error.powi(2)).sqrt();
    // A share of 0 or 1 shows no spread; one reading more or less is then no difference.
    let allowed = APART * error + 1.0 / READINGS as f64;
    assert!(
        (sampled.mean - weighed.mean).abs() <= allowed,
        "{name}: sampled {sampled:?}, weighed {weighed:?}"
    );
}

/// The figures compared: the zero, the price, every weight and worth, and for a spread of packages
/// whether they are accepted, silence read three ways.
fn figures_of(space: &onetext_model::Space, record: &Record, packages: &[Package]) -> Vec<String> {
    let mut names = vec!["zero".to_owned(), "price".to_owned()];
    for (n, issue) in space.issues().iter().enumerate() {
        if record.in_sum(n) {
            names.push(format!("weight of {n}"));
            names.extend((0..issue.alternatives.len()).map(|a| format!("worth of {n}/{a}")));
        }
    }
    for package in packages {
        names
            .extend([0, 1, 2].map(|way| format!("accepts {:?}, silence {way}", package.choices())));
    }
    names
}

/// Weighed means; sums of weights, of squared weights, and of both with a figure and its square.
fn weighed(prior: &Prior<'_>, packages: &[Package]) -> Vec<Mean> {
    let mut chance = Chance::new(77);
    let (mut total, mut squares) = (0.0, 0.0);
    let mut sums: Vec<[f64; 3]> = vec![];
    for _ in 0..DRAWS {
        let (reading, w) = prior.draw(&mut chance);
        let row = row(prior, &reading, packages);
        sums.resize(row.len(), [0.0; 3]);
        (total, squares) = (total + w, squares + w * w);
        for (sum, x) in sums.iter_mut().zip(row) {
            let [a, b, c] = *sum;
            *sum = [a + w * x, b + w * w * x, c + w * w * x * x];
        }
    }
    let effective = total * total / squares;
    assert!(effective > 500.0, "too few draws fit: {effective}");
    let mean = |[wx, wwx, wwxx]: [f64; 3]| {
        let mean = wx / total;
        let spread = wwxx - 2.0 * mean * wwx + mean * mean * squares;
        Mean {
            mean,
            error: spread.max(0.0).sqrt() / total,
        }
    };
    sums.into_iter().map(mean).collect()
}

fn row(prior: &Prior<'_>, reading: &Reading, packages: &[Package]) -> Vec<f64> {
    let mut row = vec![reading.zero, reading.price];
    for (n, issue) in prior.space.issues().iter().enumerate() {
        if prior.record.in_sum(n) {
            row.push(reading.weights[n]);
            row.extend((0..issue.alternatives.len()).map(|a| prior.worth(reading, n, a)));
        }
    }
    for package in packages {
        row.extend([0, 1, 2].map(|way| f64::from(u8::from(prior.accepts(reading, package, way)))));
    }
    row
}

fn sampled(sampler: &Sampler<'_>, prior: &Prior<'_>, packages: &[Package]) -> Vec<Mean> {
    let mut rows: Vec<Vec<f64>> = vec![];
    for block in 0..(READINGS / BLOCK) as u64 {
        let block = sampler.block(block);
        for r in 0..BLOCK {
            let (zero, price) = block.reading(r);
            let nodes = |n: usize| prior::knots(prior.space.issues()[n].alternatives.len());
            let worths = |n: usize| match prior.space.issues()[n].is_numeric() {
                true => (0..nodes(n)).map(|k| block.worth(n, k, r)).collect(),
                false => (0..prior.space.issues()[n].alternatives.len())
                    .map(|a| block.worth(n, a, r))
                    .collect(),
            };
            let all = 0..prior.space.len();
            let reading = Reading {
                zero,
                price,
                weights: all.clone().map(|n| block.weight(n, r)).collect(),
                worths: all.map(worths).collect(),
            };
            rows.push(row(prior, &reading, &[]));
        }
    }
    let n = rows.len() as f64;
    let column = |at: usize| {
        let mean = rows.iter().map(|x| x[at]).sum::<f64>() / n;
        let variance = rows.iter().map(|x| (x[at] - mean).powi(2)).sum::<f64>() / n;
        Mean {
            mean,
            error: (variance / n).sqrt(),
        }
    };
    let mut means: Vec<Mean> = (0..rows[0].len()).map(column).collect();
    for found in acceptance(sampler, packages, &vec![false; packages.len()], READINGS) {
        for mean in found.shares().each().map(|share| *share) {
            let error = (mean * (1.0 - mean) / n).sqrt();
            means.push(Mean { mean, error });
        }
    }
    means
}

/// Compares everything about one record, under both priors of the zero.
fn check(name: &str, space: &onetext_model::Space, record: &Record) {
    check_under(&[ZeroPrior::Beta24, ZeroPrior::Beta22], name, space, record);
}

fn check_under(priors: &[ZeroPrior], name: &str, space: &onetext_model::Space, record: &Record) {
    let packages = scene::packages(space);
    for zero in priors.iter().copied() {
        let settings = Settings {
            zero,
            seed: 3,
            ..Settings::default()
        };
        let prior = Prior::new(space, record, zero);
        let expect = weighed(&prior, &packages);
        let found = sampled(&Sampler::new(record, space, &settings), &prior, &packages);
        let names = figures_of(space, record, &packages);
        assert_eq!((expect.len(), found.len()), (names.len(), names.len()));
        for ((what, found), expect) in names.iter().zip(found).zip(expect) {
            agree(&format!("{name}, {zero:?}, {what}"), found, expect);
        }
    }
}

#[test]
fn words_with_levels_in_matters_of_several_issues() {
    let space = alone(&[words(3), words(2), words(2), words(2)]);
    let issues = vec![
        vec![
            level(Level::Wants, 0, 0.98),
            level(Level::OnlyInReturn, 2, 0.7),
        ],
        vec![level(Level::CanLiveWith, 1, 0.7)],
        vec![],
        vec![level(Level::Cannot, 0, 0.98)],
    ];
    let mut record = record(issues);
    record.matters = vec![vec![0, 2, 3], vec![1]];
    check("matters", &space, &record);
}

#[test]
fn nested_issues_share_their_parents_weight() {
    // 1 and 3 are nested in 0, 2 in 1; 5 is nested in 4, which stands outside the sum.
    let mut space = vec![words(2); 6];
    nested(&mut space, 1, (0, 0));
    nested(&mut space, 2, (1, 1));
    nested(&mut space, 3, (0, 0));
    nested(&mut space, 5, (4, 1));
    let space = alone(&space);
    let mut record = record(vec![
        vec![level(Level::Wants, 0, 0.9)],
        vec![level(Level::OnlyInReturn, 1, 0.9)],
        vec![level(Level::Wants, 0, 0.7)],
        vec![],
        vec![],
        vec![level(Level::OnlyInReturn, 0, 0.98)],
    ]);
    record.issues[4] = IssueRecord::outside();
    record.matters = vec![vec![0, 1, 2], vec![3, 4, 5]];
    check("nested", &space, &record);
}

#[test]
fn no_agreement_sets_the_price_of_signing() {
    let space = alone(&[words(2), words(2), words(2)]);
    for (span, right) in [((0.1, 0.3), 0.9), ((0.1, 0.3), 0.7), ((-0.2, -0.05), 0.98)] {
        let mut record = record(vec![
            vec![level(Level::Wants, 0, 0.9)],
            vec![level(Level::OnlyInReturn, 0, 0.9)],
            vec![],
        ]);
        record.price = Price::Span { span, right };
        check(&format!("price {span:?}"), &space, &record);
    }
}

#[test]
fn directions_sort_the_knots_as_often_as_they_are_right() {
    for values in [2, 3, 11] {
        for more in [true, false] {
            let space = alone(&[figures(values), words(2)]);
            let mut record = record(vec![vec![], vec![level(Level::Wants, 1, 0.7)]]);
            direction(&mut record, 0, (more, 0.7));
            check(&format!("{values} values, more {more}"), &space, &record);
        }
    }
}

#[test]
fn a_level_of_a_figure_holds_on_and_between_knots() {
    let mut priors = [ZeroPrior::Beta24, ZeroPrior::Beta22].into_iter().cycle();
    for (values, at, said) in [
        (5, 3, Level::Wants),
        (6, 2, Level::OnlyInReturn),
        (12, 4, Level::Wants),
        (12, 4, Level::CanLiveWith),
        (9, 4, Level::CanLiveWith),
        (9, 7, Level::OnlyInReturn),
    ] {
        for sorted in [None, Some((true, 0.9)), Some((false, 0.98))] {
            let space = alone(&[figures(values), words(2)]);
            let mut record = record(vec![vec![level(said, at, 0.7)], vec![]]);
            if let Some(sorted) = sorted {
                direction(&mut record, 0, sorted);
            }
            let name = format!("{said:?} at {at} of {values}, {sorted:?}");
            let prior = priors.next().expect("a cycle");
            check_under(&[prior], &name, &space, &record);
        }
    }
}

#[test]
fn a_range_bounds_its_worst_or_its_best_value() {
    // Twelve values: knots at 0, 2¾, 5½, 8¼ and 11. Ranges inside one span, around one, two and
    // three knots, from a knot, to a knot, and over everything.
    let ranges = [
        (3, 5),
        (3, 4),
        (1, 4),
        (2, 7),
        (2, 9),
        (0, 4),
        (6, 11),
        (0, 11),
        (4, 4),
    ];
    for (n, (first, last)) in ranges.into_iter().enumerate() {
        for said in [Level::Wants, Level::CanLiveWith, Level::OnlyInReturn] {
            for sorted in [None, Some((n % 2 == 0, 0.9))] {
                let (_, record) = with_range(said, (first, last), sorted);
                let name = format!("{said:?} of {first}..={last}, {sorted:?}");
                check_at(&name, (&record.issues[0], 12), 0.35);
            }
        }
    }
}

#[test]
fn a_range_moves_neither_the_zero_nor_the_weights() {
    let cases = [
        (Level::Wants, (2, 7), None, ZeroPrior::Beta24),
        (Level::CanLiveWith, (3, 5), None, ZeroPrior::Beta22),
        (Level::OnlyInReturn, (1, 4), None, ZeroPrior::Beta24),
        (
            Level::CanLiveWith,
            (2, 7),
            Some((true, 0.9)),
            ZeroPrior::Beta22,
        ),
        (
            Level::OnlyInReturn,
            (2, 7),
            Some((false, 0.9)),
            ZeroPrior::Beta24,
        ),
    ];
    for (said, span, sorted, zero) in cases {
        let (space, record) = with_range(said, span, sorted);
        check_under(
            &[zero],
            &format!("{said:?} of {span:?}, {sorted:?}"),
            &space,
            &record,
        );
    }
}

/// Twelve figures with a range judged of them, beside a silent issue of words.
fn with_range(
    said: Level,
    span: (usize, usize),
    sorted: Option<(bool, f64)>,
) -> (onetext_model::Space, Record) {
    let mut record = record(vec![vec![range(said, span, 0.7)], vec![]]);
    if let Some(sorted) = sorted {
        direction(&mut record, 0, sorted);
    }
    (alone(&[figures(12), words(2)]), record)
}

#[test]
fn several_judgments_on_one_issue_hold_together_given_the_zero() {
    let cases: [(usize, Vec<Judged>); 4] = [
        (
            4,
            vec![
                level(Level::Wants, 3, 0.98),
                range(Level::OnlyInReturn, (0, 1), 0.9),
            ],
        ),
        (
            9,
            vec![
                level(Level::Wants, 1, 0.9),
                range(Level::CanLiveWith, (3, 8), 0.7),
            ],
        ),
        (
            12,
            vec![
                range(Level::Wants, (7, 9), 0.9),
                range(Level::OnlyInReturn, (1, 4), 0.9),
                level(Level::CanLiveWith, 6, 0.7),
            ],
        ),
        // These contradict each other between the same two knots.
        (
            12,
            vec![
                level(Level::Wants, 3, 0.98),
                level(Level::OnlyInReturn, 4, 0.98),
            ],
        ),
    ];
    for (values, levels) in cases {
        for sorted in [None, Some((true, 0.9)), Some((false, 0.9))] {
            for zero in [0.15, 0.5] {
                let issue = IssueRecord {
                    standing: Standing::Judged,
                    levels: levels.clone(),
                    direction: sorted,
                };
                check_at(
                    &format!("{values} values, {sorted:?}, zero {zero}"),
                    (&issue, values),
                    zero,
                );
            }
        }
    }
}

/// Compares the worths of one issue of figures given the zero.
fn check_at(name: &str, (issue, values): (&IssueRecord, usize), zero: f64) {
    let knots = prior::knots(values);
    let mut stream = onetext_solve::stream::Stream::new(9, "one issue", 0);
    let layout = Layout::new(values);
    let mut worths = vec![0.0; knots];
    let mut sums = vec![(0.0, 0.0); values];
    for _ in 0..READINGS {
        layout.draw(issue, Bands::new(zero, 0.1), &mut stream, &mut worths);
        for (value, sum) in sums.iter_mut().enumerate() {
            let worth = prior::between(&worths, values, value);
            *sum = (sum.0 + worth, sum.1 + worth * worth);
        }
    }
    let n = READINGS as f64;
    let expect = prior::posterior_means(issue, values, zero, DRAWS / 4);
    for (value, (sum, squares)) in sums.into_iter().enumerate() {
        let mean = sum / n;
        let error = ((squares / n - mean * mean) / n).sqrt();
        let (weighed, spread) = expect[value];
        let weighed = Mean {
            mean: weighed,
            error: spread,
        };
        agree(
            &format!("{name}, value {value}"),
            Mean { mean, error },
            weighed,
        );
    }
}

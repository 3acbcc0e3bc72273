//! What follows where parties have real numbers: the exact frontier, reference points, the share of
//! packages acceptable to all, and, of two parties, how goods would be divided.

use crate::derive::{Options, Scene, StudyError, no_package_left};
use num_traits::Zero;
use onetext_model::{Existence, Package, PartyId, Problem as Fault, Space};
use onetext_solve::Constraint;
use onetext_solve::exact::share::Share;
use onetext_solve::exact::winner::{Division, adjusted_winner};
use onetext_solve::exact::{
    Frontier, Problem, Rational, References, Refusal, Scales, Valuation, Watch,
};
use onetext_talks::{Talks, head, space};

/// The method and its version.
pub const METHOD: &str = "frontier/1";

/// What to solve, with the names it is known by.
#[derive(Debug, Clone)]
pub struct Question {
    /// What it is called.
    pub title: String,
    /// The head of the log it rests on; `None` for a foreign scenario.
    pub head: Option<String>,
    /// The packages.
    pub space: Space,
    /// What excludes packages.
    pub constraints: Vec<Constraint>,
    /// Issues with their alternatives, as the user knows them.
    pub issues: Vec<(String, Vec<String>)>,
    /// Parties with what packages are worth to them.
    pub parties: Vec<(String, Valuation)>,
    /// Whether points of different parties may be compared.
    pub scales: Scales,
    /// What a reader should know of how the numbers came about.
    pub remarks: Vec<String>,
    /// Parties whose numbers rest on something said in confidence.
    pub caucus: Vec<PartyId>,
}

/// A point of the frontier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// What it is worth, by party.
    pub values: Vec<Rational>,
    /// A package that attains it.
    pub package: Package,
    /// How many packages attain it; at least so many where the frontier is not exact.
    pub ways: num_bigint::BigUint,
}

/// What follows.
#[derive(Debug, Clone)]
pub struct Solution {
    /// What was asked.
    pub question: Question,
    /// Packages, and those acceptable to all.
    pub share: Share,
    /// Points, the first party's best first.
    pub points: Vec<Point>,
    /// Whether these are all points that no package beats, and no others.
    pub exact: bool,
    /// By how much, for each party, a package may beat every point: zero if exact.
    pub off: Vec<Rational>,
    /// Reference points, as places among the points.
    pub references: References,
    /// Of two parties over issues that can stand alone: how issues would be divided as goods.
    pub division: Option<Goods>,
}

/// Issues divided as goods between two parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goods {
    /// The issues on which the two want different things; on the others both have their best.
    pub issues: Vec<usize>,
    /// Their division. Points are hundredths of what each could win on all of them.
    pub division: Division,
}

/// Solves a question.
///
/// # Errors
/// What the engine refuses, or that the caller stopped it.
pub fn solve(question: Question, watch: &mut Watch<'_>) -> Result<Solution, Refusal> {
    let parties: Vec<Valuation> = question.parties.iter().map(|(_, v)| v.clone()).collect();
    let problem = Problem {
        space: &question.space,
        constraints: &question.constraints,
        parties: &parties,
    };
    let frontier = Frontier::of(&problem, watch)?;
    let references = References::of(&problem, &frontier, question.scales, watch)?;
    let share = Share::of(&problem, &references.reservations);
    let order = frontier.in_order();
    let point = |at: &usize| Point {
        values: frontier.values(*at),
        package: frontier.package(*at),
        ways: frontier.ways(*at),
    };
    let points = order.iter().map(point).collect();
    let division = goods(&question, &parties);
    Ok(Solution {
        references: placed(references, &order),
        share,
        points,
        exact: frontier.is_exact(),
        off: frontier.off().to_vec(),
        division,
        question,
    })
}

/// References by their place in the order that people see.
fn placed(references: References, order: &[usize]) -> References {
    let mut place = vec![0; order.len()];
    for (now, before) in order.iter().enumerate() {
        place[*before] = now;
    }
    let moved = |tied: Vec<usize>| {
        let mut tied: Vec<usize> = tied.into_iter().map(|at| place[at]).collect();
        tied.sort_unstable();
        tied
    };
    References {
        acceptable: moved(references.acceptable),
        nash: moved(references.nash),
        kalai_smorodinsky: moved(references.kalai_smorodinsky),
        egalitarian: moved(references.egalitarian),
        leximin: moved(references.leximin),
        max_sum: moved(references.max_sum),
        ..references
    }
}

/// Adjusted winner over the issues of two parties: a good is the way from one's worst alternative
/// to its best. It needs issues that always exist and are not tied to each other.
fn goods(question: &Question, parties: &[Valuation]) -> Option<Goods> {
    let [first, second] = parties else {
        return None;
    };
    let alone = question.constraints.is_empty()
        && first.cubes.is_empty()
        && second.cubes.is_empty()
        && question
            .space
            .issues()
            .iter()
            .all(|i| i.existence == Existence::Always);
    if !alone {
        return None;
    }
    let apart = |at: &usize| {
        let (a, b) = (&first.points[*at], &second.points[*at]);
        let best = |row: &[Rational]| row.iter().max().cloned().unwrap_or_default();
        let (most_a, most_b) = (best(a), best(b));
        !a.iter().zip(b).any(|(a, b)| *a == most_a && *b == most_b)
    };
    let issues: Vec<usize> = (0..question.space.len()).filter(apart).collect();
    let (a, b) = (hundredths(first, &issues)?, hundredths(second, &issues)?);
    let division = adjusted_winner(&a, &b).ok()?;
    Some(Goods { issues, division })
}

/// What each issue is worth between its ends, in hundredths of all of them.
fn hundredths(party: &Valuation, issues: &[usize]) -> Option<Vec<Rational>> {
    let width = |at: &usize| {
        let row = &party.points[*at];
        let (least, most) = (row.iter().min()?, row.iter().max()?);
        Some(most - least)
    };
    let widths: Vec<Rational> = issues.iter().map(width).collect::<Option<_>>()?;
    let all: Rational = widths.iter().cloned().sum();
    let hundred = Rational::from_integer(100.into());
    (!all.is_zero()).then(|| widths.iter().map(|w| w * &hundred / &all).collect())
}

/// The question that talks pose: parties with scores, over the present draft's packages.
///
/// # Errors
/// Problems no figure survives, or that nobody has scores.
pub fn of_talks(
    talks: &Talks,
    problems: &[Fault],
    options: &Options<'_>,
    scales: Scales,
) -> Result<Question, StudyError> {
    let filtered = (!options.with_caucus).then(|| talks.without_caucus());
    let talks = filtered.as_ref().unwrap_or(talks);
    let over = space::of_talks(talks);
    let mut fatal: Vec<Fault> = problems.iter().filter(|p| !p.bearable).cloned().collect();
    fatal.extend(no_package_left(talks, &over));
    if !fatal.is_empty() {
        return Err(StudyError::Problems(fatal));
    }
    let scene = Scene::new(talks, (over, None), options);
    let (mut parties, mut remarks) = (vec![], vec![]);
    for record in &scene.records {
        let name = record.party.to_string();
        match &record.scores {
            Some(scores) => parties.push((name, Valuation::of_scores(scores))),
            None if talks.parties.get(&record.party).is_some_and(|p| p.consent) => remarks.push(
                format!("`{name}` has no scores and is left out, though its consent is needed"),
            ),
            None => {}
        }
    }
    if parties.is_empty() {
        let what = "no party has scores, and only scores are solved";
        let mend = "record a judgment with `scores`, or read the preferences on record with `onetext study`";
        let place = onetext_model::Place::file("judgments.toml");
        return Err(StudyError::Problems(vec![Fault::new(place, what, mend)]));
    }
    let label = |issue: &onetext_model::Issue| {
        let keys = issue.alternatives.iter().map(|a| a.key.to_string());
        (issue.id.to_string(), keys.collect())
    };
    Ok(Question {
        title: talks.title.clone(),
        head: Some(head::head(talks)),
        issues: scene.space.issues().iter().map(label).collect(),
        constraints: scene.constraints.clone(),
        caucus: scene.caucus(),
        space: scene.space.clone(),
        parties,
        scales,
        remarks,
    })
}

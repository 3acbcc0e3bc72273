//! A solution for people and for programs: the frontier, reference points, shares.

use crate::words::counted;
use num_traits::{One, Signed, ToPrimitive};
use onetext_model::Package;
use onetext_solve::count::Count;
use onetext_solve::exact::{Rational, Scales, rational};
use onetext_study::solution::{Goods, METHOD, Point, Solution};
use serde_json::{Map, Value, json};

/// How many points people are shown.
const SHOWN: usize = 20;
/// How many of them a package needs.
const ROOM: usize = 30;
/// How wide the list of points may be, in characters.
const WIDTH: usize = 100;

/// A solution as JSON, in its envelope. Values are numbers as near as doubles come; `exact_values`
/// are the same without rounding, as decimals or fractions. Counts are texts.
pub fn json(solution: &Solution) -> Value {
    let question = &solution.question;
    json!({
        "schema": "onetext/solve/1",
        "head": question.head,
        "method": METHOD,
        "title": question.title,
        "packages": solution.share.all.high.to_string(),
        "parties": names(solution),
        "exact": solution.exact,
        "off": solution.off.iter().map(rational::approximate).collect::<Vec<_>>(),
        "frontier": solution.points.iter().map(|p| point(solution, p)).collect::<Vec<_>>(),
        "references": {
            "nash": reference(solution, &solution.references.nash),
            "kalai_smorodinsky": reference(solution, &solution.references.kalai_smorodinsky),
            "egalitarian": reference(solution, &solution.references.egalitarian),
            "leximin": reference(solution, &solution.references.leximin),
            "max_sum": reference(solution, &solution.references.max_sum),
        },
        "reservations": solution.references.reservations.iter().map(rational::plain).collect::<Vec<_>>(),
        "comparable": question.scales == Scales::Comparable,
        "opposition": solution.references.opposition(),
        "rational_share": share(solution),
        "acceptable": { "at_least": solution.share.acceptable.low.to_string(), "at_most": solution.share.acceptable.high.to_string() },
        "shares": solution.division.as_ref().map(|goods| shares(solution, goods)),
        "remarks": question.remarks,
        "caucus": question.caucus.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

fn names(solution: &Solution) -> Vec<&str> {
    solution
        .question
        .parties
        .iter()
        .map(|(name, _)| name.as_str())
        .collect()
}

fn package(solution: &Solution, package: &Package) -> Value {
    let chosen = |(issue, (name, values)): (usize, &(String, Vec<String>))| {
        Some((
            name.clone(),
            Value::from(values.get(package.get(issue)?)?.clone()),
        ))
    };
    let issues = solution.question.issues.iter().enumerate();
    Value::Object(issues.filter_map(chosen).collect::<Map<_, _>>())
}

fn point(solution: &Solution, point: &Point) -> Value {
    json!({
        "values": point.values.iter().map(rational::approximate).collect::<Vec<_>>(),
        "exact_values": point.values.iter().map(rational::plain).collect::<Vec<_>>(),
        "package": package(solution, &point.package),
        "ways": point.ways.to_string(),
    })
}

/// The first of the tied points, how many others there are, and which.
fn reference(solution: &Solution, tied: &[usize]) -> Value {
    let Some((first, others)) = tied.split_first() else {
        return Value::Null;
    };
    let mut value = point(solution, &solution.points[*first]);
    if let Value::Object(fields) = &mut value {
        fields.remove("ways");
        fields.insert("ties".to_owned(), others.len().into());
        let others = others
            .iter()
            .map(|at| point(solution, &solution.points[*at]));
        fields.insert("tied".to_owned(), others.collect());
    }
    value
}

/// The share of packages acceptable to all; `null` where it is only known between bounds.
fn share(solution: &Solution) -> Option<f64> {
    let (low, high) = solution.share.bounds()?;
    (low == high).then(|| rational::approximate(&low))
}

fn shares(solution: &Solution, goods: &Goods) -> Value {
    let division = &goods.division;
    let issue = |at: usize| solution.question.issues[goods.issues[at]].0.as_str();
    let part = |(at, first): (usize, &Rational)| {
        let second = Rational::one() - first;
        json!({ "issue": issue(at), "shares": [rational::plain(first), rational::plain(&second)] })
    };
    json!({
        "points": division.points.iter().map(rational::plain).collect::<Vec<_>>(),
        "issues": division.shares.iter().enumerate().map(part).collect::<Vec<_>>(),
        "split": division.split.map(issue),
    })
}

/// A solution for people: about one screen.
pub fn text(solution: &Solution) -> String {
    let question = &solution.question;
    let mut out = String::new();
    if !question.caucus.is_empty() {
        let parties: Vec<String> = question.caucus.iter().map(ToString::to_string).collect();
        out += &format!("TEAM – contains caucus of {}\n", parties.join(", "));
    }
    out += &format!(
        "{}: {}, {} packages, {}\n",
        question.title,
        counted(question.issues.len(), "issue"),
        solution.share.all,
        parties(solution)
    );
    for remark in &question.remarks {
        out += &format!("  note: {remark}\n");
    }
    out += &format!("\n{}\n", found(solution));
    out += &table(solution);
    out += &references(solution);
    if let Some(goods) = &solution.division {
        out += &division(solution, goods);
    }
    out
}

fn parties(solution: &Solution) -> String {
    match names(solution).as_slice() {
        [one] => format!("for {one} alone"),
        many => format!("between {}", many.join(", ")),
    }
}

/// How many points there are, and whether these are all.
fn found(solution: &Solution) -> String {
    let number = counted(solution.points.len(), "point");
    if solution.points.is_empty() {
        return "No package is left: rules, bars and red lines exclude them all.".to_owned();
    }
    if solution.exact {
        let verb = if solution.points.len() == 1 {
            "is"
        } else {
            "are"
        };
        return format!("The frontier: {number} {verb} all that no package beats for everybody.");
    }
    let off: Vec<String> = solution
        .off
        .iter()
        .zip(names(solution))
        .map(|(off, name)| format!("{} for {name}", short(off)))
        .collect();
    format!(
        "Not all of the frontier: {number}, and no package beats them all by more than {}.",
        off.join(", ")
    )
}

/// The points, in columns: values, ways, and one package, in the first row whole and then only
/// where it differs from the row above.
fn table(solution: &Solution) -> String {
    if solution.points.is_empty() {
        return String::new();
    }
    let mut rows = vec![heads(&names(solution))];
    rows[0].extend([
        "ways".to_owned(),
        "one package; below, what changes in it".to_owned(),
    ]);
    let mut above = None;
    for point in solution.points.iter().take(SHOWN) {
        let mut row: Vec<String> = point.values.iter().map(short).collect();
        row.push(Count::exactly(point.ways.clone()).to_string());
        row.push(described(solution, &point.package, above));
        above = Some(&point.package);
        rows.push(row);
    }
    let mut out = lines(&rows);
    if let Some(more) = solution.points.len().checked_sub(SHOWN).filter(|n| *n > 0) {
        out += &format!("  and {more} more; `--json` lists them all\n");
    }
    out
}

/// Names short enough for columns, by their ends where their beginnings are alike.
fn heads(names: &[&str]) -> Vec<String> {
    let most = if names.len() > 4 { 7 } else { 14 };
    let fronts: Vec<String> = names.iter().map(|name| cut(name, most)).collect();
    let distinct: std::collections::BTreeSet<&String> = fronts.iter().collect();
    if distinct.len() == names.len() {
        return fronts;
    }
    let end = |name: &&str| match name.chars().count().checked_sub(most) {
        Some(extra) if extra > 0 => ['…']
            .into_iter()
            .chain(name.chars().skip(extra + 1))
            .collect(),
        _ => (*name).to_owned(),
    };
    names.iter().map(end).collect()
}

/// Rows under each other: numbers to the right, the last column as long as it fits.
fn lines(rows: &[Vec<String>]) -> String {
    let columns = rows[0].len() - 1;
    let width = |column: usize| {
        rows.iter()
            .map(|r| r[column].chars().count())
            .max()
            .unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut out = String::new();
    for row in rows {
        let cells: Vec<String> = widths
            .iter()
            .zip(row)
            .map(|(width, cell)| format!("{cell:>width$}"))
            .collect();
        let cells = format!("  {}", cells.join("  "));
        // Where parties leave no room for a package, none is shown.
        let line = match widths.iter().sum::<usize>() + 2 * columns + ROOM > WIDTH {
            true => cells,
            false => format!("{cells}  {}", row[columns]),
        };
        out += cut(&line, WIDTH).trim_end();
        out.push('\n');
    }
    out
}

fn described(solution: &Solution, package: &Package, above: Option<&Package>) -> String {
    let chosen = |(issue, (name, values)): (usize, &(String, Vec<String>))| {
        let same = above.is_some_and(|above| above.get(issue) == package.get(issue));
        let value = values.get(package.get(issue)?)?;
        (!same).then(|| format!("{name}={value}"))
    };
    let issues = solution.question.issues.iter().enumerate();
    issues.filter_map(chosen).collect::<Vec<_>>().join(" ")
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some(_) => text.chars().take(most - 1).chain(['…']).collect(),
        None => text.to_owned(),
    }
}

/// A value for people: whole, or with at most four significant decimals.
fn short(value: &Rational) -> String {
    if value.is_integer() {
        return value.to_integer().to_string();
    }
    let near = rational::approximate(value);
    let places = if value.abs() >= Rational::from_integer(100.into()) {
        2
    } else {
        4
    };
    let text = format!("{near:.places$}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn references(solution: &Solution) -> String {
    let all = &solution.references;
    if solution.points.is_empty() {
        return String::new();
    }
    let mut out = "\nReferences, not answers; gains are counted from no agreement\n".to_owned();
    let reserves: Vec<String> = all.reservations.iter().map(short).collect();
    let unsaid = solution
        .question
        .parties
        .iter()
        .any(|(_, v)| v.reservation.is_none());
    let unsaid = if unsaid {
        " (the worst package, where nothing is stated)"
    } else {
        ""
    };
    out += &format!("  no agreement is worth {}{unsaid}\n", reserves.join(", "));
    if all.acceptable.is_empty() {
        return out
            + "  no point of the frontier is worth that to all: there is nothing to refer to\n";
    }
    let mut rows = vec![
        ("Nash, the greatest product", &all.nash),
        (
            "Kalai–Smorodinsky, the greatest least share",
            &all.kalai_smorodinsky,
        ),
    ];
    if solution.question.scales == Scales::Comparable {
        rows.push(("egalitarian, the greatest least gain", &all.egalitarian));
        rows.push(("leximin, then the next, and so on", &all.leximin));
        rows.push(("greatest sum", &all.max_sum));
    }
    for (name, tied) in rows {
        if let Some((first, others)) = tied.split_first() {
            let values: Vec<String> = solution.points[*first].values.iter().map(short).collect();
            let ties = match others.len() {
                0 => String::new(),
                n => format!("; tied with {}", counted(n, "other point")),
            };
            out += &format!("  {name}: {}{ties}\n", values.join(", "));
        }
    }
    if solution.question.scales == Scales::Apart && solution.question.parties.len() > 1 {
        out += "  points of different parties are not compared; `--comparable` declares that they may be\n";
    }
    out + &measures(solution)
}

fn measures(solution: &Solution) -> String {
    let mut out = String::new();
    if let Some(opposition) = solution.references.opposition() {
        out += &format!("  opposition {opposition:.3}: 0 where all can have their best at once\n");
    }
    let acceptable = &solution.share.acceptable;
    if acceptable.low != acceptable.high
        && solution
            .question
            .parties
            .iter()
            .any(|(_, v)| !v.cubes.is_empty())
    {
        return out
            + "  how many packages are acceptable to all is not counted, with bonuses on boxes\n";
    }
    out += &format!(
        "  acceptable to all: {acceptable} of {} packages",
        solution.share.all
    );
    if let Some((low, high)) = solution.share.bounds() {
        let percent = |r: &Rational| rational::approximate(r) * 100.0;
        out += &match low == high {
            true => format!(", {:.2} %", percent(&low)),
            false => format!(", {:.2} to {:.2} %", percent(&low), percent(&high)),
        };
    }
    out + "\n"
}

fn division(solution: &Solution, goods: &Goods) -> String {
    let division = &goods.division;
    let names = names(solution);
    let [first, second] = names.as_slice() else {
        return String::new();
    };
    let of = |at: usize| solution.question.issues[goods.issues[at]].0.clone();
    let (mut to_first, mut to_second, mut split) = (vec![], vec![], vec![]);
    for (at, share) in division.shares.iter().enumerate() {
        if share.is_one() {
            to_first.push(of(at));
        } else if !share.is_positive() {
            to_second.push(of(at));
        } else {
            split.push(format!("{} in {} to {first}", of(at), parts(share)));
        }
    }
    let list = |all: Vec<String>| match all.is_empty() {
        true => "nothing".to_owned(),
        false => cut(&all.join(", "), WIDTH - 24),
    };
    let mut out = "\nIf issues could be divided as goods (adjusted winner)\n".to_owned();
    out += &format!(
        "  to {first}: {}\n  to {second}: {}\n",
        list(to_first),
        list(to_second)
    );
    if let Some(split) = split.first() {
        out += &format!("  divided: {split}\n");
    }
    let [a, b] = &division.points;
    out + &format!(
        "  each has {} and {} of the 100 it could win\n",
        short(a),
        short(b)
    )
}

/// A share as a fraction where that is short, else in percent.
fn parts(share: &Rational) -> String {
    match share.denom().to_u32() {
        Some(denominator) if denominator < 1_000 => format!("{share} parts"),
        _ => format!("{:.2} %", rational::approximate(share) * 100.0),
    }
}

//! GeniusWeb JSON: a domain, and profiles that repeat it.

use crate::domain::{Declared, MOST_VALUES, Values, space};
use crate::node::{File, Node};
use crate::points::{looked_up, number, remark, weighed};
use crate::scenario::{Profile, Scenario};
use num_traits::Zero;
use onetext_model::{Decimal, Place, Problem};
use onetext_solve::exact::{Rational, Valuation, rational};

/// The name under which a profile stands.
pub const PROFILE: &str = "LinearAdditiveUtilitySpace";
/// The name under which a domain's issues stand.
pub const ISSUES: &str = "issuesValues";

/// Makes a scenario of a domain and its profiles; without a domain the first profile's.
///
/// # Errors
/// Every problem of every file.
pub fn scenario(domain: Option<&File>, profiles: &[File]) -> Result<Scenario, Vec<Problem>> {
    let own = |file: &File| {
        Some((
            file.name.clone(),
            file.node.get(PROFILE)?.get("domain")?.clone(),
        ))
    };
    let found = domain
        .map(|file| (file.name.clone(), file.node.clone()))
        .or_else(|| profiles.iter().find_map(own));
    let Some((file, node)) = found else {
        let place = Place::file(profiles.first().map_or("", |p| &p.name));
        let what = "has no domain";
        return Err(vec![Problem::new(
            place,
            what,
            "add the domain's file, or `domain` to a profile",
        )]);
    };
    let declared = declared(&node, &file)?;
    let (space, labels) = space(&declared)?;
    let (mut read, mut problems, mut remarks) = (vec![], vec![], vec![]);
    for file in profiles {
        match profile(file, &declared, &mut remarks) {
            Ok(profile) => read.push(profile),
            Err(found) => problems.extend(found),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let name = node.get("name").and_then(Node::text);
    Ok(Scenario {
        name: name.unwrap_or_else(|| domain.map_or("scenario", |d| &d.stem).to_owned()),
        profiles: read,
        remarks,
        labels,
        space,
    })
}

fn declared(domain: &Node, file: &str) -> Result<Vec<Declared>, Vec<Problem>> {
    let issues = domain.get(ISSUES).map_or(&[][..], Node::entries);
    let one = |(name, node): &(String, Node)| {
        let listed = node
            .get("values")
            .map(|values| Values::Words(values.items().iter().filter_map(Node::text).collect()));
        let values = match listed {
            Some(values) => values,
            None => Values::Figures(range(node, name, file)?),
        };
        Ok(Declared {
            name: name.clone(),
            values,
            place: Place::file(file),
        })
    };
    let (good, bad): (Vec<_>, Vec<_>) = issues.iter().map(one).partition(Result::is_ok);
    match bad.is_empty() {
        true => Ok(good.into_iter().flatten().collect()),
        false => Err(bad.into_iter().filter_map(Result::err).collect()),
    }
}

/// The figures of a range: from, to, step.
fn range(node: &Node, name: &str, file: &str) -> Result<Vec<Decimal>, Problem> {
    let refuse = |what: String| {
        let mend = "write `\"values\": [\"…\"]` or `\"range\": [from, to, step]`";
        Problem::new(Place::file(file), what, mend)
    };
    let written = node.get("range").map_or(&[][..], Node::items);
    let figure = |node: &Node| onetext_model::decimal::parse(&node.text()?);
    let figures: Option<Vec<Decimal>> = written.iter().map(figure).collect();
    let Some(&[from, to, step]) = figures.as_deref() else {
        return Err(refuse(format!(
            "issue `{name}` has neither values nor a range of three numbers"
        )));
    };
    if step <= Decimal::ZERO || from > to {
        return Err(refuse(format!("the range of issue `{name}` leads nowhere")));
    }
    let mut figures = vec![];
    let mut next = Some(from);
    while let Some(figure) = next.filter(|n| *n <= to) {
        figures.push(figure.normalize());
        if figures.len() > MOST_VALUES {
            return Err(refuse(format!(
                "issue `{name}` has more than {MOST_VALUES} values"
            )));
        }
        next = figure.checked_add(step);
    }
    Ok(figures)
}

fn profile(
    file: &File,
    declared: &[Declared],
    remarks: &mut Vec<String>,
) -> Result<Profile, Vec<Problem>> {
    let nothing = Node::Nothing;
    let space = file.node.get(PROFILE).unwrap_or(&nothing);
    let names: Vec<String> = declared.iter().map(|d| d.name.clone()).collect();
    let weights = space.get("issueWeights").unwrap_or(&nothing);
    let weights = looked_up(weights, &names, "`issueWeights`", &file.name)?;
    let utilities = space.get("issueUtilities").unwrap_or(&nothing);
    let (mut points, mut problems) = (vec![], vec![]);
    for (issue, weight) in declared.iter().zip(&weights) {
        let node = utilities.get(&issue.name).unwrap_or(&nothing);
        match evaluations(node, issue, &file.name) {
            Ok(found) => points.push(weighed(&found, weight)),
            Err(found) => problems.extend(found),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let reservation = space
        .get("reservationBid")
        .filter(|bid| **bid != Node::Nothing)
        .map(|bid| of_bid(bid, declared, &points, &file.name))
        .transpose()
        .map_err(|problem| vec![problem])?;
    remarks.extend(remark(&file.stem, &weights));
    Ok(Profile {
        name: file.stem.clone(),
        valuation: Valuation {
            points,
            cubes: vec![],
            reservation,
        },
        discount: None,
    })
}

fn evaluations(node: &Node, issue: &Declared, file: &str) -> Result<Vec<Rational>, Vec<Problem>> {
    let of = format!("issue `{}`", issue.name);
    // Both spellings are about: the newer names the class, the older the kind.
    let either = |old: &str, new: &str| node.get(old).or(node.get(new));
    if let Some(table) = either("discreteutils", "DiscreteValueSetUtilities") {
        let nothing = Node::Nothing;
        let table = table.get("valueUtilities").unwrap_or(&nothing);
        return looked_up(table, &issue.values.names(), &of, file);
    }
    let Some(line) = either("numberutils", "NumberValueSetUtilities") else {
        let what = format!("{of} has no utilities");
        let mend = "give it `discreteutils` or `numberutils`";
        return Err(vec![Problem::new(Place::file(file), what, mend)]);
    };
    along(line, issue, file).map_err(|problem| vec![problem])
}

/// The straight line between two figures.
fn along(line: &Node, issue: &Declared, file: &str) -> Result<Vec<Rational>, Problem> {
    let of = |name: &str| {
        let what = format!("`{name}` of issue `{}`", issue.name);
        number(line.get(name).unwrap_or(&Node::Nothing), &what, file)
    };
    let (low, high) = (of("lowValue")?, of("highValue")?);
    let (least, most) = (of("lowUtility")?, of("highUtility")?);
    let refuse = |what: String| Problem::new(Place::file(file), what, "mend the issue's range");
    if low == high {
        return Err(refuse(format!(
            "`lowValue` and `highValue` of issue `{}` are the same",
            issue.name
        )));
    }
    let slope = (&most - &least) / (&high - &low);
    let one = |name: String| {
        let figure = rational::parse(&name);
        let figure = figure
            .ok_or_else(|| refuse(format!("`{name}` of issue `{}` is no number", issue.name)))?;
        Ok(&least + (figure - &low) * &slope)
    };
    issue.values.names().into_iter().map(one).collect()
}

/// What a package is worth; issues it leaves out add nothing.
fn of_bid(
    bid: &Node,
    declared: &[Declared],
    points: &[Vec<Rational>],
    file: &str,
) -> Result<Rational, Problem> {
    let nothing = Node::Nothing;
    let mut worth = Rational::zero();
    for (name, value) in bid.get("issuevalues").unwrap_or(&nothing).entries() {
        let value = value.text().unwrap_or_default();
        let refuse = || {
            let what = format!(
                "`reservationBid` has `{value}` for issue `{name}`, which the domain does not have"
            );
            Problem::new(Place::file(file), what, "take a value of the domain")
        };
        let at = declared
            .iter()
            .position(|d| d.name == *name)
            .ok_or_else(refuse)?;
        let names = declared[at].values.names();
        let chosen = names.iter().position(|n| *n == value).ok_or_else(refuse)?;
        worth += &points[at][chosen];
    }
    Ok(worth)
}

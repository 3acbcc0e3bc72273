//! NegoLog JSON: profiles of a domain that no file declares; the first one's issues are it.

use crate::domain::{Declared, Values, space};
use crate::node::{File, Node};
use crate::points::{looked_up, number, remark, weighed};
use crate::scenario::{Profile, Scenario};
use onetext_model::{Place, Problem};
use onetext_solve::exact::Valuation;

/// Makes a scenario of profiles; `specs` is the file with figures about the domain, if there is one.
///
/// # Errors
/// Every problem of every file.
pub fn scenario(specs: Option<&File>, profiles: &[File]) -> Result<Scenario, Vec<Problem>> {
    let nothing = Node::Nothing;
    let first = profiles.first();
    let issues = first.and_then(|f| f.node.get("issues")).unwrap_or(&nothing);
    let file = first.map_or("", |f| &f.name);
    let declared: Vec<Declared> = issues
        .entries()
        .iter()
        .map(|(name, values)| Declared {
            name: name.clone(),
            values: Values::Words(values.entries().iter().map(|(v, _)| v.clone()).collect()),
            place: Place::file(file),
        })
        .collect();
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
    let name = specs.and_then(|s| s.node.get("Name")).and_then(Node::text);
    Ok(Scenario {
        name: name.unwrap_or_else(|| "scenario".to_owned()),
        profiles: read,
        remarks,
        labels,
        space,
    })
}

fn profile(
    file: &File,
    declared: &[Declared],
    remarks: &mut Vec<String>,
) -> Result<Profile, Vec<Problem>> {
    let nothing = Node::Nothing;
    let names: Vec<String> = declared.iter().map(|d| d.name.clone()).collect();
    let weights = file.node.get("issueWeights").unwrap_or(&nothing);
    let weights = looked_up(weights, &names, "`issueWeights`", &file.name)?;
    let issues = file.node.get("issues").unwrap_or(&nothing);
    let (mut points, mut problems) = (vec![], vec![]);
    for (name, _) in issues
        .entries()
        .iter()
        .filter(|(name, _)| !names.contains(name))
    {
        let what = format!("issue `{name}` is not in the domain");
        problems.push(Problem::new(
            Place::file(&file.name),
            what,
            "every profile needs the same issues",
        ));
    }
    for (issue, weight) in declared.iter().zip(&weights) {
        let table = issues.get(&issue.name).unwrap_or(&nothing);
        let of = format!("issue `{}`", issue.name);
        match looked_up(table, &issue.values.names(), &of, &file.name) {
            Ok(found) => points.push(weighed(&found, weight)),
            Err(found) => problems.extend(found),
        }
    }
    let reservation = file
        .node
        .get("reservationValue")
        .map(|node| number(node, "`reservationValue`", &file.name));
    let reservation = reservation.transpose().unwrap_or_else(|problem| {
        problems.push(problem);
        None
    });
    if !problems.is_empty() {
        return Err(problems);
    }
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

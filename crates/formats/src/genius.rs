//! GENIUS XML: a domain and its profiles.

use crate::domain::{Declared, Values, space};
use crate::points::{Meaning, of_greatest, remark, weighed};
use crate::scenario::{Label, Profile, Scenario};
use crate::xml::Element;
use num_traits::{One, Zero};
use onetext_model::problem::suggestion;
use onetext_model::{Decimal, Problem, Space};
use onetext_solve::exact::{Cube, Rational, Valuation, rational};
use std::collections::BTreeMap;

/// A file as a tree, with the name it is known by.
#[derive(Debug)]
pub struct File {
    /// Its name without folder and ending.
    pub stem: String,
    /// Its outermost element.
    pub tree: Element,
}

/// What a GENIUS file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Issues without evaluations.
    Domain,
    /// One party's evaluations.
    Profile,
}

/// What a file is; `None` for one that GENIUS neither reads as a domain nor as a profile.
pub fn role(tree: &Element) -> Option<Role> {
    let evaluated = |e: &Element| {
        let item = |i: &&Element| i.get("evaluation").is_some();
        let has = |name: &str| !e.anywhere(name).is_empty();
        has("weight") || has("utility") || has("evaluator") || e.anywhere("item").iter().any(item)
    };
    match tree.name.to_ascii_lowercase().as_str() {
        "negotiation_template" => Some(Role::Domain),
        "utility_space" if evaluated(tree) => Some(Role::Profile),
        "utility_space" => Some(Role::Domain),
        _ => None,
    }
}

/// Makes a scenario of a domain and its profiles; without a domain the first profile declares it.
///
/// # Errors
/// Every problem of every file.
pub fn scenario(
    domain: Option<&File>,
    profiles: &[File],
    meaning: Meaning,
) -> Result<Scenario, Vec<Problem>> {
    let named = domain.or(profiles.first());
    let Some(File { stem, tree }) = named else {
        return Err(vec![]);
    };
    let declared = declared(tree)?;
    let (space, labels) = space(&declared)?;
    let reading = Reading {
        declared: &declared,
        space: &space,
        labels: &labels,
        meaning,
    };
    let (mut read, mut problems, mut remarks) = (vec![], vec![], vec![]);
    for file in profiles {
        match reading.profile(file, &mut remarks) {
            Ok(profile) => read.push(profile),
            Err(found) => problems.extend(found),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Scenario {
        name: stem.clone(),
        profiles: read,
        remarks,
        labels,
        space,
    })
}

/// The issues of a file, by their index, else in the file's order.
fn declared(tree: &Element) -> Result<Vec<Declared>, Vec<Problem>> {
    let mut issues: Vec<(i64, Declared)> = vec![];
    let mut problems = vec![];
    for (at, element) in tree.anywhere("issue").into_iter().enumerate() {
        match one_issue(element) {
            Ok(declared) => issues.push((index(element).unwrap_or(at as i64 + 1), declared)),
            Err(problem) => problems.push(problem),
        }
    }
    issues.sort_by_key(|(index, _)| *index);
    if problems.is_empty() {
        Ok(issues.into_iter().map(|(_, issue)| issue).collect())
    } else {
        Err(problems)
    }
}

fn index(element: &Element) -> Option<i64> {
    element.get("index")?.trim().parse().ok()
}

fn one_issue(element: &Element) -> Result<Declared, Problem> {
    let name = element.get("name").unwrap_or_default().to_owned();
    let kind = element.get("vtype").or(element.get("type"));
    let kind = kind.or(element.get("etype")).unwrap_or("discrete");
    let values = match kind.to_ascii_lowercase().as_str() {
        "discrete" => {
            let value = |item: &Element| item.get("value").unwrap_or_default().to_owned();
            Values::Words(element.all("item").map(value).collect())
        }
        "integer" => {
            let range = element.all("range").next().unwrap_or(element);
            Values::Whole(
                bound(element, range, "lowerbound")?,
                bound(element, range, "upperbound")?,
            )
        }
        other => {
            let what = format!("issue `{name}` is of type `{other}`");
            let mend = "only discrete and integer issues have packages that can be counted";
            return Err(Problem::new(element.place.clone(), what, mend));
        }
    };
    Ok(Declared {
        name,
        values,
        place: element.place.clone(),
    })
}

fn bound(issue: &Element, range: &Element, name: &str) -> Result<i64, Problem> {
    let written = issue.get(name).or(range.get(name));
    written.and_then(|w| w.trim().parse().ok()).ok_or_else(|| {
        let what = match written {
            Some(written) => format!("the {name} `{written}` is no whole number"),
            None => format!("an integer issue has no {name}"),
        };
        Problem::new(issue.place.clone(), what, "write a whole number")
    })
}

/// What profiles are read against.
struct Reading<'a> {
    declared: &'a [Declared],
    space: &'a Space,
    labels: &'a [Label],
    meaning: Meaning,
}

impl Reading<'_> {
    fn profile(&self, file: &File, remarks: &mut Vec<String>) -> Result<Profile, Vec<Problem>> {
        let tree = &file.tree;
        let mut problems = vec![];
        let mut or_zero = |found: Result<Option<Rational>, Problem>| {
            found.unwrap_or_else(|problem| {
                problems.push(problem);
                None
            })
        };
        let reservation = or_zero(stated(tree, "reservation"));
        let discount = or_zero(stated(tree, "discount_factor"));
        let mut valuation = Valuation {
            points: self.points(file, &mut problems, remarks),
            cubes: vec![],
            reservation,
        };
        match self.cubes(tree) {
            Ok(cubes) => valuation.cubes = cubes,
            Err(found) => problems.extend(found),
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Profile {
            name: file.stem.clone(),
            valuation,
            discount: discount.filter(|d| !d.is_one()),
        })
    }

    /// Points by issue and alternative.
    fn points(
        &self,
        file: &File,
        problems: &mut Vec<Problem>,
        remarks: &mut Vec<String>,
    ) -> Vec<Vec<Rational>> {
        let nonlinear = !file.tree.anywhere("hyperrectangle").is_empty();
        let weights = weights(&file.tree, problems);
        let issues: BTreeMap<&str, &Element> = file
            .tree
            .anywhere("issue")
            .into_iter()
            .map(|e| (e.get("name").unwrap_or_default(), e))
            .collect();
        self.agree(&issues, problems);
        let mut counted = vec![];
        let mut points = vec![];
        for (at, label) in self.labels.iter().enumerate() {
            if nonlinear {
                points.push(vec![Rational::zero(); label.values.len()]);
                continue;
            }
            let Some(element) = issues.get(&label.name.as_str()) else {
                let known = issues.keys().copied();
                let mend = suggestion(&label.name, known, "give it evaluations");
                let what = format!("issue `{}` of the domain is missing", label.name);
                problems.push(Problem::new(file.tree.place.clone(), what, mend));
                continue;
            };
            let index = index(element).unwrap_or(at as i64 + 1);
            let weight = weights.get(&index).cloned().unwrap_or_else(|| {
                problems.push(Problem::new(
                    element.place.clone(),
                    format!("issue `{}` has no weight", label.name),
                    format!("add `<weight index=\"{index}\" value=\"…\"/>`"),
                ));
                Rational::zero()
            });
            points.push(self.issue_points(element, at, &weight, problems));
            counted.push(weight);
        }
        remarks.extend((!nonlinear).then(|| remark(&file.stem, &counted)).flatten());
        points
    }

    /// Issues that the domain does not have, and ranges that are not the domain's.
    fn agree(&self, issues: &BTreeMap<&str, &Element>, problems: &mut Vec<Problem>) {
        let declared: BTreeMap<&str, &Declared> =
            self.declared.iter().map(|d| (d.name.as_str(), d)).collect();
        for (name, element) in issues {
            let known = declared.keys().copied();
            let Some(declared) = declared.get(name) else {
                let what = format!("issue `{name}` is not in the domain");
                let mend = suggestion(name, known, "take it out");
                problems.push(Problem::new(element.place.clone(), what, mend));
                continue;
            };
            let own = one_issue(element).map(|own| own.values);
            if let (Values::Whole(from, to), Ok(own @ Values::Whole(..))) = (&declared.values, own)
                && own != declared.values
            {
                let what = format!("issue `{name}` has another range than in the domain");
                let mend = format!("the domain says {from} to {to}");
                problems.push(Problem::new(element.place.clone(), what, mend));
            }
        }
    }

    fn issue_points(
        &self,
        element: &Element,
        at: usize,
        weight: &Rational,
        problems: &mut Vec<Problem>,
    ) -> Vec<Rational> {
        let evaluations = match &self.declared[at].values {
            Values::Words(words) => evaluations(element, words),
            Values::Whole(from, to) => linear(element, (*from, *to), self.meaning),
            Values::Figures(_) => Ok(vec![]),
        };
        match (evaluations, &self.declared[at].values, self.meaning) {
            (Ok(found), Values::Words(_), Meaning::Own) => of_greatest(&found, weight),
            (Ok(found), ..) => weighed(&found, weight),
            (Err(found), ..) => {
                problems.extend(found);
                vec![]
            }
        }
    }

    /// Bonuses on boxes of whole numbers.
    fn cubes(&self, tree: &Element) -> Result<Vec<Cube>, Vec<Problem>> {
        let (mut cubes, mut problems) = (vec![], vec![]);
        for utility in tree.anywhere("utility") {
            let scale = match (self.meaning, number(utility, "maxutility")) {
                (Meaning::Raw, _) => Ok(Rational::one()),
                (Meaning::Own, Ok(most)) if most.as_ref().is_none_or(Zero::is_zero) => {
                    Ok(Rational::one())
                }
                (Meaning::Own, most) => most.map(|m| m.unwrap_or_else(Rational::one)),
            };
            let scale = scale.unwrap_or_else(|problem| {
                problems.push(problem);
                Rational::one()
            });
            for ufun in utility.all("ufun") {
                match self.rectangles(ufun, &scale) {
                    Ok(found) => cubes.extend(found),
                    Err(problem) => problems.push(problem),
                }
            }
        }
        if problems.is_empty() {
            Ok(cubes)
        } else {
            Err(problems)
        }
    }

    fn rectangles(&self, ufun: &Element, scale: &Rational) -> Result<Vec<Cube>, Problem> {
        let how = ufun.get("aggregation").unwrap_or("sum");
        if !how.eq_ignore_ascii_case("sum") {
            let what = format!("boxes are put together by `{how}`");
            let mend = "only `sum` is supported: bonuses that add up";
            return Err(Problem::new(ufun.place.clone(), what, mend));
        }
        let weight = number(ufun, "weight")?.unwrap_or_else(Rational::one);
        let mut cubes = vec![];
        for rectangle in &ufun.children {
            if !rectangle.name.eq_ignore_ascii_case("hyperrectangle") {
                let what = format!("`<{}>` is not supported", rectangle.name);
                let mend = "only hyperRectangle with INCLUDES is read";
                return Err(Problem::new(rectangle.place.clone(), what, mend));
            }
            let own = number(rectangle, "weight")?.unwrap_or_else(Rational::one);
            let bonus = number(rectangle, "utility")?.unwrap_or_default();
            cubes.push(Cube {
                bonus: bonus * own * &weight / scale,
                sides: self.sides(rectangle)?,
            });
        }
        Ok(cubes)
    }

    fn sides(
        &self,
        rectangle: &Element,
    ) -> Result<Vec<onetext_solve::exact::scores::Side>, Problem> {
        let mut sides = vec![];
        for side in &rectangle.children {
            let refuse =
                |what: String, mend: &str| Err(Problem::new(side.place.clone(), what, mend));
            if !side.name.eq_ignore_ascii_case("includes") {
                return refuse(
                    format!("`<{}>` is not supported", side.name),
                    "only INCLUDES is read",
                );
            }
            let issue = index(side).and_then(|i| usize::try_from(i - 1).ok());
            let Some(issue) = issue.filter(|i| *i < self.space.len()) else {
                let index = side.get("index").unwrap_or_default();
                return refuse(
                    format!("there is no issue `{index}`"),
                    "issues count from 1",
                );
            };
            let bound = |name: &str| -> Result<Decimal, Problem> {
                let written = side.get(name).unwrap_or_default();
                onetext_model::decimal::parse(written.trim()).ok_or_else(|| {
                    let what = format!("the {name} `{written}` is no number");
                    Problem::new(side.place.clone(), what, "write a whole number")
                })
            };
            sides.push(onetext_solve::exact::scores::Side {
                issue,
                least: bound("min")?,
                most: bound("max")?,
            });
        }
        Ok(sides)
    }
}

/// The value of an element of this name, such as the reservation, if the file has one.
fn stated(tree: &Element, name: &str) -> Result<Option<Rational>, Problem> {
    tree.anywhere(name)
        .first()
        .map_or(Ok(None), |element| number(element, "value"))
}

/// A number in an attribute; `None` where there is no such attribute.
fn number(element: &Element, name: &str) -> Result<Option<Rational>, Problem> {
    let Some(written) = element.get(name) else {
        return Ok(None);
    };
    let parsed = rational::parse(written.trim()).map(Some);
    parsed.ok_or_else(|| {
        let what = format!("the {name} `{written}` is no number");
        Problem::new(
            element.place.clone(),
            what,
            "write a plain number, such as `0.25`",
        )
    })
}

/// Weights by the index of their issue.
fn weights(tree: &Element, problems: &mut Vec<Problem>) -> BTreeMap<i64, Rational> {
    let mut weights = BTreeMap::new();
    for element in tree.anywhere("weight") {
        match number(element, "value") {
            Ok(value) => {
                weights.insert(
                    index(element).unwrap_or_default(),
                    value.unwrap_or_default(),
                );
            }
            Err(problem) => problems.push(problem),
        }
    }
    weights
}

/// The evaluations of an issue's values, in the domain's order.
fn evaluations(element: &Element, words: &[String]) -> Result<Vec<Rational>, Vec<Problem>> {
    let name = element.get("name").unwrap_or_default();
    let (mut found, mut problems) = (vec![], vec![]);
    let items: BTreeMap<&str, &Element> = element
        .all("item")
        .map(|item| (item.get("value").unwrap_or_default(), item))
        .collect();
    for word in words {
        let evaluation = items
            .get(word.as_str())
            .map(|item| number(item, "evaluation"));
        match evaluation {
            Some(Ok(Some(evaluation))) => found.push(evaluation),
            Some(Err(problem)) => problems.push(problem),
            None | Some(Ok(None)) => problems.push(Problem::new(
                element.place.clone(),
                format!("`{word}` of issue `{name}` has no evaluation"),
                "give every value of the domain an evaluation",
            )),
        }
    }
    for (word, item) in items
        .iter()
        .filter(|(word, _)| !words.iter().any(|w| w == *word))
    {
        let what = format!("`{word}` is no value of issue `{name}` in the domain");
        let mend = suggestion(word, words.iter().map(String::as_str), "take it out");
        problems.push(Problem::new(item.place.clone(), what, mend));
    }
    if problems.is_empty() {
        Ok(found)
    } else {
        Err(problems)
    }
}

/// The evaluations of whole numbers by their linear evaluator.
fn linear(
    element: &Element,
    (from, to): (i64, i64),
    meaning: Meaning,
) -> Result<Vec<Rational>, Vec<Problem>> {
    let Some(evaluator) = element.all("evaluator").next() else {
        let what = format!(
            "issue `{}` has neither an evaluator nor boxes",
            element.get("name").unwrap_or_default()
        );
        return Err(vec![Problem::new(
            element.place.clone(),
            what,
            "add a linear evaluator",
        )]);
    };
    let kind = evaluator
        .get("ftype")
        .unwrap_or("linear")
        .to_ascii_lowercase();
    let given = |names: [&str; 2]| -> Result<Rational, Problem> {
        let first = number(evaluator, names[0])?;
        Ok(first.or(number(evaluator, names[1])?).unwrap_or_default())
    };
    let line = match kind.as_str() {
        "linear" => given(["offset", "parameter0"])
            .and_then(|offset| Ok((offset, given(["slope", "parameter1"])?))),
        "constant" => given(["parameter0", "offset"]).map(|offset| (offset, Rational::zero())),
        other => {
            let what = format!("an evaluator of type `{other}` is not supported");
            Err(Problem::new(
                evaluator.place.clone(),
                what,
                "only linear and constant are read",
            ))
        }
    };
    let (offset, slope) = line.map_err(|problem| vec![problem])?;
    let worth = |n: i64| match meaning {
        // GENIUS counts from the lower bound and keeps what comes out between 0 and 1.
        Meaning::Own => {
            let counted = rational::whole(n) - rational::whole(from);
            (&offset + &slope * counted).clamp(Rational::zero(), Rational::one())
        }
        Meaning::Raw => &offset + &slope * rational::whole(n),
    };
    Ok((from..=to).map(worth).collect())
}

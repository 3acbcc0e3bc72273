//! NegMAS YAML: an outcome space and utility functions.

use crate::domain::{Declared, MOST_VALUES, Values, space};
use crate::node::{File, Node};
use crate::points::{looked_up, number, remark, weighed};
use crate::scenario::{Profile, Scenario};
use num_traits::{One, Zero};
use onetext_model::problem::suggestion;
use onetext_model::{Decimal, Place, Problem};
use onetext_solve::exact::scores::Side;
use onetext_solve::exact::{Cube, Rational, Valuation, rational};

/// Utility functions that are read.
const FUNCTIONS: [&str; 7] = [
    "LinearAdditiveUtilityFunction",
    "LinearUtilityFunction",
    "AffineUtilityFunction",
    "ConstUtilityFunction",
    "HyperRectangleUtilityFunction",
    "ExpDiscountedUFun",
    "LinDiscountedUFun",
];
/// Value functions that are read.
const VALUES: [&str; 5] = [
    "TableFun",
    "IdentityFun",
    "LinearFun",
    "AffineFun",
    "ConstFun",
];
/// How deep functions may wrap each other.
const MOST_WRAPPED: usize = 4;

/// The kind of a node, whatever path its class is written with.
pub fn kind(node: &Node) -> Option<String> {
    let written = node.get("type").or(node.get("__python_class__"))?.text()?;
    written.rsplit('.').next().map(str::to_owned)
}

/// Makes a scenario of an outcome space and utility functions; without one the first function's.
///
/// # Errors
/// Every problem of every file.
pub fn scenario(domain: Option<&File>, profiles: &[File]) -> Result<Scenario, Vec<Problem>> {
    let own = || profiles.iter().find(|p| p.node.get("issues").is_some());
    let Some(domain) = domain.or_else(own) else {
        let place = Place::file(profiles.first().map_or("", |p| &p.name));
        let mend = "add the outcome space's file, the one with `issues`";
        return Err(vec![Problem::new(place, "has no outcome space", mend)]);
    };
    let declared = declared(domain)?;
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
    let name = domain.node.get("name").and_then(Node::text);
    Ok(Scenario {
        name: name.unwrap_or_else(|| domain.stem.clone()),
        profiles: read,
        remarks,
        labels,
        space,
    })
}

fn declared(domain: &File) -> Result<Vec<Declared>, Vec<Problem>> {
    let issues = domain.node.get("issues").map_or(&[][..], Node::items);
    let (good, bad): (Vec<_>, Vec<_>) = issues
        .iter()
        .enumerate()
        .map(|(at, issue)| one_issue(at, issue, &domain.name))
        .partition(Result::is_ok);
    match bad.is_empty() {
        true => Ok(good.into_iter().flatten().collect()),
        false => Err(bad.into_iter().filter_map(Result::err).collect()),
    }
}

fn one_issue(at: usize, issue: &Node, file: &str) -> Result<Declared, Problem> {
    let name = issue.get("name").and_then(Node::text);
    let name = name.unwrap_or_else(|| format!("issue {}", at + 1));
    let kind = kind(issue).unwrap_or_default();
    let refuse = |what: String, mend: &str| Err(Problem::new(Place::file(file), what, mend));
    let written = issue.get("values").unwrap_or(&Node::Nothing);
    let values = match (kind.as_str(), written) {
        (k, _) if k.starts_with("Continuous") && k != "ContiguousIssue" => {
            let what = format!("issue `{name}` is continuous");
            return refuse(
                what,
                "make it discrete: only packages that can be counted are compared",
            );
        }
        ("ContiguousIssue", values) => match values.items() {
            [from, to] => Values::Whole(bound(from, &name, file)?, bound(to, &name, file)?),
            _ => {
                return refuse(
                    format!("issue `{name}` has no two ends"),
                    "write `values: [from, to]`",
                );
            }
        },
        (_, Node::Number(count)) => match count.parse::<i64>() {
            Ok(count) if count > 0 => Values::Whole(0, count - 1),
            _ => {
                return refuse(
                    format!("issue `{name}` has `{count}` values"),
                    "write a whole number",
                );
            }
        },
        (_, values) => Values::Words(values.items().iter().filter_map(Node::text).collect()),
    };
    Ok(Declared {
        name,
        values,
        place: Place::file(file),
    })
}

fn bound(node: &Node, issue: &str, file: &str) -> Result<i64, Problem> {
    let written = node.text().unwrap_or_default();
    written.parse().map_err(|_| {
        let what = format!("an end of issue `{issue}` is `{written}`, no whole number");
        Problem::new(Place::file(file), what, "write a whole number")
    })
}

fn profile(
    file: &File,
    declared: &[Declared],
    remarks: &mut Vec<String>,
) -> Result<Profile, Vec<Problem>> {
    let mut function = Function {
        file: &file.name,
        party: &file.stem,
        declared,
        discount: None,
        reservation: None,
        remarks,
    };
    let valuation = function.read(&file.node, 0)?;
    Ok(Profile {
        valuation: Valuation {
            reservation: function.reservation,
            ..valuation
        },
        discount: function.discount.filter(|d| !d.is_one()),
        name: file.stem.clone(),
    })
}

/// A utility function being read, from the outside in.
struct Function<'a> {
    file: &'a str,
    party: &'a str,
    declared: &'a [Declared],
    discount: Option<Rational>,
    reservation: Option<Rational>,
    remarks: &'a mut Vec<String>,
}

impl Function<'_> {
    fn refuse<T>(&self, what: String, mend: impl Into<String>) -> Result<T, Vec<Problem>> {
        Err(vec![Problem::new(Place::file(self.file), what, mend)])
    }

    fn read(&mut self, node: &Node, wrapped: usize) -> Result<Valuation, Vec<Problem>> {
        if wrapped > MOST_WRAPPED {
            return self.refuse(
                "wraps functions too deep".to_owned(),
                "take the wrappings off",
            );
        }
        // The outermost reserve that is a number counts; NegMAS writes none as `-.inf`.
        if self.reservation.is_none() {
            self.reservation = self.reserve(node)?;
        }
        let kind = kind(node).unwrap_or_default();
        match kind.as_str() {
            "LinearAdditiveUtilityFunction" | "LinearUtilityAggregationFunction" => {
                self.additive(node)
            }
            "LinearUtilityFunction" | "AffineUtilityFunction" => self.affine(node),
            "ConstUtilityFunction" => self.constant(node),
            "HyperRectangleUtilityFunction" => self.boxes(node),
            "ExpDiscountedUFun" => {
                self.discount = self.stated(node, "discount")?;
                self.inner(node, wrapped)
            }
            "LinDiscountedUFun" => {
                self.remarks.push(format!(
                    "`{}` loses a fixed cost each round; that is left out",
                    self.party
                ));
                self.inner(node, wrapped)
            }
            other => {
                let what = format!("a utility function of type `{other}` is not read");
                let mend = suggestion(
                    other,
                    FUNCTIONS.into_iter(),
                    &format!("known are {}", FUNCTIONS.join(", ")),
                );
                self.refuse(what, mend)
            }
        }
    }

    fn inner(&mut self, node: &Node, wrapped: usize) -> Result<Valuation, Vec<Problem>> {
        match node.get("ufun") {
            Some(inner) => self.read(inner, wrapped + 1),
            None => self.refuse(
                "a discount has no `ufun` to discount".to_owned(),
                "add `ufun`",
            ),
        }
    }

    fn reserve(&self, node: &Node) -> Result<Option<Rational>, Vec<Problem>> {
        match node.get("reserved_value") {
            None | Some(Node::Nothing) => Ok(None),
            Some(Node::Number(least) | Node::Text(least))
                if matches!(least.to_ascii_lowercase().as_str(), "-inf" | "-.inf") =>
            {
                Ok(None)
            }
            Some(_) => self.stated(node, "reserved_value"),
        }
    }

    fn stated(&self, node: &Node, name: &str) -> Result<Option<Rational>, Vec<Problem>> {
        let read = |node: &Node| number(node, &format!("`{name}`"), self.file);
        match node.get(name) {
            None | Some(Node::Nothing) => Ok(None),
            Some(node) => read(node).map(Some).map_err(|problem| vec![problem]),
        }
    }

    /// Weights by issue; 1 where the file states none.
    fn weights(&self, node: &Node) -> Result<Vec<Rational>, Vec<Problem>> {
        let names: Vec<String> = self.declared.iter().map(|d| d.name.clone()).collect();
        match node.get("weights") {
            None | Some(Node::Nothing) => Ok(vec![Rational::one(); names.len()]),
            Some(table @ Node::Map(_)) => looked_up(table, &names, "`weights`", self.file),
            Some(list) => {
                let items = list.items();
                if items.len() != names.len() {
                    let what = format!("has {} weights for {} issues", items.len(), names.len());
                    return self.refuse(
                        what,
                        "give every issue a weight, in the order of the issues",
                    );
                }
                let each = items.iter().map(|node| number(node, "a weight", self.file));
                each.collect::<Result<_, _>>()
                    .map_err(|problem| vec![problem])
            }
        }
    }

    /// Weighted value functions, with the bias on the first issue: every package has one there.
    fn additive(&mut self, node: &Node) -> Result<Valuation, Vec<Problem>> {
        let weights = self.weights(node)?;
        let functions = node.get("values").unwrap_or(&Node::Nothing);
        let listed = functions.items();
        if !matches!(functions, Node::Map(_)) && listed.len() != self.declared.len() {
            let what = format!(
                "has {} value functions for {} issues",
                listed.len(),
                self.declared.len()
            );
            return self.refuse(what, "give every issue one, in the order of the issues");
        }
        let (mut points, mut problems) = (vec![], vec![]);
        for (at, (issue, weight)) in self.declared.iter().zip(&weights).enumerate() {
            let function = listed.get(at).or_else(|| functions.get(&issue.name));
            match self.values(function.unwrap_or(&Node::Nothing), issue) {
                Ok(found) => points.push(weighed(&found, weight)),
                Err(found) => problems.extend(found),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        self.remarks.extend(remark(self.party, &weights));
        self.biased(points, node)
    }

    /// Weights times figures.
    fn affine(&mut self, node: &Node) -> Result<Valuation, Vec<Problem>> {
        let weights = self.weights(node)?;
        let (mut points, mut problems) = (vec![], vec![]);
        for (issue, weight) in self.declared.iter().zip(&weights) {
            match self.figures(issue) {
                Ok(figures) => points.push(weighed(&figures, weight)),
                Err(found) => problems.extend(found),
            }
        }
        match problems.is_empty() {
            true => self.biased(points, node),
            false => Err(problems),
        }
    }

    fn constant(&self, node: &Node) -> Result<Valuation, Vec<Problem>> {
        let value = self.stated(node, "value")?.unwrap_or_default();
        let none = |issue: &Declared| vec![Rational::zero(); issue.values.count()];
        let mut points: Vec<Vec<Rational>> = self.declared.iter().map(none).collect();
        add(&mut points, &value);
        Ok(of(points))
    }

    fn biased(
        &self,
        mut points: Vec<Vec<Rational>>,
        node: &Node,
    ) -> Result<Valuation, Vec<Problem>> {
        let bias = self.stated(node, "bias")?.unwrap_or_default();
        add(&mut points, &bias);
        Ok(of(points))
    }

    /// One value function over an issue's values.
    fn values(&self, function: &Node, issue: &Declared) -> Result<Vec<Rational>, Vec<Problem>> {
        let kind = kind(function).unwrap_or_default();
        let of =
            |name: &str| Ok::<_, Vec<Problem>>(self.stated(function, name)?.unwrap_or_default());
        match kind.as_str() {
            "TableFun" => {
                let table = function.get("mapping").unwrap_or(&Node::Nothing);
                let of = format!("issue `{}`", issue.name);
                looked_up(table, &issue.values.names(), &of, self.file)
            }
            "ConstFun" => Ok(vec![of("bias")?; issue.values.count()]),
            "IdentityFun" => self.figures(issue),
            "LinearFun" | "AffineFun" => {
                let (slope, bias) = (of("slope")?, of("bias")?);
                let figures = self.figures(issue)?;
                Ok(figures.iter().map(|f| f * &slope + &bias).collect())
            }
            other => {
                let what = format!(
                    "issue `{}` has a value function of type `{other}`",
                    issue.name
                );
                let mend = suggestion(
                    other,
                    VALUES.into_iter(),
                    &format!("known are {}", VALUES.join(", ")),
                );
                self.refuse(what, mend)
            }
        }
    }

    /// An issue's values as figures.
    fn figures(&self, issue: &Declared) -> Result<Vec<Rational>, Vec<Problem>> {
        let mut figures = Vec::with_capacity(issue.values.count().min(MOST_VALUES));
        for name in issue.values.names() {
            match rational::parse(&name) {
                Some(figure) => figures.push(figure),
                None => {
                    let what = format!("`{name}` of issue `{}` is no figure", issue.name);
                    return self.refuse(what, "give its values by a table");
                }
            }
        }
        Ok(figures)
    }

    fn boxes(&self, node: &Node) -> Result<Valuation, Vec<Problem>> {
        let ranges = node.get("outcome_ranges").map_or(&[][..], Node::items);
        let utilities = node.get("utilities").map_or(&[][..], Node::items);
        let weights = node.get("weights").map_or(&[][..], Node::items);
        if ranges.len() != utilities.len() {
            let what = format!(
                "has {} utilities for {} boxes",
                utilities.len(),
                ranges.len()
            );
            return self.refuse(what, "give every box a number");
        }
        let mut cubes = vec![];
        for (at, (range, utility)) in ranges.iter().zip(utilities).enumerate() {
            let found = number(utility, "a box's utility", self.file).map_err(|p| vec![p])?;
            let weight = weights
                .get(at)
                .map_or(Ok(Rational::one()), |w| number(w, "a weight", self.file));
            cubes.push(Cube {
                bonus: found * weight.map_err(|p| vec![p])?,
                sides: self.sides(range)?,
            });
        }
        let none = |issue: &Declared| vec![Rational::zero(); issue.values.count()];
        let points = self.declared.iter().map(none).collect();
        let valuation = self.biased(points, node)?;
        Ok(Valuation { cubes, ..valuation })
    }

    fn sides(&self, range: &Node) -> Result<Vec<Side>, Vec<Problem>> {
        let mut sides = vec![];
        for (name, ends) in range.entries() {
            let numbered = name.parse().ok().filter(|at| *at < self.declared.len());
            let named = || self.declared.iter().position(|d| d.name == *name);
            let Some(issue) = numbered.or_else(named) else {
                return self.refuse(
                    format!("a box has no issue `{name}`"),
                    "issues count from 0",
                );
            };
            let figure = |node: &Node| onetext_model::decimal::parse(&node.text()?);
            let ends: Option<Vec<Decimal>> = match ends {
                Node::List(ends) => ends.iter().map(figure).collect(),
                single => figure(single).map(|f| vec![f]),
            };
            let (Some(least), Some(most)) = (
                ends.as_deref().and_then(|e| e.first().copied()),
                ends.as_deref().and_then(|e| e.last().copied()),
            ) else {
                let what = format!("a box's side on `{name}` is no pair of numbers");
                return self.refuse(what, "write `[from, to]`");
            };
            sides.push(Side { issue, least, most });
        }
        Ok(sides)
    }
}

fn of(points: Vec<Vec<Rational>>) -> Valuation {
    Valuation {
        points,
        cubes: vec![],
        reservation: None,
    }
}

/// Adds to every package: each has one value of the first issue.
fn add(points: &mut [Vec<Rational>], more: &Rational) {
    if let Some(first) = points.first_mut() {
        first.iter_mut().for_each(|point| *point += more);
    }
}

//! From evaluations and weights to points.

use crate::node::Node;
use num_traits::{One, Zero};
use onetext_model::problem::suggestion;
use onetext_model::{Place, Problem};
use onetext_solve::exact::{Rational, rational};
use std::collections::BTreeMap;

/// What a file's evaluations mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Meaning {
    /// As the program that owns the format takes them: GENIUS divides an evaluation by the greatest
    /// of its issue.
    #[default]
    Own,
    /// As NegMAS takes them: weight times evaluation, whatever its size.
    Raw,
}

/// One issue's points: evaluations over the greatest of them, times the weight. Where none is above
/// zero there is nothing to divide by, and all are zero.
pub fn of_greatest(evaluations: &[Rational], weight: &Rational) -> Vec<Rational> {
    let greatest = evaluations.iter().max().cloned().unwrap_or_default();
    if greatest <= Rational::zero() {
        return vec![Rational::zero(); evaluations.len()];
    }
    let point = |evaluation: &Rational| evaluation * weight / &greatest;
    evaluations.iter().map(point).collect()
}

/// One issue's points: evaluations times the weight.
pub fn weighed(evaluations: &[Rational], weight: &Rational) -> Vec<Rational> {
    evaluations.iter().map(|e| e * weight).collect()
}

/// A number in a tree.
///
/// # Errors
/// What is there is no number; `what` says whose it is.
pub fn number(node: &Node, what: &str, file: &str) -> Result<Rational, Problem> {
    node.number().ok_or_else(|| {
        let written = node.text().unwrap_or_else(|| "a list".to_owned());
        let what = format!("{what} is `{written}`, no number");
        Problem::new(
            Place::file(file),
            what,
            "write a plain number, such as `0.25`",
        )
    })
}

/// The numbers a table has for names, in their order.
///
/// # Errors
/// Names without a number, numbers for other names, what is no number.
pub fn looked_up(
    table: &Node,
    names: &[String],
    of: &str,
    file: &str,
) -> Result<Vec<Rational>, Vec<Problem>> {
    let entries: BTreeMap<&str, &Node> = table
        .entries()
        .iter()
        .map(|(name, node)| (name.as_str(), node))
        .collect();
    let (mut found, mut problems) = (vec![], vec![]);
    for name in names {
        match entries.get(name.as_str()) {
            Some(node) => match number(node, &format!("`{name}` of {of}"), file) {
                Ok(number) => found.push(number),
                Err(problem) => problems.push(problem),
            },
            None => {
                let what = format!("{of} has nothing for `{name}`");
                let mend = suggestion(name, entries.keys().copied(), "add it");
                problems.push(Problem::new(Place::file(file), what, mend));
            }
        }
    }
    let known: std::collections::BTreeSet<&str> = names.iter().map(String::as_str).collect();
    for name in entries.keys().filter(|name| !known.contains(*name)) {
        let what = format!("{of} has `{name}`, which the domain does not have");
        let mend = suggestion(name, known.iter().copied(), "take it out");
        problems.push(Problem::new(Place::file(file), what, mend));
    }
    if problems.is_empty() {
        Ok(found)
    } else {
        Err(problems)
    }
}

/// A remark where weights do not add up to one; half a millionth apart is rounding.
pub fn remark(party: &str, weights: &[Rational]) -> Option<String> {
    let sum: Rational = weights.iter().cloned().sum();
    let apart = rational::approximate(&(&sum - Rational::one())).abs();
    (apart > 5e-7).then(|| {
        format!(
            "the weights of `{party}` add up to {}, not to 1; they are taken as they are",
            short(&sum)
        )
    })
}

/// A number for people: at most six places.
pub fn short(number: &Rational) -> String {
    let text = format!("{:.6}", rational::approximate(number));
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(texts: &[&str]) -> Vec<Rational> {
        texts.iter().map(|t| rational::parse(t).unwrap()).collect()
    }

    #[test]
    fn evaluations_count_against_the_greatest_of_their_issue() {
        let half = rational::parse("0.5").unwrap();
        let found = of_greatest(&numbers(&["160", "1000", "0"]), &half);
        assert_eq!(found, numbers(&["0.08", "0.5", "0"]));
        assert_eq!(
            of_greatest(&numbers(&["0", "-1"]), &half),
            numbers(&["0", "0"])
        );
        assert_eq!(
            weighed(&numbers(&["160", "1000"]), &half),
            numbers(&["80", "500"])
        );
    }

    #[test]
    fn weights_that_do_not_add_up_are_remarked() {
        assert_eq!(remark("a", &numbers(&["0.5", "0.5"])), None);
        assert_eq!(remark("a", &numbers(&["0.3333333", "0.6666667"])), None);
        let said = remark("a", &numbers(&["0.5", "0.25"])).unwrap();
        assert!(said.contains("add up to 0.75, not to 1"), "{said}");
    }
}

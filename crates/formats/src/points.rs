//! From evaluations and weights to points.

use num_traits::{One, Zero};
use onetext_solve::exact::{Rational, rational};

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
        assert_eq!(of_greatest(&numbers(&["0", "-1"]), &half), numbers(&["0", "0"]));
        assert_eq!(weighed(&numbers(&["160", "1000"]), &half), numbers(&["80", "500"]));
    }

    #[test]
    fn weights_that_do_not_add_up_are_remarked() {
        assert_eq!(remark("a", &numbers(&["0.5", "0.5"])), None);
        assert_eq!(remark("a", &numbers(&["0.3333333", "0.6666667"])), None);
        let said = remark("a", &numbers(&["0.5", "0.25"])).unwrap();
        assert!(said.contains("add up to 0.75, not to 1"), "{said}");
    }
}

//! Adjusted winner: two parties divide goods by points, at most one good being split.
//!
//! Brams and Taylor (1996): each good goes to whoever gives it more points; goods both value alike
//! go one by one to whoever has fewer points so far. Then goods move from the party ahead to the
//! other in rising order of (points of the party ahead) ÷ (points of the other), the last one in
//! part, until both have the same. The result is equitable, envy-free and efficient where both
//! have the same total to give.

use super::rational::Rational;
use num_traits::{One, Signed, Zero};
use std::cmp::Ordering;

/// How the goods are divided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Division {
    /// The first party's share of each good, in [0, 1]; the second has the rest.
    pub shares: Vec<Rational>,
    /// What each party's shares are worth to it, in its own points.
    pub points: [Rational; 2],
    /// What each had before anything moved, tied goods given out.
    pub before: [Rational; 2],
    /// The good that is split, if one is.
    pub split: Option<usize>,
}

/// Why goods cannot be divided by points.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Indivisible {
    /// The two lists are of different lengths.
    #[error("the parties give points to {0} and {1} goods; both have to speak about the same")]
    Lengths(usize, usize),
    /// Points below zero.
    #[error("good {0} has negative points; adjusted winner divides what both would rather have")]
    Negative(usize),
}

/// Divides goods by the points of two parties.
///
/// # Errors
/// [`Indivisible`] says what is wrong with the points.
///
/// ```
/// use onetext_solve::exact::{rational::{plain, whole}, winner::adjusted_winner};
/// // Carol and Bob: retirement account, home, cottage, investments, other.
/// let carol = [50, 20, 15, 10, 5].map(whole);
/// let bob = [40, 30, 10, 10, 10].map(whole);
/// let division = adjusted_winner(&carol, &bob)?;
/// assert_eq!(division.points.each_ref().map(plain), ["170/3", "170/3"]);
/// # Ok::<(), onetext_solve::exact::winner::Indivisible>(())
/// ```
pub fn adjusted_winner(first: &[Rational], second: &[Rational]) -> Result<Division, Indivisible> {
    if first.len() != second.len() {
        return Err(Indivisible::Lengths(first.len(), second.len()));
    }
    let negative = |at: &usize| first[*at].is_negative() || second[*at].is_negative();
    if let Some(at) = (0..first.len()).find(negative) {
        return Err(Indivisible::Negative(at));
    }
    let mut division = give_out(first, second);
    even_out(&mut division, [first, second]);
    Ok(division)
}

/// Each good to whoever gives it more points, the tied ones last.
fn give_out(first: &[Rational], second: &[Rational]) -> Division {
    let mut points = [Rational::zero(), Rational::zero()];
    let mut shares = vec![Rational::zero(); first.len()];
    let mut give = |at: usize, to_first: bool, points: &mut [Rational; 2]| match to_first {
        true => {
            shares[at] = Rational::one();
            points[0] += &first[at];
        }
        false => points[1] += &second[at],
    };
    let tied = |at: &usize| first[*at] == second[*at];
    for at in (0..first.len()).filter(|at| !tied(at)) {
        give(at, first[at] > second[at], &mut points);
    }
    for at in (0..first.len()).filter(tied) {
        let to_first = points[0] <= points[1];
        give(at, to_first, &mut points);
    }
    Division {
        shares,
        before: points.clone(),
        points,
        split: None,
    }
}

/// Moves goods from the party ahead until both have the same.
fn even_out(division: &mut Division, worth: [&[Rational]; 2]) {
    let ahead = usize::from(division.points[1] > division.points[0]);
    let (rich, poor) = (worth[ahead], worth[1 - ahead]);
    let whole_share = if ahead == 0 {
        Rational::one()
    } else {
        Rational::zero()
    };
    let mut goods: Vec<usize> = (0..rich.len())
        .filter(|at| division.shares[*at] == whole_share)
        .collect();
    goods.sort_by(|a, b| by_ratio((&rich[*a], &poor[*a]), (&rich[*b], &poor[*b])).then(a.cmp(b)));
    for at in goods {
        let gap = &division.points[ahead] - &division.points[1 - ahead];
        let moved = &rich[at] + &poor[at];
        if !gap.is_positive() || moved.is_zero() {
            continue;
        }
        let part = (gap / moved).min(Rational::one());
        division.points[ahead] -= &part * &rich[at];
        division.points[1 - ahead] += &part * &poor[at];
        if part != Rational::one() {
            division.split = Some(at);
        }
        division.shares[at] = if ahead == 0 {
            Rational::one() - part
        } else {
            part
        };
    }
}

/// The order of two ratios; a ratio over nothing is greater than any other.
fn by_ratio(a: (&Rational, &Rational), b: (&Rational, &Rational)) -> Ordering {
    match (a.1.is_zero(), b.1.is_zero()) {
        (false, false) => (a.0 * b.1).cmp(&(b.0 * a.1)),
        (a, b) => a.cmp(&b),
    }
}

//! Bargaining over a convex set, in fractions: lotteries over packages, or goods that divide.
//!
//! Two parties: the Pareto boundary is a chain of straight edges, on each of which the Nash product
//! is a parabola and a ray meets once. Any number of parties: a simplex, where all have closed
//! forms. With edges between fractions every solution here is a fraction.

use super::rational::{Rational, whole};
use num_traits::{One, Signed, Zero};

/// A point of two values.
pub type Pair = [Rational; 2];

/// The Pareto boundary of the convex hull of some points of two parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boundary {
    /// Corners, the first party's greatest value first. At least one.
    corners: Vec<Pair>,
}

impl Boundary {
    /// The boundary of the hull of these points; `None` if there are none.
    pub fn of_points(points: &[Pair]) -> Option<Self> {
        let mut sorted = points.to_vec();
        sorted.sort_by(|a, b| b.cmp(a));
        let mut corners: Vec<Pair> = vec![];
        for point in sorted {
            if corners.last().is_some_and(|last| point[1] <= last[1]) {
                continue;
            }
            while corners.len() > 1
                && !turns_in(
                    &corners[corners.len() - 2],
                    &corners[corners.len() - 1],
                    &point,
                )
            {
                corners.pop();
            }
            corners.push(point);
        }
        (!corners.is_empty()).then_some(Self { corners })
    }

    /// The boundary of dividing goods that all divide: goods pass from the first party, which has
    /// all of them at first, in rising order of its points over the other's. `None` if the lists
    /// differ in length or points are negative.
    pub fn of_goods(first: &[Rational], second: &[Rational]) -> Option<Self> {
        let negative = |points: &[Rational]| points.iter().any(Signed::is_negative);
        if first.len() != second.len() || negative(first) || negative(second) {
            return None;
        }
        let mut goods: Vec<usize> = (0..first.len())
            .filter(|at| second[*at].is_positive())
            .collect();
        goods.sort_by(|a, b| (&first[*a] * &second[*b]).cmp(&(&first[*b] * &second[*a])));
        let mut at: Pair = [first.iter().sum(), Rational::zero()];
        let mut points = vec![at.clone()];
        for good in goods {
            at = [&at[0] - &first[good], &at[1] + &second[good]];
            points.push(at.clone());
        }
        Self::of_points(&points)
    }

    /// Corners, the first party's greatest value first.
    pub fn corners(&self) -> &[Pair] {
        &self.corners
    }

    /// The one point with the greatest product of gains over `zero`; `None` if no point of the set
    /// gives both at least `zero`. Nash (1950).
    pub fn nash(&self, zero: &Pair) -> Option<Pair> {
        let ideal = self.ideal(zero)?;
        let within = [ideal[0].clone(), zero[1].clone()];
        let ends = [within, [zero[0].clone(), ideal[1].clone()]];
        let product = |p: &Pair| (&p[0] - &zero[0]) * (&p[1] - &zero[1]);
        let acceptable = |p: &Pair| p[0] >= zero[0] && p[1] >= zero[1];
        let tops = self
            .corners
            .windows(2)
            .filter_map(|edge| top(&edge[0], &edge[1], zero));
        let candidates = self.corners.iter().cloned().chain(tops).chain(ends.clone());
        let on = |p: &Pair| acceptable(p) && (self.corners.contains(p) || self.reaches(p));
        candidates
            .filter(on)
            .max_by(|a, b| product(a).cmp(&product(b)))
    }

    /// The greatest value of each party where the other has at least `zero`; `None` if there is no
    /// such point.
    pub fn ideal(&self, zero: &Pair) -> Option<Pair> {
        let first = self.corners.first()?;
        let last = self.corners.last()?;
        if zero[1] > last[1] || zero[0] > first[0] {
            return None;
        }
        let ideal = [self.first_where(&zero[1]), self.second_where(&zero[0])];
        (ideal[0] >= zero[0] && ideal[1] >= zero[1]).then_some(ideal)
    }

    /// The point in which all get the same share of their greatest gain. Kalai and Smorodinsky
    /// (1975).
    pub fn kalai_smorodinsky(&self, zero: &Pair) -> Option<Pair> {
        let ideal = self.ideal(zero)?;
        let way = [&ideal[0] - &zero[0], &ideal[1] - &zero[1]];
        Some(self.farthest(zero, &way))
    }

    /// The point of the set in which both gain the same, as much as they can. Kalai (1977); it
    /// compares the parties' points, which only the caller can allow.
    pub fn egalitarian(&self, zero: &Pair) -> Option<Pair> {
        self.ideal(zero)?;
        Some(self.farthest(zero, &[Rational::one(), Rational::one()]))
    }

    /// The first party's most where the second has at least `y`, which is within reach.
    fn first_where(&self, y: &Rational) -> Rational {
        let edge = self
            .corners
            .windows(2)
            .find(|edge| edge[0][1] <= *y && *y <= edge[1][1]);
        match edge {
            Some([a, b]) => &a[0] + (&b[0] - &a[0]) * (y - &a[1]) / (&b[1] - &a[1]),
            _ => self.corners[0][0].clone(),
        }
    }

    /// The second party's most where the first has at least `x`, which is within reach.
    fn second_where(&self, x: &Rational) -> Rational {
        let edge = self
            .corners
            .windows(2)
            .find(|edge| edge[1][0] <= *x && *x <= edge[0][0]);
        match edge {
            Some([a, b]) => &a[1] + (&b[1] - &a[1]) * (x - &a[0]) / (&b[0] - &a[0]),
            _ => self.corners[self.corners.len() - 1][1].clone(),
        }
    }

    /// Whether a point lies within the set or below it.
    fn reaches(&self, point: &Pair) -> bool {
        let last = self.corners.len() - 1;
        point[0] <= self.corners[0][0]
            && point[1] <= self.corners[last][1]
            && point[1] <= self.second_where(&point[0])
    }

    /// The last point within the set, or below it, on the way from `zero`.
    fn farthest(&self, zero: &Pair, way: &Pair) -> Pair {
        let at = |t: &Rational| [&zero[0] + t * &way[0], &zero[1] + t * &way[1]];
        let last = &self.corners[self.corners.len() - 1];
        let edges = self.corners.windows(2).filter_map(|edge| {
            let normal = [&edge[1][1] - &edge[0][1], &edge[0][0] - &edge[1][0]];
            let along = &normal[0] * &way[0] + &normal[1] * &way[1];
            let room =
                &normal[0] * (&edge[0][0] - &zero[0]) + &normal[1] * (&edge[0][1] - &zero[1]);
            along.is_positive().then(|| room / along)
        });
        let sides = [(&self.corners[0][0], 0), (&last[1], 1)].into_iter();
        let walls = sides.filter(|(_, side)| way[*side].is_positive());
        let walls = walls.map(|(wall, side)| (wall - &zero[side]) / &way[side]);
        at(&edges.chain(walls).min().unwrap_or_default())
    }
}

/// Whether the chain through three points bends towards the origin at the middle one.
fn turns_in(a: &Pair, b: &Pair, c: &Pair) -> bool {
    let left = (&b[0] - &a[0]) * (&c[1] - &a[1]);
    let right = (&b[1] - &a[1]) * (&c[0] - &a[0]);
    left > right
}

/// Where the product of gains is greatest on the line through an edge, if that is on the edge.
fn top(a: &Pair, b: &Pair, zero: &Pair) -> Option<Pair> {
    let way = [&b[0] - &a[0], &b[1] - &a[1]];
    let gain = [&a[0] - &zero[0], &a[1] - &zero[1]];
    // The product along a + t·way has derivative gain·way crosswise + 2·t·(product of way).
    let slope = &gain[0] * &way[1] + &gain[1] * &way[0];
    let bend = &way[0] * &way[1] * whole(2);
    let t = -slope / bend;
    let inside = !t.is_negative() && t <= Rational::one();
    inside.then(|| [&a[0] + &t * &way[0], &a[1] + &t * &way[1]])
}

/// A simplex: all values of which the sum of `value / intercept` is at most 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Simplex {
    /// What each party has if it gets all; positive.
    pub intercepts: Vec<Rational>,
}

impl Simplex {
    /// What is left to share at `zero`, as a part of all; `None` if that lies outside.
    fn slack(&self, zero: &[Rational]) -> Option<Rational> {
        let used: Rational = zero.iter().zip(&self.intercepts).map(|(z, a)| z / a).sum();
        let slack = Rational::one() - used;
        let fits =
            zero.len() == self.intercepts.len() && self.intercepts.iter().all(Signed::is_positive);
        (fits && !slack.is_negative()).then_some(slack)
    }

    /// The point with the greatest product of gains, which is also the one in which all get the
    /// same share of their greatest gain: each an equal part of what is left.
    pub fn nash(&self, zero: &[Rational]) -> Option<Vec<Rational>> {
        let part = self.slack(zero)? / whole(zero.len() as u64);
        Some(
            zero.iter()
                .zip(&self.intercepts)
                .map(|(z, a)| z + a * &part)
                .collect(),
        )
    }

    /// The point in which all gain the same, as much as they can; it compares the parties' points.
    pub fn egalitarian(&self, zero: &[Rational]) -> Option<Vec<Rational>> {
        let per_point: Rational = self.intercepts.iter().map(Rational::recip).sum();
        let gain = self.slack(zero)? / per_point;
        Some(zero.iter().map(|z| z + &gain).collect())
    }
}

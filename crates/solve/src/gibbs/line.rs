//! A draw along one coordinate whose density is even but for steps at known places.

use crate::stream::Stream;

/// The steps of a density along a line, and what it takes to draw from it.
#[derive(Debug, Clone, Default)]
pub struct Line {
    /// Where the logarithm of the density changes, and by how much.
    cuts: Vec<(f64, f64)>,
    pieces: Vec<f64>,
}

impl Line {
    /// Forgets all steps.
    pub fn clear(&mut self) {
        self.cuts.clear();
    }

    /// A step: from here on the logarithm of the density is higher by `change`.
    pub fn cut(&mut self, at: f64, change: f64) {
        if at.is_finite() {
            self.cuts.push((at, change));
        }
    }

    /// A band in which the logarithm of the density is higher by `change`.
    pub fn band(&mut self, (low, high): (f64, f64), change: f64) {
        self.cut(low, change);
        self.cut(high, -change);
    }

    /// Draws from [low, high); `base` gives what else the logarithm of the density has on a piece,
    /// from a place inside it.
    pub fn draw(
        &mut self,
        (low, high): (f64, f64),
        stream: &mut Stream,
        base: &mut dyn FnMut(f64) -> f64,
    ) -> f64 {
        self.cuts.retain(|(at, _)| low < *at && *at < high);
        if self.cuts.is_empty() {
            return stream.between((low, high));
        }
        self.cuts.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        self.pieces.clear();
        let (mut from, mut level) = (low, 0.0);
        for (at, change) in &self.cuts {
            self.pieces.push(level + base((from + at) / 2.0));
            (from, level) = (*at, level + change);
        }
        self.pieces.push(level + base((from + high) / 2.0));
        let top = self.pieces.iter().copied().fold(f64::MIN, f64::max);
        let mut from = low;
        for (n, piece) in self.pieces.iter_mut().enumerate() {
            let to = self.cuts.get(n).map_or(high, |(at, _)| *at);
            *piece = (to - from) * likely(*piece - top);
            from = to;
        }
        let chosen = stream.pick(&self.pieces);
        let edge = |n: usize| self.cuts.get(n).map_or(high, |(at, _)| *at);
        let start = if chosen == 0 { low } else { edge(chosen - 1) };
        stream.between((start, edge(chosen)))
    }
}

/// `exp`, but for pieces so much less likely than the likeliest that they add nothing to the sum.
fn likely(below_top: f64) -> f64 {
    match below_top {
        0.0 => 1.0,
        far if far < -60.0 => 0.0,
        near => libm::exp(near),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_drawn_by_their_length_and_height() {
        let (mut line, mut stream) = (Line::default(), Stream::new(3, "line", 0));
        let mut seen = [0; 3];
        for _ in 0..60_000 {
            line.clear();
            line.band((0.5, 0.75), libm::log(4.0));
            let at = line.draw((0.0, 1.0), &mut stream, &mut |_| 0.0);
            seen[if at < 0.5 {
                0
            } else {
                usize::from(at >= 0.75) + 1
            }] += 1;
        }
        // Masses 0.5, 1 and 0.25.
        for (seen, mass) in seen.into_iter().zip([0.5, 1.0, 0.25]) {
            let share = f64::from(seen) / 60_000.0;
            assert!((share - mass / 1.75).abs() < 0.01, "{seen} for {mass}");
        }
    }
}

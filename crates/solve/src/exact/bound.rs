//! An upper bound on what the boxes still in play can add up to, and how to lower it.
//!
//! Each box's bonus is divided among its sides. A package is in one cell of each issue, so no
//! package is worth more than the sum over issues of the dearest cell, a cell being worth the parts
//! of the sides over it. Any division gives a bound; the best one is that of the linear relaxation.
//! It is lowered a box at a time: each side is given as much as makes its box no dearer than what
//! lies beside it, and only what is left over counts (block-coordinate descent on the dual, as in
//! the max-product linear programming of Globerson and Jaakkola 2007).

use super::bits::Bits;
use super::prize::{Boxes, Reach};
use super::whole::Whole;
use std::rc::Rc;

/// One objective: what each box adds to it, and how that is divided among its sides.
#[derive(Debug, Clone)]
pub struct Divided {
    /// By box.
    pub gains: Rc<[i64]>,
    /// By side.
    parts: Vec<i64>,
}

/// Scores of cells while a bound is worked out.
#[derive(Debug, Default)]
pub struct Scores {
    cells: Vec<i64>,
}

impl Divided {
    /// Every bonus in equal parts.
    pub fn new<V: Whole>(boxes: &Boxes<V>, gains: Rc<[i64]>) -> Self {
        let mut divided = Self {
            gains,
            parts: vec![0; boxes.reaches.len()],
        };
        for prize in 0..boxes.prizes.len() {
            let sides = boxes.begins[prize]..boxes.begins[prize + 1];
            let caps = vec![0; sides.len()];
            share_out(
                divided.gains[prize],
                &caps,
                &vec![true; sides.len()],
                &mut divided.parts[sides],
            );
        }
        divided
    }

    /// The bound for the boxes in play.
    pub fn bound<V: Whole>(&self, boxes: &Boxes<V>, alive: &Bits, scores: &mut Scores) -> i64 {
        scores.fill(boxes, alive, &self.parts);
        scores.bound(boxes)
    }

    /// Goes through all boxes once; returns the bound, which is never greater than before.
    pub fn lower<V: Whole>(
        &mut self,
        boxes: &Boxes<V>,
        alive: &Bits,
        contested: &[bool],
        scores: &mut Scores,
    ) -> i64 {
        scores.fill(boxes, alive, &self.parts);
        let mut caps = vec![];
        let mut open = vec![];
        for prize in alive.iter() {
            let sides = boxes.sides(prize);
            let open_sides = sides.iter().any(|side| contested[side.place as usize]);
            if sides.len() < 2 || !open_sides {
                continue;
            }
            let parts = &mut self.parts[boxes.begins[prize]..boxes.begins[prize + 1]];
            caps.clear();
            open.clear();
            for (side, part) in sides.iter().zip(parts.iter()) {
                scores.add(side, -part);
                caps.push(scores.room(boxes, side));
                open.push(contested[side.place as usize]);
            }
            share_out(self.gains[prize], &caps, &open, parts);
            sides
                .iter()
                .zip(parts)
                .for_each(|(side, part)| scores.add(side, *part));
        }
        scores.bound(boxes)
    }

    /// What the boxes in play over each cell are worth, after a bound has been worked out.
    pub fn cells<'s, V: Whole>(
        &self,
        boxes: &Boxes<V>,
        alive: &Bits,
        scores: &'s mut Scores,
    ) -> &'s [i64] {
        scores.fill(boxes, alive, &self.parts);
        &scores.cells
    }
}

/// Divides a gain: first what each side can take without becoming dear, in proportion if there is
/// more room than needed; what is left over equally among the sides that are contested.
fn share_out(gain: i64, caps: &[i64], open: &[bool], parts: &mut [i64]) {
    let room: i64 = caps
        .iter()
        .fold(0, |sum: i64, cap| sum.saturating_add(*cap));
    let mut left = gain;
    for (part, cap) in parts.iter_mut().zip(caps) {
        *part = match room > gain {
            true => (i128::from(gain) * i128::from(*cap) / i128::from(room)) as i64,
            false => *cap,
        };
        left -= *part;
    }
    // What rounding leaves goes where there is still room.
    if room > gain {
        for (part, cap) in parts.iter_mut().zip(caps) {
            let more = left.min(cap - *part);
            *part += more;
            left -= more;
        }
        return;
    }
    let takers = open.iter().filter(|open| **open).count();
    let all = takers == 0;
    let mut takers = if all { parts.len() } else { takers } as i64;
    for (part, open) in parts.iter_mut().zip(open) {
        if *open || all {
            let own = left / takers;
            *part += own;
            left -= own;
            takers -= 1;
        }
    }
}

impl Scores {
    fn fill<V: Whole>(&mut self, boxes: &Boxes<V>, alive: &Bits, parts: &[i64]) {
        self.cells.clear();
        self.cells
            .resize(boxes.cells.last().copied().unwrap_or(0), 0);
        for prize in alive.iter() {
            let own = boxes.begins[prize]..boxes.begins[prize + 1];
            let sides = boxes.reaches[own.clone()].iter().zip(&parts[own]);
            sides.for_each(|(side, part)| self.add(side, *part));
        }
    }

    fn add(&mut self, side: &Reach, part: i64) {
        let cells = &mut self.cells[side.first as usize..=side.last as usize];
        cells.iter_mut().for_each(|cell| *cell += part);
    }

    /// How much dearer the dearest cell beside a side is than the dearest under it.
    fn room<V: Whole>(&self, boxes: &Boxes<V>, side: &Reach) -> i64 {
        let place = side.place as usize;
        let (first, last) = (side.first as usize, side.last as usize);
        let most = |cells: &[i64]| cells.iter().copied().max().unwrap_or(0);
        let before = most(&self.cells[boxes.cells[place]..first]);
        let after = most(&self.cells[last + 1..boxes.cells[place + 1]]);
        (before.max(after) - most(&self.cells[first..=last])).max(0)
    }

    fn bound<V: Whole>(&self, boxes: &Boxes<V>) -> i64 {
        let dearest = |place: &[usize]| self.cells[place[0]..place[1]].iter().max().copied();
        boxes.cells.windows(2).filter_map(dearest).sum()
    }
}

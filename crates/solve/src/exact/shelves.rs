//! Three parties whose values are not far apart: points on shelves, one for each first value.
//!
//! Adding an issue fills the shelves from the greatest first value down. What beats a point is then
//! on its own shelf or on one filled before, so a single table says whether it is beaten: for each
//! second value, the greatest third value that any point has which is at least as good for the
//! second party (the staircase of Kung, Luccio and Preparata 1975, held open as a table). Each
//! candidate takes one look at it, only points that are new raise it, and nothing is sorted.

use super::rows::{Kind, Rows};
use super::watch::{Broken, Watch};
use super::whole::Whole;

/// Places of shelves and of the table that cost as much as one candidate of a sweep.
const PLACES_PER_CANDIDATE: usize = 8;
/// Places that are worth it whatever the number of candidates.
const FEW_PLACES: usize = 1 << 10;
/// Candidates between two looks at the clock.
const STRIDE: usize = 1 << 21;

/// The second and third value of a point, above the origin.
type Spot = [i32; 2];

/// A frontier of three parties.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelves {
    /// What zero stands for, by party.
    origin: [i128; 3],
    /// The greatest value above the origin, by party.
    reach: [i128; 3],
    /// For each first value above the origin, the least first, where its spots end; they begin
    /// where those of the next one end.
    ends: Vec<u32>,
    /// The greatest first value first; on one shelf the greatest second value first.
    spots: Vec<Spot>,
}

/// One issue's alternatives above their least values, and the room the sum takes.
struct Plan {
    origin: [i128; 3],
    reach: [i128; 3],
    shifts: Vec<[i32; 3]>,
}

impl Plan {
    /// `None` where a table is too large or not the cheaper way.
    fn new<V: Whole>(
        (origin, reach): ([i128; 3], [i128; 3]),
        shifts: &[&[V]],
        points: usize,
    ) -> Option<Self> {
        let values = |party: usize| shifts.iter().map(move |shift| shift[party].wide());
        let mut plan = Self {
            origin,
            reach,
            shifts: vec![[0; 3]; shifts.len()],
        };
        for party in 0..3 {
            let (least, most) = (values(party).min()?, values(party).max()?);
            plan.origin[party] += least;
            plan.reach[party] += most - least;
            if plan.reach[party] > i128::from(i32::MAX / 2) {
                return None;
            }
            let above = values(party).map(|value| (value - least) as i32);
            plan.shifts
                .iter_mut()
                .zip(above)
                .for_each(|(shift, above)| shift[party] = above);
        }
        let places = plan.places(0) * shifts.len() + plan.places(1);
        let worth = points * shifts.len() * PLACES_PER_CANDIDATE + FEW_PLACES;
        (places <= worth && points * shifts.len() <= u32::MAX as usize).then_some(plan)
    }

    fn places(&self, party: usize) -> usize {
        self.reach[party] as usize + 1
    }
}

/// For each second value the greatest third value of any spot at least as good.
struct Staircase {
    /// One place more at the end, where there is no spot.
    heights: Vec<i32>,
    /// A bit for each second value at which a spot was added since the last shelf was filled.
    fresh: Vec<u64>,
}

/// Places raised at once.
const BLOCK: usize = 16;

impl Staircase {
    fn new(places: usize) -> Self {
        Self {
            heights: vec![-1; places + 1],
            fresh: vec![0; places.div_ceil(64)],
        }
    }

    /// Adds the spots of a shelf, shifted, that nothing before beats.
    fn add(&mut self, shelf: &[Spot], right: i32, up: i32) {
        for [along, height] in shelf {
            let (place, height) = ((along + right) as usize, height + up);
            if self.heights[place] < height {
                self.raise(place, height);
                self.fresh[place / 64] |= 1 << (place % 64);
            }
        }
    }

    /// Raises all places up to a spot to its height. Heights never rise, so the first place that is
    /// high enough ends it.
    fn raise(&mut self, place: usize, height: i32) {
        let mut end = place + 1;
        while end > BLOCK && self.heights[end - BLOCK] < height {
            self.heights[end - BLOCK..end].fill(height);
            end -= BLOCK;
        }
        while end > 0 && self.heights[end - 1] < height {
            end -= 1;
            self.heights[end] = height;
        }
    }

    /// Moves the spots added that are corners, which no other beats, to a shelf.
    fn fill(&mut self, spots: &mut Vec<Spot>) {
        for (at, word) in self.fresh.iter_mut().enumerate().rev() {
            while *word != 0 {
                let bit = 63 - word.leading_zeros() as usize;
                *word ^= 1 << bit;
                let place = at * 64 + bit;
                if self.heights[place + 1] < self.heights[place] {
                    spots.push([place as i32, self.heights[place]]);
                }
            }
        }
    }
}

impl Shelves {
    /// The points of a frontier with an issue added, where this is the cheaper way; else `None`.
    ///
    /// # Errors
    /// What the caller of the watch wants.
    pub fn of_rows<V: Whole>(
        rows: &Rows<V>,
        shifts: &[&[V]],
        watch: &mut Watch<'_>,
    ) -> Result<Option<Self>, Broken> {
        let Some((origin, reach)) = span(rows) else {
            return Ok(None);
        };
        match Plan::new((origin, reach), shifts, rows.len()) {
            Some(plan) => Self::on(rows, origin, reach).step(&plan, watch).map(Some),
            None => Ok(None),
        }
    }

    /// The same with another issue, where that is still the cheaper way.
    ///
    /// # Errors
    /// What the caller of the watch wants.
    pub fn plus<V: Whole>(
        &self,
        shifts: &[&[V]],
        watch: &mut Watch<'_>,
    ) -> Result<Option<Self>, Broken> {
        match Plan::new((self.origin, self.reach), shifts, self.spots.len()) {
            Some(plan) => self.step(&plan, watch).map(Some),
            None => Ok(None),
        }
    }

    /// Rows of a frontier, whose span is known to fit.
    fn on<V: Whole>(rows: &Rows<V>, origin: [i128; 3], reach: [i128; 3]) -> Self {
        let above = |row: &[V], party: usize| row[party].wide() - origin[party];
        let mut ends = vec![0; reach[0] as usize + 1];
        let mut spots = Vec::with_capacity(rows.len());
        for row in rows.iter() {
            ends[above(row, 0) as usize] += 1;
            spots.push([above(row, 1) as i32, above(row, 2) as i32]);
        }
        let mut sum = 0;
        for end in ends.iter_mut().rev() {
            sum += *end;
            *end = sum;
        }
        Self {
            origin,
            reach,
            ends,
            spots,
        }
    }

    /// The spots of one first value; none beyond the last.
    fn shelf(&self, first: usize) -> &[Spot] {
        let end = self.ends.get(first).map_or(0, |end| *end as usize);
        let begin = self.ends.get(first + 1).map_or(0, |end| *end as usize);
        &self.spots[begin..end]
    }

    fn step(&self, plan: &Plan, watch: &mut Watch<'_>) -> Result<Self, Broken> {
        let mut stairs = Staircase::new(plan.places(1));
        let mut ends = vec![0; plan.places(0)];
        let mut spots: Vec<Spot> = vec![];
        let mut work = 0;
        for first in (0..ends.len()).rev() {
            for shift in plan
                .shifts
                .iter()
                .filter(|shift| shift[0] as usize <= first)
            {
                let shelf = self.shelf(first - shift[0] as usize);
                work += shelf.len();
                stairs.add(shelf, shift[1], shift[2]);
            }
            stairs.fill(&mut spots);
            ends[first] = spots.len() as u32;
            if work > STRIDE {
                work = 0;
                watch.ask()?;
            }
        }
        let mut shelves = Self {
            origin: plan.origin,
            reach: plan.reach,
            ends,
            spots,
        };
        shelves.trim();
        Ok(shelves)
    }

    /// Leaves out places below the least values.
    fn trim(&mut self) {
        let all = self.spots.len() as u32;
        let bare = self.ends.iter().rev().take_while(|end| **end < all).count();
        let bare = self.ends.len() - 1 - bare.min(self.ends.len() - 1);
        self.ends.drain(..bare);
        let least = self.spots.iter().fold([i32::MAX; 2], |least, spot| {
            [least[0].min(spot[0]), least[1].min(spot[1])]
        });
        let cut = [bare as i128, i128::from(least[0]), i128::from(least[1])];
        if cut[1..] != [0; 2] {
            let down = |spot: &mut Spot| *spot = [spot[0] - least[0], spot[1] - least[1]];
            self.spots.iter_mut().for_each(down);
        }
        for (party, cut) in cut.into_iter().enumerate() {
            self.origin[party] += cut;
            self.reach[party] -= cut;
        }
    }

    /// How many points there are.
    pub fn points(&self) -> usize {
        self.spots.len()
    }

    /// Bytes it takes.
    pub fn bytes(&self) -> usize {
        size_of_val(self.spots.as_slice()) + size_of_val(self.ends.as_slice())
    }

    /// The points in order, as rows.
    pub fn rows<V: Whole>(&self) -> Rows<V> {
        let kind = Kind {
            parties: 3,
            limits: 0,
        };
        let mut flat = Vec::with_capacity(3 * self.spots.len());
        for first in (0..self.ends.len()).rev() {
            let x = V::narrow(self.origin[0] + first as i128);
            for [along, height] in self.shelf(first) {
                let y = V::narrow(self.origin[1] + i128::from(*along));
                let z = V::narrow(self.origin[2] + i128::from(*height));
                flat.extend_from_slice(&[x, y, z]);
            }
        }
        Rows { kind, flat }
    }
}

/// The least value of each party, and how far above it the greatest is.
fn span<V: Whole>(rows: &Rows<V>) -> Option<([i128; 3], [i128; 3])> {
    let values = |party: usize| rows.iter().map(move |row| row[party]);
    let (mut least, mut reach) = ([0; 3], [0; 3]);
    for party in 0..3 {
        least[party] = values(party).min()?.wide();
        reach[party] = values(party).max()?.wide() - least[party];
    }
    Some((least, reach))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::union::unbeaten;
    use crate::exact::watch::Pace;

    #[test]
    fn shelves_and_sweeps_give_the_same_points() {
        let kind = Kind {
            parties: 3,
            limits: 0,
        };
        let shifts: [[i64; 3]; 4] = [[0, 9, 4], [3, 4, 5], [4, -1, 9], [9, 0, 3]];
        let slices = shifts.each_ref().map(<[i64; 3]>::as_slice);
        let mut ask = |_| Pace::Go;
        let mut watch = Watch::new(1 << 20, &mut ask);
        let mut rows = Rows::zero(kind);
        let mut shelves: Option<Shelves> = None;
        for _ in 0..5 {
            let fresh = Shelves::of_rows(&rows, &slices, &mut watch)
                .unwrap()
                .unwrap();
            let added = rows.iter().flat_map(|row| {
                let add = |shift: &[i64; 3]| [0, 1, 2].map(|party| row[party] + shift[party]);
                shifts.iter().flat_map(add).collect::<Vec<_>>()
            });
            rows.flat = added.collect();
            unbeaten(&mut rows, &mut watch).unwrap();
            let next = shelves.map_or(fresh.clone(), |old| {
                old.plus(&slices, &mut watch).unwrap().unwrap()
            });
            assert_eq!((&next, next.rows::<i64>()), (&fresh, rows.clone()));
            assert_eq!(next.points(), rows.len());
            shelves = Some(next);
        }
    }
}

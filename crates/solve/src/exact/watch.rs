//! Watching a long computation: how far it is, and whether to go on, to hurry or to stop.

use super::scores::Refusal;

/// How far a computation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Steps taken, an issue each.
    pub done: usize,
    /// Steps there are.
    pub of: usize,
    /// Points on the frontier of the issues taken so far.
    pub points: usize,
}

/// What the caller wants next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// Go on.
    Go,
    /// Time is up: finish with fewer points, and say how far off they may be.
    Hurry,
    /// Give up.
    Stop,
}

/// A good number of points to keep at a step. Two and three parties' frontiers are merged so quickly
/// that memory is what ends them, at some 200 bytes a point; with more parties every point is
/// compared with many others, and a smaller number keeps it to seconds.
pub fn most_points(parties: usize) -> usize {
    if parties <= 3 { 3_000_000 } else { 200_000 }
}

/// How many points a hurried computation keeps at each step.
const HURRIED: usize = 2_000;

/// The caller's say during a computation: it is asked several times a second, and its answers are
/// the only way in which time has a part in the result.
pub struct Watch<'a> {
    ask: &'a mut dyn FnMut(Progress) -> Pace,
    /// The most points kept at a step; beyond it the frontier is thinned.
    most_points: usize,
    hurried: bool,
    /// How far the computation is.
    pub progress: Progress,
}

/// Why a step was left: to be done again with fewer points, or for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Broken {
    /// Time is up for exact figures.
    Hurry,
    /// For good.
    Refused(Refusal),
}

impl From<Refusal> for Broken {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl<'a> Watch<'a> {
    /// A watch that keeps at most this many points at each step. Where there are more, a quarter of
    /// it are left.
    pub fn new(most_points: usize, ask: &'a mut dyn FnMut(Progress) -> Pace) -> Self {
        Self {
            ask,
            most_points: most_points.max(1),
            hurried: false,
            progress: Progress::default(),
        }
    }

    /// The most points kept at a step.
    pub fn most_points(&self) -> usize {
        match self.hurried {
            true => self.most_points.min(HURRIED),
            false => self.most_points,
        }
    }

    /// How many points are left where there are more than the most: few enough that the next steps
    /// need no thinning.
    pub fn thinned_to(&self) -> usize {
        match self.hurried {
            true => self.most_points(),
            false => self.most_points.div_ceil(4),
        }
    }

    /// Asks the caller within a step.
    ///
    /// # Errors
    /// [`Broken::Hurry`] the first time the caller is in a hurry, [`Refusal::Stopped`] if it stops.
    pub fn ask(&mut self) -> Result<(), Broken> {
        match (self.ask)(self.progress) {
            Pace::Stop => Err(Refusal::Stopped.into()),
            Pace::Hurry if !self.hurried => {
                self.hurried = true;
                Err(Broken::Hurry)
            }
            Pace::Go | Pace::Hurry => Ok(()),
        }
    }

    /// Notes that a step is taken, and asks the caller.
    ///
    /// # Errors
    /// [`Refusal::Stopped`] if the caller stops.
    pub fn step(&mut self, points: usize) -> Result<(), Refusal> {
        self.progress.done += 1;
        self.progress.points = points;
        match self.ask() {
            Err(Broken::Refused(refusal)) => Err(refusal),
            Ok(()) | Err(Broken::Hurry) => Ok(()),
        }
    }
}

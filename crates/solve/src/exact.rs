//! Exact answers where real numbers exist: the frontier of scores at any size, reference points,
//! fair division.
//!
//! Scores are fractions; each party's become whole numbers over its own common denominator
//! ([`whole`]), so that dominance, ties and ways to attain a point are exact. The frontier is built
//! issue by issue ([`build`]), each step being the frontier of shifted frontiers ([`union`]).
//!
//! | module | one idea |
//! |---|---|
//! | [`scores`] | a problem with scores |
//! | [`rational`] | exact fractions |
//! | [`whole`] | scores as whole numbers |
//! | [`frontier`] | the frontier, with packages and ways |
//! | [`watch`] | how far, go on, hurry or stop |
//! | [`build`], [`chart`], [`trace`] | issue by issue; fronts and edges; packages and ways |
//! | [`mod@reference`], [`share`] | Nash, Kalai–Smorodinsky and others, with ties; acceptable packages |
//! | [`winner`] | adjusted winner |
//! | [`convex`] | bargaining over convex sets, in fractions |
//! | [`tangle`], [`order`] | issues tied by nesting, rules, limits |
//! | [`clique`], [`prize`], [`bound`], [`archive`], [`bits`] | bonuses on boxes |
//! | [`rows`], [`union`], [`pair`], [`stairs`], [`shelves`], [`sweep`], [`divide`], [`thin`] | points and who beats whom |

pub mod archive;
pub mod bits;
pub mod bound;
pub mod build;
pub mod chart;
pub mod clique;
pub mod convex;
pub mod divide;
pub mod frontier;
pub mod order;
pub mod pair;
pub mod prize;
pub mod rational;
pub mod reference;
pub mod rows;
pub mod scores;
pub mod share;
pub mod shelves;
pub mod stairs;
pub mod sweep;
pub mod tangle;
pub mod thin;
pub mod trace;
pub mod union;
pub mod watch;
pub mod whole;
pub mod winner;

pub use frontier::Frontier;
pub use rational::Rational;
pub use reference::{References, Scales};
pub use scores::{Cube, Problem, Refusal, Side, Valuation};
pub use watch::{Pace, Progress, Watch, most_points};

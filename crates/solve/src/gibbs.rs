//! Readings where judgments link several alternatives or issues: drawn by chains.
//!
//! A linked judgment (an order, a weight order, an answer to a package, a trade) is right with
//! probability c, so a reading on which it holds is `c/π + (1 − c)` times as likely and one on which
//! it does not `1 − c` times, π being how probable it is before anything is known. Everything else on
//! record is drawn as the exact sampler draws it; the chains weigh what links.
//!
//! | module | one idea |
//! |---|---|
//! | `event` | a linked judgment as an inequality that is linear in every single coordinate |
//! | `model` | what the chains of a party share |
//! | `state` | one reading in the coordinates the chains move in |
//! | `line` | a draw from a density with steps at known places |
//! | `sweep` | worths, weights, shares and the price, each given all others |
//! | `knots` | figures |
//! | `zero` | the zero, with what is tied to it |
//! | `drawn` | four chains for each way to read silence |

mod drawn;
mod event;
mod knots;
mod line;
mod model;
mod state;
mod sweep;
mod zero;

pub use drawn::{Drawn, Row};

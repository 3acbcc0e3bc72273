//! What a linked judgment says as an inequality: a sum that is linear in every single worth, weight,
//! zero and price, with how much likelier a reading is where it holds.
//!
//! With weights `W` before they are divided by their total `T`, an event holds by the sign of
//! `Σ W_i · (Σ coef · (u − z) + extra_i) − t · T`. The common factor `T` changes no sign.

use crate::linked::{Linked, Says};
use crate::numeric::Layout;
use crate::settings::{PRIOR_DRAWS, Settings};
use crate::standing::Record;
use crate::stream::Stream;
use crate::weights::Plan;
use onetext_model::Space;

/// How many times likelier, as a logarithm, a reading is at most where a judgment holds: stands for
/// `never` where a judgment is certain, so that a state that breaks it can still be mended.
pub const NEVER: f64 = 80.0;

/// What one issue adds to an event.
#[derive(Debug, Clone)]
pub struct Part {
    /// The issue.
    pub issue: usize,
    /// Nodes (alternatives, or knots of figures) with their coefficients.
    pub worths: Vec<(usize, f64)>,
    /// What is added for the weight itself.
    pub extra: f64,
}

/// A linked judgment as an inequality.
#[derive(Debug, Clone)]
pub struct Event {
    /// Its parts, by issue.
    pub parts: Vec<Part>,
    /// Whether the price of signing is taken off.
    pub priced: bool,
    /// Whether weights play no part: an order within one issue.
    pub plain: bool,
    /// Whether it holds where the sum is at least zero; else where it is below.
    pub at_least: bool,
    /// The logarithm of how much likelier a reading is where it holds.
    pub log_ratio: f64,
    /// The chance that the judgment is taken as right where it holds.
    pub taken: f64,
}

impl Event {
    /// Whether it holds for this sum.
    pub fn holds(&self, sum: f64) -> bool {
        (sum >= 0.0) == self.at_least
    }

    /// The logarithm of its likelihood, up to a constant.
    pub fn log(&self, sum: f64) -> f64 {
        if self.holds(sum) { self.log_ratio } else { 0.0 }
    }
}

/// The events of a record's linked judgments, with the judgment each comes from. Judgments about
/// nothing in the party's sum are left out.
pub fn events(record: &Record, space: &Space, settings: &Settings) -> Vec<(usize, Event)> {
    let layouts = layouts(space);
    let raw: Vec<(usize, Event)> = record
        .linked
        .iter()
        .enumerate()
        .filter_map(|(n, linked)| Some((n, inequality(linked, record, &layouts)?)))
        .collect();
    let priors = priors(&raw, record, space, settings);
    let finish = |((n, event), prior): ((usize, Event), f64)| {
        let right = record.linked[n].right;
        let (holds, fails) = (right / prior + (1.0 - right), 1.0 - right);
        let ratio = libm::log(holds) - libm::log(fails.max(1e-300));
        let event = Event {
            log_ratio: ratio.min(NEVER),
            taken: right / prior / holds,
            ..event
        };
        (n, event)
    };
    raw.into_iter().zip(priors).map(finish).collect()
}

/// The knots of every issue of figures.
pub fn layouts(space: &Space) -> Vec<Option<Layout>> {
    let layout = |issue: &onetext_model::Issue| {
        let numeric = issue.is_numeric();
        numeric.then(|| Layout::new(issue.alternatives.len()))
    };
    space.issues().iter().map(layout).collect()
}

/// The inequality, its likelihood still open; `None` if nothing of it is in the party's sum.
fn inequality(linked: &Linked, record: &Record, layouts: &[Option<Layout>]) -> Option<Event> {
    let mut sum = Sum {
        record,
        layouts,
        parts: vec![],
    };
    let (mut priced, mut plain, mut at_least) = (false, false, true);
    match &linked.says {
        Says::Order {
            issue,
            better,
            worse,
        } => {
            plain = true;
            sum.worth((*issue, *better), 1.0);
            sum.worth((*issue, *worse), -1.0);
        }
        Says::Weights { heavier, lighter } => {
            heavier.iter().for_each(|i| sum.weight(*i, 1.0));
            lighter.iter().for_each(|i| sum.weight(*i, -1.0));
        }
        Says::Answer { package, accepts } => {
            (priced, at_least) = (true, *accepts);
            package.iter().for_each(|at| sum.worth(*at, 1.0));
        }
        Says::Over { better, worse } => {
            better.iter().for_each(|at| sum.worth(*at, 1.0));
            worse.iter().for_each(|at| sum.worth(*at, -1.0));
        }
        Says::Trade { gives, gets } => {
            sum.worth(*gives, 1.0);
            sum.worth(*gets, 1.0);
        }
    }
    let parts = sum.finish();
    (!parts.is_empty()).then_some(Event {
        parts,
        priced,
        plain,
        at_least,
        log_ratio: 0.0,
        taken: 0.0,
    })
}

/// A sum as it is put together.
struct Sum<'a> {
    record: &'a Record,
    layouts: &'a [Option<Layout>],
    parts: Vec<Part>,
}

impl Sum<'_> {
    fn part(&mut self, issue: usize) -> Option<&mut Part> {
        if !self.record.in_sum(issue) {
            return None;
        }
        let found = self.parts.iter().position(|p| p.issue == issue);
        let at = found.unwrap_or(self.parts.len());
        if found.is_none() {
            self.parts.push(Part {
                issue,
                worths: vec![],
                extra: 0.0,
            });
        }
        self.parts.get_mut(at)
    }

    fn worth(&mut self, (issue, alternative): (usize, usize), factor: f64) {
        let (low, high, share) = match &self.layouts[issue] {
            Some(layout) => layout.place(alternative),
            None => (alternative, alternative, 0.0),
        };
        let Some(part) = self.part(issue) else {
            return;
        };
        for (node, coef) in [(low, factor * (1.0 - share)), (high, factor * share)] {
            match part.worths.iter_mut().find(|(n, _)| *n == node) {
                Some((_, old)) => *old += coef,
                None => part.worths.push((node, coef)),
            }
        }
    }

    fn weight(&mut self, issue: usize, factor: f64) {
        if let Some(part) = self.part(issue) {
            part.extra += factor;
        }
    }

    /// Without what cancels out.
    fn finish(mut self) -> Vec<Part> {
        for part in &mut self.parts {
            part.worths.retain(|(_, coef)| coef.abs() > 1e-12);
        }
        self.parts
            .retain(|p| !p.worths.is_empty() || p.extra != 0.0);
        self.parts.sort_by_key(|p| p.issue);
        self.parts
    }
}

/// The prior probability of each event: ½ for orders, and for weight orders of like with like;
/// else estimated once from draws of the prior with nothing judged and nothing to pay for signing.
fn priors(
    events: &[(usize, Event)],
    record: &Record,
    space: &Space,
    settings: &Settings,
) -> Vec<f64> {
    let plan = Plan::new(record, space);
    let inside = |set: &[usize]| -> Vec<usize> {
        let inside = set.iter().filter(|i| record.in_sum(**i));
        inside.copied().collect()
    };
    let even = |says: &Says| match says {
        Says::Order { .. } => true,
        Says::Weights { heavier, lighter } => plan.alike(&inside(heavier), &inside(lighter)),
        _ => false,
    };
    let says = events.iter().map(|(n, _)| &record.linked[*n].says);
    let open: Vec<bool> = says.map(|says| !even(says)).collect();
    let mut hits = vec![0u32; events.len()];
    if open.contains(&true) {
        let mut stream = Stream::new(settings.seed, &format!("{}/prior", record.party), 0);
        let mut weights = vec![0.0; space.len()];
        let mut worths: Vec<Vec<f64>> = nodes(events, space);
        for _ in 0..PRIOR_DRAWS {
            let zero = settings.zero.draw(&mut stream);
            plan.draw(&mut stream, &mut weights);
            for worth in worths.iter_mut().flatten() {
                *worth = stream.uniform();
            }
            for (hit, (_, event)) in hits.iter_mut().zip(events) {
                *hit += u32::from(event.holds(unpaid(event, &weights, &worths, zero)));
            }
        }
    }
    let share = |hits: u32| f64::from(hits) / f64::from(PRIOR_DRAWS);
    let clamp = |share: f64| share.clamp(settings.prior_clamp.0, settings.prior_clamp.1);
    let one = |(open, hits): (bool, u32)| if open { clamp(share(hits)) } else { 0.5 };
    open.into_iter().zip(hits).map(one).collect()
}

/// Room for the worths of the issues that events speak of.
fn nodes(events: &[(usize, Event)], space: &Space) -> Vec<Vec<f64>> {
    let mut nodes = vec![0; space.len()];
    for part in events.iter().flat_map(|(_, e)| &e.parts) {
        for (node, _) in &part.worths {
            nodes[part.issue] = nodes[part.issue].max(node + 1);
        }
    }
    nodes.into_iter().map(|n| vec![0.0; n]).collect()
}

/// The sum of an event with no price of signing.
fn unpaid(event: &Event, weights: &[f64], worths: &[Vec<f64>], zero: f64) -> f64 {
    let gain = |part: &Part| -> f64 {
        let of = |(node, coef): &(usize, f64)| coef * (worths[part.issue][*node] - zero);
        part.worths.iter().map(of).sum::<f64>() + part.extra
    };
    let weight = |part: &Part| {
        if event.plain {
            1.0
        } else {
            weights[part.issue]
        }
    };
    event.parts.iter().map(|p| weight(p) * gain(p)).sum()
}

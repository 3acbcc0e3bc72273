//! What the chains of one party share: its events, and which coordinate each of them depends on.

use super::event::{Event, Part, events, layouts};
use crate::numeric::Layout;
use crate::settings::Settings;
use crate::standing::{Price, Record, Standing};
use crate::weights::Plan;
use crate::worths::Bands;
use onetext_model::Space;

/// An event that depends on a matter's weight, with those of its parts that lie in the matter.
pub type Share = (usize, Vec<usize>);

/// What the chains of one party share.
#[derive(Debug, Clone)]
pub struct Model<'a> {
    /// The party's record.
    pub record: &'a Record,
    /// The space it is over.
    pub space: &'a Space,
    /// The constants.
    pub settings: &'a Settings,
    /// How weights are put together.
    pub plan: Plan,
    /// The knots of issues of figures.
    pub layouts: Vec<Option<Layout>>,
    /// The linked judgments as inequalities.
    pub events: Vec<Event>,
    /// For each event the linked judgment it comes from.
    pub judgments: Vec<usize>,
    /// By issue and node: the events it is part of, with its coefficient.
    pub at: Vec<Vec<Vec<(usize, f64)>>>,
    /// By issue: the events it is part of, as (event, part).
    pub of_issue: Vec<Vec<(usize, usize)>>,
    /// By matter: the events its weight is part of.
    pub of_matter: Vec<Vec<Share>>,
    /// By matter: its issues, nested ones included.
    pub members: Vec<Vec<usize>>,
    /// By issue: the matter its weight comes from.
    pub matter_of: Vec<Option<usize>>,
}

impl<'a> Model<'a> {
    /// Works out a party's events.
    pub fn new(record: &'a Record, space: &'a Space, settings: &'a Settings) -> Self {
        let (judgments, events): (Vec<usize>, Vec<Event>) =
            events(record, space, settings).into_iter().unzip();
        let plan = Plan::new(record, space);
        let top = |i: usize| plan.top(i);
        let matter = |i: usize| plan.matters().iter().position(|m| m.contains(&top(i)));
        let matter_of: Vec<Option<usize>> = (0..space.len()).map(matter).collect();
        let members: Vec<Vec<usize>> = (0..plan.matters().len())
            .map(|m| {
                (0..space.len())
                    .filter(|i| matter_of[*i] == Some(m))
                    .collect()
            })
            .collect();
        let mut model = Self {
            record,
            space,
            settings,
            plan,
            layouts: layouts(space),
            events,
            judgments,
            at: vec![],
            of_issue: vec![vec![]; space.len()],
            of_matter: vec![vec![]; members.len()],
            members,
            matter_of,
        };
        model.at = (0..space.len())
            .map(|i| vec![vec![]; model.nodes(i)])
            .collect();
        model.index();
        model
    }

    fn index(&mut self) {
        let free = self.record.price == Price::None;
        for (n, event) in self.events.iter().enumerate() {
            let mut shares: Vec<Vec<usize>> = vec![vec![]; self.members.len()];
            for (p, part) in event.parts.iter().enumerate() {
                self.of_issue[part.issue].push((n, p));
                for (node, coef) in &part.worths {
                    self.at[part.issue][*node].push((n, *coef));
                }
                if let Some(matter) = self.matter_of[part.issue] {
                    shares[matter].push(p);
                }
            }
            // What signing costs is a share of all weight, so every matter has a part in it.
            let everywhere = event.priced && !free;
            for (matter, parts) in shares.into_iter().enumerate() {
                if !event.plain && (everywhere || !parts.is_empty()) {
                    self.of_matter[matter].push((n, parts));
                }
            }
        }
    }

    /// How many worths an issue has: none outside the sum.
    pub fn nodes(&self, issue: usize) -> usize {
        match (self.record.in_sum(issue), &self.layouts[issue]) {
            (false, _) => 0,
            (true, Some(layout)) => layout.knots(),
            (true, None) => self.space.issues()[issue].alternatives.len(),
        }
    }

    /// Whether an issue is in the sum with nothing on record.
    pub fn silent(&self, issue: usize) -> bool {
        self.record.issues[issue].standing == Standing::Silent
    }

    /// Whether any event depends on a worth of this issue.
    pub fn touched(&self, issue: usize) -> bool {
        self.at[issue].iter().any(|events| !events.is_empty())
    }

    /// Whether an issue's worths are moved together with the zero: figures with levels on record,
    /// which some event depends on.
    pub fn moves_with_zero(&self, issue: usize) -> bool {
        self.layouts[issue].is_some()
            && !self.record.issues[issue].levels.is_empty()
            && self.touched(issue)
    }

    /// Whether any event has the price of signing in it.
    pub fn priced(&self) -> bool {
        self.events.iter().any(|e| e.priced)
    }

    /// The bands for a zero.
    pub fn bands(&self, zero: f64) -> Bands {
        Bands::new(zero, self.settings.live_with_band)
    }

    /// A part of an event.
    pub fn part(&self, (event, part): (usize, usize)) -> &Part {
        &self.events[event].parts[part]
    }
}

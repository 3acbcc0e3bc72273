//! A scenario: issues with their values, and what each party's points for them are.

use onetext_model::{Package, Space};
use onetext_solve::exact::{Problem, Rational, Valuation};

/// The names an issue and its values have in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The issue's name.
    pub name: String,
    /// Its values, in the order of the space's alternatives.
    pub values: Vec<String>,
}

/// One party of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Its name: the file's, or as the file gives it.
    pub name: String,
    /// Its points and what no agreement is worth to it.
    pub valuation: Valuation,
    /// What its points are multiplied by for each round that passes; `None` for 1. It plays no
    /// part in a frontier and is kept for whoever asks.
    pub discount: Option<Rational>,
}

/// Issues and parties of a foreign scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// Its name.
    pub name: String,
    /// Its packages.
    pub space: Space,
    /// The file's names, in the order of the space's issues.
    pub labels: Vec<Label>,
    /// Its parties, in the order of the files.
    pub profiles: Vec<Profile>,
    /// What a reader should know about how the files were read.
    pub remarks: Vec<String>,
}

impl Scenario {
    /// The parties' points.
    pub fn valuations(&self) -> Vec<Valuation> {
        self.profiles.iter().map(|p| p.valuation.clone()).collect()
    }

    /// The problem of these valuations on the scenario's issues.
    pub fn problem<'a>(&'a self, parties: &'a [Valuation]) -> Problem<'a> {
        Problem {
            space: &self.space,
            constraints: &[],
            parties,
        }
    }

    /// A package by the file's names, in the order of the issues.
    pub fn named(&self, package: &Package) -> Vec<(String, String)> {
        let chosen = |(issue, label): (usize, &Label)| {
            let value = label.values.get(package.get(issue)?)?;
            Some((label.name.clone(), value.clone()))
        };
        self.labels.iter().enumerate().filter_map(chosen).collect()
    }
}

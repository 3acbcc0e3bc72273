//! `onetext judge DIR --party P …`: one judgment, with its words pinned.

use super::report_facts;
use crate::ask::{for_missing, today};
use clap::Args;
use onetext_workbench::make::{self, Typed};
use onetext_workbench::{Failure, Workbench};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub struct Judge {
    /// The talks folder
    dir: PathBuf,
    /// Whom it is about
    #[arg(long)]
    party: Option<String>,
    /// `wants`, `can live with`, `only in return` or `cannot`; with --at
    #[arg(long, help_heading = "What it says")]
    level: Option<String>,
    /// The alternative (`harbour=jointly`) or range (`depth>=30`) a level is about
    #[arg(long, help_heading = "What it says")]
    at: Option<String>,
    /// One alternative of an issue is better than another
    #[arg(long, num_args = 2, value_names = ["BETTER", "WORSE"], help_heading = "What it says")]
    prefers: Vec<String>,
    /// More of this issue is better
    #[arg(long, value_name = "ISSUE", help_heading = "What it says")]
    more: Option<String>,
    /// Less of this issue is better
    #[arg(long, value_name = "ISSUE", help_heading = "What it says")]
    less: Option<String>,
    /// One matter weighs more than another
    #[arg(long, num_args = 2, value_names = ["HEAVIER", "LIGHTER"], help_heading = "What it says")]
    matters_more: Vec<String>,
    /// A draft (`draft-4`); with --answer or --over
    #[arg(long, help_heading = "What it says")]
    package: Option<String>,
    /// `accepts` or `rejects` a package; or the answer to a sacred value, as `issue=key`
    #[arg(long, help_heading = "What it says")]
    answer: Option<String>,
    /// The draft it prefers the package to
    #[arg(long, help_heading = "What it says")]
    over: Option<String>,
    /// It would give the first for the second
    #[arg(long, num_args = 2, value_names = ["GIVES", "FOR"], help_heading = "What it says")]
    trade: Vec<String>,
    /// It can take the first only with the second
    #[arg(long, num_args = 2, value_names = ["A", "B"], help_heading = "What it says")]
    only_with: Vec<String>,
    /// Nothing on another issue may pay for this one
    #[arg(long, value_name = "ISSUE", help_heading = "What it says")]
    sacred: Option<String>,
    /// How it sees no agreement: `prefers`, `can bear` or `cannot bear`
    #[arg(long, help_heading = "What it says")]
    no_deal: Option<String>,
    /// `claimed`, `believed` or `tested`
    #[arg(long)]
    confidence: Option<String>,
    /// Who on the team makes it
    #[arg(long)]
    by: Option<String>,
    /// Why, in a sentence
    #[arg(long)]
    because: Option<String>,
    /// When it was made; without it today
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// A confirmed statement it rests on (again for more); none for the desk's own view
    #[arg(long = "from", value_name = "STATEMENT")]
    from: Vec<String>,
    /// What would make it presentable at home
    #[arg(long)]
    cover: Option<String>,
    /// A judgment it replaces (again for more)
    #[arg(long, value_name = "JUDGMENT")]
    supersedes: Vec<String>,
    /// Its name; without it the next free one
    #[arg(long)]
    id: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Judge {
    pub fn run(self) -> Result<u8, Failure> {
        let mut workbench = Workbench::open(&self.dir)?;
        let json = self.json;
        let command = make::judgment(&workbench, &self.keys()?)?;
        let done = workbench.carry_out(&command)?;
        report_facts(&done, json);
        Ok(0)
    }

    /// The judgment as a file would hold it, after asking for what is missing.
    fn keys(self) -> Result<Vec<(&'static str, Typed)>, Failure> {
        let party = for_missing(self.party.clone(), "party", "whom is it about?")?;
        let confidence = for_missing(
            self.confidence.clone(),
            "confidence",
            "how sure: `claimed`, `believed` or `tested`?",
        )?;
        let by = for_missing(self.by.clone(), "by", "who on the team makes it?")?;
        let because = for_missing(self.because.clone(), "because", "why, in a sentence?")?;
        let on = self
            .on
            .clone()
            .or_else(|| today().map(|d| d.to_string()))
            .unwrap_or_default();
        let mut keys = vec![
            ("party", Typed::Text(party)),
            ("on", Typed::Day(on)),
            ("by", Typed::Text(by)),
            ("because", Typed::Text(because)),
            ("confidence", Typed::Text(confidence)),
        ];
        self.says(&mut keys);
        Ok(keys)
    }

    fn says(self, keys: &mut Vec<(&'static str, Typed)>) {
        let texts = [
            ("id", self.id),
            ("level", self.level),
            ("at", self.at),
            ("more", self.more),
            ("less", self.less),
            ("package", self.package),
            ("answer", self.answer),
            ("over", self.over),
            ("sacred", self.sacred),
            ("no-deal", self.no_deal),
            ("cover", self.cover),
        ];
        keys.extend(
            texts
                .into_iter()
                .filter_map(|(key, text)| Some((key, Typed::Text(text?)))),
        );
        let lists = [
            ("prefers", self.prefers),
            ("matters-more", self.matters_more),
            ("from", self.from),
            ("supersedes", self.supersedes),
        ];
        keys.extend(
            lists
                .into_iter()
                .filter(|(_, l)| !l.is_empty())
                .map(|(key, l)| (key, Typed::List(l))),
        );
        if let Ok([gives, gets]) = <[String; 2]>::try_from(self.trade) {
            keys.push(("trade", Typed::Table(vec![("gives", gives), ("for", gets)])));
        }
        if let Ok([a, b]) = <[String; 2]>::try_from(self.only_with) {
            keys.push(("only-with", Typed::Table(vec![("a", a), ("b", b)])));
        }
    }
}

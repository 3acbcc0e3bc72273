//! What a study holds on request, on a screen: what hangs on the constants, and the frontier of mean
//! gains.

use crate::words;
use onetext_model::Package;
use onetext_solve::stability::{Balance, Reference, SINGLE};
use onetext_study::Study;
use onetext_study::sensitivity::{Trial, Tried};
use std::fmt::Write;

/// The most points listed; the rest are counted.
const MOST_LISTED: usize = 12;

/// What hangs on each constant; empty if that was not asked for.
pub fn sensitivity(study: &Study) -> String {
    let mut out = String::new();
    if study.sensitivity.is_empty() {
        return out;
    }
    out += "\nWhat hangs on the constants (each changed alone; the word for the working text)\n";
    let width = |of: fn(&Trial) -> String| {
        let lengths = study.sensitivity.iter().map(|t| of(t).chars().count());
        lengths.max().unwrap_or(0)
    };
    let value = |t: &Trial| format!("{} -> {}", t.usual, t.tried);
    let (first, second) = (width(|t| t.constant.to_owned()), width(value));
    for trial in &study.sensitivity {
        let _ = writeln!(
            out,
            "  {:<first$}  {:<second$}  {}",
            trial.constant,
            value(trial),
            effect(study, trial)
        );
    }
    out
}

fn effect(study: &Study, trial: &Trial) -> String {
    if trial.parties.iter().all(|t| t.figure.is_none()) {
        return "nothing on record rests on it".to_owned();
    }
    let changed: Vec<String> = trial
        .parties
        .iter()
        .filter(|tried| tried.changes())
        .map(|tried| change(study, tried))
        .collect();
    match changed.is_empty() {
        true => "no word changes".to_owned(),
        false => changed.join("; "),
    }
}

fn change(study: &Study, tried: &Tried) -> String {
    let name = words::name(study, tried.party.as_str());
    let now = tried.figure.as_ref().map(onetext_solve::Acceptance::word);
    let now = now.map_or_else(String::new, |word| word.phrase());
    format!("{name}: {} becomes {now}", tried.usual.phrase())
}

/// The frontier of mean gains with its reference points; empty if that was not asked for.
pub fn frontier(study: &Study) -> String {
    let Some(balance) = &study.balance else {
        return String::new();
    };
    let mut out = format!(
        "\nOn the mean of the readings {} {} no other beats{}\n",
        words::counted(balance.points.len(), "package"),
        if balance.points.len() == 1 {
            "is left that"
        } else {
            "are left that"
        },
        if balance.exact {
            ""
        } else {
            ", at least; not all were kept"
        },
    );
    let step = balance.points.len().div_ceil(MOST_LISTED).max(1);
    for point in balance.points.iter().step_by(step) {
        let _ = writeln!(out, "  {}", values(study, balance, &point.values));
        let _ = writeln!(out, "     {}", changes(study, &point.package));
    }
    if step > 1 {
        out += "  (spread evenly over the list; all of them with `--json`)\n";
    }
    for reference in &balance.references {
        let _ = writeln!(out, "  {}", said(study, balance, reference));
    }
    out += "  Reference points of bargaining theory, not answers. Each side's gain is on its own scale; they are\n  never added up or compared.\n";
    out
}

/// Mean gains in hundredths of each side's own range.
fn values(study: &Study, balance: &Balance, values: &[f64]) -> String {
    debug_assert!(
        balance
            .points
            .iter()
            .all(|p| p.values.len() == values.len())
    );
    let names = study.parties.iter().filter(|p| p.consent);
    let one = |(party, value): (&onetext_study::derive::PartyStudy, &f64)| {
        let points = party.working.as_ref().is_some_and(|f| f.points.is_some());
        match points {
            true => format!("{} {value:.0} points", party.name),
            false => format!("{} {:+.0} %", party.name, value * 100.0),
        }
    };
    names.zip(values).map(one).collect::<Vec<_>>().join(", ")
}

fn changes(study: &Study, package: &Package) -> String {
    let changes = words::package(study, package);
    match changes.is_empty() {
        true => "the working text as it is".to_owned(),
        false => changes.join(", "),
    }
}

fn said(study: &Study, balance: &Balance, reference: &Reference) -> String {
    let Some(point) = reference.at.first().and_then(|at| balance.points.get(*at)) else {
        return format!(
            "{}: on the mean no package is acceptable to all",
            reference.name
        );
    };
    let changes = changes(study, &point.package);
    let tied = match reference.at.len() {
        1 => String::new(),
        n => format!(" (one of {n} as good)"),
    };
    let share = format!(
        "the same on {} of the {} single readings that have one, of {SINGLE}",
        reference.agreeing, balance.readings
    );
    let unclear = match reference.is_unclear(balance.readings) {
        true => ": no clear reference",
        false => "",
    };
    // What singles out a package less often than every fourth time is chance.
    let often = reference.most_often.as_ref();
    let often = often.filter(|(_, times)| *times * 4 >= balance.readings);
    let other = often.map_or_else(String::new, |(package, times)| {
        format!(
            "; most often, on {times}: {}",
            self::changes(study, package)
        )
    });
    format!(
        "{}: {changes}{tied}; {share}{unclear}{other}",
        reference.name
    )
}

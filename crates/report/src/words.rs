//! The words of figures, the same on every page: bands of readings, points, verdicts.

use onetext_model::Package;
use onetext_solve::Word;
use onetext_solve::acceptability::Verdict;
use onetext_study::Study;
use onetext_study::derive::Considered;
use onetext_study::figures::Figure;

/// The figure behind a word: a band of readings, or points where the party has them. Nothing for a
/// party that is not known: silence has no figure.
pub fn figure(figure: &Figure) -> String {
    match (figure.points, figure.word()) {
        (Some((points, reservation)), _) => {
            format!("{points} points; no agreement is worth {reservation}")
        }
        (None, word) if !word.is_known() => String::new(),
        (None, _) => {
            let shares = figure.all.shares();
            band(shares.against, shares.favour)
        }
    }
}

/// The word for a figure; points leave nothing to readings.
pub fn word(figure: &Figure) -> String {
    match (figure.points, figure.word()) {
        (Some(_), Word::One(Verdict::Every)) => "accepts".to_owned(),
        (Some(_), _) => "refuses".to_owned(),
        (None, word) => word.phrase(),
    }
}

/// A band of readings in whole percent.
pub fn band(low: f64, high: f64) -> String {
    let (low, high) = ((low * 100.0).round(), (high * 100.0).round());
    if low == high {
        format!("about {low:.0} % of the readings")
    } else {
        format!("{low:.0} to {high:.0} % of the readings")
    }
}

/// A number of things: `1 point`, `3 points`.
pub fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// How long ago, in words.
pub fn age(days: i64) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "1 day old".to_owned(),
        days if days < 0 => "from a later date".to_owned(),
        days => format!("{days} days old"),
    }
}

/// A party's name for people.
pub fn name(study: &Study, id: &str) -> String {
    let found = study.parties.iter().find(|p| p.id.as_str() == id);
    found.map_or_else(|| id.to_owned(), |p| p.name.clone())
}

/// What a package changes in the working text, or all it takes where there is none.
pub fn changes(study: &Study, considered: &Considered) -> Vec<String> {
    package(study, &considered.seen.package)
}

/// What a package changes in the working text; all it chooses where there is no working text.
pub fn package(study: &Study, package: &Package) -> Vec<String> {
    let names = package.names(&study.space);
    match &study.working {
        Ok(working) => {
            let differing = package.differing(working);
            let one = |i: usize| {
                let id = &study.space.issues()[i].id;
                let taken = names.get(id);
                taken.map_or_else(|| format!("without {id}"), |key| format!("{id}={key}"))
            };
            differing.into_iter().map(one).collect()
        }
        Err(_) => names
            .iter()
            .map(|(issue, key)| format!("{issue}={key}"))
            .collect(),
    }
}

//! The constants that `docs/reference/model.md` names are those that figures are made with.

use onetext_model::Confidence;
use onetext_solve::settings::{CHAINS, LEAST_EFFECTIVE};
use onetext_solve::{Settings, ZeroPrior};

/// The second cell of each row of the table of constants.
fn stated() -> Vec<(String, String)> {
    let text = include_str!("../../../docs/reference/model.md");
    let (_, after) = text
        .split_once("| constant | value | why |")
        .expect("a table");
    let rows = after
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let cells = rows.map(|row| {
        let mut cells = row.split('|').skip(1).map(|cell| cell.trim().to_owned());
        (
            cells.next().unwrap_or_default(),
            cells.next().unwrap_or_default(),
        )
    });
    cells.collect()
}

#[test]
fn the_page_states_the_constants_in_use() {
    let settings = Settings::default();
    let span = |(low, high): (f64, f64)| format!("{low} to {high}");
    let right = |confidence| settings.right.of(confidence).to_string();
    let expect = [
        ("prior of the zero", settings.zero.name().to_owned()),
        (
            "stricter prior, for every headline too",
            ZeroPrior::Beta22.name().to_owned(),
        ),
        (
            "`b`, band of `can live with`",
            settings.live_with_band.to_string(),
        ),
        ("`c`, claimed", right(Confidence::Claimed)),
        ("`c`, believed", right(Confidence::Believed)),
        ("`c`, tested", right(Confidence::Tested)),
        (
            "price of signing, no deal preferred",
            span(settings.price_prefers),
        ),
        ("price of signing, no deal can be borne", "0".to_owned()),
        (
            "price of signing, no deal cannot be borne",
            span(settings.price_cannot_bear),
        ),
        ("clamp of estimated `π`", span(settings.prior_clamp)),
        ("readings of a package shown", settings.readings.to_string()),
        (
            "readings of a walk or a search",
            settings.walk_readings.to_string(),
        ),
        (
            "most packages walked one by one",
            settings.walk_packages.to_string(),
        ),
        (
            "least independent readings of a figure",
            LEAST_EFFECTIVE.to_string(),
        ),
        ("chains for each way to read silence", CHAINS.to_string()),
    ];
    let expect: Vec<(String, String)> = expect
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    assert_eq!(stated(), expect);
}

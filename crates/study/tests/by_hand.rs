//! The page that works one reading by hand agrees with what the code draws.

use onetext_model::{IssueId, Key, Package, PartyId, Space};
use onetext_solve::readings::{BLOCK, Block, Sampler};
use onetext_solve::{Record, Settings, Silence};
use onetext_study::{in_force, profile};
use onetext_talks::{Files, Talks, read, space};

const READING: usize = 5;
/// Half a unit of the last printed digit.
const HALF: f64 = 0.000_051;

const PAGE: &str = include_str!("../../../docs/explanation/by-hand.md");

/// The files of the case that the page works on.
macro_rules! harbour {
    ($($name:literal),*) => {
        [$(($name, include_bytes!(concat!("../../../cases/invented/harbour/", $name)).as_slice())),*]
    };
}

fn talks() -> Talks {
    let mut files = Files::new();
    for (name, bytes) in harbour![
        "talks.toml",
        "sources.toml",
        "statements.toml",
        "judgments.toml",
        "drafts/01.md",
        "record/caucus-note.md",
        "record/harbour-courier.txt",
        "record/joint-communique.md"
    ] {
        files.put(name, bytes.to_vec());
    }
    let (talks, problems) = read(&files);
    assert_eq!(problems, []);
    talks
}

fn record(talks: &Talks, over: &Space) -> Record {
    let party = PartyId::new("dockers").expect("a proper id");
    let standing = in_force::standing(talks, over, None);
    let counting: Vec<_> = standing.of(&party).collect();
    profile::record(
        talks,
        over,
        (&party, &counting),
        &onetext_solve::Settings::default(),
    )
}

/// One line of a table on the page.
struct Row {
    issue: usize,
    alternative: usize,
    on_record: String,
    weight: f64,
    worth: f64,
    gain: f64,
}

fn figure(text: &str) -> f64 {
    text.trim_matches('*')
        .replace('−', "-")
        .parse()
        .expect("a figure")
}

/// The tables of the page: their rows and their printed sums.
fn tables(page: &str, over: &Space) -> Vec<(Vec<Row>, f64)> {
    let mut tables = vec![];
    let mut rows = vec![];
    for line in page.lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        if cells[0] == "**sum**" {
            tables.push((std::mem::take(&mut rows), figure(cells[4])));
        } else if let Some((issue, key)) = cells[0].split_once('=') {
            let found = IssueId::new(issue).ok().zip(Key::new(key).ok());
            let found = found.and_then(|(issue, key)| over.find(&issue, &key));
            let (issue, alternative) = found.expect("the page names an alternative of the draft");
            rows.push(Row {
                issue,
                alternative,
                on_record: cells[1].to_owned(),
                weight: figure(cells[2]),
                worth: figure(cells[3]),
                gain: figure(cells[4]),
            });
        }
    }
    tables
}

/// A number said in the text of the page, as in "`z = 0.4947`".
fn said(page: &str, name: &str) -> f64 {
    let (_, rest) = page.split_once(&format!("{name} = ")).expect("it is said");
    figure(
        rest.split_once('`')
            .expect("a number ends with a backtick")
            .0,
    )
}

fn near(a: f64, b: f64, by: f64) -> bool {
    (a - b).abs() <= by
}

#[test]
fn the_page_shows_what_the_code_draws() {
    let talks = talks();
    let over = space::of_talks(&talks);
    let record = record(&talks, &over);
    let settings = Settings::default();
    let sampler = Sampler::new(&record, &over, &settings);
    let block = sampler.block(0);
    let (zero, price) = block.reading(READING);
    assert!(near(zero, said(PAGE, "z"), HALF), "z is {zero}");
    assert!(near(price, said(PAGE, "t"), 0.0), "t is {price}");
    let tables = tables(PAGE, &over);
    assert_eq!(tables.len(), 2);
    for (rows, _) in &tables {
        for row in rows {
            let weight = block.weight(row.issue, READING);
            assert!(
                near(weight, row.weight, HALF),
                "weight of {} is {weight}",
                row.issue
            );
            let worth = block.worth(row.issue, row.alternative, READING);
            assert!(
                near(worth, row.worth, HALF),
                "worth of {} is {worth}",
                row.issue
            );
            assert_eq!(row.on_record, on_record(&record, row));
        }
        let weights: f64 = rows.iter().map(|row| row.weight).sum();
        assert!(
            near(weights, 1.0, 4.0 * HALF),
            "weights add up to {weights}"
        );
    }
    let verdicts: Vec<bool> = tables
        .iter()
        .map(|(rows, _)| accepts(&sampler, &block, &over, rows))
        .collect();
    assert_eq!(
        verdicts,
        [true, false],
        "one package is accepted, one refused"
    );
}

#[test]
fn the_arithmetic_on_the_page_is_right() {
    let over = space::of_talks(&talks());
    let zero = said(PAGE, "z");
    assert!(near(zero + 0.1 * (1.0 - zero), said(PAGE, "(1 − z)"), HALF));
    for (rows, sum) in tables(PAGE, &over) {
        for row in &rows {
            let gain = row.weight * (row.worth - zero);
            assert!(
                near(gain, row.gain, 2.0 * HALF),
                "{gain} is printed as {}",
                row.gain
            );
        }
        let gains: f64 = rows.iter().map(|row| row.gain).sum();
        assert!(near(gains, sum, 4.0 * HALF), "{gains} is printed as {sum}");
    }
}

fn on_record(record: &Record, row: &Row) -> String {
    let levels = &record.issues[row.issue].levels;
    let about = levels
        .iter()
        .find(|l| (l.first..=l.last).contains(&row.alternative));
    about.map_or("not judged", |l| l.level.words()).to_owned()
}

/// Whether the code lets the party accept the package of these rows on this one reading.
fn accepts(sampler: &Sampler<'_>, block: &Block, over: &Space, rows: &[Row]) -> bool {
    let mut sum = 0;
    let mut gains = vec![0; BLOCK];
    for row in rows {
        sampler.gains(
            block,
            (row.issue, row.alternative),
            Silence::Free,
            &mut gains,
        );
        sum += gains[READING];
    }
    let mut choices = vec![None; over.len()];
    for row in rows {
        choices[row.issue] = Some(row.alternative as u16);
    }
    let package = Package::partial(&choices);
    let all = sampler.accepted(block, &package, Silence::Free);
    assert!(all > 0 && (all as usize) < BLOCK, "other readings differ");
    sum >= sampler.prices(block, Silence::Free)[READING]
}

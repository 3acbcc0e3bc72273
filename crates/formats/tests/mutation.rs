//! Broken files, thousands a second: readers give a scenario or say what is wrong, and never panic.
//!
//! Each reader is tried for five seconds; `ONETEXT_FUZZ_SECONDS` says how long instead.

use onetext_formats::{InputFile, Options, read};
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64;
use std::time::{Duration, Instant};

const GENIUS: &str = r#"<utility_space><objective index="0" name="root">
<issue index="1" name="Colour" type="discrete"><item index="1" value="red" evaluation="4"/><item index="2" value="blue" evaluation="1"/></issue>
<issue index="2" name="Fee" type="integer" lowerbound="1" upperbound="4"><evaluator ftype="linear" offset="0.8" slope="-0.3"/></issue>
<weight index="1" value="0.5"/><weight index="2" value="0.5"/>
<utility maxutility="200"><ufun type="PlainUfun" weight="2" aggregation="sum">
<hyperRectangle utility="50"><INCLUDES index="2" min="1" max="2"/></hyperRectangle></ufun></utility>
<reservation value="0.25"/><discount_factor value="0.9"/></objective></utility_space>"#;
const WEB: &str = r#"{"LinearAdditiveUtilitySpace": {"issueWeights": {"car": 0.4, "price": 0.6}, "issueUtilities": {
"car": {"discreteutils": {"valueUtilities": {"yes": 1, "no": 0.5}}},
"price": {"numberutils": {"lowValue": 10, "lowUtility": 0, "highValue": 20, "highUtility": 1}}},
"reservationBid": {"issuevalues": {"car": "no"}},
"domain": {"name": "cars", "issuesValues": {"car": {"values": ["yes", "no"]}, "price": {"range": [10, 20, 2.5]}}}}}"#;
const NEGMAS: &str = "type: ExpDiscountedUFun\ndiscount: 0.9\nreserved_value: -.inf\nissues:\n\
- {name: Car, type: CategoricalIssue, values: ['yes', 'no']}\n- {name: Price, type: ContiguousIssue, values: [1, 3]}\n\
ufun:\n  type: LinearAdditiveUtilityFunction\n  reserved_value: 0.3\n  bias: 1\n  weights: [0.4, 0.6]\n  values:\n  \
- type: TableFun\n    mapping: {'yes': 1, 'no': 0}\n  - {type: AffineFun, slope: -1, bias: 3}\n";
const NEGOLOG: &str = r#"{"reservationValue": 0.2, "issueWeights": {"price": 0.75, "colour": 0.25},
"issues": {"price": {"low": 1, "high": 0}, "colour": {"red": 1, "blue": 0.2}}}"#;

/// Bits that files are made of, and some that they should not be.
const BITS: [&str; 24] = [
    "<",
    "/>",
    "\"",
    "{",
    "}",
    "[",
    "]",
    ":",
    "\n",
    "- ",
    "&a ",
    "*a ",
    "!!int ",
    "0",
    "-1",
    "1e99",
    "1e-99",
    "9999999999999999999",
    "NaN",
    "\u{0}",
    "é",
    "null",
    "<!--",
    "]]>",
];

/// One change: a byte turned, a piece taken out, doubled or moved, a bit put in.
fn mutate(bytes: &mut Vec<u8>, chance: &mut Pcg64) {
    if bytes.is_empty() {
        return;
    }
    let at = chance.random_range(0..bytes.len());
    let end = (at + chance.random_range(1..40)).min(bytes.len());
    match chance.random_range(0..5) {
        0 => bytes[at] ^= 1 << chance.random_range(0..8),
        1 => drop(bytes.drain(at..end)),
        2 => {
            let piece = bytes[at..end].to_vec();
            let times = if chance.random_range(0..50) == 0 {
                5_000
            } else {
                1
            };
            bytes.splice(at..at, piece.repeat(times));
        }
        3 => {
            let piece: Vec<u8> = bytes.drain(at..end).collect();
            let to = chance.random_range(0..=bytes.len());
            bytes.splice(to..to, piece);
        }
        _ => {
            let bit = BITS[chance.random_range(0..BITS.len())];
            bytes.splice(at..at, bit.bytes());
        }
    }
}

fn seconds() -> u64 {
    let asked = std::env::var("ONETEXT_FUZZ_SECONDS").ok();
    asked.and_then(|s| s.parse().ok()).unwrap_or(5)
}

fn survives(name: &str, good: &str, seed: u64) {
    let mut chance = Pcg64::seed_from_u64(seed);
    let begun = Instant::now();
    let (mut tried, mut read_well) = (0u64, 0u64);
    while begun.elapsed() < Duration::from_secs(seconds()) {
        let mut bytes = good.as_bytes().to_vec();
        for _ in 0..chance.random_range(0..6) {
            mutate(&mut bytes, &mut chance);
        }
        let file = InputFile {
            name: name.to_owned(),
            bytes,
        };
        match read("mutant", &[file], &Options::default()) {
            Ok(scenario) => {
                assert_eq!(scenario.labels.len(), scenario.space.len());
                for profile in &scenario.profiles {
                    assert_eq!(profile.valuation.points.len(), scenario.space.len());
                }
                read_well += 1;
            }
            Err(problems) => assert!(
                problems
                    .iter()
                    .all(|p| !p.what.is_empty() && !p.mend.is_empty())
            ),
        }
        tried += 1;
    }
    println!("{name}: {tried} tried, {read_well} still read");
    assert!(
        read_well > 0 && read_well < tried,
        "some change matters and some does not"
    );
}

#[test]
fn genius_survives() {
    survives("a.xml", GENIUS, 1);
}

#[test]
fn geniusweb_survives() {
    survives("a.json", WEB, 2);
}

#[test]
fn negmas_survives() {
    survives("a.yml", NEGMAS, 3);
}

#[test]
fn negolog_survives() {
    survives("b.json", NEGOLOG, 4);
}

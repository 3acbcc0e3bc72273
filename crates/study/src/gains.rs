//! What the record leaves of each gain in a package, as lines of a trail.

use onetext_model::Package;
use onetext_solve::posterior::{Spread, gains};
use onetext_solve::readings::Sampler;
use onetext_solve::standing::Standing;

/// The readings behind a line: the first ones of the party's stream.
const READINGS: usize = 1_000;

/// One line for each issue of the package in the party's sum; none for a party with points.
pub fn lines(sampler: &Sampler<'_>, package: &Package) -> Vec<String> {
    let (record, over) = (sampler.record(), sampler.space());
    if record.scores.is_some() {
        return vec![];
    }
    let chosen: Vec<(usize, usize)> = (0..over.len())
        .filter(|issue| record.in_sum(*issue))
        .filter_map(|issue| Some((issue, package.get(issue)?)))
        .collect();
    let line = |((issue, alternative), spread): ((usize, usize), Spread)| {
        let of = &over.issues()[issue];
        let silent = match record.issues[issue].standing {
            Standing::Silent => ", silence read freely",
            _ => "",
        };
        let key = &of.alternatives[alternative].key;
        format!("gain from {}={key}: {}{silent}", of.id, words(spread))
    };
    let spreads = gains(sampler, &chosen, READINGS);
    let spreads = spreads.into_iter().map(|three| three.free);
    chosen.into_iter().zip(spreads).map(line).collect()
}

/// The middle and the band of a gain, in hundredths of the party's range.
fn words(spread: Spread) -> String {
    let percent = |share: f64| {
        let rounded = (share * 1000.0).round() / 10.0;
        // Rounding leaves no minus before nothing.
        format!("{:+.1}", if rounded == 0.0 { 0.0 } else { rounded })
    };
    format!(
        "{} % of its range in the middle, {} to {} on nine readings in ten",
        percent(spread.median),
        percent(spread.low),
        percent(spread.high)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gain_is_said_in_hundredths_with_its_band() {
        let spread = Spread {
            low: -0.0512,
            median: -0.0001,
            high: 0.1234,
        };
        let expect = "+0.0 % of its range in the middle, -5.1 to +12.3 on nine readings in ten";
        assert_eq!(words(spread), expect);
    }
}

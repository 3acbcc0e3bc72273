//! Exact decimal figures: what a text says is kept as it says it, never as a binary fraction.

pub use rust_decimal::Decimal;

/// The most digits before the point of a figure in a text.
const WHOLE_DIGITS: usize = 12;
/// The most digits after it; products of two figures then stay exact.
const FRACTION_DIGITS: usize = 6;

/// Reads a plain decimal: `-`, up to 12 digits, and up to 6 digits after one point. No exponent,
/// no separators.
///
/// ```
/// use onetext_model::decimal::{parse, plain};
/// assert_eq!(parse("20.50").map(plain).as_deref(), Some("20.5"));
/// assert_eq!(parse("1e3"), None);
/// ```
pub fn parse(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    if whole.len() > WHOLE_DIGITS || fraction.len() > FRACTION_DIGITS {
        return None;
    }
    Decimal::from_str_exact(text).ok()
}

/// Writes a figure without trailing zeros and without an exponent; zero has no sign.
pub fn plain(figure: Decimal) -> String {
    figure.normalize().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_decimals_are_read() {
        for good in ["0", "-1", "10.25", "999999999999.999999"] {
            assert!(parse(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "-",
            ".5",
            "5.",
            "+1",
            "1,000",
            "1_000",
            "٣",
            "1000000000000",
            "0.0000001",
        ] {
            assert!(parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn zero_has_no_sign() {
        assert_eq!(plain(parse("-0.0").unwrap()), "0");
    }
}

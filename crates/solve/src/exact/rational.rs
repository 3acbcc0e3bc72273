//! Exact fractions of any size: what scores, gains and shares are stated in.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::Ratio;
use num_traits::{One, Signed, Zero};
use onetext_model::Decimal;

/// A fraction in lowest terms.
pub type Rational = Ratio<BigInt>;

/// The fraction a decimal stands for.
pub fn of_decimal(figure: Decimal) -> Rational {
    let figure = figure.normalize();
    let ten = BigInt::from(10u8);
    Ratio::new(BigInt::from(figure.mantissa()), ten.pow(figure.scale()))
}

/// A whole number as a fraction.
pub fn whole(figure: impl Into<BigInt>) -> Rational {
    Ratio::from_integer(figure.into())
}

/// Reads `-12`, `0.25`, `1e-3` or `170/3`, of any length up to 100 digits; `None` for anything else.
///
/// ```
/// use onetext_solve::exact::rational::{parse, plain};
/// assert_eq!(parse("170/3").map(|r| plain(&r)).as_deref(), Some("170/3"));
/// assert_eq!(parse("2.5e-1").map(|r| plain(&r)).as_deref(), Some("0.25"));
/// assert_eq!(parse("1/0"), None);
/// ```
pub fn parse(text: &str) -> Option<Rational> {
    if let Some((above, below)) = text.split_once('/') {
        let (above, below) = (parse_decimal(above)?, parse_decimal(below)?);
        return (!below.is_zero()).then(|| above / below);
    }
    parse_decimal(text)
}

/// The longest number that is read, in characters and in powers of ten.
const LONGEST: usize = 100;

fn parse_decimal(text: &str) -> Option<Rational> {
    if text.len() > LONGEST {
        return None;
    }
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (negative, digits) = match digits.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, digits.strip_prefix('+').unwrap_or(digits)),
    };
    let (before, after) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let none = before.is_empty() && after.is_empty();
    if none || !all_digits(before) || !all_digits(after) {
        return None;
    }
    let places = exponent.checked_sub(after.len() as i32)?;
    if places.unsigned_abs() as usize > LONGEST {
        return None;
    }
    let figure: BigInt = format!("{before}{after}").parse().ok()?;
    let power = BigInt::from(10u8).pow(places.unsigned_abs());
    let size = match places < 0 {
        true => Ratio::new(figure, power),
        false => whole(figure * power),
    };
    Some(if negative { -size } else { size })
}

/// Writes a fraction as a decimal where that is exact (`66.5`), else as `170/3`.
pub fn plain(figure: &Rational) -> String {
    let Some(places) = decimal_places(figure.denom()) else {
        return figure.to_string();
    };
    let scaled = figure * whole(BigInt::from(10u8).pow(places as u32));
    let digits = scaled.to_integer().abs().to_string();
    let sign = if figure.is_negative() { "-" } else { "" };
    if places == 0 {
        return format!("{sign}{digits}");
    }
    let digits = format!("{digits:0>width$}", width = places + 1);
    let (before, after) = digits.split_at(digits.len() - places);
    format!("{sign}{before}.{after}")
}

/// How many decimal places an inverse of this number needs; `None` if no number of them is enough.
fn decimal_places(denominator: &BigInt) -> Option<usize> {
    let mut rest = denominator.clone();
    let mut powers = [0usize; 2];
    for (count, prime) in powers.iter_mut().zip([2u8, 5]) {
        let prime = BigInt::from(prime);
        while rest.is_multiple_of(&prime) {
            rest /= &prime;
            *count += 1;
        }
    }
    rest.is_one().then(|| powers[0].max(powers[1]))
}

/// The nearest double, for people and for sizes; exact figures never pass through it.
pub fn approximate(figure: &Rational) -> f64 {
    let bits = |n: &BigInt| n.bits() as i64;
    let shift = 64 - (bits(figure.numer()) - bits(figure.denom()));
    let power = BigInt::one() << shift.unsigned_abs();
    let scaled = match shift >= 0 {
        true => (figure.numer() * power) / figure.denom(),
        false => figure.numer() / (figure.denom() * power),
    };
    let (sign, digits) = scaled.to_u64_digits();
    let size = digits.iter().rev().fold(0.0, |sum, digit| {
        sum * 18_446_744_073_709_551_616.0 + *digit as f64
    });
    let size = libm::ldexp(size, -shift as i32);
    if sign == num_bigint::Sign::Minus {
        -size
    } else {
        size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_and_written() {
        for (text, expect) in [
            ("0", "0"),
            ("-0.50", "-0.5"),
            ("12e3", "12000"),
            ("0.05", "0.05"),
            ("-7/3", "-7/3"),
            ("0.5865181412319938", "0.5865181412319938"),
        ] {
            assert_eq!(
                parse(text).map(|r| plain(&r)).as_deref(),
                Some(expect),
                "{text}"
            );
        }
        for bad in ["", ".", "-", "1e", "1e999", "x", "1/0", "1//2", "0x10"] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_nearest_double_is_found_at_any_size() {
        for (text, expect) in [
            ("1/3", 1.0 / 3.0),
            ("-2.5", -2.5),
            ("1e60", 1e60),
            ("1e-60", 1e-60),
        ] {
            let found = approximate(&parse(text).unwrap());
            assert!(
                (found - expect).abs() <= expect.abs() * 1e-15,
                "{text} {found}"
            );
        }
        assert_eq!(approximate(&Rational::zero()), 0.0);
    }
}

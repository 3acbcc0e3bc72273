//! Brackets of figures: `10 .. 50 step 10 km of base | 20 * | ?`.

use crate::MAX_ALTERNATIVES;
use crate::report::short;
use crate::tag;
use crate::tree::{Figures, Tags};
use onetext_model::{BaseId, Decimal, decimal};
use std::collections::BTreeSet;

/// The longest unit, in characters: every figure of a bracket repeats it.
const LONGEST_UNIT: usize = 60;

/// Whether a body is one of figures: it begins `number..number`.
pub fn is_numeric(body: &str) -> bool {
    let from = body.trim_start();
    let length = decimal_start(from);
    let to = from[length..].trim_start().strip_prefix("..");
    length > 0 && to.is_some_and(|to| decimal_start(to.trim_start()) > 0)
}

/// How many bytes at the start look like a decimal.
fn decimal_start(text: &str) -> usize {
    let number = text.strip_prefix('-').unwrap_or(text);
    let rest = number.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == number.len() {
        return 0;
    }
    let fraction = rest.strip_prefix('.').unwrap_or_default();
    let after = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
    let end = if after.len() < fraction.len() {
        after
    } else {
        rest
    };
    text.len() - end.len()
}

/// Why a body of figures cannot be read: what and how to mend it.
pub type Bad = (String, String);

fn bad<T>(what: impl Into<String>, mend: impl Into<String>) -> Result<T, Bad> {
    Err((what.into(), mend.into()))
}

const FORM: &str = "write it as `[id: 10 .. 50 step 10 km]`, with `of BASE` for a share";

/// Reads a body of figures.
///
/// # Errors
/// What is wrong and how to mend it; such a bracket is never taken for words.
pub fn read(body: &str, bases: Option<&BTreeSet<String>>) -> Result<Figures, Bad> {
    let mut parts = body.split('|');
    let (values, unit, base) = grid(parts.next().unwrap_or_default(), bases)?;
    let mut figures = Figures {
        source: body.to_owned(),
        values,
        unit,
        base,
        tags: vec![],
        unwritten: None,
    };
    for part in parts {
        extra(part, &mut figures)?;
    }
    if figures.tags.iter().filter(|(_, tags)| tags.working).count() > 1 {
        return bad("two figures are marked `*`", "mark one working figure");
    }
    if figures.unwritten.is_some() && figures.values.len() == MAX_ALTERNATIVES {
        return too_many(&format!("{} alternatives with `?`", MAX_ALTERNATIVES + 1));
    }
    Ok(figures)
}

type Grid = (Vec<Decimal>, String, Option<BaseId>);

fn grid(text: &str, bases: Option<&BTreeSet<String>>) -> Result<Grid, Bad> {
    let spaced = text.replacen("..", " .. ", 1);
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (from, to, step, unit, rest) = match words.as_slice() {
        [from, "..", to, "step", step, unit, rest @ ..] => (from, to, step, unit, rest),
        _ => return bad(format!("`{}` is not a range of figures", short(text)), FORM),
    };
    if unit.contains(['@', '#', '*', '|', '[', ']']) || unit.chars().count() > LONGEST_UNIT {
        return bad(format!("`{}` is not a unit", short(unit)), FORM);
    }
    let base = match rest {
        [] => None,
        ["of", base] => Some(known_base(base, bases)?),
        _ => {
            return bad(
                format!("`{}` stands after the unit", short(&rest.join(" "))),
                "mark figures in an alternative of their own, as in `| 20 *`",
            );
        }
    };
    if *unit == "%" && base.is_none() {
        return bad(
            "`%` has no base",
            "say what it is a share of, as in `5 % of district`, and declare the base in talks.toml",
        );
    }
    Ok((values(from, to, step)?, (*unit).to_owned(), base))
}

fn known_base(base: &str, bases: Option<&BTreeSet<String>>) -> Result<BaseId, Bad> {
    if let Some(known) = bases.filter(|known| !known.contains(base)) {
        let mend = onetext_model::problem::suggestion(
            base,
            known.iter().map(String::as_str),
            "declare it as a `[[base]]` in talks.toml",
        );
        return bad(format!("unknown base `{}`", short(base)), mend);
    }
    BaseId::new(base).or_else(|_| {
        bad(
            format!("the base `{}` is not a name", short(base)),
            "names are lower case, begin with a letter and hold letters, digits and `-`",
        )
    })
}

fn number(text: &str) -> Result<Decimal, Bad> {
    match decimal::parse(text) {
        Some(figure) => Ok(figure),
        None => bad(format!("`{}` is not a plain number", short(text)), FORM),
    }
}

fn values(from: &str, to: &str, step: &str) -> Result<Vec<Decimal>, Bad> {
    let (from, to, step) = (number(from)?, number(to)?, number(step)?);
    if step <= Decimal::ZERO || to < from {
        return bad(
            format!("a range from {from} to {to} by {step} has no figures"),
            "the step must be above 0 and the end not below the start",
        );
    }
    // A figure has at most 12 digits before its point and 6 after it, so none of this overflows.
    let steps = (to - from) / step;
    if !steps.fract().is_zero() || (from + steps * step) != to {
        return bad(
            format!("steps of {step} from {from} do not reach {to}"),
            "choose a step that divides the range",
        );
    }
    let count = usize::try_from(steps)
        .ok()
        .filter(|n| *n < MAX_ALTERNATIVES);
    match count {
        Some(count) => Ok((0..=count)
            .map(|n| from + Decimal::from(n) * step)
            .collect()),
        None => too_many(&format!("{} figures", steps + Decimal::ONE)),
    }
}

fn too_many<T>(count: &str) -> Result<T, Bad> {
    bad(
        format!("the range has {count}"),
        format!("a bracket may have at most {MAX_ALTERNATIVES}: take a larger step"),
    )
}

/// `| 20 km * @party` or `| ?`.
fn extra(part: &str, figures: &mut Figures) -> Result<(), Bad> {
    let (at, tags) = tag::split(part);
    let words: Vec<&str> = part[..at].split_whitespace().collect();
    if tags.key.is_some() {
        return bad(
            "a figure has a `#key`",
            "the key of a figure is the figure itself",
        );
    }
    if words == ["?"] {
        return unwritten(tags, figures);
    }
    let value = match words.as_slice() {
        [value] => number(value)?,
        [value, unit] if *unit == figures.unit => number(value)?,
        _ => {
            return bad(
                format!("`{}` is not a figure of the range", short(part)),
                "write a figure with tags, as in `| 20 *`",
            );
        }
    };
    if figures.values.binary_search(&value).is_err() {
        return bad(
            format!("{value} is not on the grid"),
            "choose a figure the range reaches, or change the step",
        );
    }
    if tags == Tags::default() {
        return bad(
            format!("{value} stands alone without a tag"),
            "every figure of the range is an alternative already; mark it with `*` or `@party`",
        );
    }
    figures.tags.push((value, tags));
    Ok(())
}

fn unwritten(tags: Tags, figures: &mut Figures) -> Result<(), Bad> {
    if tags.working {
        return bad(
            "`?` is marked `*`",
            "nobody can work with an alternative that is not written",
        );
    }
    match figures.unwritten.replace(tags) {
        None => Ok(()),
        Some(_) => bad("`?` stands twice", "one `?` is enough: unite their tags"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, expect: &str) {
        let shown = match read(body, None) {
            Ok(f) => format!(
                "{} {} {:?} {}",
                f.values.len(),
                f.unit,
                f.tags
                    .iter()
                    .map(|(v, t)| format!("{v}{}", if t.working { "*" } else { "" }))
                    .collect::<Vec<_>>(),
                f.unwritten.is_some()
            ),
            Err((what, _)) => what,
        };
        assert!(shown.contains(expect), "{body}: {shown}");
    }

    #[test]
    fn figures_are_exact_or_a_problem() {
        check(" 10 .. 50 step 10 km | 20 * ", "5 km [\"20*\"] false");
        check("0.1..0.3 step 0.1 km", "3 km");
        check("-2 .. 2 step 2 points | ?", "3 points [] true");
        check("10 .. 45 step 10 km", "do not reach 45");
        check("10 .. 50 step 0 km", "no figures");
        check("1 .. 20000 step 1 km", "20000 figures");
        check("10 .. 50 step 10 %", "`%` has no base");
        check("10 .. 50 step 10 km | 25 *", "25 is not on the grid");
        check("10 .. 50 step 10 km | 20 #k", "a figure has a `#key`");
        check("10 .. 50", "is not a range of figures");
        check("10 .. 50 step 10 km *", "`*` stands after the unit");
        check("1 .. 3 step 1 km | 2 * | 3 *", "two figures are marked");
    }

    #[test]
    fn only_a_body_that_begins_with_a_range_is_numeric() {
        for (body, numeric) in [
            ("10..20 step 5 km", true),
            (" 10 .. x", false),
            ("-1.5 .. 2", true),
            ("a .. b", false),
            ("10 … 20", false),
            ("10. ..", false),
            ("1.2.3 .. 4", false),
        ] {
            assert_eq!(is_numeric(body), numeric, "{body}");
        }
    }
}

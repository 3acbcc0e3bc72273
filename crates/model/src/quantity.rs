//! Quantities: areas and shares. A share means nothing without the base it is a share of.

use crate::{BaseId, Date, Decimal, decimal};
use std::collections::BTreeMap;

/// A declared base: an area on a map or a line, on a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    /// Its name.
    pub id: BaseId,
    /// Its name for people.
    pub name: String,
    /// Its area in square kilometres.
    pub area_km2: Option<Decimal>,
    /// The map or line it is drawn on.
    pub map: Option<String>,
    /// The date of that map or line.
    pub on: Option<Date>,
    /// The base it lies within, if declared; conversion needs the same map and date.
    pub within: Option<BaseId>,
}

/// Reads an area such as `5200 km2`, `5200 km²` or `520000 ha`, in square kilometres.
///
/// ```
/// use onetext_model::quantity::parse_area;
/// assert_eq!(parse_area("520000 ha"), parse_area("5200 km²"));
/// assert_eq!(parse_area("5200"), None);
/// ```
pub fn parse_area(text: &str) -> Option<Decimal> {
    let (figure, unit) = text.trim().split_once(char::is_whitespace)?;
    let figure = decimal::parse(figure)?;
    match unit.trim() {
        "km2" | "km²" => Some(figure),
        "ha" | "hectares" => Some(figure / Decimal::ONE_HUNDRED),
        _ => None,
    }
}

/// Converts an area unit to square kilometres; `None` for any other unit or a share without a base.
pub fn to_km2(figure: Decimal, unit: &str, base: Option<&Base>) -> Option<Decimal> {
    match unit {
        "km2" | "km²" => Some(figure),
        "ha" | "hectares" => Some(figure / Decimal::ONE_HUNDRED),
        "%" => base?
            .area_km2
            .map(|area| area * figure / Decimal::ONE_HUNDRED),
        _ => None,
    }
}

/// A share of one base as a share of another, where one is declared to lie within the other.
///
/// `None` unless both areas are known, one lies within the other (through any number of steps)
/// and both are drawn on the same map at the same date.
pub fn convert_share(
    share: Decimal,
    from: &BaseId,
    to: &BaseId,
    bases: &BTreeMap<BaseId, Base>,
) -> Option<Decimal> {
    let (a, b) = (bases.get(from)?, bases.get(to)?);
    let comparable = from == to || lies_within(a, b, bases) || lies_within(b, a, bases);
    if !comparable || a.map != b.map || a.on != b.on {
        return None;
    }
    share.checked_mul(a.area_km2?)?.checked_div(b.area_km2?)
}

fn lies_within(inner: &Base, outer: &Base, bases: &BTreeMap<BaseId, Base>) -> bool {
    let mut at = inner;
    for _ in 0..bases.len() {
        match at.within.as_ref().and_then(|id| bases.get(id)) {
            Some(next) if next.id == outer.id => return true,
            Some(next) => at = next,
            None => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(id: &str, area: i64, within: Option<&str>, map: &str) -> (BaseId, Base) {
        let id = BaseId::new(id).unwrap();
        let base = Base {
            name: id.to_string(),
            area_km2: Some(Decimal::from(area)),
            map: Some(map.into()),
            on: None,
            within: within.map(|w| BaseId::new(w).unwrap()),
            id: id.clone(),
        };
        (id, base)
    }

    #[test]
    fn shares_convert_only_inside_a_declared_base() {
        let bases: BTreeMap<_, _> = [
            base("province", 12_400, None, "a"),
            base("district", 5_200, Some("province"), "a"),
            base("elsewhere", 100, None, "a"),
            base("redrawn", 5_000, Some("province"), "b"),
        ]
        .into();
        let id = |name| BaseId::new(name).unwrap();
        let ten = Decimal::from(10);
        let share = convert_share(ten, &id("province"), &id("district"), &bases).unwrap();
        assert_eq!(share.round_dp(4).to_string(), "23.8462");
        assert_eq!(
            convert_share(ten, &id("elsewhere"), &id("district"), &bases),
            None
        );
        assert_eq!(
            convert_share(ten, &id("redrawn"), &id("province"), &bases),
            None
        );
    }
}

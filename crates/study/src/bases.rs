//! Shares beside one another: what a share of one base is as an area, and of the other bases that
//! it may be compared with. Two sides may speak of one field and have two maps before them.

use onetext_model::quantity::{Base, convert_share, to_km2};
use onetext_model::{Decimal, Issue, IssueKind, decimal};
use onetext_talks::Talks;

/// A line for each figure of an issue that is a share of a base with an area.
pub fn shares(talks: &Talks, issue: &Issue) -> Vec<String> {
    let IssueKind::Numeric {
        unit,
        base: Some(base),
    } = &issue.kind
    else {
        return vec![];
    };
    let Some(base) = talks.bases.get(base).filter(|_| unit == "%") else {
        return vec![];
    };
    let figures = issue.alternatives.iter().filter_map(|a| a.figure);
    figures.filter_map(|f| line(talks, base, f)).collect()
}

fn line(talks: &Talks, base: &Base, share: Decimal) -> Option<String> {
    let area = to_km2(share, "%", Some(base))?;
    let others = talks.bases.values().filter(|other| other.id != base.id);
    let beside = others.filter_map(|other| {
        let converted = convert_share(share, &base.id, &other.id, &talks.bases)?;
        Some(format!(", {} % of {}", short(converted), other.name))
    });
    Some(format!(
        "{} % of {}: {} km²{}",
        decimal::plain(share),
        base.name,
        short(area),
        beside.collect::<String>()
    ))
}

/// To one place: for reading, never for comparing.
fn short(figure: Decimal) -> String {
    decimal::plain(figure.round_dp(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use onetext_model::IssueId;
    use onetext_talks::{Files, read, space};

    fn check(bases: &str, of: &str, expect: &[&str]) {
        let mut files = Files::new();
        let talks = format!("title = \"T\"\n{bases}");
        files.put("talks.toml", talks.into_bytes());
        let draft = format!("1. On [share: 10 .. 20 step 10 {of} | 20 *] of it.\n");
        files.put("drafts/1.md", draft.into_bytes());
        let (talks, problems) = read(&files);
        assert_eq!(problems, []);
        let over = space::of_talks(&talks);
        let share = IssueId::new("share").expect("a name");
        assert_eq!(shares(&talks, over.issue(&share).expect("it")), expect);
    }

    const DISTRICT: &str = "[[base]]\nid = \"d\"\nname = \"the district\"\narea = \"5200 km2\"\nmap = \"annex\"\nwithin = \"p\"\n";

    fn province(map: &str) -> String {
        format!(
            "{DISTRICT}[[base]]\nid = \"p\"\nname = \"the province\"\narea = \"12400 km2\"\nmap = \"{map}\"\n"
        )
    }

    #[test]
    fn a_share_of_one_base_is_said_of_the_other() {
        let expect = [
            "10 % of the district: 520 km², 4.2 % of the province",
            "20 % of the district: 1040 km², 8.4 % of the province",
        ];
        check(&province("annex"), "% of d", &expect);
        let back = [
            "10 % of the province: 1240 km², 23.8 % of the district",
            "20 % of the province: 2480 km², 47.7 % of the district",
        ];
        check(&province("annex"), "% of p", &back);
    }

    #[test]
    fn maps_that_differ_are_not_compared() {
        let expect = [
            "10 % of the district: 520 km²",
            "20 % of the district: 1040 km²",
        ];
        check(&province("another"), "% of d", &expect);
    }

    #[test]
    fn what_is_no_share_of_an_area_has_no_line() {
        check("", "km", &[]);
        check(
            "[[base]]\nid = \"pay\"\nname = \"the payroll\"\n",
            "% of pay",
            &[],
        );
    }
}

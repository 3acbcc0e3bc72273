//! Who was shown what, in which order: copies that are superseded, and drafts one side saw first.

use onetext_model::PartyId;
use onetext_talks::Talks;
use onetext_talks::fact::Circulation;

/// The drafts that were shown, and to whom the present one was not.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rounds {
    /// Who was shown which draft, in order of date.
    pub shown: Vec<Circulation>,
    /// The sides that have not seen the present draft.
    pub unseen: Vec<PartyId>,
    /// What follows, in sentences: asymmetry first, then superseded copies.
    pub notes: Vec<String>,
}

/// The rounds of talks. Nothing is said of asymmetry where no draft was ever shown.
pub fn rounds(talks: &Talks) -> Rounds {
    let mut shown = talks.circulations.clone();
    shown.sort_by(|a, b| (a.on, a.draft, &a.to).cmp(&(b.on, b.draft, &b.to)));
    let Some((present, _)) = talks.present() else {
        return Rounds {
            shown,
            ..Rounds::default()
        };
    };
    let sides: Vec<&PartyId> = talks.sides().map(|p| &p.id).collect();
    let has_seen = |party: &PartyId| shown.iter().any(|c| c.to == *party && c.draft == present);
    let unseen: Vec<PartyId> = sides
        .iter()
        .filter(|p| !has_seen(p))
        .map(|p| (*p).clone())
        .collect();
    let mut notes = vec![];
    if !shown.is_empty() {
        notes.extend(present_note(talks, present, &shown, &unseen));
        for draft in talks.drafts.keys() {
            notes.extend(first_note(talks, *draft, &shown));
        }
        let held = unseen
            .iter()
            .filter_map(|party| held_note(talks, present, party, &shown));
        notes.extend(held);
    }
    Rounds {
        shown,
        unseen,
        notes,
    }
}

fn name(talks: &Talks, party: &PartyId) -> String {
    talks
        .parties
        .get(party)
        .map_or_else(|| party.to_string(), |p| p.name.clone())
}

fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

fn present_note(
    talks: &Talks,
    present: u32,
    shown: &[Circulation],
    unseen: &[PartyId],
) -> Option<String> {
    let seen = shown.iter().filter(|c| c.draft == present);
    let mut seen: Vec<String> = seen
        .map(|c| format!("{} ({})", name(talks, &c.to), c.on))
        .collect();
    seen.dedup();
    let missing: Vec<String> = unseen.iter().map(|p| name(talks, p)).collect();
    match (seen.is_empty(), missing.is_empty()) {
        (true, _) => Some(format!(
            "Draft {present} has been shown to nobody on this record."
        )),
        (false, true) => None,
        (false, false) => Some(format!(
            "Draft {present} has been shown to {}, and not to {}.",
            listed(&seen),
            listed(&missing)
        )),
    }
}

/// That one side saw a draft before another.
fn first_note(talks: &Talks, draft: u32, shown: &[Circulation]) -> Option<String> {
    let first_seen = |party: &PartyId| {
        shown
            .iter()
            .filter(|c| c.draft == draft && c.to == *party)
            .map(|c| c.on)
            .min()
    };
    let seen: Vec<_> = talks
        .sides()
        .filter_map(|p| Some((first_seen(&p.id)?, &p.name)))
        .collect();
    let (first, last) = (
        seen.iter().min_by_key(|s| s.0)?,
        seen.iter().max_by_key(|s| s.0)?,
    );
    let days = last.0.days_since(first.0);
    let on = |day| -> Vec<String> {
        let then = seen.iter().filter(|s| s.0 == day);
        then.map(|s| s.1.clone()).collect()
    };
    let plural = if days == 1 { "day" } else { "days" };
    (days > 0).then(|| {
        format!(
            "Draft {draft} was shown to {} {days} {plural} before {}.",
            listed(&on(first.0)),
            listed(&on(last.0))
        )
    })
}

/// That a side holds a copy which the present draft has replaced.
fn held_note(
    talks: &Talks,
    present: u32,
    party: &PartyId,
    shown: &[Circulation],
) -> Option<String> {
    let last = shown
        .iter()
        .filter(|c| c.to == *party)
        .max_by_key(|c| (c.draft, c.on))?;
    Some(format!(
        "{} holds draft {}, which draft {present} has replaced.",
        name(talks, party),
        last.draft
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use onetext_talks::{Files, read};

    fn notes(circulations: &[(u32, &str, &str)]) -> Vec<String> {
        let mut files = Files::new();
        let party = |id: &str| {
            format!(
                "[[party]]\nid = \"{id}\"\nname = \"{}\"\n",
                id.to_uppercase()
            )
        };
        let talks = format!("title = \"T\"\n{}{}{}", party("a"), party("b"), party("c"));
        files.put("talks.toml", talks.into_bytes());
        for draft in ["drafts/1.md", "drafts/2.md"] {
            files.put(draft, b"1. Word.\n".to_vec());
        }
        let mut text = String::new();
        for (draft, to, on) in circulations {
            text += &format!("[[circulation]]\ndraft = {draft}\nto = \"{to}\"\non = {on}\n\n");
        }
        files.put("circulations.toml", text.into_bytes());
        let (talks, problems) = read(&files);
        assert_eq!(problems, []);
        rounds(&talks).notes
    }

    #[test]
    fn nothing_is_said_before_the_first_copy() {
        assert_eq!(notes(&[]), [""; 0]);
    }

    #[test]
    fn a_side_left_out_is_named_with_the_copy_it_holds() {
        let all = [
            (1, "a", "2031-05-01"),
            (1, "b", "2031-05-01"),
            (2, "a", "2031-05-09"),
        ];
        assert_eq!(
            notes(&all),
            [
                "Draft 2 has been shown to A (2031-05-09), and not to B and C.",
                "B holds draft 1, which draft 2 has replaced.",
            ]
        );
    }

    #[test]
    fn who_saw_it_first_is_said() {
        let all = [
            (2, "b", "2031-05-04"),
            (2, "a", "2031-05-01"),
            (2, "c", "2031-05-01"),
        ];
        assert_eq!(
            notes(&all),
            ["Draft 2 was shown to A and C 3 days before B."]
        );
        let all = [
            (2, "a", "2031-05-01"),
            (2, "b", "2031-05-03"),
            (2, "c", "2031-05-03"),
        ];
        assert_eq!(
            notes(&all),
            ["Draft 2 was shown to A 2 days before B and C."]
        );
        let one = [(1, "a", "2031-05-01")];
        assert_eq!(
            notes(&one)[0],
            "Draft 2 has been shown to nobody on this record."
        );
    }
}

//! Putting a statement right, and taking a slip back: what a reviewer who looks again may do.

use crate::decide::{Refusal, known_statement, refuse};
use crate::fact::{Fact, Standing, Statement};
use crate::space;
use crate::state::Talks;
use onetext_model::judgment::Judgment;

/// The same statement, as it is to read from now on; its name and its source stay.
pub(crate) fn correct(talks: &Talks, is: &Statement) -> Result<Vec<Fact>, Refusal> {
    let was = known_statement(talks, &is.id)?;
    if was == is {
        return Ok(vec![]);
    }
    if was.source != is.source {
        return refuse(
            format!("statement `{}` is from `{}`", is.id, was.source),
            "discard it, and add the other source",
        );
    }
    if is.state != Standing::Confirmed {
        refuse_rested_on(talks, is)?;
    }
    if let Some(issue) = is.about.iter().find(|name| !space::is_known(talks, name)) {
        return refuse(
            format!("unknown issue `{issue}`"),
            "name a point or an issue of a draft",
        );
    }
    let both = (was.clone(), is.clone());
    Ok(vec![Fact::StatementCorrected(Box::new(both))])
}

/// What a judgment rests on stays confirmed.
fn refuse_rested_on(talks: &Talks, is: &Statement) -> Result<(), Refusal> {
    let rests = talks.judgments.values().find(|j| j.from.contains(&is.id));
    rests.map_or(Ok(()), |judgment| {
        refuse(
            format!("judgment `{}` rests on statement `{}`", judgment.id, is.id),
            "it stays confirmed; make a judgment that replaces that one",
        )
    })
}

/// A judgment goes only as it was made, and only while no other replaces it.
pub(crate) fn take_back(talks: &Talks, judgment: &Judgment) -> Result<Vec<Fact>, Refusal> {
    let id = &judgment.id;
    match talks.judgments.get(id) {
        None => Ok(vec![]),
        Some(stands) if stands != judgment => refuse(
            format!("judgment `{id}` was changed since it was made"),
            "make a judgment that replaces it",
        ),
        Some(_) if talks.superseded().contains(id) => refuse(
            format!("another judgment replaces `{id}`"),
            "take that one back first",
        ),
        Some(_) => Ok(vec![Fact::JudgmentTakenBack(id.clone())]),
    }
}

#[cfg(test)]
mod tests {
    use crate::{Command, Files, decide, read, write};

    const TALKS: &str = "title = \"T\"\n\n[[party]]\nid = \"a\"\nname = \"A\"\nkind = \"party\"\n";
    const SOURCES: &str = "[[source]]\nid = \"s\"\nfile = \"record/s.txt\"\nhash = \"HASH\"\non = 2031-05-09\nroom = \"public\"\n";
    const SAID: &str = "[[statement]] # mine\nid = \"x\"\nsource = \"s\"\nstart = 1\nend = 9\nspeaker-text = \"he\" # hm\nstate = \"proposed\"\n";

    fn files() -> Files {
        let text = b"\"We agree,\" he said.\n";
        let sources = SOURCES.replace("HASH", &crate::files::hash(text));
        let mut files = Files::new();
        files.put("talks.toml", TALKS.into());
        files.put("sources.toml", sources.into());
        files.put("record/s.txt", text.to_vec());
        files.put("statements.toml", SAID.into());
        files
    }

    #[test]
    fn a_correction_changes_its_own_lines_and_back_gives_the_same_bytes() {
        let mut files = files();
        let (mut talks, problems) = read(&files);
        assert_eq!(problems, []);
        let first = talks.statements.values().next().unwrap().clone();
        let mut other = first.clone();
        (other.end, other.hearsay) = (5, true);
        other.party = talks.parties.keys().next().cloned();
        for (is, text) in [
            (
                other,
                SAID.replace("end = 9", "end = 5") + "party = \"a\"\nhearsay = true\n",
            ),
            (first, SAID.to_owned()),
        ] {
            let facts = decide(&talks, &Command::Correct(Box::new(is))).unwrap();
            for (path, bytes) in write::changes(&files, &facts, None).unwrap() {
                files.put(&path, bytes);
            }
            facts.into_iter().for_each(|fact| talks.apply(fact));
            assert_eq!(read(&files), (talks.clone(), vec![]));
            let written = files.get("statements.toml").unwrap().to_vec();
            assert_eq!(String::from_utf8(written).unwrap(), text);
        }
    }

    #[test]
    fn what_falls_away_leaves_its_comment() {
        let files = files();
        let (talks, _) = read(&files);
        let mut other = talks.statements.values().next().unwrap().clone();
        other.speaker_text = None;
        let facts = decide(&talks, &Command::Correct(Box::new(other))).unwrap();
        let changes = write::changes(&files, &facts, None).unwrap();
        let text = String::from_utf8(changes["statements.toml"].clone()).unwrap();
        assert_eq!(text, SAID.replace("speaker-text = \"he\" # hm", "# hm"));
    }
}

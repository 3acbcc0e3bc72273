//! Which points and issues a statement is likely about: those with the most telling words in common.

use super::pick::Choice;
use onetext_model::{Issue, IssueId};
use onetext_talks::{Talks, space};
use std::collections::{BTreeMap, BTreeSet};

/// A point or an issue that a statement can be linked to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its name.
    pub id: IssueId,
    /// Its label and heading, or its point's, for people.
    pub show: String,
    /// Its own words, shortened to what two forms of a word share.
    words: BTreeSet<String>,
    /// Its alternatives' or its point's words, which tell less.
    around: BTreeSet<String>,
}

/// Everything the present draft and the asides can be spoken about, in the order of the draft.
pub fn topics(talks: &Talks) -> Vec<Topic> {
    let over = space::of_talks(talks);
    let mut topics: Vec<Topic> = vec![];
    let points = talks.present().map_or(&[][..], |(_, d)| d.draft.points());
    for point in points {
        let shown = format!("{} {}", point.label, point.heading);
        let shown = shown.trim();
        let heading = stems(&format!("{} {}", point.heading, point.id));
        let own: Vec<&Issue> = over
            .issues()
            .iter()
            .filter(|i| i.point == point.id)
            .collect();
        for issue in &own {
            let show = if issue.id == point.id || shown.is_empty() {
                format!("{}  {shown}", issue.id)
            } else {
                format!("{}  in {shown}", issue.id)
            };
            let mut around = stems(&alternatives(issue));
            around.extend(heading.clone());
            topics.push(topic(&issue.id, &show, stems(issue.id.as_str()), around));
        }
        if own.iter().all(|issue| issue.id != point.id) && !point.label.is_empty() {
            let show = format!("{}  {shown}", point.id);
            topics.push(topic(&point.id, &show, heading, stems(&point.wording)));
        }
    }
    for aside in &talks.asides {
        let words = aside
            .alternatives
            .iter()
            .map(|(_, words, _)| words.as_str());
        let around = stems(&words.collect::<Vec<_>>().join(" "));
        let show = format!("{}  outside the draft", aside.id);
        topics.push(topic(&aside.id, &show, stems(aside.id.as_str()), around));
    }
    topics
}

fn topic(id: &IssueId, show: &str, words: BTreeSet<String>, around: BTreeSet<String>) -> Topic {
    Topic {
        id: id.clone(),
        show: show.trim().to_owned(),
        words,
        around,
    }
}

fn alternatives(issue: &Issue) -> String {
    let few = issue.alternatives.iter().filter(|a| a.figure.is_none());
    let words: Vec<&str> = few.map(|a| a.wording.as_str()).collect();
    words.join(" ")
}

/// The topics with the likeliest first; how many of them have a word in common stands beside.
///
/// A word counts the more the fewer topics have it: 2 as a topic's own name and 1 around it; words of
/// the paragraph outside the statement count a fifth.
pub fn ranked(topics: &[Topic], said: &str, paragraph: &str) -> (Vec<Topic>, usize) {
    let (said, paragraph) = (stems(said), stems(paragraph));
    let mut held: BTreeMap<&str, u64> = BTreeMap::new();
    for word in topics.iter().flat_map(|t| t.words.union(&t.around)) {
        *held.entry(word).or_default() += 1;
    }
    let weight = |word: &String, each: u64| {
        1000 * each / held.get(word.as_str()).copied().unwrap_or(1).max(1)
    };
    let score = |topic: &Topic| -> u64 {
        let sum = |in_text: &BTreeSet<String>, each: u64| -> u64 {
            let own: u64 = topic
                .words
                .intersection(in_text)
                .map(|w| weight(w, 2 * each))
                .sum();
            let around = topic
                .around
                .difference(&topic.words)
                .filter(|w| in_text.contains(*w));
            own + around.map(|w| weight(w, each)).sum::<u64>()
        };
        sum(&said, 5) + sum(&paragraph, 1)
    };
    let mut scored: Vec<(u64, &Topic)> = topics.iter().map(|t| (score(t), t)).collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let likely = scored.iter().filter(|(score, _)| *score > 0).count();
    (
        scored.into_iter().map(|(_, topic)| topic.clone()).collect(),
        likely,
    )
}

/// How many telling words two texts have in common.
pub fn in_common(one: &str, other: &str) -> usize {
    stems(one).intersection(&stems(other)).count()
}

/// Topics as choices, marked where a statement is linked to them.
pub fn choices(topics: &[Topic], about: &[IssueId]) -> Vec<Choice> {
    let choice = |topic: &Topic| Choice {
        value: topic.id.to_string(),
        show: topic.show.clone(),
        marked: about.contains(&topic.id),
    };
    topics.iter().map(choice).collect()
}

/// Words that tell nothing of what is spoken about.
const EMPTY: &str = " about after again against also been before being both could each even every \
    from have into less more most much must nobody nothing only other over said same shall should side \
    sides some than that their them then there these they this those under until upon very were what \
    when where which while will with within without would your ";

/// The telling words of a text, small and cut to what two forms of a word share.
fn stems(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let small = words.map(str::to_lowercase);
    let telling = small.filter(|word| {
        let long = word.chars().count() >= 4 || !word.is_ascii();
        long && !EMPTY.contains(&format!(" {word} "))
    });
    telling.map(|word| word.chars().take(5).collect()).collect()
}

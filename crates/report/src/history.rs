//! Positions over time: in lines, as a table file, as a page, as JSON.

use crate::commitments::{left_out, one, terms};
use crate::page::{Page, caucus_banner};
use crate::positions::csv::line;
use crate::study_page::quote as quote_markup;
use maud::{Markup, html};
use onetext_study::history::{Apart, Change, History, Judged, Side, Step, Thread, What};
use onetext_study::trail::Quote;
use onetext_talks::Talks;
use serde_json::{Value, json};
use std::fmt::Write;

/// A step in words: what happened, who recorded it, and what else is to be said of it.
struct Told {
    kind: &'static str,
    says: String,
    id: String,
    by: String,
    because: String,
    change: &'static str,
    replaced: String,
    quotes: Vec<Quote>,
}

fn told(step: &Step) -> Told {
    let mut told = Told {
        kind: "gap",
        says: "nothing on record under this draft".to_owned(),
        id: String::new(),
        by: String::new(),
        because: String::new(),
        change: "",
        replaced: String::new(),
        quotes: vec![],
    };
    match &step.what {
        What::Gap => {}
        What::Judged(judged) => judgment(&mut told, judged),
        What::Said(said) => {
            let proposed = if said.confirmed {
                ""
            } else {
                ", not confirmed"
            };
            let hearsay = if said.quote.hearsay { ", hearsay" } else { "" };
            told.kind = "said";
            told.id = said.quote.statement.to_string();
            told.by = said.quote.speaker.clone();
            told.says = format!("{}{hearsay}{proposed}", said.quote.source);
            told.quotes = vec![said.quote.clone()];
        }
        What::Given(given) => {
            let commitment = &given.commitment;
            told.kind = commitment.bond.word();
            told.id.clone_from(&commitment.id);
            told.by.clone_from(&commitment.by);
            let parts = [
                vec![commitment.what.clone(), given.state.words().to_owned()],
                terms(given),
            ];
            told.says = parts.concat().join("; ");
            told.quotes.clone_from(&given.quotes);
        }
    }
    told
}

fn judgment(told: &mut Told, judged: &Judged) {
    let sure = judged.confidence.map_or("scores", |it| it.word());
    told.kind = "judged";
    told.id = judged.judgment.to_string();
    told.says = format!("{} ({sure})", judged.says);
    told.by.clone_from(&judged.by);
    told.because.clone_from(&judged.because);
    told.change = judged.change.map_or("", Change::word);
    let names: Vec<String> = judged
        .superseded_by
        .iter()
        .map(ToString::to_string)
        .collect();
    told.replaced = names.join(", ");
    told.quotes.clone_from(&judged.quotes);
}

fn names(talks: &Talks, history: &History) -> Vec<String> {
    let name = |id: &onetext_model::PartyId| {
        talks
            .parties
            .get(id)
            .map_or(id.to_string(), |it| it.name.clone())
    };
    history.caucus.iter().map(name).collect()
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn side(words: &str, side: &Side) -> String {
    let quotes: Vec<String> = side
        .quotes
        .iter()
        .map(|it| format!("“{}”", flat(&it.text)))
        .collect();
    format!(
        "{words} {} ({}, {}) {}",
        side.level.words(),
        side.judgment,
        side.on,
        quotes.join(" ")
    )
}

/// The history in lines.
pub fn terminal(talks: &Talks, history: &History) -> String {
    let mut out = format!("{}\n", history.title);
    if !history.caucus.is_empty() {
        let _ = writeln!(
            out,
            "TEAM – contains caucus of {}",
            names(talks, history).join(", ")
        );
    }
    history.threads.iter().for_each(|it| thread(&mut out, it));
    if history.threads.is_empty() {
        out += "nothing on record\n";
    }
    if let Some(said) = left(history) {
        let _ = writeln!(out, "\n{said}");
    }
    out
}

/// What was left out, in a sentence.
fn left(history: &History) -> Option<String> {
    (history.left_out > 0).then(|| left_out(history.left_out, "judgment or commitment"))
}

fn thread(out: &mut String, thread: &Thread) {
    let _ = writeln!(
        out,
        "\n{} · {} [{}]",
        thread.name, thread.point, thread.issue
    );
    if thread.stale {
        let _ = writeln!(out, "  ! older than the draft");
    }
    for against in &thread.against {
        let _ = writeln!(out, "  ! {against}");
    }
    for Apart { at, public, caucus } in &thread.apart {
        let _ = writeln!(out, "  ! {at}: {}", side("in public", public));
        let _ = writeln!(out, "    {at}: {}", side("in caucus", caucus));
    }
    for step in &thread.steps {
        let told = told(step);
        let draft = step
            .draft
            .map_or("no draft".to_owned(), |it| format!("draft {it}"));
        let who = [told.kind, &told.id].join(" ");
        let by = if told.by.is_empty() {
            String::new()
        } else {
            format!(" by {}", told.by)
        };
        let change = if told.change.is_empty() {
            String::new()
        } else {
            format!(" – {}", told.change)
        };
        let _ = writeln!(
            out,
            "  {}  {draft}  {}{by}: {}{change}",
            step.on,
            who.trim(),
            told.says
        );
        for (lead, text) in [
            ("because ", &told.because),
            ("superseded by ", &told.replaced),
        ] {
            if !text.is_empty() {
                let _ = writeln!(out, "              {lead}{}", flat(text));
            }
        }
        for quote in &told.quotes {
            let _ = writeln!(out, "              “{}”", flat(&quote.text));
        }
    }
}

/// The history as comma-separated values: a line per step.
pub fn csv(history: &History) -> String {
    let head = [
        "party",
        "issue",
        "on",
        "draft",
        "kind",
        "id",
        "says",
        "by",
        "because",
        "change",
        "superseded by",
        "quotes",
    ];
    let mut out = line(&head.map(str::to_owned));
    for thread in &history.threads {
        for step in &thread.steps {
            let told = told(step);
            let quotes: Vec<String> = told.quotes.iter().map(|it| flat(&it.text)).collect();
            out += &line(&[
                thread.name.clone(),
                thread.issue.to_string(),
                step.on.to_string(),
                step.draft.map(|it| it.to_string()).unwrap_or_default(),
                told.kind.to_owned(),
                told.id,
                told.says,
                told.by,
                told.because,
                told.change.to_owned(),
                told.replaced,
                quotes.join(" / "),
            ]);
        }
    }
    out
}

/// The history as a page.
pub fn page(talks: &Talks, history: &History) -> String {
    let page = Page {
        title: history.title.clone(),
        what: "history".to_owned(),
        banner: caucus_banner(&names(talks, history)),
        sections: vec![],
        content: html! {
            h1 { "Positions over time" }
            @if history.threads.is_empty() { p { "Nothing is on record." } }
            @for thread in &history.threads { (section(thread)) }
        },
        colophon: html! {
            @if let Some(on) = history.on { p { "As of " (on) "." } }
            @if let Some(said) = left(history) { p { (said) } }
        },
    };
    page.render()
}

fn section(thread: &Thread) -> Markup {
    html! {
        h2 { (thread.name) " · " (thread.point) " [" (thread.issue) "]" }
        @if thread.stale { p { small.warn { "older than the draft" } } }
        @for against in &thread.against { p { small.warn { (against) } } }
        @for apart in &thread.apart {
            div.scroll tabindex="0" role="region" aria-label={ "Public and caucus on " (apart.at) } { table {
                thead { tr { th scope="col" { (apart.at) " in public" } th scope="col" { (apart.at) " in caucus" } } }
                tbody { tr { td { (half(&apart.public)) } td { (half(&apart.caucus)) } } }
            } }
        }
        @for step in &thread.steps { (moment(step)) }
    }
}

fn half(side: &Side) -> Markup {
    html! {
        p { b { (side.level.words()) } " " small { (side.judgment) ", " (side.on) } }
        @for quote in &side.quotes { (quote_markup(quote)) }
    }
}

fn moment(step: &Step) -> Markup {
    let told = told(step);
    html! {
        div.ground {
            b { (step.on) } " "
            @if let Some(draft) = step.draft { small { "draft " (draft) } " " }
            (told.kind) " " (told.id) @if !told.by.is_empty() { " by " (told.by) } ": " (told.says)
            @if !told.change.is_empty() { " " b { (told.change) } }
            @if !told.because.is_empty() { br; small { "because " (told.because) } }
            @if !told.replaced.is_empty() { br; small.warn { "superseded by " (told.replaced) } }
            @for quote in &told.quotes { (quote_markup(quote)) }
        }
    }
}

/// The history as JSON, in its envelope.
pub fn json(history: &History) -> Value {
    json!({
        "schema": "onetext/history/1",
        "title": history.title,
        "on": history.on.map(|on| on.to_string()),
        "caucus": history.caucus.iter().map(|it| it.as_str()).collect::<Vec<_>>(),
        "left_out_caucus": history.left_out,
        "threads": history.threads.iter().map(thread_json).collect::<Vec<_>>(),
    })
}

fn thread_json(thread: &Thread) -> Value {
    let side = |it: &Side| {
        json!({
            "judgment": it.judgment.as_str(),
            "on": it.on.to_string(),
            "level": it.level.words(),
            "quotes": it.quotes.iter().map(quote).collect::<Vec<_>>(),
        })
    };
    json!({
        "party": thread.party.as_str(),
        "issue": thread.issue.as_str(),
        "point": thread.point,
        "stale": thread.stale,
        "against": thread.against,
        "apart": thread.apart.iter().map(|it| json!({
            "at": it.at, "public": side(&it.public), "caucus": side(&it.caucus),
        })).collect::<Vec<_>>(),
        "steps": thread.steps.iter().map(step_json).collect::<Vec<_>>(),
    })
}

fn step_json(step: &Step) -> Value {
    let told = told(step);
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let (superseded_by, commitment) = match &step.what {
        What::Judged(it) => (
            it.superseded_by.iter().map(ToString::to_string).collect(),
            None,
        ),
        What::Given(it) => (vec![], Some(one(it))),
        _ => (vec![], None),
    };
    json!({
        "on": step.on.to_string(),
        "draft": step.draft,
        "kind": told.kind,
        "id": some(&told.id),
        "says": told.says,
        "by": some(&told.by),
        "because": some(&told.because),
        "change": some(told.change),
        "superseded_by": superseded_by,
        "commitment": commitment,
        "quotes": told.quotes.iter().map(quote).collect::<Vec<_>>(),
    })
}

fn quote(quote: &Quote) -> Value {
    json!({
        "statement": quote.statement.as_str(),
        "text": quote.text,
        "speaker": quote.speaker,
        "source": quote.source,
        "hearsay": quote.hearsay,
    })
}

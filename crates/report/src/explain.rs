//! One figure opened: what it says, its arithmetic, its judgments, their quotes.

use onetext_study::Study;
use onetext_study::trail::Trail;

/// The trail of a figure in lines; `None` if there is no such figure.
pub fn explain(study: &Study, key: &str) -> Option<String> {
    study
        .trails
        .get(key)
        .map(|trail| format!("{key}\n{}", lines(trail)))
}

/// The keys that can be opened, for "did you mean".
pub fn keys(study: &Study) -> Vec<&str> {
    study.trails.keys().map(String::as_str).collect()
}

fn lines(trail: &Trail) -> String {
    let mut out = format!("  {}\n\nArithmetic\n", trail.says);
    for line in &trail.arithmetic {
        out += &format!("  {line}\n");
    }
    if !trail.judgments.is_empty() {
        out += "\nJudgments\n";
    }
    for ground in &trail.judgments {
        out += &format!(
            "  {}  {}\n      {}\n",
            ground.id, ground.says, ground.because
        );
        for quote in &ground.quotes {
            let text = quote.text.split_whitespace().collect::<Vec<_>>().join(" ");
            out += &format!(
                "      “{text}”\n        {}, {} [{}]\n",
                quote.speaker, quote.source, quote.statement
            );
        }
        if ground.quotes.is_empty() {
            out += "      the desk's own view: no statement behind it\n";
        }
    }
    out
}

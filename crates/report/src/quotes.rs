//! The pinned JSON of `quotes FILE`: a bare list.

use onetext_model::Date;
use onetext_record::{Quote, day_said};
use serde_json::{Value, json};

/// The quotes of a text as JSON; unknown is `null`, and `text` is exactly the bytes `start..end`.
///
/// `source` is the date the text bears, from which "on Tuesday" is reckoned.
pub fn json(text: &str, quotes: &[Quote], source: Option<Date>) -> Value {
    let one = |quote: &Quote| {
        json!({
            "kind": quote.kind.word(),
            "text": &text[quote.start..quote.end],
            "start": quote.start,
            "end": quote.end,
            "speaker": quote.speaker.as_ref().map(|m| m.text.as_str()),
            "cue": quote.cue,
            "channel": quote.channel,
            "hearsay": quote.hearsay,
            "confidence": (quote.confidence * 100.0).round() / 100.0,
            "mention": quote.mention,
            "side": quote.side,
            "when": quote.when,
            "on": day(quote, source),
            "negated": quote.negated,
            "denied": quote.denied,
            "modal": quote.modal,
            "paraphrase": quote.paraphrase,
        })
    };
    Value::Array(quotes.iter().map(one).collect())
}

/// The day a quote was said, if its words and the source's date tell.
fn day(quote: &Quote, source: Option<Date>) -> Option<String> {
    let printed = quote.when.as_deref()?;
    day_said(printed, source?).map(|day| day.to_string())
}

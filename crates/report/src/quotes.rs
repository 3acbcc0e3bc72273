//! The pinned JSON of `quotes FILE`: a bare list.

use onetext_record::Quote;
use serde_json::{Value, json};

/// The quotes of a text as JSON; unknown is `null`, and `text` is exactly the bytes `start..end`.
pub fn json(text: &str, quotes: &[Quote]) -> Value {
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
            "confidence": quote.confidence,
        })
    };
    Value::Array(quotes.iter().map(one).collect())
}

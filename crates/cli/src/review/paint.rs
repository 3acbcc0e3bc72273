//! From styled rows to what a terminal understands: with colours, with weights only, or bare.

use crossterm::style::{Attribute, Color, ContentStyle, Stylize};
use onetext_workbench::review::screen::{Line, Style};

/// How the review looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Colours and weights.
    Coloured,
    /// Weights only; the statement stands between signs.
    Plain,
    /// Bare text, row by row, for a terminal that understands nothing else.
    Bare,
}

impl Look {
    /// What this terminal and this user want.
    pub fn here(no_color: bool) -> Self {
        let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let dumb = std::env::var("TERM").is_ok_and(|term| term == "dumb");
        if dumb {
            Self::Bare
        } else if no_color || set("NO_COLOR").is_some() {
            Self::Plain
        } else {
            Self::Coloured
        }
    }
}

/// A row as the terminal gets it.
pub fn row(line: &Line, look: Look) -> String {
    let piece = |(style, text): &(Style, String)| match look {
        Look::Bare => text.clone(),
        Look::Plain => weight(*style).apply(text).to_string(),
        Look::Coloured => colour(*style).apply(text).to_string(),
    };
    line.iter().map(piece).collect()
}

fn weight(style: Style) -> ContentStyle {
    let plain = ContentStyle::new();
    match style {
        Style::Plain | Style::Dim | Style::Good => plain,
        Style::Strong | Style::Bad | Style::Marked => plain.attribute(Attribute::Bold),
        Style::Bar => plain.attribute(Attribute::Reverse),
    }
}

fn colour(style: Style) -> ContentStyle {
    let plain = ContentStyle::new();
    match style {
        Style::Plain => plain,
        Style::Dim => plain.with(Color::DarkGrey),
        Style::Strong => plain.attribute(Attribute::Bold),
        Style::Marked => plain.with(Color::Black).on(Color::Yellow),
        Style::Good => plain.with(Color::Green),
        Style::Bad => plain.with(Color::Red),
        Style::Bar => plain.attribute(Attribute::Reverse),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_only_where_they_are_wanted() {
        let line = vec![
            (Style::Bad, "no".to_owned()),
            (Style::Plain, " and".to_owned()),
        ];
        assert_eq!(row(&line, Look::Bare), "no and");
        let plain = row(&line, Look::Plain);
        assert!(
            plain.contains("\u{1b}[1m") && !plain.contains("38;5"),
            "{plain:?}"
        );
    }
}

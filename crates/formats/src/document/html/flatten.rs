//! A page as text, in one pass over its tags: paragraphs, lists, quotes and rows of tables.

use super::token::{Tag, Token, Tokens, resolved};
use crate::document::prose::{is_blank, joined, lines_spaced};

/// Elements whose text is no part of a page's text.
const NEVER: [&str; 19] = [
    "audio", "button", "canvas", "datalist", "iframe", "math", "noframes", "noscript", "object",
    "script", "select", "style", "svg", "template", "textarea", "title", "video", "map", "applet",
];
/// Elements that stand around an article.
const MENUS: [&str; 4] = ["aside", "footer", "menu", "nav"];
/// Elements that begin a new paragraph where they begin and where they end.
const BLOCKS: [&str; 38] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
];
/// How deep quotes and lists are counted.
const MOST_DEEP: usize = 1_000;
/// How many marks of a quote stand before a paragraph at most.
const MOST_MARKS: usize = 3;

/// A page as text, and how much was left out.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Flat {
    /// The text.
    pub text: String,
    /// Characters of menus and footers left out.
    pub menus: usize,
    /// Hidden characters left out.
    pub hidden: usize,
    /// The element left out that is never closed.
    pub unclosed: Option<String>,
}

/// The text of a page, with or without the elements that stand around an article.
pub(super) fn flatten(page: &str, without_menus: bool) -> Flat {
    let mut state = State {
        without_menus,
        ..State::default()
    };
    for token in Tokens::of(page) {
        state.take(token);
    }
    state.flush();
    if let Some(skip) = state.skip.take() {
        state.flat.unclosed = (skip.letters > 0).then_some(skip.name);
    }
    state.flat.text = joined(&state.blocks);
    state.flat
}

/// An element that is being left out.
struct Skip {
    name: String,
    depth: usize,
    why: Why,
    letters: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    Never,
    Menu,
    Hidden,
}

#[derive(Default)]
struct State {
    without_menus: bool,
    flat: Flat,
    blocks: Vec<String>,
    line: String,
    blank: bool,
    skip: Option<Skip>,
    quotes: usize,
    preformatted: usize,
    /// The lists open: the number of the last item, or `None` for bullets.
    lists: Vec<Option<usize>>,
    /// What stands before the next paragraph, such as `2. `.
    label: String,
}

impl State {
    fn take(&mut self, token: Token<'_>) {
        if self.skip.is_some() {
            return self.pass(&token);
        }
        match token {
            Token::Text(text) => self.text(&resolved(text)),
            Token::Raw(text) => self.text(text),
            Token::Open(tag) => self.open(&tag),
            Token::Close(name) => self.close(&name),
        }
    }

    /// Passes over what is left out, up to the end of its element.
    fn pass(&mut self, token: &Token<'_>) {
        let Some(skip) = &mut self.skip else { return };
        match token {
            Token::Text(text) => skip.letters += text.chars().filter(|c| !is_blank(*c)).count(),
            Token::Open(tag) if tag.name == skip.name => skip.depth += 1,
            Token::Close(name) if *name == skip.name => skip.depth -= 1,
            _ => {}
        }
        if skip.depth > 0 {
            return;
        }
        match skip.why {
            Why::Menu => self.flat.menus += skip.letters,
            Why::Hidden => self.flat.hidden += skip.letters,
            Why::Never => {}
        }
        self.skip = None;
    }

    fn text(&mut self, text: &str) {
        if self.preformatted > 0 {
            self.line.extend(
                text.chars()
                    .filter(|c| !matches!(c, '\r' | '\u{ad}' | '\0')),
            );
            return;
        }
        for letter in text.chars().filter(|c| !matches!(c, '\u{ad}' | '\0')) {
            if is_blank(letter) {
                self.blank = true;
                continue;
            }
            if self.blank && !self.line.is_empty() && !self.line.ends_with('\n') {
                self.line.push(' ');
            }
            self.blank = false;
            self.line.push(letter);
        }
    }

    fn open(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        if let Some(why) = self.leaves_out(tag) {
            self.skip = Some(Skip {
                name: name.to_owned(),
                depth: 1,
                why,
                letters: 0,
            });
            return;
        }
        match name {
            "br" if self.line.ends_with('\n') => self.flush(),
            "br" => {
                self.blank = false;
                self.line.push('\n');
            }
            "td" | "th" if !self.line.is_empty() => {
                self.blank = false;
                self.line.push_str(" | ");
            }
            "tr" => self.flush(),
            _ if BLOCKS.contains(&name) => self.open_block(tag),
            _ => {}
        }
    }

    fn open_block(&mut self, tag: &Tag) {
        self.flush();
        match tag.name.as_str() {
            "blockquote" => self.quotes = (self.quotes + 1).min(MOST_DEEP),
            "pre" => self.preformatted += 1,
            "ul" if self.lists.len() < MOST_DEEP => self.lists.push(None),
            "ol" if self.lists.len() < MOST_DEEP => {
                let start = tag
                    .get("start")
                    .and_then(|it| it.trim().parse().ok())
                    .unwrap_or(1usize);
                self.lists.push(Some(start.saturating_sub(1)));
            }
            "li" => self.label = self.item(tag),
            _ => {}
        }
    }

    /// What stands before a list's item.
    fn item(&mut self, tag: &Tag) -> String {
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let own = tag.get("value").and_then(|it| it.trim().parse().ok());
                *number = own.unwrap_or(number.saturating_add(1));
                format!("{number}. ")
            }
            _ => "- ".to_owned(),
        }
    }

    fn close(&mut self, name: &str) {
        if name == "tr" {
            return self.flush();
        }
        if !BLOCKS.contains(&name) {
            return;
        }
        self.flush();
        match name {
            "blockquote" => self.quotes = self.quotes.saturating_sub(1),
            "pre" => self.preformatted = self.preformatted.saturating_sub(1),
            "ul" | "ol" => drop(self.lists.pop()),
            "li" => self.label.clear(),
            _ => {}
        }
    }

    fn leaves_out(&self, tag: &Tag) -> Option<Why> {
        if tag.void {
            return None;
        }
        if NEVER.contains(&tag.name.as_str()) {
            return Some(Why::Never);
        }
        if is_hidden(tag) {
            return Some(Why::Hidden);
        }
        let menu = self.without_menus && MENUS.contains(&tag.name.as_str());
        menu.then_some(Why::Menu)
    }

    /// Ends the paragraph.
    fn flush(&mut self) {
        self.blank = false;
        let line = std::mem::take(&mut self.line);
        let text = match self.preformatted {
            0 => lines_spaced(&line),
            _ => line.trim_matches('\n').to_owned(),
        };
        if text.trim().trim_matches('|').trim().is_empty() {
            return;
        }
        let text = format!("{}{text}", std::mem::take(&mut self.label));
        let marks = "> ".repeat(self.quotes.min(MOST_MARKS));
        let text = if marks.is_empty() {
            text
        } else {
            text.replace('\n', &format!("\n{marks}"))
        };
        self.blocks.push(format!("{marks}{text}"));
    }
}

fn is_hidden(tag: &Tag) -> bool {
    let style = tag.get("style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.split_whitespace().collect();
    tag.get("hidden").is_some()
        || tag.get("aria-hidden") == Some("true")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_as_text() {
        let check =
            |page: &str, expect: &str| assert_eq!(flatten(page, true).text, expect, "{page}");
        check("<p>a <b>b</b>c\n d<p>e", "a bc d\n\ne\n");
        check("<h1>A</h1>b<div>c</div>d", "A\n\nb\n\nc\n\nd\n");
        check("a<br>b<br><br>c", "a\nb\n\nc\n");
        check(
            "<ul><li>a<li>b</ul><ol start=3><li>c</li><li><p>d</p><p>e</p></ol>",
            "- a\n\n- b\n\n3. c\n\n4. d\n\ne\n",
        );
        check(
            "<table><tr><th>a<td>b</tr><tr><td>c</td><td>d</td></tr></table>",
            "a | b\n\nc | d\n",
        );
        check(
            "<blockquote>a<br>b<p>c</blockquote>d",
            "> a\n> b\n\n> c\n\nd\n",
        );
        check("<pre>a\n  b</pre>", "a\n  b\n");
        check(
            "a<script>x</script>b<span style='display: none'>y</span>c",
            "abc\n",
        );
        check("<nav>x<nav>y</nav>z</nav>a", "a\n");
        check("co&shy;operate&nbsp;now", "cooperate\u{a0}now\n");
        check(
            "<p dir=rtl>שלום &#x202b;x e&#769;",
            "שלום \u{202b}x e\u{301}\n",
        );
        check("</blockquote></ul></li>a", "a\n");
        check("<p>\"a,\" <a href=x>he</a> said.</p>", "\"a,\" he said.\n");
    }

    #[test]
    fn what_is_left_out_is_counted() {
        let flat = flatten(
            "<nav>a b</nav><p hidden>cd</p><div aria-hidden=true>e</div>f<aside>gh",
            true,
        );
        assert_eq!((flat.text.as_str(), flat.menus, flat.hidden), ("f\n", 2, 3));
        assert_eq!(flat.unclosed.as_deref(), Some("aside"));
        assert_eq!(flatten("<nav>a</nav>", false).text, "a\n");
    }
}

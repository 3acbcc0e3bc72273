//! A list to choose from: typing narrows it, arrows move in it.

use super::key::Key;

/// One thing that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it stands for, as a command wants it.
    pub value: String,
    /// What is shown.
    pub show: String,
    /// Whether it holds already.
    pub marked: bool,
}

/// A list with what has been typed and where the bar is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// What is being asked.
    pub title: String,
    /// What has been typed.
    pub typed: String,
    /// Which of the shown choices the bar is on.
    pub at: usize,
    /// Everything there is.
    all: Vec<Choice>,
    /// Whether what is typed may stand as it is.
    free: bool,
}

/// What came of a press.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked {
    /// Nothing yet.
    Open,
    /// It was given up.
    Left,
    /// This one.
    One(String),
    /// None of them: what was typed.
    Typed(String),
}

impl Pick {
    /// A list of these.
    pub fn new(title: impl Into<String>, all: Vec<Choice>) -> Self {
        Self {
            title: title.into(),
            typed: String::new(),
            at: 0,
            all,
            free: false,
        }
    }

    /// The same, where what is typed may also stand as it is.
    pub fn or_as_typed(self) -> Self {
        Self { free: true, ..self }
    }

    /// The choices that hold every word typed, then what is typed, where that may stand.
    pub fn shown(&self) -> Vec<Choice> {
        let typed = self.typed.to_lowercase();
        let holds = |choice: &&Choice| {
            let show = choice.show.to_lowercase();
            typed.split_whitespace().all(|word| show.contains(word))
        };
        let mut shown: Vec<Choice> = self.all.iter().filter(holds).cloned().collect();
        if self.free && !self.typed.trim().is_empty() {
            shown.push(Choice {
                value: String::new(),
                show: format!("as printed: “{}”", self.typed.trim()),
                marked: false,
            });
        }
        shown
    }

    /// Takes a press.
    pub fn press(&mut self, key: Key) -> Picked {
        let shown = self.shown().len();
        match key {
            Key::Escape => return Picked::Left,
            Key::Enter => return self.chosen(),
            Key::Up => self.at = self.at.saturating_sub(1),
            Key::Down | Key::Tab => self.at = (self.at + 1).min(shown.saturating_sub(1)),
            Key::PageUp => self.at = self.at.saturating_sub(5),
            Key::PageDown => self.at = (self.at + 5).min(shown.saturating_sub(1)),
            Key::Char(c) => {
                type_in(&mut self.typed, c);
                self.at = 0;
            }
            Key::Backspace => {
                self.typed.pop();
                self.at = 0;
            }
            Key::Left | Key::Right => {}
        }
        Picked::Open
    }

    fn chosen(&self) -> Picked {
        let shown = self.shown();
        match shown.get(self.at) {
            None => Picked::Open,
            Some(choice) if choice.value.is_empty() => Picked::Typed(self.typed.trim().to_owned()),
            Some(choice) => Picked::One(choice.value.clone()),
        }
    }
}

/// The most that can be typed in one place, in letters.
const MOST_TYPED: usize = 500;

/// Takes a letter in, if there is room and it is one that can be shown.
pub fn type_in(text: &mut String, c: char) {
    if !c.is_control() && text.chars().count() < MOST_TYPED {
        text.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(presses: &[Key], expect: Picked) {
        let choice = |value: &str, show: &str| Choice {
            value: value.to_owned(),
            show: show.to_owned(),
            marked: false,
        };
        let all = vec![
            choice("venn", "Ada Venn, Asteria"),
            choice("ost", "Bram Ost, Asteria"),
        ];
        let mut pick = Pick::new("who", all).or_as_typed();
        let last = presses.iter().map(|key| pick.press(*key)).last();
        assert_eq!(last, Some(expect), "{presses:?}");
    }

    #[test]
    fn typing_narrows_and_arrows_move() {
        use Key::{Backspace, Char, Down, Enter, Escape};
        let one = |name: &str| Picked::One(name.to_owned());
        check(&[Enter], one("venn"));
        check(&[Down, Enter], one("ost"));
        check(&[Down, Down, Down, Enter], one("ost"));
        check(&[Char('O'), Char('s'), Enter], one("ost"));
        check(&[Char('x'), Enter], Picked::Typed("x".to_owned()));
        check(&[Char('x'), Backspace, Enter], one("venn"));
        check(&[Escape], Picked::Left);
    }
}

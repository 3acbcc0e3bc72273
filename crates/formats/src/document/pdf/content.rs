//! What a page draws, as lines of text with their places. Only what moves or shows text is followed.

use super::Fault;
use super::file::Pdf;
use super::font::Font;
use super::lines::Line;
use super::object::{Lexer, Object, Table};
use super::page::Page;
use std::collections::BTreeMap;
use std::rc::Rc;

/// The most steps of drawing in one file.
const MOST_STEPS: usize = 20_000_000;
/// The most letters drawn in one file.
const MOST_LETTERS: usize = 100_000_000;
/// How deep forms may stand in one another, and how many states may be kept.
const MOST_FORMS: usize = 8;
const MOST_STATES: usize = 256;
/// The most forms drawn in one file.
const MOST_DRAWN: usize = 200_000;
/// The most values before an operator.
const MOST_HELD: usize = 10_000;
/// A gap from this part of a letter's size on is a blank.
const BLANK: f64 = 0.16;
/// How far two letters' feet may differ within a line, in parts of their size.
const SAME_LINE: f64 = 0.35;

/// How much may still be drawn in a file.
#[derive(Debug)]
pub(super) struct Budget {
    steps: usize,
    letters: usize,
    forms: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            steps: MOST_STEPS,
            letters: MOST_LETTERS,
            forms: MOST_DRAWN,
        }
    }
}

/// What a page draws.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// Its lines in the order of drawing.
    pub lines: Vec<Line>,
    /// Signs that stand for no letters that are known.
    pub unknown: usize,
}

/// Draws a page.
///
/// # Errors
/// More than allowed is unpacked or drawn.
pub(super) fn draw(pdf: &Pdf<'_>, page: &Page<'_>, budget: &mut Budget) -> Result<Drawn, Fault> {
    let mut bytes = vec![];
    match pdf.get(page.table, "Contents") {
        Some(Object::List(parts)) => {
            for part in parts {
                bytes.extend(pdf.bytes_of(pdf.resolve(part))?);
                bytes.push(b'\n');
            }
        }
        Some(one) => bytes = pdf.bytes_of(one)?,
        None => {}
    }
    let mut pen = Pen {
        pdf,
        budget,
        drawn: Drawn::default(),
        now: State::default(),
        kept: vec![],
        fonts: BTreeMap::new(),
        open: vec![],
    };
    pen.run(&bytes, page.resources, 0)?;
    Ok(pen.drawn)
}

/// A transformation: `[a b c d e f]`.
type Matrix = [f64; 6];
const SAME: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn times(m: Matrix, n: Matrix) -> Matrix {
    [
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    ]
}

/// How text is drawn now.
#[derive(Debug, Clone)]
struct State {
    page: Matrix,
    text: Matrix,
    line: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_gap: f64,
    word_gap: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            page: SAME,
            text: SAME,
            line: SAME,
            font: None,
            size: 1.0,
            letter_gap: 0.0,
            word_gap: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

struct Pen<'p, 'b> {
    pdf: &'p Pdf<'p>,
    budget: &'b mut Budget,
    drawn: Drawn,
    now: State,
    kept: Vec<State>,
    fonts: BTreeMap<*const Table, Rc<Font>>,
    /// The forms being drawn, so that none is drawn within itself.
    open: Vec<*const Table>,
}

impl<'p> Pen<'p, '_> {
    fn run(
        &mut self,
        bytes: &[u8],
        resources: Option<&'p Table>,
        depth: usize,
    ) -> Result<(), Fault> {
        let mut lexer = Lexer::of_content(bytes);
        let mut held: Vec<Object> = vec![];
        while let Some(object) = lexer.next() {
            let Object::Word(word) = object else {
                if held.len() < MOST_HELD {
                    held.push(object);
                }
                continue;
            };
            self.budget.steps = self.budget.steps.checked_sub(1).ok_or_else(too_much)?;
            match word.as_str() {
                "BI" => pass_picture(&mut lexer, bytes),
                "Do" => self.form(&held, resources, depth)?,
                "Tf" => self.font(&held, resources)?,
                "true" | "false" | "null" => continue,
                _ => self.step(&word, &held)?,
            }
            held.clear();
        }
        Ok(())
    }

    fn step(&mut self, word: &str, held: &[Object]) -> Result<(), Fault> {
        let n = |at: usize| held.get(at).and_then(Object::number).unwrap_or(0.0);
        let now = &mut self.now;
        match word {
            "q" if self.kept.len() < MOST_STATES => self.kept.push(now.clone()),
            "Q" => {
                if let Some(state) = self.kept.pop() {
                    self.now = state;
                }
            }
            "cm" => now.page = times([n(0), n(1), n(2), n(3), n(4), n(5)], now.page),
            "BT" => (now.text, now.line) = (SAME, SAME),
            "Tm" => {
                now.line = [n(0), n(1), n(2), n(3), n(4), n(5)];
                now.text = now.line;
            }
            "Td" => self.move_line(n(0), n(1)),
            "TD" => {
                now.leading = -n(1);
                self.move_line(n(0), n(1));
            }
            "T*" => self.next_line(),
            "Tc" => now.letter_gap = n(0),
            "Tw" => now.word_gap = n(0),
            "Tz" => now.stretch = n(0) / 100.0,
            "TL" => now.leading = n(0),
            "Ts" => now.rise = n(0),
            "Tj" => self.show(held.first())?,
            "'" => {
                self.next_line();
                self.show(held.first())?;
            }
            "\"" => {
                (now.word_gap, now.letter_gap) = (n(0), n(1));
                self.next_line();
                self.show(held.get(2))?;
            }
            "TJ" => {
                for item in held.first().and_then(Object::list).unwrap_or_default() {
                    match item.number() {
                        Some(back) => self.advance(-back / 1000.0 * self.now.size),
                        None => self.show(Some(item))?,
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn move_line(&mut self, x: f64, y: f64) {
        self.now.line = times([1.0, 0.0, 0.0, 1.0, x, y], self.now.line);
        self.now.text = self.now.line;
    }

    fn next_line(&mut self) {
        self.move_line(0.0, -self.now.leading);
    }

    fn advance(&mut self, by: f64) {
        self.now.text = times(
            [1.0, 0.0, 0.0, 1.0, by * self.now.stretch, 0.0],
            self.now.text,
        );
    }

    fn font(&mut self, held: &[Object], resources: Option<&'p Table>) -> Result<(), Fault> {
        self.now.size = held.get(1).and_then(Object::number).unwrap_or(1.0);
        let fonts = resources
            .and_then(|r| self.pdf.get(r, "Font"))
            .and_then(Object::table);
        let name = held.first().and_then(Object::name).unwrap_or_default();
        let Some(table) = fonts
            .and_then(|f| self.pdf.get(f, name))
            .and_then(Object::table)
        else {
            self.now.font = None;
            return Ok(());
        };
        let key: *const Table = table;
        let known = self.fonts.get(&key).cloned();
        let font = match known {
            Some(font) => font,
            None => Rc::new(Font::of(self.pdf, table)?),
        };
        self.fonts.insert(key, font.clone());
        self.now.font = Some(font);
        Ok(())
    }

    /// Draws a form: a piece of drawing under a name.
    fn form(
        &mut self,
        held: &[Object],
        resources: Option<&'p Table>,
        depth: usize,
    ) -> Result<(), Fault> {
        let forms = resources
            .and_then(|r| self.pdf.get(r, "XObject"))
            .and_then(Object::table);
        let name = held.first().and_then(Object::name).unwrap_or_default();
        let Some(form) = forms.and_then(|f| self.pdf.get(f, name)) else {
            return Ok(());
        };
        let Some(table) = form.table() else {
            return Ok(());
        };
        if depth >= MOST_FORMS
            || self.pdf.get(table, "Subtype").and_then(Object::name) != Some("Form")
        {
            return Ok(());
        }
        let key: *const Table = table;
        if self.open.contains(&key) {
            return Ok(());
        }
        self.budget.forms = self.budget.forms.checked_sub(1).ok_or_else(too_much)?;
        let bytes = self.pdf.bytes_of(form)?;
        self.open.push(key);
        let before = (self.now.clone(), std::mem::take(&mut self.kept));
        if let Some(Object::List(matrix)) = self.pdf.get(table, "Matrix") {
            let n = |at: usize| matrix.get(at).and_then(Object::number).unwrap_or(SAME[at]);
            self.now.page = times([n(0), n(1), n(2), n(3), n(4), n(5)], self.now.page);
        }
        let own = self.pdf.get(table, "Resources").and_then(Object::table);
        self.run(&bytes, own.or(resources), depth + 1)?;
        self.open.pop();
        (self.now, self.kept) = before;
        Ok(())
    }

    fn show(&mut self, text: Option<&Object>) -> Result<(), Fault> {
        let (Some(Object::Text(bytes)), Some(font)) = (text, self.now.font.clone()) else {
            return Ok(());
        };
        self.budget.letters = self
            .budget
            .letters
            .checked_sub(bytes.len())
            .ok_or_else(too_much)?;
        for sign in font.signs(bytes) {
            let thousandth = font.scale.unwrap_or(1.0) / 1000.0;
            let gap = self.now.letter_gap
                + if sign.is_space {
                    self.now.word_gap
                } else {
                    0.0
                };
            let width = sign.width * thousandth * self.now.size;
            match &sign.letters {
                Some(letters) => self.put(letters, width),
                None => self.drawn.unknown += 1,
            }
            self.advance(width + gap);
        }
        Ok(())
    }

    /// Puts letters where the pen is: on the line before, or on a new one.
    fn put(&mut self, letters: &str, width: f64) {
        let State {
            size,
            stretch,
            rise,
            ..
        } = self.now;
        let at = times(
            [size * stretch, 0.0, 0.0, size, 0.0, rise],
            times(self.now.text, self.now.page),
        );
        let (x, y) = (at[4], at[5]);
        let height = at[2].hypot(at[3]).clamp(0.1, 10_000.0);
        let along = if size.abs() > f64::EPSILON {
            width / size
        } else {
            0.0
        };
        let end = x + along * at[0].hypot(at[1]);
        if !(x.is_finite() && y.is_finite() && end.is_finite()) {
            self.drawn.unknown += 1;
            return;
        }
        if let Some(last) = self.drawn.lines.last_mut() {
            let gap = x - last.end;
            let near = (y - last.y).abs() < SAME_LINE * height.max(last.size);
            if near && gap > -0.5 * height {
                if gap > BLANK * height.min(last.size)
                    && !last.text.ends_with(' ')
                    && !letters.starts_with(' ')
                {
                    last.text.push(' ');
                }
                // A bullet or a first letter is often of another size than its line.
                if last.text.chars().nth(3).is_none() {
                    last.size = height;
                }
                last.text.push_str(letters);
                last.end = end;
                return;
            }
        }
        let text = letters.to_owned();
        self.drawn.lines.push(Line {
            start: x,
            end,
            y,
            size: height,
            text,
        });
    }
}

fn too_much() -> Fault {
    let mend = "print the pages that matter to a new PDF";
    Fault("draws more than any text needs".to_owned(), mend)
}

/// Passes over a picture within drawing, up to `EI` between white space.
fn pass_picture(lexer: &mut Lexer<'_>, bytes: &[u8]) {
    let rest = &bytes[lexer.at..];
    let ends = |four: &[u8]| {
        super::object::is_white(four[0]) && &four[1..3] == b"EI" && super::object::is_white(four[3])
    };
    let end = rest
        .windows(4)
        .position(ends)
        .map_or(rest.len(), |at| at + 3);
    lexer.at += end;
}

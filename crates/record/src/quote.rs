//! What a found quotation is: the words, where they stand, and who is said to have said them.

/// How the words are reported.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// The speaker's own words, between quotation marks.
    #[default]
    Direct,
    /// The reporter's words with fragments of the speaker's own between quotation marks.
    Mixed,
    /// The reporter's words for what somebody said.
    Indirect,
}

impl Kind {
    /// The word in files and in JSON.
    pub fn word(self) -> &'static str {
        ["direct", "mixed", "indirect"][self as usize]
    }
}

/// Somebody named as the source of words.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// The name as printed, without its title ("Yury Ushakov", "Rubio"), or the description ("a spokesman").
    /// For a pronoun it is the name the pronoun stands for, or the pronoun itself if nobody fits.
    pub text: String,
    /// The person's id in the register, if it is somebody the talks know.
    pub person: Option<String>,
    /// The party's id in the register: the person's, or that of a party named in the description.
    pub party: Option<String>,
}

/// A proposal: these words, at this place, by this speaker. Only a reader's word makes it a statement.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Quote {
    /// How the words are reported.
    pub kind: Kind,
    /// First byte of the words in the text: of a quotation after its opening mark, of a clause after "that".
    pub start: usize,
    /// The byte after their last: before the closing mark, or before the full stop. `text[start..end]` is verbatim.
    pub end: usize,
    /// Who is said to have said it; `None` if the text does not tell.
    pub speaker: Option<Mention>,
    /// The cue as printed ("said", "according to"). A quotation that goes on after its attribution in the same
    /// paragraph has the same cue; one that only carries over from an earlier paragraph has none.
    pub cue: Option<String>,
    /// To whom or where it was said, as printed and without its article: "Fox News", "statement", "Telegram".
    pub channel: Option<String>,
    /// The side the text gives the speaker, as a state's name or the stem of a people's: "united states", "bore".
    pub side: Option<String>,
    /// Who said it as printed beside the words: "he" where `speaker` names whom the pronoun stands for.
    pub mention: Option<String>,
    /// When it was said as printed ("Tuesday", "last night"); [`day_said`](crate::day_said) reckons the day.
    pub when: Option<String>,
    /// Whether it is at second hand: the text has it from somebody else ("reportedly"), or the speaker tells what
    /// another side wants, thinks or can accept.
    pub hearsay: bool,
    /// Whether the words say "not", or the cue denies them.
    pub negated: bool,
    /// Whether the cue itself denies the words ("denied that"): then they are what the speaker does *not* say.
    pub denied: bool,
    /// The first word that says how firmly it is meant: "would", "may", "must".
    pub modal: Option<String>,
    /// Whether the words are only what the saying was about ("condemned the raid").
    pub paraphrase: bool,
    /// How firmly the syntax names the speaker, from 0 to 1: one of the steps in [`confidence`].
    pub confidence: f64,
    /// First byte and end of the paragraph it stands in.
    pub paragraph: (usize, usize),
}

impl Quote {
    /// Whether the syntax leaves the speaker or the words so unsure that a reader should look twice.
    #[must_use]
    pub fn is_doubtful(&self) -> bool {
        self.confidence < confidence::SENTENCE
    }
}

/// The steps of [`Quote::confidence`]. They order proposals for review; they are not measured frequencies.
///
/// A mark that is never closed takes [`UNCLOSED`](confidence::UNCLOSED) off; hearsay is never above
/// [`HEARSAY`](confidence::HEARSAY).
pub mod confidence {
    /// A cue adjoins the quotation and its subject is a person of the register.
    pub const REGISTERED: f64 = 0.95;
    /// A cue adjoins the quotation and its subject is a name.
    pub const NAMED: f64 = 0.9;
    /// A cue adjoins the quotation and its subject is a description ("a spokesman").
    pub const DESCRIBED: f64 = 0.8;
    /// A cue adjoins the quotation and its subject is a pronoun that stands for the last speaker that fits.
    pub const PRONOUN: f64 = 0.7;
    /// No cue of its own: it goes on after an attributed quotation in the paragraph, or follows "Name:".
    pub const SPLIT: f64 = 0.6;
    /// No cue of its own: the sentence before it reports somebody's words or deeds.
    pub const SENTENCE: f64 = 0.5;
    /// No cue of its own: the speaker of the paragraph before is carried over.
    pub const CARRIED: f64 = 0.4;
    /// A clause that nothing but its subject and verb opens ("said it was").
    pub const BARE: f64 = 0.75;
    /// Only what the saying was about ("condemned the raid").
    pub const PARAPHRASE: f64 = 0.35;
    /// A quotation without a speaker.
    pub const NOBODY: f64 = 0.3;
    /// Taken off when the closing mark is missing and nothing continues the quotation.
    pub const UNCLOSED: f64 = 0.1;
    /// The most a quotation at second hand has.
    pub const HEARSAY: f64 = 0.6;
}

//! Indirect and mixed speech: which clause is proposed, whose it is said to be, and what must be left alone.

use onetext_record::{Kind, Quote, Register, quotes};

/// `kind speaker | cue | words`, a dash for what is not told.
fn shown(text: &str, quote: &Quote) -> String {
    let speaker = quote.speaker.as_ref().map_or("-", |it| it.text.as_str());
    let cue = quote.cue.as_deref().unwrap_or("-");
    let words = &text[quote.start..quote.end];
    format!("{} {speaker} | {cue} | {words}", quote.kind.word())
}

/// Whether exactly the expected proposals are made, direct speech aside.
fn check(text: &str, expected: &[&str]) {
    let found = quotes(text, &Register::default());
    let retold = found.iter().filter(|it| it.kind != Kind::Direct);
    let shown: Vec<_> = retold.map(|it| shown(text, it)).collect();
    assert_eq!(shown, expected, "in: {text}");
}

#[test]
fn a_clause_after_its_cue() {
    check(
        "Ann Lee said on Monday that the toll would rise.",
        &["indirect Ann Lee | said | the toll would rise"],
    );
    check(
        "Ann Lee said the toll would rise.",
        &["indirect Ann Lee | said | the toll would rise"],
    );
    check(
        "Ann Lee told reporters in Asel on Monday that the toll would rise.",
        &["indirect Ann Lee | told | the toll would rise"],
    );
    check(
        "Mr Grau asked whether the list was complete.",
        &["indirect Grau | asked | the list was complete"],
    );
    check(
        "The Borean delegation promised to reply within a week.",
        &["indirect The Borean delegation | promised | reply within a week"],
    );
    check(
        "Lee is telling voters that the toll will rise.",
        &["indirect Lee | telling | the toll will rise"],
    );
}

#[test]
fn a_clause_before_its_cue() {
    check(
        "The toll would rise, Ann Lee said.",
        &["indirect Ann Lee | said | The toll would rise"],
    );
    check(
        "The toll would rise, said Ann Lee.",
        &["indirect Ann Lee | said | The toll would rise"],
    );
    check(
        "The toll, Ann Lee said, would rise in May.",
        &["indirect Ann Lee | said | The toll, Ann Lee said, would rise in May"],
    );
}

#[test]
fn according_to() {
    check(
        "According to Ann Lee, the toll would rise.",
        &["indirect Ann Lee | According to | the toll would rise"],
    );
    check(
        "The toll would rise, according to two delegates.",
        &["indirect two delegates | according to | The toll would rise"],
    );
}

#[test]
fn several_reports_in_a_sentence() {
    check(
        "Grau said the list was complete, adding that nobody had signed it.",
        &[
            "indirect Grau | said | the list was complete",
            "indirect Grau | adding | nobody had signed it",
        ],
    );
    check(
        "Grau said the list was complete but warned that nobody had signed it.",
        &[
            "indirect Grau | said | the list was complete",
            "indirect Grau | warned | nobody had signed it",
        ],
    );
}

#[test]
fn fragments_belong_to_the_clause() {
    check(
        "Ann Lee said the list was \"a rehearsal” of old demands.",
        &["mixed Ann Lee | said | the list was \"a rehearsal” of old demands"],
    );
    let text = "Ann Lee said the list was “dead”. “We will not sign,” she said.";
    assert_eq!(quotes(text, &Register::default()).len(), 2);
}

#[test]
fn nobody_named() {
    check(
        "It was agreed that the gauges would be read jointly.",
        &["indirect - | agreed | the gauges would be read jointly"],
    );
    check(
        "Grau is said to have raised the matter at lunch.",
        &["indirect - | said | have raised the matter at lunch"],
    );
}

#[test]
fn the_object_is_a_paraphrase() {
    let text = "Ann Lee condemned the raid on the harbour.";
    check(
        text,
        &["indirect Ann Lee | condemned | the raid on the harbour"],
    );
    let found = quotes(text, &Register::default());
    assert!(found[0].paraphrase && found[0].confidence < 0.5);
    check(
        "Ann Lee urged both sides to wait.",
        &["indirect Ann Lee | urged | both sides to wait"],
    );
}

#[test]
fn what_reports_no_words_is_left_alone() {
    check("Ann Lee did not say that the toll would rise.", &[]);
    check("Ann Lee declined to comment on the toll.", &[]);
    check("Trade between the two states has fallen by a third.", &[]);
    check("The official, who asked not to be named, left early.", &[]);
    check("Lee said the same thing on Monday.", &[]);
    check("I asked the pilot how the ice was.", &[]);
}

#[test]
fn negation_and_modality_are_kept() {
    let shades = |text: &str| {
        let found = quotes(text, &Register::default());
        (found[0].negated, found[0].modal.clone())
    };
    let modal = |word: &str| Some(word.to_owned());
    assert_eq!(
        shades("Lee said the toll would rise."),
        (false, modal("would"))
    );
    assert_eq!(
        shades("Lee said the toll must not rise."),
        (true, modal("must"))
    );
    assert_eq!(shades("Lee denied that the toll had risen."), (true, None));
}

/// Words that a speaker denies or warns against are not what the speaker says.
#[test]
fn what_is_denied_is_marked_and_against_stays_with_the_words() {
    let check = |text: &str, words: &str, denied: bool| {
        let found = onetext_record::quotes(text, &onetext_record::Register::default());
        let of: Vec<_> = found
            .iter()
            .map(|q| (&text[q.start..q.end], q.denied))
            .collect();
        assert_eq!(of, [(words, denied)], "{text}");
        assert!(found[0].negated, "{text}");
    };
    check(
        "Ada Venn denied that the strait had been closed.",
        "the strait had been closed",
        true,
    );
    check(
        "Ada Venn warned against the notion that one side could settle it.",
        "against the notion that one side could settle it",
        false,
    );
}

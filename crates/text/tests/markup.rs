//! The grammar of brackets, sentence by sentence of the format: what a text means and what is
//! reported.

use onetext_model::{Existence, Issue, IssueKind, Problem, Severity};
use onetext_text::{Context, Draft, parse};
use std::collections::BTreeSet;

/// Parses and holds every draft to the laws that need no expectation.
fn read(input: &str) -> (Draft, Vec<Problem>) {
    let (draft, problems) = parse(input, &Context::of_file("04.md"));
    assert_eq!(draft.leaves().concat(), input, "the leaves are the file");
    for problem in &problems {
        let place = &problem.place;
        let line = input.split('\n').nth(place.line as usize - 1);
        let width = line.map_or(0, |line| line.chars().count());
        assert!(place.line >= 1 && place.column >= 1, "{problem}");
        assert!(place.column as usize <= width + 1, "{problem} in {input:?}");
        let first = problem.what.chars().next().expect("a problem says what");
        assert!(!first.is_uppercase(), "lower case: {problem}");
        assert!(!problem.mend.is_empty(), "a mend: {problem}");
        assert_eq!(place.file, "04.md");
    }
    (draft, problems)
}

/// `harbour: by-asteria @a | jointly *; depth: 10 | 20 * km`, with `in a=x` for a nested one.
fn show(issues: &[Issue]) -> String {
    let one = |issue: &Issue| {
        let alternatives: Vec<String> = issue
            .alternatives
            .iter()
            .map(|a| {
                let owners: String = a.owners.iter().map(|o| format!(" @{o}")).collect();
                let working = if a.working { " *" } else { "" };
                format!("{}{owners}{working}", a.key)
            })
            .collect();
        let unit = match &issue.kind {
            IssueKind::Numeric { unit, base: None } => format!(" {unit}"),
            IssueKind::Numeric { unit, base } => {
                format!(" {unit} of {}", base.as_ref().expect("a base"))
            }
            _ => String::new(),
        };
        let place = |(at, key): &(usize, usize)| {
            format!("{}={}", issues[*at].id, issues[*at].alternatives[*key].key)
        };
        let existence = match &issue.existence {
            Existence::Always => String::new(),
            Existence::AnyOf(places) => {
                let places: Vec<String> = places.iter().map(place).collect();
                format!(" in {}", places.join(" or "))
            }
        };
        format!(
            "{}: {}{unit}{existence}",
            issue.id,
            alternatives.join(" | ")
        )
    };
    issues.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn told(problems: &[Problem]) -> String {
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    told.join("\n")
}

/// A text without problems, and its issues.
fn check(input: &str, expect: &str) {
    let (draft, problems) = read(input);
    assert_eq!(show(draft.issues()), expect, "{input:?}");
    assert!(problems.is_empty(), "{input:?}: {}", told(&problems));
}

/// A text without problems, and the wordings of its first issue.
fn wordings(input: &str, expect: &[&str]) {
    let (draft, problems) = read(input);
    let first = draft.issues().first().expect("an issue");
    let found: Vec<&str> = first
        .alternatives
        .iter()
        .map(|a| a.wording.as_str())
        .collect();
    assert_eq!(found, expect, "{input:?}");
    assert!(problems.is_empty(), "{input:?}: {}", told(&problems));
}

/// A text with one problem: its place, what it says, its mend, and the issues that remain.
fn wrong(input: &str, (place, what, mend): (&str, &str, &str), issues: &str) {
    let (draft, problems) = read(input);
    assert_eq!(problems.len(), 1, "{input:?}: {}", told(&problems));
    let one = &problems[0];
    assert_eq!(one.severity, Severity::Problem, "{one}");
    assert_eq!(
        format!("{}:{}", one.place.line, one.place.column),
        place,
        "{input:?}: {one}"
    );
    assert!(one.what.contains(what), "{input:?}: {one}");
    assert!(one.mend.contains(mend), "{input:?}: {one}");
    assert_eq!(show(draft.issues()), issues, "{input:?}");
}

/// A text whose unnamed brackets are reported as so many groups, with the advice of the first.
fn unnamed(input: &str, groups: usize, (place, mend): (&str, &str)) {
    let (draft, problems) = read(input);
    assert_eq!(draft.unnamed(), groups, "{input:?}: {}", told(&problems));
    assert_eq!(problems.len(), groups, "{input:?}: {}", told(&problems));
    let one = &problems[0];
    assert_eq!(one.severity, Severity::Warning, "{one}");
    assert_eq!(format!("{}:{}", one.place.line, one.place.column), place);
    assert!(one.mend.contains(mend), "{input:?}: {one}");
}

#[test]
fn a_bracket_is_an_issue_and_its_alternatives() {
    check(
        "1. [harbour: by Asteria | jointly].",
        "harbour: by-asteria | jointly",
    );
    check("[a: x | y | z]", "a: x | y | z");
    check("[a:x|y]", "a: x | y");
    check("[a-2: x | y]", "a-2: x | y");
    check(
        "[élan: x | y] [гавань: x | y]",
        "élan: x | y; гавань: x | y",
    );
    check("[a: x\n   | y]", "a: x | y");
    check(
        "[a: two words | Three, Words!]",
        "a: two-words | three-words",
    );
    check("[a: 60 days | 90 days]", "a: 60-days | 90-days");
    check("[a: — | x]", "a: alternative-1 | x");
    check("no bracket", "");
    check("", "");
    wordings("[a:  by Asteria | jointly ]", &["by Asteria", "jointly"]);
    wordings(
        "[a:\n  by\n  Asteria\n| jointly\n]",
        &["by\n  Asteria", "jointly"],
    );
    wordings("[a: x #k @p * | y z]", &["x", "y z"]);
    let long = format!("[a: {}end | y]", "word ".repeat(30));
    let (draft, _) = read(&long);
    let key = draft.issues()[0].alternatives[0].key.as_str();
    assert!(key.len() <= 60 && key.ends_with("-word"), "{key}");
}

#[test]
fn tags_are_whole_tokens_in_the_trailing_run() {
    check("[a: x @p @q #k * | y]", "a: k @p @q * | y");
    check("[a: x * #k @p | y]", "a: k @p * | y");
    check("[a: x\n@p\n* | y]", "a: x @p * | y");
    check("[a: x @élan-2 | y]", "a: x @élan-2 | y");
    check("[a: *jointly* | y]", "a: jointly | y");
    check("[a: jointly* | y]", "a: jointly | y");
    check("[a: Annex #3 | y]", "a: annex-3 | y");
    check("[a: # heading | y]", "a: heading | y");
    check("[a: a@b.org | y]", "a: a-b-org | y");
    check("[a: see @p today | y]", "a: see-p-today | y");
    check("[a: #k x | y]", "a: k-x | y");
    check("[a: x @P | y]", "a: x-p | y");
    check("[a: x @p, | y]", "a: x-p | y");
    check("[a: *x* * | y]", "a: x * | y");
    check("[a: `c` * | y]", "a: c * | y");
    check("[a: `c`* | y]", "a: c | y");
    check("[a: x @p @p | y]", "a: x @p | y");
    check("[a: x | *]", "a: x | none *");
    check("[a: x |*]", "a: x | none *");
    check("[a: x | @p #out *]", "a: x | out @p *");
    wordings("[a: *jointly* | y]", &["*jointly*", "y"]);
    wordings("[a: Annex #3 * | a@b.org @p]", &["Annex #3", "a@b.org"]);
}

#[test]
fn unwritten_and_empty_alternatives() {
    check("[a: x | ?]", "a: x | ?");
    check("[a: x | ? @p @q]", "a: x | ? @p @q");
    check("[a: x | ? #later]", "a: x | ?");
    check("[a: x | what now?]", "a: x | what-now");
    check("[a: x | \\?]", "a: x | alternative-2");
    check("[a: x | ? [note: ask] ]", "a: x | ?");
    check("[a: x | ]", "a: x | none");
    check("[a: x |]", "a: x | none");
    check("[a: | x]", "a: none | x");
    check("[a: x | [note: leave it out] ]", "a: x | none");
    wordings("[a: x | ? | ]", &["x", "", ""]);
    wrong(
        "[a: x | ? *]",
        ("1:8", "`?` is marked `*`", "not written"),
        "a: x | ? *",
    );
}

#[test]
fn keys_and_their_clashes() {
    wrong(
        "[a: x | X!]",
        ("1:8", "two alternatives with the key `x`", "`#key`"),
        "a: x | x",
    );
    wrong(
        "[a: x #k | y #k]",
        ("1:11", "two alternatives with the key `k`", "`#key`"),
        "a: k | k",
    );
    wrong(
        "[a: | None]",
        ("1:6", "two alternatives with the key `none`", "`#key`"),
        "a: none | none",
    );
    wrong(
        "[a: x * | y *]",
        ("1:1", "two working alternatives", "mark one"),
        "a: x * | y *",
    );
    wrong(
        "3. a\n4. [harbour: by Asteria]",
        (
            "2:4",
            "bracket `harbour` has one alternative",
            "write `| ]`",
        ),
        "",
    );
}

#[test]
fn figures() {
    check("[d: 10 .. 30 step 10 km]", "d: 10 | 20 | 30 km");
    check(
        "[d: 10..30 step 10 km | 20 * @p | 30 km @q]",
        "d: 10 | 20 @p * | 30 @q km",
    );
    check("[d:0.50..1.5 step 0.50 km]", "d: 0.5 | 1 | 1.5 km");
    check("[d: -1 .. 1 step 1 points | ?]", "d: -1 | 0 | 1 | ? points");
    check("[d: 1..2 step 1 km | ? @p]", "d: 1 | 2 | ? @p km");
    check(
        "[d: 5 .. 10 step 5 % of district]",
        "d: 5 | 10 % of district",
    );
    check("[d: 1 .. 1 step 1 km]", "d: 1 km");
    check("[d: 1.2.3 .. 4 | x]", "d: 1-2-3-4 | x");
    check("[d: from 10 .. 20 | x]", "d: from-10-20 | x");
    check("[d: 10 … 20 | x]", "d: 10-20 | x");
    wordings("[d: 10 .. 20 step 10 km | 20 *]", &["10 km", "20 km"]);
    let (draft, problems) = read("[d: 1 .. 10000 step 1 m]");
    assert_eq!(draft.issues()[0].alternatives.len(), 10_000);
    assert!(problems.is_empty());
}

#[test]
fn a_faulty_range_is_a_problem_and_never_text() {
    let faults = [
        ("10 .. 50", "is not a range of figures"),
        ("10 .. 50 step 10", "is not a range of figures"),
        ("10 .. 50 km step 10", "is not a range of figures"),
        ("10 .. 50 | x", "is not a range of figures"),
        ("10..20 step 5.5.5 km", "`5.5.5` is not a plain number"),
        ("10 .. 45 step 10 km", "do not reach 45"),
        ("0 .. 1 step 0.3 km", "do not reach 1"),
        ("10 .. 50 step 0 km", "no figures"),
        ("10 .. 50 step -10 km", "no figures"),
        ("50 .. 10 step 10 km", "no figures"),
        ("1 .. 10001 step 1 m", "10001 figures"),
        ("1 .. 10000 step 1 m | ?", "10001"),
        ("1 .. 999999999999 step 0.000001 m", "figures"),
        ("10 .. 50 step 10 %", "`%` has no base"),
        ("10 .. 50 step 10 km of", "stands after the unit"),
        (
            "10 .. 50 step 10 km of District",
            "`District` is not a name",
        ),
        ("10 .. 50 step 10 km *", "`*` stands after the unit"),
        ("10 .. 50 step 10 k@m", "`k@m` is not a unit"),
        ("10 .. 50 step 10 km | 25 *", "25 is not on the grid"),
        (
            "10 .. 50 step 10 km | 20 m *",
            "is not a figure of the range",
        ),
        (
            "10 .. 50 step 10 km | some *",
            "`some` is not a plain number",
        ),
        ("10 .. 50 step 10 km | 20 #k", "a figure has a `#key`"),
        ("10 .. 50 step 10 km | ? #k", "a figure has a `#key`"),
        ("10 .. 50 step 10 km | 20", "20 stands alone"),
        (
            "10 .. 50 step 10 km | 20 * | 30 *",
            "two figures are marked",
        ),
        ("10 .. 50 step 10 km | ? *", "`?` is marked `*`"),
        ("10 .. 50 step 10 km | ? | ?", "`?` stands twice"),
    ];
    for (body, what) in faults {
        wrong(&format!("é [d: {body}]"), ("1:3", what, ""), "");
    }
}

#[test]
fn escapes_protect_the_eight_characters_only() {
    wordings("[a: \\[x\\] \\| y \\\\ | z]", &["[x] | y \\", "z"]);
    wordings("[a: x \\* | y \\#k | z \\@p]", &["x *", "y #k", "z @p"]);
    wordings("[a: c:\\temp\\n | z]", &["c:\\temp\\n", "z"]);
    check("\\[a: x | y\\]", "");
    check("\\\\[a: x | y]", "a: x | y");
    check("[a: x | y] \\", "a: x | y");
    wordings("[a: \\? | z]", &["?", "z"]);
    wordings("[a: x\\ * | z]", &["x\\", "z"]);
}

#[test]
fn opaque_ranges_are_never_scanned() {
    check("`[a: x | y]`", "");
    check("``[a: `x | y]``", "");
    check("text\n\n    [a: x | y]\n", "");
    check("```\n[a: x | y]\n1. no point\n```\n", "");
    check("~~~ md\n[a: x | y\n~~~\n", "");
    check("<b title=\"[a: x | y]\">", "");
    check("<!-- [a: x | y] -->\n", "");
    check("<div>\n[a: x | y]\n</div>\n", "");
    check("<https://e.org/[x|y]>", "");
    check("![a map](map.png)", "");
    check("![fig: north](map.png)", "");
    check("words[^1] more\n\n[^1]: a note", "");
    check("- [ ] open\n- [x] done\n* [X] done\n1. [x] done", "");
    check("[Annex B](https://e.org/b)", "");
    check("[Annex B](<annex b.md> \"the annex\")", "");
    check("[Annex [B] here](b.md)", "");
    check("[see](q?a[]=1|2)", "");
    check(
        "[a: see [x](b|c) and `d|e` | z]",
        "a: see-x-b-c-and-d-e | z",
    );
    check("[a: `]` | z]", "a: alternative-1 | z");
    check("[a: see [x](q?]) | z]", "a: see-x-q | z");
    check("[x [harbour: p | q]](annex.md)", "");
    wordings("[a: ![m](m.png) | `x|y` *]", &["![m](m.png)", "`x|y`"]);
}

#[test]
fn what_only_looks_like_a_link() {
    check("[a: x | y](annex.md)", "a: x | y");
    check("[a: x | y] [a](annex.md)", "a: x | y");
    check("[a: x | y] ![a](annex.md)", "a: x | y");
    check("[a: x | y] - [a]", "a: x | y");
    unnamed("[x | y](annex.md)", 1, ("1:1", "x | y"));
    unnamed("[the parties](all of them) agree", 1, ("1:1", "[parties: "));
    unnamed("words [x] words", 1, ("1:7", "[x: x | ]"));
    unnamed("- words [ ] words", 1, ("1:9", "name it"));
    unnamed("[^two words]", 1, ("1:1", "name it"));
}

#[test]
fn reference_links_are_reported_and_kept() {
    for input in [
        "see [a][b] there\n\n[b]: https://e.org\n",
        "see [a][B] there\n\n[b]: https://e.org\n",
        "see [b][] there\n\n[b]: https://e.org\n",
        "see [b] there\n\n[b]: https://e.org \"title\"\n",
    ] {
        let (draft, problems) = read(input);
        assert_eq!((draft.issues().len(), draft.unnamed()), (0, 0), "{input}");
        assert_eq!(problems.len(), 1, "{input}: {}", told(&problems));
        let one = &problems[0];
        assert!(one.what.contains("is a reference link"), "{one}");
        assert_eq!((one.place.line, one.place.column), (1, 5));
        assert!(one.mend.contains("inline"));
    }
    unnamed("see [a][b] there", 1, ("1:5", "a | b"));
    check("[a: x | y] [a]\n\n[a]: https://e.org", "a: x | y");
}

#[test]
fn notes_are_no_wording_and_declare_nothing() {
    check("[note: check with Asteria]", "");
    check("[note: [a: x | y] and [b] | c]", "");
    check("[a: x [note: why | not] | y]", "a: x | y");
    wordings("[a: x [note: why] z | [note: n] y]", &["x z", "y"]);
    unnamed("[note: [a: x | y]] [a]", 1, ("1:20", "name it"));
    unnamed("[x [a: p | q]](annex.md) [a]", 1, ("1:26", "name it"));
}

#[test]
fn a_repeated_id_is_one_issue() {
    check("[a: x | y] [a]", "a: x | y");
    check("[a] before [a: x | y]", "a: x | y");
    check("1. [a: x | y]\n2. [a]", "a: x | y");
    check("[a: x @p | y] [a: y @q * | x @p @r]", "a: x @p @r | y @q *");
    check("[a: one #k | y] [a: uno #k | y]", "a: k | y");
    check(
        "[d: 1..2 step 1 km] [d: 1..2 step 1 km | 2 *]",
        "d: 1 | 2 * km",
    );
    wrong(
        "[a: x | y]\n[a: x | z]",
        ("2:4", "`a` is repeated with other keys", "x, y"),
        "a: x | y",
    );
    wrong(
        "[a: x | y] [a: x | y | z]",
        ("1:15", "`a` is repeated with other keys", "another name"),
        "a: x | y",
    );
    wrong(
        "[d: 1..2 step 1 km] [d: 1..2 step 1 m]",
        ("1:24", "`d` is repeated with another unit", "`km`"),
        "d: 1 | 2 km",
    );
    wrong(
        "[a: x * | y] [a: x | y *]",
        ("1:17", "two working alternatives", "the same one"),
        "a: x * | y *",
    );
}

#[test]
fn a_nested_bracket_exists_where_its_alternative_is_chosen() {
    check("[a: x [b: p | q] | y]", "a: x | y; b: p | q in a=x");
    check(
        "[a: x [b: p | q] | y [b]]",
        "a: x | y; b: p | q in a=x or a=y",
    );
    check("[a: x [b: p | q] | y] [b]", "a: x | y; b: p | q");
    check(
        "[a: x #k [b: p | [c: r | s] #l] | y]",
        "a: x-k | y; b: p | l in a=x-k; c: r | s in b=l",
    );
    check(
        "[a: [b: p | q] * | y]",
        "a: alternative-1 * | y; b: p | q in a=alternative-1",
    );
    check(
        "[a: x [d: 1..2 step 1 km] z | y]",
        "a: x-z | y; d: 1 | 2 km in a=x-z",
    );
    wordings("[a: x [b: p | q] | y]", &["x [b]", "y"]);
}

#[test]
fn cycles_are_problems() {
    let circle = |input: &str, place: &str, what: &str| {
        let (_, problems) = read(input);
        assert_eq!(problems.len(), 1, "{input}: {}", told(&problems));
        let one = &problems[0];
        assert_eq!(format!("{}:{}", one.place.line, one.place.column), place);
        assert!(one.what.contains(what), "{one}");
        assert!(one.mend.contains("take one of them out"), "{one}");
    };
    circle("[a: x | y [a]]", "1:4", "`a`");
    circle("[a: x | y [b]] [b: p | [a]]", "1:4", "`a`, `b`");
    circle("[a: x | [b: p | [a]]]", "1:4", "`a`, `b`");
    circle(
        "[a: x | [b]] [b: p | [a] [c: q | r]]",
        "1:4",
        "brackets `a`, `b` stand",
    );
    circle(
        "1. [o: x | [a: p | [b: q | [a]]]]",
        "1:15",
        "brackets `a`, `b` stand",
    );
}

#[test]
fn a_chain_of_repeats_has_the_same_limit_as_nesting() {
    let mut text = String::new();
    for n in 0..40 {
        text += &format!("[a{n}: x | y [a{}]]\n", n + 1);
    }
    text += "[a40: x | y]\n";
    let (_, problems) = read(&text);
    assert_eq!(problems.len(), 1, "{}", told(&problems));
    assert!(
        problems[0].what.contains("more than 32 deep"),
        "{}",
        problems[0]
    );
}

#[test]
fn unnamed_brackets_are_reported_with_a_name_and_never_counted() {
    unnamed("the [west bank] area", 1, ("1:5", "[bank: west bank | ]"));
    unnamed("[shall][should] do", 1, ("1:1", "[shall: shall | should]"));
    unnamed("[shall] [should] do", 1, ("1:1", "[shall: shall | should]"));
    unnamed("[shall]  [should] do", 2, ("1:1", "[shall: shall | ]"));
    unnamed(
        "[shall] [or] [should] do",
        1,
        ("1:1", "[shall: shall | should]"),
    );
    unnamed(
        "[shall][or][should][or][may]",
        1,
        ("1:1", "shall | should | may"),
    );
    unnamed("[shall | should] do", 1, ("1:1", "[shall: shall | should]"));
    unnamed("[or | and] do", 1, ("1:1", "[or: or | and]"));
    unnamed("[shall [now] do]", 2, ("1:1", "name it"));
    unnamed("[]", 1, ("1:1", "[preamble-words: "));
    unnamed("[Harbour: x | y]", 1, ("1:1", "name it"));
    unnamed("[harbour : x | y]", 1, ("1:1", "name it"));
    unnamed("[undeclared]", 1, ("1:1", "[undeclared: undeclared | ]"));
    check("[a: x | y] [or] [b: z | w]", "a: x | y; b: z | w");
    let (draft, _) = read("[old text [a: x | y] end]");
    assert_eq!(show(draft.issues()), "a: x | y");
}

#[test]
fn blocks_of_options_are_unnamed_brackets() {
    unnamed(
        "1. Text.\nOption I: a\nOption II: b\n",
        1,
        ("2:1", "[p1-option: "),
    );
    unnamed(
        "Option 1.\n\na\n\nOption 2.\n\nb\n",
        1,
        ("1:1", "-option: "),
    );
    unnamed(
        "**Option A** a\n\n**Option B** b\n",
        1,
        ("1:3", "-option: "),
    );
    unnamed(
        "[a: x | y]\nOption I – a\nOption II – b\n",
        1,
        ("2:1", "-option: "),
    );
    check("Option I: alone", "");
    check("Option I: once, and Option I: again", "");
    check("Option holders and Option traders", "");
    check(
        "[a: Option I: x | Option II: y]",
        "a: option-i-x | option-ii-y",
    );
}

#[test]
fn unbalanced_brackets_are_text_and_a_problem() {
    wrong("é [a: x | y", ("1:3", "never closed", "\\["), "");
    wrong("x\n y ] z", ("2:4", "closes nothing", "\\]"), "");
    wrong(
        "[ [a: x | y]",
        ("1:1", "never closed", "close it"),
        "a: x | y",
    );
    wrong("[a: x | y]]", ("1:11", "closes nothing", "\\]"), "a: x | y");
    let (draft, problems) = read("1. one [a: x |\n2. y] two");
    assert_eq!(show(draft.issues()), "");
    assert_eq!(problems.len(), 2, "{}", told(&problems));
    assert!(problems[0].what.contains("never closed in its point"));
    assert_eq!((problems[1].place.line, problems[1].place.column), (2, 5));
    assert!(problems.iter().all(|p| p.bearable));
}

#[test]
fn a_bar_separates_only_inside_a_bracket() {
    check("a | b\n|---|---|\n| [a: x | y] | z |\n", "a: x | y");
    check("[a: x (p \\| q) | y]", "a: x-p-q | y");
}

#[test]
fn owners_and_bases_are_checked_where_they_are_known() {
    let known = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
    let parties: BTreeSet<String> = known(&["asteria", "borea"]);
    let bases: BTreeSet<String> = known(&["district"]);
    let context = Context {
        file: "04.md",
        parties: Some(&parties),
        bases: Some(&bases),
    };
    for (input, what, mend) in [
        (
            "[a: x @asterio | y]",
            "unknown party `asterio`",
            "`asteria`",
        ),
        (
            "[a: x @nobody-else | y]",
            "unknown party `nobody-else`",
            "\\@",
        ),
        (
            "[d: 1..2 step 1 km | 2 @boria]",
            "unknown party `boria`",
            "`borea`",
        ),
        (
            "[d: 1..2 step 1 km | ? @boria]",
            "unknown party `boria`",
            "`borea`",
        ),
        (
            "[d: 1..2 step 1 % of distric]",
            "unknown base `distric`",
            "`district`",
        ),
    ] {
        let (_, problems) = parse(input, &context);
        assert_eq!(problems.len(), 1, "{input}: {}", told(&problems));
        assert!(problems[0].what.contains(what), "{}", problems[0]);
        assert!(problems[0].mend.contains(mend), "{}", problems[0]);
    }
    let (_, problems) = parse(
        "[a: x @asteria | y] [d: 1..2 step 1 % of district]",
        &context,
    );
    assert!(problems.is_empty());
}

//! Points, their labels and names, and the front matter, sentence by sentence of the format.

use onetext_model::{IssueId, Problem};
use onetext_text::{Context, Draft, parse};

fn read(input: &str) -> (Draft, Vec<Problem>) {
    let (draft, problems) = parse(input, &Context::of_file("04.md"));
    assert_eq!(draft.leaves().concat(), input, "the leaves are the file");
    for problem in &problems {
        assert!(
            problem.place.line >= 1 && problem.place.column >= 1,
            "{problem}"
        );
        assert!(!problem.mend.is_empty(), "{problem}");
    }
    (draft, problems)
}

/// `label=id(issues)`, points apart by `; `.
fn show(draft: &Draft) -> String {
    let one = |point: &onetext_text::Point| {
        let issues: Vec<&str> = point.issues.iter().map(IssueId::as_str).collect();
        if issues.is_empty() {
            format!("{}={}", point.label, point.id)
        } else {
            format!("{}={}({})", point.label, point.id, issues.join(", "))
        }
    };
    draft
        .points()
        .iter()
        .map(one)
        .collect::<Vec<_>>()
        .join("; ")
}

fn told(problems: &[Problem]) -> String {
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    told.join("\n")
}

fn check(input: &str, expect: &str) {
    let (draft, problems) = read(input);
    assert_eq!(show(&draft), expect, "{input:?}");
    assert!(problems.is_empty(), "{input:?}: {}", told(&problems));
}

fn wrong(input: &str, (place, what, mend): (&str, &str, &str), points: &str) {
    let (draft, problems) = read(input);
    assert_eq!(show(&draft), points, "{input:?}");
    assert_eq!(problems.len(), 1, "{input:?}: {}", told(&problems));
    let one = &problems[0];
    let found = format!("{}:{}", one.place.line, one.place.column);
    assert_eq!(found, place, "{one}");
    assert!(one.what.contains(what) && one.mend.contains(mend), "{one}");
}

#[test]
fn top_level_numbers_are_points() {
    check("1. a\n2) b\n10. c\n", "1=p1; 2=p2; 10=p10");
    check("7. a\n7a. b\n3. c\n", "7=p7; 3=p3");
    check("1. a\n   1. inner\n   2. inner\n2. b", "1=p1; 2=p2");
    check("- a\n  1. inner\n", "");
    check("- a\n\n1. b\n", "1=p1");
    check("   1. a\n", "1=p1");
    check("    1. code\n", "");
    check("> 1. quoted\n", "");
    check("para\n3. joined\n", "3=p3");
    check("1.\n2.\n", "1=p1; 2=p2");
    check("1.a\n", "");
    check("1", "");
    check("3.", "3=p3");
    check("1. a\r\n2. b\r\n", "1=p1; 2=p2");
    check("\u{feff}1. a\n", "1=p1");
    check("```\n1. no\n```\n1. a\n", "1=p1");
    check(
        "1. [a: x | y] [b: z | w] [a]\n2. [a]",
        "1=p1(a, b); 2=p2(a)",
    );
}

#[test]
fn articles_come_before_numbers() {
    check(
        "Article 1. a\n1. inner\nArticle 2: b\nArticle IV – c\nArticle 5 — d\nArticle 6\ne\n",
        "Article 1=article-1; Article 2=article-2; Article IV=article-iv; Article 5=article-5; \
         Article 6=article-6",
    );
    check(
        "Point 1. a\nSection 2: b\n",
        "Point 1=point-1; Section 2=section-2",
    );
    check(
        "## Point 1\n\na\n\n## Point 2\n",
        "Point 1=point-1; Point 2=point-2",
    );
    check("## Article 3 The Harbour\n\na\n", "Article 3=the-harbour");
    check("**Article 3.** a\n", "Article 3=article-3");
    check("ARTICLE 3.\na\n", "ARTICLE 3=article-3");
    check("Article 5 says\n1. a\n", "1=p1");
    check("article 5.\n1. a\n", "1=p1");
    check("Article one of it\n", "");
    check("Articles 1. a\n", "");
    check(
        "# Part I\n## Article 1\n[a: x | y]\n# Part II\n[b: x | y]\n## Article 2\n",
        "=preamble(b); Article 1=article-1(a); Article 2=article-2",
    );
}

#[test]
fn headings_come_last() {
    check(
        "# T\n## Peace\na\n## Water\nb\n",
        "Peace=peace; Water=water",
    );
    check("# A\n## B\n# C\n", "A=a; C=c");
    check("# A\n## B\n", "");
    check("# A\n### B ###\n### C\n## D\n", "B=b; C=c");
    check("#no heading\n#neither\n", "");
    check(
        "## A\n[a: x | y]\n# T\n[b: x | y]\n## C\n",
        "=preamble(b); A=a(a); C=c",
    );
}

#[test]
fn names_of_points() {
    check(
        "1. **Cease-fire.** a\n2. **Monitoring**: b\n",
        "1=cease-fire; 2=monitoring",
    );
    check("1. – **Cease-fire** a\n", "1=cease-fire");
    check("1. {#fire} a\n2. b\n", "1=fire; 2=p2");
    check("1. **Cease-fire.** {#fire} a\n", "1=fire");
    check("Article 1. {#fire} a\n", "Article 1=fire");
    check("Article 1 {#fire}\na\n", "Article 1=fire");
    check("## Water {#lake}\n## Peace\n", "Water=lake; Peace=peace");
    check("1. a `{#x}`\n", "1=p1");
    check("1. see {#x} there\n", "1=p1");
    check("1. [a: p {#x} | q]\n", "1=p1(a)");
    check(
        "1. **A.** a\n2. **A.** b\n3. **A.** c\n",
        "1=a; 2=a-2; 3=a-3",
    );
    check("1. **60 days.** a\n", "1=p1");
    wrong(
        "1. {#x} a\n2. {#x} b\n",
        ("2:1", "two points have the name `x`", "`{#name}`"),
        "1=x; 2=x-2",
    );
    wrong(
        "1. {#preamble} a\n",
        ("1:1", "`preamble`", "another name"),
        "1=preamble-2",
    );
    wrong(
        "1. a\n2. {#Fire} b\n",
        ("2:4", "`Fire` is not a name", "lower case"),
        "1=p1; 2=p2",
    );
}

#[test]
fn labels_are_printed_ones() {
    wrong(
        "1. a\n1. b\n",
        ("2:1", "two points have the label `1`", "`1(2)`"),
        "1=p1; 1(2)=p1-2",
    );
    wrong(
        "Article 1. a\nArticle 1. b\n",
        (
            "2:1",
            "two points have the label `Article 1`",
            "`Article 1(2)`",
        ),
        "Article 1=article-1; Article 1(2)=article-1-2",
    );
}

#[test]
fn brackets_outside_points_are_of_the_preamble() {
    check("[a: x | y]", "=preamble(a)");
    check("[a: x | y]\n1. b\n", "=preamble(a); 1=p1");
    check("We, the parties,\n1. b\n", "1=p1");
    check("1. b\n# Annex\n[c: x | y]\n", "=preamble(c); 1=p1");
    let (draft, _) = read("[a: x | y]\n1. [b: x | y]\n# Annex\n[c: x | y]\n");
    let points: Vec<&str> = draft.issues().iter().map(|i| i.point.as_str()).collect();
    assert_eq!(points, ["preamble", "p1", "preamble"]);
}

#[test]
fn a_point_may_have_the_name_of_an_issue_it_holds() {
    check("1. **Harbour.** [harbour: x | y]\n", "1=harbour(harbour)");
    check(
        "1. **Harbour.** [harbour]\n2. [harbour: x | y]\n",
        "1=harbour(harbour); 2=p2(harbour)",
    );
    wrong(
        "1. **Harbour.** a\n2. [harbour: x | y]\n",
        ("1:1", "point `harbour` has the name of an issue", "{#name}"),
        "1=harbour; 2=p2(harbour)",
    );
}

#[test]
fn a_point_without_brackets_has_a_wording() {
    let (draft, _) =
        read("1. **Monitors.**  Two\n   teams [note: whose?] \\[of ten\\].\n2. [a: x | y]\n");
    let wordings: Vec<&str> = draft.points().iter().map(|p| p.wording.as_str()).collect();
    assert_eq!(wordings, ["Monitors. Two teams [of ten].", ""]);
    assert_eq!(draft.points()[0].heading, "Monitors");
}

#[test]
fn front_matter() {
    let all = "+++\ndate = 2031-05-12\ntitle = \"Draft\"\nstatus = \"non-paper\"\nauthor = \"desk\"\n\
               floated-on-behalf-of = \"asteria\"\nlanguage = \"en\"\n+++\n1. a\n";
    check(all, "1=p1");
    let (draft, _) = read(all);
    let front = draft.front();
    assert_eq!(
        front.date.map(|d| d.to_string()).as_deref(),
        Some("2031-05-12")
    );
    assert_eq!(front.title.as_deref(), Some("Draft"));
    assert_eq!(front.status.as_deref(), Some("non-paper"));
    assert_eq!(front.author.as_deref(), Some("desk"));
    assert_eq!(front.floated_on_behalf_of.as_deref(), Some("asteria"));
    assert_eq!(front.language.as_deref(), Some("en"));
    assert!(draft.head().ends_with("+++\n"));
    check("+++\n+++\n1. a\n", "1=p1");
    check("+++\r\ntitle = \"[a: x | y]\"\r\n+++\r\n1. a\r\n", "1=p1");
    check("\u{feff}+++\ndate = \"2031-05-12\"\n+++\n1. a", "1=p1");
    check("1. a\n+++\ntitle = 3\n+++\n", "1=p1");
}

#[test]
fn faulty_front_matter() {
    for (head, place, what, mend) in [
        ("titel = \"x\"", "2:1", "unknown key `titel`", "`title`"),
        (
            "zzz = \"x\"",
            "2:1",
            "unknown key `zzz`",
            "known here: date",
        ),
        ("title = 3", "2:9", "`title` is no text", "quotes"),
        ("date = \"May\"", "2:8", "`May` is not a date", "2031-05-03"),
        (
            "title = \"é\"\ndate = \"é\"",
            "3:8",
            "`é` is not a date",
            "2031",
        ),
        (
            "title \"x\"",
            "2:",
            "the front matter cannot be read",
            "TOML",
        ),
        (
            "title = \"x\"\ntitle = \"y\"",
            "3:1",
            "cannot be read",
            "TOML",
        ),
    ] {
        let (draft, problems) = read(&format!("+++\n{head}\n+++\n1. a\n"));
        assert_eq!(show(&draft), "1=p1");
        assert_eq!(problems.len(), 1, "{head}: {}", told(&problems));
        let one = &problems[0];
        let found = format!("{}:{}", one.place.line, one.place.column);
        assert!(found.starts_with(place), "{one}");
        assert!(one.what.contains(what) && one.mend.contains(mend), "{one}");
    }
    wrong(
        "+++\ntitle = \"x\"\n1. a\n",
        ("1:1", "front matter is never closed", "`+++`"),
        "1=p1",
    );
}

//! Large drafts, each of a kind that could take too long.

/// A piece again and again, up to a size in bytes.
fn full(size: usize, piece: &str) -> String {
    piece.repeat(size / piece.len())
}

/// A beginning, a piece again and again, and an end.
fn around(size: usize, before: &str, piece: &str, after: &str) -> String {
    let room = size - before.len() - after.len();
    format!("{before}{}{after}", piece.repeat(room / piece.len()))
}

fn numbered(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

/// The name of a kind, and what makes a text of it of about so many bytes.
pub type Kind = (&'static str, fn(usize) -> String);

/// All kinds.
pub fn kinds() -> Vec<Kind> {
    let mut all = single();
    all.extend(brackets());
    all.extend(points());
    all.extend(links());
    all
}

/// One sign or piece, over and over.
fn single() -> Vec<Kind> {
    vec![
        ("[", |size| full(size, "[")),
        ("]", |size| full(size, "]")),
        ("|", |size| full(size, "|")),
        ("[a:", |size| full(size, "[a:")),
        ("[]", |size| full(size, "[]")),
        ("deep pairs", |_| {
            format!("{}{}", "[".repeat(2 << 20), "]".repeat(2 << 20))
        }),
        ("deep named", |_| {
            format!("{}{}", "[a: x |".repeat(500_000), "]".repeat(500_000))
        }),
        ("\\", |size| full(size, "\\")),
        ("\\[", |size| full(size, "\\[")),
        ("`", |size| full(size, "`")),
        ("` `` ", |size| full(size, "` `` ")),
        ("`a`", |size| full(size, "`a` ")),
        ("<", |size| full(size, "<")),
        ("<!--", |size| full(size, "<!--")),
        ("<a", |size| full(size, "<a ")),
        ("*", |size| full(size, "*")),
        ("**a *b", |size| full(size, "**a *b ")),
        (">", |size| format!("{}`a`", full(size, ">").split_off(8))),
        ("- ", |size| format!("{}`a`", full(size, "- ").split_off(8))),
        ("tabs", |size| full(size, "\t`")),
        ("blank", |size| full(size, " ")),
        ("line ends", |size| full(size, "\n")),
        ("words", |size| full(size, "word ")),
        ("a huge word", |size| full(size, "a")),
        ("é", |size| full(size, "é")),
    ]
}

fn brackets() -> Vec<Kind> {
    vec![
        ("bars", |size| around(size, "[a:", "|", "]")),
        ("named in one line", |_| {
            numbered(10_000, |n| format!("[i{n}: x | y] {}", "word ".repeat(70)))
        }),
        ("faults in one line", |size| full(size, "[a: x | x] [b] ")),
        ("unnamed", |size| full(size, "[some words] ")),
        ("in unnamed", |size| {
            around(size, "[x ", "[b: p | q]", " y]")
        }),
        ("in an alternative", |size| {
            around(size, "[a: x ", "[b: p | q]", " | y]")
        }),
        ("many inside", |_| {
            let inner = numbered(9_000, |n| format!("[i{n}: x | y]|"));
            format!("[a: {inner} y]")
        }),
        ("repeated", |size| {
            format!("[a: x | y]{}", full(size, "[a]").split_off(12))
        }),
        ("a long wording repeated", |_| {
            format!(
                "[a: {} | y]{}",
                "word ".repeat(800_000),
                "[a]".repeat(9_999)
            )
        }),
        ("repeated in full", |size| full(size, "[a: x | y]")),
        ("many keys repeated", |size| {
            let body = numbered(4_000, |n| format!("w{n} |"));
            full(size, &format!("[a: {body}]"))
        }),
        ("owners", |_| {
            let owners = numbered(200_000, |n| format!(" @p{n}"));
            format!("[a: x{owners} | y] [a: x{owners} | y]")
        }),
        ("figures", |_| {
            numbered(10_000, |n| format!("[i{n}: 0 .. 9999 step 1 m]"))
        }),
        ("figures repeated", |size| {
            full(size, "[a: 0 .. 9999 step 1 m]")
        }),
        ("marked figures", |size| {
            around(size, "[a: 0 .. 9999 step 1 m", "|7 @p", "]")
        }),
        ("a long unit", |_| {
            format!("[a: 0 .. 9999 step 1 {}]", "m".repeat(4_000_000))
        }),
        ("a long name", |_| {
            format!("[{}: {}]", "a".repeat(2 << 20), "|".repeat(2_000_000))
        }),
        ("tags", |size| around(size, "[a: x | y", " *", "]")),
        ("a chain", |_| {
            numbered(10_000, |n| format!("[i{n}: x | y [i{}]] ", n + 1))
        }),
        ("doubling", |_| {
            numbered(10_000, |n| format!("[i{n}: x | y [i{0}] [i{0}]] ", n + 1))
        }),
        ("a circle", |_| {
            numbered(10_000, |n| {
                format!("[i{n}: x | y [i{}]] ", (n + 1) % 10_000)
            })
        }),
        ("notes", |size| full(size, "[note: [a: x | y]] ")),
        ("options", |size| full(size, "Option I: Option II: ")),
    ]
}

fn points() -> Vec<Kind> {
    vec![
        ("numbers", |size| full(size, "1. a\n")),
        ("empty numbers", |size| full(size, "1.\n")),
        ("points with brackets", |_| {
            numbered(10_000, |n| {
                format!("{n}. **Lead {n}.** [i{n}: x | ] {}\n", "word ".repeat(70))
            })
        }),
        ("leads", |size| full(size, "1. **Lead.** a\n")),
        ("pins", |size| full(size, "1. {#pin} a\n")),
        ("bad pins", |size| full(size, "1. {#Pin} a\n")),
        ("articles", |size| full(size, "Article 1. a\n")),
        ("headings", |size| full(size, "# A\n## B\n")),
        ("numbers and headings", |size| full(size, "# A\n1. b\n")),
        ("articles as headings", |size| {
            full(size, "## Article 1\n### b\n")
        }),
        ("pins in one line", |size| around(size, "1. ", "{#", "")),
        ("one bracket in a point of lines", |_| {
            format!("1. [a: {}x | y]", "b\n".repeat(2_000_000))
        }),
        ("front matter", |size| {
            around(size, "+++\n", "a = 1\n", "+++\n")
        }),
        ("front matter open", |size| {
            around(size, "+++\n", "a = 1\n", "")
        }),
        ("deep front matter", |size| {
            around(size, "+++\na = ", "[", "\n+++\n")
        }),
        ("a key of dots", |size| {
            around(size, "+++\na", ".a", " = 1\n+++\n")
        }),
    ]
}

fn links() -> Vec<Kind> {
    vec![
        ("links", |size| full(size, "[a](b) ")),
        ("[](", |size| full(size, "[](")),
        ("[](<", |size| full(size, "[](<")),
        ("[](a \"", |size| full(size, "[](a \"")),
        ("[](a (", |size| full(size, "[](a (")),
        ("[a](b c", |size| full(size, "[a](bbbbbbb c")),
        ("images", |size| full(size, "![a](b) ")),
        ("footnotes", |size| full(size, "[^1] ")),
        ("[x] in one line", |size| full(size, "[x] ")),
        ("task boxes", |size| full(size, "- [x] a\n")),
        ("blank before a box", |size| around(size, "-", " ", "[x] ")),
        ("definitions", |size| full(size, "[a]: b\n")),
        ("reference links", |size| {
            format!("[b]: c\n{}", full(size, "[a][b] ").split_off(16))
        }),
        ("[b][]", |size| {
            format!("[b]: c\n{}", full(size, "[b][]").split_off(16))
        }),
        ("many definitions", |_| {
            numbered(250_000, |n| format!("[d{n}]: b\n"))
        }),
    ]
}

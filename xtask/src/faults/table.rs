//! The faults: where each goes, what it changes, and what it breaks.

/// One fault.
pub struct Fault {
    /// What it is called in lists.
    pub name: &'static str,
    /// The file it is put in, from the workspace root.
    pub file: &'static str,
    /// The text it replaces; exactly once in the file.
    pub old: &'static str,
    /// What stands there instead.
    pub new: &'static str,
    /// What is wrong then.
    pub breaks: &'static str,
    /// The packages whose tests have to catch it.
    pub packages: &'static [&'static str],
}

const SOLVE: &[&str] = &["onetext-solve"];
const STUDY: &[&str] = &["onetext-study"];

/// Every fault that some test has to catch.
pub const FAULTS: [Fault; 22] = [
    Fault {
        name: "strict at the price",
        file: "crates/solve/src/acceptability.rs",
        old: ".filter(|m| **m >= 0)",
        new: ".filter(|m| **m > 0)",
        breaks: "gains that just reach the price no longer count",
        packages: SOLVE,
    },
    Fault {
        name: "gains rounded up",
        file: "crates/solve/src/readings.rs",
        old: "whole - i32::from(f64::from(whole) > steps)",
        new: "whole + i32::from(f64::from(whole) < steps)",
        breaks: "something unpaid can pass",
        packages: SOLVE,
    },
    Fault {
        name: "band of `can live with`",
        file: "crates/solve/src/settings.rs",
        old: "live_with_band: 0.1,",
        new: "live_with_band: 0.2,",
        breaks: "what a party can live with pays twice as much",
        packages: SOLVE,
    },
    Fault {
        name: "prior of the zero",
        file: "crates/solve/src/settings.rs",
        old: "Self::Beta24 => 5,",
        new: "Self::Beta24 => 4,",
        breaks: "the zero follows Beta(2, 3)",
        packages: SOLVE,
    },
    Fault {
        name: "silence the wrong way",
        file: "crates/solve/src/readings.rs",
        old: "Silence::Against => drawn * zero,",
        new: "Silence::Against => zero + drawn * (1.0 - zero),",
        breaks: "silence is never read against a package",
        packages: SOLVE,
    },
    Fault {
        name: "untested red lines alone",
        file: "crates/solve/src/constraint.rs",
        old: "Origin::RedLine { tested: false, .. })",
        new: "Origin::RedLine { .. })",
        breaks: "tested red lines are left out with the untested ones",
        packages: SOLVE,
    },
    Fault {
        name: "weight of a nested issue",
        file: "crates/solve/src/weights.rs",
        old: "            weights[*parent] -= weights[*child];\n",
        new: "",
        breaks: "the parent keeps all of its weight",
        packages: SOLVE,
    },
    Fault {
        name: "absent issues counted",
        file: "crates/solve/src/count.rs",
        old: "        if !exists {\n",
        new: "        if !exists && self.group.is_empty() {\n",
        breaks: "a nested issue multiplies the packages it is not part of",
        packages: SOLVE,
    },
    Fault {
        name: "equality settled early",
        file: "crates/solve/src/count/limit.rs",
        old: "Compare::Equal => sum,",
        new: "Compare::Equal => i128::MAX / 4,",
        breaks: "an equality on the first issues of a component leaves no package",
        packages: SOLVE,
    },
    Fault {
        name: "zone on one silence",
        file: "crates/solve/src/walk/subtree.rs",
        old: "let least = (*against).min(*free).min(*favour);",
        new: "let least = *free;",
        breaks: "a package is in though silence read against it would keep it out",
        packages: SOLVE,
    },
    Fault {
        name: "passed over too early",
        file: "crates/solve/src/walk/subtree.rs",
        old: "if counts[n] >= scene.edges.fails_below {",
        new: "if counts[n] >= scene.edges.holds_from {",
        breaks: "packages that are open are counted as out",
        packages: SOLVE,
    },
    Fault {
        name: "atom on an absent issue",
        file: "crates/solve/src/constraint.rs",
        old: "chosen.is_some_and(|a| self.alternatives.contains(&a))",
        new: "chosen.is_none_or(|a| self.alternatives.contains(&a))",
        breaks: "an atom on an issue that does not exist is true",
        packages: SOLVE,
    },
    Fault {
        name: "rules on no issue",
        file: "crates/solve/src/walk.rs",
        old: "if constraints.iter().any(Constraint::excludes_all) {",
        new: "if constraints.is_empty() && readings == 0 {",
        breaks: "the walk passes over a limit that nothing can meet",
        packages: SOLVE,
    },
    Fault {
        name: "nearly as good",
        file: "crates/solve/src/consider.rs",
        old: "const NEARLY_AS_GOOD: f64 = 0.8;",
        new: "const NEARLY_AS_GOOD: f64 = 0.6;",
        breaks: "packages far below the best weakest party are listed",
        packages: SOLVE,
    },
    Fault {
        name: "worst and best of a range",
        file: "crates/solve/src/numeric.rs",
        old: "Some(more) if more == wants_best => vec![last],",
        new: "Some(more) if more != wants_best => vec![last],",
        breaks: "a range bounds its best value where it should bound its worst",
        packages: SOLVE,
    },
    Fault {
        name: "ends of a range as if apart",
        file: "crates/solve/src/numeric/between.rs",
        old: "1 => beside(t, left, right),",
        new: "1 => beside(t, left, 0.0) * beside(t, right, 0.0),",
        breaks: "a range around one knot is given the wrong prior",
        packages: SOLVE,
    },
    Fault {
        name: "half silent is not known",
        file: "crates/solve/src/standing.rs",
        old: "silent.is_some_and(|share| share <= 0.5 + ROUNDING)",
        new: "silent.is_some_and(|share| share < 0.5 - ROUNDING)",
        breaks: "a party with exactly half of the weight on record gets no word",
        packages: SOLVE,
    },
    Fault {
        name: "unwritten wordings count",
        file: "crates/solve/src/in_the_way.rs",
        old: "a.is_unwritten() || !by.is_empty()",
        new: "!by.is_empty()",
        breaks: "a wording nobody has written yet is taken for one that nobody bars",
        packages: SOLVE,
    },
    Fault {
        name: "shortest way back",
        file: "crates/solve/src/contradiction.rs",
        old: "other.is_subset(&set)",
        new: "other.len() <= set.len()",
        breaks: "a contradiction in which one judgment counts twice is made too large",
        packages: SOLVE,
    },
    Fault {
        name: "every red line tested",
        file: "crates/study/src/barred.rs",
        old: "let tested = item.confidence == Some(Confidence::Tested);",
        new: "let tested = item.confidence.is_some();",
        breaks: "untested red lines stand among the tested ones",
        packages: STUDY,
    },
    Fault {
        name: "price of who prefers no deal",
        file: "crates/study/src/profile.rs",
        old: "span: settings.price_prefers,",
        new: "span: settings.price_cannot_bear,",
        breaks: "a party that would rather have no deal signs for less than nothing",
        packages: STUDY,
    },
    Fault {
        name: "sacred issues weighed",
        file: "crates/study/src/profile.rs",
        old: "        return IssueRecord::outside();\n",
        new: "        return IssueRecord::silent();\n",
        breaks: "something else pays for what is sacred",
        packages: STUDY,
    },
];

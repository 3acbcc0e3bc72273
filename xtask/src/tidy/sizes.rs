//! Sizes: short functions, few parameters, files that hold one idea.

use super::Outcome;
use super::code::{Function, code_lines, functions};
use super::finding::Finding;
use super::repository::{Repository, TextFile};

const LONGEST_FUNCTION: usize = 70;
const SHORT_FUNCTION: usize = 30;
/// Of all functions outside tests, how many per cent are short.
const SHORT_SHARE: usize = 90;
const MOST_PARAMETERS: usize = 5;
const LONGEST_FILE: usize = 600;
/// How many functions are named when too few are short.
const NAMED: usize = 5;

/// Finds functions and files that are too long, and functions with too many parameters.
pub fn check(repository: &Repository) -> Outcome {
    let mut findings = Vec::new();
    let mut all = Vec::new();
    for file in repository.ending("rs") {
        match functions(&file.text) {
            Ok(found) => {
                findings.extend(too_large(file, &found));
                all.extend(
                    found
                        .into_iter()
                        .map(|function| (file.path.as_str(), function)),
                );
            }
            Err((line, reason)) => {
                let what = format!("not Rust: {reason}");
                findings.push(Finding::new(&file.path, line, what, "mend the syntax"));
            }
        }
    }
    all.retain(|(path, function)| !function.test && !is_test_file(path));
    findings.extend(too_few_short(&mut all));
    Ok(findings)
}

fn is_test_file(path: &str) -> bool {
    path.split('/')
        .any(|part| part == "tests" || part == "tests.rs")
}

/// What is too large in one file by itself.
fn too_large(file: &TextFile, functions: &[Function]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let lines = code_lines(&file.text);
    if lines > LONGEST_FILE {
        let what =
            format!("the file has {lines} lines of code, at most {LONGEST_FILE} are allowed");
        findings.push(Finding::new(
            &file.path,
            1,
            what,
            "one idea per file: split it",
        ));
    }
    for function in functions {
        let Function {
            name,
            line,
            lines,
            parameters,
            ..
        } = function;
        if *lines > LONGEST_FUNCTION {
            let what =
                format!("`{name}` has {lines} lines, at most {LONGEST_FUNCTION} are allowed");
            findings.push(Finding::new(&file.path, *line, what, "name its steps"));
        }
        if *parameters > MOST_PARAMETERS {
            let what = format!(
                "`{name}` takes {parameters} parameters, at most {MOST_PARAMETERS} are allowed"
            );
            let mend = "group what belongs together under a name";
            findings.push(Finding::new(&file.path, *line, what, mend));
        }
    }
    findings
}

/// The workspace as a whole: most functions are short.
fn too_few_short(all: &mut [(&str, Function)]) -> Option<Finding> {
    let short = all
        .iter()
        .filter(|(_, f)| f.lines <= SHORT_FUNCTION)
        .count();
    if short * 100 >= all.len() * SHORT_SHARE {
        return None;
    }
    all.sort_by_key(|(_, function)| std::cmp::Reverse(function.lines));
    let longest: Vec<String> = all
        .iter()
        .take(NAMED)
        .map(|(path, f)| format!("{path}:{} `{}` {} lines", f.line, f.name, f.lines))
        .collect();
    let what = format!(
        "{short} of {} functions have at most {SHORT_FUNCTION} lines, {SHORT_SHARE} % must",
        all.len()
    );
    let mend = format!("shorten the longest: {}", longest.join(", "));
    Some(Finding::new("Cargo.toml", 1, what, mend))
}

#[cfg(test)]
mod tests {
    use super::super::repository::tests::file;
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let functions = functions(text).expect("Rust");
        let findings = too_large(&file("a.rs", text), &functions);
        findings.into_iter().map(|finding| finding.what).collect()
    }

    fn function(lines: usize) -> Function {
        Function {
            name: "f".to_owned(),
            line: 1,
            lines,
            parameters: 0,
            test: false,
        }
    }

    #[test]
    fn a_function_has_at_most_seventy_lines() {
        let of = |lines: usize| format!("fn f() {{\n{}}}\n", "    g();\n".repeat(lines - 2));
        assert!(found(&of(70)).is_empty());
        assert_eq!(found(&of(71)), ["`f` has 71 lines, at most 70 are allowed"]);
    }

    #[test]
    fn a_function_takes_at_most_five_parameters_and_itself() {
        let five = "impl A { fn f(&self, a: u8, b: u8, c: u8, d: u8, e: u8) {} }";
        assert!(found(five).is_empty());
        let six = "fn f(a: u8, b: u8, c: u8, d: u8, e: u8, g: u8) {}";
        assert_eq!(
            found(six),
            ["`f` takes 6 parameters, at most 5 are allowed"]
        );
    }

    #[test]
    fn a_file_has_at_most_six_hundred_lines_of_code() {
        assert!(found(&"const A: u8 = 1;\n\n// why\n".repeat(600)).is_empty());
        assert_eq!(found(&"const A: u8 = 1;\n".repeat(601)).len(), 1);
    }

    #[test]
    fn nine_functions_in_ten_are_short() {
        let check = |short: usize, long: usize, fine: bool| {
            let short = std::iter::repeat_with(|| ("a.rs", function(30))).take(short);
            let long = std::iter::repeat_with(|| ("a.rs", function(31))).take(long);
            let mut all: Vec<_> = short.chain(long).collect();
            assert_eq!(too_few_short(&mut all).is_none(), fine);
        };
        check(0, 0, true);
        check(9, 1, true);
        check(8, 1, false);
    }

    #[test]
    fn the_tests_of_a_crate_are_told_by_their_path() {
        let check = |path, expect| assert_eq!(is_test_file(path), expect, "{path}");
        check("crates/text/tests/parse.rs", true);
        check("crates/text/src/parse/tests.rs", true);
        check("crates/text/src/contests.rs", false);
    }
}

//! Rust code measured: its functions, and the lines that hold more than words about it.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Block, FnArg, ImplItemFn, ItemFn, ItemMod, Meta, Signature, TraitItemFn};

/// One function with a body.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// The line of its `fn`, from 1.
    pub line: usize,
    /// The lines from `fn` to the closing brace, both counted.
    pub lines: usize,
    /// How many parameters it takes, itself not counted.
    pub parameters: usize,
    /// Whether it is a test or stands in a module for tests.
    pub test: bool,
}

/// Every function with a body in `text`, or the line and the reason why it is not Rust.
pub fn functions(text: &str) -> Result<Vec<Function>, (usize, String)> {
    let file = syn::parse_file(text)
        .map_err(|error| (error.span().start().line.max(1), error.to_string()))?;
    let mut survey = Survey::default();
    survey.visit_file(&file);
    Ok(survey.functions)
}

#[derive(Default)]
struct Survey {
    functions: Vec<Function>,
    in_tests: bool,
}

impl Survey {
    fn note(&mut self, attributes: &[Attribute], signature: &Signature, body: &Block) {
        let first = signature.fn_token.span.start().line;
        let last = body.span().end().line;
        let inputs = signature.inputs.iter();
        self.functions.push(Function {
            name: signature.ident.to_string(),
            line: first,
            lines: last.saturating_sub(first) + 1,
            parameters: inputs
                .filter(|input| matches!(input, FnArg::Typed(_)))
                .count(),
            test: self.in_tests || attributes.iter().any(is_for_tests),
        });
    }
}

impl<'ast> Visit<'ast> for Survey {
    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        let outside = self.in_tests;
        self.in_tests |= module.attrs.iter().any(is_for_tests);
        visit::visit_item_mod(self, module);
        self.in_tests = outside;
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        self.note(&function.attrs, &function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        self.note(&function.attrs, &function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast TraitItemFn) {
        if let Some(body) = &function.default {
            self.note(&function.attrs, &function.sig, body);
        }
        visit::visit_trait_item_fn(self, function);
    }
}

/// `#[test]`, `#[cfg(test)]` or `#[cfg(all(test, …))]`.
fn is_for_tests(attribute: &Attribute) -> bool {
    match &attribute.meta {
        Meta::Path(path) => path.is_ident("test"),
        Meta::List(list) if list.path.is_ident("cfg") => {
            let condition = list.tokens.to_string().replace(' ', "");
            condition == "test" || condition.starts_with("all(test,")
        }
        _ => false,
    }
}

/// How many lines hold code: blank lines, comments and documentation do not count.
pub fn code_lines(text: &str) -> usize {
    let Ok(tokens) = text.parse::<TokenStream>() else {
        return text.lines().filter(|line| !line.trim().is_empty()).count();
    };
    let mut lines = BTreeSet::new();
    add_lines(tokens, &mut lines);
    lines.len()
}

fn add_lines(tokens: TokenStream, lines: &mut BTreeSet<usize>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match &token {
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                // The `!` of an inner attribute stands on the line of its `#`.
                let bang =
                    |next: &TokenTree| matches!(next, TokenTree::Punct(p) if p.as_char() == '!');
                tokens.next_if(bang);
                if tokens.next_if(is_documentation).is_none() {
                    lines.insert(token.span().start().line);
                }
            }
            TokenTree::Group(group) => {
                lines.insert(group.span_open().start().line);
                lines.insert(group.span_close().end().line);
                add_lines(group.stream(), lines);
            }
            _ => lines.extend(token.span().start().line..=token.span().end().line),
        }
    }
}

/// Whether the brackets after a `#` hold documentation; a `///` comment reads as `#[doc = "…"]`.
fn is_documentation(token: &TokenTree) -> bool {
    let TokenTree::Group(group) = token else {
        return false;
    };
    let first = group.stream().into_iter().next();
    group.delimiter() == Delimiter::Bracket
        && matches!(first, Some(TokenTree::Ident(name)) if name == "doc")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_measured_from_fn_to_brace() {
        let text = "/// Words.\n#[inline]\npub fn f(\n    a: u8,\n) -> u8 {\n    a\n}\n";
        let expect = Function {
            name: "f".to_owned(),
            line: 3,
            lines: 5,
            parameters: 1,
            test: false,
        };
        assert_eq!(functions(text), Ok(vec![expect]));
    }

    #[test]
    fn functions_of_traits_and_functions_within_functions_count() {
        let text =
            "trait T { fn a(&self); fn b(&self) { fn c() {} } }\nimpl T for U { fn a(&self) {} }";
        let found = functions(text).expect("Rust");
        let names: Vec<&str> = found
            .iter()
            .map(|function| function.name.as_str())
            .collect();
        assert_eq!(names, ["b", "c", "a"]);
    }

    #[test]
    fn tests_are_told_apart() {
        let check = |text: &str, expect: bool| {
            let found = functions(text).expect("Rust");
            assert_eq!(found[0].test, expect, "{text}");
        };
        check("#[cfg(test)] mod tests { mod deeper { fn f() {} } }", true);
        check("#[cfg(all(test, unix))] mod tests { fn f() {} }", true);
        check("#[test] fn f() {}", true);
        check("#[cfg(not(test))] fn f() {}", false);
        check("mod tests { fn f() {} }", false);
    }

    #[test]
    fn what_is_not_rust_says_where() {
        let (line, _) = functions("fn a() {}\nfn 2() {}\n").expect_err("not Rust");
        assert_eq!(line, 2);
    }

    #[test]
    fn only_code_counts_as_code() {
        let check = |text, expect| assert_eq!(code_lines(text), expect, "{text}");
        check("", 0);
        check("//! Words.\n\n/// Words.\nfn f() {}\n", 1);
        check(
            "fn f() {\n    // why\n    g();\n\n    /* why\n    */\n}\n",
            3,
        );
        check("#![deny(x)]\n#[test]\nfn f() {}\n", 3);
        check("const A: &str = \"\n// no comment\n\";\n", 3);
    }
}

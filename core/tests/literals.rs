//! Everything that a person reads comes from `languages/`: no file of the program has a literal with words.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test should stop at the first unexpected error")]

use std::fs;
use std::path::Path;

/// Literals that look like words and that nobody reads on the page.
const ALLOWED: [(&str, &str); 12] = [
    (
        "Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific",
        "the areas of the IANA time zones",
    ),
    ("Digit", "the start of a key's place in `KeyboardEvent`"),
    ("Enter", "the name of a key in `KeyboardEvent`"),
    ("Intl", "a JavaScript object"),
    ("Segmenter", "a JavaScript object"),
    ("not linked", "part of the relay's answer"),
    ("Token(…)", "debug output"),
    ("(text withheld)", "console"),
    ("Whereabouts broke at {place}: {text}", "console"),
    ("whereabouts runs in a browser: build it with `make build`", "terminal"),
    ("index.html has no element for the app", "console: the message of a panic"),
    ("textarea, select, input:not([type=radio], [type=checkbox])", "a CSS selector"),
];

/// The string literals of a file, each with the source before it. Comments, attributes and unit tests
/// (the last item of a file) are skipped.
fn literals(source: &str) -> Vec<(String, String)> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let mut found = Vec::new();
    let mut before = String::new();
    let mut rest = source;
    while let Some(character) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if rest.starts_with("#[") || rest.starts_with("#![") {
            // The attributes here have no `]` in a literal.
            rest.find("]\n").map_or(rest.len(), |end| end + 1)
        } else if rest.starts_with("'\"'") || rest.starts_with("b'\"'") {
            rest.find('"').unwrap_or_default() + 2
        } else if character == '"' {
            let mut is_escaped = false;
            let end = rest[1..].find(|character| {
                let is_end = character == '"' && !is_escaped;
                is_escaped = character == '\\' && !is_escaped;
                is_end
            });
            let end = end.unwrap_or(rest.len() - 2) + 1;
            found.push((before.clone(), rest[1..end].to_owned()));
            end + 1
        } else {
            before.push(character);
            character.len_utf8()
        };
        rest = &rest[length..];
    }
    found
}

/// Two words in a row, or one with an initial capital.
fn has_words(literal: &str) -> bool {
    let words: Vec<bool> = literal
        .split_whitespace()
        .map(|word| word.trim_matches(|character: char| ".,:;…?!“”()".contains(character)))
        .map(|word| word.len() > 1 && word.chars().all(|c| c.is_alphabetic() || c == '\''))
        .collect();
    let mut start = literal.trim_start_matches(['“', '(']).chars();
    let is_capitalised = start.next().is_some_and(char::is_uppercase)
        && start.next().is_some_and(char::is_lowercase);
    is_capitalised || words.windows(2).any(|pair| pair == [true, true])
}

fn check(path: &Path, problems: &mut Vec<String>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            check(&entry.unwrap().path(), problems);
        }
        return;
    }
    let source = fs::read_to_string(path).unwrap();
    let is_css = path.extension().is_some_and(|extension| extension == "css");
    for (before, literal) in literals(&source) {
        let before = before.trim_end();
        let is_shown =
            if is_css { before.ends_with("content:") } else { !before.ends_with("class=") };
        let is_allowed = ALLOWED.iter().any(|(allowed, _)| *allowed == literal);
        if is_shown && has_words(&literal) && !is_allowed {
            problems.push(format!("{}: {literal:?}", path.display()));
        }
    }
}

#[test]
fn words_are_only_in_the_catalogues() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut problems = Vec::new();
    for folder in ["core/src", "src", "style"] {
        check(&root.join(folder), &mut problems);
    }
    assert!(problems.is_empty(), "Move these to languages/:\n{}", problems.join("\n"));
}

//! index.html repeats some texts of the page. They must be the English ones, and marked with the names of their messages,
//! so that `public/early.js` can write them in another language.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test should stop at the first unexpected error")]

use serde_json::Value;

use whereabouts_core::route::Route;
use whereabouts_core::text::{form, frame, static_page};

const INDEX: &str = include_str!("../../index.html");
const ENGLISH: &str = include_str!("../../languages/en.json");
const MANIFEST: &str = include_str!("../../public/manifest.webmanifest");

/// The texts of index.html outside of the generated form.
fn expected() -> Vec<&'static str> {
    let mut texts = vec![
        frame::site_name(),
        frame::navigation(),
        static_page::loading(),
        static_page::late(),
        static_page::load_again(),
        static_page::unsupported(),
        static_page::needs_javascript(),
        static_page::broken_heading(),
        static_page::broken(),
        static_page::reload(),
        static_page::update_label(),
        static_page::update(),
        static_page::update_reload(),
    ];
    texts.extend(Route::ALL.map(frame::page));
    texts
}

/// The parts of `text` outside of everything between `start` and `end`.
fn outside<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    let mut parts = text.split(start);
    let first = parts.next();
    first.into_iter().chain(parts.filter_map(|part| Some(part.split_once(end)?.1))).collect()
}

fn is_present(text: &str) -> bool {
    text.chars().any(char::is_alphabetic)
}

#[test]
fn every_text_of_index_html_is_in_the_text_module() {
    let (_, body) = INDEX.split_once("<body>").unwrap();
    let form_is_out = outside(body, "<!-- The form, written by", "<!-- End of the form. -->");
    let page = outside(&form_is_out.concat(), "<!--", "-->").concat();
    let names = page.split("aria-label=\"").skip(1).filter_map(|part| part.split('"').next());
    let mut found: Vec<String> = names.map(str::to_owned).collect();
    for text in outside(&page, "<", ">") {
        found.push(text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    found.retain(|text| is_present(text));
    let mut expected = expected();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn the_title_and_the_description_are_in_the_text_module() {
    let title = format!("<title>{}</title>", frame::title(form::heading(), false));
    assert!(INDEX.contains(&title), "{title}");
    let description =
        format!("<meta name=\"description\" content=\"{}\">", static_page::description());
    assert!(INDEX.contains(&description), "{description}");
    let description = format!("\"description\": \"{}\"", static_page::description());
    assert!(MANIFEST.contains(&description), "{description}");
}

#[test]
fn every_text_is_marked_with_its_message() {
    let english: Value = serde_json::from_str(ENGLISH).unwrap();
    let mut marked = Vec::new();
    for (mark, is_text) in [(" data-text=\"", true), (" data-label=\"", false)] {
        for part in INDEX.split(mark).skip(1) {
            let (name, rest) = part.split_once('"').unwrap();
            let (area, message) = name.split_once('.').unwrap();
            let message = english[area][message]["text"].as_str().unwrap();
            if is_text {
                let (_, text) = rest.split_once('>').unwrap();
                let text = text.split('<').next().unwrap();
                assert_eq!(
                    text.split_whitespace().collect::<Vec<_>>().join(" "),
                    message,
                    "{name}"
                );
            } else {
                assert!(INDEX.contains(&format!("aria-label=\"{message}\" data-label=\"{name}\"")));
            }
            marked.push(message.to_owned());
        }
    }
    // The name of the product is the same everywhere, and without JavaScript nobody can know the language.
    let mut expected = expected();
    expected.retain(|text| ![frame::site_name(), static_page::needs_javascript()].contains(text));
    marked.sort_unstable();
    expected.sort_unstable();
    assert_eq!(marked, expected);
}

//! index.html repeats some texts of the page. They must be the same as in `text`.
#![cfg(not(target_arch = "wasm32"))]

use whereabouts_core::route::Route;
use whereabouts_core::text::{form, frame, static_page};

const INDEX: &str = include_str!("../../index.html");
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

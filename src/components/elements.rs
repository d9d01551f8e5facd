//! Finding elements of the page, to focus or press them.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The first element that a selector finds.
pub fn html_element(selector: &str) -> Option<HtmlElement> {
    let found = document().query_selector(selector).ok().flatten();
    found.and_then(|element| element.dyn_into().ok())
}

/// Focuses the first element that a selector finds. What a person pressed can be gone with what it
/// belonged to, and their place on the page with it.
pub fn focus_on(selector: &str) {
    if let Some(element) = html_element(selector) {
        let _ = element.focus();
    }
}

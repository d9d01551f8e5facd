//! Finds and focuses elements.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The first element that matches a selector.
pub fn html_element(selector: &str) -> Option<HtmlElement> {
    let found = document().query_selector(selector).ok().flatten();
    found.and_then(|element| element.dyn_into().ok())
}

/// Focuses the first element that matches a selector. Use it if the pressed button disappears, which
/// would lose the person's place on the page.
pub fn focus_on(selector: &str) {
    if let Some(element) = html_element(selector) {
        let _ = element.focus();
    }
}

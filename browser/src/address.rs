//! The address that the page was opened with.

use wasm_bindgen::JsValue;
use whereabouts_core::route::Route;

/// The query of a link that fills the form, taken out of the address: it is done with, and a reload
/// would undo what was changed since. `site_base` is the path that the site is deployed at.
#[must_use]
pub fn take_query(site_base: &str) -> String {
    let Some(window) = web_sys::window() else { return String::new() };
    let location = window.location();
    let path = location.pathname().unwrap_or_default();
    let is_form = path.strip_prefix(site_base).and_then(Route::at) == Some(Route::SetStatus);
    let query = location.search().unwrap_or_default();
    if !is_form || query.is_empty() {
        return String::new();
    }
    if let Ok(history) = window.history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&path));
    }
    query
}

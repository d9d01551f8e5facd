//! The address of the page.

use wasm_bindgen::JsValue;
use whereabouts_core::route::Route;

/// Removes the query of a link that fills the form from the address and returns it. If it stayed, a
/// reload would overwrite the person's changes. `site_base` is the path of the site.
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

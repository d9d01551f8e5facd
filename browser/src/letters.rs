//! The browser's tables of letters, so that the program has none of its own.

use js_sys::JsString;

/// `text` in lower case.
#[must_use]
pub fn lower_case(text: &str) -> String {
    JsString::from(text).to_lower_case().into()
}

//! The console, where whoever looks into a fault finds its cause. Nothing that is written there may contain the token, a
//! message or the text of an answer.

use js_sys::{Error, JsString};
use wasm_bindgen::{JsCast, JsValue};

/// Writes a warning. `context` says what failed.
pub fn warn(context: &str, cause: &str) {
    web_sys::console::warn_1(&format!("Whereabouts: {context}: {cause}").into());
}

/// The name and the message of what JavaScript threw.
pub(crate) fn cause_of(thrown: &JsValue) -> String {
    let error: Option<&Error> = thrown.dyn_ref();
    let text = error.map_or_else(|| JsString::from("unknown"), Error::to_string);
    text.into()
}

//! Finds and focuses elements, and fires their events.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventInit, EventTarget, HtmlElement, KeyboardEvent};

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

/// Whether a key is part of a composition, as of an input method for Japanese. Safari sends the key that ends one
/// after the composition, with the code 229.
#[must_use]
pub fn is_composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

/// Fires a bubbling event.
pub fn fire(target: &EventTarget, name: &str) {
    let init = EventInit::new();
    init.set_bubbles(true);
    if let Ok(event) = Event::new_with_event_init_dict(name, &init) {
        let _ = target.dispatch_event(&event);
    }
}

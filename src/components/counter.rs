//! Counts the characters of a text.

use super::built::Build;
use js_sys::{Array, Intl, Object, Reflect};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;
use whereabouts_core::form::Entry;
use whereabouts_core::text;

/// The counter appears this many characters before the advised length.
const NEAR: usize = 30;
/// The pause in typing after which the count is announced.
const PAUSE: Duration = Duration::from_secs(1);

/// Shows the remaining characters near the advised length, and the excess past it. It enforces nothing.
#[component]
pub fn Counter(
    /// The text.
    value: RwSignal<Entry>,
    /// In characters as people count them (graphemes).
    advised: usize,
) -> impl IntoView {
    let sentence = Memo::new(move |_| value.with(|entry| sentence(&entry.text, advised)));
    let spoken = RwSignal::new(String::new());
    let pending = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        if let Some(pending) = pending.get_value() {
            pending.clear();
        }
        let sentence = sentence.get();
        let speak = move || {
            spoken.try_set(sentence);
        };
        pending.set_value(set_timeout_with_handle(speak, PAUSE).ok());
    });
    view! {
        <p class="hint counter" aria-hidden="true" prop:textContent=sentence></p>
        // No role: the only status region is for the outcome.
        <p class="visually-hidden" aria-live="polite" prop:textContent=spoken></p>
    }
    .built()
}

fn sentence(text: &str, advised: usize) -> String {
    // A character has at least one byte, so short texts need no counting.
    if text.len() + NEAR < advised {
        return String::new();
    }
    let count = count_characters(text);
    if count > advised {
        text::fields::characters_over(count - advised, advised)
    } else if count + NEAR >= advised {
        text::fields::characters_left(advised - count)
    } else {
        String::new()
    }
}

/// Counts graphemes: a family emoji is one, and a combining accent is none.
fn count_characters(text: &str) -> usize {
    if text.is_ascii() {
        // CRLF would be one grapheme, but a single-line field has no line breaks.
        return text.len();
    }
    let has_segmenter = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::has(&intl, &"Segmenter".into()))
        .unwrap_or(false);
    if !has_segmenter {
        // Firefox before 125.
        return text.chars().count();
    }
    // The default granularity is the grapheme.
    let segments = Intl::Segmenter::new(&Array::new(), &Object::new()).segment(text);
    Array::from(&segments).length() as usize
}

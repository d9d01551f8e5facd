//! How much longer a text may become before it is long.

use super::built::Build;
use js_sys::{Array, Intl, Object, Reflect};
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use std::time::Duration;
use whereabouts_core::form::Entry;

/// How many characters before the advised length the counter appears.
const NEAR: usize = 30;
/// Typing must have paused this long before the counter speaks.
const PAUSE: Duration = Duration::from_secs(1);

/// Shows, near the advised length and past it, how a text stands to it. It only advises.
#[component]
pub fn Counter(
    /// The text.
    value: RwSignal<Entry>,
    /// In characters as people count them.
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
        <p class="hint counter" aria-hidden="true">
            {move || sentence.get()}
        </p>
        // Without a role: the page's one status region is for its outcome.
        <p class="visually-hidden" aria-live="polite">
            {move || spoken.get()}
        </p>
    }
    .built()
}

fn sentence(text: &str, advised: usize) -> String {
    // A character is one byte at least, so short texts need no counting.
    if text.len() + NEAR < advised {
        return String::new();
    }
    let count = count_characters(text);
    let characters = |count: usize| if count == 1 { "character" } else { "characters" };
    if count > advised {
        let over = count - advised;
        format!("{over} {} over {advised}: others may see the message cut off", characters(over))
    } else if count + NEAR >= advised {
        let left = advised - count;
        format!("{left} {} left", characters(left))
    } else {
        String::new()
    }
}

/// Counts characters as people see them: a family emoji is one, an accent is none.
fn count_characters(text: &str) -> usize {
    if text.is_ascii() {
        // But for a line break of two, which a field of one line holds none of.
        return text.len();
    }
    let has_segmenter = Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| Reflect::has(&intl, &"Segmenter".into()))
        .unwrap_or(false);
    if !has_segmenter {
        // Firefox before 125.
        return text.chars().count();
    }
    // By default a segmenter parts graphemes.
    let segments = Intl::Segmenter::new(&Array::new(), &Object::new()).segment(text);
    Array::from(&segments).length() as usize
}

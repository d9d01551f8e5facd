//! The choice of the language. `public/early.js` fetches its words, because it does so before the first paint, too.

use crate::components::Build;
use crate::kept::Kept;
use crate::language::Language;
use leptos::prelude::*;
use whereabouts_browser::storage::{self, Key};
use whereabouts_core::text::{LANGUAGES, settings};

/// Chooses the language for all tabs on this device.
#[component]
pub fn LanguageChoice(
    /// What the page keeps.
    kept: Kept,
    /// Whether the words could be fetched.
    language: Language,
) -> impl IntoView {
    let chosen = RwSignal::new(String::new());
    let reread = move || {
        if let Ok(stored) = kept.read(Key::Language) {
            chosen.set(stored.unwrap_or_default());
        }
    };
    reread();
    kept.follow(reread);
    let on_change = move |event| {
        let tag = event_target_value(&event);
        // Before it is written, as with the appearance.
        storage::announce(Key::Language, &tag);
        kept.write(Key::Language, &tag);
        chosen.set(tag);
    };
    let trouble = Memo::new(move |_| {
        if language.is_missing.get() { settings::language_not_loaded() } else { "" }.to_owned()
    });
    view! {
        <div class="field">
            <label class="field-label" for="language">
                {settings::language()}
            </label>
            <select id="language" class="input" on:change=on_change>
                <option value="">{settings::language_of_browser()}</option>
                {LANGUAGES
                    .iter()
                    .map(|(tag, name)| {
                        let is_chosen = move || chosen.with(|chosen| chosen == tag);
                        view! {
                            <option value=*tag lang=*tag prop:selected=is_chosen>
                                {*name}
                            </option>
                        }
                            .built()
                    })
                    .collect_view()}
            </select>
            <p class="hint" aria-live="polite" prop:textContent=trouble></p>
        </div>
    }
    .built()
}

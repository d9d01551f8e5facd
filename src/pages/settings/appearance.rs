//! The choice between the system's appearance, light and dark. `public/early.js` applies it, because that
//! must happen before the first paint.

use super::language::LanguageChoice;
use crate::components::{RadioGroup, RadioOption};
use crate::kept::Kept;
use crate::language::Language;
use leptos::prelude::*;
use whereabouts_browser::storage::{self, Key};
use whereabouts_core::form::{Field, FieldErrors};
use whereabouts_core::text::settings;

/// A stored value and its label.
type Choice = (&'static str, fn() -> &'static str);

const CHOICES: [Choice; 3] = [
    ("system", settings::appearance_system),
    ("light", settings::appearance_light),
    ("dark", settings::appearance_dark),
];

/// Chooses the appearance for all tabs on this device.
#[component]
pub fn Appearance(
    /// What the page keeps.
    kept: Kept,
    /// The language of the page.
    language: Language,
) -> impl IntoView {
    let chosen = RwSignal::new(CHOICES[0].0);
    let reread = move || {
        if let Ok(stored) = kept.read(Key::Appearance) {
            let known = CHOICES.iter().find(|(value, _)| stored.as_deref() == Some(value));
            chosen.set(known.unwrap_or(&CHOICES[0]).0);
        }
    };
    reread();
    kept.follow(reread);
    let on_choose = Callback::new(move |value| {
        // Before it is written: if it can't be stored, an event like that of another tab would end its place in
        // memory.
        storage::announce(Key::Appearance, value);
        kept.write(Key::Appearance, value);
        chosen.set(value);
    });
    let options = CHOICES
        .map(|(value, label)| RadioOption { value, label: label(), icon: None, note: None })
        .into_iter()
        .collect();
    view! {
        <section class="setting" aria-labelledby="display-title">
            <div class="setting-head">
                <h2 id="display-title">{settings::display_heading()}</h2>
                <p class="hint">{settings::display_hint()}</p>
            </div>
            <div class="setting-body">
                <LanguageChoice kept language />
                <RadioGroup
                    field=Field::Appearance
                    options
                    chosen=Memo::new(move |_| Some(chosen.get()))
                    on_choose
                    errors=RwSignal::new(FieldErrors::default())
                />
            </div>
        </section>
    }
}

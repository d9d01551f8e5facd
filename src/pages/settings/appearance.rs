//! The choice between the system's appearance, light and dark. `public/early.js` applies it, because that
//! must happen before the first paint.

use crate::components::{RadioGroup, RadioOption};
use leptos::ev;
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
pub fn Appearance() -> impl IntoView {
    let chosen = RwSignal::new(CHOICES[0].0);
    let reread = move || {
        if let Ok(kept) = storage::read(Key::Appearance) {
            let known = CHOICES.iter().find(|(value, _)| kept.as_deref() == Some(value));
            chosen.set(known.unwrap_or(&CHOICES[0]).0);
        }
    };
    reread();
    let on_storage = window_event_listener(ev::storage, move |_| reread());
    on_cleanup(move || on_storage.remove());
    let on_choose = Callback::new(move |value| {
        let _ = storage::write(Key::Appearance, value);
        storage::announce(Key::Appearance, value);
        // Applies even if nothing can be stored.
        chosen.set(value);
    });
    let options = CHOICES
        .map(|(value, label)| RadioOption { value, label: label(), icon: None, note: None })
        .into_iter()
        .collect();
    view! {
        <RadioGroup
            field=Field::Appearance
            options
            chosen=Memo::new(move |_| Some(chosen.get()))
            on_choose
            errors=RwSignal::new(FieldErrors::default())
        />
    }
}

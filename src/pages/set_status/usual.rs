//! Presets and recent statuses as chips that fill the form.

use super::model::StatusModel;
use crate::components::{Build, focus_on, is_composing};
use leptos::prelude::*;
use web_sys::KeyboardEvent;
use whereabouts_core::form::Template;
use whereabouts_core::text::presets as text;

/// Presets and recent statuses.
#[component]
pub fn UsualChips(
    /// The model of the page.
    model: StatusModel,
) -> impl IntoView {
    let statuses = model.usual.statuses;
    let is_empty = Memo::new(move |_| {
        statuses.with(|usual| usual.recent().is_empty() && usual.named().is_empty())
    });
    let chips = move || {
        statuses.with(|usual| {
            let named = usual.named().iter().map(|named| {
                let template = named.template.clone();
                chip(model, named.name.clone(), template, false)
            });
            let recent = usual
                .recent()
                .iter()
                .map(|template| chip(model, template.summary(), template.clone(), true));
            named.chain(recent).collect_view()
        })
    };
    view! {
        <section class="usual" aria-labelledby="usual-title" hidden=move || is_empty.get()>
            <h2 class="field-label" id="usual-title" tabindex="-1">
                {text::usual_heading()}
            </h2>
            <ul class="chips">{chips}</ul>
        </section>
    }
    .built()
}

fn chip(model: StatusModel, name: String, template: Template, is_removable: bool) -> AnyView {
    let code = template.status().as_str();
    let fills = template.clone();
    let remove = is_removable.then(|| {
        let label = text::remove(&name);
        let on_click = move |_| {
            model.usual.change(|usual| usual.forget(&template));
            // The button is gone, so its list gets the focus.
            focus_on("#usual-title");
        };
        view! {
            <button type="button" class="chip-remove" aria-label=label on:click=on_click>
                "×"
            </button>
        }
    });
    view! {
        <li class="chip" data-value=code>
            <button type="button" class="chip-fill" on:click=move |_| model.fill(fills.draft())>
                <bdi prop:textContent=name.clone()></bdi>
            </button>
            {remove}
        </li>
    }
    .into_any()
}

/// Saves the entries of the form as a preset.
#[component]
pub fn SaveAsPreset(
    /// The model of the page.
    model: StatusModel,
) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let feedback = RwSignal::new(String::new());
    let save = move || {
        let draft = untrack(|| model.fields.draft());
        let Some(template) = Template::of(&draft) else {
            feedback.set(text::status_missing().to_owned());
            return;
        };
        let wanted = name.get_untracked();
        if wanted.trim().is_empty() {
            feedback.set(text::name_missing().to_owned());
        } else if model.usual.change(|usual| usual.save(&wanted, template)) {
            feedback.set(text::saved(wanted.trim()));
            name.set(String::new());
        } else {
            feedback.set(text::too_many());
        }
    };
    // Enter saves the preset and does not set the status.
    let save_on_enter = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !is_composing(&event) {
            event.prevent_default();
            event.stop_propagation();
            save();
        }
    };
    view! {
        <div class="save-preset">
            <label class="field-label" for="preset-name">
                {text::name()}
            </label>
            <div class="actions">
                <input
                    class="input"
                    id="preset-name"
                    autocomplete="off"
                    maxlength="60"
                    prop:value=move || name.get()
                    on:input=move |event| name.set(event_target_value(&event))
                    on:keydown=save_on_enter
                />
                <button type="button" id="save-preset" class="button" on:click=move |_| save()>
                    {text::save()}
                </button>
            </div>
            <p class="hint" aria-live="polite" prop:textContent=feedback></p>
        </div>
    }
    .built()
}

//! Presets and recent statuses as chips that fill the form.

use super::model::StatusModel;
use crate::components::{Build, focus_on, icon, is_composing, read_controls, status_icon};
use crate::pages::usual_model::UsualModel;
use leptos::html::Input;
use leptos::prelude::*;
use web_sys::KeyboardEvent;
use whereabouts_core::form::{Template, UsualStatuses};
use whereabouts_core::text::{presets as text, status, undo};

/// Presets and recent statuses.
#[component]
pub fn UsualChips(
    /// The model of the page.
    model: StatusModel,
) -> impl IntoView {
    let statuses = model.usual.statuses;
    let is_empty = move || statuses.with(UsualStatuses::is_empty);
    let chips = move || {
        statuses.with(|usual| {
            let named = usual.named().iter().map(|named| {
                let template = named.template.clone();
                chip(model, named.name.clone(), template, true)
            });
            let recent = usual
                .recent()
                .iter()
                .map(|template| chip(model, template.summary(), template.clone(), false));
            named.chain(recent).collect_view()
        })
    };
    view! {
        <section class="usual" aria-labelledby="usual-title" hidden=is_empty>
            <h2 class="now-title" id="usual-title" tabindex="-1">
                {text::usual_heading()}
            </h2>
            <ul class="chips">{chips}</ul>
        </section>
    }
    .built()
}

/// A preset, or a recent status, whose name is its summary.
fn chip(model: StatusModel, name: String, template: Template, is_preset: bool) -> AnyView {
    let code = template.status();
    // A summary is shown in two lines and read out as one.
    let (first, second, label) = if is_preset {
        (name.clone(), String::new(), None)
    } else {
        let status = status::label(code).to_owned();
        (status, template.summary_without_status(), Some(name.clone()))
    };
    let fills = template.clone();
    let remove = (!is_preset).then(|| {
        let label = text::remove(&name);
        let on_click = move |_| {
            let UsualModel { statuses, undo, .. } = model.usual;
            if let Some(place) = model.usual.change(|usual| usual.forget(&template)) {
                let template = template.clone();
                let name = name.clone();
                undo.offer(
                    move || undo::removed(&name),
                    move || {
                        model.usual.change(|usual| usual.put_back(template, place));
                        focus_on("#usual-title");
                    },
                );
            }
            // The button is gone, so its list gets the focus, unless that is gone too.
            let is_last = statuses.with_untracked(UsualStatuses::is_empty);
            focus_on(if is_last { "#page-heading" } else { "#usual-title" });
        };
        view! {
            <button type="button" class="chip-remove" aria-label=label on:click=on_click>
                // An icon: a character would be the visible name, which the name does not contain.
                {icon(icon::CLOSE)}
            </button>
        }
    });
    view! {
        <li class="chip" data-value=code.as_str()>
            <button
                type="button"
                class="chip-fill"
                aria-label=label
                on:click=move |_| model.fill(fills.draft())
            >
                {icon(status_icon(code))}
                <span class="chip-text">
                    <bdi class="chip-name" prop:textContent=first></bdi>
                    " "
                    <bdi class="chip-note" prop:textContent=second></bdi>
                </span>
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
    let control = NodeRef::<Input>::new();
    let save = move || {
        if let Some(form) = control.get_untracked().and_then(|control| control.form()) {
            read_controls(&form);
        }
        let draft = untrack(|| model.fields.draft());
        let Some(template) = Template::of(&draft) else {
            feedback.set(text::status_missing().to_owned());
            return;
        };
        let wanted = name.get_untracked();
        if wanted.trim().is_empty() {
            feedback.set(text::name_missing().to_owned());
        } else if let Some(edit) = model.usual.change(|usual| usual.save(&wanted, template)) {
            let wanted = wanted.trim();
            feedback.set(if model.usual.outlasts_page() {
                text::saved(wanted)
            } else {
                text::saved_until_closed(wanted)
            });
            name.set(String::new());
            if let Some(lost) = edit.lost() {
                let lost = lost.to_owned();
                model.usual.offer_revert(move || undo::replaced(&lost), vec![edit.clone()]);
            }
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
                    node_ref=control
                    class="input"
                    id="preset-name"
                    autocomplete="off"
                    dir="auto"
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

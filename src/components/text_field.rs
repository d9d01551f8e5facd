//! A labelled `input` for text, dates, times or passwords.

use super::built::{Build, Built};
use super::elements::fire;
use super::field_error::{FieldErrorText, described_by, is_invalid};
use leptos::attr::custom::custom_attribute;
use leptos::html::Input;
use leptos::prelude::*;
use web_sys::HtmlInputElement;
use whereabouts_browser::letters::lower_case;
use whereabouts_core::domain::{Suggestion, UserId};
use whereabouts_core::form::{Entry, Field, FieldErrors};
use whereabouts_core::text;

/// A label, a control, its hint and its error message, associated for assistive technology.
///
/// The control is uncontrolled: the page reads it on each `input` event, and writes to it only when
/// `replaced` fires. Writing to a half-filled date would delete what was typed.
#[component]
pub fn TextField(
    /// Determines label and ids.
    field: Field,
    /// The content of the control.
    value: RwSignal<Entry>,
    /// All problems of the form.
    errors: RwSignal<FieldErrors>,
    /// Fires when something other than typing changes `value`.
    replaced: Trigger,
    /// The `type` of the input.
    #[prop(default = "text")]
    kind: &'static str,
    /// Whether a secret is shown. Without this prop the control is not for a secret.
    #[prop(optional)]
    shows: Option<RwSignal<bool>>,
    /// The hint below the control.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// Whether the hint stands beside the label instead, where both fit on a line.
    #[prop(optional)]
    has_hint_beside: bool,
    /// The id of a hint that several controls share.
    #[prop(optional)]
    hint_id: Option<&'static str>,
    /// Suggested ids with their names. Other ids are accepted, too.
    #[prop(optional)]
    suggestions: Option<RwSignal<Vec<Suggestion>>>,
    /// Called on focus, to read the suggestions.
    #[prop(optional, into)]
    on_focus: Option<Callback<()>>,
) -> impl IntoView {
    let control = NodeRef::<Input>::new();
    Effect::new(move |_| {
        replaced.track();
        if let Some(control) = control.get() {
            let text = value.with_untracked(|entry| entry.text.clone());
            // Writing an equal value would move the caret.
            if control.value() != text {
                control.set_value(&text);
            }
        }
    });
    let read = move || {
        // If a focused control is removed, its `blur` event comes after its disposal.
        if let Some(control) = control.try_get_untracked().flatten() {
            let entry = entry_in(&control);
            value.maybe_update(|value| std::mem::replace(value, entry.clone()) != entry);
        }
    };
    // A full name becomes its id.
    let settle = move || {
        read();
        let id = suggestions.and_then(|all| {
            let name = value.try_with_untracked(|entry| entry.text.clone())?;
            all.with_untracked(|all| Suggestion::id_of(&name, all, lower_case))
        });
        if let (Some(id), Some(control)) = (id, control.try_get_untracked().flatten()) {
            control.set_value(&id.to_string());
            // So that a problem with the name disappears.
            fire(&control, "input");
        }
    };
    // A half-filled date of the static form is not in this control, which replaced it. Once its error was
    // shown, the content of this control counts.
    Effect::new(move |_| {
        if errors.with(|errors| errors.on(field).is_some()) {
            read();
        }
    });
    let is_text = kind == "text";
    let hint_text = hint.map(|hint| {
        view! {
            <p class="hint" id=field.hint_id()>
                {hint}
            </p>
        }
        .built()
    });
    let (hint_beside, hint_below) =
        if has_hint_beside { (hint_text, None) } else { (None, hint_text) };
    let own_hint_id = hint.map(|_| field.hint_id()).or_else(|| hint_id.map(str::to_owned));
    view! {
        <div class="field">
            <label class="field-label" for=field.name() id=field.label_id()>
                {text::fields::label(field)}
            </label>
            {hint_beside}
            <input
                node_ref=control
                class="input"
                id=field.name()
                name=field.name()
                type=move || if shows.is_none_or(|shows| shows.get()) { kind } else { "password" }
                autocomplete="off"
                // What is typed in may be in another script than the page.
                dir=is_text.then_some("auto")
                // A secret that is shown is no prose.
                spellcheck=shows.map(|_| "false")
                autocapitalize=shows.map(|_| "none")
                {..custom_attribute("autocorrect", shows.map(|_| "off"))}
                // At once, so that the caret of the static form can be restored before the effect runs.
                value=value.with_untracked(|entry| entry.text.clone())
                aria-describedby=described_by(field, own_hint_id, errors)
                aria-invalid=is_invalid(field, errors)
                on:input=move |_| read()
                on:change=move |_| settle()
                on:blur=move |_| settle()
                on:focus=move |_| {
                    if let Some(on_focus) = on_focus {
                        on_focus.run(());
                    }
                }
                list=move || {
                    let has_any = suggestions.is_some_and(|all| all.with(|all| !all.is_empty()));
                    has_any.then(|| list_id(field))
                }
            />
            {suggestions.map(|suggestions| suggestion_list(field, value, suggestions))}
            {hint_below}
            <FieldErrorText field errors />
        </div>
    }
    .built()
}

/// The content of `control`. A cloned control loses `badInput`, so `public/start.js` marks half-filled
/// clones.
#[must_use]
pub fn entry_in(control: &HtmlInputElement) -> Entry {
    let is_unfinished = control.validity().bad_input() || control.has_attribute("data-unfinished");
    Entry { text: control.value(), is_unfinished }
}

fn list_id(field: Field) -> String {
    format!("{}-list", field.name())
}

/// A `datalist` of suggestions, and the name of the entered id.
fn suggestion_list(
    field: Field,
    value: RwSignal<Entry>,
    suggestions: RwSignal<Vec<Suggestion>>,
) -> Built {
    let options = move || {
        suggestions.with(|all| {
            all.iter()
                .map(|one| {
                    view! { <option value=one.id.to_string()>{one.name.clone()}</option> }.built()
                })
                .collect_view()
        })
    };
    let name = move || {
        let id = value.with(|entry| entry.text.parse::<UserId>().ok())?;
        suggestions.with(|all| Some(all.iter().find(|one| one.id == id.get())?.name.clone()))
    };
    let name = Memo::new(move |_| name().unwrap_or_default());
    view! {
        <datalist id=list_id(field)>{options}</datalist>
        <p class="chosen-name" aria-live="polite">
            <bdi prop:textContent=name></bdi>
        </p>
    }
    .built()
}

//! A labelled control that takes text: typed, or of the browser's own date, time and password kind.

use super::built::{Build, Built};
use super::field_error::{FieldErrorText, described_by, is_invalid};
use leptos::html::Input;
use leptos::prelude::*;
use web_sys::HtmlInputElement;
use whereabouts_core::domain::Suggestion;
use whereabouts_core::form::{Entry, Field, FieldErrors};

/// A label, a control, its hint and what is wrong with it, tied together for assistive technology.
///
/// The control is uncontrolled: the page reads it on each `input` and writes to it only when
/// `replaced` fires. Writing a value back while a date is half filled in would wipe what was typed.
#[component]
pub fn TextField(
    /// Names the control and gives its ids.
    field: Field,
    /// What the control holds.
    value: RwSignal<Entry>,
    /// All that is wrong with the form.
    errors: RwSignal<FieldErrors>,
    /// Fires when `value` was set by something other than typing.
    replaced: Trigger,
    /// The `type` of the input.
    #[prop(default = "text")]
    kind: &'static str,
    /// Of a secret: whether it can be read.
    #[prop(optional)]
    shows: Option<RwSignal<bool>>,
    /// The `inputmode` of the input.
    #[prop(optional)]
    keyboard: Option<&'static str>,
    /// A sentence below the control.
    #[prop(optional)]
    hint: Option<&'static str>,
    /// The id of a hint that stands elsewhere and serves several controls.
    #[prop(optional)]
    hint_id: Option<&'static str>,
    /// Numbers that the control takes, by name. They help and are never needed.
    #[prop(optional)]
    suggestions: Option<RwSignal<Vec<Suggestion>>>,
    /// Called when the control gets the focus: the moment to look for suggestions.
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
        // A control that is taken away while it has the focus loses it after it was disposed of.
        if let Some(control) = control.try_get_untracked().flatten() {
            let entry = entry_in(&control);
            value.maybe_update(|value| std::mem::replace(value, entry.clone()) != entry);
        }
    };
    // A date that was begun in index.html is not in this control, which took that one's place. Once that was
    // said, what stands here is what counts.
    Effect::new(move |_| {
        if errors.with(|errors| errors.on(field).is_some()) {
            read();
        }
    });
    let own_hint_id = hint.map(|_| field.hint_id()).or_else(|| hint_id.map(str::to_owned));
    view! {
        <div class="field">
            <label class="field-label" for=field.name() id=field.label_id()>
                {field.label()}
            </label>
            <input
                node_ref=control
                class="input"
                id=field.name()
                name=field.name()
                type=move || if shows.is_none_or(|shows| shows.get()) { kind } else { "password" }
                inputmode=keyboard
                autocomplete="off"
                prop:value=value.with_untracked(|entry| entry.text.clone())
                aria-describedby=described_by(field, own_hint_id, errors)
                aria-invalid=is_invalid(field, errors)
                on:input=move |_| read()
                on:blur=move |_| read()
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
            {hint
                .map(|hint| {
                    view! {
                        <p class="hint" id=field.hint_id()>
                            {hint}
                        </p>
                    }
                        .built()
                })}
            <FieldErrorText field errors />
        </div>
    }
    .built()
}

/// What `control` holds. A copy of a control has no validity of its own: `public/start.js` marks a copy
/// that was unfinished.
#[must_use]
pub fn entry_in(control: &HtmlInputElement) -> Entry {
    let is_unfinished = control.validity().bad_input() || control.has_attribute("data-unfinished");
    Entry { text: control.value(), is_unfinished }
}

fn list_id(field: Field) -> String {
    format!("{}-list", field.name())
}

/// The browser's own list of suggestions, and below the control the name of what is entered.
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
    let name = Memo::new(move |_| {
        let id = value.with(|entry| entry.text.trim().parse::<i64>().ok())?;
        suggestions.with(|all| Some(all.iter().find(|one| one.id == id)?.name.clone()))
    });
    view! {
        <datalist id=list_id(field)>{options}</datalist>
        <p class="chosen-name" aria-live="polite">
            <bdi>{move || name.get()}</bdi>
        </p>
    }
    .built()
}

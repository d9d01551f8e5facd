//! A group of native radio buttons, with the arrow keys and tab order of the browser.

use super::built::{Build, Built};
use super::field_error::{FieldErrorText, described_by};
use super::icon::icon;
use leptos::prelude::*;
use whereabouts_core::form::{Field, FieldErrors};
use whereabouts_core::text;

/// A radio button.
#[derive(Debug, Clone, Copy)]
pub struct RadioOption {
    /// Its value, which is also part of its id.
    pub value: &'static str,
    /// Its label.
    pub label: &'static str,
    /// The path of its icon, 24 by 24 units.
    pub icon: Option<&'static str>,
    /// A note below the label. If the memo holds `None`, the option is not available and is hidden.
    pub note: Option<Memo<Option<String>>>,
}

/// A legend, radio buttons and the error message.
#[component]
pub fn RadioGroup(
    /// Determines label and ids.
    field: Field,
    /// The radio buttons.
    options: Vec<RadioOption>,
    /// The chosen value.
    chosen: Memo<Option<&'static str>>,
    /// Called with the value that the person chooses.
    on_choose: Callback<&'static str>,
    /// All problems of the form.
    errors: RwSignal<FieldErrors>,
) -> impl IntoView {
    let radios = options
        .into_iter()
        .enumerate()
        .map(|(index, option)| radio(field, option, index == 0, chosen, on_choose))
        .collect_view();
    view! {
        <fieldset
            class="field choices"
            role="radiogroup"
            data-field=field.name()
            aria-labelledby=field.label_id()
            aria-describedby=described_by(field, None, errors)
        >
            <legend class="field-label" id=field.label_id()>
                {text::fields::label(field)}
            </legend>
            <FieldErrorText field errors />
            <div class="choice-list">{radios}</div>
        </fieldset>
    }
    .built()
}

fn radio(
    field: Field,
    RadioOption { value, label, icon: path, note }: RadioOption,
    is_first: bool,
    chosen: Memo<Option<&'static str>>,
    on_choose: Callback<&'static str>,
) -> Built {
    // The first one has the group's id, which is the target of the link in the error summary.
    let id = if is_first { field.name().to_owned() } else { format!("{}-{value}", field.name()) };
    let note_id = format!("{}-{value}-note", field.name());
    let is_chosen = move || chosen.get() == Some(value);
    // A chosen option stays visible after it became unavailable, and submitting it shows an error.
    let is_hidden = move || note.is_some_and(|note| note.with(Option::is_none)) && !is_chosen();
    let note = note.map(|note| {
        view! {
            <p class="choice-note" id=note_id.clone() prop:textContent=note></p>
        }
        .built()
    });
    view! {
        <div class="choice" data-value=value hidden=is_hidden>
            <input
                type="radio"
                class="choice-input"
                id=id.clone()
                name=field.name()
                value=value
                aria-describedby=note.is_some().then_some(note_id)
                prop:checked=is_chosen
                // `read_controls` fires it, too, when nothing was chosen.
                on:input=move |_| {
                    if !is_chosen() {
                        on_choose.run(value);
                    }
                }
            />
            {path.map(icon)}
            <div class="choice-text">
                <label class="choice-label" for=id>
                    {label}
                </label>
                {note}
            </div>
        </div>
    }
    .built()
}

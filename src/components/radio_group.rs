//! A group of native radio buttons: the browser gives it the arrow keys and the tab order.

use super::built::{Build, Built};
use super::field_error::{FieldErrorText, described_by};
use leptos::prelude::*;
use whereabouts_core::form::{Field, FieldErrors};

/// One choice of a group.
#[derive(Debug, Clone, Copy)]
pub struct RadioOption {
    /// What identifies it; part of its id.
    pub value: &'static str,
    /// Its visible and accessible name.
    pub label: &'static str,
    /// The path of its icon, 24 by 24.
    pub icon: Option<&'static str>,
    /// What it comes to at present, shown below its name and read after it. `None` inside means
    /// that it can't be chosen at present.
    pub note: Option<Memo<Option<String>>>,
}

/// A legend, radio buttons and what is wrong with the choice.
#[component]
pub fn RadioGroup(
    /// Names the group and gives its ids.
    field: Field,
    /// The choices.
    options: Vec<RadioOption>,
    /// The value of the one that is chosen.
    chosen: Memo<Option<&'static str>>,
    /// Called with the value that a person chooses.
    on_choose: Callback<&'static str>,
    /// All that is wrong with the form.
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
                {field.label()}
            </legend>
            <FieldErrorText field errors />
            <div class="choice-list">{radios}</div>
        </fieldset>
    }
    .built()
}

fn radio(
    field: Field,
    RadioOption { value, label, icon, note }: RadioOption,
    is_first: bool,
    chosen: Memo<Option<&'static str>>,
    on_choose: Callback<&'static str>,
) -> Built {
    // The first one bears the group's id, so that an error's link finds it.
    let id = if is_first { field.name().to_owned() } else { format!("{}-{value}", field.name()) };
    let note_id = format!("{}-{value}-note", field.name());
    let is_chosen = move || chosen.get() == Some(value);
    // One that was chosen while it could be stays to be seen, and is refused in words.
    let is_hidden = move || note.is_some_and(|note| note.with(Option::is_none)) && !is_chosen();
    let note = note.map(|note| {
        view! {
            <p class="choice-note" id=note_id.clone()>
                {move || note.get()}
            </p>
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
                on:input=move |_| on_choose.run(value)
            />
            {icon
                .map(|path| {
                    view! {
                        <svg class="choice-icon" viewBox="0 0 24 24" aria-hidden="true">
                            <path d=path />
                        </svg>
                    }
                        .built()
                })}
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

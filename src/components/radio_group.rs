//! A group of native radio buttons: the browser gives it the arrow keys and the tab order.

use super::field_error::{FieldErrorText, described_by};
use crate::form::{Field, FieldErrors};
use leptos::prelude::*;

/// One choice of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RadioOption {
    /// What identifies it; part of its id.
    pub value: &'static str,
    /// Its visible and accessible name.
    pub label: &'static str,
}

/// A legend, radio buttons and what is wrong with the choice.
#[component]
pub fn RadioGroup(
    /// Names the group and gives its ids.
    field: Field,
    /// The choices.
    options: Vec<RadioOption>,
    /// The value of the one that is chosen.
    #[prop(into)]
    chosen: Signal<Option<&'static str>>,
    /// Called with the value that a person chooses.
    on_choose: Callback<&'static str>,
    /// All that is wrong with the form.
    errors: RwSignal<FieldErrors>,
) -> impl IntoView {
    let radios = options
        .into_iter()
        .enumerate()
        .map(|(index, RadioOption { value, label })| {
            // The first one bears the group's id, so that an error's link finds it.
            let id =
                if index == 0 { field.id().to_owned() } else { format!("{}-{value}", field.id()) };
            view! {
                <div class="choice" data-value=value>
                    <input
                        type="radio"
                        class="choice-input"
                        id=id.clone()
                        name=field.id()
                        value=value
                        prop:checked=move || chosen.get() == Some(value)
                        on:change=move |_| on_choose.run(value)
                    />
                    <label class="choice-label" for=id>{label}</label>
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset
            class="field choices"
            role="radiogroup"
            data-field=field.id()
            aria-labelledby=field.label_id()
            aria-describedby=described_by(field, None, errors)
        >
            <legend class="field-label" id=field.label_id()>{field.label()}</legend>
            <FieldErrorText field errors />
            <div class="choice-list">{radios}</div>
        </fieldset>
    }
    .into_any()
}

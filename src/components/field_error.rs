//! The error message next to a field.

use super::built::Build;
use leptos::prelude::*;
use whereabouts_browser::clock::BrowserFormat;
use whereabouts_core::form::{Field, FieldErrors};

/// The error message, with the id that the field's `aria-describedby` refers to.
#[component]
pub fn FieldErrorText(
    /// The field.
    field: Field,
    /// All problems of the form.
    errors: RwSignal<FieldErrors>,
) -> impl IntoView {
    let sentence = Memo::new(move |_| {
        errors.with(|errors| errors.on(field).map(|problem| problem.sentence(&BrowserFormat)))
    });
    move || {
        sentence.get().map(|sentence| {
            view! {
                <p class="field-error" id=field.error_id()>
                    {sentence}
                </p>
            }
            .built()
        })
    }
}

/// The value of `aria-describedby`: the ids of the hint and of the error.
pub(super) fn described_by(
    field: Field,
    hint_id: Option<String>,
    errors: RwSignal<FieldErrors>,
) -> impl Fn() -> Option<String> + Clone {
    move || {
        let error_id = errors.with(|errors| errors.on(field).map(|_| field.error_id()));
        match (hint_id.clone(), error_id) {
            (Some(hint_id), Some(error_id)) => Some(format!("{hint_id} {error_id}")),
            (hint_id, error_id) => hint_id.or(error_id),
        }
    }
}

/// The value of `aria-invalid`, present only if there is an error.
pub(super) fn is_invalid(
    field: Field,
    errors: RwSignal<FieldErrors>,
) -> impl Fn() -> Option<&'static str> + Clone {
    move || errors.with(|errors| errors.on(field).map(|_| "true"))
}

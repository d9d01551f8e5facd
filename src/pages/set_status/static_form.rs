//! The static form of `index.html`.

use crate::components::entry_in;
use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlInputElement};
use whereabouts_core::form::{Field, StatusDraft};

/// The entries of `form`, which is the static form or a clone of it.
#[must_use]
pub fn entries(form: &HtmlFormElement) -> StatusDraft {
    let control = |selector: &str| -> Option<HtmlInputElement> {
        form.query_selector(selector).ok()??.dyn_into().ok()
    };
    let chosen = |field: Field| {
        let choice = control(&format!("[name={}]:checked", field.name()));
        choice.map(|choice| choice.value()).unwrap_or_default()
    };
    let mut draft = StatusDraft {
        status: chosen(Field::Status).parse().ok(),
        until: chosen(Field::Until).parse().unwrap_or_default(),
        ..StatusDraft::default()
    };
    for field in StatusDraft::entry_fields() {
        if let Some(control) = control(&format!("#{}", field.name()))
            && let Some(entry) = draft.entry_mut(field)
        {
            *entry = entry_in(&control);
        }
    }
    draft
}

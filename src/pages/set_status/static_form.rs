//! The static form of `index.html`.

use crate::components::entry_in;
use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlInputElement};
use whereabouts_core::form::{Entry, Field, StatusDraft};

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
    let entry = |field: Field| -> Entry {
        let control = control(&format!("#{}", field.id()));
        control.map(|control| entry_in(&control)).unwrap_or_default()
    };
    StatusDraft {
        status: chosen(Field::Status).parse().ok(),
        until: chosen(Field::Until).parse().unwrap_or_default(),
        end_date: entry(Field::EndDate),
        end_time: entry(Field::EndTime),
        start_date: entry(Field::StartDate),
        start_time: entry(Field::StartTime),
        message: entry(Field::Message),
        current_task: entry(Field::CurrentTask),
        assignable_id: entry(Field::AssignableId),
    }
}

//! The form as it stands in `index.html`, before the app takes its place.

use crate::components::entry_in;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use whereabouts_core::form::{Entry, Field, StatusDraft};

/// What a person has entered in it. What it has no control for is empty.
#[must_use]
pub fn entered() -> StatusDraft {
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

fn entry(field: Field) -> Entry {
    control(&format!("#{}", field.id())).map(|control| entry_in(&control)).unwrap_or_default()
}

/// The value of the group's choice; empty if there is none.
fn chosen(field: Field) -> String {
    control(&format!("[name={}]:checked", field.id()))
        .map(|control| control.value())
        .unwrap_or_default()
}

fn control(selector: &str) -> Option<HtmlInputElement> {
    document().query_selector(selector).ok()??.dyn_into().ok()
}

//! The two groups of choices: what, and until when.

use super::fields::StatusFields;
use super::model::StatusModel;
use crate::components::{Build, RadioGroup, RadioOption, status_icon};
use crate::pages::clock::Clock;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use whereabouts_core::clock::Edge;
use whereabouts_core::domain::StatusCode;
use whereabouts_core::form::{Entry, Field, Until, entered_wall_time};
use whereabouts_core::text;

/// The status and the end.
#[component]
pub(super) fn Choices(
    /// The model of the page.
    model: StatusModel,
) -> impl IntoView {
    let StatusModel { fields, errors, .. } = model;
    let start = Memo::new(move |_| {
        let date = fields.start_date.get();
        let time = fields.start_time.get();
        let start = model.clock.zone.with(|zone| entered_wall_time(&date, &time, zone))?;
        start.instant_for(Edge::Start).ok()
    });
    view! {
        <RadioGroup
            field=Field::Status
            options=StatusCode::ALL
                .map(|code| RadioOption {
                    value: code.as_str(),
                    label: text::status::label(code),
                    icon: Some(status_icon(code)),
                    note: None,
                })
                .to_vec()
            chosen=Memo::new(move |_| fields.status.get().map(StatusCode::as_str))
            on_choose=Callback::new(move |value: &str| fields.status.set(value.parse().ok()))
            errors
        />
        <RadioGroup
            field=Field::Until
            options=Until::ALL.map(|until| until_option(model.clock, start, until)).to_vec()
            chosen=Memo::new(move |_| Some(fields.until.get().as_str()))
            on_choose=Callback::new(move |value: &str| choose_until(fields, value))
            errors
        />
    }
    .built()
}

/// An end with its date and time, which are updated while the page is open.
fn until_option(clock: Clock, start: Memo<Option<DateTime<Utc>>>, until: Until) -> RadioOption {
    let note = match until {
        Until::NoEnd | Until::Chosen => None,
        Until::Preset(end_preset) => {
            let end = Memo::new(move |_| {
                let now = clock.now.get();
                clock.zone.with(|zone| end_preset.end(now, start.get(), zone, clock.week))
            });
            // Formatting is expensive, and the text changes only once a minute.
            let minute = Memo::new(move |_| end.get().map(|end| end.timestamp() / 60));
            let note = Memo::new(move |_| {
                let end = DateTime::from_timestamp(minute.get()? * 60, 0)?;
                Some(clock.moment(end))
            });
            Some(note)
        }
    };
    RadioOption { value: until.as_str(), label: text::status::until(until), icon: None, note }
}

/// Chooses an end. An empty end date becomes the start date, because most periods are short.
fn choose_until(fields: StatusFields, value: &str) {
    let until = value.parse().unwrap_or_default();
    fields.until.set(until);
    let start_date = fields.start_date.get_untracked();
    let is_end_untouched = fields.end_date.with_untracked(Entry::is_empty);
    if until == Until::Chosen && is_end_untouched && !start_date.is_empty() {
        fields.end_date.set(start_date);
        fields.replaced.notify();
    }
}

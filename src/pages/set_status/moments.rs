//! The date and time of the end and of the start.

use super::model::StatusModel;
use crate::components::{Build, Disclosure, TextField};
use leptos::prelude::*;
use web_sys::Event;
use whereabouts_browser::clock::now;
use whereabouts_core::clock::{Edge, zone_label};
use whereabouts_core::form::{Entry, Field, Until, entered_wall_time};
use whereabouts_core::text;

/// The end date and time, if *Choose date and time* is chosen.
#[component]
pub(super) fn EndMoment(
    /// The model of the page.
    model: StatusModel,
) -> impl IntoView {
    let fields = model.fields;
    let is_shown = Memo::new(move |_| fields.until.get() == Until::Chosen);
    move || {
        is_shown.get().then(|| {
            view! {
                <Moment
                    model
                    edge=Edge::End
                    date=(Field::EndDate, fields.end_date)
                    time=(Field::EndTime, fields.end_time)
                />
            }
        })
    }
}

/// The start date and time in a closed disclosure, because almost every status starts now.
#[component]
pub(super) fn StartMoment(
    /// The model of the page.
    model: StatusModel,
) -> impl IntoView {
    let fields = model.fields;
    view! {
        <Disclosure
            replaced=fields.replaced
            id="start-later"
            summary=text::form::start_later()
            opens=move || !fields.start_date.get().is_empty() || !fields.start_time.get().is_empty()
        >
            <Moment
                model
                edge=Edge::Start
                date=(Field::StartDate, fields.start_date)
                time=(Field::StartTime, fields.start_time)
            />
        </Disclosure>
    }
}

/// A date control, a time control and their zone.
#[component]
fn Moment(
    /// The model of the page.
    model: StatusModel,
    /// The side of the period.
    edge: Edge,
    /// The field and value of the date control.
    date: (Field, RwSignal<Entry>),
    /// The field and value of the time control.
    time: (Field, RwSignal<Entry>),
) -> impl IntoView {
    let StatusModel { fields, errors, clock, .. } = model;
    let note_id = match edge {
        Edge::Start => "start-zone",
        Edge::End => "end-zone",
    };
    let note = Memo::new(move |_| {
        let (date, time) = (date.1.get(), time.1.get());
        clock.zone.with(|zone| {
            let wall_time = entered_wall_time(&date, &time, zone);
            let instant = wall_time.and_then(|wall_time| wall_time.instant_for(edge).ok());
            let zone = zone_label(zone.name(), zone, instant.unwrap_or_else(now));
            text::time::zone_note(edge, wall_time, &zone)
        })
    });
    view! {
        <div
            class="moment"
            // A half-filled date fires no `input` event, because its value stays empty.
            on:keyup=move |event| {
                if let (Some(control), Ok(input)) = (event.target(), Event::new("input")) {
                    let _ = control.dispatch_event(&input);
                }
            }
        >
            <TextField
                field=date.0
                value=date.1
                errors
                replaced=fields.replaced
                kind="date"
                hint_id=note_id
            />
            <TextField
                field=time.0
                value=time.1
                errors
                replaced=fields.replaced
                kind="time"
                hint_id=note_id
            />
            <p class="hint" id=note_id prop:textContent=note></p>
        </div>
    }
    .built()
}

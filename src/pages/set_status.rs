//! The page with the form that sets a status.

mod choices;
mod current;
mod fields;
mod form_tools;
mod keeping;
mod model;
mod moments;
mod more_fields;
mod now;
mod outcome;
mod request_view;
mod shortcuts;
mod static_form;
mod usual;

pub use model::StatusModel;

use super::directory_model::DirectoryModel;
use crate::components::{Build, Counter, ErrorSummary, PageHeading, TextField};
use choices::Choices;
use form_tools::FormTools;
use leptos::html::Button;
use leptos::prelude::*;
use moments::{EndMoment, StartMoment};
use more_fields::MoreFields;
use now::Now;
use shortcuts::Shortcuts;
use web_sys::SubmitEvent;
use whereabouts_core::clock::zone_label;
use whereabouts_core::domain::Detail;
use whereabouts_core::form::{Field, MESSAGE_LENGTH_ADVISED};
use whereabouts_core::submission::Stage;
use whereabouts_core::text;

/// The form and its outcome.
#[component]
pub fn SetStatusPage(
    /// The model of the page.
    model: StatusModel,
    /// The names of projects and leave types.
    directory: DirectoryModel,
) -> impl IntoView {
    let StatusModel { fields, errors, stage, is_early, clock, .. } = model;
    let button = NodeRef::<Button>::new();
    let is_busy = Memo::new(move |_| stage.with(Stage::is_busy) || is_early.get());
    let is_sending = Memo::new(move |_| stage.with(Stage::is_sending) || is_early.get());
    let has_error = Memo::new(move |_| errors.with(|errors| !errors.is_empty()));
    let label = move || {
        if is_sending.get() { text::form::setting_status() } else { text::form::set_status() }
    };
    // Errors name times, and time can solve them.
    Effect::new(move |_| {
        clock.zone.track();
        clock.now.track();
        model.recheck();
    });

    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        model.press();
    };
    // A pressed button can disappear, for example with its alert. The focus would fall to the body, and
    // people with a keyboard or screen reader would lose their place. This only runs when the stage
    // changes: at each second of a countdown it would interfere with clicks.
    let kind = Memo::new(move |_| stage.with(std::mem::discriminant));
    Effect::new(move |previous: Option<()>| {
        kind.get();
        if previous.is_some() {
            request_animation_frame(move || {
                let active = document().active_element();
                if active.is_none_or(|active| active.tag_name() == "BODY")
                    && let Some(button) = button.try_get_untracked().flatten()
                {
                    let _ = button.focus();
                }
            });
        }
    });
    view! {
        <div class="page is-home">
            <ErrorSummary errors refused=model.refused />
            <PageHeading text=text::form::heading() has_error />
            <Now model />
            <div class="task">
                <LinkNotice model />
                <form
                    class="status-form"
                    novalidate
                    aria-label=text::form::heading()
                    on:submit=on_submit
                    // Not `change`, which fires while the button is being pressed: the error summary would disappear
                    // and the button would move from under the pointer.
                    on:input=move |_| model.recheck()
                >
                    <Choices model />
                    <EndMoment model />
                    <div class="message">
                        <TextField
                            field=Field::Detail(Detail::Message)
                            value=fields.details[Detail::Message]
                            errors
                            replaced=fields.replaced
                            hint=text::fields::hint(Detail::Message)
                            has_hint_beside=true
                        />
                        <Counter value=fields.details[Detail::Message] advised=MESSAGE_LENGTH_ADVISED />
                    </div>
                    <div class="folds">
                        <StartMoment model />
                        <MoreFields model directory />
                    </div>
                    <div class="finish">
                        <button
                            node_ref=button
                            id="set-status"
                            class="button is-primary"
                            // Not `disabled`, which would lose the focus. The submission ignores further presses.
                            class:is-sending=move || is_sending.get()
                            aria-disabled=move || is_busy.get().then_some("true")
                            prop:textContent=label
                        ></button>
                        <Preview model />
                    </div>
                </form>
                <FormTools model />
                <Shortcuts model />
            </div>
        </div>
    }
    .built()
}

/// The parts of a link that were ignored.
#[component]
fn LinkNotice(
    /// The model of the page.
    model: StatusModel,
) -> impl IntoView {
    let parts = model.not_understood;
    move || {
        let parts = parts.get();
        (!parts.is_empty()).then(|| {
            let items = parts.into_iter().map(|part| {
                view! {
                    <li>
                        <bdi>{part}</bdi>
                    </li>
                }
                .built()
            });
            view! {
                <div class="notice">
                    <p>
                        {text::form::link_partly_ignored()}
                    </p>
                    <ul>{items.collect_view()}</ul>
                </div>
            }
            .built()
        })
    }
}

/// From when until when the button will set the status.
#[component]
fn Preview(
    /// The model of the page.
    model: StatusModel,
) -> impl IntoView {
    let clock = model.clock;
    let sentence = move || {
        let status = model.ready()?;
        let moment = |instant| clock.moment(instant);
        let (start, end) = (status.period.start(), status.period.end());
        // The offset of the zone can differ between now and then.
        let instant = end.or(start).unwrap_or_else(|| clock.now.get());
        let zone = clock.zone.with(|zone| zone_label(zone.name(), zone, instant));
        Some(text::form::preview(start.map(moment).as_deref(), end.map(moment).as_deref(), &zone))
    };
    let sentence = Memo::new(move |_| sentence().unwrap_or_default());
    view! { <p class="preview" prop:textContent=sentence></p> }.built()
}

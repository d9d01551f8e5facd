//! The page with the form that sets a status.

mod current;
mod fields;
mod model;
mod outcome;
mod request_view;
mod shortcuts;
mod static_form;
mod usual;

pub use model::{Press, StatusModel};

use super::clock::Clock;
use super::directory_model::DirectoryModel;
use crate::components::{
    Build, Counter, ErrorSummary, PageHeading, RadioGroup, RadioOption, TextField, focus_on,
    status_icon,
};
use chrono::{DateTime, Utc};
use current::CurrentStatus;
use fields::StatusFields;
use leptos::html::{Button, Details};
use leptos::prelude::*;
use outcome::Outcome;
use request_view::RequestView;
use shortcuts::Shortcuts;
use usual::{SaveAsPreset, UsualChips};
use web_sys::{Event, MouseEvent, SubmitEvent};
use whereabouts_browser::clock::{BrowserFormat, now};
use whereabouts_core::clock::{Edge, MomentFormat, zone_label};
use whereabouts_core::domain::{Detail, DetailKind, StatusCode};
use whereabouts_core::form::{
    Entry, Field, MESSAGE_LENGTH_ADVISED, StatusDraft, Until, entered_wall_time,
};
use whereabouts_core::submission::Submission;
use whereabouts_core::text;

/// The form and its outcome.
#[component]
pub fn SetStatusPage(
    /// The model of the page.
    model: StatusModel,
    /// The names of projects and leave types.
    directory: DirectoryModel,
    /// The notice above the form while the account is incomplete.
    children: ChildrenFn,
) -> impl IntoView {
    let StatusModel { fields, errors, submission, session, .. } = model;
    let button = NodeRef::<Button>::new();
    let is_busy = Memo::new(move |_| submission.with(Submission::is_busy));
    let is_sending = Memo::new(move |_| submission.with(Submission::is_sending));
    let has_error = Memo::new(move |_| errors.with(|errors| !errors.is_empty()));

    let send = move || {
        if model.press() == Press::NoAccount {
            focus_on(".needs-account a");
        }
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        send();
    };
    // The second click of a double click is not another intent, whatever the first one did.
    let drop_second_half = |event: MouseEvent| {
        if event.detail() > 1 {
            event.prevent_default();
        }
    };
    // A pressed button can disappear, for example with its alert. The focus would fall to the body, and
    // people with a keyboard or screen reader would lose their place. This only runs when the stage
    // changes: at each second of a countdown it would interfere with clicks.
    let stage = Memo::new(move |_| submission.with(std::mem::discriminant));
    Effect::new(move |previous: Option<()>| {
        stage.track();
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
        <ErrorSummary errors refused=model.refused />
        <PageHeading text=text::form::heading() has_error />
        {children()}
        <LinkNotice model />
        <CurrentStatus model />
        <UsualChips model />
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
            <StartMoment model />
            <div>
                <TextField
                    field=Field::Detail(Detail::Message)
                    value=fields.details[Detail::Message]
                    errors
                    replaced=fields.replaced
                    hint=text::fields::hint(Detail::Message)
                />
                <Counter value=fields.details[Detail::Message] advised=MESSAGE_LENGTH_ADVISED />
            </div>
            <MoreFields model directory />
            <Preview model />
            <div class="finish">
                <button
                    node_ref=button
                    id="set-status"
                    class="button is-primary"
                    on:click=drop_second_half
                    // Not `disabled`, which would lose the focus. The submission ignores further presses.
                    aria-disabled=move || is_busy.get().then_some("true")
                >
                    {move || {
                        if is_sending.get() {
                            text::form::setting_status()
                        } else {
                            text::form::set_status()
                        }
                    }}
                </button>
            </div>
        </form>
        <Outcome model session />
        <FormTools model />
        <RequestView model />
        <Shortcuts model on_send=Callback::new(move |()| send()) />
    }
    .built()
}

/// The status and the end.
#[component]
fn Choices(
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

/// The details that few people need.
#[component]
fn MoreFields(
    /// The model of the page.
    model: StatusModel,
    /// The names of projects and leave types.
    directory: DirectoryModel,
) -> impl IntoView {
    let StatusModel { fields, errors, session, .. } = model;
    let details = || Detail::ALL.into_iter().filter(|detail| *detail != Detail::Message);
    let look_up = Callback::new(move |()| {
        if let Some(account) = untrack(|| session.account()) {
            directory.look_up_assignables(account.token);
        }
    });
    let controls = details().map(move |detail| {
        let is_assignable = detail == Detail::AssignableId;
        let suggestions = is_assignable.then_some(directory.assignables.suggestions);
        view! {
            <TextField
                field=Field::Detail(detail)
                value=fields.details[detail]
                errors
                replaced=fields.replaced
                nostrip:keyboard=(detail.kind() == DetailKind::Number).then_some("numeric")
                hint=text::fields::hint(detail)
                nostrip:suggestions=suggestions
                nostrip:on_focus=is_assignable.then_some(look_up)
            />
        }
    });
    view! {
        <Disclosure
            model
            id="more"
            summary=text::form::more()
            opens=move || details().any(|detail| !fields.details[detail].get().is_empty())
        >
            {controls.collect_view()}
            <SaveAsPreset model />
        </Disclosure>
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
                clock.zone.with(|zone| end_preset.end(now, start.get(), zone, clock.week_start))
            });
            // Formatting is expensive, and the text changes only once a minute.
            let minute = Memo::new(move |_| end.get().map(|end| end.timestamp() / 60));
            let note = Memo::new(move |_| {
                // The text depends on the zone.
                clock.zone.track();
                let end = DateTime::from_timestamp(minute.get()? * 60, 0)?;
                Some(BrowserFormat.moment(end))
            });
            Some(note)
        }
    };
    RadioOption { value: until.as_str(), label: text::status::until(until), icon: None, note }
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

/// The sentence that says what the button will do.
#[component]
fn Preview(
    /// The model of the page.
    model: StatusModel,
) -> impl IntoView {
    let clock = model.clock;
    let sentence = Memo::new(move |_| {
        let status = model.ready()?;
        let current = model.timeline.in_force(clock);
        let moment = |instant| BrowserFormat.moment(instant);
        let (start, end) = (status.period.start(), status.period.end());
        // The offset of the zone can differ between now and then.
        let instant = end.or(start).unwrap_or_else(|| clock.now.get());
        let zone = clock.zone.with(|zone| zone_label(zone.name(), zone, instant));
        Some(text::form::preview(
            status.status,
            start.map(moment).as_deref(),
            end.map(moment).as_deref(),
            &zone,
            current.as_ref().map(|current| &current.status),
        ))
    });
    view! { <p class="preview">{move || sentence.get()}</p> }.built()
}

/// The buttons below the form.
#[component]
fn FormTools(
    /// The model of the page.
    model: StatusModel,
) -> impl IntoView {
    let link = RwSignal::new(String::new());
    let feedback = RwSignal::new("");
    let copy = move |_| {
        let draft = untrack(|| model.fields.draft());
        let query = model.clock.zone.with_untracked(|zone| draft.to_query(zone));
        let location = window().location();
        let address = format!(
            "{}{}?{query}",
            location.origin().unwrap_or_default(),
            location.pathname().unwrap_or_default()
        );
        link.set(address.clone());
        feedback.set("");
        leptos::task::spawn_local(async move {
            // Without TLS there is no clipboard.
            let clipboard = window().navigator().clipboard();
            let is_there = !wasm_bindgen::JsValue::from(clipboard.clone()).is_undefined();
            if is_there
                && wasm_bindgen_futures::JsFuture::from(clipboard.write_text(&address))
                    .await
                    .is_ok()
            {
                feedback.try_set(text::form::link_copied());
            } else {
                feedback.try_set(text::form::link_not_copied());
            }
        });
    };
    view! {
        <div class="actions form-tools">
            <button
                type="button"
                id="reset-form"
                class="button is-quiet"
                on:click=move |_| model.fill(StatusDraft::default())
            >
                {text::form::reset()}
            </button>
            <button type="button" id="copy-link" class="button is-quiet" on:click=copy>
                {text::form::copy_link()}
            </button>
        </div>
        <div aria-live="polite">
            {move || {
                (!feedback.get().is_empty())
                    .then(|| {
                        view! {
                            <p class="hint">{feedback.get()}</p>
                            <p class="link-text">
                                <bdi>{link.get()}</bdi>
                            </p>
                        }
                            .built()
                    })
            }}
        </div>
    }
    .built()
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

/// The end date and time, if *Choose date and time* is chosen.
#[component]
fn EndMoment(
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
fn StartMoment(
    /// The model of the page.
    model: StatusModel,
) -> impl IntoView {
    let fields = model.fields;
    view! {
        <Disclosure
            model
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
    let note = move || {
        let (date, time) = (date.1.get(), time.1.get());
        clock.zone.with(|zone| {
            let wall_time = entered_wall_time(&date, &time, zone);
            let instant = wall_time.and_then(|wall_time| wall_time.instant_for(edge).ok());
            let zone = zone_label(zone.name(), zone, instant.unwrap_or_else(now));
            text::time::zone_note(edge, wall_time, &zone)
        })
    };
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
            <p class="hint" id=note_id>
                {note}
            </p>
        </div>
    }
    .built()
}

/// A disclosure of the form. It opens when something other than typing fills its fields.
#[component]
fn Disclosure(
    /// The model of the page.
    model: StatusModel,
    /// The id of the summary. It keeps the focus when the program replaces the static form.
    id: &'static str,
    /// The summary.
    summary: &'static str,
    /// Whether its fields have entries.
    opens: impl Fn() -> bool + 'static,
    /// The content.
    children: Children,
) -> impl IntoView {
    let details = NodeRef::<Details>::new();
    let is_open = untrack(&opens);
    Effect::new(move |previous: Option<()>| {
        model.fields.replaced.track();
        if previous.is_some()
            && let Some(details) = details.get_untracked()
        {
            // Closing it around the focused element would lose the focus.
            let active = document().active_element();
            let has_focus = details.contains(active.as_deref());
            details.set_open(untrack(&opens) || has_focus);
        }
    });
    view! {
        <details node_ref=details class="disclosure" open=is_open>
            <summary id=id>{summary}</summary>
            <div class="disclosure-body">{children()}</div>
        </details>
    }
    .built()
}

//! The page that the product is for: choose a status, press, done.

mod current;
mod fields;
mod model;
mod outcome;
mod request_view;
mod shortcuts;
mod static_form;
mod usual;

pub use model::{Press, StatusModel};

use super::directory_model::DirectoryModel;
use super::present::Present;
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
use whereabouts_core::clock::{Edge, MomentFormat};
use whereabouts_core::domain::{Detail, DetailKind, StatusCode};
use whereabouts_core::form::{
    Entry, Field, MESSAGE_LENGTH_ADVISED, StatusDraft, Until, entered_wall_time,
};
use whereabouts_core::submission::Submission;
use whereabouts_core::wording::{preview, zone_note};

/// The form and what became of it.
#[component]
pub fn SetStatusPage(
    /// The state behind the page.
    model: StatusModel,
    /// Projects and leave types by name.
    directory: DirectoryModel,
    /// Shown above the form while the page doesn't know whose status to set.
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
    // Whatever the first half of a double click came to, the second one is not another intent.
    let drop_second_half = |event: MouseEvent| {
        if event.detail() > 1 {
            event.prevent_default();
        }
    };
    // A button that was pressed can be gone with what it belonged to; the focus then falls to the
    // body, and with it a keyboard's and a screen reader's place on the page.
    // (Not at each second of a countdown, which would fight with a person's clicks.)
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
        <PageHeading text="Set your status" has_error />
        {children()}
        <LinkNotice model />
        <CurrentStatus model />
        <UsualChips model />
        <form
            class="status-form"
            novalidate
            aria-label="Set your status"
            on:submit=on_submit
            // Not `change`: it comes while the button is being pressed, which then moves away from under
            // the press when the summary goes.
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
                    hint=hint(Detail::Message)
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
                    // Not `disabled`, which would take the focus away; the guard is in the submission.
                    aria-disabled=move || is_busy.get().then_some("true")
                >
                    {move || if is_sending.get() { "Setting status…" } else { "Set status" }}
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

/// What, and until when.
#[component]
fn Choices(
    /// The state behind the page.
    model: StatusModel,
) -> impl IntoView {
    let StatusModel { fields, errors, .. } = model;
    let start = Memo::new(move |_| {
        let date = fields.start_date.get();
        let time = fields.start_time.get();
        let start = model.present.zone.with(|zone| entered_wall_time(&date, &time, zone))?;
        start.instant_for(Edge::Start).ok()
    });
    view! {
        <RadioGroup
            field=Field::Status
            options=StatusCode::ALL
                .map(|code| RadioOption {
                    value: code.as_str(),
                    label: code.label(),
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
            options=Until::ALL.map(|until| until_option(model.present, start, until)).to_vec()
            chosen=Memo::new(move |_| Some(fields.until.get().as_str()))
            on_choose=Callback::new(move |value: &str| choose_until(fields, value))
            errors
        />
    }
    .built()
}

/// The details that few people need, folded away.
#[component]
fn MoreFields(
    /// The state behind the page.
    model: StatusModel,
    /// Projects and leave types by name.
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
                hint=hint(detail)
                nostrip:suggestions=suggestions
                nostrip:on_focus=is_assignable.then_some(look_up)
            />
        }
    });
    view! {
        <Disclosure
            model
            id="more"
            summary="More"
            opens=move || details().any(|detail| !fields.details[detail].get().is_empty())
        >
            {controls.collect_view()}
            <SaveAsPreset model />
        </Disclosure>
    }
    .built()
}

/// The hint below a detail's control.
const fn hint(detail: Detail) -> &'static str {
    match detail {
        Detail::Message => "Optional. A few words for your colleagues.",
        Detail::CurrentTask => "Optional. What you are working on, by name.",
        Detail::AssignableId => {
            "Optional. A project or leave type: its number, or type its name and pick it."
        }
    }
}

/// An option with the moment that it leads to, which moves on while the page stands open.
fn until_option(present: Present, start: Memo<Option<DateTime<Utc>>>, until: Until) -> RadioOption {
    let note = match until {
        Until::NoEnd | Until::Chosen => None,
        Until::Preset(end_preset) => {
            let end = Memo::new(move |_| {
                let now = present.now.get();
                present.zone.with(|zone| end_preset.end(now, start.get(), zone, present.week_start))
            });
            // What is shown changes with the minute; writing it is the dear part.
            let minute = Memo::new(move |_| end.get().map(|end| end.timestamp() / 60));
            let note = Memo::new(move |_| {
                // Another zone writes the same moment differently.
                present.zone.track();
                let end = DateTime::from_timestamp(minute.get()? * 60, 0)?;
                Some(BrowserFormat.moment(end))
            });
            Some(note)
        }
    };
    RadioOption { value: until.as_str(), label: until.label(), icon: None, note }
}

/// What a link asked for and the form does not know.
#[component]
fn LinkNotice(
    /// The state behind the page.
    model: StatusModel,
) -> impl IntoView {
    let parts = model.not_understood;
    move || {
        let parts = parts.get();
        (!parts.is_empty()).then(|| {
            let items = parts.into_iter().map(|part| view! {
                <li>
                    <bdi>{part}</bdi>
                </li>
            }.built());
            view! {
                <div class="notice">
                    <p>
                        "The link that led here says something that this page does not understand. It was left out:"
                    </p>
                    <ul>{items.collect_view()}</ul>
                </div>
            }
            .built()
        })
    }
}

/// What the button will do, in one sentence.
#[component]
fn Preview(
    /// The state behind the page.
    model: StatusModel,
) -> impl IntoView {
    let present = model.present;
    let sentence = Memo::new(move |_| {
        let status = model.ready()?;
        let current = model.timeline.in_force(present);
        present.zone.with(|zone| {
            Some(preview(
                &status,
                current.as_ref(),
                zone.name(),
                zone,
                present.now.get(),
                &BrowserFormat,
            ))
        })
    });
    view! { <p class="preview">{move || sentence.get()}</p> }.built()
}

/// What can be done with the form besides sending it.
#[component]
fn FormTools(
    /// The state behind the page.
    model: StatusModel,
) -> impl IntoView {
    let link = RwSignal::new(String::new());
    let said = RwSignal::new("");
    let copy = move |_| {
        let draft = untrack(|| model.fields.draft());
        let query = model.present.zone.with_untracked(|zone| draft.to_query(zone));
        let location = window().location();
        let address = format!(
            "{}{}?{query}",
            location.origin().unwrap_or_default(),
            location.pathname().unwrap_or_default()
        );
        link.set(address.clone());
        said.set("");
        leptos::task::spawn_local(async move {
            // Absent on an address without TLS; the link is shown for that case.
            let clipboard = window().navigator().clipboard();
            let is_there = !wasm_bindgen::JsValue::from(clipboard.clone()).is_undefined();
            if is_there
                && wasm_bindgen_futures::JsFuture::from(clipboard.write_text(&address))
                    .await
                    .is_ok()
            {
                said.try_set("Link copied.");
            } else {
                said.try_set("This is the link:");
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
                "Reset form"
            </button>
            <button type="button" id="copy-link" class="button is-quiet" on:click=copy>
                "Copy link"
            </button>
        </div>
        <div aria-live="polite">
            {move || {
                (!said.get().is_empty())
                    .then(|| {
                        view! {
                            <p class="hint">{said.get()}</p>
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

/// An end date that is still empty starts out as the start date: most periods are short.
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

/// The end date and time, while they are asked for.
#[component]
fn EndMoment(
    /// The state behind the page.
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

/// The start date and time, folded away: almost every status starts now.
#[component]
fn StartMoment(
    /// The state behind the page.
    model: StatusModel,
) -> impl IntoView {
    let fields = model.fields;
    view! {
        <Disclosure
            model
            id="start-later"
            summary="Start later"
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

/// A date control, a time control, and below them the zone that they are in.
#[component]
fn Moment(
    /// The state behind the page.
    model: StatusModel,
    /// Which side of the period.
    edge: Edge,
    /// The date control's field and value.
    date: (Field, RwSignal<Entry>),
    /// The time control's field and value.
    time: (Field, RwSignal<Entry>),
) -> impl IntoView {
    let StatusModel { fields, errors, present, .. } = model;
    let note_id = match edge {
        Edge::Start => "start-zone",
        Edge::End => "end-zone",
    };
    let note = move || {
        let (date, time) = (date.1.get(), time.1.get());
        present.zone.with(|zone| {
            let wall_time = entered_wall_time(&date, &time, zone);
            zone_note(edge, wall_time, zone.name(), zone, now())
        })
    };
    view! {
        <div
            class="moment"
            // A date that is begun and not finished fires no `input`, since its value stays empty.
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

/// A part of the form that few people need. It unfolds by itself when anything but typing fills it.
#[component]
fn Disclosure(
    /// The state behind the page.
    model: StatusModel,
    /// The id of its summary, which keeps the focus when the program replaces the static form.
    id: &'static str,
    /// The summary.
    summary: &'static str,
    /// Whether it holds something.
    opens: impl Fn() -> bool + 'static,
    /// The folded part.
    children: Children,
) -> impl IntoView {
    let details = NodeRef::<Details>::new();
    let is_open = untrack(&opens);
    Effect::new(move |previous: Option<()>| {
        model.fields.replaced.track();
        if previous.is_some()
            && let Some(details) = details.get_untracked()
        {
            // Not closed around what has the focus, which would fall to the body.
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

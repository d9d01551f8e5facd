//! The page that the product is for: choose a status, press, done.

mod fields;
mod model;
mod outcome;

pub use fields::StatusFields;
pub use model::{HttpApi, LocalFuture, Press, StatusApi, StatusModel};

use crate::clock::Edge;
use crate::clock::browser::now;
use crate::components::{Counter, ErrorSummary, PageHeading, RadioGroup, RadioOption, TextField};
use crate::domain::StatusCode;
use crate::form::{Entry, Field, MESSAGE_LENGTH_ADVISED, Until};
use crate::session::Session;
use crate::submission::Submission;
use crate::wording::zone_note;
use leptos::html::{Button, Details};
use leptos::prelude::*;
use outcome::Outcome;
use web_sys::{KeyboardEvent, SubmitEvent};

/// The form and what became of it.
#[component]
pub fn SetStatusPage(
    /// The state behind the page.
    model: StatusModel,
    /// Who uses the page.
    session: Session,
    /// Shown above the form while the page doesn't know whose status to set.
    children: ChildrenFn,
) -> impl IntoView {
    let StatusModel { fields, errors, submission, .. } = model;
    let button = NodeRef::<Button>::new();
    let is_busy = Memo::new(move |_| submission.with(Submission::is_busy));
    let is_sending = Memo::new(move |_| submission.with(Submission::is_sending));
    let has_error = Memo::new(move |_| errors.with(|errors| !errors.is_empty()));

    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if model.press() == Press::NoAccount
            && let Some(link) = document().query_selector(".needs-account a").ok().flatten()
        {
            focus(&link);
        }
    };
    let on_keydown = move |event: KeyboardEvent| {
        // Enter that ends a composition belongs to the input method; a held key is one intent.
        let is_enter = event.key() == "Enter";
        if is_enter && event.repeat() {
            event.prevent_default();
        }
    };
    // A button that was pressed can be gone with what it belonged to; the focus then falls to the
    // body, and with it a keyboard's and a screen reader's place on the page.
    Effect::new(move |previous: Option<()>| {
        submission.track();
        if previous.is_some() {
            request_animation_frame(move || {
                let document = document();
                let is_lost =
                    document.active_element().is_none_or(|active| active.tag_name() == "BODY");
                if is_lost && let Some(button) = button.get_untracked() {
                    let _ = button.focus();
                }
            });
        }
    });

    view! {
        <ErrorSummary errors refused=model.refused />
        <PageHeading text="Set your status" has_error />
        {children()}
        <form
            class="status-form"
            novalidate
            aria-label="Set your status"
            aria-busy=move || if is_busy.get() { "true" } else { "false" }
            on:submit=on_submit
            on:keydown=on_keydown
            on:change=move |_| model.recheck()
        >
            <RadioGroup
                field=Field::Status
                options=StatusCode::ALL.map(|code| RadioOption { value: code.as_str(), label: code.label() }).to_vec()
                chosen=Signal::derive(move || fields.status.get().map(StatusCode::as_str))
                on_choose=Callback::new(move |value: &str| fields.status.set(value.parse().ok()))
                errors
            />
            <RadioGroup
                field=Field::Until
                options=Until::ALL.map(|until| RadioOption { value: until.as_str(), label: until.label() }).to_vec()
                chosen=Signal::derive(move || Some(fields.until.get().as_str()))
                on_choose=Callback::new(move |value: &str| choose_until(fields, value))
                errors
            />
            <EndMoment model />
            <StartMoment model />
            <div class="with-counter">
                <TextField field=Field::Message value=fields.message errors replaced=fields.replaced
                    hint="Optional. A few words for your colleagues." />
                <Counter value=fields.message advised=MESSAGE_LENGTH_ADVISED />
            </div>
            <Disclosure summary="More" opens=move || !fields.current_task.get().is_empty() || !fields.assignable_id.get().is_empty() replaced=fields.replaced>
                <TextField field=Field::CurrentTask value=fields.current_task errors replaced=fields.replaced
                    hint="Optional. What you are working on, by name." />
                <TextField field=Field::AssignableId value=fields.assignable_id errors replaced=fields.replaced
                    keyboard="numeric" hint="Optional. The number of a project or leave type." />
            </Disclosure>
            <button
                node_ref=button
                class="button is-primary"
                on:click=move |event| {
                    // The second half of a double click, whatever the first one came to.
                    if event.detail() > 1 {
                        event.prevent_default();
                    }
                }
                // Not `disabled`, which would take the focus away; the guard is in the submission.
                aria-disabled=move || is_busy.get().then_some("true")
            >
                {move || if is_sending.get() { "Setting status…" } else { "Set status" }}
            </button>
        </form>
        <Outcome model session />
    }
    .into_any()
}

fn focus(element: &web_sys::Element) {
    use wasm_bindgen::JsCast;
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        let _ = element.focus();
    }
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
            view! { <Moment model edge=Edge::End date=(Field::EndDate, fields.end_date) time=(Field::EndTime, fields.end_time) /> }
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
        <Disclosure summary="Start later" opens=move || !fields.start_date.get().is_empty() || !fields.start_time.get().is_empty() replaced=fields.replaced>
            <Moment model edge=Edge::Start date=(Field::StartDate, fields.start_date) time=(Field::StartTime, fields.start_time) />
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
    let StatusModel { fields, errors, zone, .. } = model;
    let note_id = match edge {
        Edge::Start => "start-zone",
        Edge::End => "end-zone",
    };
    let note = move || {
        let draft = fields.draft();
        zone.with(|zone| zone_note(edge, draft.wall_time(edge, zone), zone.name(), zone, now()))
    };
    view! {
        <div class="moment">
            <TextField field=date.0 value=date.1 errors replaced=fields.replaced kind="date" hint_id=note_id />
            <TextField field=time.0 value=time.1 errors replaced=fields.replaced kind="time" hint_id=note_id />
            <p class="hint" id=note_id>{note}</p>
        </div>
    }
    .into_any()
}

/// Something that few people need, folded away. It opens by itself when it holds something that
/// was put there by other means than typing.
#[component]
fn Disclosure(
    /// What it is called.
    summary: &'static str,
    /// Whether it holds something.
    opens: impl Fn() -> bool + 'static,
    /// Fires when the fields were replaced.
    replaced: Trigger,
    /// What is folded away.
    children: Children,
) -> impl IntoView {
    let details = NodeRef::<Details>::new();
    Effect::new(move |_| {
        replaced.track();
        if let Some(details) = details.get() {
            details.set_open(untrack(&opens));
        }
    });
    view! {
        <details node_ref=details class="disclosure">
            <summary>{summary}</summary>
            <div class="disclosure-body">{children()}</div>
        </details>
    }
    .into_any()
}

//! What became of the last press: the record that was stored, or what went wrong.

use super::model::StatusModel;
use crate::components::Build;
use crate::pages::page_link::PageLink;
use crate::pages::said::said_view;
use crate::session::Session;
use leptos::html::Div;
use leptos::prelude::*;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};
use whereabouts_browser::clock::BrowserFormat;
use whereabouts_core::api::ApiError;
use whereabouts_core::clock::MomentFormat;
use whereabouts_core::domain::StatusRecord;
use whereabouts_core::form::Field;
use whereabouts_core::route::Route;
use whereabouts_core::submission::{Check, Event, Submission};
use whereabouts_core::wording::{Notice, seconds};

/// Shows where the submission stands.
#[component]
pub fn Outcome(
    /// The state behind the page.
    model: StatusModel,
    /// Who uses the page.
    session: Session,
) -> impl IntoView {
    let submission = model.submission;
    let record = Memo::new(move |_| match submission.get() {
        Submission::Sent(record) => Some(record),
        _ => None,
    });
    let error = Memo::new(move |_| match submission.get() {
        Submission::Failed(error)
        | Submission::Unknown { error, .. }
        | Submission::Waiting { error, .. } => Some(error),
        _ => None,
    });
    let check = Memo::new(move |_| match submission.get() {
        Submission::Unknown { check, .. } => Some(check),
        _ => None,
    });
    let seconds_left = Memo::new(move |_| match submission.get() {
        Submission::Waiting { seconds_left, .. } => Some(seconds_left),
        _ => None,
    });
    let is_waiting = Memo::new(move |_| seconds_left.get().is_some());
    // The button can be in view while what became of it is not.
    let region = NodeRef::<Div>::new();
    Effect::new(move |previous: Option<()>| {
        let has_news = record.with(Option::is_some) || error.with(Option::is_some);
        if previous.is_some() && has_news {
            request_animation_frame(move || {
                if let Some(region) = region.try_get_untracked().flatten() {
                    let options = ScrollIntoViewOptions::new();
                    options.set_block(ScrollLogicalPosition::Nearest);
                    region.scroll_into_view_with_scroll_into_view_options(&options);
                }
            });
        }
    });
    view! {
        <div node_ref=region>
            // There from the start and empty: a region that comes together with its text is not
            // announced. Each new request empties it, so that the same words are heard again.
            <div role="status" class="outcome-region">
                {move || record.get().map(|record| view! { <StoredStatus record /> })}
            </div>
            {move || {
                error
                    .get()
                    .map(|error| {
                        view! { <Trouble error check has_token=session.asks_for_token() model /> }
                    })
            }}
            // Outside of the alert, which would be read out every second.
            {move || {
                is_waiting
                    .get()
                    .then(|| {
                        view! {
                            <div class="actions">
                                <p role="timer">
                                    "Trying again in "
                                    {move || seconds(seconds_left.get().unwrap_or_default())}
                                </p>
                                <button
                                    type="button"
                                    class="button"
                                    on:click=move |_| model.handle(Event::CancelledWait)
                                >
                                    "Cancel"
                                </button>
                            </div>
                        }
                            .built()
                    })
            }}
        </div>
    }
    .built()
}

/// A record in words and local times.
#[component]
fn StoredStatus(
    /// What the service stored.
    record: StatusRecord,
) -> impl IntoView {
    let moment = |instant| BrowserFormat.moment(instant);
    let rows = [
        ("From", record.start.or(record.created_at).map(moment)),
        ("Until", Some(record.end.map_or_else(|| "No end date".to_owned(), moment))),
    ];
    let details = record.details.iter();
    let details = details.map(|(detail, value)| (Field::Detail(detail).label(), value.clone()));
    let rows = rows
        .into_iter()
        .chain(details)
        .chain([("Record", Some(record.id.to_string()))])
        .filter_map(|(name, value)| {
            Some(
                view! {
                    <dt>{name}</dt>
                    <dd>
                        <bdi>{value?}</bdi>
                    </dd>
                }
                .built(),
            )
        })
        .collect_view();
    view! {
        <div class="outcome is-success" tabindex="-1">
            <p class="outcome-headline">"Status set: "<bdi>{record.status.to_string()}</bdi></p>
            <dl class="record">{rows}</dl>
        </div>
    }
    .built()
}

/// What went wrong, what the API says of it, and what can be done.
#[component]
fn Trouble(
    /// The failure.
    error: ApiError,
    /// What reading back found, where nobody knows the outcome.
    check: Memo<Option<Check>>,
    /// Whether the page sends a token of the person's.
    has_token: bool,
    /// The state behind the page.
    model: StatusModel,
) -> impl IntoView {
    let Notice { headline, said, advice, leads_to_settings } = Notice::of(&error, has_token);
    let can_check = Memo::new(move |_| check.get().is_some());
    let can_send_again =
        Memo::new(move |_| matches!(check.get(), Some(Check::Missing | Check::Undecided)));
    let is_checking = move || matches!(check.get(), Some(Check::Running { .. }));
    view! {
        <div role="alert" class="outcome is-failure">
            <p class="outcome-headline">{headline}</p>
            {said_view(said)}
            <p>
                {advice}
                {leads_to_settings
                    .then(|| {
                        view! {
                            " "
                            <PageLink page=Route::Settings before="Open " />
                        }
                            .built()
                    })}
            </p>
            {move || {
                can_check
                    .get()
                    .then(|| {
                        view! {
                            <p>{move || check.get().map(Check::sentence)}</p>
                            <div class="actions">
                                <button
                                    type="button"
                                    class="button"
                                    aria-disabled=move || is_checking().then_some("true")
                                    on:click=move |_| model.handle(Event::AskedToCheck)
                                >
                                    "Check now"
                                </button>
                                {move || {
                                    can_send_again
                                        .get()
                                        .then(|| {
                                            view! {
                                                <button
                                                    type="button"
                                                    class="button"
                                                    on:click=move |_| model.handle(Event::AskedToSendAgain)
                                                >
                                                    "Send again"
                                                </button>
                                            }
                                                .built()
                                        })
                                }}
                            </div>
                        }
                            .built()
                    })
            }}
        </div>
    }
    .built()
}

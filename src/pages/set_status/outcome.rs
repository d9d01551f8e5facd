//! What went wrong with the last press. A success is part of the current status.

use super::model::StatusModel;
use crate::components::{Build, html_element, icon};
use crate::pages::api_message::api_message_view;
use crate::pages::page_link::PageLink;
use leptos::prelude::*;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};
use whereabouts_browser::clock::BrowserFormat;
use whereabouts_core::api::ApiError;
use whereabouts_core::domain::Authentication;
use whereabouts_core::route::Route;
use whereabouts_core::submission::{Check, Doubt, Event, Stage, Stop};
use whereabouts_core::text::{frame, outcome as text};

/// What went wrong, and the countdown after a 429.
#[component]
pub fn Outcome(
    /// The model of the page.
    model: StatusModel,
) -> impl IntoView {
    let StatusModel { stage, session, .. } = model;
    let trouble = Memo::new(move |_| match stage.get() {
        Stage::Failed { error, .. } | Stage::Waiting { error, .. } => Some(Trouble::Failure(error)),
        Stage::Unknown { doubt, .. } => Some(Trouble::Doubt(doubt)),
        Stage::Stopped(stop) => Some(Trouble::Stop(stop)),
        Stage::Idle | Stage::Sending { .. } | Stage::Sent { .. } => None,
    });
    let record = Memo::new(move |_| match stage.get() {
        Stage::Sent { record, .. } => Some(record.id),
        _ => None,
    });
    let check = Memo::new(move |_| match stage.get() {
        Stage::Unknown { check, .. } => Some(check),
        _ => None,
    });
    let countdown = Memo::new(move |_| match stage.get() {
        Stage::Waiting { attempt, until, .. } => {
            // The last second counts until it is over.
            let left = (until - model.clock.now.get()).num_milliseconds().max(0);
            Some((attempt.status.status, (left + 999) / 1_000))
        }
        _ => None,
    });
    let countdown_text = move || {
        countdown.get().map(|(code, seconds)| text::retrying_in(code, seconds)).unwrap_or_default()
    };
    let is_waiting = Memo::new(move |_| countdown.get().is_some());
    // The button can be in view while the outcome is not.
    Effect::new(move |previous: Option<()>| {
        let has_news = record.with(Option::is_some) || trouble.with(Option::is_some);
        if previous.is_some() && has_news {
            request_animation_frame(|| {
                let news = html_element(".outcome").or_else(|| html_element(".current"));
                if let Some(news) = news {
                    let options = ScrollIntoViewOptions::new();
                    options.set_block(ScrollLogicalPosition::Nearest);
                    news.scroll_into_view_with_scroll_into_view_options(&options);
                }
            });
        }
    });
    view! {
        {move || {
            trouble
                .get()
                .map(|trouble| {
                    view! { <Failure trouble check authentication=session.authentication() model /> }
                })
        }}
        // Outside of the alert, which would be announced every second.
        {move || {
            is_waiting
                .get()
                .then(|| {
                    view! {
                        <div class="actions">
                            <p role="timer" prop:textContent=countdown_text></p>
                            <button
                                type="button"
                                class="button"
                                on:click=move |_| model.handle(Event::CancelledWait)
                            >
                                {text::cancel()}
                            </button>
                        </div>
                    }
                        .built()
                })
        }}
    }
    .built()
}

/// Why there is no record.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Trouble {
    /// The status was not set.
    Failure(ApiError),
    /// Nobody knows.
    Doubt(Doubt),
    /// It was not sent.
    Stop(Stop),
}

impl Trouble {
    fn headline(&self, authentication: Authentication) -> String {
        match self {
            Self::Failure(error) => text::failure(error, authentication),
            Self::Doubt(doubt) => text::doubt(doubt, authentication),
            Self::Stop(stop) => text::stopped(stop, authentication).to_owned(),
        }
    }

    fn advice(&self, authentication: Authentication) -> &'static str {
        match self {
            Self::Failure(error) => text::advice(error, authentication),
            Self::Doubt(doubt) => text::doubt_advice(doubt, authentication),
            Self::Stop(_) => "",
        }
    }

    const fn error(&self) -> Option<&ApiError> {
        match self {
            Self::Failure(error) | Self::Doubt(Doubt::Failure(error)) => Some(error),
            Self::Doubt(Doubt::OtherRecord | Doubt::Reloaded) | Self::Stop(_) => None,
        }
    }

    /// What is wrong with the status, where that is why it was not sent.
    fn problems(&self) -> Vec<String> {
        match self {
            Self::Stop(Stop::Invalid(errors)) => {
                errors.iter().map(|(_, problem)| problem.sentence(&BrowserFormat)).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// What went wrong, the API's explanation, and what to do.
#[component]
fn Failure(
    /// What went wrong.
    trouble: Trouble,
    /// The result of reading back, if the outcome is unknown.
    check: Memo<Option<Check>>,
    /// What makes the API accept a request.
    authentication: Authentication,
    /// The model of the page.
    model: StatusModel,
) -> impl IntoView {
    let can_check = Memo::new(move |_| check.get().is_some());
    let can_send_again =
        Memo::new(move |_| matches!(check.get(), Some(Check::Missing | Check::Undecided)));
    let is_checking = move || matches!(check.get(), Some(Check::Running { .. }));
    let problems = trouble.problems().into_iter();
    let (kind, mark) = match trouble {
        Trouble::Doubt(_) => ("outcome is-unknown", icon::QUESTION_MARK),
        Trouble::Failure(_) | Trouble::Stop(_) => ("outcome is-failure", icon::EXCLAMATION_MARK),
    };
    view! {
        <div role="alert" class=kind>
            <span class="emblem">{icon(mark)}</span>
            <p class="outcome-headline">{trouble.headline(authentication)}</p>
            {trouble.error().and_then(ApiError::api_message).cloned().and_then(api_message_view)}
            {problems.map(|problem| view! { <p>{problem}</p> }.built()).collect_view()}
            <p class="advice">
                {trouble.advice(authentication)}
                {trouble
                    .error()
                    .is_some_and(|error| error.leads_to_settings(authentication))
                    .then(|| {
                        view! {
                            " "
                            <PageLink page=Route::Settings text=frame::open_settings() />
                        }
                            .built()
                    })}
            </p>
            {move || {
                can_check
                    .get()
                    .then(|| {
                        view! {
                            <p prop:textContent=move || check.get().map(text::check).unwrap_or_default()></p>
                            <div class="actions">
                                <button
                                    type="button"
                                    class="button is-primary"
                                    aria-disabled=move || is_checking().then_some("true")
                                    on:click=move |_| model.handle(Event::AskedToCheck)
                                >
                                    {text::check_now()}
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
                                                    {text::send_again()}
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

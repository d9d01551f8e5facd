//! The current status, which is also where a status that was just set is shown.

use super::model::StatusModel;
use crate::components::{Build, Built, icon, status_icon};
use crate::pages::clock::Clock;
use crate::pages::refresh_button::RefreshButton;
use crate::pages::timeline_model::{Fetch, Loaded};
use leptos::prelude::*;
use whereabouts_browser::clock::now;
use whereabouts_core::domain::{Current, Detail, ReportedCode, StatusRecord};
use whereabouts_core::form::StatusDraft;
use whereabouts_core::submission::{Event, Stage};
use whereabouts_core::text::{current as text, history, outcome, status};

/// The current status with its period, its age, *Refresh* and *Back to previous*.
#[component]
pub fn CurrentStatus(
    /// The model of the page.
    model: StatusModel,
) -> impl IntoView {
    let StatusModel { stage, timeline, clock, session, .. } = model;
    let stored = Memo::new(move |_| match stage.get() {
        Stage::Sent { record, .. } => Some(record),
        _ => None,
    });
    let is_news = Memo::new(move |_| stored.with(Option::is_some));
    // Somebody who is signed out can't have it read.
    let is_shown = Memo::new(move |_| {
        session.account().is_some()
            && (timeline.loaded.with(Option::is_some) || !session.is_signed_out())
    });
    let current = Memo::new(move |_| {
        let now = clock.now.get();
        let current =
            timeline.loaded.with(|loaded| Some(loaded.as_ref()?.timeline.current(now)))?;
        // A status that was just set and holds is not shown twice.
        let is_shown = matches!(&current, Current::InForce(record)
            if stored.with(|stored| stored.as_ref().is_some_and(|stored| stored.id == record.id)));
        (!is_shown).then_some(current)
    });
    let upcoming = Memo::new(move |_| {
        let now = clock.now.get();
        timeline.loaded.with(|loaded| loaded.as_ref()?.timeline.upcoming(now).cloned())
    });
    let previous = Memo::new(move |_| {
        let now = clock.now.get();
        timeline
            .loaded
            .with(|loaded| Some(loaded.as_ref()?.timeline.previous(now)?.clone()))
            .filter(|record| matches!(record.status, ReportedCode::Known(_)))
    });
    let can_go_back = Memo::new(move |_| previous.with(Option::is_some));
    let freshness = Memo::new(move |_| {
        let has_failed = timeline.fetch.with(|fetch| matches!(fetch, Fetch::Failed(_)));
        let age = timeline.loaded.with(|loaded| {
            let Loaded { at, .. } = loaded.as_ref()?;
            Some((clock.now.get() - *at).num_seconds())
        });
        text::freshness(age, has_failed)
    });
    let back_hint = Memo::new(move |_| {
        let previous = previous.get();
        let hint = |previous: StatusRecord| {
            text::back_to_previous_hint(status::reported(&previous.status))
        };
        previous.map(hint).unwrap_or_default()
    });
    let go_back = move |_| {
        if let Some(record) = previous.get_untracked() {
            let draft = clock.zone.with_untracked(|zone| StatusDraft::again(&record, now(), zone));
            model.handle(Event::AskedFor(draft));
        }
    };
    view! {
        <section
            class="current"
            aria-labelledby="current-title"
            hidden=move || !is_shown.get()
        >
            <div class="now-head">
                <h2 class="now-title" id="current-title">
                    {text::heading()}
                </h2>
                <div class="fresh">
                    <p class="hint">
                        <span prop:textContent=freshness></span>
                        {move || {
                            timeline
                                .is_news
                                .get()
                                .then(|| {
                                    view! { <span>" " {text::changed_in_another_tab()}</span> }.built()
                                })
                        }}
                    </p>
                    <RefreshButton timeline is_plain=true />
                </div>
            </div>
            // Always present: a live region that is inserted together with its text is not announced. Each
            // new request empties it, so that the same text is announced again.
            <div
                role="status"
                class="place"
                data-value=move || stored.with(|stored| code_of(stored.as_ref()?))
            >
                {move || stored.get().map(|record| view! { <StoredStatus record clock /> })}
            </div>
            {move || {
                current
                    .get()
                    .map(|current| {
                        let (record, has_ended) = match current {
                            Current::InForce(record) => (record, false),
                            Current::Ended(record) => (record, true),
                            Current::None => {
                                return view! { <p class="current-status">{text::none_yet()}</p> }
                                    .built();
                            }
                        };
                        view! {
                            <div class="place" data-value=code_of(&record)>
                                {described(&record, has_ended, clock)}
                            </div>
                        }
                            .built()
                    })
            }}
            {move || {
                upcoming
                    .get()
                    .map(|record| {
                        let start = record.start.map(|start| clock.moment(start));
                        let next = text::next(
                            status::reported(&record.status),
                            start.unwrap_or_default(),
                        );
                        view! { <p class="hint">{next}</p> }.built()
                    })
            }}
            <button
                type="button"
                class="button"
                class:is-plain=move || !is_news.get()
                aria-describedby="back-hint"
                hidden=move || !can_go_back.get()
                on:click=go_back
            >
                {icon(icon::BACK)}
                {text::back_to_previous()}
            </button>
            <p
                class="hint"
                id="back-hint"
                hidden=move || !can_go_back.get()
                prop:textContent=back_hint
            ></p>
        </section>
    }
    .built()
}

/// A status that was just stored.
#[component]
fn StoredStatus(
    /// The stored status.
    record: StatusRecord,
    /// The clock, whose zone the times are in.
    clock: Clock,
) -> impl IntoView {
    let number = outcome::stored_as(record.id);
    view! {
        <p class="stamp">
            {icon(icon::CHECK)} <span>{outcome::status_set()}</span>
            <span class="visually-hidden">{outcome::status_set_separator()}</span>
        </p>
        {described(&record, false, clock)}
        <p class="hint stored">{number}</p>
    }
    .built()
}

/// The code that gives things their colour (`style/tokens.css`), if the page knows it.
pub(super) fn code_of(record: &StatusRecord) -> Option<&'static str> {
    match record.status {
        ReportedCode::Known(code) => Some(code.as_str()),
        ReportedCode::Unknown(_) => None,
    }
}

/// The emblem of a status, its name, period and details. The period is in the zone of `clock`.
fn described(record: &StatusRecord, has_ended: bool, clock: Clock) -> Built {
    let emblem = match record.status {
        ReportedCode::Known(code) => status_icon(code),
        ReportedCode::Unknown(_) => icon::QUESTION_MARK,
    };
    let status = status::reported(&record.status);
    let label = if has_ended { text::ended(status) } else { status.to_owned() };
    let end = record.end.map(|end| clock.moment(end));
    let (start, until) = match end {
        Some(end) if has_ended => (text::ended_at(&end), String::new()),
        end => {
            let since = record.since().map(|since| clock.moment(since));
            let has_begun = record.has_begun(clock.now.get_untracked());
            text::period(since.as_deref(), has_begun, end.as_deref())
        }
    };
    let message = record.details[Detail::Message].clone().map(|message| {
        view! {
            <p class="current-message">
                <bdi>{message}</bdi>
            </p>
        }
    });
    let others = record.details.iter().filter(|(detail, _)| *detail != Detail::Message);
    let others = others.filter_map(|(detail, value)| {
        let detail = history::detail(detail, value.as_ref()?);
        Some(view! { <p class="hint current-detail"><bdi>{detail}</bdi></p> }.built())
    });
    view! {
        <span class="emblem">{icon(emblem)}</span>
        <p class="current-status" class:has-ended=has_ended>
            <bdi>{label}</bdi>
        </p>
        <p class="current-time">
            <span>{start}</span>
            " "
            <span class="current-until">{until}</span>
        </p>
        {message}
        {others.collect_view()}
    }
    .built()
}

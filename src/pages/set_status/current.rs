//! The current status, above the form.

use super::model::StatusModel;
use crate::components::{Build, Built};
use crate::pages::clock::Clock;
use crate::pages::refresh_button::RefreshButton;
use crate::pages::timeline_model::{Fetch, Loaded};
use leptos::prelude::*;
use whereabouts_browser::clock::now;
use whereabouts_core::domain::{Current, Detail, ReportedCode, StatusRecord};
use whereabouts_core::form::StatusDraft;
use whereabouts_core::submission::Event;
use whereabouts_core::text::{current as text, status};

/// The current status with its period, its age, *Refresh* and *Back to previous*.
#[component]
pub fn CurrentStatus(
    /// The model of the page.
    model: StatusModel,
) -> impl IntoView {
    let StatusModel { timeline, clock, session, .. } = model;
    let has_account = Memo::new(move |_| session.account().is_some());
    let current = Memo::new(move |_| {
        let now = clock.now.get();
        timeline.loaded.with(|loaded| Some(loaded.as_ref()?.timeline.current(now)))
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
        <section class="current" aria-labelledby="current-title" hidden=move || !has_account.get()>
            <h2 class="current-title" id="current-title">
                {text::heading()}
            </h2>
            {move || {
                current
                    .get()
                    .map(|current| match current {
                        Current::InForce(record) => described(&record, false, clock),
                        Current::Ended(record) => described(&record, true, clock),
                        Current::None => view! { <p class="current-status">{text::none_yet()}</p> }.built(),
                    })
            }}
            {move || {
                upcoming
                    .get()
                    .map(|record| {
                        let start = record.start.map(|start| clock.moment(start));
                        let next = text::next(
                            status::reported(&record.status),
                            &start.unwrap_or_default(),
                        );
                        view! { <p class="hint">{next}</p> }.built()
                    })
            }}
            <p
                class="hint"
                id="back-hint"
                hidden=move || !can_go_back.get()
                prop:textContent=back_hint
            ></p>
            <p class="hint">
                <span prop:textContent=freshness></span>
                {move || {
                    timeline
                        .is_news
                        .get()
                        .then(|| view! { <span>" " {text::changed_in_another_tab()}</span> }.built())
                }}
            </p>
            <div class="actions">
                <RefreshButton timeline />
                <button
                    type="button"
                    class="button is-quiet"
                    aria-describedby="back-hint"
                    hidden=move || !can_go_back.get()
                    on:click=go_back
                >
                    {text::back_to_previous()}
                </button>
            </div>
        </section>
    }
    .built()
}

fn described(record: &StatusRecord, has_ended: bool, clock: Clock) -> Built {
    let code = match &record.status {
        ReportedCode::Known(code) => code.as_str(),
        ReportedCode::Unknown(_) => "",
    };
    let status = status::reported(&record.status);
    let label = if has_ended { text::ended(status) } else { status.to_owned() };
    let since = record.since().map(|since| clock.moment(since));
    let end = record.end.map(|end| clock.moment(end));
    let time = match (since, end, has_ended) {
        (_, Some(end), true) => text::ended_at(&end),
        (Some(since), Some(end), _) => text::since_until(&since, &end),
        (Some(since), None, _) => text::since(&since),
        (None, Some(end), _) => text::until(&end),
        (None, None, _) => String::new(),
    };
    view! {
        <p class="current-status" data-value=code class:has-ended=has_ended>
            <bdi>{label}</bdi>
        </p>
        <p>{time}</p>
        {record.details[Detail::Message]
            .clone()
            .map(|message| {
                view! {
                    <p class="current-message">
                        <bdi>{message}</bdi>
                    </p>
                }
            })}
    }
    .built()
}

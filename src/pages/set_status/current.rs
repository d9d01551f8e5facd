//! The status that holds now, above the form.

use super::model::StatusModel;
use crate::components::{Build, Built};
use crate::pages::refresh_button::RefreshButton;
use crate::pages::timeline_model::{Fetch, Loaded};
use leptos::prelude::*;
use whereabouts_browser::clock::{BrowserFormat, now};
use whereabouts_core::clock::MomentFormat;
use whereabouts_core::domain::{Current, Detail, ReportedCode, StatusRecord};
use whereabouts_core::wording::age;

/// What holds, since when and until when, how old that knowledge is, and the way back.
#[component]
pub fn CurrentStatus(
    /// The state behind the page.
    model: StatusModel,
) -> impl IntoView {
    let StatusModel { timeline, present, session, .. } = model;
    let has_account = Memo::new(move |_| session.account().is_some());
    let current = Memo::new(move |_| {
        let now = present.now.get();
        timeline.loaded.with(|loaded| Some(loaded.as_ref()?.timeline.current(now)))
    });
    let upcoming = Memo::new(move |_| {
        let now = present.now.get();
        timeline.loaded.with(|loaded| loaded.as_ref()?.timeline.upcoming(now).cloned())
    });
    let previous = Memo::new(move |_| {
        let now = present.now.get();
        timeline.loaded.with(|loaded| loaded.as_ref()?.timeline.previous(now)?.again(now))
    });
    let can_go_back = Memo::new(move |_| previous.with(Option::is_some));
    let freshness = Memo::new(move |_| {
        let failed = timeline.fetch.with(|fetch| matches!(fetch, Fetch::Failed(_)));
        let read = timeline.loaded.with(|loaded| {
            let Loaded { at, .. } = loaded.as_ref()?;
            Some(format!("Read {}.", age((present.now.get() - *at).num_seconds())))
        });
        match (read, failed) {
            (Some(read), false) => read,
            (Some(read), true) => format!("{read} It could not be read again."),
            (None, true) => {
                "It could not be read. You can set your status all the same.".to_owned()
            }
            (None, false) => "Reading it…".to_owned(),
        }
    });
    let go_back = move |_| {
        if let Some(status) = timeline.loaded.with_untracked(|loaded| {
            let now = now();
            loaded.as_ref()?.timeline.previous(now)?.again(now)
        }) {
            model.send_directly(status);
        }
    };
    view! {
        <section class="current" aria-labelledby="current-title" hidden=move || !has_account.get()>
            <h2 class="current-title" id="current-title">
                "Current status"
            </h2>
            {move || {
                current
                    .get()
                    .map(|current| match current {
                        Current::InForce(record) => described(&record, false),
                        Current::Ended(record) => described(&record, true),
                        Current::None => view! { <p class="current-status">"None yet"</p> }.built(),
                    })
            }}
            {move || {
                upcoming
                    .get()
                    .map(|record| {
                        let start = record.start.map(|start| BrowserFormat.moment(start));
                        view! {
                            <p class="hint">
                                "Next: "<bdi>{record.status.to_string()}</bdi>", from "{start}
                            </p>
                        }
                            .built()
                    })
            }}
            <p class="hint" id="back-hint" hidden=move || !can_go_back.get()>
                {move || {
                    previous
                        .get()
                        .map(|status| {
                            format!(
                                "Back to previous sets “{}” again. That adds a record; none is changed.",
                                status.status.label(),
                            )
                        })
                }}
            </p>
            <p class="hint">
                {move || freshness.get()}
                {move || timeline.is_news.get().then_some(" Changed in another tab.")}
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
                    "Back to previous"
                </button>
            </div>
        </section>
    }
    .built()
}

fn described(record: &StatusRecord, has_ended: bool) -> Built {
    let code = match &record.status {
        ReportedCode::Known(code) => code.as_str(),
        ReportedCode::Unknown(_) => "",
    };
    let since = record.since().map(|since| BrowserFormat.moment(since));
    let end = record.end.map(|end| BrowserFormat.moment(end));
    let time = match (since, end, has_ended) {
        (_, Some(end), true) => format!("Ended {end}"),
        (Some(since), Some(end), _) => format!("Since {since}, until {end}"),
        (Some(since), None, _) => format!("Since {since}, no end date"),
        (None, Some(end), _) => format!("Until {end}"),
        (None, None, _) => String::new(),
    };
    view! {
        <p class="current-status" data-value=code class:has-ended=has_ended>
            <bdi>{record.status.to_string()}</bdi>
            {has_ended.then_some(" (ended)")}
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

//! What was set before.

use super::page_link::{PageLink, use_go_to};
use super::present::Present;
use super::refresh_button::RefreshButton;
use super::said::said_view;
use super::set_status::StatusModel;
use super::timeline_model::Fetch;
use crate::components::{Build, Built, PageHeading};
use leptos::prelude::*;
use whereabouts_browser::clock::{BrowserFormat, now};
use whereabouts_core::clock::MomentFormat;
use whereabouts_core::domain::{Detail, Details, ReportedCode, StatusCode, StatusRecord};
use whereabouts_core::form::{Field, StatusDraft};
use whereabouts_core::route::Route;
use whereabouts_core::wording::Notice;

/// How many rows are added at a time: enough for a month, few enough for a phone.
const STEP: usize = 20;

/// The person's statuses, newest first.
#[component]
pub fn HistoryPage(
    /// The state behind the form, which *Use again* fills.
    model: StatusModel,
) -> impl IntoView {
    let StatusModel { timeline, session, present, .. } = model;
    let limit = RwSignal::new(STEP);
    // The code of the records to show; empty for all.
    let wanted = RwSignal::new(String::new());
    let go_to = use_go_to();
    let use_again = Callback::new(move |record: StatusRecord| {
        model.fill(draft_of(&record, model));
        go_to(Route::SetStatus);
    });
    let has_account = Memo::new(move |_| session.account().is_some());
    let is_running = Memo::new(move |_| timeline.fetch.with(|fetch| *fetch == Fetch::Running));
    let is_loaded = Memo::new(move |_| timeline.loaded.with(Option::is_some));
    let matching = Memo::new(move |_| {
        timeline.loaded.with(|loaded| {
            let wanted = wanted.get();
            let records =
                loaded.as_ref().map(|loaded| loaded.timeline.records()).unwrap_or_default();
            let matches = |record: &&StatusRecord| wanted.is_empty() || code_of(record) == wanted;
            records.iter().filter(matches).cloned().collect::<Vec<_>>()
        })
    });
    let total = Memo::new(move |_| matching.with(Vec::len));
    let shown = Memo::new(move |_| limit.get().min(total.get()));
    let is_all = Memo::new(move |_| shown.get() == total.get());
    let progress = move || match (is_loaded.get(), is_running.get()) {
        (false, true) => "Reading your statuses…".to_owned(),
        (false, false) => String::new(),
        (true, _) if total.get() == 0 => "There are none.".to_owned(),
        (true, _) => format!("Showing {} of {}", shown.get(), total.get()),
    };
    let failure = Memo::new(move |_| match timeline.fetch.get() {
        Fetch::Failed(error) => Some(Notice::of_reading(&error, session.asks_for_token())),
        Fetch::Idle | Fetch::Running => None,
    });
    view! {
        <PageHeading text="History" />
        {move || {
            (!has_account.get())
                .then(|| {
                    view! {
                        <p class="notice">
                            "To read your history, this page needs to know you. "
                            <PageLink page=Route::Settings before="Open " />
                        </p>
                    }
                        .built()
                })
        }}
        {move || {
            let notice = failure.get()?;
            Some(
                view! {
                    <div role="alert" class="outcome is-failure">
                        <p class="outcome-headline">{notice.headline}</p>
                        {said_view(notice.said)}
                    </div>
                }
                    .built(),
            )
        }}
        <div class="actions history-tools">
            <label class="field-label" for="history-filter">
                "Show"
            </label>
            <select
                id="history-filter"
                class="input"
                on:change=move |event| {
                    wanted.set(event_target_value(&event));
                    limit.set(STEP);
                }
            >
                <option value="">"All statuses"</option>
                {StatusCode::ALL
                    .map(|code| {
                        view! { <option value=code.as_str()>{code.label()}</option> }.built()
                    })}
            </select>
            <RefreshButton timeline />
        </div>
        <HistoryTable matching shown present use_again />
        <p role="status">{progress}</p>
        <button
            type="button"
            class="button"
            hidden=move || is_all.get()
            on:click=move |_| limit.update(|limit| *limit += STEP)
        >
            "Load more"
        </button>
    }
    .built()
}

/// The first `shown` of the matching records.
#[component]
fn HistoryTable(
    /// The records that the filter lets through.
    matching: Memo<Vec<StatusRecord>>,
    /// How many of them are shown.
    shown: Memo<usize>,
    /// The time.
    present: Present,
    /// Called with the record that is to fill the form.
    use_again: Callback<StatusRecord>,
) -> impl IntoView {
    view! {
        <div class="history" hidden=move || shown.get() == 0>
            // Roles are spelled out: as cards on a phone the rows are no table to a browser.
            <table role="table" aria-label="History">
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">
                            "Status"
                        </th>
                        <th role="columnheader" scope="col">
                            "From"
                        </th>
                        <th role="columnheader" scope="col">
                            "Until"
                        </th>
                        <th role="columnheader" scope="col">
                            "Message"
                        </th>
                        <th role="columnheader" scope="col">
                            <span class="visually-hidden">"Actions"</span>
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    <For
                        each=move || {
                            matching
                                .with(|matching| {
                                    matching.iter().take(shown.get()).cloned().collect::<Vec<_>>()
                                })
                        }
                        key=|record| record.id
                        children=move |record| row(record, present.now.get_untracked(), use_again)
                    />
                </tbody>
            </table>
        </div>
    }
    .built()
}

fn row(
    record: StatusRecord,
    now: chrono::DateTime<chrono::Utc>,
    use_again: Callback<StatusRecord>,
) -> Built {
    let moment = |instant| BrowserFormat.moment(instant);
    let from = record.since().map(moment).unwrap_or_default();
    let until = record.end.map_or_else(|| "No end date".to_owned(), moment);
    let state = if record.is_in_force(now) {
        ""
    } else if record.has_ended(now) {
        " (ended)"
    } else {
        " (not yet)"
    };
    let is_known = matches!(record.status, ReportedCode::Known(_));
    let message = record.details[Detail::Message].clone();
    // The message has a column of its own.
    let details: Vec<_> = record
        .details
        .iter()
        .filter(|(detail, _)| *detail != Detail::Message)
        .filter_map(|(detail, value)| {
            Some(format!("{}: {}", Field::Detail(detail).label(), value.as_ref()?))
        })
        .chain([format!("Record {}", record.id)])
        .collect();
    let label = record.status.to_string();
    let code = code_of(&record);
    view! {
        <tr role="row" data-value=code>
            <th role="rowheader" scope="row">
                <bdi>{label}</bdi>
            </th>
            <td role="cell">
                <span class="cell-name" aria-hidden="true">
                    "From "
                </span>
                {from}
            </td>
            <td role="cell">
                <span class="cell-name" aria-hidden="true">
                    "Until "
                </span>
                {until}
                {state}
            </td>
            <td role="cell">
                <bdi>{message}</bdi>
                {details
                    .into_iter()
                    .map(|detail| {
                        view! {
                            <span class="hint detail">
                                <bdi>{detail}</bdi>
                            </span>
                        }
                            .built()
                    })
                    .collect_view()}
            </td>
            <td role="cell">
                {is_known
                    .then(|| {
                        view! {
                            <button
                                type="button"
                                class="button is-quiet"
                                on:click=move |_| use_again.run(record.clone())
                            >
                                "Use again"
                            </button>
                        }
                            .built()
                    })}
            </td>
        </tr>
    }
    .built()
}

fn code_of(record: &StatusRecord) -> String {
    match &record.status {
        ReportedCode::Known(code) => code.as_str().to_owned(),
        ReportedCode::Unknown(text) => text.clone(),
    }
}

/// The form that sets a record's status again: from now on, and with its end only if that is still
/// to come.
fn draft_of(record: &StatusRecord, model: StatusModel) -> StatusDraft {
    let status = match record.status {
        ReportedCode::Known(code) => Some(code),
        ReportedCode::Unknown(_) => None,
    };
    let draft = StatusDraft {
        status,
        details: Details::from_fn(|detail| {
            record.details[detail].clone().unwrap_or_default().into()
        }),
        ..StatusDraft::default()
    };
    match record.end.filter(|end| *end > now()) {
        Some(end) => model.present.zone.with_untracked(|zone| draft.ending_at(end, zone)),
        None => draft,
    }
}

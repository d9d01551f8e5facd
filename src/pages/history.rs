//! The page with earlier statuses.

use super::account_notice::AccountTrouble;
use super::api_message::api_message_view;
use super::clock::Clock;
use super::page_link::use_go_to;
use super::refresh_button::RefreshButton;
use super::set_status::StatusModel;
use super::timeline_model::Fetch;
use crate::components::{Build, Built, PageHeading, icon, status_icon};
use leptos::prelude::*;
use whereabouts_browser::clock::now;
use whereabouts_core::domain::{Detail, ReportedCode, StatusCode, StatusRecord};
use whereabouts_core::form::StatusDraft;
use whereabouts_core::route::Route;
use whereabouts_core::text::{frame, history as text, outcome, record as record_text, status};

/// Rows that are added at a time: about a month, and not too long for a phone.
const STEP: usize = 20;

/// The person's statuses, newest first.
#[component]
pub fn HistoryPage(
    /// The model of the form, which *Use again* fills.
    model: StatusModel,
) -> impl IntoView {
    let StatusModel { timeline, session, clock, .. } = model;
    let limit = RwSignal::new(STEP);
    // The code of the filter; empty for all.
    let wanted = RwSignal::new(String::new());
    let go_to = use_go_to();
    let use_again = Callback::new(move |record: StatusRecord| {
        let draft = clock.zone.with_untracked(|zone| StatusDraft::again(&record, now(), zone));
        model.fill(draft);
        go_to(Route::SetStatus);
    });
    let trouble = Memo::new(move |_| AccountTrouble::of(session));
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
    let progress = Memo::new(move |_| match (is_loaded.get(), is_running.get()) {
        (false, true) => text::reading().to_owned(),
        (false, false) => String::new(),
        (true, _) if total.get() == 0 => text::none_found().to_owned(),
        (true, _) => text::showing(shown.get(), total.get()),
    });
    let in_force = Memo::new(move |_| Some(timeline.in_force(clock)?.id));
    let failure = Memo::new(move |_| match timeline.fetch.get() {
        Fetch::Failed(error) => Some(error),
        Fetch::Idle | Fetch::Running => None,
    });
    view! {
        <div class="page is-list">
            <div class="page-top">
                <PageHeading text=frame::page(Route::History) />
                <div class="actions history-tools">
                    <label class="field-label" for="history-filter">
                        {text::filter()}
                    </label>
                    <select
                        id="history-filter"
                        class="input"
                        on:change=move |event| {
                            wanted.set(event_target_value(&event));
                            limit.set(STEP);
                        }
                    >
                        <option value="">{text::all_statuses()}</option>
                        {StatusCode::ALL
                            .map(|code| {
                                view! { <option value=code.as_str()>{status::label(code)}</option> }.built()
                            })}
                    </select>
                    <RefreshButton timeline />
                </div>
            </div>
            {move || {
                trouble
                    .get()
                    .map(|trouble| {
                        let trouble = trouble
                            .view(text::needs_account, |_| frame::open_settings());
                        view! { <div class="notice">{trouble}</div> }.built()
                    })
            }}
            {move || {
                let error = failure.get()?;
                Some(
                    view! {
                        <div role="alert" class="outcome is-failure">
                            <span class="emblem">{icon(icon::EXCLAMATION_MARK)}</span>
                            <p class="outcome-headline">{outcome::reading_failed(&error)}</p>
                            {error.api_message().cloned().and_then(api_message_view)}
                        </div>
                    }
                        .built(),
                )
            }}
            <HistoryTable matching shown in_force clock use_again />
            <div class="history-end">
                <p role="status" class="hint" prop:textContent=progress></p>
                <button
                    type="button"
                    class="button"
                    hidden=move || is_all.get()
                    on:click=move |_| limit.update(|limit| *limit += STEP)
                >
                    {text::load_more()}
                </button>
            </div>
        </div>
    }
    .built()
}

/// The first `shown` of the matching records.
#[component]
fn HistoryTable(
    /// The records that match the filter.
    matching: Memo<Vec<StatusRecord>>,
    /// The number of records to show.
    shown: Memo<usize>,
    /// The record that holds now.
    in_force: Memo<Option<i64>>,
    /// The clock.
    clock: Clock,
    /// Called with the record that fills the form.
    use_again: Callback<StatusRecord>,
) -> impl IntoView {
    view! {
        <div class="history" hidden=move || shown.get() == 0>
            // Explicit roles: with the CSS for phones, browsers don't treat the rows as a table.
            <table role="table" aria-label=frame::page(Route::History)>
                <thead role="rowgroup">
                    <tr role="row">
                        <th role="columnheader" scope="col">
                            {text::status_column()}
                        </th>
                        <th role="columnheader" scope="col">
                            {record_text::from()}
                        </th>
                        <th role="columnheader" scope="col">
                            {record_text::until()}
                        </th>
                        <th role="columnheader" scope="col">
                            {text::message_column()}
                        </th>
                        <th role="columnheader" scope="col" class="number">
                            {record_text::number()}
                        </th>
                        <th role="columnheader" scope="col">
                            <span class="visually-hidden">{text::actions_column()}</span>
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
                        // A record that changed becomes another row.
                        key=StatusRecord::clone
                        children=move |record| row(record, in_force, clock, use_again)
                    />
                </tbody>
            </table>
        </div>
    }
    .built()
}

fn row(
    record: StatusRecord,
    in_force: Memo<Option<i64>>,
    clock: Clock,
    use_again: Callback<StatusRecord>,
) -> Built {
    let (since, end) = (record.since(), record.end);
    let from = Memo::new(move |_| since.map(|since| clock.moment(since)).unwrap_or_default());
    // Formatting is expensive, and these change at most once.
    let stored = record.clone();
    let has_begun = Memo::new(move |_| stored.has_begun(clock.now.get()));
    let stored = record.clone();
    let has_ended = Memo::new(move |_| stored.has_ended(clock.now.get()));
    let until = Memo::new(move |_| {
        end.map_or_else(|| record_text::no_end_date().to_owned(), |end| clock.moment(end))
    });
    let id = record.id;
    let is_in_force =
        Memo::new(move |_| in_force.with(|in_force| in_force.is_some_and(|other| other == id)));
    let state = move || {
        let (state, class) = match (has_begun.get(), has_ended.get()) {
            // The date says so, where it can be compared with today's at a glance.
            (_, true) => (text::ended(), "visually-hidden"),
            (false, false) => (text::not_started(), "state"),
            (true, false) if is_in_force.get() => (text::in_force(), "state is-now"),
            (true, false) => return None,
        };
        Some(view! { <span class=class>{state}</span> }.built())
    };
    let path = match record.status {
        ReportedCode::Known(code) => Some(status_icon(code)),
        ReportedCode::Unknown(_) => None,
    };
    let message = record.details[Detail::Message].clone();
    // The message has a column of its own.
    let details: Vec<_> = record
        .details
        .iter()
        .filter(|(detail, _)| *detail != Detail::Message)
        .filter_map(|(detail, value)| Some(text::detail(detail, value.as_ref()?)))
        .collect();
    let label = status::reported(&record.status).to_owned();
    let code = code_of(&record);
    view! {
        <tr role="row" data-value=code>
            <th role="rowheader" scope="row">
                <span class="status-name">
                    {path.map(icon)} <bdi>{label}</bdi>
                </span>
            </th>
            <td role="cell" class="when">
                <span class="cell-name" aria-hidden="true">
                    {record_text::from()} " "
                </span>
                <span prop:textContent=from></span>
            </td>
            <td role="cell" class="when">
                <span class="cell-name" aria-hidden="true">
                    {record_text::until()} " "
                </span>
                <span prop:textContent=until></span>
                " "
                {state}
            </td>
            <td role="cell" class="what">
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
            <td role="cell" class="number">
                <span class="cell-name" aria-hidden="true">
                    {record_text::number()} " "
                </span>
                {id}
            </td>
            <td role="cell" class="again">
                {path
                    .map(|_| {
                        view! {
                            <button
                                type="button"
                                class="button is-plain"
                                on:click=move |_| use_again.run(record.clone())
                            >
                                {text::use_again()}
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

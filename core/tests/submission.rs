//! Every path through the states of sending a status.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test should stop at the first unexpected error")]

mod support;

use chrono::{DateTime, TimeDelta, Utc};
use std::slice::from_ref;
use support::{NEW_YORK_WINTER, at, details};
use whereabouts_core::api::{ApiError, ApiMessage, UnreadableCause};
use whereabouts_core::clock::Week;
use whereabouts_core::domain::{Detail, NewStatus, ReportedCode, StatusCode, StatusRecord};
use whereabouts_core::form::{StatusDraft, Until};
use whereabouts_core::submission::{Attempt, Check, Command, Event, Submission, Verdict, verdict};

fn now() -> DateTime<Utc> {
    at("2026-11-24T09:00:00Z")
}

fn status(message: &str) -> NewStatus {
    let draft = StatusDraft {
        status: Some(StatusCode::Sick),
        until: Until::Chosen,
        end_date: "2026-11-24".into(),
        end_time: "17:00".into(),
        details: details([(Detail::Message, message.into())]),
        ..StatusDraft::default()
    };
    draft.parse(now(), &NEW_YORK_WINTER, Week::default()).unwrap()
}

fn record(id: i64, created_at: &str) -> StatusRecord {
    StatusRecord {
        id,
        user_id: Some(1),
        status: ReportedCode::Known(StatusCode::Sick),
        start: Some(at("2026-11-24T09:00:00Z")),
        end: Some(at("2026-11-24T22:00:00Z")),
        details: details([(Detail::Message, Some("flu".to_owned()))]),
        created_at: Some(at(created_at)),
    }
}

fn after(
    submission: Submission,
    events: impl IntoIterator<Item = Event>,
) -> (Submission, Option<Command>) {
    events.into_iter().fold((submission, None), |(state, _), event| state.after(event, now()))
}

fn submitted() -> Event {
    Event::Submitted(status("flu"))
}

fn failed(error: ApiError) -> Event {
    Event::Answered(Err(error))
}

fn limited() -> ApiError {
    ApiError::RateLimited { wait_seconds: 2, api_message: ApiMessage::default() }
}

fn unavailable() -> ApiError {
    ApiError::Server { status: 503, api_message: ApiMessage::default() }
}

fn attempt() -> Attempt {
    Attempt { status: status("flu"), sent_at: now() }
}

#[test]
fn a_submit_sends_and_the_response_is_the_outcome() {
    let (sending, command) = after(Submission::Idle, [submitted()]);
    assert!(sending.is_sending() && sending.is_busy());
    assert_eq!(command, Some(Command::Send(status("flu"))));
    let stored = record(7, "2026-11-24T09:00:00Z");
    let (sent, command) = after(sending, [Event::Answered(Ok(stored.clone()))]);
    assert_eq!((sent, command), (Submission::Sent(stored), None));
}

// civiform#2469: five clicks made five records.
#[test]
fn a_second_submit_during_a_request_sends_nothing() {
    let busy = [
        after(Submission::Idle, [submitted()]).0,
        after(Submission::Idle, [submitted(), failed(limited())]).0,
        after(Submission::Idle, [submitted(), failed(ApiError::TimedOut), Event::AskedToCheck]).0,
    ];
    for state in busy {
        assert!(state.is_busy(), "{state:?}");
        for event in [submitted(), Event::Submitted(status("other"))] {
            assert_eq!(after(state.clone(), [event]), (state.clone(), None));
        }
    }
}

// Expensify/App PR #92102: the guard was never released after a failure.
#[test]
fn after_every_failure_the_next_submit_sends() {
    let failures = [
        ApiError::Rejected(ApiMessage::default()),
        ApiError::Forbidden(ApiMessage::default()),
        ApiError::NotFound(ApiMessage::default()),
        ApiError::Unexpected { status: 409, api_message: ApiMessage::default() },
        ApiError::Offline,
    ];
    for error in failures {
        let (state, _) = after(Submission::Idle, [submitted(), failed(error.clone())]);
        assert_eq!(state, Submission::Failed(error));
        let (state, command) = after(state, [submitted()]);
        assert!(state.is_sending());
        assert_eq!(command, Some(Command::Send(status("flu"))));
    }
}

#[test]
fn an_unknown_outcome_sends_nothing_by_itself() {
    for error in [
        ApiError::TimedOut,
        ApiError::NoAnswer,
        ApiError::Unreadable { status: 200, cause: UnreadableCause::FieldMissing },
        unavailable(),
    ] {
        let (state, command) = after(Submission::Idle, [submitted(), failed(error.clone())]);
        let unknown = Submission::Unknown { attempt: attempt(), error, check: Check::NotYet };
        assert_eq!((state, command), (unknown, None));
    }
}

#[test]
fn submitting_the_same_status_again_reads_back_first() {
    for error in [ApiError::TimedOut, unavailable()] {
        let (state, command) = after(Submission::Idle, [submitted(), failed(error), submitted()]);
        assert_eq!(command, Some(Command::ReadBack(attempt())));
        let stored = record(7, "2026-11-24T09:00:00Z");
        let found = after(state.clone(), [Event::Checked(Verdict::Stored(stored.clone()))]);
        assert_eq!(found, (Submission::Sent(stored), None));
        let (resent, command) = after(state, [Event::Checked(Verdict::Missing)]);
        assert!(resent.is_sending());
        assert_eq!(command, Some(Command::Send(status("flu"))));
    }
}

#[test]
fn an_undecided_status_is_sent_again_only_if_the_api_reported_a_failure() {
    let press_twice = |error| {
        after(
            Submission::Idle,
            [submitted(), failed(error), submitted(), Event::Checked(Verdict::Undecided)],
        )
    };
    let (state, command) = press_twice(ApiError::TimedOut);
    assert!(matches!(state, Submission::Unknown { check: Check::Undecided, .. }), "{state:?}");
    assert_eq!(command, None);
    assert_eq!(press_twice(unavailable()).1, Some(Command::Send(status("flu"))));
}

#[test]
fn another_status_is_sent_without_reading_back() {
    let other = Event::Submitted(status("better"));
    let (_, command) = after(Submission::Idle, [submitted(), failed(ApiError::TimedOut), other]);
    assert_eq!(command, Some(Command::Send(status("better"))));
}

#[test]
fn send_again_sends_only_after_check_now() {
    let open = after(Submission::Idle, [submitted(), failed(ApiError::NoAnswer)]).0;
    assert_eq!(after(open.clone(), [Event::AskedToSendAgain]), (open.clone(), None));
    let (checking, command) = after(open, [Event::AskedToCheck]);
    assert_eq!(command, Some(Command::ReadBack(attempt())));
    for (verdict, check) in
        [(Verdict::Missing, Check::Missing), (Verdict::Undecided, Check::Undecided)]
    {
        let (state, command) = after(checking.clone(), [Event::Checked(verdict)]);
        assert_eq!(command, None);
        assert!(
            matches!(&state, Submission::Unknown { check: found, .. } if *found == check),
            "{state:?}"
        );
        assert!(matches!(
            after(state.clone(), [Event::AskedToCheck]).1,
            Some(Command::ReadBack(_))
        ));
        assert_eq!(after(state, [Event::AskedToSendAgain]).1, Some(Command::Send(status("flu"))));
    }
}

#[test]
fn after_a_429_the_status_is_sent_once_more() {
    let (state, command) = after(Submission::Idle, [submitted(), failed(limited())]);
    assert!(matches!(state, Submission::Waiting { seconds_left: 2, .. }), "{state:?}");
    assert_eq!(command, Some(Command::WaitASecond));
    let (state, command) = after(state, [Event::SecondPassed]);
    assert!(matches!(state, Submission::Waiting { seconds_left: 1, .. }), "{state:?}");
    assert_eq!(command, Some(Command::WaitASecond));
    let (state, command) = after(state, [Event::SecondPassed]);
    assert_eq!(command, Some(Command::Send(status("flu"))));
    let (state, command) = after(state, [failed(limited())]);
    assert_eq!((state, command), (Submission::Failed(limited()), None));
}

#[test]
fn the_wait_can_be_cancelled_and_a_late_tick_sends_nothing() {
    let waiting = after(Submission::Idle, [submitted(), failed(limited())]).0;
    let (state, _) = after(waiting, [Event::CancelledWait]);
    assert_eq!(state, Submission::Failed(limited()));
    assert_eq!(after(state.clone(), [Event::SecondPassed]), (state, None));
}

#[test]
fn events_that_do_not_fit_change_nothing() {
    let stored = Submission::Sent(record(7, "2026-11-24T09:00:00Z"));
    for state in [Submission::Idle, stored, Submission::Failed(ApiError::Offline)] {
        for event in [
            failed(ApiError::TimedOut),
            Event::SecondPassed,
            Event::CancelledWait,
            Event::AskedToCheck,
            Event::AskedToSendAgain,
            Event::Checked(Verdict::Missing),
        ] {
            assert_eq!(after(state.clone(), [event]), (state.clone(), None));
        }
    }
}

/// The verdict `seconds` after the attempt, by both clocks.
fn look(records: &[StatusRecord], seconds: i64) -> Verdict {
    let later = now() + TimeDelta::seconds(seconds);
    verdict(records, &attempt(), later, Some(later))
}

#[test]
fn a_newer_record_with_the_same_content_is_the_attempt() {
    let stored = record(7, "2026-11-24T09:00:01Z");
    assert_eq!(look(from_ref(&stored), 20), Verdict::Stored(stored));
}

// The order of the list is not documented: ties are decided by the id.
#[test]
fn the_newest_record_counts_in_any_order() {
    let older = record(9, "2026-11-24T08:00:00Z");
    let stored = record(8, "2026-11-24T09:00:01Z");
    for records in [[older.clone(), stored.clone()], [stored.clone(), older]] {
        assert_eq!(look(&records, 20), Verdict::Stored(stored.clone()));
    }
    let twin = record(10, "2026-11-24T09:00:01Z");
    assert_eq!(look(&[twin.clone(), stored], 20), Verdict::Stored(twin));
}

#[test]
fn the_same_status_of_yesterday_is_not_the_attempt() {
    assert_eq!(look(&[record(7, "2026-11-23T09:00:00Z")], 20), Verdict::Missing);
    assert_eq!(look(&[], 20), Verdict::Missing);
}

#[test]
fn another_older_status_means_missing_and_a_newer_one_undecided() {
    let other = |created_at| StatusRecord {
        details: details([(Detail::Message, Some("other".to_owned()))]),
        ..record(7, created_at)
    };
    assert_eq!(look(&[other("2026-11-24T08:00:00Z")], 20), Verdict::Missing);
    assert_eq!(look(&[other("2026-11-24T09:00:10Z")], 20), Verdict::Undecided);
}

#[test]
fn a_wrong_clock_on_the_device_does_not_matter_with_the_servers_time() {
    for minutes in [-600, -10, 10, 600] {
        let device_now = now() + TimeDelta::seconds(20);
        let server_now = device_now + TimeDelta::minutes(minutes);
        let created_at = server_now - TimeDelta::seconds(19);
        let stored =
            StatusRecord { created_at: Some(created_at), ..record(7, "2026-11-24T09:00:00Z") };
        let found = verdict(from_ref(&stored), &attempt(), device_now, Some(server_now));
        assert_eq!(found, Verdict::Stored(stored));
    }
}

#[test]
fn a_doubtful_age_is_undecided_without_the_servers_time() {
    let device_now = now() + TimeDelta::seconds(20);
    let look = |created_at| verdict(&[record(7, created_at)], &attempt(), device_now, None);
    assert!(matches!(look("2026-11-24T09:00:05Z"), Verdict::Stored(_)));
    assert_eq!(look("2026-11-24T08:50:00Z"), Verdict::Undecided);
    assert_eq!(look("2026-11-24T08:30:00Z"), Verdict::Missing);
}

#[test]
fn a_record_without_its_time_of_creation_is_undecided() {
    let timeless = StatusRecord { created_at: None, ..record(7, "2026-11-24T09:00:00Z") };
    assert_eq!(look(&[timeless], 20), Verdict::Undecided);
}

#[test]
fn an_added_start_is_ignored_but_a_missing_end_is_not() {
    let other_end = StatusRecord { end: None, ..record(7, "2026-11-24T09:00:01Z") };
    assert_ne!(look(from_ref(&other_end), 20), Verdict::Stored(other_end));
    let no_start = StatusRecord { start: None, ..record(7, "2026-11-24T09:00:01Z") };
    assert_eq!(look(from_ref(&no_start), 20), Verdict::Stored(no_start));
}

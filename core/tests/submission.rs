//! The transitions of sending a status one by one, and the verdict of reading back. `attempts.rs` tests that
//! no sequence of them breaks the promise.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test should stop at the first unexpected error")]

mod support;

use chrono::{DateTime, TimeDelta, Utc};
use std::slice::from_ref;
use support::{NEW_YORK_WINTER, at, details};
use whereabouts_core::api::{ApiError, ApiMessage, UnreadableCause};
use whereabouts_core::clock::{Preset, Week};
use whereabouts_core::domain::{Detail, ReportedCode, StatusCode, StatusRecord, UserId};
use whereabouts_core::form::{StatusDraft, Until};
use whereabouts_core::submission::{
    Attempt, Check, Command, Context, Doubt, Event, Known, Stage, Stop, Submission, Verdict,
    verdict,
};

fn now() -> DateTime<Utc> {
    at("2026-11-24T09:00:00Z")
}

fn draft(message: &str) -> StatusDraft {
    StatusDraft {
        status: Some(StatusCode::Sick),
        until: Until::Chosen,
        end_date: "2026-11-24".into(),
        end_time: "17:00".into(),
        details: details([(Detail::Message, message.into())]),
        ..StatusDraft::default()
    }
}

/// Its end depends on the time of the press.
fn one_hour() -> StatusDraft {
    StatusDraft { until: Until::Preset(Preset::OneHour), ..draft("flu") }
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

fn limited() -> ApiError {
    ApiError::RateLimited { wait_seconds: 30, api_message: ApiMessage::default() }
}

fn gateway(status: u16) -> ApiError {
    ApiError::Server { status, api_message: ApiMessage::default() }
}

/// A page with one person, at a time that the test sets.
struct Page {
    submission: Submission,
    now: DateTime<Utc>,
    user_id: Option<UserId>,
    command: Option<Command>,
}

impl Page {
    fn new() -> Self {
        Self {
            submission: Submission::default(),
            now: now(),
            user_id: "1".parse().ok(),
            command: None,
        }
    }

    /// A page after a press whose answer is `error`.
    fn failed(draft: StatusDraft, error: ApiError) -> Self {
        let mut page = Self::new();
        page.press(draft);
        page.answer(Err(error));
        page
    }

    fn handle(&mut self, event: Event) -> &mut Self {
        let now = self.now;
        let parse = |draft: &StatusDraft| draft.parse(now, &NEW_YORK_WINTER, Week::default());
        let context = Context { now, user_id: self.user_id, known: Known::Nothing, parse: &parse };
        (self.submission, self.command) = self.submission.clone().after(event, context);
        self
    }

    fn press(&mut self, draft: StatusDraft) -> &mut Self {
        self.handle(Event::Pressed(draft))
    }

    fn pass(&mut self, seconds: i64) -> &mut Self {
        self.now += TimeDelta::seconds(seconds);
        self.handle(Event::TimePassed)
    }

    /// Answers the last request.
    fn answer(&mut self, answer: Result<StatusRecord, ApiError>) -> &mut Self {
        let Some(Command::Send(number, _)) = self.command else { panic!("nothing was sent") };
        self.handle(Event::Answered(number, answer))
    }

    fn look_found(&mut self, verdict: Verdict) -> &mut Self {
        let Some(Command::ReadBack(number, _)) = self.command else { panic!("no look") };
        self.handle(Event::Checked(number, verdict))
    }

    fn stage(&self) -> &Stage {
        self.submission.seen_by(self.user_id)
    }

    fn sends(&self) -> Option<&Attempt> {
        match &self.command {
            Some(Command::Send(_, attempt)) => Some(attempt),
            _ => None,
        }
    }

    fn reads_back(&self) -> bool {
        matches!(self.command, Some(Command::ReadBack(..)))
    }
}

fn attempt() -> Attempt {
    Page::new().press(draft("flu")).sends().unwrap().clone()
}

#[test]
fn a_press_sends_and_the_response_is_the_outcome() {
    let mut page = Page::new();
    let sent = page.press(draft("flu")).sends().unwrap().clone();
    assert_eq!((sent.draft, sent.user_id.get(), sent.sent_at), (draft("flu"), 1, now()));
    assert!(page.stage().is_sending() && page.stage().is_busy());
    page.answer(Ok(record(7, "2026-11-24T09:00:00Z")));
    assert!(matches!(page.stage(), Stage::Sent { record, .. } if record.id == 7));
    assert_eq!(page.command, None);
}

// civiform#2469: five clicks made five records.
#[test]
fn a_second_press_during_a_request_sends_nothing() {
    let mut checking = Page::failed(draft("flu"), ApiError::TimedOut);
    checking.handle(Event::AskedToCheck);
    let mut sending = Page::new();
    sending.press(draft("flu"));
    for mut page in [sending, Page::failed(draft("flu"), limited()), checking] {
        assert!(page.stage().is_busy(), "{:?}", page.stage());
        for event in [
            Event::Pressed(draft("flu")),
            Event::Pressed(draft("other")),
            Event::AskedFor(draft("other")),
            Event::AskedToCheck,
            Event::AskedToSendAgain,
        ] {
            let before = page.submission.clone();
            page.handle(event);
            assert_eq!((&page.submission, &page.command), (&before, &None));
        }
    }
}

// Expensify/App PR #92102: the guard was never released after a failure.
#[test]
fn after_every_failure_the_next_press_sends() {
    let failures = [
        ApiError::Rejected(ApiMessage::default()),
        ApiError::Forbidden(ApiMessage::default()),
        ApiError::NotFound(ApiMessage::default()),
        ApiError::Unexpected { status: 409, api_message: ApiMessage::default() },
        ApiError::Server {
            status: 503,
            api_message: ApiMessage { message: Some("Back at ten".to_owned()), errors: Vec::new() },
        },
    ];
    for failure in failures {
        let mut page = Page::failed(draft("flu"), failure.clone());
        assert!(matches!(page.stage(), Stage::Failed { error, .. } if *error == failure));
        assert!(page.press(draft("flu")).sends().is_some());
    }
}

#[test]
fn a_gateways_answer_leaves_the_outcome_open_like_silence() {
    for failure in [
        ApiError::TimedOut,
        ApiError::NoAnswer,
        ApiError::Offline,
        ApiError::Unreadable { status: 200, cause: UnreadableCause::FieldMissing },
        gateway(500),
        gateway(502),
        gateway(503),
        gateway(504),
    ] {
        let mut page = Page::failed(draft("flu"), failure.clone());
        assert_eq!(page.command, None);
        let expected = Stage::Unknown {
            attempt: attempt(),
            doubt: Doubt::Failure(failure),
            check: Check::NotYet,
        };
        assert_eq!(*page.stage(), expected);
        page.handle(Event::AskedToSendAgain);
        assert_eq!(
            (page.stage(), &page.command),
            (&expected, &None),
            "not before it was looked for"
        );
    }
}

#[test]
fn a_record_of_another_person_or_status_is_not_a_success() {
    let theirs = StatusRecord { user_id: Some(2), ..record(7, "2026-11-24T09:00:00Z") };
    let other = StatusRecord {
        status: ReportedCode::Known(StatusCode::Vacation),
        ..record(7, "2026-11-24T09:00:00Z")
    };
    for answer in [theirs, other] {
        let mut page = Page::new();
        page.press(draft("flu")).answer(Ok(answer));
        assert!(matches!(page.stage(), Stage::Unknown { doubt: Doubt::OtherRecord, .. }));
    }
    let nobodys = StatusRecord { user_id: None, ..record(7, "2026-11-24T09:00:00Z") };
    let mut page = Page::new();
    page.press(draft("flu")).answer(Ok(nobodys));
    assert!(matches!(page.stage(), Stage::Sent { .. }));
}

// myplanet#14415, opencrvs-core#2062: each press computes another end.
#[test]
fn the_same_again_is_looked_for_first_whatever_its_end() {
    for (meant, failure) in [(draft("flu"), ApiError::TimedOut), (one_hour(), gateway(504))] {
        let mut page = Page::failed(meant.clone(), failure);
        page.now += TimeDelta::minutes(3);
        assert!(page.press(meant.clone()).reads_back());
        let asked = page.submission.clone();
        page.look_found(Verdict::Stored(record(7, "2026-11-24T09:00:00Z")));
        assert!(matches!(page.stage(), Stage::Sent { .. }));

        let mut page =
            Page { submission: asked, command: Some(Command::ReadBack(2, attempt())), ..page };
        let resent = page.look_found(Verdict::Missing).sends().unwrap();
        assert_eq!(resent.draft, meant);
        if meant == one_hour() {
            assert_eq!(resent.status.period.end(), Some(now() + TimeDelta::minutes(63)));
        }
    }
}

#[test]
fn what_the_records_leave_open_is_sent_only_by_send_again() {
    for failure in [ApiError::TimedOut, gateway(504)] {
        let mut page = Page::failed(draft("flu"), failure);
        page.press(draft("flu")).look_found(Verdict::Undecided);
        assert_eq!(page.command, None);
        assert!(matches!(page.stage(), Stage::Unknown { check: Check::Undecided, .. }));
        assert!(page.press(draft("flu")).reads_back(), "a press looks again");
        page.look_found(Verdict::Undecided);
        assert!(page.handle(Event::AskedToSendAgain).sends().is_some());
    }
}

#[test]
fn another_status_is_sent_without_reading_back() {
    let mut page = Page::failed(draft("flu"), ApiError::TimedOut);
    assert_eq!(page.press(draft("better")).sends().unwrap().draft, draft("better"));
}

#[test]
fn check_now_offers_send_again_only_if_it_is_not_there() {
    for (verdict, expected) in
        [(Verdict::Missing, Check::Missing), (Verdict::Undecided, Check::Undecided)]
    {
        let mut page = Page::failed(draft("flu"), ApiError::NoAnswer);
        assert!(page.handle(Event::AskedToCheck).reads_back());
        page.look_found(verdict);
        assert_eq!(page.command, None);
        assert!(matches!(page.stage(), Stage::Unknown { check, .. } if *check == expected));
        assert!(page.handle(Event::AskedToSendAgain).sends().is_some());
    }
}

#[test]
fn after_a_429_the_status_is_sent_once_more_at_the_reset() {
    let mut page = Page::failed(draft("flu"), limited());
    assert_eq!(page.pass(29).command, None);
    assert!(page.pass(1).sends().is_some());
    page.answer(Err(limited()));
    assert!(matches!(page.stage(), Stage::Failed { .. }));
}

#[test]
fn a_wait_is_a_deadline_by_the_clock() {
    // A tab in the background wakes once a minute.
    assert!(Page::failed(draft("flu"), limited()).pass(60).sends().is_some());
    // The clock is set back: nobody waits for an hour.
    let mut page = Page::failed(draft("flu"), limited());
    page.pass(-3600);
    assert!(page.pass(30).sends().is_some());
}

#[test]
fn what_waits_is_checked_again_when_its_turn_comes() {
    // The end passes during the wait.
    let mut page = Page::new();
    page.now = at("2026-11-24T21:59:45Z");
    page.press(draft("flu")).answer(Err(limited())).pass(31);
    assert_eq!(page.command, None);
    assert!(matches!(page.stage(), Stage::Stopped(Stop::Invalid(_))));
    // "End of today" was meant, and it is tomorrow.
    let mut page = Page::new();
    page.now = at("2026-11-25T04:57:50Z");
    let today = StatusDraft { until: Until::Preset(Preset::EndOfToday), ..draft("flu") };
    page.press(today).answer(Err(ApiError::RateLimited {
        wait_seconds: 140,
        api_message: ApiMessage::default(),
    }));
    page.pass(141);
    assert_eq!((page.stage(), &page.command), (&Stage::Stopped(Stop::TooLate), &None));
    // The device slept.
    let mut page = Page::failed(one_hour(), limited());
    page.pass(8 * 3600);
    assert_eq!((page.stage(), &page.command), (&Stage::Stopped(Stop::TooLate), &None));
    // "1 hour" counts from when it is sent.
    let mut page = Page::failed(one_hour(), limited());
    let end = page.pass(30).sends().unwrap().status.period.end();
    assert_eq!(end, Some(now() + TimeDelta::seconds(3630)));
}

#[test]
fn a_wait_that_is_cancelled_sends_nothing_later() {
    let mut page = Page::failed(draft("flu"), limited());
    page.handle(Event::CancelledWait);
    assert!(matches!(page.stage(), Stage::Failed { .. }));
    assert_eq!(page.pass(60).command, None);
}

#[test]
fn nothing_is_sent_or_shown_for_another_person() {
    let mut waiting = Page::failed(draft("flu"), limited());
    waiting.user_id = "2".parse().ok();
    assert_eq!(*waiting.stage(), Stage::Idle);
    assert_eq!(waiting.pass(60).command, None);
    assert_eq!(*waiting.stage(), Stage::Stopped(Stop::OtherPerson));

    for user_id in ["2".parse().ok(), None] {
        let mut page = Page::failed(draft("flu"), ApiError::NoAnswer);
        page.user_id = user_id;
        page.handle(Event::PersonChanged);
        assert_eq!(*page.stage(), Stage::Idle);
        for event in [Event::AskedToCheck, Event::AskedToSendAgain] {
            assert_eq!(page.handle(event).command, None);
        }
        page.user_id = "1".parse().ok();
        assert!(
            matches!(page.stage(), Stage::Unknown { .. }),
            "it is still there for who meant it"
        );
    }
}

#[test]
fn an_answer_to_an_earlier_request_is_not_taken_for_this_one() {
    let mut page = Page::new();
    page.press(draft("flu"));
    page.user_id = "2".parse().ok();
    page.handle(Event::PersonChanged).press(draft("mine"));
    assert_eq!(page.sends().unwrap().user_id.get(), 2);
    page.handle(Event::Answered(1, Ok(record(7, "2026-11-24T09:00:00Z"))));
    assert!(page.stage().is_sending());
}

#[test]
fn an_open_attempt_outlives_a_reload() {
    for meant in [draft("flu"), one_hour()] {
        let mut before = Page::new();
        before.press(meant.clone());
        let kept = before.submission.open_attempt().unwrap().to_text();
        let mut page = Page::new();
        page.now += TimeDelta::minutes(2);
        let restored = Attempt::from_text(&kept).unwrap();
        assert_eq!(restored, *before.sends().unwrap());
        page.handle(Event::Restored(restored));
        assert!(matches!(page.stage(), Stage::Unknown { doubt: Doubt::Reloaded, .. }));
        assert!(page.press(meant).reads_back());
    }
    let known = Attempt { known: Known::UpTo(Some(now()), 7), ..attempt() };
    assert_eq!(Attempt::from_text(&known.to_text()), Some(known));
    for text in [
        "",
        "{}",
        "1 0 - - - - -",
        "1 0 - - - - -\n{}",
        "x 0 - - - -\n{\"status\":\"WFH\"}",
        "1\n2",
    ] {
        assert_eq!(Attempt::from_text(text), None, "{text}");
    }
}

#[test]
fn a_second_click_right_after_a_success_is_no_further_intent() {
    let sent = || {
        let mut page = Page::new();
        page.press(draft("flu")).answer(Ok(record(7, "2026-11-24T09:00:00Z")));
        page
    };
    let mut page = sent();
    assert_eq!(page.press(StatusDraft::default()).command, None);
    assert!(matches!(page.stage(), Stage::Sent { .. }));
    // Not for longer than a second, also if the clock is set back.
    for seconds in [2, -3600] {
        let mut page = sent();
        page.now += TimeDelta::seconds(seconds);
        page.press(StatusDraft::default());
        assert!(matches!(page.command, Some(Command::Refuse(_))), "{seconds}");
    }
    let mut page = sent();
    assert!(page.press(draft("other")).sends().is_some());
}

#[test]
fn a_press_that_can_not_be_sent_says_why_and_keeps_what_is_open() {
    let mut page = Page::failed(draft("flu"), ApiError::NoAnswer);
    page.press(StatusDraft::default());
    assert!(matches!(page.command, Some(Command::Refuse(_))));
    assert!(matches!(page.stage(), Stage::Unknown { .. }));
    let mut page = Page { user_id: None, ..Page::new() };
    assert_eq!(page.press(draft("flu")).command, Some(Command::AskForAccount));
}

#[test]
fn events_that_do_not_fit_change_nothing() {
    let mut sent = Page::new();
    sent.press(draft("flu")).answer(Ok(record(7, "2026-11-24T09:00:00Z")));
    for mut page in
        [Page::new(), sent, Page::failed(draft("flu"), ApiError::Rejected(ApiMessage::default()))]
    {
        for event in [
            Event::Answered(1, Err(ApiError::TimedOut)),
            Event::TimePassed,
            Event::CancelledWait,
            Event::AskedToCheck,
            Event::AskedToSendAgain,
            Event::Checked(1, Verdict::Missing),
            Event::PersonChanged,
        ] {
            let before = page.submission.clone();
            page.handle(event);
            assert_eq!((&page.submission, &page.command), (&before, &None));
        }
    }
}

/// The verdict `seconds` after an attempt before which `known` was known, by clocks that agree.
fn look(known: Known, records: &[StatusRecord], seconds: i64) -> Verdict {
    let later = now() + TimeDelta::seconds(seconds);
    verdict(records, true, &Attempt { known, ..attempt() }, later, Some(later))
}

#[test]
fn a_newer_record_with_the_same_content_is_the_attempt() {
    let stored = record(7, "2026-11-24T09:00:01Z");
    for known in [Known::Nothing, Known::NoRecord, Known::UpTo(Some(at("2026-11-24T08:59:59Z")), 6)]
    {
        assert_eq!(look(known, from_ref(&stored), 20), Verdict::Stored(stored.clone()));
    }
}

#[test]
fn a_record_that_was_known_before_is_not_the_attempt() {
    let known = Known::UpTo(Some(at("2026-11-24T08:59:59Z")), 7);
    assert_eq!(look(known, &[record(7, "2026-11-24T08:59:59Z")], 20), Verdict::Missing);
    assert_eq!(look(known, &[record(6, "2026-11-24T08:59:58Z")], 20), Verdict::Missing);
    assert_eq!(look(Known::Nothing, &[record(7, "2026-11-23T09:00:00Z")], 20), Verdict::Missing);
    assert_eq!(look(Known::Nothing, &[], 20), Verdict::Missing);
}

#[test]
fn the_attempt_is_found_under_newer_records() {
    let stored = record(7, "2026-11-24T09:00:01Z");
    let newer = StatusRecord {
        status: ReportedCode::Known(StatusCode::Vacation),
        ..record(8, "2026-11-24T09:00:05Z")
    };
    assert_eq!(look(Known::NoRecord, &[newer, stored.clone()], 20), Verdict::Stored(stored));
}

// The order of the list is not documented: ties are decided by the id.
#[test]
fn of_several_records_that_fit_the_newest_is_the_attempt() {
    let (first, second) = (record(7, "2026-11-24T08:59:50Z"), record(8, "2026-11-24T09:00:01Z"));
    for records in [[first.clone(), second.clone()], [second.clone(), first]] {
        assert_eq!(look(Known::NoRecord, &records, 20), Verdict::Stored(second.clone()));
    }
}

#[test]
fn a_list_that_was_cut_off_proves_nothing() {
    let old = record(6, "2026-11-23T09:00:00Z");
    let later = now() + TimeDelta::seconds(20);
    let look = |records: &[StatusRecord]| verdict(records, false, &attempt(), later, Some(later));
    assert_eq!(look(from_ref(&old)), Verdict::Undecided);
    let stored = record(7, "2026-11-24T09:00:01Z");
    assert_eq!(look(&[old, stored.clone()]), Verdict::Stored(stored));
}

#[test]
fn another_older_status_means_missing_and_a_newer_one_undecided() {
    let other = |created_at| StatusRecord {
        details: details([(Detail::Message, Some("other".to_owned()))]),
        ..record(7, created_at)
    };
    assert_eq!(look(Known::Nothing, &[other("2026-11-24T08:00:00Z")], 20), Verdict::Missing);
    assert_eq!(look(Known::NoRecord, &[other("2026-11-24T09:00:10Z")], 20), Verdict::Undecided);
}

#[test]
fn a_wrong_clock_on_the_device_does_not_matter_with_the_servers_time() {
    for minutes in [-600, -10, 10, 600] {
        let device_now = now() + TimeDelta::seconds(20);
        let server_now = device_now + TimeDelta::minutes(minutes);
        let created_at = server_now - TimeDelta::seconds(19);
        let stored =
            StatusRecord { created_at: Some(created_at), ..record(7, "2026-11-24T09:00:00Z") };
        let found = verdict(from_ref(&stored), true, &attempt(), device_now, Some(server_now));
        assert_eq!(found, Verdict::Stored(stored));
    }
}

#[test]
fn clocks_of_relay_and_api_that_differ_by_two_minutes_never_lead_to_a_false_word() {
    for seconds in [-120, -10, 5, 10, 120] {
        let device_now = now() + TimeDelta::seconds(20);
        let relay_now = device_now + TimeDelta::seconds(seconds);
        let look = |known| {
            let attempt = Attempt { known, ..attempt() };
            verdict(
                &[record(7, "2026-11-24T09:00:01Z")],
                true,
                &attempt,
                device_now,
                Some(relay_now),
            )
        };
        let known = Known::UpTo(Some(at("2026-11-24T08:00:00Z")), 6);
        assert!(matches!(look(known), Verdict::Stored(_)), "{seconds}");
        assert_ne!(look(Known::Nothing), Verdict::Missing, "{seconds}");
    }
}

#[test]
fn a_doubtful_age_is_undecided() {
    let device_now = now() + TimeDelta::seconds(20);
    let look = |created_at, server_now| {
        verdict(&[record(7, created_at)], true, &attempt(), device_now, server_now)
    };
    assert!(matches!(look("2026-11-24T09:00:01Z", Some(device_now)), Verdict::Stored(_)));
    assert_eq!(look("2026-11-24T09:00:01Z", None), Verdict::Undecided);
    assert_eq!(look("2026-11-24T08:50:00Z", None), Verdict::Undecided);
    assert_eq!(look("2026-11-24T08:50:00Z", Some(device_now)), Verdict::Undecided);
    assert_eq!(look("2026-11-23T08:30:00Z", None), Verdict::Missing);
}

#[test]
fn a_record_without_its_time_of_creation_is_undecided() {
    let timeless = StatusRecord { created_at: None, ..record(7, "2026-11-24T09:00:00Z") };
    assert_eq!(look(Known::Nothing, &[timeless], 20), Verdict::Undecided);
}

#[test]
fn an_added_start_is_ignored_but_a_missing_end_is_not() {
    let other_end = StatusRecord { end: None, ..record(7, "2026-11-24T09:00:01Z") };
    assert_ne!(look(Known::NoRecord, from_ref(&other_end), 20), Verdict::Stored(other_end));
    let no_start = StatusRecord { start: None, ..record(7, "2026-11-24T09:00:01Z") };
    assert_eq!(look(Known::NoRecord, from_ref(&no_start), 20), Verdict::Stored(no_start));
}

//! Sentences about times: the zone beside a field, the preview of a status, and the age of what was read.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that can't go on should stop there")]

mod support;

use chrono::{DateTime, Utc, Weekday};
use support::{NEW_YORK_WINTER, PlainFormat, TzZone, at};
use whereabouts_core::clock::{Edge, WallTime};
use whereabouts_core::domain::{ReportedCode, StatusCode, StatusRecord};
use whereabouts_core::form::{StatusDraft, Until};
use whereabouts_core::wording::{age, preview, seconds, zone_note};

const NEW_YORK: &str = "America/New_York";

fn now() -> DateTime<Utc> {
    at("2026-11-23T12:00:00Z")
}

/// The note beside a field in which `wall` was entered.
fn note(edge: Edge, zone_name: &str, wall: &str) -> String {
    let zone = TzZone::named(zone_name);
    let wall_time = WallTime::resolve(wall.parse().unwrap(), &zone);
    zone_note(edge, Some(wall_time), zone_name, &zone, now())
}

#[test]
fn the_zone_note_has_the_offset_at_the_entered_time() {
    assert_eq!(note(Edge::End, NEW_YORK, "2027-07-01T17:00:00"), "Times are New York, UTC−4");
    assert_eq!(note(Edge::End, NEW_YORK, "2027-12-01T17:00:00"), "Times are New York, UTC−5");
    let without_time = zone_note(Edge::Start, None, NEW_YORK, &TzZone::named(NEW_YORK), now());
    assert_eq!(without_time, "Times are New York, UTC−5");
    assert_eq!(zone_note(Edge::End, None, "UTC", &TzZone::named("UTC"), now()), "Times are UTC");
    assert_eq!(zone_note(Edge::End, None, "", &NEW_YORK_WINTER, now()), "Times are UTC−5");
}

#[test]
fn the_zone_note_says_which_of_two_equal_times_is_used() {
    let cases = [
        (NEW_YORK, "2027-11-07T01:30:00", "New York, UTC−4", "New York, UTC−5"),
        ("Europe/London", "2027-10-31T01:30:00", "London, UTC+1", "London, UTC"),
        ("America/Havana", "2027-11-07T00:00:00", "Havana, UTC−4", "Havana, UTC−5"),
        ("America/Santiago", "2027-04-03T23:59:00", "Santiago, UTC−3", "Santiago, UTC−4"),
        ("Australia/Lord_Howe", "2027-04-04T01:45:00", "Lord Howe, UTC+11", "Lord Howe, UTC+10:30"),
    ];
    let twice = "Clocks go back over this time, so it comes twice.";
    for (zone, wall, earlier, later) in cases {
        let start = note(Edge::Start, zone, wall);
        assert_eq!(start, format!("{twice} The earlier one is used: {earlier}"));
        let end = note(Edge::End, zone, wall);
        assert_eq!(end, format!("{twice} The later one is used: {later}"));
    }
}

fn previewed(draft: &StatusDraft, current: Option<&StatusRecord>) -> String {
    let zone = TzZone::named(NEW_YORK);
    let status = draft.parse(now(), &zone, Weekday::Sun).unwrap();
    preview(&status, current, NEW_YORK, &zone, now(), &PlainFormat)
}

fn vacation() -> StatusDraft {
    StatusDraft { status: Some(StatusCode::Vacation), ..StatusDraft::default() }
}

#[test]
fn the_preview_names_the_status_its_start_and_its_end() {
    assert_eq!(
        previewed(&vacation(), None),
        "You will be shown as “Vacation” from now with no end date (New York, UTC−5)."
    );
    let summer = StatusDraft {
        until: Until::Chosen,
        start_date: "2027-07-01".into(),
        start_time: "09:00".into(),
        end_date: "2027-07-02".into(),
        end_time: "17:00".into(),
        ..vacation()
    };
    assert_eq!(
        previewed(&summer, None),
        "You will be shown as “Vacation” from 2027-07-01 13:00 until 2027-07-02 21:00 (New York, UTC−4)."
    );
}

#[test]
fn the_preview_names_the_status_that_is_replaced() {
    let mut record = StatusRecord {
        id: 7,
        user_id: None,
        status: ReportedCode::Known(StatusCode::InTheOffice),
        start: None,
        end: None,
        message: None,
        current_task: None,
        assignable_id: None,
        created_at: None,
    };
    assert!(previewed(&vacation(), Some(&record)).ends_with(" It replaces “In the office”."));
    record.status = ReportedCode::Unknown("LUN".to_owned());
    assert!(previewed(&vacation(), Some(&record)).ends_with(" It replaces “LUN”."));
}

#[test]
fn an_age_counts_whole_units() {
    let cases = [
        (-5, "just now"),
        (59, "just now"),
        (60, "1 minute ago"),
        (3_599, "59 minutes ago"),
        (3_600, "1 hour ago"),
        (86_399, "23 hours ago"),
        (86_400, "1 day ago"),
        (200_000, "2 days ago"),
    ];
    for (passed, sentence) in cases {
        assert_eq!(age(passed), sentence, "{passed} seconds");
    }
}

#[test]
fn one_second_is_singular() {
    assert_eq!((seconds(1), seconds(2)), ("1 second".to_owned(), "2 seconds".to_owned()));
}

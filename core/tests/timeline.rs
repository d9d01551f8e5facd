//! Which of a person's statuses is current, whatever the order of the list.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test should stop at the first unexpected error")]

mod support;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use support::{TzZone, at, details, sent};
use whereabouts_core::clock::Week;
use whereabouts_core::domain::{
    Current, Detail, Details, ReportedCode, StatusCode, StatusRecord, Timeline,
};
use whereabouts_core::form::StatusDraft;

fn now() -> DateTime<Utc> {
    at("2026-11-24T12:00:00Z")
}

fn hours(count: i64) -> DateTime<Utc> {
    now() + TimeDelta::hours(count)
}

/// A record that was created `created` hours from now.
fn record(id: i64, created: i64) -> StatusRecord {
    StatusRecord {
        id,
        user_id: Some(1),
        status: ReportedCode::Known(StatusCode::ALL[usize::try_from(id).unwrap() % 6]),
        start: None,
        end: None,
        details: Details::default(),
        created_at: Some(hours(created)),
    }
}

fn current_id(records: Vec<StatusRecord>) -> Option<(i64, bool)> {
    match Timeline::new(records).current(now()) {
        Current::InForce(record) => Some((record.id, true)),
        Current::Ended(record) => Some((record.id, false)),
        Current::None => None,
    }
}

#[test]
fn the_newest_record_in_force_is_current_in_any_order() {
    let records = [record(3, -3), record(1, -1), record(2, -2)];
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [0, 2, 1]] {
        let ordered = order.map(|index| records[index].clone()).to_vec();
        assert_eq!(current_id(ordered), Some((1, true)));
    }
}

#[test]
fn of_two_records_of_one_second_the_higher_id_is_current() {
    assert_eq!(current_id(vec![record(7, -1), record(8, -1)]), Some((8, true)));
    assert_eq!(current_id(vec![record(8, -1), record(7, -1)]), Some((8, true)));
}

#[test]
fn a_record_that_ended_or_has_not_started_is_not_current() {
    let over = StatusRecord { end: Some(now()), ..record(9, -1) };
    let to_come = StatusRecord { start: Some(hours(1)), ..record(10, -1) };
    let records = vec![over.clone(), to_come.clone(), record(5, -5)];
    assert_eq!(current_id(records.clone()), Some((5, true)));
    assert_eq!(Timeline::new(records).upcoming(now()).map(|record| record.id), Some(10));
    assert_eq!(current_id(vec![over, to_come.clone()]), Some((9, false)));
    assert_eq!(current_id(vec![to_come]), None);
    assert_eq!(current_id(Vec::new()), None);
}

// The service fills in the start, by its own clock.
#[test]
fn a_status_that_starts_when_it_is_created_is_current_even_by_a_slow_clock() {
    let created = now() + TimeDelta::minutes(2);
    let set = |start| StatusRecord { start, created_at: Some(created), ..record(9, 0) };
    for seconds in [-1, 0, 1, 60] {
        let start = Some(created + TimeDelta::seconds(seconds));
        assert_eq!(current_id(vec![set(start), record(5, -5)]), Some((9, true)), "{seconds}");
        assert_eq!(Timeline::new(vec![set(start)]).upcoming(now()), None, "{seconds}");
    }
    let later = Some(created + TimeDelta::seconds(61));
    assert_eq!(current_id(vec![set(later), record(5, -5)]), Some((5, true)));
    let undated = StatusRecord { created_at: None, ..set(Some(created)) };
    assert_eq!(current_id(vec![undated]), None);
}

#[test]
fn the_next_status_is_the_one_that_starts_soonest() {
    let starting =
        |id, created, start| StatusRecord { start: Some(hours(start)), ..record(id, created) };
    let records = vec![starting(1, -1, 48), starting(2, -2, 2), starting(3, -3, 24)];
    assert_eq!(Timeline::new(records).upcoming(now()).map(|record| record.id), Some(2));
    // The newer one replaces the other as soon as both start.
    let records = vec![starting(1, -2, 2), starting(2, -1, 2)];
    assert_eq!(Timeline::new(records).upcoming(now()).map(|record| record.id), Some(2));
}

#[test]
fn a_status_ends_while_the_page_is_open() {
    let timeline = Timeline::new(vec![StatusRecord { end: Some(hours(1)), ..record(5, -1) }]);
    assert!(matches!(timeline.current(hours(1) - TimeDelta::seconds(1)), Current::InForce(_)));
    assert!(matches!(timeline.current(hours(1)), Current::Ended(_)));
}

#[test]
fn a_record_on_two_pages_of_the_list_counts_once() {
    let timeline = Timeline::new(vec![record(2, -2), record(1, -1), record(2, -2)]);
    assert_eq!(timeline.records().len(), 2);
}

#[test]
fn of_several_copies_of_a_record_the_first_given_stays() {
    let old = |created| StatusRecord { end: Some(hours(1)), ..record(2, created) };
    for created in [-5, -2, 5] {
        let records = vec![record(2, -2), record(1, -3), old(created)];
        let timeline = Timeline::new(records);
        assert_eq!(timeline.records(), [record(2, -2), record(1, -3)], "{created}");
    }
}

#[test]
fn the_previous_status_differs_from_the_current_one() {
    let same = StatusRecord { status: record(1, 0).status, ..record(7, -2) };
    let timeline = Timeline::new(vec![record(1, -1), same, record(3, -3)]);
    assert_eq!(timeline.previous(now()).map(|record| record.id), Some(3));
    assert_eq!(Timeline::new(vec![record(1, -1)]).previous(now()), None);
}

#[test]
fn setting_a_status_again_drops_its_start_and_a_past_end() {
    let stored = StatusRecord {
        start: Some(hours(-5)),
        end: Some(hours(2)),
        details: details([
            (Detail::Message, Some(" note ".to_owned())),
            (Detail::AssignableId, Some("4".to_owned())),
        ]),
        ..record(1, -5)
    };
    let again = |record, now| {
        StatusDraft::again(record, now, &TzZone::named("America/New_York")).parse(
            now,
            &TzZone::named("America/New_York"),
            Week::default(),
        )
    };
    let later = again(&stored, hours(3)).unwrap();
    let unknown =
        StatusRecord { status: ReportedCode::Unknown("LUN".to_owned()), ..stored.clone() };
    let again_unknown = again(&unknown, now());
    let again = again(&stored, now()).unwrap();
    assert_eq!((again.period.start(), again.period.end()), (None, Some(hours(2))));
    assert_eq!(sent(&again, Detail::Message).as_deref(), Some("note"));
    assert_eq!(sent(&again, Detail::AssignableId).as_deref(), Some("4"));
    assert_eq!(later.period.end(), None, "an end that has passed is left out");
    assert!(again_unknown.is_err());
}

#[test]
fn a_new_record_becomes_current() {
    let mut timeline = Timeline::new(vec![record(1, -1)]);
    timeline.add(record(2, 0));
    assert!(matches!(timeline.current(now()), Current::InForce(record) if record.id == 2));
}

#[test]
fn an_added_record_takes_the_place_of_its_earlier_copy() {
    for created in [-5, -1, 0, 5] {
        let mut timeline = Timeline::new(vec![record(2, created), record(1, -1)]);
        timeline.add(record(2, 0));
        assert_eq!(timeline.records(), [record(2, 0), record(1, -1)], "{created}");
    }
}

fn any_record() -> impl Strategy<Value = StatusRecord> {
    let hour = || proptest::option::of(-20..20_i64);
    (0..30_i64, hour(), hour(), hour()).prop_map(|(id, created, start, end)| StatusRecord {
        created_at: created.map(hours),
        start: start.map(hours),
        end: end.map(hours),
        ..record(id, 0)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn adding_records_one_by_one_gives_the_sorted_timeline(mut records in proptest::collection::vec(any_record(), 0..12)) {
        records.sort_by_key(|record| record.id);
        records.dedup_by_key(|record| record.id);
        let mut timeline = Timeline::default();
        for record in records.clone() {
            timeline.add(record);
        }
        prop_assert_eq!(timeline, Timeline::new(records));
    }

    #[test]
    fn no_record_in_force_is_newer_than_the_current_one(records in proptest::collection::vec(any_record(), 0..12)) {
        let timeline = Timeline::new(records);
        let newest = timeline.records().iter().filter(|record| record.is_in_force(now())).max_by_key(|record| (record.created_at, record.id));
        match timeline.current(now()) {
            Current::InForce(record) => prop_assert_eq!(Some(&record), newest),
            Current::Ended(_) | Current::None => prop_assert_eq!(newest, None),
        }
    }
}

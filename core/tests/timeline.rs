//! Which of a person's statuses is current, whatever the order of the list.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test should stop at the first unexpected error")]

mod support;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use support::at;
use whereabouts_core::domain::{
    AssignableId, Current, ReportedCode, StatusCode, StatusRecord, Timeline,
};

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
        message: None,
        current_task: None,
        assignable_id: None,
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
        message: Some(" note ".to_owned()),
        assignable_id: Some(4),
        ..record(1, -5)
    };
    let again = stored.again(now()).unwrap();
    assert_eq!((again.period.start(), again.period.end()), (None, Some(hours(2))));
    assert_eq!(again.message.unwrap().as_str(), "note");
    assert_eq!(again.assignable_id.map(AssignableId::get), Some(4));
    assert_eq!(stored.again(hours(3)).unwrap().period.end(), None);
    let unknown = StatusRecord { status: ReportedCode::Unknown("LUN".to_owned()), ..stored };
    assert_eq!(unknown.again(now()), None);
}

#[test]
fn a_new_record_becomes_current() {
    let mut timeline = Timeline::new(vec![record(1, -1)]);
    timeline.add(record(2, 0));
    assert!(matches!(timeline.current(now()), Current::InForce(record) if record.id == 2));
}

#[test]
fn adding_a_known_record_changes_nothing() {
    let mut timeline = Timeline::new(vec![record(2, 0), record(1, -1)]);
    timeline.add(record(2, 0));
    assert_eq!(timeline.records().iter().map(|record| record.id).collect::<Vec<_>>(), [2, 1]);
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

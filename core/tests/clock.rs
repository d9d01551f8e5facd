//! Wall times, compared with the tz database: known difficult clock changes, and every zone.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test should stop at the first unexpected error")]

mod support;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};
use proptest::prelude::*;
use proptest::sample::select;
use support::{TzZone, at};
use whereabouts_core::clock::{Edge, WallTime, Zone};

fn wall(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
}

#[track_caller]
fn assert_once(zone_name: &str, wall_text: &str, instant: &str) {
    let resolved = WallTime::resolve(wall(wall_text), &TzZone::named(zone_name));
    assert_eq!(resolved, WallTime::Once(at(instant)), "{zone_name} {wall_text}");
}

#[track_caller]
fn assert_gap(zone_name: &str, wall_text: &str, resumes: &str) {
    let resolved = WallTime::resolve(wall(wall_text), &TzZone::named(zone_name));
    assert_eq!(resolved, WallTime::Gap { resumes: wall(resumes) }, "{zone_name} {wall_text}");
}

#[track_caller]
fn assert_fold(zone_name: &str, wall_text: &str, earlier: &str, later: &str) {
    let resolved = WallTime::resolve(wall(wall_text), &TzZone::named(zone_name));
    let expected = WallTime::Fold { earlier: at(earlier), later: at(later) };
    assert_eq!(resolved, expected, "{zone_name} {wall_text}");
    assert_eq!(resolved.instant_for(Edge::Start), Ok(at(earlier)));
    assert_eq!(resolved.instant_for(Edge::End), Ok(at(later)));
}

#[test]
fn the_offset_of_the_date_is_used_and_not_the_current_one() {
    assert_once("America/New_York", "2026-11-23 17:00", "2026-11-23T22:00:00Z");
    assert_once("America/New_York", "2027-07-01 17:00", "2027-07-01T21:00:00Z");
}

#[test]
fn quarter_hour_and_date_line_offsets_are_exact() {
    assert_once("Asia/Kathmandu", "2027-01-15 17:00", "2027-01-15T11:15:00Z");
    assert_once("Asia/Kolkata", "2027-01-15 17:00", "2027-01-15T11:30:00Z");
    assert_once("Pacific/Kiritimati", "2027-01-15 17:00", "2027-01-15T03:00:00Z");
}

#[test]
fn a_gap_names_the_next_time_that_exists() {
    assert_gap("America/New_York", "2027-03-14 02:30", "2027-03-14 03:00");
    assert_gap("Europe/London", "2027-03-28 01:30", "2027-03-28 02:00");
}

#[test]
fn midnight_can_be_in_a_gap() {
    assert_gap("Africa/Cairo", "2027-04-30 00:00", "2027-04-30 01:00");
    assert_gap("Asia/Beirut", "2027-03-28 00:00", "2027-03-28 01:00");
    assert_gap("America/Havana", "2027-03-14 00:00", "2027-03-14 01:00");
    assert_gap("America/Santiago", "2027-09-05 00:00", "2027-09-05 01:00");
}

#[test]
fn a_whole_day_can_be_skipped() {
    assert_gap("Pacific/Apia", "2011-12-30 12:00", "2011-12-31 00:00");
}

#[test]
fn in_a_fold_a_start_is_early_and_an_end_is_late() {
    assert_fold(
        "America/New_York",
        "2027-11-07 01:30",
        "2027-11-07T05:30:00Z",
        "2027-11-07T06:30:00Z",
    );
    assert_fold(
        "Europe/London",
        "2027-10-31 01:30",
        "2027-10-31T00:30:00Z",
        "2027-10-31T01:30:00Z",
    );
    assert_fold(
        "America/Havana",
        "2027-11-07 00:00",
        "2027-11-07T04:00:00Z",
        "2027-11-07T05:00:00Z",
    );
    assert_fold(
        "America/Santiago",
        "2027-04-03 23:59",
        "2027-04-04T02:59:00Z",
        "2027-04-04T03:59:00Z",
    );
}

#[test]
fn a_half_hour_clock_change_is_a_fold() {
    assert_fold(
        "Australia/Lord_Howe",
        "2027-04-04 01:45",
        "2027-04-03T14:45:00Z",
        "2027-04-03T15:15:00Z",
    );
}

#[test]
fn the_midnights_around_23_and_25_hour_days_are_exact() {
    assert_once("Europe/Berlin", "2027-03-28 00:00", "2027-03-27T23:00:00Z");
    assert_once("Europe/Berlin", "2027-03-29 00:00", "2027-03-28T22:00:00Z");
    assert_once("Europe/Berlin", "2027-10-31 00:00", "2027-10-30T22:00:00Z");
    assert_once("Europe/Berlin", "2027-11-01 00:00", "2027-10-31T23:00:00Z");
}

/// Asserts that `wall` resolves as in the tz database.
fn assert_agrees(tz: Tz, wall: NaiveDateTime) {
    let resolved = WallTime::resolve(wall, &TzZone(tz));
    let judged = tz.from_local_datetime(&wall).map(|time| time.to_utc());
    match (resolved, judged) {
        (WallTime::Once(instant), chrono::LocalResult::Single(judged)) => {
            assert_eq!(instant, judged, "{tz} {wall}");
        }
        (WallTime::Fold { earlier, later }, chrono::LocalResult::Ambiguous(first, second)) => {
            assert_eq!((earlier, later), (first.min(second), first.max(second)), "{tz} {wall}");
        }
        (WallTime::Gap { resumes }, chrono::LocalResult::None) => {
            let exists = |wall: NaiveDateTime| tz.from_local_datetime(&wall).earliest().is_some();
            assert!(resumes > wall && exists(resumes), "{tz} {wall}: {resumes} does not exist");
            let just_before = resumes - TimeDelta::seconds(1);
            assert!(!exists(just_before), "{tz} {wall}: {just_before} exists already");
        }
        (resolved, judged) => panic!("{tz} {wall}: {resolved:?}, but the database has {judged:?}"),
    }
}

fn first_minute() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2015, 1, 1).unwrap().and_time(NaiveTime::MIN)
}

/// From 2015 to 2045.
const MINUTES: i64 = 31 * 366 * 24 * 60;

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_wall_time_in_any_zone_agrees_with_the_tz_database(
        tz in select(&TZ_VARIANTS[..]),
        minute in 0..MINUTES,
    ) {
        assert_agrees(tz, first_minute() + TimeDelta::minutes(minute));
    }
}

/// Random times rarely hit a clock change, so this tries every quarter of an hour around each change.
#[test]
fn every_clock_change_of_every_zone_agrees_with_the_tz_database() {
    let mut changes = 0_u32;
    let mut tried = 0_u32;
    for tz in TZ_VARIANTS {
        let zone = TzZone(tz);
        for day in 0..31 * 366 {
            let midnight = first_minute() + TimeDelta::days(day);
            let next = midnight + TimeDelta::days(1);
            if zone.offset_at(midnight.and_utc()) == zone.offset_at(next.and_utc()) {
                continue;
            }
            changes += 1;
            for quarter in -4 * 30..4 * 54 {
                tried += 1;
                assert_agrees(tz, midnight + TimeDelta::minutes(15 * quarter));
            }
        }
    }
    println!("{changes} clock changes in {} zones, {tried} wall times", TZ_VARIANTS.len());
    assert!(changes > 5_000, "only {changes} clock changes were found");
}

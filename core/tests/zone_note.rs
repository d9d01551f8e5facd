//! The zone beside an entered date and time.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test that can't go on should stop there")]

mod support;

use support::TzZone;
use whereabouts_core::clock::{Edge, WallTime, zone_label};
use whereabouts_core::text::time::zone_note;

const NEW_YORK: &str = "America/New_York";

/// The note beside a field in which `wall` was entered.
fn note(edge: Edge, zone_name: &str, wall: &str) -> String {
    let zone = TzZone::named(zone_name);
    let wall_time = WallTime::resolve(wall.parse().unwrap(), &zone);
    let instant = wall_time.instant_for(edge).unwrap();
    zone_note(edge, Some(wall_time), &zone_label(zone_name, &zone, instant))
}

#[test]
fn the_zone_note_has_the_offset_at_the_entered_time() {
    assert_eq!(note(Edge::End, NEW_YORK, "2027-07-01T17:00:00"), "Time zone: New York, UTC−4");
    assert_eq!(note(Edge::End, NEW_YORK, "2027-12-01T17:00:00"), "Time zone: New York, UTC−5");
    assert_eq!(note(Edge::End, "UTC", "2027-12-01T17:00:00"), "Time zone: UTC");
}

#[test]
fn only_a_place_stands_before_the_offset() {
    let instant = "2027-12-01T12:00:00Z".parse().unwrap();
    let label = |name: &str| zone_label(name, &TzZone::named(name), instant);
    assert_eq!(label("Etc/GMT-3"), "UTC+3");
    assert_eq!(label("Etc/GMT+5"), "UTC−5");
    assert_eq!(label("EST"), "UTC−5");
    for tz in chrono_tz::TZ_VARIANTS {
        let label = label(tz.name());
        let place = label.split_once(", ").map_or("", |(place, _)| place);
        let is_place =
            !place.contains(|character: char| character.is_ascii_digit() || character == '+');
        assert!(is_place && place != "GMT" && place != "UTC", "{tz}: {label}");
    }
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
    let twice = "This time occurs twice, because clocks go back.";
    for (zone, wall, earlier, later) in cases {
        let start = note(Edge::Start, zone, wall);
        assert_eq!(start, format!("{twice} The earlier one is used: {earlier}"));
        let end = note(Edge::End, zone, wall);
        assert_eq!(end, format!("{twice} The later one is used: {later}"));
    }
}

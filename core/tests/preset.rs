//! The end presets on every day of the week, for every week start and around clock changes.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test should stop at the first unexpected error")]

mod support;

use chrono::{
    DateTime, Datelike, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc, Weekday, WeekdaySet,
};
use proptest::prelude::*;
use proptest::sample::select;
use support::{FixedZone, TzZone, at};
use whereabouts_core::clock::{Preset, Week, Zone, today};

const BERLIN: &str = "Europe/Berlin";

fn end(preset: Preset, now: &str, zone: &str) -> Option<DateTime<Utc>> {
    preset.end(at(now), None, &TzZone::named(zone), Week::default())
}

fn wall(instant: DateTime<Utc>, zone: &impl Zone) -> NaiveDateTime {
    instant.naive_utc() + TimeDelta::seconds(zone.offset_at(instant).into())
}

#[test]
fn an_hour_is_elapsed_time_across_clock_changes() {
    // 01:30 of the night in which New York's clocks go back at 02:00, and London's go forward.
    assert_eq!(
        end(Preset::OneHour, "2027-11-07T05:30:00Z", "America/New_York"),
        Some(at("2027-11-07T06:30:00Z"))
    );
    assert_eq!(
        end(Preset::FourHours, "2027-03-28T00:30:00Z", "Europe/London"),
        Some(at("2027-03-28T04:30:00Z"))
    );
}

#[test]
fn hours_count_from_a_later_start_and_days_do_not() {
    let (now, start) = (at("2026-11-24T09:00:00Z"), Some(at("2026-11-25T09:00:00Z")));
    let end = |preset: Preset, start| preset.end(now, start, &FixedZone(0), Week::default());
    assert_eq!(end(Preset::OneHour, start), Some(at("2026-11-25T10:00:00Z")));
    assert_eq!(end(Preset::EndOfToday, start), Some(at("2026-11-24T23:59:00Z")));
    let past = Some(at("2026-11-23T09:00:00Z"));
    assert_eq!(end(Preset::OneHour, past), Some(at("2026-11-24T10:00:00Z")));
}

// mattermost#29041 and Expensify/App#45495: "today" was UTC's, and cleared the next morning.
#[test]
fn today_is_the_local_date_east_and_west_of_utc() {
    // Noon UTC is the next day already on Kiritimati (+14), and 02:00 of the same in Honolulu.
    assert_eq!(
        end(Preset::EndOfToday, "2026-11-24T12:00:00Z", "Pacific/Kiritimati"),
        Some(at("2026-11-25T09:59:00Z"))
    );
    assert_eq!(
        end(Preset::EndOfToday, "2026-11-24T12:00:00Z", "Pacific/Honolulu"),
        Some(at("2026-11-25T09:59:00Z"))
    );
    assert_eq!(
        end(Preset::EndOfToday, "2026-11-25T05:00:00Z", "Pacific/Honolulu"),
        Some(at("2026-11-25T09:59:00Z"))
    );
}

#[test]
fn an_end_less_than_a_minute_away_is_not_offered() {
    assert_eq!(
        end(Preset::EndOfToday, "2026-11-24T22:58:00Z", BERLIN),
        Some(at("2026-11-24T22:59:00Z"))
    );
    assert_eq!(end(Preset::EndOfToday, "2026-11-24T22:58:01Z", BERLIN), None);
    assert_eq!(end(Preset::EndOfToday, "2026-11-24T22:59:30Z", BERLIN), None);
    assert_eq!(
        end(Preset::EndOfToday, "2026-11-24T23:00:00Z", BERLIN),
        Some(at("2026-11-25T22:59:00Z"))
    );
    // Sunday night: the week ends with the day.
    assert_eq!(end(Preset::EndOfThisWeek, "2026-11-29T22:58:30Z", BERLIN), None);
}

#[test]
fn short_and_long_days_end_at_23_59_local_time() {
    assert_eq!(
        end(Preset::EndOfToday, "2027-03-28T00:30:00Z", BERLIN),
        Some(at("2027-03-28T21:59:00Z"))
    );
    assert_eq!(
        end(Preset::EndOfToday, "2027-10-31T00:30:00Z", BERLIN),
        Some(at("2027-10-31T22:59:00Z"))
    );
}

#[test]
fn a_repeated_23_59_ends_the_second_time() {
    assert_eq!(
        end(Preset::EndOfToday, "2027-04-03T20:00:00Z", "America/Santiago"),
        Some(at("2027-04-04T03:59:00Z"))
    );
    // Between the two, the second one is still to come.
    assert_eq!(
        end(Preset::EndOfToday, "2027-04-04T03:10:00Z", "America/Santiago"),
        Some(at("2027-04-04T03:59:00Z"))
    );
}

#[test]
fn a_missing_midnight_does_not_break_the_presets() {
    // Cairo's 30 April 2027 begins at 01:00; it is a Friday and a working day.
    assert_eq!(
        end(Preset::NextWorkingDay, "2027-04-29T15:00:00Z", "Africa/Cairo"),
        Some(at("2027-04-30T06:00:00Z"))
    );
    assert_eq!(
        end(Preset::EndOfToday, "2027-04-29T21:30:00Z", "Africa/Cairo"),
        Some(at("2027-04-29T21:59:00Z"))
    );
}

/// A week with these days off.
fn off(weekend: &[Weekday]) -> Week {
    Week { weekend: weekend.iter().copied().collect(), ..Week::default() }
}

#[test]
fn the_next_working_day_skips_the_weekend_of_the_locale() {
    use Weekday::{Fri, Sat, Sun};
    // For each weekend, the next working day after Monday 23 November and each day that follows.
    let cases: [(&[Weekday], [u32; 7]); 4] = [
        (&[Sat, Sun], [24, 25, 26, 27, 30, 30, 30]),
        (&[Fri, Sat], [24, 25, 26, 29, 29, 29, 30]),
        (&[Fri], [24, 25, 26, 28, 28, 29, 30]),
        (&[], [24, 25, 26, 27, 28, 29, 30]),
    ];
    let zone = TzZone::named(BERLIN);
    for (weekend, next_days) in cases {
        for (today, next) in (23..).zip(next_days) {
            let now = at(&format!("2026-11-{today}T10:00:00Z"));
            let end = Preset::NextWorkingDay.end(now, None, &zone, off(weekend));
            let expected = at(&format!("2026-11-{next}T08:00:00Z"));
            assert_eq!(end, Some(expected), "{weekend:?} {today}");
        }
    }
}

#[test]
fn a_week_of_seven_days_off_has_no_working_day() {
    let week = Week { weekend: WeekdaySet::ALL, ..Week::default() };
    let now = at("2026-11-24T10:00:00Z");
    assert_eq!(Preset::NextWorkingDay.end(now, None, &FixedZone(0), week), None);
}

// nextcloud/server#57804: "this week" ended in the past.
#[test]
fn a_week_ends_on_its_last_day_for_every_week_start() {
    for starts_on in [Weekday::Mon, Weekday::Sun, Weekday::Sat] {
        let week = Week { starts_on, ..Week::default() };
        for day in 23..=29 {
            let now = at(&format!("2026-11-{day}T10:00:00Z"));
            let zone = TzZone::named(BERLIN);
            let end = Preset::EndOfThisWeek.end(now, None, &zone, week).unwrap();
            let local = wall(end, &zone);
            assert_eq!(local.weekday(), starts_on.pred(), "{starts_on} {day}");
            assert_eq!(local.time(), NaiveTime::from_hms_opt(23, 59, 0).unwrap());
            let days_on = (local.date() - today(now, &zone)).num_days();
            assert!((0..7).contains(&days_on), "{starts_on} {day}: {days_on} days on");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_preset_ends_a_minute_away_at_least_and_on_its_day(
        tz in select(&chrono_tz::TZ_VARIANTS[..]),
        minute in 0..31_i64 * 366 * 24 * 60,
        preset in select(&Preset::ALL[..]),
        starts_on in select(vec![Weekday::Mon, Weekday::Sun, Weekday::Sat]),
        days_off in 0..=2_u32,
    ) {
        let weekend = WeekdaySet::ALL.iter(starts_on.pred()).take(days_off as usize).collect();
        let week = Week { starts_on, weekend };
        let zone = TzZone(tz);
        let now = at("2015-01-01T00:00:00Z") + TimeDelta::minutes(minute);
        if let Some(end) = preset.end(now, None, &zone, week) {
            let (from, to) = (wall(now, &zone), wall(end, &zone));
            prop_assert!(end - now >= TimeDelta::minutes(1));
            match preset {
                Preset::OneHour => prop_assert_eq!(end - now, TimeDelta::hours(1)),
                Preset::FourHours => prop_assert_eq!(end - now, TimeDelta::hours(4)),
                Preset::EndOfToday => prop_assert!(to.date() == from.date() || (to.hour(), to.date().pred_opt()) == (0, Some(from.date()))),
                Preset::NextWorkingDay => prop_assert!((1..=3).contains(&(to.date() - from.date()).num_days()) && to.hour() == 9 && !weekend.contains(to.weekday())),
                Preset::EndOfThisWeek => prop_assert!(to.weekday() == starts_on.pred() || (to.hour() == 0 && to.weekday() == starts_on)),
            }
        }
    }
}

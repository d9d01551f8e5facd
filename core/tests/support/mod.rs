//! Zones, times and formats for several test files.
#![allow(dead_code, reason = "each test file is a separate crate that uses only some of this")]

use chrono::{DateTime, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;
use whereabouts_core::clock::{MomentFormat, Zone};
use whereabouts_core::domain::{Detail, Details, NewStatus};

/// Details of which only those that are `given` have a value.
pub(crate) fn details<T: Default>(given: impl IntoIterator<Item = (Detail, T)>) -> Details<T> {
    let mut details = Details::from_fn(|_| T::default());
    for (detail, value) in given {
        details[detail] = value;
    }
    details
}

/// The text of a detail as it would be sent.
pub(crate) fn sent(status: &NewStatus, detail: Detail) -> Option<String> {
    status.details[detail].as_ref().map(ToString::to_string)
}

/// A zone without clock changes: seconds east of UTC.
pub(crate) struct FixedZone(pub(crate) i32);

pub(crate) const NEW_YORK_WINTER: FixedZone = FixedZone(-5 * 3600);

impl Zone for FixedZone {
    fn offset_at(&self, _: DateTime<Utc>) -> i32 {
        self.0
    }
}

/// A zone of the tz database.
pub(crate) struct TzZone(pub(crate) Tz);

impl TzZone {
    pub(crate) fn named(name: &str) -> Self {
        Self(name.parse().unwrap())
    }
}

impl Zone for TzZone {
    fn offset_at(&self, instant: DateTime<Utc>) -> i32 {
        self.0.offset_from_utc_datetime(&instant.naive_utc()).fix().local_minus_utc()
    }
}

/// An instant in RFC 3339.
pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Formats times the same everywhere.
pub(crate) struct PlainFormat;

impl MomentFormat for PlainFormat {
    fn moment(&self, instant: DateTime<Utc>) -> String {
        instant.format("%Y-%m-%d %H:%M").to_string()
    }

    fn day(&self, wall: NaiveDateTime) -> String {
        wall.format("%-d %B").to_string()
    }

    fn time(&self, wall: NaiveDateTime) -> String {
        wall.format("%H:%M").to_string()
    }
}

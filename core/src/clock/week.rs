//! The week of the person's locale.

use chrono::{Weekday, WeekdaySet};

/// When weeks begin, and which days are not worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Week {
    /// The first day.
    pub starts_on: Weekday,
    /// The days off.
    pub weekend: WeekdaySet,
}

/// The week of ISO 8601, for a browser that doesn't know the locale's.
impl Default for Week {
    fn default() -> Self {
        Self {
            starts_on: Weekday::Mon,
            weekend: WeekdaySet::from_array([Weekday::Sat, Weekday::Sun]),
        }
    }
}

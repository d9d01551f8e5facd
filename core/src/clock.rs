//! Wall times, instants and time zones.
//!
//! The current time and the zone are always arguments.

mod entered;
mod instant;
mod preset;
mod wall_time;
mod week;
mod zone;

pub use entered::{EnteredTimeError, parse_date, parse_time};
pub use instant::{format_instant, parse_wire_instant};
pub use preset::{Preset, today};
pub use wall_time::{Edge, WallTime, wall_at};
pub use week::Week;
pub use zone::{Zone, zone_label};

use chrono::{DateTime, NaiveDateTime, Utc};

/// Formats times in the person's locale and zone.
pub trait MomentFormat {
    /// An instant with its day and time, like "Tue 24 Nov, 09:00".
    fn moment(&self, instant: DateTime<Utc>) -> String;
    /// The day of a wall time, like "14 March".
    fn day(&self, wall: NaiveDateTime) -> String;
    /// The time of day of a wall time, like "02:30".
    fn time(&self, wall: NaiveDateTime) -> String;
}

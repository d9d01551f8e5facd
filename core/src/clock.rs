//! Wall time and instants: what a clock on the wall says, and when that is.
//!
//! Nothing here asks the machine for its zone or the time; both are arguments.

mod entered;
mod instant;
mod preset;
mod wall_time;
mod zone;

pub use entered::{EnteredTimeError, parse_date, parse_time};
pub use instant::{format_instant, parse_wire_instant};
pub use preset::{Preset, today};
pub use wall_time::{Edge, WallTime, wall_at};
pub use zone::{Zone, offset_label, place_label};

use chrono::{DateTime, NaiveDateTime, Utc};

/// How moments are written for a person: in their locale, and in their zone.
pub trait MomentFormat {
    /// An instant with its day and time, like "Tue 24 Nov, 09:00".
    fn moment(&self, instant: DateTime<Utc>) -> String;
    /// The day of a wall time, like "14 March".
    fn day(&self, wall: NaiveDateTime) -> String;
    /// The time of day of a wall time, like "02:30".
    fn time(&self, wall: NaiveDateTime) -> String;
}

//! Time zones, and times that clock changes repeat.

use super::messages::time as message;
use crate::clock::{Edge, WallTime};
pub use message::zone;

/// The zone of an entered time. Of a time that occurs twice, it says which one is used.
pub fn zone_note(edge: Edge, wall_time: Option<WallTime>, zone: &str) -> String {
    match (wall_time, edge) {
        (Some(WallTime::Fold { .. }), Edge::Start) => message::occurs_twice_earlier(zone),
        (Some(WallTime::Fold { .. }), Edge::End) => message::occurs_twice_later(zone),
        (Some(WallTime::Once(_) | WallTime::Gap { .. }) | None, _) => message::zone_note(zone),
    }
}

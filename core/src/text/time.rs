//! Time zones, and times that clock changes repeat.

use crate::clock::{Edge, WallTime};

/// A zone by its place and its offset, such as "New York, UTC−5".
pub fn zone(place: &str, offset: &str) -> String {
    format!("{place}, {offset}")
}

/// The zone of an entered time. Of a time that occurs twice, it says which one is used.
pub fn zone_note(edge: Edge, wall_time: Option<WallTime>, zone: &str) -> String {
    match (wall_time, edge) {
        (Some(WallTime::Fold { .. }), Edge::Start) => format!(
            "This time occurs twice, because clocks go back. The earlier one is used: {zone}"
        ),
        (Some(WallTime::Fold { .. }), Edge::End) => {
            format!("This time occurs twice, because clocks go back. The later one is used: {zone}")
        }
        (Some(WallTime::Once(_) | WallTime::Gap { .. }) | None, _) => {
            format!("Time zone: {zone}")
        }
    }
}

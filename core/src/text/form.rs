//! The page on which people set their status.

pub use super::messages::form::*;

/// What pressing *Set status* will do. Without a `start` the status starts at once.
pub fn preview(start: Option<&str>, end: Option<&str>, zone: &str) -> String {
    match (start, end) {
        (None, None) => preview_now(zone),
        (None, Some(end)) => preview_now_until(end, zone),
        (Some(start), None) => preview_from(start, zone),
        (Some(start), Some(end)) => preview_from_until(start, end, zone),
    }
}

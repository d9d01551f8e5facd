//! A time zone, reduced to the one question every platform answers alike.

use chrono::{DateTime, Utc};

/// The rules of a time zone.
///
/// Only "which offset holds at this instant?" is asked, since that is all a browser answers
/// exactly: its own conversion from wall time slides silently over the hours that do not exist,
/// and so does chrono's `Local` in WebAssembly (chronotope/chrono#1701).
pub trait Zone {
    /// Seconds east of UTC at `instant`.
    fn offset_at(&self, instant: DateTime<Utc>) -> i32;
}

/// An offset for people: `UTC`, `UTC−5`, `UTC+5:45`. `offset` is in seconds east of UTC.
#[must_use]
pub fn offset_label(offset: i32) -> String {
    let minutes = offset.unsigned_abs() / 60;
    let sign = match offset {
        0 => return "UTC".to_owned(),
        1.. => '+',
        _ => '−',
    };
    match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

/// The place in an IANA zone name, for people: `America/New_York` is "New York".
#[must_use]
pub fn place_label(zone_name: &str) -> String {
    zone_name.rsplit('/').next().unwrap_or(zone_name).replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_read_as_people_write_them() {
        assert_eq!(offset_label(0), "UTC");
        assert_eq!(offset_label(-5 * 3600), "UTC−5");
        assert_eq!(offset_label(5 * 3600 + 45 * 60), "UTC+5:45");
        assert_eq!(offset_label(14 * 3600), "UTC+14");
        assert_eq!(offset_label(-(3 * 3600 + 30 * 60)), "UTC−3:30");
    }

    #[test]
    fn a_zone_is_called_by_its_place() {
        assert_eq!(place_label("America/Argentina/Buenos_Aires"), "Buenos Aires");
        assert_eq!(place_label("UTC"), "UTC");
        assert_eq!(place_label(""), "");
    }
}

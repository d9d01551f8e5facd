//! A time zone, reduced to the one question that every platform answers reliably.

use crate::text;
use chrono::{DateTime, Utc};

/// The rules of a time zone.
///
/// The trait only asks for the offset at an instant. Browsers answer that exactly, but their
/// conversion from wall time silently moves times that do not exist, and so does chrono's `Local` in
/// WebAssembly (chronotope/chrono#1701).
pub trait Zone {
    /// Seconds east of UTC at `instant`.
    fn offset_at(&self, instant: DateTime<Utc>) -> i32;
}

/// `UTC`, `UTC−5` or `UTC+5:45`. `offset` is in seconds east of UTC.
fn offset_label(offset: i32) -> String {
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

/// The continents and oceans of the IANA database. Only their zones are named after a place: the name of
/// `Etc/GMT-3` even contradicts its offset, UTC+3.
const AREAS: &str =
    "Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific";

/// The place in an IANA zone name, such as "New York" for `America/New_York`; `None` if it has none.
fn place(zone_name: &str) -> Option<String> {
    let (area, _) = zone_name.split_once('/')?;
    let (_, place) = zone_name.rsplit_once('/')?;
    AREAS.split(' ').any(|known| known == area).then(|| place.replace('_', " "))
}

/// A zone for people: its place, if it has one, and the offset at `instant`, such as "New York, UTC−5".
#[must_use]
pub fn zone_label(zone_name: &str, zone: &impl Zone, instant: DateTime<Utc>) -> String {
    let offset = offset_label(zone.offset_at(instant));
    match place(zone_name) {
        Some(place) => text::time::zone(&place, &offset),
        None => offset,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_formatted_in_hours_and_minutes() {
        assert_eq!(offset_label(0), "UTC");
        assert_eq!(offset_label(-5 * 3600), "UTC−5");
        assert_eq!(offset_label(5 * 3600 + 45 * 60), "UTC+5:45");
        assert_eq!(offset_label(14 * 3600), "UTC+14");
        assert_eq!(offset_label(-(3 * 3600 + 30 * 60)), "UTC−3:30");
    }

    #[test]
    fn only_places_are_named() {
        assert_eq!(place("America/Argentina/Buenos_Aires").as_deref(), Some("Buenos Aires"));
        for name in
            ["Etc/GMT-3", "Etc/UTC", "SystemV/EST5EDT", "EST5EDT", "GMT+0", "UTC", "+03:00", ""]
        {
            assert_eq!(place(name), None, "{name}");
        }
    }
}

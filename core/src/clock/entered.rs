//! The values of the browser's own date and time controls.
//!
//! Their form is fixed by HTML (`YYYY-MM-DD`, and `HH:MM` with optional seconds), whatever the
//! control shows: <https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#dates>.

use chrono::{NaiveDate, NaiveTime};

/// Why a value is no date or time that the form takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnteredTimeError {
    /// Not a value that such a control produces.
    Malformed,
    /// A year that the wire format cannot write or that is surely a typo (Chromium lets people
    /// type six digits, and takes `26` for the year 26).
    YearOutOfRange,
}

/// Reads the value of `<input type="date">`.
///
/// # Errors
/// As [`EnteredTimeError`] says.
pub fn parse_date(text: &str) -> Result<NaiveDate, EnteredTimeError> {
    let mut parts = text.split('-');
    let (year, month, day) = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(month), Some(day), None) => (number(year)?, number(month)?, number(day)?),
        _ => return Err(EnteredTimeError::Malformed),
    };
    match i32::try_from(year) {
        Ok(year @ 1970..=9999) => {
            NaiveDate::from_ymd_opt(year, month, day).ok_or(EnteredTimeError::Malformed)
        }
        _ => Err(EnteredTimeError::YearOutOfRange),
    }
}

/// Reads the value of `<input type="time">`; a fraction of a second is dropped, since the wire
/// carries whole seconds.
///
/// # Errors
/// [`EnteredTimeError::Malformed`].
pub fn parse_time(text: &str) -> Result<NaiveTime, EnteredTimeError> {
    let whole_seconds = text.split_once('.').map_or(text, |(whole, _)| whole);
    let mut parts = whole_seconds.split(':');
    let (hour, minute, second) = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(hour), Some(minute), None, None) => (number(hour)?, number(minute)?, 0),
        (Some(hour), Some(minute), Some(second), None) => {
            (number(hour)?, number(minute)?, number(second)?)
        }
        _ => return Err(EnteredTimeError::Malformed),
    };
    NaiveTime::from_hms_opt(hour, minute, second).ok_or(EnteredTimeError::Malformed)
}

/// A number written with digits only: `+5` and ` 5` never come from such a control.
fn number(text: &str) -> Result<u32, EnteredTimeError> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().map_err(|_| EnteredTimeError::Malformed)
    } else {
        Err(EnteredTimeError::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_html_writes_them() {
        assert_eq!(parse_date("2028-02-29").ok(), NaiveDate::from_ymd_opt(2028, 2, 29));
        for text in [
            "",
            "2027-02-29",
            "2027-13-01",
            "01.02.2027",
            "2027-01",
            "2027-01-01-01",
            "+2027-01-01",
        ] {
            assert_eq!(parse_date(text), Err(EnteredTimeError::Malformed), "{text}");
        }
    }

    #[test]
    fn years_that_can_only_be_typos_are_refused() {
        for text in ["0026-01-01", "1969-12-31", "202700-01-01", "12027-01-01"] {
            assert_eq!(parse_date(text), Err(EnteredTimeError::YearOutOfRange), "{text}");
        }
    }

    #[test]
    fn times_are_read_with_and_without_seconds() {
        assert_eq!(parse_time("17:30").ok(), NaiveTime::from_hms_opt(17, 30, 0));
        assert_eq!(parse_time("17:30:05.123").ok(), NaiveTime::from_hms_opt(17, 30, 5));
        for text in ["", "24:00", "17", "5pm", "17:60", "1:2:3:4", ":"] {
            assert_eq!(parse_time(text), Err(EnteredTimeError::Malformed), "{text}");
        }
    }
}

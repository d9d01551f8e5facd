//! The values of native date and time controls.
//!
//! HTML fixes their format (`YYYY-MM-DD`, and `HH:MM` with optional seconds), whatever the control
//! shows: <https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#dates>.

use chrono::{NaiveDate, NaiveTime};

/// Why a value is not an accepted date or time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnteredTimeError {
    /// Not a value that a native control produces.
    Malformed,
    /// A year outside of 1970 to 9999, which is a typo: Chromium accepts six digits, and reads `26`
    /// as the year 26.
    YearOutOfRange,
}

/// Parses the value of `<input type="date">`.
///
/// # Errors
/// See [`EnteredTimeError`].
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

/// Parses the value of `<input type="time">`. Fractions of a second are dropped, because the API takes
/// whole seconds.
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

/// Digits only: native controls never produce `+5` or ` 5`.
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
    fn dates_are_parsed_in_the_html_format() {
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
    fn years_out_of_range_are_rejected() {
        for text in ["0026-01-01", "1969-12-31", "202700-01-01", "12027-01-01"] {
            assert_eq!(parse_date(text), Err(EnteredTimeError::YearOutOfRange), "{text}");
        }
    }

    #[test]
    fn times_are_parsed_with_and_without_seconds() {
        assert_eq!(parse_time("17:30").ok(), NaiveTime::from_hms_opt(17, 30, 0));
        assert_eq!(parse_time("17:30:05.123").ok(), NaiveTime::from_hms_opt(17, 30, 5));
        for text in ["", "24:00", "17", "5pm", "17:60", "1:2:3:4", ":"] {
            assert_eq!(parse_time(text), Err(EnteredTimeError::Malformed), "{text}");
        }
    }
}

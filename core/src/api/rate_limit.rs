//! How long to wait after a 429.

use chrono::{DateTime, Utc};

/// The wait when the answer names none that can be read, in seconds.
const UNNAMED_WAIT: i64 = 30;
/// Short enough to stay worth watching; the limits of the service are per minute.
const LONGEST_WAIT: i64 = 300;

/// Seconds to wait, always from 1 to 300, from the `X-RateLimit-Reset` header (UTC epoch seconds).
///
/// `now` should be the server's own time where its `Date` header tells it: a device's clock can be
/// wrong by more than the whole wait.
#[must_use]
pub fn wait_seconds(reset: Option<&str>, now: DateTime<Utc>) -> u32 {
    let wait = reset
        .and_then(|text| text.trim().parse::<i64>().ok())
        .map_or(UNNAMED_WAIT, |reset| reset.saturating_sub(now.timestamp()));
    u32::try_from(wait.clamp(1, LONGEST_WAIT)).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_800_000_000;

    fn wait(reset: Option<&str>, clock_error: i64) -> u32 {
        wait_seconds(reset, DateTime::from_timestamp(NOW + clock_error, 0).unwrap())
    }

    #[test]
    fn the_wait_ends_at_the_reset() {
        assert_eq!(wait(Some("1800000038"), 0), 38);
        assert_eq!(wait(Some(" 1800000038 "), 0), 38);
    }

    // readwise-mirror#21: a reset that could not be read made the wait NaN, and it never ended.
    #[test]
    fn the_wait_is_finite_whatever_the_header_and_the_clock_say() {
        let resets = [
            "",
            "soon",
            "NaN",
            "-1",
            "0",
            "1e9",
            "38.5",
            "9223372036854775807",
            "99999999999999999999",
            "1800000038",
        ];
        for reset in resets.map(Some).into_iter().chain([None]) {
            for clock_error in [-600, 0, 600] {
                let wait = wait(reset, clock_error);
                assert!((1..=300).contains(&wait), "{reset:?} {clock_error}: {wait}");
            }
        }
        assert_eq!(wait(None, 0), 30);
        assert_eq!(wait(Some("soon"), 0), 30);
        assert_eq!(wait(Some("1799999999"), 0), 1);
        assert_eq!(wait(Some("1800000000"), 0), 1);
        assert_eq!(wait(Some("1800000300"), 0), 300);
        assert_eq!(wait(Some("1900000000"), 0), 300);
    }
}

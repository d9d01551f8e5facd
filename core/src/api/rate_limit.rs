//! How long to wait after a 429.

use chrono::{DateTime, Utc};

/// The wait in seconds if the response has no readable one.
const UNNAMED_WAIT: i64 = 30;
/// The API's limits are per minute, and nobody watches a longer countdown.
const LONGEST_WAIT: i64 = 300;

/// The wait in seconds, from 1 to 300, by the `X-RateLimit-Reset` header (UTC epoch seconds).
///
/// `now` should be the time in the response's `Date` header if there is one: a device's clock can be
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

    // readwise-mirror#21: an unreadable reset made the wait NaN, so it never ended.
    #[test]
    fn any_header_with_any_clock_gives_a_finite_wait() {
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

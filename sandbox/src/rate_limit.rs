//! Limits the requests per token, in fixed windows of a minute that start with a request.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};

use axum::http::{HeaderMap, HeaderValue};

const WINDOW_SECONDS: i64 = 60;

/// Holds one window per organisation, because each organisation has one token.
#[derive(Debug)]
pub(crate) struct RateLimit {
    limit: u32,
    windows: Mutex<HashMap<i64, Window>>,
}

#[derive(Debug, Clone, Copy)]
struct Window {
    reset: i64,
    used: u32,
}

/// Whether a request is allowed, and the values of the rate limit headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quota {
    pub(crate) granted: bool,
    limit: u32,
    remaining: u32,
    reset: i64,
}

impl RateLimit {
    pub(crate) fn per_minute(limit: NonZeroU32) -> Self {
        Self { limit: limit.get(), windows: Mutex::default() }
    }

    /// Counts a request at `now`, in seconds since the epoch.
    pub(crate) fn take(&self, organisation: i64, now: i64) -> Quota {
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = Window { reset: now + WINDOW_SECONDS, used: 0 };
        let window = windows.entry(organisation).or_insert(fresh);
        // A reset more than one window away means that the clock was set back.
        if now >= window.reset || window.reset > fresh.reset {
            *window = fresh;
        }
        let granted = window.used < self.limit;
        window.used += u32::from(granted);
        Quota {
            granted,
            limit: self.limit,
            remaining: self.limit - window.used,
            reset: window.reset,
        }
    }
}

impl Quota {
    /// Inserts the three `X-RateLimit-*` headers.
    pub(crate) fn insert_into(self, headers: &mut HeaderMap) {
        headers.insert("x-ratelimit-limit", HeaderValue::from(self.limit));
        headers.insert("x-ratelimit-remaining", HeaderValue::from(self.remaining));
        headers.insert("x-ratelimit-reset", HeaderValue::from(self.reset));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_lasts_a_minute_and_counts_one_token() {
        let limit = RateLimit::per_minute(NonZeroU32::MIN);
        assert!(limit.take(1, 1_000).granted);
        assert!(limit.take(2, 1_000).granted);
        let refused = Quota { granted: false, limit: 1, remaining: 0, reset: 1_060 };
        assert_eq!(limit.take(1, 1_059), refused);
        assert!(limit.take(1, 1_060).granted);
    }

    #[test]
    fn a_clock_set_back_does_not_block_requests() {
        let limit = RateLimit::per_minute(NonZeroU32::MIN);
        assert!(limit.take(1, 1_000_000).granted);
        assert!(limit.take(1, 1_000).granted);
    }
}

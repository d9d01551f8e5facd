//! From when until when a status holds.

use chrono::{DateTime, Utc};

/// A stretch of time that is not empty, open at either side. No start means "from now".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    start: Option<DateTime<Utc>>,
    end: Option<DateTime<Utc>>,
}

/// Why two instants make no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodError {
    /// The end is not after the start.
    EndNotAfterStart,
    /// The end has passed already.
    EndNotAfterNow,
}

impl Period {
    /// A period that still has some time to run at `now`.
    ///
    /// # Errors
    /// When the end is at or before the start, or else at or before `now`.
    pub fn new(
        start: Option<DateTime<Utc>>,
        end: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Result<Self, PeriodError> {
        if let (Some(start), Some(end)) = (start, end)
            && end <= start
        {
            return Err(PeriodError::EndNotAfterStart);
        }
        if end.is_some_and(|end| end <= now) {
            return Err(PeriodError::EndNotAfterNow);
        }
        Ok(Self { start, end })
    }

    /// When it begins; `None` is "at once".
    #[must_use]
    pub const fn start(self) -> Option<DateTime<Utc>> {
        self.start
    }

    /// When it ends; `None` is "no end date".
    #[must_use]
    pub const fn end(self) -> Option<DateTime<Utc>> {
        self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn either_side_may_stay_open() {
        assert!(Period::new(None, None, at(0)).is_ok());
        assert!(Period::new(Some(at(9)), None, at(0)).is_ok());
        assert!(Period::new(None, Some(at(1)), at(0)).is_ok());
    }

    #[test]
    fn a_period_that_covers_nothing_is_refused() {
        let same = Period::new(Some(at(5)), Some(at(5)), at(0));
        assert_eq!(same, Err(PeriodError::EndNotAfterStart));
        let over = Period::new(None, Some(at(5)), at(5));
        assert_eq!(over, Err(PeriodError::EndNotAfterNow));
    }

    #[test]
    fn a_start_in_the_past_is_allowed_because_it_says_since_when() {
        assert!(Period::new(Some(at(1)), Some(at(9)), at(5)).is_ok());
    }
}

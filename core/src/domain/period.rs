//! When a status starts and ends.

use chrono::{DateTime, Utc};

/// A non-empty period, which can be open at both sides. Without a start it begins now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    start: Option<DateTime<Utc>>,
    end: Option<DateTime<Utc>>,
}

/// Why two instants are not a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodError {
    /// The end is not after the start.
    EndNotAfterStart,
    /// The end has passed already.
    EndNotAfterNow,
}

impl Period {
    /// A period that has not ended at `now`.
    ///
    /// # Errors
    /// If the end is at or before the start, or at or before `now`.
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

    /// The start; `None` means now.
    #[must_use]
    pub const fn start(self) -> Option<DateTime<Utc>> {
        self.start
    }

    /// The end; `None` means no end date.
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
    fn both_sides_can_be_open() {
        assert!(Period::new(None, None, at(0)).is_ok());
        assert!(Period::new(Some(at(9)), None, at(0)).is_ok());
        assert!(Period::new(None, Some(at(1)), at(0)).is_ok());
    }

    #[test]
    fn an_empty_period_is_rejected() {
        let same = Period::new(Some(at(5)), Some(at(5)), at(0));
        assert_eq!(same, Err(PeriodError::EndNotAfterStart));
        let over = Period::new(None, Some(at(5)), at(5));
        assert_eq!(over, Err(PeriodError::EndNotAfterNow));
    }

    #[test]
    fn a_start_in_the_past_is_allowed() {
        assert!(Period::new(Some(at(1)), Some(at(9)), at(5)).is_ok());
    }
}

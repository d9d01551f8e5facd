//! One attempt to set a status, and how it outlives a reload of the page.

use super::Context;
use crate::domain::{NewStatus, Period, ReportedCode, StatusRecord, UserId};
use crate::form::StatusDraft;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

/// A status that was sent: what was meant, what was sent, for whom and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// What was meant, with "1 hour" as such.
    pub draft: StatusDraft,
    /// What was sent.
    pub status: NewStatus,
    /// Whose status it is. The token is not part of it: it is the one that is valid when the request is made.
    pub user_id: UserId,
    /// The time by the device's clock.
    pub sent_at: DateTime<Utc>,
    /// What was known of the person's records by then.
    pub known: Known,
}

/// The newest of a person's records that was known before an attempt. A record of the attempt is newer, by
/// the API's own clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Known {
    /// The records could not be read yet.
    #[default]
    Nothing,
    /// There was no record.
    NoRecord,
    /// The newest record: when it was created, and its number.
    UpTo(Option<DateTime<Utc>>, i64),
}

impl Known {
    /// What a list of records, newest first, makes known.
    #[must_use]
    pub fn from_records(records: &[StatusRecord]) -> Self {
        records.first().map_or(Self::NoRecord, |newest| Self::UpTo(newest.created_at, newest.id))
    }

    /// Whether `record` can have been created later.
    pub(super) fn is_before(self, record: &StatusRecord) -> bool {
        match self {
            Self::Nothing | Self::NoRecord => true,
            Self::UpTo(created_at, id) => (record.created_at, record.id) > (created_at, id),
        }
    }
}

/// The shape in storage. Times are in milliseconds.
#[derive(Serialize)]
struct Kept<'a> {
    draft: &'a StatusDraft,
    start: Option<i64>,
    end: Option<i64>,
    user_id: i64,
    sent_at: i64,
    /// Absent for nothing, empty for no record.
    known: Option<Vec<Option<i64>>>,
}

impl Attempt {
    pub(super) fn new(
        draft: StatusDraft,
        status: NewStatus,
        user_id: UserId,
        context: Context<'_>,
    ) -> Self {
        Self { draft, status, user_id, sent_at: context.now, known: context.known }
    }

    /// Whether `record` can be the answer to it. The API may change a detail, but not whose status it is,
    /// or which.
    pub(super) fn is_answered_by(&self, record: &StatusRecord) -> bool {
        record.status == ReportedCode::Known(self.status.status)
            && record.user_id.is_none_or(|user_id| user_id == self.user_id.get())
    }

    /// The attempt as JSON, for storage.
    #[must_use]
    pub fn to_text(&self) -> String {
        let millis = |instant: DateTime<Utc>| instant.timestamp_millis();
        let kept = Kept {
            draft: &self.draft,
            start: self.status.period.start().map(millis),
            end: self.status.period.end().map(millis),
            user_id: self.user_id.get(),
            sent_at: millis(self.sent_at),
            known: match self.known {
                Known::Nothing => None,
                Known::NoRecord => Some(Vec::new()),
                Known::UpTo(created_at, id) => Some(vec![created_at.map(millis), Some(id)]),
            },
        };
        serde_json::to_string(&kept).unwrap_or_default()
    }

    /// Reads a stored attempt; `None` for a text that is none.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let kept: Value = serde_json::from_str(text).ok()?;
        let instant = |value: &Value| DateTime::from_timestamp_millis(value.as_i64()?);
        let sent_at = instant(&kept["sent_at"])?;
        let draft = StatusDraft::from_json(&kept["draft"]);
        let known = match kept["known"].as_array().map(Vec::as_slice) {
            None => Known::Nothing,
            Some([created_at, id]) => Known::UpTo(instant(created_at), id.as_i64()?),
            Some(_) => Known::NoRecord,
        };
        let status = NewStatus {
            status: draft.status?,
            period: Period::new(instant(&kept["start"]), instant(&kept["end"]), sent_at).ok()?,
            details: draft.parsed_details()?,
        };
        let user_id = kept["user_id"].as_i64()?.to_string().parse().ok()?;
        Some(Self { draft, status, user_id, sent_at, known })
    }
}

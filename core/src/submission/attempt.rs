//! One attempt to set a status, and how it outlives a reload of the page.

use super::Context;
use crate::domain::{NewStatus, Period, ReportedCode, StatusRecord, UserId};
use crate::form::StatusDraft;
use chrono::{DateTime, Utc};

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
    /// Whether the outcome of the attempt before was open, which can have left a record that was not known.
    pub follows_open: bool,
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

impl Attempt {
    pub(super) fn new(
        draft: StatusDraft,
        status: NewStatus,
        user_id: UserId,
        context: Context<'_>,
    ) -> Self {
        Self {
            draft,
            status,
            user_id,
            sent_at: context.now,
            known: context.known,
            follows_open: false,
        }
    }

    /// Whether `record` can be the answer to it. The API may change a detail, but not whose status it is,
    /// or which.
    pub(super) fn is_answered_by(&self, record: &StatusRecord) -> bool {
        record.status == ReportedCode::Known(self.status.status)
            && record.user_id.is_none_or(|user_id| user_id == self.user_id.get())
    }

    /// The attempt as text for storage: the draft as JSON, and a line of whole numbers before it. Times are in
    /// milliseconds, and `-` stands for what there is not.
    #[must_use]
    pub fn to_text(&self) -> String {
        let millis = |instant: Option<DateTime<Utc>>| instant.map(|at| at.timestamp_millis());
        let (known_at, known_id) = match self.known {
            Known::Nothing => (None, None),
            Known::NoRecord => (None, Some(0)),
            Known::UpTo(created_at, id) => (millis(created_at), Some(id)),
        };
        let numbers = [
            Some(self.user_id.get()),
            millis(Some(self.sent_at)),
            millis(self.status.period.start()),
            millis(self.status.period.end()),
            known_at,
            known_id,
            self.follows_open.then_some(1),
        ];
        let numbers =
            numbers.map(|number| number.map_or("-".to_owned(), |number| number.to_string()));
        [numbers.join(" "), self.draft.to_text()].join("\n")
    }

    /// Reads a stored attempt; `None` for a text that is none.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let (numbers, draft) = text.split_once('\n')?;
        let numbers: Vec<Option<i64>> =
            numbers.split(' ').map(|number| number.parse().ok()).collect();
        let [user_id, sent_at, start, end, known_at, known_id, follows_open] = numbers[..] else {
            return None;
        };
        let instant = |millis: Option<i64>| DateTime::from_timestamp_millis(millis?);
        let sent_at = instant(sent_at)?;
        let draft = StatusDraft::from_text(draft);
        let status = NewStatus {
            status: draft.status?,
            period: Period::new(instant(start), instant(end), sent_at).ok()?,
            details: draft.parsed_details()?,
        };
        let known = match known_id {
            None => Known::Nothing,
            Some(0) => Known::NoRecord,
            Some(id) => Known::UpTo(instant(known_at), id),
        };
        let user_id = user_id?.to_string().parse().ok()?;
        let follows_open = follows_open.is_some();
        Some(Self { draft, status, user_id, sent_at, known, follows_open })
    }
}

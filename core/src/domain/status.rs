//! A status on its way out, and a status as the service keeps it.

use super::{DetailValue, Details, Period, ReportedCode, StatusCode};
use chrono::{DateTime, Utc};

/// A status that is fit to be sent: the only thing the API client accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStatus {
    /// What the person is doing.
    pub status: StatusCode,
    /// From when until when.
    pub period: Period,
    /// Message, task and the like.
    pub details: Details<Option<DetailValue>>,
}

/// A status as the service stored it. Only the id and the status itself are certain; the rest is
/// shown where it could be read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StatusRecord {
    /// The record's number.
    pub id: i64,
    /// Whose status it is, if it says so.
    pub user_id: Option<i64>,
    /// What the person is doing.
    pub status: ReportedCode,
    /// When it begins, if it says so.
    pub start: Option<DateTime<Utc>>,
    /// When it ends, if it does.
    pub end: Option<DateTime<Utc>>,
    /// Message, task and the like, as text; a number is its digits.
    pub details: Details<Option<String>>,
    /// When the service stored it.
    pub created_at: Option<DateTime<Utc>>,
}

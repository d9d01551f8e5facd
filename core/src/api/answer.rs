//! Reads a response: first its status, then its body.

use super::error::{ApiError, ApiMessage, UnreadableCause};
use super::rate_limit::wait_seconds;
use super::wire;
use crate::domain::{Person, StatusRecord, Suggestion};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// A response as received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status. It is 0 for a redirect, which is never followed.
    pub status: u16,
    /// The body as text, whatever its content type. Bytes that are not UTF-8 are replaced.
    pub body: String,
    /// `X-RateLimit-Reset`, if the browser lets the page read it.
    pub rate_limit_reset: Option<String>,
    /// The `Date` header, if the browser lets the page read it.
    pub server_time: Option<DateTime<Utc>>,
    /// The time of receipt by the device's clock.
    pub received_at: DateTime<Utc>,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The readable items, in the order of the response.
    pub items: Vec<T>,
    /// Whether another page follows.
    pub has_next: bool,
    /// The server's time, if it is known.
    pub server_time: Option<DateTime<Utc>>,
}

/// Reads the response to a new status.
///
/// # Errors
/// Any response other than a 2xx with a readable record.
pub fn read_record(answer: &Answer) -> Result<StatusRecord, ApiError> {
    read(answer, wire::record)
}

/// Reads the response to who has signed in.
///
/// # Errors
/// Any response other than a 2xx with a readable person.
pub fn read_person(answer: &Answer) -> Result<Person, ApiError> {
    read(answer, wire::person)
}

/// Reads a list of statuses.
///
/// # Errors
/// Any response other than a 2xx with a list.
pub fn read_statuses(answer: &Answer) -> Result<Page<StatusRecord>, ApiError> {
    read_page(answer, wire::record)
}

/// Reads a list of people, or of projects and leave types. Archived and deleted ones are skipped.
///
/// # Errors
/// Any response other than a 2xx with a list.
pub fn read_suggestions(answer: &Answer) -> Result<Page<Suggestion>, ApiError> {
    read_page(answer, wire::suggestion)
}

/// Unreadable items are skipped.
fn read_page<T>(answer: &Answer, item: fn(&Value) -> Option<T>) -> Result<Page<T>, ApiError> {
    read(answer, |body| {
        Some(Page {
            items: body["data"].as_array()?.iter().filter_map(item).collect(),
            has_next: !body["paging"]["next"].is_null(),
            server_time: answer.server_time,
        })
    })
}

fn read<T>(answer: &Answer, of: impl FnOnce(&Value) -> Option<T>) -> Result<T, ApiError> {
    let status = answer.status;
    let unreadable = |cause| ApiError::Unreadable { status, cause };
    let api_message = || ApiMessage::read(&answer.body);
    match status {
        200..=299 => match serde_json::from_str(&answer.body) {
            Err(_) => Err(unreadable(UnreadableCause::NotJson)),
            Ok(body) => of(&body).ok_or_else(|| unreadable(UnreadableCause::FieldMissing)),
        },
        400 | 422 => Err(ApiError::Rejected(api_message())),
        401 => Err(ApiError::Unauthorized(api_message())),
        403 => Err(ApiError::Forbidden(api_message())),
        404 => Err(ApiError::NotFound(api_message())),
        429 => {
            let now = answer.server_time.unwrap_or(answer.received_at);
            let wait_seconds = wait_seconds(answer.rate_limit_reset.as_deref(), now);
            Err(ApiError::RateLimited { wait_seconds, api_message: api_message() })
        }
        500..=599 => Err(ApiError::Server { status, api_message: api_message() }),
        _ => Err(ApiError::Unexpected { status, api_message: api_message() }),
    }
}

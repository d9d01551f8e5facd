//! What an answer means: first by its status, then by its body.

use super::error::{ApiError, Said};
use super::rate_limit::wait_seconds;
use super::wire;
use crate::domain::{StatusRecord, Suggestion};
use chrono::{DateTime, Utc};
use serde_json::Value;

/// An answer as it came over the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status; 0 for a redirect that was not followed.
    pub status: u16,
    /// The body as text, whatever it claims to be; bytes that are no UTF-8 are replaced.
    pub body: String,
    /// `X-RateLimit-Reset`, where the browser lets the page read it.
    pub rate_limit_reset: Option<String>,
    /// The server's clock by its `Date` header, where the browser lets the page read it.
    pub server_time: Option<DateTime<Utc>>,
    /// The device's clock.
    pub received_at: DateTime<Utc>,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// Those that could be read, in the order of the answer.
    pub items: Vec<T>,
    /// Whether another page follows.
    pub has_next: bool,
    /// The server's clock, where it is known.
    pub server_time: Option<DateTime<Utc>>,
}

/// Reads the answer to a new status.
///
/// # Errors
/// Everything but a 2xx with a readable record.
pub fn read_record(answer: &Answer) -> Result<StatusRecord, ApiError> {
    read(answer, wire::record)
}

/// Reads the answer to a list of statuses.
///
/// # Errors
/// Everything but a 2xx with a list.
pub fn read_statuses(answer: &Answer) -> Result<Page<StatusRecord>, ApiError> {
    read_page(answer, wire::record)
}

/// Reads the answer to a list of people, or of projects and leave types; those that are archived or
/// deleted are left out.
///
/// # Errors
/// Everything but a 2xx with a list.
pub fn read_suggestions(answer: &Answer) -> Result<Page<Suggestion>, ApiError> {
    read_page(answer, wire::suggestion)
}

/// Items that can't be read are left out.
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
    let said = || Said::read(&answer.body);
    match status {
        200..=299 => match serde_json::from_str(&answer.body) {
            // Where the JSON is wrong, not what stands there.
            Err(error) => {
                Err(unreadable(format!("no JSON at {}:{}", error.line(), error.column())))
            }
            Ok(body) => {
                of(&body).ok_or_else(|| unreadable("a required field is missing".to_owned()))
            }
        },
        400 | 422 => Err(ApiError::Rejected(said())),
        401 | 403 => Err(ApiError::Forbidden(said())),
        404 => Err(ApiError::NotFound(said())),
        429 => {
            let now = answer.server_time.unwrap_or(answer.received_at);
            let wait_seconds = wait_seconds(answer.rate_limit_reset.as_deref(), now);
            Err(ApiError::RateLimited { wait_seconds, said: said() })
        }
        500..=599 => Err(ApiError::Server { status, said: said() }),
        _ => Err(ApiError::Unexpected { status, said: said() }),
    }
}

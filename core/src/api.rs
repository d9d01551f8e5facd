//! The API of Resource Management: the requests, and what the responses mean.
//!
//! Requests and responses are values here. Implementations of [`StatusApi`] send them.

mod answer;
mod error;
mod rate_limit;
mod request;
mod status_api;
mod wire;

pub use answer::{Answer, Page, read_person, read_record, read_statuses, read_suggestions};
pub use error::{ApiError, ApiMessage, UnreadableCause};
pub use rate_limit::wait_seconds;
pub use request::{
    Method, Request, list_assignables, list_statuses, list_users, set_status, signed_in_person,
};
pub use status_api::{Pending, StatusApi};

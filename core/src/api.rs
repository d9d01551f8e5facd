//! The API of Resource Management: what is asked, and what an answer means.
//!
//! Requests and answers are values here; what sends them is behind [`StatusApi`]. Nothing here shows
//! text to a person.

mod answer;
mod error;
mod rate_limit;
mod request;
mod status_api;
mod wire;

pub use answer::{Answer, Page, read_record, read_statuses, read_suggestions};
pub use error::{ApiError, Said};
pub use rate_limit::wait_seconds;
pub use request::{Method, Request, list_assignables, list_statuses, list_users, set_status};
pub use status_api::{Pending, StatusApi};

//! The API of Resource Management: what is asked, and what an answer means.
//!
//! Everything but `transport` and `client` is pure. Nothing here shows text to a person.

mod answer;
#[cfg(target_arch = "wasm32")]
mod client;
mod error;
mod rate_limit;
mod request;
#[cfg(target_arch = "wasm32")]
mod transport;
mod wire;

pub use answer::{Answer, Page, read_record, read_statuses, read_suggestions};
#[cfg(target_arch = "wasm32")]
pub use client::Client;
pub use error::{ApiError, Said};
pub use rate_limit::wait_seconds;
pub use request::{Method, Request, list_assignables, list_statuses, list_users, set_status};

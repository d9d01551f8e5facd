//! Calls as values: what would be sent, without sending it.

use super::wire::StatusForm;
use crate::domain::{NewStatus, UserId};

/// The methods in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Adds a record.
    Post,
}

/// One call, relative to the API's base address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// How.
    pub method: Method,
    /// Where: a path from the base on, with its query.
    pub path: String,
    /// An `application/x-www-form-urlencoded` body, for a POST.
    pub body: Option<String>,
}

/// `POST /users/{user_id}/statuses`: adds a status. A field that was left empty is not sent.
#[must_use]
pub fn set_status(user_id: UserId, status: &NewStatus) -> Request {
    Request {
        method: Method::Post,
        path: format!("/users/{user_id}/statuses"),
        body: Some(StatusForm::of(status).encode()),
    }
}

/// `GET /users/{user_id}/statuses`: one page of a person's statuses, counted from 1.
#[must_use]
pub fn list_statuses(user_id: UserId, page: u32) -> Request {
    /// The most that the service allows a page to hold: fewest round trips.
    const PER_PAGE: u32 = 1000;
    Request {
        method: Method::Get,
        path: format!("/users/{user_id}/statuses?page={page}&per_page={PER_PAGE}"),
        body: None,
    }
}

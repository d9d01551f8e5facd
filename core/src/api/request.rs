//! Requests as values.

use super::wire::status_form;
use crate::domain::{NewStatus, UserId};
use std::fmt;

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Adds a record.
    Post,
}

/// A request, relative to the base URL of the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The HTTP method.
    pub method: Method,
    /// The path below the base URL, with its query.
    pub path: String,
    /// An `application/x-www-form-urlencoded` body, for a POST.
    pub body: Option<String>,
}

/// `POST /users/{user_id}/statuses`: adds a status. Empty fields are not sent.
#[must_use]
pub fn set_status(user_id: UserId, status: &NewStatus) -> Request {
    Request {
        method: Method::Post,
        path: format!("/users/{user_id}/statuses"),
        body: Some(status_form(status)),
    }
}

/// `GET /users/{user_id}/statuses`: one page of a person's statuses. Pages are counted from 1.
#[must_use]
pub fn list_statuses(user_id: UserId, page: u32) -> Request {
    list(&format!("/users/{user_id}/statuses"), page)
}

/// `GET /users/me`: whom the relay knows by their sign-in. The relay answers with the API's record of that person.
/// A relay without a sign-on, and the API itself, refuse it.
#[must_use]
pub fn signed_in_person() -> Request {
    Request { method: Method::Get, path: "/users/me".to_owned(), body: None }
}

/// `GET /users`: one page of the organisation's people. Pages are counted from 1.
#[must_use]
pub fn list_users(page: u32) -> Request {
    list("/users", page)
}

/// `GET /assignables`: one page of projects and leave types. Pages are counted from 1.
#[must_use]
pub fn list_assignables(page: u32) -> Request {
    list("/assignables", page)
}

fn list(path: &str, page: u32) -> Request {
    /// The largest page that the API allows, for the fewest round trips.
    const PER_PAGE: u32 = 1000;
    Request {
        method: Method::Get,
        path: format!("{path}?page={page}&per_page={PER_PAGE}"),
        body: None,
    }
}

/// The method and the path without its query, for the log.
impl fmt::Display for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.split('?').next().unwrap_or_default();
        write!(f, "{} {path}", self.method.as_str())
    }
}

impl Method {
    /// The method as HTTP writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

impl Request {
    /// The request as a `curl` command for a POSIX shell, with `$TOKEN` in place of the token.
    /// `base` is the full base URL of the API. `sends_token` is false if a relay adds the token.
    #[must_use]
    pub fn to_curl(&self, base: &str, sends_token: bool) -> String {
        let quoted = |text: &str| format!("'{}'", text.replace('\'', "'\\''"));
        let mut line =
            format!("curl -X {} {}", self.method.as_str(), quoted(&format!("{base}{}", self.path)));
        if sends_token {
            line += " -H \"auth: $TOKEN\"";
        }
        if let Some(body) = &self.body {
            line += " --data ";
            line += &quoted(body);
        }
        line
    }
}

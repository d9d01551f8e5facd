//! Answers other than 200, all of them in the contract's shape.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::body::LIMIT_KIB;
use crate::store::StoreError;

/// Why there is no record to answer with.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Everything that is wrong with what was sent.
    BadData(Vec<String>),
    /// Also for what does not exist, where telling would let a stranger count people.
    Forbidden,
    /// Names what was not found.
    NotFound(&'static str),
    MethodNotAllowed,
    BodyTooSlow,
    BodyTooLarge,
    TooManyRequests,
    Store,
}

#[derive(Serialize)]
struct Body<'a> {
    message: &'a str,
    errors: Vec<String>,
}

impl From<StoreError> for Failure {
    fn from(_: StoreError) -> Self {
        Self::Store
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        // The rest of the body may still be on its way and would be taken for a request.
        let unread = matches!(self, Self::BodyTooSlow | Self::BodyTooLarge);
        let (status, message, errors) = match self {
            Self::BadData(errors) => (StatusCode::BAD_REQUEST, "bad data", errors),
            Self::Forbidden => (StatusCode::FORBIDDEN, "forbidden", vec!["access denied".into()]),
            Self::NotFound(what) => {
                (StatusCode::NOT_FOUND, "not found", vec![format!("there is no such {what}")])
            }
            Self::MethodNotAllowed => (
                StatusCode::METHOD_NOT_ALLOWED,
                "method not allowed",
                vec!["the methods of this path are in Allow".into()],
            ),
            Self::BodyTooSlow => (
                StatusCode::REQUEST_TIMEOUT,
                "request timeout",
                vec!["the body took too long to arrive".into()],
            ),
            Self::BodyTooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "body too large",
                vec![format!("the body must not exceed {LIMIT_KIB} KiB")],
            ),
            Self::TooManyRequests => (
                StatusCode::TOO_MANY_REQUESTS,
                "too many requests",
                vec!["wait for the time in X-RateLimit-Reset".into()],
            ),
            Self::Store => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "server error",
                vec!["the database could not be used".into()],
            ),
        };
        let mut response = (status, Json(Body { message, errors })).into_response();
        if unread {
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}

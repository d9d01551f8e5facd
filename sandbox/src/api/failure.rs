//! Error responses, in the format of the contract.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::body::LIMIT_KIB;
use crate::store::StoreError;

/// Why a request failed.
#[derive(Debug)]
pub(crate) enum Failure {
    /// All problems with the request.
    BadData(Vec<String>),
    /// Also for people who do not exist: a 404 would reveal who does.
    Forbidden,
    /// The kind of thing that was not found.
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
        // The rest of the body may still arrive, and would be parsed as a new request.
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
                vec!["the Allow header lists the methods of this path".into()],
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
                vec!["retry after the time in X-RateLimit-Reset".into()],
            ),
            Self::Store => (
                StatusCode::INTERNAL_SERVER_ERROR,
                "server error",
                vec!["the database failed".into()],
            ),
        };
        let mut response = (status, Json(Body { message, errors })).into_response();
        if unread {
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}

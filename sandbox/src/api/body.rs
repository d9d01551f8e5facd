//! Reads the whole request body before a handler runs, within limits of size and time.
//!
//! Most clients read the response only after they have sent the whole body, and report a broken
//! connection if the server stops reading. So the excess of an oversized body is read and dropped.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;

use super::{Api, Failure};

/// The largest body that is accepted.
pub(super) const LIMIT_KIB: usize = 64;
/// An oversized body is read up to this size.
const DISCARD_LIMIT: usize = 64 * 1024 * 1024;

/// Passes the request on with its whole body.
pub(super) async fn read(State(api): State<Arc<Api>>, request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let bytes = match tokio::time::timeout(api.read_timeout, collect(body)).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(failure)) => return failure.into_response(),
        Err(_) => return Failure::BodyTooSlow.into_response(),
    };
    next.run(Request::from_parts(head, Body::from(bytes))).await
}

async fn collect(mut body: Body) -> Result<Vec<u8>, Failure> {
    let mut kept = Vec::new();
    let mut size = 0;
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else {
            return Err(Failure::BadData(vec!["Body must be complete".to_owned()]));
        };
        let Ok(data) = frame.into_data() else {
            continue;
        };
        size += data.len();
        if size > DISCARD_LIMIT {
            break;
        }
        if size <= LIMIT_KIB * 1024 {
            kept.extend_from_slice(&data);
        }
    }
    if size > LIMIT_KIB * 1024 { Err(Failure::BodyTooLarge) } else { Ok(kept) }
}

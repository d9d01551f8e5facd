//! Reads the body of a request before anything answers it, within limits of size and time.
//!
//! Most clients read the answer only after they have sent everything, and see a broken connection
//! when they are answered earlier. So a body that is too large is read on and thrown away.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body_util::BodyExt;

use super::{Api, Failure};

/// The largest body that is kept.
pub(super) const LIMIT_KIB: usize = 64;
/// The largest body that is read to its end.
const DISCARD_LIMIT: usize = 64 * 1024 * 1024;

/// Hands the request on with its whole body.
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
            return Err(Failure::BadData(vec!["Body must arrive whole".to_owned()]));
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

//! Logs method, path, status and time of each request to stderr. Leaves out the query and the
//! headers, which may contain a token.

use std::io::Write;
use std::time::Instant;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;

/// Runs the request and logs it.
pub(crate) async fn record(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let started = Instant::now();
    let response = next.run(request).await;
    // `eprintln!` panics if stderr is closed.
    let _ = writeln!(
        std::io::stderr(),
        "{method} {path} {} {} ms",
        response.status().as_u16(),
        started.elapsed().as_millis(),
    );
    response
}

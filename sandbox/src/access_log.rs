//! One line a request on stderr: method, path, status and time. Neither query nor headers, which
//! may hold a token.

use std::io::Write;
use std::time::Instant;

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;

/// Runs the request and writes its line.
pub(crate) async fn record(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let started = Instant::now();
    let response = next.run(request).await;
    // Not `eprintln!`, which panics when stderr has been closed.
    let _ = writeln!(
        std::io::stderr(),
        "{method} {path} {} {} ms",
        response.status().as_u16(),
        started.elapsed().as_millis(),
    );
    response
}

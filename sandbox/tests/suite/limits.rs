//! Limits of request rate, size and time.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::num::NonZeroU32;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::support::{Response, SOUTH, STATUSES, Sandbox};

fn limits(response: &Response) -> [u64; 3] {
    ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"]
        .map(|name| response.header(name).expect(name).parse().unwrap())
}

#[test]
fn too_many_requests_return_429_with_a_reset_time() {
    let rate_limit = NonZeroU32::new(3);
    let sandbox = Sandbox::with(sandbox::Options { rate_limit, ..Sandbox::options() });
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();

    let first = sandbox.client.post(STATUSES, "status=WFH");
    let [limit, remaining, reset] = limits(&first);
    assert_eq!((first.status, limit, remaining), (200, 3, 2));
    assert!((now + 60..=now + 65).contains(&reset), "the reset is a minute from now");
    // Rejected requests count too.
    let second = sandbox.client.post(STATUSES, "status=x");
    assert_eq!((second.status, limits(&second)), (400, [3, 1, reset]));
    assert_eq!(limits(&sandbox.client.get("/api/v1/users")), [3, 0, reset]);

    for _ in 0..2 {
        let refused = sandbox.client.post(STATUSES, "status=WFH");
        refused.assert_error(429, "too many requests");
        assert_eq!(limits(&refused), [3, 0, reset]);
    }
    // Each token has its own limit. Requests without a token do not count.
    let other = sandbox.client.with_token(Some(SOUTH));
    assert_eq!(limits(&other.get("/api/v1/users"))[..2], [3, 2]);
    let stranger = sandbox.client.with_token(None).get(STATUSES);
    assert_eq!((stranger.status, stranger.header("x-ratelimit-limit")), (403, None));
}

#[test]
fn rate_limit_headers_are_absent_without_a_limit() {
    let sandbox = Sandbox::start();
    assert_eq!(sandbox.client.get("/api/v1/users").header("x-ratelimit-limit"), None);
}

#[test]
fn a_body_over_64_kib_returns_413() {
    let sandbox = Sandbox::start();
    let form = |size: usize| {
        let start = "status=WFH&message=";
        format!("{start}{}", "x".repeat(size - start.len()))
    };
    assert_eq!(sandbox.client.post(STATUSES, form(64 * 1024)).status, 200);
    for size in [64 * 1024 + 1, 10_000_000] {
        let response = sandbox.client.post(STATUSES, form(size));
        let expected = ["the body must not exceed 64 KiB"];
        assert_eq!(response.assert_error(413, "body too large"), expected, "{size}");
    }
    assert_eq!(sandbox.client.post("/api/nothing", form(10_000_000)).status, 413);
}

#[test]
fn a_form_with_over_100_fields_returns_400() {
    let sandbox = Sandbox::start();
    let response = sandbox.client.post(STATUSES, format!("status=WFH{}", "&a=1".repeat(5_000)));
    let expected = ["Body must have at most 100 fields"];
    assert_eq!(response.assert_error(400, "bad data"), expected);
    let response = sandbox.client.post(STATUSES, format!("status=WFH{}", "&a=1".repeat(99)));
    assert_eq!(response.status, 200);
}

/// Sends the head, then the body byte by byte. Reads the response until the connection closes.
fn trickle(sandbox: &Sandbox, head: &str, body: &str, pause: Duration) -> String {
    let mut stream = TcpStream::connect(sandbox.address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream.write_all(head.as_bytes()).unwrap();
    for byte in body.bytes() {
        thread::sleep(pause);
        if stream.write_all(&[byte]).is_err() {
            break;
        }
    }
    let mut response = Vec::new();
    let mut buffer = [0; 1024];
    while let Ok(read @ 1..) = stream.read(&mut buffer) {
        response.extend_from_slice(&buffer[..read]);
    }
    String::from_utf8(response).unwrap()
}

const HEAD: &str = "POST /api/v1/users/1/statuses HTTP/1.1\r\nhost: x\r\n\
                    auth: sandbox-token-north\r\nconnection: close\r\ncontent-length: 10\r\n\
                    content-type: application/x-www-form-urlencoded\r\n\r\n";

fn with_short_timeout() -> Sandbox {
    let read_timeout = Duration::from_millis(300);
    Sandbox::with(sandbox::Options { read_timeout, ..Sandbox::options() })
}

#[test]
fn a_slow_body_returns_408() {
    let response = trickle(&with_short_timeout(), HEAD, "status", Duration::from_millis(30));
    assert!(response.starts_with("HTTP/1.1 408 "), "{response}");
    assert!(response.contains("connection: close"), "{response}");
    assert!(response.contains("the body took too long to arrive"), "{response}");
    // A slow client within the time limit is served.
    let response = trickle(&Sandbox::start(), HEAD, "status=WFH", Duration::from_millis(10));
    assert!(response.starts_with("HTTP/1.1 200 "), "{response}");
}

#[test]
fn a_slow_head_closes_the_connection() {
    let sandbox = with_short_timeout();
    let started = Instant::now();
    let response = trickle(&sandbox, &HEAD[..30], "", Duration::ZERO);
    assert!(started.elapsed() < Duration::from_secs(5));
    assert!(!response.contains("200 OK"), "{response}");
    let response = trickle(&sandbox, "", "", Duration::ZERO);
    assert_eq!(response, "");
    assert_eq!(sandbox.client.get("/api/v1/users").status, 200);
}

#[test]
fn a_truncated_body_is_not_stored() {
    let sandbox = Sandbox::start();
    let mut stream = TcpStream::connect(sandbox.address).unwrap();
    stream.write_all(HEAD.as_bytes()).unwrap();
    stream.write_all(b"status=WF").unwrap();
    drop(stream);
    thread::sleep(Duration::from_millis(50));
    assert_eq!(sandbox.client.get(STATUSES).json()["data"].as_array().unwrap().len(), 0);
}

//! How often, how much and how slowly a client may send.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::num::NonZeroU32;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::support::{Answer, SOUTH, STATUSES, Sandbox};

fn limits(answer: &Answer) -> [u64; 3] {
    ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"]
        .map(|name| answer.header(name).expect(name).parse().unwrap())
}

#[test]
fn a_token_that_calls_too_often_is_told_when_to_go_on() {
    let rate_limit = NonZeroU32::new(3);
    let sandbox = Sandbox::with(sandbox::Options { rate_limit, ..Sandbox::options() });
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();

    let first = sandbox.client.post(STATUSES, "status=WFH");
    let [limit, remaining, reset] = limits(&first);
    assert_eq!((first.status, limit, remaining), (200, 3, 2));
    assert!((now + 60..=now + 65).contains(&reset), "a minute from now");
    // Wrong calls count, and are told of the limit, too.
    let second = sandbox.client.post(STATUSES, "status=x");
    assert_eq!((second.status, limits(&second)), (400, [3, 1, reset]));
    assert_eq!(limits(&sandbox.client.get("/api/v1/users")), [3, 0, reset]);

    for _ in 0..2 {
        let refused = sandbox.client.post(STATUSES, "status=WFH");
        refused.refused(429, "too many requests");
        assert_eq!(limits(&refused), [3, 0, reset]);
    }
    // One token's limit is not another's, and nobody's is used up without a token.
    let other = sandbox.client.with_token(Some(SOUTH));
    assert_eq!(limits(&other.get("/api/v1/users"))[..2], [3, 2]);
    let stranger = sandbox.client.with_token(None).get(STATUSES);
    assert_eq!((stranger.status, stranger.header("x-ratelimit-limit")), (403, None));
}

#[test]
fn without_a_limit_there_are_no_such_headers() {
    let sandbox = Sandbox::start();
    assert_eq!(sandbox.client.get("/api/v1/users").header("x-ratelimit-limit"), None);
}

#[test]
fn a_body_of_64_kib_is_read_and_a_larger_one_refused_in_words() {
    let sandbox = Sandbox::start();
    let form = |size: usize| {
        let start = "status=WFH&message=";
        format!("{start}{}", "x".repeat(size - start.len()))
    };
    assert_eq!(sandbox.client.post(STATUSES, form(64 * 1024)).status, 200);
    for size in [64 * 1024 + 1, 10_000_000] {
        let answer = sandbox.client.post(STATUSES, form(size));
        let expected = ["the body must not exceed 64 KiB"];
        assert_eq!(answer.refused(413, "body too large"), expected, "{size}");
    }
    assert_eq!(sandbox.client.post("/api/nothing", form(10_000_000)).status, 413);
}

#[test]
fn a_form_of_thousands_of_fields_is_refused() {
    let sandbox = Sandbox::start();
    let answer = sandbox.client.post(STATUSES, format!("status=WFH{}", "&a=1".repeat(5_000)));
    let expected = ["Body must have at most 100 fields"];
    assert_eq!(answer.refused(400, "bad data"), expected);
    let answer = sandbox.client.post(STATUSES, format!("status=WFH{}", "&a=1".repeat(99)));
    assert_eq!(answer.status, 200);
}

/// Sends the head, then the body byte by byte, and returns what came back until the end.
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
    let mut answer = Vec::new();
    let mut buffer = [0; 1024];
    while let Ok(read @ 1..) = stream.read(&mut buffer) {
        answer.extend_from_slice(&buffer[..read]);
    }
    String::from_utf8(answer).unwrap()
}

const HEAD: &str = "POST /api/v1/users/1/statuses HTTP/1.1\r\nhost: x\r\n\
                    auth: sandbox-token-north\r\nconnection: close\r\ncontent-length: 10\r\n\
                    content-type: application/x-www-form-urlencoded\r\n\r\n";

fn impatient() -> Sandbox {
    let read_timeout = Duration::from_millis(300);
    Sandbox::with(sandbox::Options { read_timeout, ..Sandbox::options() })
}

#[test]
fn a_body_that_does_not_end_in_time_is_answered_with_408() {
    let answer = trickle(&impatient(), HEAD, "status", Duration::from_millis(30));
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(answer.contains("connection: close"), "{answer}");
    assert!(answer.contains("the body took too long to arrive"), "{answer}");
    // A slow client that keeps within the time is served.
    let answer = trickle(&Sandbox::start(), HEAD, "status=WFH", Duration::from_millis(10));
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
}

#[test]
fn a_head_that_does_not_end_in_time_is_hung_up_on() {
    let sandbox = impatient();
    let started = Instant::now();
    let answer = trickle(&sandbox, &HEAD[..30], "", Duration::ZERO);
    assert!(started.elapsed() < Duration::from_secs(5));
    assert!(!answer.contains("200 OK"), "{answer}");
    let answer = trickle(&sandbox, "", "", Duration::ZERO);
    assert_eq!(answer, "");
    assert_eq!(sandbox.client.get("/api/v1/users").status, 200);
}

#[test]
fn a_body_that_is_cut_off_is_not_stored() {
    let sandbox = Sandbox::start();
    let mut stream = TcpStream::connect(sandbox.address).unwrap();
    stream.write_all(HEAD.as_bytes()).unwrap();
    stream.write_all(b"status=WF").unwrap();
    drop(stream);
    thread::sleep(Duration::from_millis(50));
    assert_eq!(sandbox.client.get(STATUSES).json()["data"].as_array().unwrap().len(), 0);
}

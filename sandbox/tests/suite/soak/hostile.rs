//! Malicious and broken clients. Each request gets a readable error, memory stays flat, and normal
//! clients do not wait long.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::{is_full, post};
use crate::support::{Client, Folder, NORTH, Program, STATUSES};

/// Memory growth allowed for connection buffers and the allocator, in KiB. The request bodies add
/// up to thousands of times more.
const GROWTH: u64 = 24 * 1024;
/// Memory growth allowed in the second half, when all buffers exist, in KiB.
const LATE_GROWTH: u64 = 4 * 1024;

#[test]
fn bad_requests_are_rejected_and_memory_stays_flat() {
    if is_full() {
        attack(Duration::from_mins(1), 200);
    } else {
        attack(Duration::from_secs(2), 20);
    }
}

/// Invalid bodies and the expected response status.
fn bodies() -> Vec<(Vec<u8>, u16)> {
    let big = |unit: &str| unit.repeat(10_000_000 / unit.len()).into_bytes();
    let message = |text: &[u8]| [b"status=WFH&message=", text].concat();
    vec![
        (big("status=WFH&"), 413),
        (big("%"), 413),
        (big("\0"), 413),
        (b"status=WFH&".repeat(5_000), 400),
        (b"a&".repeat(30_000), 400),
        (b"&".repeat(60_000), 400),
        (message(b"%"), 400),
        (message("%zz".repeat(20_000).as_bytes()), 400),
        (message(b"%00"), 400),
        (message(b"a\0b"), 400),
        (message(b"%ED%A0%80"), 400),
        (message(b"%ED%A0%BD%ED%B8%80"), 400),
        (message(b"\xED\xA0\x80"), 400),
        (message(b"%uD800"), 400),
        (message(b"\xFF\xFE"), 400),
        (message(b"%C0%AF"), 400),
        (b"status".to_vec(), 400),
        (b"=WFH&==".to_vec(), 400),
        (b"{\"status\":\"WFH\"}".to_vec(), 400),
    ]
}

fn attack(time: Duration, slow_clients: usize) {
    let folder = Folder::new();
    let program = Program::start(&folder, &[]);
    let bodies = Arc::new(bodies());
    // Warms up, so that one-time allocations do not count as growth.
    send_all(&program.client, &bodies);
    let before = resident(program.pid());

    let done = Arc::new(AtomicBool::new(false));
    let slow: Vec<_> = (0..slow_clients)
        .map(|number| {
            let (address, done) = (program.address().to_owned(), Arc::clone(&done));
            thread::spawn(move || trickle(&address, number, &done))
        })
        .collect();
    let sent = Arc::new(AtomicU64::new(0));
    let senders: Vec<_> = (0..4)
        .map(|_| {
            let client = program.client.with_own_connections();
            let (bodies, done, sent) = (Arc::clone(&bodies), Arc::clone(&done), Arc::clone(&sent));
            thread::spawn(move || {
                while !done.load(Ordering::Relaxed) {
                    send_all(&client, &bodies);
                    sent.fetch_add(bodies.len() as u64, Ordering::Relaxed);
                }
            })
        })
        .collect();

    let (mut early_peak, mut late_peak) = (0, 0);
    let (mut slowest, mut normal, mut garbage_sent) = (Duration::ZERO, 0, 0);
    let started = Instant::now();
    while started.elapsed() < time {
        let request_started = Instant::now();
        post(&program.client, &format!("normal-{normal}")).expect("a normal client is served");
        slowest = slowest.max(request_started.elapsed());
        normal += 1;
        garbage_sent += garbage(program.address());
        let peak = if started.elapsed() < time / 2 { &mut early_peak } else { &mut late_peak };
        *peak = resident(program.pid()).max(*peak);
        thread::sleep(Duration::from_millis(20));
    }
    done.store(true, Ordering::Relaxed);
    for sender in senders {
        sender.join().unwrap();
    }
    let timed_out: usize = slow.into_iter().map(|client| client.join().unwrap()).sum();
    let after = resident(program.pid());
    println!(
        "hostile: {} bad requests rejected, {garbage_sent} garbage requests sent, {slow_clients} \
         slow clients ({timed_out} connections timed out); VmRSS {before} KiB before, peak \
         {early_peak} KiB in the first half and {late_peak} KiB in the second, {after} KiB after; \
         slowest of {normal} normal requests {slowest:.1?}",
        sent.load(Ordering::Relaxed),
    );
    assert!(late_peak < before + GROWTH, "memory grew from {before} KiB to {late_peak} KiB");
    assert!(
        late_peak < early_peak + LATE_GROWTH,
        "memory grew from {early_peak} KiB to {late_peak} KiB"
    );
    assert!(slowest < Duration::from_secs(5), "a normal request took {slowest:?}");
    let response = program.client.get("/api/v1/users");
    assert_eq!(response.status, 200);
}

fn send_all(client: &Client, bodies: &[(Vec<u8>, u16)]) {
    for (body, status) in bodies {
        let message = if *status == 413 { "body too large" } else { "bad data" };
        let errors = client.post(STATUSES, body).assert_error(*status, message);
        let known = ["Body must ", "body must ", "Message must ", "Status must "];
        let has_reason = known.iter().any(|start| errors.iter().any(|error| error.contains(start)));
        assert!(has_reason, "{errors:?}");
    }
}

/// Keeps a connection open by slowly sending the head or the body, and reconnects when it is
/// closed. Returns how many connections the sandbox closed.
fn trickle(address: &str, number: usize, done: &AtomicBool) -> usize {
    let head = format!(
        "POST {STATUSES} HTTP/1.1\r\nhost: x\r\nauth: {NORTH}\r\ncontent-length: 60000\r\n\
         content-type: application/x-www-form-urlencoded\r\n\r\n"
    );
    let in_body = number.is_multiple_of(2);
    let start = if in_body { head.as_str() } else { &head[..20] };
    let mut timed_out = 0;
    while !done.load(Ordering::Relaxed) {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
        stream.write_all(start.as_bytes()).unwrap();
        let mut response = Vec::new();
        let closed = loop {
            if done.load(Ordering::Relaxed) {
                break false;
            }
            let mut buffer = [0; 512];
            match stream.read(&mut buffer) {
                Ok(0) => break true,
                Ok(read) => response.extend_from_slice(&buffer[..read]),
                Err(error) if is_timeout(&error) => {
                    let _ = stream.write_all(b"x");
                }
                Err(_) => break true,
            }
        };
        if closed {
            timed_out += 1;
            let response = String::from_utf8_lossy(&response);
            assert!(!in_body || response.starts_with("HTTP/1.1 408 "), "{response}");
        }
    }
    timed_out
}

fn is_timeout(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut)
}

/// Sends invalid or oversized HTTP, which must close the connection or return a 4xx response.
/// Returns the number of requests sent.
fn garbage(address: &str) -> usize {
    let long_head = format!("GET / HTTP/1.1\r\nx: {}\r\n\r\n", "x".repeat(1_000_000));
    let many_headers = format!("GET / HTTP/1.1\r\n{}\r\n", "x: y\r\n".repeat(5_000));
    let long_path = format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(100_000));
    let requests = [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".as_slice(),
        b"\0\0\0\0\r\n\r\n",
        b"POST /api/v1/users/1/statuses HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n\r\n",
        b"POST / HTTP/1.1\r\ncontent-length: -5\r\n\r\n",
        long_head.as_bytes(),
        many_headers.as_bytes(),
        long_path.as_bytes(),
    ];
    for bytes in requests {
        let mut stream = TcpStream::connect(address).unwrap();
        // The sandbox may close the connection before it has read everything.
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut response = Vec::new();
        let _ = stream.read_to_end(&mut response);
        let response = String::from_utf8_lossy(&response);
        assert!(response.is_empty() || response.starts_with("HTTP/1.1 4"), "{response}");
    }
    requests.len()
}

/// Memory in use, in KiB; 0 on systems without `/proc`.
fn resident(pid: u32) -> u64 {
    std::fs::read_to_string(format!("/proc/{pid}/status"))
        .unwrap_or_default()
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:")?.strip_suffix("kB")?.trim().parse().ok())
        .unwrap_or_default()
}

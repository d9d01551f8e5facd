//! Clients that mean no good, or know no better: each is answered in words, and none of them
//! costs memory or makes an honest client wait.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::{is_full, post};
use crate::support::{Client, Folder, NORTH, Program, STATUSES};

/// What memory may grow by, in KiB: buffers of the connections, and what the allocator keeps. The
/// bodies that are sent are thousands of times more.
const GROWTH: u64 = 24 * 1024;
/// What it may still grow by in the second half, when all buffers are there: it is flat.
const LATE_GROWTH: u64 = 4 * 1024;

#[test]
fn bad_requests_are_answered_and_cost_no_memory() {
    if is_full() {
        attack(Duration::from_mins(1), 200);
    } else {
        attack(Duration::from_secs(2), 20);
    }
}

/// Bodies with the status that refuses them.
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
    // What is needed once is not growth.
    send_all(&program.client, &bodies);
    let before = resident(program.pid());

    let over = Arc::new(AtomicBool::new(false));
    let slow: Vec<_> = (0..slow_clients)
        .map(|number| {
            let (address, over) = (program.address().to_owned(), Arc::clone(&over));
            thread::spawn(move || trickle(&address, number, &over))
        })
        .collect();
    let sent = Arc::new(AtomicU64::new(0));
    let senders: Vec<_> = (0..4)
        .map(|_| {
            let client = program.client.apart();
            let (bodies, over, sent) = (Arc::clone(&bodies), Arc::clone(&over), Arc::clone(&sent));
            thread::spawn(move || {
                while !over.load(Ordering::Relaxed) {
                    send_all(&client, &bodies);
                    sent.fetch_add(bodies.len() as u64, Ordering::Relaxed);
                }
            })
        })
        .collect();

    let (mut early_peak, mut late_peak) = (0, 0);
    let (mut slowest, mut honest, mut garbage_sent) = (Duration::ZERO, 0, 0);
    let started = Instant::now();
    while started.elapsed() < time {
        let asked = Instant::now();
        post(&program.client, &format!("honest-{honest}")).expect("an honest client is served");
        slowest = slowest.max(asked.elapsed());
        honest += 1;
        garbage_sent += garbage(program.address());
        let peak = if started.elapsed() < time / 2 { &mut early_peak } else { &mut late_peak };
        *peak = resident(program.pid()).max(*peak);
        thread::sleep(Duration::from_millis(20));
    }
    over.store(true, Ordering::Relaxed);
    for sender in senders {
        sender.join().unwrap();
    }
    let timed_out: usize = slow.into_iter().map(|client| client.join().unwrap()).sum();
    let after = resident(program.pid());
    println!(
        "hostile: {} bad requests refused in words, {garbage_sent} of garbage, {slow_clients} slow \
         clients ({timed_out} connections timed out); VmRSS {before} KiB before, at \
         most {early_peak} KiB in the first half and {late_peak} KiB in the second, {after} KiB \
         after; slowest of {honest} honest requests meanwhile {slowest:.1?}",
        sent.load(Ordering::Relaxed),
    );
    assert!(late_peak < before + GROWTH, "memory grows: {before} KiB, then {late_peak} KiB");
    assert!(late_peak < early_peak + LATE_GROWTH, "{early_peak} KiB, then {late_peak} KiB");
    assert!(slowest < Duration::from_secs(5), "an honest request took {slowest:?}");
    let answer = program.client.get("/api/v1/users");
    assert_eq!(answer.status, 200);
}

fn send_all(client: &Client, bodies: &[(Vec<u8>, u16)]) {
    for (body, status) in bodies {
        let message = if *status == 413 { "body too large" } else { "bad data" };
        let errors = client.post(STATUSES, body).refused(*status, message);
        let known = ["Body must ", "body must ", "Message must ", "Status must "];
        let in_words = known.iter().any(|start| errors.iter().any(|error| error.contains(start)));
        assert!(in_words, "{errors:?}");
    }
}

/// Holds connections open with a byte now and then, in the head or in the body, until the attack
/// is over. Returns how many the sandbox closed for it.
fn trickle(address: &str, number: usize, over: &AtomicBool) -> usize {
    let head = format!(
        "POST {STATUSES} HTTP/1.1\r\nhost: x\r\nauth: {NORTH}\r\ncontent-length: 60000\r\n\
         content-type: application/x-www-form-urlencoded\r\n\r\n"
    );
    let in_body = number.is_multiple_of(2);
    let start = if in_body { head.as_str() } else { &head[..20] };
    let mut timed_out = 0;
    while !over.load(Ordering::Relaxed) {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_millis(100))).unwrap();
        stream.write_all(start.as_bytes()).unwrap();
        let mut answer = Vec::new();
        let closed = loop {
            if over.load(Ordering::Relaxed) {
                break false;
            }
            let mut buffer = [0; 512];
            match stream.read(&mut buffer) {
                Ok(0) => break true,
                Ok(read) => answer.extend_from_slice(&buffer[..read]),
                Err(error) if is_timeout(&error) => {
                    let _ = stream.write_all(b"x");
                }
                Err(_) => break true,
            }
        };
        if closed {
            timed_out += 1;
            let answer = String::from_utf8_lossy(&answer);
            assert!(!in_body || answer.starts_with("HTTP/1.1 408 "), "{answer}");
        }
    }
    timed_out
}

fn is_timeout(error: &std::io::Error) -> bool {
    matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut)
}

/// What is no HTTP at all, or far too much of it, ends the connection and nothing else.
/// Returns how many were sent.
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
        // It may be hung up on before all has been sent.
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{answer}");
    }
    requests.len()
}

/// Memory in use, in KiB; 0 where the system does not tell.
fn resident(pid: u32) -> u64 {
    std::fs::read_to_string(format!("/proc/{pid}/status"))
        .unwrap_or_default()
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:")?.strip_suffix("kB")?.trim().parse().ok())
        .unwrap_or_default()
}

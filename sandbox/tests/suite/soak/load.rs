//! Many concurrent clients. Every request succeeds within a bounded time, and every status is
//! stored.

use std::thread;
use std::time::{Duration, Instant};

use super::{all_are_stored, is_full, post};
use crate::support::{Folder, Program};

#[test]
fn no_status_is_lost_under_load() {
    clients_post(50, if is_full() { 20_000 } else { 2_000 });
}

fn clients_post(clients: usize, statuses: usize) {
    let folder = Folder::new();
    let mut program = Program::start(&folder, &[]);
    let started = Instant::now();
    let workers: Vec<_> = (0..clients)
        .map(|worker| {
            let client = program.client.with_own_connections();
            thread::spawn(move || {
                (0..statuses / clients)
                    .map(|number| {
                        let sent = Instant::now();
                        let record = post(&client, &format!("{worker}-{number}"));
                        (record.expect("no connection fails"), sent.elapsed())
                    })
                    .collect::<Vec<_>>()
            })
        })
        .collect();
    let (acknowledged, mut times): (Vec<_>, Vec<_>) =
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).unzip();
    let took = started.elapsed();
    assert_eq!(program.end("TERM", Duration::from_secs(5)).code(), Some(0));

    assert_eq!(acknowledged.len(), statuses);
    assert_eq!(all_are_stored(&folder, &acknowledged), statuses);
    times.sort_unstable();
    let percentile = |percent| times[(times.len() - 1) * percent / 100];
    let [p50, p99, slowest] = [50, 99, 100].map(percentile);
    println!(
        "load: {clients} clients, {statuses} statuses in {took:.1?}: \
         p50 {p50:.1?}, p99 {p99:.1?}, slowest {slowest:.1?}; all stored, ids unique, no 5xx"
    );
    // Far above the measured times. Catches a stalled queue.
    assert!(p99 < Duration::from_secs(2), "p99 {p99:?}");
}

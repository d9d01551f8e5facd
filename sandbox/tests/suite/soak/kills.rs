//! Killed in mid-load: what was acknowledged is there afterwards.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::{Acknowledged, all_are_stored, is_full, post};
use crate::support::{Folder, Program};

#[test]
fn what_was_acknowledged_outlives_a_kill() {
    let (rounds, clients) = if is_full() { (10, 50) } else { (3, 10) };
    kill_and_restart(rounds, clients);
}

fn kill_and_restart(rounds: u64, clients: usize) {
    let folder = Folder::new();
    let mut acknowledged = Vec::new();
    for round in 0..rounds {
        let program = Program::start(&folder, &[]);
        let before = acknowledged.len();
        acknowledged.extend(load_until_killed(program, clients, round));
        assert!(acknowledged.len() > before, "round {round} was under load");
    }
    // Starts on what the last kill left, and ends in good order.
    let mut program = Program::start(&folder, &[]);
    acknowledged.push(post(&program.client, "last").unwrap());
    assert_eq!(program.end("TERM", Duration::from_secs(5)).code(), Some(0));

    let stored = all_are_stored(&folder, &acknowledged);
    let unheard = stored - acknowledged.len();
    println!(
        "kills: {rounds} times kill -9 under {clients} clients; {} acknowledged, all stored \
         ({unheard} stored without an answer, as the answer was cut off)",
        acknowledged.len()
    );
    // A client has one request in flight when the sandbox dies.
    assert!(unheard <= clients * usize::try_from(rounds).unwrap());
}

fn load_until_killed(program: Program, clients: usize, round: u64) -> Vec<Acknowledged> {
    let (heard, acknowledged) = mpsc::channel();
    let workers: Vec<_> = (0..clients)
        .map(|worker| {
            let (client, heard) = (program.client.apart(), heard.clone());
            thread::spawn(move || {
                let mut number = 0;
                while let Some(record) = post(&client, &format!("{round}-{worker}-{number}")) {
                    heard.send(record).unwrap();
                    number += 1;
                }
            })
        })
        .collect();
    drop(heard);
    // Not before the load is on, and at another moment of it each time.
    let first = acknowledged.recv().unwrap();
    thread::sleep(Duration::from_millis(200 + round * 137 % 500));
    program.kill();
    for worker in workers {
        worker.join().unwrap();
    }
    std::iter::once(first).chain(acknowledged).collect()
}

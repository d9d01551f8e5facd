//! Kills the sandbox under load. Every acknowledged status must survive.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::{Acknowledged, all_are_stored, is_full, post};
use crate::support::{Folder, Program};

#[test]
fn acknowledged_statuses_survive_a_kill() {
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
        assert!(acknowledged.len() > before, "round {round} acknowledges some statuses");
    }
    // The sandbox starts after the last kill and exits cleanly.
    let mut program = Program::start(&folder, &[]);
    acknowledged.push(post(&program.client, "last").unwrap());
    assert_eq!(program.end("TERM", Duration::from_secs(5)).code(), Some(0));

    let stored = all_are_stored(&folder, &acknowledged);
    let unacknowledged = stored - acknowledged.len();
    println!(
        "kills: {rounds} times kill -9 with {clients} clients; {} statuses acknowledged, all \
         stored ({unacknowledged} more stored, whose responses were lost)",
        acknowledged.len()
    );
    // Each client has at most one request in flight at a kill.
    assert!(unacknowledged <= clients * usize::try_from(rounds).unwrap());
}

fn load_until_killed(program: Program, clients: usize, round: u64) -> Vec<Acknowledged> {
    let (sender, acknowledged) = mpsc::channel();
    let workers: Vec<_> = (0..clients)
        .map(|worker| {
            let (client, sender) = (program.client.with_own_connections(), sender.clone());
            thread::spawn(move || {
                let mut number = 0;
                while let Some(record) = post(&client, &format!("{round}-{worker}-{number}")) {
                    sender.send(record).unwrap();
                    number += 1;
                }
            })
        })
        .collect();
    drop(sender);
    // Kills under load, after a different delay in each round.
    let first = acknowledged.recv().unwrap();
    thread::sleep(Duration::from_millis(200 + round * 137 % 500));
    program.kill();
    for worker in workers {
        worker.join().unwrap();
    }
    std::iter::once(first).chain(acknowledged).collect()
}

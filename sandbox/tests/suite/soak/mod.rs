//! The program under fire. With all tests it runs for some seconds; with `SOAK=full` (`make soak`)
//! for a good minute, and prints what it measured.

mod hostile;
mod kills;
mod load;

use std::collections::HashMap;

use rusqlite::Connection;

use crate::support::{Client, Folder, STATUSES};

/// Whether the long form is asked for.
fn is_full() -> bool {
    std::env::var("SOAK").is_ok_and(|form| form == "full")
}

/// A record that the sandbox said it has: its id, and the message that it was sent with.
type Acknowledged = (i64, String);

/// Posts a status with a message that no other has. None when the sandbox is gone.
fn post(client: &Client, message: &str) -> Option<Acknowledged> {
    let form = format!("status=WFH&assignable_id=4&message={message}");
    let answer = client.try_post(STATUSES, form).ok()?;
    // A body that was cut off acknowledges nothing.
    let body: serde_json::Value = serde_json::from_slice(&answer.body).ok()?;
    assert_eq!(answer.status, 200, "{body}");
    assert_eq!(body["message"], message);
    Some((body["id"].as_i64().unwrap(), message.to_owned()))
}

/// Asserts that every acknowledged record is in the file, under an id of its own, and returns how
/// many records there are. Only to be asked when the sandbox has ended.
fn all_are_stored(folder: &Folder, acknowledged: &[Acknowledged]) -> usize {
    let db = Connection::open(folder.database()).unwrap();
    let check: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(check, "ok");
    let stored: HashMap<i64, String> = db
        .prepare("SELECT id, message FROM statuses")
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut seen = HashMap::new();
    for (id, message) in acknowledged {
        assert_eq!(stored.get(id), Some(message), "acknowledged, but not stored");
        assert_eq!(seen.insert(id, message), None, "an id was given twice");
    }
    stored.len()
}

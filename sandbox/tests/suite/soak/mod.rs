//! Soak tests. `cargo test` runs a short form for a few seconds. `SOAK=full` (`make soak`) runs the
//! full form for over a minute. Both print measurements.

mod hostile;
mod kills;
mod load;

use std::collections::HashMap;

use rusqlite::Connection;

use crate::support::{Client, Folder, STATUSES};

/// Whether to run the full form.
fn is_full() -> bool {
    std::env::var("SOAK").is_ok_and(|form| form == "full")
}

/// The ID and the message of an acknowledged status.
type Acknowledged = (i64, String);

/// Posts a status with a unique message. Returns `None` if the sandbox is not running.
fn post(client: &Client, message: &str) -> Option<Acknowledged> {
    let form = format!("status=WFH&assignable_id=4&message={message}");
    let response = client.try_post(STATUSES, form).ok()?;
    // A truncated response is not an acknowledgement.
    let body: serde_json::Value = serde_json::from_slice(&response.body).ok()?;
    assert_eq!(response.status, 200, "{body}");
    assert_eq!(body["message"], message);
    Some((body["id"].as_i64().unwrap(), message.to_owned()))
}

/// Asserts that every acknowledged status is stored under a unique ID. Returns the number of stored
/// statuses. Call it only after the sandbox has exited.
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
        assert_eq!(stored.get(id), Some(message), "acknowledged but not stored");
        assert_eq!(seen.insert(id, message), None, "an ID was assigned twice");
    }
    stored.len()
}

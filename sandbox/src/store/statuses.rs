//! Creates statuses and checks what they refer to.

use chrono::{SecondsFormat, Utc};
use rusqlite::{Connection, params};

use super::records::StatusRecord;
use crate::tokens::Organisation;

/// A status with valid fields. The caller must check that the assignable exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NewStatus {
    pub(crate) status: &'static str,
    pub(crate) assignable_id: Option<i64>,
    pub(crate) current_task: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) start: Option<String>,
    pub(crate) end: Option<String>,
}

/// Whether the organisation has this person.
pub(crate) fn is_person_of(
    db: &Connection,
    Organisation(organisation): Organisation,
    id: i64,
) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM users WHERE organisation_id = ? AND id = ?";
    db.prepare_cached(sql)?.exists([organisation, id])
}

/// Whether the organisation has this assignable and it is not deleted.
pub(crate) fn is_assignable_of(
    db: &Connection,
    Organisation(organisation): Organisation,
    id: i64,
) -> rusqlite::Result<bool> {
    let sql = "SELECT 1 FROM assignables \
               WHERE organisation_id = ? AND id = ? AND deleted_at IS NULL";
    db.prepare_cached(sql)?.exists([organisation, id])
}

/// Inserts a status. Statuses never change.
pub(crate) fn create_status(
    db: &Connection,
    user_id: i64,
    new: &NewStatus,
) -> rusqlite::Result<StatusRecord> {
    let now = Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true);
    let sql = format!(
        "INSERT INTO statuses (user_id, status, assignable_id, current_task, message, start, \
         \"end\", created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8) \
         RETURNING {}",
        StatusRecord::COLUMNS,
    );
    db.prepare_cached(&sql)?.query_row(
        params![
            user_id,
            new.status,
            new.assignable_id,
            new.current_task,
            new.message,
            new.start,
            new.end,
            now,
        ],
        StatusRecord::from_row,
    )
}

//! The records that the API returns.

use rusqlite::Row;
use serde::Serialize;

/// A status, with exactly the fields of the contract.
#[derive(Debug, Serialize)]
pub(crate) struct StatusRecord {
    pub(crate) id: i64,
    pub(crate) user_id: i64,
    pub(crate) status: String,
    pub(crate) assignable_id: Option<i64>,
    pub(crate) current_task: Option<String>,
    pub(crate) message: Option<String>,
    pub(crate) start: Option<String>,
    pub(crate) end: Option<String>,
    pub(crate) created_at: String,
    pub(crate) updated_at: String,
}

impl StatusRecord {
    pub(super) const COLUMNS: &str = "id, user_id, status, assignable_id, current_task, message, \
                                      start, \"end\", created_at, updated_at";

    pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            user_id: row.get("user_id")?,
            status: row.get("status")?,
            assignable_id: row.get("assignable_id")?,
            current_task: row.get("current_task")?,
            message: row.get("message")?,
            start: row.get("start")?,
            end: row.get("end")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
        })
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct Person {
    id: i64,
    first_name: String,
    last_name: String,
    display_name: String,
    email: String,
    archived: bool,
    location: Option<String>,
    role: Option<String>,
    discipline: Option<String>,
    thumbnail: Option<String>,
}

impl Person {
    pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            first_name: row.get("first_name")?,
            last_name: row.get("last_name")?,
            display_name: row.get("display_name")?,
            email: row.get("email")?,
            archived: row.get("archived")?,
            location: row.get("location")?,
            role: row.get("role")?,
            discipline: row.get("discipline")?,
            thumbnail: None,
        })
    }
}

/// Something a person can spend time on.
#[derive(Debug, Serialize)]
#[serde(tag = "type")]
pub(crate) enum Assignable {
    Project {
        id: i64,
        name: String,
        client: Option<String>,
        project_code: Option<String>,
        starts_at: Option<String>,
        ends_at: Option<String>,
        deleted_at: Option<String>,
    },
    LeaveType {
        id: i64,
        name: String,
        description: Option<String>,
        deleted_at: Option<String>,
    },
}

impl Assignable {
    pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        let id = row.get("id")?;
        let name = row.get("name")?;
        let deleted_at = row.get("deleted_at")?;
        if row.get_ref("type")?.as_str()? == "Project" {
            Ok(Self::Project {
                id,
                name,
                client: row.get("client")?,
                project_code: row.get("project_code")?,
                starts_at: row.get("starts_at")?,
                ends_at: row.get("ends_at")?,
                deleted_at,
            })
        } else {
            Ok(Self::LeaveType { id, name, description: row.get("description")?, deleted_at })
        }
    }
}

//! Requests and answers exactly as the API spells them.

use crate::clock::{format_instant, parse_wire_instant};
use crate::domain::{AssignableId, NewStatus, ReportedCode, StatusRecord, Suggestion, Text};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The body of `POST /users/{user_id}/statuses`. Form encoding leaves out what is `None`.
#[derive(Debug, Serialize)]
pub(super) struct StatusForm<'a> {
    status: &'static str,
    assignable_id: Option<i64>,
    current_task: Option<&'a str>,
    end: Option<String>,
    message: Option<&'a str>,
    start: Option<String>,
}

impl<'a> StatusForm<'a> {
    pub(super) fn of(status: &'a NewStatus) -> Self {
        Self {
            status: status.status.as_str(),
            assignable_id: status.assignable_id.map(AssignableId::get),
            current_task: status.current_task.as_ref().map(Text::as_str),
            end: status.period.end().map(format_instant),
            message: status.message.as_ref().map(Text::as_str),
            start: status.period.start().map(format_instant),
        }
    }

    pub(super) fn encode(&self) -> String {
        // Flat structs of strings and numbers always encode; the empty body that an error would
        // give is refused by the API rather than misread.
        serde_urlencoded::to_string(self).unwrap_or_default()
    }
}

/// A status as the API answers it. Only what makes it a status is required, and a field of the
/// wrong type is left out, so that a detail can't hide that a status was set.
#[derive(Debug, Deserialize)]
pub(super) struct Record {
    id: i64,
    status: String,
    #[serde(default)]
    user_id: Value,
    #[serde(default)]
    start: Value,
    #[serde(default)]
    end: Value,
    #[serde(default)]
    message: Value,
    #[serde(default)]
    current_task: Value,
    #[serde(default)]
    assignable_id: Value,
    #[serde(default)]
    created_at: Value,
}

impl From<Record> for StatusRecord {
    fn from(record: Record) -> Self {
        let instant = |value: &Value| value.as_str().and_then(parse_wire_instant);
        let text =
            |value: &Value| value.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
        Self {
            id: record.id,
            user_id: record.user_id.as_i64(),
            status: ReportedCode::read(&record.status),
            start: instant(&record.start),
            end: instant(&record.end),
            message: text(&record.message),
            current_task: text(&record.current_task),
            assignable_id: record.assignable_id.as_i64(),
            created_at: instant(&record.created_at),
        }
    }
}

/// A person, project or leave type. What is archived or deleted is not to be suggested.
#[derive(Debug, Deserialize)]
pub(super) struct Item {
    id: i64,
    #[serde(default)]
    name: Value,
    #[serde(default)]
    display_name: Value,
    #[serde(default)]
    archived: Value,
    #[serde(default)]
    deleted_at: Value,
}

impl Item {
    pub(super) fn suggestion(self) -> Option<Suggestion> {
        let is_gone = self.archived == Value::Bool(true) || !self.deleted_at.is_null();
        let name = self.display_name.as_str().or(self.name.as_str())?.trim().to_owned();
        (!is_gone && !name.is_empty()).then_some(Suggestion { id: self.id, name })
    }
}

/// A page of a list. Records that can't be read are left out.
#[derive(Debug, Deserialize)]
pub(super) struct List {
    pub(super) data: Vec<Value>,
    #[serde(default)]
    pub(super) paging: Value,
}

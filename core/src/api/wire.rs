//! Requests and answers exactly as the API spells them.

use crate::clock::{format_instant, parse_wire_instant};
use crate::domain::{AssignableId, NewStatus, ReportedCode, StatusRecord, Suggestion, Text};
use serde::Serialize;
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
///
/// Read field by field: a derived reader that forgives as much is 7 kB larger.
pub(super) fn record(answer: &Value) -> Option<StatusRecord> {
    let instant = |name| answer[name].as_str().and_then(parse_wire_instant);
    let text = |name| answer[name].as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    let number = |name| answer[name].as_i64();
    Some(StatusRecord {
        id: number("id")?,
        user_id: number("user_id"),
        status: ReportedCode::read(answer["status"].as_str()?),
        start: instant("start"),
        end: instant("end"),
        message: text("message"),
        current_task: text("current_task"),
        assignable_id: number("assignable_id"),
        created_at: instant("created_at"),
    })
}

/// A person, project or leave type. What is archived or deleted is not to be suggested.
pub(super) fn suggestion(answer: &Value) -> Option<Suggestion> {
    let is_gone = answer["archived"] == Value::Bool(true) || !answer["deleted_at"].is_null();
    let name = answer["display_name"].as_str().or(answer["name"].as_str())?.trim().to_owned();
    let id = answer["id"].as_i64()?;
    (!is_gone && !name.is_empty()).then_some(Suggestion { id, name })
}

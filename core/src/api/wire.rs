//! Requests and answers exactly as the API spells them.

use crate::clock::{format_instant, parse_wire_instant};
use crate::domain::{
    DetailKind, Details, NewStatus, Person, ReportedCode, StatusRecord, Suggestion,
};
use serde_json::Value;

/// The body of `POST /users/{user_id}/statuses`, without the fields that are empty.
pub(super) fn status_form(status: &NewStatus) -> String {
    let start = status.period.start().map(format_instant);
    let end = status.period.end().map(format_instant);
    let details = status.details.iter();
    let details =
        details.map(|(detail, value)| (detail.name(), value.as_ref().map(ToString::to_string)));
    let fields =
        [("status", Some(status.status.as_str().to_owned())), ("start", start), ("end", end)]
            .into_iter()
            .chain(details)
            .filter_map(|(name, value)| Some((name, value?)));
    // Pairs of strings always encode. The API would refuse the empty body of an error.
    serde_urlencoded::to_string(fields.collect::<Vec<_>>()).unwrap_or_default()
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
        details: Details::from_fn(|detail| match detail.kind() {
            DetailKind::Text => text(detail.name()),
            DetailKind::Number => number(detail.name()).map(|number| number.to_string()),
        }),
        created_at: instant("created_at"),
    })
}

/// The person who has signed in. Nobody can set a status without the ID; a name is only shown.
pub(super) fn person(answer: &Value) -> Option<Person> {
    let id = answer["id"].as_i64()?.to_string().parse().ok()?;
    let name = answer["display_name"].as_str().unwrap_or_default().trim().to_owned();
    Some(Person { id, name })
}

/// A person, project or leave type. What is archived or deleted is not to be suggested.
pub(super) fn suggestion(answer: &Value) -> Option<Suggestion> {
    let is_gone = answer["archived"] == Value::Bool(true) || !answer["deleted_at"].is_null();
    let name = answer["display_name"].as_str().or(answer["name"].as_str())?.trim().to_owned();
    let id = answer["id"].as_i64()?;
    (!is_gone && !name.is_empty()).then_some(Suggestion { id, name })
}

//! Parses the fields of a status from a form. Collects all problems, so that a person can correct
//! them at once.

use axum::http::{HeaderMap, header};
use chrono::{DateTime, Datelike, SecondsFormat, Utc};

use super::ids::integer;
use crate::percent;
use crate::store::NewStatus;

const CODES: [&str; 6] = ["ITO", "WFH", "SIC", "OOO", "VAC", "OOF"];
const CONTENT_TYPE: &str = "application/x-www-form-urlencoded";
/// Far more than a valid form has. Bounds the work for a body with thousands of fields.
const MAX_FIELDS: usize = 100;

/// A parsed form and its problems.
#[derive(Debug, Default)]
pub(super) struct StatusForm {
    status: Option<&'static str>,
    assignable_id: Option<i64>,
    current_task: Option<String>,
    message: Option<String>,
    start: Option<String>,
    end: Option<String>,
    problems: Vec<String>,
}

impl StatusForm {
    /// Parses a body. Ignores unknown fields. Treats an empty field as null, because a form has no
    /// other way to express it.
    pub(super) fn read(headers: &HeaderMap, body: &[u8]) -> Self {
        let mut form = Self::default();
        if !is_form(headers) {
            form.add_problem(format!("Content type must be {CONTENT_TYPE}"));
            return form;
        }
        if percent::pairs(body).count() > MAX_FIELDS {
            form.add_problem(format!("Body must have at most {MAX_FIELDS} fields"));
            return form;
        }
        let fields = form.decode(body);

        form.status = form
            .text(&fields, "status")
            .and_then(|text| CODES.into_iter().find(|code| *code == text));
        if form.status.is_none() {
            form.add_problem("Status must be a valid code");
        }
        if let Some(text) = form.text(&fields, "assignable_id") {
            form.assignable_id = integer(&text);
            if form.assignable_id.is_none() {
                form.add_problem("Assignable must be an integer");
            }
        }
        form.current_task = form.text(&fields, "current_task");
        form.message = form.text(&fields, "message");
        let start = form.time(&fields, "start");
        let end = form.time(&fields, "end");
        if let (Some(start), Some(end)) = (start, end)
            && end <= start
        {
            form.add_problem("End must be after start");
        }
        form.start = start.map(iso);
        form.end = end.map(iso);
        form
    }

    /// The ID of the assignable. The caller must check that it exists.
    pub(super) fn assignable_id(&self) -> Option<i64> {
        self.assignable_id
    }

    pub(super) fn add_problem(&mut self, problem: impl Into<String>) {
        self.problems.push(problem.into());
    }

    /// Returns the status, or all problems.
    pub(super) fn finish(self) -> Result<NewStatus, Vec<String>> {
        match self.status {
            Some(status) if self.problems.is_empty() => Ok(NewStatus {
                status,
                assignable_id: self.assignable_id,
                current_task: self.current_task,
                message: self.message,
                start: self.start,
                end: self.end,
            }),
            _ => Err(self.problems),
        }
    }

    fn decode(&mut self, body: &[u8]) -> Vec<(String, String)> {
        let mut fields = Vec::new();
        for (name, value) in percent::pairs(body) {
            let name = match percent::decode_form(name) {
                Ok(name) => name,
                Err(error) => {
                    self.add_problem(format!("Body must {error}"));
                    continue;
                }
            };
            match percent::decode_form(value) {
                Ok(value) => fields.push((name, value)),
                Err(error) => self.add_problem(format!("{} must {error}", label(&name))),
            }
        }
        fields
    }

    fn text(&mut self, fields: &[(String, String)], name: &str) -> Option<String> {
        let mut values = fields.iter().filter(|field| field.0 == name).map(|field| &field.1);
        let value = values.next()?;
        if values.next().is_some() {
            self.add_problem(format!("{} must be given once", label(name)));
        }
        if value.contains('\0') {
            self.add_problem(format!("{} must not contain NUL", label(name)));
        }
        (!value.is_empty()).then(|| value.clone())
    }

    fn time(&mut self, fields: &[(String, String)], name: &str) -> Option<DateTime<Utc>> {
        let text = self.text(fields, name)?;
        let time = parse_time(&text);
        if time.is_none() {
            self.add_problem(format!("{} must be a time like 2025-09-01T09:00:00Z", label(name)));
        }
        time
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case(CONTENT_TYPE))
}

/// The name of a field in a problem. Never repeats an unknown name from the request.
fn label(name: &str) -> &'static str {
    match name {
        "status" => "Status",
        "assignable_id" => "Assignable",
        "current_task" => "Current task",
        "message" => "Message",
        "start" => "Start",
        "end" => "End",
        _ => "Body",
    }
}

/// Parses an RFC 3339 time into UTC and whole seconds, the form that the contract requires.
/// Truncates fractions. Turns a leap second into the second before it.
fn parse_time(text: &str) -> Option<DateTime<Utc>> {
    let time = DateTime::parse_from_rfc3339(text).ok()?.timestamp();
    // An offset can move the time beyond the four-digit years.
    DateTime::from_timestamp(time, 0).filter(|time| (0..=9999).contains(&time.year()))
}

fn iso(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normalised(text: &str) -> Option<String> {
        parse_time(text).map(iso)
    }

    #[test]
    fn times_are_normalised() {
        for text in [
            "2025-09-01T09:00:00Z",
            "2025-09-01t09:00:00z",
            "2025-09-01T11:00:00+02:00",
            "2025-09-01T09:00:00.999Z",
        ] {
            assert_eq!(normalised(text).as_deref(), Some("2025-09-01T09:00:00Z"), "{text}");
        }
        assert_eq!(normalised("2016-12-31T23:59:60Z").as_deref(), Some("2016-12-31T23:59:59Z"));
    }

    #[test]
    fn invalid_times_are_rejected() {
        for text in [
            "2025-09-01",
            "2025-09-01T09:00:00",
            "2025-09-01T09:00:00 02:00",
            "2025-02-29T09:00:00Z",
            "2025-09-01T24:00:00Z",
            "0000-01-01T00:00:00+01:00",
            "9999-12-31T23:59:59-01:00",
            "1756717200",
            "tomorrow",
        ] {
            assert_eq!(normalised(text), None, "{text}");
        }
    }
}

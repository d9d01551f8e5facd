//! The fields of a status, read from a form. All problems are found in one go, so that a person
//! corrects them in one go.

use axum::http::{HeaderMap, header};
use chrono::{DateTime, Datelike, SecondsFormat, Utc};

use super::ids::integer;
use crate::percent;
use crate::store::NewStatus;

const CODES: [&str; 6] = ["ITO", "WFH", "SIC", "OOO", "VAC", "OOF"];
const CONTENT_TYPE: &str = "application/x-www-form-urlencoded";
/// Far more than there are fields; a body of thousands is no form of ours.
const MAX_FIELDS: usize = 100;

/// A form that has been read, with what is wrong with it.
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
    /// Reads a body. Unknown fields are ignored, and an empty field is the same as none: a form
    /// has no other way to say null.
    pub(super) fn read(headers: &HeaderMap, body: &[u8]) -> Self {
        let mut form = Self::default();
        if !is_form(headers) {
            form.refuse(format!("Content type must be {CONTENT_TYPE}"));
            return form;
        }
        if percent::pairs(body).count() > MAX_FIELDS {
            form.refuse(format!("Body must have at most {MAX_FIELDS} fields"));
            return form;
        }
        let fields = form.decode(body);

        form.status = form
            .text(&fields, "status")
            .and_then(|text| CODES.into_iter().find(|code| *code == text));
        if form.status.is_none() {
            form.refuse("Status must be a valid code");
        }
        if let Some(text) = form.text(&fields, "assignable_id") {
            form.assignable_id = integer(&text);
            if form.assignable_id.is_none() {
                form.refuse("Assignable must be an integer");
            }
        }
        form.current_task = form.text(&fields, "current_task");
        form.message = form.text(&fields, "message");
        let start = form.time(&fields, "start");
        let end = form.time(&fields, "end");
        if let (Some(start), Some(end)) = (start, end)
            && end <= start
        {
            form.refuse("End must be after start");
        }
        form.start = start.map(iso);
        form.end = end.map(iso);
        form
    }

    /// What the status is about, still to be looked up.
    pub(super) fn assignable_id(&self) -> Option<i64> {
        self.assignable_id
    }

    /// Adds a problem.
    pub(super) fn refuse(&mut self, problem: impl Into<String>) {
        self.problems.push(problem.into());
    }

    /// The status, or everything that is wrong with it.
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
                    self.refuse(format!("Body must {error}"));
                    continue;
                }
            };
            match percent::decode_form(value) {
                Ok(value) => fields.push((name, value)),
                Err(error) => self.refuse(format!("{} must {error}", label(&name))),
            }
        }
        fields
    }

    fn text(&mut self, fields: &[(String, String)], name: &str) -> Option<String> {
        let mut values = fields.iter().filter(|field| field.0 == name).map(|field| &field.1);
        let value = values.next()?;
        if values.next().is_some() {
            self.refuse(format!("{} must be given once", label(name)));
        }
        if value.contains('\0') {
            self.refuse(format!("{} must not contain NUL", label(name)));
        }
        (!value.is_empty()).then(|| value.clone())
    }

    fn time(&mut self, fields: &[(String, String)], name: &str) -> Option<DateTime<Utc>> {
        let text = self.text(fields, name)?;
        let time = parse_time(&text);
        if time.is_none() {
            self.refuse(format!("{} must be a time like 2025-09-01T09:00:00Z", label(name)));
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

/// The name of a field in a sentence; of one that is unknown nothing is repeated.
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

/// Any RFC 3339 time, in whole seconds of UTC: a fraction is cut off, a leap second becomes the
/// second before it, so that what is stored has always the one form of the contract.
fn parse_time(text: &str) -> Option<DateTime<Utc>> {
    let time = DateTime::parse_from_rfc3339(text).ok()?.timestamp();
    // An offset can lead out of the years that have four digits.
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
    fn times_are_stored_in_one_form() {
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
    fn what_is_no_time_is_refused() {
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

//! Why a call did not give what it was made for.

use serde_json::Value;

/// What the API itself says of a failure. Shown as it is, beside our own sentence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// `message` of the body.
    pub message: Option<String>,
    /// Every entry of `errors`.
    pub errors: Vec<String>,
}

/// More entries than anyone reads; a body of five megabytes must not freeze the page.
const MOST_ERRORS: usize = 100;
/// In characters.
const LONGEST_TEXT: usize = 1_000;

impl Said {
    /// Reads the body of an answer that is not a success. `errors` may be a list, an object that
    /// names fields, or a single value; whatever is no JSON object says nothing.
    #[must_use]
    pub fn read(body: &str) -> Self {
        let Ok(Value::Object(body)) = serde_json::from_str(body) else {
            return Self::default();
        };
        let mut errors = Vec::new();
        if let Some(value) = body.get("errors") {
            gather(value, None, &mut errors);
        }
        if errors.len() > MOST_ERRORS {
            let left_out = errors.len() - MOST_ERRORS;
            errors.truncate(MOST_ERRORS);
            errors.push(format!("… and {left_out} more"));
        }
        Self { message: body.get("message").and_then(text_of), errors }
    }
}

/// Flattens lists and objects to lines; an object's keys stand before their values.
fn gather(value: &Value, key: Option<&str>, lines: &mut Vec<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| gather(value, key, lines)),
        Value::Object(fields) => {
            fields.iter().for_each(|(key, value)| gather(value, Some(key), lines));
        }
        value => lines.extend(text_of(value).map(|text| match key {
            Some(key) => format!("{key}: {text}"),
            None => text,
        })),
    }
}

/// A plain value as text; `None` for nothing.
fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::String(text) => text.trim().to_owned(),
        // Not `to_string`: it has a writer of its own, and through its errors the tables by which
        // `Debug` escapes characters, all of Unicode's: 4 kB.
        other => serde_json::to_string(other).unwrap_or_default(),
    };
    match text.char_indices().nth(LONGEST_TEXT) {
        _ if text.is_empty() => None,
        Some((cut, _)) => Some(format!("{}…", &text[..cut])),
        None => Some(text),
    }
}

/// A failed call, by what a person can do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApiError {
    /// 400 or 422: the service read the status and turned it down.
    Rejected(Said),
    /// 401 or 403: the token or the person is not allowed to.
    Forbidden(Said),
    /// 404: no such person, or no API at this address.
    NotFound(Said),
    /// 429: too many requests.
    RateLimited {
        /// How long to wait before the next try, always between 1 and 300.
        wait_seconds: u32,
        /// What the service says of it.
        said: Said,
    },
    /// Any 5xx: the service, or a relay before it, is in trouble.
    Server {
        /// The HTTP status.
        status: u16,
        /// What it says of it.
        said: Said,
    },
    /// Another HTTP status that is no success; among them redirects, which are never followed.
    Unexpected {
        /// The HTTP status; 0 for a redirect, of which a browser tells no more.
        status: u16,
        /// What it says of it.
        said: Said,
    },
    /// A success whose record can't be read.
    Unreadable {
        /// The HTTP status.
        status: u16,
        /// What is wrong with the answer, for the log. It quotes nothing of the answer.
        cause: String,
    },
    /// The device is offline: nothing was sent.
    Offline,
    /// The connection failed: refused, cut, or forbidden by the browser, which doesn't tell which.
    NoAnswer,
    /// No whole answer within the time limit.
    TimedOut,
}

impl ApiError {
    /// Whether the service may have done what was asked all the same.
    #[must_use]
    pub const fn leaves_outcome_open(&self) -> bool {
        match self {
            Self::Server { .. } | Self::Unreadable { .. } | Self::NoAnswer | Self::TimedOut => true,
            Self::Rejected(_)
            | Self::Forbidden(_)
            | Self::NotFound(_)
            | Self::RateLimited { .. }
            | Self::Unexpected { .. }
            | Self::Offline => false,
        }
    }

    /// What the service itself says of the failure.
    #[must_use]
    pub const fn said(&self) -> Option<&Said> {
        match self {
            Self::Rejected(said)
            | Self::Forbidden(said)
            | Self::NotFound(said)
            | Self::RateLimited { said, .. }
            | Self::Server { said, .. }
            | Self::Unexpected { said, .. } => Some(said),
            Self::Unreadable { .. } | Self::Offline | Self::NoAnswer | Self::TimedOut => None,
        }
    }
}

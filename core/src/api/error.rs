//! Why a request failed.

use crate::domain::Authentication;
use serde_json::Value;

/// The API's own explanation of a failure. The page shows it unchanged, next to its own sentence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ApiMessage {
    /// `message` of the body.
    pub message: Option<String>,
    /// Every entry of `errors`.
    pub errors: Vec<String>,
}

/// Nobody reads more entries, and a body of five megabytes must not freeze the page.
const MOST_ERRORS: usize = 100;
/// In characters.
const LONGEST_TEXT: usize = 1_000;

impl ApiMessage {
    /// Reads the body of a failed response. `errors` can be a list, an object with a key for each
    /// field, or a single value. A body that is not a JSON object has no message.
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
            // Without words, since it stands among the API's.
            errors.push(format!("… + {left_out}"));
        }
        Self { message: body.get("message").and_then(text_of), errors }
    }
}

/// Flattens lists and objects to lines. A value in an object gets its key as a prefix.
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

/// A scalar value as text; `None` for null and for empty text.
fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::String(text) => text.trim().to_owned(),
        // `Value::to_string` would add 4 kB: it has its own writer, whose errors pull in the Unicode
        // tables that `Debug` uses to escape characters.
        other => serde_json::to_string(other).unwrap_or_default(),
    };
    match text.char_indices().nth(LONGEST_TEXT) {
        _ if text.is_empty() => None,
        Some((cut, _)) => Some(format!("{}…", &text[..cut])),
        None => Some(text),
    }
}

/// What is wrong with an answer, without quoting it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnreadableCause {
    /// It is not JSON.
    NotJson,
    /// A required field is missing, or is of another type.
    FieldMissing,
}

/// A failed request, by what a person can do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ApiError {
    /// 400 or 422: the API did not accept the status.
    Rejected(ApiMessage),
    /// 401: the token is not accepted, or the sign-in has run out.
    Unauthorized(ApiMessage),
    /// 403: the token or the person has no permission.
    Forbidden(ApiMessage),
    /// 404: no such person, or no API at this address.
    NotFound(ApiMessage),
    /// 429: too many requests.
    RateLimited {
        /// The wait before the next attempt, from 1 to 300.
        wait_seconds: u32,
        /// The API's explanation.
        api_message: ApiMessage,
    },
    /// Any 5xx: the API or a relay in front of it failed.
    Server {
        /// The HTTP status.
        status: u16,
        /// The API's explanation.
        api_message: ApiMessage,
    },
    /// Any other HTTP status except 2xx, including redirects, which are never followed.
    Unexpected {
        /// The HTTP status. It is 0 for a redirect, because browsers hide its status.
        status: u16,
        /// The API's explanation.
        api_message: ApiMessage,
    },
    /// A 2xx whose body could not be read.
    Unreadable {
        /// The HTTP status.
        status: u16,
        /// What is wrong with the answer, for the log. It quotes nothing of the answer.
        cause: UnreadableCause,
    },
    /// No answer, and the browser says that the device is offline. It can be wrong, so the request may have been sent.
    Offline,
    /// The connection was refused, was cut, or was blocked by the browser. Browsers don't say which.
    NoAnswer,
    /// No complete response within the time limit.
    TimedOut,
}

impl ApiError {
    /// Whether the API may have carried out the request anyway. A gateway in front of it gives up while the API still
    /// works, so of all 5xx only the API's own 503, which has its words, closes the question.
    #[must_use]
    pub fn leaves_outcome_open(&self) -> bool {
        match self {
            Self::Server { status: 503, api_message } => *api_message == ApiMessage::default(),
            Self::Server { .. }
            | Self::Unreadable { .. }
            | Self::Offline
            | Self::NoAnswer
            | Self::TimedOut => true,
            Self::Rejected(_)
            | Self::Unauthorized(_)
            | Self::Forbidden(_)
            | Self::NotFound(_)
            | Self::RateLimited { .. }
            | Self::Unexpected { .. } => false,
        }
    }

    /// The API's own explanation of the failure.
    #[must_use]
    pub const fn api_message(&self) -> Option<&ApiMessage> {
        match self {
            Self::Rejected(api_message)
            | Self::Unauthorized(api_message)
            | Self::Forbidden(api_message)
            | Self::NotFound(api_message)
            | Self::RateLimited { api_message, .. }
            | Self::Server { api_message, .. }
            | Self::Unexpected { api_message, .. } => Some(api_message),
            Self::Unreadable { .. } | Self::Offline | Self::NoAnswer | Self::TimedOut => None,
        }
    }

    /// Whether changing the settings may solve the problem. There is nothing to change where the relay knows the person.
    #[must_use]
    pub const fn leads_to_settings(&self, authentication: Authentication) -> bool {
        matches!(self, Self::Unauthorized(_) | Self::Forbidden(_) | Self::NotFound(_))
            && !matches!(authentication, Authentication::SignOn)
    }

    /// Whether it means, behind a sign-on, that the person is signed out. Some sign-ons redirect a request to their
    /// page instead of refusing it.
    #[must_use]
    pub const fn asks_to_sign_in(&self) -> bool {
        matches!(self, Self::Unauthorized(_) | Self::Unexpected { status: 0, .. })
    }
}

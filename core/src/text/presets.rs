//! Recent statuses and presets.

use super::messages::presets as message;
use super::status;
use crate::domain::StatusCode;
use crate::form::{ImportError, MOST_NAMED, Until};
pub use message::*;

/// Names a status by its content: "Working from home, 4 hours: Deep work".
pub fn summary(code: StatusCode, until: Until, detail: Option<&str>) -> String {
    let status = status::label(code);
    match (until, detail) {
        (Until::NoEnd, None) => status.to_owned(),
        (Until::NoEnd, Some(detail)) => status_and_detail(status, detail),
        (until, None) => status_and_end(status, end(until)),
        (until, Some(detail)) => status_end_and_detail(status, end(until), detail),
    }
}

/// What a summary says behind the status, for a line of its own.
pub fn summary_without_status(until: Until, detail: Option<&str>) -> String {
    match (until, detail) {
        (Until::NoEnd, detail) => detail.unwrap_or_default().to_owned(),
        (until, None) => end(until).to_owned(),
        (until, Some(detail)) => end_and_detail(end(until), detail),
    }
}

fn end(until: Until) -> &'static str {
    match until {
        // Which date is chosen when it is used.
        Until::Chosen => until_chosen(),
        until => status::until(until),
    }
}

pub fn too_many() -> String {
    message::too_many(MOST_NAMED)
}

pub fn not_imported(error: &ImportError) -> String {
    match error {
        ImportError::NotPresets => not_presets().to_owned(),
        ImportError::TooMany => too_many_imported(MOST_NAMED),
    }
}

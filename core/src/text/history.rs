//! The history.

use super::fields::label;
use crate::domain::Detail;
use crate::form::Field;

/// `asks_for_token` is false where a relay holds the token.
pub fn needs_account(asks_for_token: bool) -> &'static str {
    if asks_for_token {
        "To show your history, this page needs your API token and user ID."
    } else {
        "To show your history, this page needs your user ID."
    }
}

pub fn filter() -> &'static str {
    "Show"
}

pub fn all_statuses() -> &'static str {
    "All statuses"
}

pub fn reading() -> &'static str {
    "Reading your statuses…"
}

pub fn none_found() -> &'static str {
    "No statuses found."
}

pub fn showing(shown: usize, total: usize) -> String {
    format!("Showing {shown} of {total}")
}

pub fn load_more() -> &'static str {
    "Load more"
}

pub fn status_column() -> &'static str {
    "Status"
}

pub fn message_column() -> &'static str {
    "Message"
}

pub fn actions_column() -> &'static str {
    "Actions"
}

/// Behind the end of a record.
pub fn ended() -> &'static str {
    "ended"
}

/// Behind the end of a record.
pub fn not_started() -> &'static str {
    "not yet"
}

/// Behind the end of the record that holds.
pub fn in_force() -> &'static str {
    "now"
}

/// An optional detail of a record.
pub fn detail(detail: Detail, value: &str) -> String {
    format!("{}: {value}", label(Field::Detail(detail)))
}

pub fn use_again() -> &'static str {
    "Use again"
}

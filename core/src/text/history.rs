//! The history.

use super::fields::label;
use super::messages::history as message;
use crate::domain::Detail;
use crate::form::Field;
pub use message::{
    actions_column, all_statuses, ended, filter, in_force, load_more, message_column, none_found,
    not_started, reading, showing, status_column, use_again,
};

/// `asks_for_token` is false where a relay holds the token.
pub fn needs_account(asks_for_token: bool) -> &'static str {
    if asks_for_token { message::needs_account() } else { message::needs_user_id() }
}

/// An optional detail of a record.
pub fn detail(detail: Detail, value: &str) -> String {
    message::detail(label(Field::Detail(detail)), value)
}

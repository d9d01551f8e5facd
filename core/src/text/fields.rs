//! Labels and hints of form fields.

use super::messages::fields as message;
use crate::domain::Detail;
use crate::form::Field;
pub use message::{characters_left, characters_over, token_hint};

pub fn label(field: Field) -> &'static str {
    match field {
        Field::Status => message::status(),
        Field::Until => message::until(),
        Field::EndDate => message::end_date(),
        Field::EndTime => message::end_time(),
        Field::StartDate => message::start_date(),
        Field::StartTime => message::start_time(),
        Field::Detail(Detail::Message) => message::message(),
        Field::Detail(Detail::CurrentTask) => message::current_task(),
        Field::Detail(Detail::AssignableId) => message::assignable_id(),
        Field::Token => message::token(),
        Field::UserId => message::user_id(),
        Field::Appearance => message::appearance(),
    }
}

/// The hint below an optional detail of a status.
pub fn hint(detail: Detail) -> &'static str {
    match detail {
        Detail::Message => message::message_hint(),
        Detail::CurrentTask => message::current_task_hint(),
        Detail::AssignableId => message::assignable_id_hint(),
    }
}

/// `asks_for_token` says whether the names can only be looked up with a token from this form.
pub fn user_id_hint(asks_for_token: bool) -> &'static str {
    if asks_for_token { message::user_id_hint() } else { message::user_id_hint_without_token() }
}

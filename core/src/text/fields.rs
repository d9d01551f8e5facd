//! Labels and hints of form fields.

use crate::domain::Detail;
use crate::form::Field;

pub fn label(field: Field) -> &'static str {
    match field {
        Field::Status => "Status",
        Field::Until => "Until",
        Field::EndDate => "End date",
        Field::EndTime => "End time",
        Field::StartDate => "Start date",
        Field::StartTime => "Start time",
        Field::Detail(Detail::Message) => "Message",
        Field::Detail(Detail::CurrentTask) => "Current task",
        Field::Detail(Detail::AssignableId) => "Assignable ID",
        Field::Token => "API token",
        Field::UserId => "User ID",
        Field::Appearance => "Appearance",
    }
}

/// The hint below an optional detail of a status.
pub fn hint(detail: Detail) -> &'static str {
    match detail {
        Detail::Message => "Optional. A few words for your colleagues.",
        Detail::CurrentTask => "Optional. The name of the task you're working on.",
        Detail::AssignableId => {
            "Optional. The number of a project or leave type. Type its name to find the number."
        }
    }
}

pub fn token_hint() -> &'static str {
    "Ask an administrator of Resource Management for it. It is stored in this browser and sent only to the API. Anyone who uses this browser can read it."
}

/// `asks_for_token` says whether the names can only be looked up with a token from this form.
pub fn user_id_hint(asks_for_token: bool) -> &'static str {
    if asks_for_token {
        "Your number in Resource Management. To find it, enter the token and then type your name."
    } else {
        "Your number in Resource Management. To find it, type your name."
    }
}

/// Shown near the end of the recommended length of a message.
pub fn characters_left(count: usize) -> String {
    match count {
        1 => "1 character left".to_owned(),
        _ => format!("{count} characters left"),
    }
}

/// Shown past the recommended length of a message.
pub fn characters_over(count: usize, advised: usize) -> String {
    match count {
        1 => format!("1 character over {advised}: others may see the message cut off"),
        _ => format!("{count} characters over {advised}: others may see the message cut off"),
    }
}

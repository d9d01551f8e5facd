//! What became of a request: a status that was set, or what went wrong and what to do now.

use super::status;
use crate::api::ApiError;
use crate::domain::{Authentication, StatusCode};
use crate::submission::{Check, Doubt, Stop};

/// Before the name of the status that was set.
pub fn status_set() -> &'static str {
    "Status set"
}

/// Between [`status_set`] and the name, for those who hear it.
pub fn status_set_separator() -> &'static str {
    ": "
}

pub fn stored_as(record: i64) -> String {
    format!("Stored as record {record}.")
}

/// What happened to a status that was sent.
pub fn failure(error: &ApiError, authentication: Authentication) -> String {
    match error {
        _ if authentication == Authentication::SignOn && error.asks_to_sign_in() => {
            "Your status was not set, because you are no longer signed in.".to_owned()
        }
        ApiError::Rejected(_) => "Resource Management did not accept this status.".to_owned(),
        ApiError::Unauthorized(_) | ApiError::Forbidden(_) => refused().to_owned(),
        ApiError::NotFound(_) => person_not_found().to_owned(),
        ApiError::RateLimited { wait_seconds, .. } => too_many_requests(*wait_seconds),
        ApiError::Server { status, .. } if error.leaves_outcome_open() => format!(
            "Resource Management is not responding (error {status}), so we don't know whether your status was saved."
        ),
        ApiError::Server { status, .. } => format!(
            "Resource Management is not responding (error {status}), so your status was not set."
        ),
        ApiError::Unexpected { status: 0, .. } => {
            "The API redirected the request, so your status was not set.".to_owned()
        }
        ApiError::Unexpected { status: 413, .. } => {
            "Your status was not set because it is too long for Resource Management (error 413)."
                .to_owned()
        }
        ApiError::Unexpected { status, .. } => format!(
            "Resource Management sent an unexpected response (status {status}), so your status was not set."
        ),
        ApiError::Unreadable { status, .. } => format!(
            "Resource Management sent a response that this page can't read (status {status}). Your status may have been set."
        ),
        ApiError::Offline => {
            "You are offline, so we don't know whether your status was saved.".to_owned()
        }
        ApiError::NoAnswer => {
            "The connection failed, so we don't know whether your status was saved.".to_owned()
        }
        ApiError::TimedOut => {
            "There was no response within 15 seconds, so we don't know whether your status was saved."
                .to_owned()
        }
    }
}

/// What the person can do about a status that was not set.
pub fn advice(error: &ApiError, authentication: Authentication) -> &'static str {
    match error {
        _ if authentication == Authentication::SignOn && error.asks_to_sign_in() => {
            "Sign in, then set your status again. Your entries are kept."
        }
        ApiError::Rejected(_) => {
            "Correct the form and set your status again. Your entries are still here."
        }
        ApiError::Unauthorized(_) | ApiError::Forbidden(_) => match authentication {
            Authentication::OwnToken => {
                "Check the API token and the user ID in Settings. Your entries are still here."
            }
            Authentication::RelayToken => {
                "Check the user ID in Settings, or ask whoever runs this page. Your entries are still here."
            }
            Authentication::SignOn => ask_whoever_runs_this_page(),
        },
        ApiError::NotFound(_) if authentication == Authentication::SignOn => {
            ask_whoever_runs_this_page()
        }
        ApiError::NotFound(_) => "Check the user ID in Settings. Your entries are still here.",
        ApiError::Server { .. } if !error.leaves_outcome_open() => {
            "Try again later. Your entries are still here."
        }
        ApiError::Unexpected { status: 0, .. } => {
            "Tell whoever runs this page that the API answers with a redirect. Your entries are still here."
        }
        ApiError::Unexpected { status: 413, .. } => {
            "Shorten the message or the task, then set your status again. Your entries are still here."
        }
        ApiError::RateLimited { .. } | ApiError::Unexpected { .. } => {
            "Your entries are still here."
        }
        ApiError::Server { .. }
        | ApiError::Unreadable { .. }
        | ApiError::NoAnswer
        | ApiError::TimedOut => check_first(),
        ApiError::Offline => {
            "Check when you are online again, before you send it again. Your entries are still here."
        }
    }
}

fn ask_whoever_runs_this_page() -> &'static str {
    "Ask whoever runs this page. Your entries are still here."
}

fn check_first() -> &'static str {
    "Check before you send it again. Your entries are still here."
}

/// Why nobody knows what became of a status.
pub fn doubt(doubt: &Doubt, authentication: Authentication) -> String {
    match doubt {
        Doubt::Failure(error) => failure(error, authentication),
        Doubt::OtherRecord => {
            "Resource Management answered with a different status, so we don't know whether yours was saved."
                .to_owned()
        }
        Doubt::Reloaded => {
            "A status was on its way when the page was loaded again, so we don't know whether it was saved."
                .to_owned()
        }
    }
}

/// What the person can do about a status of which nobody knows.
pub fn doubt_advice(doubt: &Doubt, authentication: Authentication) -> &'static str {
    match doubt {
        Doubt::Failure(error) => advice(error, authentication),
        Doubt::OtherRecord | Doubt::Reloaded => check_first(),
    }
}

/// Why a status that was to be sent later was not sent.
pub fn stopped(stop: &Stop, authentication: Authentication) -> &'static str {
    match stop {
        Stop::OtherPerson if authentication == Authentication::SignOn => {
            "The waiting status was not sent because someone else has signed in."
        }
        Stop::Invalid(_) => "Your status was not sent because it is no longer valid.",
        Stop::OtherPerson => {
            "The waiting status was not sent because the account in Settings has changed."
        }
        Stop::TooLate => {
            "Your status was not sent because too much time has passed. Your entries are still here."
        }
    }
}

/// What happened when the person's statuses were read.
pub fn reading_failed(error: &ApiError) -> String {
    match error {
        ApiError::Unauthorized(_) | ApiError::Forbidden(_) => refused().to_owned(),
        ApiError::NotFound(_) => person_not_found().to_owned(),
        ApiError::RateLimited { wait_seconds, .. } => too_many_requests(*wait_seconds),
        ApiError::Offline => "You are offline.".to_owned(),
        ApiError::Rejected(_)
        | ApiError::Server { .. }
        | ApiError::Unexpected { .. }
        | ApiError::Unreadable { .. }
        | ApiError::NoAnswer
        | ApiError::TimedOut => {
            "Your statuses could not be read from Resource Management.".to_owned()
        }
    }
}

fn refused() -> &'static str {
    "Resource Management refused the request."
}

fn person_not_found() -> &'static str {
    "This person was not found in Resource Management."
}

fn too_many_requests(wait_seconds: u32) -> String {
    match wait_seconds {
        1 => "Too many requests. You can try again in 1 second.".to_owned(),
        _ => format!("Too many requests. You can try again in {wait_seconds} seconds."),
    }
}

/// The last line of a list of errors that was cut off.
pub fn more_errors(count: usize) -> String {
    format!("… and {count} more")
}

/// The countdown after a 429, which names what will be sent.
pub fn retrying_in(code: StatusCode, seconds: i64) -> String {
    let status = status::label(code);
    match seconds {
        1 => format!("Trying again in 1 second to set “{status}”"),
        _ => format!("Trying again in {seconds} seconds to set “{status}”"),
    }
}

pub fn cancel() -> &'static str {
    "Cancel"
}

pub fn check_now() -> &'static str {
    "Check now"
}

pub fn send_again() -> &'static str {
    "Send again"
}

/// What reading back found; empty before the person asked for it.
pub fn check(check: Check) -> &'static str {
    match check {
        Check::NotYet => "",
        Check::Running { .. } => "Checking…",
        Check::Missing => "Your status was not saved. You can send it again.",
        Check::Undecided => {
            "We couldn't find out whether your status was saved. Check in Resource Management, or send it again. At worst this adds a duplicate."
        }
    }
}

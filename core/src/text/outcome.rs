//! What became of a request: a status that was set, or what went wrong and what to do now.

use super::messages::outcome as message;
use super::status;
use crate::api::ApiError;
use crate::domain::{Authentication, StatusCode};
use crate::submission::{Check, Doubt, Stop};
pub use message::{cancel, check_now, send_again, status_set, status_set_separator, stored_as};

/// What happened to a status that was sent.
pub fn failure(error: &ApiError, authentication: Authentication) -> String {
    match error {
        _ if authentication == Authentication::SignOn && error.asks_to_sign_in() => {
            message::no_longer_signed_in().to_owned()
        }
        ApiError::Rejected(_) => message::rejected().to_owned(),
        ApiError::Unauthorized(_) | ApiError::Forbidden(_) => message::refused().to_owned(),
        ApiError::NotFound(_) => message::person_not_found().to_owned(),
        ApiError::RateLimited { wait_seconds, .. } => message::too_many_requests(wait_seconds),
        ApiError::Server { status, .. } if error.leaves_outcome_open() => {
            message::server_failed_in_doubt(status)
        }
        ApiError::Server { status, .. } => message::server_failed(status),
        ApiError::Unexpected { status: 0, .. } => message::redirected().to_owned(),
        ApiError::Unexpected { status: 413, .. } => message::too_long().to_owned(),
        ApiError::Unexpected { status, .. } => message::unexpected(status),
        ApiError::Unreadable { status, .. } => message::unreadable(status),
        ApiError::Offline => message::offline().to_owned(),
        ApiError::NoAnswer => message::no_answer().to_owned(),
        ApiError::TimedOut => message::timed_out().to_owned(),
    }
}

/// What the person can do about a status that was not set.
pub fn advice(error: &ApiError, authentication: Authentication) -> &'static str {
    match error {
        _ if authentication == Authentication::SignOn && error.asks_to_sign_in() => {
            message::advise_sign_in()
        }
        ApiError::Rejected(_) => message::advise_correct(),
        ApiError::Unauthorized(_) | ApiError::Forbidden(_) => match authentication {
            Authentication::OwnToken => message::advise_account(),
            Authentication::RelayToken => message::advise_user_id_or_ask(),
            Authentication::SignOn => message::advise_ask(),
        },
        ApiError::NotFound(_) if authentication == Authentication::SignOn => message::advise_ask(),
        ApiError::NotFound(_) => message::advise_user_id(),
        ApiError::Server { .. } if !error.leaves_outcome_open() => message::advise_later(),
        ApiError::Unexpected { status: 0, .. } => message::advise_redirect(),
        ApiError::Unexpected { status: 413, .. } => message::advise_shorten(),
        ApiError::RateLimited { .. } | ApiError::Unexpected { .. } => message::advise_nothing(),
        ApiError::Server { .. }
        | ApiError::Unreadable { .. }
        | ApiError::NoAnswer
        | ApiError::TimedOut => message::advise_check(),
        ApiError::Offline => message::advise_check_online(),
    }
}

/// Why nobody knows what became of a status.
pub fn doubt(doubt: &Doubt, authentication: Authentication) -> String {
    match doubt {
        Doubt::Failure(error) => failure(error, authentication),
        Doubt::OtherRecord => message::other_record().to_owned(),
        Doubt::Reloaded => message::reloaded().to_owned(),
    }
}

/// What the person can do about a status of which nobody knows.
pub fn doubt_advice(doubt: &Doubt, authentication: Authentication) -> &'static str {
    match doubt {
        Doubt::Failure(error) => advice(error, authentication),
        Doubt::OtherRecord | Doubt::Reloaded => message::advise_check(),
    }
}

/// Why a status that was to be sent later was not sent.
pub fn stopped(stop: &Stop, authentication: Authentication) -> &'static str {
    match stop {
        Stop::OtherPerson if authentication == Authentication::SignOn => {
            message::someone_else_signed_in()
        }
        Stop::Invalid(_) => message::no_longer_valid(),
        Stop::OtherPerson => message::account_changed(),
        Stop::TooLate => message::too_late(),
    }
}

/// What happened when the person's statuses were read.
pub fn reading_failed(error: &ApiError) -> String {
    match error {
        ApiError::Unauthorized(_) | ApiError::Forbidden(_) => message::refused().to_owned(),
        ApiError::NotFound(_) => message::person_not_found().to_owned(),
        ApiError::RateLimited { wait_seconds, .. } => message::too_many_requests(wait_seconds),
        ApiError::Offline => message::reading_offline().to_owned(),
        ApiError::Rejected(_)
        | ApiError::Server { .. }
        | ApiError::Unexpected { .. }
        | ApiError::Unreadable { .. }
        | ApiError::NoAnswer
        | ApiError::TimedOut => message::reading_failed().to_owned(),
    }
}

/// The countdown after a 429, which names what will be sent.
pub fn retrying_in(code: StatusCode, seconds: i64) -> String {
    message::retrying_in(seconds, status::label(code))
}

/// What reading back found; empty before the person asked for it.
pub fn check(check: Check) -> &'static str {
    match check {
        Check::NotYet => "",
        Check::Running { .. } => message::checking(),
        Check::Missing => message::not_saved(),
        Check::Undecided => message::undecided(),
    }
}

//! What is wrong with a field. Each sentence says what to do.

use super::fields::label;
use crate::clock::Edge;
use crate::form::Field;

/// Above the list of all problems of a form.
pub fn heading() -> &'static str {
    "There is a problem"
}

pub fn status_missing() -> &'static str {
    "Select your status"
}

pub fn moment_missing(edge: Edge) -> &'static str {
    match edge {
        Edge::Start => "Enter the day and time your status starts",
        Edge::End => "Enter the day and time your status ends",
    }
}

pub fn date_missing(edge: Edge) -> &'static str {
    match edge {
        Edge::Start => "Enter the day your status starts",
        Edge::End => "Enter the day your status ends",
    }
}

pub fn time_missing(edge: Edge) -> &'static str {
    match edge {
        Edge::Start => "Enter the time your status starts",
        Edge::End => "Enter the time your status ends",
    }
}

pub fn date_unfinished(edge: Edge) -> &'static str {
    match edge {
        Edge::Start => "Start date must be a real date with a day, a month and a year",
        Edge::End => "End date must be a real date with a day, a month and a year",
    }
}

pub fn time_unfinished(edge: Edge) -> &'static str {
    match edge {
        Edge::Start => "Start time must include hours and minutes, like 17:30",
        Edge::End => "End time must include hours and minutes, like 17:30",
    }
}

pub fn year_out_of_range(edge: Edge) -> &'static str {
    match edge {
        Edge::Start => "Start date must have a four-digit year, 1970 or later, like 2027",
        Edge::End => "End date must have a four-digit year, 1970 or later, like 2027",
    }
}

pub fn skipped_by_clocks(time: &str, day: &str, next_time: &str) -> String {
    format!(
        "{time} does not exist on {day}, because clocks go forward. Choose {next_time} or later"
    )
}

/// Clocks went forward past midnight, so the next time that exists is on another day.
pub fn skipped_to_next_day(time: &str, day: &str, next_time: &str, next_day: &str) -> String {
    format!(
        "{time} does not exist on {day}, because clocks go forward. Choose {next_time} on {next_day} or later"
    )
}

pub fn end_too_near() -> &'static str {
    "Choose a later end, because this one is less than a minute away"
}

pub fn ends_in_the_past(now: &str) -> String {
    format!("End must be later than now ({now})")
}

pub fn ends_before_start(start: &str) -> String {
    format!("End must be after the start, {start}")
}

pub fn not_a_number(field: Field) -> String {
    format!("{} must be a whole number above zero, like 4", label(field))
}

pub fn token_missing() -> &'static str {
    "Enter the API token"
}

pub fn token_not_plain() -> &'static str {
    "API token must contain only plain letters, digits and symbols, without spaces or accents"
}

pub fn user_id_missing() -> &'static str {
    "Enter the user ID"
}

pub fn user_id_not_a_number() -> &'static str {
    "User ID must be a whole number above zero, like 42"
}

//! Sentences of the page that take some thought: what became of a call, and what a time means.

use crate::api::{ApiError, Said};
use crate::clock::{Edge, MomentFormat, WallTime, Zone, offset_label, place_label};
use crate::domain::{NewStatus, StatusRecord};
use crate::submission::Check;
use chrono::{DateTime, Utc};

/// A notice for the person: what happened, what the API says of it, and what to do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What happened, in one sentence.
    pub headline: String,
    /// The API's own words.
    pub said: Said,
    /// What to do now.
    pub advice: &'static str,
    /// Whether the settings are the place to do it.
    pub leads_to_settings: bool,
}

const KEPT: &str = "Your entries are still here.";

impl Notice {
    /// The notice for a status that could not be set. `has_token` says whether the page sends a
    /// token of the person's, rather than a relay its own.
    #[must_use]
    pub fn of(error: &ApiError, has_token: bool) -> Self {
        let (headline, advice) = match error {
            ApiError::Rejected(_) => (
                "Resource Management did not accept this status.".to_owned(),
                "Change what it names and set the status again. Your entries are still here.",
            ),
            ApiError::Forbidden(_) if has_token => (
                "Resource Management refused.".to_owned(),
                "Check the API token and the user ID in Settings. Your entries are still here.",
            ),
            ApiError::Forbidden(_) => (
                "Resource Management refused.".to_owned(),
                "Check the user ID in Settings, or ask whoever runs this page. Your entries are still here.",
            ),
            ApiError::NotFound(_) => (
                "This person was not found in Resource Management.".to_owned(),
                "Check the user ID in Settings. Your entries are still here.",
            ),
            ApiError::RateLimited { wait_seconds, .. } => (
                format!("Too many requests. You can try again in {}.", seconds(*wait_seconds)),
                KEPT,
            ),
            ApiError::Server { status, .. } => (
                format!("Resource Management is not responding (error {status}). Your status was not changed as far as we know."),
                "Try again, or check first. Your entries are still here.",
            ),
            ApiError::Unexpected { status: 0, .. } => (
                "The address of the API leads elsewhere, so your status was not set.".to_owned(),
                "Tell whoever runs this page that the API answers with a redirect. Your entries are still here.",
            ),
            ApiError::Unexpected { status: 413, .. } => (
                "Your status was not set, because it is too long for Resource Management (error 413).".to_owned(),
                "Shorten the message or the task and set the status again. Your entries are still here.",
            ),
            ApiError::Unexpected { status, .. } => (
                format!("Resource Management answered in a way this page does not know (status {status}), so your status was not set."),
                KEPT,
            ),
            ApiError::Unreadable { status, .. } => (
                format!("Resource Management answered (status {status}), but its answer cannot be read. Your status may have been set."),
                "Check before you send it again. Your entries are still here.",
            ),
            ApiError::Offline => ("You are offline. Nothing was sent.".to_owned(), "Your entries are kept."),
            ApiError::NoAnswer => (
                "We do not know whether your status was saved: the connection failed.".to_owned(),
                "Check before you send it again. Your entries are still here.",
            ),
            ApiError::TimedOut => (
                "We do not know whether your status was saved: there was no answer in 15 seconds.".to_owned(),
                "Check before you send it again. Your entries are still here.",
            ),
        };
        Self::new(error, headline, advice)
    }

    /// The notice for a list that could not be read.
    #[must_use]
    pub fn of_reading(error: &ApiError, has_token: bool) -> Self {
        match error {
            ApiError::Forbidden(_) | ApiError::NotFound(_) | ApiError::RateLimited { .. } => {
                Self::of(error, has_token)
            }
            ApiError::Offline => Self::new(error, "You are offline.".to_owned(), ""),
            _ => Self::new(error, "It could not be read from Resource Management.".to_owned(), ""),
        }
    }

    fn new(error: &ApiError, headline: String, advice: &'static str) -> Self {
        Self {
            headline,
            said: error.said().cloned().unwrap_or_default(),
            advice,
            leads_to_settings: matches!(error, ApiError::Forbidden(_) | ApiError::NotFound(_)),
        }
    }
}

impl Check {
    /// What reading back found, in a sentence; empty before it was asked for.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::NotYet => "",
            Self::Running { .. } => "Checking…",
            Self::Missing => "Your status was not saved. You can send it again.",
            Self::Undecided => {
                "It cannot be told whether your status was saved. Look in Resource Management, or send it again: that adds a second record at worst."
            }
        }
    }
}

/// "1 second", "38 seconds".
#[must_use]
pub fn seconds(count: u32) -> String {
    if count == 1 { "1 second".to_owned() } else { format!("{count} seconds") }
}

/// The zone of an entered time, with the offset that holds then, and which of two equal wall times
/// is meant. `wall_time` is `None` while no whole time is entered; the offset is then today's.
#[must_use]
pub fn zone_note(
    edge: Edge,
    wall_time: Option<WallTime>,
    zone_name: &str,
    zone: &impl Zone,
    now: DateTime<Utc>,
) -> String {
    let instant = wall_time.and_then(|wall_time| wall_time.instant_for(edge).ok());
    let zone = zone_label(zone_name, zone, instant.unwrap_or(now));
    match (wall_time, edge) {
        (Some(WallTime::Fold { .. }), Edge::Start) => {
            format!(
                "Clocks go back over this time, so it comes twice. The earlier one is used: {zone}"
            )
        }
        (Some(WallTime::Fold { .. }), Edge::End) => {
            format!(
                "Clocks go back over this time, so it comes twice. The later one is used: {zone}"
            )
        }
        _ => format!("Times are {zone}"),
    }
}

/// A zone by its place, with the offset that holds at `instant`.
fn zone_label(zone_name: &str, zone: &impl Zone, instant: DateTime<Utc>) -> String {
    let offset = offset_label(zone.offset_at(instant));
    match place_label(zone_name) {
        place if place.is_empty() || place == offset => offset,
        place => format!("{place}, {offset}"),
    }
}

/// What pressing the button will do: as what, from when, until when, in which zone, and what it
/// takes the place of.
#[must_use]
pub fn preview(
    status: &NewStatus,
    current: Option<&StatusRecord>,
    zone_name: &str,
    zone: &impl Zone,
    now: DateTime<Utc>,
    format: &dyn MomentFormat,
) -> String {
    let label = status.status.label();
    let from = status.period.start().map_or_else(|| "now".to_owned(), |start| format.moment(start));
    let until = match status.period.end() {
        Some(end) => format!("until {}", format.moment(end)),
        None => "with no end date".to_owned(),
    };
    let instant = status.period.end().or(status.period.start()).unwrap_or(now);
    let zone = zone_label(zone_name, zone, instant);
    let replaced =
        current.map(|record| format!(" It replaces “{}”.", record.status)).unwrap_or_default();
    format!("You will be shown as “{label}” from {from} {until} ({zone}).{replaced}")
}

/// How long ago something was read: "just now", "2 minutes ago", "3 hours ago".
#[must_use]
pub fn age(seconds: i64) -> String {
    let count = |number: i64, unit: &str| match number {
        1 => format!("1 {unit} ago"),
        number => format!("{number} {unit}s ago"),
    };
    match seconds {
        ..60 => "just now".to_owned(),
        60..3600 => count(seconds / 60, "minute"),
        3600..86_400 => count(seconds / 3600, "hour"),
        _ => count(seconds / 86_400, "day"),
    }
}

//! Instants in the format of the API and of links.

use chrono::{DateTime, SecondsFormat, Utc};

/// UTC in whole seconds: `2025-09-01T17:00:00Z`.
#[must_use]
pub fn format_instant(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Parses an instant in any form of RFC 3339.
#[must_use]
pub fn parse_wire_instant(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).ok().map(Into::into)
}

//! IDs in paths and fields.

use std::num::IntErrorKind;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;

use super::Failure;

/// The ID in a path with a single parameter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Id(pub(crate) i64);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let text = Path::<String>::from_request_parts(parts, state).await;
        text.ok()
            .and_then(|Path(text)| integer(&text))
            .map(Self)
            .ok_or_else(|| Failure::BadData(vec!["ID must be an integer".to_owned()]))
    }
}

/// Parses an integer of any size. One that is out of range is clamped rather than rejected: it is
/// still an integer, and no record has the ID at either limit.
pub(super) fn integer(text: &str) -> Option<i64> {
    text.parse::<i64>().map_or_else(
        |error| match error.kind() {
            IntErrorKind::PosOverflow => Some(i64::MAX),
            IntErrorKind::NegOverflow => Some(i64::MIN),
            _ => None,
        },
        Some,
    )
}

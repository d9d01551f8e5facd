//! Ids, in a path or in a field.

use std::num::IntErrorKind;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;

use super::Failure;

/// The id in a path that has just one.
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

/// An integer of any size. Those too large to be an id become the nearest that can be one, which
/// is not taken: they are integers all the same, and what they refer to does not exist.
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

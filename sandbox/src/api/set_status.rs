//! `POST /users/{user_id}/statuses`.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};

use super::ids::Id;
use super::status_form::StatusForm;
use super::{Api, Failure};
use crate::store;
use crate::tokens::Organisation;

/// Responds only after the record is on disk. 403 takes precedence over 400, and is the same for an
/// unknown person and a person of another organisation, so that nobody can find out who exists.
pub(super) async fn set_status(
    State(api): State<Arc<Api>>,
    Extension(organisation): Extension<Organisation>,
    Id(user_id): Id,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Failure> {
    let mut form = StatusForm::read(&headers, &body);
    api.store
        .call(move |db| {
            if !store::is_person_of(db, organisation, user_id)? {
                return Ok(Err(Failure::Forbidden));
            }
            if let Some(assignable) = form.assignable_id()
                && !store::is_assignable_of(db, organisation, assignable)?
            {
                form.add_problem("Assignable must exist");
            }
            match form.finish() {
                Ok(new) => store::create_status(db, user_id, &new).map(Ok),
                Err(problems) => Ok(Err(Failure::BadData(problems))),
            }
        })
        .await?
        .map(|record| Json(record).into_response())
}

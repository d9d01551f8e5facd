//! The `GET` handlers.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};

use super::ids::Id;
use super::paging::PageRequest;
use super::{Api, Failure};
use crate::store;
use crate::tokens::Organisation;

type Caller = Extension<Organisation>;
type Shared = State<Arc<Api>>;

pub(super) async fn statuses(
    State(api): Shared,
    Extension(organisation): Caller,
    Id(user_id): Id,
    uri: Uri,
) -> Result<Response, Failure> {
    let page = PageRequest::from_query(format!("/api/v1/users/{user_id}/statuses"), uri.query());
    let slice = page.as_ref().map(PageRequest::slice).ok();
    let rows = api
        .store
        .call(move |db| {
            if !store::is_person_of(db, organisation, user_id)? {
                return Ok(None);
            }
            slice.map_or(Ok(Vec::new()), |slice| store::statuses_of(db, user_id, slice)).map(Some)
        })
        .await?
        .ok_or(Failure::Forbidden)?;
    Ok(page?.respond(rows))
}

pub(super) async fn people(
    State(api): Shared,
    Extension(organisation): Caller,
    uri: Uri,
) -> Result<Response, Failure> {
    let page = PageRequest::from_query("/api/v1/users".to_owned(), uri.query())?;
    let (sort, slice) = (page.sort(), page.slice());
    let rows = api.store.call(move |db| store::people(db, organisation, sort, slice)).await?;
    Ok(page.respond(rows))
}

/// Responds with 403 both for an unknown person and for a person of another organisation.
pub(super) async fn person(
    State(api): Shared,
    Extension(organisation): Caller,
    Id(id): Id,
) -> Result<Response, Failure> {
    let person = api.store.call(move |db| store::person(db, organisation, id)).await?;
    person.map(|person| Json(person).into_response()).ok_or(Failure::Forbidden)
}

pub(super) async fn assignables(
    State(api): Shared,
    Extension(organisation): Caller,
    uri: Uri,
) -> Result<Response, Failure> {
    let page = PageRequest::from_query("/api/v1/assignables".to_owned(), uri.query())?;
    let slice = page.slice();
    let rows = api.store.call(move |db| store::assignables(db, organisation, slice)).await?;
    Ok(page.respond(rows))
}

pub(super) async fn leave_types(
    State(api): Shared,
    Extension(organisation): Caller,
    uri: Uri,
) -> Result<Response, Failure> {
    let page = PageRequest::from_query("/api/v1/leave_types".to_owned(), uri.query())?;
    let slice = page.slice();
    let rows = api.store.call(move |db| store::leave_types(db, organisation, slice)).await?;
    Ok(page.respond(rows))
}

pub(super) async fn leave_type(
    State(api): Shared,
    Extension(organisation): Caller,
    Id(id): Id,
) -> Result<Response, Failure> {
    let found = api.store.call(move |db| store::leave_type(db, organisation, id)).await?;
    found.map(|found| Json(found).into_response()).ok_or(Failure::NotFound("leave type"))
}

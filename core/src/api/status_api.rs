//! The requests that the pages make. Tests implement the trait with a fake API.

use super::answer::Page;
use super::error::ApiError;
use crate::domain::{Account, NewStatus, Person, StatusRecord, Suggestion, Token};
use std::future::Future;
use std::pin::Pin;

/// The future result of a request. It need not be `Send`: a page has one thread.
pub type Pending<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>>>>;

/// The part of the API that the pages use.
pub trait StatusApi {
    /// Adds a status.
    fn set_status(&self, account: Account, status: NewStatus) -> Pending<StatusRecord>;
    /// All statuses of a person, from all pages of the list.
    fn statuses(&self, account: Account) -> Pending<Page<StatusRecord>>;
    /// Whom the relay knows by their sign-in.
    fn signed_in_person(&self) -> Pending<Person>;
    /// The organisation's people, except archived ones. `token` is `None` if a relay holds it.
    fn people(&self, token: Option<Token>) -> Pending<Vec<Suggestion>>;
    /// Its projects and leave types, except deleted ones.
    fn assignables(&self, token: Option<Token>) -> Pending<Vec<Suggestion>>;
}

//! The calls that the pages make: the seam at which tests put an API of their own.

use super::answer::Page;
use super::error::ApiError;
use crate::domain::{Account, NewStatus, StatusRecord, Suggestion, Token};
use std::future::Future;
use std::pin::Pin;

/// What a call gives, once it is there. It need not be `Send`: a page has one thread.
pub type Pending<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>>>>;

/// The API, as far as the pages use it.
pub trait StatusApi {
    /// Adds a status.
    fn set_status(&self, account: Account, status: NewStatus) -> Pending<StatusRecord>;
    /// All of a person's statuses, whatever pages they are on.
    fn statuses(&self, account: Account) -> Pending<Page<StatusRecord>>;
    /// The organisation's people, without those that are archived. `token` is `None` where a relay holds it.
    fn people(&self, token: Option<Token>) -> Pending<Vec<Suggestion>>;
    /// Its projects and leave types, without those that are deleted.
    fn assignables(&self, token: Option<Token>) -> Pending<Vec<Suggestion>>;
}

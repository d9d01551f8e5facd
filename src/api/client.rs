//! The calls that the page makes, one method each: build, send, read.

use super::answer::{Answer, Page, read_record, read_statuses, read_suggestions};
use super::error::ApiError;
use super::request::{Request, list_assignables, list_statuses, list_users, set_status};
use super::transport;
use crate::domain::{NewStatus, StatusRecord, Suggestion, Token, UserId};

/// A bound against a server whose pages never end: twenty thousand records.
const MOST_PAGES: u32 = 20;

/// The API as one token may use it.
#[derive(Debug, Clone)]
pub struct Client {
    base: String,
    token: Option<Token>,
}

impl Client {
    /// `base` is the API's address without a slash at its end; `token` is `None` where a relay
    /// holds it.
    #[must_use]
    pub const fn new(base: String, token: Option<Token>) -> Self {
        Self { base, token }
    }

    /// Adds a status to a person's.
    ///
    /// # Errors
    /// As [`ApiError`] says.
    pub async fn set_status(
        &self,
        user_id: UserId,
        status: &NewStatus,
    ) -> Result<StatusRecord, ApiError> {
        let request = set_status(user_id, status);
        read_record(&transport::send(&self.base, self.token.as_ref(), &request).await?)
    }

    /// A person's statuses, all pages of them: the order of the list is not documented, so the
    /// newest can stand on any.
    ///
    /// # Errors
    /// As [`ApiError`] says, when any page can't be had.
    pub async fn statuses(&self, user_id: UserId) -> Result<Page<StatusRecord>, ApiError> {
        self.all_pages(|page| list_statuses(user_id, page), read_statuses).await
    }

    /// The organisation's people, without those that are archived.
    ///
    /// # Errors
    /// As [`ApiError`] says, when any page can't be had.
    pub async fn users(&self) -> Result<Vec<Suggestion>, ApiError> {
        Ok(self.all_pages(list_users, read_suggestions).await?.items)
    }

    /// Its projects and leave types, without those that are deleted.
    ///
    /// # Errors
    /// As [`ApiError`] says, when any page can't be had.
    pub async fn assignables(&self) -> Result<Vec<Suggestion>, ApiError> {
        Ok(self.all_pages(list_assignables, read_suggestions).await?.items)
    }

    async fn all_pages<T>(
        &self,
        request: impl Fn(u32) -> Request,
        read: fn(&Answer) -> Result<Page<T>, ApiError>,
    ) -> Result<Page<T>, ApiError> {
        let mut all = Page { items: Vec::new(), has_next: true, server_time: None };
        for number in 1..=MOST_PAGES {
            let answer = transport::send(&self.base, self.token.as_ref(), &request(number)).await?;
            let page = read(&answer)?;
            all.items.extend(page.items);
            all.server_time = page.server_time;
            all.has_next = page.has_next;
            if !all.has_next {
                break;
            }
        }
        Ok(all)
    }
}

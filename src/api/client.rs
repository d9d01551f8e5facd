//! The calls that the page makes, one method each: build, send, read.

use super::answer::{Page, read_page, read_record};
use super::error::ApiError;
use super::request::{list_statuses, set_status};
use super::transport;
use crate::domain::{NewStatus, StatusRecord, Token, UserId};

/// A bound against a server whose pages never end: twenty thousand records of one person.
const MOST_PAGES: u32 = 20;

/// The API as one person may use it.
#[derive(Debug, Clone)]
pub struct Client {
    base: String,
    token: Option<Token>,
    user_id: UserId,
}

impl Client {
    /// `base` is the API's address without a slash at its end; `token` is `None` where a relay
    /// holds it.
    #[must_use]
    pub const fn new(base: String, token: Option<Token>, user_id: UserId) -> Self {
        Self { base, token, user_id }
    }

    /// Adds a status.
    ///
    /// # Errors
    /// As [`ApiError`] says.
    pub async fn set_status(&self, status: &NewStatus) -> Result<StatusRecord, ApiError> {
        let request = set_status(self.user_id, status);
        read_record(&transport::send(&self.base, self.token.as_ref(), &request).await?)
    }

    /// The person's statuses, all pages of them: the order of the list is not documented, so the
    /// newest can stand on any.
    ///
    /// # Errors
    /// As [`ApiError`] says, when any page can't be had.
    pub async fn statuses(&self) -> Result<Page, ApiError> {
        let mut all = self.list_statuses(1).await?;
        let mut number = 2;
        while all.has_next && number <= MOST_PAGES {
            let page = self.list_statuses(number).await?;
            all.records.extend(page.records);
            all.has_next = page.has_next;
            all.server_time = page.server_time;
            number += 1;
        }
        Ok(all)
    }

    async fn list_statuses(&self, page: u32) -> Result<Page, ApiError> {
        let request = list_statuses(self.user_id, page);
        read_page(&transport::send(&self.base, self.token.as_ref(), &request).await?)
    }
}

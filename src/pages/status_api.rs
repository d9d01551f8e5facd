//! The calls that the pages make: the seam at which tests put an API of their own.

use crate::api::{ApiError, Client, Page};
use crate::domain::{NewStatus, StatusRecord, Suggestion, Token};
use crate::session::Account;
use std::future::Future;
use std::pin::Pin;

/// The answer to a call, to be waited for in the browser.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>>>>;

/// The API, as far as the pages use it.
pub trait StatusApi {
    /// Adds a status.
    fn set_status(&self, account: Account, status: NewStatus) -> Answer<StatusRecord>;
    /// All of a person's statuses.
    fn statuses(&self, account: Account) -> Answer<Page<StatusRecord>>;
    /// The organisation's people. `token` is `None` where a relay holds it.
    fn people(&self, token: Option<Token>) -> Answer<Vec<Suggestion>>;
    /// Its projects and leave types.
    fn assignables(&self, token: Option<Token>) -> Answer<Vec<Suggestion>>;
}

/// The API behind an address.
#[derive(Debug, Clone)]
pub struct HttpApi {
    /// The address, without a slash at its end.
    pub base: String,
}

impl HttpApi {
    fn client(&self, token: Option<Token>) -> Client {
        Client::new(self.base.clone(), token)
    }
}

impl StatusApi for HttpApi {
    fn set_status(&self, account: Account, status: NewStatus) -> Answer<StatusRecord> {
        let client = self.client(account.token);
        Box::pin(async move { client.set_status(account.user_id, &status).await })
    }

    fn statuses(&self, account: Account) -> Answer<Page<StatusRecord>> {
        let client = self.client(account.token);
        Box::pin(async move { client.statuses(account.user_id).await })
    }

    fn people(&self, token: Option<Token>) -> Answer<Vec<Suggestion>> {
        let client = self.client(token);
        Box::pin(async move { client.users().await })
    }

    fn assignables(&self, token: Option<Token>) -> Answer<Vec<Suggestion>> {
        let client = self.client(token);
        Box::pin(async move { client.assignables().await })
    }
}

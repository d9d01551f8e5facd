//! The API over HTTP: builds and sends requests, and reads the responses.

use crate::console::warn;
use crate::fetch::send;
use whereabouts_core::api::{
    Answer, ApiError, Page, Pending, Request, StatusApi, UnreadableCause, list_assignables,
    list_statuses, list_users, read_person, read_record, read_statuses, read_suggestions,
    set_status, signed_in_person,
};
use whereabouts_core::domain::{Account, NewStatus, Person, StatusRecord, Suggestion, Token};

/// The limit of 20,000 records stops a server whose pages never end.
const MOST_PAGES: u32 = 20;

/// The API at a base URL.
#[derive(Debug, Clone)]
pub struct HttpApi {
    /// The base URL without a trailing slash.
    pub base: String,
}

impl StatusApi for HttpApi {
    fn set_status(&self, account: Account, status: NewStatus) -> Pending<StatusRecord> {
        let base = self.base.clone();
        Box::pin(async move {
            let request = set_status(account.user_id, &status);
            call(&base, account.token.as_ref(), &request, read_record).await
        })
    }

    fn statuses(&self, account: Account) -> Pending<Page<StatusRecord>> {
        let base = self.base.clone();
        // The order of the list is not documented, so the newest record can be on any page.
        let request = move |page| list_statuses(account.user_id, page);
        Box::pin(all_pages(base, account.token, request, read_statuses))
    }

    fn signed_in_person(&self) -> Pending<Person> {
        let base = self.base.clone();
        Box::pin(async move { call(&base, None, &signed_in_person(), read_person).await })
    }

    fn people(&self, token: Option<Token>) -> Pending<Vec<Suggestion>> {
        let base = self.base.clone();
        Box::pin(
            async move { Ok(all_pages(base, token, list_users, read_suggestions).await?.items) },
        )
    }

    fn assignables(&self, token: Option<Token>) -> Pending<Vec<Suggestion>> {
        let base = self.base.clone();
        Box::pin(async move {
            Ok(all_pages(base, token, list_assignables, read_suggestions).await?.items)
        })
    }
}

/// Sends a request and reads its answer.
async fn call<T>(
    base: &str,
    token: Option<&Token>,
    request: &Request,
    read: fn(&Answer) -> Result<T, ApiError>,
) -> Result<T, ApiError> {
    let result = read(&send(base, token, request).await?);
    if let Err(ApiError::Unreadable { cause, .. }) = &result {
        let cause = match cause {
            UnreadableCause::NotJson => "no JSON",
            UnreadableCause::FieldMissing => "a required field is missing",
        };
        warn(&request.to_string(), cause);
    }
    result
}

/// Reads all pages of a list. It fails if any page fails.
async fn all_pages<T>(
    base: String,
    token: Option<Token>,
    request: impl Fn(u32) -> Request,
    read: fn(&Answer) -> Result<Page<T>, ApiError>,
) -> Result<Page<T>, ApiError> {
    let mut all = Page { items: Vec::new(), has_next: true, server_time: None };
    for number in 1..=MOST_PAGES {
        let page = call(&base, token.as_ref(), &request(number), read).await?;
        all.items.extend(page.items);
        all.server_time = page.server_time;
        all.has_next = page.has_next;
        if !all.has_next {
            break;
        }
    }
    Ok(all)
}

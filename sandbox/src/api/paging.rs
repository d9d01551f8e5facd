//! Paged lists: the query parameters and the response envelope.

use axum::Json;
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::Failure;
use super::ids::integer;
use crate::percent;
use crate::store::{Slice, Sort};

const DEFAULT_PER_PAGE: i64 = 20;
const MAX_PER_PAGE: i64 = 1000;
const SORT_FIELDS: [&str; 5] = ["id", "first_name", "last_name", "display_name", "email"];
const SORT_ORDERS: [(&str, &str); 2] = [("asc", "ASC"), ("desc", "DESC")];

/// The requested page of a list.
#[derive(Debug)]
pub(super) struct PageRequest {
    path: String,
    number: i64,
    per_page: i64,
    sort_field: Option<&'static str>,
    sort_order: Option<&'static str>,
}

#[derive(Serialize)]
struct List<T> {
    data: Vec<T>,
    paging: Paging,
}

/// Paging links are paths with a query. They are built from the parsed parameters, because the
/// original query may contain a token.
#[derive(Serialize)]
struct Paging {
    per_page: i64,
    page: i64,
    previous: Option<String>,
    #[serde(rename = "self")]
    this: String,
    next: Option<String>,
}

impl PageRequest {
    /// Parses the query of the list at `path`. An error lists all problems.
    pub(super) fn from_query(path: String, query: Option<&str>) -> Result<Self, Failure> {
        let mut page = Self {
            path,
            number: 1,
            per_page: DEFAULT_PER_PAGE,
            sort_field: None,
            sort_order: None,
        };
        let mut problems = Vec::new();
        for (name, value) in percent::pairs(query.unwrap_or_default().as_bytes()) {
            // The empty string is invalid for every parameter below.
            let value = percent::decode_form(value).unwrap_or_default();
            match name {
                b"page" => match integer(&value).filter(|&number| number >= 1) {
                    Some(number) => page.number = number,
                    None => problems.push("Page must be a positive integer".to_owned()),
                },
                b"per_page" => match integer(&value).filter(|n| (1..=MAX_PER_PAGE).contains(n)) {
                    Some(size) => page.per_page = size,
                    None => problems
                        .push(format!("Per page must be an integer from 1 to {MAX_PER_PAGE}")),
                },
                b"sort_field" => match SORT_FIELDS.into_iter().find(|field| *field == value) {
                    Some(field) => page.sort_field = Some(field),
                    None => problems.push("Sort field must be a known field".to_owned()),
                },
                b"sort_order" => match SORT_ORDERS.into_iter().find(|order| order.0 == value) {
                    Some(order) => page.sort_order = Some(order.0),
                    None => problems.push("Sort order must be asc or desc".to_owned()),
                },
                _ => {}
            }
        }
        if problems.is_empty() { Ok(page) } else { Err(Failure::BadData(problems)) }
    }

    /// The rows to read: one more than the page size, to detect a next page.
    pub(super) fn slice(&self) -> Slice {
        Slice { limit: self.per_page + 1, offset: (self.number - 1).saturating_mul(self.per_page) }
    }

    pub(super) fn sort(&self) -> Sort {
        let order = SORT_ORDERS.into_iter().find(|order| Some(order.0) == self.sort_order);
        Sort { field: self.sort_field.unwrap_or("id"), order: order.unwrap_or(SORT_ORDERS[0]).1 }
    }

    /// Responds with the rows that [`PageRequest::slice`] selected.
    pub(super) fn respond<T: Serialize>(&self, mut rows: Vec<T>) -> Response {
        let size = usize::try_from(self.per_page).unwrap_or(usize::MAX);
        let more = rows.len() > size;
        rows.truncate(size);
        let paging = Paging {
            per_page: self.per_page,
            page: self.number,
            previous: (self.number > 1).then(|| self.link(self.number - 1)),
            this: self.link(self.number),
            next: more.then(|| self.link(self.number + 1)),
        };
        Json(List { data: rows, paging }).into_response()
    }

    fn link(&self, number: i64) -> String {
        let mut link = format!("{}?per_page={}&page={number}", self.path, self.per_page);
        for (name, value) in [("sort_field", self.sort_field), ("sort_order", self.sort_order)] {
            if let Some(value) = value {
                link.extend(["&", name, "=", value]);
            }
        }
        link
    }
}

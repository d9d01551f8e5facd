//! Lists in pages: what may be asked for, and the envelope of the answer.

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

/// A page of a list, as asked for.
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

/// The links are paths with a query. They are made from what was understood, never from the query
/// that came, which may hold a token.
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
    /// Reads the query of a list that lives at `path`, and lists all that is wrong with it.
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
            // What cannot be decoded is none of the values below.
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

    /// The rows to read: one more than the page holds, to know whether there is a next one.
    pub(super) fn slice(&self) -> Slice {
        Slice { limit: self.per_page + 1, offset: (self.number - 1).saturating_mul(self.per_page) }
    }

    pub(super) fn sort(&self) -> Sort {
        let order = SORT_ORDERS.into_iter().find(|order| Some(order.0) == self.sort_order);
        Sort { field: self.sort_field.unwrap_or("id"), order: order.unwrap_or(SORT_ORDERS[0]).1 }
    }

    /// Answers with the rows that were read by [`PageRequest::slice`].
    pub(super) fn answer<T: Serialize>(&self, mut rows: Vec<T>) -> Response {
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

//! Read queries. An organisation can read only its own data.

use rusqlite::{Connection, OptionalExtension, Params, Row, params};

use super::records::{Assignable, Person, StatusRecord};
use crate::tokens::Organisation;

/// The `LIMIT` and `OFFSET` of a query.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slice {
    pub(crate) limit: i64,
    pub(crate) offset: i64,
}

/// The order of a list of people. Use only fixed strings, because they become part of the SQL.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sort {
    /// The name of a column.
    pub(crate) field: &'static str,
    /// `ASC` or `DESC`.
    pub(crate) order: &'static str,
}

pub(crate) fn people(
    db: &Connection,
    Organisation(organisation): Organisation,
    Sort { field, order }: Sort,
    Slice { limit, offset }: Slice,
) -> rusqlite::Result<Vec<Person>> {
    let sql = format!(
        "SELECT * FROM users WHERE organisation_id = ? ORDER BY {field} {order}, id LIMIT ? OFFSET ?"
    );
    select(db, &sql, params![organisation, limit, offset], Person::from_row)
}

pub(crate) fn person(
    db: &Connection,
    Organisation(organisation): Organisation,
    id: i64,
) -> rusqlite::Result<Option<Person>> {
    let sql = "SELECT * FROM users WHERE organisation_id = ? AND id = ?";
    db.prepare_cached(sql)?.query_row([organisation, id], Person::from_row).optional()
}

pub(crate) fn assignables(
    db: &Connection,
    Organisation(organisation): Organisation,
    Slice { limit, offset }: Slice,
) -> rusqlite::Result<Vec<Assignable>> {
    let sql = "SELECT * FROM assignables WHERE organisation_id = ? ORDER BY id LIMIT ? OFFSET ?";
    select(db, sql, params![organisation, limit, offset], Assignable::from_row)
}

pub(crate) fn leave_types(
    db: &Connection,
    Organisation(organisation): Organisation,
    Slice { limit, offset }: Slice,
) -> rusqlite::Result<Vec<Assignable>> {
    let sql = "SELECT * FROM assignables WHERE organisation_id = ? AND type = 'LeaveType' \
               ORDER BY id LIMIT ? OFFSET ?";
    select(db, sql, params![organisation, limit, offset], Assignable::from_row)
}

pub(crate) fn leave_type(
    db: &Connection,
    Organisation(organisation): Organisation,
    id: i64,
) -> rusqlite::Result<Option<Assignable>> {
    let sql = "SELECT * FROM assignables \
               WHERE organisation_id = ? AND id = ? AND type = 'LeaveType'";
    db.prepare_cached(sql)?.query_row([organisation, id], Assignable::from_row).optional()
}

/// Returns the newest statuses first.
pub(crate) fn statuses_of(
    db: &Connection,
    user_id: i64,
    Slice { limit, offset }: Slice,
) -> rusqlite::Result<Vec<StatusRecord>> {
    let sql = format!(
        "SELECT {} FROM statuses WHERE user_id = ? \
         ORDER BY created_at DESC, id DESC LIMIT ? OFFSET ?",
        StatusRecord::COLUMNS,
    );
    select(db, &sql, params![user_id, limit, offset], StatusRecord::from_row)
}

fn select<T>(
    db: &Connection,
    sql: &str,
    params: impl Params,
    from_row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    db.prepare_cached(sql)?.query_map(params, from_row)?.collect()
}

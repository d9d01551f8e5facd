//! Opens the database, and makes its schema and first data where there is none.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::seed_data;
use crate::options::Database;
use crate::tokens::Organisation;

/// Marks a file as ours; another program's database is left alone. ("WHER")
const APPLICATION_ID: i32 = 0x5748_4552;

/// To be raised whenever [`SCHEMA`] changes: there is no migration of made-up data.
const SCHEMA_VERSION: i32 = 1;

/// How long to wait for another process that writes to the same file.
const BUSY: Duration = Duration::from_secs(5);

const SCHEMA: &str = r#"
CREATE TABLE organisations (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);
CREATE TABLE tokens (
    token TEXT PRIMARY KEY,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id)
);
CREATE TABLE users (
    id INTEGER PRIMARY KEY,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    display_name TEXT NOT NULL,
    email TEXT NOT NULL,
    archived INTEGER NOT NULL,
    location TEXT,
    role TEXT,
    discipline TEXT
);
CREATE TABLE assignables (
    id INTEGER PRIMARY KEY,
    organisation_id INTEGER NOT NULL REFERENCES organisations (id),
    type TEXT NOT NULL CHECK (type IN ('Project', 'LeaveType')),
    name TEXT NOT NULL,
    description TEXT,
    starts_at TEXT,
    ends_at TEXT,
    project_code TEXT,
    client TEXT,
    deleted_at TEXT
);
CREATE TABLE statuses (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id INTEGER NOT NULL REFERENCES users (id),
    status TEXT NOT NULL,
    assignable_id INTEGER REFERENCES assignables (id),
    current_task TEXT,
    message TEXT,
    start TEXT,
    "end" TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
CREATE INDEX statuses_newest_first ON statuses (user_id, created_at DESC, id DESC);
"#;

/// Why there is no database to work with.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder of the file is missing and cannot be made.
    #[error("The folder {} for the database cannot be made: {cause}.", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// The file holds something else.
    #[error("The file {} is not a database of this version of the sandbox: choose another with --db.", .0.display())]
    Foreign(PathBuf),
    /// The file can be read only, or not at all.
    #[error("The database {} cannot be written: {cause}.", file.display())]
    Unusable {
        /// The file.
        file: PathBuf,
        /// What the database library said.
        cause: rusqlite::Error,
    },
}

/// Opens the database; what it already holds stays as it is.
pub(crate) fn open(database: &Database) -> Result<Connection, OpenError> {
    let file = match database {
        Database::Memory => Path::new(":memory:"),
        Database::File(file) => {
            make_folder_of(file)?;
            file
        }
    };
    prepare(database).map_err(|cause| match cause {
        Refused::Foreign => OpenError::Foreign(file.to_owned()),
        Refused::Sqlite(cause) if cause.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
            OpenError::Foreign(file.to_owned())
        }
        Refused::Sqlite(cause) => OpenError::Unusable { file: file.to_owned(), cause },
    })
}

/// Every token with the organisation that it speaks for.
pub(crate) fn tokens(db: &Connection) -> rusqlite::Result<Vec<(String, Organisation)>> {
    db.prepare("SELECT token, organisation_id FROM tokens")?
        .query_map([], |row| Ok((row.get(0)?, Organisation(row.get(1)?))))?
        .collect()
}

enum Refused {
    Foreign,
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for Refused {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

fn make_folder_of(file: &Path) -> Result<(), OpenError> {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => fs::create_dir_all(folder)
            .map_err(|cause| OpenError::Folder { folder: folder.to_owned(), cause }),
        _ => Ok(()),
    }
}

fn prepare(database: &Database) -> Result<Connection, Refused> {
    let mut db = match database {
        Database::Memory => Connection::open_in_memory()?,
        Database::File(file) => {
            // Without SQLITE_OPEN_URI: a file name is a file name, whatever it looks like.
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
                | OpenFlags::SQLITE_OPEN_CREATE
                | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            Connection::open_with_flags(file, flags)?
        }
    };
    db.busy_timeout(BUSY)?;
    let number = |pragma| db.pragma_query_value(None, pragma, |row| row.get::<_, i32>(0));
    let made_as = (number("application_id")?, number("user_version")?);
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 && made_as != (APPLICATION_ID, SCHEMA_VERSION) {
        return Err(Refused::Foreign);
    }
    // The log lets others read while we write. FULL: a record that was acknowledged is on the
    // disk, and outlives a loss of power too.
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", true)?;

    // Also shows that the file can be written, before anybody relies on it.
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let tables: i64 =
        transaction.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables == 0 {
        transaction.execute_batch(SCHEMA)?;
        seed_data::insert(&transaction)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", SCHEMA_VERSION)?;
    }
    transaction.commit()?;
    Ok(db)
}

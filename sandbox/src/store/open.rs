//! Opens the database. Creates the schema and the seed data in a new one.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::seed_data;
use crate::options::Database;
use crate::tokens::Organisation;

/// Identifies our databases ("WHER"), so that we never write to one of another program.
const APPLICATION_ID: i32 = 0x5748_4552;

/// Increase this when [`SCHEMA`] changes. There are no migrations, because the data is made up.
const SCHEMA_VERSION: i32 = 1;

/// How long to wait while another process writes to the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

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

/// Why the database cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The folder of the file is missing and cannot be created.
    #[error("Cannot create the database folder {}: {cause}.", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// The error of the operating system.
        cause: std::io::Error,
    },
    /// The file is not a database of this version of the sandbox.
    #[error("{} is not a database of this version of the sandbox. Choose another file with --db.", .0.display())]
    Foreign(PathBuf),
    /// The file is read-only or cannot be opened.
    #[error("Cannot write to the database {}: {cause}.", file.display())]
    Unusable {
        /// The file.
        file: PathBuf,
        /// The error of the database library.
        cause: rusqlite::Error,
    },
}

/// Opens the database and keeps existing data.
pub(crate) fn open(database: &Database) -> Result<Connection, OpenError> {
    let file = match database {
        Database::Memory => Path::new(":memory:"),
        Database::File(file) => {
            create_folder_of(file)?;
            file
        }
    };
    prepare(database).map_err(|cause| match cause {
        PrepareError::Foreign => OpenError::Foreign(file.to_owned()),
        PrepareError::Sqlite(cause)
            if cause.sqlite_error_code() == Some(ErrorCode::NotADatabase) =>
        {
            OpenError::Foreign(file.to_owned())
        }
        PrepareError::Sqlite(cause) => OpenError::Unusable { file: file.to_owned(), cause },
    })
}

/// Returns every token with its organisation.
pub(crate) fn tokens(db: &Connection) -> rusqlite::Result<Vec<(String, Organisation)>> {
    db.prepare("SELECT token, organisation_id FROM tokens")?
        .query_map([], |row| Ok((row.get(0)?, Organisation(row.get(1)?))))?
        .collect()
}

enum PrepareError {
    Foreign,
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for PrepareError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

fn create_folder_of(file: &Path) -> Result<(), OpenError> {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => fs::create_dir_all(folder)
            .map_err(|cause| OpenError::Folder { folder: folder.to_owned(), cause }),
        _ => Ok(()),
    }
}

fn prepare(database: &Database) -> Result<Connection, PrepareError> {
    let mut db = match database {
        Database::Memory => Connection::open_in_memory()?,
        Database::File(file) => {
            // Without SQLITE_OPEN_URI, so that a name like `file:x` is not parsed as a URI.
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
                | OpenFlags::SQLITE_OPEN_CREATE
                | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            Connection::open_with_flags(file, flags)?
        }
    };
    db.busy_timeout(BUSY_TIMEOUT)?;
    let number = |pragma| db.pragma_query_value(None, pragma, |row| row.get::<_, i32>(0));
    let identity = (number("application_id")?, number("user_version")?);
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 && identity != (APPLICATION_ID, SCHEMA_VERSION) {
        return Err(PrepareError::Foreign);
    }
    // WAL lets other processes read while we write. FULL puts every acknowledged record on disk, so
    // that it survives a power failure.
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", true)?;

    // An immediate transaction also checks that the file is writable.
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

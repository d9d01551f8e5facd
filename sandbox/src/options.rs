//! The command line, parsed into values that the server can use as they are.

use std::ffi::OsString;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use lexopt::prelude::*;

/// What `--help` prints.
pub const USAGE: &str = "\
Usage: sandbox [OPTIONS]

A stand-in for the Resource Management API.

Options:
  --site DIR        also serve the built page in DIR
  --host ADDRESS    listen on this address [127.0.0.1]
  --port NUMBER     listen on this port, 0 for any free one [8080]
  --db PATH         the database file, or :memory: [.sandbox/whereabouts.db]
  --rate-limit N    answer 429 after N calls a minute with one token
  --help            print this
";

/// What the command line asks for.
#[derive(Debug)]
pub enum Command {
    /// Start the server.
    Serve(Options),
    /// Print [`USAGE`].
    Help,
}

/// Where the records are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Database {
    /// In a file, which is made where it is missing.
    File(PathBuf),
    /// Nowhere: they are gone when the server ends.
    Memory,
}

/// How the server is to run.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder of the built page, if it is to be served.
    pub site: Option<PathBuf>,
    /// Name or address to listen on.
    pub host: String,
    /// Port to listen on; 0 takes any free one.
    pub port: u16,
    /// Where the records are kept.
    pub database: Database,
    /// Calls a minute that one token may make.
    pub rate_limit: Option<NonZeroU32>,
    /// How long a client may take to send the head of a request, and again for its body.
    pub read_timeout: Duration,
    /// Whether to write a line a request to stderr.
    pub access_log: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            site: None,
            host: "127.0.0.1".to_owned(),
            port: 8080,
            database: Database::File(PathBuf::from(".sandbox/whereabouts.db")),
            rate_limit: None,
            read_timeout: Duration::from_secs(10),
            access_log: true,
        }
    }
}

/// A command line that cannot be understood.
#[derive(Debug, thiserror::Error)]
#[error("{0}; --help lists the options.")]
pub struct UsageError(#[from] lexopt::Error);

impl Options {
    /// Reads a command line, the program's own name included.
    ///
    /// # Errors
    /// When an option is unknown, lacks its value, or has one that does not fit.
    pub fn from_args(args: impl IntoIterator<Item = OsString>) -> Result<Command, UsageError> {
        let mut parser = lexopt::Parser::from_iter(args);
        let mut options = Self::default();
        while let Some(argument) = parser.next()? {
            match argument {
                Long("site") => options.site = Some(parser.value()?.into()),
                Long("host") => options.host = parser.value()?.string()?,
                Long("port") => options.port = parser.value()?.parse()?,
                Long("db") => options.database = database(parser.value()?),
                Long("rate-limit") => options.rate_limit = Some(parser.value()?.parse()?),
                Long("help") | Short('h') => return Ok(Command::Help),
                other => return Err(other.unexpected().into()),
            }
        }
        Ok(Command::Serve(options))
    }
}

fn database(value: OsString) -> Database {
    if value == ":memory:" { Database::Memory } else { Database::File(value.into()) }
}

//! Parses the command line.

use std::ffi::OsString;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use lexopt::prelude::*;

/// The text that `--help` prints.
pub const USAGE: &str = "\
Usage: sandbox [OPTIONS]

A stand-in for the Resource Management API.

Options:
  --site DIR        also serve the built page in DIR
  --host ADDRESS    listen on this address [127.0.0.1]
  --port NUMBER     listen on this port; 0 takes any free port [8080]
  --db PATH         use this database file, or :memory: [.sandbox/whereabouts.db]
  --rate-limit N    answer 429 after N requests a minute with one token
  --help            print this help
";

/// The action that the command line requests.
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
    /// In a file, which is created if it is missing.
    File(PathBuf),
    /// In memory, until the server stops.
    Memory,
}

/// Settings of the server.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder of the built page to serve.
    pub site: Option<PathBuf>,
    /// Host name or IP address to listen on.
    pub host: String,
    /// Port to listen on; 0 takes any free port.
    pub port: u16,
    /// Where the records are kept.
    pub database: Database,
    /// Requests a minute allowed per token.
    pub rate_limit: Option<NonZeroU32>,
    /// Time limit for a client to send the head of a request, and again for its body.
    pub read_timeout: Duration,
    /// Whether to log each request to stderr.
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

/// An invalid command line.
#[derive(Debug, thiserror::Error)]
#[error("{0}; --help lists the options.")]
pub struct UsageError(#[from] lexopt::Error);

impl Options {
    /// Parses the arguments, which start with the name of the program.
    ///
    /// # Errors
    /// If an option is unknown, or its value is missing or invalid.
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

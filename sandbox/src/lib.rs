//! A stand-in for the Resource Management API, so that the page, its tests and new contributors
//! need no account and no network.
//!
//! It shares no types with the page, so that a mistake in one cannot hide a mistake in the other.
//!
//! | module | responsibility |
//! | --- | --- |
//! | `options` | the command line |
//! | `server` | the socket, the connections and graceful shutdown |
//! | `api` | the endpoints under `/api` |
//! | `site` | the built page, served like a static host |
//! | `store` | the SQLite database: its thread, schema, seed data and queries |
//! | `tokens` | authentication |
//! | `rate_limit` | requests per minute |
//! | `access_log` | one log line per request |
//! | `percent` | strict percent-decoding |

mod access_log;
mod api;
mod options;
mod percent;
mod rate_limit;
mod server;
mod site;
mod store;
mod tokens;

pub use options::{Command, Database, Options, USAGE, UsageError};
pub use server::{Server, StartError};
pub use site::SiteError;
pub use store::OpenError;

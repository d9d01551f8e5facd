//! A stand-in for the Resource Management API, so that the page, its tests and newcomers need no
//! account and no network.
//!
//! It knows nothing of the page and shares no types with it: a mistake in one cannot hide in the
//! other.
//!
//! | module | owns |
//! | --- | --- |
//! | `options` | the command line |
//! | `server` | the socket, the connections and the way to an orderly end |
//! | `api` | the paths under `/api`, what they accept and what they answer |
//! | `site` | the built page, served as a static host would |
//! | `store` | the SQLite file: its thread, schema, first data and queries |
//! | `tokens` | who may call |
//! | `rate_limit` | how often |
//! | `access_log` | one line a request |
//! | `percent` | percent-decoding that refuses what it cannot read |

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

//! The page's adapters to the browser, one file for each browser API. No Leptos.
//!
//! [`clock`] time, zone and locale · `fetch` requests · [`http_api`] the API over HTTP ·
//! [`document`] the meta tags of `index.html` · [`address`] the page's address · [`storage`] storage ·
//! [`language`] the page's language · [`letters`] lower case · [`service_worker`] what the worker is told.
//!
//! The crate also compiles on the host, for editors and lints, but its functions only work in a browser.

pub mod address;
pub mod clock;
pub mod console;
pub mod document;
mod fetch;
pub mod http_api;
pub mod language;
pub mod letters;
pub mod service_worker;
pub mod storage;

//! The page's adapters to the browser, one file for each of its interfaces. No Leptos.
//!
//! [`clock`] time, zone and locale · `fetch` requests on their way · [`http_api`] the API over HTTP ·
//! [`document`] what `index.html` says · [`address`] the page's own address · [`storage`] what is kept.
//!
//! It compiles on the host too, for editors and lints; calls work in a browser only.

pub mod address;
pub mod clock;
pub mod console;
pub mod document;
mod fetch;
pub mod http_api;
pub mod storage;

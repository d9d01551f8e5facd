//! Every text that a person reads, in English.
//!
//! One function returns one whole sentence or label. Callers never join fragments, so a second
//! language is a second set of these files. Arguments such as dates, times and names are already
//! formatted. Nothing here knows HTML or Leptos.

#![allow(
    missing_docs,
    clippy::must_use_candidate,
    reason = "a text documents itself, and calling its function has no other effect"
)]

pub mod current;
pub mod fields;
pub mod form;
pub mod frame;
pub mod history;
pub mod outcome;
pub mod presets;
pub mod problems;
pub mod record;
pub mod settings;
pub mod static_page;
pub mod status;
pub mod time;
pub mod undo;

//! Every text that a person reads, in the language that is spoken at the moment.
//!
//! The words are in `languages/`, a file for each language. `build.rs` makes a function of each message. The modules
//! below choose between messages. Callers never join fragments, so that a language is free in its word order. Arguments
//! such as dates, times and names are already formatted. Nothing here knows HTML or Leptos.

#![allow(
    missing_docs,
    clippy::must_use_candidate,
    reason = "a text documents itself, and calling its function has no other effect"
)]

mod catalogue;
pub mod current;
pub mod fields;
pub mod form;
pub mod frame;
pub mod history;
pub mod outcome;
pub mod presets;
pub mod problems;
pub mod settings;
pub mod status;
pub mod time;
pub mod undo;

pub use catalogue::{Catalogue, LANGUAGES, speak};
use catalogue::{plural, sentence, text};
pub use messages::{language, record, static_page};

#[allow(
    unreachable_pub,
    clippy::doc_markdown,
    clippy::needless_pass_by_value,
    reason = "generated; a message takes numbers and texts as they are"
)]
mod messages {
    include!(concat!(env!("OUT_DIR"), "/messages.rs"));
}

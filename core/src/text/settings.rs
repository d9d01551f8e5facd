//! The settings, and what the browser could not store.

pub use super::messages::settings::*;

//! Whereabouts: a page on which people set their status in Resource Management.
//!
//! This crate is the page: [`app`], [`pages`], [`components`], the [`session`] and what is [`kept`]. Only this crate uses
//! Leptos. `whereabouts-core` has the logic that needs no browser, and `whereabouts-browser` adapts the
//! browser's APIs.

pub mod app;
pub mod components;
mod double_click;
pub mod kept;
pub mod language;
pub mod pages;
pub mod session;

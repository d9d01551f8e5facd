//! Whereabouts: a page on which people set their own status in Resource Management.
//!
//! This crate is what is shown, and all that uses Leptos: [`app`] · [`pages`] · [`components`] ·
//! [`session`] · [`reactive`]. What needs no browser is in `whereabouts-core`; what asks the browser
//! without Leptos is in `whereabouts-browser`, which builds on it.

pub mod app;
pub mod components;
pub mod pages;
pub mod reactive;
pub mod session;

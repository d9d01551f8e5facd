//! Whereabouts: a page on which people set their own status in Resource Management.
//!
//! This crate is the page: [`app`], [`pages`], [`components`] and the [`session`]. Only here is Leptos used.
//! `whereabouts-core` decides everything that needs no browser, and `whereabouts-browser` adapts the
//! browser's APIs.

pub mod app;
pub mod components;
pub mod pages;
pub mod session;

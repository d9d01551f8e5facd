//! What the page knows without a browser: everything here is compiled and tested on the host.
//!
//! [`domain`] what a status is · [`clock`] wall time and instants · [`form`] drafts and what is
//! wrong with them · [`api`] requests and what answers mean · [`submission`] one status on its way ·
//! [`route`] addresses · [`config`] what the page was deployed with · [`wording`] sentences.
//!
//! This crate depends on no crate that reaches a browser, and not on Leptos. The adapters to the
//! browser are in `whereabouts-browser`, the page is in `whereabouts`.

pub mod api;
pub mod clock;
pub mod config;
pub mod domain;
pub mod form;
pub mod route;
pub mod submission;
pub mod text;
pub mod wording;

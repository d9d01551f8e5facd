//! Everything that needs no browser. It is compiled and tested on the host.
//!
//! [`domain`] what a status is · [`clock`] wall times and instants · [`form`] drafts and their
//! problems · [`api`] requests and responses · [`submission`] the states of sending a status ·
//! [`sign_on`] what the relay says about who uses the page ·
//! [`text`] everything that a person reads · [`route`] paths · [`config`] the deployment's configuration.
//!
//! This crate depends neither on a browser nor on Leptos. The adapters to the browser are in
//! `whereabouts-browser`, and the page is in `whereabouts`.

pub mod api;
pub mod clock;
pub mod config;
pub mod domain;
pub mod form;
pub mod route;
pub mod sign_on;
pub mod submission;
pub mod text;

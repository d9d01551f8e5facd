//! Whereabouts: a page on which people set their own status in Resource Management.
//!
//! Pure modules, compiled and tested on the host:
//! [`domain`] what a status is · [`clock`] wall time and instants · [`form`] drafts and what is
//! wrong with them · [`api`] requests and what answers mean · [`submission`] one status on its way ·
//! [`route`] addresses · [`config`] what the page was deployed with · [`wording`] sentences.
//!
//! The page itself, compiled for WebAssembly only: `app`, `pages`, `components`, `session`,
//! `storage`, and the browser adapters `api::transport` and `clock::browser`. That the pure modules
//! can't reach Leptos or the browser is kept by the compiler: on the host neither exists.

pub mod api;
#[cfg(target_arch = "wasm32")]
pub mod app;
pub mod clock;
#[cfg(target_arch = "wasm32")]
pub mod components;
pub mod config;
pub mod domain;
pub mod form;
#[cfg(target_arch = "wasm32")]
pub mod pages;
#[cfg(target_arch = "wasm32")]
pub mod reactive;
pub mod route;
#[cfg(target_arch = "wasm32")]
pub mod session;
#[cfg(target_arch = "wasm32")]
pub mod storage;
pub mod submission;
pub mod wording;

//! Shared test helpers.

mod client;
mod folder;
mod in_process;
mod program;

pub(crate) use client::{Client, Response};
pub(crate) use folder::Folder;
pub(crate) use in_process::Sandbox;
pub(crate) use program::{Program, run_expecting_error};

/// The token of the first organisation.
pub(crate) const NORTH: &str = "sandbox-token-north";
/// The token of the second organisation.
pub(crate) const SOUTH: &str = "sandbox-token-south";
/// The path of the sandbox account's statuses.
pub(crate) const STATUSES: &str = "/api/v1/users/1/statuses";

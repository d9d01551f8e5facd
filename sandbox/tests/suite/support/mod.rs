//! What the tests share: a sandbox in process, the program, a client, a folder.

mod client;
mod folder;
mod in_process;
mod program;

pub(crate) use client::{Answer, Client};
pub(crate) use folder::Folder;
pub(crate) use in_process::Sandbox;
pub(crate) use program::{Program, refuse};

/// The token of the first organisation.
pub(crate) const NORTH: &str = "sandbox-token-north";
/// The token of the second organisation.
pub(crate) const SOUTH: &str = "sandbox-token-south";
/// Where the sandbox account sets its status.
pub(crate) const STATUSES: &str = "/api/v1/users/1/statuses";

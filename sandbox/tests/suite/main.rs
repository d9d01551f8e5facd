//! Tests the sandbox over HTTP. Most tests run it in process; tests of the program and the soak
//! tests run the binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a panic fails the test, and the soak tests print their measurements"
)]

mod access;
mod limits;
mod lists;
mod program;
mod set_status;
mod site;
mod soak;

mod support;

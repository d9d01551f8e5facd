//! The sandbox over real HTTP: in process where a test needs its own settings, and as the real
//! program where the program itself is tested.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test that cannot go on fails, and a soak prints what it measured"
)]

mod access;
mod limits;
mod lists;
mod program;
mod set_status;
mod site;
mod soak;

mod support;

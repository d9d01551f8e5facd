//! The page in a real browser, with an API that is played: what people see and what is sent.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    reason = "a test that meets what it can't go on from should stop there"
)]

mod announcements;
mod clock;
mod details;
mod history;
mod screen;
mod set_status;
mod settings;
mod storage;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

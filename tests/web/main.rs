//! The page in a real browser with a fake API: what people see and what is sent.
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, reason = "a test should stop at the first unexpected error")]

mod announcements;
mod clock;
mod details;
mod history;
mod language;
mod presets;
mod screen;
mod set_status;
mod settings;
mod sign_on;
mod storage;
mod timeline;
mod undo;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

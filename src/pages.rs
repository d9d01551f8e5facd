//! The pages, one file each. They build no URL and no JSON.

#![allow(
    unreachable_pub,
    clippy::must_use_candidate,
    clippy::needless_pass_by_value,
    reason = "what the component macro makes of a component, whose props are taken by value"
)]

mod not_found;
mod set_status;
mod settings;

pub use not_found::NotFoundPage;
pub use set_status::{HttpApi, LocalFuture, SetStatusPage, StatusApi, StatusModel};
pub use settings::SettingsPage;

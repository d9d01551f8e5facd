//! The pages, one file each. They build no URL and no JSON.

mod not_found;
mod set_status;
mod settings;

pub use not_found::NotFoundPage;
pub use set_status::{HttpApi, LocalFuture, SetStatusPage, StatusApi, StatusModel};
pub use settings::SettingsPage;

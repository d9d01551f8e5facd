//! The pages, one file each, and the models behind them, which live as long as the app. They build
//! no URL and no JSON.

#![allow(
    unreachable_pub,
    clippy::must_use_candidate,
    clippy::needless_pass_by_value,
    reason = "what the component macro makes of a component, whose props are taken by value"
)]

mod directory_model;
mod history;
mod not_found;
mod page_link;
mod present;
mod refresh_button;
mod said;
mod set_status;
mod settings;
mod timeline_model;
mod usual_model;

pub use directory_model::DirectoryModel;
pub use history::HistoryPage;
pub use not_found::NotFoundPage;
pub use page_link::{PageLink, use_page};
pub use present::Present;
pub use set_status::{Press, SetStatusPage, StatusModel};
pub use settings::SettingsPage;
pub use usual_model::UsualModel;

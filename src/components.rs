//! Parts of pages. They know no page, no API and no session: they get signals and callbacks.

#![allow(
    unreachable_pub,
    clippy::must_use_candidate,
    clippy::needless_pass_by_value,
    reason = "what the component macro makes of a component, whose props are taken by value"
)]

mod built;
mod counter;
mod elements;
mod error_summary;
mod field_error;
mod page_heading;
mod radio_group;
mod status_icon;
mod text_field;

pub use built::{Build, Built};
pub use counter::Counter;
pub use elements::{focus_on, html_element};
pub use error_summary::ErrorSummary;
pub use field_error::FieldErrorText;
pub use page_heading::{FirstPage, PageHeading};
pub use radio_group::{RadioGroup, RadioOption};
pub use status_icon::status_icon;
pub use text_field::{TextField, entry_in};

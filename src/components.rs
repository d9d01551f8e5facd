//! Parts of pages. They know no page, no API and no session: they get signals and callbacks.

mod counter;
mod error_summary;
mod field_error;
mod page_heading;
mod radio_group;
mod text_field;

pub use counter::Counter;
pub use error_summary::ErrorSummary;
pub use field_error::FieldErrorText;
pub use page_heading::{FirstPage, PageHeading};
pub use radio_group::{RadioGroup, RadioOption};
pub use text_field::TextField;

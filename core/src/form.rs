//! What people type, and how it becomes something that can be sent.
//!
//! A draft holds raw text and can be wrong; only [`StatusDraft::parse`] makes a
//! [`NewStatus`](crate::domain::NewStatus) of it, and only that reaches the API client.

mod entry;
mod field;
mod link;
mod settings_draft;
mod status_draft;
mod usual;

pub use entry::Entry;
pub use field::{Field, FieldErrors, Problem};
pub use link::Link;
pub use settings_draft::{Settings, SettingsDraft};
pub use status_draft::{
    MESSAGE_LENGTH_ADVISED, StatusDraft, UnknownUntil, Until, entered_wall_time,
};
pub use usual::{ImportError, NamedTemplate, Template, UsualStatuses};

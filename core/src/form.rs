//! Form entries, and how they become a valid status.
//!
//! A draft holds raw text, which can be invalid. Only [`StatusDraft::parse`] creates a
//! [`NewStatus`](crate::domain::NewStatus), and requests take nothing else.

mod entry;
mod field;
mod link;
mod presets;
mod settings_draft;
mod status_draft;
mod usual;

pub use entry::Entry;
pub use field::{Field, FieldErrors, Problem};
pub use link::Link;
pub use presets::{Edit, ImportError, MOST_NAMED, NamedTemplate};
pub use settings_draft::{Settings, SettingsDraft};
pub use status_draft::{
    MESSAGE_LENGTH_ADVISED, StatusDraft, UnknownUntil, Until, entered_wall_time,
};
pub use usual::{Template, UsualStatuses};

//! What was replaced or deleted, and the button that brings it back.

use super::messages::undo as message;
pub use message::{
    deleted, draft_replaced_by_link, entries_replaced, entries_restored, removed, replaced, undo,
};

/// `names` are the presets whose content an imported file replaced.
pub fn replaced_by_import(names: &[String]) -> String {
    message::replaced_by_import(names.join(message::list_separator()))
}

//! What was replaced or deleted, and the button that brings it back.

pub fn undo() -> &'static str {
    "Undo"
}

pub fn entries_replaced() -> &'static str {
    "Your entries in the form were replaced."
}

/// A link filled the form in a tab that had a draft.
pub fn draft_replaced_by_link() -> &'static str {
    "This link replaced the entries that this tab had kept."
}

pub fn entries_restored() -> &'static str {
    "Your earlier entries are back in the form."
}

pub fn deleted(name: &str) -> String {
    format!("“{name}” was deleted.")
}

/// A recent status was taken off the list.
pub fn removed(name: &str) -> String {
    format!("“{name}” was removed from your recent statuses.")
}

pub fn replaced(name: &str) -> String {
    format!("“{name}” was replaced.")
}

/// `names` are the presets whose content an imported file replaced.
pub fn replaced_by_import(names: &[&str]) -> String {
    format!("The file replaced these presets: {}.", names.join(", "))
}

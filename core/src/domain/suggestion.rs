//! People, projects and leave types, as far as a form can suggest them.

/// Something with a number that a person knows by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The number to send.
    pub id: i64,
    /// What people call it.
    pub name: String,
}

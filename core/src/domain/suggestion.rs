//! People, projects and leave types that a form suggests.

/// An id with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The id.
    pub id: i64,
    /// The name.
    pub name: String,
}

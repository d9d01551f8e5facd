//! Who uses the page.

use super::UserId;

/// A person of Resource Management.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Whose status is set.
    pub id: UserId,
    /// The name to show. It can be empty.
    pub name: String,
}

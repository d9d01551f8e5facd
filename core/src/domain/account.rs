//! Who a status is set for.

use super::{Token, UserId};

/// What a call needs to know of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// `None` where the relay holds it.
    pub token: Option<Token>,
    /// Whose status is set.
    pub user_id: UserId,
}

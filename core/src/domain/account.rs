//! Who a status is set for.

use super::{Token, UserId};

/// The person's credentials for a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// `None` if the relay holds it.
    pub token: Option<Token>,
    /// Whose status is set.
    pub user_id: UserId,
}

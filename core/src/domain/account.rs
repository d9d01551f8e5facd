//! Who a status is set for, and by what right.

use super::{Token, UserId};

/// The person's credentials for a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// `None` if the relay holds it.
    pub token: Option<Token>,
    /// Whose status is set.
    pub user_id: UserId,
}

/// What makes the API accept a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Authentication {
    /// The person's own token. They enter it, and their user ID.
    OwnToken,
    /// The relay's token. The relay does not say who the person is, so they enter their user ID.
    RelayToken,
    /// The relay's token. The relay knows the person by their sign-in, so they enter nothing.
    SignOn,
}

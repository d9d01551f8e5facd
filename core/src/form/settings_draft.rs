//! The settings form.

use super::{Entry, Field, FieldErrors, Problem};
use crate::domain::{IdError, Token, TokenError, UserId};

/// The entries of the settings form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SettingsDraft {
    /// The API token. It is not needed if the relay holds it.
    pub token: Entry,
    /// The user id.
    pub user_id: Entry,
}

/// Valid settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// `None` if the relay holds the token.
    pub token: Option<Token>,
    /// The person whose status is set.
    pub user_id: UserId,
}

impl SettingsDraft {
    /// Parses the draft. `asks_for_token` is false if the relay holds the token.
    ///
    /// # Errors
    /// All problems, in the order of the fields.
    pub fn parse(&self, asks_for_token: bool) -> Result<Settings, FieldErrors> {
        let mut errors = FieldErrors::default();
        let token =
            if asks_for_token { errors.collect(self.parse_token()).map(Some) } else { Some(None) };
        let user_id = errors.collect(self.parse_user_id());
        match (token, user_id) {
            (Some(token), Some(user_id)) => Ok(Settings { token, user_id }),
            _ => Err(errors),
        }
    }

    fn parse_token(&self) -> Result<Token, (Field, Problem)> {
        self.token.text.parse().map_err(|error| {
            let problem = match error {
                TokenError::Empty => Problem::TokenMissing,
                TokenError::NotAHeaderValue => Problem::TokenNotAHeaderValue,
            };
            (Field::Token, problem)
        })
    }

    fn parse_user_id(&self) -> Result<UserId, (Field, Problem)> {
        self.user_id.text.parse().map_err(|error| {
            let problem = match error {
                IdError::Empty => Problem::UserIdMissing,
                IdError::NotPositiveInteger => Problem::UserIdNotPositiveInteger,
            };
            (Field::UserId, problem)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(token: &str, user_id: &str) -> SettingsDraft {
        SettingsDraft { token: token.into(), user_id: user_id.into() }
    }

    #[test]
    fn a_token_and_a_user_id_are_valid_settings() {
        let settings = draft(" abc.DEF-123= ", "42").parse(true).unwrap();
        assert_eq!(settings.token, "abc.DEF-123=".parse().ok());
        assert_eq!(settings.user_id.get(), 42);
    }

    #[test]
    fn the_problems_of_both_fields_are_reported() {
        let errors = draft("", "").parse(true).unwrap_err();
        assert_eq!(errors.on(Field::Token), Some(&Problem::TokenMissing));
        assert_eq!(errors.on(Field::UserId), Some(&Problem::UserIdMissing));
        let errors = draft("töken", "-3").parse(true).unwrap_err();
        assert_eq!(errors.on(Field::Token), Some(&Problem::TokenNotAHeaderValue));
        assert_eq!(errors.on(Field::UserId), Some(&Problem::UserIdNotPositiveInteger));
    }

    #[test]
    fn with_a_relay_the_token_is_ignored() {
        let settings = draft("typed all the same", "7").parse(false).unwrap();
        assert_eq!(settings.token, None);
    }
}

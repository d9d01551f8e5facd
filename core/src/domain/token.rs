//! The API token: a secret that only goes into a header and into storage.

use super::pasted::as_it_looks;
use std::fmt;
use std::str::FromStr;

/// A valid HTTP header value. It has no `Display` and no serialisation, and its `Debug` output is
/// redacted, so that it can't leak into a log, an error or the page.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// Why a text is not a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenError {
    /// Nothing that is visible.
    Empty,
    /// Contains characters other than visible ASCII.
    NotAHeaderValue,
}

impl Token {
    /// The secret, only for the `auth` header and for storage.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl FromStr for Token {
    type Err = TokenError;

    /// Accepts visible ASCII without spaces. `fetch` rejects headers beyond Latin-1, and a space or an
    /// accent in a pasted token is a mistake.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = as_it_looks(text);
        if text.is_empty() {
            Err(TokenError::Empty)
        } else if text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Ok(Self(text))
        } else {
            Err(TokenError::NotAHeaderValue)
        }
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pasted_token_is_taken_as_it_looks() {
        for pasted in ["  abc+/=_-.~\n", "\u{feff}abc+/\u{200b}=_-.~", "abc+/=_-．~\u{200e}"] {
            let token: Token = pasted.parse().unwrap();
            assert_eq!(token.expose(), "abc+/=_-.~", "{pasted:?}");
        }
    }

    #[test]
    fn invalid_header_values_are_rejected() {
        for text in [" ", "\u{200b}"] {
            assert_eq!(text.parse::<Token>(), Err(TokenError::Empty));
        }
        for text in ["a b", "a\nb", "a\u{0}b", "töken", "a\u{7f}", "令牌"] {
            assert_eq!(text.parse::<Token>(), Err(TokenError::NotAHeaderValue), "{text:?}");
        }
    }

    #[test]
    fn debug_output_is_redacted() {
        let token: Token = "secret".parse().unwrap();
        assert_eq!(format!("{token:?}"), "Token(…)");
    }
}

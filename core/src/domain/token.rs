//! The API token: a secret that can become a header or be stored, and nothing else.

use std::fmt;
use std::str::FromStr;

/// A token that can stand in an HTTP header. It has no `Display` and no serialisation, and its
/// `Debug` shows nothing, so that it can't slip into a log, an error or the page.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// Why a text is no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenError {
    /// Nothing but white space.
    Empty,
    /// Holds something other than visible ASCII.
    NotAHeaderValue,
}

impl Token {
    /// The secret itself, for the `auth` header and for storage only.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl FromStr for Token {
    type Err = TokenError;

    /// Takes visible ASCII without spaces: `fetch` refuses anything beyond Latin-1 in a header, and
    /// a space or an accent in a pasted token is always an accident.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if text.is_empty() {
            Err(TokenError::Empty)
        } else if text.bytes().all(|byte| byte.is_ascii_graphic()) {
            Ok(Self(text.to_owned()))
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
    fn a_pasted_token_is_trimmed() {
        let token: Token = "  abc+/=_-.~\n".parse().unwrap();
        assert_eq!(token.expose(), "abc+/=_-.~");
    }

    #[test]
    fn what_cannot_be_a_header_value_is_refused() {
        assert_eq!(" ".parse::<Token>(), Err(TokenError::Empty));
        for text in ["a b", "a\nb", "a\u{0}b", "töken", "a\u{200b}b", "a\u{7f}", "令牌"] {
            assert_eq!(text.parse::<Token>(), Err(TokenError::NotAHeaderValue), "{text:?}");
        }
    }

    #[test]
    fn debug_output_shows_nothing_of_it() {
        let token: Token = "secret".parse().unwrap();
        assert_eq!(format!("{token:?}"), "Token(…)");
    }
}

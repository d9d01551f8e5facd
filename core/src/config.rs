//! The deployment's configuration, from the meta tags of `index.html`.

use crate::domain::{Token, UserId};

/// Who holds the API token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenHolder {
    /// The person: the page asks for it, stores it on this device and sends it with each request.
    Person,
    /// The relay in front of the API: the page neither asks for a token nor sends one.
    Relay,
}

/// An account of the sandbox, for trying the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SandboxAccount {
    /// The API token.
    pub token: Token,
    /// The user id.
    pub user_id: UserId,
}

/// The deployment's configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The base URL of the API without a trailing slash: a path on this origin, or a full URL.
    pub api_base: String,
    /// Who holds the API token.
    pub token_holder: TokenHolder,
    /// Present only if the sandbox serves the page.
    pub sandbox_account: Option<SandboxAccount>,
    /// The path of the site without a trailing slash: empty, or like `/status`.
    pub site_base: String,
}

/// The default: a relay on the page's own origin.
const DEFAULT_API_BASE: &str = "/api/v1";

impl Config {
    /// Reads the contents of the `<meta>` tags. `base_path` is the path of the document's base URL.
    ///
    /// The default replaces an API address that is neither a path nor an HTTP(S) URL.
    #[must_use]
    pub fn new(
        api_base: Option<&str>,
        api_auth: Option<&str>,
        sandbox_account: Option<&str>,
        base_path: &str,
    ) -> Self {
        let is_address = |base: &&str| {
            ["/", "https://", "http://"].iter().any(|start| base.starts_with(start))
                && !base.starts_with("//")
        };
        let api_base = api_base.map(str::trim).filter(is_address).unwrap_or(DEFAULT_API_BASE);
        let token_holder = match api_auth.map(str::trim) {
            Some("relay") => TokenHolder::Relay,
            _ => TokenHolder::Person,
        };
        Self {
            api_base: api_base.trim_end_matches('/').to_owned(),
            token_holder,
            sandbox_account: sandbox_account.and_then(SandboxAccount::read),
            site_base: base_path.trim_end_matches('/').to_owned(),
        }
    }
}

impl SandboxAccount {
    /// Parses `TOKEN USER_ID`.
    fn read(content: &str) -> Option<Self> {
        let (token, user_id) = content.trim().split_once(' ')?;
        Some(Self { token: token.parse().ok()?, user_id: user_id.parse().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_tags_the_defaults_apply() {
        let config = Config::new(None, None, None, "/");
        assert_eq!(config.api_base, "/api/v1");
        assert_eq!(config.token_holder, TokenHolder::Person);
        assert_eq!(config.sandbox_account, None);
        assert_eq!(config.site_base, "");
    }

    #[test]
    fn tags_are_read_without_trailing_slashes() {
        let config = Config::new(
            Some(" https://example.org/api/v1/ "),
            Some("relay"),
            Some("abc 7"),
            "/status/",
        );
        assert_eq!(config.api_base, "https://example.org/api/v1");
        assert_eq!(config.token_holder, TokenHolder::Relay);
        assert_eq!(config.sandbox_account.map(|account| account.user_id.get()), Some(7));
        assert_eq!(config.site_base, "/status");
    }

    #[test]
    fn an_invalid_api_address_is_ignored() {
        for base in ["", "javascript:alert(1)", "//elsewhere.example", "api/v1", "ftp://x"] {
            assert_eq!(Config::new(Some(base), None, None, "/").api_base, "/api/v1", "{base}");
        }
    }

    #[test]
    fn an_incomplete_sandbox_account_is_ignored() {
        for content in ["", "abc", "abc 0", "tö 1", " 1"] {
            assert_eq!(
                Config::new(None, None, Some(content), "/").sandbox_account,
                None,
                "{content}"
            );
        }
    }
}

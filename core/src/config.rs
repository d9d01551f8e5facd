//! What the page was deployed with, as `index.html` says it.

use crate::domain::{Token, UserId};

/// Who holds the API token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenHolder {
    /// The person: it is asked for, kept on this device, and sent with each call.
    Person,
    /// The relay in front of the API: the page asks for none and sends none.
    Relay,
}

/// A token and a person of the sandbox, so that nobody needs an account to try the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SandboxAccount {
    /// The token.
    pub token: Token,
    /// The person.
    pub user_id: UserId,
}

/// What the page was deployed with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The API's address without a slash at its end: a path on this origin, or a whole URL.
    pub api_base: String,
    /// Who holds the API token.
    pub token_holder: TokenHolder,
    /// Only where the sandbox serves the page.
    pub sandbox_account: Option<SandboxAccount>,
    /// The path that the site is deployed at, without a slash at its end: empty, or like `/status`.
    pub site_base: String,
}

/// Where the API is unless the deployment says otherwise: relayed on the page's own origin.
const DEFAULT_API_BASE: &str = "/api/v1";

impl Config {
    /// Makes a configuration of what `index.html` says. `base_path` is the path of the document's
    /// base address; the others are the contents of `<meta>` tags.
    ///
    /// An API address must be a path or use HTTP(S): nothing else can be one, and the default is
    /// used instead.
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
    /// Reads `TOKEN USER_ID`.
    fn read(content: &str) -> Option<Self> {
        let (token, user_id) = content.trim().split_once(' ')?;
        Some(Self { token: token.parse().ok()?, user_id: user_id.parse().ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_tags_the_api_is_on_this_origin_and_the_person_holds_the_token() {
        let config = Config::new(None, None, None, "/");
        assert_eq!(config.api_base, "/api/v1");
        assert_eq!(config.token_holder, TokenHolder::Person);
        assert_eq!(config.sandbox_account, None);
        assert_eq!(config.site_base, "");
    }

    #[test]
    fn tags_are_taken_and_slashes_at_the_end_are_not() {
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
    fn what_can_be_no_api_address_is_not_used() {
        for base in ["", "javascript:alert(1)", "//elsewhere.example", "api/v1", "ftp://x"] {
            assert_eq!(Config::new(Some(base), None, None, "/").api_base, "/api/v1", "{base}");
        }
    }

    #[test]
    fn half_a_sandbox_account_is_none() {
        for content in ["", "abc", "abc 0", "tö 1", " 1"] {
            assert_eq!(
                Config::new(None, None, Some(content), "/").sandbox_account,
                None,
                "{content}"
            );
        }
    }
}

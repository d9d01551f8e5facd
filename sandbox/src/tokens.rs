//! Authentication. A token belongs to an organisation, not to a person.

use axum::http::HeaderMap;
use subtle::ConstantTimeEq;

use crate::percent;

/// The ID of an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Organisation(pub(crate) i64);

/// All tokens. Does not implement `Debug`, so that tokens cannot be printed by accident.
pub(crate) struct Tokens(Vec<(String, Organisation)>);

impl Tokens {
    pub(crate) fn new(tokens: Vec<(String, Organisation)>) -> Self {
        Self(tokens)
    }

    /// Finds the organisation for the token in the `auth` header or, without one, in the query.
    pub(crate) fn organisation(
        &self,
        headers: &HeaderMap,
        query: Option<&str>,
    ) -> Option<Organisation> {
        match headers.get("auth") {
            Some(token) => self.owner(token.as_bytes()),
            None => self.owner(from_query(query?)?.as_bytes()),
        }
    }

    /// Compares with every token in constant time, so that the response time does not reveal how
    /// much of a guess is right. It can reveal only the length of a token.
    fn owner(&self, candidate: &[u8]) -> Option<Organisation> {
        let mut owner = None;
        for (token, organisation) in &self.0 {
            if token.as_bytes().ct_eq(candidate).into() {
                owner = Some(*organisation);
            }
        }
        owner
    }
}

fn from_query(query: &str) -> Option<String> {
    let (_, value) = percent::pairs(query.as_bytes()).find(|(name, _)| *name == b"auth")?;
    percent::decode_form(value).ok()
}

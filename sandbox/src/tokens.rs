//! Who may call. A token speaks for an organisation, not for one person.

use axum::http::HeaderMap;
use subtle::ConstantTimeEq;

use crate::percent;

/// The organisation that a token speaks for, by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Organisation(pub(crate) i64);

/// All tokens. Has no `Debug`, so that none can be printed by accident.
pub(crate) struct Tokens(Vec<(String, Organisation)>);

impl Tokens {
    pub(crate) fn new(tokens: Vec<(String, Organisation)>) -> Self {
        Self(tokens)
    }

    /// The organisation of the token in the header `auth`, or else in the query.
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

    /// Compares with every token, and each in constant time, so that the time of the answer
    /// tells nothing of how much of a guess was right. Only a length can be learnt from it.
    fn owner(&self, presented: &[u8]) -> Option<Organisation> {
        let mut owner = None;
        for (token, organisation) in &self.0 {
            if token.as_bytes().ct_eq(presented).into() {
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

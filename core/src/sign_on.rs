//! What the relay says about who uses the page. A relay that holds the token knows people by their sign-in, so
//! that they enter nothing. Without such a relay, they enter an account in Settings.

use crate::api::ApiError;
use crate::domain::Person;

/// What is known of the sign-on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum SignOn {
    /// There is none, as far as the page knows.
    #[default]
    None,
    /// The relay knows the person.
    SignedIn(Person),
    /// The sign-in has run out. The person is known if it ran out while the page was open.
    SignedOut(Option<Person>),
    /// The person has signed in, but the relay does not know who they are in Resource Management. Its sentence.
    NotLinked(Option<String>),
}

/// The only entry of `errors` in the relay's answer to somebody who is not linked.
const NOT_LINKED: &str = "not linked";

impl SignOn {
    /// The state after the relay's answer to who has signed in. `is_expected` says whether the page's tags name a relay
    /// that holds the token.
    ///
    /// A failure that is no answer changes nothing. A 204 means that this relay has no sign-on. So does a refusal, but
    /// not to somebody who is known: it can be the API's, about the token of the relay.
    #[must_use]
    pub fn after(self, answer: Result<Person, ApiError>, is_expected: bool) -> Self {
        match (self, answer) {
            (_, Ok(person)) => Self::SignedIn(person),
            (known, Err(error)) if error.asks_to_sign_in() => match known {
                Self::None if !is_expected => Self::None,
                Self::SignedIn(person) => Self::SignedOut(Some(person)),
                Self::SignedOut(person) => Self::SignedOut(person),
                Self::None | Self::NotLinked(_) => Self::SignedOut(None),
            },
            (_, Err(ApiError::Forbidden(said))) if said.errors == [NOT_LINKED] => {
                Self::NotLinked(said.message)
            }
            (_, Err(ApiError::Unreadable { status: 204, .. }))
            | (
                Self::SignedOut(None) | Self::NotLinked(_),
                Err(ApiError::Rejected(_) | ApiError::Forbidden(_) | ApiError::NotFound(_)),
            ) => Self::None,
            (known, Err(_)) => known,
        }
    }

    /// The person whose status the page sets.
    #[must_use]
    pub const fn person(&self) -> Option<&Person> {
        match self {
            Self::SignedIn(person) | Self::SignedOut(Some(person)) => Some(person),
            Self::SignedOut(None) | Self::NotLinked(_) | Self::None => None,
        }
    }

    /// The text to store: the person's ID and name. It is empty if there is a sign-on but nobody has signed in,
    /// so that the next visit shows nobody's entries before the relay has answered.
    #[must_use]
    pub fn to_text(&self) -> Option<String> {
        match self {
            Self::None => None,
            Self::SignedIn(Person { id, name }) => Some([&id.to_string(), name.as_str()].join(" ")),
            Self::SignedOut(_) | Self::NotLinked(_) => Some(String::new()),
        }
    }

    /// The state that another visit, or another tab, has stored.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let (id, name) = text.split_once(' ').unwrap_or((text, ""));
        match id.parse() {
            Ok(id) => Self::SignedIn(Person { id, name: name.to_owned() }),
            Err(_) => Self::SignedOut(None),
        }
    }
}

//! The two identifiers a person can type. The contract calls both "integer"; neither can be
//! zero or negative in the service, so a typo is caught before it is sent.

use std::fmt;
use std::str::FromStr;

/// Why a text is no identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdError {
    /// Nothing but white space.
    Empty,
    /// Something other than the digits of a whole number from 1 to `i64::MAX`.
    NotPositiveInteger,
}

/// A positive whole number, written with ASCII digits only: `+4` and `4.0` are typos, not ids.
fn parse_positive(text: &str) -> Result<i64, IdError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(IdError::Empty);
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(IdError::NotPositiveInteger);
    }
    match text.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(IdError::NotPositiveInteger),
    }
}

macro_rules! positive_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(i64);

        impl $name {
            /// The number as the API counts it.
            #[must_use]
            pub const fn get(self) -> i64 {
                self.0
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                parse_positive(text).map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

positive_id! {
    /// Whose status is set: `user_id` in the path.
    UserId
}
positive_id! {
    /// The project or leave type a person works on: `assignable_id`.
    AssignableId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_make_an_id_and_surrounding_space_is_forgiven() {
        assert_eq!("42".parse(), Ok(UserId(42)));
        assert_eq!(" 007\n".parse(), Ok(AssignableId(7)));
        assert_eq!(i64::MAX.to_string().parse(), Ok(UserId(i64::MAX)));
    }

    #[test]
    fn everything_else_is_named_for_what_it_is() {
        assert_eq!("  ".parse::<UserId>(), Err(IdError::Empty));
        for text in ["0", "-3", "+4", "4.0", "1e3", "٤", "9223372036854775808", "4 2", "x"] {
            assert_eq!(text.parse::<UserId>(), Err(IdError::NotPositiveInteger), "{text}");
        }
    }
}

//! The two ids that a person can type. The API calls both "integer", but neither can be zero or
//! negative, so the page catches such typos.

use super::pasted::as_it_looks;
use std::fmt;
use std::str::FromStr;

/// Why a text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdError {
    /// Nothing that is visible.
    Empty,
    /// Not a whole number from 1 to `i64::MAX`.
    NotPositiveInteger,
}

/// Parses a positive whole number of ASCII digits. `+4` and `4.0` are typos.
fn parse_positive(text: &str) -> Result<i64, IdError> {
    let text = as_it_looks(text);
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
            /// The number.
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
    fn digits_are_an_id_whatever_invisible_comes_with_them() {
        assert_eq!("42".parse(), Ok(UserId(42)));
        assert_eq!(" 007\n".parse(), Ok(AssignableId(7)));
        for pasted in ["\u{feff}42", "4\u{200b}2", "\u{2066}42\u{2069}", "４２"] {
            assert_eq!(pasted.parse(), Ok(UserId(42)), "{pasted:?}");
        }
        assert_eq!(i64::MAX.to_string().parse(), Ok(UserId(i64::MAX)));
    }

    #[test]
    fn anything_else_is_rejected() {
        assert_eq!("  ".parse::<UserId>(), Err(IdError::Empty));
        for text in ["0", "-3", "+4", "4.0", "1e3", "٤", "9223372036854775808", "4 2", "x"] {
            assert_eq!(text.parse::<UserId>(), Err(IdError::NotPositiveInteger), "{text}");
        }
    }
}

//! The optional details of a status. They are declared here and nowhere else: draft, request, record, link,
//! template and history go through [`Detail::ALL`].

use super::{AssignableId, IdError, Text};
use serde::{Serialize, Serializer};
use std::fmt;
use std::ops::{Index, IndexMut};

/// An optional detail of a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// A few words for colleagues.
    Message,
    /// The name of the task at hand.
    CurrentTask,
    /// The project or leave type.
    AssignableId,
}

/// The kind of value that a detail takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DetailKind {
    /// Any text.
    Text,
    /// A positive whole number.
    Number,
}

impl Detail {
    /// All details, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Message, Self::CurrentTask, Self::AssignableId];

    /// The detail's name in the API, in links, in storage and in the page's ids.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::CurrentTask => "current_task",
            Self::AssignableId => "assignable_id",
        }
    }

    /// The kind of its value.
    #[must_use]
    pub const fn kind(self) -> DetailKind {
        match self {
            Self::AssignableId => DetailKind::Number,
            _ => DetailKind::Text,
        }
    }

    /// Parses what was entered; `None` if that is nothing but white space.
    ///
    /// # Errors
    /// If the detail takes a number, and the text is none.
    pub fn parse(self, entered: &str) -> Result<Option<DetailValue>, IdError> {
        match self.kind() {
            DetailKind::Text => Ok(Text::new(entered).map(DetailValue::Text)),
            DetailKind::Number => match entered.parse() {
                Ok(id) => Ok(Some(DetailValue::Number(id))),
                Err(IdError::Empty) => Ok(None),
                Err(error) => Err(error),
            },
        }
    }
}

/// The valid value of a detail. `Display` gives the text that the API takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DetailValue {
    /// Of a text.
    Text(Text),
    /// Of a number.
    Number(AssignableId),
}

impl fmt::Display for DetailValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => text.fmt(f),
            Self::Number(id) => id.fmt(f),
        }
    }
}

/// A value for each detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Details<T>([T; Detail::ALL.len()]);

impl<T> Details<T> {
    /// Makes the value of each detail.
    pub fn from_fn(mut make: impl FnMut(Detail) -> T) -> Self {
        Self(Detail::ALL.map(&mut make))
    }

    /// Every detail with its value, in the order of the form.
    pub fn iter(&self) -> impl Iterator<Item = (Detail, &T)> {
        Detail::ALL.into_iter().zip(&self.0)
    }
}

/// A map from names to values.
impl<T: Serialize> Serialize for Details<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(detail, value)| (detail.name(), value)))
    }
}

impl<T> Index<Detail> for Details<T> {
    type Output = T;

    fn index(&self, detail: Detail) -> &T {
        &self.0[detail as usize]
    }
}

impl<T> IndexMut<Detail> for Details<T> {
    fn index_mut(&mut self, detail: Detail) -> &mut T {
        &mut self.0[detail as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn details_are_indexed_in_the_order_of_all() {
        for (detail, name) in Details::from_fn(Detail::name).iter() {
            assert_eq!(detail.name(), *name);
            assert_eq!(Details::from_fn(Detail::name)[detail], *name);
        }
    }

    #[test]
    fn a_number_is_parsed_and_a_text_is_trimmed() {
        let parse = |detail: Detail, text| {
            detail.parse(text).map(|value| value.map(|value| value.to_string()))
        };
        assert_eq!(parse(Detail::Message, " a\r\nb "), Ok(Some("a\nb".to_owned())));
        assert_eq!(parse(Detail::Message, " \t"), Ok(None));
        assert_eq!(parse(Detail::AssignableId, " 007 "), Ok(Some("7".to_owned())));
        assert_eq!(parse(Detail::AssignableId, ""), Ok(None));
        assert_eq!(parse(Detail::AssignableId, "four"), Err(IdError::NotPositiveInteger));
    }
}

//! The content of one control.

use serde::Serialize;

/// The raw content of a control.
///
/// A half-filled date or time control reports an empty value, and only its validity (`badInput`) shows
/// that it is not empty. Storage keeps only the text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(into = "String")]
pub struct Entry {
    /// The control's value.
    pub text: String,
    /// Whether the control is half-filled, which its value does not show.
    pub is_unfinished: bool,
}

impl Entry {
    /// Whether the control is empty or has only white space.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.is_unfinished && self.text.trim().is_empty()
    }
}

/// Line breaks become a space. A control has one line and would drop the break, so that what is sent would
/// not be what is shown.
impl From<String> for Entry {
    fn from(mut text: String) -> Self {
        if text.contains(['\n', '\r']) {
            let lines = text.split(['\n', '\r']).filter(|line| !line.is_empty());
            text = lines.collect::<Vec<_>>().join(" ");
        }
        Self { text, is_unfinished: false }
    }
}

impl From<&str> for Entry {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<Entry> for String {
    fn from(entry: Entry) -> Self {
        entry.text
    }
}

#[cfg(test)]
mod tests {
    use super::Entry;

    #[test]
    fn an_entry_is_one_line() {
        assert_eq!(Entry::from("a\r\nb\nc\rd").text, "a b c d");
        assert_eq!(Entry::from("a  b").text, "a  b");
    }
}

//! What one control holds.

use serde::Serialize;

/// The raw content of a control.
///
/// A half-filled date or time control reports an empty value; only its validity tells that
/// something stands in it (`badInput`), so both are kept. Stored, an entry is its text alone.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(into = "String")]
pub struct Entry {
    /// The control's value.
    pub text: String,
    /// Whether the control holds something that it can't report as a value.
    pub is_unfinished: bool,
}

impl Entry {
    /// Whether the person left the control alone, white space aside.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        !self.is_unfinished && self.text.trim().is_empty()
    }
}

impl From<String> for Entry {
    fn from(text: String) -> Self {
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

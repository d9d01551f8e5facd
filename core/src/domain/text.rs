//! Free text as it is sent: a message or a task name.

use std::fmt;

/// Text with something in it: trimmed, and with the line ends of the web (`\n`).
///
/// The API documents no longest length, so none is enforced here; the form only warns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(String);

impl Text {
    /// `None` for text that is empty or only white space: it says nothing, so nothing is sent.
    #[must_use]
    pub fn new(raw: &str) -> Option<Self> {
        let trimmed = raw.trim();
        (!trimmed.is_empty()).then(|| Self(trimmed.replace("\r\n", "\n").replace('\r', "\n")))
    }

    /// The text itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_alone_is_no_text() {
        assert_eq!(Text::new(""), None);
        assert_eq!(Text::new(" \t\r\n\u{a0}"), None);
    }

    #[test]
    fn text_is_trimmed_and_its_line_ends_are_made_one_kind() {
        let text = Text::new("  In a\r\nmeeting\r ").map(|text| text.as_str().to_owned());
        assert_eq!(text.as_deref(), Some("In a\nmeeting"));
    }
}

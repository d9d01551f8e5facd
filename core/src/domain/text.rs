//! Free text: a message or the name of a task.

use std::fmt;

/// Text that is not empty, trimmed, with `\n` as line breaks.
///
/// The API documents no maximum length, so none is enforced. The form only warns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text(String);

impl Text {
    /// `None` for text that is empty or only white space.
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
    fn white_space_alone_is_not_text() {
        assert_eq!(Text::new(""), None);
        assert_eq!(Text::new(" \t\r\n\u{a0}"), None);
    }

    #[test]
    fn text_is_trimmed_and_line_breaks_are_normalised() {
        let text = Text::new("  In a\r\nmeeting\r ").map(|text| text.as_str().to_owned());
        assert_eq!(text.as_deref(), Some("In a\nmeeting"));
    }
}

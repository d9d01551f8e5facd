//! The language of the page. `public/early.js` chooses it and fetches its words.

use leptos::prelude::*;
use whereabouts_browser::language::plural_form;
use whereabouts_core::text::{self, Catalogue};

/// Tells the page that its language has changed.
#[derive(Debug, Clone, Copy)]
pub struct Language {
    /// Fires when the page is to be written anew.
    pub changed: Trigger,
    /// Whether the words of the language that was chosen could not be fetched.
    pub is_missing: RwSignal<bool>,
}

impl Language {
    /// The language that is spoken already.
    #[must_use]
    pub fn new() -> Self {
        Self { changed: Trigger::new(), is_missing: RwSignal::new(false) }
    }

    /// Speaks another language. Without `words` it is English, which is in the program.
    pub fn speak(self, words: Option<String>) {
        let catalogue = words.and_then(|words| Catalogue::read(words, plural_form));
        text::speak(catalogue.unwrap_or_else(Catalogue::english));
        self.is_missing.set(false);
        self.changed.notify();
    }
}

impl Default for Language {
    fn default() -> Self {
        Self::new()
    }
}

//! What the page keeps on this device.

use leptos::ev;
use leptos::prelude::*;
use whereabouts_browser::storage::{self, Key, StorageError};

/// Reads and writes what is kept, and knows whether the browser keeps it. It lives as long as the page.
#[derive(Debug, Clone, Copy)]
pub struct Kept {
    error: RwSignal<Option<StorageError>>,
}

impl Kept {
    /// Listens to other tabs from now on. Create it before the models that [follow](Self::follow) it.
    #[must_use]
    pub fn new() -> Self {
        let kept = Self { error: RwSignal::new(None) };
        let listener = window_event_listener(ev::storage, move |event| {
            storage::give_way(event.key().as_deref());
            kept.note(Ok(()));
        });
        on_cleanup(move || listener.remove());
        kept
    }

    /// Calls `reread` after another tab has changed something, and when this tab returns from the back/forward
    /// cache, where it received no events.
    pub fn follow(self, reread: impl Fn() + Copy + 'static) {
        let on_storage = window_event_listener(ev::storage, move |_| reread());
        let on_page_show = window_event_listener(ev::pageshow, move |_| reread());
        on_cleanup(move || {
            on_storage.remove();
            on_page_show.remove();
        });
    }

    /// Why something is not kept, although the page holds it in memory. Reactive.
    #[must_use]
    pub fn error(self) -> Option<StorageError> {
        self.error.get()
    }

    /// Reads a value.
    ///
    /// # Errors
    /// If the browser blocks storage, and the page holds no value in memory.
    pub fn read(self, key: Key) -> Result<Option<String>, StorageError> {
        let value = storage::read(key);
        if let Err(error) = value {
            self.note(Err(error));
        }
        value
    }

    /// Writes a value.
    pub fn write(self, key: Key, value: &str) {
        self.note(storage::write(key, value));
    }

    /// Removes a value.
    pub fn remove(self, key: Key) {
        self.note(storage::remove(key));
    }

    fn note(self, stored: Result<(), StorageError>) {
        // A value that is still only held in memory is a reason to keep the notice.
        if stored.is_err() || !storage::holds_any() {
            let error = stored.err();
            self.error.maybe_update(|shown| std::mem::replace(shown, error) != error);
        }
    }
}

impl Default for Kept {
    fn default() -> Self {
        Self::new()
    }
}

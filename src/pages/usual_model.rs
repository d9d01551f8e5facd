//! Recent statuses, presets and the preference for shortcuts, as stored on this device.

use leptos::ev;
use leptos::prelude::*;
use whereabouts_browser::storage::{self, Key};
use whereabouts_core::form::UsualStatuses;

/// The stored values as signals, shared with other tabs. If storage is blocked, they last until the page
/// is closed.
#[derive(Debug, Clone, Copy)]
pub struct UsualModel {
    /// Recent statuses and presets.
    pub statuses: RwSignal<UsualStatuses>,
    /// Whether keyboard shortcuts are on.
    pub has_shortcuts: RwSignal<bool>,
}

impl UsualModel {
    /// The defaults.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            statuses: RwSignal::new(UsualStatuses::default()),
            has_shortcuts: RwSignal::new(true),
        }
    }

    /// Reads the stored values, and follows changes in other tabs.
    pub fn follow(self) {
        self.reread();
        let on_storage = window_event_listener(ev::storage, move |_| self.reread());
        on_cleanup(move || on_storage.remove());
    }

    fn reread(self) {
        if let Ok(text) = storage::read(Key::UsualStatuses) {
            let kept = text.map(|text| UsualStatuses::from_text(&text)).unwrap_or_default();
            self.statuses
                .maybe_update(|statuses| std::mem::replace(statuses, kept.clone()) != kept);
        }
        if let Ok(text) = storage::read(Key::Shortcuts) {
            self.has_shortcuts.set(text.as_deref() != Some("off"));
        }
    }

    /// Changes and stores the statuses, and returns the result of `change`.
    pub fn change<T>(self, change: impl FnOnce(&mut UsualStatuses) -> T) -> T {
        let mut statuses = self.statuses.get_untracked();
        let result = change(&mut statuses);
        let _ = storage::write(Key::UsualStatuses, &statuses.to_text());
        self.statuses.set(statuses);
        result
    }

    /// Turns shortcuts on or off, and stores that.
    pub fn want_shortcuts(self, wanted: bool) {
        self.has_shortcuts.set(wanted);
        let _ = storage::write(Key::Shortcuts, if wanted { "on" } else { "off" });
    }
}

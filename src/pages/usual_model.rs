//! The usual statuses and the wish for shortcuts, as this device keeps them.

use leptos::ev;
use leptos::prelude::*;
use whereabouts_browser::storage::{self, Key};
use whereabouts_core::form::UsualStatuses;

/// What this device keeps for comfort, reactive and shared with the other tabs. Where nothing can
/// be kept it holds until the page is closed.
#[derive(Debug, Clone, Copy)]
pub struct UsualModel {
    /// Recent statuses and presets.
    pub statuses: RwSignal<UsualStatuses>,
    /// Whether keyboard shortcuts are wanted.
    pub has_shortcuts: RwSignal<bool>,
}

impl UsualModel {
    /// Holds nothing yet.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            statuses: RwSignal::new(UsualStatuses::default()),
            has_shortcuts: RwSignal::new(true),
        }
    }

    /// Takes up what is kept, and follows what other tabs change.
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

    /// Changes the usual statuses and keeps the change; gives what `change` gives.
    pub fn change<T>(self, change: impl FnOnce(&mut UsualStatuses) -> T) -> T {
        let mut statuses = self.statuses.get_untracked();
        let result = change(&mut statuses);
        let _ = storage::write(Key::UsualStatuses, &statuses.to_text());
        self.statuses.set(statuses);
        result
    }

    /// Wants shortcuts, or not, and keeps that.
    pub fn want_shortcuts(self, wanted: bool) {
        self.has_shortcuts.set(wanted);
        let _ = storage::write(Key::Shortcuts, if wanted { "on" } else { "off" });
    }
}

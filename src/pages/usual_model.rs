//! Recent statuses, presets and the preference for shortcuts, as stored on this device.

use crate::components::focus_on;
use crate::kept::Kept;
use crate::pages::undo::Undo;
use crate::session::Session;
use leptos::prelude::*;
use whereabouts_browser::storage::{Key, is_held};
use whereabouts_core::domain::UserId;
use whereabouts_core::form::{Edit, UsualStatuses};

/// The stored values as signals, shared with other tabs. If storage is blocked, they last until the page
/// is closed.
#[derive(Clone, Copy)]
pub struct UsualModel {
    /// Recent statuses and presets of whoever uses the page.
    pub statuses: RwSignal<UsualStatuses>,
    /// Whether keyboard shortcuts are on.
    pub has_shortcuts: RwSignal<bool>,
    /// What the page keeps.
    pub kept: Kept,
    /// Brings back what was replaced or deleted.
    pub undo: Undo,
    person: RwSignal<Option<UserId>>,
}

impl UsualModel {
    /// The defaults.
    #[must_use]
    pub fn empty(session: Session, kept: Kept, undo: Undo) -> Self {
        Self {
            statuses: RwSignal::new(UsualStatuses::default()),
            has_shortcuts: RwSignal::new(true),
            kept,
            undo,
            person: session.person,
        }
    }

    /// Reads the stored values, and follows changes in other tabs and of the person.
    pub fn follow(self) {
        self.reread();
        self.kept.follow(move || self.reread());
        Effect::new(move |before: Option<Option<i64>>| {
            let user = self.user();
            if let Some(before) = before
                && before != user
            {
                self.reread();
                if before.is_some() {
                    // It would bring back what another person entered.
                    self.undo.take();
                }
            }
            user
        });
    }

    fn user(self) -> Option<i64> {
        self.person.get().map(UserId::get)
    }

    fn reread(self) {
        if let Some(own) = self.take_up(false) {
            self.statuses.maybe_update(|shown| std::mem::replace(shown, own.clone()) != own);
        }
        if let Ok(text) = self.kept.read(Key::Shortcuts) {
            self.has_shortcuts.set(text.as_deref() != Some("off"));
        }
    }

    /// Reads what is kept for whoever uses the page, and puts aside what is another person's. `None` if nothing can
    /// be read.
    fn take_up(self, is_changing: bool) -> Option<UsualStatuses> {
        let stored = self.load(Key::UsualStatuses)?;
        let user = untrack(|| self.user());
        if stored.owner() == user {
            return Some(stored);
        }
        let before = user.and_then(|user| self.load(Key::UsualStatusesOf(user)));
        let (own, others) = stored.handed_to(user, before.unwrap_or_default());
        // Without an account nothing is moved until it has to be: the same person may come back.
        let is_moving = is_changing || user.is_some();
        if is_moving && !(own.is_empty() && others.is_none()) {
            if let Some(others) = others
                && let Some(owner) = others.owner()
            {
                // First, so that there is room for it elsewhere.
                self.kept.remove(Key::UsualStatuses);
                self.kept.write(Key::UsualStatusesOf(owner), &others.to_text());
            }
            self.kept.write(Key::UsualStatuses, &own.to_text());
            if let Some(user) = user
                && self.outlasts_page()
            {
                self.kept.remove(Key::UsualStatusesOf(user));
            }
        }
        Some(own)
    }

    fn load(self, key: Key) -> Option<UsualStatuses> {
        let text = self.kept.read(key).ok()?;
        Some(text.map(|text| UsualStatuses::from_text(&text)).unwrap_or_default())
    }

    /// Changes and stores the statuses, and returns the result of `change`. They are read again before, because
    /// another tab may have changed them unheard.
    pub fn change<T>(self, change: impl FnOnce(&mut UsualStatuses) -> T) -> T {
        let mut statuses = self.take_up(true).unwrap_or_else(|| self.statuses.get_untracked());
        let result = change(&mut statuses);
        self.kept.write(Key::UsualStatuses, &statuses.to_text());
        self.statuses.set(statuses);
        result
    }

    /// Whether the statuses outlast the page.
    #[must_use]
    pub fn outlasts_page(self) -> bool {
        !is_held(Key::UsualStatuses)
    }

    /// Offers to revert edits of presets.
    pub fn offer_revert(
        self,
        sentence: impl Fn() -> String + Send + Sync + 'static,
        edits: Vec<Edit>,
    ) {
        self.undo.offer(sentence, move || {
            self.change(|statuses| statuses.revert(edits));
            focus_on("#presets-title, #usual-title");
        });
    }

    /// Turns shortcuts on or off, and stores that.
    pub fn want_shortcuts(self, wanted: bool) {
        self.has_shortcuts.set(wanted);
        self.kept.write(Key::Shortcuts, if wanted { "on" } else { "off" });
    }
}

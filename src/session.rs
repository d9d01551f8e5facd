//! The account: the token and the user id, stored on this device and shared between tabs.

use leptos::ev;
use leptos::prelude::*;
use std::str::FromStr;
use whereabouts_browser::storage::{self, Key, StorageError};
use whereabouts_core::config::TokenHolder;
use whereabouts_core::domain::{Account, Token, UserId};
use whereabouts_core::form::Settings;

/// A problem with storage that the person should know about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StorageTrouble {
    /// Nothing can be stored. Settings last until the page is closed.
    NotKept(StorageError),
    /// A stored value is invalid and is not used.
    Unreadable,
}

/// The session. It lives as long as the page.
#[derive(Debug, Clone, Copy)]
pub struct Session {
    token_holder: TokenHolder,
    token: RwSignal<Option<Token>>,
    user_id: RwSignal<Option<UserId>>,
    trouble: RwSignal<Option<StorageTrouble>>,
}

impl Session {
    /// Reads the stored account, and follows changes in other tabs.
    #[must_use]
    pub fn restore(token_holder: TokenHolder) -> Self {
        let session = Self {
            token_holder,
            token: RwSignal::new(None),
            user_id: RwSignal::new(None),
            trouble: RwSignal::new(None),
        };
        session.reread();
        // `storage`: another tab changed something. `pageshow`: this tab comes back from the back/forward
        // cache, where it received no events.
        let on_storage = window_event_listener(ev::storage, move |_| session.reread());
        let on_page_show = window_event_listener(ev::pageshow, move |_| session.reread());
        on_cleanup(move || {
            on_storage.remove();
            on_page_show.remove();
        });
        session
    }

    fn reread(self) {
        self.token.maybe_update(|token| replace_with_kept(token, Key::Token, self));
        self.user_id.maybe_update(|user_id| replace_with_kept(user_id, Key::UserId, self));
    }

    /// Whether the person must enter a token.
    #[must_use]
    pub const fn asks_for_token(self) -> bool {
        matches!(self.token_holder, TokenHolder::Person)
    }

    /// The token, if there is one. Reactive.
    #[must_use]
    pub fn token(self) -> Option<Token> {
        self.token.get()
    }

    /// The user id, if there is one. Reactive.
    #[must_use]
    pub fn user_id(self) -> Option<UserId> {
        self.user_id.get()
    }

    /// The account, if it is complete. Reactive.
    #[must_use]
    pub fn account(self) -> Option<Account> {
        let user_id = self.user_id.get()?;
        match self.token_holder {
            TokenHolder::Relay => Some(Account { token: None, user_id }),
            TokenHolder::Person => Some(Account { token: Some(self.token.get()?), user_id }),
        }
    }

    /// The problem with storage, if there is one. Reactive.
    #[must_use]
    pub fn trouble(self) -> Option<StorageTrouble> {
        self.trouble.get()
    }

    /// Uses these settings, and stores them if possible.
    pub fn save(self, settings: Settings) {
        let kept = settings
            .token
            .as_ref()
            .map_or(Ok(()), |token| storage::write(Key::Token, token.expose()))
            .and_then(|()| storage::write(Key::UserId, &settings.user_id.to_string()));
        self.note(kept);
        self.user_id.set(Some(settings.user_id));
        if let Some(token) = settings.token {
            self.token.set(Some(token));
        }
    }

    /// Removes the token from memory and from storage.
    pub fn forget_token(self) {
        self.note(storage::remove(Key::Token));
        self.token.set(None);
    }

    fn note(self, kept: Result<(), StorageError>) {
        self.trouble.set(kept.err().map(StorageTrouble::NotKept));
    }
}

/// Replaces the value in memory with the stored one, and returns whether it changed. If storage is
/// blocked, the value in memory stays.
fn replace_with_kept<T: FromStr + PartialEq>(
    value: &mut Option<T>,
    key: Key,
    session: Session,
) -> bool {
    let kept = match storage::read(key) {
        Ok(None) => None,
        Ok(Some(text)) => {
            let parsed = text.parse().ok();
            if parsed.is_none() {
                session.trouble.set(Some(StorageTrouble::Unreadable));
            }
            parsed
        }
        Err(error) => {
            session.trouble.set(Some(StorageTrouble::NotKept(error)));
            return false;
        }
    };
    let has_changed = *value != kept;
    *value = kept;
    has_changed
}

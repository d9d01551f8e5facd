//! Who uses the page: their token and their user id, kept on this device and shared by its tabs.

use leptos::ev;
use leptos::prelude::*;
use std::str::FromStr;
use whereabouts_browser::storage::{self, Key, StorageError};
use whereabouts_core::config::TokenHolder;
use whereabouts_core::domain::{Account, Token, UserId};
use whereabouts_core::form::Settings;

/// Something about the device's storage that a person should know, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StorageTrouble {
    /// Nothing can be kept; it holds until the page is closed.
    NotKept(StorageError),
    /// What was kept could not be understood, and is not used.
    Unreadable,
}

/// The handle to the session. It lives as long as the page.
#[derive(Debug, Clone, Copy)]
pub struct Session {
    token_holder: TokenHolder,
    token: RwSignal<Option<Token>>,
    user_id: RwSignal<Option<UserId>>,
    trouble: RwSignal<Option<StorageTrouble>>,
}

impl Session {
    /// Takes up what this device keeps, and follows what other tabs change.
    #[must_use]
    pub fn restore(token_holder: TokenHolder) -> Self {
        let session = Self {
            token_holder,
            token: RwSignal::new(None),
            user_id: RwSignal::new(None),
            trouble: RwSignal::new(None),
        };
        session.reread();
        // Another tab saved or forgot something; `pageshow` comes when this tab is brought back
        // from the back/forward cache, where it heard no events.
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

    /// Whether a person has to enter a token.
    #[must_use]
    pub const fn asks_for_token(self) -> bool {
        matches!(self.token_holder, TokenHolder::Person)
    }

    /// The token, if the person entered one. Reactive.
    #[must_use]
    pub fn token(self) -> Option<Token> {
        self.token.get()
    }

    /// The user id, if one was entered. Reactive.
    #[must_use]
    pub fn user_id(self) -> Option<UserId> {
        self.user_id.get()
    }

    /// All that a call needs, once it is there. Reactive.
    #[must_use]
    pub fn account(self) -> Option<Account> {
        let user_id = self.user_id.get()?;
        match self.token_holder {
            TokenHolder::Relay => Some(Account { token: None, user_id }),
            TokenHolder::Person => Some(Account { token: Some(self.token.get()?), user_id }),
        }
    }

    /// What is wrong with this device's storage. Reactive.
    #[must_use]
    pub fn trouble(self) -> Option<StorageTrouble> {
        self.trouble.get()
    }

    /// Uses these settings from now on, and keeps them where that is possible.
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

    /// Forgets the token, here and on this device.
    pub fn forget_token(self) {
        self.note(storage::remove(Key::Token));
        self.token.set(None);
    }

    fn note(self, kept: Result<(), StorageError>) {
        self.trouble.set(kept.err().map(StorageTrouble::NotKept));
    }
}

/// Takes the kept value over the one in memory, and says whether that changed anything. Where
/// storage is blocked, memory is all there is and stays.
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

//! The account: the token and the user id, stored on this device and shared between tabs.

use crate::kept::Kept;
use leptos::prelude::*;
use std::str::FromStr;
use whereabouts_browser::storage::{Key, StorageError};
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
    person: RwSignal<Option<UserId>>,
    kept: Kept,
    is_unreadable: RwSignal<bool>,
}

impl Session {
    /// Reads the stored account, and follows changes in other tabs.
    #[must_use]
    pub fn restore(token_holder: TokenHolder, kept: Kept) -> Self {
        let session = Self {
            token_holder,
            token: RwSignal::new(None),
            user_id: RwSignal::new(None),
            person: RwSignal::new(None),
            kept,
            is_unreadable: RwSignal::new(false),
        };
        session.reread();
        kept.follow(move || session.reread());
        session
    }

    fn reread(self) {
        let token = self.reread_into(self.token, Key::Token);
        let user_id = self.reread_into(self.user_id, Key::UserId);
        self.is_unreadable.set(!(token && user_id));
        self.note_person();
    }

    /// Notes who uses the page. A token that is forgotten in another tab or that has run out does not mean that someone
    /// else is there: nobody is, until they say so in Settings.
    fn note_person(self) {
        let (account, user_id) = untrack(|| (self.account(), self.user_id()));
        let person = account.map(|account| account.user_id);
        self.person.maybe_update(|known| {
            let now = person.or(known.filter(|known| Some(*known) == user_id));
            std::mem::replace(known, now) != now
        });
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

    /// Whose entries, presets and outcomes are shown. Reactive.
    #[must_use]
    pub fn person(self) -> Option<UserId> {
        self.person.get()
    }

    /// The problem with storage, if there is one. Reactive.
    #[must_use]
    pub fn trouble(self) -> Option<StorageTrouble> {
        let unreadable = || self.is_unreadable.get().then_some(StorageTrouble::Unreadable);
        self.kept.error().map(StorageTrouble::NotKept).or_else(unreadable)
    }

    /// Uses these settings, and stores them if possible.
    pub fn save(self, settings: Settings) {
        if let Some(token) = settings.token {
            self.kept.write(Key::Token, token.expose());
            self.token.set(Some(token));
        }
        self.kept.write(Key::UserId, &settings.user_id.to_string());
        self.user_id.set(Some(settings.user_id));
        self.is_unreadable.set(false);
        self.note_person();
    }

    /// Removes the token from memory and from storage. The person leaves.
    pub fn forget_token(self) {
        self.kept.remove(Key::Token);
        self.token.set(None);
        self.person.set(None);
    }

    /// Replaces the value in memory with the stored one, and returns whether that is readable. If storage is
    /// blocked, the value in memory stays.
    fn reread_into<T>(self, value: RwSignal<Option<T>>, key: Key) -> bool
    where
        T: FromStr + PartialEq + Send + Sync + 'static,
    {
        let Ok(text) = self.kept.read(key) else { return true };
        let stored = text.as_deref().and_then(|text| text.parse().ok());
        let is_readable = stored.is_some() == text.is_some();
        value.maybe_update(|value| {
            let has_changed = *value != stored;
            *value = stored;
            has_changed
        });
        is_readable
    }
}

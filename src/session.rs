//! Who uses the page, and by what right: an account that they entered, or the person whom the relay knows.

use crate::kept::Kept;
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use std::str::FromStr;
use whereabouts_browser::service_worker::tell_sign_on;
use whereabouts_browser::storage::{Key, StorageError};
use whereabouts_core::api::{ApiError, StatusApi};
use whereabouts_core::config::TokenHolder;
use whereabouts_core::domain::{Account, Authentication, Person, Token, UserId};
use whereabouts_core::form::Settings;
use whereabouts_core::sign_on::SignOn;

/// A problem with storage that the person should know about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StorageTrouble {
    /// Nothing can be stored. Settings last until the page is closed.
    NotKept(StorageError),
    /// A stored value is invalid and is not used.
    Unreadable,
}

/// The session. It lives as long as the page.
#[derive(Clone, Copy)]
pub struct Session {
    token_holder: TokenHolder,
    token: RwSignal<Option<Token>>,
    user_id: RwSignal<Option<UserId>>,
    sign_on: RwSignal<SignOn>,
    /// Whether the first question since the page was loaded, who has signed in, is not answered yet.
    is_first_asking: RwSignal<bool>,
    /// Whose entries, presets and outcomes are shown.
    pub person: RwSignal<Option<UserId>>,
    kept: Kept,
    is_unreadable: RwSignal<bool>,
    api: StoredValue<Rc<dyn StatusApi>, LocalStorage>,
}

impl Session {
    /// Reads the stored account, asks the relay who has signed in, and follows changes in other tabs.
    #[must_use]
    pub fn restore(token_holder: TokenHolder, kept: Kept, api: Rc<dyn StatusApi>) -> Self {
        let session = Self {
            token_holder,
            token: RwSignal::new(None),
            user_id: RwSignal::new(None),
            sign_on: RwSignal::new(SignOn::None),
            is_first_asking: RwSignal::new(false),
            person: RwSignal::new(None),
            kept,
            is_unreadable: RwSignal::new(false),
            api: StoredValue::new_local(api),
        };
        session.reread();
        kept.follow(move || session.reread());
        if untrack(|| session.expects_sign_on() || session.token().is_none()) {
            session.is_first_asking.set(true);
            session.ask();
        }
        // Somebody who is not signed in, or not linked, may come back from doing something about it.
        let look_again = move || {
            if session
                .sign_on
                .with_untracked(|known| !matches!(known, SignOn::None | SignOn::SignedIn(_)))
            {
                session.ask();
            }
        };
        let on_focus = window_event_listener(ev::focus, move |_| look_again());
        let on_online = window_event_listener(ev::online, move |_| look_again());
        on_cleanup(move || {
            on_focus.remove();
            on_online.remove();
        });
        session
    }

    fn reread(self) {
        let token = self.reread_into(self.token, Key::Token);
        let user_id = self.reread_into(self.user_id, Key::UserId);
        self.is_unreadable.set(!(token && user_id));
        if let Ok(text) = self.kept.read(Key::SignOn) {
            let stored = text.as_deref().map(SignOn::from_text).unwrap_or_default();
            // What is stored says less than what this tab knows of somebody who is signed out or not linked.
            self.sign_on.maybe_update(|known| {
                let is_news = known.to_text() != stored.to_text();
                if is_news {
                    *known = match (std::mem::take(known), stored) {
                        (SignOn::SignedIn(person), SignOn::SignedOut(_)) => {
                            SignOn::SignedOut(Some(person))
                        }
                        (_, stored) => stored,
                    };
                }
                is_news
            });
        }
        self.note_person();
    }

    /// Notes who uses the page. A token that is forgotten in another tab or that has run out does not mean that someone
    /// else is there: nobody is, until they say so in Settings.
    fn note_person(self) {
        let (account, user_id) = untrack(|| (self.account(), self.user_id.get()));
        let person = account.map(|account| account.user_id);
        self.person.maybe_update(|known| {
            let now = person.or(known.filter(|known| Some(*known) == user_id));
            std::mem::replace(known, now) != now
        });
    }

    /// Whether there is, or was at the last visit, a relay that knows people by their sign-in.
    fn expects_sign_on(self) -> bool {
        self.token_holder == TokenHolder::Relay || self.sign_on.with(|known| *known != SignOn::None)
    }

    /// Asks the relay who has signed in. Nothing waits for the answer, except a press while nobody is known.
    fn ask(self) {
        let answer = self.api().signed_in_person();
        spawn_local(async move {
            let answer = answer.await;
            if self.is_first_asking.try_get_untracked().is_some() {
                self.learn(answer);
                self.is_first_asking.set(false);
            }
        });
    }

    fn learn(self, answer: Result<Person, ApiError>) {
        let is_expected = self.token_holder == TokenHolder::Relay;
        let known = self.sign_on.get_untracked();
        let next = known.clone().after(answer, is_expected);
        if next == known {
            return;
        }
        match next.to_text() {
            Some(text) => self.kept.write(Key::SignOn, &text),
            None => self.kept.remove(Key::SignOn),
        }
        if matches!(next, SignOn::SignedIn(_)) && untrack(|| self.token()).is_some() {
            // The relay has its own. What is not kept can't be stolen.
            self.kept.remove(Key::Token);
            self.token.set(None);
        }
        tell_sign_on(next != SignOn::None);
        self.sign_on.set(next);
        self.note_person();
    }

    /// Takes note of the `answer` to a request of the person's: it can mean that they are signed out, or signed in
    /// again, or somebody else.
    pub fn heed<T>(self, answer: &Result<T, ApiError>) {
        let has_sign_on = self.sign_on.with_untracked(|known| *known != SignOn::None);
        match answer {
            Err(error) if has_sign_on && error.asks_to_sign_in() => {
                self.learn(Err(error.clone()));
            }
            // Perhaps the relay holds the token since the page was loaded.
            Err(ApiError::Unauthorized(_)) => self.ask(),
            Err(ApiError::Forbidden(_)) if has_sign_on => self.ask(),
            Ok(_) if untrack(|| self.is_signed_out()) => self.ask(),
            _ => {}
        }
    }

    /// The API, for requests with the [account](Self::account).
    #[must_use]
    pub fn api(self) -> Rc<dyn StatusApi> {
        self.api.get_value()
    }

    /// What makes the API accept a request. Reactive.
    #[must_use]
    pub fn authentication(self) -> Authentication {
        match self.token_holder {
            _ if self.sign_on.with(|known| *known != SignOn::None) => Authentication::SignOn,
            TokenHolder::Relay => Authentication::RelayToken,
            TokenHolder::Person => Authentication::OwnToken,
        }
    }

    /// Whether the person must enter a token. Reactive.
    #[must_use]
    pub fn asks_for_token(self) -> bool {
        self.authentication() == Authentication::OwnToken
    }

    /// What the relay says about the person. Reactive.
    #[must_use]
    pub fn sign_on(self) -> SignOn {
        self.sign_on.get()
    }

    /// Whether the sign-in has run out. Reactive.
    #[must_use]
    pub fn is_signed_out(self) -> bool {
        self.sign_on.with(|known| matches!(known, SignOn::SignedOut(_)))
    }

    /// Whether the relay has not yet said, since the page was loaded, who has signed in. Reactive.
    #[must_use]
    pub fn is_first_asking(self) -> bool {
        self.is_first_asking.get()
    }

    /// Whether it is too early to say that an account is missing. Reactive.
    #[must_use]
    pub fn may_know_soon(self) -> bool {
        self.is_first_asking() && self.expects_sign_on()
    }

    /// The token, if there is one. Reactive.
    #[must_use]
    pub fn token(self) -> Option<Token> {
        self.token.get()
    }

    /// The user id that the person entered, if there is one. Reactive.
    #[must_use]
    pub fn user_id(self) -> Option<UserId> {
        self.user_id.get()
    }

    /// The account, if it is complete. Reactive.
    #[must_use]
    pub fn account(self) -> Option<Account> {
        match self.authentication() {
            Authentication::SignOn => {
                let user_id = self.sign_on.with(|known| Some(known.person()?.id))?;
                Some(Account { token: None, user_id })
            }
            Authentication::RelayToken => {
                Some(Account { token: None, user_id: self.user_id.get()? })
            }
            Authentication::OwnToken => {
                Some(Account { token: Some(self.token.get()?), user_id: self.user_id.get()? })
            }
        }
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

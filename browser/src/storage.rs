//! Local and session storage. No other file uses `web_sys::Storage` or its keys. Every function returns
//! an error instead of panicking, because storage can be blocked or full at any time.
//!
//! A change that could not be stored is held in memory, and is read from there until the page is closed,
//! until it can be stored, or until another tab stores something else.

use crate::console::{cause_of, warn};
use std::borrow::Cow;
use std::cell::RefCell;
use wasm_bindgen::JsValue;
use web_sys::{Storage, StorageEvent, StorageEventInit};

/// A stored value: in local storage, or in session storage where that is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The API token.
    Token,
    /// The user id.
    UserId,
    /// Who has signed in, where the relay knows people; `public/early.js` reads it, too.
    SignOn,
    /// Recent statuses and presets of whoever uses the page.
    UsualStatuses,
    /// Those that were put aside for the person with this user id.
    UsualStatusesOf(i64),
    /// `off` if keyboard shortcuts are off.
    Shortcuts,
    /// `light`, `dark` or `system`; `public/early.js` reads it, too.
    Appearance,
    /// The tag of the language that was chosen, or nothing; `public/early.js` reads it, too.
    Language,
    /// The entries of the status form, in session storage.
    Draft,
    /// The user id of the person whose draft it is, in session storage.
    DraftOwner,
    /// The attempt whose outcome is not known, in session storage.
    Attempt,
}

/// Why a value could not be stored or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StorageError {
    /// The browser blocks storage.
    Blocked,
    /// Writing failed, usually because the quota is used up.
    Full,
}

thread_local! {
    /// The changes that could not be stored; `None` where a value was removed.
    static HELD: RefCell<Vec<(Key, Option<String>)>> = const { RefCell::new(Vec::new()) };
}

impl Key {
    fn name(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Token => "whereabouts.token",
            Self::UserId => "whereabouts.user-id",
            Self::SignOn => "whereabouts.sign-on",
            Self::UsualStatuses => "whereabouts.usual-statuses",
            Self::UsualStatusesOf(owner) => {
                return Cow::Owned(format!("whereabouts.usual-statuses.{owner}"));
            }
            Self::Shortcuts => "whereabouts.shortcuts",
            Self::Appearance => "whereabouts.appearance",
            Self::Language => "whereabouts.language",
            Self::Draft => "whereabouts.draft",
            Self::DraftOwner => "whereabouts.draft-owner",
            Self::Attempt => "whereabouts.attempt",
        })
    }

    /// Names the cause in the console.
    fn refused(self, thrown: &JsValue, error: StorageError) -> StorageError {
        warn(&self.name(), &cause_of(thrown));
        error
    }

    fn storage(self) -> Result<Storage, StorageError> {
        let window = web_sys::window().ok_or(StorageError::Blocked)?;
        let storage = match self {
            Self::Draft | Self::DraftOwner | Self::Attempt => window.session_storage(),
            Self::Token
            | Self::UserId
            | Self::SignOn
            | Self::UsualStatuses
            | Self::UsualStatusesOf(_)
            | Self::Shortcuts
            | Self::Appearance
            | Self::Language => window.local_storage(),
        };
        storage.ok().flatten().ok_or(StorageError::Blocked)
    }
}

/// Reads the value of `key`.
///
/// # Errors
/// [`StorageError::Blocked`].
pub fn read(key: Key) -> Result<Option<String>, StorageError> {
    let held = HELD.with_borrow(|held| {
        let (_, value) = held.iter().find(|(held, _)| *held == key)?;
        Some(value.clone())
    });
    if let Some(value) = held {
        return Ok(value);
    }
    key.storage()?
        .get_item(&key.name())
        .map_err(|thrown| key.refused(&thrown, StorageError::Blocked))
}

/// Stores `value` under `key`, or else holds it in memory.
///
/// # Errors
/// See [`StorageError`].
pub fn write(key: Key, value: &str) -> Result<(), StorageError> {
    let refused = |thrown| key.refused(&thrown, StorageError::Full);
    let stored = key.storage().and_then(|all| all.set_item(&key.name(), value).map_err(refused));
    hold(key, Some(value), stored)
}

/// Removes the value of `key`, or else no longer reads it.
///
/// # Errors
/// [`StorageError::Blocked`].
pub fn remove(key: Key) -> Result<(), StorageError> {
    let refused = |thrown| key.refused(&thrown, StorageError::Blocked);
    let stored = key.storage().and_then(|all| all.remove_item(&key.name()).map_err(refused));
    hold(key, None, stored)
}

fn hold(
    key: Key,
    value: Option<&str>,
    stored: Result<(), StorageError>,
) -> Result<(), StorageError> {
    HELD.with_borrow_mut(|held| {
        held.retain(|(held, _)| *held != key);
        if stored.is_err() {
            held.push((key, value.map(str::to_owned)));
        }
    });
    stored
}

/// Whether a change of `key` is only held in memory.
#[must_use]
pub fn is_held(key: Key) -> bool {
    HELD.with_borrow(|held| held.iter().any(|(held, _)| *held == key))
}

/// Whether a change is only held in memory that should outlast the page. The draft need not.
#[must_use]
pub fn holds_any() -> bool {
    HELD.with_borrow(|held| held.iter().any(|(key, _)| *key != Key::Draft))
}

/// Drops what is held under the name of a key that another tab has changed, or everything without a name,
/// which is how the browser reports that all was removed.
pub fn give_way(changed: Option<&str>) {
    HELD.with_borrow_mut(|held| {
        held.retain(|(key, _)| changed.is_some_and(|changed| key.name() != changed));
    });
}

/// Dispatches in this tab the event that the browser sends to the other tabs.
pub fn announce(key: Key, value: &str) {
    let details = StorageEventInit::new();
    details.set_key(Some(&key.name()));
    details.set_new_value(Some(value));
    let event = StorageEvent::new_with_event_init_dict("storage", &details);
    if let (Some(window), Ok(event)) = (web_sys::window(), event) {
        let _ = window.dispatch_event(&event);
    }
}

//! Local and session storage. No other file uses `web_sys::Storage` or its keys. Every function returns
//! an error instead of panicking, because storage can be blocked or full at any time.

use crate::console::{cause_of, warn};
use wasm_bindgen::JsValue;
use web_sys::{Storage, StorageEvent, StorageEventInit};

/// A stored value: in local storage, or in session storage where that is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The API token.
    Token,
    /// The user id.
    UserId,
    /// Recent statuses and presets.
    UsualStatuses,
    /// `off` if keyboard shortcuts are off.
    Shortcuts,
    /// `light`, `dark` or `system`; `public/early.js` reads it, too.
    Appearance,
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

impl Key {
    const fn name(self) -> &'static str {
        match self {
            Self::Token => "whereabouts.token",
            Self::UserId => "whereabouts.user-id",
            Self::UsualStatuses => "whereabouts.usual-statuses",
            Self::Shortcuts => "whereabouts.shortcuts",
            Self::Appearance => "whereabouts.appearance",
            Self::Draft => "whereabouts.draft",
            Self::DraftOwner => "whereabouts.draft-owner",
            Self::Attempt => "whereabouts.attempt",
        }
    }

    /// Names the cause in the console.
    fn refused(self, thrown: &JsValue, error: StorageError) -> StorageError {
        warn(self.name(), &cause_of(thrown));
        error
    }

    fn storage(self) -> Result<Storage, StorageError> {
        let window = web_sys::window().ok_or(StorageError::Blocked)?;
        let storage = match self {
            Self::Draft | Self::DraftOwner | Self::Attempt => window.session_storage(),
            Self::Token
            | Self::UserId
            | Self::UsualStatuses
            | Self::Shortcuts
            | Self::Appearance => window.local_storage(),
        };
        storage.ok().flatten().ok_or(StorageError::Blocked)
    }
}

/// Reads the value of `key`.
///
/// # Errors
/// [`StorageError::Blocked`].
pub fn read(key: Key) -> Result<Option<String>, StorageError> {
    key.storage()?
        .get_item(key.name())
        .map_err(|thrown| key.refused(&thrown, StorageError::Blocked))
}

/// Stores `value` under `key`.
///
/// # Errors
/// See [`StorageError`].
pub fn write(key: Key, value: &str) -> Result<(), StorageError> {
    let refused = |thrown| key.refused(&thrown, StorageError::Full);
    key.storage()?.set_item(key.name(), value).map_err(refused)
}

/// Removes the value of `key`.
///
/// # Errors
/// [`StorageError::Blocked`].
pub fn remove(key: Key) -> Result<(), StorageError> {
    let refused = |thrown| key.refused(&thrown, StorageError::Blocked);
    key.storage()?.remove_item(key.name()).map_err(refused)
}

/// Dispatches in this tab the event that the browser sends to the other tabs.
pub fn announce(key: Key, value: &str) {
    let details = StorageEventInit::new();
    details.set_key(Some(key.name()));
    details.set_new_value(Some(value));
    let event = StorageEvent::new_with_event_init_dict("storage", &details);
    if let (Some(window), Ok(event)) = (web_sys::window(), event) {
        let _ = window.dispatch_event(&event);
    }
}

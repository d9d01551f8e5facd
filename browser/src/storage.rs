//! What this browser keeps for the page. The only file that touches `web_sys::Storage` and the
//! only one with its keys; it answers errors and never panics, since storage can be blocked or
//! full at any time.

use crate::console::{cause_of, warn};
use wasm_bindgen::JsValue;
use web_sys::{Storage, StorageEvent, StorageEventInit};

/// Something that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// The API token, on this device.
    Token,
    /// Whose status is set, on this device.
    UserId,
    /// Recent statuses and presets, on this device.
    UsualStatuses,
    /// `off` where keyboard shortcuts are not wanted, on this device.
    Shortcuts,
    /// Light or dark, on this device; `public/early.js` reads it too.
    Appearance,
    /// The status form as it stands, in this tab only.
    Draft,
}

/// Why something could not be kept or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StorageError {
    /// The browser gives the page no storage.
    Blocked,
    /// Writing failed, mostly because the quota is used up.
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
            Self::Draft => window.session_storage(),
            Self::Token
            | Self::UserId
            | Self::UsualStatuses
            | Self::Shortcuts
            | Self::Appearance => window.local_storage(),
        };
        storage.ok().flatten().ok_or(StorageError::Blocked)
    }
}

/// What is kept under `key`.
///
/// # Errors
/// [`StorageError::Blocked`].
pub fn read(key: Key) -> Result<Option<String>, StorageError> {
    key.storage()?
        .get_item(key.name())
        .map_err(|thrown| key.refused(&thrown, StorageError::Blocked))
}

/// Keeps `value` under `key`.
///
/// # Errors
/// As [`StorageError`] says.
pub fn write(key: Key, value: &str) -> Result<(), StorageError> {
    let refused = |thrown| key.refused(&thrown, StorageError::Full);
    key.storage()?.set_item(key.name(), value).map_err(refused)
}

/// Keeps nothing under `key` any more.
///
/// # Errors
/// [`StorageError::Blocked`].
pub fn remove(key: Key) -> Result<(), StorageError> {
    let refused = |thrown| key.refused(&thrown, StorageError::Blocked);
    key.storage()?.remove_item(key.name()).map_err(refused)
}

/// Tells this tab that `key` has a new value, by the event that the other tabs get of it.
pub fn announce(key: Key, value: &str) {
    let details = StorageEventInit::new();
    details.set_key(Some(key.name()));
    details.set_new_value(Some(value));
    let event = StorageEvent::new_with_event_init_dict("storage", &details);
    if let (Some(window), Ok(event)) = (web_sys::window(), event) {
        let _ = window.dispatch_event(&event);
    }
}

//! Recent statuses and presets.

use super::status;
use crate::domain::StatusCode;
use crate::form::{ImportError, MOST_NAMED, Until};

/// Above presets and recent statuses on the form's page.
pub fn usual_heading() -> &'static str {
    "Usual statuses"
}

/// Names a status by its content: "Working from home, 4 hours: Deep work".
pub fn summary(code: StatusCode, until: Until, detail: Option<&str>) -> String {
    let status = status::label(code);
    match (until, detail) {
        (Until::NoEnd, None) => status.to_owned(),
        (Until::NoEnd, Some(detail)) => format!("{status}: {detail}"),
        (until, None) => format!("{status}, {}", end(until)),
        (until, Some(detail)) => format!("{status}, {}: {detail}", end(until)),
    }
}

/// What a summary says behind the status, for a line of its own.
pub fn summary_without_status(until: Until, detail: Option<&str>) -> String {
    match (until, detail) {
        (Until::NoEnd, detail) => detail.unwrap_or_default().to_owned(),
        (until, None) => end(until).to_owned(),
        (until, Some(detail)) => format!("{}: {detail}", end(until)),
    }
}

fn end(until: Until) -> &'static str {
    match until {
        // Which date is chosen when it is used.
        Until::Chosen => "until a date you choose",
        until => status::until(until),
    }
}

pub fn remove(name: &str) -> String {
    format!("Remove {name}")
}

pub fn name() -> &'static str {
    "Preset name"
}

pub fn save() -> &'static str {
    "Save as preset"
}

pub fn saved(name: &str) -> String {
    format!("Saved “{name}” on this device.")
}

/// The browser could not store it.
pub fn saved_until_closed(name: &str) -> String {
    format!("Saved “{name}” until you close this page, because your browser couldn't store it.")
}

pub fn status_missing() -> &'static str {
    "Choose a status first, then save it as a preset."
}

pub fn name_missing() -> &'static str {
    "Enter a name for the preset."
}

pub fn too_many() -> String {
    format!("You already have {MOST_NAMED} presets. Delete one in Settings first.")
}

/// Above the list in Settings.
pub fn heading() -> &'static str {
    "Presets"
}

pub fn hint() -> &'static str {
    "Statuses that you have named. They are stored only in this browser."
}

pub fn none_yet() -> &'static str {
    "No presets yet. To create one, fill in the form and choose “Save as preset”."
}

/// The label of the field that renames a preset. Presets are counted from 1.
pub fn name_of(number: usize) -> String {
    format!("Name of preset {number}")
}

pub fn renamed(name: &str) -> String {
    format!("Renamed to “{name}”.")
}

pub fn not_renamed(name: &str) -> String {
    format!("“{name}” was not renamed because the new name is empty or already used.")
}

/// Places are counted from 1.
pub fn moved(name: &str, place: usize) -> String {
    format!("“{name}” is now preset {place}.")
}

pub fn move_up() -> &'static str {
    "Move up"
}

/// The accessible name of *Move up*, which says which preset.
pub fn move_up_named(name: &str) -> String {
    format!("Move up {name}")
}

pub fn move_down() -> &'static str {
    "Move down"
}

/// The accessible name of *Move down*, which says which preset.
pub fn move_down_named(name: &str) -> String {
    format!("Move down {name}")
}

pub fn delete() -> &'static str {
    "Delete"
}

/// The accessible name of *Delete*, which says which preset.
pub fn delete_named(name: &str) -> String {
    format!("Delete {name}")
}

pub fn export() -> &'static str {
    "Export presets"
}

pub fn import() -> &'static str {
    "Import presets"
}

pub fn imported(count: usize) -> String {
    match count {
        1 => "1 preset imported.".to_owned(),
        _ => format!("{count} presets imported."),
    }
}

pub fn not_imported(error: &ImportError) -> String {
    match error {
        ImportError::NotPresets => {
            "This file was not imported because it was not exported from this page.".to_owned()
        }
        ImportError::TooMany => format!(
            "This file was not imported because you would have more than {MOST_NAMED} presets."
        ),
    }
}

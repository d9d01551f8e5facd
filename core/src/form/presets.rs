//! Statuses with a name: presets. No two of a person's have the same name, so a name tells which is meant, even if
//! another tab has changed the list.

use super::Entry;
use super::usual::{Template, UsualStatuses, read_list};
use serde::Serialize;
use serde_json::Value;

/// A template with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedTemplate {
    /// What its owner calls it.
    pub name: String,
    /// What it fills in.
    #[serde(flatten)]
    pub template: Template,
}

/// What happened to one preset, so that it can be reverted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    place: usize,
    before: Option<NamedTemplate>,
    after: Option<NamedTemplate>,
}

/// Why a file of presets is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportError {
    /// It is not a list of presets as this page exports them.
    NotPresets,
    /// More than anyone picks from.
    TooMany,
}

/// How many presets there can be.
pub const MOST_NAMED: usize = 50;
/// In characters.
const LONGEST_NAME: usize = 60;

/// A name as it is kept: one line, and not too long.
fn tidy(name: &str) -> String {
    Entry::from(name).text.trim().chars().take(LONGEST_NAME).collect()
}

impl NamedTemplate {
    pub(super) fn read(kept: &Value) -> Option<Self> {
        Some(Self { name: kept["name"].as_str()?.to_owned(), template: Template::read(kept)? })
    }
}

impl Edit {
    /// The name of the preset that was deleted, or got other content.
    #[must_use]
    pub fn lost(&self) -> Option<&str> {
        let before = self.before.as_ref()?;
        (self.before != self.after).then_some(before.name.as_str())
    }
}

impl UsualStatuses {
    fn place_of(&self, name: &str) -> Option<usize> {
        self.named.iter().position(|named| named.name == name)
    }

    /// Keeps a template under a name; a name that is taken gets the new content. `None` without a
    /// name, or when there are too many.
    pub fn save(&mut self, name: &str, template: Template) -> Option<Edit> {
        let after = NamedTemplate { name: tidy(name), template };
        if after.name.is_empty() {
            return None;
        }
        let place = self.place_of(&after.name).unwrap_or(self.named.len());
        let before = match self.named.get_mut(place) {
            Some(taken) => Some(std::mem::replace(taken, after.clone())),
            None if place >= MOST_NAMED => return None,
            None => {
                self.named.push(after.clone());
                None
            }
        };
        Some(Edit { place, before, after: Some(after) })
    }

    /// Gives a preset another name. False when that name is empty or taken, or the preset is gone.
    pub fn rename(&mut self, name: &str, wanted: &str) -> bool {
        let wanted = tidy(wanted);
        let (place, taken) = (self.place_of(name), self.place_of(&wanted));
        let Some(named) = place.and_then(|place| self.named.get_mut(place)) else { return false };
        if wanted.is_empty() || (taken.is_some() && taken != place) {
            return false;
        }
        named.name = wanted;
        true
    }

    /// Moves a preset one place up or down, and returns its place.
    pub fn shift(&mut self, name: &str, is_up: bool) -> Option<usize> {
        let from = self.place_of(name)?;
        let to = if is_up { from.checked_sub(1)? } else { from + 1 };
        if to >= self.named.len() {
            return None;
        }
        self.named.swap(from, to);
        Some(to)
    }

    /// Deletes a preset.
    pub fn delete(&mut self, name: &str) -> Option<Edit> {
        let place = self.place_of(name)?;
        Some(Edit { place, before: Some(self.named.remove(place)), after: None })
    }

    /// Reverts edits, the last one first. What was changed since stays as it is.
    pub fn revert(&mut self, edits: Vec<Edit>) {
        for Edit { place, before, after } in edits.into_iter().rev() {
            let now = self.named.iter().position(|named| Some(named) == after.as_ref());
            match (before, now) {
                (Some(before), Some(now)) => self.named[now] = before,
                (None, Some(now)) => {
                    self.named.remove(now);
                }
                (Some(before), None)
                    if after.is_none() && self.place_of(&before.name).is_none() =>
                {
                    self.named.insert(place.min(self.named.len()), before);
                }
                _ => {}
            }
        }
    }

    /// The presets as a file.
    #[must_use]
    pub fn export(&self) -> String {
        serde_json::to_string(&self.named).unwrap_or_default()
    }

    /// Adds the presets of a file, whole or not at all; a name that is taken gets the file's
    /// content. Returns what happened to each.
    ///
    /// # Errors
    /// As [`ImportError`] says; nothing is changed then.
    pub fn import(&mut self, file: &str) -> Result<Vec<Edit>, ImportError> {
        // Some editors begin a file with a byte order mark.
        let file = file.trim_start_matches('\u{feff}');
        let file: Value = serde_json::from_str(file).map_err(|_| ImportError::NotPresets)?;
        let named = read_list(&file, NamedTemplate::read).ok_or(ImportError::NotPresets)?;
        if named.iter().any(|named| tidy(&named.name).is_empty()) {
            return Err(ImportError::NotPresets);
        }
        let mut merged = self.clone();
        let edits = named.into_iter().map(|named| merged.save(&named.name, named.template));
        let edits: Option<Vec<Edit>> = edits.collect();
        let edits = edits.ok_or(ImportError::TooMany)?;
        *self = merged;
        Ok(edits)
    }
}

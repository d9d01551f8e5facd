//! The statuses that a person sets again and again: the last few, and those they gave a name.

use super::{StatusDraft, Until};
use crate::domain::{Detail, DetailKind, Details, StatusCode};
use crate::text;
use serde::Serialize;
use serde_json::Value;

/// What a form is filled with in one press. It has no dates: those are over by the next time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Template {
    status: StatusCode,
    until: Until,
    #[serde(flatten)]
    details: Details<String>,
}

/// A template with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedTemplate {
    /// What its owner calls it.
    pub name: String,
    /// What it fills in.
    #[serde(flatten)]
    pub template: Template,
}

/// All of them, as they are kept on this device.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct UsualStatuses {
    recent: Vec<Template>,
    named: Vec<NamedTemplate>,
}

/// Why a file of presets is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportError {
    /// It is not a list of presets as this page exports them.
    NotPresets,
    /// More than anyone picks from.
    TooMany,
}

/// How many recent ones are offered.
const MOST_RECENT: usize = 5;
/// How many presets there can be.
pub const MOST_NAMED: usize = 50;
/// In characters.
const LONGEST_NAME: usize = 60;

impl Template {
    /// What of a draft is worth keeping; `None` before a status is chosen.
    #[must_use]
    pub fn of(draft: &StatusDraft) -> Option<Self> {
        Some(Self {
            status: draft.status?,
            until: match draft.until {
                Until::Chosen => Until::NoEnd,
                lasting => lasting,
            },
            details: Details::from_fn(|detail| draft.details[detail].text.trim().to_owned()),
        })
    }

    /// Reads what was kept or exported.
    fn read(kept: &Value) -> Option<Self> {
        let text = |name| match &kept[name] {
            Value::Null => Some(""),
            other => other.as_str(),
        };
        let mut details = Details::default();
        for detail in Detail::ALL {
            text(detail.name())?.clone_into(&mut details[detail]);
        }
        Some(Self {
            status: text("status")?.parse().ok()?,
            until: match text("until")? {
                "" => Until::default(),
                until => until.parse().ok()?,
            },
            details,
        })
    }

    /// The form that it fills.
    #[must_use]
    pub fn draft(&self) -> StatusDraft {
        StatusDraft {
            status: Some(self.status),
            until: self.until,
            details: Details::from_fn(|detail| self.details[detail].clone().into()),
            ..StatusDraft::default()
        }
    }

    /// The status it sets.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// A name made of what it holds, like "Working from home, 4 hours: Deep work".
    #[must_use]
    pub fn summary(&self) -> String {
        let mut texts = self.details.iter().filter(|(detail, _)| detail.kind() == DetailKind::Text);
        let detail = texts.find_map(|(_, text)| (!text.is_empty()).then_some(text.as_str()));
        text::presets::summary(self.status, self.until, detail)
    }
}

impl NamedTemplate {
    fn read(kept: &Value) -> Option<Self> {
        Some(Self { name: kept["name"].as_str()?.to_owned(), template: Template::read(kept)? })
    }
}

/// The items of a list, all of them or none.
fn read_list<T>(kept: &Value, item: fn(&Value) -> Option<T>) -> Option<Vec<T>> {
    kept.as_array()?.iter().map(item).collect()
}

impl UsualStatuses {
    /// As text, to be kept.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Takes up what was kept; a text that can't be read is none.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let kept: Value = serde_json::from_str(text).unwrap_or_default();
        Self {
            recent: read_list(&kept["recent"], Template::read).unwrap_or_default(),
            named: read_list(&kept["named"], NamedTemplate::read).unwrap_or_default(),
        }
    }

    /// The last ones that were set, newest first.
    #[must_use]
    pub fn recent(&self) -> &[Template] {
        &self.recent
    }

    /// Those with a name, in their owner's order.
    #[must_use]
    pub fn named(&self) -> &[NamedTemplate] {
        &self.named
    }

    /// Notes that a draft was set. What a sick person wrote is nobody's business a week later, so
    /// it is not kept.
    pub fn remember(&mut self, draft: &StatusDraft) {
        let Some(mut template) = Template::of(draft) else { return };
        if template.status == StatusCode::Sick {
            for detail in Detail::ALL {
                if detail.kind() == DetailKind::Text {
                    template.details[detail].clear();
                }
            }
        }
        self.recent.retain(|other| *other != template);
        self.recent.insert(0, template);
        self.recent.truncate(MOST_RECENT);
    }

    /// Forgets one of the recent ones.
    pub fn forget(&mut self, template: &Template) {
        self.recent.retain(|other| other != template);
    }

    /// Keeps a template under a name; a name that is taken gets the new content. False without a
    /// name, or when there are too many.
    pub fn save(&mut self, name: &str, template: Template) -> bool {
        let name: String = name.trim().chars().take(LONGEST_NAME).collect();
        if name.is_empty() {
            return false;
        }
        if let Some(taken) = self.named.iter_mut().find(|named| named.name == name) {
            taken.template = template;
            return true;
        }
        if self.named.len() >= MOST_NAMED {
            return false;
        }
        self.named.push(NamedTemplate { name, template });
        true
    }

    /// Gives the preset at `index` another name. False when that name is empty or taken.
    pub fn rename(&mut self, index: usize, name: &str) -> bool {
        let name: String = name.trim().chars().take(LONGEST_NAME).collect();
        let is_taken = self
            .named
            .iter()
            .enumerate()
            .any(|(other, named)| other != index && named.name == name);
        match self.named.get_mut(index) {
            Some(named) if !name.is_empty() && !is_taken => {
                named.name = name;
                true
            }
            _ => false,
        }
    }

    /// Moves the preset at `index` one place up.
    pub fn move_up(&mut self, index: usize) {
        if index > 0 && index < self.named.len() {
            self.named.swap(index, index - 1);
        }
    }

    /// Deletes the preset at `index`.
    pub fn delete(&mut self, index: usize) {
        if index < self.named.len() {
            self.named.remove(index);
        }
    }

    /// The presets as a file.
    #[must_use]
    pub fn export(&self) -> String {
        serde_json::to_string(&self.named).unwrap_or_default()
    }

    /// Adds the presets of a file, whole or not at all; a name that is taken gets the file's
    /// content. Gives how many there were.
    ///
    /// # Errors
    /// As [`ImportError`] says; nothing is changed then.
    pub fn import(&mut self, file: &str) -> Result<usize, ImportError> {
        let file: Value = serde_json::from_str(file).map_err(|_| ImportError::NotPresets)?;
        let named = read_list(&file, NamedTemplate::read).ok_or(ImportError::NotPresets)?;
        let mut merged = self.clone();
        let count = named.len();
        for NamedTemplate { name, mut template } in named {
            if name.trim().is_empty() {
                return Err(ImportError::NotPresets);
            }
            if template.until == Until::Chosen {
                template.until = Until::NoEnd;
            }
            if !merged.save(&name, template) {
                return Err(ImportError::TooMany);
            }
        }
        *self = merged;
        Ok(count)
    }
}

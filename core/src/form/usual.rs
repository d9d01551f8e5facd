//! The statuses that a person sets again and again: the last few, and those they gave a name.

use super::presets::NamedTemplate;
use super::{StatusDraft, Until};
use crate::domain::{Detail, DetailKind, Details, StatusCode};
use crate::text;
use serde::Serialize;
use serde_json::Value;

/// What a form is filled with in one press. It has no dates: those are over by the next time. Where an end was
/// chosen, the form asks for another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Template {
    status: StatusCode,
    until: Until,
    #[serde(flatten)]
    details: Details<String>,
}

/// All of them, as they are kept on this device for one person.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct UsualStatuses {
    recent: Vec<Template>,
    pub(super) named: Vec<NamedTemplate>,
    /// Whose they are; `None` for those that were kept without an account, which are the next person's.
    #[serde(rename = "user_id", skip_serializing_if = "Option::is_none")]
    owner: Option<i64>,
}

/// How many recent ones are offered.
const MOST_RECENT: usize = 5;

impl Template {
    /// What of a draft is worth keeping; `None` before a status is chosen.
    #[must_use]
    pub fn of(draft: &StatusDraft) -> Option<Self> {
        Some(Self {
            status: draft.status?,
            until: draft.until,
            details: Details::from_fn(|detail| draft.details[detail].text.trim().to_owned()),
        })
    }

    /// Reads what was kept or exported.
    pub(super) fn read(kept: &Value) -> Option<Self> {
        let text = |name| match &kept[name] {
            Value::Null => Some(String::new()),
            // As a person or another program writes an id.
            Value::Number(number) => Some(number.to_string()),
            other => other.as_str().map(str::to_owned),
        };
        let mut details = Details::default();
        for detail in Detail::ALL {
            details[detail] = text(detail.name())?;
        }
        Some(Self {
            status: text("status")?.parse().ok()?,
            until: match text("until")?.as_str() {
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
        text::presets::summary(self.status, self.until, self.first_text())
    }

    /// What the summary says behind the status.
    #[must_use]
    pub fn summary_without_status(&self) -> String {
        text::presets::summary_without_status(self.until, self.first_text())
    }

    fn first_text(&self) -> Option<&str> {
        let mut texts = self.details.iter().filter(|(detail, _)| detail.kind() == DetailKind::Text);
        texts.find_map(|(_, text)| (!text.is_empty()).then_some(text.as_str()))
    }
}

/// The items of a list, all of them or none.
pub(super) fn read_list<T>(kept: &Value, item: fn(&Value) -> Option<T>) -> Option<Vec<T>> {
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
            owner: kept["user_id"].as_i64(),
        }
    }

    /// Whose they are.
    #[must_use]
    pub const fn owner(&self) -> Option<i64> {
        self.owner
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.recent.is_empty() && self.named.is_empty()
    }

    /// What `user` has after taking over the page: `before`, which was put aside for them, and what was kept
    /// without an account. What is another person's comes second, to be put aside.
    #[must_use]
    pub fn handed_to(self, user: Option<i64>, before: Self) -> (Self, Option<Self>) {
        if self.owner == user {
            return (self, None);
        }
        if self.owner.is_some() {
            return (Self { owner: user, ..before }, Some(self));
        }
        let mut all = Self { owner: user, ..before };
        for NamedTemplate { name, template } in self.named {
            all.save(&name, template);
        }
        for template in self.recent {
            if !all.recent.contains(&template) {
                all.recent.push(template);
            }
        }
        all.recent.truncate(MOST_RECENT);
        (all, None)
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

    /// Forgets one of the recent ones, and returns the place that it had.
    pub fn forget(&mut self, template: &Template) -> Option<usize> {
        let place = self.recent.iter().position(|other| other == template)?;
        self.recent.remove(place);
        Some(place)
    }

    /// Puts back what [`Self::forget`] has taken from this place.
    pub fn put_back(&mut self, template: Template, place: usize) {
        if !self.recent.contains(&template) {
            self.recent.insert(place.min(self.recent.len()), template);
            self.recent.truncate(MOST_RECENT);
        }
    }
}

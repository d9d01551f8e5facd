//! The status form's fields as signals, one each.

use leptos::prelude::*;
use whereabouts_core::domain::{Details, StatusCode};
use whereabouts_core::form::{Entry, StatusDraft, Until};

/// What the controls of the status form hold.
#[derive(Debug, Clone, Copy)]
pub struct StatusFields {
    /// The chosen status.
    pub status: RwSignal<Option<StatusCode>>,
    /// The chosen length.
    pub until: RwSignal<Until>,
    /// See [`StatusDraft`], as for all below.
    pub end_date: RwSignal<Entry>,
    /// The time of day it ends.
    pub end_time: RwSignal<Entry>,
    /// The day it starts.
    pub start_date: RwSignal<Entry>,
    /// The time of day it starts.
    pub start_time: RwSignal<Entry>,
    /// Message, task and the like.
    pub details: Details<RwSignal<Entry>>,
    /// Fires when something other than typing changed them, so that the controls are written.
    pub replaced: Trigger,
}

impl StatusFields {
    /// Fields that hold `draft`.
    #[must_use]
    pub fn new(draft: StatusDraft) -> Self {
        Self {
            status: RwSignal::new(draft.status),
            until: RwSignal::new(draft.until),
            end_date: RwSignal::new(draft.end_date),
            end_time: RwSignal::new(draft.end_time),
            start_date: RwSignal::new(draft.start_date),
            start_time: RwSignal::new(draft.start_time),
            details: Details::from_fn(|detail| RwSignal::new(draft.details[detail].clone())),
            replaced: Trigger::new(),
        }
    }

    /// The form as it stands. Reactive.
    #[must_use]
    pub fn draft(self) -> StatusDraft {
        StatusDraft {
            status: self.status.get(),
            until: self.until.get(),
            end_date: self.end_date.get(),
            end_time: self.end_time.get(),
            start_date: self.start_date.get(),
            start_time: self.start_time.get(),
            details: Details::from_fn(|detail| self.details[detail].get()),
        }
    }

    /// Puts `draft` in the place of all that is there.
    pub fn replace(self, draft: StatusDraft) {
        self.status.set(draft.status);
        self.until.set(draft.until);
        self.end_date.set(draft.end_date);
        self.end_time.set(draft.end_time);
        self.start_date.set(draft.start_date);
        self.start_time.set(draft.start_time);
        for (detail, entry) in self.details.iter() {
            entry.set(draft.details[detail].clone());
        }
        self.replaced.notify();
    }
}

//! The draft: what replaces it, and where it is kept. It belongs to a person and to a tab.

use super::model::StatusModel;
use crate::components::{html_element, read_controls};
use leptos::prelude::*;
use whereabouts_browser::clock::BrowserZone;
use whereabouts_browser::storage::{self, Key};
use whereabouts_core::domain::UserId;
use whereabouts_core::form::{FieldErrors, Link, StatusDraft};
use whereabouts_core::submission::Event;
use whereabouts_core::text::undo as text;

impl StatusModel {
    /// What the person sees in the form: its controls are read now.
    pub fn read_form(self) -> StatusDraft {
        if let Some(form) = html_element(".status-form") {
            read_controls(&form);
        }
        untrack(|| self.fields.draft())
    }

    /// Puts `draft` in the place of the form, and forgets what was wrong with it. What the form held can be
    /// had back.
    pub fn fill(self, draft: StatusDraft) {
        self.replace(draft, text::entries_replaced);
    }

    fn replace(self, draft: StatusDraft, sentence: fn() -> &'static str) {
        let held = self.read_form();
        self.fields.replace(draft);
        self.errors.set(FieldErrors::default());
        self.not_understood.set(Vec::new());
        self.offer_back(held, sentence);
    }

    /// Offers to put `held` back, if it holds anything that the form does not. That can be undone, too.
    pub(super) fn offer_back(self, held: StatusDraft, sentence: fn() -> &'static str) {
        if held != StatusDraft::default() && held != untrack(|| self.fields.draft()) {
            self.usual.undo.offer(
                move || sentence().to_owned(),
                move || {
                    self.replace(held, text::entries_restored);
                },
            );
        }
    }

    /// Keeps the draft in this tab, for whoever uses the page.
    pub(super) fn keep_draft(self) {
        Effect::new(move |before: Option<Option<UserId>>| {
            let now = self.session.person.get();
            if before.is_some_and(|before| before != now) {
                self.change_hands(before.flatten(), now);
                self.handle(Event::PersonChanged);
            }
            now
        });
        // On every change, not when the page is left: a page that crashes is not told so.
        Effect::new(move |before: Option<StatusDraft>| {
            let draft = self.fields.draft();
            if before.is_none() && draft == StatusDraft::default() {
                // What is kept is someone else's, who may come back.
            } else if draft == StatusDraft::default() {
                let _ = storage::remove(Key::Draft);
                let _ = storage::remove(Key::DraftOwner);
            } else {
                let _ = storage::write(Key::Draft, &draft.to_text());
                let _ = match self.session.person.get() {
                    Some(person) => storage::write(Key::DraftOwner, &person.to_string()),
                    None => storage::remove(Key::DraftOwner),
                };
            }
            if before.is_some_and(|before| before != draft) {
                self.is_early.set(false);
                self.handle(Event::CancelledWait);
            }
            draft
        });
    }

    /// What a person has entered is nobody else's, but it is there when they come back. A form that was filled in
    /// before there was an account belongs to whoever enters one.
    fn change_hands(self, before: Option<UserId>, now: Option<UserId>) {
        if let Some(before) = before {
            let draft = untrack(|| self.fields.draft());
            self.set_aside.update_value(|set_aside| {
                set_aside.retain(|(owner, _)| *owner != before);
                set_aside.push((before, draft));
            });
            self.fill(StatusDraft::default());
            self.usual.undo.take();
        }
        let own = self.set_aside.with_value(|set_aside| {
            set_aside.iter().find(|(owner, _)| Some(*owner) == now).map(|(_, draft)| draft.clone())
        });
        if let Some(draft) = own
            && untrack(|| self.fields.draft()) == StatusDraft::default()
        {
            self.fields.replace(draft);
        }
    }
}

/// A stored value. Where storage is blocked there is none.
pub(super) fn kept(key: Key) -> Option<String> {
    storage::read(key).ok().flatten()
}

/// The stored draft, unless it is someone else's.
pub(super) fn kept_draft(person: Option<UserId>) -> Option<String> {
    let owner = kept(Key::DraftOwner).and_then(|owner| owner.parse().ok());
    kept(Key::Draft).filter(|_| owner.is_none() || owner == person)
}

/// The stored draft of someone who is not there, or not yet: the relay may say in a moment that they are.
pub(super) fn others_draft(person: Option<UserId>) -> Vec<(UserId, StatusDraft)> {
    let owner = kept(Key::DraftOwner).and_then(|owner| owner.parse().ok());
    let owner = owner.filter(|owner| Some(*owner) != person);
    owner.zip(kept(Key::Draft).as_deref().map(StatusDraft::from_text)).into_iter().collect()
}

/// The draft of a link's `query`, or else the `kept` one, and the parts of `query` that were not understood.
pub(super) fn filled(
    query: &str,
    kept: Option<&str>,
    zone: &BrowserZone,
) -> (StatusDraft, Vec<String>) {
    match Link::read(query, zone) {
        Some(Link { draft, not_understood }) if draft != StatusDraft::default() => {
            (draft, not_understood)
        }
        link => {
            let draft = kept.map(StatusDraft::from_text).unwrap_or_default();
            (draft, link.map(|link| link.not_understood).unwrap_or_default())
        }
    }
}

//! The state behind the page: it lives as long as the app, so that neither a draft nor the outcome
//! of a request is lost by looking at the settings.

use super::fields::StatusFields;
use super::static_form;
use crate::pages::clock::Clock;
use crate::pages::timeline_model::TimelineModel;
use crate::pages::usual_model::UsualModel;
use crate::session::Session;
use chrono::{DateTime, TimeDelta, Utc};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use web_sys::HtmlFormElement;
use whereabouts_browser::clock::{BrowserZone, now};
use whereabouts_browser::storage::{self, Key};
use whereabouts_core::api::{ApiError, ApiMessage, StatusApi};
use whereabouts_core::domain::NewStatus;
use whereabouts_core::form::{FieldErrors, Link, StatusDraft};
use whereabouts_core::submission::{Command, Event, Submission, Verdict, verdict};

/// A press this soon after a success, on a form that nobody touched since, is the second half of a
/// double click.
const LATE_CLICK: TimeDelta = TimeDelta::seconds(1);

/// The form, what is wrong with it, and the submission.
#[derive(Clone, Copy)]
pub struct StatusModel {
    /// What the controls hold.
    pub fields: StatusFields,
    /// What is wrong with it.
    pub errors: RwSignal<FieldErrors>,
    /// Fires when a submit was refused.
    pub refused: Trigger,
    /// Where the submission stands.
    pub submission: RwSignal<Submission>,
    /// What a link asked for and the form does not know.
    pub not_understood: RwSignal<Vec<String>>,
    /// The time and the zone.
    pub clock: Clock,
    /// What the service knows of the person's statuses.
    pub timeline: TimelineModel,
    /// The usual statuses.
    pub usual: UsualModel,
    /// Who uses the page.
    pub session: Session,
    api: StoredValue<Rc<dyn StatusApi>, LocalStorage>,
    /// The form as it was when it was last sent; `None` where something else was.
    sent_draft: StoredValue<Option<StatusDraft>>,
    sent_at: StoredValue<DateTime<Utc>>,
}

/// How a press of the button ended before anything was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Press {
    /// It was taken, or it was one too many and is ignored.
    Taken,
    /// The form has problems.
    Refused,
    /// The page doesn't know yet whose status to set.
    NoAccount,
}

impl StatusModel {
    /// Takes up what a link asks for, else the draft that this tab kept. `query` is that of the
    /// address.
    #[must_use]
    pub fn restore(
        session: Session,
        clock: Clock,
        usual: UsualModel,
        api: Rc<dyn StatusApi>,
        query: &str,
    ) -> Self {
        // Where storage is blocked the draft lives in memory, which is all there is.
        let kept = storage::read(Key::Draft).ok().flatten();
        let (draft, not_understood) = if query.is_empty() && kept.is_none() {
            Default::default()
        } else {
            clock.zone.with_untracked(|zone| filled(query, kept.as_deref(), zone))
        };
        let model = Self {
            fields: StatusFields::new(draft),
            errors: RwSignal::new(FieldErrors::default()),
            refused: Trigger::new(),
            submission: RwSignal::new(Submission::default()),
            not_understood: RwSignal::new(not_understood),
            clock,
            timeline: TimelineModel::follow(session, Rc::clone(&api)),
            usual,
            session,
            api: StoredValue::new_local(api),
            sent_draft: StoredValue::new(None),
            sent_at: StoredValue::new(DateTime::default()),
        };
        // On every change, not when the page is left: a page that crashes is not told so.
        Effect::new(move |_| {
            let draft = model.fields.draft();
            let _ = if draft == StatusDraft::default() {
                storage::remove(Key::Draft)
            } else {
                storage::write(Key::Draft, &draft.to_text())
            };
        });
        model
    }

    /// The form as it stands, understood as of `now`.
    fn parse(self, draft: &StatusDraft, now: DateTime<Utc>) -> Result<NewStatus, FieldErrors> {
        self.clock.zone.with_untracked(|zone| draft.parse(now, zone, self.clock.week))
    }

    /// The form as it stands, where it can be sent. Reactive.
    #[must_use]
    pub fn ready(self) -> Option<NewStatus> {
        self.clock.zone.track();
        self.parse(&self.fields.draft(), self.clock.now.get()).ok()
    }

    /// Puts `draft` in the place of the form, and forgets what was wrong with it.
    pub fn fill(self, draft: StatusDraft) {
        self.fields.replace(draft);
        self.errors.set(FieldErrors::default());
        self.not_understood.set(Vec::new());
    }

    /// Sends a status that doesn't come from the form, which stays as it is.
    pub fn send_directly(self, status: NewStatus) {
        if !self.submission.with_untracked(Submission::is_busy) {
            self.sent_draft.set_value(None);
            self.handle(Event::Submitted(status));
        }
    }

    /// A press of *Set status*, or Enter in a field.
    pub fn press(self) -> Press {
        self.press_with(untrack(|| self.fields.draft()))
    }

    /// A press on the static form of `index.html`, made before the program was there.
    pub fn replay_press(self, snapshot: &HtmlFormElement) -> Press {
        self.press_with(static_form::entries(snapshot))
    }

    fn press_with(self, draft: StatusDraft) -> Press {
        if self.submission.with_untracked(Submission::is_busy) {
            return Press::Taken;
        }
        let is_late_click = now() - self.sent_at.get_value() < LATE_CLICK
            && self
                .submission
                .with_untracked(|submission| matches!(submission, Submission::Sent(_)))
            && draft == StatusDraft::default();
        if is_late_click {
            return Press::Taken;
        }
        match self.parse(&draft, now()) {
            Err(errors) => {
                self.errors.set(errors);
                // What an earlier attempt came to no longer belongs to the form; what nobody
                // knows yet still does.
                self.submission.update(|submission| {
                    if matches!(submission, Submission::Failed(_) | Submission::Sent(_)) {
                        *submission = Submission::Idle;
                    }
                });
                self.refused.notify();
                Press::Refused
            }
            Ok(status) => {
                self.errors.set(FieldErrors::default());
                if untrack(|| self.session.account()).is_none() {
                    return Press::NoAccount;
                }
                self.sent_draft.set_value(Some(draft));
                self.handle(Event::Submitted(status));
                Press::Taken
            }
        }
    }

    /// Copies the entries of the static form of `index.html`.
    pub fn take_over(self, form: &HtmlFormElement) {
        let draft = static_form::entries(form);
        if draft != untrack(|| self.fields.draft()) {
            self.fields.replace(draft);
        }
    }

    /// Fields that were corrected stop complaining; see [`FieldErrors::drop_solved`].
    pub fn recheck(self) {
        if self.errors.with_untracked(FieldErrors::is_empty) {
            return;
        }
        let draft = untrack(|| self.fields.draft());
        let still = self.parse(&draft, now()).err().unwrap_or_default();
        self.errors.update(|errors| errors.drop_solved(&still));
    }

    /// Lets `event` happen to the submission, and does what follows from it.
    pub fn handle(self, event: Event) {
        let (next, command) = self.submission.get_untracked().after(event, now());
        let was_stored =
            self.submission.with_untracked(|before| matches!(before, Submission::Sent(_)));
        let stored = match &next {
            Submission::Sent(record) if !was_stored => Some(record.clone()),
            _ => None,
        };
        self.submission.set(next);
        if let Some(record) = stored {
            self.sent_at.set_value(now());
            self.timeline.add(record, self.clock);
            self.not_understood.set(Vec::new());
            if let Some(sent) = self.sent_draft.get_value() {
                self.usual.change(|usual| usual.remember(&sent));
                // What was typed while the request was under way is not thrown away.
                if untrack(|| self.fields.draft()) == sent {
                    self.fields.replace(StatusDraft::default());
                }
            }
        }
        if let Some(command) = command {
            // The model lives as long as the app, so that this needs no cancelling.
            spawn_local(async move { self.handle(self.carry_out(command).await) });
        }
    }

    async fn carry_out(self, command: Command) -> Event {
        let api = self.api.get_value();
        // It can have been forgotten in another tab since the press.
        let account = untrack(|| self.session.account());
        match command {
            Command::Send(status) => Event::Answered(match account {
                Some(account) => api.set_status(account, status).await,
                None => Err(ApiError::Forbidden(ApiMessage::default())),
            }),
            Command::ReadBack(attempt) => {
                let Some(account) = account else { return Event::Checked(Verdict::Undecided) };
                Event::Checked(match api.statuses(account).await {
                    Ok(page) => verdict(&page.items, &attempt, now(), page.server_time),
                    Err(_) => Verdict::Undecided,
                })
            }
            Command::WaitASecond => {
                TimeoutFuture::new(1_000).await;
                Event::SecondPassed
            }
        }
    }
}

/// The draft of a link's `query`, or else the `kept` one, and the parts of `query` that were not understood.
fn filled(query: &str, kept: Option<&str>, zone: &BrowserZone) -> (StatusDraft, Vec<String>) {
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

//! The state behind the page: it lives as long as the app, so that neither a draft nor the outcome
//! of a request is lost by looking at the settings.

use super::fields::StatusFields;
use crate::api::{ApiError, Client, Said};
use crate::clock::browser::{BrowserZone, now};
use crate::domain::{NewStatus, StatusRecord};
use crate::form::{FieldErrors, StatusDraft};
use crate::session::{Account, Session};
use crate::storage::{self, Key};
use crate::submission::{Attempt, Command, Event, Submission, Verdict, verdict};
use chrono::{DateTime, TimeDelta, Utc};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

/// A future of the browser.
pub type LocalFuture<T> = Pin<Box<dyn Future<Output = T>>>;

/// The two calls that the page makes. The seam at which tests put an API of their own.
pub trait StatusApi {
    /// Adds a status.
    fn set_status(
        &self,
        account: Account,
        status: NewStatus,
    ) -> LocalFuture<Result<StatusRecord, ApiError>>;
    /// Whether an attempt was stored.
    fn read_back(&self, account: Account, attempt: Attempt) -> LocalFuture<Verdict>;
}

/// The API behind `base`.
#[derive(Debug, Clone)]
pub struct HttpApi {
    /// Its address, without a slash at its end.
    pub base: String,
}

impl HttpApi {
    fn client(&self, account: Account) -> Client {
        Client::new(self.base.clone(), account.token, account.user_id)
    }
}

impl StatusApi for HttpApi {
    fn set_status(
        &self,
        account: Account,
        status: NewStatus,
    ) -> LocalFuture<Result<StatusRecord, ApiError>> {
        let client = self.client(account);
        Box::pin(async move { client.set_status(&status).await })
    }

    fn read_back(&self, account: Account, attempt: Attempt) -> LocalFuture<Verdict> {
        let client = self.client(account);
        Box::pin(async move {
            match client.statuses().await {
                Ok(all) => verdict(&all.records, &attempt, now(), all.server_time),
                Err(_) => Verdict::Undecided,
            }
        })
    }
}

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
    /// The zone that wall times are in.
    pub zone: RwSignal<BrowserZone>,
    session: Session,
    api: StoredValue<Rc<dyn StatusApi>, LocalStorage>,
    /// The form as it was when it was last sent.
    sent_draft: StoredValue<StatusDraft>,
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
    /// Takes up the draft that this tab kept, and follows the system's zone.
    #[must_use]
    pub fn restore(session: Session, api: Rc<dyn StatusApi>) -> Self {
        // Where storage is blocked the draft lives in memory, which is all there is.
        let draft = storage::read(Key::Draft)
            .ok()
            .flatten()
            .map_or_else(StatusDraft::default, |text| StatusDraft::from_text(&text));
        let model = Self {
            fields: StatusFields::new(draft),
            errors: RwSignal::new(FieldErrors::default()),
            refused: Trigger::new(),
            submission: RwSignal::new(Submission::default()),
            zone: RwSignal::new(BrowserZone::current()),
            session,
            api: StoredValue::new_local(api),
            sent_draft: StoredValue::new(StatusDraft::default()),
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
        model.follow_zone();
        model
    }

    /// A laptop that was carried abroad, or that slept through a clock change, is noticed when a
    /// person comes back to the page; browsers send no event for it.
    fn follow_zone(self) {
        let look = move || {
            let current = BrowserZone::current();
            if self.zone.with_untracked(|zone| *zone != current) {
                self.zone.set(current);
            }
        };
        let on_focus = window_event_listener(leptos::ev::focus, move |_| look());
        let on_page_show = window_event_listener(leptos::ev::pageshow, move |_| look());
        let every_minute = set_interval_with_handle(look, Duration::from_mins(1)).ok();
        on_cleanup(move || {
            on_focus.remove();
            on_page_show.remove();
            if let Some(every_minute) = every_minute {
                every_minute.clear();
            }
        });
    }

    /// A press of *Set status*, or Enter in a field.
    pub fn press(self) -> Press {
        if self.submission.with_untracked(Submission::is_busy) {
            return Press::Taken;
        }
        let draft = untrack(|| self.fields.draft());
        let is_late_click = now() - self.sent_at.get_value() < LATE_CLICK
            && self
                .submission
                .with_untracked(|submission| matches!(submission, Submission::Sent(_)))
            && draft == StatusDraft::default();
        if is_late_click {
            return Press::Taken;
        }
        match self.zone.with_untracked(|zone| draft.parse(now(), zone)) {
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
                self.sent_draft.set_value(draft);
                self.handle(Event::Submitted(status));
                Press::Taken
            }
        }
    }

    /// Fields that were corrected stop complaining; see [`FieldErrors::drop_solved`].
    pub fn recheck(self) {
        if self.errors.with_untracked(FieldErrors::is_empty) {
            return;
        }
        let draft = untrack(|| self.fields.draft());
        let still =
            self.zone.with_untracked(|zone| draft.parse(now(), zone)).err().unwrap_or_default();
        self.errors.update(|errors| errors.drop_solved(&still));
    }

    /// Lets `event` happen to the submission, and does what follows from it.
    pub fn handle(self, event: Event) {
        let (next, command) = self.submission.get_untracked().after(event, now());
        let is_sent = matches!(next, Submission::Sent(_))
            && self.submission.with_untracked(|before| !matches!(before, Submission::Sent(_)));
        self.submission.set(next);
        if is_sent {
            self.sent_at.set_value(now());
            // What was typed while the request was under way is not thrown away.
            if untrack(|| self.fields.draft()) == self.sent_draft.get_value() {
                self.fields.replace(StatusDraft::default());
            }
        }
        if let Some(command) = command {
            self.perform(command);
        }
    }

    fn perform(self, command: Command) {
        let Some(account) = untrack(|| self.session.account()) else {
            // Forgotten in another tab between the press and this moment.
            if matches!(command, Command::Send(_)) {
                self.handle(Event::Answered(Err(ApiError::Forbidden(Said::default()))));
            } else {
                self.handle(Event::Checked(Verdict::Undecided));
            }
            return;
        };
        let api = self.api.get_value();
        // The model lives as long as the app, so that these need no cancelling.
        spawn_local(async move {
            match command {
                Command::Send(status) => {
                    let answer = api.set_status(account, status).await;
                    self.handle(Event::Answered(answer));
                }
                Command::ReadBack(attempt) => {
                    let verdict = api.read_back(account, attempt).await;
                    self.handle(Event::Checked(verdict));
                }
                Command::WaitASecond => {
                    TimeoutFuture::new(1_000).await;
                    self.handle(Event::SecondPassed);
                }
            }
        });
    }
}

//! The state behind the page: it lives as long as the app, so that neither a draft nor the outcome
//! of a request is lost by looking at the settings.

use super::fields::StatusFields;
use super::keeping::{filled, kept, kept_draft, others_draft};
use super::static_form;
use crate::components::focus_on;
use crate::pages::clock::Clock;
use crate::pages::timeline_model::TimelineModel;
use crate::pages::usual_model::UsualModel;
use crate::session::Session;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;
use web_sys::HtmlFormElement;
use whereabouts_browser::clock::{now, now as read_clock};
use whereabouts_browser::storage::{self, Key};
use whereabouts_core::domain::{NewStatus, StatusRecord, UserId};
use whereabouts_core::form::{FieldErrors, StatusDraft};
use whereabouts_core::submission::{
    Attempt, Command, Context, Event, Stage, Submission, Verdict, verdict,
};
use whereabouts_core::text::undo as text;

/// The form, what is wrong with it, and the submission.
#[derive(Clone, Copy)]
pub struct StatusModel {
    /// What the controls hold.
    pub fields: StatusFields,
    /// What is wrong with it.
    pub errors: RwSignal<FieldErrors>,
    /// Fires when a submit was refused.
    pub refused: Trigger,
    /// What the person may see of the submission.
    pub stage: Memo<Stage>,
    submission: RwSignal<Submission>,
    /// Whether *Set status* was pressed before the relay said who has signed in.
    pub is_early: RwSignal<bool>,
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
    /// The drafts of those who used the page before.
    pub(super) set_aside: StoredValue<Vec<(UserId, StatusDraft)>>,
}

/// How often a countdown is updated.
const TICK: Duration = Duration::from_secs(1);

impl StatusModel {
    /// Takes up what a link asks for, else the draft that this tab kept. `query` is that of the
    /// address.
    #[must_use]
    pub fn restore(session: Session, clock: Clock, usual: UsualModel, query: &str) -> Self {
        let kept_draft = kept_draft(untrack(|| session.person.get()));
        let (draft, not_understood) =
            clock.zone.with_untracked(|zone| filled(query, kept_draft.as_deref(), zone));
        let submission = RwSignal::new(Submission::default());
        let model = Self {
            fields: StatusFields::new(draft),
            errors: RwSignal::new(FieldErrors::default()),
            refused: Trigger::new(),
            stage: Memo::new(move |_| {
                submission.with(|all| all.seen_by(session.person.get()).clone())
            }),
            submission,
            is_early: RwSignal::new(false),
            not_understood: RwSignal::new(not_understood),
            clock,
            timeline: TimelineModel::follow(session),
            usual,
            session,
            set_aside: StoredValue::new(others_draft(untrack(|| session.person.get()))),
        };
        if let Some(attempt) = kept(Key::Attempt).as_deref().and_then(Attempt::from_text) {
            model.handle(Event::Restored(attempt));
        }
        if let Some(replaced) = kept_draft.filter(|_| !query.is_empty()) {
            model.offer_back(StatusDraft::from_text(&replaced), text::draft_replaced_by_link);
        }
        model.follow();
        model
    }

    fn follow(self) {
        self.keep_draft();
        Effect::new(move |_| {
            if !self.session.is_first_asking() && self.is_early.get_untracked() {
                self.is_early.set(false);
                self.press();
            }
        });
        let is_waiting =
            Memo::new(move |_| self.stage.with(|stage| matches!(stage, Stage::Waiting { .. })));
        Effect::new(move |_| {
            if is_waiting.get() {
                self.clock.look();
                let ticks = set_interval_with_handle(move || self.clock.look(), TICK).ok();
                on_cleanup(move || {
                    if let Some(ticks) = ticks {
                        ticks.clear();
                    }
                });
            }
        });
        Effect::new(move |_| {
            self.clock.now.get();
            if is_waiting.get_untracked() {
                self.handle(Event::TimePassed);
            }
        });
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

    /// A press of *Set status*, or Enter in a field.
    pub fn press(self) {
        self.handle(Event::Pressed(self.read_form()));
    }

    /// A press on the static form of `index.html`, made before the program was there.
    pub fn replay_press(self, snapshot: &HtmlFormElement) {
        self.handle(Event::Pressed(static_form::entries(snapshot)));
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
        let now = now();
        let account = untrack(|| self.session.account());
        if account.is_none() && matches!(event, Event::AskedToCheck | Event::AskedToSendAgain) {
            return focus_on("#add-account");
        }
        let user_id = account.as_ref().map(|account| account.user_id);
        let known = self.timeline.known();
        let parse = |draft: &StatusDraft| self.parse(draft, now);
        let is_press = matches!(event, Event::Pressed(_));
        let before = self.submission.get_untracked();
        let was_stored = matches!(before.seen_by(user_id), Stage::Sent { .. });
        let (next, command) = before.after(event, Context { now, user_id, known, parse: &parse });
        // Before the request, which a reload can cut off.
        let _ = match next.open_attempt() {
            Some(attempt) => storage::write(Key::Attempt, &attempt.to_text()),
            None => storage::remove(Key::Attempt),
        };
        if let Stage::Sent { attempt, record, .. } = next.seen_by(user_id)
            && !was_stored
        {
            self.take_up(&attempt.draft, record.clone());
        }
        let is_accepted = is_press && !matches!(command, Some(Command::Refuse(_)));
        let api = self.session.api();
        match (command, account) {
            (Some(Command::Send(number, attempt)), Some(account)) => {
                let answer = api.set_status(account, attempt.status);
                // The model lives as long as the app, so that this needs no cancelling.
                spawn_local(async move {
                    let answer = answer.await;
                    self.session.heed(&answer);
                    self.handle(Event::Answered(number, answer));
                });
            }
            (Some(Command::ReadBack(number, attempt)), Some(account)) => {
                let answer = api.statuses(account);
                spawn_local(async move {
                    let answer = answer.await;
                    self.session.heed(&answer);
                    let verdict = answer.map_or(Verdict::Undecided, |page| {
                        let is_complete = !page.has_next;
                        let server_time = page.server_time;
                        verdict(&page.items, is_complete, &attempt, read_clock(), server_time)
                    });
                    self.handle(Event::Checked(number, verdict));
                });
            }
            (Some(Command::Refuse(errors)), _) => {
                self.errors.set(errors);
                self.refused.notify();
            }
            (Some(Command::AskForAccount), _) if untrack(|| self.session.is_first_asking()) => {
                self.is_early.set(true);
            }
            (Some(Command::AskForAccount), _) => focus_on("#add-account"),
            _ => {}
        }
        // After the request is queued, so that it does not wait for the page to be written anew.
        self.submission.set(next);
        if is_accepted {
            self.errors.set(FieldErrors::default());
        }
    }

    /// What follows from a status that was set.
    fn take_up(self, draft: &StatusDraft, record: StatusRecord) {
        self.timeline.add(record, self.clock);
        self.not_understood.set(Vec::new());
        self.usual.change(|usual| usual.remember(draft));
        // What was typed while the request was under way is not thrown away.
        if untrack(|| self.fields.draft()).means_the_same(draft) {
            self.fields.replace(StatusDraft::default());
        }
    }
}

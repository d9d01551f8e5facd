//! What the service knows of the person's statuses, for the current status and the history.

use super::present::Present;
use crate::session::Session;
use chrono::{DateTime, TimeDelta, Utc};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::BroadcastChannel;
use whereabouts_browser::clock::now;
use whereabouts_core::api::{ApiError, StatusApi};
use whereabouts_core::domain::{Account, Current, StatusRecord, Timeline};

/// A timeline and when it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The statuses.
    pub timeline: Timeline,
    /// By the device's clock.
    pub at: DateTime<Utc>,
}

/// Reading the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetch {
    /// Not under way.
    Idle,
    /// Under way.
    Running,
    /// The last try failed; what was read before stays.
    Failed(ApiError),
}

/// The timeline, reactive. It lives as long as the app.
#[derive(Clone, Copy)]
pub struct TimelineModel {
    /// What was read last, of the person whom the session names.
    pub loaded: RwSignal<Option<Loaded>>,
    /// Whether it is being read.
    pub fetch: RwSignal<Fetch>,
    /// Whether what is shown came from another tab.
    pub is_news: RwSignal<bool>,
    session: Session,
    api: StoredValue<Rc<dyn StatusApi>, LocalStorage>,
    channel: StoredValue<Option<BroadcastChannel>, LocalStorage>,
    /// Whether another reading was asked for while one was under way.
    is_outdated: StoredValue<bool>,
}

/// A person who comes back to the page sooner sees what was read before.
const FRESH: TimeDelta = TimeDelta::seconds(10);
/// Tabs tell each other that something changed, and nothing else.
const CHANNEL: &str = "whereabouts-changed";

impl TimelineModel {
    /// Reads the timeline now, whenever the account changes, when the person comes back to the
    /// page, and when another tab set a status; it is never polled.
    #[must_use]
    pub fn follow(session: Session, api: Rc<dyn StatusApi>) -> Self {
        let model = Self {
            loaded: RwSignal::new(None),
            fetch: RwSignal::new(Fetch::Idle),
            is_news: RwSignal::new(false),
            session,
            api: StoredValue::new_local(api),
            channel: StoredValue::new_local(BroadcastChannel::new(CHANNEL).ok()),
            is_outdated: StoredValue::new(false),
        };
        let account = Memo::new(move |_| session.account());
        Effect::new(move |_| {
            let account = account.get();
            model.loaded.set(None);
            model.fetch.set(Fetch::Idle);
            if let Some(account) = account {
                model.read(account);
            }
        });
        let look_again = move || {
            let is_fresh = model.loaded.with_untracked(|loaded| {
                loaded.as_ref().is_some_and(|loaded| now() - loaded.at < FRESH)
            });
            if !is_fresh && !document().hidden() {
                model.refresh();
            }
        };
        let on_focus = window_event_listener(ev::focus, move |_| look_again());
        let on_online = window_event_listener(ev::online, move |_| look_again());
        let on_visible = window_event_listener(ev::visibilitychange, move |_| look_again());
        on_cleanup(move || {
            on_focus.remove();
            on_online.remove();
            on_visible.remove();
            model.channel.with_value(|channel| channel.as_ref().map(BroadcastChannel::close));
        });
        model.hear_other_tabs();
        model
    }

    fn hear_other_tabs(self) {
        let on_message = Closure::<dyn Fn()>::new(move || {
            if self.loaded.try_with_untracked(|_| ()).is_some() {
                self.is_news.set(true);
                self.refresh();
            }
        });
        self.channel.with_value(|channel| {
            if let Some(channel) = channel {
                channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            }
        });
        // As long-lived as the app.
        on_message.forget();
    }

    /// Reads the timeline again; what is shown stays until the answer is there.
    pub fn refresh(self) {
        if let Some(account) = untrack(|| self.session.account()) {
            self.read(account);
        }
    }

    fn read(self, account: Account) {
        if self.fetch.with_untracked(|fetch| *fetch == Fetch::Running) {
            // What changed may be too new for the answer that is on its way.
            self.is_outdated.set_value(true);
            return;
        }
        self.is_outdated.set_value(false);
        self.fetch.set(Fetch::Running);
        let answer = self.api.with_value(|api| api.statuses(account.clone()));
        spawn_local(async move {
            let answer = answer.await;
            if untrack(|| self.session.account()).as_ref() != Some(&account) {
                // Of somebody who has gone meanwhile; the account's change began another reading.
                return;
            }
            match answer {
                Ok(page) => {
                    // No record is ever deleted, and one that was set while this answer was on its
                    // way may not be in it.
                    let mut records = page.items;
                    self.loaded.with_untracked(|loaded| {
                        records.extend(
                            loaded.iter().flat_map(|loaded| loaded.timeline.records().to_vec()),
                        );
                    });
                    let timeline = Timeline::new(records);
                    self.loaded.set(Some(Loaded { timeline, at: now() }));
                    self.fetch.set(Fetch::Idle);
                }
                Err(error) => self.fetch.set(Fetch::Failed(error)),
            }
            if self.is_outdated.get_value() {
                self.refresh();
            }
        });
    }

    /// Takes up a record that this tab just set, and tells the other tabs.
    pub fn add(self, record: StatusRecord) {
        self.is_news.set(false);
        self.loaded.update(|loaded| match loaded {
            Some(loaded) => loaded.timeline.add(record),
            None => *loaded = Some(Loaded { timeline: Timeline::new(vec![record]), at: now() }),
        });
        self.channel.with_value(|channel| {
            if let Some(channel) = channel {
                let _ = channel.post_message(&"changed".into());
            }
        });
    }

    /// What holds at the moment that `present` shows. Reactive.
    #[must_use]
    pub fn in_force(self, present: Present) -> Option<StatusRecord> {
        let now = present.now.get();
        match self.loaded.with(|loaded| Some(loaded.as_ref()?.timeline.current(now)))? {
            Current::InForce(record) => Some(record),
            Current::Ended(_) | Current::None => None,
        }
    }
}

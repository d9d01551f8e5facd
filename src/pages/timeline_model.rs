//! The person's statuses, for the current status and the history.

use super::clock::Clock;
use crate::session::Session;
use chrono::{DateTime, TimeDelta, Utc};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::BroadcastChannel;
use whereabouts_browser::clock::now;
use whereabouts_core::api::ApiError;
use whereabouts_core::domain::{Account, Current, StatusRecord, Timeline};
use whereabouts_core::submission::Known;

/// A timeline with the time at which it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    /// The statuses.
    pub timeline: Timeline,
    /// By the device's clock.
    pub at: DateTime<Utc>,
}

/// The state of reading the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetch {
    /// Not running.
    Idle,
    /// Running.
    Running,
    /// The last request failed. Earlier records stay.
    Failed(ApiError),
}

/// The timeline, as signals. It lives as long as the app.
#[derive(Clone, Copy)]
pub struct TimelineModel {
    /// The last response, for the person of the session.
    pub loaded: RwSignal<Option<Loaded>>,
    /// The state of the request.
    pub fetch: RwSignal<Fetch>,
    /// Whether another tab caused the last change.
    pub is_news: RwSignal<bool>,
    session: Session,
    channel: StoredValue<Option<BroadcastChannel>, LocalStorage>,
    /// Whether a refresh was requested while a request was running.
    is_outdated: StoredValue<bool>,
    /// How often the account changed. The answer to a request from before the last change is dropped.
    account_changes: StoredValue<u32>,
}

/// Coming back to the page within this time does not refresh.
const FRESH: TimeDelta = TimeDelta::seconds(10);
/// The message between tabs says that something changed, and nothing else.
const CHANNEL: &str = "whereabouts-changed";

impl TimelineModel {
    /// Reads the timeline now, when the account changes, when the person comes back to the page, and when
    /// another tab sets a status. There is no polling.
    #[must_use]
    pub fn follow(session: Session) -> Self {
        let model = Self {
            loaded: RwSignal::new(None),
            fetch: RwSignal::new(Fetch::Idle),
            is_news: RwSignal::new(false),
            session,
            channel: StoredValue::new_local(BroadcastChannel::new(CHANNEL).ok()),
            is_outdated: StoredValue::new(false),
            account_changes: StoredValue::new(0),
        };
        let account = Memo::new(move |_| session.account());
        Effect::new(move |_| {
            let account = account.get();
            model.account_changes.update_value(|changes| *changes += 1);
            model.loaded.set(None);
            model.fetch.set(Fetch::Idle);
            if let Some(account) = account {
                model.read(account);
            }
        });
        let look_again = move || {
            let is_fresh = model.loaded.with_untracked(|loaded| {
                let age = loaded.as_ref().map(|loaded| now() - loaded.at);
                // After the device's clock was set back, the age is negative and says nothing.
                age.is_some_and(|age| (TimeDelta::zero()..FRESH).contains(&age))
            });
            if !is_fresh && !document().hidden() {
                model.refresh();
            }
        };
        let on_focus = window_event_listener(ev::focus, move |_| look_again());
        let on_online = window_event_listener(ev::online, move |_| look_again());
        let on_visible = window_event_listener(ev::visibilitychange, move |_| look_again());
        // A page in the back/forward cache does not hear the other tabs.
        let on_page_show = window_event_listener(ev::pageshow, move |event| {
            if event.persisted() {
                model.refresh();
            }
        });
        on_cleanup(move || {
            on_focus.remove();
            on_page_show.remove();
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
        // It lives as long as the app.
        on_message.forget();
    }

    /// Reads the timeline again. Earlier records stay until the response arrives.
    pub fn refresh(self) {
        if let Some(account) = untrack(|| self.session.account()) {
            self.read(account);
        }
    }

    fn read(self, account: Account) {
        if self.fetch.with_untracked(|fetch| *fetch == Fetch::Running) {
            // The running request may be too old to include the change.
            self.is_outdated.set_value(true);
            return;
        }
        self.is_outdated.set_value(false);
        self.fetch.set(Fetch::Running);
        let account_changes = self.account_changes.get_value();
        let answer = self.session.api().statuses(account);
        spawn_local(async move {
            let answer = answer.await;
            self.session.heed(&answer);
            if self.account_changes.try_get_value() != Some(account_changes) {
                return;
            }
            match answer {
                Ok(page) => {
                    // Records are never deleted, and the response may lack one that was set while the
                    // request was running. Of two copies, the one of the response stays.
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
                // The page says that the person is signed out, wherever they are.
                Err(error)
                    if untrack(|| self.session.is_signed_out()) && error.asks_to_sign_in() =>
                {
                    self.fetch.set(Fetch::Idle);
                }
                Err(error) => self.fetch.set(Fetch::Failed(error)),
            }
            if self.is_outdated.get_value() {
                self.refresh();
            }
        });
    }

    /// What is known of the person's records.
    #[must_use]
    pub fn known(self) -> Known {
        self.loaded.with_untracked(|loaded| {
            loaded
                .as_ref()
                .map_or(Known::Nothing, |loaded| Known::from_records(loaded.timeline.records()))
        })
    }

    /// Adds a record that this tab set, and notifies the other tabs. `clock` looks first, so that the displayed
    /// time is not before the record.
    pub fn add(self, record: StatusRecord, clock: Clock) {
        clock.look();
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

    /// The status in force at the time of `clock`. Reactive.
    #[must_use]
    pub fn in_force(self, clock: Clock) -> Option<StatusRecord> {
        let now = clock.now.get();
        match self.loaded.with(|loaded| Some(loaded.as_ref()?.timeline.current(now)))? {
            Current::InForce(record) => Some(record),
            Current::Ended(_) | Current::None => None,
        }
    }
}

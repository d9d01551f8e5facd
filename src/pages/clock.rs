//! The clock of the page: the time, the zone, and the week.

use chrono::{DateTime, Datelike, Utc};
use leptos::ev;
use leptos::prelude::*;
use std::time::Duration;
use whereabouts_browser::clock::{BrowserFormat, BrowserZone, now, week};
use whereabouts_core::clock::{MomentFormat, Week, wall_at};

/// The clock, as signals. It lives as long as the app.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// The time, updated in steps. Only for display: what is sent uses the exact time.
    pub now: RwSignal<DateTime<Utc>>,
    /// The zone of all wall times. It also notifies at the turn of the year, because the times of this year
    /// are shown without it.
    pub zone: RwSignal<BrowserZone>,
    /// The week of the person's locale.
    pub week: Week,
}

/// The displayed time is never older than this.
const STEP: Duration = Duration::from_secs(5);

impl Clock {
    /// Starts following the device's clock and zone. Browsers send no event when either changes, so this
    /// checks in steps and when the person comes back to the page.
    #[must_use]
    pub fn follow() -> Self {
        let clock = Self {
            now: RwSignal::new(now()),
            zone: RwSignal::new(BrowserZone::current()),
            week: week(),
        };
        let on_focus = window_event_listener(ev::focus, move |_| clock.look());
        let on_page_show = window_event_listener(ev::pageshow, move |_| clock.look());
        let on_visible = window_event_listener(ev::visibilitychange, move |_| clock.look());
        let steps = set_interval_with_handle(move || clock.look(), STEP).ok();
        on_cleanup(move || {
            on_focus.remove();
            on_page_show.remove();
            on_visible.remove();
            if let Some(steps) = steps {
                steps.clear();
            }
        });
        clock
    }

    /// Reads the device's clock and zone now.
    pub fn look(self) {
        let (before, now) = (self.now.get_untracked(), now());
        let zone = BrowserZone::current();
        let year = |instant| wall_at(instant, &zone).year();
        let is_new_year = year(before) != year(now);
        self.now.set(now);
        if is_new_year || self.zone.with_untracked(|known| *known != zone) {
            self.zone.set(zone);
        }
    }

    /// An instant for people, like "Tue 24 Nov, 09:00". Reactive: every time on the page follows the zone.
    #[must_use]
    pub fn moment(self, instant: DateTime<Utc>) -> String {
        self.zone.track();
        BrowserFormat.moment(instant)
    }
}

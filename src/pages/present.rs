//! The present as the page sees it: what time it is, in which zone, and when weeks begin.

use chrono::{DateTime, Utc, Weekday};
use leptos::ev;
use leptos::prelude::*;
use std::time::Duration;
use whereabouts_browser::clock::{BrowserZone, now, week_start};

/// The present, reactive. It lives as long as the app.
#[derive(Debug, Clone, Copy)]
pub struct Present {
    /// The time, moving on in small steps; for what is shown, not for what is sent.
    pub now: RwSignal<DateTime<Utc>>,
    /// The zone that every wall time of the page is in.
    pub zone: RwSignal<BrowserZone>,
    /// The first day of the week where the person is at home.
    pub week_start: Weekday,
}

/// What is shown is never older than this.
const STEP: Duration = Duration::from_secs(5);

impl Present {
    /// Begins to follow the device's clock and zone. Browsers send no event when either changes, so
    /// a laptop that was carried abroad, or that slept through a clock change, is noticed when a
    /// person comes back to the page, or soon after.
    #[must_use]
    pub fn follow() -> Self {
        let present = Self {
            now: RwSignal::new(now()),
            zone: RwSignal::new(BrowserZone::current()),
            week_start: week_start(),
        };
        let look = move || {
            present.now.set(now());
            let zone = BrowserZone::current();
            if present.zone.with_untracked(|known| *known != zone) {
                present.zone.set(zone);
            }
        };
        let on_focus = window_event_listener(ev::focus, move |_| look());
        let on_page_show = window_event_listener(ev::pageshow, move |_| look());
        let steps = set_interval_with_handle(look, STEP).ok();
        on_cleanup(move || {
            on_focus.remove();
            on_page_show.remove();
            if let Some(steps) = steps {
                steps.clear();
            }
        });
        present
    }
}

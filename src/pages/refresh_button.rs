//! Reading the statuses again on demand.

use super::timeline_model::{Fetch, TimelineModel};
use crate::components::Build;
use leptos::prelude::*;

/// Reads the statuses again; a press while that is under way asks for one more reading after it.
#[component]
pub fn RefreshButton(
    /// What the service knows of the person's statuses.
    timeline: TimelineModel,
) -> impl IntoView {
    let is_running = Memo::new(move |_| timeline.fetch.with(|fetch| *fetch == Fetch::Running));
    view! {
        <button
            type="button"
            id="refresh"
            class="button is-quiet"
            aria-disabled=move || is_running.get().then_some("true")
            on:click=move |_| timeline.refresh()
        >
            "Refresh"
        </button>
    }
    .built()
}

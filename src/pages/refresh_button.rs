//! The button that reads the statuses again.

use super::timeline_model::{Fetch, TimelineModel};
use crate::components::Build;
use leptos::prelude::*;
use whereabouts_core::text;

/// Reads the statuses again. A press during a request repeats it afterwards.
#[component]
pub fn RefreshButton(
    /// The model of the statuses.
    timeline: TimelineModel,
    /// Whether it looks like a link, beside other words.
    #[prop(optional)]
    is_plain: bool,
) -> impl IntoView {
    let is_running = Memo::new(move |_| timeline.fetch.with(|fetch| *fetch == Fetch::Running));
    view! {
        <button
            type="button"
            id="refresh"
            class="button"
            class:is-plain=is_plain
            aria-disabled=move || is_running.get().then_some("true")
            on:click=move |_| timeline.refresh()
        >
            {text::current::refresh()}
        </button>
    }
    .built()
}

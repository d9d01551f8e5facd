//! A part of a form that few people need, folded away.

use super::built::Build;
use leptos::html::Details;
use leptos::prelude::*;

/// A disclosure of the form. It opens when something other than typing fills its fields.
#[component]
pub fn Disclosure(
    /// Fires when anything but typing changed what is folded away.
    replaced: Trigger,
    /// The id of the summary. It keeps the focus when the program replaces the static form.
    id: &'static str,
    /// The summary.
    summary: &'static str,
    /// Whether its fields have entries.
    opens: impl Fn() -> bool + 'static,
    /// The content.
    children: Children,
) -> impl IntoView {
    let details = NodeRef::<Details>::new();
    let is_open = untrack(&opens);
    Effect::new(move |previous: Option<()>| {
        replaced.track();
        if previous.is_some()
            && let Some(details) = details.get_untracked()
        {
            // Closing it around the focused element would lose the focus.
            let active = document().active_element();
            let has_focus = details.contains(active.as_deref());
            details.set_open(untrack(&opens) || has_focus);
        }
    });
    view! {
        <details node_ref=details class="disclosure" open=is_open>
            <summary id=id>{summary}</summary>
            <div class="disclosure-body">{children()}</div>
        </details>
    }
    .built()
}

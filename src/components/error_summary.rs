//! All that is wrong with a form, above it. The pattern is GOV.UK's "error summary":
//! <https://design-system.service.gov.uk/components/error-summary/>.

use super::built::Build;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDetailsElement, HtmlElement, MouseEvent};
use whereabouts_browser::clock::BrowserFormat;
use whereabouts_core::form::{Field, FieldErrors};

/// Lists every problem as a link to its field, and takes the focus whenever `refused` fires.
#[component]
pub fn ErrorSummary(
    /// All that is wrong with the form.
    errors: RwSignal<FieldErrors>,
    /// Fires when a submit was refused.
    refused: Trigger,
) -> impl IntoView {
    let summary = NodeRef::<Div>::new();
    Effect::new(move |previous: Option<()>| {
        refused.track();
        // The first run only subscribes.
        if previous.is_some()
            && let Some(summary) = summary.get_untracked()
        {
            let _ = summary.focus();
        }
    });
    let is_empty = Memo::new(move |_| errors.with(FieldErrors::is_empty));
    let items = move || {
        errors.with(|errors| {
            errors
                .iter()
                .map(|(field, problem)| {
                    let sentence = problem.sentence(&BrowserFormat);
                    view! {
                        <li>
                            <a
                                href=format!("#{}", field.name())
                                on:click=move |event| lead_to(field, &event)
                            >
                                {sentence}
                            </a>
                        </li>
                    }
                })
                .collect_view()
        })
    };
    view! {
        // Always there, so that it can take the focus in the same turn in which it is filled.
        <div node_ref=summary class="error-summary" class:is-empty=move || is_empty.get() tabindex="-1">
            {move || {
                (!is_empty.get())
                    .then(|| {
                        view! {
                            // Not on the element that takes the focus: JAWS then reads only half of it
                            // (alphagov/govuk-frontend#2657).
                            <div role="alert">
                                <h2 class="error-summary-title">"There is a problem"</h2>
                                <ul class="error-summary-list">{items}</ul>
                            </div>
                        }
                            .built()
                    })
            }}
        </div>
    }
    .built()
}

/// Brings the field's label into view, opens what it is folded away in, and focuses the control.
/// Scrolling to the control itself would leave its label above the edge of the screen.
fn lead_to(field: Field, event: &MouseEvent) {
    event.prevent_default();
    let document = document();
    let Some(control) = document.get_element_by_id(field.name()) else { return };
    if let Ok(Some(folded)) = control.closest("details")
        && let Ok(folded) = folded.dyn_into::<HtmlDetailsElement>()
    {
        folded.set_open(true);
    }
    if let Some(label) = document.get_element_by_id(&field.label_id()) {
        label.scroll_into_view();
    }
    if let Ok(control) = control.dyn_into::<HtmlElement>() {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = control.focus_with_options(&options);
    }
}

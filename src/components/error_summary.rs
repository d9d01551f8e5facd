//! All problems of a form, above it. The pattern is GOV.UK's "error summary":
//! <https://design-system.service.gov.uk/components/error-summary/>.

use super::built::Build;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDetailsElement, HtmlElement, MouseEvent};
use whereabouts_browser::clock::BrowserFormat;
use whereabouts_core::form::{Field, FieldErrors, Problem};
use whereabouts_core::text;

/// Lists every problem as a link to its field, and takes the focus when `refused` fires.
#[component]
pub fn ErrorSummary(
    /// All problems of the form.
    errors: RwSignal<FieldErrors>,
    /// Fires when a submit is refused.
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
    let sentences = Memo::new(move |_| {
        errors.with(|errors| {
            let sentence =
                |(field, problem): (Field, &Problem)| (field, problem.sentence(&BrowserFormat));
            errors.iter().map(sentence).collect::<Vec<_>>()
        })
    });
    let items = move || {
        let link = |(field, sentence): (Field, String)| {
            view! {
                <li>
                    <a
                        href=format!("#{}", field.name())
                        on:click=move |event| lead_to(field, &event)
                        prop:textContent=sentence
                    ></a>
                </li>
            }
        };
        sentences.get().into_iter().map(link).collect_view()
    };
    view! {
        // Always present, so that it can be focused in the same task that fills it.
        <div node_ref=summary class="error-summary" class:is-empty=move || is_empty.get() tabindex="-1">
            {move || {
                (!is_empty.get())
                    .then(|| {
                        view! {
                            // Not on the focused element: JAWS would read only half of it
                            // (alphagov/govuk-frontend#2657).
                            <div role="alert">
                                <h2 class="error-summary-title">{text::problems::heading()}</h2>
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

/// Opens the disclosure around the field, scrolls to its label and focuses the control. Scrolling to the
/// control would leave its label off the screen.
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

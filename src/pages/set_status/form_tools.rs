//! What can be done with the form, other than sending it.

use super::model::StatusModel;
use super::request_view::RequestView;
use crate::components::Build;
use crate::pages::account_notice::signed_in;
use leptos::prelude::*;
use whereabouts_core::form::StatusDraft;
use whereabouts_core::text;

/// The buttons below the form.
#[component]
pub(super) fn FormTools(
    /// The model of the page.
    model: StatusModel,
) -> impl IntoView {
    let link = RwSignal::new(String::new());
    let feedback = RwSignal::new("");
    let signed_in = Memo::new(move |_| signed_in(model.session));
    let copy = move |_| {
        let draft = model.read_form();
        let query = model.clock.zone.with_untracked(|zone| draft.to_query(zone));
        let location = window().location();
        let address = format!(
            "{}{}?{query}",
            location.origin().unwrap_or_default(),
            location.pathname().unwrap_or_default()
        );
        link.set(address.clone());
        feedback.set("");
        leptos::task::spawn_local(async move {
            // Without TLS there is no clipboard.
            let clipboard = window().navigator().clipboard();
            let is_there = !wasm_bindgen::JsValue::from(clipboard.clone()).is_undefined();
            if is_there
                && wasm_bindgen_futures::JsFuture::from(clipboard.write_text(&address))
                    .await
                    .is_ok()
            {
                feedback.try_set(text::form::link_copied());
            } else {
                feedback.try_set(text::form::link_not_copied());
            }
        });
    };
    view! {
        <div class="tools">
            <button
                type="button"
                id="reset-form"
                class="button is-plain"
                on:click=move |_| model.fill(StatusDraft::default())
            >
                {text::form::reset()}
            </button>
            <button type="button" id="copy-link" class="button is-plain" on:click=copy>
                {text::form::copy_link()}
            </button>
            <RequestView model />
            <p
                class="hint signed-in"
                hidden=move || signed_in.with(String::is_empty)
                prop:textContent=signed_in
            ></p>
        </div>
        <div aria-live="polite">
            {move || {
                (!feedback.get().is_empty())
                    .then(|| {
                        view! {
                            <p class="hint">{feedback.get()}</p>
                            <p class="link-text">
                                <bdi>{link.get()}</bdi>
                            </p>
                        }
                            .built()
                    })
            }}
        </div>
    }
    .built()
}

//! The request that the form would send, for those who run the page.

use super::model::StatusModel;
use crate::components::Build;
use leptos::prelude::*;
use whereabouts_core::api::set_status;
use whereabouts_core::config::Config;

/// Method, address, body and a command line, without the token.
#[component]
pub fn RequestView(
    /// The state behind the page.
    model: StatusModel,
) -> impl IntoView {
    let base = use_context::<Config>().map(|config| absolute(&config.api_base)).unwrap_or_default();
    // Not worked out at every key that is typed while nobody looks.
    let is_open = RwSignal::new(false);
    let text =
        Memo::new(move |_| if is_open.get() { request_text(model, &base) } else { String::new() });
    view! {
        <details
            class="disclosure"
            on:toggle=move |_| is_open.update(|is_open| *is_open = !*is_open)
        >
            <summary id="show-request">"Show the request"</summary>
            <pre id="request" class="request" tabindex="0" aria-label="The request">
                <code>{move || text.get()}</code>
            </pre>
        </details>
    }
    .built()
}

/// The request as text.
fn request_text(model: StatusModel, base: &str) -> String {
    let (Some(status), Some(user_id)) = (model.ready(), model.session.user_id()) else {
        return "Fill in the form, and the user ID in Settings, to see what would be sent."
            .to_owned();
    };
    let request = set_status(user_id, &status);
    let sends_token = model.session.asks_for_token();
    format!(
        "{} {base}{}\nContent-Type: application/x-www-form-urlencoded\n\n{}\n\n{}",
        request.method.as_str(),
        request.path,
        request.body.as_deref().unwrap_or_default(),
        request.to_curl(base, sends_token),
    )
}

/// The API's address with its origin, where it is a path on this one.
fn absolute(base: &str) -> String {
    if base.starts_with('/') {
        let origin = window().location().origin().unwrap_or_default();
        format!("{origin}{base}")
    } else {
        base.to_owned()
    }
}

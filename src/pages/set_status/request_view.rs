//! The request that the form would send, for administrators.

use super::model::StatusModel;
use crate::components::Build;
use leptos::prelude::*;
use whereabouts_core::api::set_status;
use whereabouts_core::config::Config;
use whereabouts_core::text;

/// The request and a `curl` command, without the token.
#[component]
pub fn RequestView(
    /// The model of the page.
    model: StatusModel,
) -> impl IntoView {
    let base = use_context::<Config>().map(|config| absolute(&config.api_base)).unwrap_or_default();
    // Computed only while the disclosure is open.
    let is_open = RwSignal::new(false);
    let text =
        Memo::new(move |_| if is_open.get() { request_text(model, &base) } else { String::new() });
    view! {
        <details
            class="disclosure"
            on:toggle=move |_| is_open.update(|is_open| *is_open = !*is_open)
        >
            <summary id="show-request">{text::form::show_request()}</summary>
            <pre id="request" class="request" tabindex="0" aria-label=text::form::request_label()>
                <code prop:textContent=text></code>
            </pre>
        </details>
    }
    .built()
}

/// The request as text.
fn request_text(model: StatusModel, base: &str) -> String {
    let session = model.session;
    let user_id = session.account().map(|account| account.user_id).or_else(|| session.user_id());
    let (Some(status), Some(user_id)) = (model.ready(), user_id) else {
        return text::form::request_incomplete().to_owned();
    };
    let request = set_status(user_id, &status);
    let sends_token = session.asks_for_token();
    format!(
        "{} {base}{}\nContent-Type: application/x-www-form-urlencoded\n\n{}\n\n{}",
        request.method.as_str(),
        request.path,
        request.body.as_deref().unwrap_or_default(),
        request.to_curl(base, sends_token),
    )
}

/// The full URL of the API.
fn absolute(base: &str) -> String {
    if base.starts_with('/') {
        let origin = window().location().origin().unwrap_or_default();
        format!("{origin}{base}")
    } else {
        base.to_owned()
    }
}

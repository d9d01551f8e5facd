//! The API's explanation of a failure.

use crate::components::{Build, Built};
use leptos::prelude::*;
use whereabouts_core::api::ApiMessage;

/// The message and all errors; nothing if there are none.
pub(super) fn api_message_view(ApiMessage { message, errors }: ApiMessage) -> Option<Built> {
    if message.is_none() && errors.is_empty() {
        return None;
    }
    let message = message.map(|message| {
        view! {
            <p>
                <bdi>{message}</bdi>
            </p>
        }
        .built()
    });
    let errors = errors.into_iter().map(|error| {
        view! {
            <li>
                <bdi>{error}</bdi>
            </li>
        }
        .built()
    });
    Some(
        // In the API's own words, whatever language the page speaks.
        view! { <div class="api-message" lang="en">{message} <ul>{errors.collect_view()}</ul></div> }.built(),
    )
}

//! The API's own words.

use crate::components::{Build, Built};
use leptos::prelude::*;
use whereabouts_core::api::Said;

/// What the API says of a failure, every entry of it; nothing where it says nothing.
pub(super) fn said_view(Said { message, errors }: Said) -> Option<Built> {
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
    Some(view! { <div class="said">{message} <ul>{errors.collect_view()}</ul></div> }.built())
}

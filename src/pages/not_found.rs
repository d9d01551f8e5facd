//! The page for unknown addresses.

use crate::components::{Build, PageHeading};
use crate::pages::page_link::PageLink;
use leptos::prelude::*;
use whereabouts_core::route::Route;
use whereabouts_core::text::frame;

/// Says that there is no page, and links back.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <div class="page">
            <PageHeading text=frame::page_not_found() />
            <p>
                {frame::nothing_at_this_address()} " "
                <PageLink page=Route::SetStatus text=frame::go_to_set_status() />
            </p>
        </div>
    }
    .built()
}

//! What stands at an address that no page has.

use crate::components::{Build, PageHeading};
use crate::pages::page_link::PageLink;
use leptos::prelude::*;
use whereabouts_core::route::Route;

/// Says so, and leads back.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <PageHeading text="Page not found" />
        <p>
            "There is nothing at this address. " <PageLink page=Route::SetStatus before="Go to " />
        </p>
    }
    .built()
}

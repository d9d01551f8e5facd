//! What stands at an address that no page has.

use crate::components::{Build, PageHeading};
use crate::pages::page_link::PageLink;
use crate::route::Route;
use leptos::prelude::*;

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

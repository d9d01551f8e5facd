//! What stands at an address that no page has.

use crate::components::PageHeading;
use crate::route::Route;
use leptos::prelude::*;
use leptos_router::components::A;

/// Says so, and leads back.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! {
        <PageHeading text="Page not found" />
        <p>
            "There is nothing at this address. "
            <A href=Route::SetStatus.path()>"Go to "{Route::SetStatus.label()}</A>
        </p>
    }
    .into_any()
}

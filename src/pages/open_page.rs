//! The page that is open.

use super::page_link::page_of_address;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::location::{BrowserUrl, LocationProvider};
use whereabouts_core::route::Route;

/// Shows the view of the page at the current address, which is `None` for an unknown address. The
/// router's `Routes` would add 25 kB of brotli for nested, parametrised and lazy routes, and this app has
/// three fixed paths.
pub fn open_page<V>(
    page_view: impl Fn(Option<Route>) -> V + Send + 'static,
) -> impl Fn() -> V + Send + 'static {
    if let Some(browser) = use_context::<BrowserUrl>() {
        let path = use_location().pathname;
        // The router updates the address bar only after this call.
        Effect::new(move |_| {
            path.track();
            browser.ready_to_complete();
        });
    }
    let page_of_address = page_of_address();
    let page = Memo::new(move |_| page_of_address());
    move || page_view(page.get())
}

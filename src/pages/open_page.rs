//! The page that is open.

use super::page_link::page_of_address;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::location::{BrowserUrl, LocationProvider};
use whereabouts_core::route::Route;

/// Shows what `page_view` makes of the page that the address leads to, `None` where it leads to
/// none. The router's own table of routes would do the same; for routes that are nested, have
/// parameters or are loaded later it brings 25 kB of brotli along, and here are three fixed paths.
pub fn open_page<V>(
    page_view: impl Fn(Option<Route>) -> V + Send + 'static,
) -> impl Fn() -> V + Send + 'static {
    if let Some(browser) = use_context::<BrowserUrl>() {
        let path = use_location().pathname;
        // A link that was followed comes into the address bar when the router hears of its page.
        Effect::new(move |_| {
            path.track();
            browser.ready_to_complete();
        });
    }
    let page_of_address = page_of_address();
    let page = Memo::new(move |_| page_of_address());
    move || page_view(page.get())
}

//! A link to another page.

use crate::components::Build;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use whereabouts_core::config::Config;
use whereabouts_core::route::Route;

/// A link to a page, with `aria-current` if that page is open. Unlike the router's `A`, it respects the
/// path of the site.
#[component]
pub fn PageLink(
    /// The page.
    page: Route,
    /// The text of the link.
    text: &'static str,
    /// The id, if `index.html` has the same link. It keeps the focus when the program takes over.
    #[prop(optional)]
    id: Option<&'static str>,
) -> impl IntoView {
    let href = address_of(page);
    let open = page_of_address();
    view! {
        <a id=id href=href aria-current=move || (open() == Some(page)).then_some("page")>
            {text}
        </a>
    }
    .built()
}

/// The path of a page on its host. The router would drop the trailing slash of the site's path, which
/// would break relative addresses.
#[must_use]
pub fn address_of(page: Route) -> String {
    site_base() + page.path()
}

/// The page at the current address. Reactive.
pub(super) fn page_of_address() -> impl Fn() -> Option<Route> + Send + Sync + 'static {
    let base = site_base();
    let path = use_location().pathname;
    move || path.with(|path| path.strip_prefix(&base).and_then(Route::at))
}

fn site_base() -> String {
    use_context::<Config>().map(|config| config.site_base).unwrap_or_default()
}

//! A link to another page.

use crate::components::Build;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use whereabouts_core::config::Config;
use whereabouts_core::route::Route;

/// A link to a page, below the path that the site is deployed at (the router's own `A` leads to the
/// host's root instead), and marked where it leads to the page that is open.
#[component]
pub fn PageLink(
    /// Where it leads.
    page: Route,
    /// The text before the name of the page.
    #[prop(optional)]
    before: &'static str,
    /// Of a link that `index.html` has too: its id, by which it keeps the focus.
    #[prop(optional)]
    id: Option<&'static str>,
) -> impl IntoView {
    let href = address_of(page);
    let open = page_of_address();
    let text = format!("{before}{}", page.label());
    view! {
        <a id=id href=href aria-current=move || (open() == Some(page)).then_some("page")>
            {text}
        </a>
    }
    .built()
}

/// The address of a page on its host. The router would leave the slash out at the end of the site's
/// own path, and a relative address would lead elsewhere from there.
#[must_use]
pub fn address_of(page: Route) -> String {
    site_base() + page.path()
}

/// The page that the present address leads to. Reactive.
pub(super) fn page_of_address() -> impl Fn() -> Option<Route> + Send + Sync + 'static {
    let base = site_base();
    let path = use_location().pathname;
    move || path.with(|path| path.strip_prefix(&base).and_then(Route::at))
}

fn site_base() -> String {
    use_context::<Config>().map(|config| config.site_base).unwrap_or_default()
}

//! A link to another page.

use crate::components::Build;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
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
    let open = use_page();
    let go_to = use_go_to();
    let on_click = move |event: MouseEvent| {
        // With one of these the browser opens the link elsewhere.
        let is_plain =
            !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        if is_plain && event.button() == 0 {
            event.prevent_default();
            go_to(page);
        }
    };
    view! {
        <a
            id=id
            href=address_of(page)
            aria-current=move || (open.get() == Some(page)).then_some("page")
            on:click=on_click
        >
            {text}
        </a>
    }
    .built()
}

/// The page that is open; `None` at an address without one.
pub fn use_page() -> Memo<Option<Route>> {
    let base = site_base();
    let path = use_location().pathname;
    Memo::new(move |_| path.with(|path| path.strip_prefix(&base).and_then(Route::at)))
}

/// Opens a page, as its link does.
pub fn use_go_to() -> impl Fn(Route) + Clone + Send + Sync + 'static {
    let navigate = use_navigate();
    let base = site_base();
    // Resolved here: the router would leave out the slash at the end of the site's own path.
    let options = NavigateOptions { resolve: false, ..NavigateOptions::default() };
    move |page: Route| navigate(&format!("{base}{}", page.path()), options.clone())
}

fn address_of(page: Route) -> String {
    site_base() + page.path()
}

fn site_base() -> String {
    use_context::<Config>().map(|config| config.site_base).unwrap_or_default()
}

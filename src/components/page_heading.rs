//! The `h1` of a page.

use super::built::Build;
use leptos::html::H1;
use leptos::prelude::*;
use whereabouts_core::text::frame;

/// The heading and title of a page. After navigation the heading takes the focus, so that a screen
/// reader announces the new page. It does not take the focus on the first page.
#[component]
pub fn PageHeading(
    /// The heading.
    text: &'static str,
    /// Whether the form has problems. The title then says so.
    #[prop(optional)]
    has_error: Option<Memo<bool>>,
) -> impl IntoView {
    let heading = NodeRef::<H1>::new();
    Effect::new(move |_| {
        let has_error = has_error.is_some_and(|has_error| has_error.get());
        document().set_title(&frame::title(text, has_error));
    });
    let is_first_page = use_context::<FirstPage>().is_none_or(FirstPage::take);
    Effect::new(move |_| {
        if let Some(heading) = heading.get()
            && !is_first_page
        {
            let _ = heading.focus();
        }
    });
    view! {
        <h1 node_ref=heading id="page-heading" class="page-heading" tabindex="-1">
            {text}
        </h1>
    }
    .built()
}

/// A context that tells whether a page is the first one of the visit.
#[derive(Debug, Clone, Copy)]
pub struct FirstPage(StoredValue<bool>);

impl FirstPage {
    /// Before the first page.
    #[must_use]
    pub fn new() -> Self {
        Self(StoredValue::new(true))
    }

    /// True on the first call.
    fn take(self) -> bool {
        let is_first = self.0.get_value();
        self.0.set_value(false);
        is_first
    }
}

impl Default for FirstPage {
    fn default() -> Self {
        Self::new()
    }
}

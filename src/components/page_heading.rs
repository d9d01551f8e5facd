//! The one `h1` of a page.

use super::built::Build;
use leptos::html::H1;
use leptos::prelude::*;

/// The name of the site in every title.
const SITE: &str = "Whereabouts";

/// A page's heading and title. When a person comes from another page, it takes the focus, since
/// the link that they followed is gone for a screen reader; on the first page it does not.
#[component]
pub fn PageHeading(
    /// The heading.
    text: &'static str,
    /// Whether the form below it was refused, which the title then says.
    #[prop(optional)]
    has_error: Option<Memo<bool>>,
) -> impl IntoView {
    let heading = NodeRef::<H1>::new();
    Effect::new(move |_| {
        let prefix =
            if has_error.is_some_and(|has_error| has_error.get()) { "Error: " } else { "" };
        document().set_title(&format!("{prefix}{text} – {SITE}"));
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

/// Whether the page that is being shown is the first one of this visit. A context of the app.
#[derive(Debug, Clone, Copy)]
pub struct FirstPage(StoredValue<bool>);

impl FirstPage {
    /// No page was shown yet.
    #[must_use]
    pub fn new() -> Self {
        Self(StoredValue::new(true))
    }

    /// True the first time it is asked.
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

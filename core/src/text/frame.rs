//! What surrounds the pages: navigation, titles and notices.

use crate::route::Route;

pub fn site_name() -> &'static str {
    "Whereabouts"
}

/// The title of a page, which also says whether its form has problems.
pub fn title(page: &str, has_error: bool) -> String {
    if has_error {
        format!("Error: {page} – Whereabouts")
    } else {
        format!("{page} – Whereabouts")
    }
}

pub fn skip_link() -> &'static str {
    "Skip to main content"
}

/// The accessible name of the navigation.
pub fn navigation() -> &'static str {
    "Pages"
}

/// The name of a page in links and headings.
pub fn page(route: Route) -> &'static str {
    match route {
        Route::SetStatus => "Set status",
        Route::History => "History",
        Route::Settings => "Settings",
    }
}

/// `asks_for_token` is false where a relay holds the token.
pub fn needs_account(asks_for_token: bool) -> &'static str {
    if asks_for_token {
        "To set your status, this page needs your API token and user ID."
    } else {
        "To set your status, this page needs your user ID."
    }
}

/// The link behind [`needs_account`].
pub fn add_account(asks_for_token: bool) -> &'static str {
    if asks_for_token { "Add them in Settings" } else { "Add it in Settings" }
}

/// Where the relay knows the person.
pub fn signed_in_as(name: &str) -> String {
    format!("Signed in as {name}")
}

/// Where the relay knows the person, but not their name.
pub fn signed_in() -> &'static str {
    "Signed in"
}

pub fn signed_out() -> &'static str {
    "You have been signed out. Your entries are kept."
}

pub fn sign_in() -> &'static str {
    "Sign in"
}

/// Where the relay gives no sentence of its own.
pub fn not_linked() -> &'static str {
    "Your sign-in is not linked to a person in Resource Management. Ask an administrator to link it."
}

pub fn open_settings() -> &'static str {
    "Open Settings"
}

pub fn use_sandbox_account() -> &'static str {
    "Use the sandbox account"
}

pub fn page_not_found() -> &'static str {
    "Page not found"
}

pub fn nothing_at_this_address() -> &'static str {
    "There is nothing at this address."
}

/// The link behind [`nothing_at_this_address`].
pub fn go_to_set_status() -> &'static str {
    "Go to Set status"
}

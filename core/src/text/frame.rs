//! What surrounds the pages: navigation, titles and notices.

use super::messages::frame as message;
use crate::route::Route;
pub use message::{
    go_to_set_status, navigation, not_linked, nothing_at_this_address, open_settings,
    page_not_found, sign_in, signed_in, signed_in_as, signed_out, site_name, skip_link,
    use_sandbox_account,
};

/// The title of a page, which also says whether its form has problems.
pub fn title(page: &str, has_error: bool) -> String {
    if has_error { message::title_with_error(page) } else { message::title(page) }
}

/// The name of a page in links and headings.
pub fn page(route: Route) -> &'static str {
    match route {
        Route::SetStatus => message::page_set_status(),
        Route::History => message::page_history(),
        Route::Settings => message::page_settings(),
    }
}

/// `asks_for_token` is false where a relay holds the token.
pub fn needs_account(asks_for_token: bool) -> &'static str {
    if asks_for_token { message::needs_account() } else { message::needs_user_id() }
}

/// The link behind [`needs_account`].
pub fn add_account(asks_for_token: bool) -> &'static str {
    if asks_for_token { message::add_account() } else { message::add_user_id() }
}

//! Texts that only index.html shows. Nothing but the test that compares index.html with these texts
//! calls these functions.

pub fn description() -> &'static str {
    "Tell your colleagues where you are: set your status in Resource Management."
}

pub fn loading() -> &'static str {
    "Loading the page…"
}

pub fn late() -> &'static str {
    "The page is taking longer than usual to load."
}

/// The link behind [`late`].
pub fn load_again() -> &'static str {
    "Load the page again"
}

pub fn unsupported() -> &'static str {
    "This page needs WebAssembly, and your browser doesn't run it. Use a current browser, or turn WebAssembly on. Lockdown Mode, for example, turns it off."
}

pub fn needs_javascript() -> &'static str {
    "This page needs JavaScript. Allow JavaScript for this site, then load the page again."
}

pub fn broken_heading() -> &'static str {
    "Something went wrong"
}

pub fn broken() -> &'static str {
    "The page stopped working. Your entries are kept in this tab."
}

pub fn reload() -> &'static str {
    "Reload"
}

/// The accessible name of the update notice.
pub fn update_label() -> &'static str {
    "New version"
}

pub fn update() -> &'static str {
    "A new version of this page is ready."
}

pub fn update_reload() -> &'static str {
    "Reload to update"
}

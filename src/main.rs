//! Starts the page in the browser. On the host there is nothing to start.

#[cfg(target_arch = "wasm32")]
fn main() {
    start::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("whereabouts runs in a browser: build it with `make build`");
    std::process::exit(1);
}

#[cfg(target_arch = "wasm32")]
mod start {
    use leptos::prelude::*;
    use std::panic::PanicHookInfo;
    use wasm_bindgen::JsCast;
    use whereabouts::app::App;
    use whereabouts::config::Config;

    /// The element of `index.html` that the app fills; until then it holds a sketch of the page.
    const ROOT: &str = "app";

    /// # Panics
    /// Without its element: there is no page then. `public/early.js` shows that the page is broken.
    pub(super) fn start() {
        std::panic::set_hook(Box::new(report));
        let root = document().get_element_by_id(ROOT).and_then(|root| root.dyn_into().ok());
        let Some(root): Option<web_sys::HtmlElement> = root else {
            panic!("index.html has no place for the app");
        };
        root.set_inner_html("");
        mount_to(root, || view! { <App config=Config::of_document() /> }).forget();
    }

    /// Tells the console where the page broke. A panic's text is only passed on if it is a literal of
    /// the program: a formatted one can quote what a person typed. (This is why the hook of
    /// `console_error_panic_hook` is not used.) In a release, panics stop at once and say nothing.
    fn report(panic: &PanicHookInfo<'_>) {
        let text =
            panic.payload().downcast_ref::<&'static str>().copied().unwrap_or("(text withheld)");
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        leptos::logging::error!("Whereabouts broke at {place}: {text}");
    }
}

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
    use whereabouts::app::App;
    use whereabouts::config::Config;

    /// The element of `index.html` that the app fills; until then it holds a sketch of the page.
    const ROOT: &str = "app";
    /// The element of `index.html` that is shown when the app has broken.
    const BROKEN: &str = "broken";

    pub(super) fn start() {
        std::panic::set_hook(Box::new(report));
        let Some(root) = element(ROOT) else {
            show(BROKEN);
            return;
        };
        root.set_inner_html("");
        mount_to(root, || view! { <App config=Config::of_document() /> }).forget();
    }

    /// Shows that the page is broken, and tells the console where. A panic's text is only passed
    /// on if it is a literal of the program: a formatted one can quote what a person typed.
    /// (This is why the hook of `console_error_panic_hook` is not used.)
    fn report(panic: &PanicHookInfo<'_>) {
        let text =
            panic.payload().downcast_ref::<&'static str>().copied().unwrap_or("(text withheld)");
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        leptos::logging::error!("Whereabouts broke at {place}: {text}");
        if let Some(root) = element(ROOT) {
            root.set_hidden(true);
        }
        show(BROKEN);
    }

    fn element(id: &str) -> Option<web_sys::HtmlElement> {
        use wasm_bindgen::JsCast;
        web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
    }

    fn show(id: &str) {
        if let Some(element) = element(id) {
            element.set_hidden(false);
        }
    }
}

//! Starts the page in the browser. On the host there is nothing to start.

fn main() {
    if cfg!(target_arch = "wasm32") {
        start::start();
    } else {
        eprintln!("whereabouts runs in a browser: build it with `make build`");
        std::process::exit(1);
    }
}

#[allow(
    unreachable_pub,
    reason = "what wasm-bindgen exports is public, and nothing in Rust calls it"
)]
mod start {
    use any_spawner::Executor;
    use leptos::prelude::*;
    use std::cell::OnceCell;
    use std::panic::PanicHookInfo;
    use std::rc::Rc;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::prelude::wasm_bindgen;
    use whereabouts::app::{App, Models};
    use whereabouts_browser::document::read_config;
    use whereabouts_browser::http_api::HttpApi;
    use whereabouts_core::config::Config;

    /// The element of `index.html` that the app fills; until then it holds a sketch of the page.
    const ROOT: &str = "app";

    thread_local! {
        static STARTED: OnceCell<(Config, Models)> = const { OnceCell::new() };
    }

    /// Begins with all but what is to be seen, which `public/start.js` asks for once the code for it is
    /// there ([`show`]).
    pub(super) fn start() {
        std::panic::set_hook(Box::new(report));
        // What it answers when there is one already is no error.
        let _ = Executor::init_wasm_bindgen();
        let owner = Owner::new();
        let config = read_config();
        let api = Rc::new(HttpApi { base: config.api_base.clone() });
        let models = owner.with(|| Models::restore(&config, api));
        // It lives as long as the page.
        std::mem::forget(owner);
        STARTED.with(|started| {
            let _ = started.set((config, models));
        });
        // `make dev` has the program in one, and no `public/start.js`.
        if cfg!(debug_assertions) {
            show(false);
        }
    }

    /// *Set status* was pressed in the sketch. Tells whether a call is on its way then: else there is
    /// something to be said first, and the press is for the form that says it.
    #[wasm_bindgen]
    pub fn press() -> bool {
        STARTED
            .with(|started| started.get().is_some_and(|(_, models)| models.status.press_unseen()))
    }

    /// Puts the app in the place of the sketch, with what was entered there if that `was_shown`.
    #[wasm_bindgen]
    pub fn show(was_shown: bool) {
        if let Some((config, models)) = STARTED.with(|started| started.get().cloned()) {
            if was_shown {
                models.status.take_over();
            }
            mount(config, models);
        }
    }

    /// Apart from what JavaScript calls by its name, which is in the first part of the program.
    ///
    /// # Panics
    /// Without its element: there is no page then. `public/early.js` shows that the page is broken.
    #[inline(never)]
    fn mount(config: Config, models: Models) {
        let root = document().get_element_by_id(ROOT).and_then(|root| root.dyn_into().ok());
        let Some(root): Option<web_sys::HtmlElement> = root else {
            panic!("index.html has no place for the app");
        };
        root.set_inner_html("");
        mount_to(root, move || view! { <App config models /> }).forget();
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

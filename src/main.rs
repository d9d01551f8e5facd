//! Starts the page in the browser. On the host it does nothing.

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
    reason = "wasm-bindgen exports must be public, and only JavaScript calls them"
)]
mod start {
    use any_spawner::Executor;
    use leptos::prelude::*;
    use std::cell::OnceCell;
    use std::panic::PanicHookInfo;
    use std::rc::Rc;
    use wasm_bindgen::JsCast;
    use wasm_bindgen::prelude::wasm_bindgen;
    use web_sys::{HtmlElement, HtmlFormElement};
    use whereabouts::app::{App, Models};
    use whereabouts_browser::document::read_config;
    use whereabouts_browser::http_api::HttpApi;
    use whereabouts_core::config::Config;

    /// The id of the element in `index.html` that the app fills.
    const ROOT: &str = "app";

    thread_local! {
        static STARTED: OnceCell<Started> = const { OnceCell::new() };
    }

    /// The values that live as long as the page.
    struct Started {
        config: Config,
        models: Models,
        /// Dropping it would dispose of the models.
        _owner: Owner,
    }

    /// Creates the models and starts reading. `public/start.js` calls [`show`] as soon as no press,
    /// composition or half-typed date in the static form would be lost.
    pub(super) fn start() {
        std::panic::set_hook(Box::new(report));
        // Fails only if there is an executor already.
        let _ = Executor::init_wasm_bindgen();
        let owner = Owner::new();
        let config = read_config();
        let api = Rc::new(HttpApi { base: config.api_base.clone() });
        let models = owner.with(|| Models::restore(&config, api));
        STARTED.with(|started| {
            let _ = started.set(Started { config, models, _owner: owner });
        });
    }

    /// Replaces the static page, and copies the entries of its form if there is one. `words` are those of the page's
    /// language, unless it is English.
    ///
    /// # Panics
    /// If index.html lacks the element. `public/early.js` then shows the error screen.
    #[wasm_bindgen]
    pub fn show(form: Option<HtmlFormElement>, words: Option<String>) {
        let started = STARTED
            .with(|started| started.get().map(|started| (started.config.clone(), started.models)));
        let Some((config, models)) = started else { return };
        models.language.speak(words);
        if let Some(form) = form {
            models.status.take_over(&form);
        }
        let root = document().get_element_by_id(ROOT).and_then(|root| root.dyn_into().ok());
        let Some(root): Option<HtmlElement> = root else {
            panic!("index.html has no element for the app");
        };
        root.set_inner_html("");
        mount_to(root, move || view! { <App config models /> }).forget();
    }

    /// Replays a press on *Set status* in the static form. `snapshot` is a clone of the form at that
    /// moment.
    #[wasm_bindgen]
    pub fn replay_press(snapshot: &HtmlFormElement) {
        with_models(|models| models.status.replay_press(snapshot));
    }

    /// Writes the page anew in another language; see [`show`].
    #[wasm_bindgen]
    pub fn speak(words: Option<String>) {
        with_models(|models| models.language.speak(words));
    }

    /// Says that the words of the language that was chosen could not be fetched.
    #[wasm_bindgen]
    pub fn miss_words() {
        with_models(|models| models.language.is_missing.set(true));
    }

    fn with_models(act: impl FnOnce(Models)) {
        // Copied, since what follows may ask for them again.
        if let Some(models) = STARTED.with(|started| started.get().map(|started| started.models)) {
            act(models);
        }
    }

    /// Tells the console where the page broke. Passes a panic's text on only if it is a literal of the
    /// program, because a formatted text can quote what a person typed. (`console_error_panic_hook`
    /// prints both.)
    fn report(panic: &PanicHookInfo<'_>) {
        let text =
            panic.payload().downcast_ref::<&'static str>().copied().unwrap_or("(text withheld)");
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        leptos::logging::error!("Whereabouts broke at {place}: {text}");
    }
}

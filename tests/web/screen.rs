//! Drives a mounted page the way a person does: by labels, names and roles.

use gloo_timers::future::TimeoutFuture;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use std::any::Any;
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Event, EventInit, HtmlElement, HtmlInputElement};
use whereabouts::api::ApiError;
use whereabouts::app::AppWithApi;
use whereabouts::config::{Config, SandboxAccount, TokenHolder};
use whereabouts::domain::{NewStatus, ReportedCode, StatusCode, StatusRecord};
use whereabouts::pages::{LocalFuture, StatusApi};
use whereabouts::session::Account;
use whereabouts::submission::{Attempt, Verdict};

/// An API that answers what it is told to, in order, and remembers what it was asked.
#[derive(Default)]
pub(crate) struct PlayedApi {
    pub(crate) sent: RefCell<Vec<(Account, NewStatus)>>,
    pub(crate) answers: RefCell<VecDeque<Result<StatusRecord, ApiError>>>,
    pub(crate) verdicts: RefCell<VecDeque<Verdict>>,
    /// How long each answer takes, in milliseconds.
    pub(crate) delay: RefCell<u32>,
}

impl PlayedApi {
    pub(crate) fn answering(
        answers: impl IntoIterator<Item = Result<StatusRecord, ApiError>>,
    ) -> Rc<Self> {
        Rc::new(Self { answers: RefCell::new(answers.into_iter().collect()), ..Self::default() })
    }
}

impl StatusApi for PlayedApi {
    fn set_status(
        &self,
        account: Account,
        status: NewStatus,
    ) -> LocalFuture<Result<StatusRecord, ApiError>> {
        self.sent.borrow_mut().push((account, status));
        let answer = self.answers.borrow_mut().pop_front().unwrap();
        let delay = *self.delay.borrow();
        Box::pin(async move {
            TimeoutFuture::new(delay).await;
            answer
        })
    }

    fn read_back(&self, _: Account, _: Attempt) -> LocalFuture<Verdict> {
        let verdict = self.verdicts.borrow_mut().pop_front().unwrap();
        Box::pin(async move { verdict })
    }
}

pub(crate) fn record() -> StatusRecord {
    StatusRecord {
        id: 730,
        user_id: Some(42),
        status: ReportedCode::Known(StatusCode::WorkingFromHome),
        start: None,
        end: None,
        message: Some("Back <soon>".to_owned()),
        current_task: None,
        assignable_id: None,
        created_at: None,
    }
}

/// A mounted app; it goes away with this value.
pub(crate) struct Screen {
    root: HtmlElement,
    _handle: Box<dyn Any>,
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.root.remove();
    }
}

pub(crate) fn config() -> Config {
    Config {
        api_base: "/api/v1".to_owned(),
        token_holder: TokenHolder::Person,
        sandbox_account: None,
        site_base: String::new(),
    }
}

pub(crate) fn sandbox_account() -> SandboxAccount {
    SandboxAccount { token: "sandbox-token".parse().unwrap(), user_id: "1".parse().unwrap() }
}

pub(crate) fn window() -> web_sys::Window {
    web_sys::window().unwrap()
}

pub(crate) fn document() -> Document {
    window().document().unwrap()
}

/// What this device and this tab keep, as it is before a first visit.
pub(crate) fn forget_everything() {
    window().local_storage().unwrap().unwrap().clear().unwrap();
    window().session_storage().unwrap().unwrap().clear().unwrap();
}

/// Keeps a token and a user id, as an earlier visit would have.
pub(crate) fn keep_account() {
    let storage = window().local_storage().unwrap().unwrap();
    storage.set_item("whereabouts.token", "kept-token").unwrap();
    storage.set_item("whereabouts.user-id", "42").unwrap();
}

/// Waits until the page has come to rest: effects, answers without delay, and one frame.
pub(crate) async fn rest() {
    for _ in 0..3 {
        leptos::task::tick().await;
        TimeoutFuture::new(5).await;
    }
    TimeoutFuture::new(20).await;
}

impl Screen {
    /// Opens the page at `path` with this API.
    pub(crate) async fn open(path: &str, config: Config, api: Rc<PlayedApi>) -> Self {
        window().history().unwrap().replace_state_with_url(&"".into(), "", Some(path)).unwrap();
        // A test that panicked could not tidy up, and its ids would be found first.
        if let Some(left_over) = document().query_selector(".screen").unwrap() {
            left_over.remove();
        }
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        root.set_class_name("screen");
        document().body().unwrap().append_child(&root).unwrap();
        let api: Rc<dyn StatusApi> = api;
        let handle: UnmountHandle<_> =
            mount_to(root.clone(), move || view! { <AppWithApi config api /> });
        rest().await;
        Self { root, _handle: Box::new(handle) }
    }

    fn all(&self, selector: &str) -> Vec<Element> {
        let found = self.root.query_selector_all(selector).unwrap();
        (0..found.length()).map(|index| found.item(index).unwrap().unchecked_into()).collect()
    }

    /// The control with this label.
    #[track_caller]
    pub(crate) fn control(&self, label: &str) -> HtmlInputElement {
        let labels = self.all("label");
        let label = labels
            .iter()
            .find(|element| element.text_content().as_deref() == Some(label))
            .unwrap_or_else(|| panic!("no label {label:?} in {}", self.text()));
        let id = label.get_attribute("for").unwrap();
        document().get_element_by_id(&id).unwrap().unchecked_into()
    }

    /// Types into the control with this label.
    pub(crate) async fn fill(&self, label: &str, text: &str) {
        let control = self.control(label);
        control.set_value(text);
        fire(&control, "input");
        fire(&control, "change");
        rest().await;
    }

    /// Chooses the radio button, or presses the switch, with this label.
    pub(crate) async fn choose(&self, label: &str) {
        self.control(label).click();
        rest().await;
    }

    /// The button with this name.
    #[track_caller]
    pub(crate) fn button(&self, name: &str) -> HtmlElement {
        self.all("button")
            .into_iter()
            .find(|button| button.text_content().as_deref().map(str::trim) == Some(name))
            .unwrap_or_else(|| panic!("no button {name:?} in {}", self.text()))
            .unchecked_into()
    }

    pub(crate) fn has_button(&self, name: &str) -> bool {
        self.all("button")
            .iter()
            .any(|button| button.text_content().as_deref().map(str::trim) == Some(name))
    }

    /// Presses the button with this name.
    pub(crate) async fn press(&self, name: &str) {
        self.button(name).click();
        rest().await;
    }

    /// Follows the link with this name, within the page. Links to other pages are for the
    /// end-to-end tests: routers of earlier tests still listen on this window.
    pub(crate) async fn follow(&self, name: &str) {
        let links = self.all("a");
        let link = links.iter().find(|link| link.text_content().as_deref() == Some(name)).unwrap();
        link.unchecked_ref::<HtmlElement>().click();
        rest().await;
    }

    /// The text of the one element with this role; empty where there is none.
    #[track_caller]
    pub(crate) fn role(&self, role: &str) -> String {
        let found = self.all(&format!("[role={role}]"));
        assert!(found.len() <= 1, "{} elements with role {role}", found.len());
        found.first().and_then(|element| element.text_content()).unwrap_or_default()
    }

    /// Everything that the page says.
    pub(crate) fn text(&self) -> String {
        self.root.inner_text()
    }

    /// The whole of the page, as markup.
    pub(crate) fn markup(&self) -> String {
        self.root.inner_html()
    }
}

/// Fires a bubbling event, as the browser does for a person's doing.
pub(crate) fn fire(element: &Element, name: &str) {
    let init = EventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    element.dispatch_event(&Event::new_with_event_init_dict(name, &init).unwrap()).unwrap();
}

/// The id of the element that has the focus.
pub(crate) fn focused() -> Element {
    document().active_element().unwrap()
}

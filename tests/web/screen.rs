//! Drives a mounted page the way a person does: by labels, names and roles.

use gloo_timers::future::TimeoutFuture;
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::*;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{
    Document, Element, Event, EventInit, HtmlElement, HtmlInputElement, MouseEvent, MouseEventInit,
};
use whereabouts::app::{App, Models};
use whereabouts::language::Language;
use whereabouts_browser::clock::now;
use whereabouts_core::api::{ApiError, ApiMessage, Page, Pending, StatusApi};
use whereabouts_core::config::{Config, SandboxAccount, TokenHolder};
use whereabouts_core::domain::{
    Account, Detail, Details, NewStatus, Person, ReportedCode, StatusCode, StatusRecord,
    Suggestion, Token,
};
use whereabouts_core::text::{Catalogue, speak};

/// A fake API with canned responses, which records the requests.
pub(crate) struct FakeApi {
    pub(crate) sent: RefCell<Vec<(Account, NewStatus)>>,
    /// The responses to new statuses, in order.
    pub(crate) answers: RefCell<VecDeque<Result<StatusRecord, ApiError>>>,
    /// The response to every request for the statuses.
    pub(crate) statuses: RefCell<Result<Vec<StatusRecord>, ApiError>>,
    /// The response to every request for who has signed in.
    pub(crate) signed_in: RefCell<Result<Person, ApiError>>,
    /// Whether that response is held back.
    pub(crate) holds_signed_in: Rc<Cell<bool>>,
    /// How often that was requested.
    pub(crate) askings: RefCell<usize>,
    /// The response to every request for people or assignables.
    pub(crate) directory: RefCell<Result<Vec<Suggestion>, ApiError>>,
    /// The delay of that response in milliseconds.
    pub(crate) directory_delay: RefCell<u32>,
    /// How often the statuses were requested.
    pub(crate) readings: RefCell<usize>,
    /// The delay of the statuses in milliseconds.
    pub(crate) reading_delay: RefCell<u32>,
    /// The delay of the response to a new status in milliseconds.
    pub(crate) delay: RefCell<u32>,
}

impl FakeApi {
    pub(crate) fn answering(
        answers: impl IntoIterator<Item = Result<StatusRecord, ApiError>>,
    ) -> Rc<Self> {
        Rc::new(Self {
            sent: RefCell::default(),
            answers: RefCell::new(answers.into_iter().collect()),
            statuses: RefCell::new(Ok(Vec::new())),
            signed_in: RefCell::new(Err(ApiError::NotFound(ApiMessage::default()))),
            holds_signed_in: Rc::default(),
            askings: RefCell::default(),
            directory: RefCell::new(Ok(Vec::new())),
            directory_delay: RefCell::default(),
            readings: RefCell::default(),
            reading_delay: RefCell::default(),
            delay: RefCell::default(),
        })
    }
}

impl StatusApi for FakeApi {
    fn set_status(&self, account: Account, status: NewStatus) -> Pending<StatusRecord> {
        let answer = self.answers.borrow_mut().pop_front().unwrap();
        // Like the API, it answers with the person and the status that it was sent.
        let answer = answer.map(|record| StatusRecord {
            user_id: Some(account.user_id.get()),
            status: ReportedCode::Known(status.status),
            ..record
        });
        self.sent.borrow_mut().push((account, status));
        let delay = *self.delay.borrow();
        Box::pin(async move {
            TimeoutFuture::new(delay).await;
            answer
        })
    }

    fn statuses(&self, _: Account) -> Pending<Page<StatusRecord>> {
        *self.readings.borrow_mut() += 1;
        let items = self.statuses.borrow().clone();
        let page = items.map(|items| Page { items, has_next: false, server_time: Some(now()) });
        let delay = *self.reading_delay.borrow();
        Box::pin(async move {
            TimeoutFuture::new(delay).await;
            page
        })
    }

    fn signed_in_person(&self) -> Pending<Person> {
        *self.askings.borrow_mut() += 1;
        let answer = self.signed_in.borrow().clone();
        let is_held = Rc::clone(&self.holds_signed_in);
        Box::pin(async move {
            TimeoutFuture::new(0).await;
            while is_held.get() {
                TimeoutFuture::new(5).await;
            }
            answer
        })
    }

    fn people(&self, _: Option<Token>) -> Pending<Vec<Suggestion>> {
        let people = self.directory.borrow().clone();
        let delay = *self.directory_delay.borrow();
        Box::pin(async move {
            TimeoutFuture::new(delay).await;
            people
        })
    }

    fn assignables(&self, _: Option<Token>) -> Pending<Vec<Suggestion>> {
        let assignables = self.directory.borrow().clone();
        Box::pin(async move { assignables })
    }
}

/// Details of which only the message has a value.
pub(crate) fn message(text: &str) -> Details<Option<String>> {
    let mut details = Details::default();
    details[Detail::Message] = Some(text.to_owned());
    details
}

pub(crate) fn record() -> StatusRecord {
    StatusRecord {
        id: 730,
        user_id: Some(42),
        status: ReportedCode::Known(StatusCode::WorkingFromHome),
        start: None,
        end: None,
        details: message("Back <soon>"),
        created_at: Some(now()),
    }
}

/// A mounted app. Dropping it unmounts the app.
pub(crate) struct Screen {
    root: HtmlElement,
    /// The language of the page.
    pub(crate) language: Language,
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

/// Clears both storages, as before a first visit.
pub(crate) fn forget_everything() {
    window().local_storage().unwrap().unwrap().clear().unwrap();
    window().session_storage().unwrap().unwrap().clear().unwrap();
    // What an earlier test could not store.
    whereabouts_browser::storage::give_way(None);
}

/// Stores a token and a user id, as an earlier visit would have.
pub(crate) fn keep_account() {
    let storage = window().local_storage().unwrap().unwrap();
    storage.set_item("whereabouts.token", "kept-token").unwrap();
    storage.set_item("whereabouts.user-id", "42").unwrap();
}

/// Waits for effects, undelayed responses and one frame.
pub(crate) async fn settle() {
    for _ in 0..3 {
        leptos::task::tick().await;
        TimeoutFuture::new(5).await;
    }
    TimeoutFuture::new(20).await;
}

impl Screen {
    /// Opens the page at `path`.
    pub(crate) async fn open(path: &str, config: Config, api: Rc<FakeApi>) -> Self {
        window().history().unwrap().replace_state_with_url(&"".into(), "", Some(path)).unwrap();
        // A test that panicked leaves its page behind, and its ids would be found first.
        if let Some(left_over) = document().query_selector(".screen").unwrap() {
            left_over.remove();
        }
        let root: HtmlElement = document().create_element("div").unwrap().unchecked_into();
        root.set_class_name("screen");
        document().body().unwrap().append_child(&root).unwrap();
        let api: Rc<dyn StatusApi> = api;
        // An earlier test may have spoken another language.
        document().document_element().unwrap().set_attribute("lang", "en").unwrap();
        speak(Catalogue::english());
        let told = Rc::new(Cell::new(None));
        let language = Rc::clone(&told);
        let handle: UnmountHandle<_> = mount_to(root.clone(), move || {
            let models = Models::restore(&config, api);
            language.set(Some(models.language));
            view! { <App config models /> }
        });
        settle().await;
        let screen = Self { root, language: told.get().unwrap(), _handle: Box::new(handle) };
        // As public/start.js does soon after the form is shown.
        if let Some(details) = screen.all(".status-form details").first() {
            fire(details, "toggle");
            settle().await;
        }
        screen
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
        settle().await;
    }

    /// Clicks the radio button or switch with this label.
    pub(crate) async fn choose(&self, label: &str) {
        self.control(label).click();
        settle().await;
    }

    /// The button with this name.
    #[track_caller]
    pub(crate) fn button(&self, name: &str) -> HtmlElement {
        self.all("button")
            .into_iter()
            .find(|button| is_named(button, name))
            .unwrap_or_else(|| panic!("no button {name:?} in {}", self.text()))
            .unchecked_into()
    }

    pub(crate) fn has_button(&self, name: &str) -> bool {
        self.all("button").iter().any(|button| is_named(button, name))
    }

    /// Presses the button with this name.
    pub(crate) async fn press(&self, name: &str) {
        self.button(name).click();
        settle().await;
    }

    /// The button with this `aria-label`.
    #[track_caller]
    pub(crate) fn labelled(&self, label: &str) -> HtmlElement {
        let buttons = self.all("button[aria-label]");
        let is_it = |button: &Element| button.get_attribute("aria-label").as_deref() == Some(label);
        let found = buttons.into_iter().find(is_it);
        found.unwrap_or_else(|| panic!("no button {label:?}")).unchecked_into()
    }

    /// Presses the button with this `aria-label`.
    pub(crate) async fn press_labelled(&self, label: &str) {
        self.labelled(label).click();
        settle().await;
    }

    /// The text of the region with this heading.
    pub(crate) fn region(&self, name: &str) -> String {
        let regions = self.all("section[aria-labelledby]");
        let region = regions.iter().find(|region| {
            let id = region.get_attribute("aria-labelledby").unwrap();
            let heading = document().get_element_by_id(&id);
            heading.and_then(|heading| heading.text_content()).as_deref() == Some(name)
        });
        region.unwrap().unchecked_ref::<HtmlElement>().inner_text()
    }

    /// Follows the link with this name, within the page. The end-to-end tests cover links to other
    /// pages: routers of earlier tests still listen on this window.
    pub(crate) async fn follow(&self, name: &str) {
        let links = self.all("a");
        let link = links.iter().find(|link| link.text_content().as_deref() == Some(name)).unwrap();
        link.unchecked_ref::<HtmlElement>().click();
        settle().await;
    }

    /// The text of the only element with this role; empty if there is none.
    #[track_caller]
    pub(crate) fn role(&self, role: &str) -> String {
        let found = self.all(&format!("[role={role}]"));
        assert!(found.len() <= 1, "{} elements with role {role}", found.len());
        found.first().and_then(|element| element.text_content()).unwrap_or_default()
    }

    /// The visible text of the page.
    pub(crate) fn text(&self) -> String {
        self.root.inner_text()
    }

    /// The markup of the page.
    pub(crate) fn markup(&self) -> String {
        self.root.inner_html()
    }
}

/// Fires a bubbling event.
pub(crate) fn fire(element: &Element, name: &str) {
    let init = EventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    element.dispatch_event(&Event::new_with_event_init_dict(name, &init).unwrap()).unwrap();
}

/// Clicks with a pointer at a place. `count` is that of the browser, which counts clicks on one element.
pub(crate) fn click_at(element: &Element, (x, y): (i32, i32), count: i32) {
    let init = MouseEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_detail(count);
    init.set_client_x(x);
    init.set_client_y(y);
    let click = MouseEvent::new_with_mouse_event_init_dict("click", &init).unwrap();
    element.dispatch_event(&click).unwrap();
}

/// The focused element.
pub(crate) fn focused() -> Element {
    document().active_element().unwrap()
}

fn is_named(button: &Element, name: &str) -> bool {
    let label = button.get_attribute("aria-label").or_else(|| button.text_content());
    label.is_some_and(|label| label.trim() == name)
}

//! Behind a relay that knows people by their sign-in.

use crate::screen::{
    FakeApi, Screen, config, focused, forget_everything, keep_account, record, settle, window,
};
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;
use whereabouts_core::api::{ApiError, ApiMessage};
use whereabouts_core::domain::Person;

fn person(id: &str, name: &str) -> Person {
    Person { id: id.parse().unwrap(), name: name.to_owned() }
}

fn ada() -> Person {
    person("42", "Ada Lovelace")
}

/// What the last visit stored.
fn keep(key: &str, value: &str) {
    window().local_storage().unwrap().unwrap().set_item(key, value).unwrap();
}

fn kept(key: &str) -> Option<String> {
    window().local_storage().unwrap().unwrap().get_item(key).unwrap()
}

/// A relay that gives this answer to who has signed in, and stores every status.
fn relay(answer: Result<Person, ApiError>) -> Rc<FakeApi> {
    let api = FakeApi::answering([Ok(record()), Ok(record())]);
    *api.signed_in.borrow_mut() = answer;
    api
}

fn signed_out() -> ApiError {
    ApiError::Unauthorized(ApiMessage::default())
}

fn not_linked() -> ApiError {
    let message = Some("Ask Grace to link you.".to_owned());
    ApiError::Forbidden(ApiMessage { message, errors: vec!["not linked".to_owned()] })
}

async fn open(path: &str, api: &Rc<FakeApi>) -> Screen {
    Screen::open(path, config(), api.clone()).await
}

#[wasm_bindgen_test]
async fn who_has_signed_in_chooses_and_presses_and_enters_nothing() {
    forget_everything();
    let api = relay(Ok(ada()));
    let screen = open("/", &api).await;
    assert!(screen.text().contains("Signed in as Ada Lovelace"));
    for word in ["token", "user ID"] {
        assert!(!screen.text().contains(word), "{word}: {}", screen.text());
    }
    screen.choose("Sick").await;
    screen.press("Set status").await;
    let (account, _) = api.sent.borrow()[0].clone();
    assert_eq!((account.token, account.user_id), (None, ada().id));
    assert_eq!(kept("whereabouts.sign-on").as_deref(), Some("42 Ada Lovelace"));
    drop(screen);
    let screen = open("/settings", &api).await;
    assert!(screen.text().contains("Signed in as Ada Lovelace"));
    for word in ["token", "User ID"] {
        assert!(!screen.text().contains(word), "{word}: {}", screen.text());
    }
}

#[wasm_bindgen_test]
async fn a_press_before_the_relay_has_answered_is_sent_when_it_has() {
    forget_everything();
    let api = relay(Ok(ada()));
    api.holds_signed_in.set(true);
    let screen = open("/", &api).await;
    screen.choose("Sick").await;
    screen.press("Set status").await;
    screen.press("Setting status…").await;
    assert!(api.sent.borrow().is_empty());
    api.holds_signed_in.set(false);
    settle().await;
    assert_eq!(api.sent.borrow().len(), 1);
    assert!(screen.text().contains("Status set"));
}

#[wasm_bindgen_test]
async fn a_press_before_a_relay_without_sign_on_has_answered_asks_for_an_account() {
    forget_everything();
    let api = relay(Err(ApiError::NotFound(ApiMessage::default())));
    api.holds_signed_in.set(true);
    let screen = open("/", &api).await;
    screen.choose("Sick").await;
    screen.press("Set status").await;
    api.holds_signed_in.set(false);
    settle().await;
    assert!(api.sent.borrow().is_empty());
    assert_eq!(focused().text_content().as_deref(), Some("Add them in Settings"));
    assert!(screen.control("Sick").checked());
}

#[wasm_bindgen_test]
async fn with_a_token_of_their_own_nobody_is_asked_for() {
    forget_everything();
    keep_account();
    let api = relay(Ok(ada()));
    let _screen = open("/", &api).await;
    assert_eq!(*api.askings.borrow(), 0);
}

#[wasm_bindgen_test]
async fn who_is_signed_out_is_told_so_and_keeps_their_entries() {
    forget_everything();
    keep("whereabouts.sign-on", "42 Ada Lovelace");
    let api = relay(Ok(ada()));
    *api.answers.borrow_mut() = [Err(signed_out())].into();
    let screen = open("/", &api).await;
    *api.signed_in.borrow_mut() = Err(signed_out());
    *api.statuses.borrow_mut() = Err(signed_out());
    screen.choose("Sick").await;
    screen.fill("Message", "Back on Monday").await;
    screen.press("Set status").await;
    assert!(screen.text().contains("You have been signed out"), "{}", screen.text());
    assert!(screen.text().contains("Your status was not set, because you are no longer signed in"));
    assert!(screen.has_button("Sign in"));
    for word in ["Signed in as", "Open Settings"] {
        assert!(!screen.text().contains(word), "{word}: {}", screen.text());
    }
    assert_eq!(screen.control("Message").value(), "Back on Monday");
}

#[wasm_bindgen_test]
async fn who_was_signed_out_since_the_last_visit_is_not_told_that_something_is_read() {
    forget_everything();
    keep("whereabouts.sign-on", "42 Ada Lovelace");
    let api = relay(Err(signed_out()));
    *api.statuses.borrow_mut() = Err(signed_out());
    let screen = open("/", &api).await;
    assert!(screen.text().contains("You have been signed out"), "{}", screen.text());
    assert!(!screen.text().contains("Current status"), "{}", screen.text());
}

#[wasm_bindgen_test]
async fn after_the_sign_in_entries_are_shown_to_their_owner_only() {
    forget_everything();
    keep("whereabouts.sign-on", "42 Ada Lovelace");
    let api = relay(Ok(ada()));
    {
        let screen = open("/", &api).await;
        screen.choose("Sick").await;
        screen.press("Set status").await;
        screen.fill("Message", "mine").await;
        *api.signed_in.borrow_mut() = Err(signed_out());
        window().dispatch_event(&web_sys::Event::new("focus").unwrap()).unwrap();
        *api.answers.borrow_mut() = [Err(signed_out())].into();
        screen.choose("Vacation").await;
        screen.press("Set status").await;
        assert!(screen.has_button("Sign in"));
    }
    api.holds_signed_in.set(true);
    *api.signed_in.borrow_mut() = Ok(person("8", "Bob"));
    {
        let screen = open("/", &api).await;
        assert_eq!(screen.control("Message").value(), "", "nobody is known yet");
        assert!(
            !screen.text().contains("signed out"),
            "the relay may know them: {}",
            screen.text()
        );
        api.holds_signed_in.set(false);
        settle().await;
        assert!(screen.text().contains("Signed in as Bob"));
        assert_eq!(screen.control("Message").value(), "");
        assert!(!screen.text().contains("Remove"), "{}", screen.text());
    }
    *api.signed_in.borrow_mut() = Err(signed_out());
    drop(open("/", &api).await);
    *api.signed_in.borrow_mut() = Ok(ada());
    let screen = open("/", &api).await;
    settle().await;
    assert_eq!(screen.control("Message").value(), "mine");
}

#[wasm_bindgen_test]
async fn somebody_else_than_the_last_time_sees_nothing_of_them() {
    forget_everything();
    let api = relay(Ok(ada()));
    {
        let screen = open("/", &api).await;
        screen.choose("Sick").await;
        screen.press("Set status").await;
        screen.fill("Message", "mine").await;
    }
    *api.answers.borrow_mut() = [Err(ApiError::TimedOut)].into();
    {
        let screen = open("/", &api).await;
        assert_eq!(screen.control("Message").value(), "mine");
        screen.choose("Vacation").await;
        screen.press("Set status").await;
        assert!(screen.has_button("Check now"));
    }
    *api.signed_in.borrow_mut() = Ok(person("8", "Bob"));
    let screen = open("/", &api).await;
    assert!(screen.text().contains("Signed in as Bob"));
    assert_eq!(screen.control("Message").value(), "");
    for word in ["mine", "Remove", "on its way"] {
        assert!(!screen.text().contains(word), "{word}: {}", screen.text());
    }
    assert!(!screen.has_button("Check now"));
}

#[wasm_bindgen_test]
async fn who_is_not_linked_reads_the_relays_sentence_and_has_nothing_to_fill_in() {
    forget_everything();
    let api = relay(Err(not_linked()));
    for path in ["/", "/history", "/settings"] {
        let screen = open(path, &api).await;
        assert!(screen.text().contains("Ask Grace to link you."), "{}", screen.text());
        assert!(!screen.text().contains("user ID"), "{}", screen.text());
        assert!(!screen.has_button("Save"));
    }
}

#[wasm_bindgen_test]
async fn behind_a_sign_on_a_refusal_is_not_blamed_on_an_id() {
    forget_everything();
    let api = relay(Ok(ada()));
    *api.answers.borrow_mut() = [Err(ApiError::Forbidden(ApiMessage::default()))].into();
    let screen = open("/", &api).await;
    screen.choose("Sick").await;
    screen.press("Set status").await;
    assert!(screen.text().contains("Resource Management refused the request."));
    assert!(screen.text().contains("Ask whoever runs this page."));
    assert!(!screen.text().contains("user ID"), "{}", screen.text());
    assert_eq!(*api.askings.borrow(), 2, "they may have become somebody else");
}

#[wasm_bindgen_test]
async fn a_relay_that_has_got_a_sign_on_takes_the_place_of_the_persons_token() {
    forget_everything();
    keep_account();
    let api = relay(Ok(ada()));
    *api.answers.borrow_mut() = [Err(signed_out()), Ok(record())].into();
    let screen = open("/", &api).await;
    screen.choose("Sick").await;
    screen.press("Set status").await;
    assert!(screen.text().contains("Signed in as Ada Lovelace"), "{}", screen.text());
    assert_eq!(kept("whereabouts.token"), None);
    screen.press("Set status").await;
    assert_eq!(api.sent.borrow()[1].0.token, None);
}

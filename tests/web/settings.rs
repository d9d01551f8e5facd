//! The settings: what is stored, what is refused, and what other tabs change.

use crate::screen::{
    FakeApi, Screen, config, fire, focused, forget_everything, keep_account, settle, window,
};
use wasm_bindgen_test::wasm_bindgen_test;
use whereabouts_core::config::{Config, TokenHolder};
use whereabouts_core::domain::Suggestion;

fn kept(key: &str) -> Option<String> {
    window().local_storage().unwrap().unwrap().get_item(key).unwrap()
}

async fn open() -> Screen {
    Screen::open("/settings", config(), FakeApi::answering([])).await
}

#[wasm_bindgen_test]
async fn save_stores_the_token_and_the_user_id() {
    forget_everything();
    let screen = open().await;
    assert_eq!(screen.control("API token").type_(), "password");
    screen.fill("API token", " abc-123 ").await;
    screen.fill("User ID", "42").await;
    screen.press("Save").await;
    assert_eq!(screen.role("status"), "Saved.");
    assert_eq!(kept("whereabouts.token").as_deref(), Some("abc-123"));
    assert_eq!(kept("whereabouts.user-id").as_deref(), Some("42"));
}

#[wasm_bindgen_test]
async fn an_invalid_token_or_user_id_is_refused_and_stays_in_its_field() {
    forget_everything();
    let screen = open().await;
    screen.fill("API token", "töken").await;
    screen.fill("User ID", "-3").await;
    screen.press("Save").await;
    let text = screen.role("alert");
    assert!(text.contains("API token must contain only plain letters"), "{text}");
    assert!(text.contains("User ID must be a whole number above zero"), "{text}");
    assert!(!text.contains("töken"), "the token is shown");
    assert!(focused().class_list().contains("error-summary"));
    assert_eq!(screen.control("API token").value(), "töken");
    assert_eq!(kept("whereabouts.token"), None);
}

#[wasm_bindgen_test]
async fn the_token_is_shown_only_while_the_switch_is_on() {
    forget_everything();
    keep_account();
    let screen = open().await;
    assert_eq!(screen.control("API token").value(), "kept-token");
    screen.choose("Show token").await;
    assert_eq!(screen.control("API token").type_(), "text");
    assert_eq!(screen.control("API token").value(), "kept-token");
    screen.choose("Show token").await;
    assert_eq!(screen.control("API token").type_(), "password");
    assert!(!screen.markup().contains("kept-token"), "the token is in the markup");
}

#[wasm_bindgen_test]
async fn forget_token_removes_it_from_the_page_and_from_storage() {
    forget_everything();
    keep_account();
    let screen = open().await;
    screen.press("Forget token").await;
    assert_eq!(screen.role("status"), "Token forgotten.");
    assert_eq!(screen.control("API token").value(), "");
    assert_eq!(screen.control("User ID").value(), "42");
    assert_eq!(kept("whereabouts.token"), None);
    drop(screen);
    let screen = Screen::open("/", config(), FakeApi::answering([])).await;
    assert!(screen.text().contains("this page needs"));
}

#[wasm_bindgen_test]
async fn a_draft_is_there_for_its_owner_only() {
    forget_everything();
    let screen = Screen::open("/", config(), FakeApi::answering([])).await;
    screen.fill("Message", "mine").await;
    assert!(screen.text().contains("this page needs"));
    let local = window().local_storage().unwrap().unwrap();
    let sign_in = async |user_id: &str| {
        keep_account();
        local.set_item("whereabouts.user-id", user_id).unwrap();
        fire_storage().await;
    };
    sign_in("42").await;
    assert!(!screen.text().contains("this page needs"));
    assert_eq!(screen.control("Message").value(), "mine", "it belongs to who enters an account");
    local.remove_item("whereabouts.token").unwrap();
    fire_storage().await;
    assert!(screen.text().contains("this page needs"));
    assert_eq!(screen.control("Message").value(), "mine", "nobody else is there yet");
    sign_in("7").await;
    assert_eq!(screen.control("Message").value(), "", "it is nobody else's");
    sign_in("42").await;
    assert_eq!(screen.control("Message").value(), "mine", "the person is back");
}

/// The browser fires this event in every tab except the one that changed something.
async fn fire_storage() {
    window().dispatch_event(&web_sys::Event::new("storage").unwrap()).unwrap();
    settle().await;
}

#[wasm_bindgen_test]
async fn the_token_field_is_absent_if_a_relay_holds_the_token() {
    forget_everything();
    let config = Config { token_holder: TokenHolder::Relay, ..config() };
    let screen = Screen::open("/settings", config, FakeApi::answering([])).await;
    assert!(!screen.text().contains("API token"));
    assert!(!screen.has_button("Forget token"));
    screen.fill("User ID", "7").await;
    screen.press("Save").await;
    assert_eq!(kept("whereabouts.user-id").as_deref(), Some("7"));
}

#[wasm_bindgen_test]
async fn unreadable_stored_settings_are_reported_and_not_used() {
    forget_everything();
    window()
        .local_storage()
        .unwrap()
        .unwrap()
        .set_item("whereabouts.user-id", "{\"v\":0}")
        .unwrap();
    let screen = Screen::open("/", config(), FakeApi::answering([])).await;
    assert!(screen.text().contains("stored settings could not be read"), "{}", screen.text());
    fire(&screen.control("Message"), "input");
}

#[wasm_bindgen_test]
async fn what_is_half_typed_outlives_a_change_of_what_is_stored() {
    forget_everything();
    keep_account();
    let screen = open().await;
    screen.fill("User ID", "4").await;
    screen.press("Forget token").await;
    assert_eq!(screen.control("User ID").value(), "4");
    screen.fill("API token", "half").await;
    keep_account();
    let storage = window().local_storage().unwrap().unwrap();
    storage.set_item("whereabouts.user-id", "43").unwrap();
    fire_storage().await;
    assert_eq!(screen.control("API token").value(), "half");
    assert_eq!(screen.control("User ID").value(), "4");
    screen.press("Save").await;
    storage.set_item("whereabouts.user-id", "44").unwrap();
    fire_storage().await;
    assert_eq!(screen.control("User ID").value(), "44", "what was saved is not half typed");
}

#[wasm_bindgen_test]
async fn controls_that_were_filled_without_an_event_are_saved() {
    forget_everything();
    let screen = open().await;
    screen.control("API token").set_value("from-a-manager");
    screen.control("User ID").set_value("5");
    screen.press("Save").await;
    assert_eq!(screen.role("status"), "Saved.");
    assert_eq!(kept("whereabouts.token").as_deref(), Some("from-a-manager"));
    assert_eq!(kept("whereabouts.user-id").as_deref(), Some("5"));
}

#[wasm_bindgen_test]
async fn a_full_name_leads_to_its_number() {
    forget_everything();
    keep_account();
    let api = FakeApi::answering([]);
    *api.directory.borrow_mut() = Ok(vec![Suggestion { id: 9, name: "Ada Li".to_owned() }]);
    let screen = Screen::open("/settings", config(), api).await;
    let control = screen.control("User ID");
    control.focus().unwrap();
    settle().await;
    control.set_value("ada li");
    fire(&control, "input");
    screen.button("Save").focus().unwrap();
    settle().await;
    assert_eq!(control.value(), "9");
    control.set_value("ADA LI");
    screen.press("Save").await;
    assert_eq!(control.value(), "9");
    assert_eq!(kept("whereabouts.user-id").as_deref(), Some("9"));
}

#[wasm_bindgen_test]
async fn the_token_is_never_treated_as_prose() {
    forget_everything();
    let screen = open().await;
    screen.choose("Show token").await;
    for (name, value) in
        [("spellcheck", "false"), ("autocapitalize", "none"), ("autocorrect", "off")]
    {
        assert_eq!(screen.control("API token").get_attribute(name).as_deref(), Some(value));
        assert_eq!(screen.control("User ID").get_attribute(name), None);
    }
    // Names are typed there.
    assert_eq!(screen.control("User ID").get_attribute("inputmode"), None);
}

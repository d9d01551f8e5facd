//! The settings: what is kept, what is refused, and what other tabs change.

use crate::screen::{
    PlayedApi, Screen, config, fire, focused, forget_everything, keep_account, rest, window,
};
use wasm_bindgen_test::wasm_bindgen_test;
use whereabouts_core::config::{Config, TokenHolder};

fn kept(key: &str) -> Option<String> {
    window().local_storage().unwrap().unwrap().get_item(key).unwrap()
}

async fn open() -> Screen {
    Screen::open("/settings", config(), PlayedApi::answering([])).await
}

#[wasm_bindgen_test]
async fn a_token_and_a_user_id_are_kept_on_this_device() {
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
async fn what_cannot_be_a_token_or_a_user_id_is_refused_and_stays_in_its_field() {
    forget_everything();
    let screen = open().await;
    screen.fill("API token", "töken").await;
    screen.fill("User ID", "-3").await;
    screen.press("Save").await;
    let said = screen.role("alert");
    assert!(said.contains("API token must be one word"), "{said}");
    assert!(said.contains("User ID must be a whole number above zero"), "{said}");
    assert!(!said.contains("töken"), "the token is shown");
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
    screen.choose("Show it").await;
    assert_eq!(screen.control("API token").type_(), "text");
    assert_eq!(screen.control("API token").value(), "kept-token");
    screen.choose("Show it").await;
    assert_eq!(screen.control("API token").type_(), "password");
    assert!(!screen.markup().contains("kept-token"), "the token stands in the markup");
}

#[wasm_bindgen_test]
async fn a_forgotten_token_is_gone_here_and_from_the_device() {
    forget_everything();
    keep_account();
    let screen = open().await;
    screen.press("Forget token").await;
    assert_eq!(screen.role("status"), "Token forgotten.");
    assert_eq!(screen.control("API token").value(), "");
    assert_eq!(screen.control("User ID").value(), "42");
    assert_eq!(kept("whereabouts.token"), None);
    drop(screen);
    let screen = Screen::open("/", config(), PlayedApi::answering([])).await;
    assert!(screen.text().contains("this page needs"));
}

#[wasm_bindgen_test]
async fn what_another_tab_saves_and_forgets_takes_effect_here_and_the_draft_stays() {
    forget_everything();
    let screen = Screen::open("/", config(), PlayedApi::answering([])).await;
    screen.fill("Message", "mine").await;
    assert!(screen.text().contains("this page needs"));
    keep_account();
    fire_storage().await;
    assert!(!screen.text().contains("this page needs"));
    window().local_storage().unwrap().unwrap().clear().unwrap();
    fire_storage().await;
    assert!(screen.text().contains("this page needs"));
    assert_eq!(screen.control("Message").value(), "mine");
}

/// What the browser fires in every tab but the one that changed something.
async fn fire_storage() {
    window().dispatch_event(&web_sys::Event::new("storage").unwrap()).unwrap();
    rest().await;
}

#[wasm_bindgen_test]
async fn where_a_relay_holds_the_token_none_is_asked_for() {
    forget_everything();
    let config = Config { token_holder: TokenHolder::Relay, ..config() };
    let screen = Screen::open("/settings", config, PlayedApi::answering([])).await;
    assert!(!screen.text().contains("API token"));
    assert!(!screen.has_button("Forget token"));
    screen.fill("User ID", "7").await;
    screen.press("Save").await;
    assert_eq!(kept("whereabouts.user-id").as_deref(), Some("7"));
}

#[wasm_bindgen_test]
async fn rubbish_of_an_older_version_is_not_used_and_said_to_be_so() {
    forget_everything();
    window()
        .local_storage()
        .unwrap()
        .unwrap()
        .set_item("whereabouts.user-id", "{\"v\":0}")
        .unwrap();
    let screen = Screen::open("/", config(), PlayedApi::answering([])).await;
    assert!(screen.text().contains("could not be read and is not used"), "{}", screen.text());
    fire(&screen.control("Message"), "input");
}

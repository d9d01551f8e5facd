//! *Undo* brings back what was replaced or deleted.

use crate::screen::{FakeApi, Screen, config, focused, forget_everything, keep_account};
use wasm_bindgen_test::wasm_bindgen_test;

async fn open() -> Screen {
    forget_everything();
    keep_account();
    Screen::open("/", config(), FakeApi::answering([])).await
}

#[wasm_bindgen_test]
async fn a_form_that_was_reset_can_be_had_back() {
    let screen = open().await;
    assert!(!screen.has_button("Undo"));
    screen.press("Reset form").await;
    assert!(!screen.has_button("Undo"), "an empty form needs no undo");
    screen.choose("Sick").await;
    screen.fill("Message", "a long message").await;
    screen.press("Reset form").await;
    assert_eq!(screen.control("Message").value(), "");
    screen.press("Undo").await;
    assert_eq!(screen.control("Message").value(), "a long message");
    assert!(screen.control("Sick").checked());
    assert!(!screen.has_button("Undo"));
    assert_ne!(focused().tag_name(), "BODY");
}

#[wasm_bindgen_test]
async fn undo_can_be_undone() {
    let screen = open().await;
    screen.fill("Message", "first").await;
    screen.press("Reset form").await;
    screen.fill("Message", "second").await;
    for text in ["first", "second", "first"] {
        screen.press("Undo").await;
        assert_eq!(screen.control("Message").value(), text);
    }
}

#[wasm_bindgen_test]
async fn a_draft_that_a_link_replaced_can_be_had_back() {
    let screen = open().await;
    screen.fill("Message", "kept").await;
    drop(screen);
    let screen = Screen::open("/?status=WFH", config(), FakeApi::answering([])).await;
    assert!(screen.control("Working from home").checked());
    assert_eq!(screen.control("Message").value(), "");
    screen.press("Undo").await;
    assert_eq!(screen.control("Message").value(), "kept");
    assert!(!screen.control("Working from home").checked());
}

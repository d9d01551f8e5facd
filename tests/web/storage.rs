//! The browser's storage behind its adapter.

use crate::screen::{FakeApi, Screen, config, forget_everything, keep_account, window};
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use whereabouts_browser::storage::{
    Key, StorageError, give_way, holds_any, is_held, read, remove, write,
};

#[wasm_bindgen_test]
fn a_value_is_read_back_until_it_is_removed() {
    forget_everything();
    assert_eq!(read(Key::Token), Ok(None));
    assert_eq!(write(Key::Token, "abc"), Ok(()));
    assert_eq!(read(Key::Token), Ok(Some("abc".to_owned())));
    assert_eq!(remove(Key::Token), Ok(()));
    assert_eq!(read(Key::Token), Ok(None));
}

#[wasm_bindgen_test]
fn the_draft_goes_to_session_storage() {
    forget_everything();
    assert_eq!(write(Key::Draft, "draft"), Ok(()));
    assert_eq!(window().local_storage().unwrap().unwrap().length().unwrap(), 0);
    assert_eq!(window().session_storage().unwrap().unwrap().length().unwrap(), 1);
}

/// Replaces `localStorage` with a getter, and returns what was there.
fn replace_local_storage(getter: &str) -> JsValue {
    let window = window();
    let name = "localStorage".into();
    let original = Object::get_own_property_descriptor(&window, &name);
    let replacement = Object::new();
    Reflect::set(&replacement, &"get".into(), &Function::new_no_args(getter)).unwrap();
    Reflect::set(&replacement, &"configurable".into(), &true.into()).unwrap();
    Object::define_property(&window, &name, &replacement);
    original
}

fn restore_local_storage(original: &JsValue) {
    Object::define_property(&window(), &"localStorage".into(), original.unchecked_ref());
}

/// Replaces `localStorage` with a getter while `check` runs.
fn with_local_storage(getter: &str, check: impl FnOnce()) {
    let original = replace_local_storage(getter);
    check();
    restore_local_storage(&original);
}

const BLOCKED: &str = "throw new DOMException('denied', 'SecurityError')";
const FULL: &str = "return {
    getItem: () => null,
    setItem: () => { throw new DOMException('Full.', 'QuotaExceededError'); },
    removeItem: () => {},
};";

#[wasm_bindgen_test]
fn blocked_storage_is_an_error() {
    for getter in [BLOCKED, "return null"] {
        forget_everything();
        with_local_storage(getter, || {
            assert_eq!(read(Key::Token), Err(StorageError::Blocked));
            assert_eq!(write(Key::Token, "abc"), Err(StorageError::Blocked));
            assert_eq!(remove(Key::Token), Err(StorageError::Blocked));
        });
    }
}

#[wasm_bindgen_test]
fn full_storage_is_an_error() {
    forget_everything();
    let megabytes = "x".repeat(6_000_000);
    assert_eq!(write(Key::Token, &megabytes), Err(StorageError::Full));
    assert_eq!(window().local_storage().unwrap().unwrap().length().unwrap(), 0);
    forget_everything();
}

#[wasm_bindgen_test]
fn storage_that_throws_on_every_call_is_an_error_and_no_panic() {
    forget_everything();
    let throwing =
        "const fail = () => { throw new DOMException('No access.', 'InvalidAccessError') };
        return { getItem: fail, setItem: fail, removeItem: fail };";
    with_local_storage(throwing, || {
        assert_eq!(read(Key::Token), Err(StorageError::Blocked));
        assert_eq!(write(Key::Token, "abc"), Err(StorageError::Full));
        assert_eq!(remove(Key::Token), Err(StorageError::Blocked));
    });
}

#[wasm_bindgen_test]
fn what_could_not_be_stored_is_read_from_memory() {
    for getter in [BLOCKED, FULL] {
        forget_everything();
        write(Key::UserId, "1").unwrap();
        with_local_storage(getter, || {
            let _ = write(Key::Token, "abc");
        });
        assert!(is_held(Key::Token) && holds_any());
        assert_eq!(read(Key::Token), Ok(Some("abc".to_owned())));
        assert_eq!(write(Key::Token, "def"), Ok(()));
        assert!(!is_held(Key::Token) && !holds_any());
    }
    with_local_storage(BLOCKED, || {
        remove(Key::UserId).unwrap_err();
    });
    assert_eq!(read(Key::UserId), Ok(None), "a removed value came back");
}

#[wasm_bindgen_test]
fn what_is_held_gives_way_to_another_tab() {
    forget_everything();
    with_local_storage(FULL, || {
        write(Key::Token, "mine").unwrap_err();
        write(Key::UserId, "1").unwrap_err();
    });
    window().local_storage().unwrap().unwrap().set_item("whereabouts.token", "theirs").unwrap();
    give_way(Some("whereabouts.token"));
    assert_eq!(read(Key::Token), Ok(Some("theirs".to_owned())));
    assert_eq!(read(Key::UserId), Ok(Some("1".to_owned())));
    give_way(None);
    assert_eq!(read(Key::UserId), Ok(None));
}

#[wasm_bindgen_test]
async fn with_full_storage_choosing_an_appearance_keeps_the_account() {
    forget_everything();
    let original = replace_local_storage(FULL);
    let screen = Screen::open("/settings", config(), FakeApi::answering([])).await;
    screen.fill("API token", "abc").await;
    screen.fill("User ID", "7").await;
    screen.press("Save").await;
    screen.choose("Dark").await;
    // Before anything can fail, because a failed test ends here.
    restore_local_storage(&original);
    assert_eq!(screen.control("API token").value(), "abc");
    assert!(screen.control("Dark").checked());
    assert!(screen.text().contains("storage for this site is full"), "{}", screen.text());
}

#[wasm_bindgen_test]
async fn with_full_storage_a_preset_is_saved_until_the_page_is_closed() {
    forget_everything();
    keep_account();
    let screen = Screen::open("/", config(), FakeApi::answering([])).await;
    let original = replace_local_storage(FULL);
    screen.choose("Sick").await;
    screen.fill("Preset name", "Flu").await;
    screen.press("Save as preset").await;
    restore_local_storage(&original);
    let text = screen.text();
    assert!(text.contains("storage for this site is full"), "{text}");
    assert!(screen.markup().contains("Saved “Flu” until you close this page"));
    screen.fill("Preset name", "Flu").await;
    screen.press("Save as preset").await;
    assert!(screen.markup().contains("Saved “Flu” on this device."));
    assert!(!screen.text().contains("storage for this site is full"));
}

#[wasm_bindgen_test]
async fn the_draft_of_another_person_is_not_shown_and_not_lost() {
    forget_everything();
    keep_account();
    let session = window().session_storage().unwrap().unwrap();
    session.set_item("whereabouts.draft", r#"{"message":"theirs"}"#).unwrap();
    session.set_item("whereabouts.draft-owner", "7").unwrap();
    let screen = Screen::open("/", config(), FakeApi::answering([])).await;
    assert_eq!(screen.control("Message").value(), "");
    drop(screen);
    let local = window().local_storage().unwrap().unwrap();
    local.set_item("whereabouts.user-id", "7").unwrap();
    let screen = Screen::open("/", config(), FakeApi::answering([])).await;
    assert_eq!(screen.control("Message").value(), "theirs");
}

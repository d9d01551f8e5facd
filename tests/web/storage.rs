//! The browser's storage behind its adapter.

use crate::screen::{forget_everything, window};
use js_sys::{Function, Object, Reflect};
use wasm_bindgen_test::wasm_bindgen_test;
use whereabouts_browser::storage::{Key, StorageError, read, remove, write};

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

/// Replaces `localStorage` with a getter while `check` runs.
fn with_local_storage(getter: &str, check: impl FnOnce()) {
    let window = window();
    let name = "localStorage".into();
    let original = Object::get_own_property_descriptor(&window, &name);
    let replacement = Object::new();
    Reflect::set(&replacement, &"get".into(), &Function::new_no_args(getter)).unwrap();
    Reflect::set(&replacement, &"configurable".into(), &true.into()).unwrap();
    Object::define_property(&window, &name, &replacement);
    check();
    Object::define_property(&window, &name, original.unchecked_ref());
}

use wasm_bindgen::JsCast;

#[wasm_bindgen_test]
fn blocked_storage_is_an_error() {
    with_local_storage("throw new DOMException('denied', 'SecurityError')", || {
        assert_eq!(read(Key::Token), Err(StorageError::Blocked));
        assert_eq!(write(Key::Token, "abc"), Err(StorageError::Blocked));
        assert_eq!(remove(Key::Token), Err(StorageError::Blocked));
    });
    with_local_storage("return null", || {
        assert_eq!(read(Key::Token), Err(StorageError::Blocked));
    });
}

#[wasm_bindgen_test]
fn full_storage_is_an_error() {
    forget_everything();
    let megabytes = "x".repeat(6_000_000);
    assert_eq!(write(Key::Token, &megabytes), Err(StorageError::Full));
    assert_eq!(read(Key::Token), Ok(None));
}

#[wasm_bindgen_test]
fn storage_that_throws_on_every_call_is_an_error_and_no_panic() {
    let throwing =
        "const fail = () => { throw new DOMException('No access.', 'InvalidAccessError') };
        return { getItem: fail, setItem: fail, removeItem: fail };";
    with_local_storage(throwing, || {
        assert_eq!(read(Key::Token), Err(StorageError::Blocked));
        assert_eq!(write(Key::Token, "abc"), Err(StorageError::Full));
        assert_eq!(remove(Key::Token), Err(StorageError::Blocked));
    });
}

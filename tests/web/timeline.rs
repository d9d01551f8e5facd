//! Which of several answers about a person's statuses is shown.

use crate::screen::{
    FakeApi, Screen, config, forget_everything, keep_account, record, settle, window,
};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use whereabouts_core::domain::{ReportedCode, StatusCode, StatusRecord};

fn of(status: StatusCode) -> StatusRecord {
    StatusRecord { status: ReportedCode::Known(status), ..record() }
}

/// Another tab changes the user id.
async fn become_user(id: &str) {
    let window = window();
    let storage = window.local_storage().unwrap().unwrap();
    storage.set_item("whereabouts.user-id", id).unwrap();
    window.dispatch_event(&web_sys::Event::new("storage").unwrap()).unwrap();
    settle().await;
}

#[wasm_bindgen_test]
async fn an_answer_from_before_a_change_of_account_is_dropped() {
    forget_everything();
    keep_account();
    let api = FakeApi::answering([]);
    *api.statuses.borrow_mut() = Ok(vec![of(StatusCode::Sick)]);
    *api.reading_delay.borrow_mut() = 400;
    let screen = Screen::open("/", config(), api.clone()).await;
    *api.reading_delay.borrow_mut() = 0;
    *api.statuses.borrow_mut() = Ok(Vec::new());
    become_user("7").await;
    *api.statuses.borrow_mut() = Ok(vec![of(StatusCode::Vacation)]);
    become_user("42").await;
    assert!(screen.region("Current status").contains("Vacation"));
    TimeoutFuture::new(400).await;
    settle().await;
    let region = screen.region("Current status");
    assert!(region.contains("Vacation"), "{region}");
    assert_eq!(*api.readings.borrow(), 3);
}

#[wasm_bindgen_test]
async fn a_later_answer_replaces_the_content_of_a_record() {
    forget_everything();
    keep_account();
    let api = FakeApi::answering([]);
    *api.statuses.borrow_mut() = Ok(vec![of(StatusCode::Sick)]);
    let screen = Screen::open("/", config(), api.clone()).await;
    let earlier = record().created_at.map(|created| created - chrono::TimeDelta::hours(1));
    *api.statuses.borrow_mut() =
        Ok(vec![StatusRecord { created_at: earlier, ..of(StatusCode::Vacation) }]);
    screen.press("Refresh").await;
    let region = screen.region("Current status");
    assert!(region.contains("Vacation") && !region.contains("Sick"), "{region}");
}

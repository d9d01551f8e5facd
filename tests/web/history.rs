//! The history: newest first, 20 records at a time, and *Use again*.

use crate::screen::{FakeApi, Screen, config, forget_everything, keep_account, message, record};
use chrono::TimeDelta;
use wasm_bindgen_test::wasm_bindgen_test;
use whereabouts_browser::clock::now;
use whereabouts_core::api::{ApiError, ApiMessage};
use whereabouts_core::domain::{ReportedCode, StatusCode, StatusRecord};

async fn open(statuses: Result<Vec<StatusRecord>, ApiError>) -> Screen {
    forget_everything();
    keep_account();
    let api = FakeApi::answering([]);
    *api.statuses.borrow_mut() = statuses;
    Screen::open("/history", config(), api).await
}

fn numbered(id: i64) -> StatusRecord {
    let code = if id % 2 == 0 { StatusCode::Sick } else { StatusCode::Vacation };
    StatusRecord {
        id,
        status: ReportedCode::Known(code),
        details: message(&format!("number {id}.")),
        created_at: Some(now() - TimeDelta::days(100) + TimeDelta::hours(id)),
        ..record()
    }
}

#[wasm_bindgen_test]
async fn load_more_shows_twenty_more_records() {
    let screen = open(Ok((1..=45).map(numbered).collect())).await;
    assert!(screen.text().contains("number 45.") && screen.text().contains("number 26."));
    assert!(!screen.text().contains("number 25."));
    assert_eq!(screen.role("status"), "Showing 20 of 45");
    screen.press("Load more").await;
    assert!(screen.text().contains("number 25."));
    screen.press("Load more").await;
    assert_eq!(screen.role("status"), "Showing 45 of 45");
    assert!(screen.text().contains("number 1."));
}

#[wasm_bindgen_test]
async fn the_filter_shows_one_status() {
    let screen = open(Ok((1..=4).map(numbered).collect())).await;
    screen.fill("Show", "SIC").await;
    assert_eq!(screen.role("status"), "Showing 2 of 2");
    assert!(screen.text().contains("number 4.") && !screen.text().contains("number 3."));
}

#[wasm_bindgen_test]
async fn an_unknown_code_is_shown_unchanged_and_cannot_be_used_again() {
    let unknown = StatusRecord { status: ReportedCode::Unknown("LUN".to_owned()), ..numbered(1) };
    let screen = open(Ok(vec![unknown])).await;
    assert!(screen.text().contains("LUN"));
    assert!(!screen.has_button("Use again"));
}

#[wasm_bindgen_test]
async fn a_refusal_shows_the_message_of_the_api() {
    let api_message = ApiMessage {
        message: Some("forbidden".to_owned()),
        errors: vec!["access denied".to_owned()],
    };
    let screen = open(Err(ApiError::Forbidden(api_message))).await;
    let alert = screen.role("alert");
    assert!(alert.contains("forbidden") && alert.contains("access denied"), "{alert}");
}

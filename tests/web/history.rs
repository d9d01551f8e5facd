//! The history: newest first, a step at a time, and used again.

use crate::screen::{PlayedApi, Screen, config, forget_everything, keep_account, message, record};
use chrono::TimeDelta;
use wasm_bindgen_test::wasm_bindgen_test;
use whereabouts_browser::clock::now;
use whereabouts_core::api::{ApiError, Said};
use whereabouts_core::domain::{ReportedCode, StatusCode, StatusRecord};

async fn open(statuses: Result<Vec<StatusRecord>, ApiError>) -> Screen {
    forget_everything();
    keep_account();
    let api = PlayedApi::answering([]);
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
async fn the_newest_twenty_are_shown_and_more_on_demand() {
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
async fn one_status_can_be_looked_for() {
    let screen = open(Ok((1..=4).map(numbered).collect())).await;
    screen.fill("Show", "SIC").await;
    assert_eq!(screen.role("status"), "Showing 2 of 2");
    assert!(screen.text().contains("number 4.") && !screen.text().contains("number 3."));
}

#[wasm_bindgen_test]
async fn an_unknown_code_is_shown_as_it_came_and_cannot_be_used() {
    let unknown = StatusRecord { status: ReportedCode::Unknown("LUN".to_owned()), ..numbered(1) };
    let screen = open(Ok(vec![unknown])).await;
    assert!(screen.text().contains("LUN"));
    assert!(!screen.has_button("Use again"));
}

#[wasm_bindgen_test]
async fn a_refusal_is_shown_in_the_apis_words() {
    let said =
        Said { message: Some("forbidden".to_owned()), errors: vec!["access denied".to_owned()] };
    let screen = open(Err(ApiError::Forbidden(said))).await;
    let alert = screen.role("alert");
    assert!(alert.contains("forbidden") && alert.contains("access denied"), "{alert}");
}

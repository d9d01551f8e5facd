//! What screen readers announce: live regions, alerts and the focus.

use crate::screen::{
    FakeApi, Screen, config, document, focused, forget_everything, keep_account, record,
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

async fn open(path: &str) -> Screen {
    forget_everything();
    keep_account();
    Screen::open(path, config(), FakeApi::answering([])).await
}

// Not every screen reader announces a region that is inserted together with its text. A region that
// was not displayed before counts as inserted, because assistive technology does not see it.
#[wasm_bindgen_test]
async fn the_live_region_of_each_form_is_displayed_and_empty_from_the_start() {
    for path in ["/", "/settings"] {
        let screen = open(path).await;
        assert_eq!(screen.role("status"), "", "{path}");
        let region = document().query_selector(".screen [role=status]").unwrap().unwrap();
        assert!(region.unchecked_ref::<HtmlElement>().offset_parent().is_some(), "{path}");
    }
}

#[wasm_bindgen_test]
async fn a_problem_is_announced_by_the_summary_alone() {
    let screen = open("/").await;
    screen.press("Set status").await;
    // `role` finds one element at most.
    assert!(screen.role("alert").contains("Select your status"));
    assert_eq!(screen.role("status"), "");
}

#[wasm_bindgen_test]
async fn the_same_problem_again_moves_the_focus_to_the_summary_again() {
    let screen = open("/").await;
    for press in 1..=2 {
        screen.button("Set status").focus().unwrap();
        screen.press("Set status").await;
        assert!(focused().class_list().contains("error-summary"), "press {press}");
    }
}

#[wasm_bindgen_test]
async fn the_title_names_an_error_only_while_there_is_one() {
    let screen = open("/").await;
    screen.press("Set status").await;
    assert!(document().title().starts_with("Error: "), "{}", document().title());
    screen.choose("Sick").await;
    assert!(document().title().starts_with("Set your status"), "{}", document().title());
}

// It is the second half of a double click. The form is empty by then.
#[wasm_bindgen_test]
async fn a_second_press_right_after_a_success_reports_no_problems() {
    forget_everything();
    keep_account();
    let api = FakeApi::answering([Ok(record())]);
    let screen = Screen::open("/", config(), api.clone()).await;
    screen.choose("Sick").await;
    screen.press("Set status").await;
    assert!(screen.role("status").starts_with("Status set"));
    screen.press("Set status").await;
    assert_eq!(screen.role("alert"), "");
    assert!(screen.role("status").starts_with("Status set"));
    assert_eq!(api.sent.borrow().len(), 1);
}

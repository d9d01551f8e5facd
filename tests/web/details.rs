//! Details of the forms and the history that need a browser but no server.

use crate::screen::{
    FakeApi, Screen, config, document, focused, forget_everything, keep_account, record, settle,
    window,
};
use wasm_bindgen_test::wasm_bindgen_test;
use whereabouts_core::domain::{ReportedCode, StatusRecord, Suggestion};

fn kept(key: &str) -> Option<String> {
    window().local_storage().unwrap().unwrap().get_item(key).unwrap()
}

/// The texts that describe the control with this label.
fn description(screen: &Screen, label: &str) -> String {
    let ids = screen.control(label).get_attribute("aria-describedby").unwrap();
    let text_of = |id| document().get_element_by_id(id).and_then(|element| element.text_content());
    ids.split(' ').filter_map(text_of).collect::<Vec<_>>().join(" ")
}

#[wasm_bindgen_test]
async fn an_unknown_status_code_is_shown_as_received() {
    forget_everything();
    keep_account();
    let unknown = StatusRecord { status: ReportedCode::Unknown("LUN".to_owned()), ..record() };
    let api = FakeApi::answering([]);
    *api.statuses.borrow_mut() = Ok(vec![unknown]);
    let screen = Screen::open("/", config(), api).await;
    assert!(screen.region("Current status").contains("LUN"));
}

#[wasm_bindgen_test]
async fn the_counter_appears_near_the_limit_and_counts_flags_and_accents_as_one() {
    forget_everything();
    keep_account();
    let screen = Screen::open("/", config(), FakeApi::answering([])).await;
    screen.fill("Message", &"x".repeat(100)).await;
    assert!(!screen.text().contains("characters left"), "{}", screen.text());
    let cases = [
        ("x".repeat(138), "2 characters left"),
        ("x".repeat(137) + "🇳🇵", "2 characters left"),
        ("x".repeat(138) + "e\u{301}", "1 character left"),
        ("x".repeat(140), "0 characters left"),
    ];
    for (text, left) in cases {
        screen.fill("Message", &text).await;
        assert!(screen.text().contains(left), "{left}: {}", screen.text());
    }
}

#[wasm_bindgen_test]
async fn forgetting_the_token_keeps_the_focus() {
    forget_everything();
    keep_account();
    let screen = Screen::open("/settings", config(), FakeApi::answering([])).await;
    screen.button("Forget token").focus().unwrap();
    screen.press("Forget token").await;
    assert_eq!(screen.role("status"), "Token forgotten.");
    assert_ne!(focused().tag_name(), "BODY");
}

#[wasm_bindgen_test]
async fn a_problem_in_the_settings_describes_its_field_and_links_to_it() {
    forget_everything();
    let screen = Screen::open("/settings", config(), FakeApi::answering([])).await;
    screen.press("Save").await;
    let summary = screen.role("alert");
    for sentence in ["Enter the API token", "Enter the user ID"] {
        assert!(summary.contains(sentence), "{summary}");
    }
    assert!(document().title().starts_with("Error: "), "{}", document().title());
    for (label, sentence) in
        [("API token", "Enter the API token"), ("User ID", "Enter the user ID")]
    {
        let control = screen.control(label);
        assert_eq!(control.get_attribute("aria-invalid").as_deref(), Some("true"), "{label}");
        assert!(description(&screen, label).contains(sentence), "{label}");
        screen.follow(sentence).await;
        assert_eq!(focused().id(), control.id());
    }
    assert_eq!(screen.role("status"), "");
}

#[wasm_bindgen_test]
async fn white_space_around_a_user_id_is_removed() {
    forget_everything();
    let screen = Screen::open("/settings", config(), FakeApi::answering([])).await;
    screen.fill("API token", "abc").await;
    screen.fill("User ID", " 42 ").await;
    screen.press("Save").await;
    assert_eq!(kept("whereabouts.user-id").as_deref(), Some("42"));
}

#[wasm_bindgen_test]
async fn a_person_is_suggested_by_name_once_there_is_a_token() {
    forget_everything();
    let api = FakeApi::answering([]);
    *api.directory.borrow_mut() = Ok(vec![Suggestion { id: 4, name: "Ada <1>".to_owned() }]);
    let screen = Screen::open("/settings", config(), api).await;
    screen.control("User ID").focus().unwrap();
    settle().await;
    assert_eq!(screen.control("User ID").get_attribute("list"), None, "looked up without a token");
    screen.fill("API token", "abc").await;
    screen.control("API token").focus().unwrap();
    screen.control("User ID").focus().unwrap();
    settle().await;
    let list = screen.control("User ID").get_attribute("list").unwrap();
    let list = document().get_element_by_id(&list).unwrap();
    assert_eq!(list.text_content().as_deref(), Some("Ada <1>"));
    screen.fill("User ID", "4").await;
    assert!(screen.text().contains("Ada <1>"), "{}", screen.text());
}

#[wasm_bindgen_test]
async fn shortcuts_can_be_switched_off_in_the_settings() {
    forget_everything();
    let screen = Screen::open("/settings", config(), FakeApi::answering([])).await;
    assert!(screen.control("Keyboard shortcuts").checked());
    screen.choose("Keyboard shortcuts").await;
    assert_eq!(kept("whereabouts.shortcuts").as_deref(), Some("off"));
}

#[wasm_bindgen_test]
async fn load_more_disappears_when_everything_is_shown() {
    forget_everything();
    keep_account();
    let api = FakeApi::answering([]);
    *api.statuses.borrow_mut() = Ok((1..=23).map(|id| StatusRecord { id, ..record() }).collect());
    let screen = Screen::open("/history", config(), api).await;
    screen.press("Load more").await;
    assert_eq!(screen.role("status"), "Showing 23 of 23");
    assert!(!screen.text().contains("Load more"), "{}", screen.text());
}

#[wasm_bindgen_test]
async fn a_list_for_an_earlier_token_does_not_replace_a_later_one() {
    forget_everything();
    let api = FakeApi::answering([]);
    let screen = Screen::open("/settings", config(), api.clone()).await;
    for (token, name, delay) in [("first", "Slow", 100), ("second", "Quick", 0)] {
        *api.directory.borrow_mut() = Ok(vec![Suggestion { id: 4, name: name.to_owned() }]);
        *api.directory_delay.borrow_mut() = delay;
        screen.fill("API token", token).await;
        screen.control("API token").focus().unwrap();
        screen.control("User ID").focus().unwrap();
    }
    gloo_timers::future::TimeoutFuture::new(150).await;
    settle().await;
    screen.fill("User ID", "4").await;
    assert!(screen.text().contains("Quick"), "{}", screen.text());
}

//! The form: what it sends, what it says, and that it never loses a character.

use crate::screen::{
    PlayedApi, Screen, config, document, fire, focused, forget_everything, keep_account, record,
    rest, sandbox_account,
};
use wasm_bindgen_test::wasm_bindgen_test;
use whereabouts::api::{ApiError, Said};
use whereabouts::config::{Config, TokenHolder};
use whereabouts::domain::StatusCode;
use whereabouts::submission::Verdict;

async fn open(api: &std::rc::Rc<PlayedApi>) -> Screen {
    forget_everything();
    keep_account();
    Screen::open("/", config(), api.clone()).await
}

fn refused() -> ApiError {
    let said = Said {
        message: Some("bad data".to_owned()),
        errors: vec!["one".to_owned(), "<b>two</b>".to_owned()],
    };
    ApiError::Rejected(said)
}

#[wasm_bindgen_test]
async fn the_chosen_status_is_sent_with_the_account_and_its_record_is_shown() {
    let api = PlayedApi::answering([Ok(record())]);
    let screen = open(&api).await;
    assert_eq!(screen.role("status"), "");
    screen.choose("Working from home").await;
    screen.fill("Message", "  Back <soon> ").await;
    screen.press("Set status").await;
    let sent = api.sent.borrow();
    let [(account, status)] = &sent[..] else { panic!("{} requests", sent.len()) };
    assert_eq!(account.user_id.get(), 42);
    assert_eq!(account.token.as_ref().map(whereabouts::domain::Token::expose), Some("kept-token"));
    assert_eq!(status.status, StatusCode::WorkingFromHome);
    assert_eq!(status.message.as_ref().map(whereabouts::domain::Text::as_str), Some("Back <soon>"));
    let said = screen.role("status");
    assert!(said.starts_with("Status set: Working from home"), "{said}");
    assert!(said.contains("730") && said.contains("Back <soon>"), "{said}");
    assert!(!screen.markup().contains("<soon>"), "text became markup");
}

#[wasm_bindgen_test]
async fn nothing_is_chosen_beforehand_but_to_have_no_end() {
    let screen = open(&PlayedApi::answering([])).await;
    for code in StatusCode::ALL {
        assert!(!screen.control(code.label()).checked(), "{code:?}");
    }
    assert!(screen.control("No end date").checked());
}

#[wasm_bindgen_test]
async fn a_form_with_problems_sends_nothing_and_leads_to_each() {
    let api = PlayedApi::answering([]);
    let screen = open(&api).await;
    screen.choose("Choose date and time").await;
    screen.fill("Assignable ID", "four").await;
    screen.press("Set status").await;
    assert!(api.sent.borrow().is_empty());
    let summary = screen.role("alert");
    for sentence in [
        "There is a problem",
        "Select your status",
        "Enter the day and time your status ends",
        "Assignable ID must be a whole number above zero",
    ] {
        assert!(summary.contains(sentence), "{summary}");
    }
    assert!(focused().class_list().contains("error-summary"), "{:?}", focused().class_name());
    assert!(document().title().starts_with("Error: Set your status"), "{}", document().title());

    let control = screen.control("Assignable ID");
    assert_eq!(control.get_attribute("aria-invalid").as_deref(), Some("true"));
    let described_by = control.get_attribute("aria-describedby").unwrap();
    let described: Vec<_> = described_by
        .split(' ')
        .map(|id| document().get_element_by_id(id).unwrap().text_content().unwrap())
        .collect();
    assert!(described.iter().any(|text| text.contains("whole number above zero")), "{described:?}");

    screen.follow("Assignable ID must be a whole number above zero, like 4").await;
    assert_eq!(focused().id(), "assignable-id");
    screen.follow("Select your status").await;
    assert_eq!(focused().get_attribute("type").as_deref(), Some("radio"));
}

#[wasm_bindgen_test]
async fn a_corrected_field_stops_complaining_before_the_next_press() {
    let screen = open(&PlayedApi::answering([])).await;
    screen.press("Set status").await;
    assert!(screen.role("alert").contains("Select your status"));
    screen.choose("Sick").await;
    assert_eq!(screen.role("alert"), "");
    assert_eq!(screen.control("Assignable ID").get_attribute("aria-invalid"), None);
}

#[wasm_bindgen_test]
async fn a_refusal_shows_every_word_of_the_api_and_keeps_the_form() {
    let api = PlayedApi::answering([Err(refused()), Ok(record())]);
    let screen = open(&api).await;
    screen.choose("Vacation").await;
    screen.fill("Message", "Gone fishing").await;
    screen.press("Set status").await;
    let said = screen.role("alert");
    for words in ["bad data", "one", "<b>two</b>"] {
        assert!(said.contains(words), "{said}");
    }
    assert!(!screen.markup().contains("<b>two"), "text became markup");
    assert!(screen.control("Vacation").checked());
    assert_eq!(screen.control("Message").value(), "Gone fishing");
    screen.press("Set status").await;
    assert_eq!(api.sent.borrow().len(), 2);
    assert_eq!(screen.role("alert"), "");
}

#[wasm_bindgen_test]
async fn while_it_is_sent_the_button_says_so_and_further_presses_do_nothing() {
    let api = PlayedApi::answering([Ok(record())]);
    *api.delay.borrow_mut() = 150;
    let screen = open(&api).await;
    screen.choose("Sick").await;
    let button = screen.button("Set status");
    button.focus().unwrap();
    button.click();
    rest().await;
    assert_eq!(button.text_content().as_deref(), Some("Setting status…"));
    assert_eq!(button.get_attribute("aria-disabled").as_deref(), Some("true"));
    let form = button.closest("form").unwrap().unwrap();
    assert_eq!(form.get_attribute("aria-busy").as_deref(), Some("true"));
    button.click();
    fire(&form, "submit");
    gloo_timers::future::TimeoutFuture::new(200).await;
    rest().await;
    assert_eq!(api.sent.borrow().len(), 1);
    assert_eq!(button.text_content().as_deref(), Some("Set status"));
    assert_eq!(form.get_attribute("aria-busy").as_deref(), Some("false"));
    assert_eq!(focused(), *button);
}

#[wasm_bindgen_test]
async fn after_success_the_form_is_empty_but_what_was_typed_meanwhile_is_kept() {
    let api = PlayedApi::answering([Ok(record()), Ok(record())]);
    let screen = open(&api).await;
    screen.choose("Sick").await;
    screen.fill("Message", "flu").await;
    screen.press("Set status").await;
    assert!(!screen.control("Sick").checked());
    assert_eq!(screen.control("Message").value(), "");

    *api.delay.borrow_mut() = 150;
    screen.choose("Sick").await;
    screen.press("Set status").await;
    screen.fill("Message", "typed meanwhile").await;
    gloo_timers::future::TimeoutFuture::new(200).await;
    rest().await;
    assert!(screen.role("status").starts_with("Status set"));
    assert_eq!(screen.control("Message").value(), "typed meanwhile");
}

#[wasm_bindgen_test]
async fn an_open_outcome_is_checked_before_anything_is_sent_again() {
    let api = PlayedApi::answering([Err(ApiError::TimedOut), Ok(record())]);
    api.verdicts.borrow_mut().extend([Verdict::Undecided, Verdict::Missing]);
    let screen = open(&api).await;
    screen.choose("Sick").await;
    screen.press("Set status").await;
    assert!(screen.role("alert").contains("We do not know whether your status was saved"));
    assert!(!screen.has_button("Send again"));
    screen.press("Check now").await;
    assert!(screen.role("alert").contains("cannot be told"));
    assert_eq!(api.sent.borrow().len(), 1);
    screen.press("Check now").await;
    assert!(screen.role("alert").contains("was not saved"));
    screen.button("Send again").focus().unwrap();
    screen.press("Send again").await;
    assert_eq!(api.sent.borrow().len(), 2);
    assert!(screen.role("status").starts_with("Status set"));
    assert_ne!(focused().tag_name(), "BODY");
}

#[wasm_bindgen_test]
async fn a_check_that_finds_the_record_is_a_success() {
    let api = PlayedApi::answering([Err(ApiError::NoAnswer)]);
    api.verdicts.borrow_mut().push_back(Verdict::Stored(record()));
    let screen = open(&api).await;
    screen.choose("Sick").await;
    screen.press("Set status").await;
    screen.button("Check now").focus().unwrap();
    screen.press("Check now").await;
    assert!(screen.role("status").starts_with("Status set"));
    assert_eq!(screen.role("alert"), "");
    assert_ne!(focused().tag_name(), "BODY");
    assert!(!screen.control("Sick").checked(), "the form was sent after all");
}

#[wasm_bindgen_test]
async fn the_wait_after_a_429_counts_down_and_can_be_cancelled() {
    let limited = ApiError::RateLimited { wait_seconds: 38, said: Said::default() };
    let api = PlayedApi::answering([Err(limited)]);
    let screen = open(&api).await;
    screen.choose("Sick").await;
    screen.press("Set status").await;
    assert!(screen.role("alert").contains("Too many requests"));
    assert!(screen.role("timer").contains("38 seconds"), "{}", screen.role("timer"));
    gloo_timers::future::TimeoutFuture::new(1_100).await;
    assert!(screen.role("timer").contains("37 seconds"), "{}", screen.role("timer"));
    screen.press("Cancel").await;
    assert_eq!(screen.role("timer"), "");
    gloo_timers::future::TimeoutFuture::new(1_100).await;
    assert_eq!(api.sent.borrow().len(), 1);
    assert!(screen.control("Sick").checked());
}

#[wasm_bindgen_test]
async fn the_draft_survives_a_look_at_the_settings_and_a_reload() {
    let api = PlayedApi::answering([]);
    let screen = open(&api).await;
    screen.choose("On the road").await;
    screen.choose("Choose date and time").await;
    screen.fill("End date", "2099-03-01").await;
    screen.fill("Current task", "Plans").await;
    drop(screen);
    let screen = Screen::open("/settings", config(), api.clone()).await;
    assert!(screen.text().contains("API token"));
    drop(screen);

    let screen = Screen::open("/", config(), api).await;
    assert!(screen.control("On the road").checked());
    assert_eq!(screen.control("End date").value(), "2099-03-01");
    assert_eq!(screen.control("Current task").value(), "Plans");
    let details = screen.control("Current task").closest("details").unwrap().unwrap();
    assert!(details.has_attribute("open"), "what is filled in is folded away");
}

#[wasm_bindgen_test]
async fn without_an_account_the_page_leads_to_the_settings_and_keeps_the_form() {
    forget_everything();
    let api = PlayedApi::answering([]);
    let screen = Screen::open("/", config(), api.clone()).await;
    assert!(screen.text().contains("this page needs your API token and user ID"));
    assert!(!screen.has_button("Use the sandbox account"));
    screen.choose("Sick").await;
    screen.press("Set status").await;
    assert!(api.sent.borrow().is_empty());
    assert_eq!(focused().text_content().as_deref(), Some("Add them in Settings"));
    assert!(screen.control("Sick").checked());
}

#[wasm_bindgen_test]
async fn the_sandbox_account_is_one_press_away_where_the_sandbox_serves_the_page() {
    forget_everything();
    let api = PlayedApi::answering([Ok(record())]);
    let config = Config { sandbox_account: Some(sandbox_account()), ..config() };
    let screen = Screen::open("/", config, api.clone()).await;
    screen.press("Use the sandbox account").await;
    screen.choose("Sick").await;
    screen.press("Set status").await;
    assert_eq!(api.sent.borrow()[0].0.user_id.get(), 1);
}

#[wasm_bindgen_test]
async fn where_a_relay_holds_the_token_none_is_sent() {
    forget_everything();
    keep_account();
    let api = PlayedApi::answering([Ok(record())]);
    let config = Config { token_holder: TokenHolder::Relay, ..config() };
    let screen = Screen::open("/", config, api.clone()).await;
    screen.choose("Sick").await;
    screen.press("Set status").await;
    assert_eq!(api.sent.borrow()[0].0.token, None);
}

#[wasm_bindgen_test]
async fn an_end_that_is_asked_for_anew_starts_out_as_the_start_date() {
    let screen = open(&PlayedApi::answering([])).await;
    screen.fill("Start date", "2099-03-01").await;
    screen.choose("Choose date and time").await;
    assert_eq!(screen.control("End date").value(), "2099-03-01");
    screen.fill("End date", "2099-03-02").await;
    screen.choose("No end date").await;
    screen.choose("Choose date and time").await;
    assert_eq!(screen.control("End date").value(), "2099-03-02", "a chosen end was overwritten");
}

#[wasm_bindgen_test]
async fn the_counter_counts_what_people_see() {
    let screen = open(&PlayedApi::answering([])).await;
    let family = "👨‍👩‍👧‍👦";
    screen.fill("Message", &family.repeat(139)).await;
    assert!(screen.text().contains("1 character left"), "{}", screen.text());
    screen.fill("Message", &family.repeat(142)).await;
    assert!(screen.text().contains("2 characters over 140"), "{}", screen.text());
    screen.fill("Message", "short").await;
    assert!(!screen.text().contains("character"), "{}", screen.text());
}

#[wasm_bindgen_test]
async fn an_address_without_a_page_says_so() {
    forget_everything();
    let screen = Screen::open("/nowhere", config(), PlayedApi::answering([])).await;
    assert!(screen.text().contains("Page not found"));
    assert!(screen.text().contains("Go to Set status"));
}

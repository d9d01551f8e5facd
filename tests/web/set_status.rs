//! The form: what it sends, what it shows, and that it keeps every entry.

use crate::screen::{
    FakeApi, Screen, config, document, fire, focused, forget_everything, keep_account, record,
    sandbox_account, settle,
};
use wasm_bindgen_test::wasm_bindgen_test;
use whereabouts_browser::clock::now;
use whereabouts_core::api::{ApiError, ApiMessage};
use whereabouts_core::config::{Config, TokenHolder};
use whereabouts_core::domain::{
    Detail, Details, ReportedCode, StatusCode, StatusRecord, Suggestion,
};
use whereabouts_core::text::status::label;

async fn open(api: &std::rc::Rc<FakeApi>) -> Screen {
    forget_everything();
    keep_account();
    Screen::open("/", config(), api.clone()).await
}

fn refused() -> ApiError {
    let api_message = ApiMessage {
        message: Some("bad data".to_owned()),
        errors: vec!["one".to_owned(), "<b>two</b>".to_owned()],
    };
    ApiError::Rejected(api_message)
}

#[wasm_bindgen_test]
async fn the_chosen_status_is_sent_and_the_stored_record_is_shown() {
    let api = FakeApi::answering([Ok(record())]);
    let screen = open(&api).await;
    assert_eq!(screen.role("status"), "");
    screen.choose("Working from home").await;
    screen.fill("Message", "  Back <soon> ").await;
    screen.press("Set status").await;
    let sent = api.sent.borrow();
    let [(account, status)] = &sent[..] else { panic!("{} requests", sent.len()) };
    assert_eq!(account.user_id.get(), 42);
    assert_eq!(
        account.token.as_ref().map(whereabouts_core::domain::Token::expose),
        Some("kept-token")
    );
    assert_eq!(status.status, StatusCode::WorkingFromHome);
    assert_eq!(
        status.details[Detail::Message].as_ref().map(ToString::to_string).as_deref(),
        Some("Back <soon>")
    );
    let text = screen.role("status");
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.starts_with("Status set: Working from home"), "{words}");
    assert!(text.contains("730") && text.contains("Back <soon>"), "{text}");
    assert!(!screen.markup().contains("<soon>"), "text became markup");
}

#[wasm_bindgen_test]
async fn no_status_is_preselected_and_no_end_date_is() {
    let screen = open(&FakeApi::answering([])).await;
    for code in StatusCode::ALL {
        assert!(!screen.control(label(code)).checked(), "{code:?}");
    }
    assert!(screen.control("No end date").checked());
}

#[wasm_bindgen_test]
async fn a_form_with_problems_sends_nothing_and_links_to_each() {
    let api = FakeApi::answering([]);
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
    assert_eq!(focused().id(), "assignable_id");
    screen.follow("Select your status").await;
    assert_eq!(focused().get_attribute("type").as_deref(), Some("radio"));
}

#[wasm_bindgen_test]
async fn correcting_a_field_removes_its_error_at_once() {
    let screen = open(&FakeApi::answering([])).await;
    screen.press("Set status").await;
    assert!(screen.role("alert").contains("Select your status"));
    screen.choose("Sick").await;
    assert_eq!(screen.role("alert"), "");
    assert_eq!(screen.control("Assignable ID").get_attribute("aria-invalid"), None);
}

#[wasm_bindgen_test]
async fn a_refusal_shows_the_message_of_the_api_and_keeps_the_form() {
    let api = FakeApi::answering([Err(refused()), Ok(record())]);
    let screen = open(&api).await;
    screen.choose("Vacation").await;
    screen.fill("Message", "Gone fishing").await;
    screen.press("Set status").await;
    let text = screen.role("alert");
    for words in ["bad data", "one", "<b>two</b>"] {
        assert!(text.contains(words), "{text}");
    }
    assert!(!screen.markup().contains("<b>two"), "text became markup");
    assert!(screen.control("Vacation").checked());
    assert_eq!(screen.control("Message").value(), "Gone fishing");
    screen.press("Set status").await;
    assert_eq!(api.sent.borrow().len(), 2);
    assert_eq!(screen.role("alert"), "");
}

#[wasm_bindgen_test]
async fn while_sending_the_button_says_so_and_ignores_further_presses() {
    let api = FakeApi::answering([Ok(record())]);
    *api.delay.borrow_mut() = 150;
    let screen = open(&api).await;
    screen.choose("Sick").await;
    let button = screen.button("Set status");
    button.focus().unwrap();
    button.click();
    settle().await;
    assert_eq!(button.text_content().as_deref(), Some("Setting status…"));
    assert_eq!(button.get_attribute("aria-disabled").as_deref(), Some("true"));
    let form = button.closest("form").unwrap().unwrap();
    button.click();
    fire(&form, "submit");
    gloo_timers::future::TimeoutFuture::new(200).await;
    settle().await;
    assert_eq!(api.sent.borrow().len(), 1);
    assert_eq!(button.text_content().as_deref(), Some("Set status"));
    assert_eq!(focused(), *button);
}

#[wasm_bindgen_test]
async fn success_empties_the_form_but_keeps_what_was_typed_meanwhile() {
    let api = FakeApi::answering([Ok(record()), Ok(record())]);
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
    settle().await;
    assert!(screen.role("status").starts_with("Status set"));
    assert_eq!(screen.control("Message").value(), "typed meanwhile");
}

#[wasm_bindgen_test]
async fn an_unknown_outcome_is_checked_before_anything_is_sent_again() {
    let api = FakeApi::answering([Err(ApiError::TimedOut), Ok(record())]);
    let screen = open(&api).await;
    *api.statuses.borrow_mut() = Err(ApiError::NoAnswer);
    screen.choose("Sick").await;
    screen.press("Set status").await;
    assert!(screen.role("alert").contains("we don't know whether your status was saved"));
    assert!(!screen.has_button("Send again"));
    screen.press("Check now").await;
    assert!(screen.role("alert").contains("couldn't find out"));
    assert_eq!(api.sent.borrow().len(), 1);
    *api.statuses.borrow_mut() = Ok(Vec::new());
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
    let api = FakeApi::answering([Err(ApiError::NoAnswer)]);
    let screen = open(&api).await;
    let stored = StatusRecord {
        status: ReportedCode::Known(StatusCode::Sick),
        details: Details::default(),
        created_at: Some(now()),
        ..record()
    };
    *api.statuses.borrow_mut() = Ok(vec![stored]);
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
    let limited = ApiError::RateLimited { wait_seconds: 38, api_message: ApiMessage::default() };
    let api = FakeApi::answering([Err(limited)]);
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
async fn the_draft_survives_a_visit_to_settings_and_a_reload() {
    let api = FakeApi::answering([]);
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
async fn without_an_account_the_page_links_to_settings_and_keeps_the_form() {
    forget_everything();
    let api = FakeApi::answering([]);
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
async fn one_press_uses_the_sandbox_account_when_the_sandbox_serves_the_page() {
    forget_everything();
    let api = FakeApi::answering([Ok(record())]);
    let config = Config { sandbox_account: Some(sandbox_account()), ..config() };
    let screen = Screen::open("/", config, api.clone()).await;
    screen.press("Use the sandbox account").await;
    screen.choose("Sick").await;
    screen.press("Set status").await;
    assert_eq!(api.sent.borrow()[0].0.user_id.get(), 1);
}

#[wasm_bindgen_test]
async fn no_token_is_sent_if_a_relay_holds_it() {
    forget_everything();
    keep_account();
    let api = FakeApi::answering([Ok(record())]);
    let config = Config { token_holder: TokenHolder::Relay, ..config() };
    let screen = Screen::open("/", config, api.clone()).await;
    screen.choose("Sick").await;
    screen.press("Set status").await;
    assert_eq!(api.sent.borrow()[0].0.token, None);
}

#[wasm_bindgen_test]
async fn an_empty_end_date_defaults_to_the_start_date() {
    let screen = open(&FakeApi::answering([])).await;
    screen.fill("Start date", "2099-03-01").await;
    screen.choose("Choose date and time").await;
    assert_eq!(screen.control("End date").value(), "2099-03-01");
    screen.fill("End date", "2099-03-02").await;
    screen.choose("No end date").await;
    screen.choose("Choose date and time").await;
    assert_eq!(screen.control("End date").value(), "2099-03-02", "a chosen end was overwritten");
}

#[wasm_bindgen_test]
async fn the_counter_counts_graphemes() {
    let screen = open(&FakeApi::answering([])).await;
    let family = "👨‍👩‍👧‍👦";
    screen.fill("Message", &family.repeat(139)).await;
    assert!(screen.text().contains("1 character left"), "{}", screen.text());
    screen.fill("Message", &family.repeat(142)).await;
    assert!(screen.text().contains("2 characters over 140"), "{}", screen.text());
    screen.fill("Message", "short").await;
    assert!(!screen.text().contains("character"), "{}", screen.text());
}

#[wasm_bindgen_test]
async fn an_unknown_address_shows_page_not_found() {
    forget_everything();
    let screen = Screen::open("/nowhere", config(), FakeApi::answering([])).await;
    assert!(screen.text().contains("Page not found"));
    assert!(screen.text().contains("Go to Set status"));
}

fn set(id: i64, code: StatusCode, minutes_ago: i64) -> StatusRecord {
    StatusRecord {
        id,
        status: ReportedCode::Known(code),
        details: Details::default(),
        created_at: Some(now() - chrono::TimeDelta::minutes(minutes_ago)),
        ..record()
    }
}

#[wasm_bindgen_test]
async fn the_current_status_shows_its_age_and_can_be_refreshed() {
    let api = FakeApi::answering([]);
    *api.statuses.borrow_mut() =
        Ok(vec![set(1, StatusCode::Sick, 90), set(2, StatusCode::Vacation, 60)]);
    let screen = open(&api).await;
    let region = screen.region("Current status");
    assert!(region.contains("Vacation") && region.contains("no end date"), "{region}");
    assert!(region.contains("Read just now"), "{region}");
    api.statuses.borrow_mut().as_mut().unwrap().push(set(3, StatusCode::OnTheRoad, 1));
    screen.press("Refresh").await;
    assert!(screen.region("Current status").contains("On the road"));
    assert_eq!(*api.readings.borrow(), 2, "it is read once at the start and once when asked for");
}

#[wasm_bindgen_test]
async fn a_status_whose_end_has_passed_is_marked_as_ended() {
    let api = FakeApi::answering([]);
    let over = StatusRecord {
        end: Some(now() - chrono::TimeDelta::minutes(5)),
        ..set(1, StatusCode::Sick, 90)
    };
    *api.statuses.borrow_mut() = Ok(vec![over]);
    let screen = open(&api).await;
    assert!(
        screen.region("Current status").contains("Sick (ended)"),
        "{}",
        screen.region("Current status")
    );
}

#[wasm_bindgen_test]
async fn a_status_can_be_set_even_if_the_current_one_cannot_be_read() {
    let api = FakeApi::answering([Ok(record())]);
    *api.statuses.borrow_mut() = Err(ApiError::Forbidden(ApiMessage::default()));
    let screen = open(&api).await;
    assert!(screen.region("Current status").contains("could not be read"));
    assert_eq!(screen.role("alert"), "");
    screen.choose("Sick").await;
    screen.press("Set status").await;
    assert!(screen.role("status").starts_with("Status set"));
    assert!(screen.region("Current status").contains("Sick"), "the answer is not taken up");
}

#[wasm_bindgen_test]
async fn back_to_previous_sends_the_previous_status_and_keeps_the_form() {
    let api = FakeApi::answering([Ok(record())]);
    *api.statuses.borrow_mut() =
        Ok(vec![set(1, StatusCode::InTheOffice, 90), set(2, StatusCode::Sick, 60)]);
    let screen = open(&api).await;
    assert!(screen.region("Current status").contains("again, as a new record"));
    screen.choose("Vacation").await;
    screen.press("Back to previous").await;
    assert_eq!(api.sent.borrow()[0].1.status, StatusCode::InTheOffice);
    assert!(screen.control("Vacation").checked());
}

#[wasm_bindgen_test]
async fn the_preview_says_what_the_button_will_do() {
    let api = FakeApi::answering([]);
    *api.statuses.borrow_mut() = Ok(vec![set(1, StatusCode::InTheOffice, 90)]);
    let screen = open(&api).await;
    assert!(!screen.text().contains("From now"));
    screen.choose("Vacation").await;
    let text = screen.text();
    assert!(text.contains("From now, no end date"), "{text}");
}

#[wasm_bindgen_test]
async fn each_end_preset_shows_its_date_and_time() {
    let screen = open(&FakeApi::answering([])).await;
    for label in ["1 hour", "4 hours", "Next working day"] {
        let note = screen.control(label).get_attribute("aria-describedby").unwrap();
        let moment = document().get_element_by_id(&note).unwrap().text_content().unwrap();
        assert!(moment.chars().any(|character| character.is_ascii_digit()), "{label}: {moment}");
    }
    screen.choose("Sick").await;
    screen.choose("1 hour").await;
    assert!(screen.text().contains("From now until "), "{}", screen.text());
}

#[wasm_bindgen_test]
async fn a_recent_status_fills_the_form_and_can_be_removed() {
    let api = FakeApi::answering([Ok(record()), Ok(record())]);
    let screen = open(&api).await;
    screen.choose("Vacation").await;
    screen.fill("Message", "Gone fishing").await;
    screen.press("Set status").await;
    screen.choose("Sick").await;
    screen.fill("Message", "private").await;
    screen.press("Set status").await;
    assert!(
        !screen.region("Usual statuses").contains("private"),
        "a sick person's message is kept"
    );
    screen.press("Vacation: Gone fishing").await;
    assert!(screen.control("Vacation").checked());
    assert_eq!(screen.control("Message").value(), "Gone fishing");
    assert_eq!(api.sent.borrow().len(), 2, "filling the form sent it");
    screen.press_labelled("Remove Vacation: Gone fishing").await;
    assert!(!screen.has_button("Vacation: Gone fishing"));
    assert_ne!(focused().tag_name(), "BODY");
}

#[wasm_bindgen_test]
async fn a_preset_is_saved_under_a_name() {
    let screen = open(&FakeApi::answering([])).await;
    let details = screen.control("Preset name").closest("details").unwrap().unwrap();
    details.set_attribute("open", "").unwrap();
    screen.fill("Preset name", "Deep work").await;
    screen.press("Save as preset").await;
    assert!(screen.text().contains("Choose a status first"));
    screen.choose("Working from home").await;
    screen.choose("4 hours").await;
    screen.press("Save as preset").await;
    screen.press("Reset form").await;
    assert!(!screen.control("Working from home").checked());
    screen.press("Deep work").await;
    assert!(screen.control("Working from home").checked());
    assert!(screen.control("4 hours").checked());
}

#[wasm_bindgen_test]
async fn a_link_fills_the_form_and_lists_ignored_parts() {
    forget_everything();
    keep_account();
    let api = FakeApi::answering([]);
    let screen = Screen::open(
        "/?status=WFH&until=end-of-today&message=hi&token=evil&mood=fine",
        config(),
        api.clone(),
    )
    .await;
    assert!(screen.control("Working from home").checked());
    assert!(screen.control("End of today").checked());
    assert_eq!(screen.control("Message").value(), "hi");
    assert!(screen.text().contains("token=evil") && screen.text().contains("mood=fine"));
    assert!(api.sent.borrow().is_empty());
    let kept = crate::screen::window()
        .local_storage()
        .unwrap()
        .unwrap()
        .get_item("whereabouts.token")
        .unwrap();
    assert_eq!(kept.as_deref(), Some("kept-token"));
    assert_eq!(crate::screen::window().location().search().unwrap(), "");
}

#[wasm_bindgen_test]
async fn projects_are_suggested_by_name_and_a_number_is_enough() {
    let api = FakeApi::answering([Ok(record())]);
    *api.directory.borrow_mut() = Ok(vec![Suggestion { id: 4, name: "Apollo <1>".to_owned() }]);
    let screen = open(&api).await;
    let control = screen.control("Assignable ID");
    control.closest("details").unwrap().unwrap().set_attribute("open", "").unwrap();
    control.focus().unwrap();
    settle().await;
    let list = document().get_element_by_id(&control.get_attribute("list").unwrap()).unwrap();
    assert_eq!(list.text_content().as_deref(), Some("Apollo <1>"));
    screen.fill("Assignable ID", "4").await;
    assert!(screen.text().contains("Apollo <1>"));
    screen.fill("Assignable ID", "99").await;
    screen.choose("Sick").await;
    screen.press("Set status").await;
    assert_eq!(
        api.sent.borrow()[0].1.details[Detail::AssignableId].as_ref().map(ToString::to_string),
        Some("99".to_owned())
    );
}

#[wasm_bindgen_test]
async fn digit_keys_choose_a_status_unless_typing_or_switched_off() {
    let screen = open(&FakeApi::answering([])).await;
    press_key(&document().body().unwrap(), "2").await;
    assert!(screen.control("Working from home").checked());
    press_key(&screen.control("Message"), "3").await;
    assert!(screen.control("Working from home").checked());
    drop(screen);
    crate::screen::window()
        .local_storage()
        .unwrap()
        .unwrap()
        .set_item("whereabouts.shortcuts", "off")
        .unwrap();
    let screen = Screen::open("/", config(), FakeApi::answering([])).await;
    press_key(&document().body().unwrap(), "4").await;
    assert!(!screen.control("On the road").checked());
}

async fn press_key(target: &web_sys::Element, key: &str) {
    let init = web_sys::KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event =
        web_sys::KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    target.dispatch_event(&event).unwrap();
    settle().await;
}

#[wasm_bindgen_test]
async fn a_status_set_during_a_refresh_is_not_lost() {
    let api = FakeApi::answering([Ok(record())]);
    let screen = open(&api).await;
    *api.statuses.borrow_mut() = Ok(vec![set(1, StatusCode::Sick, 90)]);
    *api.reading_delay.borrow_mut() = 150;
    screen.press("Refresh").await;
    screen.choose("Working from home").await;
    screen.press("Set status").await;
    gloo_timers::future::TimeoutFuture::new(200).await;
    settle().await;
    let region = screen.region("Current status");
    assert!(region.contains("Working from home"), "{region}");
}

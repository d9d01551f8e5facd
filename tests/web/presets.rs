//! Presets and recent statuses: the list in Settings, *Undo*, other tabs, and whose they are.

use crate::screen::{
    FakeApi, Screen, click_at, config, document, focused, forget_everything, keep_account, settle,
    window,
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::Element;

const KEY: &str = "whereabouts.usual-statuses";

fn kept(key: &str) -> Option<String> {
    window().local_storage().unwrap().unwrap().get_item(key).unwrap()
}

fn keep(key: &str, value: &str) {
    window().local_storage().unwrap().unwrap().set_item(key, value).unwrap();
}

/// Stores presets with these names.
fn keep_presets(names: &[&str]) {
    let presets = names.iter().map(|name| format!(r#"{{"name": "{name}", "status": "WFH"}}"#));
    let list = presets.collect::<Vec<_>>().join(",");
    keep(KEY, &format!(r#"{{"named": [{list}], "user_id": 42}}"#));
}

/// The settings of a person with these presets.
async fn open(names: &[&str]) -> Screen {
    forget_everything();
    keep_account();
    keep_presets(names);
    Screen::open("/settings", config(), FakeApi::answering([])).await
}

async fn open_form() -> Screen {
    Screen::open("/", config(), FakeApi::answering([])).await
}

/// The names in the fields, which are also those of the buttons.
fn names(screen: &Screen) -> Vec<String> {
    let rows = document().query_selector_all(".preset").unwrap();
    (0..rows.length())
        .map(|index| {
            let name = screen.control(&format!("Name of preset {}", index + 1)).value();
            let row: Element = rows.item(index).unwrap().unchecked_into();
            let labels = row.query_selector_all("button[aria-label]").unwrap();
            for label in (0..labels.length()).map(|index| labels.item(index).unwrap()) {
                let label = label.unchecked_ref::<Element>().get_attribute("aria-label").unwrap();
                assert!(label.ends_with(&name), "{label:?} belongs to {name:?}");
            }
            name
        })
        .collect()
}

async fn fire(event: &str) {
    window().dispatch_event(&web_sys::Event::new(event).unwrap()).unwrap();
    settle().await;
}

#[wasm_bindgen_test]
async fn every_row_shows_its_own_name_whatever_happens_to_the_others() {
    let screen = open(&["A", "B", "C"]).await;
    screen.fill("Name of preset 1", "Z").await;
    assert_eq!(names(&screen), ["Z", "B", "C"]);
    screen.press_labelled("Move up C").await;
    assert_eq!(names(&screen), ["Z", "C", "B"]);
    screen.press_labelled("Move down Z").await;
    assert_eq!(names(&screen), ["C", "Z", "B"]);
    screen.fill("Name of preset 2", "C").await;
    assert_eq!(names(&screen), ["C", "Z", "B"], "a name that is taken");
    screen.press_labelled("Delete C").await;
    assert_eq!(names(&screen), ["Z", "B"]);
    screen.press("Undo").await;
    assert_eq!(names(&screen), ["C", "Z", "B"]);
}

#[wasm_bindgen_test]
async fn the_focus_goes_along_with_a_preset_that_is_moved_by_keyboard() {
    let screen = open(&["A", "B", "C"]).await;
    let focused_label = || focused().get_attribute("aria-label").unwrap();
    screen.labelled("Move up C").focus().unwrap();
    screen.press_labelled("Move up C").await;
    assert_eq!(focused_label(), "Move up C");
    screen.press_labelled("Move up C").await;
    assert_eq!(focused_label(), "Move down C", "nothing is above the first one");
    screen.press_labelled("Move down C").await;
    screen.press_labelled("Move down C").await;
    assert_eq!(focused_label(), "Move up C");
}

#[wasm_bindgen_test]
async fn presses_in_the_same_place_go_on_moving_the_same_preset() {
    let screen = open(&["A", "B", "C"]).await;
    let third = screen.labelled("Move up C");
    click_at(&third, (10, 90), 1);
    settle().await;
    assert_eq!(names(&screen), ["A", "C", "B"]);
    click_at(&third, (10, 90), 2);
    settle().await;
    assert_eq!(names(&screen), ["C", "A", "B"]);
    click_at(&third, (10, 90), 3);
    settle().await;
    assert_eq!(names(&screen), ["C", "A", "B"]);
    click_at(&screen.labelled("Move up B"), (40, 90), 1);
    settle().await;
    assert_eq!(names(&screen), ["C", "B", "A"], "another place means what it says");
}

#[wasm_bindgen_test]
async fn a_double_click_on_delete_deletes_one() {
    let screen = open(&["A", "B", "C"]).await;
    let first = screen.labelled("Delete A");
    click_at(&first, (10, 10), 1);
    settle().await;
    click_at(&first, (12, 10), 2);
    settle().await;
    assert_eq!(names(&screen), ["B", "C"]);
    // Firefox counts anew on another element.
    click_at(&screen.labelled("Delete B"), (10, 10), 1);
    click_at(&screen.button("Forget token"), (10, 12), 1);
    settle().await;
    assert_eq!(names(&screen), ["C"]);
    assert!(kept("whereabouts.token").is_some(), "the second half pressed something else");
    // As a driver clicks, and as a hand that is quick clicks elsewhere.
    click_at(&screen.labelled("Delete C"), (90, 10), 2);
    settle().await;
    assert!(names(&screen).is_empty());
}

#[wasm_bindgen_test]
async fn a_preset_that_was_saved_over_can_be_had_back() {
    forget_everything();
    keep_account();
    let screen = open_form().await;
    for status in ["Sick", "Vacation"] {
        screen.choose(status).await;
        // As a password manager fills it.
        screen.control("Preset name").set_value("Usual");
        screen.press("Save as preset").await;
    }
    assert!(screen.text().contains("“Usual” was replaced."), "{}", screen.text());
    screen.press("Undo").await;
    screen.press("Usual").await;
    assert!(screen.control("Sick").checked());
}

#[wasm_bindgen_test]
async fn a_recent_status_that_was_removed_can_be_had_back() {
    forget_everything();
    keep_account();
    keep(KEY, r#"{"recent": [{"status": "WFH"}, {"status": "VAC"}, {"status": "SIC"}]}"#);
    let screen = open_form().await;
    let before = screen.region("Usual statuses");
    screen.press_labelled("Remove Vacation").await;
    assert!(!screen.region("Usual statuses").contains("Vacation"));
    screen.press("Undo").await;
    assert_eq!(screen.region("Usual statuses"), before);
    assert_ne!(focused().tag_name(), "BODY");
}

#[wasm_bindgen_test]
async fn the_last_recent_status_can_be_removed_without_losing_the_focus() {
    forget_everything();
    keep_account();
    keep(KEY, r#"{"recent": [{"status": "WFH"}]}"#);
    let screen = open_form().await;
    screen.labelled("Remove Working from home").focus().unwrap();
    screen.press_labelled("Remove Working from home").await;
    assert_ne!(focused().tag_name(), "BODY");
    screen.press("Undo").await;
    assert!(screen.has_button("Working from home"));
    assert_ne!(focused().tag_name(), "BODY");
}

#[wasm_bindgen_test]
async fn what_another_tab_has_saved_unheard_is_not_lost() {
    let screen = open(&["A", "B"]).await;
    keep_presets(&["Theirs", "A", "B"]);
    screen.press_labelled("Delete A").await;
    assert_eq!(names(&screen), ["Theirs", "B"]);
    keep_presets(&["Theirs", "B", "Also theirs"]);
    screen.press("Undo").await;
    assert_eq!(names(&screen), ["Theirs", "A", "B", "Also theirs"]);
    keep_presets(&["C"]);
    fire("pageshow").await;
    assert_eq!(names(&screen), ["C"]);
}

#[wasm_bindgen_test]
async fn the_next_person_is_not_shown_what_the_first_has_kept() {
    let screen = open(&["Mine"]).await;
    screen.press_labelled("Delete Mine").await;
    keep_presets(&["Mine"]);
    fire("storage").await;
    screen.press("Forget token").await;
    assert!(names(&screen).is_empty());
    assert!(!screen.has_button("Undo"), "it would bring back what the first person had");
    assert!(kept(KEY).unwrap().contains("Mine"), "the same person may come back");
    screen.fill("API token", "another").await;
    screen.fill("User ID", "5").await;
    screen.press("Save").await;
    assert!(names(&screen).is_empty());
    assert!(!kept(KEY).unwrap().contains("Mine"));
    assert!(kept("whereabouts.usual-statuses.42").unwrap().contains("Mine"));
    screen.fill("User ID", "42").await;
    screen.press("Save").await;
    assert_eq!(names(&screen), ["Mine"]);
    assert_eq!(kept("whereabouts.usual-statuses.42"), None);
}

#[wasm_bindgen_test]
async fn a_preset_without_an_account_goes_to_whoever_signs_in() {
    forget_everything();
    keep_presets(&["Somebody's"]);
    let screen = open_form().await;
    assert!(!screen.has_button("Somebody's"));
    screen.choose("Sick").await;
    screen.fill("Preset name", "New").await;
    screen.press("Save as preset").await;
    assert!(screen.has_button("New") && !screen.has_button("Somebody's"));
    assert!(kept("whereabouts.usual-statuses.42").unwrap().contains("Somebody's"));
    keep_account();
    fire("storage").await;
    assert!(screen.has_button("New") && screen.has_button("Somebody's"));
    assert!(kept(KEY).unwrap().contains(r#""user_id":42"#), "{:?}", kept(KEY));
}

#[wasm_bindgen_test]
async fn names_contain_the_visible_text_of_their_buttons() {
    forget_everything();
    keep_account();
    keep(
        KEY,
        r#"{"recent": [{"status": "WFH"}], "named": [{"name": "A", "status": "SIC"}, {"name": "B", "status": "SIC"}]}"#,
    );
    for path in ["/", "/settings"] {
        let _screen = Screen::open(path, config(), FakeApi::answering([])).await;
        let named = document().query_selector_all("button[aria-label]").unwrap();
        assert!(named.length() > 0);
        for button in (0..named.length()).map(|index| named.item(index).unwrap()) {
            let button: &Element = button.unchecked_ref();
            let name = button.get_attribute("aria-label").unwrap();
            let visible = button.text_content().unwrap();
            assert!(name.contains(visible.trim()), "{visible:?} is not in {name:?}");
        }
    }
}

//! Another language: everything follows at once, and nothing is lost.

use crate::screen::{
    FakeApi, Screen, config, document, forget_everything, keep_account, record, settle,
};
use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;
use whereabouts_core::api::{ApiError, ApiMessage};

const ENGLISH: &str = include_str!("../../languages/en.json");
const GERMAN: &str = include_str!("../../languages/de.json");
const ARABIC: &str = include_str!("../../languages/ar.json");

/// The words of a catalogue, as `scripts/post-build/words.mjs` writes them.
fn words(catalogue: &str) -> String {
    let write = Function::new_with_args(
        "catalogue, english",
        r"const sorted = (object) => Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));
        const own = JSON.parse(catalogue);
        const line = ({ about, text, ...forms }, { text: source, other }) => {
            const names = [...(source ?? other).matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
            names.sort((a, b) => (b === 'count') - (a === 'count'));
            const named = text ?? Object.entries(forms).map(([form, text]) => `${form}:${text}`).join('\t');
            return named.replace(/\{(\w+)\}/g, (_, name) => `{${names.indexOf(name)}}`);
        };
        return sorted(JSON.parse(english))
            .flatMap(([area, messages]) => sorted(messages).map(([name, message]) => line(own[area][name], message)))
            .join('\n');",
    );
    let words = write.call2(&JsValue::UNDEFINED, &catalogue.into(), &ENGLISH.into());
    words.unwrap().as_string().unwrap()
}

/// Speaks a language, as `public/start.js` has the page do.
async fn speak(screen: &Screen, tag: &str, catalogue: &str) {
    document().document_element().unwrap().set_attribute("lang", tag).unwrap();
    screen.language.speak(Some(words(catalogue)));
    settle().await;
}

#[wasm_bindgen_test]
async fn the_page_follows_and_the_draft_stays() {
    forget_everything();
    keep_account();
    let screen = Screen::open("/", config(), FakeApi::answering([])).await;
    screen.choose("Sick").await;
    screen.choose("4 hours").await;
    screen.fill("Message", "Zurück um drei").await;

    speak(&screen, "de", GERMAN).await;
    assert!(screen.control("Krank").checked());
    assert!(screen.control("4 Stunden").checked());
    assert_eq!(screen.control("Nachricht").value(), "Zurück um drei");
    assert_eq!(document().title(), "Status setzen – Whereabouts");
    let text = screen.text();
    assert!(text.contains("Aktueller Status") && text.contains("Noch keiner"), "{text}");
    assert!(!text.contains("Sick") && !text.contains("Message"), "{text}");

    screen.language.speak(None);
    settle().await;
    assert!(screen.control("Sick").checked());
    assert_eq!(screen.control("Message").value(), "Zurück um drei");
}

#[wasm_bindgen_test]
async fn what_went_wrong_is_told_in_the_new_language() {
    forget_everything();
    keep_account();
    let api = FakeApi::answering([]);
    let screen = Screen::open("/", config(), api).await;
    screen.press("Set status").await;
    assert!(screen.role("alert").contains("Select your status"));
    speak(&screen, "de", GERMAN).await;
    let alert = screen.role("alert");
    assert!(alert.contains("Es gibt ein Problem"), "{alert}");
    assert!(alert.contains("Wählen Sie Ihren Status"), "{alert}");
}

#[wasm_bindgen_test]
async fn an_outcome_and_an_undo_are_told_in_the_new_language_and_the_api_in_its_own() {
    forget_everything();
    keep_account();
    let api_message = ApiMessage { message: Some("Too old".to_owned()), errors: Vec::new() };
    let api = FakeApi::answering([Err(ApiError::Rejected(api_message))]);
    let screen = Screen::open("/", config(), api).await;
    screen.choose("Sick").await;
    screen.press("Set status").await;
    assert!(screen.role("alert").contains("did not accept this status"));
    screen.press("Reset form").await;

    speak(&screen, "de", GERMAN).await;
    let alert = screen.role("alert");
    assert!(alert.contains("Resource Management hat diesen Status"), "{alert}");
    assert!(screen.markup().contains(r#"<div class="api-message" lang="en">"#));
    assert!(alert.contains("Too old"), "{alert}");
    screen.press("Rückgängig").await;
    assert!(screen.control("Krank").checked());
}

#[wasm_bindgen_test]
async fn dates_and_plurals_are_in_the_language_of_the_page() {
    forget_everything();
    keep_account();
    let api = FakeApi::answering([Ok(record())]);
    let screen = Screen::open("/", config(), api).await;
    speak(&screen, "ar", ARABIC).await;
    screen.fill("الرسالة", &"م".repeat(138)).await;
    let text = screen.text();
    assert!(text.contains("حرفان"), "the dual: {text}");
    // The digits are those of the keys that choose a status.
    assert!(!text.chars().any(|character| ('٠'..='٩').contains(&character)), "{text}");
}

#[wasm_bindgen_test]
async fn a_preset_and_its_export_mean_the_same() {
    forget_everything();
    keep_account();
    let exported = || {
        let link = document().query_selector("a[download]").unwrap().unwrap();
        link.get_attribute("href").unwrap()
    };
    let screen = Screen::open("/", config(), FakeApi::answering([])).await;
    screen.choose("Sick").await;
    screen.choose("End of today").await;
    screen.fill("Preset name", "In bed").await;
    screen.press("Save as preset").await;
    drop(screen);
    let screen = Screen::open("/settings", config(), FakeApi::answering([])).await;
    let before = exported();
    speak(&screen, "ar", ARABIC).await;
    assert_eq!(exported(), before);
    assert!(screen.text().contains("إجازة مرضية"), "{}", screen.text());
}

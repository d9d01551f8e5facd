//! Keyboard shortcuts: 1 to 6 choose a status, Ctrl or Cmd with Enter sends, and ? lists them. Single
//! keys are ignored while typing and can be turned off (WCAG 2.2, 2.1.4).
//!
//! A key acts only where it is meant: never during a composition, never behind a dialog, and the form is sent only
//! from its own fields and choices. On a link or a button, keys do what the browser does.

use super::model::StatusModel;
use crate::components::{Build, focus_on, is_composing};
use leptos::ev;
use leptos::html::Dialog;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};
use whereabouts_core::domain::StatusCode;
use whereabouts_core::text;

/// Listens to the keyboard while the page is shown, and shows the list of shortcuts.
#[component]
pub fn Shortcuts(
    /// The model of the page.
    model: StatusModel,
) -> impl IntoView {
    let list = NodeRef::<Dialog>::new();
    let listener = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        // Holding a key down is one intent.
        if event.repeat() && event.key() == "Enter" {
            event.prevent_default();
        }
        if event.default_prevented() || is_composing(&event) || is_behind_dialog() {
            return;
        }
        let has_command = event.ctrl_key() || event.meta_key();
        if has_command && event.key() == "Enter" && !event.alt_key() {
            if is_on(&event, ".status-form input") {
                event.prevent_default();
                model.press();
            }
            return;
        }
        if !model.usual.has_shortcuts.get_untracked()
            || has_command
            || event.alt_key()
            || is_typing(&event)
        {
            return;
        }
        match key_of(&event) {
            '?' => {
                event.prevent_default();
                if let Some(list) = list.get_untracked() {
                    let _ = list.show_modal();
                }
            }
            key => {
                let index = (key as usize).wrapping_sub('1' as usize);
                if let Some(code) = StatusCode::ALL.get(index) {
                    model.fields.status.set(Some(*code));
                    model.recheck();
                    // As if it had been clicked, so that the next keys are meant for the form.
                    focus_on(&format!(".status-form input[value={}]", code.as_str()));
                }
            }
        }
    });
    on_cleanup(move || listener.remove());
    let keys = StatusCode::ALL.iter().enumerate().map(|(index, code)| {
        view! {
            <dt>
                <kbd>{index + 1}</kbd>
            </dt>
            <dd>{text::status::label(*code)}</dd>
        }
        .built()
    });
    view! {
        <dialog node_ref=list class="shortcuts" aria-labelledby="shortcuts-title">
            <h2 id="shortcuts-title">{text::form::shortcuts_heading()}</h2>
            <dl class="record">
                {keys.collect_view()} <dt>
                    <kbd>{text::form::shortcut_keys_to_send()}</kbd>
                </dt> <dd>{text::form::set_status()}</dd> <dt>
                    <kbd>"?"</kbd>
                </dt> <dd>{text::form::shortcut_lists_shortcuts()}</dd>
            </dl>
            <p class="hint">{text::form::shortcuts_can_be_off()}</p>
            <form method="dialog">
                <button class="button">{text::form::close()}</button>
            </form>
        </dialog>
    }
    .built()
}

/// Whether the event is typing in a control.
fn is_typing(event: &KeyboardEvent) -> bool {
    is_on(event, "textarea, select, input:not([type=radio], [type=checkbox])")
}

fn is_on(event: &KeyboardEvent, selector: &str) -> bool {
    let element = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| element.matches(selector) == Ok(true))
}

fn is_behind_dialog() -> bool {
    document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some())
}

/// The character that a key stands for on any layout. The keys of the digits are known by their place where they write
/// something else: a French keyboard has other characters there, an Arabic one its own digits.
fn key_of(event: &KeyboardEvent) -> char {
    let (key, code) = (event.key(), event.code());
    let in_place = code.strip_prefix("Digit").filter(|_| !event.shift_key());
    let mut characters = in_place.unwrap_or(&key).chars();
    match (characters.next(), characters.next()) {
        (Some('؟'), None) => '?',
        (Some(character), None) => character,
        _ => ' ',
    }
}

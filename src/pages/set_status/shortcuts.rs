//! Keys for those whose hands stay on them: 1 to 6 choose, Ctrl or Cmd with Enter sends, ? lists.
//! They are off while typing and can be switched off altogether (WCAG 2.2, 2.1.4).

use super::model::StatusModel;
use crate::components::{Build, Built};
use crate::domain::StatusCode;
use crate::reactive::State;
use leptos::ev;
use leptos::html::Dialog;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent};

/// Listens to the keyboard while the page is shown, and lists the keys on demand.
#[component]
pub fn Shortcuts(
    /// The state behind the page.
    model: &'static StatusModel,
    /// Sends the form, as the button does.
    on_send: Callback<()>,
) -> impl IntoView {
    let dialog = NodeRef::<Dialog>::new();
    let was_listed = State::new(false);
    let listener = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        // A key that is held down is one intent.
        if event.repeat() && event.key() == "Enter" {
            event.prevent_default();
        }
        if event.default_prevented() || event.is_composing() {
            return;
        }
        let has_command = event.ctrl_key() || event.meta_key();
        if has_command && event.key() == "Enter" && !event.alt_key() {
            event.prevent_default();
            on_send.run(());
            return;
        }
        if !model.usual.has_shortcuts.get_untracked()
            || has_command
            || event.alt_key()
            || is_typing(&event)
        {
            return;
        }
        let key = event.key();
        if key == "?" {
            event.prevent_default();
            was_listed.set(true);
            // Once there is something in it that can take the focus.
            request_animation_frame(move || {
                if let Some(dialog) = dialog.try_get_untracked().flatten() {
                    let _ = dialog.show_modal();
                }
            });
        } else if let Some(code) =
            key.parse::<usize>().ok().and_then(|digit| StatusCode::ALL.get(digit.wrapping_sub(1)))
        {
            model.fields.status.set(Some(*code));
            model.recheck();
        }
    });
    on_cleanup(move || listener.remove());
    view! {
        <dialog node_ref=dialog class="shortcuts" aria-labelledby="shortcuts-title">
            {move || was_listed.get().then(list)}
        </dialog>
    }
    .built()
}

// Apart, since few visits ask for it (`splitter/`).
#[inline(never)]
fn list() -> Built {
    let keys = StatusCode::ALL.iter().enumerate().map(|(index, code)| {
        view! {
            <dt>
                <kbd>{index + 1}</kbd>
            </dt>
            <dd>{code.label()}</dd>
        }
        .built()
    });
    view! {
        <h2 id="shortcuts-title">"Keyboard shortcuts"</h2>
        <dl class="record">
            {keys.collect_view()} <dt>
                <kbd>"Ctrl"</kbd>
                " or "
                <kbd>"⌘"</kbd>
                " + "
                <kbd>"Enter"</kbd>
            </dt> <dd>"Set status"</dd> <dt>
                <kbd>"?"</kbd>
            </dt> <dd>"This list"</dd>
        </dl>
        <p class="hint">"They can be switched off in Settings."</p>
        <form method="dialog">
            <button class="button">"Close"</button>
        </form>
    }
    .built()
}

/// Whether a key that is pressed now is a character that a person types.
fn is_typing(event: &KeyboardEvent) -> bool {
    let Some(target) = event.target() else { return false };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        return !matches!(input.type_().as_str(), "radio" | "checkbox");
    }
    target
        .dyn_ref::<web_sys::Element>()
        .is_some_and(|element| matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT"))
}

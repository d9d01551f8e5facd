//! Renames, moves, deletes, exports and imports presets.

use crate::components::{Build, focus_on, icon, status_icon};
use crate::pages::usual_model::UsualModel;
use leptos::html::Input;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, HtmlInputElement, MouseEvent};
use whereabouts_core::form::{Edit, NamedTemplate, UsualStatuses};
use whereabouts_core::text::{presets as text, undo};

/// The list of presets.
#[component]
pub fn Presets(
    /// The presets.
    usual: UsualModel,
) -> impl IntoView {
    let feedback = RwSignal::new(String::new());
    let file = NodeRef::<Input>::new();
    let last_move = StoredValue::new(None);
    let count = Memo::new(move |_| usual.statuses.with(|statuses| statuses.named().len()));
    let is_empty = move || count.get() == 0;
    let export = move || {
        let file = usual.statuses.with(UsualStatuses::export);
        format!("data:application/json;charset=utf-8,{}", js_sys::encode_uri_component(&file))
    };
    let import = move |_| {
        let Some(input) = file.get_untracked() else { return };
        let Some(chosen) = input.files().and_then(|files| files.get(0)) else { return };
        leptos::task::spawn_local(async move {
            let content =
                JsFuture::from(chosen.text()).await.ok().and_then(|text| text.as_string());
            let content = content.unwrap_or_default();
            feedback.try_set(match usual.change(|statuses| statuses.import(&content)) {
                Ok(edits) => {
                    let count = edits.len();
                    let lost = edits.iter().filter_map(Edit::lost).map(str::to_owned);
                    let mut lost: Vec<String> = lost.collect();
                    lost.dedup();
                    if !lost.is_empty() {
                        usual.offer_revert(move || undo::replaced_by_import(&lost), edits.clone());
                    }
                    text::imported(count)
                }
                Err(error) => text::not_imported(&error),
            });
            // So that the same file can be chosen again after it was corrected.
            input.set_value("");
        });
    };
    view! {
        <section class="setting" aria-labelledby="presets-title">
            <div class="setting-head">
                <h2 id="presets-title" tabindex="-1">
                    {text::heading()}
                </h2>
                <p class="hint">{text::hint()}</p>
            </div>
            <div class="setting-body">
                <p hidden=move || !is_empty()>{text::none_yet()}</p>
                <ul class="preset-list">
                    // The place is the key: a row that follows its content keeps the focus and what is half typed.
                    <For
                        each=move || 0..count.get()
                        key=|index| *index
                        children=move |index| row(usual, feedback, last_move, count, index)
                    />
                </ul>
                <div class="preset-file">
                    <a
                        class="button"
                        download="whereabouts-presets.json"
                        href=export
                        hidden=is_empty
                    >
                        {text::export()}
                    </a>
                    <div class="field">
                        <label class="field-label" for="import-presets">
                            {text::import()}
                        </label>
                        <input
                            node_ref=file
                            type="file"
                            id="import-presets"
                            accept=".json,application/json"
                            on:change=import
                        />
                    </div>
                </div>
                <p aria-live="polite" prop:textContent=feedback></p>
            </div>
        </section>
    }
    .built()
}

/// The last move by a pointer.
struct Move {
    at: (i32, i32),
    time: f64,
    name: String,
    is_up: bool,
}

/// A press in the same place within this many milliseconds goes on moving the same preset. By then another one's
/// button is in that place, and a move of that one would undo the move before.
const GOES_ON: f64 = 1_000.0;

/// The preset at `index`. The row stays when the list changes, and shows what is there then.
fn row(
    usual: UsualModel,
    feedback: RwSignal<String>,
    last_move: StoredValue<Option<Move>>,
    count: Memo<usize>,
    index: usize,
) -> impl IntoView {
    let id = format!("preset-{index}");
    let named = move |of: fn(&NamedTemplate) -> String| {
        usual.statuses.with(|statuses| statuses.named().get(index).map(of)).unwrap_or_default()
    };
    let name = Memo::new(move |_| named(|named| named.name.clone()));
    let summary = Memo::new(move |_| named(|named| named.template.summary()));
    let code = Memo::new(move |_| {
        let statuses = usual.statuses;
        statuses.with(|statuses| Some(statuses.named().get(index)?.template.status().as_str()))
    });
    let rename = move |event: Event| {
        let name = name.get_untracked();
        let wanted = event_target_value(&event);
        feedback.set(if usual.change(|statuses| statuses.rename(&name, &wanted)) {
            text::renamed(wanted.trim())
        } else {
            text::not_renamed(&name)
        });
        // The name that it has now, which is not always what was typed.
        if let Some(control) = event.target() {
            let shown = named(|named| named.name.clone());
            control.unchecked_into::<HtmlInputElement>().set_value(&shown);
        }
    };
    let shift = move |event: &MouseEvent, is_up: bool| {
        let at = (event.client_x(), event.client_y());
        let is_pointer = event.detail() > 0;
        let goes_on = |last: &Move| {
            is_pointer
                && last.is_up == is_up
                && last.at == at
                && event.time_stamp() - last.time < GOES_ON
        };
        let moved = last_move.with_value(|last| {
            last.as_ref().filter(|last| goes_on(last)).map(|last| last.name.clone())
        });
        let name = moved.unwrap_or_else(|| name.get_untracked());
        let to = usual.change(|statuses| statuses.shift(&name, is_up));
        if let Some(to) = to {
            feedback.set(text::moved(&name, to + 1));
            if !is_pointer {
                // Along with the preset; at an end of the list there is only the other button.
                let is_end = to == if is_up { 0 } else { count.get_untracked() - 1 };
                let button = if is_up == is_end { "down" } else { "up" };
                focus_on(&format!("#preset-{to}-{button}"));
            }
        }
        last_move.set_value(is_pointer.then(|| Move { at, time: event.time_stamp(), name, is_up }));
    };
    let delete = move |_| {
        let edit = usual.change(|statuses| statuses.delete(&name.get_untracked()));
        if let Some(edit) = edit {
            let lost = edit.lost().unwrap_or_default().to_owned();
            usual.offer_revert(move || undo::deleted(&lost), vec![edit]);
        }
        focus_on("#presets-title");
    };
    view! {
        <li class="preset" data-value=move || code.get()>
            {move || Some(icon(status_icon(code.get()?.parse().ok()?)))}
            <label class="visually-hidden" for=id.clone()>
                {text::name_of(index + 1)}
            </label>
            <input
                class="input"
                id=id.clone()
                maxlength="60"
                autocomplete="off"
                dir="auto"
                prop:value=move || name.get()
                on:change=rename
            />
            <p class="hint">
                <bdi>{move || summary.get()}</bdi>
            </p>
            <div class="actions">
                <button
                    type="button"
                    class="button is-plain"
                    id=format!("{id}-up")
                    data-repeats=""
                    aria-label=move || text::move_up_named(name.get())
                    hidden=index == 0
                    on:click=move |event| shift(&event, true)
                >
                    {text::move_up()}
                </button>
                <button
                    type="button"
                    class="button is-plain"
                    id=format!("{id}-down")
                    data-repeats=""
                    aria-label=move || text::move_down_named(name.get())
                    hidden=move || index + 1 == count.get()
                    on:click=move |event| shift(&event, false)
                >
                    {text::move_down()}
                </button>
                <button
                    type="button"
                    class="button is-plain"
                    aria-label=move || text::delete_named(name.get())
                    on:click=delete
                >
                    {text::delete()}
                </button>
            </div>
        </li>
    }
    .built()
}

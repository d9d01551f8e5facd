//! Renames, moves, deletes, exports and imports presets.

use crate::components::{Build, focus_on};
use crate::pages::usual_model::UsualModel;
use leptos::html::Input;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;
use whereabouts_core::form::UsualStatuses;
use whereabouts_core::text::presets as text;

/// The list of presets.
#[component]
pub fn Presets(
    /// The presets.
    usual: UsualModel,
) -> impl IntoView {
    let feedback = RwSignal::new(String::new());
    let file = NodeRef::<Input>::new();
    let is_empty = Memo::new(move |_| usual.statuses.with(|statuses| statuses.named().is_empty()));
    let rows = move || {
        usual.statuses.with(|statuses| {
            let rows = statuses.named().iter().enumerate();
            rows.map(|(index, named)| {
                row(usual, feedback, index, named.name.clone(), named.template.summary())
            })
            .collect_view()
        })
    };
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
                Ok(count) => text::imported(count),
                Err(error) => text::not_imported(&error),
            });
            // So that the same file can be chosen again after it was corrected.
            input.set_value("");
        });
    };
    view! {
        <section class="presets" aria-labelledby="presets-title">
            <h2 id="presets-title" tabindex="-1">
                {text::heading()}
            </h2>
            <p class="hint">{text::hint()}</p>
            <p hidden=move || {
                !is_empty.get()
            }>{text::none_yet()}</p>
            <ul class="preset-list">{rows}</ul>
            <div class="actions">
                <a
                    class="button"
                    download="whereabouts-presets.json"
                    href=export
                    hidden=move || is_empty.get()
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
        </section>
    }
    .built()
}

fn row(
    usual: UsualModel,
    feedback: RwSignal<String>,
    index: usize,
    name: String,
    summary: String,
) -> AnyView {
    let id = format!("preset-{index}");
    let rename = {
        let name = name.clone();
        move |event: leptos::ev::Event| {
            let wanted = event_target_value(&event);
            feedback.set(if usual.change(|statuses| statuses.rename(index, &wanted)) {
                text::renamed(wanted.trim())
            } else {
                text::not_renamed(&name)
            });
        }
    };
    let move_up = move |_| {
        usual.change(|statuses| statuses.move_up(index));
        focus_on("#presets-title");
    };
    let delete = {
        let name = name.clone();
        move |_| {
            usual.change(|statuses| statuses.delete(index));
            feedback.set(text::deleted(&name));
            focus_on("#presets-title");
        }
    };
    view! {
        <li class="preset">
            <label class="visually-hidden" for=id.clone()>
                {text::name_of(index + 1)}
            </label>
            <input
                class="input"
                id=id
                maxlength="60"
                autocomplete="off"
                value=name.clone()
                on:change=rename
            />
            <p class="hint">
                <bdi>{summary}</bdi>
            </p>
            <div class="actions">
                <button
                    type="button"
                    class="button is-quiet"
                    aria-label=text::move_up_named(&name)
                    hidden=index == 0
                    on:click=move_up
                >
                    {text::move_up()}
                </button>
                <button
                    type="button"
                    class="button is-quiet"
                    aria-label=text::delete_named(&name)
                    on:click=delete
                >
                    {text::delete()}
                </button>
            </div>
        </li>
    }
    .into_any()
}

//! The presets: renamed, moved, deleted, taken along as a file.

use crate::components::{Build, focus_on};
use crate::pages::usual_model::UsualModel;
use leptos::html::Input;
use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;
use whereabouts_core::form::{ImportError, UsualStatuses};

/// Lists the presets and what can be done with them.
#[component]
pub fn Presets(
    /// The usual statuses.
    usual: UsualModel,
) -> impl IntoView {
    let said = RwSignal::new(String::new());
    let file = NodeRef::<Input>::new();
    let is_empty = Memo::new(move |_| usual.statuses.with(|statuses| statuses.named().is_empty()));
    let rows = move || {
        usual.statuses.with(|statuses| {
            let rows = statuses.named().iter().enumerate();
            rows.map(|(index, named)| {
                row(usual, said, index, named.name.clone(), named.template.summary())
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
            let text = JsFuture::from(chosen.text()).await.ok().and_then(|text| text.as_string());
            let text = text.unwrap_or_default();
            said.try_set(match usual.change(|statuses| statuses.import(&text)) {
                Ok(1) => "1 preset imported.".to_owned(),
                Ok(count) => format!("{count} presets imported."),
                Err(ImportError::NotPresets) => {
                    "This file was not imported: it does not hold presets as this page exports them.".to_owned()
                }
                Err(ImportError::TooMany) => {
                    "This file was not imported: there would be more than 50 presets.".to_owned()
                }
            });
            // So that the same file can be chosen again once it is mended.
            input.set_value("");
        });
    };
    view! {
        <section class="presets" aria-labelledby="presets-title">
            <h2 id="presets-title" tabindex="-1">
                "Presets"
            </h2>
            <p class="hint">"Statuses that you gave a name. They are kept in this browser only."</p>
            <p hidden=move || {
                !is_empty.get()
            }>"There are none yet: “Save as preset” below the form makes one."</p>
            <ul class="preset-list">{rows}</ul>
            <div class="actions">
                <a
                    class="button"
                    download="whereabouts-presets.json"
                    href=export
                    hidden=move || is_empty.get()
                >
                    "Export presets"
                </a>
                <div class="field">
                    <label class="field-label" for="import-presets">
                        "Import presets"
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
            <p aria-live="polite">{move || said.get()}</p>
        </section>
    }
    .built()
}

fn row(
    usual: UsualModel,
    said: RwSignal<String>,
    index: usize,
    name: String,
    summary: String,
) -> AnyView {
    let id = format!("preset-{index}");
    let rename = {
        let name = name.clone();
        move |event: leptos::ev::Event| {
            let wanted = event_target_value(&event);
            said.set(if usual.change(|statuses| statuses.rename(index, &wanted)) {
                format!("Renamed to “{}”.", wanted.trim())
            } else {
                format!("“{name}” was not renamed: the new name is empty or taken.")
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
            said.set(format!("“{name}” deleted."));
            focus_on("#presets-title");
        }
    };
    view! {
        <li class="preset">
            <label class="visually-hidden" for=id.clone()>
                {format!("Name of preset {}", index + 1)}
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
                    aria-label=format!("Move {name} up")
                    hidden=index == 0
                    on:click=move_up
                >
                    "Move up"
                </button>
                <button
                    type="button"
                    class="button is-quiet"
                    aria-label=format!("Delete {name}")
                    on:click=delete
                >
                    "Delete"
                </button>
            </div>
        </li>
    }
    .into_any()
}

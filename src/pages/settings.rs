//! The page with the account, the presets and the preferences.

mod appearance;
mod presets;

use super::directory_model::DirectoryModel;
use super::usual_model::UsualModel;
use crate::components::{
    Build, ErrorSummary, PageHeading, TextField, fire, html_element, read_controls,
};
use crate::session::Session;
use appearance::Appearance;
use leptos::html::Form;
use leptos::prelude::*;
use presets::Presets;
use web_sys::SubmitEvent;
use whereabouts_core::form::{Entry, Field, FieldErrors, SettingsDraft};
use whereabouts_core::route::Route;
use whereabouts_core::text::{self, frame};

/// The form for the user id and, unless a relay holds it, the token.
#[component]
pub fn SettingsPage(
    /// The session.
    session: Session,
    /// The presets, and whether shortcuts are on.
    usual: UsualModel,
    /// The names of people.
    directory: DirectoryModel,
    /// The offer of the sandbox account.
    children: Children,
) -> impl IntoView {
    let token = RwSignal::new(Entry::default());
    let user_id = RwSignal::new(Entry::default());
    let errors = RwSignal::new(FieldErrors::default());
    let token_replaced = Trigger::new();
    let user_id_replaced = Trigger::new();
    let form = NodeRef::<Form>::new();
    let refused = Trigger::new();
    let done = RwSignal::new("");
    let shows_token = RwSignal::new(false);
    let has_error = Memo::new(move |_| errors.with(|errors| !errors.is_empty()));

    let stored_token = Memo::new(move |_| {
        session.token().map(|token| token.expose().to_owned()).unwrap_or_default()
    });
    let stored_user_id =
        Memo::new(move |_| session.user_id().map(|id| id.to_string()).unwrap_or_default());
    follow(stored_token, Field::Token, token, token_replaced);
    follow(stored_user_id, Field::UserId, user_id, user_id_replaced);
    let draft =
        move || SettingsDraft { token: token.get_untracked(), user_id: user_id.get_untracked() };
    let say = move |what: &'static str| {
        // Emptied first, so that the same text is announced again.
        done.set("");
        request_animation_frame(move || {
            done.try_set(what);
        });
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(form) = form.get_untracked() {
            read_controls(&form);
        }
        match draft().parse(session.asks_for_token()) {
            Ok(settings) => {
                errors.set(FieldErrors::default());
                // From now on the fields show what is stored.
                if let Some(saved) = &settings.token {
                    token.set(saved.expose().into());
                    token_replaced.notify();
                }
                user_id.set(settings.user_id.to_string().into());
                user_id_replaced.notify();
                session.save(settings);
                say(text::settings::saved());
            }
            Err(found) => {
                errors.set(found);
                done.set("");
                refused.notify();
            }
        }
    };
    let on_forget = move |_| {
        session.forget_token();
        errors.set(FieldErrors::default());
        say(text::settings::token_forgotten());
    };
    let recheck = move |_| {
        let still = draft().parse(session.asks_for_token()).err().unwrap_or_default();
        errors.update(|errors| errors.drop_solved(&still));
    };
    let token_field = session.asks_for_token().then(|| {
        view! {
            <TextField
                field=Field::Token
                value=token
                errors
                replaced=token_replaced
                shows=shows_token
                hint=text::fields::token_hint()
            />
            <div class="switch">
                <input
                    type="checkbox"
                    role="switch"
                    id="show-token"
                    prop:checked=move || shows_token.get()
                    on:change=move |event| shows_token.set(event_target_checked(&event))
                />
                <label for="show-token">{text::settings::show_token()}</label>
            </div>
        }
    });
    let forget_button = session.asks_for_token().then(|| {
        view! {
            <button type="button" class="button" on:click=on_forget>
                {text::settings::forget_token()}
            </button>
        }
    });
    let suggestions = directory.people.suggestions;
    let look_up = Callback::new(move |()| {
        if !session.asks_for_token() {
            directory.look_up_people(None);
        } else if let Ok(token) = token.with_untracked(|token| token.text.parse()) {
            directory.look_up_people(Some(token));
        }
    });
    view! {
        <div class="page is-settings">
            <ErrorSummary errors refused />
            <PageHeading text=frame::page(Route::Settings) has_error />
            <section class="setting" aria-labelledby="account-title">
                <div class="setting-head">
                    <h2 id="account-title">{text::settings::account_heading()}</h2>
                    <p class="hint">{text::settings::account_hint()}</p>
                </div>
                <form
                    node_ref=form
                    class="setting-body settings-form"
                    novalidate
                    aria-label=frame::page(Route::Settings)
                    on:submit=on_submit
                    // Not `change`, for the same reason as in the status form.
                    on:input=recheck
                >
                    {token_field}
                    <TextField
                        field=Field::UserId
                        value=user_id
                        errors
                        replaced=user_id_replaced
                        hint=text::fields::user_id_hint(session.asks_for_token())
                        suggestions
                        on_focus=look_up
                    />
                    <div class="actions">
                        <button class="button is-primary">{text::settings::save()}</button>
                        {forget_button}
                        {children()}
                    </div>
                    <p role="status" class="outcome-region" prop:textContent=done></p>
                </form>
            </section>
            <Appearance kept=usual.kept />
            <Behaviour usual />
            <Presets usual />
            <p class="hint version">{text::settings::version(env!("CARGO_PKG_VERSION"))}</p>
        </div>
    }
    .built()
}

/// Writes the `stored` value into a field, whoever stored it, but only while the field shows the value before.
/// Something else in it was typed and is not saved yet.
fn follow(stored: Memo<String>, field: Field, value: RwSignal<Entry>, replaced: Trigger) {
    Effect::new(move |shown: Option<String>| {
        let stored = stored.get();
        if let Some(control) = html_element(&format!("#{}", field.name())) {
            // A password manager may have filled it without an event.
            fire(&control, "input");
        }
        if value.with_untracked(|entry| entry.text == shown.unwrap_or_default()) {
            value.set(stored.as_str().into());
            replaced.notify();
        }
        stored
    });
}

/// The switch for keyboard shortcuts.
#[component]
fn Behaviour(
    /// Whether shortcuts are on.
    usual: UsualModel,
) -> impl IntoView {
    view! {
        <section class="setting" aria-labelledby="behaviour-title">
            <div class="setting-head">
                <h2 id="behaviour-title">{text::settings::keyboard_heading()}</h2>
                <p class="hint">{text::settings::shortcuts_hint()}</p>
            </div>
            <div class="setting-body">
                <div class="switch">
                    <input
                        type="checkbox"
                        role="switch"
                        id="shortcuts"
                        prop:checked=move || usual.has_shortcuts.get()
                        on:change=move |event| usual.want_shortcuts(event_target_checked(&event))
                    />
                    <label for="shortcuts">{text::settings::shortcuts()}</label>
                </div>
            </div>
        </section>
    }
    .built()
}

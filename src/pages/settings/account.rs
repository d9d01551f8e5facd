//! Who the person is: the form for the user ID and, unless a relay holds it, the token; or whom the relay knows.

use crate::components::{Build, TextField, fire, html_element, read_controls};
use crate::pages::account_notice::{AccountTrouble, sandbox_offer, signed_in};
use crate::pages::directory_model::DirectoryModel;
use crate::session::Session;
use leptos::html::Form;
use leptos::prelude::*;
use web_sys::SubmitEvent;
use whereabouts_core::domain::Authentication;
use whereabouts_core::form::{Entry, Field, FieldErrors, SettingsDraft};
use whereabouts_core::route::Route;
use whereabouts_core::text::{self, frame};

/// The account. Where the relay knows the person, there is nothing to enter.
#[component]
pub fn AccountSection(
    /// The session.
    session: Session,
    /// The names of people.
    directory: DirectoryModel,
    /// What is wrong with the entries.
    errors: RwSignal<FieldErrors>,
    /// Fires when a save was refused.
    refused: Trigger,
) -> impl IntoView {
    let has_sign_on = Memo::new(move |_| session.authentication() == Authentication::SignOn);
    let signed_in = Memo::new(move |_| signed_in(session));
    let trouble = Memo::new(move |_| AccountTrouble::of(session));
    // Outlives the form, because a live region that is inserted together with its text is not announced.
    let done = RwSignal::new("");
    view! {
        <section class="setting" aria-labelledby="account-title">
            <div class="setting-head">
                <h2 id="account-title">{text::settings::account_heading()}</h2>
                <p class="hint">{text::settings::account_hint()}</p>
            </div>
            <div class="setting-body">
                {move || {
                    if has_sign_on.get() {
                        let trouble = trouble.get().map(|trouble| {
                            trouble.view(frame::needs_account, frame::add_account)
                        });
                        view! {
                            <p prop:textContent=signed_in></p>
                            {trouble}
                        }
                            .built()
                    } else {
                        view! { <AccountForm session directory errors refused done /> }.built()
                    }
                }}
                <p role="status" class="outcome-region" prop:textContent=done></p>
            </div>
        </section>
    }
    .built()
}

/// The form for the user ID and, unless a relay holds it, the token.
#[component]
fn AccountForm(
    /// The session.
    session: Session,
    /// The names of people.
    directory: DirectoryModel,
    /// What is wrong with the entries.
    errors: RwSignal<FieldErrors>,
    /// Fires when a save was refused.
    refused: Trigger,
    /// What was done, for the live region.
    done: RwSignal<&'static str>,
) -> impl IntoView {
    let asks_for_token = untrack(|| session.asks_for_token());
    let token = RwSignal::new(Entry::default());
    let user_id = RwSignal::new(Entry::default());
    let token_replaced = Trigger::new();
    let user_id_replaced = Trigger::new();
    let form = NodeRef::<Form>::new();
    let shows_token = RwSignal::new(false);
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
        match draft().parse(asks_for_token) {
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
        let still = draft().parse(asks_for_token).err().unwrap_or_default();
        errors.update(|errors| errors.drop_solved(&still));
    };
    let token_field = asks_for_token.then(|| {
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
    let forget_button = asks_for_token.then(|| {
        view! {
            <button type="button" class="button" on:click=on_forget>
                {text::settings::forget_token()}
            </button>
        }
    });
    let suggestions = directory.people.suggestions;
    let look_up = Callback::new(move |()| {
        if !asks_for_token {
            directory.look_up_people(None);
        } else if let Ok(token) = token.with_untracked(|token| token.text.parse()) {
            directory.look_up_people(Some(token));
        }
    });
    view! {
        <form
            node_ref=form
            class="setting-body"
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
                hint=text::fields::user_id_hint(asks_for_token)
                suggestions
                on_focus=look_up
            />
            <div class="actions">
                <button class="button is-primary">{text::settings::save()}</button>
                {forget_button}
                {sandbox_offer(session)}
            </div>
        </form>
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

//! Why nobody's status can be set or shown: an account is missing, or the relay does not know who is there.

use super::page_link::PageLink;
use crate::components::{Build, Built, focus_on, icon};
use crate::session::Session;
use leptos::prelude::*;
use whereabouts_core::config::{Config, SandboxAccount};
use whereabouts_core::domain::Authentication;
use whereabouts_core::form::Settings;
use whereabouts_core::route::Route;
use whereabouts_core::sign_on::SignOn;
use whereabouts_core::text::frame;

/// What keeps the person from using the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountTrouble {
    /// They have not entered an account.
    Missing {
        /// Whether a token is part of it.
        asks_for_token: bool,
    },
    /// Their sign-in has run out.
    SignedOut,
    /// The relay does not know which person they are. Its sentence.
    NotLinked(Option<String>),
}

impl AccountTrouble {
    /// The trouble as of now; `None` if there is none, or if the relay may say so any moment. Reactive.
    #[must_use]
    pub fn of(session: Session) -> Option<Self> {
        match session.sign_on() {
            SignOn::SignedIn(_) => None,
            _ if session.may_know_soon() => None,
            SignOn::SignedOut(_) => Some(Self::SignedOut),
            SignOn::NotLinked(sentence) => Some(Self::NotLinked(sentence)),
            SignOn::None if session.account().is_some() => None,
            SignOn::None => {
                let asks_for_token = session.authentication() == Authentication::OwnToken;
                Some(Self::Missing { asks_for_token })
            }
        }
    }

    /// What is wrong, and the way out. `needs` is the sentence that an account is missing, and `link_to_settings` the
    /// text of the link behind it, both by whether a token is part of it.
    pub fn view(
        self,
        needs: fn(bool) -> &'static str,
        link_to_settings: fn(bool) -> &'static str,
    ) -> Built {
        match self {
            Self::Missing { asks_for_token } => {
                // One text node, as in index.html. Several nodes are slightly wider, so the browser would count them
                // as a new and later largest contentful paint.
                let needs = [needs(asks_for_token), " "].concat();
                view! {
                    <p>
                        {needs}
                        <PageLink
                            page=Route::Settings
                            text=link_to_settings(asks_for_token)
                            id="add-account"
                        />
                    </p>
                }
                .built()
            }
            Self::SignedOut => {
                // The sign-on in front of the page asks for the sign-in.
                let load_again = move |_| {
                    let _ = window().location().reload();
                };
                view! {
                    <p>{frame::signed_out()}</p>
                    <button
                        type="button"
                        id="add-account"
                        class="button is-primary"
                        on:click=load_again
                    >
                        {frame::sign_in()}
                    </button>
                }
                .built()
            }
            Self::NotLinked(sentence) => {
                let sentence = sentence.unwrap_or_else(|| frame::not_linked().to_owned());
                view! {
                    <p id="add-account" tabindex="-1">
                        <bdi>{sentence}</bdi>
                    </p>
                }
                .built()
            }
        }
    }
}

/// Who is signed in; empty if nobody is, or if the relay does not say. Reactive.
pub(super) fn signed_in(session: Session) -> String {
    match session.sign_on() {
        SignOn::SignedIn(person) if person.name.is_empty() => frame::signed_in().to_owned(),
        SignOn::SignedIn(person) => frame::signed_in_as(&person.name),
        SignOn::SignedOut(_) | SignOn::NotLinked(_) | SignOn::None => String::new(),
    }
}

/// What keeps the person from setting a status.
#[component]
pub fn AccountNotice(
    /// The session.
    session: Session,
) -> impl IntoView {
    let trouble = Memo::new(move |_| AccountTrouble::of(session));
    move || {
        trouble.get().map(|trouble| {
            let is_missing = matches!(trouble, AccountTrouble::Missing { .. });
            view! {
                <div class="needs-account">
                    <span class="emblem">{icon(icon::PERSON)}</span>
                    {trouble.view(frame::needs_account, frame::add_account)}
                    {is_missing.then(|| sandbox_offer(session))}
                </div>
            }
            .built()
        })
    }
}

/// A button that saves the sandbox account; nothing on a deployed page.
pub(super) fn sandbox_offer(session: Session) -> Option<Built> {
    let SandboxAccount { token, user_id } = use_context::<Config>()?.sandbox_account?;
    let on_click = move |_| {
        session.save(Settings { token: Some(token.clone()), user_id });
        // The notice with this button is gone now.
        focus_on(".page-heading");
    };
    Some(
        view! {
            <p class="sandbox-offer">
                <button type="button" class="button" on:click=on_click>
                    {frame::use_sandbox_account()}
                </button>
            </p>
        }
        .built(),
    )
}

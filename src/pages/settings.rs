//! The page with the account, the presets and the preferences.

mod account;
mod appearance;
mod language;
mod presets;

use super::directory_model::DirectoryModel;
use super::usual_model::UsualModel;
use crate::components::{Build, ErrorSummary, PageHeading};
use crate::language::Language;
use crate::session::Session;
use account::AccountSection;
use appearance::Appearance;
use leptos::prelude::*;
use presets::Presets;
use whereabouts_core::form::FieldErrors;
use whereabouts_core::route::Route;
use whereabouts_core::text::{self, frame};

/// The account, the presets and the preferences.
#[component]
pub fn SettingsPage(
    /// The session.
    session: Session,
    /// The presets, and whether shortcuts are on.
    usual: UsualModel,
    /// The names of people.
    directory: DirectoryModel,
    /// The language of the page.
    language: Language,
) -> impl IntoView {
    let errors = RwSignal::new(FieldErrors::default());
    let refused = Trigger::new();
    let has_error = Memo::new(move |_| errors.with(|errors| !errors.is_empty()));
    view! {
        <div class="page is-settings">
            <ErrorSummary errors refused />
            <PageHeading text=frame::page(Route::Settings) has_error />
            <AccountSection session directory errors refused />
            <Appearance kept=usual.kept language />
            <Behaviour usual />
            <Presets usual />
            <p class="hint version">{text::settings::version(env!("CARGO_PKG_VERSION"))}</p>
        </div>
    }
    .built()
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

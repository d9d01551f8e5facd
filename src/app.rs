//! The app: its contexts, its frame and its route table.

#![allow(
    unreachable_pub,
    clippy::must_use_candidate,
    clippy::needless_pass_by_value,
    reason = "what the component macro makes of a component, whose props are taken by value"
)]

use crate::components::{Build, FirstPage, focus_on};
use crate::pages::{
    DirectoryModel, HistoryPage, NotFoundPage, PageLink, Present, SetStatusPage, SettingsPage,
    StatusModel, UsualModel, use_page,
};
use crate::session::{Session, StorageTrouble};
use leptos::prelude::*;
use leptos_router::components::Router;
use std::rc::Rc;
use web_sys::MouseEvent;
use whereabouts_browser::address::take_query;
use whereabouts_browser::storage::StorageError;
use whereabouts_core::api::StatusApi;
use whereabouts_core::config::{Config, SandboxAccount};
use whereabouts_core::form::Settings;
use whereabouts_core::route::Route as Page;

/// The models behind the pages. They live as long as the app, and are there before it is shown.
#[derive(Clone, Copy)]
pub struct Models {
    /// What is behind the first page.
    pub status: StatusModel,
    session: Session,
    usual: UsualModel,
    directory: DirectoryModel,
}

impl Models {
    /// Takes up what this device keeps and what the address asks for, and begins to read from `api`.
    #[must_use]
    pub fn restore(config: &Config, api: Rc<dyn StatusApi>) -> Self {
        let session = Session::restore(config.token_holder);
        let usual = UsualModel::empty();
        let directory = DirectoryModel::new(Rc::clone(&api));
        let query = take_query(&config.site_base);
        let status = StatusModel::restore(session, Present::follow(), usual, api, &query);
        Self { status, session, usual, directory }
    }
}

/// The whole page.
#[component]
pub fn App(
    /// What the page was deployed with.
    config: Config,
    /// The models behind it.
    models: Models,
) -> impl IntoView {
    provide_context(FirstPage::new());
    provide_context(config.clone());
    let Models { status: model, session, usual, directory } = models;
    // Not before: the first call of all waits for nothing that is only shown.
    usual.follow();
    let sandbox_account = StoredValue::new(config.sandbox_account);
    // By hand: with a `<base>`, the link itself would lead to the first page.
    let skip_to_main = |event: MouseEvent| {
        event.prevent_default();
        focus_on("#main");
    };
    let account_notice = move || view! { <AccountNotice session sandbox_account /> };
    let page_view = move |page| match page {
        Some(Page::SetStatus) => view! {
            <SetStatusPage model directory>
                {account_notice()}
            </SetStatusPage>
        }
        .built(),
        Some(Page::History) => view! { <HistoryPage model /> }.built(),
        Some(Page::Settings) => view! {
            <SettingsPage session usual directory>
                {sandbox_offer(session, sandbox_account)}
            </SettingsPage>
        }
        .built(),
        None => view! { <NotFoundPage /> }.built(),
    };
    view! {
        <Router base=config.site_base>
            <a class="skip-link" href="#main" on:click=skip_to_main>
                "Skip to the page"
            </a>
            <header class="site-header">
                <p class="brand">"Whereabouts"</p>
                <nav aria-label="Pages">
                    <ul class="site-nav">
                        {Page::ALL
                            .map(|page| {
                                view! {
                                    <li>
                                        <PageLink page id=page.link_id() />
                                    </li>
                                }
                                    .built()
                            })
                            .built()}
                    </ul>
                </nav>
            </header>
            <main id="main" tabindex="-1">
                <StorageNotice session />
                {
                    let page = use_page();
                    move || page_view(page.get())
                }
            </main>
        </Router>
    }
}

/// Says, and leads to, what is missing before a status can be set.
#[component]
fn AccountNotice(
    /// Who uses the page.
    session: Session,
    /// Offered where the sandbox serves the page.
    sandbox_account: StoredValue<Option<SandboxAccount>>,
) -> impl IntoView {
    let is_missing = Memo::new(move |_| session.account().is_none());
    // One text, as it stands in index.html: of several parts it is a hair wider, and counts as a paint
    // that is larger and later.
    let needs = if session.asks_for_token() {
        "To set your status, this page needs your API token and user ID. "
    } else {
        "To set your status, this page needs your user ID. "
    };
    move || {
        is_missing.get().then(|| {
            view! {
                <div class="notice needs-account">
                    <p>
                        {needs}
                        <PageLink page=Page::Settings before="Add them in " id="add-account" />
                    </p>
                    {sandbox_offer(session, sandbox_account)}
                </div>
            }
            .built()
        })
    }
}

/// Fills in the sandbox's token and person; nothing on a deployed page.
fn sandbox_offer(
    session: Session,
    account: StoredValue<Option<SandboxAccount>>,
) -> Option<impl IntoView + use<>> {
    account.with_value(Option::is_some).then(|| {
        let on_click = move |_| {
            if let Some(SandboxAccount { token, user_id }) = account.get_value() {
                session.save(Settings { token: Some(token), user_id });
                // The notice with this button is gone now.
                focus_on(".page-heading");
            }
        };
        view! {
            <p class="sandbox-offer">
                <button type="button" class="button" on:click=on_click>
                    "Use the sandbox account"
                </button>
            </p>
        }
        .built()
    })
}

/// Says what this device can't keep.
#[component]
fn StorageNotice(
    /// Who uses the page.
    session: Session,
) -> impl IntoView {
    move || {
        session.trouble().map(|trouble| {
            let sentence = match trouble {
                StorageTrouble::NotKept(StorageError::Blocked) => {
                    "This browser lets the page keep nothing. What you enter in Settings holds until you close the page."
                }
                StorageTrouble::NotKept(StorageError::Full) => {
                    "This browser's storage is full. What you enter in Settings holds until you close the page."
                }
                StorageTrouble::Unreadable => {
                    "What this browser had kept for the page could not be read and is not used. Look at Settings."
                }
            };
            view! { <p class="notice">{sentence}</p> }.built()
        })
    }
}

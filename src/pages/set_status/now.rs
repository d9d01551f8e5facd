//! What is: the current status, what became of the last press, and the usual statuses.

use super::current::{CurrentStatus, code_of};
use super::model::StatusModel;
use super::outcome::Outcome;
use super::usual::UsualChips;
use crate::components::Build;
use crate::pages::account_notice::AccountNotice;
use leptos::prelude::*;
use whereabouts_core::submission::Stage;

/// The side of the page, in the colour of the status that holds.
#[component]
pub fn Now(
    /// The model of the page.
    model: StatusModel,
) -> impl IntoView {
    let StatusModel { stage, timeline, clock, session, .. } = model;
    // Nobody knows what holds while an outcome is open.
    let colour = Memo::new(move |_| {
        if stage.with(|stage| matches!(stage, Stage::Unknown { .. })) {
            return Some("unknown");
        }
        code_of(&timeline.in_force(clock)?)
    });
    view! {
        <div class="now" data-value=move || colour.get()>
            <div class="now-body">
                <AccountNotice session />
                <Outcome model />
                <CurrentStatus model />
                <UsualChips model />
            </div>
        </div>
    }
    .built()
}

//! The details that few people need.

use super::model::StatusModel;
use super::usual::SaveAsPreset;
use crate::components::{Build, Disclosure, TextField};
use crate::pages::directory_model::DirectoryModel;
use leptos::prelude::*;
use whereabouts_core::domain::Detail;
use whereabouts_core::form::Field;
use whereabouts_core::text;

/// The details that few people need.
#[component]
pub(super) fn MoreFields(
    /// The model of the page.
    model: StatusModel,
    /// The names of projects and leave types.
    directory: DirectoryModel,
) -> impl IntoView {
    let StatusModel { fields, errors, session, .. } = model;
    let details = || Detail::ALL.into_iter().filter(|detail| *detail != Detail::Message);
    let look_up = Callback::new(move |()| {
        if let Some(account) = untrack(|| session.account()) {
            directory.look_up_assignables(account.token);
        }
    });
    let controls = details().map(move |detail| {
        let is_assignable = detail == Detail::AssignableId;
        let suggestions = is_assignable.then_some(directory.assignables.suggestions);
        view! {
            <TextField
                field=Field::Detail(detail)
                value=fields.details[detail]
                errors
                replaced=fields.replaced
                hint=text::fields::hint(detail)
                nostrip:suggestions=suggestions
                nostrip:on_focus=is_assignable.then_some(look_up)
            />
        }
    });
    view! {
        <Disclosure
            replaced=fields.replaced
            id="more"
            summary=text::form::more()
            opens=move || details().any(|detail| !fields.details[detail].get().is_empty())
        >
            {controls.collect_view()}
            <SaveAsPreset model />
        </Disclosure>
    }
    .built()
}

//! Brings back what was last replaced or deleted.

use crate::components::{Build, focus_on};
use leptos::html::Div;
use leptos::prelude::*;
use whereabouts_core::text::undo as text;

type Action = Box<dyn FnOnce() + Send + Sync>;
type Sentence = Box<dyn Fn() -> String + Send + Sync>;

/// The offer to take back the last replacement or deletion. There is one at a time, for all pages.
#[derive(Clone, Copy)]
pub struct Undo {
    is_offered: RwSignal<bool>,
    /// What was replaced or deleted, in the language of the moment.
    sentence: StoredValue<Option<Sentence>>,
    action: StoredValue<Option<Action>>,
}

impl Undo {
    /// Offers nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            is_offered: RwSignal::new(false),
            sentence: StoredValue::new(None),
            action: StoredValue::new(None),
        }
    }

    /// Offers to run `action`, which brings back what `sentence` says is gone. It replaces the offer before.
    /// `action` may focus what it brings back.
    pub fn offer(
        self,
        sentence: impl Fn() -> String + Send + Sync + 'static,
        action: impl FnOnce() + Send + Sync + 'static,
    ) {
        self.action.set_value(Some(Box::new(action)));
        self.sentence.set_value(Some(Box::new(sentence)));
        self.is_offered.set(true);
    }

    /// Withdraws the offer, and returns its action.
    pub fn take(self) -> Option<Action> {
        self.is_offered.set(false);
        self.action.try_update_value(Option::take).flatten()
    }
}

impl Default for Undo {
    fn default() -> Self {
        Self::new()
    }
}

/// The offer, with its button.
#[component]
pub fn UndoNotice(
    /// The offer.
    undo: Undo,
) -> impl IntoView {
    let region = NodeRef::<Div>::new();
    let run = move |_| {
        let Some(action) = undo.take() else { return };
        action();
        // The button is about to disappear, and the focus with it. (Safari does not focus a pressed button.)
        let keeps_focus = document().active_element().is_some_and(|active| {
            active.tag_name() != "BODY"
                && region.get_untracked().is_some_and(|region| !region.contains(Some(&active)))
        });
        if !keeps_focus {
            focus_on("#page-heading");
        }
    };
    view! {
        // Always present: a live region that is inserted together with its text is not announced.
        <div node_ref=region class="undo" aria-live="polite">
            {move || {
                undo.is_offered
                    .get()
                    .then(|| {
                        let sentence = undo
                            .sentence
                            .with_value(|sentence| sentence.as_ref().map(|sentence| sentence()));
                        view! {
                            <div class="notice">
                                <p>
                                    <bdi>{sentence}</bdi>
                                </p>
                                <button type="button" class="button" on:click=run>
                                    {text::undo()}
                                </button>
                            </div>
                        }
                            .built()
                    })
            }}
        </div>
    }
    .built()
}

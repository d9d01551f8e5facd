//! The names of people, projects and leave types, for those who don't know the ids.

use leptos::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use whereabouts_core::api::{Pending, StatusApi};
use whereabouts_core::domain::{Suggestion, Token};

/// One list, which is read when it is first needed. If that fails there are no suggestions and no
/// error, because an id is enough.
#[derive(Debug, Clone, Copy)]
pub struct Directory {
    /// The items of the list.
    pub suggestions: RwSignal<Vec<Suggestion>>,
    state: StoredValue<Reading>,
}

/// Whether a list was read, and with which token. Another token can belong to another organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Reading {
    Unread,
    ReadWith(Option<Token>),
}

/// Both lists. They live as long as the app.
#[derive(Clone, Copy)]
pub struct DirectoryModel {
    /// The organisation's people.
    pub people: Directory,
    /// Its projects and leave types.
    pub assignables: Directory,
    api: StoredValue<Rc<dyn StatusApi>, LocalStorage>,
}

impl Directory {
    fn new() -> Self {
        Self { suggestions: RwSignal::new(Vec::new()), state: StoredValue::new(Reading::Unread) }
    }

    fn read(
        self,
        token: Option<Token>,
        ask: impl FnOnce(Option<Token>) -> Pending<Vec<Suggestion>>,
    ) {
        let wanted = Reading::ReadWith(token.clone());
        if self.state.with_value(|state| *state == wanted) {
            return;
        }
        self.state.set_value(wanted.clone());
        let answer = ask(token);
        spawn_local(async move {
            let answer = answer.await;
            if self.state.with_value(|state| *state != wanted) {
                // Meanwhile the list of another token was wanted.
                return;
            }
            if answer.is_err() {
                // Retried when the field gets the focus again.
                self.state.set_value(Reading::Unread);
            }
            self.suggestions.set(answer.unwrap_or_default());
        });
    }
}

impl DirectoryModel {
    /// Reads nothing yet.
    #[must_use]
    pub fn new(api: Rc<dyn StatusApi>) -> Self {
        Self {
            people: Directory::new(),
            assignables: Directory::new(),
            api: StoredValue::new_local(api),
        }
    }

    /// Reads the people, unless they were read with this token.
    pub fn look_up_people(self, token: Option<Token>) {
        self.people.read(token, |token| self.api.with_value(|api| api.people(token)));
    }

    /// Reads the projects and leave types, unless they were read with this token.
    pub fn look_up_assignables(self, token: Option<Token>) {
        self.assignables.read(token, |token| self.api.with_value(|api| api.assignables(token)));
    }
}

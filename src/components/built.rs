//! Views of one type, whatever they are made of.

use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::view::{Position, PositionState};
use send_wrapper::SendWrapper;

/// A view that is built already. Where it stands for another one it takes that one's place, while an
/// [`AnyView`] takes over what is there. For that each [`AnyView`] brings code along that compares
/// every part of it with its like: together an eighth of the program.
///
/// An element that is replaced loses the focus. So this is for what is built once, or shown and taken
/// away; not for the items of a list that can change while a person is in it.
pub struct Built(SendWrapper<Box<dyn Mountable>>);

/// Makes a [`Built`] of any view.
pub trait Build {
    /// Builds the view.
    fn built(self) -> Built;
}

impl<V: Render<State: 'static>> Build for V {
    fn built(self) -> Built {
        Built(SendWrapper::new(Box::new(self.build())))
    }
}

impl Render for Built {
    type State = Self;

    fn build(self) -> Self {
        self
    }

    fn rebuild(mut self, shown: &mut Self) {
        shown.insert_before_this(&mut self);
        shown.unmount();
        *shown = self;
    }
}

impl Mountable for Built {
    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.0.mount(parent, marker);
    }

    fn unmount(&mut self) {
        self.0.unmount();
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        self.0.insert_before_this(child)
    }

    fn elements(&self) -> Vec<Element> {
        self.0.elements()
    }
}

leptos::tachys::no_attrs!(Built);

/// Leptos asks this of every view. It is about HTML from a server, of which there is none here.
impl RenderHtml for Built {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Self {
        self
    }

    fn into_owned(self) -> Self {
        self
    }
}

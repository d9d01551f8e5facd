//! A single type for all views.

use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::renderer::types::{Element, Node};
use leptos::tachys::view::{Position, PositionState};
use send_wrapper::SendWrapper;

/// A view that is already built. It replaces the previous view, whereas an [`AnyView`] updates it. The
/// code for these updates is generated for each [`AnyView`] and was an eighth of the program.
///
/// A replaced element loses the focus. Use this type for views that are built once or shown and hidden,
/// but not for list items that can change while they have the focus.
pub struct Built(SendWrapper<Box<dyn Mountable>>);

/// Builds any view to a [`Built`].
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

/// Leptos requires this for every view. It is for server-side rendering, which is not used here.
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

//! The second half of a double click presses nothing: whoever double-clicks means one press. If the first half makes
//! something else appear under the pointer, the second half was not meant for that.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, MouseEvent};

/// The time limit of most systems, in milliseconds.
const LIMIT: f64 = 500.0;
/// A hand moves this many pixels between the halves.
const SLACK: i32 = 6;

/// A click by a pointer.
struct Click {
    at: (i32, i32),
    time: f64,
    pressed: Option<Element>,
}

impl Click {
    /// Whether this click is the second half of a double click that `first` began. The browser counts only the
    /// clicks on one element. A click on another one that early, in the same place, is a second half too.
    fn completes(&self, first: &Self, count: i32) -> bool {
        let is_near = |one: i32, other: i32| (one - other).abs() <= SLACK;
        self.time - first.time < LIMIT
            && is_near(self.at.0, first.at.0)
            && is_near(self.at.1, first.at.1)
            && (count > 1 || self.pressed != first.pressed)
    }
}

/// Drops the second half of a double click on a button or a link, before anything else hears of it. A button that
/// is meant to be pressed fast has the attribute `data-repeats`.
pub(crate) fn drop_second_halves() {
    let last = StoredValue::new_local(None::<Click>);
    let listener = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
        // The keyboard and scripts click without a count.
        if event.detail() == 0 {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let pressed = target.and_then(|target| target.closest("button, a").ok().flatten());
        let click =
            Click { at: (event.client_x(), event.client_y()), time: event.time_stamp(), pressed };
        let is_second_half = click.pressed.as_ref().is_some_and(|pressed| {
            !pressed.has_attribute("data-repeats")
                && last.with_value(|last| {
                    last.as_ref().is_some_and(|last| click.completes(last, event.detail()))
                })
        });
        if is_second_half {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
        last.set_value(Some(click));
    });
    let document = document();
    let function = listener.as_ref().unchecked_ref();
    let _ = document.add_event_listener_with_callback_and_bool("click", function, true);
    let listener = StoredValue::new_local(listener);
    on_cleanup(move || {
        listener.with_value(|listener| {
            let function = listener.as_ref().unchecked_ref();
            let _ = document.remove_event_listener_with_callback_and_bool("click", function, true);
        });
    });
}

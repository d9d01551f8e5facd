//! Effects that share their code.

use leptos::prelude::*;

/// Runs `act` soon, and again whenever a signal that it read changes; it is given `None` the first
/// time. [`Effect::new`] alone is compiled anew for each closure, at 1 kB of WebAssembly each.
pub fn effect(act: impl FnMut(Option<()>) + 'static) {
    let act: Box<dyn FnMut(Option<()>)> = Box::new(act);
    Effect::new(act);
}

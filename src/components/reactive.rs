//! Effects and memos that share their code.

use leptos::prelude::*;

/// Runs `act` soon, and again whenever a signal that it read changes; it is given `None` the first
/// time. [`Effect::new`] alone is compiled anew for each closure, at 1 kB of WebAssembly each.
pub fn effect(act: impl FnMut(Option<()>) + 'static) {
    let act: Box<dyn FnMut(Option<()>)> = Box::new(act);
    Effect::new(act);
}

type Compute<T> = Box<dyn Fn(Option<&T>) -> T + Send + Sync>;

/// What `compute` gives, computed again whenever a signal that it read changes. [`Memo::new`] alone is
/// compiled anew for each closure; this, once for each type of value.
pub fn memo<T: PartialEq + Send + Sync + 'static>(
    compute: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    let compute: Compute<T> = Box::new(move |_| compute());
    Memo::new(compute)
}

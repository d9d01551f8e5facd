//! Stored values, signals, memos and effects whose code is the same for all types of value.
//!
//! Leptos compiles its own anew for each type that is held and each closure that is run, and there are some
//! thirty of each: 5 kB of a first visit. Here one `StoredValue`, one `Trigger`, one
//! `Memo` and one `Effect` of Leptos do the work, and what is made anew is to read and write a value.
//!
//! As there, what a page makes goes away with it, and must not be used after that but by what begins
//! with `try`.

use leptos::prelude::*;
use std::any::Any;
use std::fmt;
use std::marker::PhantomData;

/// Runs `act` soon, and again whenever a signal that it read changes; it is given `None` the first time.
pub fn effect(act: impl FnMut(Option<()>) + 'static) {
    let act: Box<dyn FnMut(Option<()>)> = Box::new(act);
    Effect::new(act);
}

/// A value that goes away with what made it, to be had by a handle that can be copied. It is no signal.
pub struct Stored<T> {
    any: StoredValue<Box<dyn Any>, LocalStorage>,
    of: PhantomData<fn() -> T>,
}

/// # Panics
/// Once it has gone away.
impl<T: 'static> Stored<T> {
    /// Holds `value`.
    #[must_use]
    pub fn new(value: T) -> Self {
        let any: Box<dyn Any> = Box::new(value);
        Self { any: StoredValue::new_local(any), of: PhantomData }
    }

    /// Reads it.
    pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        self.try_with(read).unwrap_or_else(has_gone)
    }

    /// A copy.
    #[must_use]
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// Puts `value` in its place.
    pub fn set(self, value: T) {
        self.try_change(|old| *old = value).unwrap_or_else(has_gone);
    }

    fn try_with<U>(self, read: impl FnOnce(&T) -> U) -> Option<U> {
        self.any.try_with_value(|any| any.downcast_ref().map(read)).flatten()
    }

    fn try_change<U>(self, change: impl FnOnce(&mut T) -> U) -> Option<U> {
        self.any.try_update_value(|any| any.downcast_mut().map(change)).flatten()
    }
}

/// A signal: a value that tells whoever has read it when it changes.
pub struct State<T> {
    stored: Stored<T>,
    changed: Trigger,
}

/// # Panics
/// All but what begins with `try`: once it has gone away.
impl<T: 'static> State<T> {
    /// Holds `value`.
    #[must_use]
    pub fn new(value: T) -> Self {
        Self { stored: Stored::new(value), changed: Trigger::new() }
    }

    /// Reads it. Reactive.
    pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        self.track();
        self.stored.with(read)
    }

    /// Reads it.
    pub fn with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> U {
        self.stored.with(read)
    }

    /// Reads it; `None` once it has gone away.
    pub fn try_with_untracked<U>(self, read: impl FnOnce(&T) -> U) -> Option<U> {
        self.stored.try_with(read)
    }

    /// A copy. Reactive.
    #[must_use]
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// A copy.
    #[must_use]
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.stored.get()
    }

    /// As if it was read.
    pub fn track(self) {
        self.changed.track();
    }

    /// Puts `value` in its place.
    pub fn set(self, value: T) {
        self.stored.set(value);
        self.changed.notify();
    }

    /// Puts `value` in its place, unless it has gone away.
    pub fn try_set(self, value: T) {
        if self.stored.try_change(|old| *old = value).is_some() {
            self.changed.notify();
        }
    }

    /// Changes it.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.stored.try_change(change).unwrap_or_else(has_gone);
        self.changed.notify();
    }

    /// Lets `change` change it and say whether it did.
    pub fn maybe_update(self, change: impl FnOnce(&mut T) -> bool) {
        if self.stored.try_change(change).unwrap_or_else(has_gone) {
            self.changed.notify();
        }
    }
}

/// A memo: what follows from signals. It counts as changed when it is another value than before.
pub struct Derived<T> {
    stored: Stored<Option<T>>,
    /// Another one for each value.
    version: Memo<u32>,
}

type NextVersion = Box<dyn Fn(Option<&u32>) -> u32 + Send + Sync>;

/// What `compute` gives, computed again once a signal that it read has changed.
pub fn memo<T: PartialEq + 'static>(compute: impl Fn() -> T + Send + Sync + 'static) -> Derived<T> {
    let stored = Stored::new(None);
    let next_version: NextVersion = Box::new(move |version| {
        let value = Some(compute());
        let is_another = stored.try_change(|old| {
            let is_another = *old != value;
            *old = value;
            is_another
        });
        let version = version.copied().unwrap_or_default();
        if is_another == Some(true) { version.wrapping_add(1) } else { version }
    });
    Derived { stored, version: Memo::new(next_version) }
}

/// # Panics
/// Once it has gone away.
impl<T: 'static> Derived<T> {
    /// Reads it. Reactive.
    pub fn with<U>(self, read: impl FnOnce(&T) -> U) -> U {
        self.track();
        self.stored.with(|value| value.as_ref().map(read)).unwrap_or_else(has_gone)
    }

    /// A copy. Reactive.
    #[must_use]
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// As if it was read.
    pub fn track(self) {
        // `Memo::track` would subscribe to nothing before somebody has read it.
        self.version.get();
    }
}

fn has_gone<T>() -> T {
    panic!("a value was used that has gone away with its page")
}

/// A derive would ask the same of the value that a handle is of.
macro_rules! handle {
    ($name:ident) => {
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<T> {}

        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(stringify!($name))
            }
        }
    };
}

handle!(Stored);
handle!(State);
handle!(Derived);

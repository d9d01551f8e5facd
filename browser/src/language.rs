//! The language of the page, as `public/early.js` chose it, and the browser's knowledge of it.

use js_sys::{Array, Intl, Object};

/// The tag of the page's language, such as `de`.
#[must_use]
pub fn tag() -> String {
    web_sys::window()
        .and_then(|window| window.document()?.document_element()?.get_attribute("lang"))
        .unwrap_or_default()
}

/// The plural form for a number in the page's language, such as `one` or `few`, by `Intl.PluralRules`.
#[must_use]
pub fn plural_form(count: &str) -> String {
    let rules = Intl::PluralRules::new(&Array::of1(&tag().into()), &Object::new());
    // A parser of fractions would be 12 kB of the program.
    rules.select(count.parse::<i32>().unwrap_or_default().into()).into()
}

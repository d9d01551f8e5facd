//! Reads the controls of a form.

use super::elements::fire;
use web_sys::Element;

/// Has every control of `form` announce its content. Call it when a form is used, because a password manager or
/// dictation changes a control with a `change` event only, or with no event.
pub fn read_controls(form: &Element) {
    // A radio button that is not checked would say that it was chosen.
    let selector = "input:not([type=radio], [type=file]), input:checked, select";
    let Ok(controls) = form.query_selector_all(selector) else { return };
    for control in (0..controls.length()).filter_map(|index| controls.item(index)) {
        fire(&control, "input");
        fire(&control, "change");
    }
}

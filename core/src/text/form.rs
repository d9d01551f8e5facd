//! The page on which people set their status.

pub fn heading() -> &'static str {
    "Set your status"
}

pub fn set_status() -> &'static str {
    "Set status"
}

pub fn setting_status() -> &'static str {
    "Setting status…"
}

pub fn start_later() -> &'static str {
    "Start later"
}

pub fn more() -> &'static str {
    "More"
}

pub fn reset() -> &'static str {
    "Reset form"
}

pub fn copy_link() -> &'static str {
    "Copy link"
}

pub fn link_copied() -> &'static str {
    "Link copied."
}

/// Above the link, for the person to copy it.
pub fn link_not_copied() -> &'static str {
    "Your browser didn't copy the link. Copy it from here:"
}

/// Above the list of what was ignored.
pub fn link_partly_ignored() -> &'static str {
    "Some parts of this link were not recognised and have been ignored:"
}

/// What pressing *Set status* will do. Without a `start` the status starts at once.
pub fn preview(start: Option<&str>, end: Option<&str>, zone: &str) -> String {
    match (start, end) {
        (None, None) => format!("From now, no end date ({zone})"),
        (None, Some(end)) => format!("From now until {end} ({zone})"),
        (Some(start), None) => format!("From {start}, no end date ({zone})"),
        (Some(start), Some(end)) => format!("From {start} until {end} ({zone})"),
    }
}

pub fn show_request() -> &'static str {
    "Show the request"
}

pub fn request_label() -> &'static str {
    "The request"
}

pub fn request_incomplete() -> &'static str {
    "To see the request, fill in the form and enter your user ID in Settings."
}

pub fn shortcuts_heading() -> &'static str {
    "Keyboard shortcuts"
}

pub fn shortcut_keys_to_send() -> &'static str {
    "Ctrl or ⌘ + Enter"
}

pub fn shortcut_lists_shortcuts() -> &'static str {
    "Show this list"
}

pub fn shortcuts_can_be_off() -> &'static str {
    "You can turn shortcuts off in Settings."
}

pub fn close() -> &'static str {
    "Close"
}

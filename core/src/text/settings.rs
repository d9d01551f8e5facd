//! The settings, and what the browser could not store.

pub fn account_heading() -> &'static str {
    "Account"
}

pub fn account_hint() -> &'static str {
    "Who you are in Resource Management."
}

pub fn show_token() -> &'static str {
    "Show token"
}

pub fn forget_token() -> &'static str {
    "Forget token"
}

pub fn token_forgotten() -> &'static str {
    "Token forgotten."
}

pub fn save() -> &'static str {
    "Save"
}

pub fn saved() -> &'static str {
    "Saved."
}

pub fn display_heading() -> &'static str {
    "Display"
}

pub fn display_hint() -> &'static str {
    "For all tabs on this device."
}

pub fn appearance_system() -> &'static str {
    "System"
}

pub fn appearance_light() -> &'static str {
    "Light"
}

pub fn appearance_dark() -> &'static str {
    "Dark"
}

pub fn keyboard_heading() -> &'static str {
    "Keyboard"
}

pub fn shortcuts() -> &'static str {
    "Keyboard shortcuts"
}

pub fn shortcuts_hint() -> &'static str {
    "On the Set status page, keys 1 to 6 choose a status and ? lists all shortcuts."
}

pub fn version(version: &str) -> String {
    format!("Whereabouts {version}")
}

pub fn storage_blocked() -> &'static str {
    "Your browser blocks storage for this site. Your settings will be lost when you close this page."
}

pub fn storage_full() -> &'static str {
    "Your browser's storage for this site is full. Your settings will be lost when you close this page."
}

pub fn stored_settings_unreadable() -> &'static str {
    "Your stored settings could not be read. Enter them again in Settings."
}

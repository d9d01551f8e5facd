//! The icons, as paths of an SVG of 24 by 24 units.
//!
//! Those with a name beside them are from Lucide 1.62 (<https://lucide.dev>), ISC License, © 2026 Lucide Icons and Contributors;
//! `LICENSE` has the notice.

use super::built::{Build, Built};
use leptos::prelude::*;
use whereabouts_core::domain::StatusCode;

/// check
pub const CHECK: &str = "M20 6 9 17l-5-5";
/// undo-2
pub const BACK: &str = "M9 14 4 9l5-5M4 9h10.5a5.5 5.5 0 0 1 0 11H11";
/// x
pub const CLOSE: &str = "M18 6 6 18M6 6l12 12";
/// user-round
pub const PERSON: &str = "M20 21a8 8 0 0 0-16 0M17 8a5 5 0 1 1-10 0 5 5 0 0 1 10 0";
/// Drawn for this page.
pub const EXCLAMATION_MARK: &str = "M12 4.5v9M12 19.5h.01";
/// Drawn for this page.
pub const QUESTION_MARK: &str = "M7.5 8.5a4.6 4.6 0 0 1 9 1.2c0 3.1-4.5 4.6-4.5 4.6M12 19.5h.01";

/// Draws an icon. It only repeats what the words beside it say.
pub fn icon(path: &'static str) -> Built {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=path />
        </svg>
    }
    .built()
}

/// The icon of a status. It always accompanies the label.
#[must_use]
pub const fn status_icon(code: StatusCode) -> &'static str {
    match code {
        // building-2
        StatusCode::InTheOffice => {
            "M10 12h4M10 8h4M14 21v-3a2 2 0 0 0-4 0v3M6 10H4a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2V9a2 2 0 0 0-2-2h-2M6 21V5a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v16"
        }
        // house
        StatusCode::WorkingFromHome => {
            "M15 21v-8a1 1 0 0 0-1-1h-4a1 1 0 0 0-1 1v8M3 10a2 2 0 0 1 .709-1.528l7-6a2 2 0 0 1 2.582 0l7 6A2 2 0 0 1 21 10v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z"
        }
        // thermometer
        StatusCode::Sick => "M14 4v10.54a4 4 0 1 1-4 0V4a2 2 0 0 1 4 0Z",
        // car
        StatusCode::OnTheRoad => {
            "M19 17h2c.6 0 1-.4 1-1v-3c0-.9-.7-1.7-1.5-1.9C18.7 10.6 16 10 16 10s-1.3-1.4-2.2-2.3c-.5-.4-1.1-.7-1.8-.7H5c-.6 0-1.1.4-1.4.9l-1.4 2.9A3.7 3.7 0 0 0 2 12v4c0 .6.4 1 1 1h2M9 17a2 2 0 1 1-4 0 2 2 0 0 1 4 0M9 17h6M19 17a2 2 0 1 1-4 0 2 2 0 0 1 4 0"
        }
        // palmtree
        StatusCode::Vacation => {
            "M13 8c0-2.76-2.46-5-5.5-5S2 5.24 2 8h2l1-1 1 1h4M13 7.14A5.82 5.82 0 0 1 16.5 6c3.04 0 5.5 2.24 5.5 5h-3l-1-1-1 1h-3M5.89 9.71c-2.15 2.15-2.3 5.47-.35 7.43l4.24-4.25.7-.7.71-.71 2.12-2.12c-1.95-1.96-5.27-1.8-7.42.35M11 15.5c.5 2.5-.17 4.5-1 6.5h4c2-5.5-.5-12-1-14"
        }
        // door-open
        StatusCode::OutOfOffice => {
            "M10 21H2M10 3H7a2 2 0 0 0-2 2v16M14 12h.01M19 21V5a2 2 0 0 0-1.675-1.974l-6.163-1.013A1 1 0 0 0 10 3v18a1 1 0 0 0 1.124.992zM22 21h-3"
        }
    }
}

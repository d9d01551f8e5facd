//! The statuses, and how long they last.

use crate::clock::Preset;
use crate::domain::{ReportedCode, StatusCode};
use crate::form::Until;

pub fn label(code: StatusCode) -> &'static str {
    match code {
        StatusCode::InTheOffice => "In the office",
        StatusCode::WorkingFromHome => "Working from home",
        StatusCode::Sick => "Sick",
        StatusCode::OnTheRoad => "On the road",
        StatusCode::Vacation => "Vacation",
        StatusCode::OutOfOffice => "Out of office",
    }
}

/// A code that this page does not know is shown unchanged.
pub fn reported(code: &ReportedCode) -> &str {
    match code {
        ReportedCode::Known(code) => label(*code),
        ReportedCode::Unknown(text) => text,
    }
}

pub fn until(until: Until) -> &'static str {
    match until {
        Until::NoEnd => "No end date",
        Until::Preset(Preset::OneHour) => "1 hour",
        Until::Preset(Preset::FourHours) => "4 hours",
        Until::Preset(Preset::EndOfToday) => "End of today",
        Until::Preset(Preset::NextWorkingDay) => "Next working day",
        Until::Preset(Preset::EndOfThisWeek) => "End of this week",
        Until::Chosen => "Choose date and time",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ooo_is_on_the_road_and_oof_is_out_of_office() {
        assert_eq!("OOO".parse().map(label), Ok("On the road"));
        assert_eq!("OOF".parse().map(label), Ok("Out of office"));
    }

    #[test]
    fn an_unknown_code_is_shown_unchanged() {
        assert_eq!(reported(&ReportedCode::read("LUN")), "LUN");
        assert_eq!(reported(&ReportedCode::read("SIC")), "Sick");
    }
}

//! The statuses, and how long they last.

use super::messages::status as message;
use crate::clock::Preset;
use crate::domain::{ReportedCode, StatusCode};
use crate::form::Until;

pub fn label(code: StatusCode) -> &'static str {
    match code {
        StatusCode::InTheOffice => message::in_the_office(),
        StatusCode::WorkingFromHome => message::working_from_home(),
        StatusCode::Sick => message::sick(),
        StatusCode::OnTheRoad => message::on_the_road(),
        StatusCode::Vacation => message::vacation(),
        StatusCode::OutOfOffice => message::out_of_office(),
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
        Until::NoEnd => message::no_end_date(),
        Until::Preset(Preset::OneHour) => message::one_hour(),
        Until::Preset(Preset::FourHours) => message::four_hours(),
        Until::Preset(Preset::EndOfToday) => message::end_of_today(),
        Until::Preset(Preset::NextWorkingDay) => message::next_working_day(),
        Until::Preset(Preset::EndOfThisWeek) => message::end_of_this_week(),
        Until::Chosen => message::choose_date_and_time(),
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

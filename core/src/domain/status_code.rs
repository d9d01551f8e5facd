//! The six statuses of the service and their codes on the wire.

use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// A status that can be set, in the order in which the form offers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "&'static str")]
pub enum StatusCode {
    /// `ITO`
    InTheOffice,
    /// `WFH`
    WorkingFromHome,
    /// `SIC`
    Sick,
    /// `OOO`, which is *not* "out of office" in this service.
    OnTheRoad,
    /// `VAC`
    Vacation,
    /// `OOF`
    OutOfOffice,
}

/// The text is none of the six codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownStatusCode;

impl StatusCode {
    /// All six, most frequent first; the order never changes, so that a hand learns it.
    pub const ALL: [Self; 6] = [
        Self::InTheOffice,
        Self::WorkingFromHome,
        Self::Sick,
        Self::OnTheRoad,
        Self::Vacation,
        Self::OutOfOffice,
    ];

    /// The code on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InTheOffice => "ITO",
            Self::WorkingFromHome => "WFH",
            Self::Sick => "SIC",
            Self::OnTheRoad => "OOO",
            Self::Vacation => "VAC",
            Self::OutOfOffice => "OOF",
        }
    }

    /// The status in words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::InTheOffice => "In the office",
            Self::WorkingFromHome => "Working from home",
            Self::Sick => "Sick",
            Self::OnTheRoad => "On the road",
            Self::Vacation => "Vacation",
            Self::OutOfOffice => "Out of office",
        }
    }
}

impl FromStr for StatusCode {
    type Err = UnknownStatusCode;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|code| code.as_str() == text).ok_or(UnknownStatusCode)
    }
}

impl From<StatusCode> for &'static str {
    fn from(code: StatusCode) -> Self {
        code.as_str()
    }
}

/// A status as the service reports it. A code that came after this page was built is kept and
/// shown as it came: an old page must not hide a new status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReportedCode {
    /// One of the six.
    Known(StatusCode),
    /// Any other text.
    Unknown(String),
}

impl ReportedCode {
    /// Reads a code from an answer; never fails.
    #[must_use]
    pub fn read(text: &str) -> Self {
        text.parse().map_or_else(|_| Self::Unknown(text.to_owned()), Self::Known)
    }
}

impl fmt::Display for ReportedCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Known(code) => code.label(),
            Self::Unknown(text) => text,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_reads_back_as_itself() {
        for code in StatusCode::ALL {
            assert_eq!(code.as_str().parse(), Ok(code));
        }
    }

    #[test]
    fn ooo_is_on_the_road_and_oof_is_out_of_office() {
        assert_eq!("OOO".parse::<StatusCode>().map(StatusCode::label), Ok("On the road"));
        assert_eq!("OOF".parse::<StatusCode>().map(StatusCode::label), Ok("Out of office"));
    }

    #[test]
    fn another_code_is_kept_as_text() {
        assert_eq!("wfh".parse::<StatusCode>(), Err(UnknownStatusCode));
        assert_eq!(ReportedCode::read("LUN").to_string(), "LUN");
        assert_eq!(ReportedCode::read("SIC").to_string(), "Sick");
    }
}

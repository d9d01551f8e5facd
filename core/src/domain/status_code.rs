//! The six statuses and their codes in the API.

use serde::Serialize;
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
    /// `OOO`, which does *not* mean "out of office" in this API.
    OnTheRoad,
    /// `VAC`
    Vacation,
    /// `OOF`
    OutOfOffice,
}

/// The text is not one of the six codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownStatusCode;

impl StatusCode {
    /// All six, most frequent first. The order never changes, so that people can learn it.
    pub const ALL: [Self; 6] = [
        Self::InTheOffice,
        Self::WorkingFromHome,
        Self::Sick,
        Self::OnTheRoad,
        Self::Vacation,
        Self::OutOfOffice,
    ];

    /// The code in the API.
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

/// A status as the API reports it. Unknown codes are kept and shown unchanged, so that an old page does
/// not hide a new status.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ReportedCode {
    /// One of the six.
    Known(StatusCode),
    /// Any other text.
    Unknown(String),
}

impl ReportedCode {
    /// Reads a code of a response.
    #[must_use]
    pub fn read(text: &str) -> Self {
        text.parse().map_or_else(|_| Self::Unknown(text.to_owned()), Self::Known)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_round_trips() {
        for code in StatusCode::ALL {
            assert_eq!(code.as_str().parse(), Ok(code));
        }
    }

    #[test]
    fn an_unknown_code_is_kept_as_text() {
        assert_eq!("wfh".parse::<StatusCode>(), Err(UnknownStatusCode));
        assert_eq!(ReportedCode::read("LUN"), ReportedCode::Unknown("LUN".to_owned()));
        assert_eq!(ReportedCode::read("SIC"), ReportedCode::Known(StatusCode::Sick));
    }
}

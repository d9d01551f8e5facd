//! The form's fields by name, and what can be wrong with each.

use crate::clock::{Edge, MomentFormat};
use crate::domain::Detail;
use chrono::{DateTime, NaiveDateTime, Utc};

/// A field of one of the forms. Ids in the page are derived from it and never typed twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The six statuses.
    Status,
    /// How long it lasts.
    Until,
    /// The day it ends.
    EndDate,
    /// The time of day it ends.
    EndTime,
    /// The day it starts.
    StartDate,
    /// The time of day it starts.
    StartTime,
    /// An optional detail of the status.
    Detail(Detail),
    /// The API token, in the settings.
    Token,
    /// Whose status is set, in the settings.
    UserId,
    /// Light or dark, in the settings.
    Appearance,
}

impl Field {
    /// The field's name: the id of the control or of the first one of a group, and the key of its value
    /// in a draft that is kept.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Until => "until",
            Self::EndDate => "end_date",
            Self::EndTime => "end_time",
            Self::StartDate => "start_date",
            Self::StartTime => "start_time",
            Self::Detail(detail) => detail.name(),
            Self::Token => "token",
            Self::UserId => "user_id",
            Self::Appearance => "appearance",
        }
    }

    /// The id of the control's visible name: its label, or a group's legend.
    #[must_use]
    pub fn label_id(self) -> String {
        format!("{}-label", self.name())
    }

    /// The id of the control's hint.
    #[must_use]
    pub fn hint_id(self) -> String {
        format!("{}-hint", self.name())
    }

    /// The id of the message that says what is wrong with the control.
    #[must_use]
    pub fn error_id(self) -> String {
        format!("{}-error", self.name())
    }

    /// The control's visible name.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Status => "Status",
            Self::Until => "Until",
            Self::EndDate => "End date",
            Self::EndTime => "End time",
            Self::StartDate => "Start date",
            Self::StartTime => "Start time",
            Self::Detail(Detail::Message) => "Message",
            Self::Detail(Detail::CurrentTask) => "Current task",
            Self::Detail(Detail::AssignableId) => "Assignable ID",
            Self::Token => "API token",
            Self::UserId => "User ID",
            Self::Appearance => "Appearance",
        }
    }
}

/// What is wrong with a field. Each has one sentence, that says what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// No status is chosen.
    StatusMissing,
    /// Neither day nor time is there.
    MomentMissing(Edge),
    /// The time is there, its day is not.
    DateMissing(Edge),
    /// The day is there, its time is not.
    TimeMissing(Edge),
    /// The day is half filled in, or does not exist.
    DateUnfinished(Edge),
    /// The time is half filled in.
    TimeUnfinished(Edge),
    /// The year can only be a typo.
    YearOutOfRange(Edge),
    /// Clocks jump over this wall time.
    SkippedByClocks {
        /// What was entered.
        wall: NaiveDateTime,
        /// Where clocks go on.
        resumes: NaiveDateTime,
    },
    /// The chosen end is less than a minute away.
    EndTooNear,
    /// The end is over already.
    EndNotAfterNow {
        /// The present, as the device has it.
        now: DateTime<Utc>,
    },
    /// The end is at or before the start.
    EndNotAfterStart {
        /// The start that was entered.
        start: DateTime<Utc>,
    },
    /// Not a positive whole number.
    NotPositiveInteger(Detail),
    /// No token.
    TokenMissing,
    /// The token can't stand in an HTTP header.
    TokenNotAHeaderValue,
    /// No user id.
    UserIdMissing,
    /// Not a positive whole number.
    UserIdNotPositiveInteger,
}

impl Problem {
    /// The sentence for the person, the same beside the field and in the summary.
    #[must_use]
    pub fn sentence(&self, format: &dyn MomentFormat) -> String {
        match self {
            Self::StatusMissing => "Select your status".to_owned(),
            Self::MomentMissing(edge) => format!("Enter the day and time your status {}", verb(*edge)),
            Self::DateMissing(edge) => format!("Enter the day your status {}", verb(*edge)),
            Self::TimeMissing(edge) => format!("Enter the time your status {}", verb(*edge)),
            Self::DateUnfinished(edge) => {
                format!("{} date must include a day, a month and a year, and exist in the calendar", noun(*edge))
            }
            Self::TimeUnfinished(edge) => {
                format!("{} time must include hours and minutes, like 17:30", noun(*edge))
            }
            Self::YearOutOfRange(edge) => {
                format!("{} date must have a year of four digits from 1970 on, like 2027", noun(*edge))
            }
            Self::SkippedByClocks { wall, resumes } => {
                let skipped = format.time(*wall);
                let day = format.day(*wall);
                let resumed = format.time(*resumes);
                if wall.date() == resumes.date() {
                    format!("{skipped} does not exist on {day}, because clocks go forward. Choose {resumed} or later")
                } else {
                    let next_day = format.day(*resumes);
                    format!("{skipped} does not exist on {day}, because clocks go forward. Choose {resumed} on {next_day} or later")
                }
            }
            Self::EndTooNear => {
                "Choose a later end, because this one is less than a minute away".to_owned()
            }
            Self::EndNotAfterNow { now } => format!("End must be later than now ({})", format.moment(*now)),
            Self::EndNotAfterStart { start } => format!("End must be after the start, {}", format.moment(*start)),
            Self::NotPositiveInteger(_) => {
                "Assignable ID must be a whole number above zero, like 4".to_owned()
            }
            Self::TokenMissing => "Enter the API token".to_owned(),
            Self::TokenNotAHeaderValue => {
                "API token must be one word of plain letters, digits and signs, without spaces or accents".to_owned()
            }
            Self::UserIdMissing => "Enter the user ID".to_owned(),
            Self::UserIdNotPositiveInteger => "User ID must be a whole number above zero, like 42".to_owned(),
        }
    }
}

const fn verb(edge: Edge) -> &'static str {
    match edge {
        Edge::Start => "starts",
        Edge::End => "ends",
    }
}

const fn noun(edge: Edge) -> &'static str {
    match edge {
        Edge::Start => "Start",
        Edge::End => "End",
    }
}

/// All that is wrong with a form at once, in the order of its fields, one problem a field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldErrors(Vec<(Field, Problem)>);

impl FieldErrors {
    /// Notes a problem. A field's first problem stays: the next ones mostly follow from it.
    pub fn add(&mut self, field: Field, problem: Problem) {
        if self.on(field).is_none() {
            self.0.push((field, problem));
        }
    }

    /// What is wrong with one field.
    #[must_use]
    pub fn on(&self, field: Field) -> Option<&Problem> {
        self.0.iter().find(|(on, _)| *on == field).map(|(_, problem)| problem)
    }

    /// Adds the problems of a later part of the form.
    pub fn append(&mut self, later: Self) {
        later.0.into_iter().for_each(|(field, problem)| self.add(field, problem));
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every problem with its field.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &Problem)> {
        self.0.iter().map(|(field, problem)| (*field, problem))
    }

    /// Forgets the problems of fields that `still` finds nothing wrong with. A field that is
    /// corrected stops complaining at once, and no field complains before it was submitted.
    pub fn drop_solved(&mut self, still: &Self) {
        self.0.retain(|(field, _)| still.on(*field).is_some());
    }

    /// The value that a field was parsed to; a problem is noted instead of returned, so that
    /// parsing goes on and finds the others.
    pub fn collect<T>(&mut self, parsed: Result<T, (Field, Problem)>) -> Option<T> {
        parsed.map_err(|(field, problem)| self.add(field, problem)).ok()
    }
}

//! The fields of the forms, and what can be wrong with them.

use crate::clock::{Edge, MomentFormat};
use crate::domain::Detail;
use crate::text::problems;
use chrono::{DateTime, NaiveDateTime, Utc};
use std::mem::discriminant;

/// A field of a form. All ids in the page are derived from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// The six statuses.
    Status,
    /// How long the status lasts.
    Until,
    /// The end date.
    EndDate,
    /// The end time.
    EndTime,
    /// The start date.
    StartDate,
    /// The start time.
    StartTime,
    /// An optional detail of the status.
    Detail(Detail),
    /// The API token, in the settings.
    Token,
    /// The person's id, in the settings.
    UserId,
    /// Light or dark, in the settings.
    Appearance,
}

impl Field {
    /// The field's name: the id of its control or of the first control of a group, and the key of its value in a
    /// stored draft.
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

    /// The id of the label or legend.
    #[must_use]
    pub fn label_id(self) -> String {
        format!("{}-label", self.name())
    }

    /// The id of the hint.
    #[must_use]
    pub fn hint_id(self) -> String {
        format!("{}-hint", self.name())
    }

    /// The id of the error message.
    #[must_use]
    pub fn error_id(self) -> String {
        format!("{}-error", self.name())
    }
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// No status is chosen.
    StatusMissing,
    /// Date and time are missing.
    MomentMissing(Edge),
    /// Only the date is missing.
    DateMissing(Edge),
    /// Only the time is missing.
    TimeMissing(Edge),
    /// The date is half-filled or does not exist.
    DateUnfinished(Edge),
    /// The time is half-filled.
    TimeUnfinished(Edge),
    /// The year is a typo.
    YearOutOfRange(Edge),
    /// Clocks jump over this wall time.
    SkippedByClocks {
        /// The wall time that was entered.
        wall: NaiveDateTime,
        /// The first wall time after the jump.
        resumes: NaiveDateTime,
    },
    /// The chosen preset ends in less than a minute.
    EndTooNear,
    /// The end has passed.
    EndNotAfterNow {
        /// The time by the device's clock.
        now: DateTime<Utc>,
    },
    /// The end is at or before the start.
    EndNotAfterStart {
        /// The start that was entered.
        start: DateTime<Utc>,
    },
    /// The Assignable ID is not a positive whole number.
    NotPositiveInteger,
    /// The token is missing.
    TokenMissing,
    /// The token is not a valid HTTP header value.
    TokenNotAHeaderValue,
    /// The user id is missing.
    UserIdMissing,
    /// Not a positive whole number.
    UserIdNotPositiveInteger,
}

impl Problem {
    /// The sentence for the person, the same next to the field and in the summary.
    #[must_use]
    pub fn sentence(&self, format: &dyn MomentFormat) -> String {
        let moment = |instant: &DateTime<Utc>| format.moment(*instant);
        match self {
            Self::StatusMissing => problems::status_missing().to_owned(),
            Self::MomentMissing(edge) => problems::moment_missing(*edge).to_owned(),
            Self::DateMissing(edge) => problems::date_missing(*edge).to_owned(),
            Self::TimeMissing(edge) => problems::time_missing(*edge).to_owned(),
            Self::DateUnfinished(edge) => problems::date_unfinished(*edge).to_owned(),
            Self::TimeUnfinished(edge) => problems::time_unfinished(*edge).to_owned(),
            Self::YearOutOfRange(edge) => problems::year_out_of_range(*edge).to_owned(),
            Self::SkippedByClocks { wall, resumes } => {
                let (time, day) = (format.time(*wall), format.day(*wall));
                let next_time = format.time(*resumes);
                if wall.date() == resumes.date() {
                    problems::skipped_by_clocks(&time, &day, &next_time)
                } else {
                    let next_day = format.day(*resumes);
                    problems::skipped_to_next_day(&time, &day, &next_time, &next_day)
                }
            }
            Self::EndTooNear => problems::end_too_near().to_owned(),
            Self::EndNotAfterNow { now } => problems::ends_in_the_past(moment(now)),
            Self::EndNotAfterStart { start } => problems::ends_before_start(moment(start)),
            Self::NotPositiveInteger => problems::assignable_id_not_a_number().to_owned(),
            Self::TokenMissing => problems::token_missing().to_owned(),
            Self::TokenNotAHeaderValue => problems::token_not_plain().to_owned(),
            Self::UserIdMissing => problems::user_id_missing().to_owned(),
            Self::UserIdNotPositiveInteger => problems::user_id_not_a_number().to_owned(),
        }
    }
}

/// All problems of a form in the order of its fields, at most one for each field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldErrors(Vec<(Field, Problem)>);

impl FieldErrors {
    /// Adds a problem, unless the field has one: the first problem usually causes the others.
    pub fn add(&mut self, field: Field, problem: Problem) {
        if self.on(field).is_none() {
            self.0.push((field, problem));
        }
    }

    /// The problem of a field.
    #[must_use]
    pub fn on(&self, field: Field) -> Option<&Problem> {
        self.0.iter().find(|(on, _)| *on == field).map(|(_, problem)| problem)
    }

    /// Adds the problems of a later part of the form.
    pub fn append(&mut self, later: Self) {
        later.0.into_iter().for_each(|(field, problem)| self.add(field, problem));
    }

    /// Whether there is no problem.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All problems with their fields.
    pub fn iter(&self) -> impl Iterator<Item = (Field, &Problem)> {
        self.0.iter().map(|(field, problem)| (*field, problem))
    }

    /// Removes the problems of fields that have none in `still`. Correcting a field removes its error
    /// at once, and new errors appear only on submit. A problem that is still the same one names the times
    /// of `still`.
    pub fn drop_solved(&mut self, still: &Self) {
        self.0.retain_mut(|(field, problem)| {
            let now = still.on(*field);
            if let Some(now) = now
                && discriminant(now) == discriminant(problem)
            {
                problem.clone_from(now);
            }
            now.is_some()
        });
    }

    /// Adds the problem of a failed parse, so that parsing continues and finds the others.
    pub fn collect<T>(&mut self, parsed: Result<T, (Field, Problem)>) -> Option<T> {
        parsed.map_err(|(field, problem)| self.add(field, problem)).ok()
    }
}

//! The status form.

use super::{Entry, Field, FieldErrors, Problem};
use crate::clock::{Edge, EnteredTimeError, Preset, WallTime, Week, Zone, parse_date, parse_time};
use crate::domain::{
    Detail, DetailValue, Details, NewStatus, Period, PeriodError, ReportedCode, StatusCode,
    StatusRecord,
};
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;
use std::str::FromStr;

/// Messages longer than this many characters draw a warning. It is advice, not a rule: the API
/// documents no longest message, and a long one is sent as it is.
pub const MESSAGE_LENGTH_ADVISED: usize = 140;

/// How long a status lasts, as the form asks it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(into = "&'static str")]
pub enum Until {
    /// Until it is replaced.
    #[default]
    NoEnd,
    /// Until a moment that needs no date to be typed.
    Preset(Preset),
    /// Until the end date and end time.
    Chosen,
}

impl Until {
    /// All options, in the order in which the form offers them.
    pub const ALL: [Self; 7] = [
        Self::NoEnd,
        Self::Preset(Preset::OneHour),
        Self::Preset(Preset::FourHours),
        Self::Preset(Preset::EndOfToday),
        Self::Preset(Preset::NextWorkingDay),
        Self::Preset(Preset::EndOfThisWeek),
        Self::Chosen,
    ];

    /// What identifies the option: in the page, in storage and in links.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NoEnd => "no-end-date",
            Self::Preset(Preset::OneHour) => "1-hour",
            Self::Preset(Preset::FourHours) => "4-hours",
            Self::Preset(Preset::EndOfToday) => "end-of-today",
            Self::Preset(Preset::NextWorkingDay) => "next-working-day",
            Self::Preset(Preset::EndOfThisWeek) => "end-of-this-week",
            Self::Chosen => "choose-date-and-time",
        }
    }
}

/// The text is none of the options.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownUntil;

impl FromStr for Until {
    type Err = UnknownUntil;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|until| until.as_str() == text).ok_or(UnknownUntil)
    }
}

impl From<Until> for &'static str {
    fn from(until: Until) -> Self {
        until.as_str()
    }
}

/// The status form as it stands: raw text, right or wrong. Wall times are those of the zone that
/// [`StatusDraft::parse`] is given.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct StatusDraft {
    /// The status, once one is chosen.
    pub status: Option<StatusCode>,
    /// How long.
    pub until: Until,
    /// The value of a date control.
    pub end_date: Entry,
    /// The value of a time control.
    pub end_time: Entry,
    /// The value of a date control.
    pub start_date: Entry,
    /// The value of a time control.
    pub start_time: Entry,
    /// Message, task and the like.
    #[serde(flatten)]
    pub details: Details<Entry>,
}

impl StatusDraft {
    /// The fields that hold an [`Entry`], in the order of the form.
    pub fn entry_fields() -> impl Iterator<Item = Field> {
        let moments = [Field::EndDate, Field::EndTime, Field::StartDate, Field::StartTime];
        moments.into_iter().chain(Detail::ALL.map(Field::Detail))
    }

    /// What the control of a field holds; `None` for a field that holds no [`Entry`].
    pub fn entry_mut(&mut self, field: Field) -> Option<&mut Entry> {
        match field {
            Field::EndDate => Some(&mut self.end_date),
            Field::EndTime => Some(&mut self.end_time),
            Field::StartDate => Some(&mut self.start_date),
            Field::StartTime => Some(&mut self.start_time),
            Field::Detail(detail) => Some(&mut self.details[detail]),
            Field::Status | Field::Until | Field::Token | Field::UserId | Field::Appearance => None,
        }
    }

    /// The same draft with another text for a detail.
    #[must_use]
    pub fn with(mut self, detail: Detail, text: &str) -> Self {
        self.details[detail] = text.into();
        self
    }

    /// The draft as JSON, to be kept.
    #[must_use]
    pub fn to_text(&self) -> String {
        // A flat struct of text always encodes.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a draft that was kept. One of another version fills what it can; a text that is no draft gives
    /// an empty form.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        let kept: Value = serde_json::from_str(text).unwrap_or_default();
        let text = |field: Field| kept[field.name()].as_str().unwrap_or_default();
        let mut draft = Self {
            status: text(Field::Status).parse().ok(),
            until: text(Field::Until).parse().unwrap_or_default(),
            ..Self::default()
        };
        for field in Self::entry_fields() {
            if let Some(entry) = draft.entry_mut(field) {
                *entry = text(field).into();
            }
        }
        draft
    }

    /// Whether both mean the same status, whatever stands in controls that don't count.
    #[must_use]
    pub fn means_the_same(&self, other: &Self) -> bool {
        let ends = |draft: &Self| {
            let is_chosen = draft.until == Until::Chosen;
            is_chosen.then(|| (draft.end_date.clone(), draft.end_time.clone()))
        };
        let same_detail =
            |detail| self.details[detail].text.trim() == other.details[detail].text.trim();
        self.status == other.status
            && self.until == other.until
            && ends(self) == ends(other)
            && (&self.start_date, &self.start_time) == (&other.start_date, &other.start_time)
            && Detail::ALL.into_iter().all(same_detail)
    }

    /// The draft that sets the status of `record` again, starting at `now`, with its end if that has not passed.
    #[must_use]
    pub fn again(record: &StatusRecord, now: DateTime<Utc>, zone: &impl Zone) -> Self {
        let draft = Self {
            status: match record.status {
                ReportedCode::Known(code) => Some(code),
                ReportedCode::Unknown(_) => None,
            },
            details: Details::from_fn(|detail| {
                record.details[detail].clone().unwrap_or_default().into()
            }),
            ..Self::default()
        };
        match record.end.filter(|end| *end > now) {
            Some(end) => draft.ending_at(end, zone),
            None => draft,
        }
    }

    /// Makes a status of the draft, as of `now`, with wall times in `zone` and the
    /// locale's `week`.
    ///
    /// # Errors
    /// Every problem at once, in the order of the fields.
    pub fn parse(
        &self,
        now: DateTime<Utc>,
        zone: &impl Zone,
        week: Week,
    ) -> Result<NewStatus, FieldErrors> {
        let mut errors = FieldErrors::default();
        let status = errors.collect(self.parse_status());
        let period = self.parse_period(now, zone, week, &mut errors);
        let details = self.parse_details(&mut errors);
        match (status, period) {
            (Some(status), Some(period)) if errors.is_empty() => {
                Ok(NewStatus { status, period, details })
            }
            _ => Err(errors),
        }
    }

    fn parse_status(&self) -> Result<StatusCode, (Field, Problem)> {
        self.status.ok_or((Field::Status, Problem::StatusMissing))
    }

    /// The details; `None` if one is not valid.
    #[must_use]
    pub fn parsed_details(&self) -> Option<Details<Option<DetailValue>>> {
        let mut errors = FieldErrors::default();
        let details = self.parse_details(&mut errors);
        errors.is_empty().then_some(details)
    }

    fn parse_details(&self, errors: &mut FieldErrors) -> Details<Option<DetailValue>> {
        Details::from_fn(|detail| {
            let parsed = detail.parse(&self.details[detail].text);
            let problem = |_| (Field::Detail(detail), Problem::NotPositiveInteger);
            errors.collect(parsed.map_err(problem)).flatten()
        })
    }

    /// `None` when a problem was noted.
    fn parse_period(
        &self,
        now: DateTime<Utc>,
        zone: &impl Zone,
        week: Week,
        errors: &mut FieldErrors,
    ) -> Option<Period> {
        let has_start = !(self.start_date.is_empty() && self.start_time.is_empty());
        let mut start_errors = FieldErrors::default();
        let start = has_start.then(|| {
            parse_moment(Edge::Start, &self.start_date, &self.start_time, zone, &mut start_errors)
        });
        let end = match self.until {
            Until::NoEnd => None,
            Until::Preset(preset) => {
                let end = preset.end(now, start.flatten(), zone, week);
                Some(errors.collect(end.ok_or((Field::Until, Problem::EndTooNear))))
            }
            Until::Chosen => {
                Some(parse_moment(Edge::End, &self.end_date, &self.end_time, zone, errors))
            }
        };
        errors.append(start_errors);
        // Asked for and not understood: a problem was noted, and there is no period.
        if matches!(end, Some(None)) || matches!(start, Some(None)) {
            return None;
        }
        let (start, end) = (start.flatten(), end.flatten());
        let period = Period::new(start, end, now).map_err(|error| {
            let problem = match (error, start) {
                (PeriodError::EndNotAfterStart, Some(start)) => Problem::EndNotAfterStart { start },
                _ => Problem::EndNotAfterNow { now },
            };
            let is_typed = self.until == Until::Chosen;
            (if is_typed { Field::EndDate } else { Field::Until }, problem)
        });
        errors.collect(period)
    }
}

/// What a date and a time control mean in `zone`; `None` while they are not a day and a time.
#[must_use]
pub fn entered_wall_time(date: &Entry, time: &Entry, zone: &impl Zone) -> Option<WallTime> {
    let wall = parse_date(&date.text).ok()?.and_time(parse_time(&time.text).ok()?);
    Some(WallTime::resolve(wall, zone))
}

impl StatusDraft {
    /// What the entered start or end means in `zone`; `None` while it is not a day and a time.
    #[must_use]
    pub fn wall_time(&self, edge: Edge, zone: &impl Zone) -> Option<WallTime> {
        let (date, time) = match edge {
            Edge::Start => (&self.start_date, &self.start_time),
            Edge::End => (&self.end_date, &self.end_time),
        };
        entered_wall_time(date, time, zone)
    }
}

/// The instant of a date and a time control; `None` when a problem was noted.
fn parse_moment(
    edge: Edge,
    date: &Entry,
    time: &Entry,
    zone: &impl Zone,
    errors: &mut FieldErrors,
) -> Option<DateTime<Utc>> {
    let (date_field, time_field) = match edge {
        Edge::Start => (Field::StartDate, Field::StartTime),
        Edge::End => (Field::EndDate, Field::EndTime),
    };
    if date.is_empty() && time.is_empty() {
        errors.add(date_field, Problem::MomentMissing(edge));
        return None;
    }
    let date = match parse_date(&date.text) {
        Ok(date) => Ok(date),
        Err(_) if date.is_empty() => Err(Problem::DateMissing(edge)),
        Err(EnteredTimeError::Malformed) => Err(Problem::DateUnfinished(edge)),
        Err(EnteredTimeError::YearOutOfRange) => Err(Problem::YearOutOfRange(edge)),
    };
    let time = parse_time(&time.text).map_err(|_| {
        if time.is_empty() { Problem::TimeMissing(edge) } else { Problem::TimeUnfinished(edge) }
    });
    let date = errors.collect(date.map_err(|problem| (date_field, problem)));
    let time = errors.collect(time.map_err(|problem| (time_field, problem)));
    let wall = date?.and_time(time?);
    let instant = WallTime::resolve(wall, zone)
        .instant_for(edge)
        .map_err(|resumes| (time_field, Problem::SkippedByClocks { wall, resumes }));
    errors.collect(instant)
}

//! The most common ends, as instants.

use super::{Edge, WallTime, Week, Zone, wall_at};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

/// An end that is chosen without typing a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// Sixty elapsed minutes, whatever the clocks do.
    OneHour,
    /// Four elapsed hours.
    FourHours,
    /// 23:59 today.
    EndOfToday,
    /// 09:00 on the next day outside of the weekend.
    NextWorkingDay,
    /// 23:59 on the last day of this week.
    EndOfThisWeek,
}

/// A nearer end would pass before anyone reads the status.
const NEAREST: TimeDelta = TimeDelta::minutes(1);

impl Preset {
    /// All presets, nearest first.
    pub const ALL: [Self; 5] = [
        Self::OneHour,
        Self::FourHours,
        Self::EndOfToday,
        Self::NextWorkingDay,
        Self::EndOfThisWeek,
    ];

    /// The instant of the preset, or `None` if it is less than a minute away.
    ///
    /// The hours count from `start` if that is later than `now`. The other ends are calendar days and
    /// don't depend on `start`.
    #[must_use]
    pub fn end(
        self,
        now: DateTime<Utc>,
        start: Option<DateTime<Utc>>,
        zone: &impl Zone,
        week: Week,
    ) -> Option<DateTime<Utc>> {
        let begins = start.map_or(now, |start| start.max(now));
        let today = today(now, zone);
        let end = match self {
            Self::OneHour => begins + TimeDelta::hours(1),
            Self::FourHours => begins + TimeDelta::hours(4),
            Self::EndOfToday => end_of(today, zone)?,
            Self::NextWorkingDay => {
                existing(next_working_day(today, week)?.and_time(WORK_BEGINS), zone)
            }
            Self::EndOfThisWeek => {
                let days_left = 6 - today.weekday().days_since(week.starts_on);
                end_of(today.checked_add_days(Days::new(days_left.into()))?, zone)?
            }
        };
        (end - now >= NEAREST).then_some(end)
    }
}

/// The date at `now` in `zone`, which can differ from the date in UTC.
#[must_use]
pub fn today(now: DateTime<Utc>, zone: &impl Zone) -> NaiveDate {
    wall_at(now, zone).date()
}

const WORK_BEGINS: NaiveTime = match NaiveTime::from_hms_opt(9, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// `None` in a week of seven days off.
fn next_working_day(today: NaiveDate, week: Week) -> Option<NaiveDate> {
    let is_working_day = |day: &NaiveDate| !week.weekend.contains(day.weekday());
    today.iter_days().skip(1).take(7).find(is_working_day)
}

/// The last minute of a day. Midnight would be printed as the next day.
fn end_of(day: NaiveDate, zone: &impl Zone) -> Option<DateTime<Utc>> {
    Some(existing(day.and_hms_opt(23, 59, 0)?, zone))
}

/// The instant of a wall time as an end. If clocks skip the wall time, the instant of the jump.
fn existing(wall: NaiveDateTime, zone: &impl Zone) -> DateTime<Utc> {
    match WallTime::resolve(wall, zone).instant_for(Edge::End) {
        Ok(instant) => instant,
        // `resumes` exists, so it always resolves.
        Err(resumes) => WallTime::resolve(resumes, zone)
            .instant_for(Edge::Start)
            .unwrap_or_else(|wall| wall.and_utc()),
    }
}

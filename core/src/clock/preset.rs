//! The ends that people mean most often, as moments.

use super::{Edge, WallTime, Zone, wall_at};
use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday,
};

/// An end that needs no date to be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preset {
    /// Sixty minutes that really pass, whatever clocks do.
    OneHour,
    /// Four hours that really pass.
    FourHours,
    /// 23:59 of this day.
    EndOfToday,
    /// 09:00 of the next day from Monday to Friday.
    NextWorkingDay,
    /// 23:59 of the last day of this week.
    EndOfThisWeek,
}

/// An end that is nearer than this is over before anyone has read it.
const NEAREST: TimeDelta = TimeDelta::minutes(1);

impl Preset {
    /// All of them, nearest first.
    pub const ALL: [Self; 5] = [
        Self::OneHour,
        Self::FourHours,
        Self::EndOfToday,
        Self::NextWorkingDay,
        Self::EndOfThisWeek,
    ];

    /// The moment it stands for, at `now` in `zone`, where weeks begin on `week_start`; `None` when
    /// that is less than a minute away.
    ///
    /// The hours count from `start` if that is later than `now`; the other ends are days of the
    /// calendar and don't move with it.
    #[must_use]
    pub fn end(
        self,
        now: DateTime<Utc>,
        start: Option<DateTime<Utc>>,
        zone: &impl Zone,
        week_start: Weekday,
    ) -> Option<DateTime<Utc>> {
        let begins = start.map_or(now, |start| start.max(now));
        let today = today(now, zone);
        let end = match self {
            Self::OneHour => begins + TimeDelta::hours(1),
            Self::FourHours => begins + TimeDelta::hours(4),
            Self::EndOfToday => end_of(today, zone)?,
            Self::NextWorkingDay => existing(next_working_day(today)?.and_time(WORK_BEGINS), zone),
            Self::EndOfThisWeek => {
                let days_left = 6 - today.weekday().days_since(week_start);
                end_of(today.checked_add_days(Days::new(days_left.into()))?, zone)?
            }
        };
        (end - now >= NEAREST).then_some(end)
    }
}

/// The calendar's day at `now` in `zone`; UTC's own can be another one.
#[must_use]
pub fn today(now: DateTime<Utc>, zone: &impl Zone) -> NaiveDate {
    wall_at(now, zone).date()
}

const WORK_BEGINS: NaiveTime = match NaiveTime::from_hms_opt(9, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

fn next_working_day(today: NaiveDate) -> Option<NaiveDate> {
    let is_working_day = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
    today.iter_days().skip(1).find(is_working_day)
}

/// The last minute of a day, so that the moment printed still names the day that was chosen.
fn end_of(day: NaiveDate, zone: &impl Zone) -> Option<DateTime<Utc>> {
    Some(existing(day.and_hms_opt(23, 59, 0)?, zone))
}

/// The instant of a wall time as an end; of one that clocks skip, the moment at which they do.
fn existing(wall: NaiveDateTime, zone: &impl Zone) -> DateTime<Utc> {
    match WallTime::resolve(wall, zone).instant_for(Edge::End) {
        Ok(instant) => instant,
        // `resumes` exists, and its own resolution can't fail.
        Err(resumes) => WallTime::resolve(resumes, zone)
            .instant_for(Edge::Start)
            .unwrap_or_else(|wall| wall.and_utc()),
    }
}

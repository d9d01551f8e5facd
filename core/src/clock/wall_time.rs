//! Resolves wall times to instants, and reports clock changes instead of guessing.

use super::Zone;
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

/// What a wall time means in a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WallTime {
    /// It happens once.
    Once(DateTime<Utc>),
    /// It never happens: clocks jump over it to `resumes`.
    Gap {
        /// The first wall time after the jump.
        resumes: NaiveDateTime,
    },
    /// It happens twice: clocks go back over it.
    Fold {
        /// The first occurrence.
        earlier: DateTime<Utc>,
        /// The second occurrence.
        later: DateTime<Utc>,
    },
}

/// One side of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// The moment it begins.
    Start,
    /// The moment it ends.
    End,
}

/// No offset is larger, and no zone has changed its clocks twice within twice this time since 1970.
const A_DAY: TimeDelta = TimeDelta::hours(24);
const A_SECOND: TimeDelta = TimeDelta::seconds(1);

impl WallTime {
    /// Finds the instants at which a clock in `zone` shows `wall`.
    #[must_use]
    pub fn resolve(wall: NaiveDateTime, zone: &impl Zone) -> Self {
        let shown_in_utc = wall.and_utc();
        let with = |offset: i32| shown_in_utc - TimeDelta::seconds(offset.into());
        let instant_before = with(zone.offset_at(shown_in_utc - A_DAY));
        let instant_after = with(zone.offset_at(shown_in_utc + A_DAY));
        let shows_wall = |instant: DateTime<Utc>| wall_at(instant, zone) == wall;

        let (earlier, later) = if instant_before <= instant_after {
            (instant_before, instant_after)
        } else {
            (instant_after, instant_before)
        };
        match (shows_wall(earlier), shows_wall(later)) {
            (true, true) if earlier < later => Self::Fold { earlier, later },
            (true, _) => Self::Once(earlier),
            (false, true) => Self::Once(later),
            (false, false) => Self::Gap { resumes: first_wall_after_jump(earlier, later, zone) },
        }
    }

    /// The instant to use for `edge`. In a fold, it is the one that makes the period longer, so that
    /// nobody is shown as back an hour too soon.
    ///
    /// # Errors
    /// A gap has no instant. The error is the first wall time after it.
    pub fn instant_for(self, edge: Edge) -> Result<DateTime<Utc>, NaiveDateTime> {
        match (self, edge) {
            (Self::Once(instant), _) => Ok(instant),
            (Self::Fold { earlier, .. }, Edge::Start) => Ok(earlier),
            (Self::Fold { later, .. }, Edge::End) => Ok(later),
            (Self::Gap { resumes }, _) => Err(resumes),
        }
    }
}

/// What a clock in `zone` shows at `instant`.
#[must_use]
pub fn wall_at(instant: DateTime<Utc>, zone: &impl Zone) -> NaiveDateTime {
    instant.naive_utc() + TimeDelta::seconds(zone.offset_at(instant).into())
}

/// Bisects to the second at which the offset changes.
fn first_wall_after_jump(
    mut before: DateTime<Utc>,
    mut after: DateTime<Utc>,
    zone: &impl Zone,
) -> NaiveDateTime {
    let offset_before = zone.offset_at(before);
    while after - before > A_SECOND {
        let middle = before + TimeDelta::seconds((after - before).num_seconds() / 2);
        if zone.offset_at(middle) == offset_before {
            before = middle;
        } else {
            after = middle;
        }
    }
    wall_at(after, zone)
}

//! A person's statuses in the order in which they were set.

use super::{Details, NewStatus, Period, ReportedCode, StatusRecord};
use chrono::{DateTime, Utc};

/// Records, newest first: by `created_at`, then by `id`. The order in which the service lists them
/// is not documented, so none is relied on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timeline {
    records: Vec<StatusRecord>,
}

/// What a timeline says of the present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Current {
    /// This status holds now.
    InForce(StatusRecord),
    /// None holds; this is the last one that did.
    Ended(StatusRecord),
    /// There is none that has begun.
    None,
}

impl StatusRecord {
    /// Whether the status holds at `now`. Without a start it holds from the moment it was set,
    /// without an end until it is replaced.
    #[must_use]
    pub fn is_in_force(&self, now: DateTime<Utc>) -> bool {
        self.has_begun(now) && !self.has_ended(now)
    }

    /// Whether the status began at `now` or before.
    #[must_use]
    pub fn has_begun(&self, now: DateTime<Utc>) -> bool {
        self.start.is_none_or(|start| start <= now)
    }

    /// Whether the status was over at `now`.
    #[must_use]
    pub fn has_ended(&self, now: DateTime<Utc>) -> bool {
        self.end.is_some_and(|end| end <= now)
    }

    /// Since when it holds, as far as the record says.
    #[must_use]
    pub fn since(&self) -> Option<DateTime<Utc>> {
        self.start.or(self.created_at)
    }

    /// The same status once more, from `now` on; an end that has passed is left out. `None` for a
    /// code that this page can't set.
    #[must_use]
    pub fn again(&self, now: DateTime<Utc>) -> Option<NewStatus> {
        let ReportedCode::Known(status) = self.status else { return None };
        let end = self.end.filter(|end| *end > now);
        Some(NewStatus {
            status,
            period: Period::new(None, end, now).ok()?,
            details: Details::from_fn(|detail| {
                detail.parse(self.details[detail].as_deref()?).ok().flatten()
            }),
        })
    }
}

impl Timeline {
    /// Orders `records`; one that is listed twice, since a page moved on meanwhile, counts once.
    #[must_use]
    pub fn new(mut records: Vec<StatusRecord>) -> Self {
        records.sort_by_key(|record| std::cmp::Reverse((record.created_at, record.id)));
        records.dedup_by_key(|record| record.id);
        Self { records }
    }

    /// Adds a record that was just set, in its place: to sort all of them anew takes room for as many
    /// again, which the program's memory then keeps.
    pub fn add(&mut self, record: StatusRecord) {
        let age = |record: &StatusRecord| std::cmp::Reverse((record.created_at, record.id));
        let place = self.records.partition_point(|other| age(other) <= age(&record));
        self.records.insert(place, record);
        self.records.dedup_by_key(|record| record.id);
    }

    /// All records, newest first.
    #[must_use]
    pub fn records(&self) -> &[StatusRecord] {
        &self.records
    }

    /// The newest record that holds at `now`, else the newest one that has ended.
    #[must_use]
    pub fn current(&self, now: DateTime<Utc>) -> Current {
        let newest = |holds: fn(&StatusRecord, DateTime<Utc>) -> bool| {
            self.records.iter().find(|record| holds(record, now)).cloned()
        };
        newest(StatusRecord::is_in_force)
            .map(Current::InForce)
            .or_else(|| newest(StatusRecord::has_ended).map(Current::Ended))
            .unwrap_or(Current::None)
    }

    /// The newest record that is still to begin.
    #[must_use]
    pub fn upcoming(&self, now: DateTime<Utc>) -> Option<&StatusRecord> {
        self.records.iter().find(|record| !record.has_begun(now))
    }

    /// What was set before the current status and says something else.
    #[must_use]
    pub fn previous(&self, now: DateTime<Utc>) -> Option<&StatusRecord> {
        let (Current::InForce(current) | Current::Ended(current)) = self.current(now) else {
            return None;
        };
        let is_other = |record: &&StatusRecord| {
            record.has_begun(now)
                && (&record.status, &record.details) != (&current.status, &current.details)
        };
        self.records.iter().skip_while(|record| record.id != current.id).skip(1).find(is_other)
    }
}

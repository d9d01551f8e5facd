//! A person's statuses, newest first.

use super::StatusRecord;
use chrono::{DateTime, TimeDelta, Utc};
use std::cmp::{Ordering, Reverse};

/// Records by `created_at`, then by `id`, newest first. The order of the API's list is not documented.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Timeline {
    records: Vec<StatusRecord>,
}

/// A start this soon after the creation is the moment of creation: the service fills it in.
const AT_ONCE: TimeDelta = TimeDelta::minutes(1);

/// The state of a timeline at some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Current {
    /// This status is in force.
    InForce(StatusRecord),
    /// No status is in force. This one ended last.
    Ended(StatusRecord),
    /// No status has started.
    None,
}

impl StatusRecord {
    /// Whether the status is in force at `now`. Without a start it is in force from its creation, and
    /// without an end until it is replaced.
    #[must_use]
    pub fn is_in_force(&self, now: DateTime<Utc>) -> bool {
        self.has_begun(now) && !self.has_ended(now)
    }

    /// Whether the status had started at `now`. One that started when it was created has, even if the
    /// device's clock is slow.
    #[must_use]
    pub fn has_begun(&self, now: DateTime<Utc>) -> bool {
        self.start.is_none_or(|start| {
            start <= now || self.created_at.is_some_and(|created| start <= created + AT_ONCE)
        })
    }

    /// Whether the status had ended at `now`.
    #[must_use]
    pub fn has_ended(&self, now: DateTime<Utc>) -> bool {
        self.end.is_some_and(|end| end <= now)
    }

    /// The start, or else the time of creation.
    #[must_use]
    pub fn since(&self) -> Option<DateTime<Utc>> {
        self.start.or(self.created_at)
    }
}

impl Timeline {
    /// Sorts `records` and removes duplicates, of which the first stays. A record can be on two pages of the
    /// list if one was added between the requests, and in an earlier response with other content.
    #[must_use]
    pub fn new(mut records: Vec<StatusRecord>) -> Self {
        // Of one type, so that the code for sorting is generated once.
        type Order = fn(&StatusRecord, &StatusRecord) -> Ordering;
        let by_id: Order = |one, other| one.id.cmp(&other.id);
        let by_age: Order = newest_first;
        records.sort_by(by_id);
        records.dedup_by_key(|record| record.id);
        records.sort_by(by_age);
        Self { records }
    }

    /// Inserts a record that was just set, in the place of an earlier copy. Sorting all records again would
    /// need memory for a second copy, and WebAssembly memory never shrinks.
    pub fn add(&mut self, record: StatusRecord) {
        self.records.retain(|other| other.id != record.id);
        let place = self.records.partition_point(|other| newest_first(other, &record).is_lt());
        self.records.insert(place, record);
    }

    /// All records, newest first.
    #[must_use]
    pub fn records(&self) -> &[StatusRecord] {
        &self.records
    }

    /// The newest record in force at `now`, or else the newest one that has ended.
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

    /// The record that starts next; the newest if several start then.
    #[must_use]
    pub fn upcoming(&self, now: DateTime<Utc>) -> Option<&StatusRecord> {
        let to_come = self.records.iter().filter(|record| !record.has_begun(now));
        to_come.min_by_key(|record| record.start)
    }

    /// The status before the current one, without repetitions of the current one.
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

fn newest_first(one: &StatusRecord, other: &StatusRecord) -> Ordering {
    let age = |record: &StatusRecord| Reverse((record.created_at, record.id));
    age(one).cmp(&age(other))
}

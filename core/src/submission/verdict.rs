//! Whether a status was stored, by the person's records.

use super::Attempt;
use super::attempt::Known;
use crate::domain::{Detail, NewStatus, ReportedCode, StatusRecord};
use chrono::{DateTime, TimeDelta, Utc};

/// The result of reading back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// This record is the status that was sent.
    Stored(StatusRecord),
    /// No record is the status that was sent.
    Missing,
    /// Unknown.
    Undecided,
}

/// `created_at` and `Date` are both truncated to seconds.
const CLOCK_GRAIN: TimeDelta = TimeDelta::seconds(2);
/// The assumed difference between the clocks of the API and of a relay, which can set `Date`.
const RELAY_CLOCK_ERROR: TimeDelta = TimeDelta::minutes(2);
/// The assumed error of the device's clock if the server's time is unknown.
const DEVICE_CLOCK_ERROR: TimeDelta = TimeDelta::minutes(15);
/// A record whose age is off by more than this is of another day, whatever was done to a clock.
const ANOTHER_DAY: TimeDelta = TimeDelta::hours(12);

/// Whether `attempt` is among `records`. `is_complete` is false if there may be more records.
///
/// A record of the attempt says the same, is newer than what was known before it, and is about as old. Ages
/// are compared instead of times, so that a wrong clock on the device does not matter:
/// `server_now` is the time of the response by the server's clock, while `now` and `attempt.sent_at`
/// are by the device's clock. Where the records leave room for doubt, it is undecided: nobody is told "not
/// saved" of a status that was, or the other way round.
#[must_use]
pub fn verdict(
    records: &[StatusRecord],
    is_complete: bool,
    attempt: &Attempt,
    now: DateTime<Utc>,
    server_now: Option<DateTime<Utc>>,
) -> Verdict {
    let server_time_error =
        if server_now.is_some() { RELAY_CLOCK_ERROR } else { DEVICE_CLOCK_ERROR };
    let since_sent = now - attempt.sent_at;
    // By how much a record is older than the attempt.
    let excess_age = |created_at| (server_now.unwrap_or(now) - created_at) - since_sent;
    let has_baseline = attempt.known != Known::Nothing;
    let mut verdict = if is_complete { Verdict::Missing } else { Verdict::Undecided };
    for record in records.iter().filter(|record| attempt.known.is_before(record)) {
        let says_the_same = says_the_same(record, &attempt.status);
        let Some(excess_age) = record.created_at.map(|at| excess_age(at).abs()) else {
            verdict = if says_the_same { Verdict::Undecided } else { verdict };
            continue;
        };
        let is_as_old = excess_age <= CLOCK_GRAIN + server_time_error;
        let is_the_one =
            says_the_same && if has_baseline { is_as_old } else { excess_age <= CLOCK_GRAIN };
        if is_the_one {
            return Verdict::Stored(record.clone());
        }
        // One that says something else can be the attempt as the API changed it.
        if is_as_old || (says_the_same && (has_baseline || excess_age < ANOTHER_DAY)) {
            verdict = Verdict::Undecided;
        }
    }
    verdict
}

/// Compares what was sent with what is stored. A start or end that was not sent is not compared,
/// because the API may fill it in.
fn says_the_same(record: &StatusRecord, sent: &NewStatus) -> bool {
    let same_instant = |sent: Option<DateTime<Utc>>, stored: Option<DateTime<Utc>>| {
        sent.is_none_or(|sent| stored.map(|stored| stored.timestamp()) == Some(sent.timestamp()))
    };
    let same_detail = |detail| {
        let sent = sent.details[detail].as_ref().map(ToString::to_string).unwrap_or_default();
        sent == record.details[detail].as_deref().unwrap_or_default().trim()
    };
    record.status == ReportedCode::Known(sent.status)
        && same_instant(sent.period.start(), record.start)
        && same_instant(sent.period.end(), record.end)
        && Detail::ALL.into_iter().all(same_detail)
}

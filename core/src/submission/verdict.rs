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
    // By how much the age of a record differs from that of the attempt.
    let difference = |record: &StatusRecord| {
        let age = server_now.unwrap_or(now) - record.created_at?;
        Some((age - since_sent).abs())
    };
    let has_baseline = attempt.known != Known::Nothing;
    let tolerance = match server_now {
        // The attempt before may be what is found.
        _ if attempt.follows_open => TimeDelta::MIN,
        _ if has_baseline => CLOCK_GRAIN + server_time_error,
        Some(_) => CLOCK_GRAIN,
        // The age can fit by accident.
        None => TimeDelta::MIN,
    };
    let newer = || records.iter().filter(|record| attempt.known.is_before(record));
    let found = newer()
        .filter(|record| says_the_same(record, &attempt.status))
        .filter(|record| difference(record).is_some_and(|difference| difference <= tolerance))
        .max_by_key(|record| (record.created_at, record.id));
    if let Some(record) = found {
        return Verdict::Stored(record.clone());
    }
    let leaves_doubt = |record: &StatusRecord| {
        let says_the_same = says_the_same(record, &attempt.status);
        match difference(record) {
            None => says_the_same,
            // One that says something else can be the attempt as the API changed it.
            Some(difference) if difference <= CLOCK_GRAIN + server_time_error => true,
            Some(difference) => says_the_same && (has_baseline || difference < ANOTHER_DAY),
        }
    };
    if is_complete && !newer().any(leaves_doubt) { Verdict::Missing } else { Verdict::Undecided }
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

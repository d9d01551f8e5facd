//! One status on its way: which states there are, and which event leads where.
//!
//! The whole life of a submission is one value and one pure function, so that "sending", "failed"
//! and "unknown" can't contradict each other, and so that one intent gives one request: a press
//! while something is under way leads nowhere.

use crate::api::ApiError;
use crate::domain::{Detail, NewStatus, ReportedCode, StatusRecord};
use chrono::{DateTime, TimeDelta, Utc};

/// A status that was sent, and when by the device's clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// What was sent.
    pub status: NewStatus,
    /// When.
    pub sent_at: DateTime<Utc>,
}

/// Where a submission stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Submission {
    /// Nothing was sent yet.
    #[default]
    Idle,
    /// A request is under way.
    Sending {
        /// What was sent.
        attempt: Attempt,
        /// Whether this is the one automatic repeat after a 429.
        is_repeat: bool,
    },
    /// The service stored it.
    Sent(StatusRecord),
    /// It surely was not stored.
    Failed(ApiError),
    /// The service asked to wait; it is sent once more when the wait is over.
    Waiting {
        /// What is sent then.
        status: NewStatus,
        /// Seconds to go.
        seconds_left: u32,
        /// The 429.
        error: ApiError,
    },
    /// It may have been stored.
    Unknown {
        /// What was sent.
        attempt: Attempt,
        /// Why nobody knows.
        error: ApiError,
        /// What reading back found.
        check: Check,
    },
}

/// Reading back whether a status was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// Not asked for yet.
    NotYet,
    /// Under way.
    Running {
        /// Whether the person asked to send again, so that it is sent if it turns out missing.
        resend_if_missing: bool,
    },
    /// It was not stored.
    Missing,
    /// The service's records don't tell, or could not be read.
    Undecided,
}

/// What reading back says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// This record is the one that was sent.
    Stored(StatusRecord),
    /// No record is.
    Missing,
    /// It can't be told.
    Undecided,
}

/// What happens to a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The person pressed *Set status* (or Enter) on a form that parsed.
    Submitted(NewStatus),
    /// The request that was under way ended.
    Answered(Result<StatusRecord, ApiError>),
    /// A second of waiting went by.
    SecondPassed,
    /// The person doesn't want to wait.
    CancelledWait,
    /// The person pressed *Check now*.
    AskedToCheck,
    /// Reading back ended.
    Checked(Verdict),
    /// The person pressed *Send again*, knowing what reading back found.
    AskedToSendAgain,
}

/// What is to be done because of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Send this status.
    Send(NewStatus),
    /// Read back whether this attempt was stored.
    ReadBack(Attempt),
    /// Report when a second has passed.
    WaitASecond,
}

impl Submission {
    /// Whether a further press of the button must lead nowhere.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        matches!(
            self,
            Self::Sending { .. }
                | Self::Waiting { .. }
                | Self::Unknown { check: Check::Running { .. }, .. }
        )
    }

    /// Whether a request that sets a status is under way.
    #[must_use]
    pub const fn is_sending(&self) -> bool {
        matches!(self, Self::Sending { .. })
    }

    /// The state after `event`, and what to do. An event that doesn't fit the state changes
    /// nothing: a late tick or a second press is not an error.
    #[must_use]
    pub fn after(self, event: Event, now: DateTime<Utc>) -> (Self, Option<Command>) {
        match (self, event) {
            (state, Event::Submitted(_)) if state.is_busy() => (state, None),

            // The same status again while nobody knows whether it was stored: look first.
            (Self::Unknown { attempt, error, check: Check::NotYet }, Event::Submitted(status))
                if attempt.status == status =>
            {
                read_back(attempt, error, true)
            }
            (_, Event::Submitted(status)) => send(status, now, false),

            (Self::Sending { attempt, is_repeat }, Event::Answered(Err(error))) => match error {
                ApiError::RateLimited { wait_seconds, .. } if !is_repeat => {
                    let status = attempt.status;
                    let waiting = Self::Waiting { status, seconds_left: wait_seconds, error };
                    (waiting, Some(Command::WaitASecond))
                }
                error if error.leaves_outcome_open() => {
                    (Self::Unknown { attempt, error, check: Check::NotYet }, None)
                }
                error => (Self::Failed(error), None),
            },

            (Self::Waiting { status, seconds_left: 0 | 1, .. }, Event::SecondPassed) => {
                send(status, now, true)
            }
            (Self::Waiting { status, seconds_left, error }, Event::SecondPassed) => {
                let seconds_left = seconds_left - 1;
                let waiting = Self::Waiting { status, seconds_left, error };
                (waiting, Some(Command::WaitASecond))
            }
            (Self::Waiting { error, .. }, Event::CancelledWait) => (Self::Failed(error), None),

            (Self::Sending { .. }, Event::Answered(Ok(record)))
            | (
                Self::Unknown { check: Check::Running { .. }, .. },
                Event::Checked(Verdict::Stored(record)),
            ) => (Self::Sent(record), None),
            (
                Self::Unknown { attempt, error, check: Check::Running { resend_if_missing } },
                Event::Checked(verdict),
            ) => {
                match verdict {
                    Verdict::Missing if resend_if_missing => send(attempt.status, now, false),
                    // The service itself said that it failed, and the person pressed twice.
                    Verdict::Undecided
                        if resend_if_missing && matches!(error, ApiError::Server { .. }) =>
                    {
                        send(attempt.status, now, false)
                    }
                    Verdict::Missing => {
                        (Self::Unknown { attempt, error, check: Check::Missing }, None)
                    }
                    _ => (Self::Unknown { attempt, error, check: Check::Undecided }, None),
                }
            }
            (state @ Self::Unknown { check: Check::Running { .. }, .. }, _) => (state, None),
            (Self::Unknown { attempt, error, .. }, Event::AskedToCheck) => {
                read_back(attempt, error, false)
            }
            (
                Self::Unknown { attempt, check: Check::Missing | Check::Undecided, .. },
                Event::AskedToSendAgain,
            ) => send(attempt.status, now, false),
            (state, _) => (state, None),
        }
    }
}

fn send(status: NewStatus, now: DateTime<Utc>, is_repeat: bool) -> (Submission, Option<Command>) {
    let attempt = Attempt { status: status.clone(), sent_at: now };
    (Submission::Sending { attempt, is_repeat }, Some(Command::Send(status)))
}

fn read_back(
    attempt: Attempt,
    error: ApiError,
    resend_if_missing: bool,
) -> (Submission, Option<Command>) {
    let command = Command::ReadBack(attempt.clone());
    let check = Check::Running { resend_if_missing };
    (Submission::Unknown { attempt, error, check }, Some(command))
}

/// `created_at` and `Date` are whole seconds, each cut off: two of them for either side.
const CLOCK_GRAIN: TimeDelta = TimeDelta::seconds(2);
/// A device's clock is trusted to this much where the server's time is not known.
const DEVICE_CLOCK_ERROR: TimeDelta = TimeDelta::minutes(15);

/// Whether `attempt` is among `records`: the newest one (by `created_at`, then `id`, whatever the
/// order of the answer) must say the same and be no older than the attempt.
///
/// Times are compared as ages, so that a device with a wrong clock gets the right answer:
/// `server_now` is the time of the answer by the server's clock, `now` and `attempt.sent_at` are
/// the device's. Without `server_now`, a record whose age is in doubt leaves it undecided.
#[must_use]
pub fn verdict(
    records: &[StatusRecord],
    attempt: &Attempt,
    now: DateTime<Utc>,
    server_now: Option<DateTime<Utc>>,
) -> Verdict {
    let Some(newest) = records.iter().max_by_key(|record| (record.created_at, record.id)) else {
        return Verdict::Missing;
    };
    let since_sent = now - attempt.sent_at;
    let Some(created_at) = newest.created_at else {
        return if says_the_same(newest, &attempt.status) {
            Verdict::Undecided
        } else {
            Verdict::Missing
        };
    };
    let excess_age = (server_now.unwrap_or(now) - created_at) - since_sent - CLOCK_GRAIN;
    if !says_the_same(newest, &attempt.status) {
        // Something newer than the attempt may hide it; nobody needs it sent again unasked.
        return if excess_age <= TimeDelta::zero() { Verdict::Undecided } else { Verdict::Missing };
    }
    if excess_age <= TimeDelta::zero() {
        Verdict::Stored(newest.clone())
    } else if server_now.is_none() && excess_age <= DEVICE_CLOCK_ERROR {
        Verdict::Undecided
    } else {
        Verdict::Missing
    }
}

/// Compares what was sent with what is stored. A start or end that was not sent is not compared:
/// the service may fill it in.
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

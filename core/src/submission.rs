//! The states of sending a status, and the transitions between them.
//!
//! A submission is one value with one pure transition function, so that "sending", "failed" and
//! "unknown" can't contradict each other. One intent gives one request: a press while a request is
//! running is ignored.

use crate::api::ApiError;
use crate::domain::{Detail, NewStatus, ReportedCode, StatusRecord};
use chrono::{DateTime, TimeDelta, Utc};

/// A status that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// The status.
    pub status: NewStatus,
    /// The time by the device's clock.
    pub sent_at: DateTime<Utc>,
}

/// The state of a submission.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Submission {
    /// Nothing was sent yet.
    #[default]
    Idle,
    /// A request is running.
    Sending {
        /// What was sent.
        attempt: Attempt,
        /// Whether this is the only automatic retry after a 429.
        is_repeat: bool,
    },
    /// The API stored the status.
    Sent(StatusRecord),
    /// The status was certainly not stored.
    Failed(ApiError),
    /// The API asked to wait. The status is sent once more after the wait.
    Waiting {
        /// The status to send.
        status: NewStatus,
        /// The remaining seconds.
        seconds_left: u32,
        /// The 429.
        error: ApiError,
    },
    /// The status may have been stored.
    Unknown {
        /// What was sent.
        attempt: Attempt,
        /// Why the outcome is unknown.
        error: ApiError,
        /// The result of reading back.
        check: Check,
    },
}

/// Reading back whether a status was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    /// Not requested yet.
    NotYet,
    /// Running.
    Running {
        /// Whether to send the status again if it is missing, because the person pressed the button again.
        resend_if_missing: bool,
    },
    /// The status was not stored.
    Missing,
    /// The records don't show it, or could not be read.
    Undecided,
}

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

/// What happens to a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The person submitted a valid form.
    Submitted(NewStatus),
    /// The request ended.
    Answered(Result<StatusRecord, ApiError>),
    /// A second of the wait has passed.
    SecondPassed,
    /// The person cancelled the wait.
    CancelledWait,
    /// The person pressed *Check now*.
    AskedToCheck,
    /// Reading back ended.
    Checked(Verdict),
    /// The person pressed *Send again* after the check.
    AskedToSendAgain,
}

/// What to do after an event.
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
    /// Whether further presses of the button must be ignored.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        matches!(
            self,
            Self::Sending { .. }
                | Self::Waiting { .. }
                | Self::Unknown { check: Check::Running { .. }, .. }
        )
    }

    /// Whether a request that sets a status is running.
    #[must_use]
    pub const fn is_sending(&self) -> bool {
        matches!(self, Self::Sending { .. })
    }

    /// The state after `event`, and what to do. An event that doesn't fit the state, such as a late
    /// tick or a second press, changes nothing.
    #[must_use]
    pub fn after(self, event: Event, now: DateTime<Utc>) -> (Self, Option<Command>) {
        match (self, event) {
            (state, Event::Submitted(_)) if state.is_busy() => (state, None),

            // The outcome is unknown and the person submits the same status again: check first.
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
                    // The API reported a failure, and the person pressed twice.
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

/// `created_at` and `Date` are both truncated to seconds.
const CLOCK_GRAIN: TimeDelta = TimeDelta::seconds(2);
/// The assumed error of the device's clock if the server's time is unknown.
const DEVICE_CLOCK_ERROR: TimeDelta = TimeDelta::minutes(15);

/// Whether `attempt` is among `records`. The newest record (by `created_at`, then `id`) must have the
/// same content and be no older than the attempt.
///
/// Ages are compared instead of times, so that a wrong clock on the device does not matter:
/// `server_now` is the time of the response by the server's clock, while `now` and `attempt.sent_at`
/// are by the device's clock. Without `server_now`, a record of doubtful age leaves it undecided.
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
        // A newer record may hide the attempt, and nothing is sent again without a press.
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

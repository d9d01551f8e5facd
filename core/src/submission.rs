//! The states of sending a status, and the transitions between them.
//!
//! A submission is one value with one pure transition function, so that "sending", "failed" and
//! "unknown" can't contradict each other. Every way to send goes through it. What it keeps to:
//!
//! - One intent gives at most one record. A press while a request is running is ignored. After an unknown
//!   outcome the same draft is looked for before it is sent again.
//! - Nothing is sent or shown for another person than the one it was meant for.
//! - What is sent later than it was asked for is resolved and checked again at that moment.

mod attempt;
mod verdict;

pub use attempt::{Attempt, Known};
pub use verdict::{Verdict, verdict};

use crate::api::ApiError;
use crate::domain::{NewStatus, StatusRecord, UserId};
use crate::form::{FieldErrors, StatusDraft};
use chrono::{DateTime, TimeDelta, Utc};

/// Sending a status: what the last attempt came to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Submission {
    stage: Stage,
    /// The number of the last attempt, so that an answer to an earlier one is not taken for its answer.
    number: u32,
    /// Whether its person was told what became of it. They may have left meanwhile.
    is_told: bool,
}

/// The state of a submission.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Stage {
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
    Sent {
        /// What was sent.
        attempt: Attempt,
        /// What was stored.
        record: StatusRecord,
        /// When this was known, by the device's clock.
        at: DateTime<Utc>,
    },
    /// The status was certainly not stored.
    Failed {
        /// What was sent.
        attempt: Attempt,
        /// The API's answer.
        error: ApiError,
    },
    /// The API asked to wait. The status is sent once more after the wait.
    Waiting {
        /// What was sent.
        attempt: Attempt,
        /// The end of the wait, by the device's clock.
        until: DateTime<Utc>,
        /// The 429.
        error: ApiError,
    },
    /// The status may have been stored.
    Unknown {
        /// What was sent.
        attempt: Attempt,
        /// Why the outcome is unknown.
        doubt: Doubt,
        /// The result of reading back.
        check: Check,
    },
    /// A status that was to be sent later was not sent.
    Stopped(Stop),
}

/// Why an outcome is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// The request failed in a way that leaves the outcome open.
    Failure(ApiError),
    /// The answer was a record of another person, or another status.
    OtherRecord,
    /// The page was loaded again before the answer came.
    Reloaded,
}

/// Why a status that was to be sent later was not sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// It is no longer valid: usually its end has passed.
    Invalid(FieldErrors),
    /// Someone else uses the page now.
    OtherPerson,
    /// The device slept through the end of the wait, so the person may no longer mean it.
    TooLate,
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

/// What happens to a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The page was loaded again while this attempt was open.
    Restored(Attempt),
    /// The person pressed *Set status*.
    Pressed(StatusDraft),
    /// The person pressed a button that sends this status, whatever the form holds.
    AskedFor(StatusDraft),
    /// The request of the attempt with this number ended.
    Answered(u32, Result<StatusRecord, ApiError>),
    /// Time may have passed. It is enough if this comes about every second of a wait; it can also come late.
    TimePassed,
    /// The person cancelled the wait, or changed the form.
    CancelledWait,
    /// The person pressed *Check now*.
    AskedToCheck,
    /// Reading back the attempt with this number ended.
    Checked(u32, Verdict),
    /// The person pressed *Send again* after the check.
    AskedToSendAgain,
    /// Someone else uses the page, or nobody.
    PersonChanged,
}

/// What to do after an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Send this attempt, and report the answer with this number.
    Send(u32, Attempt),
    /// Read back whether this attempt was stored, and report with this number.
    ReadBack(u32, Attempt),
    /// Show what is wrong with the form.
    Refuse(FieldErrors),
    /// Ask whose status it is.
    AskForAccount,
}

/// What an event is judged by.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The time by the device's clock.
    pub now: DateTime<Utc>,
    /// Who uses the page.
    pub user_id: Option<UserId>,
    /// What is known of the person's records.
    pub known: Known,
    /// Makes a status of a draft, as of `now`.
    pub parse: &'a dyn Fn(&StatusDraft) -> Result<NewStatus, FieldErrors>,
}

/// A press this soon after a success, on a form that nobody touched since, is the second half of a
/// double click.
const LATE_CLICK: TimeDelta = TimeDelta::seconds(1);
/// A wait that ended longer ago was slept through. A tab in the background wakes once a minute.
const TOO_LATE: TimeDelta = TimeDelta::minutes(2);

impl Submission {
    /// What this person may see of it.
    #[must_use]
    pub fn seen_by(&self, user_id: Option<UserId>) -> &Stage {
        match self.stage.attempt() {
            Some(attempt) if Some(attempt.user_id) != user_id => &Stage::Idle,
            _ => &self.stage,
        }
    }

    /// The attempt whose outcome its person does not know yet, for keeping it until the page is loaded again.
    #[must_use]
    pub const fn open_attempt(&self) -> Option<&Attempt> {
        if self.stage.is_open() || !self.is_told { self.stage.attempt() } else { None }
    }

    /// The state after `event`, and what to do. An event that doesn't fit the state, such as a late
    /// answer or a second press, changes nothing.
    #[must_use]
    pub fn after(self, event: Event, context: Context<'_>) -> (Self, Option<Command>) {
        let (mut next, command) = self.step(event, context);
        let is_theirs =
            next.stage.attempt().is_some_and(|attempt| Some(attempt.user_id) == context.user_id);
        next.is_told |= is_theirs && !next.stage.is_open();
        (next, command)
    }

    fn step(mut self, event: Event, context: Context<'_>) -> (Self, Option<Command>) {
        let Context { now, user_id, parse, .. } = context;
        let is_own = self.seen_by(user_id) == &self.stage;
        let stage = std::mem::take(&mut self.stage);
        match (stage, event) {
            (_, Event::Restored(attempt)) => self.doubt(attempt, Doubt::Reloaded),

            (stage, Event::Pressed(_) | Event::AskedFor(_)) if is_own && stage.is_busy() => {
                self.stay(stage)
            }
            (Stage::Sent { attempt, record, at }, Event::Pressed(draft))
                if is_own
                    && draft == StatusDraft::default()
                    && (TimeDelta::zero()..LATE_CLICK).contains(&(now - at)) =>
            {
                self.stay(Stage::Sent { attempt, record, at })
            }
            (stage, Event::Pressed(draft)) => match parse(&draft) {
                Err(errors) => {
                    // What an earlier attempt came to no longer belongs to the form; what nobody
                    // knows yet still does, and what is another person's is still theirs.
                    if !is_own || matches!(stage, Stage::Unknown { .. } | Stage::Sending { .. }) {
                        self.stage = stage;
                    }
                    (self, Some(Command::Refuse(errors)))
                }
                Ok(status) => self.press(stage, draft, status, context),
            },
            (stage, Event::AskedFor(draft)) => match parse(&draft) {
                Err(errors) if is_own => self.stay(Stage::Stopped(Stop::Invalid(errors))),
                Err(_) => self.stay(stage),
                Ok(status) => self.press(stage, draft, status, context),
            },

            (Stage::Sending { attempt, is_repeat }, Event::Answered(number, answer))
                if number == self.number =>
            {
                match answer {
                    Ok(record) if attempt.is_answered_by(&record) => {
                        self.stay(Stage::Sent { attempt, record, at: now })
                    }
                    Ok(_) => self.doubt(attempt, Doubt::OtherRecord),
                    Err(error) if error.leaves_outcome_open() => {
                        self.doubt(attempt, Doubt::Failure(error))
                    }
                    Err(error) => match error {
                        ApiError::RateLimited { wait_seconds, .. } if !is_repeat => {
                            let until = now + TimeDelta::seconds(wait_seconds.into());
                            self.stay(Stage::Waiting { attempt, until, error })
                        }
                        error => self.stay(Stage::Failed { attempt, error }),
                    },
                }
            }

            (Stage::Waiting { .. }, Event::TimePassed | Event::PersonChanged) if !is_own => {
                self.stay(Stage::Stopped(Stop::OtherPerson))
            }
            (Stage::Waiting { attempt, until, error }, Event::TimePassed) => {
                if now < until {
                    // The clock can have been set back: no wait is longer than the API asked for.
                    let until = until.min(now + longest_wait(&error));
                    return self.stay(Stage::Waiting { attempt, until, error });
                }
                let has_ended = attempt.status.period.end().is_some_and(|end| end <= now);
                if has_ended || now - until > TOO_LATE {
                    return match parse(&attempt.draft) {
                        Err(errors) => self.stay(Stage::Stopped(Stop::Invalid(errors))),
                        Ok(_) => self.stay(Stage::Stopped(Stop::TooLate)),
                    };
                }
                self.resend(attempt, true, context)
            }
            (Stage::Waiting { attempt, error, .. }, Event::CancelledWait) => {
                self.stay(Stage::Failed { attempt, error })
            }

            (
                Stage::Unknown { attempt, doubt, check: Check::Running { resend_if_missing } },
                Event::Checked(number, verdict),
            ) if number == self.number => match verdict {
                Verdict::Stored(record) => self.stay(Stage::Sent { attempt, record, at: now }),
                Verdict::Missing if resend_if_missing && is_own => {
                    self.resend(attempt, false, context)
                }
                Verdict::Missing => {
                    self.stay(Stage::Unknown { attempt, doubt, check: Check::Missing })
                }
                Verdict::Undecided => {
                    self.stay(Stage::Unknown { attempt, doubt, check: Check::Undecided })
                }
            },
            (stage, Event::AskedToCheck) if is_own && !stage.is_busy() => match stage {
                Stage::Unknown { attempt, doubt, .. } => self.read_back(attempt, doubt, false),
                stage => self.stay(stage),
            },
            (
                Stage::Unknown {
                    attempt, check: check @ (Check::Missing | Check::Undecided), ..
                },
                Event::AskedToSendAgain,
            ) if is_own => {
                let follows_open = attempt.follows_open || check == Check::Undecided;
                self.resend(Attempt { follows_open, ..attempt }, false, context)
            }

            (Stage::Stopped(Stop::Invalid(_) | Stop::TooLate), Event::PersonChanged) => {
                self.stay(Stage::Idle)
            }
            (stage, _) => self.stay(stage),
        }
    }

    fn stay(mut self, stage: Stage) -> (Self, Option<Command>) {
        self.stage = stage;
        (self, None)
    }

    fn doubt(self, attempt: Attempt, doubt: Doubt) -> (Self, Option<Command>) {
        self.stay(Stage::Unknown { attempt, doubt, check: Check::NotYet })
    }

    /// A press for a valid status.
    fn press(
        self,
        stage: Stage,
        draft: StatusDraft,
        status: NewStatus,
        context: Context<'_>,
    ) -> (Self, Option<Command>) {
        let Some(user_id) = context.user_id else {
            return (Self { stage, ..self }, Some(Command::AskForAccount));
        };
        match stage {
            // The same again: it may be there already.
            Stage::Unknown { attempt, doubt, .. }
                if attempt.user_id == user_id && attempt.draft.means_the_same(&draft) =>
            {
                self.read_back(attempt, doubt, true)
            }
            stage => {
                let attempt = Attempt::new(draft, status, user_id, context);
                self.send(Attempt { follows_open: stage.is_open(), ..attempt }, false)
            }
        }
    }

    /// Sends what was asked for earlier, as it is understood now.
    fn resend(
        self,
        attempt: Attempt,
        is_repeat: bool,
        context: Context<'_>,
    ) -> (Self, Option<Command>) {
        match (context.parse)(&attempt.draft) {
            Err(errors) => self.stay(Stage::Stopped(Stop::Invalid(errors))),
            Ok(status) => {
                let follows_open = attempt.follows_open;
                let attempt = Attempt::new(attempt.draft, status, attempt.user_id, context);
                self.send(Attempt { follows_open, ..attempt }, is_repeat)
            }
        }
    }

    fn send(self, attempt: Attempt, is_repeat: bool) -> (Self, Option<Command>) {
        let number = self.number.wrapping_add(1);
        let command = Command::Send(number, attempt.clone());
        let stage = Stage::Sending { attempt, is_repeat };
        (Self { stage, number, is_told: false }, Some(command))
    }

    fn read_back(
        self,
        attempt: Attempt,
        doubt: Doubt,
        resend_if_missing: bool,
    ) -> (Self, Option<Command>) {
        let number = self.number.wrapping_add(1);
        let command = Command::ReadBack(number, attempt.clone());
        let check = Check::Running { resend_if_missing };
        let stage = Stage::Unknown { attempt, doubt, check };
        (Self { stage, number, is_told: false }, Some(command))
    }
}

impl Stage {
    /// The attempt that it is about.
    #[must_use]
    pub const fn attempt(&self) -> Option<&Attempt> {
        match self {
            Self::Sending { attempt, .. }
            | Self::Sent { attempt, .. }
            | Self::Failed { attempt, .. }
            | Self::Waiting { attempt, .. }
            | Self::Unknown { attempt, .. } => Some(attempt),
            Self::Idle | Self::Stopped(_) => None,
        }
    }

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

    const fn is_open(&self) -> bool {
        matches!(self, Self::Sending { .. } | Self::Unknown { .. })
    }

    /// Whether a request that sets a status is running.
    #[must_use]
    pub const fn is_sending(&self) -> bool {
        matches!(self, Self::Sending { .. })
    }
}

fn longest_wait(error: &ApiError) -> TimeDelta {
    match error {
        ApiError::RateLimited { wait_seconds, .. } => TimeDelta::seconds((*wait_seconds).into()),
        _ => TimeDelta::zero(),
    }
}

//! Random sequences of events against a simulated API: a status is never stored twice, never for another
//! person, never after its end, and the page never says something false about it.
//!
//! `SEQUENCES=100000 cargo test --release -p whereabouts-core --test attempts` runs more of them.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test should stop at the first unexpected error")]

mod support;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::collections::VecDeque;
use support::{NEW_YORK_WINTER, at, details};
use whereabouts_core::api::{ApiError, ApiMessage, UnreadableCause};
use whereabouts_core::clock::{Preset, Week};
use whereabouts_core::domain::{
    Detail, NewStatus, ReportedCode, StatusCode, StatusRecord, Timeline, UserId,
};
use whereabouts_core::form::{FieldErrors, StatusDraft, Until};
use whereabouts_core::submission::{
    Attempt, Check, Command, Context, Event, Known, Stage, Stop, Submission, verdict,
};

/// The answer to a POST, and whether the API stored the status.
#[derive(Debug, Clone, Copy, PartialEq)]
enum PostAnswer {
    Record,
    RecordOfAnotherPerson,
    Rejected,
    RateLimited(u32),
    /// The API's own words.
    Unavailable,
    Gateway {
        is_stored: bool,
        status: u16,
    },
    Unreadable {
        is_stored: bool,
    },
    Lost {
        is_stored: bool,
    },
    TimedOut {
        is_stored: bool,
    },
    SaysOffline {
        is_stored: bool,
    },
}

/// The answer to reading the list.
#[derive(Debug, Clone, Copy, PartialEq)]
enum ListAnswer {
    Whole,
    /// Only the oldest records: the newest ones are on a page that was not read.
    CutOff,
    Failed,
}

/// What happens next.
#[derive(Debug, Clone, Copy)]
enum Act {
    /// Other entries, also while something waits.
    Fill(usize),
    ResetForm,
    /// With the entries that are there.
    Press,
    FillAndPress(usize),
    /// *Back to previous*.
    AskFor(usize),
    AnswerPost(PostAnswer),
    AnswerList(ListAnswer),
    ReadTimeline(ListAnswer),
    Cancel,
    CheckNow,
    SendAgain,
    Reload,
    /// 0 is nobody.
    SignIn(i64),
    /// Everybody's clocks.
    Pass(i64),
    /// The device's clock is set.
    SetClock(i64),
    /// The person sets a status on another device.
    SetElsewhere(usize),
}

fn drafts() -> [StatusDraft; 4] {
    let draft = |status, until, message: &str| StatusDraft {
        status: Some(status),
        until,
        details: details([(Detail::Message, message.into())]),
        ..StatusDraft::default()
    };
    [
        draft(StatusCode::WorkingFromHome, Until::NoEnd, ""),
        draft(StatusCode::WorkingFromHome, Until::Preset(Preset::OneHour), "Deep work"),
        draft(StatusCode::Sick, Until::Preset(Preset::EndOfToday), ""),
        StatusDraft {
            end_date: "2026-11-24".into(),
            end_time: "04:02".into(),
            ..draft(StatusCode::OnTheRoad, Until::Chosen, "Train")
        },
    ]
}

fn parse(draft: &StatusDraft, now: DateTime<Utc>) -> Result<NewStatus, FieldErrors> {
    draft.parse(now, &NEW_YORK_WINTER, Week::default())
}

/// A record, and the number of the intent that it came from; 0 for another device.
#[derive(Debug, Clone)]
struct Stored {
    record: StatusRecord,
    user: i64,
    intent: u32,
}

/// An intent that is not closed: nobody knows what became of it.
#[derive(Debug, Clone)]
struct Intent {
    number: u32,
    user: UserId,
    draft: StatusDraft,
    /// The page did not say yet what became of it.
    is_open: bool,
    /// The person chose *Send again* although the records left room for doubt.
    accepts_duplicate: bool,
}

/// A request that sets a status.
#[derive(Debug, Clone)]
struct Post {
    number: u32,
    attempt: Attempt,
    /// By the API's clock.
    at: DateTime<Utc>,
    intent: u32,
}

/// The page, the API and the clocks.
struct World {
    /// By the API's clock.
    time: DateTime<Utc>,
    device_offset: TimeDelta,
    /// By how much the clock that sets `Date` is ahead of the API's; `None` if the page can't read `Date`.
    relay_offset: Option<TimeDelta>,
    records: Vec<Stored>,
    submission: Submission,
    form: StatusDraft,
    user: Option<UserId>,
    timeline: Option<Timeline>,
    /// What session storage holds.
    kept: Option<String>,
    /// The requests that are under way. There are several only if someone else signed in meanwhile.
    posts: VecDeque<Post>,
    /// When the last POST was sent, by the API's clock.
    posted_at: DateTime<Utc>,
    look: Option<(u32, Attempt)>,
    intent: Option<Intent>,
    intents: u32,
    sent: u32,
}

impl World {
    fn new(device_offset: i64, relay_offset: Option<i64>) -> Self {
        Self {
            time: at("2026-11-24T09:00:00Z"),
            device_offset: TimeDelta::seconds(device_offset),
            relay_offset: relay_offset.map(TimeDelta::seconds),
            records: Vec::new(),
            submission: Submission::default(),
            form: StatusDraft::default(),
            user: "1".parse().ok(),
            timeline: None,
            kept: None,
            posts: VecDeque::new(),
            posted_at: DateTime::default(),
            look: None,
            intent: None,
            intents: 0,
            sent: 0,
        }
    }

    fn now(&self) -> DateTime<Utc> {
        self.time + self.device_offset
    }

    /// Stores what was posted. The API takes some seconds at most, however late the page hears of it.
    fn store_post(&mut self, post: &Post) -> StatusRecord {
        let now = self.time;
        self.time = now.min(post.at + TimeDelta::seconds(10));
        let record = self.store(&post.attempt.status, post.attempt.user_id.get(), post.intent);
        self.time = now;
        record
    }

    fn store(&mut self, status: &NewStatus, user: i64, intent: u32) -> StatusRecord {
        let record =
            StatusRecord {
                id: i64::try_from(self.records.len()).unwrap() + 1,
                user_id: Some(user),
                status: ReportedCode::Known(status.status),
                // The API fills it in.
                start: Some(status.period.start().unwrap_or(self.time)),
                end: status.period.end(),
                details: details(Detail::ALL.map(|detail| {
                    (detail, status.details[detail].as_ref().map(ToString::to_string))
                })),
                // In whole seconds.
                created_at: DateTime::from_timestamp(self.time.timestamp(), 0),
            };
        self.records.push(Stored { record: record.clone(), user, intent });
        record
    }

    fn list(&self, user: UserId, answer: ListAnswer) -> Vec<StatusRecord> {
        let of_user = self.records.iter().filter(|stored| stored.user == user.get());
        let mut records: Vec<_> = of_user.map(|stored| stored.record.clone()).collect();
        if answer == ListAnswer::CutOff {
            records.truncate(records.len() / 2);
        }
        records
    }

    fn handle(&mut self, event: Event) {
        let asked_now =
            matches!(event, Event::Pressed(_) | Event::AskedFor(_) | Event::AskedToSendAgain);
        let accepts = event == Event::AskedToSendAgain
            && matches!(
                self.submission.seen_by(self.user),
                Stage::Unknown { check: Check::Undecided, .. }
            );
        let now = self.now();
        let known =
            self.timeline.as_ref().map_or(Known::Nothing, |all| Known::from_records(all.records()));
        let parse = |draft: &StatusDraft| parse(draft, now);
        let context = Context { now, user_id: self.user, known, parse: &parse };
        let before = self.submission.clone();
        let (after, command) = self.submission.clone().after(event, context);
        self.submission = after;
        self.kept = self.submission.open_attempt().map(Attempt::to_text);
        if accepts && let Some(intent) = &mut self.intent {
            intent.accepts_duplicate = true;
        }
        match command {
            Some(Command::Send(number, attempt)) => {
                self.note_intent(&attempt, asked_now, &before);
                assert_eq!(Some(attempt.user_id), self.user, "sent for another person");
                if let Some(end) = attempt.status.period.end() {
                    assert!(end > now, "sent after its end");
                }
                self.sent += 1;
                self.posted_at = self.time;
                let (at, intent) = (self.time, self.intents);
                let intent = self.intent.as_ref().map_or(intent, |intent| intent.number);
                self.posts.push_back(Post { number, attempt, at, intent });
            }
            Some(Command::ReadBack(number, attempt)) => {
                assert_eq!(Some(attempt.user_id), self.user, "looked for another person");
                self.look = Some((number, attempt));
            }
            Some(Command::Refuse(_) | Command::AskForAccount) | None => {}
        }
        self.check();
        let is_closed = matches!(
            self.submission.seen_by(self.user),
            Stage::Sent { .. } | Stage::Failed { .. } | Stage::Stopped(_)
        );
        if is_closed && let Some(intent) = &mut self.intent {
            intent.is_open = false;
        }
    }

    fn note_intent(&mut self, attempt: &Attempt, asked_now: bool, before: &Submission) {
        let now = self.now();
        let is_open = self.intent.as_ref().is_some_and(|intent| {
            intent.is_open
                && intent.user == attempt.user_id
                && intent.draft.means_the_same(&attempt.draft)
        });
        if !is_open {
            assert!(asked_now, "sent without being asked");
            self.intents += 1;
            self.intent = Some(Intent {
                number: self.intents,
                user: attempt.user_id,
                draft: attempt.draft.clone(),
                is_open: true,
                accepts_duplicate: false,
            });
        }
        // A request ends within seconds, and a wait has its end.
        if let Stage::Waiting { until, .. } = before.seen_by(self.user) {
            assert!(*until <= now, "sent before the end of the wait");
            assert!(now - *until <= TimeDelta::minutes(2), "sent long after the end of the wait");
        }
    }

    /// What must hold at any time.
    fn check(&self) {
        let Some(intent) = &self.intent else { return };
        let of_intent: Vec<_> =
            self.records.iter().filter(|stored| stored.intent == intent.number).collect();
        assert!(
            of_intent.len() <= 1 || intent.accepts_duplicate,
            "stored {} times: {of_intent:?}",
            of_intent.len()
        );
        for stored in &of_intent {
            assert_eq!(stored.user, intent.user.get(), "stored for another person");
        }
        let stage = self.submission.seen_by(self.user);
        if let Some(attempt) = stage.attempt() {
            assert_eq!(Some(attempt.user_id), self.user, "shown to another person");
        }
        let is_of_intent =
            stage.attempt().is_some_and(|attempt| attempt.draft.means_the_same(&intent.draft));
        match stage {
            Stage::Failed { .. }
            | Stage::Unknown { check: Check::Missing, .. }
            | Stage::Stopped(Stop::TooLate)
                if is_of_intent && !intent.accepts_duplicate =>
            {
                assert!(of_intent.is_empty(), "“not saved” of a saved status: {of_intent:?}");
            }
            Stage::Sent { attempt, record, .. } => {
                let stored = self.records.iter().find(|stored| stored.record.id == record.id);
                let stored = stored.unwrap_or_else(|| panic!("“saved” of one that is not"));
                assert_eq!(stored.user, attempt.user_id.get(), "saved for another person");
                // One that was set elsewhere at the same time and says the same can't be told apart. An earlier
                // one is right as long as what is in force says the same.
                let newest = self.records.iter().rfind(|other| other.user == stored.user);
                let is_newest = newest.is_some_and(|newest| {
                    let (newest, record) = (&newest.record, &stored.record);
                    (&newest.status, &newest.details, newest.end)
                        == (&record.status, &record.details, record.end)
                });
                // Within the same seconds, records that say the same can't be told apart.
                let is_as_old = record.created_at.is_some_and(|created_at| {
                    (created_at - self.posted_at).abs() <= TimeDelta::seconds(3)
                });
                let is_right =
                    [0, intent.number].contains(&stored.intent) || is_newest || is_as_old;
                assert!(is_right || !is_of_intent, "an earlier record is taken for it");
            }
            _ => {}
        }
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Fill(draft) => {
                self.form = drafts()[draft].clone();
                self.handle(Event::CancelledWait);
            }
            Act::ResetForm => {
                self.form = StatusDraft::default();
                self.handle(Event::CancelledWait);
            }
            Act::Press => self.handle(Event::Pressed(self.form.clone())),
            Act::FillAndPress(draft) => {
                self.act(Act::Fill(draft));
                self.act(Act::Press);
            }
            Act::AskFor(draft) => self.handle(Event::AskedFor(drafts()[draft].clone())),
            Act::AnswerPost(answer) => self.answer_post(answer),
            Act::AnswerList(answer) => self.answer_list(answer),
            Act::ReadTimeline(answer) => {
                if let Some(user) = self.user
                    && answer == ListAnswer::Whole
                {
                    self.timeline = Some(Timeline::new(self.list(user, answer)));
                }
            }
            Act::Cancel => self.handle(Event::CancelledWait),
            Act::CheckNow => self.handle(Event::AskedToCheck),
            Act::SendAgain => self.handle(Event::AskedToSendAgain),
            Act::Reload => self.reload(),
            Act::SignIn(user) => {
                let user: Option<UserId> = user.to_string().parse().ok();
                if user != self.user {
                    if self.user.is_some() {
                        self.form = StatusDraft::default();
                    }
                    self.user = user;
                    self.timeline = None;
                    self.handle(Event::PersonChanged);
                }
            }
            Act::Pass(seconds) => {
                self.time += TimeDelta::seconds(seconds);
                self.handle(Event::TimePassed);
            }
            Act::SetClock(seconds) => {
                self.device_offset = TimeDelta::seconds(seconds);
                self.handle(Event::TimePassed);
            }
            Act::SetElsewhere(draft) => {
                if let (Some(user), Ok(status)) = (self.user, parse(&drafts()[draft], self.time)) {
                    self.store(&status, user.get(), 0);
                }
            }
        }
    }

    fn answer_post(&mut self, answer: PostAnswer) {
        let Some(post) = self.posts.pop_front() else { return };
        let stores = match answer {
            PostAnswer::Record => true,
            PostAnswer::Gateway { is_stored, .. }
            | PostAnswer::Unreadable { is_stored }
            | PostAnswer::Lost { is_stored }
            | PostAnswer::TimedOut { is_stored }
            | PostAnswer::SaysOffline { is_stored } => is_stored,
            PostAnswer::RecordOfAnotherPerson
            | PostAnswer::Rejected
            | PostAnswer::RateLimited(_)
            | PostAnswer::Unavailable => false,
        };
        let record = stores.then(|| self.store_post(&post));
        let api_message = || ApiMessage { message: Some("Later".to_owned()), errors: Vec::new() };
        let result = match answer {
            PostAnswer::Record => Ok(record.unwrap()),
            PostAnswer::RecordOfAnotherPerson => {
                let mut record = self.records.first().map(|stored| stored.record.clone());
                if let Some(record) = &mut record {
                    record.user_id = Some(99);
                }
                record.ok_or(ApiError::NoAnswer)
            }
            PostAnswer::Rejected => Err(ApiError::Rejected(api_message())),
            PostAnswer::RateLimited(wait_seconds) => {
                Err(ApiError::RateLimited { wait_seconds, api_message: api_message() })
            }
            PostAnswer::Unavailable => {
                Err(ApiError::Server { status: 503, api_message: api_message() })
            }
            PostAnswer::Gateway { status, .. } => {
                Err(ApiError::Server { status, api_message: ApiMessage::default() })
            }
            PostAnswer::Unreadable { .. } => {
                Err(ApiError::Unreadable { status: 200, cause: UnreadableCause::NotJson })
            }
            PostAnswer::Lost { .. } => Err(ApiError::NoAnswer),
            PostAnswer::TimedOut { .. } => Err(ApiError::TimedOut),
            PostAnswer::SaysOffline { .. } => Err(ApiError::Offline),
        };
        self.handle(Event::Answered(post.number, result));
        self.reset_after_success();
    }

    fn answer_list(&mut self, answer: ListAnswer) {
        let Some((number, attempt)) = self.look.take() else { return };
        let is_whole = answer == ListAnswer::Whole;
        let found = if answer == ListAnswer::Failed {
            whereabouts_core::submission::Verdict::Undecided
        } else {
            let server_now = self.relay_offset.map(|offset| self.time + offset);
            let records = self.list(attempt.user_id, answer);
            verdict(&records, is_whole, &attempt, self.now(), server_now)
        };
        self.handle(Event::Checked(number, found));
        self.reset_after_success();
    }

    /// As the page does.
    fn reset_after_success(&mut self) {
        if let Stage::Sent { attempt, record, .. } = self.submission.seen_by(self.user).clone() {
            self.timeline.get_or_insert_default().add(record);
            if self.form.means_the_same(&attempt.draft) {
                self.form = StatusDraft::default();
            }
        }
    }

    fn reload(&mut self) {
        // The browser gives up what is on its way; the API can have it.
        self.look = None;
        for post in std::mem::take(&mut self.posts) {
            if self.sent.is_multiple_of(2) {
                self.store_post(&post);
            }
        }
        self.submission = Submission::default();
        self.timeline = None;
        let attempt = self.kept.as_deref().map(|text| Attempt::from_text(text).unwrap());
        if let Some(attempt) = attempt {
            self.handle(Event::Restored(attempt));
        }
    }
}

fn list_answers() -> impl Strategy<Value = ListAnswer> {
    prop_oneof![
        4 => Just(ListAnswer::Whole),
        1 => Just(ListAnswer::CutOff),
        1 => Just(ListAnswer::Failed),
    ]
}

fn post_answers() -> impl Strategy<Value = PostAnswer> {
    let open = any::<bool>();
    prop_oneof![
        3 => Just(PostAnswer::Record),
        1 => Just(PostAnswer::RecordOfAnotherPerson),
        1 => Just(PostAnswer::Rejected),
        3 => (1..=300_u32).prop_map(PostAnswer::RateLimited),
        1 => Just(PostAnswer::Unavailable),
        2 => (open, prop_oneof![Just(500_u16), Just(502), Just(503), Just(504)])
            .prop_map(|(is_stored, status)| PostAnswer::Gateway { is_stored, status }),
        1 => open.prop_map(|is_stored| PostAnswer::Unreadable { is_stored }),
        3 => open.prop_map(|is_stored| PostAnswer::Lost { is_stored }),
        1 => open.prop_map(|is_stored| PostAnswer::TimedOut { is_stored }),
        1 => open.prop_map(|is_stored| PostAnswer::SaysOffline { is_stored }),
    ]
}

fn acts() -> impl Strategy<Value = Act> {
    prop_oneof![
        1 => (0..4_usize).prop_map(Act::Fill),
        1 => Just(Act::ResetForm),
        6 => Just(Act::Press),
        6 => (0..4_usize).prop_map(Act::FillAndPress),
        1 => (0..4_usize).prop_map(Act::AskFor),
        12 => post_answers().prop_map(Act::AnswerPost),
        8 => list_answers().prop_map(Act::AnswerList),
        3 => list_answers().prop_map(Act::ReadTimeline),
        1 => Just(Act::Cancel),
        3 => Just(Act::CheckNow),
        3 => Just(Act::SendAgain),
        2 => Just(Act::Reload),
        2 => (0..3_i64).prop_map(Act::SignIn),
        6 => prop_oneof![0..3_i64, 10..90_i64, 200..400_i64, Just(28_800_i64)].prop_map(Act::Pass),
        1 => (-7200..7200_i64).prop_map(Act::SetClock),
        2 => (0..4_usize).prop_map(Act::SetElsewhere),
    ]
}

#[test]
fn no_sequence_of_events_breaks_the_promise() {
    let sequences = std::env::var("SEQUENCES").ok().and_then(|count| count.parse().ok());
    let config = Config {
        cases: sequences.unwrap_or(2_000),
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..Config::default()
    };
    let cases = config.cases;
    let sent = std::cell::Cell::new(0_u64);
    let worlds =
        (-600..600_i64, prop::option::of(-120..120_i64), prop::collection::vec(acts(), 1..100));
    let outcome = TestRunner::new(config).run(&worlds, |(device_offset, relay_offset, acts)| {
        let mut world = World::new(device_offset, relay_offset);
        for act in acts {
            world.act(act);
        }
        sent.set(sent.get() + u64::from(world.sent));
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    println!("{cases} sequences, {} requests", sent.get());
    assert!(sent.get() > u64::from(cases), "the sequences send hardly anything");
}
